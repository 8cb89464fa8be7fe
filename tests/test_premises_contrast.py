"""What a question says of others, or of some cases only, is not taken for granted of the work."""

import pytest

from rag.premises.contrast import without_others
from rag.premises.otherwise import said_otherwise

GPU = "Unlike usual barns that need hundreds of lamps in parallel, CowNet runs on a single lamp."
FIELD = ("Cows matter to farmers.", GPU)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Most barns need lamps; CowNet does not. What does it need?", "CowNet does not. What does it need?"),
        ("While most barns need lamps, what does CowNet need?", "what does CowNet need?"),
        ("Although usual barns eat lamps, CowNet didn't. What did it eat?", "CowNet didn't. What did it eat?"),
        ("Unlike rivals who light dozens of lamps, what does CowNet light?", "what does CowNet light?"),
        ("Most barns eat lamps; CowNet's makers don't. What do they eat?", "CowNet's makers don't. What do they eat?"),
        ("Newer barns aren't always better. How do older ones do?", "How do older ones do?"),
    ],
)
def test_what_others_do_is_left_out(question: str, left: str) -> None:
    assert without_others(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "Why do most barns need lamps?",
        "CowNet needs lamps. How many?",
        "What do other barns need?",
        "Most barns are called dark. What do they lack?",
        "While CowNet needs lamps, what do calves need?",
    ],
)
def test_what_is_said_of_the_work_stays(question: str) -> None:
    assert without_others(question) == question


@pytest.mark.parametrize(
    "question",
    [
        "Although usual barns burn hundreds of lamps, CowNet didn't. What did it get by with?",
        "CowNet runs on one lamp, not hundreds. What is it for?",
    ],
)
def test_a_contrast_is_no_false_premise(question: str) -> None:
    assert said_otherwise(question, question, FIELD, ["CowNet"]) is None


@pytest.mark.parametrize(
    "question",
    ["While most barns need one lamp, why did CowNet need hundreds of lamps?", "Why does CowNet need dozens of lamps?"],
)
def test_its_false_twin_is(question: str) -> None:
    assert said_otherwise(question, question, FIELD, ["CowNet"]) == GPU
