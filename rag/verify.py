"""A draft's markers into citations, and is each sentence supported by what it cites? No model involved.

A draft is text whose [n] point into a numbered list of papers. Every sentence is tied to the best span of each
abstract that it cites and judged *supported*, *partial* or *unsupported*. A sentence that stands in the abstract as
it is, is supported; any other is judged by how many of its words the abstract has, and loses support for a number
or name that the abstract does not have.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.passages import Span, split_sentences
from rag.types import Citation, Paper, Sentence, Support
from rag.words import terms

_MARKER = re.compile(r"\s*\[(\d{1,9})\]")
_BRACKETED = re.compile(r"[\[【](\d+(?:\s*[,;–-]\s*\d+)*)[\]】]")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?:\s?%|[kKMB]\b)?")
_NEGATION = re.compile(r"\b(?:not|no|never|without|neither|nor|cannot|fails?)\b|n't\b", re.I)
_WORD = re.compile(r"(?<![\w./:-])[A-Za-z][\w-]*")
_CODED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]-?\d|-[A-Z]")
_ITEM = re.compile(r"\s*(?:[-*•]|\d{1,3}[.)])\s+")
_ABBREVIATION = re.compile(r"\.\.\.$|\b(?:etc|al)\.$")
_FEWEST_TERMS = 3
"""Index terms that a sentence must have to claim something."""
_SUPPORTED, _PARTIAL = 0.6, 0.35
"""Shares of a sentence's terms that its abstract must hold."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a synthesizer wrote: text with [n] markers, n counting `papers` from 1."""

    text: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft with its markers read: text renumbered in order of first use, its sentences, and their citations."""

    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def escape_markers(text: str) -> str:
    """Text from a paper or a person with digits in square brackets turned into round ones, so they cannot pass for
    citations.
    """
    return _BRACKETED.sub(r"(\1)", text)


def mark(sentence: str, number: int) -> str:
    """A sentence with its citation, before the full stop and never glued to a link.

    >>> mark("It works.", 1)
    'It works [1].'
    """
    body = sentence.rstrip()
    end = ""
    if body and body[-1] in ".!?" and not _ABBREVIATION.search(body):
        body, end = body[:-1], body[-1]
    return f"{body} [{number}]{end or '.'}"


def verify(draft: Draft) -> Verified:
    """Read the markers, renumber them in order of first use, drop those that point nowhere, and judge each
    sentence.
    """
    reader = _Reader(draft)
    lines = [reader.line(line) for line in draft.text.splitlines()]
    return Verified("\n".join(lines).strip(), tuple(reader.sentences), tuple(reader.citations.values()))


class _Reader:
    """Reads a draft line by line; numbers run on through the whole of it."""

    def __init__(self, draft: Draft) -> None:
        self.papers = draft.papers
        self.numbers: dict[str, int] = {}
        self.citations: dict[tuple[str, int, int], Citation] = {}
        self.sentences: list[Sentence] = []
        self._in_table = False

    def line(self, line: str) -> str:
        """One line, its markers renumbered: a table row cell by cell, a list item whole, other text by sentences."""
        heads, self._in_table = not self._in_table, line.startswith("|")
        if self._in_table:
            if set(line) <= set("|-: "):
                return line
            if heads and not _MARKER.search(line):
                # The first row names the columns; it claims nothing.
                self.sentences += [Sentence(cell.strip()) for cell in line.split("|") if cell.strip()]
                return line
            return "|".join(f" {self.sentence(cell.strip())} " if cell.strip() else cell for cell in line.split("|"))
        item = _ITEM.match(line)
        if item:
            return f"{item[0]}{self.sentence(line[item.end() :])}"
        # A marker after the full stop would be taken for the start of the next sentence.
        return " ".join(self.sentence(line[start:end]) for start, end in split_sentences(line))

    def sentence(self, raw: str) -> str:
        """One sentence, cell or item: judged, its spans cited, its markers renumbered."""
        cited = dict.fromkeys(int(n) for n in _MARKER.findall(raw))
        known = [n for n in cited if 1 <= n <= len(self.papers)]
        claim = " ".join(_MARKER.sub("", raw).split())
        supports = []
        for n in known:
            paper = self.papers[n - 1]
            spans, found = find_support(claim, paper)
            supports.append(found)
            number = self.numbers.setdefault(paper.id, len(self.numbers) + 1)
            for start, end in spans:
                citation = Citation(number, paper, paper.abstract[start:end], start, end)
                self.citations.setdefault((paper.id, start, end), citation)
        text = _MARKER.sub(self._renumbered, raw).strip()
        support: Support | None = _combined(supports) if known else _uncited(claim)
        self.sentences.append(Sentence(text, tuple(self.numbers[self.papers[n - 1].id] for n in known), support))
        return text

    def _renumbered(self, match: re.Match[str]) -> str:
        n = int(match[1])
        return f" [{self.numbers[self.papers[n - 1].id]}]" if 1 <= n <= len(self.papers) else ""


def _uncited(claim: str) -> Support | None:
    """A sentence without a citation: a heading, a lead-in or a short label claims nothing; any other is
    unsupported.
    """
    return None if claim.endswith(":") or len(terms(claim)) < _FEWEST_TERMS else "unsupported"


def _combined(supports: Sequence[Support]) -> Support:
    """A sentence that cites several papers is as well supported as by the best of them."""
    for value in ("supported", "partial"):
        if value in supports:
            return value
    return "unsupported"


def find_support(claim: str, paper: Paper) -> tuple[list[Span], Support]:
    """The spans of the abstract that carry a claim, at least one, and how well the abstract supports it.

    Sentences of the abstract that the claim holds word for word are its spans, and carry it when hardly anything
    else is said.
    """
    spans = split_sentences(paper.abstract)
    quoted = [span for span in spans if _body(paper.abstract[span[0] : span[1]]) in claim]
    if quoted:
        rest = claim
        for start, end in quoted:
            rest = rest.replace(_body(paper.abstract[start:end]), " ")
        if set(terms(rest)) <= set(terms(f"{paper.title} {paper.abstract}")) and not _NEGATION.search(rest):
            return quoted, "supported"
    wanted = set(terms(claim))
    best = max(spans, key=lambda span: len(wanted & set(terms(paper.abstract[span[0] : span[1]]))))
    held = set(terms(f"{paper.title} {paper.abstract}"))
    share = len(wanted & held) / len(wanted) if wanted else 0.0
    numbers = {_plain_number(n) for n in _NUMBER.findall(claim)}
    present = {_plain_number(n) for n in _NUMBER.findall(paper.abstract)}
    denies, denied = bool(_NEGATION.search(claim)), bool(_NEGATION.search(paper.abstract[best[0] : best[1]]))
    if numbers - present or share < _PARTIAL or (denies and not denied) or _strange_names(claim, paper):
        return [best], "unsupported"
    # The abstract's "not" may stand in a clause that the claim leaves out.
    return [best], "supported" if share >= _SUPPORTED and denies == denied else "partial"


def _strange_names(claim: str, paper: Paper) -> bool:
    """Whether a claim has a word written like a system's name ("ResNet", "GPT-4") that the paper does not have."""
    held = re.sub(r"[^a-z0-9]", "", f"{paper.title} {paper.abstract}".lower())
    named = (re.sub(r"[^a-z0-9]", "", name.lower()) for name in _WORD.findall(claim) if _CODED.search(name))
    return any(name.removesuffix("s") not in held for name in named)


def _body(sentence: str) -> str:
    """A sentence as a draft shows it, without its final stop."""
    return escape_markers(" ".join(sentence.split())).replace("|", "∣").rstrip(".!?")


def _plain_number(text: str) -> str:
    return re.sub(r"[,\s]", "", text).rstrip("%")
