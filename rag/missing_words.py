"""The words for what a question takes to be used that an abstract has neither as they are nor in other words.

They are words that are special in English, looked up by their stem, by their root and by cosine of single words.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from rag.attributes import other_word_for
from rag.embeddings import LocalEmbedding, Vectors, embed_texts
from rag.english import is_english, rarity
from rag.index import Index
from rag.interaction import Asked
from rag.plain_words import dictionary, in_phrases
from rag.signs import read_source
from rag.synonyms import Synonyms
from rag.token_axes import project
from rag.types import Paper
from rag.words import STOPWORDS, stem, words

_MISSING = 0.5
"""How special and how unlike the abstract's words a word must be to count as a missing detail."""
_MOST_MISSING = 4
_UNLIKE, _ALIKE = 0.35, 0.65
"""Cosines of single words: no relation up to the first, another word for it from the second."""

_IN_CONTEXT = 2.0
"""Standard deviations by which a paper must have something nearer to a word as it is meant than papers have on
average for it to say that word otherwise. Of 11 words of unanswerable questions none is so, of 12 of answered ones 4.
"""
_FEWEST, _BACKGROUND = 30, 300
"""Papers that a corpus must have for an average to say something, and those that make it up."""

_COMMON_SHARE = 0.12
"""A word that this share of the papers has is a common word of the field, not a special one."""
_USED = re.compile(
    r"\b(?:us(?:e[sd]?|ing)|utili[sz](?:e[sd]?|ing)|employ(?:s|ed|ing)?|appl(?:y|ies|ied|ying)|"
    r"rel(?:y|ies|ied|ying) (?:up)?on|incorporat(?:e[sd]?|ing)|leverag(?:e[sd]?|ing)|adopt(?:s|ed|ing)?|"
    r"exploit(?:s|ed|ing)?|harness(?:es|ed|ing)?)\s+(?P<what>(?:[\w'’-]+\s+){0,4}?[\w'’-]+)(?=\s*(?:[^\w\s'’-]|$|"
    r"\b(?:to|for|in|on|at|as|with|by|from|when|while|if|and|or|but|instead|rather|so|that|which|who|during|before|"
    r"after|where|because|since|than)\b))",
    re.I,
)
"""What is said to be used."""
_TRIED = re.compile(
    r"\b(?:tried|tested|evaluated|trained|run|ran|measured|validated|applied)\s+(?:out\s+)?(?:on|with|in|for)\s+"
    r"(?P<what>(?:[\w'’-]+\s+){0,3}?[\w'’-]+)\W*$",
    re.I,
)
"""What it is said to be tried on, at a question's end."""
_WHETHER = re.compile(
    r"^\W*(?:do|does|did|can|could|is|was|has)\s{2,}[\w'’-]+\s+(?P<what>(?:[\w'’-]+\s+){0,4}[\w'’-]+)\W*$", re.I
)
"""A short question whether the paper whose name was left out does something: to what, behind the verb."""
_SYNONYMS = Synonyms()


def missing_words(question: str, index: Index, number: int) -> list[str]:
    """The special words for what a question, freed of the names in it, takes to be used, where the paper with this
    number lacks them; empty where it lacks none, or too many.

    What else a question says, its asker says in his own words ("what are the drawbacks of …?", "on whose turf?").
    """
    paper = index.papers[number]
    here = _vocabulary(paper)
    stems = {stem(word) for word in here}
    initials = read_source(paper).initials
    phrases = in_phrases(question)
    candidates = [
        word
        for word in _used(question)
        if not _held(word, stems)
        and stems.isdisjoint(map(stem, words(phrases.get(word, ""))))
        and not (word in initials and not is_english(word))  # "sota"
        and _share_having(index, word) <= _COMMON_SHARE
        and _special(word) >= _MISSING
        and not _same_root(word, here)
        and not other_word_for(word, f"{paper.title} {paper.abstract}")
    ]
    if not candidates:
        return []
    known = word_vectors(index, number)
    alike = (embed_texts(index.embedder, candidates) @ known.T).max(axis=1)
    weights = [
        _special(word) * max(0.0, 1 - max(0.0, float(cosine) - _UNLIKE) / (_ALIKE - _UNLIKE))
        for word, cosine in zip(candidates, alike, strict=True)
    ]
    missing = [word for word, weight in zip(candidates, weights, strict=True) if weight >= _MISSING]
    said = _said_in_context(missing, question, index, number)
    missing = [word for word in missing if word not in said]
    # So many strange words are a sloppy or roundabout question rather than details that the abstract leaves out.
    return missing if len(missing) <= _MOST_MISSING else []


