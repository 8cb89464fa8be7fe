"""Patterns that are lists of words."""

import pytest

from rag.wordings import any_of, any_word, pattern, whole


def test_words_are_parted_by_blanks_and_phrases_keep_theirs() -> None:
    assert any_word(" not\n no ", "rather than") == "(?:not|no|rather than)"
    assert any_of("rather than") == "(?:rather than)"


@pytest.mark.parametrize(
    ("text", "found"), [("It does NOT.", "NOT"), ("a note", None), ("rather than two", "rather than"), ("rather", None)]
)
def test_words_are_found_whole_and_in_either_case(text: str, found: str | None) -> None:
    match = whole("not no", "rather than").search(text)
    assert (match and match[0]) == found


def test_the_first_wording_that_fits_is_taken() -> None:
    match = pattern("liver", "liver (?P<of>of .+)").search("the liver of cows")
    assert match is not None and (match[0], match["of"]) == ("liver", None)
