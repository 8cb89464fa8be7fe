"""Lists decided by a model over real HTTP: in batches, each decision with its quote; the rest stays with the rule."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import make_assistant, make_paper
from llm_server import LLMServer

from rag import Assistant, deciding, list_text, lists
from rag import provider as provider_module
from rag.types import Transcript

LIST = "Which papers use state space models?"


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider_module, "_LONGEST_WAIT", 0.0)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("deciding"), retries=0, cache=0)


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
    monkeypatch.setattr(list_text, "_SHOWN", 5)
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
    answer = assistant.ask("Which papers about stones have a GitHub link?", model="openai/faithful")
    assert answer.model == "openai/faithful"
    assert [citation.quote for citation in answer.citations] == ["Code is at https://github.com/a/stones."]
    assert answer.text.startswith("1 of 3 papers matches “stones” and gives a GitHub link:")
    (request,) = provider.requests
    (message,) = request.body["messages"]
    assert "Cysts" not in message["content"]
    assert message["content"].rstrip().endswith("Papers of which kind: Which papers about stones?")


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
