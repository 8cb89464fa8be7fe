"""What is read from all papers once."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, make_paper

from rag.corpus import read_corpus
from rag.derived import Derived, Quotes, bare
from rag.passages import split_sentences
from rag.types import Paper

NEW = make_paper(
    "HipNet: Hips on X-ray", "We present HipNet for hips on magnetic resonance imaging (MRI). It is quick."
)
QUESTION = "Does HipNet or LiverNet or SwinSeg segmnt the liver on scans of MedMamba?"


def said(derived: Derived, papers: Sequence[Paper]) -> tuple[object, ...]:
    """What it says of a question, as values that can be compared."""
    return (
        derived.speller.correct(QUESTION),
        [(mention.name, mention.papers) for mention in derived.names.mentions(QUESTION)],
        [derived.names.of(number) for number in range(len(papers))],
        derived.lexicon.holding("liver").tolist(),
        [derived.quotes.with_title(paper.title) for paper in papers],
        [derived.quotes.with_sentence(bare(paper.abstract[s:e])) for paper in papers for s, e in _spans(paper)],
    )


def _spans(paper: Paper) -> list[tuple[int, int]]:
    return split_sentences(paper.abstract)


@pytest.fixture(scope="module")
def derived() -> Derived:
    return Derived.build(PAPERS)


def test_what_is_saved_is_read_again(derived: Derived, tmp_path: Path) -> None:
    derived.save(tmp_path / "derived")
    assert said(Derived.load(tmp_path / "derived"), PAPERS) == said(derived, PAPERS)


@pytest.mark.parametrize(
    "kept",
    [[0, 1, 2, None], [None, 0, 1, 2], [2, None, 0], [2, 0], [1], [None], [0, 1, 2], [0, 0, 1]],
    ids=str,
)
def test_an_update_says_what_reading_all_papers_again_would(
    derived: Derived, tmp_path: Path, kept: list[int | None]
) -> None:
    derived.save(tmp_path)
    papers = [NEW if number is None else PAPERS[number] for number in kept]
    updated = Derived.update(tmp_path, PAPERS, papers, kept)
    assert said(updated, papers) == said(Derived.build(papers), papers)


def test_an_update_can_be_updated_again(derived: Derived, tmp_path: Path) -> None:
    derived.save(tmp_path / "one")
    more = (*PAPERS, NEW)
    Derived.update(tmp_path / "one", PAPERS, more, [0, 1, 2, None]).save(tmp_path / "two")
    assert said(Derived.update(tmp_path / "two", more, PAPERS, [0, 1, 2]), PAPERS) == said(derived, PAPERS)


def test_an_update_of_the_shipped_papers_says_what_reading_them_again_would(tmp_path: Path) -> None:
    papers = read_corpus()
    Derived.build(papers[:60]).save(tmp_path)
    updated = Derived.update(tmp_path, papers[:60], papers[10:], [*range(10, 60), *[None] * (len(papers) - 60)])
    assert said(updated, papers[10:]) == said(Derived.build(papers[10:]), papers[10:])


@pytest.mark.parametrize("name", ["names.json", "quotes.npz", "vocabulary.json", "words_ids.npy"])
def test_damaged_files_are_an_error_and_no_wrong_answer(derived: Derived, tmp_path: Path, name: str) -> None:
    derived.save(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises((OSError, ValueError, KeyError, TypeError)):
        Derived.load(tmp_path)


def test_a_sentence_and_a_title_are_found_in_the_first_paper_that_has_them(tmp_path: Path) -> None:
    twice = [*PAPERS, PAPERS[0]]
    Quotes.build(twice).save(tmp_path)
    quotes = Quotes.load(tmp_path)
    for number, paper in enumerate(PAPERS):
        assert quotes.with_title(paper.title) == number
        for start, end in split_sentences(paper.abstract):
            assert quotes.with_sentence(bare(paper.abstract[start:end])) == number
    assert quotes.with_sentence("We say nothing") is None
    assert quotes.with_title("We say nothing") is None


def test_quotes_of_no_papers_find_nothing() -> None:
    empty = Quotes.build([])
    assert empty.with_sentence("") is None
    assert empty.some(np.array([], np.int64)).with_title("x") is None
