"""Clipped words of quick typing are written out."""

import pytest

from rag.clipped import in_full


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("how did they go thru the barns w/o dogs?", "how did they go through the barns without dogs?"),
        ("Wat does it count b4 noon", "What does it count before noon"),
        ("papers w/ cows, no surveys pls", "papers with cows, no surveys please"),
        ("abt sheep", "about sheep"),
        ("can u tell ppl of r?", "can you tell people of are?"),
    ],
)
def test_clipped_words_are_written_out(typed: str, full: str) -> None:
    assert in_full(typed) == full


@pytest.mark.parametrize(
    "typed",
    [
        "Is it written in R or in C?",
        "Does VID count cows?",
        "a u-shaped net",
        "the diff tool",
        "What is PPL?",
        "I/O w/",
    ],
)
def test_what_may_be_a_name_stays(typed: str) -> None:
    assert in_full(typed).removesuffix("with") == typed.removesuffix("w/")
