"""A conversation as a file, and a table as CSV."""

import csv
import io
import json

from ui_samples import QUOTE, make_answer, make_paper

from rag.types import Answer, Citation, Sentence
from ui.export import conversation
from ui.tables import rows, to_csv
from ui.turns import Turn, unpack_all

TURNS = [Turn("What is Tiny?", make_answer("It works [1].")), Turn("Why?", message="no words")]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_markdown_has_question_answer_and_the_words_it_rests_on() -> None:
    file = conversation(TURNS, "About  Tiny!", "markdown")
    assert file["name"] == "about-tiny.md"
    assert file["text"].splitlines()[0] == "# About Tiny!"
    for part in ("## What is Tiny?", "It works [1].", f"> {QUOTE}", "## Why?", "no words"):
        assert part in file["text"]


def test_json_reads_back_as_the_conversation() -> None:
    file = conversation(TURNS, "About Tiny", "json")
    values = json.loads(file["text"])
    assert values["title"] == "About Tiny" and unpack_all(values["turns"], {"tiny": make_paper()}) == tuple(TURNS)


def test_bibtex_has_the_cited_papers() -> None:
    file = conversation(TURNS, "", "bibtex")
    assert file["name"] == "conversation.bib" and file["text"].count("@misc{tiny,") == 1


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
