"""A list narrowed and gone back to."""

import pytest

from rag.narrowing import asks_for_one, narrowed, returning, shows_again

Turns = list[dict[str, str]]

FOUND = "3 of 9 papers match “knees”:\n\n- One — words [1].\n- Two — words [2].\n- Three — words [3]."
LEFT = "1 of 3 papers matches “CT”:\n\n- Two — words [1]."
PROSE = "Two finds knees [1]."


def turns(*contents: str) -> Turns:
    return [{"role": ("user", "assistant")[i % 2], "content": content} for i, content in enumerate(contents)]


LISTED = turns("Papers on knees?", FOUND)
ABOUT_ONE = [*LISTED, *turns("What does the second one do?", PROSE)]
NARROWED = [*LISTED, *turns("only the ones on CT", LEFT)]


def sets_no_conditions(question: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("which of these use CT?", "which of the papers just listed use CT?"),
        ("of those, which have code?", "Which of the papers just listed have code?"),
        ("how many of them are surveys?", "how many of the papers just listed are surveys?"),
        ("and which of the first list have code?", "and which of the papers just listed have code?"),
        ("only the ones about CT", "Of the papers just listed, only those about CT"),
        ("ok, keep just those that release code please", "Of the papers just listed, only those that release code"),
        ("the ones with MRI only", "Of the papers just listed, only those with MRI"),
        ("narrow that down to ultrasound", "Of the papers just listed, only those on ultrasound"),
        ("only ultrasound", "Of the papers just listed, only those on ultrasound"),
        ("just surveys", "Of the papers just listed, only surveys"),
        ("just the MRI ones", "Of the papers just listed, only those on MRI"),
        ("and the transformer ones among them?", "Of the papers just listed, only those on transformer"),
        ("and those with code?", "Of the papers just listed, only those with code"),
        ("which use MRI?", "Which of the papers just listed use MRI?"),
        ("which ones are on CT?", "Which of the papers just listed are on CT?"),
        ("drop the ones on MRI", "Of the papers just listed, all excluding MRI"),
        ("leave out those without code", "Of the papers just listed, only those with code"),
    ],
)
@pytest.mark.parametrize("history", [LISTED, NARROWED])
def test_some_of_a_list_are_asked_of_it_and_of_one_with_a_single_paper_too(
    question: str, asked: str, history: Turns
) -> None:
    assert narrowed(question, history) == asked


@pytest.mark.parametrize(
    "question",
    [
        "only the first",
        "just tell me about CT",
        "is it CT only?",
        "which one uses CT?",
        "which study used CT?",
        "Which papers use CT?",
        "what does the second one do?",
        "without the first",
        "just curious, why?",
        "and the other ones?",
    ],
)
def test_what_picks_one_or_asks_anew_narrows_nothing(question: str) -> None:
    assert narrowed(question, LISTED) is None


def test_without_a_list_nothing_is_narrowed() -> None:
    assert narrowed("which of these use CT?", turns("What is Two?", PROSE)) is None
    assert narrowed("which of these use CT?", []) is None


def test_after_another_answer_papers_must_be_meant_in_so_many_words() -> None:
    assert narrowed("which of these use CT?", ABOUT_ONE) is None
    assert narrowed("how many of them are about CT?", ABOUT_ONE) == "how many of the papers just listed are about CT?"
    assert narrowed("which of those papers use CT?", ABOUT_ONE) == "which of the papers just listed use CT?"
    assert narrowed("only ultrasound", ABOUT_ONE) is None


@pytest.mark.parametrize(
    "question",
    [
        "back to the whole list",
        "ok, go back to the full list please",
        "return to the original list",
        "show all of them again",
        "show me the complete list",
        "back to the list",
        "back to the previous list",
        "back to all of them",
        "ok then all again",
    ],
)
def test_going_back_asks_for_the_list_before_the_narrowing(question: str) -> None:
    assert returning(question, NARROWED, sets_no_conditions) == ("Papers on knees?", [])


