"""Drafts about several papers: lists and counts by a topic that they share, comparisons of two."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from eval.drafts.form import Draft, answered, turn
from eval.drafts.single import Single
from rag import Paper
from rag.english import rarity
from rag.passages import split_sentences
from rag.words import STOPWORDS, stem

FEWEST, MOST = 3, 12
"""Papers that share the topic of a drafted list."""
_COMPARED = 5
"""Papers up to which a topic is particular enough that two of them are worth comparing."""
_SPECIAL = 0.3
"""Mean rarity in English from which a phrase is a topic rather than a turn of phrase."""
_WHOLE = 0.5
"""Share of its places from which a phrase that goes on is a piece of a longer one."""
_WORD = re.compile(r"[A-Za-z][\w-]*")
_MODIFIES = re.compile(r"(?:ed|ly|est|ive|ous|able|based|aware)$")
_GENERAL = frozenset(
    """
    analysis application applications approach approaches capability capabilities data dataset datasets experiment
    experiments framework information large-scale method methods model models novel performance result results study
    task tasks work state-of-the-art training existing various diverse different unified proposed
    """.split()
)
"""Words that papers of any topic have."""
_LISTS = ("Which papers deal with {topic}?", "What is there on {topic}?", "Which studies are about {topic}?")
_COUNTS = ("How many papers deal with {topic}?", "How many of the papers are about {topic}?")


@dataclass(slots=True)
class _Phrase:
    """A phrase of two or three words, wherever it stands."""

    written: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    sentences: dict[int, str] = field(default_factory=dict)
    """By paper number, its shortest sentence with it."""

    @property
    def whole(self) -> bool:
        """Whether it mostly ends where it ends: "convolutional neural" goes on, "visual grounding" does not."""
        places = self.written.total()
        going_on = places - self.after[""]
        lead = max((count for word, count in self.before.items() if word), default=0)
        return going_on <= _WHOLE * places and lead <= _WHOLE * places


class Topics:
    """The phrases that papers of a corpus share."""

    def __init__(self, papers: Sequence[Paper], single: Single) -> None:
        self._papers, self._single = papers, single
        phrases: defaultdict[tuple[str, ...], _Phrase] = defaultdict(_Phrase)
        titled: set[tuple[str, ...]] = set()
        for number, paper in enumerate(papers):
            titled.update(stems for stems, *_ in _phrases(paper.title))
            for start, end in split_sentences(paper.abstract):
                sentence = paper.abstract[start:end]
                for stems, written, before, after in _phrases(sentence):
                    phrase = phrases[stems]
                    phrase.written[written] += 1
                    phrase.before[before] += 1
                    phrase.after[after] += 1
                    held = phrase.sentences.get(number)
                    if held is None or len(sentence) < len(held):
                        phrase.sentences[number] = sentence
        self._phrases = {stems: phrases[stems] for stems in sorted(titled) if stems in phrases and phrases[stems].whole}

    def drafts(self) -> Iterator[Draft]:
        """All drafts, topics in alphabetical order of their stems."""
        shared = [phrase for phrase in self._phrases.values() if FEWEST <= len(phrase.sentences) <= MOST]
        # A topic makes a list or a count, so that the two do not ask the same.
        for place, phrase in enumerate(shared):
            yield self._listed(phrase, place)
        yield from self._compared()

    def _listed(self, phrase: _Phrase, place: int) -> Draft:
        kind, forms = ("list", _LISTS) if place % 2 == 0 else ("count", _COUNTS)
        topic = _said(phrase)
        asked = turn(forms[place // 2 % len(forms)].format(topic=topic), self._evidence(phrase, list(phrase.sentences)))
        to_do = (
            "these are the papers with the topic's very words: take out those that only mention it, add those that say "
            "it in other words (or put them into optional)"
        )
        if kind == "count":
            asked = {**asked, "count": len(phrase.sentences)}
        return answered(kind, asked, to_do)

    def _evidence(self, phrase: _Phrase, numbers: Sequence[int]) -> list[tuple[Paper, str]]:
        return [(self._papers[number], phrase.sentences[number]) for number in numbers]

    def _compared(self) -> Iterator[Draft]:
        """Two papers with names that share a topic which few others have; each paper once."""
        used: set[int] = set()
        for phrase in sorted(self._phrases.values(), key=lambda phrase: (len(phrase.sentences), _said(phrase))):
            if not 2 <= len(phrase.sentences) <= _COMPARED:
                continue
            # A dataset and a network have little to compare.
            free = [self._single.named[n] for n in phrase.sentences if n in self._single.named and n not in used]
            pairs = [pair for pair in combinations(free, 2) if pair[0].thing == pair[1].thing]
            if not pairs:
                continue
            one, other = pairs[0]
            numbers = [one.number, other.number]
            used.update(numbers)
            topic = _said(phrase)
            asked = turn(
                f"How do {one.name} and {other.name} differ when it comes to {topic}?", self._evidence(phrase, numbers)
            )
            yield answered("compare", asked, f"check that comparing them on {topic} makes sense; add key_facts of each")


def _said(phrase: _Phrase) -> str:
    """The phrase as it is mostly written, in the plural where it has one: "papers on vision transformers"."""
    several = Counter({form: count for form, count in phrase.written.items() if re.search(r"[^s]s$", form)})
    return (several or phrase.written).most_common(1)[0][0]


def _phrases(text: str) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Runs of two and three words that may name a topic: their stems, as written, and the words before and after.

    Words of one run have a single space between them; "" stands for no word there.
    """
    found = list(_WORD.finditer(text))
    for size in (2, 3):
        for i in range(len(found) - size + 1):
            run = found[i : i + size]
            if text[run[0].start() : run[-1].end()].count(" ") != size - 1 or not _is_topic(
                [w[0].lower() for w in run]
            ):
                continue
            if any(text[a.end() : b.start()] != " " for a, b in pairwise(run)):
                continue
            before = _neighbour(text, found[i - 1] if i else None, run[0], before=True)
            after = _neighbour(text, found[i + size] if i + size < len(found) else None, run[-1], before=False)
            lower = [word[0] if word[0][1:] != word[0][1:].lower() else word[0].lower() for word in run]
            yield tuple(stem(word[0].lower()) for word in run), " ".join(lower), before, after


def _is_topic(run: Sequence[str]) -> bool:
    if any(word in STOPWORDS or word in _GENERAL or len(word) < 3 for word in run) or _MODIFIES.search(run[-1]):
        return False
    return sum(map(rarity, run)) / len(run) >= _SPECIAL


def _neighbour(text: str, other: re.Match[str] | None, own: re.Match[str], *, before: bool) -> str:
    """The stem of the word next to one, when only a space is between and it says something; else ""."""
    if other is None:
        return ""
    between = text[other.end() : own.start()] if before else text[own.end() : other.start()]
    word = other[0].lower()
    return stem(word) if between == " " and word not in STOPWORDS and not word.endswith(("ed", "ing")) else ""
