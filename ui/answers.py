"""One answer as HTML: its text or table, what supports it, who wrote it; abstentions and messages; drafts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.types import Answer, Citation, Sentence
from ui.cards import mark_of
from ui.markdown import escape, to_html, to_inline_html
from ui.tables import Row, list_row
from ui.turns import removed

_MARKER = re.compile(r"\[(\d{1,3})\]")
_WORD = re.compile(r"[^\W_]{3,}")
"""What an abstention's text goes on with; the page shows these papers in its own way."""


def answer_html(answer: Answer, prefix: str) -> str:
    """A finished answer. `prefix` is what the ids of its cards begin with."""
    body = _abstention(answer, prefix) if answer.abstained else _body(answer, prefix)
    notice = f'<p class="notice">{escape(as_sentence(answer.notice))}</p>' if answer.notice else ""
    searched = ""
    if " ".join(answer.question.split()) != answer.standalone_question:
        searched = f'<p class="searched">Searched as: {escape(answer.standalone_question)}</p>'
    return (
        f'<div class="answer" data-kind="{escape(answer.kind)}">{body}{notice}</div>'
        f'{_removed(answer)}{searched}<p class="writer">{_support(answer)}{_writer(answer)}</p>'
    )


def message_html(text: str) -> str:
    """A message that is no answer: what cannot be asked, or why nothing can be answered."""
    return f'<div class="answer"><p>{escape(as_sentence(text))}</p></div>'


def as_sentence(text: str) -> str:
    """A message of the library, which begins small, as a sentence."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


@dataclass(slots=True)
class Draft:
    """An answer while it is written: what is checked already, and what is not yet."""

    rich: bool = False
    """Whether a model writes it."""
    checked: str = ""
    unchecked: str = ""
    sentences: list[Sentence] = field(default_factory=list)

    def add(self, event: str | Sentence) -> None:
        """A piece of text, or the checked sentence that stands for the pieces since the one before it."""
        if isinstance(event, str):
            self.unchecked += event
            return
        space = self.unchecked[: len(self.unchecked) - len(self.unchecked.lstrip())]
        self.checked += space + event.text
        self.unchecked = ""
        self.sentences.append(event)

    def html(self) -> str:
        """As it is shown; its markers look as they will, and lead nowhere yet."""
        body = to_html(
            self.checked,
            numbers={int(number) for number in _MARKER.findall(self.checked + self.unchecked)},
            sentences=self.sentences,
            prefix="draft-c",
            rich=self.rich,
            unchecked=self.unchecked,
        )
        return f'<div class="answer writing">{body}</div>'


def _body(answer: Answer, prefix: str) -> str:
    rich = answer.model is not None
    links = list(dict.fromkeys(link for paper in answer.papers for link in paper.links))
    numbers = {citation.number for citation in answer.citations}
    out = []
    for block, quotes in _with_quotes(answer, list(_blocks(answer))):
        if isinstance(block, str):
            out.append(
                to_html(
                    block,
                    numbers=numbers,
                    links=links,
                    sentences=answer.sentences,
                    prefix=prefix,
                    quotes=quotes,
                    rich=rich,
                )
            )
        else:
            out.append(_list_html(block, numbers, prefix, quotes))
    return "".join(out)


def _blocks(answer: Answer) -> Iterator[str | list[Row]]:
    """The text in stretches: entries about papers as rows, everything else as Markdown."""
    if answer.kind not in ("list", "count"):
        yield answer.text
        return
    text: list[str] = []
    table: list[Row] = []
    for line in answer.text.split("\n"):
        row = list_row(answer, line, answer.sentences)
        if row:
            if "".join(text).strip():
                yield "\n".join(text)
            text = []
            table.append(row)
        elif line.strip() and table:
            yield table
            table, text = [], [line]
        else:
            text.append(line)
    if table:
        yield table
    if "".join(text).strip():
        yield "\n".join(text)


def _with_quotes(answer: Answer, blocks: Sequence[str | list[Row]]) -> Iterator[tuple[str | list[Row], list[int]]]:
    """Each block with the mark that each of its markers points at: the quote nearest to the marker's sentence."""
    for block in blocks:
        text = block if isinstance(block, str) else "\n".join(row.said for row in block)
        out, place = [], 0
        for marker in _MARKER.finditer(text):
            number = int(marker[1])
            quotes = [citation for citation in answer.citations if citation.number == number]
            if quotes:
                start = max(text.rfind("]", 0, marker.start()) + 1, place - 300, 0)
                out.append(mark_of(_nearest(text[start : marker.start()], quotes), answer.citations))
            place = marker.end()
        yield block, out


