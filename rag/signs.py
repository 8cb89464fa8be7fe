"""The signs for and against a claim in an abstract: words, meaning, numbers, names, negation, direction, order.

Each is a number from 0 to 1, and means one thing; `rag.support` weighs them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rag import contradiction
from rag.embeddings import Vectors
from rag.english import rarity, word_vectors
from rag.passages import Span, split_sentences
from rag.places import displaced, reordered
from rag.quantities import find_quantities, missing
from rag.synonyms import Synonyms
from rag.types import Paper
from rag.words import STOPWORDS, stem, terms, words

_EVERYDAY = 0.3
"""Weight of an everyday word; a rare one weighs 1 more."""
_SYNONYM, _ROOT = 0.7, 0.8
"""What a word counts that the abstract has in another word, or in another form."""
_ROOT_LETTERS = 5
_PARTNERS = 4
"""Sentences tried as the second of a span of two."""
_WORTH = 0.1
"""Share of a claim's words that the second sentence of a span must add."""
_SPELT = 7
"""Letters from which the last one of a name may differ."""
_AROUND = 3
"""Nearest sentences that are asked whether they deny or oppose."""
_CODED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}|[A-Za-z]-?\d|-[A-Z]")
_SYSTEM = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]-?\d|-[A-Z]|[A-Z]{4,}")
_NAME = re.compile(r"(?<![\w./:-])[A-Za-z][\w-]*")
_STARTS = re.compile(r"(?:^|[.!?:|]\s*)[\"'“(*_]*$")
_AIM = re.compile(
    r"\b(?:aim(?:s|ed)?|investigate[ds]?|to (?:examine|assess|evaluate|explore|determine|study)|objective|purpose|"
    r"hypothesi[sz]\w*|whether|we (?:conducted|performed|searched|reviewed|collected|analy[sz]ed)|were (?:included|"
    r"enrolled|collected|recruited|searched))\b",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:found|show(?:s|ed|n)?|demonstrat\w+|suggest\w*|conclu\w+|reveal\w*|associated|results?|significant\w*|"
    r"indicat\w+|evidence)\b",
    re.I,
)
_FINDING = re.compile(
    rf"{_RESULT.pattern}|\b(?:correlat\w+|increas\w+|reduc\w+|decreas\w+|caus\w+|contribut\w+|leads?|led)\b", re.I
)
_FIFTH = 0.2
_USUALLY_APART = 0.12
"""What the distance mostly is where opposites differ, over the sets in eval/LOG.md."""
_LEAST_CLAUSE = 2
"""Content words from which a clause of a claim counts by itself."""
_CLAUSE = re.compile(r"[,;:()—]|\s(?:and|but|while|whereas|which|because|so that|thereby)\s", re.I)


