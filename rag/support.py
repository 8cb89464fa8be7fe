"""Does an abstract support a claim? Judged with no model but the local embedder, and on words alone without it.

A claim that stands in the abstract word for word is supported. Any other is read for signs (`rag.signs`); a
contradiction, a strange number or a strange name takes the support away, and a logistic of the signs decides on the
rest. Its weights were fitted on three public sets of labelled claims at once; figures and failures stand in
eval/LOG.md.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.config import LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8
from rag.embeddings import Vectors
from rag.markers import escape_markers
from rag.meaning import Meaning
from rag.passages import Span
from rag.signs import Signs, Source, read_signs, read_source
from rag.types import Paper, Support
from rag.words import terms

_WEIGHTS = {
    "near": 2.7,
    "apart": -6.5,
    "fifth": 1.4,
    "numbers": -0.9,
    "some_names": -1.5,
    "denies": -0.4,
    "opposed": -0.5,
    "aim": -1.1,
    "finds": 0.4,
}
_BIAS = -1.2
_NEGATION = re.compile(r"\b(?:not|no|never|without|neither|nor|cannot|fails?)\b|n't\b", re.I)
_COVERED, _CLAUSE_COVERED = 0.7, 0.45
"""Share of a claim's words, and of those of its weakest clause, that make it supported by words alone."""
_NEAR, _NEAR_COVERED, _NEAR_CLAUSE_COVERED = 0.75, 0.5, 0.3
"""The same, and the cosine from which they are enough."""
_PARTLY, _LIKELY = 0.4, 0.55
"""Share of the words, or score, from which a claim is partly supported."""
_ORDER: tuple[Support, ...] = ("supported", "partial", "unsupported")
_STRANGE = 0.45
"""Rarity from which a word that the abstract has in no form counts as news."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one paper says to a claim: the spans of its abstract that are nearest to it, and whether they carry it."""

    spans: tuple[Span, ...]
    support: Support
    contradicts: bool = False
    """The same things are said otherwise: denied, the other way, turned round."""


class Judge:
    """Ties claims to the words of papers. Without `meaning` it goes by words alone."""

    def __init__(self, meaning: Meaning | None = None) -> None:
        self._meaning = meaning

    @classmethod
    def using(cls, embedder: BaseEmbedding, stored: Callable[[Paper], Vectors | None] = lambda _: None) -> "Judge":
        """A judge with the given embedder where it is the local one; the cosines of any other mean something else."""
        local = embedder.model_name in (LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8)
        return cls(Meaning(embedder, stored) if local else None)

    def find(self, claim: str, paper: Paper) -> Finding:
        """The spans of the abstract that are nearest to a claim, at least one, and how well they support it."""
        source = read_source(paper)
        quoted = _quoted(claim, source)
        if quoted:
            return Finding(quoted, "supported")
        signs, chosen = read_signs(claim, source, None)
        # Meaning decides where words do not; to embed a claim takes longer than all the rest.
        if self._meaning and not _goes_against(signs) and _decide(signs) != "supported":
            signs, chosen = read_signs(claim, source, self._meaning.nearness(claim, source))
        contradicts = signs.denied or signs.opposed or signs.turned
        return Finding(
            tuple(source.spans[i] for i in chosen), _decide(signs), bool(contradicts) and signs.covers >= _PARTLY
        )

    def score(self, claim: str, paper: Paper) -> float:
        """How likely the paper supports the claim, 0 to 1: the logistic alone, for ranking claims."""
        source = read_source(paper)
        signs, _ = read_signs(claim, source, self._meaning.nearness(claim, source) if self._meaning else None)
        return score(signs)

    def find_all(self, claim: str, papers: Sequence[Paper]) -> tuple[list[Finding], Support]:
        """What each cited paper says to a claim, and how well they support it together.

        One that carries it alone is enough, unless another cited one says the contrary; a claim that sums up several
        is held against their spans together.
        """
        findings = [self.find(claim, paper) for paper in papers]
        support: Support = min((found.support for found in findings), key=_ORDER.index)
        if support == "supported":
            return findings, "partial" if any(found.contradicts for found in findings) else support
        if len(papers) > 1 and not any(found.contradicts for found in findings):
            signs, _ = read_signs(claim, read_source(_joined(papers, findings)), None)
            support = min(support, _decide(signs), key=_ORDER.index)
        return findings, support


def _joined(papers: Sequence[Paper], findings: Sequence[Finding]) -> Paper:
    """The spans of several papers as one abstract."""
    spans = [paper.abstract[s:e] for paper, found in zip(papers, findings, strict=True) for s, e in found.spans]
    return Paper(" ".join(paper.id for paper in papers), ". ".join(paper.title for paper in papers), "\n\n".join(spans))


def score(signs: Signs) -> float:
    """The logistic of the signs, 0 to 1."""
    total = _BIAS + sum(weight * getattr(signs, name) for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-total))


def _decide(signs: Signs) -> Support:
    """The judgement: what goes against the source first, then how much of the claim it holds."""
    if _goes_against(signs):
        return "unsupported"
    in_words = signs.covers >= _COVERED and signs.weakest >= _CLAUSE_COVERED
    in_meaning = signs.near >= _NEAR and signs.covers >= _NEAR_COVERED and signs.weakest >= _NEAR_CLAUSE_COVERED
    doubts = signs.names or signs.elsewhere or signs.alone or signs.reordered or signs.displaced
    if (in_words or in_meaning) and signs.strange < _STRANGE and not doubts:
        return "supported"
    return "partial" if signs.covers >= _PARTLY or score(signs) >= _LIKELY else "unsupported"


def _goes_against(signs: Signs) -> bool:
    return bool(signs.numbers or signs.systems or signs.denied or signs.opposed or signs.turned)


def _quoted(claim: str, source: Source) -> tuple[Span, ...]:
    """The sentences that a claim holds word for word, where it says hardly anything else."""
    rest, spans = claim, []
    for span, text in zip(source.spans, source.texts, strict=True):
        body = _body(text)
        if body in claim:
            spans.append(span)
            rest = rest.replace(body, " ")
    if not spans or _NEGATION.search(rest) or not set(terms(rest)) <= source.whole.stems:
        return ()
    return tuple(spans)


def _body(sentence: str) -> str:
    """A sentence as a draft shows it, without its final stop."""
    return escape_markers(" ".join(sentence.split())).replace("|", "∣").rstrip(".!?")
