"""Small SVG charts for the report page, drawn as text; colours come from the page's CSS classes."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from eval.measures import measure
from eval.metrics import percentile
from eval.results import Change, Estimate

_WIDTH = 480
_BINS = 24
_ALONE = (
    "svg{background:#fcfcfa}text{font:12px system-ui,sans-serif;fill:#5b6470}.grid{stroke:#e2e4e4}"
    "polyline{fill:none;stroke-width:2}.test{fill:#1f5fbf;stroke:#1f5fbf}.dev{fill:#8a6a1f;stroke:#8a6a1f}"
    ".better{fill:#17703a;stroke:#17703a}.worse{fill:#b02a2a;stroke:#b02a2a}.value{stroke:none}"
)
# As in page.css.
_SERIES = ("test", "dev", "better", "worse")
# The classes whose colours lines of one chart get, in turn.


def intervals(rows: Mapping[str, Mapping[str, Estimate]], title: str) -> str:
    """Dot-and-whisker chart: a row for each name, in it an estimate (0 to 1) with its interval for each series."""
    left, right, step, top = 112, 52, 30, 8
    width = _WIDTH - left - right
    height = top + step * len(rows) + 24
    parts = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = left + width * tick
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{height - 22}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{height - 6}" text-anchor="middle">{tick * 100:.0f}%</text>')
    for number, (name, series) in enumerate(rows.items()):
        middle = top + step * (number + 0.5)
        parts.append(
            f'<text class="label" x="{left - 10}" y="{middle + 4:.1f}" text-anchor="end">{escape(name)}</text>'
        )
        for place, (kind, value) in enumerate(series.items()):
            y = middle + 14 * (place - (len(series) - 1) / 2)
            low, centre, high = (left + width * min(max(v, 0), 1) for v in (value.low, value.value, value.high))
            tip = f"{name}, {kind}: {value.value:.1%} ({value.low:.1%} to {value.high:.1%}, n = {value.n})"
            parts.append(
                f'<g class="{escape(kind)}"><title>{escape(tip)}</title>'
                f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
                f'<circle cx="{centre:.1f}" cy="{y:.1f}" r="4.5"/>'
                f'<text class="value" x="{left + width + 12}" y="{y + 4:.1f}">{value.value:.0%}</text></g>'
            )
    return _svg(height, title, parts)


def histogram(seconds: Sequence[float], title: str) -> str:
    """Histogram of times in milliseconds, with p50 and p95 marked; what is above p99 is in the last bar."""
    left, right, top, base = 52, 40, 44, 190
    width = _WIDTH - left - right
    times = [1000 * value for value in seconds]
    last = _round_up(max(percentile(times, 99), 1e-3))
    counts = [0] * _BINS
    for value in times:
        counts[min(int(value / last * _BINS), _BINS - 1)] += 1
    bar = width / _BINS
    parts = []
    for number, count in enumerate(counts):
        tall = (base - top) * count / max(counts)
        low, high = last * number / _BINS, last * (number + 1) / _BINS
        until = f"to {_short(high)} ms" if number < _BINS - 1 else "ms and more"
        parts.append(
            f'<rect class="bar" x="{left + bar * number + 1:.1f}" y="{base - tall:.1f}" width="{bar - 2:.1f}" '
            f'height="{tall:.1f}"><title>{_short(low)} {until}: {count}</title></rect>'
        )
    parts.append(f'<line class="axis" x1="{left}" x2="{left + width}" y1="{base}" y2="{base}"/>')
    for quarter in range(5):
        x, value = left + width * quarter / 4, last * quarter / 4
        parts.append(f'<text class="tick" x="{x:.1f}" y="{base + 20}" text-anchor="middle">{_short(value)}</text>')
    parts.append(f'<text class="tick" x="{left + width / 2}" y="{base + 38}" text-anchor="middle">milliseconds</text>')
    parts.append(f'<text class="tick" x="{left - 8}" y="{top + 6}" text-anchor="end">{max(counts)}</text>')
    for q, y in ((50, 12), (95, 28)):  # one under the other, and inwards, so that labels neither meet nor leave
        value = percentile(times, q)
        x = left + width * min(value / last, 1)
        anchor, shift = ("start", 5) if x < _WIDTH / 2 else ("end", -5)
        parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 8}" y2="{base}"/>')
        place = f'x="{x + shift:.1f}" y="{y}" text-anchor="{anchor}"'
        parts.append(f'<text class="tick" {place}>p{q} {_short(value)} ms</text>')
    return _svg(base + 46, title, parts)


def curves(series: Mapping[str, Sequence[tuple[float, float]]], title: str) -> str:
    """Risk–coverage curves: a step line for each series of points (coverage, risk), both 0 to 1, coverage rising.

    The last point of each, which is how the system answers as it is, carries a dot and its risk.
    """
    left, right, top, base = 52, 60, 14, 190
    width = _WIDTH - left - right
    most = max((risk for points in series.values() for _, risk in points), default=1.0)
    highest = next(tick for tick in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if tick >= most)

    def place(coverage: float, risk: float) -> tuple[float, float]:
        return left + width * coverage, base - (base - top) * risk / highest

    parts = []
    for quarter in (0, 0.25, 0.5, 0.75, 1):
        x, y = place(quarter, quarter * highest)
        parts.append(f'<line class="grid" x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="tick" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{100 * quarter * highest:.3g}%</text>'
            f'<text class="tick" x="{x:.1f}" y="{base + 20}" text-anchor="middle">{100 * quarter:.0f}%</text>'
        )
    parts.append(
        f'<text class="tick" x="{left + width / 2}" y="{base + 38}" text-anchor="middle">share of questions answered, '
        "surest first</text>"
    )
    for name, points in series.items():
        steps = [place(coverage, risk) for coverage, risk in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in steps)
        x, y = steps[-1]
        coverage, risk = points[-1]
        tip = f"{name}: {coverage:.1%} answered, {risk:.1%} of these wrong"
        parts.append(
            f'<g class="{escape(name)}"><title>{escape(tip)}</title>'
            f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
            f'<text class="value" x="{x + 10:.1f}" y="{y + 4:.1f}">{risk:.0%}</text></g>'
        )
    return _svg(base + 46, title, parts)


def growth(series: Mapping[str, Sequence[tuple[float, float]]], title: str, unit: str) -> str:
    """A line for each series of points (papers, value), both above 0, on logarithmic axes; each point with its value.

    A line that rises by one decade in one decade grows with the number of papers.
    """
    left, right, top, base = 56, 132, 26, 200
    width = _WIDTH - left - right
    points = [point for line in series.values() for point in line]
    few, many = _decades([papers for papers, _ in points])
    low, high = _decades([value for _, value in points])

    def place(papers: float, value: float) -> tuple[float, float]:
        across = (math.log10(papers) - few) / (many - few)
        return left + width * across, base - (base - top) * (math.log10(value) - low) / (high - low)

    parts = []
    for decade in range(low, high + 1):
        y = place(10.0**few, 10.0**decade)[1]
        parts.append(f'<line class="grid" x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="tick" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{_short(10.0**decade)}</text>'
        )
    for decade in range(few, many + 1):
        x = place(10.0**decade, 10.0**low)[0]
        parts.append(f'<text class="tick" x="{x:.1f}" y="{base + 22}" text-anchor="middle">{10**decade:,}</text>')
    parts.append(f'<text class="tick" x="4" y="{top - 14}">{escape(unit)}</text>')
    parts.append(f'<text class="tick" x="{left + width / 2}" y="{base + 40}" text-anchor="middle">papers</text>')
    ends = _apart({name: place(*max(line))[1] for name, line in series.items()}, 15)
    for number, (name, line) in enumerate(series.items()):
        places = [place(*point) for point in sorted(line)]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dots = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{escape(name)}, {papers:,.0f} papers: '
            f"{_short(value)} {escape(unit)}</title></circle>"
            for (x, y), (papers, value) in zip(places, sorted(line), strict=True)
        )
        parts.append(
            f'<g class="{_SERIES[number % len(_SERIES)]}"><polyline points="{drawn}"/>{dots}'
            f'<text class="value" x="{left + width + 10:.1f}" y="{ends[name] + 4:.1f}">{escape(name)}</text></g>'
        )
    return _svg(base + 48, title, parts)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten that hold all values, at least one apart."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _apart(heights: Mapping[str, float], least: float) -> dict[str, float]:
    """The heights, moved down where two names would overlap."""
    out: dict[str, float] = {}
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        out[name] = max([height, *(other + least for other in out.values())])
    return out


def differences(changes: Sequence[Change], title: str) -> str:
    """Dot-and-whisker chart of differences to a baseline around 0, in points of a hundred; only measures in percent.

    What is better and what is worse has a colour of its own; right of 0 is more, which for some measures is worse.
    """
    left, right, step, top = 178, 72, 24, 8
    width = _WIDTH - left - right
    height = top + step * len(changes) + 24
    reach = _round_up(max([0.01, *(max(abs(c.low), abs(c.high)) for c in changes)]))

    def place(value: float) -> float:
        return left + width * (0.5 + value / (2 * reach))

    parts = []
    for tick in (-1.0, -0.5, 0.0, 0.5, 1.0):
        x = place(tick * reach)
        kind = "axis" if tick == 0 else "grid"
        parts.append(f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{height - 22}"/>')
        said = f"{100 * tick * reach:+.3g}" if tick else "0"
        parts.append(f'<text class="tick" x="{x:.1f}" y="{height - 6}" text-anchor="middle">{said}</text>')
    for number, c in enumerate(changes):
        y = top + step * (number + 0.5)
        name = f"{c.split}, {measure(c.measure).head}"
        moved = c.after - c.before
        shown = "same" if c.verdict.startswith("no") else c.verdict
        tip = f"{name}: {c.before:.1%} to {c.after:.1%}, p = {c.p:.3f}, {c.verdict}"
        parts.append(f'<text class="label" x="{left - 10}" y="{y + 4:.1f}" text-anchor="end">{escape(name)}</text>')
        parts.append(
            f'<g class="{shown}"><title>{escape(tip)}</title>'
            f'<line class="whisker" x1="{place(c.low):.1f}" x2="{place(c.high):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<circle cx="{place(moved):.1f}" cy="{y:.1f}" r="4.5"/>'
            f'<text class="value" x="{left + width + 12}" y="{y + 4:.1f}">{100 * moved:+.1f}</text></g>'
        )
    return _svg(height, title, parts)


def alone(chart: str) -> str:
    """A chart as a file of its own, with the colours that it has in a page with a light ground."""
    return chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        ">", f"><style>{_ALONE}</style>", 1
    )


def _short(value: float) -> str:
    """A number to three digits, never in powers of ten."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _round_up(value: float) -> float:
    """The next number of the form 1, 2, 4 or 8 times a power of ten, so that quarters of the axis are short numbers."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 8, 10) if step * power >= value)


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">' + "".join(parts) + "</svg>"
    )
