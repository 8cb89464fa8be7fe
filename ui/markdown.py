"""An answer's Markdown to HTML: markers become links, everything that people or papers wrote stays text.

Blocks (paragraphs, lists, tables, headings, fenced code) are read for every answer. Bold, italics, code and
`[text](address)` are read only in what a model wrote: an extractive answer is made of papers' own words, and a `*`
or `_` there means itself. HTML, images and LaTeX are never read; an address is a link only when a cited paper gives
it.

The HTML holds no line break, so that a Markdown renderer that it is handed to takes it as one block and reads
nothing into it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape as _escape

from rag.types import Sentence, Support

_OPEN = {"partial": "\ue000", "unsupported": "\ue001", "unchecked": "\ue003"}
_CLOSE = "\ue002"
"""Private-use characters that carry the ends of marked sentences through the Markdown; removed from the text first."""
_PRIVATE = re.compile("[\ue000-\ue003]")

_TITLES = {
    "partial": ("partly", "Only part of this sentence stands in the paper that it cites"),
    "unsupported": ("unsupported", "The words of this sentence do not stand in the paper that it cites"),
    "uncited": ("no source", "This sentence cites no paper"),
}
_PREFIX = re.compile(r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+|#{1,6}\s+|>\s?|\|\s*)?")
_BULLET = re.compile(r"\s*[-*+]\s+(.*)")
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)]\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
_RULER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CELLS = re.compile(r"(?<!\\)\|")

_ALWAYS = r"(?P<mark>[\ue000-\ue003])|(?P<number>[ \u00a0]?\[(?P<n>\d{1,3})\])|(?P<link>https?://[^\s<>\"]+)"
_PLAIN = re.compile(_ALWAYS)
_RICH = re.compile(
    _ALWAYS + r"|\[(?P<label>[^\[\]\n]+)\]\((?P<address>https?://[^\s()]+)\)"
    r"|`(?P<code>[^`\n]+)`|\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|(?<![\w*])\*(?=[^\s*])(?P<italic>[^*\n]+?)(?<=\S)\*(?![\w*])"
)


def escape(text: str) -> str:
    """Text as HTML text without line breaks: `<`, `&`, quotes and new lines as character references."""
    return _escape(text, quote=True).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "&#10;")


def anchor(address: str, text: str) -> str:
    """A link that opens in a new tab; `text` alone when the address is not http or https."""
    if not re.match(r"https?://", address, re.I):
        return escape(text)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def to_html(
    text: str,
    *,
    numbers: Collection[int] = (),
    links: Sequence[str] = (),
    sentences: Sequence[Sentence] = (),
    prefix: str = "",
    quotes: Sequence[int] = (),
    rich: bool = False,
    unchecked: str = "",
) -> str:
    """HTML of an answer's text.

    `numbers` are the citations that exist: `[n]` becomes a link to `#{prefix}n`, or to `#{prefix}n-q{quotes[k]}` for
    the k-th of these markers. `links` are the addresses that may be links. Of `sentences`, those that are not fully
    supported are marked. `rich` reads bold, italics and code too. `unchecked` is more text, set in the colour of what
    is not checked yet.
    """
    inline = _Inline(frozenset(numbers), tuple(sorted(links, key=len, reverse=True)), prefix, rich, list(quotes))
    marked = _marked(_PRIVATE.sub("", text), sentences)
    if unchecked.strip():
        space = unchecked[: len(unchecked) - len(unchecked.lstrip())]
        marked += f"{space}{_OPEN['unchecked']}{_PRIVATE.sub('', unchecked.strip())}{_CLOSE}"
    return "".join(_blocks(marked, inline))


def to_inline_html(text: str, *, numbers: Collection[int] = (), prefix: str = "", quotes: Sequence[int] = ()) -> str:
    """One line of an extractive answer: its markers become links, the rest stays text."""
    return _Inline(frozenset(numbers), (), prefix, False, list(quotes)).html(_PRIVATE.sub("", text))


def _marked(text: str, sentences: Sequence[Sentence]) -> str:
    """The text with weak sentences between marks; a sentence that is not found is left alone."""
    out, place = [], 0
    for sentence in sentences:
        body = _PRIVATE.sub("", sentence.text)
        start = text.find(body, place) if body else -1
        if start < 0:
            continue
        end = start + len(body)
        name = _weakness(sentence.support)
        if name:
            prefix = _PREFIX.match(body)
            inner = start + (prefix.end() if prefix else 0)
            mark = _OPEN[name] if sentence.numbers or name == "partial" else _OPEN[name] * 2
            out += [text[place:inner], mark, text[inner:end], _CLOSE]
        else:
            out.append(text[place:end])
        place = end
    return "".join([*out, text[place:]])


def _weakness(support: Support | None) -> str | None:
    return support if support in _OPEN else None


def _blocks(text: str, inline: "_Inline") -> Iterator[str]:
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.lstrip().startswith("```"):
            end = next((i for i in range(at + 1, len(lines)) if lines[i].lstrip().startswith("```")), len(lines))
            yield f"<pre><code>{escape(_PRIVATE.sub('', chr(10).join(lines[at + 1 : end])))}</code></pre>"
            at = end + 1
        elif _starts_table(lines, at):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield _table(line, lines[at + 2 : end], inline)
            at = end
        elif heading := _HEADING.match(line):
            yield f'<p class="heading">{inline.html(heading[1])}</p>'
            at += 1
        elif _BULLET.match(line) or _NUMBERED.match(line):
            pattern, tag = (_BULLET, "ul") if _BULLET.match(line) else (_NUMBERED, "ol")
            items: list[str] = []
            first = _NUMBERED.match(line)
            start = f' start="{int(first[1])}"' if tag == "ol" and first and first[1] != "1" else ""
            while at < len(lines) and (item := pattern.match(lines[at])):
                items.append(f"<li>{inline.html(item[item.re.groups])}</li>")
                at += 1
            yield f"<{tag}{start}>{''.join(items)}</{tag}>"
        else:
            end = at + 1
            while end < len(lines) and lines[end].strip() and not _starts_block(lines, end):
                end += 1
            yield f"<p>{'<br>'.join(inline.html(part.strip()) for part in lines[at:end])}</p>"
            at = end


def _starts_block(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    patterns = (_HEADING, _BULLET, _NUMBERED)
    return _starts_table(lines, at) or line.lstrip().startswith("```") or any(p.match(line) for p in patterns)


def _starts_table(lines: Sequence[str], at: int) -> bool:
    return "|" in lines[at] and at + 1 < len(lines) and "|" in lines[at + 1] and is_ruler(lines[at + 1])


def _table(head: str, rows: Sequence[str], inline: "_Inline") -> str:
    titles = "".join(f'<th scope="col">{inline.html(cell)}</th>' for cell in cells(head))
    body = "".join(f"<tr>{''.join(f'<td>{inline.html(cell)}</td>' for cell in cells(row))}</tr>" for row in rows)
    return f'<div class="table"><table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>'


def is_ruler(line: str) -> bool:
    """Whether a line is the one under a table's head."""
    return bool(_RULER.match(line))


