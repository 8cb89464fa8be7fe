"""What a question takes for granted in the field's own terms: a modality, a part of the body, a disease, a treatment,
a kind of network or of training, a kind of data, hardware, a measure, how a study was done.

Such words are common in the field, so that how rare a word is does not tell that an abstract lacks it, and they are
what a question goes wrong by: "how does X use MRI?" of a paper on CT. `rag/data/attributes.txt` has them, with the
words in which questions and abstracts say each: general usage in medicine and machine learning; no list of papers is
behind it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rag.idioms import without_idioms

FILE = "attributes.txt"
MEDICAL = frozenset({"modalities", "body", "diseases"})
"""The sections that are medicine in the narrow sense."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute, as a question words it, and how a text may say it."""

    word: str
    said: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the field: the section of the file that it stands in, the words by which a question asks for it, and
    those by which a text says it.
    """

    section: str
    asked: tuple[str, ...]
    said: tuple[str, ...]
    heads: frozenset[str]
    """With which letters, one or two, the words that ask for it begin; with any where empty."""


_SECTION = re.compile(r"## ([a-z]+)")
_WORDS = re.compile(r"(?=.*[A-Za-z])[\w*][\w*&' -]*!?")
_WORD = re.compile(r"\b\w\w?")
"""A word's first letters."""
_WITHIN = 5
"""Letters from which a word counts with any ending, behind a prefix and within a compound ("ScribblePrompt"), too."""
_ACRONYM_WITHIN = 3
"""Letters from which one with a capital does."""
_PREFIXES = (
    "un|im",
    "non|dis|pre|sub|bio",
    "post|semi|self|over|endo|echo|auto|fine",
    "multi|hyper|histo|neuro|osteo|photo|micro",
    "cardio|pneumo|thermo",
    "electro|clinico",
)
"""What may stand before a word in a longer one that means the same or its contrary ("unlabelled", "cardiovascular"), by
length; not any letters, as "graph" is in "radiographs", "cognit" in "recognition" and "thermo" in "furthermore".
"""

_STEM = 4
"""Letters from which the beginning of a word is one of its forms: "mask*"."""
_ILLNESS = re.compile(
    r"\b(?!(?:diagnos|prognos|progn|misdiagnos|neuros|hypno|osmo|symbi)[a-z]*\b)[a-z]{3,}"
    r"(?:itis|oma|omas|osis|aemia|emia|opathy|plegia|penia|algia|trophy|sclerosis|ectomy|plasty)\b",
    re.I,
)
"""Names of illnesses and operations by their Greek endings."""
_ENDING = 4
_TONGUE = re.compile(
    r"\b(?:English|Chinese|Mandarin|Cantonese|Spanish|French|German|Japanese|Korean|Portuguese|Russian|Arabic|Hindi|"
    r"Italian|Turkish|Vietnamese|Dutch|Polish|Persian|Hebrew|Swedish|Danish|Norwegian|Finnish|Greek|Thai|Indonesian|"
    r"Bengali|Urdu|Ukrainian|Czech|Hungarian|Romanian|Catalan|Swahili|Tamil|Malay|Python|Java|MATLAB)\b"
)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[Term, ...]:
    """The terms of the field, in the order of their file.

    Raises ValueError, with file and line, for a line that is not "asked, asked | said, said" below a section, and for
    words that ask for two terms.
    """
    found: list[Term] = []
    section, seen = "", set[str]()
    for number, line in enumerate((resources.files("rag") / "data" / FILE).read_text("utf-8").splitlines(), 1):
        if heading := _SECTION.fullmatch(line):
            section = heading[1]
        elif line.strip() and (line.startswith("##") or not line.startswith("#")):
            asked, *also = ([word.strip() for word in side.split(",")] for side in line.split("|"))
            said = asked + [word for side in also for word in side]
            wrong = next((word for word in said if not _WORDS.fullmatch(word)), None)
            twice = next((word for word in asked if word in seen or asked.count(word) > 1), None)
            if not section or len(also) != 1 or wrong is not None:
                raise ValueError(f"{FILE}, line {number}: {wrong or line!r} is not “asked, asked | said, said”")
            if twice:
                raise ValueError(f"{FILE}, line {number}: {twice!r} asks for two terms")
            seen.update(asked)
            heads = frozenset() if any(word[0] == "*" for word in asked) else frozenset(map(_head, asked))
            found.append(Term(section, tuple(asked), tuple(dict.fromkeys(said)), heads))
    return tuple(found)


def _head(word: str) -> str:
    return word[:2].lower() if word[:2].isalnum() else word[0].lower()


@cache
def _asked(words: Sequence[str]) -> re.Pattern[str]:
    """Words as a question has them: whole, in the plural too, the longest first. Compiled when first needed: few of
    hundreds are.
    """
    return re.compile("|".join(rf"\b{_spelled(word)}s?\b" for word in sorted(words, key=len, reverse=True)))


@cache
def _said(words: Sequence[str]) -> re.Pattern[str]:
    """Words as a text may have them: long ones with a prefix and any ending, acronyms within others."""
    return re.compile("|".join(map(_within, words)))


