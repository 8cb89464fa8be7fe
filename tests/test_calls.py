"""One answer's requests: roles, fallbacks, limits, what is kept."""

from pathlib import Path
from typing import Any

import pytest
from conftest import PAPERS, make_assistant
from llama_index.core.bridge.pydantic import BaseModel
from llm_server import LLMServer

from rag import Assistant, ProviderAuthError, ProviderLimit, ProviderReply, ProviderUnavailable, Settings
from rag import provider as provider_module
from rag.cache import ReplyCache
from rag.calls import Calls, Role
from rag.generative import prompt_for
from rag.llm import ChatModel, make_model

QUESTION = "Which Dice does SwinSeg reach on brain MRI?"
PROMPT = prompt_for(QUESTION, PAPERS)
BEST = "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI [2]."


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider_module, "_LONGEST_WAIT", 0.0)


def make_calls(*names: str, cache: ReplyCache | None = None, **settings: Any) -> Calls:
    """Calls to these models of the test server, the later ones as fallbacks."""
    chosen = Settings(**{"retries": 0, **settings})
    models: dict[Role, list[ChatModel]] = {
        "main": [
            make_model(chosen, f"openai/{name}", "RAG_FALLBACK_MODELS" if place else "RAG_MODEL")
            for place, name in enumerate(names)
        ]
    }
    return Calls(chosen, models, cache)


class _Shape(BaseModel):
    papers: list[int]


# --- fallbacks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["error-500", "error-429", "slow", "empty"])
@pytest.mark.parametrize("streamed", [True, False])
def test_a_model_that_fails_for_now_is_followed_by_the_next(provider: LLMServer, name: str, streamed: bool) -> None:
    calls = make_calls(name, "faithful", timeout=2.0)
    text = "".join(calls.stream(PROMPT)) if streamed else calls.text(PROMPT)
    assert text.startswith(BEST)
    assert calls.answered["main"] == "openai/faithful"


def test_the_answer_says_which_model_wrote_it_instead(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, retries=0, fallback_models=("openai/faithful",))
    answer = assistant.ask(QUESTION, model="openai/error-500")
    assert answer.model == "openai/faithful"
    assert {sentence.support for sentence in answer.sentences} == {"supported"}
    assert answer.notice
    assert answer.notice.startswith("'openai/faithful' wrote this: ")
    assert "error-500" in answer.notice


def test_a_model_that_failed_is_not_asked_again_for_the_same_answer(provider: LLMServer) -> None:
    calls = make_calls("error-500", "faithful")
    calls.text(PROMPT)
    calls.text(f"{PROMPT} ")
    assert [request.body["model"] for request in provider.requests] == ["error-500", "faithful", "faithful"]


def test_when_all_fail_the_error_is_the_last_one_and_stays(provider: LLMServer) -> None:
    calls = make_calls("error-429", "error-500")
    for _ in range(2):
        with pytest.raises(ProviderUnavailable, match="error-500"):
            calls.text(PROMPT)
    assert len(provider.requests) == 2


def test_a_refused_key_is_raised_and_no_fallback_hides_it(provider: LLMServer) -> None:
    with pytest.raises(ProviderAuthError, match="RAG_MODEL"):
        make_calls("error-401", "faithful").text(PROMPT)
    assert len(provider.requests) == 1


def test_a_fallback_with_a_refused_key_says_both_and_does_not_stop_the_answer(
    tmp_path: Path, provider: LLMServer
) -> None:
    assistant = make_assistant(tmp_path, retries=0, fallback_models=("openai/error-401",))
    answer = assistant.ask(QUESTION, model="openai/error-500")
    assert answer.model is None
    assert answer.notice
    assert "error-500" in answer.notice
    assert "RAG_FALLBACK_MODELS" in answer.notice


def test_a_stream_that_broke_is_not_begun_again_by_another_model(provider: LLMServer) -> None:
    seen = []
    with pytest.raises(ProviderUnavailable):
        seen.extend(make_calls("drops", "faithful").stream(PROMPT))
    assert seen
    assert len(provider.requests) == 1


# --- limits --------------------------------------------------------------------------------------


def test_the_limit_of_tokens_stops_the_next_request(provider: LLMServer) -> None:
    calls = make_calls("faithful", answer_tokens=50)
    calls.text(PROMPT)
    with pytest.raises(ProviderLimit, match=r"RAG_ANSWER_TOKENS \(50\)"):
        calls.text(f"{PROMPT} ")
    assert len(provider.requests) == 1


