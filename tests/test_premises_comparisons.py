"""A comparison that a question takes for granted."""

import pytest

from rag.premises.comparisons import agreed, contradicted, turned

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


def test_the_clause_about_what_is_asked_decides() -> None:
    said = (
        "Compared to tuning ViTSeg with only knees for the same task, SwinSeg outperforms in clinical scores, but "
        "underperforms on lexical scores where ViTSeg sets a new SOTA."
    )
    others = ["Clinical use is near.", "A clinical study followed.", "Clinical readers agree."]
    for how, contrary in (("clinical", None), ("lexical", said)):
        question = f"Why is SwinSeg better than ViTSeg in {how} scores?"
        assert contradicted(question, [said, *others], ["SwinSeg"]) == contrary


def test_who_suffers_more_or_falls_apart_loses() -> None:
    said = "The masked method is more robust to the size of the training set than the contrastive methods."
    for suffers in ("suffer", "fall apart", "break down"):
        assert turned(f"Why do the contrastive methods {suffers} more than the masked method?", [said], []) is None
        assert turned(f"Why does the masked method {suffers} more than the contrastive methods?", [said], []) == said


def test_a_compound_is_a_name_and_points_nowhere() -> None:
    said = "The network is worse than the baseline."
    assert contradicted("How does the knowledge-enhanced network beat the baseline?", [said]) == said
    assert contradicted("How does the knowledge-enhanced network treat the baseline?", [said]) is None


def test_what_others_do_is_not_answered_by_the_papers_own_results() -> None:
    said = "We outperform earlier counters on scans, and CowNet is superior."
    assert (
        contradicted("Why do existing counters do worse on scans?", ["CowNet is better on scans."], ["CowNet"]) is None
    )
    assert contradicted("Why do existing counters hurt on scans?", [said], ["CowNet"]) is None
    others = "Existing counters are better on scans."
    assert contradicted("Why do existing counters do worse on scans?", [others], ["CowNet"]) == others


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


def test_the_papers_name_does_not_tell_its_clauses_apart() -> None:
    said = "SwinSeg outperformed other models but fell short of the physicians."
    assert contradicted("Why did SwinSeg lose to the physicians?", [said], ["SwinSeg"]) is None
    assert contradicted("Why did SwinSeg do better than the physicians?", [said], ["SwinSeg"]) == said


def test_a_wish_compares_nothing() -> None:
    assert contradicted("Why do farmers want better barns than cows have?", ["Barns of cows are worse."]) is None


def test_the_first_sentence_that_contradicts_is_given() -> None:
    assert contradicted("Why is SwinSeg worse than the convolutional baseline?", ["It is a network.", UP, UP]) == UP
    assert contradicted("Why is SwinSeg worse than the convolutional baseline?", []) is None


INFERIOR = "ViT is inferior to Convolutional Neural Network (CNN) on scans; our ViT does comparably (sometimes better)."


@pytest.mark.parametrize("question", ["Why does ViT do worse than CNN?", "Why is CNN better than the pre-trained ViT?"])
def test_a_sentence_that_compares_as_the_question_does_agrees(question: str) -> None:
    assert agreed(question, ["It is small.", INFERIOR])


def test_a_sentence_that_compares_the_other_way_or_others_does_not_agree() -> None:
    assert not agreed("Why does CNN do worse than ViT?", [INFERIOR])
    assert not agreed("Why does ViT do worse than doctors?", [INFERIOR])


def test_a_sentence_on_one_of_the_two_alone_contradicts_nothing() -> None:
    assert contradicted("Why is UNet worse than SwinSeg?", ["UNet improves the accuracy on kidneys."]) is None


def test_to_have_more_of_one_thing_is_not_to_have_more_of_another() -> None:
    said = "SwinSeg is more robust to few scans than contrastive learning."
    assert not agreed("Why does SwinSeg suffer more than contrastive learning?", [said])