@dataclass(frozen=True, slots=True)
class _Words:
    """The index terms of a text, the other words for them, and the first letters of each."""

    stems: frozenset[str]
    others: frozenset[str]
    roots: frozenset[str]

    def __or__(self, other: "_Words") -> "_Words":
        return _Words(self.stems | other.stems, self.others | other.others, self.roots | other.roots)

    def share(self, weights: Mapping[str, float]) -> float:
        """The share of a claim's words, by weight, that this text has; 0 for a claim without any."""
        total = sum(weights.values())
        return sum(weight * self.has(term) for term, weight in weights.items()) / total if total else 0.0

    def has(self, term: str) -> float:
        """1 for a term of the text, less for another word or form of it, 0 for none."""
        if term in self.stems:
            return 1.0
        if len(term) >= _ROOT_LETTERS and term[:_ROOT_LETTERS] in self.roots:
            return _ROOT
        return _SYNONYM if term in self.others else 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A paper as claims are checked against it: the sentences of its abstract, and the words of each."""

    paper: Paper
    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    words: tuple[_Words, ...]
    whole: _Words
    """Of title and abstract."""
    own: tuple[str, ...]
    """Names in the title, which "we" and "our" stand for."""
    letters: str
    """Title and abstract without anything between letters and digits, lower case."""
    initials: str


@lru_cache(maxsize=512)
def read_source(paper: Paper) -> Source:
    """A paper, read once for all its claims."""
    spans = tuple(split_sentences(paper.abstract)) or ((0, len(paper.abstract)),)
    texts = tuple(paper.abstract[start:end] for start, end in spans)
    whole = f"{paper.title} {paper.abstract}"
    own = tuple(name for name in _NAME.findall(paper.title) if _CODED.search(name))
    return Source(
        paper,
        spans,
        texts,
        tuple(_read_words(text) for text in texts),
        _read_words(whole),
        own,
        _letters(whole),
        "".join(word[0] for word in re.findall(r"[^\W_]+", whole.lower())),
    )


@lru_cache(maxsize=1)
def _synonyms() -> Synonyms:
    return Synonyms()


def _read_words(text: str) -> _Words:
    stems = frozenset(terms(text))
    others = frozenset().union(*(_synonyms().of(term) for term in stems)) - stems
    return _Words(stems, others, frozenset(s[:_ROOT_LETTERS] for s in stems if len(s) >= _ROOT_LETTERS))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@lru_cache(maxsize=4096)
def weigh(text: str) -> Mapping[str, float]:
    """The index terms of a claim, each with its weight: the rarer in general English, the more.

    Numbers are left out: they are compared by value.
    """
    weights: dict[str, float] = {}
    for word in words(text):
        bare = word.removesuffix("'s").removesuffix("’s")
        pieces = [bare, *re.split(r"[-.'’]", bare)] if re.search(r"[-.'’]", bare) else [bare]
        for piece in pieces:
            if piece not in STOPWORDS and len(piece) > 1 and not find_quantities(piece):
                weights[stem(piece)] = max(weights.get(stem(piece), 0.0), _EVERYDAY + rarity(piece))
    return weights


@dataclass(frozen=True, slots=True)
class Nearness:
    """A claim against each sentence of a source, by an embedder; both of shape (sentences,)."""

    cosines: Vectors
    apart: Vectors
    """Distance in the few directions in which opposite statements differ."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a claim in one source."""

    near: float
    """Cosine to the nearest sentence (guessed from words where there is no embedder)."""
    apart: float
    """Mean distance to the three nearest where opposite statements differ (a usual one where there is no embedder)."""
    covers: float
    """Share of the claim's words, by weight, in its span."""
    weakest: float
    """The same share for the clause of the claim that has least."""
    fifth: float
    """How alike the word of the claim is that a fifth of its words, by weight, are worse than: the cosine to the most
    alike word of the three nearest sentences, 1 for the same word."""
    numbers: float
    """1 when a number of the claim is nowhere in the source."""
    elsewhere: float
    """1 when a number of the claim is in the source, but not in the span."""
    names: float
    """1 when a name of the claim is nowhere in the source."""
    systems: float
    """1 when such a name is written like a system's: "ResNet", "GPT-4"."""
    some_names: float
    """The share of the claim's names that the source has, where others are missing; else 0."""
    denies: float
    """Share of the nearest sentences of which one, claim or sentence, has a negation and the other has none."""
    denied: float
    """1 when the span and the claim differ in a negation about the same words."""
    opposed: float
    """1 when the span has the opposite of a word of the claim."""
    turned: float
    """1 when the span compares the same things the other way round."""
    alone: float
    """1 when the claim says more or less, better or worse, and the span nothing of that kind."""
    strange: float
    """How rare in general English the rarest word of the claim is that the source has in no form."""
    reordered: float
    """1 when numbers of a sentence of the span stand in another order in the claim."""
    displaced: float
    """1 when a name of the claim stands among other words in the span, or not at all."""
    aim: float
    """1 when the nearest sentence tells an aim or a method and no finding."""
    finds: float
    """1 when the nearest sentence tells a finding."""


def read_signs(claim: str, source: Source, nearness: Nearness | None) -> tuple[Signs, tuple[int, ...]]:
    """The signs of a claim, and the sentences of its span, one or two, in the abstract's order.

    Without an embedder, `nearness` is None.
    """
    weights = weigh(claim)
    shares = np.array([held.share(weights) for held in source.words], np.float32)
    near = nearness.cosines if nearness else _guess(shares)
    nearest = np.argsort(-near, kind="stable")[:_AROUND]
    chosen = _span(weights, source, shares, near)
    texts = [source.texts[i] for i in chosen]
    span = " ".join(texts)
    held = source.words[chosen[0]] | source.words[chosen[-1]]
    quantities = find_quantities(claim)
    nowhere = missing(quantities, find_quantities(f"{source.paper.title}. {source.paper.abstract}"))
    names = names_of(claim)
    strange = [name for name in names if not has_name(name, source)]
    reading, said = contradiction.read(claim), contradiction.read(span)
    close = [contradiction.read(source.texts[i]) for i in nearest]
    first = source.texts[nearest[0]]
    fifth = _fifth(claim, [word for i in nearest for word in _spoken(source.texts[i])])
    signs = Signs(
        near=float(near[nearest[0]]),
        apart=min(1.0, float(nearness.apart[nearest].mean())) if nearness else _USUALLY_APART,
        covers=held.share(weights),
        weakest=_weakest_clause(claim, held | _read_words(source.paper.title)),
        fifth=fifth,
        numbers=float(bool(nowhere)),
        elsewhere=float(not nowhere and bool(missing(quantities, find_quantities(span)))),
        names=float(bool(strange)),
        systems=float(any(_SYSTEM.search(name) for name in strange)),
        some_names=1 - len(strange) / len(names) if strange else 0.0,
        denies=_mean(bool(reading.denials) != bool(other.denials) for other in close),
        denied=float(contradiction.denies_otherwise(reading, said)),
        opposed=float(contradiction.opposes(reading, said)),
        turned=float(contradiction.turned_round(claim, span, source.own)),
        reordered=float(reordered(claim, texts)),
        displaced=float(displaced(names, claim, texts, source.own)),
        alone=float(contradiction.says_alone(reading, said)),
        strange=max(
            (weight - _EVERYDAY for term, weight in weights.items() if not source.whole.has(term)), default=0.0
        ),
        aim=float(bool(_AIM.search(first)) and not _RESULT.search(first)),
        finds=float(bool(_FINDING.search(first))),
    )
    return signs, chosen


