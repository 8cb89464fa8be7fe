"""From a question that stands alone to a plan: its kind, its evidence, and what is missing."""

from collections.abc import Generator
from dataclasses import replace

import pytest
from conftest import PAPERS, make_assistant, make_paper

from rag import Assistant, Paper, lists
from rag.plan import Plan
from rag.turn import Standalone
from rag.types import HowFar

LIVER, SWIN, SURVEY = PAPERS
DATED = (
    replace(LIVER, authors=("Ann Lee",), year=2022, venue="MICCAI"),
    replace(SWIN, authors=("Bob Roy",), year=2024),
    replace(SURVEY, year=2024),
    make_paper("KidneyNet: Another Organ", "KidneyNet segments the kidney on ultrasound. It was trained on 40 scans."),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("planning"), DATED)


def plan(assistant: Assistant, question: str, **known: object) -> Plan:
    return whole(assistant._planner.plan(Standalone(question, **known)))  # type: ignore[arg-type]


def whole(steps: Generator[HowFar, None, Plan]) -> Plan:
    """What is planned in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Plan = end.value
            return found


def papers(found: Plan) -> list[str]:
    """The papers of its evidence, in their order."""
    return list(dict.fromkeys(passage.paper.id for passage in found.evidence))


# --- facts ---------------------------------------------------------------------------------------


def test_a_fact_is_written_from_whole_papers_the_best_first(assistant: Assistant) -> None:
    found = plan(assistant, "On how many scans of stroke was SwinSeg trained?")
    assert (found.kind, found.gap, found.draft) == ("fact", None, None)
    assert papers(found)[0] == SWIN.id
    for id_ in papers(found):
        number = assistant.index.numbers[id_]
        spans = {(passage.start, passage.end) for passage in found.evidence if passage.paper.id == id_}
        assert spans == {assistant.index.span(row) for row in assistant.index.rows(number)}


@pytest.mark.parametrize("most", [1, 2])
def test_it_is_written_from_no_more_papers_than_the_setting_says(
    tmp_path_factory: pytest.TempPathFactory, most: int
) -> None:
    few = make_assistant(tmp_path_factory.mktemp("few"), DATED, top_k=most)
    assert len(papers(plan(few, "What segments the liver on CT?"))) == most


def test_what_the_records_say_comes_with_a_sentence_of_the_paper(assistant: Assistant) -> None:
    found = plan(assistant, "Who wrote LiverNet?")
    assert found.record
    assert "Ann Lee" in " ".join(found.record)
    assert found.draft is not None
    assert [paper.id for paper in found.draft.papers] == [LIVER.id]
    assert found.notices


def test_what_the_records_do_not_say_is_left_to_the_abstracts(assistant: Assistant) -> None:
    assert plan(assistant, "Who wrote KidneyNet?").record == ()


def test_a_gap_that_is_known_before_is_the_plan(assistant: Assistant) -> None:
    alone = Standalone("What is SwinSeg?")
    found = whole(assistant._planner.plan(alone, "No paper is since 2030."))
    assert (found.kind, found.gap, found.evidence, found.draft) == ("abstain", "No paper is since 2030.", (), None)
    pointing = plan(assistant, "What is SwinSeg?", gap="No third paper was named.")
    assert (pointing.kind, pointing.gap) == ("abstain", "No third paper was named.")


@pytest.mark.parametrize("question", ["Who won the world cup?", "What is WhaleFormer?", "Should I take aspirin?"])
def test_what_the_abstracts_do_not_say_is_a_gap_with_the_nearest_papers(assistant: Assistant, question: str) -> None:
    found = plan(assistant, question)
    assert found.kind == "abstain"
    assert found.gap
    assert found.draft is None


# --- lists and counts ----------------------------------------------------------------------------


def test_a_list_has_a_sentence_of_each_paper_that_belongs(assistant: Assistant) -> None:
    found = plan(assistant, "Which papers use state space models?")
    assert found.kind == "list"
    assert papers(found) == [SURVEY.id]
    assert {int(assistant.index.owners[row]) for row in found.found} == {2}
    assert found.draft is not None
    assert "state space model" in found.draft.text


def test_a_question_for_all_papers_counts_them(assistant: Assistant) -> None:
    found = plan(assistant, "How many papers are there?")
    assert found.kind == "count"
    assert sorted(papers(found)) == sorted(paper.id for paper in DATED)
    assert found.draft is not None
    assert "4" in found.draft.text


def test_a_list_that_nothing_belongs_to_says_how_many_were_checked(assistant: Assistant) -> None:
    found = plan(assistant, "Which papers predict the weather for farmers?")
    assert found.kind == "abstain"
    assert found.gap is not None
    assert "4 papers" in found.gap


def test_a_list_that_is_narrowed_is_of_the_papers_just_listed(assistant: Assistant) -> None:
    whole = plan(assistant, "Which papers were trained on scans?")
    assert {SWIN.id, DATED[3].id} <= set(papers(whole))
    narrowed = plan(assistant, "Which papers were trained on scans?", among=(3,))
    assert papers(narrowed) == [DATED[3].id]


def test_what_a_list_sets_aside_and_what_it_does_not_compare_is_said(assistant: Assistant) -> None:
    aside = plan(assistant, "Which papers were trained on scans but not the kidney?")
    assert any("but not the kidney" in notice for notice in aside.notices)
    assert DATED[3].id not in papers(aside)
    limit = plan(assistant, "Which papers segment the liver on more than 100?")
    assert limit.draft is not None and limit.draft.text.startswith("Sizes are not compared, so “more than 100”")


def test_of_a_large_corpus_the_nearest_are_checked_and_that_is_said(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_MOST_READ", 2)
    found = plan(assistant, "Which papers use state space models?")
    assert any(notice.startswith("2 of the 4 papers were checked") for notice in found.notices)


# --- comparisons ---------------------------------------------------------------------------------


def test_a_comparison_has_a_column_for_each_side(assistant: Assistant) -> None:
    found = plan(assistant, "Compare LiverNet and SwinSeg")
    assert found.kind == "compare"
    assert found.draft is not None
    assert [paper.id for paper in found.draft.papers] == [LIVER.id, SWIN.id]
    assert set(papers(found)) == {LIVER.id, SWIN.id}


def test_a_question_that_compares_in_words_only_is_a_fact(assistant: Assistant) -> None:
    found = plan(assistant, "How does SwinSeg compare with U-Net on brain MRI?")
    assert (found.kind, papers(found)[0]) == ("fact", SWIN.id)


# --- some of the papers --------------------------------------------------------------------------


def some(assistant: Assistant, *chosen: Paper) -> Assistant:
    return assistant.among([paper.id for paper in chosen])


def test_among_some_papers_a_list_has_those_that_it_has_among_all(assistant: Assistant) -> None:
    part = some(assistant, DATED[3], SURVEY, SWIN)
    found = plan(part, "Which papers use state space models?")
    assert papers(found) == [SURVEY.id]
    assert [part.index.paper(row).id for row in found.found] == [SURVEY.id]
    without = plan(some(assistant, LIVER, SWIN), "Which papers use state space models?")
    assert without.kind == "abstain"


def test_a_question_about_a_paper_that_is_not_among_them_says_so(assistant: Assistant) -> None:
    found = plan(some(assistant, LIVER, SURVEY), "What is SwinSeg?")
    assert found.kind == "abstain"
    assert found.gap is not None
    assert "SwinSeg is not among the 2 papers" in found.gap
    assert set(papers(found)) <= {LIVER.id, SURVEY.id}


def test_a_paper_that_is_set_aside_is_not_the_one_asked_of(assistant: Assistant) -> None:
    assert assistant._planner._kind(Standalone("Apart from LiverNet, who segments kidneys?")) == "list"
    assert assistant._planner._kind(Standalone("Who segments kidneys with LiverNet?")) == "fact"
