"""Slips of the keyboard set right against the corpus's own words ("concpets" to "concepts").

Only a word that neither the corpus nor English nor the field's vocabularies have is touched, and only when a word of
the corpus is one slip away:
a letter missing, doubled, wrong or swapped with its neighbour. All slips of the word are made and looked up (Norvig
2007), which takes as long for many papers as for few.
"""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from string import ascii_lowercase

from rag.attributes import vocabulary
from rag.clipped import in_full
from rag.english import english_words, is_english, rarity
from rag.language import foreign_language
from rag.lexicon import Lexicon
from rag.plain_words import dictionary
from rag.synonyms import known_words
from rag.words import STOPWORDS, stem, stems

_SHORTEST = 4
_SHORTEST_ENGLISH = 5
_LONG, _TWO, _SURE = 8, 2, 3
"""Letters of a word from which it may have two slips, none among so many of the first."""
_BEGINNING = 6
"""Letters of a beginning by which a word of the field is known."""
_COINED = re.compile(r"[a-z]{2,}(?:clip|gpt|sam|vit|bert|llama|llava|dino|yolo|mamba)")
"""What a system may be called, from which another's name ("radcliq") is often one letter away."""
_SPECIAL = 0.8
"""How rare in English a word may be that a slip is taken for: "aspirin" is no slip of "aspiring"."""
_JOINT = re.compile(r"[-.'’]")
_BARE = re.compile(r"[^a-z0-9]")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])")
# British and American spellings of one word; general English.
_VARIANTS = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"is(?=(?:e|es|ed|ing|ation|ations|er|ers)$)", "iz"),
        (r"iz(?=(?:e|es|ed|ing|ation|ations|er|ers)$)", "is"),
        (r"our(?=(?:s|ed|ing|al|able|ite|ites)?$)", "or"),
        (r"(?<=[^o])or(?=(?:s|ed|ing|al|able|ite|ites)?$)", "our"),
        (r"ys(?=(?:e|es|ed|ing)$)", "yz"),
        (r"yz(?=(?:e|es|ed|ing)$)", "ys"),
        (r"ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=[^l])l(?=(?:ed|ing|er|ers)$)", "ll"),
        (r"tre(?=s?$)", "ter"),
        (r"ter(?=s?$)", "tre"),
        (r"bre(?=s?$)", "ber"),
        (r"ber(?=s?$)", "bre"),
        (r"ae|oe", "e"),
        (r"^pediatr", "paediatr"),
        (r"^hem(?=[ao])", "haem"),
        (r"^anesth", "anaesth"),
    )
)