def unmentioned(topic: str, index: Index, number: int, name: str) -> list[str]:
    """The words of a topic that the paper with this number has neither as they are nor in other words, its `name` left
    out of it.
    """
    own = set(words(name))
    here = [word for word in _vocabulary(index.papers[number]) if word not in own]
    stems = {stem(word) for word in here}
    wanted = [word for word in dict.fromkeys(words(topic)) if word not in STOPWORDS]
    strange = [word for word in wanted if not _held(word, stems) and not _same_root(word, here)]
    if not strange or not here:
        return strange
    alike = (embed_texts(index.embedder, strange) @ embed_texts(index.embedder, here).T).max(axis=1)
    return [word for word, cosine in zip(strange, alike, strict=True) if float(cosine) < _ALIKE]


def _used(question: str) -> list[str]:
    """The words for what a question takes to be used, each once."""
    said = [*_USED.finditer(question), *_TRIED.finditer(question), *_WHETHER.finditer(question)]
    told = [word for match in said for word in words(match["what"])]
    return [word for word in dict.fromkeys(told) if word not in STOPWORDS and len(word) >= 4]


def _special(word: str) -> float:
    """How special a word is in English; a compound as its most special part ("hold-out"), a form of a verb or noun as
    the plain one where that is rarer used so ("puts").
    """
    parts = [part for part in re.split(r"[-.'’]", word) if part]
    return min(map(rarity, _plain_forms(word))) if len(parts) < 2 else max(map(rarity, parts))


def _plain_forms(word: str) -> list[str]:
    """A word, and what it may be the third person or the plural of."""
    plain = word.removesuffix("s")
    return [word, plain] if plain != word and not plain.endswith(("s", "u", "i")) and is_english(plain) else [word]


def _said_in_context(missing: Sequence[str], question: str, index: Index, number: int) -> set[str]:
    """The words to which, as they are meant in a question, the paper with this number has something so near as hardly
    another paper has: they are said there in other words ("undersampled", "accelerated").
    """
    if not missing or index.interaction is None or not isinstance(index.embedder, LocalEmbedding):
        return set()
    if len(index.papers) < _FEWEST:
        return set()
    read = index.embedder.embed_in_context([question])[1][0]
    others = np.linspace(0, len(index.papers) - 1, min(len(index.papers), _BACKGROUND)).astype(np.int64)
    said = set()
    for word in missing:
        start = question.lower().find(word)
        end = start + len(word)
        places = [
            place for place, (first, last) in enumerate(read.spans) if start >= 0 and first < end and last > start
        ]
        if not places:
            continue
        asked = Asked(project(read.vectors[places]), np.full(len(places), 1 / len(places), np.float32))
        usual = index.interaction.papers(asked, others)
        here = float(index.interaction.papers(asked, np.array([number], np.int64))[0])
        if here >= float(usual.mean()) + _IN_CONTEXT * float(usual.std()):
            said.add(word)
    return said


def _held(word: str, stems: Collection[str]) -> bool:
    """Whether a word, or each part of a compound, is among some stems."""
    parts = [part for part in re.split(r"[-.'’]", word) if part]
    return (
        stem(word) in stems
        or not _SYNONYMS.of(stem(word)).isdisjoint(stems)
        or not frozenset(map(stem, words(dictionary().get(word, "")))).isdisjoint(stems)
        or all(stem(part) in stems or part in STOPWORDS for part in parts)
    )


def _share_having(index: Index, word: str) -> float:
    """The share of papers that have a word, from its inverse document frequency."""
    parts = [stem(part) for part in re.split(r"[-.'’]", word) if part and part not in STOPWORDS]
    if stem(word) not in index.paper_bm25 and not all(part in index.paper_bm25 for part in parts):
        return 0.0
    return float((index.paper_bm25.scores([stem(word), *parts]) > 0).mean())


def _same_root(word: str, others: Sequence[str]) -> bool:
    """Whether another word begins alike and is of like length ("pancreas", "pancreatic")."""
    head = word[: max(4, len(word) - 3)]
    return any(other.startswith(head) and abs(len(other) - len(word)) <= 4 for other in others)


@lru_cache(maxsize=4096)
def _vocabulary(paper: Paper) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in words(f"{paper.title} {paper.abstract}"):
        for part in (word, *re.split(r"[-.'’]", word)):
            if len(part) > 2 and part not in STOPWORDS:
                found.setdefault(part)
    return tuple(found)


_VECTORS: dict[tuple[str, str, str], Vectors] = {}


def word_vectors(index: Index, number: int) -> Vectors:
    """The vectors of the words of the paper with this number, each once."""
    paper = index.papers[number]
    key = (index.embedder.model_name, paper.id, paper.abstract)
    vectors = _VECTORS.get(key)
    if vectors is None:
        vectors = embed_texts(index.embedder, list(_vocabulary(paper)))
        if len(_VECTORS) >= 256:
            _VECTORS.clear()
        _VECTORS[key] = vectors
    # Not read back: another thread may just have cleared it.
    return vectors