def test_the_limit_of_cost_stops_the_next_request(provider: LLMServer, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = make_calls("faithful", answer_cost=0.01)
    monkeypatch.setattr(provider_module.load_litellm(), "cost_per_token", lambda **_: (0.02, 0.0))
    calls.text(PROMPT)
    assert calls.usage.cost == pytest.approx(0.02)
    with pytest.raises(ProviderLimit, match=r"RAG_ANSWER_COST \(0\.01\)"):
        calls.text(f"{PROMPT} ")


def test_the_limit_of_seconds_ends_a_stream_that_goes_on(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, answer_seconds=0.5, max_tokens=100_000)
    provider.pace = 0.01
    try:
        answer = assistant.ask(QUESTION, model="openai/endless")
    finally:
        provider.pace = 0.0
    assert answer.notice
    assert "RAG_ANSWER_SECONDS (0.5)" in answer.notice
    assert answer.model is None
    assert answer.text == assistant.ask(QUESTION, model="extractive").text


def test_a_limit_in_the_midst_of_repairs_keeps_what_holds(tmp_path: Path, provider: LLMServer) -> None:
    answer = make_assistant(tmp_path, answer_tokens=300, cache=0).ask(QUESTION, model="openai/repairs")
    assert answer.removed or answer.text
    assert {sentence.support for sentence in answer.sentences} <= {"supported", None}


# --- structured replies --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no-json", "refuses"])
def test_a_reply_that_is_not_the_json_asked_for_is_refused_and_not_kept(
    tmp_path: Path, provider: LLMServer, name: str
) -> None:
    calls = make_calls(name, cache=ReplyCache(tmp_path / "replies", 10_000))
    for _ in range(2):
        with pytest.raises(ProviderReply, match="not the JSON asked for"):
            calls.structured("=== CLAIMS a ===\n=== END OF CLAIMS a ===", _Shape, "main")
        calls.keep()
    assert len(provider.requests) == 2


# --- what is kept --------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Assistant:
    return make_assistant(tmp_path, retries=0)


def test_the_same_question_costs_once_is_checked_again_and_says_so(kept: Assistant, provider: LLMServer) -> None:
    first = kept.ask(QUESTION, model="openai/faithful")
    second = kept.ask(QUESTION, model="openai/faithful")
    assert len(provider.requests) == 1
    assert (second.text, second.sentences, second.citations) == (first.text, first.sentences, first.citations)
    assert (first.cached, second.cached) == (False, True)
    assert (second.usage.prompt_tokens, second.usage.cost) == (0, 0)
    assert second.notice
    assert "earlier time" in second.notice
    assert "verify" in second.timings
    assert second.to_dict()["cached"] is True


@pytest.mark.parametrize("change", ["question", "model", "papers"])
def test_another_question_model_or_paper_is_asked_anew(
    kept: Assistant, tmp_path: Path, provider: LLMServer, change: str
) -> None:
    kept.ask(QUESTION, model="openai/faithful")
    if change == "question":
        kept.ask("On how many scans was SwinSeg trained?", model="openai/faithful")
    elif change == "model":
        kept.ask(QUESTION, model="openai/obeys")
    else:
        make_assistant(tmp_path, PAPERS[1:]).ask(QUESTION, model="openai/faithful")
    assert len(provider.requests) == 2


@pytest.mark.parametrize("name", ["invents-number", "drops", "endless", "empty"])
def test_an_answer_that_failed_is_not_kept(tmp_path: Path, provider: LLMServer, name: str) -> None:
    assistant = make_assistant(tmp_path, retries=0, max_tokens=40)
    assistant.ask(QUESTION, model=f"openai/{name}")
    before = len(provider.requests)
    assert not assistant.ask(QUESTION, model=f"openai/{name}").cached
    assert len(provider.requests) == 2 * before


def test_one_switch_turns_it_off(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, cache=0)
    for _ in range(2):
        assert not assistant.ask(QUESTION, model="openai/faithful").cached
    assert len(provider.requests) == 2
    assert not (tmp_path / "replies.sqlite3").exists()


def test_a_kept_reply_that_someone_changed_is_checked_like_any_other(
    kept: Assistant, provider: LLMServer, tmp_path: Path
) -> None:
    import sqlite3

    kept.ask(QUESTION, model="openai/faithful")
    with sqlite3.connect(tmp_path / "replies.sqlite3") as db:
        db.execute("UPDATE replies SET text = replace(text, '3.5', '99.5')")
    db.close()
    answer = kept.ask(QUESTION, model="openai/faithful")
    assert "99.5" not in answer.text
