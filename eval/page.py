"""A Report as one HTML page that needs nothing else: no host, no file, no library. Opens offline, light and dark.

Everything that comes from questions, answers and papers is escaped; a content policy in the page forbids any fetch.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from eval import charts, page_questions
from eval.markdown import difference
from eval.measures import MEASURES, measure
from eval.metrics import risk_coverage
from eval.results import Change, Comparison, Estimate, Group, Report
from eval.samples import KINDS, REASONS, SPLITS, VOICES
from eval.summary import RETRIEVERS, risks
from rag.counted import counted

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")

# Test first: what was tuned on is dev, so test is the headline.
_SPLITS = tuple(reversed(SPLITS))

_TILES = ("passed", "first_citation", "citation_precision", "key_facts", "abstention_recall", "false_refusal")
_NAMES = {
    "kind": KINDS,
    "turn": ("first", "later"),
    "voice": VOICES,
    "reason": REASONS,
    "retriever": RETRIEVERS,
    "list-retriever": RETRIEVERS,
}


def render(report: Report, *, questions: bool = True) -> str:
    """The page; without the single questions it is small."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Citewell evaluation, {escape(report.date[:10])}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>How well Citewell answers</h1>
<p class="facts">{_facts(report)}</p>
</header>
{_headline(report)}
{_gate(report)}
<div class="charts">
{_charts(report)}
</div>
{_changes(report, questions)}
<section>
<h2>Finding the paper</h2>
<p>Where the papers rank with the retriever in use, and with each plain one alone.</p>
<h3>One paper to find</h3>
<div class="beside">{_tables(report, "retriever")}</div>
<h3>Several: lists, counts, comparisons</h3>
<div class="beside">{_tables(report, "list-retriever")}</div>
</section>
<section>
<h2>By kind of question</h2>
{_tables(report, "kind")}
<details class="more"><summary>By turn of a conversation</summary>{_tables(report, "turn")}</details>
<details class="more"><summary>By who asks</summary>{_tables(report, "voice")}</details>
<details class="more"><summary>By why it cannot be answered</summary>{_tables(report, "reason")}</details>
<details class="more"><summary>What the measures mean</summary>{_meanings()}</details>
</section>
{_judging(report)}
<section>
<h2>Time and cost</h2>
{_times(report)}
</section>
{page_questions.section(report) if questions else _without_questions()}
<footer>Intervals are 95% bootstrap intervals. Nothing on this page is fetched from elsewhere.
Definitions and sources: <code>eval/metrics.py</code>.</footer>
</main>
<script>
{_SCRIPT}</script>
</body>
</html>
"""


def _facts(report: Report) -> str:
    facts = [
        report.date.replace("T", " ").replace("+00:00", " UTC"),
        f"version {report.version}",
        counted(report.papers, "paper"),
        f"{len(report.results)} questions",
        report.model or "no model (extractive answers)",
        *(str(report.settings[name]) for name in ("embed_model", "retriever") if name in report.settings),
        *([f"second opinion by {judge}"] if (judge := report.settings.get("judge_model")) and report.model else []),
    ]
    return " · ".join(escape(fact) for fact in facts)


def _headline(report: Report) -> str:
    present = [(split, group) for split in _SPLITS if (group := report.group(split))]
    if not present:
        return '<p class="lead">No question was asked.</p>'
    (split, main), *others = present
    tiles = []
    for name in _TILES:
        if name not in main.measures:
            continue
        estimate, shown = main.measures[name], measure(name)
        beside = "".join(
            f"<span>{other} {group.measures[name].value:.1%}</span>"
            for other, group in others
            if name in group.measures
        )
        tiles.append(
            f'<div class="tile" title="{escape(shown.meaning)}"><span class="head">{escape(shown.head)}</span>'
            f'<strong>{estimate.value:.1%}</strong><span class="range">{estimate.low:.1%} to {estimate.high:.1%}</span>'
            f"{beside}</div>"
        )
    note = (
        "Large figures are of the test split, which is kept apart from tuning."
        if split == "test"
        else "Only the dev split was run, which is what tuning looks at: expect less on new questions."
    )
    return f'{_lead(report, main)}<div class="tiles">{"".join(tiles)}</div><p class="note">{note}</p>'


def _lead(report: Report, main: Group) -> str:
    """The report in one sentence or two."""
    passed = main.measures["passed"]
    said = (
        f"{passed.value * passed.n:.0f} of {passed.n} questions pass, {passed.value:.0%} "
        f"({passed.low:.0%} to {passed.high:.0%})."
    )
    whole = [c for c in _of_all(report.comparison) if c.split == main.split and c.measure == "passed"]
    for change in whole:
        moved = 100 * (change.after - change.before)
        both = f", over {change.n} questions that both asked" if change.n < passed.n else ""
        said += f" Against the baseline{both}: {change.verdict} ({moved:+.1f} points, p = {change.p:.2f})."
    if len(report.results) < report.questions:
        said += f" Stopped: {len(report.results)} of {report.questions} questions were asked."
    return f'<p class="lead">{escape(said)}</p>'


def _of_all(compared: Comparison | None) -> Sequence[Change]:
    return [change for change in compared.changes if change.trait == "all"] if compared else ()


def _gate(report: Report) -> str:
    if report.gate is None:
        return ""
    gate = report.gate
    if not gate.failures:
        return f'<p class="gate"><span class="passed">gate passed</span> {gate.checked} floors checked</p>'
    items = "".join(f"<li>{escape(failure)}</li>" for failure in gate.failures)
    return f'<div class="gate"><span class="failed">gate failed</span><ul>{items}</ul></div>'


def _charts(report: Report) -> str:
    kinds = {
        kind: {split: group.measures["passed"] for split in _SPLITS if (group := report.group(split, "kind", kind))}
        for kind in KINDS
    }
    times = [exchange.seconds["total"] for result in report.results for exchange in result.exchanges]
    points = {}
    for split in _SPLITS:
        within = [result for result in report.results if result.split == split]
        found = risk_coverage(risks(within), sum(len(result.exchanges) for result in within))
        if found:
            points[split] = found
    moved = [c for c in _of_all(report.comparison) if measure(c.measure).style.endswith("%") and c.before != c.after]
    changes = sorted(moved, key=lambda change: _SPLITS.index(change.split))
    legend = _legend(report)
    figures = [
        (
            f"Passed, by kind of question {legend}",
            charts.intervals({k: row for k, row in kinds.items() if row}, "Share passed by kind of question"),
        )
    ]
    if points:
        figures.append(
            (f"Wrong answers, if only the surest are given {legend}", charts.curves(points, "Risk–coverage"))
        )
    if changes:
        figures.append(
            (
                "Change since the baseline, in points of a hundred",
                charts.differences(changes, "Changes since the baseline"),
            )
        )
    if times:
        figures.append(("Time to an answer", charts.histogram(times, "Time to an answer")))
    return "\n".join(
        f"<figure><figcaption>{caption}</figcaption>{_wide(f'chart {number}')}{chart}</div></figure>"
        for number, (caption, chart) in enumerate(figures, 1)
    )


def _wide(what: str) -> str:
    """The start of a block that may be wider than the page, and then scrolls by itself, by keyboard too."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(what)}">'


