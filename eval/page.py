"""A Report as one HTML page that needs nothing else: no host, no file, no library. Opens offline, light and dark.

Everything that comes from questions, answers and papers is escaped; a content policy in the page forbids any fetch.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from eval import charts
from eval.results import Estimate, Exchange, Group, Report, Result
from eval.samples import KINDS, REASONS, SPLITS, VOICES

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")

# Test first: what was tuned on is dev, so test is the headline.
_SPLITS = tuple(reversed(SPLITS))

# Measures by the name in the data: head of the column, and what it means.
_MEASURES = {
    "passed": ("passed", "the whole answer is right"),
    "first_citation": ("first citation", "the first paper cited is a right one"),
    "citation_precision": ("citation precision", "share of the cited papers that are right"),
    "citation_recall": ("citation recall", "share of the right papers that are cited"),
    "sentence_citation_precision": (
        "right sentences",
        "share of the cited sentences whose citations are all right",
    ),
    "evidence_hit": ("evidence quoted", "share of the right papers whose answering sentence is quoted"),
    "key_facts": ("key facts", "share of the expected facts that the answer says"),
    "f1": ("F1", "precision and recall of the papers in one number, for lists and counts"),
    "count_exact": ("count right", "the number stated is right"),
    "count_error": ("count off by", "how far the number stated is from the right one"),
    "quote_verbatim": ("quotes verbatim", "share of quotes that are the abstract's own words, letter by letter"),
    "nearest_hit": ("nearest right", "when abstaining, a paper that the question is about is named as near"),
    "abstention_precision": ("abstained rightly", "share of its abstentions where the abstracts indeed do not say"),
    "abstention_recall": ("abstained when due", "share of what the abstracts do not say on which it abstains"),
    "false_refusal": ("false refusals", "share of what the abstracts do say on which it abstains"),
}
_TILES = ("passed", "citation_precision", "citation_recall", "key_facts", "abstention_recall", "false_refusal")
_NAMES = {"kind": KINDS, "voice": VOICES, "reason": REASONS, "retriever": ("ours", "bm25", "dense")}


def render(report: Report) -> str:
    """The page."""
    times = [exchange.seconds for result in report.results for exchange in result.exchanges]
    kinds = {
        kind: {split: group.measures["passed"] for split in _SPLITS if (group := report.group(split, "kind", kind))}
        for kind in KINDS
    }
    chart = charts.intervals({kind: row for kind, row in kinds.items() if row}, "Share passed by kind of question")
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
<div class="charts">
<figure><figcaption>Passed, by kind of question {_legend(report)}</figcaption>{chart}</figure>
<figure><figcaption>Time to an answer</figcaption>{charts.histogram(times, "Time to an answer")}</figure>
</div>
<section>
<h2>Finding the paper</h2>
<p>On questions with one paper to find: where it ranks with the retriever in use, and with each plain one alone.</p>
<div class="beside">{_tables(report, "retriever")}</div>
</section>
<section>
<h2>By kind of question</h2>
{_tables(report, "kind")}
<details class="more"><summary>By who asks</summary>{_tables(report, "voice")}</details>
<details class="more"><summary>By why it cannot be answered</summary>{_tables(report, "reason")}</details>
<details class="more"><summary>What the measures mean</summary>{_meanings()}</details>
</section>
<section>
<h2>Every question</h2>
{_filters(report)}
<div id="questions">
{"".join(_result(result) for result in report.results)}</div>
</section>
<footer>Intervals are 95% bootstrap intervals. Nothing on this page is fetched from elsewhere.
Definitions and sources: <code>eval/metrics.py</code>.</footer>
</main>
<script>
{_SCRIPT}</script>
</body>
</html>
"""


def _facts(report: Report) -> str:
    model = report.settings.get("model") or "no model (extractive answers)"
    facts = [
        report.date.replace("T", " ").replace("+00:00", " UTC"),
        f"version {report.version}",
        f"{report.papers} papers",
        f"{len(report.results)} questions",
        str(model),
        *(str(report.settings[name]) for name in ("embed_model", "retriever") if name in report.settings),
    ]
    return " · ".join(escape(fact) for fact in facts)


