"""Papers on disk: each read by its place, lines taken over, and found again whatever became of their index."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, make_paper

from rag import IndexingError, Paper, paper_file
from rag.fingerprints import fingerprint
from rag.paper_file import (
    PaperFile,
    digests_of,
    fingerprint_of,
    ids_of,
    known_papers,
    paper_line,
    paper_of,
    write_papers,
)

ODD = replace(
    make_paper("Odd: “A” Paper", "It has a line separator\u2028and more\x85in it, a \\n that is none, and 🧠."),
    authors=("Ann", "Bob"),
    year=2024,
    venue="Nature",
    doi="10.1/x",
    keywords=("CT",),
)
ALL = (*PAPERS, ODD)


def write(folder: Path, papers: tuple[Paper, ...] = ALL, before: PaperFile | None = None) -> PaperFile:
    folder.mkdir(parents=True)
    written = write_papers(folder, papers, digests_of(papers), before)
    assert sorted(written) == sorted(folder.iterdir())
    return PaperFile(folder)


# --- written and read ----------------------------------------------------------------------------


def test_papers_come_back_as_they_were_each_by_its_place(tmp_path: Path) -> None:
    papers = write(tmp_path / "a")
    assert papers == ALL
    assert tuple(papers) == ALL
    assert [papers[place] for place in (3, 0, -1)] == [ODD, ALL[0], ODD]
    assert papers[1:3] == ALL[1:3]
    assert (len(papers), papers.ids, ids_of(papers)) == (4, ids_of(ALL), [paper.id for paper in ALL])
    for place in (4, -5):
        with pytest.raises(IndexError, match=str(place)):
            papers[place]


def test_papers_differ_from_others_and_from_what_is_none(tmp_path: Path) -> None:
    papers = write(tmp_path / "a")
    assert papers != ALL[:3]
    assert papers != ALL[::-1]
    assert papers != 4


def test_threads_read_the_same_papers(tmp_path: Path) -> None:
    papers = write(tmp_path / "a")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(papers.__getitem__, [0, 1, 2, 3] * 50)) == [*ALL] * 50


def test_no_papers_are_an_empty_file(tmp_path: Path) -> None:
    assert list(write(tmp_path / "a", ())) == []


def test_of_more_papers_than_are_kept_in_memory_all_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_file, "_KEPT", 2)
    papers = write(tmp_path / "a")
    assert tuple(papers) == ALL
    assert [papers[place] for place in (0, 1, 2, 3, 0)] == [*ALL, ALL[0]]


def test_lines_of_papers_that_have_not_changed_are_taken_over(tmp_path: Path) -> None:
    before = write(tmp_path / "a")
    changed = (ODD, replace(ALL[0], year=1999), ALL[1])
    after = write(tmp_path / "b", changed, before)
    assert after == changed
    assert after.lines(0, 1) == before.lines(3, 4)
    assert after.lines(1, 2) == paper_line(changed[1]) != before.lines(0, 1)


def test_the_marks_are_those_of_all_that_is_known_and_of_the_text_alone(tmp_path: Path) -> None:
    digests = write(tmp_path / "a").digests
    assert np.array_equal(digests, digests_of(ALL))
    dated = digests_of((replace(ALL[0], year=1999), *ALL[1:]))
    assert not np.array_equal(dated[0, 0], digests[0, 0])
    assert np.array_equal(dated[:, 1], digests[:, 1])
    assert fingerprint_of(digests) == fingerprint(ALL) != fingerprint_of(dated)


def test_a_line_of_an_older_version_lacks_fields_and_one_of_another_thing_is_refused() -> None:
    assert paper_of({"id": "a", "title": "T", "abstract": "A."}) == Paper("a", "T", "A.")
    assert paper_of(json.loads(paper_line(ODD))) == ODD
    with pytest.raises(TypeError, match="colour"):
        paper_of({"id": "a", "title": "T", "abstract": "A.", "colour": "red"})


@pytest.mark.parametrize("name", ["papers.jsonl", "offsets.npy", "ids.json"])
def test_files_that_do_not_belong_together_are_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b", ALL[:2])
    (tmp_path / "a" / name).write_bytes((tmp_path / "b" / name).read_bytes())
    with pytest.raises(ValueError, match="bytes instead of"):
        PaperFile(tmp_path / "a")


# --- the papers of a corpus folder ---------------------------------------------------------------


def generation(
    folder: Path, name: str, papers: tuple[Paper, ...], source: object = ("a b.bib",), current: bool = False
) -> Path:
    write(folder / name, papers)
    values = {"source": source, "created": name}
    (folder / name / "manifest.json").write_text(json.dumps(values), "utf-8")
    if current:
        (folder / "current").write_text(name, "utf-8")
    return folder / name


def test_without_an_index_the_papers_are_the_shipped_ones(tmp_path: Path) -> None:
    papers, source = known_papers(tmp_path)
    assert (len(papers), source) == (92, "shipped")


def test_the_papers_are_those_indexed_last_with_their_source(tmp_path: Path) -> None:
    generation(tmp_path, "1", ALL[:1])
    generation(tmp_path, "2", ALL, current=True)
    papers, source = known_papers(tmp_path)
    assert (tuple(papers), source) == (ALL, ["a b.bib"])


def test_an_index_of_the_shipped_papers_gives_those_of_this_version(tmp_path: Path) -> None:
    generation(tmp_path, "1", ALL[:1], source="shipped", current=True)
    papers, source = known_papers(tmp_path)
    assert (len(papers), source) == (92, "shipped")


def test_papers_of_the_first_format_are_read_line_by_line(tmp_path: Path) -> None:
    old = generation(tmp_path, "1", ALL, current=True)
    for name in ("offsets.npy", "ids.json", "digests.npy"):
        (old / name).unlink()
    (old / "papers.jsonl").write_text(
        "".join(json.dumps(asdict(paper), ensure_ascii=False) + "\n" for paper in ALL), "utf-8"
    )
    assert tuple(known_papers(tmp_path)[0]) == ALL


def test_where_the_papers_kept_last_are_damaged_those_before_stand_in_and_it_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    generation(tmp_path, "1", ALL[:1])
    last = generation(tmp_path, "2", ALL, current=True)
    (last / "papers.jsonl").write_bytes(b"{")
    assert tuple(known_papers(tmp_path)[0]) == ALL[:1]
    assert str(last) in caplog.text


@pytest.mark.parametrize(("corpus", "named"), [("default", ""), ("lab", "--corpus lab ")])
def test_where_none_can_be_read_the_error_says_which_files_to_index_again(
    tmp_path: Path, corpus: str, named: str
) -> None:
    folder = tmp_path / corpus
    (generation(folder, "1", ALL, current=True) / "papers.jsonl").write_bytes(b"{")
    with pytest.raises(IndexingError, match="cannot be read") as caught:
        known_papers(folder)
    assert f"python -m rag index {named}'a b.bib'" in str(caught.value)
