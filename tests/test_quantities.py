"""Numbers as values: how they may be written, and when a claimed one is the said one."""

import pytest

from rag.quantities import agrees, find_quantities, missing


def values(text: str) -> list[float]:
    return [quantity.value for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10k scans", [10_000]),
        ("10,000 scans", [10_000]),
        ("1.2 million images and 23M pairs", [1_200_000, 23_000_000]),
        ("three of twenty-one", [3, 21]),
        ("two hundred patients", [200]),
        ("a Dice of 0.94–0.96", [0.94, 0.96]),
        ("both readers", [2]),
        ("$90\\%$ of them", [90]),
        ("ten-fold, 10x", [10, 10]),
        ("one of them", []),
        ("one million", [1_000_000]),
        ("U-Net-2, COVID-19, 3D, T2w, top-1, ResNet50, 1st", []),
        ("no numbers", []),
        ("", []),
    ],
)
def test_numbers_are_read_as_values_and_names_are_not(text: str, found: list[float]) -> None:
    assert values(text) == found


def test_a_quantity_knows_where_it_stands() -> None:
    text = "It gains 3.5 % on 1,200 scans."
    assert [text[q.start : q.end] for q in find_quantities(text)] == ["3.5 %", "1,200"]


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("1200", "1,200"),
        ("10k", "10,000"),
        ("three", "3"),
        ("3", "three"),
        ("3.5 percent", "3.5%"),
        ("94%", "0.94"),
        ("0.94", "94 %"),
        ("94.2%", "94.2"),
        ("about 1,200", "1187"),
        ("over 1,000", "1,100"),
        ("more than 10,000", "10,000"),
        ("nearly 100", "97"),
    ],
)
def test_the_same_value_in_another_form_agrees(claimed: str, said: str) -> None:
    assert agrees(find_quantities(claimed)[0], find_quantities(said)[0])


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("1,200", "1187"),
        ("20%", "20"),
        ("20", "20%"),
        ("35%", "3.5%"),
        ("about 1,200", "1400"),
        ("over 1,000", "900"),
        ("over 1,000", "5,000"),
        ("nearly 100", "103"),
        ("three", "30"),
    ],
)
def test_another_value_does_not_agree(claimed: str, said: str) -> None:
    assert not agrees(find_quantities(claimed)[0], find_quantities(said)[0])


def test_what_none_of_the_said_ones_is_is_missing() -> None:
    lost = missing(find_quantities("12 of 30 and 4%"), find_quantities("twelve, 4.0 percent"))
    assert [quantity.value for quantity in lost] == [30]
