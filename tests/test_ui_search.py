"""The search of the page of all papers: words as they are typed, topics, links."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import make_assistant, make_paper

from rag import Assistant
from ui.search import Search


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Assistant]:
    papers = (
        replace(make_paper("Cells and/or Tissue", "We count 3 cells. It works."), authors=("Émile Zola",), year=2021),
        replace(make_paper("X-ray of Lungs", "Self-supervised lungs. It is good."), keywords=("Chest",), year=1999),
        make_paper("Hearts", "A heart beats. The code is at https://example.org/code."),
    )
    opened = make_assistant(tmp_path, papers)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", [0, 1, 2]),
        ("CELL", [0]),  # a part of a word, in any case
        ("and/or", [0]),
        ("x-ray", [1]),
        ("supervis", [1]),
        ("lungs chest", [1]),  # from its text and from its record
        ("zola", [0]),
        ("émile", [0]),
        ("20", [0]),  # a year that is being typed
        ("heart cells", []),
        ("& heart", [2]),  # a sign is no word
        ("?", []),
    ],
)
def test_papers_hold_every_word(small: Assistant, query: str, wanted: list[int]) -> None:
    assert Search(small, 10).holding(query).nonzero()[0].tolist() == wanted


def test_papers_have_a_topic_and_links(small: Assistant) -> None:
    search = Search(small, 10)
    assert search.having("", True).tolist() == [False, False, True]
    assert search.having(search.topics[0], False).any() and not search.having("no such topic", False).any()
    assert Search(small, 2).having("", False).all()
