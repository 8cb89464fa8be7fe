"""Names that papers go by ("VoCo", "MedConcept-23M"), learned from the corpus itself.

A paper owns a name when its title has it, or when its abstract introduces it or keeps using it, and hardly any
other paper does. So a question that names a system points at its paper, however the name is written ("gpt 4v",
"isles2022").
"""

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.attributes import section_of
from rag.english import is_english
from rag.name_claims import COINED, HEAD_WEIGHT, OWN, Claim, Claims, key_of

_PLAIN = re.compile(r"[A-Z][a-z]+")
"""A name that is written like any word."""
_NETWORKS = "networks"
"""A section of the field's terms."""
_SHORT = 3
"""Letters up to which a name counts only as it is written."""
_OFTEN = 3
"""Times from which the paper that coined a name may keep it though others mention it."""
_SIZED = re.compile(r"[^\W\d_][\w-]{3,}?-\d[\d.]*[KMB]")
"""A name that ends in a size ("MedConcept-23M"), which a question may leave out."""
_SIZE = re.compile(r"\d+[kmb]")
"""The end of the key of one."""
_DATED = re.compile(r"[^\W\d_][\w-]{3,}?[- ](?:19|20)\d\d")
"""A name that ends in a year ("PitVis-2023"), which a question may leave out."""
_DATE = re.compile(r"(?:19|20)\d\d")
"""The end of the key of one."""
_EQUALS = re.compile(r"\s*(?:,|(?:,\s*)?(?:and|or|nor)\b|\b(?:vs\.?|versus|against)|&|/)\s*", re.I)
"""All that stands between two names that are asked of as equals."""
_EITHER = re.compile(r"\s*(?:,\s*)?(?:\bor\b|\bvs\.?|\bversus\b)\s*", re.I)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will)"
_BEFORE_EQUALS = re.compile(
    rf"(?:^|[,:;?!.(–—]|\b(?:{_AUXILIARY}|between|among|compare|contrast|of|for|in|on|with|from|than|and|or|by)\s)\s*$",
    re.I,
)
_BEHIND_EQUALS = re.compile(
    rf"\s*(?:$|[,:;?!.)–—]|(?:{_AUXILIARY}|and|or|each|both|vs|versus|differ|compare|use|share|train|report|need|work)\b)",
    re.I,
)
"""What stands before and behind equals, so that a plain word among them is a name by itself."""
_MOST_PAPERS = 2
"""A name that more papers than this have is a common term, not a name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, and the numbers of the papers that own it, the likeliest first."""

    name: str
    papers: tuple[int, ...]
    start: int
    end: int
    topic: bool = False
    """It is a term of the field that the paper's title has ("COVID-19"): what it is about, and no name of its own."""


class _Name(NamedTuple):
    """A name that has an owner."""

    key: str
    written: str
    ordinary: bool
    """Some paper has it as a plain word."""
    owners: tuple[int, ...]
    topic: bool


