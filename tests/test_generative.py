"""Answers with a model, over real HTTP: what the model writes, and what becomes of it."""

import random
import re
from pathlib import Path

import pytest
from conftest import PAPERS, make_assistant
from llm_server import GENERAL_KNOWLEDGE, REFUSAL, LLMServer

from rag import Answer, Assistant, Evidence, ProviderAuthError, ProviderError
from rag import llm as llm_module
from rag.generative import MOST_PAPERS, GenerativeSynthesizer, StreamResult, papers_of, says_nothing, tidy
from rag.types import Usage

QUESTION = "Which Dice does SwinSeg reach on brain MRI?"
BEST = "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI [1]."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("small"), retries=1, timeout=0.5)


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llm_module, "_LONGEST_WAIT", 0.0)


def ask(assistant: Assistant, name: str) -> tuple[list[str], Answer]:
    """The pieces of a streamed answer, and the answer."""
    *pieces, answer = assistant.stream(QUESTION, model=f"openai/{name}")
    assert isinstance(answer, Answer)
    assert all(isinstance(piece, str) for piece in pieces)
    return [str(piece) for piece in pieces], answer


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
    assert answer.text.startswith(BEST)
    assert answer.citations[0].paper == PAPERS[1]
    assert {sentence.support for sentence in answer.sentences} == {"supported"}
    assert (answer.model, answer.notice) == ("openai/faithful", None)
    assert len(provider.requests) == 1


def test_usage_is_counted_and_an_unknown_price_is_no_cost(small: Assistant, provider: LLMServer) -> None:
    usage = small.ask(QUESTION, model="openai/faithful").usage
    assert usage.prompt_tokens > usage.completion_tokens > 0
    assert usage.cost == 0


