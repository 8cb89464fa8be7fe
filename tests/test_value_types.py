"""What type of value a question asks for, and which sentences hold one."""

import pytest

from rag.value_types import lists_so_many, so_many, value_sign


@pytest.mark.parametrize(
    ("question", "holds", "does_not"),
    [
        ("What share of the quizzes was solved?", "It solved 61% of them.", "It solved 61 of them."),
        ("To what resolution are films shrunk?", "They are scaled to 128x128.", "They are scaled in 128 steps."),
        ("What hardware was it trained on?", "We perform all training on a single GPU.", "We train on 128 scans."),
        ("How long does a scan take?", "It takes 3 minutes for each.", "It takes care of each."),
        ("In which years did the quizzes appear?", "They appeared from 2005 on.", "They appeared in a journal."),
        ("Which groupings were looked at?", "Fairness across sex, race and age.", "Fairness across benchmarks."),
        ("What was it measured against?", "It was compared against two readers.", "It was trained by two readers."),
        ("Which competition did they enter?", "We took part in the BraTS challenge.", "We took part in a study."),
        ("Where do they come from?", "They are taken from clinics.", "We took inspiration from clinics."),
        ("Where does the best come from?", "A wiki is the best resource.", "A wiki is the best remedy."),
        ("Which findings can it tell?", "Only pneumonia and edema.", "Only what it has seen."),
    ],
)
def test_a_sentence_holds_a_value_of_the_type_asked_for(question: str, holds: str, does_not: str) -> None:
    sign = value_sign(question)
    assert sign(holds) > sign(does_not) == 0


@pytest.mark.parametrize(
    "question", ["What is LiverNet?", "Why does it run so badly?", "a net that costs nobody sleep"]
)
def test_a_question_that_asks_for_no_value_of_a_type_prefers_none(question: str) -> None:
    assert value_sign(question)("In 2005, 61% of the 128x128 films were compared with MRI on a GPU.") == 0


def test_as_many_things_are_listed_as_are_asked_for() -> None:
    assert so_many("Which three findings does it cover?") == 3
    assert so_many("Which findings does it cover?") == 0
    assert so_many("Which findings does the two-headed one cover?") == 0
    assert lists_so_many(3, "It covers cardiomegaly, lung effusion, and consolidation.")
    assert lists_so_many(2, "It has (1) a network and (2) a loss.")
    assert not lists_so_many(3, "It covers cardiomegaly and lung effusion.")
