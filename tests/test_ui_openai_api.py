"""OpenAI's own client against the running app, and what a stream does with text that is not checked yet."""

import json
from typing import Any

import openai
import pytest
from ui_samples import make_answer

from rag.errors import ProviderUnavailable
from rag.types import HowFar, Sentence
from ui.openai_api import _lines


@pytest.fixture(scope="module")
def chat(running: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{running}v1", api_key="none", max_retries=0)


def user(text: Any) -> list[Any]:
    return [{"role": "user", "content": text}]


def test_an_answer_ends_with_its_sources_and_holds_its_citations(chat: openai.OpenAI) -> None:
    made: Any = chat.chat.completions.create(model="citewell", messages=user("What is VoCo?"))
    text = made.choices[0].message.content
    assert "[1]" in text and "Sources:\n[1] VoCo" in text
    assert made.citations[0]["quote"] and made.abstained is False and made.usage.total_tokens == 0


def test_a_stream_adds_up_to_the_same_text(chat: openai.OpenAI) -> None:
    question = user([{"type": "text", "text": "Which papers use state space models?"}])
    whole: Any = chat.chat.completions.create(model="citewell-extractive", messages=question)
    text, last, usage = "", None, None
    stream = chat.chat.completions.create(
        model="citewell-extractive", messages=question, stream=True, stream_options={"include_usage": True}
    )
    for chunk in stream:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += choice.delta.content or ""
            last = chunk if choice.finish_reason == "stop" else last
    assert text == whole.choices[0].message.content
    assert last and last.model_extra and last.model_extra["citations"] == whole.citations
    assert usage and usage.total_tokens == 0


def test_a_follow_up_is_understood_from_the_messages_before(chat: openai.OpenAI) -> None:
    before: Any = chat.chat.completions.create(model="citewell", messages=user("What is VoCo?"))
    messages = [
        {"role": "system", "content": "Be brief."},
        *user("What is VoCo?"),
        {"role": "assistant", "content": before.choices[0].message.content},
        *user("Where is its code?"),
    ]
    answer: Any = chat.chat.completions.create(model="citewell", messages=messages)  # type: ignore[arg-type]
    assert "VoCo" in answer.citations[0]["title"]


def test_a_filter_is_heeded(chat: openai.OpenAI) -> None:
    made: Any = chat.chat.completions.create(
        model="citewell", messages=user("What is VoCo?"), extra_body={"where": "year>=2023"}
    )
    assert made.abstained and "the papers carry no year" in made.choices[0].message.content
    with pytest.raises(openai.BadRequestError, match="yaer"):
        chat.chat.completions.create(
            model="citewell", messages=user("What is VoCo?"), extra_body={"where": "yaer:2023"}
        )


def test_an_abstention_is_said(chat: openai.OpenAI) -> None:
    made: Any = chat.chat.completions.create(model="citewell", messages=user("What is the capital of Australia?"))
    assert made.abstained is True and made.citations == [] and "Sources" not in made.choices[0].message.content


def test_the_models_are_listed_and_others_are_not_found(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["citewell", "citewell-extractive"]
    with pytest.raises(openai.NotFoundError, match="citewell-extractive"):
        chat.chat.completions.create(model="gpt-4o", messages=user("What is VoCo?"))


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("messages", [user("???"), [{"role": "system", "content": "x"}], user(None), []])
def test_bad_input_is_a_bad_request(chat: openai.OpenAI, messages: Any, stream: bool) -> None:
    with pytest.raises(openai.BadRequestError):
        chat.chat.completions.create(model="citewell", messages=messages, stream=stream)


def streamed(*events: Any, checked: bool = False) -> str:
    text = ""
    for line in _lines(iter(events), "citewell", False, checked):
        if line.startswith("data: {"):
            for choice in json.loads(line[6:]).get("choices", []):
                text += choice["delta"].get("content", "")
    return text.partition("\n\nSources:")[0]


def test_what_a_model_writes_is_sent_only_when_it_is_checked() -> None:
    answer = make_answer("It works [1]. It is big [1].")
    sentence = Sentence("It works [1].", (1,), "supported")
    assert streamed("It wor", "ks [1].", sentence, " It fl", answer) == answer.text
    assert streamed("It flies.", Sentence("It flies.", (), "unsupported"), answer) == answer.text
    assert streamed("It wor", answer) == answer.text


def test_an_extractive_answer_is_sent_once_as_it_comes() -> None:
    answer = make_answer("It works [1].")
    assert streamed("It works [1].", Sentence("It works [1].", (1,), "supported"), answer, checked=True) == answer.text


@pytest.mark.parametrize("checked", [False, True])
def test_how_far_a_list_is_is_not_sent_since_it_could_not_be_taken_back(checked: bool) -> None:
    answer = make_answer("It works [1].")
    events = [HowFar("5 of 12 papers checked …"), Sentence(""), "It works [1].", Sentence("It works [1].", (1,))]
    assert streamed(*events, answer, checked=checked) == answer.text


def test_a_text_that_checking_changed_is_sent_whole_again() -> None:
    answer = make_answer("It is big [1].")
    text = streamed("x", Sentence("It works [1].", (1,), "supported"), answer)
    assert text == "It works [1].\n\nChecked:\n\nIt is big [1]."


def test_a_model_that_fails_midway_is_said_in_the_stream() -> None:
    def events() -> Any:
        yield "half"
        raise ProviderUnavailable("the model is down")

    lines = list(_lines(events(), "citewell", False, False))
    assert "the model is down" in lines[-2] and lines[-1] == "data: [DONE]\n\n"
