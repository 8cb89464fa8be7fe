"""The page of all papers: a table that is searched and filtered, one paper to read, and a map of all of them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rag.assistant import Assistant
from rag.errors import RagError
from rag.paper_map import PaperMap, Topic, like, map_of
from rag.types import Paper
from ui.cards import about_html, abstract_html, links_html, paper_tools_html
from ui.markdown import escape

_LONGEST_QUERY = 300
_NEAREST = 10
_LIKE = 5
_WIDE, _HIGH, _EDGE = 1000, 680, 60
"""Of the map, in its own units."""
_LETTER, _LINE = 8.2, 20
"""Width of a letter and height of a line of its labels, in the same."""


@lru_cache(maxsize=2)
def corpus(assistant: Assistant) -> dict[str, Any]:
    """The table's rows and the map as HTML, the names of the topics, and whether years are known."""
    drawn = map_of(assistant.index)
    topic = {number: place for place, topic in enumerate(drawn.topics) for number in topic.papers}
    years = any(paper.year for paper in assistant.papers)
    rows = [_row(paper, topic[n], drawn.topics[topic[n]].label, years) for n, paper in enumerate(assistant.papers)]
    year = '<th scope="col">Year</th>' if years else ""
    return {
        "table": '<table><thead><tr><th scope="col">Paper</th><th scope="col">Topic</th>'
        f'{year}<th scope="col">Links</th></tr></thead><tbody>{"".join(rows)}</tbody></table>',
        "map": map_svg(assistant.papers, drawn),
        "topics": [topic.label for topic in drawn.topics],
        "years": sorted({paper.year for paper in assistant.papers if paper.year}),
        "papers": len(assistant.papers),
    }


def _row(paper: Paper, topic: int, label: str, years: bool) -> str:
    links = len({address for address in (paper.url, *paper.links) if address}) + bool(paper.doi)
    year = f'<td class="year">{paper.year or ""}</td>' if years else ""
    return (
        f'<tr data-paper="{escape(paper.id)}" data-topic="{topic}" data-year="{paper.year or ""}" data-links="{links}">'
        f'<th scope="row"><button type="button" class="title" data-do="read" data-paper="{escape(paper.id)}">'
        f"{escape(paper.title)}</button></th>"
        f'<td class="topic">{escape(label)}</td>{year}<td class="count">{links or ""}</td></tr>'
    )


def find(assistant: Assistant, query: str) -> dict[str, Any]:
    """Ids of the papers that hold all words of a query, in corpus order; where none does, the nearest by meaning."""
    words = query[:_LONGEST_QUERY].casefold().split()
    found = [paper.id for paper in assistant.papers if all(word in _text(paper) for word in words)]
    if found or not words:
        return {"ids": found, "nearest": False}
    try:
        nearest = [paper.id for paper, score in assistant.rank(query[:_LONGEST_QUERY], k=_NEAREST) if score > 0]
    except RagError:
        nearest = []
    return {"ids": nearest, "nearest": True}


@lru_cache(maxsize=20_000)
def _text(paper: Paper) -> str:
    known = (paper.title, paper.abstract, *paper.authors, paper.venue or "", str(paper.year or ""))
    return " ".join(known).casefold()


def paper(assistant: Assistant, paper_id: str) -> dict[str, Any]:
    """One paper to read with those like it, as HTML; empty where there is none with this id."""
    found = next((paper for paper in assistant.papers if paper.id == paper_id), None)
    if found is None:
        return {"html": "", "title": ""}
    near = "".join(
        f'<li><button type="button" class="title" data-do="read" data-paper="{escape(other.id)}">'
        f"{escape(other.title)}</button></li>"
        for other, _ in like(assistant.index, paper_id, _LIKE)
    )
    return {
        "html": f'<h2 class="title" tabindex="-1">{escape(found.title)}</h2>{about_html(found)}'
        f'<p class="abstract">{abstract_html(found.abstract, ())}</p>{links_html(found)}'
        f"{paper_tools_html(found, like=False)}"
        f'<h3>More like this</h3><ul class="like">{near}</ul>',
        "title": found.title,
    }


def map_svg(papers: Sequence[Paper], drawn: PaperMap) -> str:
    """The map as SVG: a link a paper, which arrow keys move between, and each topic's words where its papers lie."""
    topic = {number: place for place, topic in enumerate(drawn.topics) for number in topic.papers}
    points = []
    for number, (x, y) in enumerate(drawn.points):
        paper, at = papers[number], f'cx="{_x(x):.1f}" cy="{_y(y):.1f}"'
        points.append(
            f'<a class="point topic{topic[number] % 9}" href="#papers" data-do="read" data-paper="{escape(paper.id)}" '
            f'data-topic="{topic[number]}" tabindex="{-1 if number else 0}" aria-label="{escape(paper.title)}">'
            f'<circle class="halo" {at} r="15"/><circle class="dot" {at} r="6"/></a>'
        )
    labels = [
        f'<text class="topic{drawn.topics.index(topic) % 9}" x="{x:.1f}" y="{y:.1f}">{escape(topic.label)}</text>'
        for topic, x, y in _labels(drawn)
    ]
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="group" aria-label="Map of the papers: near means alike. '
        f'Arrow keys go from paper to paper, Enter opens one."><g class="points">{"".join(points)}</g>'
        f'<g class="labels" aria-hidden="true">{"".join(labels)}</g></svg>'
    )


def _labels(drawn: PaperMap) -> list[tuple[Topic, float, float]]:
    """Each topic with the place of its words: above its papers, moved up or down where another's words are."""
    placed: list[tuple[Topic, float, float]] = []
    for topic in sorted(drawn.topics, key=lambda topic: -len(topic.papers)):
        half = len(topic.label) * _LETTER / 2
        x = min(max(_x(topic.x), half + 4), _WIDE - half - 4)
        top = _y(sorted(drawn.points[number][1] for number in topic.papers)[len(topic.papers) // 8]) - 14
        tries = [top + step * side for step in range(0, 120, 6) for side in (-1, 1)]
        free = (
            y
            for y in tries
            if 16 < y < _HIGH - 8
            and all(abs(y - b) > _LINE or abs(x - a) > half + len(other.label) * _LETTER / 2 for other, a, b in placed)
        )
        placed.append((topic, x, next(free, top)))
    return placed


def _x(x: float) -> float:
    return _EDGE + x * (_WIDE - 2 * _EDGE)


def _y(y: float) -> float:
    return _EDGE + y * (_HIGH - 2 * _EDGE)
