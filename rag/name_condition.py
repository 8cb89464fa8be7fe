"""Where a paper says a name that a list question asks for: as such, with a version behind ("ResNet152", "GPT-4V"), at
the end of a longer one ("MedSAM"), or in the long form that papers give for it; not by the loose words of that.
"""

import re
from functools import lru_cache

from rag.condition import Condition, Shown
from rag.english import is_english
from rag.passages import Span, split_sentences
from rag.types import Paper

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
