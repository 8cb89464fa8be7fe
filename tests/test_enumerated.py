"""Does a text name the things that it counts?"""

import pytest

from rag.enumerated import asks_each, only_counted


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("Which five clinics took part?", "five clinics"),
        ("Please list the 12 public datasets.", "12 public datasets"),
        ("What are the names of the four tissues?", "four tissues"),
        ("Which of the six readers did best?", "six readers"),
        ("How were the five clinics chosen?", None),
        ("Which clinics took part?", None),
        ("Which 5% of scans failed?", None),
        ("", None),
    ],
)
def test_a_question_that_asks_for_each_of_a_number_says_of_what(question: str, written: str | None) -> None:
    each = asks_each(question)
    assert (each and each.written) == written


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Scans come from five clinics. The network is small.", True),
        ("Scans come from five clinics: Uppsala, Lund, Visby, Kiruna and Falun.", False),
        ("Scans come from five clinics (Uppsala, Lund, Visby, Kiruna, Falun).", False),
        ("Uppsala, Lund, Visby, Kiruna and Falun are the five clinics.", False),
        ("Scans come from seven clinics.", False),
        ("Scans come from five cities.", False),
        ("", False),
    ],
)
def test_a_text_only_counts_what_it_names_nowhere(text: str, only: bool) -> None:
    each = asks_each("Which five clinics took part?")
    assert each is not None
    assert only_counted(each, text) is only
