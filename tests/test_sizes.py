"""Limits that list questions set to numbers."""

import pytest
from conftest import make_paper

from rag.list_question import read_list
from rag.sizes import limit_in
from rag.types import Paper


@pytest.mark.parametrize(
    ("question", "abstract", "meets"),
    [
        ("Which papers have fewer than 200 patients?", "We scanned 150 patients.", True),
        ("Which papers have fewer than 200 patients?", "We scanned 150 adult subjects.", True),
        ("Which papers have fewer than 200 patients?", "We scanned 250 patients.", False),
        ("Which papers have fewer than 200 patients?", "We scanned 20 knees of 900 patients.", False),
        ("Which papers have fewer than 200 patients?", "It needs both the patient's age and weight.", False),
        ("Which papers have fewer than 200 patients?", "We train three networks individually.", False),
        ("Which datasets have more than 10,000 images?", "It holds 12k chest images.", True),
        ("Which datasets have more than 10,000 images?", "It holds 12,000 reports.", False),
        ("Which papers train on over 1 million images?", "We use 1.5 million images.", True),
        ("Which papers train on over 1 million images?", "We use 15,000 images.", False),
        ("Which papers use at least 10 datasets?", "We use 10 datasets.", True),
        ("Which papers use more than 10 datasets?", "We use 10 datasets.", False),
        ("Which papers use at least three datasets?", "We use 5 public datasets.", True),
        ("Which papers have more than 10 patients?", "It has 752 individual tasks.", False),
        ("Which papers pose more than 50 tasks?", "The PitVis 2023 Challenge tasks are hard.", False),
        ("Which papers compare over 10 models?", "We tune a 0.23B base model.", False),
        ("Which papers have over 50 MRI scans?", "We use 80 MRI volumes.", True),
        ("Which papers have over 50 MRI scans?", "We use 80 MRIs.", True),
        ("Which papers use over 9 data sets?", "We use 12 public datasets.", True),
        ("Which papers use over 9 datasets?", "We use 12 public data sets.", True),
        ("Which papers have fewer than 9 scans?", "We use 6+ million scans.", False),
        ("Which papers have an F1 above 0.8?", "It reaches an F1 score of 0.84.", True),
        ("Which papers have an F1 above 0.8?", "It reaches 84.5% F1.", True),
        ("Which papers have an F1 above 0.8?", "It reaches an F1 of 0.81±0.02 at once.", True),
        ("Which papers have an F1 above 0.8?", "Dice is 0.9 and F1 is 0.7.", False),
        ("Which papers have an F1 below 0.8?", "F1 grows by 12%.", False),
        ("papers with over 90% accuracy", "Accuracy was 85% (95% CI, 80 to 91%).", False),
        ("papers with accuracy below 70%", "It improves the accuracy 5%.", False),
        ("papers with accuracy below 99%", "It improves the accuracy to 95%.", True),
        ("papers with over 90% accuracy", "We report an accuracy of 93%.", True),
    ],
)
def test_a_limit_is_met_by_a_number_of_that_very_thing(question: str, abstract: str, meets: bool) -> None:
    limit = limit_in(question)
    assert limit is not None and limit.condition is not None
    assert bool(limit.condition.met(make_paper("A Study", abstract))) is meets


@pytest.mark.parametrize(
    "question",
    ["Which papers train on over 1 million?", "papers with over 90% men", "Which data are larger than 5 GB?"],
)
def test_a_limit_of_nothing_that_is_counted_is_no_condition(question: str) -> None:
    limit = limit_in(question)
    assert limit is not None and limit.condition is None


@pytest.mark.parametrize("question", ["Which papers use CT?", "papers over 5 years old"])
def test_no_limit_is_read_where_nothing_is_counted(question: str) -> None:
    assert limit_in(question) is None


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which papers have over 50 MRI scans?", "MRI"),
        ("Which papers have over 50 medical pictures?", ""),
        ("Which papers on knees have an F1 above 0.8?", "knees"),
        ("Which papers train on over 50 pictures?", ""),
        ("Which papers have over 90% men?", "men"),
    ],
)
def test_what_the_things_counted_are_of_stays_the_topic(question: str, topic: str) -> None:
    assert read_list(question).topic == topic