class Speller:
    """Knows the words of the texts of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        held = [(word, count) for word, count in zip(lexicon.vocabulary, lexicon.totals.tolist(), strict=True) if count]
        counts = dict(held)
        for word, count in held:
            if _JOINT.search(word):
                for part in _JOINT.split(word):
                    counts[part] = counts.get(part, 0) + count
        self._counts: dict[str, int] = counts
        self._stems: dict[str, frozenset[str]] = {}
        """The stems of the words by their first letter, as far as they were asked for."""

    def _has_stem(self, wanted: str) -> bool:
        """Whether some word has this stem, which begins as the word does; to stem all words takes long."""
        first = wanted[:1]
        if first not in self._stems:
            self._stems[first] = frozenset(stems([word for word in self._counts if word.startswith(first)]))
        return wanted in self._stems[first]

    @cached_property
    def _letters(self) -> str:
        """The letters that the texts are written in."""
        return "".join(sorted(letter for letter in set("".join(self._counts)) if letter.isalpha()))

    @cached_property
    def _run_together(self) -> str:
        """The words without their joints, each between line breaks."""
        return "\n".join(_BARE.sub("", word) for word in self._counts)

    @cached_property
    def _jointed(self) -> str:
        """The words with their joints, each between line breaks."""
        return "\n".join(self._counts)

    def within(self, bare: str) -> bool:
        """Whether these lower-case letters and digits stand in one word, joints in it left out, from its beginning or
        from behind a joint on: "llava" in "med-llava", and no "medclip" in "biomedclip".
        """
        if bare not in self._run_together:
            return False
        letters = r"[^a-z0-9\n]?".join(map(re.escape, bare))
        return bool(re.search(rf"(?<![a-z0-9]){letters}", self._jointed))

    def __contains__(self, word: str) -> bool:
        """Whether the texts have this lower-case word."""
        return word in self._counts

    def correct(self, question: str) -> str:
        """The question with its slips set right and its clipped words in full; other words, and their capitals, stay;
        all, in another language.
        """
        if foreign_language(question):
            return question
        return _WORD.sub(lambda match: self._word(match[0]), in_full(question))

    def _word(self, word: str) -> str:
        low = word.lower()
        known = low in self._counts or low in STOPWORDS or low in dictionary()
        if known or any(c.isupper() for c in word[1:]):
            return word
        for pattern, other in _VARIANTS:
            variant = pattern.sub(other, low)
            if variant != low and variant in self._counts:
                return variant
        if self._is_word(low) or _COINED.fullmatch(low):
            return word
        # "tomographs" is no slip of a word that begins otherwise.
        alike = _beginnings() if low.startswith(_beginnings()) else ("",)
        near = {s for s in _slips(low, self._letters) if s in self._counts and s.startswith(alike)}
        near = set(filter(_may_be_meant, near))
        framing = [s for s in _slips(low, ascii_lowercase) if s in STOPWORDS and s.startswith(alike)]
        framing = list(filter(_may_be_meant, framing))
        if framing:
            return min(framing, key=lambda other: (sorted(other) != sorted(low), other))  # letters swapped, rather
        if near:
            return max(near, key=lambda c: (self._counts[c], c))
        english = _english(low)
        if english is None and word == low:
            english = self._two_slips(low)
        return english if english and english.startswith(alike) else word

    def is_strange(self, word: str) -> bool:
        """Whether neither the texts nor English nor the vocabularies of the field have this lower-case word; a compound
        is strange unless all its parts are English ones.
        """
        if word in self._counts or word in STOPWORDS or word in dictionary() or self._is_word(word):
            return False
        parts = _JOINT.split(word)
        return len(parts) == 1 or not all(len(part) > 1 and is_english(part) for part in parts)

    def _is_word(self, low: str) -> bool:
        """Whether it, or another form of it, is a word of English, of the field, or of the texts."""
        forms = [low.removesuffix(end) for end in ("", "s", "ed", "er", "ing")]
        forms += [low + end for end in ("s", "d", "ed", "ing")]
        return low in _known() or self._has_stem(stem(low)) or any(map(is_english, forms))

    def _two_slips(self, word: str) -> str | None:
        """The commonest word of the texts or of English that is two slips from a long word that begins as it does."""
        if len(word) < _LONG or _is_compound(word):
            return None
        beginning = word[:_SURE]
        near = [
            other
            for other in (*(held for held in self._counts if held.startswith(beginning)), *english_words(beginning))
            if other.isalpha() and abs(len(other) - len(word)) <= _TWO and len(other) >= _LONG - 1
        ]
        found = {other for other in near if _distance(word, other) <= _TWO}
        return max(found, key=lambda other: (-rarity(other), self._counts.get(other, 0), other), default=None)


def _is_compound(word: str) -> bool:
    """Whether two English words stand in one: "homepage"."""
    return any(is_english(word[:i]) and is_english(word[i:]) for i in range(_SURE, len(word) - _SURE + 1))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The words of the vocabularies of the field and of everyday English, on either side, each part of a compound
    too.
    """
    phrases = [word for term in vocabulary() for word in term.said]
    phrases += [text for pair in dictionary().items() for text in pair]
    found = known_words().union(*(phrase.lower().split() for phrase in phrases))
    return found.union(*(_JOINT.split(word) for word in found))


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    """What words of the field begin with, whatever their ending ("tomogra*")."""
    found = {word[:-1] for word in _known() if word.endswith("*")}
    return tuple(sorted(word for word in found if len(word) >= _BEGINNING and word.isalpha()))


def _english(word: str) -> str | None:
    """The commonest English word of which this one lacks a letter, doubles one or swaps two, or the two everyday words
    that it runs together; None where there is none.

    Letters too many or wrong are left alone: a system's name ("resnet") is often one letter away from a word.
    """
    if len(word) < _SHORTEST_ENGLISH:
        return None
    lacking = (word[:i] + letter + word[i:] for i in range(1, len(word) + 1) for letter in ascii_lowercase)
    swapped = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    # A name ("llama", "llava") may begin with a letter twice; a slip hardly does.
    doubled = (word[:i] + word[i + 1 :] for i in range(2, len(word)) if word[i] == word[i - 1])
    candidates = (*lacking, *swapped, *doubled)
    found = [candidate for candidate in candidates if is_english(candidate) and rarity(candidate) < _SPECIAL]
    if found:
        return min(found, key=lambda candidate: (rarity(candidate), candidate))
    for i in range(2, len(word) - 1):
        if word[:i] in STOPWORDS and word[i:] in STOPWORDS:
            return f"{word[:i]} {word[i:]}"
    return None


def _distance(one: str, other: str) -> int:
    """How many slips make one word of the other: letters left out, put in, changed or swapped (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row, older = row, [i], before
        for j, wanted in enumerate(other, 1):
            least = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, older[j - 2] + 1)
            row.append(least)
        before = last
    return row[-1]


def _may_be_meant(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _slips(word: str, letters: str) -> Iterator[str]:
    """Every other word that one letter inserted, left out, changed or swapped with its neighbour makes of this one."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        for letter in letters:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