def _within(word: str) -> str:
    core = word.strip("*!")
    letters = sum(map(str.isalpha, core))
    if not word.endswith("!") and letters >= (_WITHIN if word.islower() else _ACRONYM_WITHIN):
        return _spelled(core) if word.startswith("*") or not word.islower() else _from_its_start(core)
    before = "" if word.startswith("*") else r"(?<![A-Za-z])"
    after = "" if word.endswith("*") else r"s?(?![A-Za-z])"
    return f"{before}{_spelled(core)}{after}"


def _from_its_start(word: str) -> str:
    """A word at the start of one, behind a prefix, or with a capital within one. That is looked up behind its first
    letters, where these have matched: looked up before, it takes nine times as long.
    """
    first = re.match(r"[^\W_]+", word)
    head, rest = (first[0], word[first.end() :]) if first else ("", word)
    behind = [rf"(?<![a-z]{head})", *(rf"(?<=(?:{prefixes}){head})" for prefixes in _PREFIXES)]
    behind.append(rf"(?-i:(?<=[a-z]{head[:1].upper()}(?i:{head[1:]})))")
    return rf"(?i:{head}(?:{'|'.join(behind)}){_spelled(rest)})"


def _spelled(word: str) -> str:
    spelled = re.escape(word).replace(r"\*", r"\w*").replace(r"\-", r"[-\s]?").replace(r"\ ", r"[-\s]+")
    return f"(?i:{spelled})" if word.islower() else spelled


def attributes(question: str, medical: bool = False) -> tuple[Attribute, ...]:
    """The attributes that a question speaks of, in its words; with `medical`, modalities, parts of the body and
    diseases alone.

    >>> [attribute.word for attribute in attributes("How does it use PET scans of the liver?")]
    ['PET', 'liver']
    """
    found: dict[int, Attribute] = {}
    question = without_idioms(question)
    heads = {head for word in _WORD.findall(question.lower()) for head in (word, word[0])}
    for term in vocabulary():
        if (medical and term.section not in MEDICAL) or (term.heads and term.heads.isdisjoint(heads)):
            continue
        match = _asked(term.asked).search(question)
        # Of two that begin alike the longer one says what is meant.
        if match and (match.start() not in found or len(found[match.start()].word) < len(match[0])):
            found[match.start()] = Attribute(match[0], _said(term.said))
    for match in _ILLNESS.finditer(question):
        stem = re.compile(re.escape(match[0][:-_ENDING]), re.I)
        found.setdefault(match.start(), Attribute(match[0], stem))
    return tuple(found[start] for start in sorted(found))


@lru_cache(maxsize=65536)
def term_of(word: str) -> Term | None:
    """The term of the field that a word asks for as a whole; None for one that is none of them."""
    head = {word[:2].lower(), word[:1].lower()}
    terms = (term for term in vocabulary() if not term.heads or not term.heads.isdisjoint(head))
    return next((term for term in terms if _asked(term.asked).fullmatch(word)), None)


def section_of(word: str) -> str | None:
    """The section of the field's terms that a word stands in as a whole; None for one that is none of them.

    >>> section_of("COVID-19"), section_of("COVID-Net")
    ('diseases', None)
    """
    term = term_of(word)
    return term.section if term else None


def said_in(term: Term, text: str) -> bool:
    """Whether a text says a term in some way."""
    return _says(_said(term.said), text)


def other_word_for(word: str, text: str) -> bool:
    """Whether a word is one of those that say some term of the field, and a text says that term: "masks" where it
    speaks of segmentation.
    """
    return any(any(_covers(said, word) for said in term.said) and said_in(term, text) for term in vocabulary())


def _covers(said: str, word: str) -> bool:
    core = said.rstrip("*!")
    return word.startswith(core) if len(core) >= _STEM and said.endswith("*") else word in (core, f"{core}s")


def named_in(term: Term, text: str) -> bool:
    """Whether a text names a term with the words that ask for it."""
    return _says(_asked(term.asked), text)


def asked_words_in(term: Term, text: str) -> bool:
    """Whether a text says a term in the words that ask for it, with any ending or within others ("pix2pixGAN")."""
    return _says(_said(term.asked), text)


def names_any(section: str, text: str) -> bool:
    """Whether a text has some term of a section, or, of "languages", some tongue."""
    if section == "languages":
        return bool(_TONGUE.search(text))
    return any(term.section == section and named_in(term, text) for term in vocabulary()) or (
        section == "diseases" and bool(_ILLNESS.search(text))
    )


def count_named(section: str, text: str) -> int:
    """How many terms of a section a text has."""
    return sum(term.section == section and named_in(term, text) for term in vocabulary())


def lacks(attribute: Attribute, text: str) -> bool:
    """Whether a text says nothing of an attribute."""
    return not _says(attribute.said, text)


@lru_cache(maxsize=8192)  # each may hold its text: 12 MB
def _says(said: re.Pattern[str], text: str) -> bool:
    return bool(said.search(text))
