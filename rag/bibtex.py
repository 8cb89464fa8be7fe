"""Papers as BibTeX entries, for a reference manager.

Only what is known is written. The id, made from the title, is the key; `{`, `}` and what TeX reads as commands are
escaped, and titles stand in braces of their own so that their capitals are kept.
"""

import re
from collections.abc import Iterable

from rag.types import Paper

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})")


def bibtex(papers: Iterable[Paper]) -> str:
    """One entry a paper, in order; a paper given twice is written once."""
    unique = {paper.id: paper for paper in papers}
    return "\n".join(_entry(paper) for paper in unique.values())


def _entry(paper: Paper) -> str:
    arxiv = _ARXIV.search(paper.url or "")
    fields = {
        "title": f"{{{_tex(paper.title)}}}",
        "author": " and ".join(map(_tex, paper.authors)),
        "year": str(paper.year or ""),
        "journal": _tex(paper.venue or ""),
        "doi": paper.doi or "",
        "eprint": arxiv[1] if arxiv else "",
        "archiveprefix": "arXiv" if arxiv else "",
        "url": _address(paper.url or ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "article" if paper.venue else "misc"
    return "\n".join([f"@{kind}{{{_cite_key(paper.id)},", *lines, "}", ""])


def _cite_key(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9:._-]", "-", name)


def _address(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in " ".join(text.split()))
