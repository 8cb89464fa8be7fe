"""Answers with a model, over real HTTP: what the model writes, and what the reader sees of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PAPERS, make_assistant, make_paper
from llm_server import BEHAVIOURS, ELSEWHERE, GENERAL_KNOWLEDGE, REFUSAL, LLMServer

from rag import Answer, Assistant, Evidence, ProviderAuthError, ProviderError, Sentence
from rag import llm as llm_module
from rag import provider as provider_module
from rag.generative import LINK_REMOVED, MOST_PAPERS, GenerativeSynthesizer, papers_of, says_nothing, tidy
from rag.types import Event, Transcript

QUESTION = "Which Dice does SwinSeg reach on brain MRI?"
BEST = "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI [1]."
SECOND = "It reaches a Dice of 0.94 on 1,200 volumes, e.g. on those with lesions [2]."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("small"), retries=1, max_tokens=60, cache=0)


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider_module, "_LONGEST_WAIT", 0.0)


def ask(assistant: Assistant, name: str, question: str = QUESTION) -> tuple[list[Event], Answer]:
    """The events of a streamed answer, and the answer."""
    *events, answer = assistant.stream(question, model=f"openai/{name}")
    assert isinstance(answer, Answer)
    return events, answer


def shown(events: list[Event]) -> str:
    """What a reader has before the answer comes."""
    transcript = Transcript()
    for event in events:
        transcript.add(event)
    return transcript.shown


def check(answer: Answer) -> None:
    """Every marker has its citation, every citation its marker, and every quote is in its abstract."""
    marked = [int(number) for number in re.findall(r"\[(\d+)\]", answer.text)]
    assert set(marked) == {citation.number for citation in answer.citations}
    assert list(dict.fromkeys(marked)) == list(range(1, len(set(marked)) + 1))
    for citation in answer.citations:
        assert citation.quote == citation.paper.abstract[citation.start : citation.end]


# --- good answers --------------------------------------------------------------------------------


def test_a_faithful_model_gives_a_cited_and_supported_answer(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(QUESTION, model="openai/faithful")
    check(answer)
    assert answer.text == f"{BEST} {SECOND}"
    assert answer.citations[0].paper == PAPERS[1]
    assert {sentence.support for sentence in answer.sentences} == {"supported"}
    assert (answer.model, answer.notice, answer.removed) == ("openai/faithful", None, ())
    assert len(provider.requests) == 1


def test_usage_is_counted_and_an_unknown_price_is_no_cost(small: Assistant, provider: LLMServer) -> None:
    usage = small.ask(QUESTION, model="openai/faithful").usage
    assert usage.prompt_tokens > usage.completion_tokens > 0
    assert usage.cost == 0


def test_a_stream_is_text_then_each_sentence_once_checked_then_the_answer(
    small: Assistant, provider: LLMServer
) -> None:
    events, answer = ask(small, "faithful")
    assert [event for event in events if isinstance(event, Sentence)] == list(answer.sentences)
    first = events.index(answer.sentences[0])
    assert "".join(map(str, events[:first])) == BEST
    assert len(events[:first]) > 5
    assert "".join(event for event in events if isinstance(event, str)) == answer.text == shown(events)


@pytest.mark.parametrize("name", [name for name in BEHAVIOURS if not re.match(r"error-401|context|content|slow", name)])
def test_no_marker_is_shown_in_two_pieces_and_what_stays_is_what_was_shown(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    events, answer = ask(small, name)
    check(answer)
    transcript = Transcript()
    for event in events:
        transcript.add(event)
        assert not re.search(r"\[\d*$", transcript.shown)
        assert not re.search(r"\[\d+\s*[,;–-]", transcript.shown)
    kept = [event for event in events if isinstance(event, Sentence) and event in answer.sentences]
    if not answer.abstained:
        assert kept == list(answer.sentences)


def test_the_model_sees_whole_papers_and_no_more_than_it_should() -> None:
    numbers = [1, 2, 1, *range(3, MOST_PAPERS + 5)]
    evidence = [Evidence(PAPERS[0].__class__(f"p{n}", f"Title {n}", "One. Two."), 0, 4, 1.0) for n in numbers]
    assert [paper.id for paper in papers_of(evidence)] == [f"p{n}" for n in range(1, MOST_PAPERS + 1)]


def test_the_synthesizer_by_itself_gives_a_draft_that_counts_its_papers(small: Assistant, provider: LLMServer) -> None:
    synthesizer = GenerativeSynthesizer(llm_module.make_model(small.settings, "openai/faithful"))
    draft = synthesizer.draft(QUESTION, [Evidence(paper, 0, 9, 1.0) for paper in PAPERS])
    assert draft.papers == PAPERS
    assert draft.text.startswith("SwinSeg outperforms U-Net by 3.5% Dice on brain MRI [2].")


# --- answers that are not as they should be ------------------------------------------------------


@pytest.mark.parametrize("name", ["invents-number", "ghost-citation", "swaps-citations", "general-knowledge"])
def test_what_the_papers_do_not_carry_is_sent_back_once_and_then_taken_out_in_sight(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    events, answer = ask(small, name)
    check(answer)
    if name == "swaps-citations":
        # Written anew with the paper that it cites alone, a sentence can only say what that paper says.
        assert all(sentence.support in ("supported", "partial") for sentence in answer.sentences if sentence.numbers)
        return
    assert answer.abstained
    assert answer.removed
    assert {sentence.support for sentence in answer.removed} == {"unsupported"}
    assert [event for event in events if isinstance(event, Sentence)] == list(answer.removed)
    assert answer.notice == "what the model wrote is not supported by the papers and was taken out."
    assert len(provider.requests) == 1 + len(answer.removed)
    assert answer.to_dict()["removed"][0]["support"] == "unsupported"


def test_a_sentence_without_a_source_is_given_one_or_taken_out(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(QUESTION, model="openai/cites-nothing")
    check(answer)
    assert answer.removed or not answer.abstained
    for sentence in answer.sentences:
        assert (sentence.support in ("supported", "partial")) == bool(sentence.numbers)


def test_a_flipped_sentence_is_never_called_supported_where_the_papers_say_the_opposite(
    small: Assistant, provider: LLMServer
) -> None:
    answer = small.ask(QUESTION, model="openai/flips-direction")
    check(answer)
    assert "without lesions" not in answer.text
    assert any("without lesions" in sentence.text for sentence in answer.removed)


def test_a_sentence_that_was_written_anew_takes_the_place_of_the_first(small: Assistant, provider: LLMServer) -> None:
    events, answer = ask(small, "repairs")
    assert answer.text == f"{BEST} {SECOND}" == shown(events)
    assert "3.6%" in "".join(event for event in events if isinstance(event, str))
    assert (answer.removed, answer.notice) == ((), None)


def test_one_sentence_taken_out_leaves_the_others_with_their_numbers(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, cache=0)
    answer = assistant.ask(QUESTION, model="openai/links")
    assert answer.text == BEST
    assert answer.notice == "1 sentence that the papers do not support was taken out."
    assert [sentence.numbers for sentence in answer.removed] == [()]


def test_what_is_unsupported_can_be_kept_and_marked(tmp_path: Path, provider: LLMServer) -> None:
    assistant = make_assistant(tmp_path, cache=0, unsupported="mark")
    for name in ("invents-number", "general-knowledge", "ghost-citation"):
        answer = assistant.ask(QUESTION, model=f"openai/{name}")
        check(answer)
        assert not answer.abstained
        assert {sentence.support for sentence in answer.sentences} == {"unsupported"}
        assert answer.removed == ()
    assert assistant.ask(QUESTION, model="openai/general-knowledge").text == f"{GENERAL_KNOWLEDGE} [1]."


def test_a_citation_of_a_paper_that_was_never_given_is_never_shown(small: Assistant, provider: LLMServer) -> None:
    events, answer = ask(small, "ghost-citation")
    assert "99" not in shown(events) + answer.text + "".join(sentence.text for sentence in answer.removed)


def test_a_refusal_in_words_is_no_answer(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(QUESTION, model="openai/refuses")
    assert answer.abstained
    assert REFUSAL not in answer.text
    assert answer.citations == ()


def test_links_and_images_that_no_paper_gives_never_reach_the_reader(small: Assistant, provider: LLMServer) -> None:
    events, answer = ask(small, "links")
    seen = "".join(map(str, events)) + str(answer.to_dict())
    assert ELSEWHERE not in seen
    assert "evil" not in seen
    assert "![" not in seen


def test_a_model_that_finds_nothing_makes_an_abstention_and_shows_no_piece_of_it(
    small: Assistant, provider: LLMServer
) -> None:
    events, answer = ask(small, "not-in-papers")
    assert answer.abstained
    assert answer.model == "openai/not-in-papers"
    assert answer.usage.prompt_tokens > 0
    assert answer.citations == ()
    assert answer.nearest
    assert (events, answer.notice) == ([], None)


def test_an_endless_model_is_cut_off_and_its_half_sentence_taken_back(small: Assistant, provider: LLMServer) -> None:
    events, answer = ask(small, "endless")
    assert answer.usage.completion_tokens == 60
    assert shown(events) == ""
    assert answer.abstained


@pytest.mark.parametrize(
    ("name", "requests", "notice"),
    [
        ("error-429", 2, "429"),
        ("error-500", 2, "failed or cannot be reached"),
        ("empty", None, "empty reply"),
    ],
)
def test_a_model_that_fails_for_now_gives_the_extractive_answer_with_a_notice(
    small: Assistant, provider: LLMServer, name: str, requests: int | None, notice: str
) -> None:
    events, answer = ask(small, name)
    expected = small.ask(QUESTION, model="extractive")
    assert (answer.text, answer.citations, answer.model) == (expected.text, expected.citations, None)
    assert answer.notice
    assert notice in answer.notice
    assert shown(events) == answer.text
    if requests:
        assert len(provider.requests) == requests


def test_a_model_that_is_too_slow_gives_the_extractive_answer_with_a_notice(
    tmp_path: Path, provider: LLMServer
) -> None:
    answer = make_assistant(tmp_path, retries=1, timeout=0.5).ask(QUESTION, model="openai/slow")
    assert answer.model is None
    assert answer.notice
    assert "did not answer within 0.5 s" in answer.notice
    assert len(provider.requests) == 2


@pytest.mark.parametrize("name", ["drops", "malformed"])
def test_a_stream_that_breaks_keeps_its_whole_sentences_and_says_so(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    events, answer = ask(small, name)
    check(answer)
    assert answer.text == BEST == shown(events)
    assert answer.notice
    assert "broke off" in answer.notice
    assert answer.usage.completion_tokens > 0


@pytest.mark.parametrize("name", ["error-429-once", "error-500-once"])
def test_a_model_that_recovers_answers_as_if_nothing_had_been(small: Assistant, provider: LLMServer, name: str) -> None:
    answer = small.ask(QUESTION, model=f"openai/{name}")
    assert answer.text.startswith(BEST)
    assert (answer.notice, answer.model) == (None, f"openai/{name}")
    assert len(provider.requests) == 2


FATAL = ["error-401", "nosuch", "context-too-long", "content-filter"]


@pytest.mark.parametrize("name", FATAL)
def test_what_only_the_reader_can_set_right_is_raised_before_any_piece(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    stream = small.stream(QUESTION, model=f"openai/{name}")
    with pytest.raises(ProviderError):
        next(stream)
    assert len(provider.requests) == 1


@pytest.mark.parametrize("name", FATAL)
def test_on_request_it_gives_the_extractive_answer_and_says_why(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    answer = small.ask(QUESTION, model=f"openai/{name}", on_error="extractive")
    expected = small.ask(QUESTION, model="extractive")
    assert replace(answer, notice=None, timings={}) == replace(expected, timings={})
    assert answer.notice
    assert answer.notice.startswith("answered without the model: ")
    assert name in answer.notice


def test_a_refused_key_is_not_shown(small: Assistant, provider: LLMServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-abcdef")
    with pytest.raises(ProviderAuthError) as caught:
        small.ask(QUESTION, model="openai/error-401")
    assert "abcdef" not in str(caught.value)
    assert "abcdef" not in str(small.ask(QUESTION, model="openai/error-401", on_error="extractive").to_dict())


def test_a_model_s_answer_with_embeddings_of_a_provider_too(tmp_path: Path, provider: LLMServer) -> None:
    from rag import Settings

    settings = Settings(home=tmp_path / "remote", embed_model="openai/hashed-words", model="openai/faithful")
    assistant = Assistant.from_papers(PAPERS, settings, source=["papers.txt"])
    assert assistant.index.manifest.embed_model == "openai/hashed-words"
    answer = assistant.ask(QUESTION)
    assert answer.text.startswith(BEST)
    assert {request.path for request in provider.requests} == {"/v1/embeddings", "/v1/chat/completions"}


# --- a model's text in our form ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It works [1].", "It works [1]."),
        ("It works [1, 2].", "It works [1][2]."),
        ("It works [1; 3].", "It works [1][3]."),
        ("It works [1-3].", "It works [1][2][3]."),
        ("It works [1–2, 5].", "It works [1][2][5]."),
        ("It works [9-2].", "It works [9][2]."),
        ("It works [1-999].", "It works [1][999]."),
        ("It works 【1】.", "It works [1]."),
        ("It works. [1]", "It works [1]."),
        ("It works.[1][2] Next [2].", "It works [1][2]. Next [2]."),
        ("It works [1].\n\nReferences:\n[1] A title", "It works [1]."),
        ("It works [1].\n## Sources\n- A title", "It works [1]."),
        ("It works [1].\n\n**References**\n[1] A title", "It works [1]."),
        ("The references are good [1].", "The references are good [1]."),
        ("[CLS] tokens [1].", "[CLS] tokens [1]."),
    ],
)
def test_a_model_s_markers_are_brought_into_one_form(written: str, expected: str) -> None:
    assert tidy(written) == expected


@pytest.mark.parametrize(
    "text", ["NOT IN THE PAPERS", "NOT IN THE PAPERS.", "**Not in the papers**", " not in the papers\n"]
)
def test_a_model_says_nothing_however_it_writes_it(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["", "NOT", "It is not in the papers [1].", "NOTHING"])
def test_other_words_are_no_abstention(text: str) -> None:
    assert not says_nothing(text)


HELD = make_paper("Held", "Code is at https://example.org/code. More is at https://example.org/data.")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Code is at https://example.org/code [1].", "Code is at https://example.org/code [1]."),
        ("Code is [here](https://example.org/code/) [1].", "Code is here (https://example.org/code/) [1]."),
        ("Code is at https://example.org/codes [1].", f"Code is at {LINK_REMOVED} [1]."),
        ("Code is at www.evil.example.", f"Code is at {LINK_REMOVED}."),
        ("Code is at evil.example/x, they say.", f"Code is at {LINK_REMOVED}, they say."),
        ("See [this](javascript:alert(1)).", f"See this {LINK_REMOVED}."),
        ("See [1](https://evil.example).", "See [1]."),
        ("![alt](https://evil.example/a.png)It works [1].", "altIt works [1]."),
        ('<img src="https://evil.example/a.png">It works [1].', "It works [1]."),
        ("It <b>works</b> for a<b and c>d [1].", "It works for a<b and c>d [1]."),
        ("| A | B |\n|---|---|\n| one [1] | two [2] |", "- A – B\n- one [1] – two [2]"),
        ("U-Net vs. nnU-Net, i.e. 3.5% at p<0.05 [1].", "U-Net vs. nnU-Net, i.e. 3.5% at p<0.05 [1]."),
    ],
)
def test_only_addresses_that_the_papers_give_stay_and_nothing_acts(written: str, expected: str) -> None:
    assert tidy(written, {"https://example.org/code"}) == expected
