"""Hugging Face's daily papers: a list of {"paper": {"id", "title", "summary", "authors", "publishedAt", …}}."""

from collections.abc import Iterator

from rag.readers.json_values import Object, objects, text_of, texts_of
from rag.readers.record import Record
from rag.readers.source import Source


def matches(first: Object) -> bool:
    """Whether a file whose first object is this one is a list of daily papers."""
    paper = first.get("paper")
    return isinstance(paper, dict) and "title" in paper


def read(source: Source) -> Iterator[Record]:
    """The papers of a list of daily papers."""
    for line, item in objects(source):
        paper = item.get("paper")
        yield _record(line, paper if isinstance(paper, dict) else item)


def _record(line: int | None, paper: Object) -> Record:
    return Record(
        line=line,
        title=text_of(paper.get("title")),
        abstract=text_of(paper.get("summary")),
        authors=texts_of(paper.get("authors")),
        year=text_of(paper.get("publishedAt")),
        arxiv_id=text_of(paper.get("id")),
        keywords=texts_of(paper.get("ai_keywords")),
    )
