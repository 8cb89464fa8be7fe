"""Who wrote a paper, when and where it was published: answered from its record rather than its abstract."""

from collections.abc import Sequence

from rag.facts import Field
from rag.markers import escape_markers
from rag.record_asked import asked_fields
from rag.types import Paper

FROM_RECORDS = "authors, year and venue are from the papers' records; the quotes are from their abstracts."
"""The notice of such an answer."""


def record_of(question: str, papers: Sequence[tuple[str, Paper]]) -> tuple[str, ...] | None:
    """A sentence for each paper (given with what it is called) that says what a question asks of its record; None where
    it asks for nothing of it, or a paper lacks what it asks for.

    >>> record_of("Who wrote VoCo?", [("VoCo", Paper("voco", "VoCo: A Title", "…", authors=("A. Wu", "Hao Chen")))])
    ('VoCo was written by A. Wu and Hao Chen.',)
    """
    asked = asked_fields(question)
    if not asked or not papers or not all(_knows(paper, field) for _, paper in papers for field in asked):
        return None
    return tuple(_sentence(called, paper, asked) for called, paper in papers)


def _knows(paper: Paper, field: Field) -> bool:
    return bool({"author": paper.authors, "year": paper.year, "venue": paper.venue}.get(field))


def _sentence(called: str, paper: Paper, asked: Sequence[Field]) -> str:
    said = []
    if "author" in asked:
        said.append(f"was written by {_joined(paper.authors)}")
    if "venue" in asked:
        when = f" in {paper.year}" if paper.year else ""
        said.append(f"was published in {paper.venue}{when}")
    elif "year" in asked:
        where = f", in {paper.venue}" if paper.venue else ""
        said.append(f"was published in {paper.year}{where}")
    name = f"“{called}”" if called == paper.title else called
    return escape_markers(" ".join(f"{name} {' and '.join(said)}.".replace("..", ".").split()))


def _joined(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
