"""Names that papers go by ("VoCo", "MedConcept-23M"), learned from the corpus itself.

A paper owns a name when its title has it, or when its abstract introduces it or keeps using it, and hardly any
other paper does. So a question that names a system points at its paper, however the name is written ("gpt 4v",
"isles2022").
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.english import is_english
from rag.types import Paper

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-.+&/][A-Za-z0-9]+)*")
_LINK = re.compile(r"https?://\S+|\S+\.(?:com|org|io|net)/\S+")
_HEAD = re.compile(r"^(.{2,40}?)(?::\s| -- | – | — )")
_COMPOUND = re.compile(r"-(?:[a-z]{4,}|(?:Based|Driven|Guided|Integrated|Level|Free|Like|Aware)\b)")
"""The end of a compound adjective ("AI-based", "KAN-Integrated"), which is no name."""
_COMMON = re.compile(r"[A-Z]{2,}s|[A-Z]{2,4}(?:/[A-Z]{2,4})+")
"""An acronym in the plural ("CXRs"), or several in one ("PET/CT"), which are no names."""
_PLAIN = re.compile(r"[A-Z][a-z]+")
"""A name that is written like any word."""
_HEAD_WORDS = 3
_SHORT = 3
"""Letters up to which a name counts only as it is written."""
_TITLE_WORDS = 4
"""Words from which a whole title counts as a name too."""
_OFTEN = 3
"""Times from which the paper that coined a name may keep it though others mention it."""
_MOST_PAPERS = 2
"""A name that more papers than this have is a common term, not a name."""
_HEAD_WEIGHT, _OWN, _COINED, _USED = 10, 5, 4, 3
"""How strongly a paper owns a name: it heads the title, stands in it, is introduced in the abstract, is only used
there.
"""
_INTRODUCES = (
    r"(?:propos|introduc|present|develop|releas|construct|curat|build|built|creat|collect|establish|"
    r"term|nam|call|dub|denot|refer)\w*"
)

_CALLED = re.compile(
    r"\b(?:called|named|namely|dubbed|termed)\b[,:]?\s+[\"“‘'`*]*([A-Z][a-z]{2,})\b(?!\s+[a-z]+\s+[A-Z])(?=[\"”’'`*]*(?:[,.;:)]|\s+(?:[a-z(]|$)))"
)
"""A plain word given as a name: "namely Alice, …"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, and the numbers of the papers that own it, the likeliest first."""

    name: str
    papers: tuple[int, ...]
    start: int
    end: int


class Names:
    """The names of a corpus, and where a text mentions them."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        owners: dict[str, Counter[int]] = defaultdict(Counter)
        self._written: dict[str, str] = {}
        self._ordinary: set[str] = set()
        having: Counter[str] = Counter()
        times: dict[str, Counter[int]] = defaultdict(Counter)
        claims = [_names_of(paper) for paper in papers]
        for number, paper in enumerate(papers):
            tokens = _TOKEN.findall(f"{paper.title} {paper.abstract}")
            self._ordinary.update(token for token in tokens if token.islower())
            counts = Counter(_key(token) for token in tokens)
            having.update(counts.keys())
            # "contextual" in another paper does not make "ConTEXTual" a common word.
            having.subtract(
                {_key(token) for token in tokens if token.islower()} - set(map(_key, filter(_is_name, tokens)))
            )
            for key, count in counts.items():
                times[key][number] = count
            for name, weight in claims[number]:
                owners[_key(name)][number] += weight
                self._written.setdefault(_key(name), name)
        self._owners = {
            key: tuple(number for number, _ in found.most_common())
            for key, found in owners.items()
            if _is_owned(sorted(found.values(), reverse=True), having[key], times[key][found.most_common(1)[0][0]])
        }
        self._of: dict[int, str] = {}
        for number, paper in enumerate(papers):
            text = f"{paper.title} {paper.abstract}"
            own = [
                (weight >= _HEAD_WEIGHT, not _is_term(name, paper), weight, _times(name, text), name)
                for name, weight in claims[number]
                if name != paper.title and self._owners.get(_key(name), (None,))[0] == number
            ]
            # A name that was coined reads better than the acronym of a common term.
            best = max(own, key=lambda item: item[:4], default=None)
            if best and best[2:4] >= (_COINED, 2):
                self._of[number] = best[4]
        self._sorted = sorted(self._owners)

    def of(self, number: int) -> str | None:
        """The name that the paper with this number goes by, or None."""
        return self._of.get(number)

    def _begins(self, key: str) -> bool:
        """Whether some name begins so."""
        place = bisect_left(self._sorted, key)
        return place < len(self._sorted) and self._sorted[place].startswith(key)

    def _is_meant(self, text: str, key: str) -> bool:
        """Whether a word that reads like a name is one: a short name or an English word only as written, or with its
        capital.
        """
        written = self._written.get(key, "")
        if len(key) <= _SHORT:
            return text == written
        if key not in self._ordinary and not is_english(key):
            return True
        return text == written or (text[0].isupper() and bool(_PLAIN.fullmatch(written)))

    def mentions(self, text: str) -> list[Mention]:
        """The names in a text, in order; the longest match wins."""
        tokens = list(re.finditer(r"[^\W_]+(?:[-.+&/][^\W_]+)*", text))
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            best: Mention | None = None
            used = 1
            start, key = tokens[i].start(), ""
            for size, token in enumerate(tokens[i:], 1):
                key += _key(token[0])
                if not self._begins(key.removesuffix("s")):
                    break
                numbers = self._owners.get(key) or self._owners.get(key.removesuffix("s"))
                if numbers and self._is_meant(text[start : token.end()], key):
                    best, used = Mention(text[start : token.end()], numbers, start, token.end()), size
            if best:
                found.append(best)
            i += used
        return found


