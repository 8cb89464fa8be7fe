"""What the records of a corpus' papers hold besides title and abstract, laid out for quick filters.

One pass over the papers; after it a filter over 100,000 papers takes milliseconds. Names are compared without case and
diacritics: an author by surname or by full name ("G. Hinton" is "Geoffrey E. Hinton"), a venue by its words or its
acronym, a keyword by the stems of its words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from rag.types import Paper
from rag.words import stem

Mask = NDArray[np.bool_]

NameField = Literal["author", "venue", "keyword"]
NAME_FIELDS: tuple[NameField, ...] = get_args(NameField)
Field = Literal["year", "author", "venue", "keyword"]

Words = tuple[str, ...]

_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d"})
# Letters that Unicode does not take apart into a plain one and a mark.
_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset("af al bin da de del della den der di dos du el la le ten ter van von zu zur".split())
_INITIALS = re.compile(r"[A-Z]{1,3}")
"""Behind a surname, as PubMed writes given names: "Hinton GE"."""
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
_ACRONYM_LETTERS = 3
"""Letters from which the initials of a venue's words count as its acronym."""
_OF_A_YEAR = re.compile(r"\d+(?:st|nd|rd|th)?|proceedings|proc|the")
"""Words that tell one year's venue from the next; "MICCAI 2023" is MICCAI."""
_SMALL = frozenset("a an and at for in of on the to".split())


@lru_cache(maxsize=65536)
def folded(text: str) -> Words:
    """The words of a text without case, diacritics and punctuation.

    >>> folded("Müller-Łukasz, X-Ray")
    ('muller', 'lukasz', 'x', 'ray')
    """
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return tuple(_WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter))))


@dataclass(frozen=True, slots=True)
class Author:
    """An author's name taken apart: words of the given names, and of the surname."""

    given: Words
    surname: Words

    def is_called(self, asked: "Author") -> bool:
        """Whether someone who is asked for by surname, or by given names or initials and surname, may be this one."""
        if not asked.given:
            telling = tuple(word for word in asked.surname if word not in _PARTICLES)
            return bool(telling) and set(telling) <= set(self.surname)
        if asked.surname[-1] not in self.surname:
            return False
        given = list(self.given) + [word for word in self.surname if word != asked.surname[-1]]
        wanted = [*asked.given, *(word for word in asked.surname[:-1] if word not in _PARTICLES)]
        return all(any(_same_given(word, other) for other in given) for word in wanted)


@lru_cache(maxsize=65536)
def author_of(name: str) -> Author:
    """A name taken apart: "Geoffrey E. Hinton", "Hinton, Geoffrey E." and "Hinton GE" alike."""
    before, comma, behind = name.partition(",")
    if comma and folded(behind):
        return Author(folded(behind), folded(before))
    parts = name.replace(",", " ").split()
    if len(parts) > 1 and _INITIALS.fullmatch(parts[-1]) and not _INITIALS.fullmatch(parts[0].strip(".")):
        return Author(folded(" ".join(parts[-1])), folded(" ".join(parts[:-1])))
    first = len(parts) - 1
    while first > 1 and parts[first - 1].casefold() in _PARTICLES:
        first -= 1
    return Author(folded(" ".join(parts[:first])), folded(" ".join(parts[first:])))


def _same_given(one: str, other: str) -> bool:
    """Whether two given names are one, either of them perhaps an initial."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) == 1 and longer.startswith(shorter))


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the papers hold, field by field."""

    years: NDArray[np.int32]
    named: Mapping[NameField, Mapping[str, Sequence[int]]]
    """Each author, venue and keyword, as written, with the numbers of its papers."""


class Recorded(Protocol):
    """What of a paper's record is laid out."""

    @property
    def year(self) -> int | None: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def venue(self) -> str | None: ...
    @property
    def keywords(self) -> tuple[str, ...]: ...


