"""Long forms of which a text has the acronym."""

from collections.abc import Iterator

import pytest

from rag import Assistant
from rag.long_forms import long_forms, told_in_short


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


def test_the_texts_are_looked_at_only_for_capitalised_words_in_a_row() -> None:
    def texts() -> Iterator[str]:
        raise AssertionError("looked at")
        yield ""

    assert not told_in_short("Who won the New England quiz of VoCo?", texts())
    assert told_in_short("Who won the New England Journal quiz?", ["Cases of NEJM."]) == {"new", "england", "journal"}


def test_a_long_form_of_which_a_paper_has_the_acronym_is_heard_of(assistant: Assistant) -> None:
    answered = assistant.ask("How was the New England Journal quiz paper's model compared with people?")
    assert not answered.abstained
    unheard = assistant.ask("How was the New England Hospital quiz paper's model compared with people?")
    assert unheard.abstained and "England" in unheard.text
