"""Papers after an edit: what a list of them would hold, without reading those left alone."""

from collections.abc import Mapping

import numpy as np
import pytest
from conftest import PAPERS, make_paper

from rag.edited_papers import EditedPapers
from rag.paper_file import digests_of, ids_of
from rag.types import Paper

NEW, OTHER = make_paper("New", "New text."), make_paper("Other", "Other text.")


@pytest.mark.parametrize(
    ("changed", "added", "expected"),
    [
        ({}, (), PAPERS),
        ({}, (NEW, OTHER), (*PAPERS, NEW, OTHER)),
        ({1: None}, (NEW,), (PAPERS[0], *PAPERS[2:], NEW)),
        ({0: None, 2: OTHER}, (NEW,), (PAPERS[1], OTHER, *PAPERS[3:], NEW)),
        (dict.fromkeys(range(len(PAPERS))), (), ()),
        (dict.fromkeys(range(len(PAPERS))), (NEW,), (NEW,)),
    ],
    ids=str,
)
def test_an_edit_gives_the_papers_ids_and_marks_of_the_new_list(
    changed: Mapping[int, Paper | None], added: tuple[Paper, ...], expected: tuple[Paper, ...]
) -> None:
    papers = EditedPapers(PAPERS, changed, added)
    assert tuple(papers) == expected
    assert papers[:2] == expected[:2]
    assert papers.ids == ids_of(expected)
    assert np.array_equal(papers.digests, digests_of(expected))
    assert all(papers[place] == paper for place, paper in papers.given.items())
    if expected:
        assert papers[-1] == expected[-1]
    with pytest.raises(IndexError):
        papers[len(expected)]


def test_papers_can_be_added_to_none() -> None:
    papers = EditedPapers((), {}, (NEW,))
    assert (tuple(papers), papers.ids) == ((NEW,), [NEW.id])
    assert np.array_equal(papers.digests, digests_of([NEW]))