class Facts:
    """Years, authors, venues and keywords of a fixed sequence of papers, by their place in it; read at first use."""

    def __init__(self, papers: Sequence[Paper], records: Callable[[], Iterable[Recorded]] | None = None) -> None:
        """`records` gives those of the papers where that takes less than to read all of each."""
        self._records = records or (lambda: papers)
        self.size = len(papers)

    @cached_property
    def _columns(self) -> _Columns:
        years = np.zeros(self.size, np.int32)
        named: dict[NameField, defaultdict[str, list[int]]] = {name: defaultdict(list) for name in NAME_FIELDS}
        for number, record in enumerate(self._records()):
            years[number] = record.year or 0
            for author in dict.fromkeys(record.authors):
                named["author"][author].append(number)
            if record.venue:
                named["venue"][record.venue].append(number)
            for keyword in dict.fromkeys(record.keywords):
                named["keyword"][keyword].append(number)
        return _Columns(years, named)

    @cached_property
    def _having(self) -> Mapping[Field, Mask]:
        having: dict[Field, Mask] = {"year": self.years > 0}
        for field in NAME_FIELDS:
            having[field] = self._marked(chain.from_iterable(self._columns.named[field].values()))
        return having

    @cached_property
    def _author_lines(self) -> tuple[list[str], list[int], str]:
        """The authors' names, and a text with a line for each, folded, with the place at which each begins."""
        names = list(self._columns.named["author"])
        lines = [name.lower() if name.isascii() else " ".join(folded(name)) for name in names]
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        return names, starts, "\n".join(lines)

    def _names_with(self, word: str) -> Iterator[str]:
        """The authors' names that have a folded word; names are taken apart only where its letters stand."""
        names, starts, text = self._author_lines
        place = text.find(word)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            if word in folded(names[number]):
                yield names[number]
            place = text.find(word, starts[number + 1])

    @cached_property
    def _venues(self) -> "_Phrases":
        return _Phrases(self._columns.named["venue"], folded)

    @cached_property
    def _keywords(self) -> "_Phrases":
        return _Phrases(self._columns.named["keyword"], _stems)

    @cached_property
    def _acronyms(self) -> Mapping[str, Sequence[str]]:
        """A venue's acronym, in small letters, to the venues that go by it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for venue in self._columns.named["venue"]:
            for acronym in _acronyms_of(venue):
                found[acronym].append(venue)
        return dict(found)

    @property
    def years(self) -> NDArray[np.int32]:
        """Of each paper; 0 where it is not known: shape (size,)."""
        return self._columns.years

    def having(self, field: Field) -> Mask:
        """Which papers have a field at all: shape (size,)."""
        return self._having[field]

    def values(self, field: NameField) -> list[str]:
        """What a field holds, as written, the most frequent first."""
        counts = {name: len(numbers) for name, numbers in self._columns.named[field].items()}
        return [name for name, _ in Counter(counts).most_common()]

    def counts(self, field: Field, numbers: Sequence[int]) -> dict[str, int]:
        """How many of some papers have each year, author, venue or keyword, as written; none that they lack."""
        if field == "year":
            years, counts = np.unique(self.years[list(numbers)], return_counts=True)
            return {str(year): count for year, count in zip(years.tolist(), counts.tolist(), strict=True) if year}
        among = np.zeros(self.size, np.bool_)
        among[list(numbers)] = True
        found = {name: int(among[list(places)].sum()) for name, places in self._columns.named[field].items()}
        return {name: count for name, count in found.items() if count}

    def in_years(self, first: int | None, last: int | None) -> Mask:
        """The papers of these years, both included; a paper without a year is in none: shape (size,)."""
        mask = self.years > 0
        if first is not None:
            mask = mask & (self.years >= first)
        if last is not None:
            mask = mask & (self.years <= last)
        return mask

    def called(self, field: NameField, value: str) -> Mask:
        """The papers with this author, venue or keyword: shape (size,)."""
        names = self.names(field, value)
        return self._marked(number for name in names for number in self._columns.named[field][name])

    def names(self, field: NameField, value: str) -> list[str]:
        """The authors, venues or keywords, as written, that a value stands for."""
        if field == "author":
            return self._authors(value)
        return self._venues_called(value) if field == "venue" else self._keywords.with_words(_stems(value))

    def containing(self, text: str) -> Mask:
        """The papers with an author, venue or keyword that holds this text, letter case aside, or whose year begins
        with it: shape (size,).
        """
        wanted = text.casefold()
        mask = np.zeros(self.size, np.bool_)
        for field in NAME_FIELDS:
            for name, numbers in self._columns.named[field].items():
                if wanted in name.casefold():
                    mask[numbers] = True
        if wanted.isdecimal():
            years = [year for year in np.unique(self.years).tolist() if year and str(year).startswith(wanted)]
            mask |= np.isin(self.years, years)
        return mask

    def is_venue(self, value: str) -> bool:
        """Whether a value is a whole venue's name or acronym, rather than a part of one."""
        words = folded(value)
        return bool(words) and (bool(self._venues.exactly(_plain(words))) or "".join(words) in self._acronyms)

    def is_keyword(self, value: str) -> bool:
        """Whether a value is a whole keyword."""
        return bool(self._keywords.exactly(_stems(value)))

    def is_acronym(self, word: str) -> bool:
        """Whether a word is a venue's acronym."""
        return word.casefold() in self._acronyms

    def _authors(self, value: str) -> list[str]:
        asked = author_of(value)
        if not asked.surname:
            return []
        whole = asked.given + asked.surname  # of a surname in several words: "van der Maaten", "Garcia Lopez"
        near = {name: author_of(name) for name in self._names_with(asked.surname[-1])}
        return sorted(name for name, author in near.items() if author.is_called(asked) or author.surname == whole)

    def _venues_called(self, value: str) -> list[str]:
        words = folded(value)
        found = {*self._venues.exactly(_plain(words)), *self._acronyms.get("".join(words), ())}
        return sorted(found) or self._venues.with_words(words)

    def _marked(self, numbers: Iterable[int]) -> Mask:
        mask = np.zeros(self.size, np.bool_)
        mask[np.fromiter(numbers, np.int64)] = True
        return mask


