"""Evidence as HTML cards: each cited paper with its quotes, its whole abstract with them highlighted, and its links."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote_plus

from rag.reference import about_line, addresses
from rag.types import Answer, Citation, Paper
from ui.markdown import anchor, escape

Span = tuple[int, int]

_SEARCHES = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
    ("Hugging Face", "https://huggingface.co/papers?q="),
)


def evidence_html(answer: Answer, prefix: str) -> str:
    """The cards of one answer: cited papers by number, or an abstention's nearest. Card n has the id `{prefix}n`."""
    if answer.citations:
        cards = []
        opened = 1 if len(answer.papers) > 3 else 3  # more would bury the rest
        for place, paper in enumerate(answer.papers):
            quotes = [citation for citation in answer.citations if citation.paper.id == paper.id]
            cards.append(_card(paper, quotes, f"{prefix}{quotes[0].number}", place < opened))
        return "".join(cards)
    if answer.nearest:
        cards = [_card(paper, (), f"{prefix}near{n}", False) for n, paper in enumerate(answer.nearest, 1)]
        return '<p class="aside">The nearest papers. They do not answer the question.</p>' + "".join(cards)
    return '<p class="aside">No paper is cited.</p>'


def _card(paper: Paper, quotes: Sequence[Citation], name: str, opened: bool) -> str:
    number = f'<span class="number">{quotes[0].number}</span>' if quotes else ""
    spans = [(quote.start, quote.end) for quote in quotes]
    first = f'<span class="quote">“{escape(quotes[0].quote)}”</span>' if quotes else ""
    return (
        f'<details class="card" id="{escape(name)}" data-paper="{escape(paper.id)}"{" open" if opened else ""}>'
        f'<summary>{number}<span class="head"><span class="title">{escape(paper.title)}</span>{first}</span></summary>'
        + about_html(paper)
        + f'<p class="abstract">{abstract_html(paper.abstract, spans, name)}</p>'
        + links_html(paper)
        + paper_tools_html(paper)
        + "</details>"
    )


def about_html(paper: Paper) -> str:
    """Authors, venue and year, as far as they are known."""
    about = about_line(paper)
    return f'<p class="about">{escape(about)}</p>' if about else ""


def abstract_html(abstract: str, spans: Iterable[Span], name: str = "") -> str:
    """An abstract as text with a `<mark>` around each span (characters, end exclusive), with the ids `{name}-q0`, …;
    spans that only space divides are one mark.
    """
    out, place = [], 0
    for number, (start, end) in enumerate(joined(spans, abstract)):
        at = f' id="{escape(name)}-q{number}"' if name else ""
        out += [escape(abstract[place:start]), f"<mark{at}>", escape(abstract[start:end]), "</mark>"]
        place = end
    return "".join([*out, escape(abstract[place:])])


def joined(spans: Iterable[Span], abstract: str) -> list[Span]:
    """Spans in order, those joined that overlap or that only space divides."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and not abstract[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def mark_of(citation: Citation, citations: Sequence[Citation]) -> int:
    """The number of the mark in its paper's abstract that holds a citation's quote."""
    spans = joined(((c.start, c.end) for c in citations if c.paper.id == citation.paper.id), citation.paper.abstract)
    return next(n for n, (start, end) in enumerate(spans) if start <= citation.start < end)


def links_html(paper: Paper) -> str:
    """The addresses of its record and those that the abstract gives, and searches that find the paper elsewhere."""
    known = {address: name for name, address in addresses(paper).items()}
    items = [anchor(address, name) for address, name in known.items()]
    items += [anchor(address, _short(address)) for address in paper.links if address not in known]
    own = f'<ul class="links">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else ""
    found = " ".join(anchor(f"{address}{quote_plus(paper.title)}", name) for name, address in _SEARCHES)
    return f'{own}<p class="find"><span>Find this paper</span> {found}</p>'


def paper_tools_html(paper: Paper, *, like: bool = True, remove: bool = False) -> str:
    """Buttons that go on from a paper; the page's script knows them by `data-do`."""
    name = escape(paper.id)
    more = f'<button type="button" data-do="like" data-paper="{name}">More like this</button>' if like else ""
    if remove:
        more += f'<button type="button" class="quiet" data-do="remove" data-paper="{name}">Remove this paper</button>'
    return f'<p class="go"><button type="button" data-do="about" data-paper="{name}">Ask about it</button>{more}</p>'


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