def test_the_list_is_that_before_the_last_narrowing_and_the_whole_list_that_before_all() -> None:
    twice = [*NARROWED, *turns("and which of these use transformers?", LEFT)]
    assert returning("back to the list", twice, sets_no_conditions) == ("only the ones on CT", LISTED)
    assert returning("back to the whole list", twice, sets_no_conditions) == ("Papers on knees?", [])


def test_from_another_answer_the_list_is_the_last_one() -> None:
    history = [*NARROWED, *turns("What does it do?", PROSE)]
    assert returning("back to the list", history, sets_no_conditions) == ("only the ones on CT", LISTED)


def test_a_list_that_was_gone_back_to_is_narrowed_and_gone_back_to_again() -> None:
    history = [*NARROWED, *turns("back to the whole list", FOUND, "only surveys", LEFT)]
    assert narrowed("of these, which have code?", history) == "Which of the papers just listed have code?"
    assert returning("show them all again", history, sets_no_conditions) == ("Papers on knees?", [])


def test_a_condition_on_the_records_narrows_too() -> None:
    history = [*LISTED, *turns("since 2023", LEFT)]
    assert returning("back to the list", history, lambda asked: asked == "since 2023") == ("Papers on knees?", [])


@pytest.mark.parametrize("question", ["back to the first paper", "back to knees", "list the limitations", "again?"])
def test_what_is_no_list_is_not_gone_back_to(question: str) -> None:
    assert returning(question, NARROWED, sets_no_conditions) is None


def test_there_must_be_a_list_to_go_back_to() -> None:
    assert returning("back to the whole list", turns("What is Two?", PROSE), sets_no_conditions) is None


@pytest.mark.parametrize(
    "question",
    ["how many?", "how many are there?", "so how many in total", "how many is that?", "count them", "how many papers?"],
)
def test_the_papers_listed_are_counted(question: str) -> None:
    assert narrowed(question, LISTED) == "How many of the papers just listed are there?"
    assert narrowed(question, ABOUT_ONE) is None


@pytest.mark.parametrize("question", ["how many patients?", "how many use CT?", "how many scans are there?"])
def test_other_things_are_not_the_papers_listed(question: str) -> None:
    assert narrowed(question, LISTED) is None


@pytest.mark.parametrize(
    "question", ["list them", "and show them please", "which ones?", "which one?", "what are they?"]
)
def test_the_papers_of_a_count_are_shown(question: str) -> None:
    assert shows_again(question, LISTED)
    assert not shows_again(question, ABOUT_ONE)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("only on 3D", "Of the papers just listed, only those on 3D"),
        ("for CT?", "Of the papers just listed, only those for CT"),
        ("in children?", "Of the papers just listed, only those in children"),
        ("with more than a million images", "Of the papers just listed, only those with more than a million images"),
        ("is there one about stroke?", "Of the papers just listed, only those about stroke"),
        ("and code?", "Of the papers just listed, only those with code"),
    ],
)
def test_a_list_is_narrowed_in_a_few_words(question: str, asked: str) -> None:
    assert narrowed(question, LISTED) == asked
    assert narrowed(question, ABOUT_ONE) is None


@pytest.mark.parametrize(
    "question",
    [
        "for example?",
        "in total?",
        "about what?",
        "for which of its tasks?",
        "from that one",
        "and stroke?",
        "for the first one?",
    ],
)
def test_what_narrows_nothing_is_left(question: str) -> None:
    assert narrowed(question, LISTED) is None


def test_what_takes_the_place_of_the_condition_before_does_not_narrow() -> None:
    history = turns("Which papers are on CT?", FOUND)
    assert narrowed("on MRI?", history) is None
    assert narrowed("only on MRI", history) == "Of the papers just listed, only those on MRI"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Is there a paper on ultrasound?", "Is there a paper on ultrasound?"),
        ("which paper is on stroke?", "which paper is on stroke?"),
        ("and is there one about knees?", "Is there a paper about knees?"),
        ("is there one for MRI?", None),
        ("is there a paper that uses it?", None),
        ("which paper is it from?", None),
        ("is there a dataset of its own?", None),
    ],
)
def test_a_paper_on_something_is_asked_for_anew(question: str, asked: str | None) -> None:
    assert asks_for_one(question) == asked