class _Phrases:
    """Names by their words, to find one exactly or by some of its words in a row."""

    def __init__(self, names: Iterable[str], split: Callable[[str], Words]) -> None:
        self._words = {name: split(name) for name in names}
        self._exact: defaultdict[Words, list[str]] = defaultdict(list)
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for name, words in self._words.items():
            self._exact[_plain(words)].append(name)
            for word in set(words):
                self._having[word].append(name)

    def exactly(self, words: Words) -> Sequence[str]:
        return self._exact.get(words, ()) if words else ()

    def with_words(self, words: Words) -> list[str]:
        if not words:
            return []
        rarest = min((self._having.get(word, []) for word in words), key=len)
        return sorted(name for name in rarest if _in_a_row(words, self._words[name]))


@lru_cache(maxsize=65536)
def _stems(text: str) -> Words:
    return tuple(map(stem, folded(text)))


def _plain(words: Words) -> Words:
    """A venue's words without those of one year; all of them where nothing else is left."""
    return tuple(word for word in words if not _OF_A_YEAR.fullmatch(word)) or words


def _in_a_row(words: Words, others: Words) -> bool:
    return any(others[place : place + len(words)] == words for place in range(len(others) - len(words) + 1))


def _acronyms_of(venue: str) -> set[str]:
    """The acronyms that a venue goes by: those it is written with, and the initials of its words, from any word on
    ("IEEE Transactions on Medical Imaging": TMI).
    """
    found = {word.lower() for word in _WORD.findall(venue) if _ACRONYM.fullmatch(word)}
    initials = "".join(word[0] for word in folded(venue) if word not in _SMALL and not _OF_A_YEAR.fullmatch(word))
    found |= {initials[start:] for start in range(len(initials) - _ACRONYM_LETTERS + 1)}
    return found
