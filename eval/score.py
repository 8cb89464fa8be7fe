"""One answer against what was expected: its scores, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from eval import metrics
from eval.metrics import Span
from eval.samples import Sample, Turn
from rag import Answer, Paper
from rag.markers import MARKER

SET_F1 = 0.8
"""F1 from which a list of papers counts as right: with ten papers, two slips pass and three do not."""


class Judge(Protocol):
    """What decides whether papers together support a claim, as text "supported"; `rag.support.Judge` is one."""

    def find_all(self, claim: str, papers: Sequence[Paper]) -> tuple[object, str]: ...


def score(
    sample: Sample, turn: Turn, answer: Answer, papers: Mapping[str, Paper], judge: Judge | None = None
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Scores by measure (undefined ones absent), and the reasons why the answer fails; none when it passes.

    ALCE's measures need a judge, which takes the place of its entailment model.

    An answer passes when
    - it abstains, where it should;
    - for a list: its papers agree with the gold ones to an F1 of at least SET_F1;
    - for a count: that too, and the number it states is right;
    - else: its first citation is right, it cites every gold paper, and says every key fact.
    """
    if turn.abstain:
        return _score_abstaining(sample, answer)
    measured, reasons = _measure(sample, turn, answer, papers)
    if judge and not answer.abstained:
        measured |= _alce(answer, judge)
    return {name: value for name, value in measured.items() if value is not None}, tuple(reasons)


def confidence(answer: Answer) -> float | None:
    """How sure an answer is of itself: how far its best paper is ahead of the next in the ranking, 0 and up.

    It is what the abstention goes by too where it asks whether one paper stands out, and told right from wrong
    answers best among what an answer knows of itself (LOG.md). None without evidence.
    """
    best: dict[str, float] = {}
    for passage in answer.evidence:
        best[passage.paper.id] = max(passage.score, best.get(passage.paper.id, passage.score))
    first, second, *_ = [*sorted(best.values(), reverse=True), None, None]
    return None if first is None else max(0.0, first - (second or 0.0))


def _score_abstaining(sample: Sample, answer: Answer) -> tuple[dict[str, float], tuple[str, ...]]:
    scores = {"abstained": float(answer.abstained)}
    if answer.abstained and sample.about:
        scores["nearest_hit"] = float(any(paper.id in sample.about for paper in answer.nearest))
    return scores, () if answer.abstained else ("it answers, but the abstracts do not say",)


def _alce(answer: Answer, judge: Judge) -> dict[str, float | None]:
    """ALCE's citation recall and precision over the sentences that claim something, against the cited abstracts."""
    by_id = {paper.id: paper for paper in answer.papers}
    ids = {citation.number: citation.paper.id for citation in answer.citations}

    def entails(claim: str, cited: Sequence[str]) -> bool:
        return judge.find_all(claim, [by_id[name] for name in cited])[1] == "supported"

    sentences = [
        (" ".join(MARKER.sub("", sentence.text).split()), [ids[n] for n in sentence.numbers if n in ids])
        for sentence in answer.sentences
        if sentence.support is not None
    ]
    return {
        "alce_recall": metrics.alce_recall(sentences, entails),
        "alce_precision": metrics.alce_precision(sentences, entails),
    }


def _measure(
    sample: Sample, turn: Turn, answer: Answer, papers: Mapping[str, Paper]
) -> tuple[dict[str, float | None], list[str]]:
    cited = [paper.id for paper in answer.papers]
    # What an abstention says is no answer, even where it happens to name the fact.
    text = "" if answer.abstained else answer.text
    by_number = {citation.number: citation.paper.id for citation in answer.citations}
    sentences = [[by_number[n] for n in sentence.numbers if n in by_number] for sentence in answer.sentences]
    scores: dict[str, float | None] = {
        "answered": float(not answer.abstained),
        "first_citation": metrics.first_citation(cited, turn.papers, turn.optional),
        "citation_precision": metrics.citation_precision(cited, turn.papers, turn.optional),
        "citation_recall": metrics.citation_recall(cited, turn.papers),
        "sentence_citation_precision": metrics.sentence_citation_precision(sentences, turn.papers, turn.optional),
        "quote_verbatim": metrics.quote_verbatim_rate(
            (c.quote, papers[c.paper.id].abstract if c.paper.id in papers else "", (c.start, c.end))
            for c in answer.citations
        ),
        "evidence_hit": metrics.evidence_hit(
            _spans((c.paper.id, (c.start, c.end)) for c in answer.citations), _spans(turn.evidence)
        ),
        "key_facts": metrics.key_facts_found(text, turn.key_facts),
        "sentence_support": metrics.sentence_support(
            sentence.support for sentence in answer.sentences if not answer.abstained
        ),
    }
    if sample.kind in ("list", "count"):
        scores["f1"] = metrics.f1(cited, turn.papers, turn.optional)
    if sample.count is not None:
        stated = metrics.stated_count(text)
        scores["count_exact"] = float(
            stated is not None and metrics.count_error(stated, sample.count, len(turn.optional)) == 0
        )
        if stated is not None:
            scores["count_error"] = float(metrics.count_error(stated, sample.count, len(turn.optional)))
    return scores, _reasons(sample, turn, answer, scores, cited, text)


def _reasons(
    sample: Sample, turn: Turn, answer: Answer, scores: Mapping[str, float | None], cited: list[str], text: str
) -> list[str]:
    if answer.abstained:
        return ["it abstains, but the abstracts say"]
    reasons = []
    missing = [paper for paper in turn.papers if paper not in cited]
    if sample.kind in ("list", "count"):
        if (scores["f1"] or 0.0) < SET_F1:
            wrong = [paper for paper in cited if paper not in turn.papers and paper not in turn.optional]
            reasons.append(
                f"F1 of its papers is {scores['f1']:.2f}, below {SET_F1}"
                + (f"; missing: {', '.join(missing)}" if missing else "")
                + (f"; wrong: {', '.join(wrong)}" if wrong else "")
            )
        if sample.count is not None and not scores["count_exact"]:
            right = f"{sample.count}" + (f" to {sample.count + len(turn.optional)}" if turn.optional else "")
            reasons.append(f"it counts {metrics.stated_count(text)}, right is {right}")
        return reasons
    if not scores["first_citation"]:
        reasons.append(f"its first citation is {cited[0]}, not a gold paper" if cited else "it cites nothing")
    if cited and missing:
        reasons.append(f"it does not cite {', '.join(missing)}")
    unsaid = [fact for fact in turn.key_facts if not metrics.fact_found(text, fact)]
    reasons += [f"it does not say {' or '.join(map(repr, fact))}" for fact in unsaid]
    return reasons


def _spans(items: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    by_paper: dict[str, list[Span]] = {}
    for paper, span in items:
        by_paper.setdefault(paper, []).append(span)
    return by_paper