class Names:
    """The names of a corpus, and where a text mentions them."""

    def __init__(
        self,
        keys: list[str],
        written: list[str],
        ordinary: NDArray[np.bool_],
        topics: NDArray[np.bool_],
        starts: NDArray[np.int64],
        owners: NDArray[np.int32],
        called: list[str],
    ) -> None:
        self._keys = keys
        """Ascending; name `i` belongs to the papers `owners[starts[i]:starts[i + 1]]`, the likeliest first."""
        self._written, self._ordinary, self._topics = written, ordinary, topics
        self._starts, self._owners = starts, owners
        self._called = called
        """What each paper goes by, empty for one without a name."""

    @classmethod
    def build(cls, claims: Claims) -> "Names":
        """Settle which paper owns which name."""
        names = _owned(claims)
        owners = {name.key: name.owners[0] for name in names if not name.topic}
        return cls(
            [name.key for name in names],
            [name.written for name in names],
            np.array([name.ordinary for name in names], bool),
            np.array([name.topic for name in names], bool),
            np.cumsum([0, *(len(name.owners) for name in names)], dtype=np.int64),
            np.array([number for name in names for number in name.owners], np.int32),
            [_called(number, own, owners) for number, own in enumerate(claims.of_paper)],
        )

    def save(self, folder: Path) -> None:
        """Write into a folder that is there."""
        values = {"keys": self._keys, "written": self._written, "called": self._called}
        (folder / "names.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
        np.savez(
            folder / "names.npz",
            ordinary=self._ordinary,
            topics=self._topics,
            starts=self._starts,
            owners=self._owners,
        )

    @classmethod
    def load(cls, folder: Path) -> "Names":
        """Read what `save` wrote. Raises OSError, ValueError, KeyError or BadZipFile where it is damaged."""
        values = json.loads((folder / "names.json").read_text("utf-8"))
        with np.load(folder / "names.npz") as arrays:
            found = cls(
                values["keys"],
                values["written"],
                arrays["ordinary"],
                arrays["topics"],
                arrays["starts"],
                arrays["owners"],
                values["called"],
            )
        if not len(found._keys) == len(found._written) == len(found._ordinary) == len(found._starts) - 1:
            raise ValueError(f"the names in {str(folder)!r} are not whole")
        return found

    def of(self, number: int) -> str | None:
        """The name that the paper with this number goes by, or None."""
        return self._called[number] or None

    def _begins(self, key: str) -> bool:
        """Whether some name begins so."""
        place = bisect_left(self._keys, key)
        return place < len(self._keys) and self._keys[place].startswith(key)

    def _place(self, key: str) -> int | None:
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def _is_meant(self, text: str, key: str, place: int) -> bool:
        """Whether a word that reads like a name is one: a short name or an English word only as written, or with its
        capital.
        """
        written = self._written[place]
        if len(key) <= _SHORT:
            return text == written
        if not self._ordinary[place] and not is_english(key):
            return True
        return text == written or (text[0].isupper() and bool(_PLAIN.fullmatch(written)))

    def _sized(self, key: str) -> int | None:
        """The one name that is this with a size behind it ("medtrinity": "MedTrinity-25M")."""
        place = bisect_left(self._keys, key)
        after = self._keys[place : place + 2]
        fits = [_SIZE.fullmatch(each.removeprefix(key)) if each.startswith(key) else None for each in after]
        one = bool(fits and fits[0]) and not any(fits[1:])
        if one and _SIZED.fullmatch(self._written[place]) and not is_english(key):
            return place
        return self._dated(key, place)

    def _dated(self, key: str, place: int) -> int | None:
        """The same of a year, where a paper goes by that name and no other paper by one that begins so."""
        if is_english(key) or not key or place == len(self._keys) or not self._keys[place].startswith(key):
            return None
        if not _DATE.fullmatch(self._keys[place].removeprefix(key)) or not _DATED.fullmatch(self._written[place]):
            return None
        owners = set(self._owners[self._starts[place] : self._starts[place + 1]].tolist())
        end = bisect_left(self._keys, key + chr(0x10FFFF))
        of_all = set(self._owners[self._starts[place] : self._starts[end]].tolist())
        goes_by = self._called[next(iter(owners))]
        return place if len(owners) == 1 and of_all == owners and goes_by.startswith(self._written[place]) else None

    def mentions(self, text: str) -> list[Mention]:
        """The names in a text, in order; the longest match wins. A topic counts as one only where no name stands: "was
        Merlin tested on COVID-19?" is about Merlin. A name that is a plain word counts as one beside its equals, too:
        "merlin or RadGPT?".
        """
        tokens = list(re.finditer(r"[^\W_]+(?:[-.+&/][^\W_]+)*", text))
        found: list[Mention] = []
        plain: list[Mention] = []
        i = 0
        while i < len(tokens):
            best: Mention | None = None
            used = 1
            start, key = tokens[i].start(), ""
            for size, token in enumerate(tokens[i:], 1):
                key += key_of(token[0])
                single = key if key.endswith("ss") else key.removesuffix("s")  # "is less" is no plural of "ISLES"
                if not self._begins(single):
                    break
                place = self._place(key)
                if place is None:
                    place = self._place(single)
                if place is None and size == 1:
                    place = self._sized(key)
                if place is None:
                    continue
                numbers = tuple(self._owners[self._starts[place] : self._starts[place + 1]].tolist())
                mention = Mention(text[start : token.end()], numbers, start, token.end(), bool(self._topics[place]))
                if self._is_meant(mention.name, key, place):
                    best, used = mention, size
                elif size == 1 and len(key) > _SHORT and not mention.topic:
                    plain.append(mention)
            if best:
                found.append(best)
            i += used
        found = _with_equals(text, found, plain)
        return [mention for mention in found if not mention.topic] or found

    def without(self, text: str, put: str = " ") -> str:
        """A text with `put` in the place of each name."""
        for mention in reversed(self.mentions(text)):
            text = f"{text[: mention.start]}{put}{text[mention.end :]}"
        return text


def named_papers(mentions: Sequence[Mention]) -> list[int]:
    """The papers that these names stand for, in their order: one that goes by several of them stands for all of those
    ("GPT-4V on the NEJM quiz").
    """
    sides: list[int] = []
    for mention in mentions:
        if not set(sides).isdisjoint(mention.papers):
            continue
        having = {number: sum(number in other.papers for other in mentions) for number in mention.papers}
        sides.append(max(mention.papers, key=lambda number: having[number]))
    return sides


def _with_equals(text: str, found: list[Mention], plain: Sequence[Mention]) -> list[Mention]:
    """The names found in a text and those plain words which are names that stand there as equals of one, or of each
    other.
    """
    left = [mention for mention in plain if not any(m.start <= mention.start < m.end for m in found)]
    for one, other in pairwise(left):
        if _EITHER.fullmatch(text[one.end : other.start]) and _stand_alone(text, one.start, other.end):
            found = [*found, one, other]
    added = True
    while added:
        added = False
        for mention in left:
            if mention not in found and any(_are_equals(text, mention, other) for other in found):
                found, added = [*found, mention], True
    return sorted(found, key=lambda mention: mention.start)


def _are_equals(text: str, one: Mention, other: Mention) -> bool:
    first, last = sorted((one, other), key=lambda mention: mention.start)
    return bool(_EQUALS.fullmatch(text[first.end : last.start])) and _stand_alone(text, one.start, one.end, of=other)


def _stand_alone(text: str, start: int, end: int, of: Mention | None = None) -> bool:
    """Whether nothing is said of what stands at `start:end`, on the side away from its equal."""
    before = of is not None and of.end <= start
    behind = of is not None and of.start >= end
    return (before or bool(_BEFORE_EQUALS.search(text[:start]))) and (behind or bool(_BEHIND_EQUALS.match(text, end)))


def _owned(claims: Claims) -> list[_Name]:
    """The names that belong to a paper, in the order of their keys."""
    claimed: defaultdict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for number, own in enumerate(claims.of_paper):
        for claim in own:
            claimed[key_of(claim.name)].append((number, claim))
    having, ordinary = claims.having, claims.ordinary
    names = []
    for key, claimants in sorted(claimed.items()):
        number, claim = claimants[0]
        if len(claimants) == 1:  # most keys by far, and a counter for each takes as long as all the rest
            if _is_owned((claim.weight,), having.get(key, 0), claim.times):
                names.append(_Name(key, claim.name, ordinary.get(key, 0) > 0, (number,), _is_topic(claim)))
            continue
        weights: Counter[int] = Counter()
        for number, each in claimants:
            weights[number] += each.weight
        found = weights.most_common()
        owners = tuple(number for number, _ in found)
        times = next(each.times for number, each in claimants if number == owners[0])
        if _is_owned([weight for _, weight in found], having.get(key, 0), times):
            topic = _is_topic(next(each for number, each in claimants if number == owners[0]))
            names.append(_Name(key, claim.name, ordinary.get(key, 0) > 0, owners, topic))
    return names


def _is_topic(claim: Claim) -> bool:
    """Whether a name is a term of the field out of a title; a network's ("a study of DINOv2") stands for its paper."""
    return claim.weight == OWN and section_of(claim.name) not in (None, _NETWORKS)


def _called(number: int, claims: Sequence[Claim], owners: Mapping[str, int]) -> str:
    """The name that a paper goes by, empty for none; `owners` gives the first paper of each name."""
    own = [
        (claim.weight >= HEAD_WEIGHT, not claim.is_term, claim.weight, claim.whole, claim.name)
        for claim in claims
        # A whole title is no name to call a paper by.
        if not claim.is_title and owners.get(key_of(claim.name)) == number
    ]
    # A name that was coined reads better than the acronym of a common term.
    best = max(own, key=lambda item: item[:4], default=None)
    return best[4] if best and best[2:4] >= (COINED, 2) else ""


def _is_owned(claims: Sequence[int], having: int, times: int) -> bool:
    """Whether a name belongs to the paper with the best claim; `having` papers have it at all, that one `times`."""
    best, owners = claims[0], len(claims)
    if best >= HEAD_WEIGHT:
        return owners <= _MOST_PAPERS
    if best >= OWN:
        return owners <= _MOST_PAPERS and having <= _MOST_PAPERS + 1
    if best >= COINED:
        alone = owners == 1 or claims[1] < COINED
        return alone and (having <= _MOST_PAPERS or (times >= _OFTEN and having <= 2 * _MOST_PAPERS))
    return having == 1
