"""The words of a question that a paper's abstract does not have: neither as they are nor in other words.

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
from rag.interaction import Asked, project
from rag.plain_words import dictionary, in_phrases
from rag.signs import read_source
from rag.synonyms import Synonyms
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
_FRAMING = frozenset(
    "everyday ordinary typical usual plain handy decent sensible nice awful worthwhile noteworthy "
    "contrast contrasts differ differs compare compares summarise summarize "
    "cope copes fare fares tackle tackles manage manages grasp grasps knack insight insights "
    "click trick idea gist point main obtain obtained suffice suffices "
    "anybody anyone somebody someone everybody everyone nobody rival rivals competitor competitors "
    "folks guys crew chaps blokes lads gang bunch "
    "fraction proportion percentage ratio weights backbone checkpoint checkpoints".split()
)
# Words that frame a question although general English has them less often than most, and the parts that every network
# has.

_MAIN_VERB = re.compile(r"\b((?:do|does|did|can|could|would|will)\s{2,})[a-z]+\b(?=\s+\w)")
"""The verb that follows a name taken out of a question: what is done is said in many ways."""
_LAST_VERB = re.compile(r"\b((?:do|does|did|can|could|would|will)\s{2,})([a-z]{3,})(?=\W*$)")
"""The same at a question's end: "on what does   excel?"."""
_IT = r"(?:it|they|this|that|these|one|we|you)"
_AFTER_AUXILIARY = re.compile(
    rf"\b((?:(?:can|could|may|might|will|would|must|should|cannot)\s+(?:{_IT}\s+)?|(?:do|does|did)\s+{_IT}\s+))"
    r"[a-z]+\b"
)
"""The verb after an auxiliary one: said in many ways, too."""
_AFTER_TO = re.compile(r"\b(to|[Ww]hy\s+not)\s+(?:(?:just|simply|only|not|\w+ly)\s+)?([a-z]{4,})\b")
"""A verb, or what is spoken of ("to assemble", "why not bolt", "to ultrasound")."""
_SURELY_VERB = re.compile(
    r"\b((?:have|has|had|having|needs?|needed|wants?|wanted|tr(?:y|ies|ied)|able|way|how|order|used|meant|helps?|helped|"
    r"allows?|supposed)\s+(?:\w+\s+)?to\s+)[a-z]{4,}\b"
)
"""The verb after "has to", "in order to": nothing else may stand there."""
_OF_SUBJECT = re.compile(
    r"\b((?:do|does|did|can|could|would|will)\s+(?:the|an?|its|their)\s+[a-z]+\s+)([a-z]{4,})\b(?=\s)"
)
"""What may be the verb of "how does the user steer it?"."""
_FINITE = re.compile(r"((?:^|\b(?:that|which|who)\b)\s+)([a-z]{3,})s(?=\s+(?!(?:of|in|on|from|for|is|are|was|were)\b))")
"""What a paper, its name left out in front, or what is described does: "  puts a layer", "that feeds it"."""
_PLURAL_DOES = re.compile(
    r"([a-z]{3,}[^aius\W]s\s+(?:that|which|who)\s+)([a-z]{3,})(?=\s+(?!(?:of|is|are|was|were)\b))"
)
"""The same of several: "networks that scatter blocks"."""
_SO_MANY = re.compile(r"\b(the|an?)\s+[a-z]+(?=\s+of\s+(?:(?:about|some|over|nearly|more than)\s+)?\d)")
"""What a number of things make up: "the bundle of 106 sets"."""
_SPEAKER = re.compile(r"^(\W*)as an?\s+(?:[\w-]+\s+){0,2}[\w-]+,?\s+(?=(?:i|we)\b)", re.I)
"""Who asks: "As a reviewer I would like to know"."""
_MAKERS = re.compile(r"\b[a-z]+(?:er|or)s(?=\s+(?:of|behind)\s{2,})")
"""Who made the paper that is named: "the makers of  "."""
_VERBAL = re.compile(r"(?:ed|ing|est|ly|ier)$")
# Endings of words that say how a thing is asked rather than what: "mined", "surprising", "cheaper".
_PREFIX = re.compile(r"^(?:un|dis|mis|over|under|re)(?=\w{4})")
_SYNONYMS = Synonyms()


def missing_words(question: str, index: Index, number: int) -> list[str]:
    """The special words of a question, freed of the names in it, that the paper with this number lacks; empty where
    none does, or too many do.
    """
    paper = index.papers[number]
    here = _vocabulary(paper)
    stems = {stem(word) for word in here}
    initials = read_source(paper).initials
    phrases = in_phrases(question)
    candidates = [
        word
        for word in _special_words(question)
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
    known = _word_vectors(index, number)
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


def _special_words(question: str) -> list[str]:
    """The words of a question that say what it is about, rather than how it asks."""
    found = []
    asked = _SO_MANY.sub(r"\g<1>", _SPEAKER.sub(r"\g<1>", question))
    asked = _SURELY_VERB.sub(r"\g<1> ", _MAKERS.sub(" ", asked))
    asked = _AFTER_AUXILIARY.sub(r"\g<1>", _MAIN_VERB.sub(r"\g<1> ", asked))
    asked = _AFTER_TO.sub(lambda match: match[1] if _is_verb(match[2]) else match[0], asked)
    asked = _LAST_VERB.sub(lambda match: match[1] if _is_verb(match[2]) else match[0], asked)
    asked = _OF_SUBJECT.sub(lambda match: match[1] if _is_verb(match[2]) else match[0], asked)
    asked = _PLURAL_DOES.sub(lambda match: match[1] if _is_verb(match[2]) else match[0], asked)
    asked = _FINITE.sub(lambda match: match[1] if _is_verb(match[2]) else match[0], asked)
    for word in dict.fromkeys(words(asked)):
        word = word.removesuffix("'s").removesuffix("’s")
        if word in STOPWORDS or word in _FRAMING or len(word) < 4 or "." in word:
            continue
        if not _is_verbal(word):
            found.append(word)
    return found


def _special(word: str) -> float:
    """How special a word is in English; a compound as its most special part ("hold-out")."""
    parts = [part for part in re.split(r"[-.'’]", word) if part]
    return rarity(word) if len(parts) < 2 else max(map(rarity, parts))


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


def _is_verb(word: str) -> bool:
    """Whether a word can be a verb: English has its past form or its "-ing"."""
    bases = (word, word.removesuffix("e"), word + word[-1], f"{word[:-1]}i")
    return any(is_english(f"{base}{ending}") for base in bases for ending in ("ed", "ing"))


def _is_verbal(word: str) -> bool:
    """Whether a word is a form of an English one that says how a thing is asked ("mined", "cheaper"), not
    "federated".
    """
    ending = _VERBAL.search(word)
    if not ending:
        return False
    base = _PREFIX.sub("", word[: ending.start()])
    return any(map(is_english, (word, base, f"{base}e", f"{base}y", base[:-1])))


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


def _word_vectors(index: Index, number: int) -> Vectors:
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
