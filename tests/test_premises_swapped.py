"""Opposites, one of which a question takes to be dropped or kept."""

import pytest

from rag.premises.swapped import swapped_sides

OWN = "It works by filtering out high tones of the song, which saves power, and preserves global rhythm."


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Why does it throw away the low tones?", OWN),
        ("How does it discard the lower tones?", OWN),
        ("Why does it keep the local rhythm?", OWN),
        ("Why does it remove high tones?", None),
        ("Why does it throw away the low notes?", None),
        ("Does it throw away the low tones?", None),
        ("Why does it not keep the local rhythm?", None),
    ],
)
def test_the_other_of_two_opposites_is_told(question: str, found: str | None) -> None:
    assert swapped_sides(question, [OWN]) == found
