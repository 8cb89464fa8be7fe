"""How a question sets papers side by side that it describes."""

import pytest

from rag.frames import describes_two, held_against, is_one_work, maybe_side_texts, of_one_name, shared_name, side_texts


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Set the study of bees against the one that counts wasps.",
            ("the study of bees", "the one that counts wasps"),
        ),
        ("Hives. Put the bee survey next to the paper on wasps!", ("the bee survey", "the paper on wasps")),
        ("Which sorts by colour, and which goes through S4?", ("sorts by colour", "goes through S4")),
        ("What is in both the bee study and the wasp paper?", ("the bee study", "the wasp paper")),
        ("Whose hive is larger, the bee counter or the wasp tool?", ("the bee counter", "the wasp tool")),
        ("Hives in one study, nests in another: how are they found?", ("Hives", "nests")),
        ("One group counts bees, another counts wasps.", ("group counts bees", "counts wasps")),
    ],
)
def test_what_is_said_of_each_side_is_read_from_the_frame(question: str, sides: tuple[str, str]) -> None:
    assert side_texts(question) == sides


@pytest.mark.parametrize(
    "question",
    [
        "Which datasets were used and which metrics were reported?",
        "How was the setup set against glare?",
        "What do the encoder and the decoder do?",
        "Whose hive is it?",
        "How does BeeNet count bees and wasps?",
    ],
)
def test_parts_of_one_work_are_in_no_frame_of_papers(question: str) -> None:
    assert side_texts(question) == ()
    assert not describes_two(question)


@pytest.mark.parametrize(
    "question",
    [
        "The BeeNet people published twice: how many hives?",
        "BeeNet appeared twice.",
        "How do the 2 BeeNet papers differ?",
        "What grew between the first BeeNet paper and its sequel?",
    ],
)
def test_two_papers_of_one_name_are_described_at_once(question: str) -> None:
    assert describes_two(question)
    assert of_one_name(question)


def test_the_words_by_which_two_papers_are_called_are_read() -> None:
    assert shared_name("There are two Bee Dance papers.") == "Bee Dance"
    assert shared_name("What did the first Bee Dance paper find?") == "Bee Dance"
    assert shared_name("Which two bees dance?") is None


@pytest.mark.parametrize(
    ("question", "described"),
    [
        ("Is BeeNet quicker than the older network for wasps, and why?", "the older network for wasps"),
        ("BeeNet as opposed to the detector of wasps by sound: how?", "the detector of wasps by sound"),
        ("Is BeeNet quicker than people?", None),
    ],
)
def test_what_a_work_is_held_against_is_read_where_it_is_described(question: str, described: str | None) -> None:
    assert held_against(question) == described


@pytest.mark.parametrize(("text", "one"), [("the detector of wasps", True), ("the wasp variant", False)])
def test_one_work_is_told_by_its_noun(text: str, one: bool) -> None:
    assert is_one_work(text) is one


def test_sides_that_may_be_parts_of_one_paper_each_speak_of_one_work() -> None:
    asked = "What separates the bee counting network from the tool for wasp nests?"
    assert maybe_side_texts(asked) == ("the bee counting network", "the tool for wasp nests")
    assert maybe_side_texts("What are the prior image and the current image for?") == ()
