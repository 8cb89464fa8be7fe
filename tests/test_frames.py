"""How a question sets papers side by side that it describes."""

import pytest

from rag.frames import (
    appose,
    described_works,
    describes_two,
    held_against,
    is_one_work,
    maybe_side_texts,
    of_one_name,
    phrase_around,
    shared_name,
    side_texts,
    stand_apart,
)


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
        (
            "One study counts much, another little: the one on bees in hives and the one on wasps. What came of it?",
            ("on bees in hives", "on wasps"),
        ),
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


def places(question: str, *names: str) -> list[tuple[int, int]]:
    """Where names stand in a question."""
    return [(start := question.index(name), start + len(name)) for name in names]


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("BeeNet counts how many hives, WaspNet how many?", True),
        ("Which hives has BeeNet seen, and which WaspNet?", True),
        ("Hives behind BeeNet? And nests behind WaspNet?", True),
        ("What would BeeNet give me that WaspNet does not?", True),
        ("On how many hives is BeeNet tried, on how many WaspNet?", True),
        ("Is BeeNet trained the same way WaspNet is?", True),
        ("Does BeeNet use the nests of WaspNet?", False),
        ("According to the BeeNet paper, where is WaspNet trained?", False),
    ],
)
def test_names_stand_apart_unless_one_is_related_to_the_other(question: str, apart: bool) -> None:
    assert stand_apart(question, places(question, "BeeNet", "WaspNet")) is apart


@pytest.mark.parametrize(
    ("question", "works"),
    [
        ("BeeNet or the swarm clustering?", ["swarm clustering"]),
        ("The older nest detector, BeeNet: how fast?", ["The older nest detector"]),
        ("Hive maps by satellite and BeeNet: which is new?", ["Hive maps by satellite"]),
        ("Is BeeNet new? What of the paper on nests in trees?", ["the paper on nests in trees"]),
        ("How does BeeNet count bees and wasps?", []),
    ],
)
def test_works_are_described_by_their_noun_or_beside_a_name(question: str, works: list[str]) -> None:
    found = described_works(question, places(question, "BeeNet"))
    assert [question[start:end] for start, end in found] == works


def test_the_words_around_a_name_reach_to_the_next_break() -> None:
    question = "Do the first BeeNet paper, WaspNet and AntNet agree?"
    (span,) = places(question, "BeeNet")
    assert phrase_around(question, *span) == "Do the first BeeNet paper"


def test_two_works_may_be_one_on_each_of_two_topics() -> None:
    asked = "Of the two surveys on bees in towns and wasps in woods, which is longer?"
    assert maybe_side_texts(asked) == ("surveys on bees in towns", "surveys on wasps in woods")


def test_two_things_that_there_are_may_be_in_two_works() -> None:
    asked = "For bees there are nest maps by satellite and a counter at the hive. How were they tested?"
    assert maybe_side_texts(asked) == ("nest maps by satellite", "a counter at the hive")
    assert maybe_side_texts("There are bees and a hive. How large is it?") == ()


def test_what_a_work_is_made_of_is_no_second_work() -> None:
    assert maybe_side_texts("For the wasp finder made from a bee counting network, how many wasps were seen?") == ()


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "The bee study with films and the one with scales: do they agree?",
            ("The bee study with films", "the one with scales"),
        ),
        ("A paper on hives and one on nests: who counted?", ("A paper on hives", "one on nests")),
    ],
)
def test_one_study_and_another_may_both_say_what_they_are_on(question: str, sides: tuple[str, str]) -> None:
    assert side_texts(question) == sides
    assert describes_two(question)


@pytest.mark.parametrize(
    "question",
    [
        "Put last month's film beside today's and say whether it got worse.",
        "Seen bees in one film and wasps in another: can it count both?",
        "How many sources did the bee team read, and how many tools did they benchmark?",
        "For the bee counter made from a film of a network model, how many films were there?",
    ],
)
def test_what_only_sounds_like_two_works_is_none(question: str) -> None:
    assert not describes_two(question) and not maybe_side_texts(question)


def test_from_sets_two_works_apart_only_where_they_differ() -> None:
    assert maybe_side_texts("What separates the bee counting network from the tool for wasp nests?")
    assert not maybe_side_texts("Was the bee counting network made from the tool for wasp nests?")


def test_an_apposition_is_the_named_work_itself() -> None:
    question = "How fast is BeeNet, the counter of hives, on films?"
    assert appose(question, (12, 18), (20, 40))
    assert not appose("How fast are BeeNet, the counter of hives, and WaspNet?", (13, 19), (21, 41))
