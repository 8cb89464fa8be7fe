"""One answer against what was expected: its scores, and what is wrong with it."""

from collections.abc import Iterable, Mapping

from eval import metrics
from eval.metrics import Span
from eval.samples import Sample, Turn
from rag import Answer, Paper

SET_F1 = 0.8
"""F1 from which a list of papers counts as right: with ten papers, two slips pass and three do not."""


def score(
    sample: Sample, turn: Turn, answer: Answer, papers: Mapping[str, Paper]
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Scores by measure (undefined ones absent), and the reasons why the answer fails; none when it passes.

    An answer passes when
    - it abstains, where it should;
    - for a list: its papers agree with the gold ones to an F1 of at least SET_F1;
    - for a count: that too, and the number it states is right;
    - else: its first citation is right, it cites every gold paper, and says every key fact.
    """
    if turn.abstain:
        return _score_abstaining(sample, answer)
    measured, reasons = _measure(sample, turn, answer, papers)
    return {name: value for name, value in measured.items() if value is not None}, tuple(reasons)


def _score_abstaining(sample: Sample, answer: Answer) -> tuple[dict[str, float], tuple[str, ...]]:
    scores = {"abstained": float(answer.abstained)}
    if answer.abstained and sample.about:
        scores["nearest_hit"] = float(any(paper.id in sample.about for paper in answer.nearest))
    return scores, () if answer.abstained else ("it answers, but the abstracts do not say",)


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
