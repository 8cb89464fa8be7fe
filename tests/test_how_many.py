"""A number of things that a question asks for, and whether a text gives it."""

import pytest

from rag.how_many import (
    asks_count,
    asks_doers,
    asks_share,
    asks_who_took_part,
    counted_nouns,
    counts,
    counts_anyone,
    counts_some,
    said_as,
    set_aside,
)


@pytest.mark.parametrize("who", ["victims", "sufferers", "heads", "persons"])
def test_people_by_what_ails_them_are_cases(who: str) -> None:
    assert counts(["clot", who], "The dataset comprises 400 cases.")
    assert not counts(["clot", who], "The dataset comprises 400 tables.")


def test_labels_and_classes_are_of_what_stands_before_them() -> None:
    assert counts(["diseases"], "Films come with seven disease labels.")
    assert counts(["organs"], "We outline six organ classes.")
    assert not counts(["nurses"], "Films come with seven disease labels.")


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("How many radiologists took part?", ["radiologists"]),
        ("How many public datasets did it gather?", ["public", "datasets"]),
        ("How many of the volunteers were scanned?", ["volunteers"]),
        ("How many x-ray images, and of whom?", ["x-ray", "images"]),
        ("In total, how much storage does it need?", ["storage"]),
        ("how many hospitals", ["hospitals"]),
        ("How many annotators sat in the study?", ["annotators"]),
        ("What number of prompts is best?", ["prompts"]),
        ("How many image and report pairs were used?", ["image", "report", "pairs"]),
        ("How many nurses and doctors took part?", ["nurses"]),
        ("Adding judges without fixing beforehand how many judges there are", []),
        ("Rather than guess how many judges, how many nurses does it need?", ["nurses"]),
    ],
)
def test_a_count_question_counts_the_nouns_after_how_many(question: str, nouns: list[str]) -> None:
    assert counted_nouns(question) == nouns


@pytest.mark.parametrize(
    "question",
    [
        "How much better is it than the baseline?",
        "How much faster does it train?",
        "How much did accuracy improve?",
        "How many were there?",
        "How many different kinds are used?",
        "How large is the dataset?",
        "Which radiologists took part?",
        "",
    ],
)
def test_a_measure_and_a_question_without_a_number_count_nothing(question: str) -> None:
    assert counted_nouns(question) == []


@pytest.mark.parametrize(
    "text",
    [
        "We asked 12 radiologists.",
        "Twelve experienced radiologists read the scans.",
        "A pair of radiologists read them.",
        "Number of radiologists: 12.",
        "Over 30 computed tomography (CT) radiologists read them.",
        "It was read by 1,200 board-certified radiologists.",
    ],
)
def test_a_number_beside_the_noun_counts_it(text: str) -> None:
    assert counts(["radiologists"], text)


@pytest.mark.parametrize(
    "text",
    [
        "Radiologists of every rank have read 300 scans from nine hospitals.",
        "We use 300 scans. Radiologists read them.",
        "Several radiologists read the scans.",
        "Radiologists like MedMamba2.",
        "We read 150 radiologist-revised reports.",
        "Time fell by 28% while radiologists read.",
        "",
    ],
)
def test_a_number_of_something_else_does_not(text: str) -> None:
    assert not counts(["radiologists"], text)


def test_a_number_of_something_alike_counts_too() -> None:
    assert counts(["pictures"], "We collect 5,000 images.")
    assert not counts(["pictures"], "We visit 5,000 hospitals.")


def test_without_nouns_nothing_is_counted() -> None:
    assert not counts([], "We asked 12 radiologists.")


def test_networks_may_be_counted_as_models_and_a_share_by_percent() -> None:
    assert counts(["networks"], "We benchmark 25 DL models.")
    assert asks_share("How much labelling is saved?") and not asks_share("How many labels are saved?")
    assert counts(["labelling"], "Labelling falls by 60%.", share=True)
    assert not counts(["labelling"], "Labelling falls by 60%.")


def test_an_adverb_is_not_counted_and_people_may_be_called_by_any_name() -> None:
    assert counted_nouns("Of the cohort, how many actually had a growth?") == []
    assert counted_nouns("by how much dice does it beat the rival?") == []
    assert counts(["folks"], "We scanned 400 patients.")
    assert not counts(["folks"], "We scanned 400 volumes.")


def test_both_of_a_pair_of_words_counts_nothing() -> None:
    assert not counts(["volunteers"], "It improves both the work of volunteers and their mood.")
    assert counts(["volunteers"], "It pays both volunteers.")


