"""What reading files came to: the papers, and every record that did not become one, with its place and reason."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.counted import counted
from rag.errors import CorpusError
from rag.types import Paper

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record or file that did not become a paper."""

    file: str
    line: int | None
    """Where it begins; None where the format has no lines or it is the whole file."""
    what: str
    """Its title, or how it begins; may be empty."""
    reason: str

    def __str__(self) -> str:
        what = f": {_short(self.what)!r}" if self.what else ""
        return f"skipped: {_place(self.file, self.line)}: {self.reason}{what}"


@dataclass(frozen=True, slots=True)
class Warned:
    """A record that was kept, though something in it could not be read."""

    file: str
    line: int | None
    field: str
    """The field that is meant; empty where it is the text around."""
    message: str

    def __str__(self) -> str:
        field = f", {self.field}" if self.field else ""
        return f"warning: {_place(self.file, self.line)}{field}: {self.message}"


@dataclass(frozen=True, slots=True)
class Merged:
    """Two records of one paper, made one."""

    kept: str
    """Title and place of the first; what it lacked was taken from the other, or the other's text where it is
    fuller."""
    dropped: str
    """Title and place of the other."""
    by: str
    """What agreed: DOI, PMID, arXiv id or title."""

    def __str__(self) -> str:
        return f"merged (same {self.by}): {self.dropped} into {self.kept}"


@dataclass(frozen=True, slots=True)
class Imported:
    """Papers read from files, and what became of every record: `records` is the sum of papers, merged and skipped
    records (a file that is none counts in `skipped`, not in `records`).
    """

    papers: tuple[Paper, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]
    merged: tuple[Merged, ...]
    records: int
    formats: Mapping[str, str]
    """The name of each file's format, by file."""

    def summary(self) -> str:
        """One line of counts, then the first few reasons."""
        counts = [counted(len(self.papers), "paper")]
        counts += [f"{len(self.merged)} merged"] if self.merged else []
        counts += [f"{len(self.skipped)} skipped"] if self.skipped else []
        counts += [counted(len(self.warnings), "warning")] if self.warnings else []
        head = f"{counted(self.records, 'record')} in {counted(len(self.formats), 'file')}: {', '.join(counts)}"
        return "\n".join([head, *self.details(_SHOWN)])

    def details(self, most: int) -> list[str]:
        """A line for each of the first `most` skipped records, merged records and warnings, and how many more
        there are.
        """
        out: list[str] = []
        for kind in (self.skipped, self.merged, self.warnings):
            out += [f"  {one}" for one in kind[:most]]
            if len(kind) > most:
                name = {Skipped: "skipped", Merged: "merged", Warned: "warnings"}[type(kind[0])]
                out.append(f"  … and {len(kind) - most:,} more {name}")
        return out

    def why_empty(self) -> str:
        """Why there is no paper, in one line."""
        first = next((str(one) for one in self.skipped), "the files hold no records")
        hint = (
            "; --allow-title-only keeps such titles" if any(one.reason == "no abstract" for one in self.skipped) else ""
        )
        return f"no paper with title and abstract in {counted(self.records, 'record')} ({first}{hint})"

    @property
    def shortened(self) -> bool:
        """Whether `summary` leaves some of it out."""
        return any(len(kind) > _SHOWN for kind in (self.skipped, self.merged, self.warnings))

    def write_report(self, path: Path) -> None:
        """Write all of it, one JSON object a line; its `kind` is skipped, merged or warning.

        Raises CorpusError when the file cannot be written.
        """
        kinds: dict[str, Sequence[Skipped | Merged | Warned]] = {
            "skipped": self.skipped,
            "merged": self.merged,
            "warning": self.warnings,
        }
        try:
            with path.open("w", encoding="utf-8", errors="replace") as file:
                for kind, items in kinds.items():
                    for item in items:
                        file.write(json.dumps({"kind": kind, **asdict(item)}, ensure_ascii=False) + "\n")
        except OSError as error:
            raise CorpusError(f"cannot write {str(path)!r}: {error.strerror or error}; choose another file") from error


def _place(file: str, line: int | None) -> str:
    return file if line is None else f"{file}, line {line}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
