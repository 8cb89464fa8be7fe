"""What was measured of speed as a table, as JSON and as one page with plots of growth that opens offline."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from eval import charts
from eval.at_size import ASKERS
from eval.timing import Measurement
from rag.version import __version__

SCHEMA = 1
"""Raised when a field of the JSON changes its meaning."""
REACHES = (1_000_000, 100_000_000)
"""Papers that the largest size is extrapolated to."""
_LINEAR = (
    "vectors",
    "embedding all",
    "building the index, without embedding",
    "disk",
    "vector search",
    "word search",
    "a list by a condition",
)
"""What grows with the number of papers, so that the largest size says what more would take."""
_CHARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "An answer without a model, CPU time": (
        "ms",
        {"p50": "answer, p50", "p95": "answer, p95", "vector search": "vector search", "word search": "word search"},
    ),
    "Start, CPU time": (
        "s",
        {
            "cold start": "cold start to the first answer",
            "opening": "opening",
            "first answer": "first answer",
            "adding 10": "adding 10 papers",
        },
    ),
    "Building an index, CPU time": (
        "s",
        {"embedding": "embedding all", "all else": "building the index, without embedding"},
    ),
    "Lists, CPU time": (
        "s",
        {"by a condition": "a list by a condition", "by a topic": "a list by a topic", "a count": "a count"},
    ),
    "Answers a second": (
        "a second",
        {
            f"{count} asker{'' if count == 1 else 's'}": f"answers with {count} asker{'' if count == 1 else 's'}"
            for count in ASKERS
        },
    ),
    "Memory and disk": (
        "MB",
        {
            "building": "peak memory, building",
            "answering": "peak memory, some hundred answers and lists",
            "adding": "peak memory, adding",
            "disk": "disk",
        },
    ),
}
"""The plots of growth: title, unit, and the lines, each by what it is called there and the name of its figure."""
_TILES = ("answer, p95", "opening", "first answer", "adding 10 papers", "peak memory, some hundred answers and lists")
_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """The figures of one machine."""

    shipped: Sequence[Measurement]
    """Of the corpus that comes with the project."""
    reading: Sequence[Measurement] = ()
    """Of the whole corpus file."""
    sizes: Mapping[int, Sequence[Measurement]] = field(default_factory=dict)
    """Of its first papers, by their number."""
    notes: Sequence[str] = ()
    """What a reader must know to read them rightly."""
    date: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {
            "schema": SCHEMA,
            "date": self.date,
            "version": __version__,
            **machine(),
            "notes": list(self.notes),
            "measurements": [m.to_dict() for m in self.shipped],
            "reading": [m.to_dict() for m in self.reading],
            "sizes": {str(size): [m.to_dict() for m in figures] for size, figures in self.sizes.items()},
            "extrapolated": {str(reach): [m.to_dict() for m in extrapolated(self.sizes, reach)] for reach in REACHES},
        }


def machine() -> dict[str, Any]:
    """What the figures belong to."""
    return {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}


def extrapolated(sizes: Mapping[int, Sequence[Measurement]], papers: int) -> list[Measurement]:
    """What grows with the number of papers, for so many: the largest size's figures, multiplied. None without sizes."""
    if not sizes:
        return []
    size = max(sizes)
    note = f"{papers / size:,.0f} times that of {size:,} papers"
    return [
        Measurement(m.name, m.value * papers / size, m.unit, note, m.cpu and m.cpu * papers / size)
        for m in sizes[size]
        if m.name in _LINEAR and m.value is not None
    ]


