"""What a question sets against each other by size."""

import pytest

from rag.alternatives import alternatives, is_work


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Which counted more bees, BeeNet or WaspNet, and by how much?", ("BeeNet", "WaspNet")),
        ("BeeNet or WaspNet: whose set is larger?", ("BeeNet", "WaspNet")),
        ("Of BeeNet, WaspNet and the hive study, which has the most?", ("BeeNet", "WaspNet", "the hive study")),
        ("Put BeeNet, WaspNet and the hive set in order of size.", ("BeeNet", "WaspNet", "the hive set")),
        ("Does BeeNet count more bees than people do?", ()),
        ("What does BeeNet do?", ()),
    ],
)
def test_alternatives_are_read_in_their_order(question: str, texts: tuple[str, ...]) -> None:
    assert alternatives(question) == texts


def test_a_work_is_told_by_its_noun_or_its_makers() -> None:
    assert is_work("the hive study")
    assert is_work("the bee people")
    assert not is_work("bees")
