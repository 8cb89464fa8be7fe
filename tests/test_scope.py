"""Which papers are asked: filters that are given, that questions set, and that a conversation keeps."""

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import PAPERS, make_assistant
from llm_server import LLMServer

from rag import Answer, Assistant, InvalidFilter, list_plans
from rag.facts import Facts
from rag.retrieve import Ranking
from rag.scope import reach_of, read_scope
from rag.types import Paper
from rag.where import Where

TODAY = date(2026, 11, 24)
PEOPLE = ("Jane Smith", "Geoffrey Hinton", "Łukasz Müller", "Wei Lee")
VENUES = ("MICCAI", "Nature Medicine", None)


def record(number: int, paper: Paper) -> Paper:
    """A paper with an invented record; every tenth has no year."""
    return replace(
        paper,
        year=2018 + number % 7 if number % 10 else None,
        authors=(PEOPLE[number % 4], PEOPLE[(number + 1) % 4]),
        venue=VENUES[number % 3],
    )


@pytest.fixture(scope="module")
def recorded(assistant: Assistant) -> Assistant:
    """The shipped abstracts with invented records."""
    index = copy.copy(assistant.index)
    index.papers = tuple(record(number, paper) for number, paper in enumerate(assistant.papers))
    return Assistant(index, assistant.settings)


def talk(assistant: Assistant, *questions: str) -> Iterator[Answer]:
    history: list[dict[str, str]] = []
    for question in questions:
        answer = assistant.ask(question, history=history)
        history += [{"role": "user", "content": question}, {"role": "assistant", "content": answer.text}]
        yield answer


def years(answer: Answer) -> set[int | None]:
    return {paper.year for paper in answer.papers}


# --- a filter that is given ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    ["Which papers use transformers?", "What is contrastive learning good for?", "How many papers are there?"],
)
def test_only_papers_that_meet_a_filter_are_cited(recorded: Assistant, question: str) -> None:
    where = Where.parse("year>=2021 author:smith")
    answer = recorded.ask(question, where=str(where))
    assert all(map(where.matches, answer.papers)) and all(where.matches(passage.paper) for passage in answer.evidence)
    for citation in answer.citations:
        assert citation.paper.abstract[citation.start : citation.end] == citation.quote
    assert answer.standalone_question == question
    assert re.search(r"nly the \d+ of 92 papers published since 2021 and by smith were searched", answer.notice or "")
    assert recorded.ask(question, where=where).text == answer.text


def test_a_list_counts_the_papers_under_the_filter(recorded: Assistant) -> None:
    where = Where.parse("year>=2021")
    count = int(where.mask(recorded.papers).sum())
    whole, some = (recorded.ask("Which papers use transformers?", where=one) for one in (None, where))
    assert some.text.startswith(f"{len(some.papers)} of {count} papers published since 2021 match")
    assert {paper.id for paper in some.papers} == {paper.id for paper in whole.papers if where.matches(paper)}
    assert recorded.ask("How many papers are there?", where=where).text.startswith(
        f"There are {count} papers published since 2021:"
    )


def test_a_filter_that_no_paper_meets_is_said(recorded: Assistant) -> None:
    answer = recorded.ask("What is VoCo?", where="year>=2050")
    assert answer.abstained and answer.citations == ()
    assert answer.text.startswith(
        "None of the 92 papers is published since 2050; 10 papers without a year were left out."
    )


def test_a_filter_on_what_papers_do_not_carry_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("What is VoCo?", where="author:smith year>=2020")
    assert answer.abstained
    assert "cannot be told: the papers carry no authors and no year." in answer.text


def test_a_filter_that_cannot_be_read_is_bad_input(assistant: Assistant) -> None:
    with pytest.raises(InvalidFilter, match="there is no field"):
        assistant.ask("What is VoCo?", where="yaer:2020")
    with pytest.raises(InvalidFilter):
        assistant.rank("What is VoCo?", where="yaer:2020")


def test_papers_and_passages_are_ranked_under_a_filter(recorded: Assistant) -> None:
    where = Where.parse("venue:miccai")
    assert all(where.matches(paper) for paper, _ in recorded.rank("transformers", where=where))
    assert all(where.matches(passage.paper) for passage in recorded.retrieve("transformers", where="venue:miccai"))
    assert recorded.rank("transformers", where="year:1950") == []


def test_a_paper_outside_the_filter_that_is_asked_about_is_said_to_be_outside(recorded: Assistant) -> None:
    med3d = next(paper for paper in recorded.papers if paper.id == "med3d")
    answer = recorded.ask("What is Med3D trained on?", where=f"-year:{med3d.year}")
    assert answer.abstained and "Med3D is not among the" in answer.text
    assert recorded.ask("What is Med3D?", where=f"year:{med3d.year}").papers[0].id == "med3d"


