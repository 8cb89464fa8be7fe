"""The report on speed: figures by size, extrapolated where they grow, on a page that fetches nothing."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from eval import at_size, sizes
from eval.speed_report import _CHARTS, SpeedReport, extrapolated, table, text, write
from eval.timing import Measurement

SIZES = {
    100: [
        Measurement("disk", 2.0, "MB"),
        Measurement("opening", 0.5, "s"),
        Measurement("peak memory, adding", 300, "MB"),
    ],
    1000: [Measurement("disk", 30.0, "MB", "<all>"), Measurement("opening", 0.6, "s", cpu=0.2)],
}


def test_the_table_says_why_a_figure_is_missing() -> None:
    rows = table([Measurement("a", 1.5, "s"), Measurement("b", None, "MB", "not measured: needs psutil here")])
    assert rows.splitlines()[0].split() == ["a", "1.500", "s"]
    assert rows.splitlines()[1].split(maxsplit=1) == ["b", "not measured: needs psutil here"]


def test_only_what_grows_with_the_papers_is_multiplied_from_the_largest_size() -> None:
    (disk,) = extrapolated(SIZES, 1_000_000)
    assert (disk.name, disk.value, disk.unit) == ("disk", 30_000.0, "MB")
    assert "1,000 times" in disk.note
    assert extrapolated({}, 1_000_000) == []


def test_the_table_has_a_column_a_size_and_a_dash_where_nothing_was_measured() -> None:
    rows = text(SpeedReport([], sizes=SIZES)).splitlines()
    assert "opening 0.5 0.6 (0.2 CPU) s" in [" ".join(row.split()) for row in rows]
    assert ["100", "papers", "1,000", "papers"] in [row.split() for row in rows]
    assert "peak memory, adding 300 – MB" in [" ".join(row.split()) for row in rows]


def test_the_page_has_plots_of_growth_escapes_and_fetches_nothing(tmp_path: Path) -> None:
    page = write(SpeedReport([Measurement("a <b>", 1.0, "s")], sizes=SIZES, notes=("lent & read",)), tmp_path)
    written = page.read_text("utf-8")
    assert "lent &amp; read" in written
    assert "a &lt;b&gt;" in written
    assert "&lt;all&gt;" in written
    assert written.count("<svg") == 2  # opening, and disk: what was measured at two sizes
    assert not re.search(r"(src|href)=|url[(]|@import", written)
    kept = json.loads((tmp_path / "speed.json").read_text("utf-8"))
    assert kept["sizes"]["1000"][0]["value"] == 30.0
    assert kept["extrapolated"]["1000000"][0]["value"] == pytest.approx(30_000)


def test_the_plot_for_documents_is_a_file_of_its_own(tmp_path: Path) -> None:
    answers = {size: [Measurement("answer, p50", 10.0 * size, "ms", cpu=size)] for size in (100, 1000)}
    write(SpeedReport([], sizes=answers), tmp_path)
    drawn = ET.parse(tmp_path / "growth.svg").getroot()
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    tips = [title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")]
    assert tips == ["p50, 100 papers: 100 ms", "p50, 1,000 papers: 1,000 ms"]


def test_a_report_without_sizes_has_the_shipped_corpus_alone(tmp_path: Path) -> None:
    page = write(SpeedReport([Measurement("a", 1.0, "s")]), tmp_path)
    assert "<svg" not in page.read_text("utf-8")


def test_every_line_of_a_plot_is_a_figure_that_is_measured_and_its_name_has_room() -> None:
    code = "".join(Path(module.__file__).read_text("utf-8") for module in (at_size, sizes))
    for _, names in _CHARTS.values():
        assert all(len(line) <= 20 for line in names)
        assert all(name in code for name in names.values() if not name.startswith(("answer", "vector", "word")))
