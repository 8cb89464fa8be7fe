"""An assistant over some papers: the same answers, from these papers alone."""

import numpy as np
import pytest

from rag import Assistant, InvalidQuestion
from rag.subset import SubIndex


def test_everything_is_answered_from_the_chosen_papers(assistant: Assistant) -> None:
    chosen = [paper.id for paper in assistant.papers[10:40]]
    some = assistant.among(chosen)
    assert [paper.id for paper in some.papers] == chosen
    for question in ("Which papers use transformers?", "What is Merlin?", "How many papers are there?"):
        answer = some.ask(question)
        assert {paper.id for paper in (*answer.papers, *answer.nearest)} <= set(chosen)
        for citation in answer.citations:
            assert citation.paper.abstract[citation.start : citation.end] == citation.quote
    assert (
        some.ask("How many papers are there?").text.startswith("30 ")
        or "30" in some.ask("How many papers are there?").text
    )


def test_all_papers_are_the_whole(assistant: Assistant) -> None:
    some = assistant.among([paper.id for paper in assistant.papers])
    for question in ("What is VoCo?", "Compare Merlin with RadGPT", "What learning rate does Merlin use?"):
        assert some.ask(question).text == assistant.ask(question).text


def test_the_same_papers_give_the_same_assistant_and_unknown_ones_are_refused(assistant: Assistant) -> None:
    chosen = [paper.id for paper in assistant.papers[:2]]
    assert assistant.among(chosen) is assistant.among(reversed(chosen))
    assert assistant.among([*chosen, "gone"]) is assistant.among(chosen)
    with pytest.raises(InvalidQuestion, match="'gone'"):
        assistant.among(["gone"])


@pytest.mark.parametrize("question", ["What is Quux9 by Zyx?", "Compare VoCo and Med3D", "Does VoCo use NNFormer?"])
def test_names_that_no_chosen_paper_has_are_met_with_an_answer_or_what_is_missing(
    assistant: Assistant, question: str
) -> None:
    some = assistant.among([paper.id for paper in assistant.papers[5:25]])
    answer = some.ask(question)
    assert answer.text and {paper.id for paper in answer.papers} <= {paper.id for paper in some.papers}


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_papers_are_enough(assistant: Assistant, count: int) -> None:
    some = assistant.among([paper.id for paper in assistant.papers[3 : 3 + count]])
    assert some.ask("What is VoCo?").papers == (assistant.papers[3],)


def test_rows_scores_and_vectors_are_those_of_the_whole(assistant: Assistant) -> None:
    whole, numbers = assistant.index, [2, 5, 7]
    some = SubIndex(whole, np.array(numbers))
    kept = [row for number in numbers for row in whole.rows(number)]
    assert [some.span(row) for row in range(len(some))] == [whole.span(row) for row in kept]
    assert np.array_equal(some.passage_bm25.scores(["imag"]), whole.passage_bm25.scores(["imag"])[kept])
    vector = whole.vectors([kept[4]])[0]
    rows, cosines = some.dense(vector, 3)
    assert rows[0] == 4 and cosines[0] == pytest.approx(1, abs=1e-4) and len(rows) == 3
