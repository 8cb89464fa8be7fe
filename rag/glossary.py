"""What the words of the literature are called in everyday English: "segmentation" is "outlining", "cutting out the
shape".

`rag.plain_words` says a question again in the words of the literature; this is the other way round, for papers: what a
layman may call the things that a paper names is set beside its own words when a question is held against it
(`rag.glosses`). Document expansion (Singhal and Pereira 1999) by a dictionary, as consumer health vocabularies serve it
(Zeng and Tse 2006). The dictionary, `rag/data/glosses.txt`, is general English, general medicine, imaging and machine
learning, written from general knowledge; none of it was made for a corpus.
"""

import hashlib
import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

FILE = "glosses.txt"
_WORD = re.compile(r"[^\W_]+")


class Glossary(NamedTuple):
    """The dictionary, entry by entry."""

    glosses: tuple[tuple[str, ...], ...]
    """What each entry is called in everyday English, by its number."""
    entries: dict[tuple[str, ...], int]
    """The number of the entry of each technical word or phrase, by its words in lower case."""
    longest: int
    """The words of the longest phrase."""


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The dictionary.

    Raises ValueError for a line that is not "technical, technical = everyday; everyday", or a word in two lines.
    """
    glosses: list[tuple[str, ...]] = []
    entries: dict[tuple[str, ...], int] = {}
    for number, line in enumerate((resources.files("rag") / "data" / FILE).read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        technical, is_told, everyday = line.partition(" = ")
        for word in technical.split(", "):
            words = _words(word)
            if not is_told or not words or not everyday.strip() or words in entries:
                raise ValueError(f"{FILE}, line {number}: {word!r} has no gloss, or two")
            entries[words] = len(glosses)
        glosses.append(tuple(everyday.split("; ")))
    return Glossary(tuple(glosses), entries, max(map(len, entries), default=0))


@lru_cache(maxsize=1)
def digest() -> str:
    """What tells this dictionary from another one, for the names of what is made with it."""
    return hashlib.sha256((resources.files("rag") / "data" / FILE).read_bytes()).hexdigest()[:8]


def entries_of(text: str) -> list[int]:
    """The numbers of the entries whose words a text has, in order and each once; of phrases that overlap the longer."""
    held, words, place = glossary(), _words(text), 0
    found: dict[int, None] = {}
    while place < len(words):
        for size in range(min(held.longest, len(words) - place), 0, -1):
            entry = held.entries.get(words[place : place + size])
            if entry is not None:
                found[entry] = None
                place += size
                break
        else:
            place += 1
    return list(found)


def _words(text: str) -> tuple[str, ...]:
    # Without marks, so that "pre-training" and "pre training" are one.
    return tuple(_WORD.findall(text.lower()))