def _headline(report: Report) -> str:
    (split, main), *others = [(split, group) for split in _SPLITS if (group := report.group(split))]
    tiles = []
    for name in _TILES:
        if name not in main.measures:
            continue
        estimate = main.measures[name]
        beside = "".join(
            f"<span>{other} {group.measures[name].value:.1%}</span>"
            for other, group in others
            if name in group.measures
        )
        head, meaning = _MEASURES[name]
        tiles.append(
            f'<div class="tile" title="{escape(meaning)}"><span class="head">{escape(head)}</span>'
            f'<strong>{estimate.value:.1%}</strong><span class="range">{estimate.low:.1%} to {estimate.high:.1%}</span>'
            f"{beside}</div>"
        )
    note = (
        "Large figures are of the test split, which is kept apart from tuning."
        if split == "test"
        else "Only the dev split was run, which is what tuning looks at: expect less on new questions."
    )
    return f'<div class="tiles">{"".join(tiles)}</div><p class="note">{note}</p>'


def _legend(report: Report) -> str:
    return " ".join(f'<span class="key {s}">{s}</span>' for s in _SPLITS if report.group(s))


def _tables(report: Report, trait: str) -> str:
    tables = []
    for split in _SPLITS:
        groups = [group for name in _NAMES[trait] if (group := report.group(split, trait, name))]
        whole = report.group(split)
        if trait == "kind" and whole:
            groups.insert(0, whole)
        if groups:
            tables.append(_table(split, groups))
    return "".join(tables) or "<p>None in this run.</p>"