def test_room_is_counted_in_bytes() -> None:
    assert counts(counted_nouns("How much disk space does it need?"), "It is 1.6TB of scans.", share=True)
    assert not counts(counted_nouns("How much disk space does it need?"), "It is 16 scans.", share=True)


def test_either_of_two_things_may_be_counted() -> None:
    assert counts(counted_nouns("How many masks or patients is it trained on?"), "We scanned 400 patients.")
    assert not counts(counted_nouns("How many masks and patients is it trained on?"), "We scanned 400 patients.")


@pytest.mark.parametrize(
    "text",
    [
        "We have 3D images of radiologists.",
        "It finds 18 radiology findings.",
        "One of the radiological examinations is CT.",
        "We have 400 masks annotated by radiologists.",
    ],
)
def test_what_is_beside_a_number_need_not_be_counted(text: str) -> None:
    assert not counts(["radiologists"], text)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("A single image shows it.", True),
        ("It needs one to five images.", True),
        ("It has a single image report generator.", False),
        ("It is one of the largest sets of images.", False),
        ("On 2D images it works.", False),
    ],
)
def test_one_thing_is_counted_where_it_stands_alone(text: str, given: bool) -> None:
    assert counts(["images"], text) is given


def test_samples_and_sources_are_what_a_paper_counts_but_not_the_other_way_round() -> None:
    assert counts(["samples"], "It was tested on 102,855 image-mask-label triples.")
    assert counts(["sources"], "It draws on 28 public datasets.")
    assert "sourc" not in said_as("datasets")


def test_the_last_noun_is_what_is_counted() -> None:
    assert not counts(["tissue", "slides"], "We tried 17 tissue types.")
    assert counts(["tissue", "slides"], "We tried 17 tissue slides.")
    assert counts(["dsc", "points"], "It gains 5.27% DSC.")


def test_a_slip_of_the_pen_may_be_anything() -> None:
    assert counts(["pateints"], "We saw 81 patients.")
    assert not counts(["annotators"], "Annotators drew lines.")


def test_a_word_that_stands_elsewhere_in_the_whole_is_no_slip() -> None:
    assert counts(["phenotypes"], "We gather 12 bees.")
    assert not counts(["phenotypes"], "We gather 12 bees.", whole="We gather 12 bees. There are 9 phenotypes.")


def test_who_does_something_is_no_case() -> None:
    question = "How many people had answered the quiz?"
    assert asks_doers(question)
    assert not asks_doers("How many people had tumours?")
    assert not counts(counted_nouns(question), "There are 934 cases.", doers=True)
    assert counts(counted_nouns(question), "There are 934 people.", doers=True)


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("What total number of training images went in?", ["training", "images"]),
        ("What is the exact number of pairs?", ["pairs"]),
        ("How many of the shapes in ShapeSet are livers?", ["livers"]),
    ],
)
def test_numbers_are_asked_for_in_other_ways(question: str, nouns: list[str]) -> None:
    assert counted_nouns(question) == nouns


def test_a_number_of_things_that_are_called_otherwise_is_a_number_of_some() -> None:
    assert asks_count("Into how many pieces is each scan cut?")
    assert not asks_count("How much did the authors gain?")
    assert counts_some("Scans are divided into four equally sized sections.")
    assert not counts_some("It reached an F1 of 0.80 in 2019.")


def test_who_took_part_is_counted_by_any_people() -> None:
    assert asks_who_took_part("In the work with lay people, how many took part?")
    assert asks_who_took_part("How many were paid?")
    assert not asks_who_took_part("How many nurses took part?")
    assert counts_anyone("Eleven keepers drew hives.")
    assert counts_anyone("We asked 40 people.")
    assert not counts_anyone("A diverse group of keepers drew hives in 4 colours.")


def test_what_is_set_apart_does_not_count() -> None:
    text = "We train on 266,340 chest X-rays."
    for question, given in (
        ("How many photographs, instead of radiographs, did it use?", False),
        ("How many X-rays, instead of photographs, did it use?", True),
        ("How many photographs did it use?", True),
        ("How many photographs, instead of words, did it use?", True),
    ):
        nouns = counted_nouns(question)
        assert counts(nouns, text, apart=set_aside(question, nouns[-1])) is given


def test_an_effort_is_measured_by_what_is_saved() -> None:
    assert counts(["waiting"], "It is up to nine times faster.", share=True)
    assert not counts(["waiting"], "There are nine barns.", share=True)
