"""Marks of papers and corpora: anything that is known of a paper counts."""

from dataclasses import replace

import pytest
from conftest import PAPERS, make_paper

from rag.fingerprints import fingerprint, paper_digest


def test_the_fingerprint_depends_on_every_paper_and_on_the_order() -> None:
    a, b = make_paper(), PAPERS[1]
    assert fingerprint(PAPERS) == fingerprint(list(PAPERS))
    assert len({fingerprint(papers) for papers in ([a, b], [b, a], [a], [])}) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"id": "another"},
        {"title": "Another"},
        {"abstract": "Another one."},
        {"authors": ("Ann",)},
        {"authors": ("Ann", "Bob")},
        {"authors": ("Ann, Bob",)},
        {"year": 2024},
        {"venue": "2024"},
        {"doi": "2024"},
        {"keywords": ("2024",)},
        {"links": ()},
    ],
    ids=str,
)
def test_the_mark_of_a_paper_depends_on_all_that_is_known_of_it(change: dict[str, object]) -> None:
    changed = replace(make_paper(), **change)  # type: ignore[arg-type]
    assert paper_digest(changed) != paper_digest(make_paper())
    assert paper_digest(changed) == paper_digest(replace(make_paper(), **change))  # type: ignore[arg-type]
