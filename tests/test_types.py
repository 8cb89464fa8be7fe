"""A stream's events as a reader sees them."""

from rag import Sentence, Usage
from rag.types import Event, Transcript


def shown(*events: Event) -> str:
    transcript = Transcript()
    for event in events:
        transcript.add(event)
    return transcript.shown


def test_a_sentence_that_was_shown_as_it_is_changes_nothing() -> None:
    assert shown("A b", " [1].", Sentence("A b [1].", (1,), "supported"), " C") == "A b [1]. C"


def test_a_sentence_written_anew_takes_the_place_of_its_pieces_but_not_of_the_line_before() -> None:
    assert shown("A.", Sentence("A."), "\n- ", "B is 5", Sentence("B is 4 [1].", (1,))) == "A.\n- B is 4 [1]."


def test_an_empty_sentence_takes_the_open_pieces_back() -> None:
    assert shown("A.", Sentence("A."), " B is", Sentence("")) == "A."


def test_usages_add_up() -> None:
    assert Usage(1, 2, 0.5) + Usage(10, 20, 0.25) == Usage(11, 22, 0.75)
