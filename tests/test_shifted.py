"""Follow-ups that have left the paper just discussed without saying so."""

from types import SimpleNamespace

import numpy as np
import pytest

from rag.discussed import Exchange
from rag.question import follow_up
from rag.shifted import Shifted
from rag.turn import Standalone, Turn
from rag.words import terms

AT_HAND, OTHER = range(2)
TEXTS = {AT_HAND: "brain tumors anomalies dataset", OTHER: "stroke dataset MRI centers"}
FIRST = "Which one finds anomalies?"


def shifted(scores: dict[str, tuple[float, float]], *named: int) -> Shifted:
    """One that ranks the paper at hand and another so; names of papers stand in what was asked before."""

    def rank(text: str, _: object) -> SimpleNamespace:
        return SimpleNamespace(papers=np.array(scores[text]))

    filled = SimpleNamespace(
        lacking=lambda number, wanted: wanted - set(terms(TEXTS[number])),
        fits=lambda text, number: scores[text][number],
        about=lambda question, numbers: Standalone(question, tuple(numbers)),
    )
    mentions = [SimpleNamespace(papers=(number,)) for number in named]
    names = SimpleNamespace(mentions=lambda text: mentions if text == FIRST else [])
    return Shifted(names, filled, rank)  # type: ignore[arg-type]  # what it reads of them


def turn(question: str) -> Turn:
    history = [{"role": "user", "content": FIRST}, {"role": "assistant", "content": "…"}]
    return Turn(question, follow_up(question), history, [Exchange((AT_HAND,), False)])


def test_what_another_paper_plainly_has_is_asked_anew() -> None:
    asked = "And for stroke, which MRI dataset?"
    found = shifted({asked: (0.3, 0.8)}).shifting(turn(asked))
    assert found == Standalone(asked)


@pytest.mark.parametrize(
    ("asked", "scores"),
    [
        ("And for stroke, which MRI dataset?", (0.6, 0.8)),  # it fits the paper at hand, too
        ("And for stroke, which MRI dataset?", (0.3, 0.6)),  # the other one does not fit well
        ("Does it use stroke MRI?", (0.3, 0.8)),
        ("And the stroke one, which MRI?", (0.3, 0.8)),
        ("Is the stroke MRI set used there?", (0.3, 0.8)),
        ("MRI?", (0.3, 0.8)),
        ("And which anomalies, which tumors?", (0.3, 0.8)),  # the other one has none of the words
    ],
)
def test_what_may_be_of_the_paper_at_hand_stays(asked: str, scores: tuple[float, float]) -> None:
    assert shifted({asked: scores}).shifting(turn(asked)) is None


def test_what_another_paper_is_likely_to_have_is_asked_of_all_where_this_one_does_not_answer() -> None:
    asked = "And for stroke, which MRI dataset?"
    assert shifted({asked: (0.5, 0.65)}).of_all(turn(asked)) == asked
    assert not shifted({asked: (0.6, 0.65)}).of_all(turn(asked))
    assert not shifted({"Has it stroke MRI?": (0.5, 0.65)}).of_all(turn("Has it stroke MRI?"))


def test_a_paper_that_fits_both_questions_was_meant_rather_than_the_one_that_nobody_named() -> None:
    asked = "How many centers?"
    scores = {FIRST: (0.6, 0.5), asked: (0.2, 0.5), f"{FIRST} {asked}": (0.4, 0.5)}
    found = shifted(scores).of_both(turn(asked))
    assert found and found.focus == (OTHER,)
    assert shifted(scores, AT_HAND).of_both(turn(asked)) is None
    assert shifted(scores | {FIRST: (0.6, 0.3)}).of_both(turn(asked)) is None
    assert shifted(scores | {f"{FIRST} {asked}": (0.5, 0.4)}).of_both(turn(asked)) is None
