"""Conditions on a task, as strict as a list question is."""

import pytest

from rag.attributes import term_of
from rag.conditions import CONDITIONS
from rag.list_question import read_list
from rag.task_conditions import as_main, mainly_on, on_modality
from rag.types import Paper

WRITES = next(condition for condition in CONDITIONS if condition.name == "writes reports")


def _paper(abstract: str, title: str = "Bees") -> Paper:
    return Paper("one", title, abstract)


@pytest.mark.parametrize(
    ("title", "abstract", "met"),
    [
        ("Report generation for bees", "We keep bees. Hives are many. It generates reports.", True),
        ("Bees", "We study report generation for bees. Hives are many. It generates reports of wings.", True),
        ("Bees", "We study report generation for bees. Hives are many.", False),
        ("Bees", "We keep bees. Hives are many. It is tried on report generation. It generates reports.", False),
    ],
)
def test_a_paper_is_mainly_on_a_task_that_it_opens_with_and_comes_back_to(title: str, abstract: str, met: bool) -> None:
    assert (as_main(WRITES).met(_paper(abstract, title)) is not None) is met


@pytest.mark.parametrize(
    ("title", "abstract", "met"),
    [
        ("Bees", "It works on MRI, ultrasound, mammography and CT. It is tried on report generation.", False),
        ("Bees", "It works on MRI, ultrasound and mammography. It is tried on report generation for CT.", True),
        ("Bees in CT", "It works on MRI, ultrasound and mammography. It is tried on report generation.", True),
        ("Bees", "It works on CT. It is tried on report generation.", True),
    ],
)
def test_of_many_kinds_of_imaging_that_counts_which_the_task_is_on(title: str, abstract: str, met: bool) -> None:
    term = term_of("CT")
    assert term
    assert (on_modality(WRITES, term).met(_paper(abstract, title)) is not None) is met


@pytest.mark.parametrize(
    ("title", "abstract", "met"),
    [
        ("Bees in CT", "We keep bees.", True),
        ("Bees", "We take CT of bees that we keep. Hives are many and old. On CT the wings of bees are shown.", True),
        ("Bees", "We keep bees. Hives are many. CT and MRI show wings. CT is dear.", False),
        ("Bees", "We take CT of bees. Hives are many.", False),
    ],
)
def test_a_paper_is_mainly_on_what_it_opens_with_and_comes_back_to(title: str, abstract: str, met: bool) -> None:
    (condition,) = read_list("How many papers are mainly about CT?").conditions
    assert condition is mainly_on("CT")
    assert (condition.met(_paper(abstract, title)) is not None) is met
    assert read_list("How many papers are about CT?").conditions == ()


@pytest.mark.parametrize(
    "said", ["as their main task or just as one of several", "as a main task or only as one of many"]
)
def test_what_is_asked_for_either_way_is_not_asked_for_strictly(said: str) -> None:
    assert read_list(f"Which papers write reports {said}?").conditions == (WRITES,)


def test_a_question_says_how_strict_a_condition_is() -> None:
    plain = read_list("Which papers write reports?").conditions
    assert plain == (WRITES,)
    assert read_list("Papers whose main subject is writing reports").conditions == (as_main(WRITES),)
    term = term_of("CT")
    assert term
    assert read_list("Which papers write reports for CT scans?").conditions == (on_modality(WRITES, term),)
    assert read_list("systems that write reports for crooked CT scans").conditions == (on_modality(WRITES, term),)
