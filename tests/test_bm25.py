"""BM25 and coverage over a few texts."""

from pathlib import Path

import numpy as np
import pytest

from rag.bm25 import BM25Index
from rag.words import terms

TEXTS = ["the liver on CT", "liver liver tumour", "brain MRI with a rare glioma", "the of and", ""]


@pytest.fixture
def index() -> BM25Index:
    return BM25Index.build(TEXTS)


def test_scores_stand_at_the_place_of_their_text_and_are_zero_where_no_term_is_shared(index: BM25Index) -> None:
    scores = index.scores(terms("glioma"))
    assert scores.shape == (len(TEXTS),)
    assert np.flatnonzero(scores).tolist() == [2]


def test_scores_are_those_of_lucene_s_formula(index: BM25Index) -> None:
    """By hand: idf * tf / (tf + k1 * (1 - b + b * length / mean length)), k1 1.2, b 0.75."""
    lengths = [max(len(terms(text)), 1) for text in TEXTS]
    found = np.array([terms(text).count("liver") for text in TEXTS], float)
    idf = np.log(1 + (5 - 2 + 0.5) / (2 + 0.5))
    expected = idf * found / (found + 1.2 * (0.25 + 0.75 * np.array(lengths) / np.mean(lengths)))
    assert np.allclose(index.scores(["liver"]), expected, rtol=1e-5)


def test_a_term_that_no_text_has_scores_nothing_and_weighs_most(index: BM25Index) -> None:
    assert not index.scores(["unseen"]).any()
    assert index.idf("unseen") > index.idf("glioma") > index.idf("liver")
    assert "liver" in index
    assert "unseen" not in index


def test_a_term_that_the_question_repeats_counts_as_often(index: BM25Index) -> None:
    assert np.allclose(index.scores(["liver", "liver"]), 2 * index.scores(["liver"]))


def test_words_that_no_text_has_lower_the_coverage(index: BM25Index) -> None:
    assert 0 < index.coverage(["glioma", "unseen"])[2] < index.coverage(["glioma"])[2]


def test_coverage_grows_with_each_word_and_repetition_and_stays_below_1() -> None:
    index = BM25Index.build(["liver", "liver tumour", "liver tumour " * 50, "brain"])
    one, two, many, none = index.coverage(["liver", "tumour"]).tolist()
    assert 0 == none < one < two <= many <= 1
    assert many > 0.5


def test_coverage_is_zero_for_a_question_without_terms(index: BM25Index) -> None:
    assert not index.coverage([]).any()
    assert np.isfinite(index.coverage([])).all()


def test_a_text_without_terms_keeps_its_place(index: BM25Index) -> None:
    assert index.size == len(TEXTS)


def test_a_saved_index_comes_back_as_it_was(index: BM25Index, tmp_path: Path) -> None:
    index.save(tmp_path / "bm25")
    again = BM25Index.load(tmp_path / "bm25")
    for question in ("liver tumour", "unseen glioma", ""):
        assert np.array_equal(again.coverage(terms(question)), index.coverage(terms(question)))
    assert again.size == index.size


def test_terms_of_any_script_survive_being_saved(tmp_path: Path) -> None:
    BM25Index.build(["医学图像 анализ", "liver"]).save(tmp_path)
    assert BM25Index.load(tmp_path).scores(terms("анализ"))[0] > 0


@pytest.mark.parametrize("name", ["data.csc.index.npy", "vocab.index.json", "params.index.json"])
def test_a_damaged_file_is_an_error_that_a_rebuild_can_catch(index: BM25Index, tmp_path: Path, name: str) -> None:
    index.save(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises((OSError, ValueError, KeyError)):
        BM25Index.load(tmp_path)