def _table(split: str, groups: list[Group]) -> str:
    names = [name for name in _MEASURES if any(name in group.measures for group in groups)]
    names += [name for name in groups[0].measures if name not in _MEASURES]
    heads = "".join(
        f'<th scope="col" title="{escape(_MEASURES.get(n, (n, n))[1])}">{escape(_MEASURES.get(n, (n, n))[0])}</th>'
        for n in names
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(group.name)}</th><td>{_size(group)}</td>'
        + "".join(_cell(name, group.measures.get(name)) for name in names)
        + "</tr>"
        for group in groups
    )
    return (
        f'<div class="wide"><table><thead><tr><th scope="col">{split}</th><th scope="col">n</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _size(group: Group) -> int:
    return group.measures["passed" if "passed" in group.measures else "mrr"].n


def _cell(name: str, estimate: Estimate | None) -> str:
    if estimate is None:
        return "<td></td>"
    style = ".2f" if name == "count_error" else ".3f" if name in ("mrr", "ndcg@10") else ".1%"
    return (
        f'<td title="{estimate.low:{style}} to {estimate.high:{style}}, n = {estimate.n}">{estimate.value:{style}}</td>'
    )


def _meanings() -> str:
    items = "".join(f"<dt>{escape(head)}</dt><dd>{escape(meaning)}</dd>" for head, meaning in _MEASURES.values())
    return f"<dl>{items}</dl>"


def _filters(report: Report) -> str:
    def choose(name: str, options: Iterable[str]) -> str:
        rows = "".join(f"<option>{escape(option)}</option>" for option in options)
        return f'<label>{name} <select data-filter="{name}"><option value="">all</option>{rows}</select></label>'

    kinds = [kind for kind in KINDS if any(result.kind == kind for result in report.results)]
    splits = [split for split in _SPLITS if report.group(split)]
    return (
        '<form class="filters">'
        + choose("kind", kinds)
        + choose("split", splits)
        + choose("outcome", ("passed", "failed"))
        + '<label>words <input type="search" id="words"></label>'
        + f'<output id="shown">{len(report.results)} questions</output></form>'
    )


def _result(result: Result) -> str:
    outcome = "passed" if result.passed else "failed"
    seconds = sum(exchange.seconds for exchange in result.exchanges)
    notes = " · ".join(escape(note) for note in (result.kind, result.split, result.voice, result.reason) if note)
    ranked = "".join(f"<li>{escape(name)}: {escape(', '.join(ids[:5]))}</li>" for name, ids in result.ranked.items())
    return (
        f'<details class="question" data-kind="{escape(result.kind)}" data-split="{escape(result.split)}" '
        f'data-outcome="{outcome}"><summary><span class="{outcome}">{outcome}</span>'
        f"<code>{escape(result.id)}</code><span>{escape(result.exchanges[0].question)}</span>"
        f'<span class="notes">{notes} · {1000 * seconds:.0f} ms</span></summary>'
        + "".join(_exchange(exchange, len(result.exchanges) > 1) for exchange in result.exchanges)
        + (f"<h4>First papers found</h4><ul>{ranked}</ul>" if ranked else "")
        + "</details>\n"
    )


def _exchange(exchange: Exchange, in_conversation: bool) -> str:
    parts = []
    if in_conversation:
        outcome = "passed" if exchange.passed else "failed"
        parts.append(f'<h3>{escape(exchange.question)} <span class="{outcome}">{outcome}</span></h3>')
        if exchange.standalone_question:
            parts.append(f'<p class="notes">searched as: {escape(exchange.standalone_question)}</p>')
    if exchange.why_not:
        reasons = "".join(f"<li>{escape(reason)}</li>" for reason in exchange.why_not)
        parts.append(f"<h4>Why it failed</h4><ul>{reasons}</ul>")
    else:
        parts.append("<h4>Why it passed</h4><p>" + escape(_why(exchange)) + "</p>")
    parts.append(f'<div class="pair"><div><h4>Answer</h4>{_answer(exchange)}</div>')
    parts.append(f"<div><h4>Expected</h4>{_expected(exchange)}</div></div>")
    scores = " · ".join(
        f"{_MEASURES.get(name, (name.replace('_', ' '), ''))[0]} {value:.2f}" for name, value in exchange.scores.items()
    )
    parts.append(f'<p class="notes">{escape(scores)}</p>')
    return f'<div class="exchange">{"".join(parts)}</div>'


def _why(exchange: Exchange) -> str:
    if exchange.expected.abstain:
        return "The abstracts do not say, and it abstains."
    if "f1" in exchange.scores:
        counted = " and the number it states is right" if exchange.expected.count is not None else ""
        return f"Its papers agree with the gold ones (F1 {exchange.scores['f1']:.2f}){counted}."
    facts = " and it says every key fact" if exchange.expected.key_facts else ""
    return f"Its first citation is right, it cites every gold paper{facts}."


def _answer(exchange: Exchange) -> str:
    if exchange.error:
        return f"<p>{escape(exchange.error)}</p>"
    quotes = "".join(
        f"<li>[{quote.number}] {escape(quote.title)} <code>{escape(quote.paper)}</code>"
        f"<blockquote>{escape(quote.quote)}</blockquote></li>"
        for quote in exchange.citations
    )
    return (
        f'<p class="text">{escape(exchange.answer)}</p>'
        + (f"<ul class='quotes'>{quotes}</ul>" if quotes else "")
        + (f"<p>Nearest: {escape(', '.join(exchange.nearest))}</p>" if exchange.nearest else "")
        + (f'<p class="notes">{escape(exchange.notice)}</p>' if exchange.notice else "")
    )


def _expected(exchange: Exchange) -> str:
    expected = exchange.expected
    if expected.abstain:
        return "<p>to abstain</p>"
    facts = "; ".join(" or ".join(f"“{spelling}”" for spelling in fact) for fact in expected.key_facts)
    evidence = "".join(
        f"<li><code>{escape(paper)}</code><blockquote>{escape(sentence)}</blockquote></li>"
        for paper, sentence in expected.evidence
    )
    return (
        (f"<p>Count: {expected.count}</p>" if expected.count is not None else "")
        + f"<p>Papers: {escape(', '.join(expected.papers))}</p>"
        + (f"<p>May be cited too: {escape(', '.join(expected.optional))}</p>" if expected.optional else "")
        + (f"<p>Key facts: {escape(facts)}</p>" if facts else "")
        + f"<ul class='quotes'>{evidence}</ul>"
    )
