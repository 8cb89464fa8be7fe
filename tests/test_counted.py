"""Numbers of things in words."""

import pytest

from rag.counted import counted, none_of


@pytest.mark.parametrize(("number", "text"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1234, "1,234 papers")])
def test_a_noun_follows_its_number(number: int, text: str) -> None:
    assert counted(number, "paper") == text


def test_none_of_one_is_said_of_the_one() -> None:
    assert none_of(1, "paper") == "Not even the one paper"
    assert none_of(92, "paper") == "None of the 92 papers"
