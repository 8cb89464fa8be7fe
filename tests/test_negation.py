"""What a list question wants papers not to have or not to be."""

import pytest

from rag.list_question import read_list
from rag.negation import negations


@pytest.mark.parametrize(
    "question",
    [
        "Which papers have no code link?",
        "Which papers release no code?",
        "Which papers come without code?",
        "How many papers have no code?",
        "Which kidney papers have no public code?",
        "Which kidney papers are without a code link?",
        "Which papers don't have code?",
        "which of these do not share their code?",
        "papers on the kidney that never released code",
        "List papers that lack code",
        "Which papers come without code and labels?",
    ],
)
def test_a_condition_that_is_negated_is_set_aside_and_not_asked_for(question: str) -> None:
    asked = read_list(question)
    assert not asked.conditions
    assert [condition.name for side in asked.without for condition in side.conditions] == ["speaks of released code"]
    assert asked.topic in ("", "kidney")


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("Which papers do not use CT?", ["CT"]),
        ("papers that don't look at the kidney, please", ["kidney"]),
        ("List studies without a control group", ["control"]),
        ("Which surveys never mention transformers?", ["transformers"]),
        ("which of these are not about Mamba?", ["Mamba"]),
        ("Which papers use neither CT nor MRI?", ["CT", "MRI"]),
        ("Which papers use CT, MRI but not PET?", ["PET"]),
        ("Which papers do not use CT but use MRI?", ["CT"]),
        ("Which papers do not involve humans?", ["humans"]),
        ("papers on ultrasound that have no CT", ["CT"]),
        ("papers on detection that do not use transformers", ["transformers"]),
        ("papers on detection without YOLO", ["YOLO"]),
        ("studies of PET with no MRI", ["MRI"]),
    ],
)
def test_topics_that_are_negated_are_set_aside(question: str, topics: list[str]) -> None:
    assert [side.topic for side in read_list(question).without] == topics


@pytest.mark.parametrize(
    "question",
    [
        "Which papers use CT?",
        "Which papers learn without labels?",
        "Which papers use non-contrast CT?",
        "Which papers find lesions that the network was never shown?",
        "Which methods do without labels?",
        "Which papers do not need annotations?",
        "Which papers do not use expert annotations?",
        "Count the scans that aren't aligned",
        "Which papers are not about medicine?",
        "Which papers report not only Dice?",
        "Which networks segment organs without prompts?",
        "I don't have a GPU. Which papers use small models?",
        "Any papers on surgical video, no matter which organ?",
    ],
)
def test_a_negation_of_something_else_or_of_effort_sets_no_papers_aside(question: str) -> None:
    assert not read_list(question).without


def test_what_is_not_there_is_read_as_if_it_were_asked_for() -> None:
    (found,) = negations("Which papers give neither code nor data?")
    assert found.sides == ("give code", "give data")


@pytest.mark.parametrize(
    "question",
    [
        "Which papers say that transformers do not need large kidneys?",
        "Which papers show CNNs are not dead?",
        "Which papers study models that do not forget?",
        "Papers on models without hallucinations",
        "Which papers mention findings not mentioned in reports?",
        "papers about kidneys that have no stones",
        "papers on reconstruction without ground truth",
        "Which papers lack large annotated datasets?",
        "Which papers have no access to big datasets?",
    ],
)
def test_what_papers_say_or_what_models_lack_is_their_topic(question: str) -> None:
    assert read_list(question).without == ()


@pytest.mark.parametrize(
    "question",
    ["Show me papers that do not use MRI", "Which papers mention CT but not MRI?"],
)
def test_papers_are_shown_and_mention_too(question: str) -> None:
    assert [side.topic for side in read_list(question).without] == ["MRI"]


def test_what_is_missed_is_a_topic_and_no_condition() -> None:
    asked = read_list("Which papers lack large annotated datasets?")
    assert asked.topic == "lack large annotated datasets" and not asked.conditions and not asked.without


def test_a_bare_no_behind_a_pause_sets_aside() -> None:
    assert [found.sides for found in negations("CT papers (no surveys)")] == [("with surveys",)]


def test_what_is_left_out_in_a_sentence_behind_is_set_aside() -> None:
    asked = read_list("Which papers are about bees? Leave out surveys, maps of hives and wasps.")
    assert asked.topic == "bees"
    assert [side.topic for side in asked.without if not side.conditions] == ["maps hives", "wasps"]
    assert [condition.name for side in asked.without for condition in side.conditions] == ["is a survey"]