def _times(name: str, text: str) -> int:
    """How often a name stands in a text as a word of its own."""
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _is_owned(claims: Sequence[int], having: int, times: int) -> bool:
    """Whether a name belongs to the paper with the best claim; `having` papers have it at all, that one `times`."""
    best, owners = claims[0], len(claims)
    if best >= _HEAD_WEIGHT:
        return owners <= _MOST_PAPERS
    if best >= _OWN:
        return owners <= _MOST_PAPERS and having <= _MOST_PAPERS + 1
    if best >= _COINED:
        alone = owners == 1 or claims[1] < _COINED
        return alone and (having <= _MOST_PAPERS or (times >= _OFTEN and having <= 2 * _MOST_PAPERS))
    return having == 1


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


@lru_cache(maxsize=65536)
def _is_name(token: str) -> bool:
    """Whether a token is written like a name: capitals inside one of its parts, or a capital and a digit."""
    if (
        len(token) < 3
        or _COMPOUND.search(token)
        or _COMMON.fullmatch(token)
        or not re.search(r"[A-Za-z].*[A-Za-z]", token)
    ):
        return False
    inner = any(c.isupper() for part in re.split(r"[-.+&/]", token) for c in part[1:])
    return inner or (token[0].isupper() and any(c.isdigit() for c in token))


def _is_term(token: str, paper: Paper) -> bool:
    """Whether it is a plain acronym spelt out somewhere, "multimodal large language model (MLLM)": a common term,
    mostly.
    """
    return token.isupper() and token.isalpha() and f"({token})" in paper.abstract


def _initials_in(token: str, title: str) -> bool:
    """Whether an acronym is made of the title's initials, in order, some left out ("MGCA": Multi-Granularity
    Cross-modal Alignment).
    """
    initials = iter(word[0].upper() for word in re.findall(r"[A-Za-z0-9]+", title))
    return len(token) >= 3 and all(letter in initials for letter in token.upper())


def _names_of(paper: Paper) -> list[tuple[str, int]]:
    """Names that a paper may own, each with how strongly (the title's head most)."""
    out: dict[str, int] = {}
    head = _HEAD.match(paper.title)
    if head and len(head[1].split()) <= _HEAD_WORDS:
        out[head[1]] = _HEAD_WEIGHT
    in_title = {token for token in _TOKEN.findall(paper.title) if _is_name(token)}
    prose = _LINK.sub(" ", paper.abstract)
    counts = Counter(token for token in _TOKEN.findall(prose) if _is_name(token))
    for token in in_title:
        # Behind a head ("CLIPSyntel: CLIP and LLM Synergy …") a name is mostly somebody else's.
        out.setdefault(token, _USED if out else _OWN)
    for token, count in counts.items():
        if token in out:
            continue
        if _is_term(token, paper):
            if _initials_in(token, paper.title):
                out[token] = _OWN
            continue
        introduced = re.search(
            _INTRODUCES + r"\b[^.;]{0,90}?(?<![\w-])" + re.escape(token) + r"(?![\w-])"
            r"|\b(?:[Oo]ur|new|novel)\s+(?:\w+\s+){0,4}?\(?" + re.escape(token) + r"(?![\w-])",
            paper.abstract,
        )
        # "CLIP, a foundation model" describes what others coined as well.
        described = re.search(
            rf"(?<![\w-]){re.escape(token)}(?![\w-])(?:,| is| are)\s+(?:an?|the|our)\b", paper.abstract
        )
        if introduced:
            out[token] = _COINED
        elif count >= 2 or described:
            out[token] = _USED
    if len(paper.title.split()) >= _TITLE_WORDS:
        out.setdefault(paper.title, _OWN)
    for match in _CALLED.finditer(prose):
        out.setdefault(match[1], _COINED)
    return list(out.items())
