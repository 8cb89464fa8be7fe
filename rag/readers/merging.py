"""Records of one paper made one: they share a DOI, a PMID, an arXiv id, or a title (and do not speak against it)."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from rag.ids import with_unique_ids
from rag.readers.report import Merged
from rag.types import Paper

_WORD = re.compile(r"[^\W_]+")
_NO_WORD = bytes(code for code in range(128) if not chr(code).isalnum())
_ALIKE = 0.6
"""Share of the words of the shorter abstract that the longer one has too, at which two papers of one title are one:
a preprint and its publication share far more, two editorials far less.
"""
_TELLING = 10
"""Different words of an abstract from which it can tell a paper from another with its DOI."""
_MOST_OF_ONE_TITLE = 20
"""A title that more papers have ("Editorial") tells nothing, and comparing them all would take for ever."""
Place = tuple[str, int | None] | None
"""File and line where a paper was read; None for one that was there before."""
Identifier = tuple[str, str]
"""What it is (DOI, PMID, arXiv id), and its value."""
_FILLED = ("authors", "year", "venue", "url", "doi", "pmid", "arxiv_id", "keywords")


def merge(old: Sequence[Paper], new: Sequence[Paper]) -> tuple[tuple[Paper, ...], tuple[Merged, ...]]:
    """The papers of both, old ones first and under their old ids, duplicates made one.

    Two are one when DOI, PMID or arXiv id agree (a DOI: unless neither titles nor abstracts are alike); or their titles
    do, letters and digits alone, and their abstracts are alike (where one has none: their DOIs, years and authors do
    not differ), and their PMIDs do not differ.
    """
    merger = Merger()
    for paper in old:
        merger.keep(paper)
    for paper in new:
        merger.add(paper)
    before, added = merger.papers(0, len(old)), merger.papers(len(old))
    return (*before, *with_unique_ids(added, frozenset(paper.id for paper in before))), tuple(merger.merged)


class Merger:
    """Papers by what identifies them, taken in one by one."""

    def __init__(self) -> None:
        self.merged: list[Merged] = []
        self._papers: list[Paper | None] = []
        self._places: list[Place] = []
        self._by_identifier: dict[Identifier, int] = {}
        self._by_title: dict[str, tuple[int, ...]] = {}

    def papers(self, start: int = 0, end: int | None = None) -> list[Paper]:
        """What is kept of the papers first met from the `start`th to the `end`th, in that order."""
        return [paper for paper in self._papers[start:end] if paper is not None]

    def keep(self, paper: Paper, place: Place = None) -> None:
        """Take a paper in without looking for its like."""
        self._register(_identifiers(paper), bare(paper.title), len(self._papers))
        self._papers.append(paper)
        self._places.append(place)

    def add(self, paper: Paper, place: Place = None) -> None:
        """Take a paper in, or make it one with the first that is the same."""
        title, identifiers = bare(paper.title), _identifiers(paper)
        found, by = self._same(paper, identifiers, title)
        if found is None:
            self._register(identifiers, title, len(self._papers))
            self._papers.append(paper)
            self._places.append(place)
            return
        self._join(found, paper, place, by)
        # What the two have together may be what two others have apart.
        while (joined := self._papers[found]) is not None:
            other, by = self._same(joined, _identifiers(joined), bare(joined.title), but=found)
            if other is None:
                break
            found, gone = min(found, other), max(found, other)
            last = self._papers[gone]
            self._papers[gone] = None
            if last is not None:
                self._join(found, last, self._places[gone], by)

    def _join(self, at: int, paper: Paper, place: Place, by: str) -> None:
        kept = self._papers[at]
        if kept is None:
            return
        if _fullness(paper) > _fullness(kept):
            self.merged.append(Merged(_named(paper, place), _named(kept, self._places[at]), by))
            joined = replace(_filled(paper, kept), id=kept.id)
            self._places[at] = place
        else:
            self.merged.append(Merged(_named(kept, self._places[at]), _named(paper, place), by))
            joined = _filled(kept, paper)
        self._papers[at] = joined
        self._register(_identifiers(joined), bare(joined.title), at)

    def _register(self, identifiers: Sequence[Identifier], title: str, at: int) -> None:
        for key in identifiers:
            self._by_identifier.setdefault(key, at)
        places = self._by_title.get(title)
        if places is None:
            self._by_title[title] = (at,)
        elif at not in places and len(places) < _MOST_OF_ONE_TITLE:
            self._by_title[title] = (*places, at)

    def _same(
        self, paper: Paper, identifiers: Sequence[Identifier], title: str, but: int | None = None
    ) -> tuple[int | None, str]:
        for key in identifiers:
            at = self._by_identifier.get(key)
            found = self._papers[at] if at is not None and at != but else None
            if found is not None and not (key[0] == "DOI" and _of_one_volume(paper, found)):
                return at, key[0]
        for at in self._by_title.get(title, ()) if title else ():
            other = self._papers[at]
            if at != but and other is not None and _not_apart(paper, other):
                return at, "title"
        return None, ""


def _identifiers(paper: Paper) -> list[Identifier]:
    named = (("DOI", paper.doi), ("PMID", paper.pmid), ("arXiv id", paper.arxiv_id))
    return [(name, value) for name, value in named if value]


def bare(title: str) -> str:
    """A title's letters and digits alone, in one case: what two spellings of it have in common."""
    if title.isascii():
        return title.encode().lower().translate(None, _NO_WORD).decode()
    return "".join(_WORD.findall(title.casefold()))


def _of_one_volume(one: Paper, other: Paper) -> bool:
    """Whether two papers that share a DOI are two all the same: chapters and meeting abstracts often carry that of
    their volume. Then neither title nor abstract is alike.
    """
    if min(len(_words(paper.abstract)) for paper in (one, other)) < _TELLING:
        return False
    return not (_alike(one.title, other.title) or _alike(one.abstract, other.abstract))


def _alike(one: str, other: str) -> bool:
    few, many = sorted((_words(one), _words(other)), key=len)
    return len(few & many) >= _ALIKE * len(few)


def _not_apart(one: Paper, other: Paper) -> bool:
    """Whether two papers of one title may be the same."""
    if one.pmid and other.pmid and one.pmid != other.pmid:
        return False
    if _has_abstract(one) and _has_abstract(other):
        return one.abstract == other.abstract or _alike(one.abstract, other.abstract)
    if one.doi and other.doi and one.doi != other.doi:
        return False
    if one.year and other.year and abs(one.year - other.year) > 1:
        return False
    families = [{name.split()[-1].casefold() for name in paper.authors if name.split()} for paper in (one, other)]
    return not families[0] or not families[1] or bool(families[0] & families[1])


def _has_abstract(paper: Paper) -> bool:
    return paper.abstract != paper.title


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _fullness(paper: Paper) -> tuple[int, int]:
    known = sum(bool(getattr(paper, field.name)) for field in fields(paper))
    return (len(paper.abstract) if _has_abstract(paper) else 0), known


def _filled(paper: Paper, other: Paper) -> Paper:
    """The paper, with what it lacks from the other."""
    lacking = {name: getattr(other, name) for name in _FILLED if not getattr(paper, name) and getattr(other, name)}
    return replace(paper, **lacking) if lacking else paper


def _named(paper: Paper, place: Place) -> str:
    if place is None:
        return f"{paper.title} (id {paper.id})"
    file, line = place
    return f"{paper.title} ({file})" if line is None else f"{paper.title} ({file}, line {line})"
