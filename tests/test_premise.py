"""What a question takes for granted, held against what is said."""

import pytest

from rag.premise import (
    contradicted,
    excluded,
    made_by_hand,
    miscounted,
    presumes,
    strange_numbers,
    turned,
    unneeded,
)


@pytest.mark.parametrize(
    "question",
    ["Why does it need labels?", "How is it trained?", "what makes it slow", "And why is it worse?", "In which year?"],
)
def test_a_question_word_takes_something_for_granted(question: str) -> None:
    assert presumes(question)


@pytest.mark.parametrize("question", ["Does it need labels?", "Is it worse?", "mri", "Tell me why", ""])
def test_a_yes_or_no_question_takes_nothing_for_granted(question: str) -> None:
    assert not presumes(question)


UP = "SwinSeg outperforms the convolutional baseline on kidneys."


@pytest.mark.parametrize(
    "question",
    [
        "Why is SwinSeg worse than the convolutional baseline?",
        "By how much does SwinSeg underperform the baseline on kidneys?",
        "By what margin does SwinSeg underperform the baseline on kidneys?",
        "What makes SwinSeg worse than the baseline?",
    ],
)
def test_a_comparison_the_other_way_round_is_contradicted(question: str) -> None:
    assert contradicted(question, [UP]) == UP


@pytest.mark.parametrize(
    "question",
    [
        "Why is SwinSeg better than the convolutional baseline?",
        "Is SwinSeg worse than the convolutional baseline?",
        "Which baseline is worse than SwinSeg?",
        "Why is SwinSeg worse than radiographers?",
    ],
)
def test_a_comparison_the_same_way_or_with_something_else_is_not(question: str) -> None:
    said = UP if "radiographers" not in question else "It fell short of radiographers, but outperforms the baseline."
    assert contradicted(question, [said]) is None


def test_a_compound_is_a_name_and_points_nowhere() -> None:
    said = "The network is worse than the baseline."
    assert contradicted("How does the knowledge-enhanced network beat the baseline?", [said]) == said
    assert contradicted("How does the knowledge-enhanced network treat the baseline?", [said]) is None


OURS = "Our SwinSeg outperforms UNet on all scans."


def test_a_comparison_the_other_way_round_is_met_with_what_is_said() -> None:
    assert turned("Why does UNet outperform SwinSeg?", ["It is small.", OURS], ["SwinSeg"]) == OURS


@pytest.mark.parametrize(
    "question",
    [
        "Which UNet was better than SwinSeg on kidneys?",
        "SwinSeg was trained on 300 scans, so why does it lose to UNet?",
        "Why does SwinSeg lag behind UNet?",
    ],
)
def test_a_comparison_is_found_wherever_the_question_has_it(question: str) -> None:
    assert turned(question, [OURS], ["SwinSeg"]) == OURS


@pytest.mark.parametrize(
    "question", ["Why does SwinSeg outperform UNet?", "Does UNet outperform SwinSeg?", "Why does UNet lose to SwinSeg?"]
)
def test_a_comparison_the_same_way_or_left_open_is_not(question: str) -> None:
    assert turned(question, [OURS], ["SwinSeg"]) is None


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("How did the 12 teams differ?", ["12"]),
        ("What did the five readers say?", ["five"]),
        ("How did the nine teams differ?", []),
        ("What are its three parts?", []),
        ("How large is the 160k version?", []),
    ],
)
def test_a_number_that_a_text_has_nowhere_is_strange(question: str, strange: list[str]) -> None:
    assert strange_numbers(question, "There were 9 teams. We release Set-160K.") == strange


LABELS = ("SwinSeg learns organs without the guidance of annotations.", "It is fast.")


