"""JSON and JSON lines with the usual keys (title, abstract or text, authors, year, …), and the papers that we export
ourselves, which come back as they were.
"""

from collections.abc import Iterator
from typing import Any

from rag.readers.fields import authors_of, field_of, named_record
from rag.readers.json_values import Object, objects, text_of, texts_of
from rag.readers.record import Record
from rag.readers.source import Source

_OURS = frozenset(("id", "title", "abstract", "authors", "year", "venue", "url", "doi", "links"))


def matches(first: Object) -> bool:
    """Whether a file whose first object is this one holds papers that can be read by the names of their keys."""
    fields = {found[0] for key in first if (found := field_of(key))}
    return "title" in fields or "abstract" in fields


def read(source: Source) -> Iterator[Record]:
    """The papers of a JSON file."""
    for line, item in objects(source):
        yield _ours(line, item) if item.keys() >= _OURS else _record(line, item)


def _ours(line: int | None, item: Object) -> Record:
    """A paper that we exported. Its texts are clean, so cleaning them again would only lose what looks like markup."""
    title, abstract = text_of(item["title"]), text_of(item["abstract"])
    return Record(
        line=line,
        id=text_of(item["id"]),
        title=title,
        abstract=abstract,
        authors=texts_of(item["authors"] or []),
        year=text_of(item["year"]),
        venue=text_of(item["venue"]),
        doi=text_of(item["doi"]),
        pmid=text_of(item.get("pmid")),
        arxiv_id=text_of(item.get("arxiv_id")),
        urls=[text_of(item["url"])],
        keywords=texts_of(item.get("keywords") or []),
        clean=_storable(title) and _storable(abstract),
    )


def _storable(text: str) -> bool:
    return "\0" not in text and text == text.encode("utf-8", "replace").decode()


def _record(line: int | None, item: Object) -> Record:
    values: dict[str, list[tuple[int, str]]] = {}
    names: list[str] | None = None
    for key, value in item.items():
        found = field_of(key)
        if found is None or value is None:
            continue
        field, place = found
        if field == "authors" and isinstance(value, list):
            names = names or _names(value)
        elif field == "keywords" and isinstance(value, list):
            values.setdefault(field, []).append((place, "\n".join(texts_of(value))))
        else:
            values.setdefault(field, []).append((place, text_of(value)))
    texts = {field: [text for _, text in sorted(found)] for field, found in values.items()}
    return named_record(line, texts, names)


def _names(people: list[Any]) -> list[str]:
    out: list[str] = []
    for person in people:
        if isinstance(person, dict):
            given = " ".join(
                text_of(person.get(key)) for key in ("given", "first", "firstName", "family", "last", "lastName")
            )
            out.append(text_of(person.get("name")) or " ".join(given.split()))
        elif isinstance(person, str):
            out += authors_of(person) if len(people) == 1 else [person]
    return out