def write(report: SpeedReport, folder: Path) -> Path:
    """Write `speed.json` and `speed.html` into a folder (made when missing), and with several sizes `growth.svg`, which
    a document can show; the path of the page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "speed.json").write_text(json.dumps(report.to_dict(), indent=1) + "\n", encoding="utf-8", newline="\n")
    title, (unit, names) = next(iter(_CHARTS.items()))
    chart = growth_chart(report, title, unit, names)
    if chart:
        (folder / "growth.svg").write_text(charts.alone(chart), encoding="utf-8", newline="\n")
    page = folder / "speed.html"
    page.write_text(render(report), encoding="utf-8", newline="\n")
    return page


def text(report: SpeedReport) -> str:
    """The figures as text."""
    blocks = [table(report.shipped)]
    if report.sizes:
        rows = [["", *(f"{size:,} papers" for size in report.sizes), ""]]
        for name, unit in _names(report.sizes):
            found = [_found(figures, name) for figures in report.sizes.values()]
            values = [_value(m) + (_cpu(m) if m else "") for m in found]
            rows.append([name, *values, unit])
        blocks += [table(report.reading), "\n".join(_line(row) for row in rows)]
    return "\n\n".join([*blocks, *report.notes])


def table(measurements: Sequence[Measurement]) -> str:
    """Figures one under another, with their notes."""
    rows = [
        f"{m.name:<46}"
        + (f"{m.value:10.3f} {m.unit:<8}" if m.value is not None else f"{'':>10} {'':<8}")
        + f" {m.note}"
        for m in measurements
    ]
    return "\n".join(row.rstrip() for row in rows)


def _line(row: Sequence[str]) -> str:
    name, *values, unit = row
    return (f"{name:<58}" + "".join(f"{value:>24}" for value in values) + f" {unit}").rstrip()


def _names(sizes: Mapping[int, Sequence[Measurement]]) -> list[tuple[str, str]]:
    """Names and units of all figures, in the order in which they were measured."""
    return list(dict.fromkeys((m.name, m.unit) for figures in sizes.values() for m in figures))


def _found(figures: Sequence[Measurement], name: str) -> Measurement | None:
    return next((m for m in figures if m.name == name), None)


def _value(m: Measurement | None) -> str:
    return "–" if m is None or m.value is None else _short(m.value)


def _cpu(m: Measurement) -> str:
    return "" if m.cpu is None else f" ({_short(m.cpu)} CPU)"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def render(report: SpeedReport) -> str:
    """The page: needs nothing else, and fetches nothing."""
    facts = [report.date.replace("T", " ").replace("+00:00", " UTC"), f"version {__version__}"]
    facts += [f"{name}: {value}" for name, value in machine().items()]
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in report.notes)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Citewell speed, {escape(report.date[:10])}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>How fast Citewell is</h1>
<p class="facts">{escape(" · ".join(facts))}</p>
</header>
{_headline(report)}
{notes}
{_by_size(report)}
{_section("The corpus that comes with it", report.shipped)}
<footer>Nothing on this page is fetched from elsewhere. How each figure is taken: <code>eval/speed.py</code>,
<code>eval/at_size.py</code>, <code>eval/plain.py</code>.</footer>
</main>
</body>
</html>
"""


def _headline(report: SpeedReport) -> str:
    if not report.sizes:
        return ""
    size = max(report.sizes)
    tiles = [
        f'<div class="tile"><span class="head">{escape(m.name)}</span><strong>{_value(m)} {escape(m.unit)}</strong>'
        f"<span>{escape(f'{_short(m.cpu)} {m.unit} of CPU time' if m.cpu is not None else m.note)}</span></div>"
        for name in _TILES
        if (m := _found(report.sizes[size], name))
    ]
    return f'<p class="lead">With {size:,} papers:</p><div class="tiles">{"".join(tiles)}</div>'


def _by_size(report: SpeedReport) -> str:
    if not report.sizes:
        return ""
    figures = "".join(
        f"<figure><figcaption>{escape(title)}</figcaption>{_wide(title, chart)}</figure>"
        for title, (unit, names) in _CHARTS.items()
        if (chart := growth_chart(report, title, unit, names))
    )
    reached = [extrapolated(report.sizes, reach) for reach in REACHES]
    head = "".join(f'<th scope="col">{size:,}</th>' for size in report.sizes) + "".join(
        f'<th scope="col">{reach:,}, extrapolated</th>' for reach in REACHES
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(_cell(_found(column, name)) for column in (*report.sizes.values(), *reached))
        + f'<td class="left">{escape(unit)}</td></tr>'
        for name, unit in _names(report.sizes)
    )
    table = f'<table><thead><tr><th scope="col">papers</th>{head}<th></th></tr></thead><tbody>{rows}</tbody></table>'
    return (
        f'<section><h2>From few papers to many</h2><div class="charts">{figures}</div>'
        f"{_wide('Figures by size', table)}</section>{_section('Reading the whole file', report.reading)}"
    )


def growth_chart(report: SpeedReport, title: str, unit: str, names: Mapping[str, str]) -> str:
    """A plot of these figures (the name of each line, and of its figure) by size, CPU time where it is known; empty
    where there is none of two sizes.
    """
    series = {
        line: [
            (float(size), value)
            for size, figures in report.sizes.items()
            if (m := _found(figures, name)) and (value := m.value if m.cpu is None else m.cpu)
        ]
        for line, name in names.items()
    }
    lines = {name: points for name, points in series.items() if len(points) > 1}
    return charts.growth(lines, title, unit) if lines else ""


def _cell(m: Measurement | None) -> str:
    if m is None:
        return '<td title="not measured">–</td>'
    return f'<td title="{escape(m.note)}">{_value(m)}{_cpu(m)}</td>'


def _section(title: str, figures: Sequence[Measurement]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(m.name)}</th><td>{_value(m)}{_cpu(m)}</td><td class="left">{escape(m.unit)}</td>'
        f'<td class="left">{escape(m.note)}</td></tr>'
        for m in figures
    )
    content = _wide(title, f"<table><tbody>{rows}</tbody></table>")
    return f"<section><h2>{escape(title)}</h2>{content}</section>" if figures else ""


def _wide(what: str, content: str) -> str:
    """A part that scrolls by itself where the page is narrower."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(what)}">{content}</div>'