def cells(row: str) -> list[str]:
    """The cells of one line of a Markdown table."""
    inner = row.strip().removeprefix("|")
    closed = inner.endswith(_CLOSE)
    inner = inner.removesuffix(_CLOSE).rstrip()
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    cells = [cell.strip().replace("\\|", "|") for cell in _CELLS.split(inner)]
    if closed:
        cells[-1] += _CLOSE
    return cells


@dataclass(slots=True)
class _Inline:
    """Inline Markdown to HTML. A weak sentence may run over cells or bold words: its span is closed around them."""

    numbers: frozenset[int]
    links: tuple[str, ...]
    prefix: str
    rich: bool
    quotes: list[int] = field(default_factory=list)
    _weak: list[str] = field(default_factory=list)

    def html(self, text: str) -> str:
        """One line, or one cell, balanced in itself."""
        return self._resume() + self._inner(text) + self._suspend()

    def _inner(self, text: str) -> str:
        out, place = [], 0
        for match in (_RICH if self.rich else _PLAIN).finditer(text):
            out.append(escape(text[place : match.start()]))
            out.append(self._token(match))
            place = match.end()
        return "".join([*out, escape(text[place:])])

    def _token(self, match: re.Match[str]) -> str:
        found = match.groupdict()
        if found["mark"]:
            return self._mark(found["mark"])
        if found["number"]:
            n = int(found["n"])
            return self._citation(n) if n in self.numbers else escape(match[0])
        if found["link"]:
            return self._address(found["link"])
        if found["label"] and found["address"]:
            known = found["address"] in self.links
            return anchor(found["address"], found["label"]) if known else escape(match[0])
        if found["code"]:
            return f"<code>{escape(_PRIVATE.sub('', found['code']))}</code>"
        tag, inner = ("strong", found["bold"]) if found["bold"] else ("em", found["italic"])
        return f"{self._suspend()}<{tag}>{self._resume()}{self._inner(inner)}{self._suspend()}</{tag}>{self._resume()}"

    def _citation(self, n: int) -> str:
        at = f"-q{self.quotes.pop(0)}" if self.quotes else ""
        # The no-break space keeps a marker from starting a line.
        return f'&nbsp;<a class="cite" href="#{escape(self.prefix)}{n}{at}" aria-label="source {n}">{n}</a>'

    def _address(self, text: str) -> str:
        known = next((link for link in self.links if text.startswith(link)), None)
        if known is None:
            marks = list(_PRIVATE.finditer(text))
            if not marks:
                return escape(text)
            return escape(text[: marks[0].start()]) + self._inner(text[marks[0].start() :])
        return anchor(known, known) + self._inner(text[len(known) :])

    def _mark(self, mark: str) -> str:
        if mark != _CLOSE:
            name = next(name for name, character in _OPEN.items() if character == mark)
            if self._weak:  # the mark twice: it cites nothing
                closed = self._suspend()
                self._weak = ["uncited"]
            else:
                closed = ""
                self._weak = [name]
            return closed + self._resume()
        title = _TITLES.get(self._weak[0]) if self._weak else None
        note = f' <span class="weak-note">({title[0]})</span>' if title else ""
        closed = self._suspend()
        self._weak = []
        return closed + note

    def _resume(self) -> str:
        if not self._weak:
            return ""
        title = _TITLES.get(self._weak[0])
        return f'<span class="weak" title="{title[1]}">' if title else '<span class="unchecked">'

    def _suspend(self) -> str:
        return "</span>" if self._weak else ""
