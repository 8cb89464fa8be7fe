"""Names that a list question asks for ("ResNet", "SAM", "GPT-4")."""

import re

from rag.attributes import attributes, section_of
from rag.english import is_english

_NAME = re.compile(r"(?<![^\W_])(?=[\w-]*[A-Z])[A-Za-z][^\W_]*(?:-[^\W_]+)*(?:\s\d[\w.]*\b)?")
_CODED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}|[A-Z][A-Za-z]*-?\d|\b[A-Z]-[A-Z]")
_DONE_WITH = re.compile(r"(?:-[a-z]{3,})+$")
"""What is done with a name: "ImageNet-initialised"."""
_PLURAL = re.compile(r"(?<=[A-Z])s$|(?<=[A-Z][a-z])s$|(?<=[A-Z][a-z]{2})s$")
_SECTIONS = frozenset({None, "networks", "training", "tasks"})
"""The field's terms of the other sections are said in many words ("MRI": "MR images")."""
_ENDING = re.compile(r"(?:e?s|ed|ing|e)$")


def names_asked(topic: str) -> tuple[str, ...]:
    """The names in the topic of a list question, as it writes them; none for the field's common terms.

    >>> names_asked("SAM fine-tuned on MRI with ImageNet-pretrained ResNets")
    ('SAM', 'ResNet')
    """
    terms = [term for term in attributes(topic, medical=True) if " " in term.word]
    for term in terms:  # "MR scans" are no "MR"
        topic = topic.replace(term.word, " ")
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
