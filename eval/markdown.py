"""A Report as a page of Markdown: what a pull request needs to know of a run."""

import re
from collections.abc import Sequence

from eval.measures import measure
from eval.results import Change, Comparison, Estimate, Group, Report, Result
from eval.samples import KINDS, SPLITS
from rag.counted import counted

_SPLITS = tuple(reversed(SPLITS))
_COLUMNS = ("passed", "first_citation", "citation_precision", "citation_recall", "key_facts", "f1", "abstention_recall")
_ALL = (
    "passed",
    "first_citation",
    "citation_precision",
    "citation_recall",
    "key_facts",
    "sentence_support",
    "quote_verbatim",
    "alce_recall",
    "alce_precision",
    "abstention_precision",
    "abstention_recall",
    "false_refusal",
    "aurc",
    "tokens",
    "cost",
)
_SHOWN_FAILURES = 10


def summary(report: Report) -> str:
    """The text, ending in a line break."""
    blocks = ["# Evaluation", _head(report), _gate(report), _changes(report)]
    for split in _SPLITS:
        if report.group(split):
            blocks += [f"## {split.capitalize()}", _overall(report, split), _kinds(report, split)]
            blocks.append(_retrieval(report, split))
    blocks += [_judging(report), _times(report), _foot()]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(report: Report) -> str:
    asked = sum(len(result.exchanges) for result in report.results)
    facts = [
        report.date.replace("T", " ").replace("+00:00", " UTC"),
        f"version {report.version}",
        counted(report.papers, "paper"),
        f"{len(report.results)} questions ({asked} with the turns of conversations)",
        f"model `{report.model}`" if report.model else "no model (extractive answers)",
    ]
    stopped = ""
    if len(report.results) < report.questions:
        stopped = f"\n\n**Stopped: {len(report.results)} of {report.questions} questions were asked.**"
    return " · ".join(facts) + stopped


def _gate(report: Report) -> str:
    if report.gate is None:
        return ""
    if not report.gate.failures:
        return f"**Gate passed** ({report.gate.checked} floors)."
    return "**Gate failed:**\n\n" + "\n".join(f"- {failure}" for failure in report.gate.failures)


def _changes(report: Report) -> str:
    compared = report.comparison
    if compared is None:
        return ""
    lines = [
        "## Against the baseline",
        f"Baseline: {compared.date[:10]}, version {compared.version}, "
        + (f"model `{compared.model}`" if compared.model else "no model")
        + f"; {compared.paired} questions in both"
        + (f", {compared.unpaired} here alone" if compared.unpaired else "")
        + ("" if compared.same_corpus else "; **another corpus**")
        + ".",
        _changed_table(compared.changes),
        _flips(report, compared),
    ]
    return "\n\n".join(line for line in lines if line)