def test_the_stream_ends_with_the_same_answer(recorded: Assistant) -> None:
    *_, last = recorded.stream("Which papers use transformers?", where="year>=2021")
    assert (
        isinstance(last, Answer)
        and last.text == recorded.ask("Which papers use transformers?", where="year>=2021").text
    )


# --- a filter that the question sets -------------------------------------------------------------


def test_a_condition_in_a_question_is_applied_and_shown(recorded: Assistant) -> None:
    answer = recorded.ask("Which papers since 2022 use transformers?")
    assert answer.kind == "list" and min(years(answer), key=str) and all((y or 0) >= 2022 for y in years(answer))
    assert answer.standalone_question == "Which papers use transformers, published since 2022?"
    assert "papers without a year were left out" in (answer.notice or "")
    assert answer.text == recorded.ask("Which papers use transformers?", where="year>=2022").text


def test_a_question_for_conditions_alone_lists_all_that_meet_them(recorded: Assistant) -> None:
    for question, where in (
        ("Which papers are by Smith?", "author:smith"),
        ("papers of Geoffrey Hinton", 'author:"Geoffrey Hinton"'),
        ("What did Hinton publish in 2021?", "author:hinton year:2021"),
        ("How many papers were published in Nature Medicine?", 'venue:"Nature Medicine"'),
    ):
        answer = recorded.ask(question)
        assert answer.kind in ("list", "count")
        assert [p.id for p in answer.papers] == [p.id for p in recorded.papers if Where.parse(where).matches(p)]


def test_what_cannot_be_told_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Which papers were published in 2023?")
    assert answer.abstained and "the papers carry no year" in answer.text
    answer = assistant.ask("Which papers since 2023 use transformers?")
    assert not answer.abstained
    assert answer.notice == "“published since 2023” was not applied: the papers carry no year."
    assert answer.text == assistant.ask("Which papers use transformers?").text


def test_a_condition_narrows_the_filter_that_is_given(recorded: Assistant) -> None:
    answer = recorded.ask("Which papers since 2022 use transformers?", where="author:hinton")
    assert all(Where.parse("year>=2022 author:hinton").matches(paper) for paper in answer.papers)
    assert answer.standalone_question == "Which papers use transformers, published since 2022?"


# --- conversations -------------------------------------------------------------------------------


def test_a_bare_condition_repeats_the_question_with_it(recorded: Assistant) -> None:
    first, second, third = talk(
        recorded, "Which papers by Hinton use transformers?", "and since 2022?", "what about 2021?"
    )
    assert first.kind == second.kind == third.kind == "list"
    assert all(Where.parse("author:hinton year>=2022").matches(paper) for paper in second.papers)
    assert all(Where.parse("author:hinton year:2021").matches(paper) for paper in third.papers)
    assert {p.id for p in second.papers} < {p.id for p in first.papers}


def test_a_condition_on_those_papers_narrows_their_list_whatever_was_asked_since(recorded: Assistant) -> None:
    first, second, third, fourth = talk(
        recorded,
        "Which papers use contrastive learning?",
        "What does the second one do?",
        "just those since 2022",
        "back to the whole list",
    )
    assert second.kind == "fact" and third.kind == "list"
    assert {paper.id for paper in third.papers} < {paper.id for paper in first.papers}
    assert fourth.papers == first.papers and fourth.notice is None


@pytest.mark.parametrize("question", ["which of these since 2023 use CT?", "which of them since 2023 is the newest?"])
def test_that_none_of_a_list_meets_a_condition_is_said_rather_than_all_that_do_searched(
    recorded: Assistant, question: str
) -> None:
    first, second = talk(recorded, "Which papers before 2021 are about segmentation?", question)
    assert first.kind == "list" and second.abstained
    assert second.gap == f"None of the {len(first.papers)} papers just listed meets the conditions."


def test_a_list_under_a_condition_is_gone_back_to_under_it(recorded: Assistant) -> None:
    first, second, third = talk(
        recorded,
        "Which papers since 2022 use contrastive learning?",
        "which of these use chest X-rays?",
        "back to the full list",
    )
    assert {paper.id for paper in second.papers} < {paper.id for paper in first.papers}
    assert third.papers == first.papers and third.notice == first.notice


def test_a_question_for_some_of_those_papers_keeps_their_conditions(recorded: Assistant) -> None:
    _, second = talk(recorded, "Which papers since 2022 use transformers?", "How many of these papers are about CT?")
    assert "published since 2022" in second.standalone_question


