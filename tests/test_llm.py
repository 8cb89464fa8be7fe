"""Models over real HTTP: errors become ours, retries are counted, nothing goes out unasked."""

import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PAPERS, make_assistant, run_python
from llm_server import LLMServer

from rag import (
    Assistant,
    ProviderAuthError,
    ProviderContextError,
    ProviderError,
    ProviderModelError,
    ProviderRateLimit,
    ProviderRefusal,
    ProviderReply,
    ProviderTimeout,
    ProviderUnavailable,
    Settings,
)
from rag import provider as provider_module
from rag.generative import prompt_for
from rag.llm import ChatModel, hint, make_model

PROMPT = prompt_for("Which Dice does SwinSeg reach on brain MRI?", PAPERS)


def model(name: str, **settings: object) -> ChatModel:
    return make_model(Settings(**{"retries": 1, **settings}), f"openai/{name}")  # type: ignore[arg-type]


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider_module, "_LONGEST_WAIT", 0.0)


def test_a_model_gets_the_prompt_the_key_and_the_settings(provider: LLMServer) -> None:
    reply = model("faithful", max_tokens=77).reply(PROMPT)
    (request,) = provider.requests
    assert request.body["messages"] == [{"role": "user", "content": PROMPT}]
    assert (request.body["temperature"], request.body["max_tokens"]) == (0, 77)
    assert request.headers["authorization"] == f"Bearer {os.environ['OPENAI_API_KEY']}"
    assert reply.text.startswith("SwinSeg outperforms U-Net by 3.5% Dice on brain MRI [2].")


def test_tokens_are_counted_and_a_model_without_a_price_costs_nothing(provider: LLMServer) -> None:
    usage = model("faithful").reply(PROMPT).usage
    assert usage.prompt_tokens == len(PROMPT.split())
    assert 0 < usage.completion_tokens < usage.prompt_tokens
    assert usage.cost == 0


def test_a_model_with_a_known_price_costs_what_its_table_says() -> None:
    usage = SimpleNamespace(prompt_tokens=1_000_000, completion_tokens=0)
    assert make_model(Settings(), "openai/gpt-4o-mini")._usage(usage, "", "").cost == pytest.approx(0.15)


def test_streamed_pieces_are_the_reply_and_the_usage_comes_too(provider: LLMServer) -> None:
    used: list[object] = []
    pieces = list(model("faithful").pieces(PROMPT, used.append))
    assert len(pieces) > 5
    whole = model("faithful").reply(PROMPT)
    assert ("".join(pieces), used[-1]) == (whole.text, whole.usage)


def test_the_entries_of_llamaindex_give_the_same_text(provider: LLMServer) -> None:
    whole = model("faithful").reply(PROMPT).text
    assert model("faithful").complete(PROMPT).text == whole
    assert list(model("faithful").stream_complete(PROMPT))[-1].text == whole


FAULTS = [
    ("error-401", ProviderAuthError, 1, "OPENAI_API_KEY"),
    ("nosuch", ProviderModelError, 1, "RAG_MODEL"),
    ("context-too-long", ProviderContextError, 1, "RAG_TOP_K"),
    ("content-filter", ProviderRefusal, 1, "RAG_MODEL"),
    ("error-429", ProviderRateLimit, 2, "429"),
    ("error-500", ProviderUnavailable, 2, "failed or cannot be reached"),
    ("malformed", ProviderError, None, "again"),
    ("drops", ProviderUnavailable, None, "failed or cannot be reached"),
    ("empty", ProviderReply, None, "empty reply"),
]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("name", "kind", "requests", "word"), FAULTS, ids=[fault[0] for fault in FAULTS])
@pytest.mark.usefixtures("no_wait")
def test_each_failure_is_an_error_of_ours_that_names_the_model_and_the_next_step(
    provider: LLMServer, name: str, kind: type[ProviderError], requests: int | None, word: str, streamed: bool
) -> None:
    with pytest.raises(kind, match=name) as caught:
        if streamed:
            list(model(name).pieces(PROMPT, lambda _: None))
        else:
            model(name).reply(PROMPT)
    assert word in str(caught.value)
    assert os.environ["OPENAI_API_KEY"] not in str(caught.value)
    assert "\n" not in str(caught.value)
    if requests is not None:
        assert len(provider.requests) == requests


@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize("name", ["error-429", "error-500"])
@pytest.mark.usefixtures("no_wait")
def test_a_failure_that_may_pass_is_tried_again_as_often_as_set_and_no_more(
    provider: LLMServer, name: str, retries: int
) -> None:
    with pytest.raises(ProviderError):
        model(name, retries=retries).reply(PROMPT)
    assert len(provider.requests) == retries + 1


