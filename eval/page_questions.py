"""The part of the report page that shows single questions: each with its answer, what was expected, and why it passed
or failed.
"""

from collections.abc import Iterable, Mapping
from html import escape

from eval.measures import measure
from eval.results import Exchange, Flip, Report, Result
from eval.samples import KINDS, SPLITS
from ui.markdown import cells, is_ruler


def section(report: Report) -> str:
    """The filters and all questions."""
    flipped = {flip.id: "newly passed" if flip.passed else "newly failed" for flip in _flips(report)}
    rows = "".join(_result(result, flipped) for result in report.results)
    return (
        f'<section id="every"><h2>Every question</h2>\n{_filters(report, bool(flipped))}\n<div id="questions">\n'
        f"{rows}</div>\n</section>"
    )


def _flips(report: Report) -> Iterable[Flip]:
    return report.comparison.flips if report.comparison else ()


def _filters(report: Report, flipped: bool) -> str:
    def choose(name: str, options: Iterable[str], chosen: str = "") -> str:
        rows = "".join(
            f"<option{' selected' if option == chosen else ''}>{escape(option)}</option>" for option in options
        )
        return f'<label>{name} <select data-filter="{name}"><option value="">all</option>{rows}</select></label>'

    kinds = [kind for kind in KINDS if any(result.kind == kind for result in report.results)]
    splits = [split for split in SPLITS if report.group(split)]
    # Test questions are for measuring, so they show only when asked for.
    chosen = "dev" if len(splits) > 1 else ""
    return (
        '<form class="filters">'
        + choose("split", splits, chosen)
        + choose("kind", kinds)
        + choose("outcome", ("passed", "failed"))
        + (choose("change", ("newly failed", "newly passed")) if flipped else "")
        + '<label>words <input type="search" id="words" placeholder="press / to search"></label>'
        + f'<output id="shown">{len(report.results)} questions</output></form>'
    )


def _result(result: Result, flipped: Mapping[str, str]) -> str:
    outcome = "passed" if result.passed else "failed"
    seconds = sum(exchange.seconds["total"] for exchange in result.exchanges)
    change = flipped.get(result.id, "")
    notes = " · ".join(
        escape(note) for note in (result.kind, result.split, result.voice, result.reason, change) if note
    )
    ranked = "".join(f"<li>{escape(name)}: {escape(', '.join(ids[:5]))}</li>" for name, ids in result.ranked.items())
    return (
        f'<details class="question" id="q-{escape(result.id)}" data-kind="{escape(result.kind)}" '
        f'data-split="{escape(result.split)}" data-outcome="{outcome}" data-change="{change}">'
        f'<summary><span class="{outcome}">{outcome}</span>'
        f"<code>{escape(result.id)}</code><span>{escape(result.exchanges[0].question)}</span>"
        f'<span class="notes">{notes} · {1000 * seconds:.0f} ms</span></summary>'
        + "".join(_exchange(exchange, len(result.exchanges) > 1) for exchange in result.exchanges)
        + (f'<p class="part">First papers found</p><ul>{ranked}</ul>' if ranked else "")
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
        parts.append(f'<p class="part">Why it failed</p><ul>{_items(exchange.why_not)}</ul>')
    else:
        parts.append(f'<p class="part">Why it passed</p><p>{escape(_why(exchange))}</p>')
    parts.append(f'<div class="pair"><div><p class="part">Answer</p>{_answer(exchange)}</div>')
    parts.append(f'<div><p class="part">Expected</p>{_expected(exchange)}</div></div>')
    if exchange.verdict:
        parts.append(f'<p class="part">The model judge</p><p>{escape(_verdict(exchange))}</p>')
    parts.append(f'<p class="notes">{escape(_scores(exchange))}</p>')
    return f'<div class="exchange">{"".join(parts)}</div>'


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _why(exchange: Exchange) -> str:
    if exchange.expected.abstain:
        return "The abstracts do not say, and it abstains."
    if "f1" in exchange.scores:
        counted = " and the number it states is right" if exchange.expected.count is not None else ""
        return f"Its papers agree with the gold ones (F1 {exchange.scores['f1']:.2f}){counted}."
    facts = " and it says every key fact" if exchange.expected.key_facts else ""
    return f"Its first citation is right, it cites every gold paper{facts}."


def _verdict(exchange: Exchange) -> str:
    verdict = exchange.verdict
    if verdict is None or verdict.correct is None or verdict.complete is None:
        return f"no verdict that can be read: {verdict.said if verdict else ''}"
    return f"correct {verdict.correct:g}, complete {verdict.complete:g}. {verdict.said}"


def _scores(exchange: Exchange) -> str:
    said = [f"{measure(name).head} {value:.2f}" for name, value in exchange.scores.items()]
    if exchange.confidence is not None:
        said.append(f"confidence {exchange.confidence:.3f}")
    tokens = exchange.usage.prompt_tokens + exchange.usage.completion_tokens
    if tokens:
        said.append(f"{tokens} tokens, {exchange.usage.cost:.5f} USD")
    return " · ".join(said)


def _answer(exchange: Exchange) -> str:
    if exchange.error:
        return f"<p>{escape(exchange.error)}</p>"
    quotes = "".join(
        f"<li>[{quote.number}] {escape(quote.title)} <code>{escape(quote.paper)}</code>"
        f"<blockquote>{escape(quote.quote)}</blockquote></li>"
        for quote in exchange.citations
    )
    return (
        _text(exchange.answer, exchange.question)
        + (f"<ul class='quotes'>{quotes}</ul>" if quotes else "")
        + (f"<p>Nearest: {escape(', '.join(exchange.nearest))}</p>" if exchange.nearest else "")
        + (f"<p>Not supported in full:</p><ul>{_items(exchange.unsupported)}</ul>" if exchange.unsupported else "")
        + (f'<p class="notes">{escape(exchange.notice)}</p>' if exchange.notice else "")
    )


def _text(answer: str, question: str) -> str:
    """An answer as it stands; a comparison's table as one."""
    lines = answer.splitlines()
    ruler = next((place for place, line in enumerate(lines) if place and "|" in line and is_ruler(line)), None)
    if ruler is None:
        return f'<p class="text">{escape(answer)}</p>'
    end = next((place for place in range(ruler, len(lines)) if "|" not in lines[place]), len(lines))
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in cells(lines[ruler - 1]))
    rows = "".join(
        f'<tr><th scope="row">{escape(aspect)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in said)}</tr>'
        for aspect, *said in map(cells, lines[ruler + 1 : end])
    )
    before, after = (
        f'<p class="text">{escape(part)}</p>' if part else ""
        for part in ("\n".join(lines[: ruler - 1]).strip(), "\n".join(lines[end:]).strip())
    )
    return (
        f'{before}<div class="wide" tabindex="0" role="region" aria-label="answer to: {escape(question)}">'
        f'<table class="said"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{after}'
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
