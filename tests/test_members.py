"""Several things asked for by name, and whether a text lists them."""

import pytest

from rag.enumerations import longest, numbered, ordinals
from rag.members import Members, asks_members, lists_them


@pytest.mark.parametrize(
    ("question", "number", "kind"),
    [
        ("One model for cows - which four breeds are they?", 4, "breeds"),
        ("Which two breeds are they?", 2, "breeds"),
        ("What are the names of the three public milk datasets?", 3, "datasets"),
        ("I want the list of the nine herding methods CowBench tries. Which are they?", 9, "methods"),
        ("Name the three 3D milking tasks.", 3, "tasks"),
    ],
)
def test_a_number_of_things_is_asked_for_by_name(question: str, number: int, kind: str) -> None:
    asked = asks_members(question)
    assert asked is not None
    assert (asked.number, asked.kind) == (number, kind)


@pytest.mark.parametrize(
    "question",
    [
        "Which breeds are they?",
        "Which of the nine methods is best?",
        "What are the two experts responsible for?",
        "What two-class accuracy does it reach?",
        "How many cows are in the three herds?",
    ],
)
def test_nothing_is_asked_to_be_listed(question: str) -> None:
    assert asks_members(question) is None


def listed(question: str, *sentences: str) -> bool:
    asked = asks_members(question)
    assert asked is not None
    return lists_them(asked, question, sentences)


def test_what_is_counted_must_be_listed_there() -> None:
    question = "Which three datasets was it tested on?"
    assert not listed(question, "It is tested on three datasets.", "Cows eat grass, hay and straw.")
    assert listed(question, "It is tested on three datasets: Angus, Jersey and Kerry.")
    assert listed(question, "It is tested on three datasets.", "They are Angus, Jersey and Kerry.")
    assert listed(question, "There are three datasets.", "First, Angus.", "Second, Jersey.", "Third, Kerry.")
    assert listed(question, "It has three datasets: 1) Angus.", "2) Jersey.", "3) Kerry.")
    assert listed("Which four breeds are they?", "It knows Angus, Highland, Jersey and Kerry.")  # nothing counts them
    assert not listed("Which four breeds are they?", "It knows breeds, and counts them.")


def test_what_is_counted_within_a_list_of_other_things_is_not_listed_there() -> None:
    question = "Which four breeds were drawn?"
    assert not listed(question, "It has photos of 90 cows, films, outlines of four breeds, and bells.")
    assert listed(question, "It has films, and outlines of four breeds, i.e. Angus, Highland, Jersey and Kerry.")
    assert not listed("Which three herding models are used?", "Cows walk in three stages: barn, gate and field.")
    hold_up = "Long days, the need for dogs, the lack of breeds and the price of hay hold us up."
    assert not listed(question, "We draw four breeds.", hold_up)


def test_languages_are_listed_where_some_tongue_is_named() -> None:
    question = "It speaks two languages; which are they?"
    assert not listed(question, "It is a bilingual herder.")
    assert listed(question, "It speaks English and Chinese.")


def test_two_things_stand_right_behind_their_number() -> None:
    question = "On which two datasets was it tested?"
    assert listed(question, "Tests on two datasets Angus and Jersey show it.")
    assert listed(question, "There are two datasets, i.e., Angus and Jersey.")
    assert not listed(question, "Tests on two datasets show that it works.")
    assert listed(question, "It eats grass.")  # two of anything may stand everywhere


def test_what_the_question_has_itself_counts_too() -> None:
    question = "Besides Angus, on which two datasets was it tested?"
    assert asks_members(question) == Members(2, "datasets", "datasets", known=1)
    assert not listed(question, "It is tested on three datasets.", "On Angus it gains.")


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("We know the liver, the spleen and both kidneys.", 3),
        ("It gains 13%, 9.5%, and 36% over them.", 0),
        ("It sees cows.", 0),
        ("It is (i) big; (ii) brown; (iii) loud; (iv) slow.", 4),
    ],
)
def test_the_longest_list_of_things(text: str, things: int) -> None:
    assert longest(text) == things


def test_what_is_gone_through_one_by_one() -> None:
    assert ordinals("First, milk. Secondly, cheese.") == 2
    assert ordinals("The second cow.") == 0
    assert numbered("1) milk; 2) cheese") == 2
