"""How many of known things are of some kind, and whether a text gives it."""

import pytest

from rag.part_counted import counted_part, counts_part


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("Of the 90 cows, how many were Jersey?", "Jersey"),
        ("Of CowNet's 12 tasks, how many are on milk?", "on milk"),
        ("How many of the 90 cows had horns?", "horns"),
        ("How many of CowNet's cows had horns?", "horns"),
    ],
)
def test_a_part_of_known_things_is_asked_for(question: str, phrase: str) -> None:
    part = counted_part(question)
    assert part is not None
    assert part.phrase == phrase


@pytest.mark.parametrize(
    "question",
    ["How many of its 29 runs does CowNet win?", "How many cows are Jersey?"],
)
def test_what_they_do_and_all_of_them_are_no_part(question: str) -> None:
    assert counted_part(question) is None


def test_a_part_needs_a_number_of_its_own() -> None:
    part = counted_part("Of the 90 cows, how many were Jersey?")
    assert part is not None
    assert counts_part(part, "Of 90 cows, 31 were of the Jersey breed.")
    assert not counts_part(part, "We herd 90 cows, among them Jersey.")
    assert not counts_part(part, "We herd 90 cows, seen in 2021 on the Jersey isle.")
    assert not counts_part(part, "(2) Jersey is hard to herd. There are 90 cows and 4 dogs.")