@pytest.mark.parametrize(
    ("question", "abstract", "meets"),
    [
        ("Which papers have more than a million images or image-text pairs?", "We collect 3 million pairs.", True),
        ("Which papers have more than a million images or image-text pairs?", "We collect 3 million images.", True),
        ("Which papers have more than a million images or image-text pairs?", "We read 3 million reports.", False),
        ("Which papers have ten thousand items or more?", "We use 20,000 scans.", True),
        ("Which papers have 50 patients or fewer?", "We scanned 60 patients.", False),
        ("Which papers have 50 patients or fewer?", "We scanned 50 patients.", True),
    ],
)
def test_a_limit_may_be_of_either_of_two_things_and_end_in_or_more(question: str, abstract: str, meets: bool) -> None:
    conditions = read_list(question).conditions
    assert bool(conditions[-1].met(make_paper(abstract=abstract))) is meets


def test_a_dataset_of_so_many_images_need_not_be_called_a_dataset() -> None:
    names = [found.name for found in read_list("Which papers gather a dataset of over a million images?").conditions]
    assert names == ["gives a number of images that is over a million"]


@pytest.mark.parametrize(
    ("abstract", "meets"),
    [
        ("We built BeeSet, with 12 million images.", True),
        ("BeeSet-12M comprises 12 million images.", True),
        ("The new dataset contains 12 million images.", True),
        ("Each year 12 million images are taken in hospitals.", False),
        ("BeeNet, trained on 12 million images, does well.", False),
    ],
)
def test_the_size_of_a_collection_is_its_own(abstract: str, meets: bool) -> None:
    (condition,) = read_list("Who built a collection of more than ten million images?").conditions
    assert (condition.met(make_paper("one", abstract=abstract)) is not None) is meets


@pytest.mark.parametrize(
    "abstract",
    [
        "We present Hive-2.5M, a dataset of bees.",
        "We use 3 million image-caption pairs.",
        "We train on 6+ million images.",
        "We gathered millions of samples.",
    ],
)
def test_any_of_several_things_is_counted(abstract: str) -> None:
    limit = limit_in("collections of at least two million images, pairs or samples")
    assert limit and limit.condition
    assert limit.condition.met(Paper(id="a", title="Bees", abstract=abstract))


def test_rough_numbers_are_at_least_so_many() -> None:
    limit = limit_in("more than fifty datasets or sources")
    assert limit and limit.condition
    assert limit.condition.met(Paper(id="a", title="Bees", abstract="We joined hundreds of public datasets."))
    assert not limit.condition.met(Paper(id="a", title="Bees", abstract="We joined dozens of public datasets."))


def test_what_is_counted_may_be_of_either_kind() -> None:
    limit = limit_in("a dataset of more than ten million medical or biomedical images")
    assert limit and limit.condition
    assert limit.condition.met(Paper(id="a", title="Bees", abstract="We gathered 25 million images."))
    assert not limit.condition.met(Paper(id="a", title="Bees", abstract="We gathered 5 million images."))


def _meets(question: str, abstract: str) -> bool:
    limit = limit_in(question)
    assert limit and limit.condition
    return limit.condition.met(Paper(id="a", title="Bees", abstract=abstract)) is not None


def test_over_a_million_is_more_than_a_million() -> None:
    assert _meets("more than a million images", "We gathered over 1 million images.")
    assert not _meets("more than a million images", "We gathered 1 million images.")


def test_what_is_made_in_a_year_is_no_collection() -> None:
    assert not _meets("more than a million scans", "Over 85 million scans are performed annually.")
    assert _meets("more than a million scans", "We gathered 85 million scans; annually more are made.")


def test_natural_images_are_not_medical_ones() -> None:
    said = "It learned from 142 million natural images."
    assert not _meets("more than a million medical images", said)
    assert _meets("more than a million images", said)


def test_pairs_and_triples_count_alike() -> None:
    assert _meets("more than a million pairs", "We gathered six million triples of bees.")
