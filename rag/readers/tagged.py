"""Files of tagged lines, record after record: what RIS, MEDLINE, Web of Science and EndNote have in common."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.readers.source import Source

_NO_CONTENT = re.compile(r"\s*(?:\d+\.?|record #?\d+.*|[\w ]{1,60}:.*|\W*)\s*", re.IGNORECASE)
"""Numbers, rulers and headers ("Provider: …") that exports put between records."""


@dataclass(slots=True)
class TaggedRecord:
    """The lines of one record by tag; a value of several lines holds them with \\n between."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def all(self, *tags: str) -> list[str]:
        """The values of these tags, tag by tag, without empty ones."""
        return [value for tag in tags for value in self.values.get(tag, ()) if value]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one, or an empty string."""
        return next(iter(self.all(*tags)), "")

    def lines(self, *tags: str) -> list[str]:
        """As `all`, each line of a value on its own."""
        return [line for value in self.all(*tags) for line in value.split("\n")]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format writes its records."""

    tag: re.Pattern[str]
    """A line that begins a value: group 1 is the tag, group 2 the text (or None)."""
    begins: str
    """The tag that begins a record."""
    ends: str = ""
    """The tag that ends one; where there is none, a blank line before a tag does."""
    around: frozenset[str] = frozenset()
    """Tags of the file, not of a record."""
    telling: frozenset[str] = frozenset()
    """Tags that show, outside of a record, that one has lost its beginning."""


def records(source: Source, layout: Layout) -> Iterator[TaggedRecord]:
    """The records of a file, with notes in `source` on what stands outside of them."""
    return _Walk(source, layout).records(source.lines())


class _Walk:
    def __init__(self, source: Source, layout: Layout) -> None:
        self._source = source
        self._layout = layout
        self._record: TaggedRecord | None = None
        self._value: list[str] = []
        self._tag = ""
        self._blank = False

    def records(self, lines: Iterator[tuple[int, str]]) -> Iterator[TaggedRecord]:
        layout = self._layout
        for number, line in lines:
            match = layout.tag.match(line)
            if match is None:
                text = line.strip()
                if not text:
                    self._blank = True
                elif self._record is None:
                    self._stray(number, text)
                else:
                    self._value.append(text)
                    self._blank = False
                continue
            tag, text = match[1], (match[2] or "").strip()
            separated, self._blank = self._blank and not layout.ends, False
            if tag in layout.around:
                continue
            if tag == layout.ends:
                yield from self._finished()
            elif tag == layout.begins or (self._record is None and not layout.ends) or separated:
                if self._record is not None and layout.ends:
                    self._source.warn(self._record.line, layout.ends, f"no {layout.ends} line ends this record")
                yield from self._finished()
                self._record = TaggedRecord(number)
                self._begin(tag, text)
            elif self._record is None:
                if tag in layout.telling:
                    self._source.warn(number, tag, f"no {layout.begins} line begins this record: {text[:60]!r}")
            else:
                self._begin(tag, text)
        if self._record is not None and layout.ends:
            self._source.warn(self._record.line, layout.ends, f"no {layout.ends} line ends this record; is it whole?")
        yield from self._finished()

    def _begin(self, tag: str, text: str) -> None:
        self._keep_value()
        self._tag, self._value = tag, [text] if text else []

    def _keep_value(self) -> None:
        if self._record is not None and self._tag:
            self._record.values.setdefault(self._tag, []).append("\n".join(self._value))
        self._tag, self._value = "", []

    def _finished(self) -> Iterator[TaggedRecord]:
        self._keep_value()
        if self._record is not None:
            yield self._record
        self._record = None

    def _stray(self, number: int, text: str) -> None:
        if not _NO_CONTENT.fullmatch(text[:500]):
            self._source.warn(number, "", f"text outside of a record is left out: {text[:60]!r}")
