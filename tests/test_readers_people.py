"""Names of authors, given names first, from whatever one field holds."""

import pytest

from rag.readers.fields import authors_of, field_of, keywords_of
from rag.readers.people import WholeName, given_first, initials_first, tidy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("van de Schoot, Rens", "Rens van de Schoot"),
        ("King, Jr., Martin L.", "Martin L. King Jr."),
        ("King, Martin L., Jr.", "Martin L. King Jr."),
        ("Ada Lovelace", "Ada Lovelace"),
        ("World Health Organization", "World Health Organization"),
        ("Plato,", "Plato"),
        ("a, b, c, d", "a, b, c, d"),
    ],
)
def test_given_names_come_first(name: str, expected: str) -> None:
    assert given_first(name) == expected


def test_initials_behind_a_name_come_first_too() -> None:
    assert [initials_first(name) for name in ("Trindade IA", "Liu R.", "de la Cruz A", "Plato", "Li Wei")] == [
        "IA Trindade",
        "R. Liu",
        "A de la Cruz",
        "Plato",
        "Li Wei",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace, Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Lovelace, Ada; Turing, Alan", ("Ada Lovelace", "Alan Turing")),
        ("Lovelace, Ada", ("Ada Lovelace",)),
        ("Lovelace, A., Turing, A. M.", ("A. Lovelace", "A. M. Turing")),
        ("Liu R., Adler D.G.", ("R. Liu", "D.G. Adler")),
        ("Trindade IA, Irons C.", ("IA Trindade", "C Irons")),
        ("['Marx, Karl', 'Lindgren, Astrid']", ("Karl Marx", "Astrid Lindgren")),
        ("Ada Lovelace and Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace, Alan Turing, and Kurt Gödel", ("Ada Lovelace", "Alan Turing", "Kurt Gödel")),
        ("Lovelace, Ada and Turing, Alan", ("Ada Lovelace", "Alan Turing")),
        ("Lovelace, Ada (57200000001); Turing, Alan (57200000002)", ("Ada Lovelace", "Alan Turing")),
        ("1. Ada Lovelace\n2. Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace; et al.", ("Ada Lovelace",)),
        ("", ()),
        ("[broken", ("[broken",)),
    ],
)
def test_names_in_one_field_are_told_apart(text: str, expected: tuple[str, ...]) -> None:
    assert tidy(authors_of(text)) == expected


def test_an_institutions_commas_turn_nothing_round() -> None:
    assert tidy([WholeName("Liver Group, Data Team"), "Roe, Jo"]) == ("Liver Group, Data Team", "Jo Roe")


def test_columns_are_known_however_they_are_written() -> None:
    names = (
        "Article Title",
        "publication_year",
        " ABSTRACT ",
        "DOI",
        "Author(s)",
        "Journal/Book",
        "PubMed ID",
        "Résumé",
    )
    fields = ("title", "year", "abstract", "doi", "authors", "venue", "pmid", "abstract")
    assert tuple(found[0] for name in names if (found := field_of(name))) == fields
    assert field_of("label_included") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a; b, c", ["a", " b, c"]),
        ("a, b (c, d)", ["a", " b (c, d)"]),
        ("['a', 'b']", ["a", "b"]),
        ("a", ["a"]),
        ("", []),
    ],
)
def test_keywords_in_one_field_are_told_apart(text: str, expected: list[str]) -> None:
    assert keywords_of(text) == expected