def _legend(report: Report) -> str:
    return " ".join(f'<span class="key {s}">{s}</span>' for s in _SPLITS if report.group(s))


def _changes(report: Report, links: bool) -> str:
    compared = report.comparison
    if compared is None:
        return ""
    shown = [c for c in compared.changes if c.verdict != "no difference shown"]
    rows = "".join(
        f'<tr><th scope="row">{escape(f"{c.split}, {c.name}: {measure(c.measure).head}")}</th>'
        f"<td>{c.before:{measure(c.measure).style}}</td><td>{c.after:{measure(c.measure).style}}</td>"
        f'<td>{difference(c)}</td><td>{c.p:.3f}</td><td><span class="{c.verdict}">{c.verdict}</span></td></tr>'
        for c in shown
    )
    table = (
        f'{_wide("changes")}<table><thead><tr><th scope="col">measure</th><th scope="col">before</th>'
        '<th scope="col">now</th><th scope="col">difference, 95%</th><th scope="col">p</th><th scope="col"></th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
        if rows
        else "<p>No difference shown in any measure.</p>"
    )
    other = "" if compared.same_corpus else " The corpus is another one."
    return (
        f"<section><h2>What changed</h2><p>Baseline: {escape(compared.date[:10])}, version {escape(compared.version)}, "
        f"{escape(compared.model or 'no model')}; {compared.paired} questions in both, {compared.unpaired} here "
        f"alone.{other} Differences are tested in pairs (sign-flip test, p below 0.05).</p>{table}"
        f"{_flips(compared, False, links)}{_flips(compared, True, links)}</section>"
    )


