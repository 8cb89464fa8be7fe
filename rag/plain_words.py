"""A question in everyday words, said again in those of the literature: "outline the lump in my tummy" as "segmentation
the tumor lesion in my abdomen".

What a layman calls a thing and what a paper calls it often share no word, and vectors of sentences bring them together
only in part. So the question is asked in both wordings (`rag.retrieve`): query translation by a dictionary, as for
consumer health vocabularies (Zeng and Tse 2006). The dictionary, `rag/data/plain_words.txt`, is general English,
general medicine and general machine learning; none of it was made for a corpus.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import resources

from rag.words import terms

FILE = "plain_words.txt"
_WORD = re.compile(r"[a-z0-9'-]+(?: [a-z0-9'-]+)*")


@lru_cache(maxsize=1)
def dictionary() -> dict[str, str]:
    """Each everyday word or phrase, in lower case, with what the literature calls it.

    Raises ValueError for a line that is not "everyday, everyday = technical", or a word that has two.
    """
    found: dict[str, str] = {}
    for number, line in enumerate((resources.files("rag") / "data" / FILE).read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        everyday, is_told, technical = line.partition(" = ")
        for word in everyday.split(", "):
            if not is_told or not _WORD.fullmatch(word) or word in found:
                raise ValueError(f"{FILE}, line {number}: {word!r} has no meaning, or two")
            found[word] = technical
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    # The longest first, so that "blood vessels" is not read as "blood".
    longest = sorted(dictionary(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.I)


def in_technical_words(question: str, rarity: Callable[[str], float] | None = None) -> str | None:
    """A question with its everyday words replaced; None where it has none.

    With `rarity`, how rare an index term is in a corpus (its inverse document frequency), a word stays that the corpus
    says more often than what the literature calls it: "books" in papers on libraries.
    """
    replaced = 0

    def said(match: re.Match[str]) -> str:
        nonlocal replaced
        everyday, technical = match[0], dictionary()[match[0].lower()]
        if rarity and _is_usual(terms(everyday), terms(technical), rarity):
            return everyday
        replaced += 1
        return technical

    text = _pattern().sub(said, question)
    return text if replaced else None


def in_phrases(question: str) -> dict[str, str]:
    """Each word of the everyday phrases of several words in a question, with what the literature calls the phrase."""
    phrases = (match[0].lower() for match in _pattern().finditer(question) if " " in match[0])
    return {word: dictionary()[phrase] for phrase in phrases for word in phrase.split()}


def _is_usual(everyday: Sequence[str], technical: Sequence[str], rarity: Callable[[str], float]) -> bool:
    """Whether a corpus says the everyday word, or the rarest of several, more often than each of the technical ones."""
    return bool(everyday) and max(map(rarity, everyday)) < min(map(rarity, technical))
