"""Filters: their grammar, what they match, and how they are said."""

from typing import Any

import pytest

from rag import InvalidFilter, InvalidQuestion
from rag.facts import Facts
from rag.types import Paper
from rag.where import Named, Where, Years, as_where


def paper(**record: Any) -> Paper:
    return Paper("p", "A Title", "One sentence.", **record)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("year:2023", (Years(2023, 2023),)),
        ("year=2023", (Years(2023, 2023),)),
        ("year>=2023", (Years(2023, None),)),
        ("year>2022", (Years(2023, None),)),
        ("year<=2020", (Years(None, 2020),)),
        ("year<2021", (Years(None, 2020),)),
        ("year:2018..2021", (Years(2018, 2021),)),
        ("year:2018-2021", (Years(2018, 2021),)),
        ("year>=2018 year<=2021", (Years(2018, 2021),)),
        ("-year:2020", (Years(2020, 2020, True),)),
        ("Author:smith", (Named("author", ("smith",)),)),
        ("authors:smith,lee", (Named("author", ("smith", "lee")),)),
        ('author:"Geoffrey Hinton",lee', (Named("author", ("Geoffrey Hinton", "lee")),)),
        (r'keyword:"a \"b\" \\ c"', (Named("keyword", (r'a "b" \ c',)),)),
        ("venue:MICCAI  -author:lee", (Named("venue", ("MICCAI",)), Named("author", ("lee",), True))),
        ("", ()),
    ],
)
def test_a_filter_is_read_and_written_back(text: str, clauses: tuple[Any, ...]) -> None:
    where = Where.parse(text)
    assert where.clauses == clauses
    assert Where.parse(str(where)) == where
    assert bool(where) == bool(clauses)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("smith", "from character 1 on: 'smith'; write for example"),
        ("year>=2020 smith", "from character 12 on: 'smith'"),
        ("year:recent", "'recent' is no year; write year:2023"),
        ("year>=", "cannot be read from character 1"),
        ("year:2021..2018", "write year:2018..2021"),
        ("auther:smith", "there is no field 'auther'; the fields are year, author, venue, keyword"),
        ("author>smith", "author takes a colon"),
        ('author:"smith', "cannot be read from character 1"),
        ('author:""', "the author is empty"),
        ("x" * 3000, "3,000 characters; the most is 2,000"),
    ],
)
def test_a_filter_that_cannot_be_read_says_what_where_and_how(text: str, said: str) -> None:
    with pytest.raises(InvalidFilter) as caught:
        Where.parse(text)
    assert said in str(caught.value)
    assert isinstance(caught.value, InvalidQuestion)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("year>=2023", True),
        ("year<2023", False),
        ("-year:2023", False),
        ("-year:2020", True),
        ("author:hinton", True),
        ("author:hinton author:lee", True),
        ("author:hinton author:smith", False),
        ("author:smith,lee", True),
        ("-author:smith", True),
        ("-author:lee", False),
        ("venue:miccai", True),
        ("keyword:x-ray year:2023", True),
        ("keyword:ct", False),
        ("", True),
    ],
)
def test_a_paper_must_meet_every_clause(text: str, met: bool) -> None:
    known = paper(year=2023, authors=("Geoffrey Hinton", "Wei Lee"), venue="MICCAI", keywords=("X-ray",))
    assert Where.parse(text).matches(known) is met


@pytest.mark.parametrize("text", ["year<2030", "-year:2020", "author:lee", "-author:lee", "-venue:x", "-keyword:x"])
def test_a_paper_that_lacks_a_field_meets_no_clause_on_it(text: str) -> None:
    assert not Where.parse(text).matches(paper())


def test_many_papers_are_looked_up_at_once() -> None:
    papers = [paper(year=2000 + n % 25, authors=(f"Ann Author{n % 7}",)) for n in range(1000)]
    mask = Where.parse("year>=2020 author:author3").mask(Facts(papers))
    assert mask.tolist() == [n % 25 >= 20 and n % 7 == 3 for n in range(1000)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year:2023", "published in 2023"),
        ("year>=2023", "published since 2023"),
        ("year<=2020", "published in 2020 or before"),
        ("year:2018..2021", "published from 2018 to 2021"),
        ("-year:2020", "not published in 2020"),
        ("author:smith,lee venue:MICCAI", "by smith or lee and in MICCAI"),
        ("year:2023 keyword:ct -author:lee", "published in 2023, tagged “ct” and not by lee"),
        ("", ""),
    ],
)
def test_a_filter_is_said_in_words(text: str, said: str) -> None:
    assert Where.parse(text).describe() == said


def test_filters_are_joined_and_changed() -> None:
    one, two = Where.parse("year>=2018 author:lee"), Where.parse("year<=2020")
    assert str(one & two) == "year:2018..2020 author:lee"
    assert str(one.changed_by(two)) == "author:lee year<=2020"
    assert str(Where.parse("year>=2021") & two) == "year>=2021 year<=2020"
    assert not Where.parse("year>=2021 year<=2020").matches(paper(year=2020))


def test_no_filter_is_the_empty_one() -> None:
    assert as_where(None) == as_where("") == Where()
    assert as_where(Where.parse("year:2020")) == as_where("year:2020")
