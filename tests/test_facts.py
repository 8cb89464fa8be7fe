"""What papers' records hold, and how names in them are compared."""

from collections.abc import Sequence
from typing import Any

import pytest

from rag.facts import Facts, NameField, author_of, folded
from rag.types import Paper


def paper(number: int = 0, **record: Any) -> Paper:
    return Paper(f"p{number}", "A Title", "One sentence.", **record)


def facts(field: str, *values: str | Sequence[str]) -> Facts:
    return Facts([paper(n, **{field: value}) for n, value in enumerate(values)])


def test_words_are_compared_without_case_diacritics_and_punctuation() -> None:
    assert folded("Müller-ŁUKASZ, X-Ray (Straße)") == ("muller", "lukasz", "x", "ray", "strasse")


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Geoffrey E. Hinton", ("geoffrey", "e"), ("hinton",)),
        ("Hinton, Geoffrey E.", ("geoffrey", "e"), ("hinton",)),
        ("Hinton GE", ("g", "e"), ("hinton",)),
        ("Laurens van der Maaten", ("laurens",), ("van", "der", "maaten")),
        ("van der Maaten, L.", ("l",), ("van", "der", "maaten")),
        ("María García-López", ("maria",), ("garcia", "lopez")),
        ("Plato", (), ("plato",)),
        ("", (), ()),
    ],
)
def test_a_name_is_taken_apart_however_it_is_written(
    name: str, given: tuple[str, ...], surname: tuple[str, ...]
) -> None:
    author = author_of(name)
    assert (author.given, author.surname) == (given, surname)


@pytest.mark.parametrize(
    ("asked", "written", "same"),
    [
        ("hinton", "Geoffrey E. Hinton", True),
        ("G. Hinton", "Geoffrey E. Hinton", True),
        ("Geoffrey Hinton", "Hinton, G.", True),
        ("Geoffrey Everest Hinton", "G. E. Hinton", True),
        ("John Hinton", "Geoffrey Hinton", False),
        ("geoffrey", "Geoffrey Hinton", False),
        ("maaten", "Laurens van der Maaten", True),
        ("van der Maaten", "Laurens van der Maaten", True),
        ("L. van der Maaten", "van der Maaten, Laurens", True),
        ("van", "Laurens van der Maaten", False),
        ("lopez", "María García-López", True),
        ("garcia lopez", "María García-López", True),
        ("muller", "Łukasz Müller", True),
        ("hint", "Geoffrey Hinton", False),
    ],
)
def test_an_author_is_found_by_surname_or_full_name(asked: str, written: str, same: bool) -> None:
    assert facts("authors", (written,)).called("author", asked).tolist() == [same]


@pytest.mark.parametrize(
    ("asked", "written", "same"),
    [
        ("miccai", "MICCAI 2023", True),
        ("MICCAI", "Medical Image Computing and Computer-Assisted Intervention", True),
        ("TMI", "IEEE Transactions on Medical Imaging", True),
        ("medical image analysis", "Medical Image Analysis", True),
        ("nature", "Nature Medicine", True),
        ("medicine", "Nature Medicine", True),
        ("nat", "Nature Medicine", False),
        ("medicine nature", "Nature Medicine", False),
    ],
)
def test_a_venue_is_found_by_its_words_or_acronym(asked: str, written: str, same: bool) -> None:
    assert facts("venue", written).called("venue", asked).tolist() == [same]


def test_a_venue_that_is_called_exactly_so_goes_before_those_that_have_its_words() -> None:
    assert facts("venue", "Nature", "Nature Medicine").called("venue", "nature").tolist() == [True, False]


def test_a_keyword_is_found_by_the_stems_of_its_words() -> None:
    known = facts("keywords", ("Chest X-Rays", "CT"), ("segmentation",))
    assert known.called("keyword", "x-ray").tolist() == [True, False]
    assert known.called("keyword", "segmentations").tolist() == [False, True]


def test_what_is_not_known_is_nowhere() -> None:
    known = Facts([paper(0), paper(1, year=2020)])
    assert known.having("year").tolist() == [False, True]
    assert known.in_years(None, None).tolist() == known.in_years(2020, 2020).tolist() == [False, True]
    assert not known.having("author").any() and not known.called("author", "Smith").any()


@pytest.mark.parametrize("field", ["author", "venue", "keyword"])
def test_a_value_without_words_stands_for_nothing(field: NameField) -> None:
    known = Facts([paper(authors=("A. Bee",), venue="Cee", keywords=("dee",))])
    assert known.names(field, "?") == known.names(field, "") == []


def test_no_papers_are_no_trouble() -> None:
    empty = Facts(())
    assert empty.called("venue", "MICCAI").shape == empty.in_years(2020, None).shape == (0,)


def test_the_most_frequent_values_come_first() -> None:
    assert facts("venue", "A", "B", "B").values("venue") == ["B", "A"]
