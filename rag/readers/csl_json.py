"""CSL-JSON, as Zotero, Mendeley, Pandoc and (in its REST answers) Crossref write it."""

import re
from collections.abc import Iterator
from typing import Any

from rag.readers.json_values import Object, objects, text_of, texts_of
from rag.readers.people import WholeName
from rag.readers.record import Record, arxiv_in
from rag.readers.source import Source

_NOTED = re.compile(r"^\s*PMID:\s*(\d{1,8})", re.IGNORECASE | re.MULTILINE)


def matches(first: Object) -> bool:
    """Whether a file whose first object is this one is CSL-JSON."""
    people = first.get("author", first.get("editor"))
    named = isinstance(people, list) and any(
        isinstance(one, dict) and {"family", "literal"} & set(one) for one in people
    )
    dated = isinstance(first.get("issued"), dict)
    return (
        named
        or dated
        or "container-title" in first
        or ("type" in first and {"title-short", "DOI"} & set(first) != set())
    )


def read(source: Source) -> Iterator[Record]:
    """The items of a CSL-JSON file."""
    for line, item in objects(source):
        yield _record(line, item)


def _record(line: int | None, item: Object) -> Record:
    note = text_of(item.get("note"))
    noted = _NOTED.search(note)
    keywords = item.get("keyword", item.get("categories", item.get("subject")))
    return Record(
        line=line,
        title=text_of(item.get("title")),
        abstract=text_of(item.get("abstract")),
        authors=[name for one in _people(item) if (name := _name(one))],
        year=_year(item),
        venue=text_of(item.get("container-title")),
        doi=text_of(item.get("DOI")),
        pmid=text_of(item.get("PMID")) or (noted[1] if noted else ""),
        arxiv_id=arxiv_in(text_of(item.get("number")), text_of(item.get("archive_location")), note),
        urls=[text_of(item.get("URL"))],
        keywords=[word for text in texts_of(keywords) for word in re.split(r"[;,]", text)],
    )


def _people(item: Object) -> list[Any]:
    people = item.get("author") or item.get("editor")
    return people if isinstance(people, list) else []


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return text_of(person)
    whole = text_of(person.get("literal")) or text_of(person.get("name"))
    if whole:
        return WholeName(whole)
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return WholeName(" ".join(text for part in parts if (text := text_of(person.get(part)))))


def _year(item: Object) -> str:
    for name in ("issued", "published", "published-print", "published-online", "created"):
        date = item.get(name)
        if isinstance(date, dict):
            parts = date.get("date-parts")
            day = parts[0] if isinstance(parts, list) and parts else None
            text = text_of(day) or text_of(date.get("raw")) or text_of(date.get("literal"))
            if text:
                return text
        elif text_of(date):
            return text_of(date)
    return ""
