"""Slips of the keyboard set right against the corpus's own words ("concpets" to "concepts").

Only a word that neither the corpus nor English has is touched, and only when a word of the corpus is one slip away:
a letter missing, doubled, wrong or swapped with its neighbour. The search is by deleted letters (SymSpell, Garbe
2012): two words one slip apart share a form with one letter left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from string import ascii_lowercase

from rag.english import is_english, rarity
from rag.words import STOPWORDS, stem, words

_SHORTEST = 4
_SHORTEST_ENGLISH = 5
_SPECIAL = 0.8
"""How rare in English a word may be that a slip is taken for: "aspirin" is no slip of "aspiring"."""
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
    """Knows the words of a set of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for text in texts:
            for word in words(text):
                counts[word] += 1
                for part in re.split(r"[-.'’]", word):
                    if part != word:
                        counts[part] += 1
        self._counts = counts
        self._stems = {stem(word) for word in counts}
        forms: defaultdict[str, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= _SHORTEST and word.isalpha():
                for form in _forms(word):
                    forms[form].append(word)
        self._forms = dict(forms)

    def __contains__(self, word: str) -> bool:
        """Whether the texts have this lower-case word."""
        return word in self._counts

    def correct(self, question: str) -> str:
        """The question with its slips set right; other words, and their capitals, stay."""
        return _WORD.sub(lambda match: self._word(match[0]), question)

    def _word(self, word: str) -> str:
        low = word.lower()
        if low in self._counts or low in STOPWORDS or any(c.isupper() for c in word[1:]):
            return word
        for pattern, other in _VARIANTS:
            variant = pattern.sub(other, low)
            if variant != low and variant in self._counts:
                return variant
        forms = [low.removesuffix(end) for end in ("", "s", "ed", "er", "ing")]
        forms += [low + end for end in ("s", "d", "ed", "ing")]
        if stem(low) in self._stems or any(map(is_english, forms)):
            return word
        near = {c for form in _forms(low) for c in self._forms.get(form, ()) if _one_slip(low, c)}
        framing = [candidate for candidate in _framing(low) if _one_slip(low, candidate)]
        if framing:
            return framing[0]
        if near:
            return max(near, key=lambda c: (self._counts[c], c))
        return _english(low) or word


@lru_cache(maxsize=1)
def _framing_forms() -> Mapping[str, list[str]]:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(STOPWORDS):
        if len(word) >= _SHORTEST and word.isalpha():
            for form in _forms(word):
                forms[form].append(word)
    return dict(forms)


def _framing(word: str) -> list[str]:
    """The words that frame a question ("which", "about") which may be one slip from this one."""
    return sorted({candidate for form in _forms(word) for candidate in _framing_forms().get(form, ())})


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


def _forms(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter inserted, left out, changed or swapped with its neighbour makes b of a."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    x, y = a[start : len(a) - end], b[start : len(b) - end]
    return max(len(x), len(y)) <= 1 or (len(x) == len(y) == 2 and x == y[::-1])
