"""A Report into files: `report.json`, and `report.html`, a page that opens offline."""

import json
from pathlib import Path

from eval.page import render
from eval.results import Report


def write(report: Report, folder: Path) -> Path:
    """Write both files into a folder (made when missing) and return the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report.to_dict(), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8", errors="replace", newline="\n")
    page = folder / "report.html"
    page.write_text(render(report), encoding="utf-8", errors="replace", newline="\n")
    return page


def read(path: Path) -> Report:
    """The report in a `report.json`. Raises ValueError for another schema."""
    return Report.from_dict(json.loads(path.read_text(encoding="utf-8")))
