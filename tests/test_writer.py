"""A model's work in a whole answer: follow-ups, searches, lists, tables and second opinions, over real HTTP."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import make_assistant, make_paper
from llm_server import LLMServer

from rag import Assistant, deciding, lists
from rag import provider as provider_module
from rag.types import Transcript

QUESTION = "Which Dice does SwinSeg reach on brain MRI?"
COMPARE = "Compare LiverNet and SwinSeg"
LIST = "Which papers use state space models?"


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider_module, "_LONGEST_WAIT", 0.0)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("writer"), retries=0, cache=0)


def history(assistant: Assistant, question: str = "What is SwinSeg?") -> list[dict[str, str]]:
    first = assistant.ask(question)
    return [{"role": "user", "content": question}, {"role": "assistant", "content": first.text}]


def models_asked(provider: LLMServer) -> list[str]:
    return [request.body["model"] for request in provider.requests]


# --- follow-ups ----------------------------------------------------------------------------------


def test_a_follow_up_is_rewritten_by_the_small_model_and_answered_by_the_other(
    tmp_path: Path, provider: LLMServer
) -> None:
    assistant = make_assistant(tmp_path, small_model="openai/obeys", cache=0)
    turns = history(assistant)
    answer = assistant.ask("On how many scans was it trained?", history=turns, model="openai/faithful")
    assert "SwinSeg" in answer.standalone_question
    assert "1,200 scans of stroke [1]" in answer.text
    assert models_asked(provider) == ["obeys", "faithful"]


@pytest.mark.parametrize("name", ["rambles", "refuses", "not-in-papers", "error-500"])
def test_where_the_model_strays_or_fails_the_rule_rewrites(small: Assistant, provider: LLMServer, name: str) -> None:
    turns = history(small)
    rule = small.ask("On how many scans was it trained?", history=turns)
    answer = small.ask("On how many scans was it trained?", history=turns, model=f"openai/{name}")
    assert answer.standalone_question == rule.standalone_question


def test_a_question_without_a_history_is_not_rewritten(small: Assistant, provider: LLMServer) -> None:
    small.ask(QUESTION, model="openai/faithful")
    assert len(provider.requests) == 1


# --- a second search -----------------------------------------------------------------------------


def test_a_layman_s_question_that_finds_nothing_is_searched_again_in_the_field_s_words(
    small: Assistant, provider: LLMServer
) -> None:
    question = "What helps with bleeding in the head?"
    assert small.ask(question).abstained
    answer = small.ask(question, model="openai/faithful")
    assert not answer.abstained
    assert "stroke" in answer.text
    assert answer.standalone_question == question


@pytest.mark.parametrize(
    "question", ["Should I take aspirin for bleeding in the head?", "What is WhaleFormer?", "Who won the world cup?"]
)
def test_what_asks_for_advice_an_unknown_name_or_another_field_still_has_no_answer(
    small: Assistant, provider: LLMServer, question: str
) -> None:
    before = small.ask(question)
    answer = small.ask(question, model="openai/faithful")
    assert answer.abstained
    assert answer.text == before.text


# --- lists ---------------------------------------------------------------------------------------


def many(count: int) -> list[Any]:
    """Papers of which every third is about stroke, in words that the rule knows too."""
    topics = ("stroke lesions", "liver tumours", "retinal vessels")
    return [
        make_paper(
            f"Net{n}: A Network for Case {n}",
            f"We present Net{n} for the segmentation of {topics[n % 3]}. It is evaluated on {100 + n} scans.",
        )
        for n in range(count)
    ]


def test_a_list_is_decided_for_every_paper_in_batches_each_with_its_sentence(
    tmp_path: Path, provider: LLMServer
) -> None:
    assistant = make_assistant(tmp_path, many(25), cache=0)
    answer = assistant.ask("Which papers segment stroke lesions?", model="openai/faithful")
    assert answer.kind == "list"
    assert answer.model == "openai/faithful"
    assert len(answer.citations) == 9
    assert answer.text.startswith("9 of 25 papers match")
    assert all("stroke lesions" in citation.quote for citation in answer.citations)
    assert len(provider.requests) == 3
    assert (answer.notice, answer.removed) == (None, ())


@pytest.mark.parametrize("name", ["no-json", "misquotes", "error-500"])
def test_papers_that_the_model_did_not_decide_stay_as_the_rule_decided_them(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    rule = small.ask(LIST)
    answer = small.ask(LIST, model=f"openai/{name}")
    assert (answer.text, answer.citations) == (rule.text, rule.citations)
    assert answer.model is None
    assert answer.notice
    assert "3 of 3 papers were decided by rule" in answer.notice


def test_how_far_a_list_is_shows_while_it_is_decided_and_leaves_no_trace(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, many(25), cache=0)
    transcript, seen = Transcript(), []
    for event in assistant.stream("Which papers segment stroke lesions?", model="openai/faithful"):
        transcript.add(event)
        seen.append(transcript.shown)
    assert "10 of 25 papers checked …" in seen
    assert "20 of 25 papers checked …" in seen
    assert all("checked" not in shown or shown.endswith("papers checked …") for shown in seen)
    assert "checked" not in seen[-1]


@pytest.mark.parametrize("where", [None, "year>=2000"])
def test_of_a_large_corpus_the_model_decides_the_nearest_that_the_rule_checked_and_the_answer_says_so(
    tmp_path: Path, provider: LLMServer, monkeypatch: pytest.MonkeyPatch, where: str | None
) -> None:
    monkeypatch.setattr(lists, "_MOST_READ", 20)
    monkeypatch.setattr(deciding, "_MOST", 10)
    papers = [replace(paper, year=2001) for paper in many(60)]
    assistant = make_assistant(tmp_path, papers, cache=0)
    answer = assistant.ask("Which papers segment stroke lesions?", model="openai/faithful", where=where)
    assert answer.model == "openai/faithful"
    assert len(provider.requests) == 1
    assert answer.notice
    assert "20 of the 60 papers were checked one by one" in answer.notice
    assert "10 of 20 papers were decided by rule, not by the model" in answer.notice
    assert len(answer.citations) == 20
    assert all("stroke lesions" in citation.quote for citation in answer.citations)


def test_where_the_rule_finds_none_in_a_large_corpus_the_model_is_asked_all_the_same(
    tmp_path: Path, provider: LLMServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_MOST_READ", 20)
    monkeypatch.setattr(lists.Lists, "decide", lambda *_, **__: [])
    assistant = make_assistant(tmp_path, many(60), cache=0)
    rule = assistant.ask("Which papers segment stroke lesions?")
    assert rule.gap
    assert "the 20 nearest in words and meaning were checked" in rule.gap
    answer = assistant.ask("Which papers segment stroke lesions?", model="openai/faithful")
    assert len(answer.citations) == 20
    assert answer.notice
    assert answer.notice.startswith("20 of the 60 papers were checked one by one")


def test_rows_that_the_rule_found_and_that_are_not_shown_stay_counted_beside_the_model_s(
    tmp_path: Path, provider: LLMServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_SHOWN", 5)
    monkeypatch.setattr(deciding, "_MOST", 10)
    assistant = make_assistant(tmp_path, many(60), cache=0)
    answer = assistant.ask("Which papers segment stroke lesions?", model="openai/faithful")
    assert answer.text.startswith("20 of 60 papers match")
    assert len(answer.citations) == 5


def test_a_list_that_the_model_finds_empty_is_an_abstention(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask("Which papers are about submarine sonar?", model="openai/faithful")
    assert answer.abstained


def test_a_count_of_everything_needs_no_model(small: Assistant, provider: LLMServer) -> None:
    assert small.ask("How many papers are there?", model="openai/faithful").text.startswith("There are 3 papers")
    assert provider.requests == []


LINKED = [
    make_paper("Stones of the Kidney", "We count stones of the kidney. Code is at https://github.com/a/stones."),
    make_paper("Cysts of the Kidney", "We follow cysts of the kidney. We ask for no code."),
    make_paper("Caries of the Teeth", "Caries is found on photographs. Code is at https://github.com/b/caries."),
]


def test_a_condition_is_read_off_the_papers_and_the_model_decides_the_rest(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, LINKED, cache=0)
    answer = assistant.ask("Which papers about the kidney have a GitHub link?", model="openai/faithful")
    assert answer.model == "openai/faithful"
    assert [citation.quote for citation in answer.citations] == ["Code is at https://github.com/a/stones."]
    assert answer.text.startswith("1 of 3 papers matches “kidney” and gives a GitHub link:")
    (request,) = provider.requests
    (message,) = request.body["messages"]
    assert "Cysts" not in message["content"]
    assert message["content"].rstrip().endswith("Papers of which kind: Which papers about the kidney?")


def test_a_condition_alone_needs_no_model(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, LINKED, cache=0)
    answer = assistant.ask("How many papers link to GitHub?", model="openai/faithful")
    assert answer.text.startswith("2 of 3 papers give a GitHub link:")
    assert (answer.model, provider.requests) == (None, [])


def test_what_the_rule_says_of_its_list_is_said_where_it_stands_in_for_the_model(
    tmp_path: Path, provider: LLMServer
) -> None:
    assistant = make_assistant(tmp_path, LINKED, cache=0)
    answer = assistant.ask("Which papers are about the kidney but not cysts?", model="openai/no-json")
    assert answer.notice
    assert "“but not cysts” left out the papers" in answer.notice
    assert "3 of 3 papers were decided by rule" in answer.notice


# --- comparisons ---------------------------------------------------------------------------------


def test_a_comparison_is_a_table_whose_every_cell_is_checked(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(COMPARE, model="openai/faithful")
    assert (answer.kind, answer.model) == ("compare", "openai/faithful")
    assert answer.text.startswith("| | LiverNet | SwinSeg |\n|---|---|---|\n| What is said |")
    assert [citation.number for citation in answer.citations] == [1, 2]
    assert {sentence.support for sentence in answer.sentences if sentence.numbers} == {"supported"}


def test_a_comparison_of_which_no_cell_holds_is_an_abstention(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(COMPARE, model="openai/invents-number")
    assert (answer.abstained, answer.model, answer.citations) == (True, "openai/invents-number", ())
    assert answer.removed
    assert {sentence.support for sentence in answer.removed} == {"unsupported"}
    assert answer.notice
    assert "nothing that the model put in the table is supported" in answer.notice.lower()


@pytest.mark.parametrize("name", ["no-json", "error-500", "refuses"])
def test_a_table_that_the_model_does_not_bring_is_the_extractive_one(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    answer = small.ask(COMPARE, model=f"openai/{name}")
    assert answer.text == small.ask(COMPARE).text
    assert answer.model is None
    assert answer.notice
    assert answer.notice.startswith("answered without the model")


# --- a second opinion ----------------------------------------------------------------------------


def test_a_strict_judge_takes_out_what_the_rule_would_keep(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, judge_model="openai/strict-judge", cache=0)
    answer = assistant.ask(QUESTION, model="openai/faithful")
    assert answer.abstained
    assert answer.removed
    assert set(models_asked(provider)) == {"faithful", "strict-judge"}


def test_a_kind_judge_raises_nothing(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, judge_model="openai/kind-judge", cache=0, unsupported="mark")
    answer = assistant.ask(QUESTION, model="openai/invents-number")
    assert {sentence.support for sentence in answer.sentences} == {"unsupported"}


def test_a_judge_that_fails_leaves_the_first_judgement_and_says_so(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, judge_model="openai/error-500", retries=0, cache=0)
    answer = assistant.ask(QUESTION, model="openai/faithful")
    assert {sentence.support for sentence in answer.sentences} == {"supported"}
    assert answer.notice
    assert "the judge gave no opinion" in answer.notice


def test_an_extractive_answer_is_never_judged(tmp_path: Path, provider: LLMServer) -> None:
    make_assistant(tmp_path, judge_model="openai/strict-judge").ask(QUESTION)
    assert provider.requests == []
