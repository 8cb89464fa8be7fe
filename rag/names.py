"""Names that papers go by ("VoCo", "MedConcept-23M"), learned from the corpus itself.

A paper owns a name when its title has it, or when its abstract introduces it or keeps using it, and hardly any
other paper does. So a question that names a system points at its paper, however the name is written ("gpt 4v",
"isles2022").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Paper

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-.+&/][A-Za-z0-9]+)*")
_LINK = re.compile(r"https?://\S+|\S+\.(?:com|org|io|net)/\S+")
_HEAD = re.compile(r"^(.{2,40}?)(?::\s| -- | – | — )")
_COMPOUND = re.compile(r"-(?:[a-z]{4,}|(?:Based|Driven|Guided|Integrated|Level|Free|Like|Aware)\b)")
"""The end of a compound adjective ("AI-based", "KAN-Integrated"), which is no name."""
_HEAD_WORDS = 3
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
        having: Counter[str] = Counter()
        for number, paper in enumerate(papers):
            counts = Counter(_key(token) for token in _TOKEN.findall(f"{paper.title} {paper.abstract}"))
            having.update(counts.keys())
            for name, weight in _names_of(paper):
                owners[_key(name)][number] += weight
                self._written.setdefault(_key(name), name)
        self._owners = {
            key: tuple(number for number, _ in found.most_common())
            for key, found in owners.items()
            if _is_owned(max(found.values()), len(found), having[key])
        }
        self._of: dict[int, str] = {}
        for number, paper in enumerate(papers):
            text = f"{paper.title} {paper.abstract}"
            own = [
                (weight >= _HEAD_WEIGHT, not _is_term(name, paper), weight, _times(name, text), name)
                for name, weight in _names_of(paper)
                if self._owners.get(_key(name), (None,))[0] == number
            ]
            # A name that was coined reads better than the acronym of a common term.
            best = max(own, key=lambda item: item[:4], default=None)
            if best and best[2:4] >= (_COINED, 2):
                self._of[number] = best[4]
        self._longest = max((len(self._written[key].split()) for key in self._owners), default=1) + 1

    def of(self, number: int) -> str | None:
        """The name that the paper with this number goes by, or None."""
        return self._of.get(number)

    def mentions(self, text: str) -> list[Mention]:
        """The names in a text, in order; the longest match wins."""
        tokens = list(re.finditer(r"[^\W_]+(?:[-.+&/][^\W_]+)*", text))
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            for size in range(min(self._longest, len(tokens) - i), 0, -1):
                start, end = tokens[i].start(), tokens[i + size - 1].end()
                key = _key(text[start:end])
                numbers = self._owners.get(key) or self._owners.get(key.removesuffix("s"))
                if numbers and (len(key) > 3 or text[start:end] == self._written.get(key)):
                    found.append(Mention(text[start:end], numbers, start, end))
                    i += size - 1
                    break
            i += 1
        return found


def _times(name: str, text: str) -> int:
    """How often a name stands in a text as a word of its own."""
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _is_owned(weight: int, owners: int, having: int) -> bool:
    """Whether a name belongs to its owners, by their best claim and by how many papers have it at all."""
    if weight >= _HEAD_WEIGHT:
        return owners <= _MOST_PAPERS
    if weight >= _OWN:
        return owners <= _MOST_PAPERS and having <= _MOST_PAPERS + 1
    if weight >= _COINED:
        return owners == 1 and having <= _MOST_PAPERS
    return having == 1


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def _is_name(token: str) -> bool:
    """Whether a token is written like a name: capitals inside one of its parts, or a capital and a digit."""
    if len(token) < 3 or _COMPOUND.search(token) or not re.search(r"[A-Za-z].*[A-Za-z]", token):
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
        out.setdefault(token, _OWN)
    for token, count in counts.items():
        if token in out:
            continue
        if _is_term(token, paper):
            if _initials_in(token, paper.title):
                out[token] = _OWN
            continue
        introduced = re.search(
            _INTRODUCES + r"\b[^.;]{0,90}?(?<![\w-])" + re.escape(token) + r"(?![\w-])"
            r"|\b(?:[Oo]ur|new|novel)\s+(?:\w+\s+){0,4}?\(?" + re.escape(token) + r"(?![\w-])"
            r"|(?<![\w-])" + re.escape(token) + r"(?![\w-])(?:,| is| are)\s+(?:an?|the|our)\b",
            paper.abstract,
        )
        if introduced:
            out[token] = _COINED
        elif count >= 2:
            out[token] = _USED
    return list(out.items())
