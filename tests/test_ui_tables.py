"""Lists and comparisons as rows, and as CSV that a spreadsheet reads and never runs."""

import csv
import io

import pytest
from ui_samples import QUOTE, make_answer, make_paper

from rag.types import Answer, Citation, Sentence
from ui.tables import rows, to_csv


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def listed() -> Answer:
    text = "1 of 9 match:\n\n- Tiny: a <b>small</b> model — =It, works [1]."
    citation = make_answer("").citations[0]
    sentence = Sentence("Tiny: a <b>small</b> model — =It, works [1].", (1,), "partial")
    return Answer("Which?", "Which?", "list", text, (Sentence("1 of 9 match:"), sentence), (citation,), ())


def test_a_list_as_csv_has_a_line_a_paper_and_no_formula() -> None:
    head, line = read(to_csv(listed()))
    assert dict(zip(head, line, strict=True)) == {
        "number": "1",
        "title": "Tiny: a <b>small</b> model",
        "authors": "",
        "year": "",
        "venue": "",
        "address": "",
        "answer": "'=It, works.",
        "support": "partial",
        "quote": QUOTE,
    }


def test_the_entry_of_a_list_is_without_its_title() -> None:
    (row,) = rows(listed())
    assert row.said == "=It, works [1]."


def test_a_comparison_as_csv_is_its_table() -> None:
    paper = make_paper()
    text = "| | A | B |\n|---|---|---|\n| Data | x \\| y [1] | – |"
    quote = Citation(1, paper, QUOTE, paper.abstract.index(QUOTE), paper.abstract.index(QUOTE) + len(QUOTE))
    answer = Answer("A or B?", "A or B?", "compare", text, (), (quote,), ())
    assert read(to_csv(answer)) == [["", "A", "B"], ["Data", "x | y", "–"]]


def test_any_other_answer_as_csv_has_a_line_a_quote() -> None:
    assert [line[-1] for line in read(to_csv(make_answer("It works [1].")))] == ["quote", QUOTE]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_read_as_a_formula_whatever_the_title_begins_with(start: str) -> None:
    answer = make_answer("It works [1].", paper=make_paper(title=f"{start}1+1", authors=(f"{start}cmd",)))
    cells = [cell for line in read(to_csv(answer)) for cell in line]
    assert f"'{start}1+1" in cells
    assert not any(cell.startswith(start) for cell in cells)


def test_a_line_that_is_no_entry_about_a_cited_paper_is_no_row() -> None:
    text = "2 of 9 match:\n\n- Tiny: a <b>small</b> model — it works [1].\n- Another, which is cited nowhere.\nThe end."
    citation = make_answer("").citations[0]
    entry = Sentence("Tiny: a <b>small</b> model — it works [1].", (1,), "supported")
    answer = Answer("Which?", "Which?", "list", text, (Sentence("2 of 9 match:"), entry), (citation,), ())
    assert [(row.number, row.said) for row in rows(answer)] == [(1, "it works [1].")]
