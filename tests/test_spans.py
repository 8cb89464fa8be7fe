"""Where sentences stand: numbered over all papers, kept on disk, refused where the files do not belong together."""

from pathlib import Path

import numpy as np
import pytest

from rag.spans import Spans

OF_PAPERS = [[(0, 10), (11, 30)], [], [(2, 5), (6, 9), (9, 40)]]


def test_passages_are_numbered_over_all_papers_in_their_order() -> None:
    spans = Spans.of(OF_PAPERS)
    assert len(spans) == 5
    assert spans.firsts.tolist() == [0, 2, 2, 5]
    assert spans.owners().tolist() == [0, 0, 2, 2, 2]
    assert [spans.of_paper(number) for number in range(3)] == OF_PAPERS


def test_no_papers_and_papers_without_sentences_have_no_passages() -> None:
    for none in ([], [[], []]):
        spans = Spans.of(none)
        assert (len(spans), len(spans.owners()), len(spans.firsts)) == (0, 0, len(none) + 1)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    written = Spans.of(OF_PAPERS).save(tmp_path)
    assert sorted(written) == sorted(tmp_path.iterdir())
    loaded = Spans.load(tmp_path)
    assert [loaded.of_paper(number) for number in range(3)] == OF_PAPERS


@pytest.mark.parametrize("name", ["firsts", "starts", "ends"])
def test_files_that_do_not_belong_together_are_refused(tmp_path: Path, name: str) -> None:
    Spans.of(OF_PAPERS).save(tmp_path)
    np.save(tmp_path / f"{name}.npy", np.zeros(3, np.int64))
    with pytest.raises(ValueError, match="belong together"):
        Spans.load(tmp_path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    Spans.of(OF_PAPERS).save(tmp_path)
    (tmp_path / "ends.npy").unlink()
    with pytest.raises(OSError, match="ends"):
        Spans.load(tmp_path)
