"""Reads what a model is still writing: what can be shown already, and each sentence once it is whole.

Nothing is shown that may yet change: a marker or an address cut in two, a full stop that a marker may follow, the
start of a next sentence before this one is settled. Numbers are the final ones, given in order of first use.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.generative import REFERENCES, may_say_nothing, tidy
from rag.passages import split_sentences
from rag.prompts import load
from rag.types import Paper

_MARKER = re.compile(r"\s*\[(\d{1,9})\]")
_ITEM = re.compile(r"[ \t]*(?:[-*•]|\d{1,3}[.)])[ \t]+")
_LOOK = 30
"""Characters after a full stop by which it is clear whether a sentence ended there: a shorter rest would be counted
to it.
"""
_ENDS = re.compile(r"[.!?][\"”’)]*\s+(?=\S)")
_SENTENCE_END = re.compile(r"\][.!?](?=\s)|(?<=[a-z]{3})[.!?](?=\s)")

_SCHEMES = ("https", "www", "javascript", "mailto", "vbscript", "data", "file", "ftp")
_OPEN = re.compile(
    r"!?\[[^\[\]\n]{0,300}\Z"  # a marker, a label, an image
    r"|!?\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,500})?\Z"  # perhaps with its address
    r"|!\Z|【[^】\n]{0,20}\Z"
    r"|<(?:[a-zA-Z/!][^<>\n]{0,500})?\Z"  # a tag
    r"|(?:(?<=\n)|^)[ \t]*\|[^\n]*\Z"  # a table's row
    r"|\S*[./:]\S*\Z"  # an address
)
_LAST_WORD = re.compile(r"[a-z]+\Z", re.I)
_UNSETTLED = re.compile(r"[.!?]?(?:\s*\[\d{1,3}\])*\s*(?:\n[\s#*]*[A-Za-z]{0,10}[*:]*\s*)?\Z")
"""The end of a text that may still change: a full stop that a marker may yet follow, or a line that may be the heading
of a list of references.
"""

WITHHELD = "(withheld: it repeated the instructions of the prompt)"
_LEAK, _NEAR_LEAK = 8, 4
"""Words in a row of the prompt's own rules that are not shown, and from how many on one waits to see."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A whole sentence or list item; its [n] are those of the prompt."""

    lead: str
    """White space and the item's mark before it."""
    text: str


class Reader:
    """Takes a model's pieces, gives what can be shown and whole units. Papers are those of the prompt, in its order."""

    def __init__(self, papers: Sequence[Paper], known: Collection[str]) -> None:
        self._papers = papers
        self._known = known
        self._raw = ""
        self._shown = ""
        self._ended = False

    def feed(self, piece: str) -> None:
        """Add what the model wrote next."""
        if not self._ended:
            self._raw += piece
            references = REFERENCES.search(self._raw)
            if references:
                self._raw, self._ended = self._raw[: references.start()], True

    def take(self, final: bool = False) -> Unit | None:
        """The next whole unit, taken out; None when there is none yet. At the end of the text, the rest is whole."""
        cut = len(self._raw) if final else _open_end(self._raw)
        text = tidy(self._raw[:cut], self._known)
        found = _first_unit(text, final)
        if not found:
            return None
        unit, end = found
        self._raw = text[end:] + self._raw[cut:]
        return unit

    def show(self, numbers: Mapping[str, int]) -> str:
        """What can be shown in addition; `numbers` are those given to papers so far, by id."""
        text = tidy(self._raw[: _open_end(self._raw)], self._known)
        if may_say_nothing(text):
            return ""
        ready = len(_UNSETTLED.sub("", text, count=1))
        for end in _ENDS.finditer(text):
            if len(text) - end.end() < _LOOK:
                ready = min(ready, end.start() + 1 if end.start() + 1 <= ready else ready)
                break
        ready = min(ready, _leak(text[:ready]))
        return self._new(text[:ready].rstrip() if ready < len(text) else text, numbers)

    def rest(self, unit: Unit, numbers: Mapping[str, int]) -> str:
        """What of a unit just taken has not been shown."""
        piece = self._new(f"{unit.lead}{unit.text}", numbers)
        self._shown = ""
        return piece

    def forget(self) -> bool:
        """Begin a new unit; whether something of the old one had been shown."""
        shown, self._shown = bool(self._shown), ""
        return shown

    def whole(self) -> None:
        """Drop a last sentence that was cut off."""
        text = tidy(self._raw, self._known).rstrip()
        if not text or text[-1] in ".!?":
            return
        spans = split_sentences(text)
        start = spans[-1][0] if spans else 0
        # A short rest was counted to the sentence before it, which then ends inside the last span.
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start)]
        self._raw = text[: ends[-1] if ends else start].rstrip()

    def _new(self, text: str, numbers: Mapping[str, int]) -> str:
        given = dict(numbers)

        def renumbered(match: re.Match[str]) -> str:
            n = int(match[1])
            if not 1 <= n <= len(self._papers):
                return ""
            paper = self._papers[n - 1].id
            return f" [{given.setdefault(paper, len(given) + 1)}]"

        shown = _MARKER.sub(renumbered, text)
        if not shown.startswith(self._shown):
            return ""
        new, self._shown = shown[len(self._shown) :], shown
        return new


def withheld(text: str) -> bool:
    """Whether a text repeats the prompt's own rules."""
    words = _words(text)
    return any(" ".join(words[i : i + _LEAK]) in _rules() for i in range(len(words) - _LEAK + 1))


def _first_unit(text: str, final: bool) -> tuple[Unit, int] | None:
    """The first whole unit and where it ends."""
    start = len(text) - len(text.lstrip())
    newline = text.find("\n", start)
    line = text[start : newline if newline >= 0 else len(text)].rstrip()
    if not line:
        return None
    whole = newline >= 0 or final
    item = _ITEM.match(line)
    if item and item.end() < len(line):
        end = start + len(line)
        return (Unit(text[: start + item.end()], line[item.end() :]), end) if whole else None
    spans = split_sentences(line)
    if not spans or not (whole or len(spans) > 1):
        return None
    end = start + spans[0][1]
    return Unit(text[:start], text[start:end]), end


def _open_end(raw: str) -> int:
    """Where a text ends for which more may still come that changes its end."""
    end = len(raw)
    last = _LAST_WORD.search(raw)
    if last and any(scheme.startswith(last[0].lower()) for scheme in _SCHEMES):
        end = last.start()
    while found := _OPEN.search(raw[:end]):  # what is left may end in something open in its turn: "[1, 2]."
        if found.start() == end:
            break
        end = found.start()
    return end


def _leak(text: str) -> int:
    """Where a run of the prompt's own words begins, at the end of a text or long enough; else the text's length."""
    spans = [match.span() for match in re.finditer(r"\w+", text)]
    words = _words(text)
    for i in range(len(words) - _NEAR_LEAK + 1):
        run = _NEAR_LEAK
        while i + run <= len(words) and " ".join(words[i : i + run]) in _rules():
            run += 1
        if run - 1 >= _LEAK or (run - 1 >= _NEAR_LEAK and i + run > len(words)):
            return spans[i][0]
    return len(text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@lru_cache(maxsize=1)
def _rules() -> str:
    """The rules of the prompts that write text for readers, as words."""
    return " ".join(_words(" ".join(load(name).template for name in ("answer", "repair"))))
