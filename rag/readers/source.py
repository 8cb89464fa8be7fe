"""A file as text: unpacked, decoded, line by line or whole, within limits; and the notes made while it is read."""

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from rag.errors import CorpusError
from rag.readers.report import Skipped, Warned

_HEAD_BYTES = 65_536
_BLOCK_BYTES = 262_144
LONGEST_LINE = 16_000_000
"""Bytes; a longer one is no record."""
_LARGEST_TEXT = 512_000_000
"""Bytes of a file that must be read whole (BibTeX, JSON, a page)."""
_MOST_TIMES_PACKED = 200
_UNPACKED_FREELY = 64_000_000
_MAGIC = {
    b"%PDF": "a PDF; give a list of papers with their abstracts (BibTeX, RIS, CSV, …)",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"PK\x03\x04": "a zip archive or an Office file; unpack it, or save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as CSV",
    b"SQLite format 3": "a database; export its papers as BibTeX, RIS, CSV or JSON",
    b"BZh": "packed with bzip2; unpack it, or pack it with gzip",
    b"\xfd7zXZ": "packed with xz; unpack it, or pack it with gzip",
    b"\x28\xb5\x2f\xfd": "packed with zstd; unpack it, or pack it with gzip",
    b"\x7fELF": "a program",
}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
_UTF16_NULLS = 0.4
"""Share of one half of the bytes that are zero in Latin text written in UTF-16."""
_DAMAGED = (OSError, EOFError, zlib.error)
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_OTHER_LINE_END = re.compile(r"\r\n?")