@pytest.mark.parametrize("name", ["error-429-once", "error-500-once"])
@pytest.mark.usefixtures("no_wait")
def test_a_failure_that_passes_leaves_no_trace_in_the_reply(provider: LLMServer, name: str) -> None:
    assert model(name).reply(PROMPT).text == model("faithful").reply(PROMPT).text
    assert len(provider.requests) == 3


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.usefixtures("no_wait")
def test_a_model_that_is_too_slow_is_a_time_out_for_each_try(provider: LLMServer, streamed: bool) -> None:
    with pytest.raises(ProviderTimeout, match=r"0\.3 s.*RAG_TIMEOUT"):
        if streamed:
            list(model("slow", timeout=0.3).pieces(PROMPT, lambda _: None))
        else:
            model("slow", timeout=0.3).reply(PROMPT)
    assert len(provider.requests) == 2


@pytest.mark.usefixtures("no_wait")
def test_a_provider_that_cannot_be_reached_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    with LLMServer() as gone:
        address = gone.base_url
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    with pytest.raises(ProviderUnavailable, match="check its address"):
        model("faithful").reply(PROMPT)


@pytest.mark.usefixtures("no_wait")
def test_a_missing_key_is_an_error_about_the_key(provider: LLMServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ProviderAuthError, match="OPENAI_API_KEY"):
        model("faithful").reply(PROMPT)
    assert provider.requests == []


def test_a_server_without_json_mode_is_asked_again_without_it(
    provider: LLMServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    request = ChatModel._request

    def refuse(self: ChatModel, prompt: str, seconds: float, *, stream: bool, json: bool = False) -> object:
        asked.append(json)
        if json:
            raise ProviderModelError("response_format is not known here")
        return request(self, prompt, seconds, stream=stream)

    monkeypatch.setattr(ChatModel, "_request", refuse)
    assert model("faithful").reply(PROMPT, json=True).text
    assert asked == [True, False]


def test_json_is_asked_for_where_it_is_wanted(provider: LLMServer) -> None:
    model("faithful").reply(PROMPT, json=True)
    assert provider.requests[-1].body["response_format"] == {"type": "json_object"}
    model("faithful").reply(PROMPT)
    assert "response_format" not in provider.requests[-1].body


@pytest.mark.usefixtures("no_wait")
def test_a_model_name_that_litellm_cannot_place_names_the_setting(provider: LLMServer) -> None:
    with pytest.raises(ProviderModelError, match="RAG_MODEL"):
        make_model(Settings(), "no-such-provider-and-model").reply(PROMPT)
    assert provider.requests == []


@pytest.mark.usefixtures("no_wait")
def test_an_endless_model_stops_at_the_most_tokens(provider: LLMServer) -> None:
    assert model("endless", max_tokens=20).reply(PROMPT).usage.completion_tokens == 20


def test_a_reader_who_leaves_a_stream_ends_the_request(provider: LLMServer) -> None:
    pieces: Iterator[str] = model("endless", max_tokens=100_000).pieces(PROMPT, lambda _: None)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert len(provider.requests) == 1


# --- nothing goes out unasked --------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Assistant:
    return make_assistant(tmp_path / "home")


def test_nothing_is_sent_when_no_model_is_set_even_with_a_key(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask("Which Dice does SwinSeg reach on brain MRI?")
    assert (answer.model, answer.usage.prompt_tokens) == (None, 0)
    assert provider.requests == []


def test_extractive_as_the_model_of_one_question_wins_over_the_setting(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path / "home", model="openai/faithful")
    assert assistant.ask("Which Dice does SwinSeg reach on brain MRI?", model="extractive").model is None
    assert provider.requests == []
    assert assistant.ask("Which Dice does SwinSeg reach on brain MRI?").model == "openai/faithful"
    assert len(provider.requests) == 1


def test_an_extractive_question_imports_neither_litellm_nor_gradio_nor_torch(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom conftest import make_assistant\n"
        "assistant = make_assistant(Path(sys.argv[1]))\n"
        "print(assistant.ask('Which Dice does SwinSeg reach on brain MRI?').citations[0].paper.id)\n"
        "print(sorted({'litellm', 'openai', 'gradio', 'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    tests = str(Path(__file__).parent)
    done = run_python("-c", code, str(tmp_path / "home"), PYTHONPATH=os.pathsep.join((str(Path(tests).parent), tests)))
    assert done.stdout.splitlines() == ["swinseg", "[]"], done.stderr


def test_a_key_without_a_model_earns_a_hint_and_a_model_none() -> None:
    assert hint({}, Settings()) is None
    assert hint({"OPENAI_API_KEY": "x"}, Settings(model="openai/gpt-4o-mini")) is None
    said = hint({"OPENAI_API_KEY": "secret-key"}, Settings())
    assert said
    assert "RAG_MODEL=openai/" in said
    assert "secret-key" not in said


def test_no_error_prints_the_key_in_its_traceback(provider: LLMServer) -> None:
    try:
        model("error-401").reply(PROMPT)
    except ProviderAuthError as error:
        assert os.environ["OPENAI_API_KEY"] not in "".join(traceback.format_exception(error))
    else:
        pytest.fail("a refused key is an error")