@pytest.mark.parametrize("name", ["faithful", "ghost-citation", "cites-nothing", "swaps-citations", "refuses"])
def test_streamed_pieces_join_to_the_draft_and_no_marker_is_cut_in_two(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    pieces, _ = ask(small, name)
    result = StreamResult()
    list(GenerativeSynthesizer(small._model(f"openai/{name}")).stream(QUESTION, small.retrieve(QUESTION), result))
    assert "".join(pieces) == result.draft.text
    so_far = ""
    for piece in pieces:
        so_far += piece
        assert not re.search(r"\[\d*$", so_far)


def test_the_model_sees_whole_papers_and_no_more_than_it_should() -> None:
    numbers = [1, 2, 1, *range(3, MOST_PAPERS + 5)]
    evidence = [Evidence(PAPERS[0].__class__(f"p{n}", f"Title {n}", "One. Two."), 0, 4, 1.0) for n in numbers]
    assert [paper.id for paper in papers_of(evidence)] == [f"p{n}" for n in range(1, MOST_PAPERS + 1)]


# --- answers that are not as they should be ------------------------------------------------------


def test_a_citation_of_a_paper_that_was_never_given_is_removed(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(QUESTION, model="openai/ghost-citation")
    check(answer)
    assert "[" not in answer.text
    assert answer.citations == ()
    assert {sentence.support for sentence in answer.sentences} == {"unsupported"}


@pytest.mark.parametrize("name", ["invents-number", "general-knowledge", "swaps-citations"])
def test_a_sentence_that_its_paper_does_not_carry_is_marked_unsupported(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    answer = small.ask(QUESTION, model=f"openai/{name}")
    check(answer)
    assert "unsupported" in {sentence.support for sentence in answer.sentences}
    if name == "general-knowledge":
        assert answer.text.startswith(GENERAL_KNOWLEDGE)


def test_a_model_that_forgets_its_markers_is_given_those_that_hold(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(QUESTION, model="openai/cites-nothing")
    check(answer)
    assert answer.citations
    assert {bool(sentence.numbers) for sentence in answer.sentences if sentence.support == "supported"} == {True}


def test_a_refusal_in_words_is_no_supported_sentence(small: Assistant, provider: LLMServer) -> None:
    answer = small.ask(QUESTION, model="openai/refuses")
    assert REFUSAL in answer.text
    assert "supported" not in {sentence.support for sentence in answer.sentences}
    assert answer.citations == ()


def test_a_model_that_finds_nothing_makes_an_abstention_and_shows_no_piece_of_it(
    small: Assistant, provider: LLMServer
) -> None:
    pieces, answer = ask(small, "not-in-papers")
    assert answer.abstained
    assert answer.model == "openai/not-in-papers"
    assert answer.usage.prompt_tokens > 0
    assert answer.citations == ()
    assert answer.nearest
    assert "NOT IN THE PAPERS" not in "".join(pieces) + answer.text


@pytest.mark.parametrize(
    ("name", "requests", "notice"),
    [
        ("error-429", 2, "429"),
        ("error-500", 2, "failed or cannot be reached"),
        ("slow", 2, "did not answer within 0.5 s"),
        ("empty", None, "empty reply"),
    ],
)
def test_a_model_that_fails_for_now_gives_the_extractive_answer_with_a_notice(
    small: Assistant, provider: LLMServer, name: str, requests: int | None, notice: str
) -> None:
    pieces, answer = ask(small, name)
    expected = small.ask(QUESTION, model="extractive")
    assert (answer.text, answer.citations, answer.model) == (expected.text, expected.citations, None)
    assert answer.notice
    assert notice in answer.notice
    assert "".join(pieces) == answer.text
    if requests:
        assert len(provider.requests) == requests


@pytest.mark.parametrize("name", ["drops", "malformed"])
def test_a_stream_that_breaks_keeps_its_whole_sentences_and_says_so(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    pieces, answer = ask(small, name)
    check(answer)
    assert "".join(pieces).startswith("SwinSeg outperforms")
    assert answer.text == BEST
    assert answer.notice
    assert "broke off" in answer.notice


@pytest.mark.parametrize("name", ["error-429-once", "error-500-once"])
def test_a_model_that_recovers_answers_as_if_nothing_had_been(small: Assistant, provider: LLMServer, name: str) -> None:
    answer = small.ask(QUESTION, model=f"openai/{name}")
    assert answer.text.startswith(BEST)
    assert (answer.notice, answer.model) == (None, f"openai/{name}")
    assert len(provider.requests) == 2


@pytest.mark.parametrize("name", ["error-401", "nosuch", "context-too-long", "content-filter"])
def test_what_only_the_reader_can_set_right_is_raised_before_any_piece(
    small: Assistant, provider: LLMServer, name: str
) -> None:
    stream = small.stream(QUESTION, model=f"openai/{name}")
    with pytest.raises(ProviderError):
        next(stream)
    assert len(provider.requests) == 1


def test_a_refused_key_is_not_shown(small: Assistant, provider: LLMServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-abcdef")
    with pytest.raises(ProviderAuthError) as caught:
        small.ask(QUESTION, model="openai/error-401")
    assert "abcdef" not in str(caught.value)


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


class Scripted:
    """A model that streams a given text in given pieces."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces

    def pieces(self, prompt: str, used: object, cut: object) -> list[str]:
        return self._pieces


TEXTS = (
    "It works [1, 2]. It holds.[1] And more [1-3]! The end 【2】.",
    "One [1].\n\nTwo lines [2].\n- An item [1][2]",
    "It works [1].\n\nReferences:\n[1] A title",
    "A list:\n\nSources vary [1]. [CLS] and x[i] and [12",
    "NOTHING is known. NOT IN THE PAPERS",
    "N",
)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("text", TEXTS)
def test_however_a_text_is_cut_its_pieces_join_to_the_draft(text: str, seed: int) -> None:
    rng = random.Random(seed)
    cuts = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, rng.randrange(40))))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    synthesizer = GenerativeSynthesizer.__new__(GenerativeSynthesizer)
    synthesizer.model = Scripted(pieces)  # type: ignore[assignment]
    result = StreamResult()
    shown = "".join(synthesizer.stream("Question?", [Evidence(PAPERS[0], 0, 5, 1.0)], result))
    assert shown == result.draft.text == tidy(text)
    assert result.usage == Usage()