@pytest.mark.parametrize(
    "question",
    [
        "Why does SwinSeg lean on labels of organs?",
        "How does SwinSeg use annotations?",
        "Why does SwinSeg need tags?",
        "Which labels does SwinSeg need?",
        "Where do the annotations that SwinSeg depends on come from?",
    ],
)
def test_what_a_work_does_without_it_does_not_need(question: str) -> None:
    assert unneeded(question, LABELS, ["SwinSeg"]) == LABELS[0]


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("Why can SwinSeg be trained without labels?", LABELS),
        ("Does SwinSeg need labels?", LABELS),
        ("Why does SwinSeg need a decoder?", LABELS),
        ("How does SwinSeg use labels?", (*LABELS, "We then use labels of ten scans.")),
    ],
)
def test_what_is_denied_too_left_open_or_said_otherwise_is_answered(question: str, sentences: tuple[str, ...]) -> None:
    assert unneeded(question, sentences, ["SwinSeg"]) is None


def test_a_count_that_differs_is_met_with_the_one_that_is_given() -> None:
    sentences = ["It covers 25 million images across 10 modalities.", "There were 18-submissions from 9-teams."]
    assert miscounted("Which 25 modalities does it cover?", sentences) == sentences[0]
    assert miscounted("How did the 12 teams differ?", sentences) == sentences[1]


@pytest.mark.parametrize(
    "question", ["Which 10 modalities are covered?", "Which modalities?", "What are the 3 losses?"]
)
def test_a_count_that_agrees_or_is_of_something_else_is_none(question: str) -> None:
    assert miscounted(question, ["It covers images across 10 modalities."]) is None


def test_the_papers_name_does_not_tell_its_clauses_apart() -> None:
    said = "SwinSeg outperformed other models but fell short of the physicians."
    assert contradicted("Why did SwinSeg lose to the physicians?", [said], ["SwinSeg"]) is None
    assert contradicted("Why did SwinSeg do better than the physicians?", [said], ["SwinSeg"]) == said


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("How did experts label the cows by hand?", "Labels are text-mined.", "experts label"),
        ("Why were cows drawn by hand?", "An automated pipeline labels cows.", "by hand"),
        ("Why were cows drawn by hand?", "An automated pipeline labels cows, and some are drawn by hand.", None),
        ("Why were cows drawn by hand?", "Cows are drawn.", None),
        ("Why were cows not drawn by hand?", "An automated pipeline labels cows.", None),
        ("Were cows drawn by hand?", "An automated pipeline labels cows.", None),
    ],
)
def test_work_by_hand_goes_against_a_text_that_has_only_a_machine_do_it(
    question: str, text: str, found: str | None
) -> None:
    assert made_by_hand(question, text) == found


@pytest.mark.parametrize("question", ["Explain why cows need more barns.", "Why do farmers want better barns?"])
def test_to_explain_and_to_wish_presumes(question: str) -> None:
    assert presumes(question)


def test_a_wish_compares_nothing() -> None:
    assert contradicted("Why do farmers want better barns than cows have?", ["Barns of cows are worse."]) is None


SOLELY = "We pre-train the encoder solely on images of the chest, and it does as well."


@pytest.mark.parametrize(
    "question",
    [
        "Why does it pre-train on paired reports?",
        "What prompted the authors to train on text?",
        "Since it is so small, why do they train on reports?",
    ],
)
def test_a_work_made_solely_of_one_thing_is_made_of_no_other(question: str) -> None:
    assert excluded(question, ("It is small.", SOLELY)) == SOLELY


@pytest.mark.parametrize(
    "question",
    [
        "Why does it pre-train on images alone?",
        "Why do they train on pictures of the chest?",
        "Does it train on reports?",
        "Why does it not train on reports?",
        "Why is it tested with reports?",
    ],
)
def test_what_is_of_the_same_thing_left_open_or_denied_is_answered(question: str) -> None:
    assert excluded(question, (SOLELY,)) is None


def test_the_first_sentence_that_contradicts_is_given() -> None:
    assert contradicted("Why is SwinSeg worse than the convolutional baseline?", ["It is a network.", UP, UP]) == UP
    assert contradicted("Why is SwinSeg worse than the convolutional baseline?", []) is None