def _changed_table(changes: Sequence[Change]) -> str:
    """All questions of each split, and whatever else changed for sure."""
    rows = [
        f"| {c.split} | {c.name} | {measure(c.measure).head} | {_value(c.measure, c.before)} | "
        f"{_value(c.measure, c.after)} | {difference(c)} | {c.p:.3f} | {c.verdict} |"
        for c in changes
        if (c.trait == "all" and c.measure in _ALL[:5]) or c.verdict != "no difference shown"
    ]
    head = (
        "| split | questions | measure | before | now | difference (95%) | p | |\n|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)


def difference(change: Change) -> str:
    """The difference with its interval, signed."""
    percent = measure(change.measure).style.endswith("%")
    moved = change.after - change.before
    low, high = change.low, change.high
    if percent:
        return f"{100 * moved:+.1f} ({100 * low:+.1f} to {100 * high:+.1f})"
    return f"{moved:+.3f} ({low:+.3f} to {high:+.3f})"


def _flips(report: Report, compared: Comparison) -> str:
    by_id = {result.id: result for result in report.results}
    failed = [by_id[flip.id] for flip in compared.flips if not flip.passed]
    passed = [flip for flip in compared.flips if flip.passed]
    if not compared.flips:
        return "No question passes in one of the two only."
    lines = [f"{len(passed)} questions pass that failed; {len(failed)} fail that passed."]
    dev = sorted((result for result in failed if result.split == "dev"), key=_quality)
    if dev:
        lines.append("Worst new failures of dev:")
        lines.append("\n".join(_failure(result) for result in dev[:_SHOWN_FAILURES]))
    test = [f"`{result.id}`" for result in failed if result.split == "test"]
    if test:
        lines.append(f"New failures of test, which is not for looking at: {', '.join(test)}.")
    return "\n\n".join(lines)


def _quality(result: Result) -> float:
    """How much of a failed sample is right, over all its scores."""
    scores = [value for e in result.exchanges for name, value in e.scores.items() if name != "count_error"]
    return sum(scores) / len(scores) if scores else 0.0


def _failure(result: Result) -> str:
    reasons = "; ".join(reason for exchange in result.exchanges for reason in exchange.why_not)
    return f"- `{result.id}` {plain(result.exchanges[0].question)}: {plain(reasons)}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))


def _overall(report: Report, split: str) -> str:
    group = report.group(split)
    assert group is not None
    rows = [
        f"| {measure(name).head} | {_value(name, e.value)} | {_interval(name, e)} | {e.n} |"
        for name in _ALL
        if (e := group.measures.get(name))
    ]
    return "| all questions | | 95% | n |\n|---|---|---|---|\n" + "\n".join(rows)


def _kinds(report: Report, split: str) -> str:
    groups = [group for kind in KINDS if (group := report.group(split, "kind", kind))]
    groups += [group for name in ("first", "later") if (group := report.group(split, "turn", name))]
    names = [name for name in _COLUMNS if any(name in group.measures for group in groups)]
    head = f"| kind | n | {' | '.join(measure(name).head for name in names)} |\n|{'---|' * (len(names) + 2)}\n"
    return head + "\n".join(
        f"| {_name(group)} | {group.measures['passed'].n} | "
        + " | ".join(_cell(name, group.measures.get(name)) for name in names)
        + " |"
        for group in groups
    )


def _name(group: Group) -> str:
    return f"{group.name} turns" if group.trait == "turn" else group.name


def _retrieval(report: Report, split: str) -> str:
    rows = []
    for trait, what in (("retriever", "one paper to find"), ("list-retriever", "several")):
        for group in (g for g in report.groups if g.split == split and g.trait == trait):
            cells = " | ".join(_cell(name, estimate) for name, estimate in group.measures.items())
            rows.append(f"| {what} | {group.name} | {cells} |")
    if not rows:
        return ""
    head = "| ranking | retriever | hit@1 | hit@5 | MRR | nDCG@10 | recall@10 |\n|---|---|---|---|---|---|---|\n"
    return head + "\n".join(rows)


def _judging(report: Report) -> str:
    if report.judging is None:
        return ""
    found = report.judging
    said = f"`{found.model}` judged {found.judged} of {found.answers} answers; {found.unreadable} verdicts could not be"
    lines = ["## By a model judge", f"{said} read. Prompt {found.prompt[:12]}."]
    rows = [
        f"| {group.split} | {group.name} | "
        + " | ".join(_cell(name, group.measures.get(name)) for name in ("correct", "complete"))
        + " |"
        for group in found.groups
    ]
    if rows:
        lines.append("| split | kind | correct | complete |\n|---|---|---|---|\n" + "\n".join(rows))
    return "\n\n".join(lines)


def _times(report: Report) -> str:
    rows = [
        f"| {'whole answer' if step == 'total' else step} | "
        + " | ".join(f"{1000 * times[q]:.1f}" for q in ("p50", "p95", "p99"))
        + " |"
        for step, times in report.latency.items()
    ]
    used = report.usage
    spent = ""
    if used.prompt_tokens or used.completion_tokens:
        spent = f"\n\nModels read {used.prompt_tokens:,} tokens, wrote {used.completion_tokens:,}, and cost " + (
            f"{used.cost:.4f} US dollars." if used.cost else "an amount that litellm does not know."
        )
    return "## Time\n\n| ms | p50 | p95 | p99 |\n|---|---|---|---|\n" + "\n".join(rows) + spent


def _foot() -> str:
    return "Intervals are 95% bootstrap intervals; definitions and sources of the measures: `eval/metrics.py`."


def _value(name: str, value: float) -> str:
    return f"{value:{measure(name).style}}"


def _interval(name: str, estimate: Estimate) -> str:
    return f"{_value(name, estimate.low)} to {_value(name, estimate.high)}"


def _cell(name: str, estimate: Estimate | None) -> str:
    return f"{_value(name, estimate.value)} ({_interval(name, estimate)})" if estimate else ""