def _flips(compared: Comparison, passed: bool, links: bool) -> str:
    flips = [flip for flip in compared.flips if flip.passed is passed]
    if not flips:
        return ""
    names = ", ".join(
        f'<a href="#q-{escape(flip.id)}"><code>{escape(flip.id)}</code></a>'
        if links
        else f"<code>{escape(flip.id)}</code>"
        for flip in flips
    )
    return f"<p>Newly {'passed' if passed else 'failed'} ({len(flips)}): {names}</p>"


def _tables(report: Report, trait: str) -> str:
    tables = []
    for split in _SPLITS:
        groups = [group for name in _NAMES[trait] if (group := report.group(split, trait, name))]
        whole = report.group(split)
        if trait == "kind" and whole:
            groups.insert(0, whole)
        if groups:
            tables.append(_table(trait, split, groups))
    return "".join(tables) or "<p>None in this run.</p>"


def _table(label: str, split: str, groups: Sequence[Group]) -> str:
    names = [name for name in MEASURES if any(name in group.measures for group in groups)]
    heads = "".join(
        f'<th scope="col" title="{escape(measure(n).meaning)}">{escape(measure(n).head)}</th>' for n in names
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(group.name)}</th><td>{_size(group)}</td>'
        + "".join(_cell(name, group.measures.get(name)) for name in names)
        + "</tr>"
        for group in groups
    )
    return (
        f"{_wide(f'{label}, {split}')}<table>"
        f'<thead><tr><th scope="col">{split}</th><th scope="col">n</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _size(group: Group) -> int:
    return next((group.measures[name].n for name in ("passed", "mrr") if name in group.measures), 0) or max(
        estimate.n for estimate in group.measures.values()
    )


def _cell(name: str, estimate: Estimate | None) -> str:
    if estimate is None:
        return "<td></td>"
    style = measure(name).style
    return (
        f'<td title="{estimate.low:{style}} to {estimate.high:{style}}, n = {estimate.n}">{estimate.value:{style}}</td>'
    )


def _meanings() -> str:
    items = "".join(f"<dt>{escape(m.head)}</dt><dd>{escape(m.meaning)}</dd>" for m in MEASURES.values())
    return f"<dl>{items}</dl>"


def _judging(report: Report) -> str:
    found = report.judging
    if found is None:
        return ""
    tables = "".join(
        _table("judge", split, groups) for split in _SPLITS if (groups := [g for g in found.groups if g.split == split])
    )
    return (
        f"<section><h2>By a model judge</h2><p>{escape(found.model)} judged {found.judged} of {found.answers} answers; "
        f"{found.unreadable} verdicts could not be read. A model's opinion: no other figure on this page rests on it."
        f"</p>{tables}</section>"
    )


def _times(report: Report) -> str:
    def cells(times: Iterable[float]) -> str:
        return "".join(f"<td>{1000 * seconds:.1f}</td>" for seconds in times)

    rows = "".join(
        f'<tr><th scope="row">{"whole answer" if step == "total" else escape(step)}</th>'
        f"{cells(times[q] for q in ('p50', 'p95', 'p99', 'max'))}</tr>"
        for step, times in report.latency.items()
    )
    used = report.usage
    spent = (
        f"<p>Models read {used.prompt_tokens:,} tokens, wrote {used.completion_tokens:,}, and cost "
        + (f"{used.cost:.4f} US dollars.</p>" if used.cost else "an amount that litellm does not know.</p>")
        if used.prompt_tokens or used.completion_tokens
        else "<p>No model was asked.</p>"
    )
    return (
        f'{_wide("times")}<table><thead><tr><th scope="col">ms</th><th scope="col">p50</th><th scope="col">p95</th>'
        f'<th scope="col">p99</th><th scope="col">most</th></tr></thead><tbody>{rows}</tbody></table></div>{spent}'
    )


def _without_questions() -> str:
    return (
        "<section><h2>Every question</h2><p>This short page leaves them out; <code>report.html</code> beside it, or a "
        "run of <code>python -m eval</code>, has them.</p></section>"
    )
