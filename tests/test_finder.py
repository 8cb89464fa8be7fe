"""Papers found by what they share with another, and what is kept of that when papers come and go."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, make_paper

from rag.finder import TITLE, PaperFinder, bare
from rag.types import Paper

ONE = replace(PAPERS[0], doi="10.1234/a", pmid="7")
TWO = replace(PAPERS[1], arxiv_id="2101.01234")
TWIN = replace(make_paper(ONE.title.upper(), "Another text."), doi="10.1234/a")
ALL = (ONE, TWO, TWIN)


def found(finder: PaperFinder, papers: tuple[Paper, ...] = ALL) -> dict[tuple[str, str], list[int]]:
    keys = [("DOI", "10.1234/a"), ("PMID", "7"), ("arXiv id", "2101.01234"), ("DOI", "7")]
    return {key: finder.having(key) for key in [*keys, *((TITLE, bare(paper.title)) for paper in papers)]}


def test_papers_are_found_by_each_identifier_and_by_title_however_it_is_written(tmp_path: Path) -> None:
    PaperFinder.build(ALL).save(tmp_path)
    for finder in (PaperFinder.build(ALL), PaperFinder.load(tmp_path)):
        assert found(finder) == {
            ("DOI", "10.1234/a"): [0, 2],
            ("PMID", "7"): [0],
            ("arXiv id", "2101.01234"): [1],
            ("DOI", "7"): [],
            (TITLE, bare(ONE.title)): [0, 2],
            (TITLE, bare(TWO.title)): [1],
        }


@pytest.mark.parametrize("places", [[0, 1, -1], [2, 0, 1], [-1, -1, -1], [1, -1, 2]], ids=str)
def test_after_a_change_they_are_found_as_if_all_were_read_again(places: list[int]) -> None:
    papers = {place: ALL[number] for number, place in enumerate(places) if place >= 0}
    new = {place: make_paper(f"New {place}", "New.") for place in range(4) if place not in papers}
    now = tuple(paper for _, paper in sorted({**papers, **new}.items()))
    changed = PaperFinder.build(ALL).changed(np.array(places, np.int64), new)
    assert found(changed, now) == found(PaperFinder.build(now), now)


def test_no_papers_are_not_found() -> None:
    assert PaperFinder.build([]).having((TITLE, "")) == []


def test_another_file_is_an_error(tmp_path: Path) -> None:
    np.save(tmp_path / "finder.npy", np.zeros(3))
    with pytest.raises(ValueError, match="finder"):
        PaperFinder.load(tmp_path)
