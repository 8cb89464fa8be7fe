"""The map of the papers as SVG."""

from collections.abc import Sequence

from rag.paper_map import PaperMap, Topic
from rag.types import Paper
from ui.markdown import escape

_WIDE, _HIGH, _EDGE = 1000, 680, 60
"""Of the map, in its own units."""
_LETTER, _LINE = 8.2, 20
"""Width of a letter and height of a line of its labels, in the same."""


def map_svg(papers: Sequence[Paper], drawn: PaperMap) -> str:
    """The map as SVG: a link a paper, which arrow keys move between, and each topic's words where its papers lie."""
    topic = {place: number for number, topic in enumerate(drawn.topics) for place in topic.papers}
    points = []
    for place, (x, y) in enumerate(drawn.points):
        paper, at = papers[drawn.papers[place]], f'cx="{_x(x):.1f}" cy="{_y(y):.1f}"'
        points.append(
            f'<a class="point topic{topic[place] % 9}" href="#papers" data-do="read" data-paper="{escape(paper.id)}" '
            f'data-topic="{topic[place]}" tabindex="{-1 if place else 0}" aria-label="{escape(paper.title)}">'
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
        top = _y(sorted(drawn.points[place][1] for place in topic.papers)[len(topic.papers) // 8]) - 14
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
