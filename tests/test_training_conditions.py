"""How a model learns, as a list asks for it: without labels that people made."""

import pytest

from rag.list_question import read_list
from rag.training_conditions import WITHOUT_LABELS
from rag.types import Paper


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which methods learn without annotations?", ""),
        ("which of these manage without any doctor's labels?", ""),
        ("Which models do not need labelled scans?", ""),
        ("papers on segmentation without manual labels", "segmentation"),
        ("Which papers require no supervision?", ""),
    ],
)
def test_learning_without_labels_is_asked_for_in_many_words(question: str, topic: str) -> None:
    asked = read_list(question)
    assert (asked.topic, asked.conditions) == (topic, (WITHOUT_LABELS,))


@pytest.mark.parametrize(
    "question",
    [
        "Who manages without enough labelled data?",
        "Which works train with few labels?",
        "Which papers do not release their annotations?",
        "Which datasets come without labels?",
        "papers on the lack of annotated data",
    ],
)
def test_too_few_labels_are_some(question: str) -> None:
    assert WITHOUT_LABELS not in read_list(question).conditions


@pytest.mark.parametrize(
    ("title", "abstract", "met"),
    [
        ("Bees", "We propose a self-supervised counter of bees.", True),
        ("Bees", "It learns the dance without the guidance of annotations.", True),
        ("Bees", "The net was pre-trained with self-supervised learning on hives.", True),
        ("Self-supervised bees", "Bees dance. They hum.", True),
        ("Bees", "We compare our labelled set with other self-supervised sets.", False),
        ("Bees", "Experts label each bee.", False),
    ],
)
def test_a_paper_says_that_it_learns_without_labels(title: str, abstract: str, met: bool) -> None:
    assert (WITHOUT_LABELS.met(Paper("bees", title, abstract)) is not None) == met
