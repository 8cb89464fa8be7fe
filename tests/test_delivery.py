"""How an answer is handed over: a stream that adds up to its text, notices as one, seconds by step."""

import pytest

from rag.delivery import Clock, after_record, events, joined
from rag.types import Sentence
from rag.verify import Verified


def checked(text: str, *sentences: str) -> Verified:
    return Verified(text, tuple(map(Sentence, sentences)), ())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is here. Two is there.", ("One is here.", "Two is there.")),
        ("Found:\n- One is here.\n- Two is there.\n", ("One is here.", "Two is there.")),
        ("Same. Same.", ("Same.", "Same.")),
        ("No sentence at all", ()),
        ("Here it is.", ("It is not in the text.",)),
        ("", ()),
    ],
)
def test_the_pieces_of_a_stream_join_to_the_text_each_sentence_after_its_end(
    text: str, sentences: tuple[str, ...]
) -> None:
    said = ""
    seen = []
    for event in events(checked(text, *sentences)):
        if isinstance(event, str):
            said += event
        else:
            seen.append(event.text)
            assert said.endswith(event.text)
    assert said == text
    assert seen == [sentence for sentence in sentences if sentence in text]


@pytest.mark.parametrize(
    ("notices", "text"),
    [
        ([], None),
        (["only one"], "only one"),
        (["the first", "the second. ", "third"], "the first. The second. Third."),
    ],
)
def test_notices_are_one_text_of_whole_sentences(notices: list[str], text: str | None) -> None:
    assert joined(notices) == text


def test_what_the_records_say_stands_before_what_the_abstracts_say() -> None:
    before = checked("An abstract says it. [1]", "An abstract says it. [1]")
    after = after_record(("By Ann.", "In 2024."), before)
    assert after.text == "By Ann. In 2024. An abstract says it. [1]"
    assert [sentence.text for sentence in after.sentences] == ["By Ann.", "In 2024.", "An abstract says it. [1]"]
    assert [sentence.numbers for sentence in after.sentences[:2]] == [(), ()]


def test_seconds_are_added_up_by_step() -> None:
    clock = Clock()
    for name in ("search", "write", "search"):
        clock.step(name)
    assert list(clock.timings) == ["search", "write"]
    assert all(seconds >= 0 for seconds in clock.timings.values())
