"""What a question says of a work and an abstract of others' work."""

import pytest

from rag.premises.others import part_of_others

BEFORE = "Hybrid models and Nilenet-based architectures have demonstrated strong performance."
OWN = "We propose SwinSeg with Donlayers."


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How are the Nilenet blocks arranged inside SwinSeg?", BEFORE),
        ("Which of the (Nilenet) blocks does SwinSeg use?", BEFORE),
        ("How are the Donlayers arranged inside SwinSeg?", None),
        ("How does SwinSeg, which uses no blocks, compare with Nilenet?", None),
        ("Why does SwinSeg not use Nilenet blocks?", None),
        ("Does SwinSeg use Nilenet blocks?", None),
    ],
)
def test_a_part_that_only_others_have_is_told(question: str, found: str | None) -> None:
    assert part_of_others(question, [BEFORE, OWN], ["SwinSeg"]) == found
