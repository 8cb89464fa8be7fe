"""A system in general whose name a question asks for."""

import pytest

from rag.asked import names_one
from rag.asked_systems import asks_system, classes, tells_of_coder


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which networks were tried on CowNet?", "networks"),
        ("Which earlier methods does CowNet beat?", "methods"),
        ("What architectures was CowNet tested with?", "architectures"),
        ("Which model wrote the captions of the cows?", "model"),
        ("Which early method in CowBench could catch up?", "method"),
        ("Which kind of network is it?", None),
        ("What method does CowNet propose?", None),
        ("Which of the nine models came first?", None),
    ],
)
def test_a_system_in_general_is_asked_for_by_its_name(question: str, kind: str | None) -> None:
    assert asks_system(question) == kind


def test_a_name_of_a_whole_class_names_none_of_it() -> None:
    told = ["Some CowVLP methods are old.", "We compare CowVLP methods.", "Old CowVLP methods catch up."]
    assert classes(told) == {"CowVLP"}
    assert classes(told[:2]) == set()
    assert not names_one("method", "Which early method could catch up?", told)
    assert names_one(
        "method", "Which early method could catch up?", [*told, "It has lost to HayNet models and methods."]
    )


def test_hardware_and_the_long_form_of_a_name_are_no_systems() -> None:
    assert not names_one("architectures", "Which architectures were tried?", ["Architectures run on a single CPU."])
    question = "Which recent methods does HERD beat?"
    assert not names_one("methods", question, ["We propose a method: HERD for HErd-Ranked Drives."])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which encoder does it use?", True),
        ("Which vision encoder does it use?", True),
        ("Which text encoder does it use?", False),
        ("Which decoder does it use?", False),
        ("Which farm-specific encoder does it use?", False),
    ],
)
def test_what_an_encoder_is_for_tells_which_it_is(question: str, told: bool) -> None:
    sentence = "CowNet joins a farm-specific image encoder to a language model."
    assert tells_of_coder(question, sentence) is told
    assert names_one("encoder", question, [sentence]) is told
    assert not tells_of_coder(question, "CowNet joins an image encoder to a language model.")
