"""The map as SVG: a link a paper, one of them in the tab order, labels that do not meet, nothing that is markup."""

import re
from html import unescape

from conftest import make_paper
from ui_samples import Tags

from rag.paper_map import PaperMap, Topic
from ui.paper_map import map_svg

PAPERS = [make_paper(f"Paper {n} <b>&", f"About {n}.") for n in range(6)]
POINTS = tuple((n / 5, (n % 2) / 2 + 0.2) for n in range(6))
TOPICS = (Topic("liver & CT", (0, 1, 2), 0.2, 0.2), Topic("liver on <MRI>", (3, 4, 5), 0.25, 0.2))
SVG = map_svg(PAPERS, PaperMap(POINTS, TOPICS, tuple(range(6))))


def test_each_paper_is_a_link_with_its_title_and_the_first_is_reached_by_tab() -> None:
    tags = Tags(SVG)
    assert tags.balanced
    assert [link["data-paper"] for link in tags.links] == [paper.id for paper in PAPERS]
    assert [link["aria-label"] for link in tags.links] == [paper.title for paper in PAPERS]
    assert [link["tabindex"] for link in tags.links] == ["0", *["-1"] * 5]
    assert [link["data-topic"] for link in tags.links] == ["0"] * 3 + ["1"] * 3


def test_nothing_of_a_title_or_a_label_is_markup() -> None:
    assert "<b>" not in SVG
    assert "<MRI>" not in SVG
    assert {unescape(label) for label in re.findall(r"<text[^>]*>([^<]*)</text>", SVG)} == {t.label for t in TOPICS}


def test_every_point_and_label_lies_within_the_map_and_labels_do_not_meet() -> None:
    wide, high = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"', SVG)[0])
    for x, y in re.findall(r'c?x="([\d.]+)" c?y="([\d.]+)"', SVG):
        assert 0 < float(x) < wide
        assert 0 < float(y) < high
    first, second = (float(y) for y in re.findall(r'<text[^>]* y="([\d.]+)"', SVG))
    assert abs(first - second) > 15
