"""A Report into files that open offline: `report.html`, `report.json`, and two short ones to send or to commit,
`summary.html` (the page without the single questions) and `report.md`.
"""

import json
from pathlib import Path

from eval.markdown import summary
from eval.page import render
from eval.results import Report

FILE = "report.json"


class ReportError(ValueError):
    """A file is no report that can be read; the message names file and fix."""


def write(report: Report, folder: Path) -> Path:
    """Write the files into a folder (made when missing) and return the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "report.html"
    text = json.dumps(report.to_dict(), ensure_ascii=False, indent=1)
    for path, content in (
        (folder / FILE, f"{text}\n"),
        (page, render(report)),
        (folder / "summary.html", render(report, questions=False)),
        (folder / "report.md", summary(report)),
    ):
        path.write_text(content, encoding="utf-8", errors="replace", newline="\n")
    return page


def read(path: Path) -> Report:
    """The report in a `report.json`, or in the one of a folder. Raises ReportError."""
    file = path / FILE if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ReportError(f"there is no {str(file)!r}; give a {FILE}, or the folder of one") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ReportError(
            f"{str(file)!r} cannot be read ({error}); give a {FILE} that `python -m eval` wrote"
        ) from error
    try:
        return Report.from_dict(data)
    except ValueError as error:
        raise ReportError(f"{str(file)!r}: {error}") from error
