"""Two small SVG charts for the report page, drawn with text; colours come from the page's CSS classes."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from eval.metrics import percentile
from eval.results import Estimate

_WIDTH = 640
_BINS = 24


def intervals(rows: Mapping[str, Mapping[str, Estimate]], title: str) -> str:
    """Dot-and-whisker chart: a row for each name, in it an estimate (0 to 1) with its interval for each series."""
    left, right, step, top = 112, 60, 38, 8
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
    left, right, top, base = 84, 84, 22, 220
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
        until = f"to {high:.3g} ms" if number < _BINS - 1 else "ms and more"
        parts.append(
            f'<rect class="bar" x="{left + bar * number + 1:.1f}" y="{base - tall:.1f}" width="{bar - 2:.1f}" '
            f'height="{tall:.1f}"><title>{low:.3g} {until}: {count}</title></rect>'
        )
    parts.append(f'<line class="axis" x1="{left}" x2="{left + width}" y1="{base}" y2="{base}"/>')
    for quarter in range(5):
        x, value = left + width * quarter / 4, last * quarter / 4
        parts.append(f'<text class="tick" x="{x:.1f}" y="{base + 18}" text-anchor="middle">{value:.3g}</text>')
    parts.append(f'<text class="tick" x="{left + width / 2}" y="{base + 36}" text-anchor="middle">milliseconds</text>')
    parts.append(f'<text class="tick" x="{left - 8}" y="{top + 6}" text-anchor="end">{max(counts)}</text>')
    for q, anchor, shift in ((50, "end", -5), (95, "start", 5)):  # away from each other, so that labels never meet
        value = percentile(times, q)
        x = left + width * min(value / last, 1)
        parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 14}" y2="{base}"/>')
        label = (
            f'<text class="tick" x="{x + shift:.1f}" y="{top - 6}" text-anchor="{anchor}">p{q} {value:.3g} ms</text>'
        )
        parts.append(label)
    return _svg(base + 44, title, parts)


def _round_up(value: float) -> float:
    """The next number of the form 1, 2, 4 or 8 times a power of ten, so that quarters of the axis are short numbers."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 8, 10) if step * power >= value)


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">' + "".join(parts) + "</svg>"
    )