def _nearest(said: str, quotes: Sequence[Citation]) -> Citation:
    words = set(_WORD.findall(said.lower()))
    return max(quotes, key=lambda quote: len(words & set(_WORD.findall(quote.quote.lower()))) / len(quote.quote) ** 0.5)


def _list_html(table: Sequence[Row], numbers: set[int], prefix: str, quotes: list[int]) -> str:
    year = any(row.paper.year for row in table)
    heads = ["Paper", *(["Year"] if year else []), "What its abstract says"]
    out = []
    for row in table:
        markers = len(_MARKER.findall(row.said))
        said = to_inline_html(row.said, numbers=numbers, prefix=prefix, quotes=quotes[:markers])
        del quotes[:markers]
        weak = f' <span class="weak-note">({_WEAK[row.support]})</span>' if row.support in _WEAK else ""
        when = f'<td data-label="Year">{row.paper.year or ""}</td>' if year else ""
        name = f'<th scope="row" data-label="Paper" class="title">{escape(row.paper.title)}</th>'
        out.append(f'<tr>{name}{when}<td data-label="Says" class="said">{said}{weak}</td></tr>')
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    return f'<div class="table list"><table><thead><tr>{head}</tr></thead><tbody>{"".join(out)}</tbody></table></div>'


_WEAK = {"partial": "partly", "unsupported": "unsupported"}


def _abstention(answer: Answer, prefix: str) -> str:
    gap = answer.gap or answer.text
    items = "".join(
        f'<li><a class="cite-near" href="#{escape(prefix)}near{n}">{escape(paper.title)}</a></li>'
        for n, paper in enumerate(answer.nearest, 1)
    )
    near = f'<p class="label">Nearest papers</p><ul class="nearest">{items}</ul>' if items else ""
    return f'<p class="gap">{escape(gap)}</p>{near}'


def _removed(answer: Answer) -> str:
    gone = removed(answer)
    if not gone:
        return ""
    items = "".join(f"<li>{escape(_MARKER.sub('', sentence.text).strip())}</li>" for sentence in gone)
    what = "One sentence was left out: no abstract supports it"
    if len(gone) > 1:
        what = f"{len(gone)} sentences were left out: no abstract supports them"
    summary = f"<summary>{what}</summary>"
    return f'<details class="removed">{summary}<ul>{items}</ul></details>'


def _support(answer: Answer) -> str:
    claims = [sentence for sentence in answer.sentences if sentence.support]
    if answer.abstained or not claims:
        return ""
    good = sum(sentence.support == "supported" for sentence in claims)
    what = "entry" if answer.kind in ("list", "count") else "cell" if answer.kind == "compare" else "sentence"
    plural = {"entry": "entries", "cell": "cells", "sentence": "sentences"}[what]
    if good == len(claims):
        whole = "It stands" if good == 1 else f"All {good} {plural} stand"
        return f'<span class="support whole">{whole} in the abstract{"" if good == 1 else "s"}.</span> '
    return f'<span class="support some">{good} of {len(claims)} {plural} stand in the abstracts.</span> '


def _writer(answer: Answer) -> str:
    if answer.model:
        tokens = answer.usage.prompt_tokens + answer.usage.completion_tokens
        cost = f", ${answer.usage.cost:.4f}" if answer.usage.cost else ""
        used = f" {tokens:,} tokens{cost}." if tokens else ""
        checked = "" if answer.abstained else ", checked against the abstracts"
        return f"Written by {escape(answer.model)}{checked}.{used}"
    return "No model was used." if answer.abstained else "Quoted word for word, no model."