class Source:
    """One file. `skip` and `warn` collect what the reader has to say about it."""

    def __init__(self, path: Path, advance: Callable[[int], None] = lambda position: None) -> None:
        """`advance` is told now and then how many bytes of the file have been read.

        Raises CorpusError when it cannot be opened or is no text.
        """
        self.path = path
        self.skipped: list[Skipped] = []
        self.warnings: list[Warned] = []
        self._advance = advance
        self._said_not_utf8 = False
        start = self._start()
        for magic, what in _MAGIC.items():
            if start.startswith(magic):
                raise CorpusError(f"{str(path)!r} is {what}")
        self._encoding = _encoding(start)
        if self._encoding == "utf-8" and len(_CONTROLS.findall(start)) > len(start) * _MOST_CONTROLS:
            raise CorpusError(f"{str(path)!r} is not text; give a list of papers (BibTeX, RIS, CSV, JSON lines, …)")
        self.head = _OTHER_LINE_END.sub("\n", start.decode(self._encoding, "replace").removeprefix("\ufeff"))
        """The first characters, to tell the format by."""
        self._old_mac = b"\r" in start and b"\n" not in start

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line without its end, and its number from 1. One that is longer than `LONGEST_LINE` is skipped."""
        if self._whole_only:
            yield from enumerate(self.text().split("\n"), 1)
            return
        for number, raw in self._raw_lines():
            yield number, self.decoded(number, raw)

    def decoded(self, number: int, raw: bytes) -> str:
        """A line as text: UTF-8, else Windows-1252, which is said once a file."""
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self._not_utf8(number)
            return _decoded_otherwise(raw)

    def raw_lines(self) -> Iterator[tuple[int, bytes]]:
        """As `lines`, undecoded (UTF-8 where the file is UTF-16), for a parser that takes bytes."""
        if self._whole_only:
            for number, text in enumerate(self.text().split("\n"), 1):
                yield number, text.encode("utf-8", "surrogatepass")
        else:
            yield from self._raw_lines()

    def text(self) -> str:
        """All of it, with \\n for every end of line.

        Raises CorpusError when there is too much.
        """
        blocks, size = [], 0
        for block in self.blocks():
            blocks.append(block)
            size += len(block)
            if size > _LARGEST_TEXT:
                raise CorpusError(
                    f"{str(self.path)!r} holds more than {_LARGEST_TEXT // 1_000_000} MB; split it, or convert it to "
                    "JSON lines, which are read one by one"
                )
        raw = b"".join(blocks)
        try:
            text = raw.decode(self._encoding, "strict" if self._encoding.startswith("utf-8") else "replace")
        except UnicodeDecodeError as error:
            self._not_utf8(raw[: error.start].count(b"\n") + 1)
            text = "\n".join(map(_decoded_otherwise, raw.removeprefix(codecs.BOM_UTF8).split(b"\n")))
        text = text.removeprefix("\ufeff")
        return _OTHER_LINE_END.sub("\n", text) if "\r" in text else text

    def blocks(self) -> Iterator[bytes]:
        """The bytes, unpacked, in blocks. Where the file is broken off (a cut gzip), that is warned of.

        Raises CorpusError for a file that cannot be read, or unpacks to far more than papers do.
        """
        packed = max(1, self.path.stat().st_size)
        size = 0
        with self._open() as file:
            while True:
                try:
                    block = file.read(_BLOCK_BYTES)
                except _DAMAGED as error:
                    if size == 0:
                        raise self._unreadable(error) from error
                    self.warn(None, "", f"the file is broken off or damaged ({error}); it was read up to there")
                    return
                if not block:
                    return
                size += len(block)
                if size > _UNPACKED_FREELY and size > _MOST_TIMES_PACKED * packed:
                    raise CorpusError(
                        f"{str(self.path)!r} unpacks to over {_MOST_TIMES_PACKED} times its size, which papers do not; "
                        "it was not read"
                    )
                self._advance(min(packed, _position(file)))
                yield block

    def skip(self, line: int | None, what: str, reason: str) -> None:
        """Note a record that becomes no paper."""
        self.skipped.append(Skipped(str(self.path), line, " ".join(what[:400].split())[:200], reason))

    def warn(self, line: int | None, field: str, message: str) -> None:
        """Note what could not be read, of a record that is kept or of the text around."""
        self.warnings.append(Warned(str(self.path), line, field, message))

    @property
    def _whole_only(self) -> bool:
        return self._encoding.startswith("utf-16") or self._old_mac

    def _start(self) -> bytes:
        try:
            with self._open() as file:
                return file.read(_HEAD_BYTES)
        except _DAMAGED as error:
            raise self._unreadable(error) from error

    def _open(self) -> BinaryIO:
        raw = self.path.open("rb")
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if not packed:
            return raw
        raw.close()
        return cast(BinaryIO, gzip.open(self.path))

    def _raw_lines(self) -> Iterator[tuple[int, bytes]]:
        number, rest, overlong = 0, b"", False
        for block in self.blocks():
            *whole, rest = (rest + block).split(b"\n")
            for raw in whole:
                number += 1
                if overlong or len(raw) > LONGEST_LINE:
                    self._overlong(number)
                    overlong = False
                else:
                    yield number, _line(raw, number)
            if len(rest) > LONGEST_LINE:
                rest, overlong = b"", True
        if overlong:
            self._overlong(number + 1)
        elif rest:
            yield number + 1, _line(rest, number + 1)

    def _overlong(self, number: int) -> None:
        self.skip(number, "", f"the line is longer than {LONGEST_LINE // 1_000_000} MB")

    def _not_utf8(self, line: int) -> None:
        if not self._said_not_utf8:
            self._said_not_utf8 = True
            self.warn(
                line, "", "not UTF-8; read as Windows-1252 (Latin-1). If letters look wrong, save the file as UTF-8"
            )

    def _unreadable(self, error: Exception) -> CorpusError:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return CorpusError(f"cannot read {str(self.path)!r}: {reason}; check the path, and that the file is whole")


def _line(raw: bytes, number: int) -> bytes:
    if number == 1:
        raw = raw.removeprefix(codecs.BOM_UTF8)
    return raw[:-1] if raw.endswith(b"\r") else raw


def _decoded_otherwise(raw: bytes) -> str:
    """A line that may be UTF-8 all the same, else Windows-1252, else (for its five holes) Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _encoding(start: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if start.startswith(mark):
            return encoding
    half = max(1, len(start) // 2)
    first, second = start[::2].count(0) / half, start[1::2].count(0) / half
    if second > _UTF16_NULLS and first < 1 - _UTF16_NULLS:
        return "utf-16-le"
    if first > _UTF16_NULLS and second < 1 - _UTF16_NULLS:
        return "utf-16-be"
    return "utf-8"


def _position(file: BinaryIO) -> int:
    raw = getattr(file, "fileobj", file)  # of a gzip file: the packed one under it
    return int(raw.tell())