def _mean(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def _fifth(claim: str, said: Sequence[str]) -> float:
    """How alike to one of the words said the words of a claim are that are least so: the value that a fifth of them, by
    weight, do not pass. By static word vectors.
    """
    asked = _spoken(claim)
    if not asked or not said:
        return 0.0
    same = set(said) | {stem(word) for word in said}
    alike = np.array([float(word in same or stem(word) in same) for word in asked], np.float32)
    vectors, others = word_vectors(asked), word_vectors(said)
    if vectors is not None and others is not None:
        alike = np.maximum(alike, (vectors @ others.T).max(axis=1)).clip(0, 1)
    order = np.argsort(alike, kind="stable")
    weights = np.cumsum([_EVERYDAY + rarity(asked[i]) for i in order])
    return float(alike[order[np.searchsorted(weights, _FIFTH * weights[-1])]])


@lru_cache(maxsize=4096)
def _spoken(text: str) -> Sequence[str]:
    """The words of a text without stop words, compounds whole and in their parts; each once."""
    pieces = (piece for word in words(text) for piece in (word, *re.split(r"[-.'’]", word)))
    return tuple(dict.fromkeys(piece for piece in pieces if len(piece) > 1 and piece not in STOPWORDS))


def _guess(shares: Vectors) -> Vectors:
    """Cosines as they mostly are at these shares of words: a line through the sets in eval/LOG.md."""
    return (0.3 + 0.5 * shares).astype(np.float32)


def _span(weights: Mapping[str, float], source: Source, shares: Vectors, near: Vectors) -> tuple[int, ...]:
    """The sentence that carries most of a claim, and a second one where it adds to that."""
    order = np.argsort(-(shares + near), kind="stable")
    best = int(order[0])
    most, partner = float(shares[best]) + _WORTH, best
    for other in map(int, order[1 : 1 + _PARTNERS]):
        both = (source.words[best] | source.words[other]).share(weights)
        if both > most:
            most, partner = both, other
    return (best,) if partner == best else tuple(sorted((best, partner)))


def _weakest_clause(claim: str, held: _Words) -> float:
    shares = [held.share(weigh(part)) for part in _CLAUSE.split(claim) if len(weigh(part)) >= _LEAST_CLAUSE]
    return min(shares, default=held.share(weigh(claim)))


@lru_cache(maxsize=4096)
def names_of(claim: str) -> Sequence[str]:
    """Words written like names: "ResNet", "GPT-4", "MRI", and capitalised ones within a sentence."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(claim):
        name = match[0]
        inside = name[0].isupper() and name.lower() not in STOPWORDS and not _STARTS.search(claim[: match.start()])
        if _CODED.search(name) or inside:
            found[name] = None
    return tuple(found)


def has_name(name: str, source: Source) -> bool:
    """Whether a source has a name, its letters run together, in parts, or spelt out ("MLLM")."""
    bare = _letters(name).removesuffix("s")
    if bare in source.letters or stem(name.lower()) in source.whole.stems | source.whole.others:
        return True
    if len(bare) >= _SPELT and bare[:-1] in source.letters:
        return True  # "Synapse" where the text has "Synaps"
    if name.isupper() and len(name) > 2 and bare in source.initials:
        return True
    # "ImageNet-initialised" is a name and what is done with it.
    parts = [part for part in name.split("-") if part and not part.islower()]
    return "-" in name and bool(parts) and all(_letters(part) in source.letters for part in parts)
