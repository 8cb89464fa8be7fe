"""Names of a question that the papers, or the named one, do not have."""

import pytest
from conftest import make_paper

from rag.unknown_names import foreign_names

HERD = make_paper(
    "HerdNet: Counting Cows", "HerdNet counts cows with a ResNet on the Pastura data of multiple farms (MF)."
)


@pytest.mark.parametrize(
    ("bare", "foreign"),
    [
        ("Does it beat YoloCow on hills?", ["YoloCow"]),
        ("Was it tried in Norway?", ["Norway"]),
        ("Why is it built on ResNet?", []),
        ("Was it tried on Pasturas?", []),
        ("What does it count?", []),
        ("How many cows do it and YoloCow find?", []),
        ("", []),
    ],
)
def test_a_name_that_the_paper_has_not_is_foreign_unless_it_is_asked_after_as_well(
    bare: str, foreign: list[str]
) -> None:
    assert foreign_names(bare, [HERD]) == foreign
