"""Records of one paper made one: they share a DOI, a PMID, an arXiv id, or a title (and do not speak against it)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice

from rag.finder import TITLE, Key, PaperFinder, bare, identifiers
from rag.ids import with_unique_ids
from rag.readers.report import Merged
from rag.types import Paper

_WORD = re.compile(r"[^\W_]+")
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
_FILLED = ("authors", "year", "venue", "url", "doi", "pmid", "arxiv_id", "keywords")


def merge(old: Sequence[Paper], new: Sequence[Paper]) -> tuple[tuple[Paper, ...], tuple[Merged, ...]]:
    """The papers of both, old ones first and under their old ids, duplicates made one.

    Two are one when DOI, PMID or arXiv id agree (a DOI: unless neither titles nor abstracts are alike); or their titles
    do, letters and digits alone, and their abstracts are alike (where one has none: their DOIs, years and authors do
    not differ), and their PMIDs do not differ.
    """
    merging = merge_into(old, PaperFinder.build(old), [paper.id for paper in old], new)
    now = (merging.changed.get(number, paper) for number, paper in enumerate(old))
    return (*(paper for paper in now if paper is not None), *merging.added), merging.merged


@dataclass(frozen=True, slots=True)
class Merging:
    """What becomes of papers when new ones are merged into them."""

    changed: Mapping[int, Paper | None]
    """Those of before that are not as they were, by number; None for one that was made one with another."""
    added: tuple[Paper, ...]
    merged: tuple[Merged, ...]


def merge_into(old: Sequence[Paper], finder: PaperFinder, ids: Sequence[str], new: Sequence[Paper]) -> Merging:
    """As `merge`, but of the old papers, whose `finder` and `ids` are given, only those are read that are like a new
    one.
    """
    merger = Merger(old, finder)
    for paper in new:
        merger.add(paper)
    changed = merger.changed
    gone = {number for number, paper in changed.items() if paper is None}
    taken = frozenset(id_ for number, id_ in enumerate(ids) if number not in gone)
    return Merging(changed, with_unique_ids(merger.added, taken), tuple(merger.merged))


class Merger:
    """Papers by what identifies them, taken in one by one, beside old ones that are there already."""

    def __init__(self, old: Sequence[Paper] = (), finder: PaperFinder | None = None) -> None:
        """Old papers are read as `finder` finds them."""
        self.merged: list[Merged] = []
        self.changed: dict[int, Paper | None] = {}
        """The old papers that are not as they were, by number; None for one that was made one with another."""
        self._old, self._finder = old, finder
        self._new: list[Paper | None] = []
        self._read_at: list[Place] = []
        self._moved: dict[int, Place] = {}
        self._by_identifier: dict[Key, int] = {}
        self._by_title: dict[str, tuple[int, ...]] = {}

    @property
    def added(self) -> list[Paper]:
        """The papers that are new, in the order in which they were first met."""
        return [paper for paper in self._new if paper is not None]

    def add(self, paper: Paper, place: Place = None) -> None:
        """Take a paper in, or make it one with the first that is the same."""
        title, own = bare(paper.title), identifiers(paper)
        found, by = self._same(paper, own, title)
        if found is None:
            self._register(own, title, len(self._old) + len(self._new))
            self._new.append(paper)
            self._read_at.append(place)
            return
        self._join(found, paper, place, by)
        # What the two have together may be what two others have apart.
        while (joined := self._paper(found)) is not None:
            other, by = self._same(joined, identifiers(joined), bare(joined.title), but=found)
            if other is None:
                break
            found, gone = min(found, other), max(found, other)
            last = self._paper(gone)
            self._put(gone, None)
            if last is not None:
                self._join(found, last, self._place(gone), by)

    def _paper(self, at: int) -> Paper | None:
        if at >= len(self._old):
            return self._new[at - len(self._old)]
        return self.changed[at] if at in self.changed else self._old[at]

    def _put(self, at: int, paper: Paper | None) -> None:
        if at >= len(self._old):
            self._new[at - len(self._old)] = paper
        else:
            self.changed[at] = paper

    def _place(self, at: int) -> Place:
        """Where the paper was read."""
        return self._read_at[at - len(self._old)] if at >= len(self._old) else self._moved.get(at)

    def _move(self, at: int, place: Place) -> None:
        if at >= len(self._old):
            self._read_at[at - len(self._old)] = place
        else:
            self._moved[at] = place

    def _join(self, at: int, paper: Paper, place: Place, by: str) -> None:
        kept = self._paper(at)
        if kept is None:
            return
        if _fullness(paper) > _fullness(kept):
            self.merged.append(Merged(_named(paper, place), _named(kept, self._place(at)), by))
            joined = replace(_filled(paper, kept), id=kept.id)
            self._move(at, place)
        else:
            self.merged.append(Merged(_named(kept, self._place(at)), _named(paper, place), by))
            joined = _filled(kept, paper)
        if joined != kept:
            self._put(at, joined)
            self._register(identifiers(joined), bare(joined.title), at)

    def _register(self, own: Sequence[Key], title: str, at: int) -> None:
        for key in own:
            if self._identified(key) is None:
                self._by_identifier[key] = at
        places = self._titled(title)
        if at not in places and len(places) < _MOST_OF_ONE_TITLE:
            self._by_title[title] = (*places, at)

    def _identified(self, key: Key) -> int | None:
        """The first paper with an identifier."""
        at = self._by_identifier.get(key)
        if at is None and self._finder is not None:
            at = next((old for old in self._finder.having(key) if key in identifiers(self._old[old])), None)
            if at is not None:
                self._by_identifier[key] = at
        return at

    def _titled(self, title: str) -> tuple[int, ...]:
        """The first papers with a title."""
        places = self._by_title.get(title)
        if places is None and self._finder is not None:
            having = (old for old in self._finder.having((TITLE, title)) if bare(self._old[old].title) == title)
            places = self._by_title[title] = tuple(islice(having, _MOST_OF_ONE_TITLE))
        return places or ()

    def _same(self, paper: Paper, own: Sequence[Key], title: str, but: int | None = None) -> tuple[int | None, str]:
        for key in own:
            at = self._identified(key)
            found = self._paper(at) if at is not None and at != but else None
            if found is not None and not (key[0] == "DOI" and _of_one_volume(paper, found)):
                return at, key[0]
        for at in self._titled(title) if title else ():
            other = self._paper(at)
            if at != but and other is not None and _not_apart(paper, other):
                return at, TITLE
        return None, ""


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