def test_a_new_question_does_not_keep_them(recorded: Assistant) -> None:
    _, second, third = talk(
        recorded,
        "Which papers since 2022 use transformers?",
        "Which papers are about retinal images?",
        "What is Med3D?",
    )
    assert second.standalone_question == "Which papers are about retinal images?" and second.notice is None
    assert third.standalone_question == "What is Med3D?" and third.notice is None


def test_records_answer_who_wrote_a_paper_and_when(recorded: Assistant) -> None:
    voco = next(paper for paper in recorded.papers if paper.id == "voco")
    first, second = talk(recorded, "Who wrote VoCo?", "When was it published?")
    assert first.text.startswith(f"VoCo was written by {voco.authors[0]} and {voco.authors[1]}. ")
    assert second.text.startswith(f"VoCo was published in {voco.year}")
    for answer in (first, second):
        assert answer.papers == (voco,) and answer.sentences[0].support is None
        assert answer.sentences[1].support == "supported" and "records" in (answer.notice or "")
        assert answer.text == " ".join(sentence.text for sentence in answer.sentences)


def test_without_records_it_is_said_that_they_are_not_given(assistant: Assistant) -> None:
    assert "does not give its authors" in assistant.ask("Who wrote VoCo?").text


# --- with a model --------------------------------------------------------------------------------


def test_a_model_is_shown_only_papers_that_meet_a_filter_and_no_question_on_records(
    tmp_path: Path, provider: LLMServer
) -> None:
    papers = [replace(paper, year=2020 + n, authors=("Ann Bee",)) for n, paper in enumerate(PAPERS)]
    small = make_assistant(tmp_path, papers, model="openai/faithful", cache=0)
    answer = small.ask("Which Dice does SwinSeg reach on brain MRI?", where="year:2021")
    prompt = str(provider.requests[-1].body["messages"])
    assert answer.model and "SwinSeg" in prompt and "LiverNet" not in prompt and "MedMamba" not in prompt
    provider.reset()
    answer = small.ask("Who wrote SwinSeg?")
    assert answer.text.startswith("SwinSeg was written by Ann Bee.") and answer.model is None
    assert small.ask("Which Dice does SwinSeg reach?", where="year:1999").abstained
    assert provider.requests == []
    small.close()


# --- the parts -----------------------------------------------------------------------------------


def test_what_was_left_out_is_counted() -> None:
    papers = [
        Paper(str(n), "T", "A.", year=2020 + n if n else None, authors=("A. Bee",) if n > 1 else ()) for n in range(4)
    ]
    facts = Facts(papers)
    scope = read_scope("What is T?", (), Where.parse("year>=2021 author:bee"), facts, TODAY)
    reach = reach_of(scope, facts)
    assert reach.gap is None and reach.numbers is not None and reach.numbers.tolist() == [2, 3]
    assert reach.notices == (
        (
            "only the 2 of 4 papers published since 2021 and by bee were searched; "
            "1 paper without a year was left out; 2 papers without authors were left out."
        ),
    )


def test_all_papers_are_in_scope_without_a_condition() -> None:
    facts = Facts([Paper("a", "T", "A.")])
    reach = reach_of(read_scope("What is T?", (), Where(), facts, TODAY), facts)
    assert (reach.numbers, reach.gap, reach.notices) == (None, None, ())


def test_a_large_filter_searches_the_whole_wider(recorded: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.subset._HELD", 10)
    where = Where.parse("year>=2021")
    numbers = np.flatnonzero(where.mask(recorded.facts))
    wide = recorded._of_numbers(numbers, Where.parse("year>=2021 -author:nobody")).index
    exact = [row for number in numbers for row in recorded.index.rows(int(number))]
    vector = recorded.index.vectors([exact[5]])[0]
    rows, cosines = wide.dense(vector, 20)
    assert rows[0] == 5 and cosines[0] == pytest.approx(1, abs=1e-4)
    assert len(rows) == 20 and np.all(np.diff(cosines) <= 1e-6)
    assert np.allclose(wide.vectors([5]), [vector], atol=1e-4)


def test_the_topic_of_a_list_is_ranked_as_one_in_the_whole_too(
    recorded: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_topic: list[bool] = []
    really = list_plans.rank

    def noting(*args: Any, topic: bool = False, **options: Any) -> Ranking:
        as_topic.append(topic)
        return really(*args, topic=topic, **options)

    monkeypatch.setattr(list_plans, "rank", noting)
    recorded.ask("Which papers are about segmentation?", where="year>=2021")
    assert len(as_topic) > 1 and all(as_topic)
