"""How a paper is referred to: one form for every list of references, and the addresses under which it is found."""

from typing import Protocol
from urllib.parse import quote

_MOST_AUTHORS = 3
"""Authors up to which all are named."""


class Record(Protocol):
    """What is read of a paper; `rag.types.Paper` has it, and refers to papers so itself."""

    @property
    def title(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def year(self) -> int | None: ...
    @property
    def venue(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def doi(self) -> str | None: ...
    @property
    def pmid(self) -> str | None: ...
    @property
    def arxiv_id(self) -> str | None: ...


def reference(paper: Record) -> str:
    """Title, authors, venue, year and first address, as far as they are known, on one line.

    >>> from rag.types import Paper
    >>> reference(Paper("a", "A Title", "…", authors=("A. Bee",), year=2024, doi="10.1/x"))
    'A Title (A. Bee, 2024) https://doi.org/10.1/x'
    """
    about = about_line(paper)
    title = " ".join(paper.title.split())
    parts = [title, f"({about})" if about else "", next(iter(addresses(paper).values()), "")]
    return " ".join(part for part in parts if part)


def about_line(paper: Record) -> str:
    """Authors, venue and year, as far as they are known.

    >>> from rag.types import Paper
    >>> about_line(Paper("a", "A", "…", authors=("A. Bee", "C. Dee", "E. Eff", "G. Gee"), venue="MICCAI", year=2024))
    'A. Bee et al., MICCAI, 2024'
    """
    known = (_authors(paper.authors), paper.venue or "", str(paper.year or ""))
    return ", ".join(part for part in known if part)


def addresses(paper: Record) -> dict[str, str]:
    """What each address of the paper's record is called, with the address: DOI, PubMed, arXiv, its own.

    >>> from rag.types import Paper
    >>> addresses(Paper("a", "A", "…", doi="10.1/x", pmid="123"))
    {'doi:10.1/x': 'https://doi.org/10.1/x', 'PMID 123': 'https://pubmed.ncbi.nlm.nih.gov/123/'}
    """
    found = {}
    if paper.doi:
        found[f"doi:{paper.doi}"] = f"https://doi.org/{_in_path(paper.doi)}"
    if paper.pmid:
        found[f"PMID {paper.pmid}"] = f"https://pubmed.ncbi.nlm.nih.gov/{_in_path(paper.pmid)}/"
    if paper.arxiv_id:
        found[f"arXiv:{paper.arxiv_id}"] = f"https://arxiv.org/abs/{_in_path(paper.arxiv_id)}"
    if paper.url and paper.url not in found.values():
        found[paper.url.removeprefix("https://").removeprefix("http://").rstrip("/")] = paper.url
    return found


def _in_path(name: str) -> str:
    """A DOI or number as a part of an address; DOIs may hold `<`, `#`, `%` and spaces."""
    return quote(name, safe="/:;().,-_@!$&'*+=~")


def _authors(authors: tuple[str, ...]) -> str:
    return ", ".join(authors) if len(authors) <= _MOST_AUTHORS else f"{authors[0]} et al."
