"""Evidence as HTML cards: each cited paper with its quotes highlighted in its whole abstract, and its links."""

from collections.abc import Iterable, Sequence

from rag.types import Answer, Citation, Paper
from ui.markdown import anchor, escape

_OPEN_CARDS = 4
"""Cards that start open; a long list would bury the rest."""


def evidence_html(answer: Answer, prefix: str) -> str:
    """The cards of one answer: cited papers by number, or an abstention's nearest. Card n has the id `{prefix}n`."""
    if answer.citations:
        cards = []
        for place, paper in enumerate(answer.papers):
            quotes = [citation for citation in answer.citations if citation.paper.id == paper.id]
            cards.append(_card(paper, quotes, f"{prefix}{quotes[0].number}", place < _OPEN_CARDS))
        return "".join(cards)
    if answer.nearest:
        cards = [_card(paper, (), f"{prefix}near{n}", False) for n, paper in enumerate(answer.nearest, 1)]
        return '<p class="aside">The nearest papers. They do not answer the question.</p>' + "".join(cards)
    return '<p class="aside">No paper is cited.</p>'


def _card(paper: Paper, quotes: Sequence[Citation], name: str, opened: bool) -> str:
    number = f'<span class="number">{quotes[0].number}</span>' if quotes else ""
    known = (_authors(paper.authors), str(paper.year or ""), paper.venue or "")
    about = ", ".join(escape(part) for part in known if part)
    return (
        f'<details class="card" id="{escape(name)}"{" open" if opened else ""}>'
        f'<summary>{number}<span class="title">{escape(paper.title)}</span></summary>'
        + (f'<p class="about">{about}</p>' if about else "")
        + f'<p class="abstract">{abstract_html(paper.abstract, ((quote.start, quote.end) for quote in quotes))}</p>'
        + _links(paper)
        + "</details>"
    )


def abstract_html(abstract: str, spans: Iterable[tuple[int, int]]) -> str:
    """An abstract as text with `<mark>` around the spans (characters, end exclusive); spans that touch are joined."""
    out, place = [], 0
    for start, end in _joined(spans, abstract):
        out += [escape(abstract[place:start]), "<mark>", escape(abstract[start:end]), "</mark>"]
        place = end
    return "".join([*out, escape(abstract[place:])])


def _joined(spans: Iterable[tuple[int, int]], abstract: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not abstract[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _links(paper: Paper) -> str:
    addresses = dict.fromkeys(address for address in (paper.url, *paper.links) if address)
    items = [anchor(address, _short(address)) for address in addresses]
    if paper.doi:
        items.insert(0, anchor(f"https://doi.org/{paper.doi}", f"doi:{paper.doi}"))
    return f'<ul class="links">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else ""


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _authors(authors: Sequence[str]) -> str:
    return ", ".join(authors) if len(authors) <= 3 else f"{authors[0]} et al."
