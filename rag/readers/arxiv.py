"""arXiv's metadata dump (one JSON object a line, from Kaggle), and lists of arXiv papers in the same fields."""

import re
from collections.abc import Iterator
from typing import Any

from rag.readers.json_values import Object, objects, text_of, texts_of
from rag.readers.record import Record
from rag.readers.source import Source

_AS_NUMBER = re.compile(r"\d{3,4}\.\d{1,16}")
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


def matches(first: Object) -> bool:
    """Whether a file whose first object is this one holds arXiv's metadata."""
    return (
        isinstance(first.get("categories"), (str, list)) and "id" in first and ("abstract" in first or "text" in first)
    )


def read(source: Source) -> Iterator[Record]:
    """The papers of a file of arXiv's metadata."""
    for line, item in objects(source):
        yield _record(line, item)


def _record(line: int | None, item: Object) -> Record:
    categories = item.get("categories")
    return Record(
        line=line,
        title=text_of(item.get("title")),
        abstract=text_of(item.get("abstract")) or text_of(item.get("text")),
        authors=_authors(item),
        year=text_of(item.get("year")) or _year(item),
        venue=text_of(item.get("journal-ref")),
        doi=text_of(item.get("doi")),
        arxiv_id=_id(text_of(item.get("id"))),
        keywords=categories.replace(",", " ").split() if isinstance(categories, str) else [],
    )


def _id(text: str) -> str:
    """The id. Tables that took ids for numbers lost zeros at both ends (704.085, 1501.0099599999999); the form is
    known: four digits, then four, five since 2015.
    """
    if not _AS_NUMBER.fullmatch(text):
        return text
    return f"{float(text):09.4f}" if float(text) < 1501 else f"{float(text):010.5f}"


def _authors(item: Object) -> list[str]:
    parsed = item.get("authors_parsed")
    if isinstance(parsed, list) and parsed and all(isinstance(name, list) for name in parsed):
        return [_name(name) for name in parsed]
    names = item.get("authors")
    return texts_of(names) if isinstance(names, list) else _BETWEEN_NAMES.split(text_of(names))


def _name(parts: list[Any]) -> str:
    family, given, suffix = ([text_of(part) for part in parts[:3]] + ["", "", ""])[:3]
    return " ".join(filter(None, (given, family, suffix)))


def _year(item: Object) -> str:
    """The year of the first version, which the id of a paper since April 2007 also holds (2401.01234)."""
    versions = item.get("versions")
    if isinstance(versions, list) and versions and isinstance(versions[0], dict):
        return text_of(versions[0].get("created"))
    number = text_of(item.get("id"))
    return f"20{number[:2]}" if number[:4].isdigit() and number[4:5] == "." else text_of(item.get("update_date"))
