"""Which way a comparison points."""

import pytest

from rag.direction import direction, direction_about


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("It outperforms the baseline", "up"),
        ("training became faster", "up"),
        ("a higher Dice than before", "up"),
        ("it surpassed all others", "up"),
        ("It underperforms the baseline", "down"),
        ("accuracy dropped", "down"),
        ("it fell short of the doctors", "down"),
        ("a lower Dice than before", "down"),
        ("It segments the liver", None),
        ("", None),
        ("better in CT and worse in MRI", None),
    ],
)
def test_a_clause_points_up_down_or_nowhere(text: str, way: str | None) -> None:
    assert direction(text) == way
    assert direction(text.upper()) == way


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("It does not outperform the baseline", "down"),
        ("It doesn't improve", "down"),
        ("It never beats the doctors", "down"),
        ("Accuracy did not decrease", "up"),
        ("no worse than the doctors", "up"),
    ],
)
def test_a_negation_turns_the_direction_round(text: str, way: str) -> None:
    assert direction(text) == way


SENTENCE = "SwinSeg outperformed the networks on MRI, but fell short of the radiologists"


@pytest.mark.parametrize(
    ("topic", "way"),
    [("the networks on MRI", "up"), ("compared with radiologists", "down"), ("on ultrasound", None), ("", None)],
)
def test_of_two_clauses_the_one_about_the_topic_decides(topic: str, way: str | None) -> None:
    assert direction_about(SENTENCE, topic) == way


def test_a_topic_of_both_clauses_leaves_the_direction_open() -> None:
    assert direction_about(SENTENCE, "the networks and radiologists") is None


def test_the_order_of_the_clauses_does_not_matter() -> None:
    turned = "Although it fell short of the radiologists, SwinSeg outperformed the networks"
    assert direction_about(turned, "networks") == "up"
    assert direction_about(turned, "radiologists") == "down"


def test_a_sentence_that_compares_nothing_points_nowhere() -> None:
    assert direction_about("We segment the liver on CT", "liver") is None


def test_a_negation_behind_what_points_turns_nothing_round() -> None:
    assert direction("It wins without labels") == "up"
    assert direction("It does not win") == "down"
