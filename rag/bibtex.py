"""Papers as BibTeX entries, for a reference manager.

Only what is known is written. A key is the first author's surname, the year and the title's first telling word
(`wu2024voco`), or else the paper's id; no two entries share one. `{`, `}` and what TeX reads as commands are escaped,
and titles stand in braces of their own so that their capitals are kept.
"""

import re
from collections.abc import Iterable
from string import ascii_lowercase

from rag.facts import author_of, folded
from rag.reference import addresses
from rag.types import Paper
from rag.words import STOPWORDS

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
_WRITTEN = {written: character for character, written in _TEX.items()}
_ESCAPED = re.compile("|".join(map(re.escape, sorted(_WRITTEN, key=len, reverse=True))))
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})")
_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc|conference|conf|workshops?|symposium|meeting|congress|advances in neural|"
    r"MICCAI|CVPR|ICCV|ECCV|NeurIPS|NIPS|ICLR|ICML|AAAI|IJCAI|ISBI|MIDL|IPMI|ACL|EMNLP|NAACL|WACV|BMVC|KDD|SPIE)\b",
    re.I,
)
"""A venue that papers are read at, rather than a journal."""
_PREPRINTS = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|preprint|ssrn)\b", re.I)


ID = "citewell-id"
"""The field that keeps a paper's id, so that an entry is known again as what it was written from."""


def bibtex(papers: Iterable[Paper], *, with_ids: bool = False) -> str:
    """One entry a paper, in order; a paper given twice is written once. `with_ids`: each with its id (see ID), and no
    address but its own."""
    unique = {paper.id: paper for paper in papers}
    keys: set[str] = set()
    return "\n".join(_entry(paper, _unique(_cite_key(paper), keys), with_ids) for paper in unique.values())


def plain(value: str) -> str | None:
    """The text that was written as this value; None where it was written by another hand."""
    text = _ESCAPED.sub(lambda match: _WRITTEN[match[0]], value)
    return text if _tex(text) == value else None


def _entry(paper: Paper, key: str, with_id: bool) -> str:
    kind, venue_field = _kind(paper)
    eprint = paper.arxiv_id or ((found := _ARXIV.search(paper.url or "")) and found[1]) or ""
    fields = {
        "title": f"{{{_tex(paper.title)}}}",
        "author": " and ".join(map(_author, paper.authors)),
        "year": str(paper.year or ""),
        venue_field: _tex(paper.venue or ""),
        "doi": _address(paper.doi or ""),
        "pmid": _address(paper.pmid or ""),
        "eprint": _address(eprint),
        "archiveprefix": "arXiv" if eprint else "",
        "keywords": _tex(", ".join(paper.keywords)),
        "url": _address(paper.url or ("" if with_id else next(iter(addresses(paper).values()), ""))),
        "abstract": _tex(paper.abstract),
        ID: _tex(paper.id) if with_id else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _kind(paper: Paper) -> tuple[str, str]:
    """The type of its entry, and the field that its venue goes into."""
    if not paper.venue or _PREPRINTS.search(paper.venue):
        return "misc", "howpublished"
    return ("inproceedings", "booktitle") if _PROCEEDINGS.search(paper.venue) else ("article", "journal")


def _cite_key(paper: Paper) -> str:
    surname = "".join(author_of(paper.authors[0]).surname) if paper.authors else ""
    word = next((word for word in folded(paper.title) if word not in STOPWORDS and len(word) > 1), "")
    if surname.isascii() and surname and paper.year:
        return f"{surname}{paper.year}{word if word.isascii() else ''}"
    return re.sub(r"[^A-Za-z0-9:._-]", "-", paper.id)


def _unique(key: str, keys: set[str]) -> str:
    """A key that is not among the keys yet, which it joins: with a letter behind it, then a number."""
    endings = ("", *ascii_lowercase[1:], *map(str, range(27, 27 + len(keys))))
    free = next(f"{key}{ending}" for ending in endings if f"{key}{ending}" not in keys)
    keys.add(free)
    return free


def _author(name: str) -> str:
    """A name as BibTeX takes it; one that its rules would take apart, like a group's with "and", stands in braces."""
    plain = _tex(name)
    return f"{{{plain}}}" if re.search(r"\band\b", name, re.I) else plain


def _address(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in " ".join(text.split()))
