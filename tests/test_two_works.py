"""Whether a question that compares in words, and names one paper, speaks of a second work."""

import pytest

from rag.names import Mention
from rag.two_works import speaks_of_two


def speaks(question: str) -> bool:
    start = question.index("BeeNet")
    return speaks_of_two(question, [Mention("BeeNet", (0,), start, start + len("BeeNet"), topic=False)])


@pytest.mark.parametrize(
    "question",
    [
        "What F1 does BeeNet reach on its two benchmarks?",
        "BeeNet was tested on two datasets; what are they called?",
        "In BeeNet, how do the 2D and the 3D model differ?",
        "How do the two stages of BeeNet differ?",
        "On which three datasets was BeeNet tried, and how did it do?",
    ],
)
def test_what_is_in_one_work_is_no_second_one(question: str) -> None:
    assert not speaks(question)


@pytest.mark.parametrize(
    "question",
    [
        "How do BeeNet and counting by hand differ?",
        "Compare the older tool for wasps with BeeNet.",
        "How does the number of hives in BeeNet compare with that in the wasp paper?",
        "Does BeeNet differ from other networks?",
        "How fast is BeeNet versus the older tool for wasps?",
    ],
)
def test_what_is_joined_to_the_name_or_described_is_a_second_work(question: str) -> None:
    assert speaks(question)
