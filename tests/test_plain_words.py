"""Questions in everyday words, said again in those of the literature."""

from pathlib import Path

import pytest

from rag import Assistant, plain_words, retrieve
from rag.plain_words import dictionary, in_technical_words
from rag.retrieve import rank
from rag.words import terms


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Outline the lump in my tummy", "segmentation the tumor lesion in my abdomen"),
        ("X-ray doctors", "radiologist"),
        ("blood vessels", "vascular vessel"),
    ],
)
def test_everyday_words_are_replaced_the_longest_first_whatever_their_case(question: str, said: str) -> None:
    assert in_technical_words(question) == said


@pytest.mark.parametrize(
    "question", ["How is VoCo pre-trained?", "", "bloodless", "non-film", "Dice of nnU-Net on BTCV"]
)
def test_a_question_without_them_stays(question: str) -> None:
    assert in_technical_words(question) is None


def test_every_line_of_the_dictionary_says_something_else_than_it_reads() -> None:
    assert len(dictionary()) > 500
    for everyday, technical in dictionary().items():
        assert set(terms(technical)) - set(terms(everyday)), everyday


@pytest.mark.parametrize("line", ["tummy abdomen", "tummy, = abdomen", "tummy, tummy = abdomen", "Tummy = abdomen"])
def test_a_line_out_of_form_is_refused_with_its_number(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / plain_words.FILE).write_text(f"# words\n\n{line}\n", "utf-8")
    monkeypatch.setattr(plain_words.resources, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="line 3"):
        dictionary.__wrapped__()


QUESTION = "who made something that draws around the nasty growth in grandma's tummy?"


def test_a_laymans_question_is_nearer_to_its_field_in_both_wordings(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = rank(assistant.index, QUESTION)
    monkeypatch.setattr(retrieve, "_TECHNICAL_WEIGHT", 0.0)
    plain = rank(assistant.index, QUESTION)
    technical = rank(assistant.index, in_technical_words(QUESTION) or "")
    assert both.vector is not None and plain.vector is not None and technical.vector is not None
    assert float(plain.vector @ technical.vector) < float(both.vector @ technical.vector) < 1
    assert both.terms == plain.terms == tuple(terms(QUESTION))
    assert both.coverage.max() > plain.coverage.max()


def test_what_the_papers_say_in_the_same_words_is_asked_as_it_stands(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = (
        "400 multi-vendor MRI cases with high variability in stroke lesion size, quantity and location in the head"
    )
    assert in_technical_words(question)
    both = rank(assistant.index, question)
    monkeypatch.setattr(retrieve, "in_technical_words", lambda *_: None)
    assert rank(assistant.index, question).papers.tolist() == both.papers.tolist()


@pytest.mark.parametrize("mode", ["dense", "bm25"])
def test_the_plain_retrievers_take_the_question_as_it_stands(
    assistant: Assistant, mode: retrieve.Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = rank(assistant.index, QUESTION, mode)
    monkeypatch.setattr(retrieve, "in_technical_words", lambda *_: None)
    assert rank(assistant.index, QUESTION, mode).papers.tolist() == asked.papers.tolist()


def test_a_list_finds_what_is_asked_for_in_everyday_words(assistant: Assistant) -> None:
    found = {citation.paper.id for citation in assistant.ask("Which papers are about the knees of people?").citations}
    assert "skm-tea" in found


def test_a_word_stays_that_the_corpus_says_more_often_than_the_technical_one() -> None:
    rare = {"book": 0.4, "medic": 1.2, "knowledg": 0.9}
    question = "Which books do readers borrow?"
    assert in_technical_words(question) == "Which medical knowledge do readers borrow?"
    assert in_technical_words(question, lambda term: rare.get(term, 5.0)) is None
    assert in_technical_words(question, lambda term: 5.0 if term == "book" else 1.0) is not None
