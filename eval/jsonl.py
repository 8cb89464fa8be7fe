"""A file with one JSON object a line, read with the place of each line for error messages."""

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
