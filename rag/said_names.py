"""Names that a list question asks for ("ResNet", "SAM", "GPT-4"), and where a paper says them: as such, with a version
behind ("ResNet152", "GPT-4V"), at the end of a longer one ("MedSAM"), or in the long form that papers give for it; not
by the loose words of that.
"""

import re
from functools import lru_cache

from rag.attributes import section_of
from rag.condition import Condition, Shown
from rag.english import is_english
from rag.passages import Span, split_sentences
from rag.types import Paper

_NAME = re.compile(r"(?<![^\W_])(?=[\w-]*[A-Z])[A-Za-z][^\W_]*(?:-[^\W_]+)*(?:\s\d[\w.]*\b)?")
_CODED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}|[A-Z][A-Za-z]*-?\d|\b[A-Z]-[A-Z]")
_DONE_WITH = re.compile(r"(?:-[a-z]{3,})+$")
"""What is done with a name: "ImageNet-initialised"."""
_PLURAL = re.compile(r"(?<=[A-Z])s$|(?<=[A-Z][a-z])s$|(?<=[A-Z][a-z]{2})s$")
_SECTIONS = frozenset({None, "networks", "training", "tasks"})
"""The field's terms of the other sections are said in many words ("MRI": "MR images")."""
_ENDING = re.compile(r"(?:e?s|ed|ing|e)$")
_PIECE = re.compile(r"[A-Za-z]+|\d+")
_SHORT = 3
"""Letters up to which a name counts only as it is written."""
_JOINT = r"[-\s]?"
_VERSION = r"(?:s|[-\s]?v?\d[\w.]*)?"
_FLAVOUR = r"[A-Za-z]{0,2}"
"""Letters behind a version: "GPT-4o" is a GPT-4."""
_LONGER = r"(?<![A-Za-z])[A-Z][a-z]{2,}"
"""Of which a name is the end: "Med" of "MedSAM", but not "nn" of "nnU-Net"."""
_KIND = re.compile(r"\s(?:models?|learning|networks?|algorithms?|methods?|systems?|frameworks?)$")
"""What a name is of may go unsaid: "segment anything (model)"."""


def names_asked(topic: str) -> tuple[str, ...]:
    """The names in the topic of a list question, as it writes them; none for the field's common terms.

    >>> names_asked("SAM fine-tuned on MRI with ImageNet-pretrained ResNets")
    ('SAM', 'ResNet')
    """
    found = (_DONE_WITH.sub("", match[0]) for match in _NAME.finditer(topic))
    coded = (_PLURAL.sub("", name) for name in found if _CODED.search(name) and not name.split("-")[0].islower())
    return tuple(dict.fromkeys(name for name in coded if section_of(name) in _SECTIONS))


def without_names(topic: str) -> str:
    """A topic without the names in it, and without what is done with one ("adapts GPT-4").

    >>> without_names("GPT-4 prompts"), without_names("adapts GPT-4")
    ('prompts', '')
    """
    first, _, behind = topic.partition(" ")
    if names_asked(behind) and not names_asked(first) and is_verb(first):
        topic = behind
    for name in names_asked(topic):
        topic = re.sub(rf"(?<![^\W_]){re.escape(name)}(?:-[a-z]+|s)?(?![^\W_])", " ", topic)
    return " ".join(topic.split())


def is_verb(word: str) -> bool:
    """Whether English has the "-ing" of a word; of several words together it has none."""
    return is_english(f"{_ENDING.sub('', word.lower())}ing")


@lru_cache(maxsize=1024)
def name_condition(name: str, long: str | None = None) -> Condition:
    """That a paper says a name, or its `long` form; shown by the first sentence that does, or the first of all where
    its title does.
    """
    said = _said(name, long)
    many = f"mention “{name}”"
    return Condition(f"mentions “{name}”", many, re.compile(re.escape(name)), _first_saying(said))


def _first_saying(said: re.Pattern[str]) -> Shown:
    def find(paper: Paper) -> Span | None:
        spans = split_sentences(paper.abstract)
        if not said.search(f"{paper.title}. {paper.abstract}"):
            return None
        return next((span for span in spans if said.search(paper.abstract[slice(*span)])), spans[0])

    return find


def _said(name: str, long: str | None) -> re.Pattern[str]:
    pieces = _PIECE.findall(name)
    written = _JOINT.join(pieces)
    as_written = len(name) <= _SHORT or is_english(name.lower())
    any_case = written if as_written else f"(?i:{written})"
    end = rf"{_FLAVOUR if pieces[-1].isdigit() else _VERSION}(?![^\W_])"
    wordings = [rf"(?<![^\W_]){any_case}{end}", rf"{_LONGER}{written}{end}"]
    if long:
        letters = re.findall(r"[a-z]", _KIND.sub("", long))
        wordings.append(rf"(?i:(?<![^\W_]){_JOINT.join(letters)})")
    return re.compile("|".join(wordings))
