"""Long forms of which a text has the acronym."""

import pytest

from rag.long_forms import long_forms


@pytest.mark.parametrize(
    ("question", "held", "told"),
    [
        ("On the Northern Herd Journal quiz, who won?", "nhjm", "Journal"),
        ("In the Northern Herd Journal of Farming, who won?", "nhjf", "Farming"),
        ("Was the Northern Herd Journal cited?", "nhj", "Northern"),
        ("Was the Northern Herd Journal cited?", "nhx", None),
        ("Was the Herd Journal cited?", "hj", None),  # too short to say enough
        ("Was the Cow And Trough cited?", "cat", None),  # a word of English
    ],
)
def test_capitalised_words_in_a_row_are_told_by_their_acronym(question: str, held: str, told: str | None) -> None:
    found = long_forms(question, {held}.__contains__)
    assert (told in found) if told else not found
