"""How a citation is written, and what cannot pass for one."""

import pytest

from rag.markers import escape_markers, mark


def test_a_marker_goes_before_the_full_stop_and_is_never_glued_to_a_link() -> None:
    assert mark("It works!", 2) == "It works [2]!"
    assert mark("Code is at https://example.org/code.", 1) == "Code is at https://example.org/code [1]."
    assert mark("no stop", 1) == "no stop [1]."
    assert mark("by Smith et al.", 1) == "by Smith et al. [1]."


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("as in [12].", "as in (12)."), ("[1, 2]", "(1, 2)"), ("[3-5]", "(3-5)"), ("[1][2]", "(1)(2)"), ("[a]", "[a]")],
)
def test_brackets_of_an_abstract_cannot_pass_for_markers(text: str, escaped: str) -> None:
    assert escape_markers(text) == escaped
    assert escape_markers(escaped) == escaped
