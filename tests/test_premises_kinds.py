"""Opposite kinds, other fillings, what is joined, chosen or done at once: what a question takes the other way."""

import pytest

from rag.premises.alone import joined
from rag.premises.at_once import done_at_once
from rag.premises.chosen import other_chosen
from rag.premises.fillings import other_filling
from rag.premises.opposite_kinds import opposite_kind

FILMS = "The database has 5,000 frontal-view X-ray images of 900 patients."
ADAPTED = "We adapt a pre-trained diffusion model to publicly available films."
ON_CPU = "It runs in real time on a single CPU."
CROWD = "A platform lets a diverse group of crowd annotators outline the images."
LINEAR = "The model has linear complexity in the length of its input."
BODY = "Models pre-trained on full-body CT adapt well, and other modalities such as MRI gain from that in every test."
BOTH = "We combine discriminative and generative objectives."
KNEES = "It predicts changes of the knee and forecasts dementia."
AT_ONCE = "The approach simultaneously selects the set of channels and trains a network for the task."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many lateral views are there?", FILMS),
        ("How many frontal views are there?", None),
        ("Are there lateral views?", None),
        ("Which private films were used?", ADAPTED),
        ("Why was the generator trained from scratch?", ADAPTED),
        ("Why was the generator not trained from scratch?", None),
        ("Why is a strong graphics card necessary?", ON_CPU),
        ("What had the board-certified readers to show?", CROWD),
    ],
)
def test_the_opposite_kind_is_not_there(question: str, said: str | None) -> None:
    assert opposite_kind(question, [FILMS, ADAPTED, ON_CPU, CROWD, LINEAR]) == said


def test_a_kind_that_is_there_too_says_nothing() -> None:
    assert opposite_kind("How many lateral views are there?", [FILMS, "Another 300 are lateral views."]) is None


def test_another_thing_behind_the_same_word() -> None:
    assert other_filling("How does pre-training on whole-body MRI help?", [BODY]) == BODY
    assert other_filling("How does pre-training on full-body CT help?", [BODY]) is None
    assert other_filling("How does pre-training on whole-body MRI help?", ["Full-body CT and MRI are used."]) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why does it rely purely on a generative objective?", BOTH),
        ("It gets by on a generative objective alone. How does that work?", BOTH),
        ("Which objectives does it combine?", None),
        ("Does it rely purely on a generative objective?", None),
    ],
)
def test_what_is_joined_is_not_alone(question: str, said: str | None) -> None:
    assert joined(question, [BOTH]) == said


def test_what_is_said_to_be_alone_somewhere_may_be() -> None:
    assert joined("Why is it purely generative?", [BOTH, "The first stage is generative only."]) is None


def test_what_was_passed_over_is_what_there_is() -> None:
    assert other_chosen("Why does it look at the liver rather than the knee?", [KNEES]) == KNEES
    assert other_chosen("Why does it look at the knee rather than the liver?", [KNEES]) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why does it fix the set of channels before any network is trained for the task?", AT_ONCE),
        ("Why are channels and network selected and trained separately for the task?", AT_ONCE),
        ("What does it train while it selects the channels?", None),
    ],
)
def test_what_is_done_at_once_is_not_done_in_turn(question: str, said: str | None) -> None:
    assert done_at_once(question, [AT_ONCE]) == said
