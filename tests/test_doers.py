"""Who did some work in a study, and whether a text says so."""

import pytest

from rag.doers import does_not_say_who


@pytest.mark.parametrize(
    ("question", "without", "said"),
    [
        ("Who labelled the photos of cows?", "We present photos of cows.", "Farmers and experts labelled all photos."),
        ("Who wrote the captions?", "Each photo has a caption.", "The captions were written by two readers."),
        ("Who judged the outlines?", "Outlines are exact.", "Four veterinary experts rated them."),
        ("Who provided the milk data?", "The milk data are public.", "Data came from the Kerry Milk Lab."),
    ],
)
def test_who_did_it_is_missing_until_a_sentence_says_so(question: str, without: str, said: str) -> None:
    assert does_not_say_who(question, without)
    assert does_not_say_who(question, f"{without} {said}") is None


@pytest.mark.parametrize("question", ["Who wrote CowNet?", "Who made the barn?", "Who wrote the paper on cows?"])
def test_who_made_a_work_is_another_matter(question: str) -> None:
    assert does_not_say_who(question, "Cows eat grass.") is None
