"""A model's work in a whole answer: follow-ups, searches, lists, tables and second opinions, over real HTTP."""

from pathlib import Path

import pytest
from conftest import make_assistant
from llm_server import LLMServer

from rag import Assistant
from rag import provider as provider_module

QUESTION = "Which Dice does SwinSeg reach on brain MRI?"
COMPARE = "Compare LiverNet and SwinSeg"


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
