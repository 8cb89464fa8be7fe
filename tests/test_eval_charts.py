"""The charts of a report: drawn to scale, readable without a mouse, and with nothing that is markup."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from eval.charts import alone, curves, differences, growth, histogram, intervals
from eval.results import Change, Estimate

HALF, FULL = Estimate(0.5, 0.25, 0.75, 40), Estimate(1.0, 0.9, 1.0, 40)
CHANGES = [
    Change("test", "all", "all", "passed", 0.5, 0.6, 0.05, 0.15, 0.01, 100, "better"),
    Change("dev", "all", "all", "false_refusal", 0.1, 0.3, 0.1, 0.3, 0.02, 100, "worse"),
]
CHARTS = {
    "intervals": intervals({"fa<ct": {"test": HALF, "dev": FULL}}, "T & <t>"),
    "histogram": histogram([0.01, 0.02, 0.02, 0.5], "T & <t>"),
    "curves": curves({"test": [(0.5, 0.0), (1.0, 0.25)]}, "T & <t>"),
    "growth": growth({"ours <1>": [(100, 0.5), (1000, 5)], "other": [(100, 0.4)]}, "T & <t>", "s"),
    "differences": differences(CHANGES, "T & <t>"),
}


class Svg(HTMLParser):
    """The elements of a drawing; each must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def numbers(self, tag: str, name: str) -> list[float]:
        return [float(attrs[name] or "") for found, attrs in self.seen if found == tag and name in attrs]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_one_drawing_with_a_name_and_no_markup_of_others(name: str) -> None:
    svg = Svg(CHARTS[name])
    assert [tag for tag, _ in svg.seen].count("svg") == 1
    tag, attrs = svg.seen[0]
    assert (tag, attrs["role"], attrs["aria-label"]) == ("svg", "img", "T & <t>")
    assert {tag for tag, _ in svg.seen} <= {"svg", "g", "line", "text", "circle", "rect", "polyline", "title"}


@pytest.mark.parametrize("name", CHARTS)
def test_everything_lies_within_the_drawing(name: str) -> None:
    svg = Svg(CHARTS[name])
    viewbox = re.search(r'viewBox="0 0 (\d+) (\d+)"', CHARTS[name])
    assert viewbox
    wide, high = map(float, viewbox.groups())
    for tag, names in (("text", "xy"), ("circle", ("cx", "cy")), ("line", ("x1", "y1")), ("line", ("x2", "y2"))):
        x, y = names
        assert all(0 <= value <= wide for value in svg.numbers(tag, x)), (tag, x)
        assert all(0 <= value <= high for value in svg.numbers(tag, y)), (tag, y)


def test_an_interval_is_drawn_to_the_scale_of_its_axis() -> None:
    svg = Svg(CHARTS["intervals"])
    ticks = [float(attrs["x1"] or "") for tag, attrs in svg.seen if tag == "line" and attrs["class"] == "grid"]
    quarter, half, three, full = ticks[1:]
    whiskers = [(a["x1"], a["x2"]) for tag, a in svg.seen if tag == "line" and a["class"] == "whisker"]
    assert [float(v or "") for v in whiskers[0]] == pytest.approx([quarter, three], abs=0.1)
    assert svg.numbers("circle", "cx") == pytest.approx([half, full], abs=0.1)


def test_a_histogram_counts_every_time_and_puts_the_slowest_in_the_last_bar() -> None:
    drawn = histogram([0.005] * 150 + [0.01] * 49 + [50.0], "t")
    counts = [int(n) for n in re.findall(r"<title>[^<]*: (\d+)</title>", drawn)]
    assert (sum(counts), counts[-1]) == (200, 50)


def test_the_last_point_of_a_curve_says_how_the_system_answers_as_it_is() -> None:
    assert "<title>test: 100.0% answered, 25.0% of these wrong</title>" in CHARTS["curves"]
    assert curves({}, "empty").startswith("<svg")


def test_growth_by_a_decade_in_a_decade_is_a_line_of_even_steps() -> None:
    svg = Svg(growth({"line": [(10, 1), (100, 10), (1000, 100)]}, "t", "s"))
    x, y = svg.numbers("circle", "cx"), svg.numbers("circle", "cy")
    assert x[1] - x[0] == pytest.approx(x[2] - x[1], abs=0.2)
    assert y[0] - y[1] == pytest.approx(y[1] - y[2], abs=0.2)
    assert y[0] > y[2]


def test_names_at_the_end_of_lines_never_meet() -> None:
    svg = growth({name: [(10, 1.0), (100, 1.0 + place / 100)] for place, name in enumerate("abcd")}, "t", "s")
    ends = sorted(float(y) for y in re.findall(r'class="value"[^>]* y="([\d.]+)"', svg))
    assert all(second - first >= 14 for first, second in itertools.pairwise(ends))


def test_what_is_better_and_what_is_worse_is_told_apart_by_class_and_side() -> None:
    assert re.findall(r'<g class="(\w+)"', CHARTS["differences"]) == ["better", "worse"]
    assert ">+10.0<" in CHARTS["differences"]


def test_a_chart_of_its_own_brings_its_colours() -> None:
    file = alone(CHARTS["growth"])
    assert file.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert file.count("<style>") == 1
