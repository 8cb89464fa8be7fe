"""What a paper must say to be on a list at all."""

import pytest

from rag.required import core_of, terms_named, together
from rag.topics import without_parts


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("Which papers use both CT and MRI?", ("CT", "MRI")),
        ("Which papers cover MRI, CT and ultrasound?", ("MRI", "CT", "ultrasound")),
        ("papers that do both segmentation and classification of knees", ("segmentation", "classification")),
        ("Which papers use CT or MRI?", ()),
        ("Which papers use CT of the liver?", ()),
        ("Which papers use CT?", ()),
    ],
)
def test_things_asked_for_together_are_read(question: str, things: tuple[str, ...]) -> None:
    assert together(question) == things


@pytest.mark.parametrize(
    ("question", "topic", "words"),
    [
        ("papers on heart disease", "heart disease", ["heart disease"]),
        ("papers on heart or skin disease", "heart skin disease", []),
        ("papers", "heart pictures that show how walls move over time", []),
        ("papers", "model types tested heart disease", ["heart disease"]),
    ],
)
def test_a_topic_that_names_a_term_wants_it_said(question: str, topic: str, words: list[str]) -> None:
    assert [term.word for term in terms_named(question, topic)] == words


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("ran experiments on liver data", "liver"),
        ("results or annotations for the liver", "liver"),
        ("ultrasound is one of the modalities", "ultrasound"),
        ("segment or report on the liver", "liver"),
        ("eye diseases or pictures of the retina", "eye"),
        ("images of skin conditions or dermatology", "skin"),
        ("on brain tumours", "brain tumours"),
        ("accelerated MRI", ""),
        ("on the liver and the kidney", ""),
        ("on MRI or video", ""),
    ],
)
def test_the_core_of_a_topic_is_the_one_term_that_is_all_of_it(question: str, core: str) -> None:
    assert core_of(question) == core


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("tested on or applied to brain tumours", "brain tumours"),
        ("segment, detect or classify brain tumours", "brain tumours"),
        ("corona: who ran on covid data?", "corona"),
        ("touch on the corona virus", "corona virus"),
        ("classify brain tumours", ""),
    ],
)
def test_what_is_done_with_it_and_its_other_names_are_no_other_topic(question: str, core: str) -> None:
    assert core_of(question) == core


def test_a_thing_and_a_part_of_it_want_the_thing_said() -> None:
    question = "Which papers segment the heart or its vessels?"
    assert [term.word for term in terms_named(without_parts(question), "segment heart vessels")] == ["segment", "heart"]
    assert terms_named("Which papers segment the heart or vessels?", "segment heart vessels") == ()
