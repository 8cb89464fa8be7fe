"""Lists in order of years, and counts by year, venue and author, as a reader gets them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, make_assistant, make_paper
from llm_server import LLMServer

from rag import Answer, Assistant, Paper
from rag.by_record import by_age, tally
from rag.facts import Facts
from rag.read_records import ByAge, Tally

LIVER, SWIN, SURVEY = PAPERS
DATED = (
    replace(LIVER, authors=("Ann Lee",), year=2022, venue="MICCAI"),
    replace(SWIN, authors=("Bob Roy", "Ann Lee"), year=2024),
    replace(SURVEY, year=2024, venue="Medical | Image Analysis"),
    make_paper("KidneyNet: Another Organ", "KidneyNet segments the kidney on ultrasound. It was trained on 40 scans."),
    replace(
        make_paper("LungNet: A Third Organ", "LungNet segments the lung on radiographs."),
        year=2023,
        authors=("Ann Lee",),
    ),
)
KIDNEY, LUNG = DATED[3], DATED[4]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("by_record"), DATED)


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("undated"))


def cited(assistant: Assistant, question: str) -> list[str]:
    return [citation.paper.id for citation in assistant.ask(question).citations]


# --- the newest and the oldest -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("What is the latest paper?", [SWIN, SURVEY]),
        ("newest three papers", [SWIN, SURVEY, LUNG]),
        ("oldest paper", [LIVER]),
        ("Which paper was published first?", [LIVER]),
        ("the newest paper by Ann Lee", [SWIN]),
        ("What is the oldest paper since 2023?", [LUNG]),
        ("What are the newest papers?", [SWIN, SURVEY, LUNG, LIVER]),
        ("List all papers, oldest first", [LIVER, LUNG, SWIN, SURVEY, KIDNEY]),
    ],
)
def test_papers_come_in_order_of_their_years(assistant: Assistant, question: str, papers: list[Paper]) -> None:
    assert cited(assistant, question) == [paper.id for paper in papers]


def test_each_paper_is_quoted_under_its_year(assistant: Assistant) -> None:
    answer = assistant.ask("newest three papers")
    assert (answer.kind, answer.abstained) == ("list", False)
    assert answer.text.startswith("The newest 3 of 4 papers with a year:\n\n2024:\n\n- SwinSeg")
    assert "\n\n2023:\n\n- LungNet: A Third Organ — LungNet segments the lung on radiographs [3]." in answer.text
    assert "1 paper without a year was left out" in (answer.notice or "")
    assert {sentence.support for sentence in answer.sentences} == {None, "supported"}


def test_papers_of_one_year_are_not_told_apart(assistant: Assistant) -> None:
    answer = assistant.ask("What is the latest paper?")
    assert answer.text.startswith("Of 4 papers with a year, these 2 are the newest, of one year:")
    assert "no days" in (answer.notice or "")


def test_a_topic_is_decided_as_in_any_list(assistant: Assistant) -> None:
    listed = cited(assistant, "Which papers segment an organ?")
    newest = cited(assistant, "Which papers segment an organ, newest first?")
    assert newest and sorted(newest) == sorted(listed)
    assert assistant.ask("What is the latest paper on stock prices?").abstained


def test_where_no_record_has_a_year_that_is_said(undated: Assistant) -> None:
    answer = undated.ask("What is the latest paper?")
    assert (answer.abstained, answer.citations) == (True, ())
    assert "cannot be told: the papers carry no year" in answer.text


def test_a_list_that_cannot_be_put_in_order_is_given_as_it_is(undated: Assistant) -> None:
    answer = undated.ask("List all papers, newest first")
    assert [citation.paper.id for citation in answer.citations] == [paper.id for paper in PAPERS]
    assert "not put in order: the papers carry no year" in (answer.notice or "")


def test_of_many_papers_of_one_year_some_are_shown() -> None:
    found = by_age(np.array([2020] * 300 + [2019, 0], np.int32), ByAge("", True, 1), whole=True)
    assert (len(found.places), found.of, found.without, found.tied) == (300, 301, 1, 299)


def test_no_more_than_were_asked_for_where_years_tell_them_apart() -> None:
    found = by_age(np.array([2018, 2020, 2019, 2021], np.int32), ByAge("", True, 2), whole=True)
    assert (found.places, found.years, found.tied) == ((3, 1), (2021, 2020), 0)


# --- by year, venue, author ----------------------------------------------------------------------


def test_papers_are_counted_by_year_with_those_that_have_none(assistant: Assistant) -> None:
    answer = assistant.ask("How many papers each year?")
    assert answer.kind == "count"
    assert answer.text == (
        "5 papers, by year:\n\n| year | papers |\n| --- | --- |\n| 2022 | 1 |\n| 2023 | 1 |\n| 2024 | 2 |\n"
        "| no year known | 1 |"
    )
    assert {sentence.support for sentence in answer.sentences} == {None}


def test_the_year_with_most_comes_first_where_that_is_asked(assistant: Assistant) -> None:
    rows = assistant.ask("Which year has the most papers?").text.splitlines()
    assert rows[4:] == ["| 2024 | 2 |", "| 2022 | 1 |", "| 2023 | 1 |", "| no year known | 1 |"]


def test_a_filter_and_a_topic_limit_what_is_counted(assistant: Assistant) -> None:
    by_ann = assistant.ask("How many papers by Ann Lee are there per year?").text
    assert by_ann.splitlines()[4:] == ["| 2022 | 1 |", "| 2023 | 1 |", "| 2024 | 1 |"]
    listed = assistant.ask("Which papers study the kidney?").citations
    counted = assistant.ask("How many papers are there on the kidney per year?").text
    assert [citation.paper.id for citation in listed] == [KIDNEY.id]
    assert counted.splitlines()[0] == "1 paper that matches “kidney”, by year:"
    assert counted.splitlines()[4:] == ["| no year known | 1 |"]


def test_a_name_cannot_break_the_table(assistant: Assistant) -> None:
    text = assistant.ask("papers by venue").text
    assert "| Medical ∣ Image Analysis | 1 |" in text
    assert "| no venue known | 3 |" in text


def test_of_many_authors_the_first_are_shown() -> None:
    papers = [replace(make_paper(f"Paper {n}", "…"), authors=(f"A{n:02}", "All")) for n in range(40)]
    table = tally(Facts(papers), range(40), Tally("", "author", False), "", "").text.splitlines()
    assert table[4] == "| All | 40 |"
    assert table[-1] == "| 11 others | 1 or fewer each |"


def test_a_field_that_no_record_has_is_named(undated: Assistant) -> None:
    assert "Papers by venue cannot be told: the papers carry no venue" in undated.ask("papers by venue").text


def test_what_is_written_by_someone_in_a_year_is_listed(assistant: Assistant) -> None:
    assert cited(assistant, "Which papers are by Ann Lee in 2023?") == [LUNG.id]


# --- in a conversation ---------------------------------------------------------------------------


def after(assistant: Assistant, first: str, then: str) -> Answer:
    """The answer to a question after another was answered."""
    said = assistant.ask(first).text
    return assistant.ask(then, history=[{"role": "user", "content": first}, {"role": "assistant", "content": said}])


@pytest.mark.parametrize(
    ("then", "papers"),
    [
        ("Which one is the newest?", [LUNG]),
        ("And the oldest?", [LIVER]),
        ("Sort them by year", [LUNG, LIVER]),
        ("What is the latest paper?", [SWIN, SURVEY]),
    ],
)
def test_the_papers_just_listed_are_meant_where_the_question_points_at_them(
    assistant: Assistant, then: str, papers: list[Paper]
) -> None:
    answer = after(assistant, "the two oldest papers", then)
    assert [citation.paper.id for citation in answer.citations] == [paper.id for paper in papers]


def test_the_papers_just_listed_are_counted(assistant: Assistant) -> None:
    rows = after(assistant, "the two oldest papers", "How many of them each year?").text.splitlines()
    assert (rows[0], rows[4:]) == ("2 papers, by year:", ["| 2022 | 1 |", "| 2023 | 1 |"])


def test_a_model_is_not_asked_what_the_records_say(tmp_path: Path, provider: LLMServer) -> None:
    small = make_assistant(tmp_path, DATED, model="openai/faithful", cache=0)
    assert [
        small.ask(question).model
        for question in ("newest three papers", "papers by venue", "Which papers segment an organ, newest first?")
    ] == [None] * 3
    assert provider.requests == []
    small.close()
