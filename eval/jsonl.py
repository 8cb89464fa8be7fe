"""A file with one JSON object a line: read with the place of each line for error messages, or kept line by line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def rows(path: Path, error: type[ValueError], missing: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each object with where it stands; blank lines are left out.

    Raises `error` for a line that is no JSON object, and for a missing file, with `missing` as the next step.
    """
    if not path.is_file():
        raise error(f"there is no {str(path)!r}; {missing}")
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            where = f"{str(path)!r}, line {number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as fault:
                raise error(f"{where}: not JSON ({fault.msg}); write one object a line") from fault
            if not isinstance(row, dict):
                raise error(f"{where}: no object; write one JSON object a line")
            yield where, row


def append(path: Path, row: Mapping[str, Any]) -> None:
    """Add an object; a line before it that was torn when a run was stopped stays apart from it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(row, ensure_ascii=False)
    with path.open("a+b") as file:
        torn = file.tell() and not _ends_whole(path)
        file.write(f"{chr(10) if torn else ''}{line}\n".encode("utf-8", "replace"))


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read() == b"\n"


def kept(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects that `append` added; what is torn, or was written by another version, is passed over."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                yield row
