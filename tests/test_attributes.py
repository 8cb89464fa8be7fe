"""What a question takes for granted in the field's own terms, and whether a text speaks of it."""

import pytest

from rag.attributes import attributes, lacks


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How does it use MRI of the liver?", ["MRI", "liver"]),
        ("Why is a diffusion model trained on videos?", ["diffusion", "videos"]),
        ("How early is glioblastoma seen?", ["glioblastoma"]),
        ("Which PET tracer is best?", ["PET"]),
        ("Can my pet be scanned?", []),
        ("What is the diagnosis?", []),
        ("Where is the code?", []),
    ],
)
def test_the_attributes_of_a_question_are_found_in_its_order(question: str, found: list[str]) -> None:
    assert [attribute.word for attribute in attributes(question)] == found


def test_only_what_belongs_to_medicine_is_found_where_that_is_asked() -> None:
    assert [attribute.word for attribute in attributes("a diffusion model of the knee", medical=True)] == ["knee"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How does it use CT?", "We segment organs on computed tomography."),
        ("How does it read the heart?", "Cardiac function is measured."),
        ("Why use a GAN?", "Images are made by pix2pixGAN."),
        ("Does it find pneumonia on X-rays?", "Pneumonia is found on chest radiographs."),
        ("How early is glioblastoma seen?", "Glioblastomas are seen early."),
    ],
)
def test_a_text_may_say_an_attribute_in_other_words(question: str, text: str) -> None:
    assert not any(lacks(attribute, text) for attribute in attributes(question))


@pytest.mark.parametrize("question", ["How does it use CT?", "How is the knee read?", "Why use a GAN?"])
def test_a_text_about_something_else_lacks_it(question: str) -> None:
    text = "We report on ultrasound of the liver with a transformer."
    assert all(lacks(attribute, text) for attribute in attributes(question))
