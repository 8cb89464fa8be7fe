"""A draft's markers into citations, each sentence with whether its citations carry it. No model involved.

A draft is text whose [n] point into a numbered list of papers. Every sentence is tied to the best span of each
abstract that it cites; `rag.support` judges. A `Verifier` does it line by line, while a text is still being written;
`verify` does a whole draft.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.markers import MARKER, escape_markers, mark
from rag.passages import Span, split_sentences
from rag.support import Judge
from rag.types import Citation, Paper, Sentence, Support
from rag.words import terms

__all__ = ["Draft", "Verified", "Verifier", "escape_markers", "find_support", "mark", "verify"]

_ITEM = re.compile(r"\s*(?:[-*•]|\d{1,3}[.)])\s+")
_HEADING = re.compile(r"\s*#{1,6}\s")
_FEWEST_TERMS = 3
"""Index terms that a sentence must have to claim something."""


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


def verify(draft: Draft, judge: Judge | None = None) -> Verified:
    """Read the markers, renumber them in order of first use, drop those that point nowhere, and judge each sentence.

    Without a judge, words alone decide.
    """
    verifier = Verifier(draft.papers, judge)
    lines = [verifier.line(line) for line in draft.text.splitlines()]
    return Verified("\n".join(lines).strip(), tuple(verifier.sentences), verifier.citations)


def find_support(claim: str, paper: Paper, judge: Judge | None = None) -> tuple[list[Span], Support]:
    """The spans of the abstract that are nearest to a claim, at least one, and how well they support it."""
    found = (judge or Judge()).find(claim, paper)
    return list(found.spans), found.support


class Verifier:
    """Verifies a text line by line or sentence by sentence; numbers run on, in order of first use.

    `sentences` and `citations` hold what has been read so far.
    """

    def __init__(self, papers: Sequence[Paper], judge: Judge | None = None) -> None:
        self.papers = tuple(papers)
        self.sentences: list[Sentence] = []
        self._judge = judge or Judge()
        self._numbers: dict[str, int] = {}
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._in_table = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, in order of first use."""
        return tuple(self._citations.values())

    def line(self, line: str) -> str:
        """One line, its markers renumbered: a table row cell by cell, a list item whole, other text by sentences."""
        heads, self._in_table = not self._in_table, line.startswith("|")
        if self._in_table:
            if set(line) <= set("|-: "):
                return line
            if heads and not MARKER.search(line):
                # The first row names the columns; it claims nothing.
                self.sentences += [Sentence(cell.strip()) for cell in line.split("|") if cell.strip()]
                return line
            return "|".join(f" {self.sentence(cell.strip())} " if cell.strip() else cell for cell in line.split("|"))
        if _HEADING.match(line) and not MARKER.search(line):
            self.sentences.append(Sentence(line.strip()))
            return line.strip()
        item = _ITEM.match(line)
        if item:
            return f"{item[0]}{self.sentence(line[item.end() :])}"
        # A marker after the full stop would be taken for the start of the next sentence.
        return " ".join(self.sentence(line[start:end]) for start, end in split_sentences(line))

    def sentence(self, raw: str) -> str:
        """One sentence, cell or item: judged, its spans cited, its markers renumbered.

        A fact without a marker is given one where exactly one of the papers supports it.
        """
        named = dict.fromkeys(int(n) for n in MARKER.findall(raw))
        cited = [self.papers[n - 1] for n in named if 1 <= n <= len(self.papers)]
        claim = " ".join(MARKER.sub("", raw).split())
        support: Support | None
        if cited:
            support = self._cite(claim, cited)
            text = MARKER.sub(self._renumbered, raw).strip()
        else:
            text = MARKER.sub("", raw).strip()
            support = "unsupported" if _states_fact(claim) else None
            # A sentence that named a source which does not exist gets none for it.
            source = self._only_source(claim) if support and not named else None
            if source:
                cited, support = [source], self._cite(claim, [source])
                text = mark(text, self._numbers[source.id])
        numbers = tuple(dict.fromkeys(self._numbers[paper.id] for paper in cited))
        self.sentences.append(Sentence(text, numbers, support))
        return text

    def _cite(self, claim: str, papers: Sequence[Paper]) -> Support:
        """Enter the citations of a claim; how well they carry it together."""
        findings, support = self._judge.find_all(claim, papers)
        for paper, found in zip(papers, findings, strict=True):
            number = self._numbers.setdefault(paper.id, len(self._numbers) + 1)
            for start, end in found.spans:
                citation = Citation(number, paper, paper.abstract[start:end], start, end)
                self._citations.setdefault((paper.id, start, end), citation)
        return support

    def _only_source(self, claim: str) -> Paper | None:
        """The paper that supports a claim, where no other does."""
        distinct = {paper.id: paper for paper in self.papers}.values()
        sources = [paper for paper in distinct if self._judge.find(claim, paper).support == "supported"]
        return sources[0] if len(sources) == 1 else None

    def _renumbered(self, match: re.Match[str]) -> str:
        n = int(match[1])
        return f" [{self._numbers[self.papers[n - 1].id]}]" if 1 <= n <= len(self.papers) else ""


def _states_fact(claim: str) -> bool:
    """Whether a sentence needs a source: a lead-in, a question or a short label claims nothing."""
    return not claim.endswith((":", "?")) and len(terms(claim)) >= _FEWEST_TERMS
