"""Records of one paper made one: what agrees, what speaks against it, and what is kept."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PAPERS, make_paper

from rag import Paper
from rag.finder import PaperFinder, bare, identifiers
from rag.readers import merge, read_files
from rag.readers.merging import Merger, merge_into

ABSTRACT = "We segment the liver on CT scans of 1,200 patients and reach a Dice of 0.94 without any labels at all."
BASE = Paper("liver", "Liver Segmentation on CT", ABSTRACT)
OTHER = "This editorial talks about hospitals, money and politics, and says nothing at all on images or organs today."


@pytest.mark.parametrize(
    ("values", "by"),
    [({"doi": "10.1234/a"}, "DOI"), ({"pmid": "123"}, "PMID"), ({"arxiv_id": "2101.01234"}, "arXiv id")],
)
def test_papers_with_one_identifier_are_one_whatever_their_titles(values: dict[str, str], by: str) -> None:
    one, two = replace(BASE, **values), Paper("x", "Segmenting Livers", ABSTRACT[:60], **values)
    papers, merged = merge([one], [two])
    assert papers == (one,)
    assert [(each.by, each.dropped) for each in merged] == [(by, "Segmenting Livers (id x)")]


def test_chapters_that_carry_the_doi_of_their_volume_stay_apart() -> None:
    one, two = replace(BASE, doi="10.1234/book"), Paper("x", "Money and Politics", OTHER, doi="10.1234/book")
    assert merge([], [one, two]) == ((one, two), ())


@pytest.mark.parametrize(
    "title", ["LIVER SEGMENTATION ON CT", "Liver segmentation, on CT.", "Liver-segmentation on  CT"]
)
def test_a_title_spelled_otherwise_is_the_same(title: str) -> None:
    papers, merged = merge([BASE], [Paper("x", title, ABSTRACT[:-20])])
    assert papers == (BASE,)
    assert [each.by for each in merged] == ["title"]


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, abstract=OTHER),
        replace(BASE, pmid="2"),
        replace(BASE, abstract=BASE.title, doi="10.1/b"),
        replace(BASE, abstract=BASE.title, year=2010),
        replace(BASE, abstract=BASE.title, authors=("Jo Roe",)),
    ],
    ids=["abstract", "PMID", "DOI, no abstract", "year, no abstract", "authors, no abstract"],
)
def test_papers_of_one_title_that_differ_otherwise_stay_two(other: Paper) -> None:
    one = replace(BASE, pmid="1", doi="10.1/a", year=2020, authors=("Ada Lovelace",))
    papers, merged = merge([one], [replace(other, id="x")])
    assert len(papers) == 2
    assert merged == ()


def test_the_fuller_is_kept_and_what_it_lacks_is_filled_in_under_the_old_id() -> None:
    short = replace(BASE, abstract=BASE.title, doi="10.1/a", url="https://a.b", keywords=("liver",))
    full = replace(BASE, id="new", doi="10.1/a", year=2020, authors=("Ada Lovelace",))
    (kept,), merged = merge([short], [full])
    assert kept == replace(full, id="liver", url="https://a.b", keywords=("liver",))
    assert (merged[0].kept, merged[0].dropped) == (
        "Liver Segmentation on CT (id new)",
        "Liver Segmentation on CT (id liver)",
    )


def test_a_record_that_joins_two_makes_all_three_one() -> None:
    by_doi, by_pmid = Paper("a", "One", ABSTRACT, doi="10.1/a"), Paper("b", "Two", OTHER, pmid="7")
    joint = Paper("c", "Three", "Short.", doi="10.1/a", pmid="7")
    papers, merged = merge([], [by_doi, by_pmid, joint])
    assert len(papers) == 1
    assert (papers[0].doi, papers[0].pmid, papers[0].abstract) == ("10.1/a", "7", OTHER)
    assert len(merged) == 2


def test_ids_of_old_papers_stay_and_a_new_one_gets_its_own() -> None:
    new = replace(BASE, abstract=OTHER)
    papers, _ = merge([BASE, *PAPERS], [new])
    assert papers[:4] == (BASE, *PAPERS)
    assert papers[4].id.startswith("liver-")
    assert replace(papers[4], id="liver") == new


def test_merging_again_changes_nothing() -> None:
    once, _ = merge(PAPERS, [BASE])
    again, merged = merge(once, [BASE, *PAPERS])
    assert again == once
    assert len(merged) == 4


@pytest.mark.parametrize("seed", range(5))
def test_a_file_in_another_order_gives_the_same_papers_under_the_same_ids(tmp_path: Path, seed: int) -> None:
    records = [{"title": f"Study {n % 40}: Part", "abstract": f"{n} " * 30 + OTHER[n % 7 :]} for n in range(200)]
    plain, shuffled = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    plain.write_text("\n".join(map(json.dumps, records)), "utf-8")
    shuffled.write_text("\n".join(map(json.dumps, random.Random(seed).sample(records, 200))), "utf-8")
    once = read_files([plain]).papers
    assert len({paper.id for paper in once}) == len(once)
    twice = read_files([shuffled]).papers
    assert len(twice) == len(once)


def test_the_same_file_twice_gives_each_paper_once(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps({"title": "A Title", "abstract": ABSTRACT}), "utf-8")
    imported = read_files([tmp_path])
    (merged,) = imported.merged
    assert len(imported.papers) == 1
    assert merged.by == "title"
    assert str(tmp_path / "b.jsonl") in merged.dropped


def test_two_papers_that_make_one_id_are_told_apart() -> None:
    one, two = make_paper("SameName: A Study", ABSTRACT), make_paper("SameName: A Study", OTHER)
    papers, _ = merge([], [one, two])
    assert len({paper.id for paper in papers}) == 2


class ReadOnlyWhenFound(Sequence[Paper]):
    """Papers that note which of them were read."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self.read: set[int] = set()

    def __len__(self) -> int:
        return len(self._papers)

    def __getitem__(self, number: int) -> Paper:  # type: ignore[override]
        self.read.add(number)
        return self._papers[number]


def all_read(old: Sequence[Paper], new: Sequence[Paper]) -> Merger:
    """New papers merged into old ones that are all at hand, none of which is made one with another at first."""
    merger = Merger()
    for number, paper in enumerate(old):
        merger._register(identifiers(paper), bare(paper.title), number)
        merger._new.append(paper)
        merger._read_at.append(None)
    for paper in new:
        merger.add(paper)
    return merger


@pytest.mark.parametrize("seed", range(8))
def test_old_papers_that_no_new_one_is_like_are_not_read_and_the_outcome_is_that_of_reading_all(seed: int) -> None:
    draw = random.Random(seed)

    def some(count: int, name: str) -> list[Paper]:
        return [
            Paper(
                f"{name}{n}",
                f"Study {draw.randrange(30)}",
                draw.choice([ABSTRACT, OTHER, "Short."]) + name,
                doi=draw.choice([None, f"10.1/{draw.randrange(20)}"]),
                pmid=draw.choice([None, str(draw.randrange(20))]),
            )
            for n in range(count)
        ]

    old, new = some(40, "old"), some(12, "new")
    in_turn = all_read(old, new)
    papers = ReadOnlyWhenFound(old)
    merging = merge_into(papers, PaperFinder.build(old), [paper.id for paper in old], new)
    now = [merging.changed.get(number, paper) for number, paper in enumerate(old)]
    assert [*filter(None, now), *merging.added] == in_turn.added
    assert merging.merged == tuple(in_turn.merged)
    shared = {key for paper in (*new, *in_turn.added) for key in (*identifiers(paper), bare(paper.title))}
    assert all(shared & {*identifiers(old[number]), bare(old[number].title)} for number in papers.read)


def test_a_new_paper_like_no_other_reads_none() -> None:
    papers = ReadOnlyWhenFound(PAPERS)
    merging = merge_into(papers, PaperFinder.build(PAPERS), [paper.id for paper in PAPERS], [BASE])
    assert (merging.changed, merging.added, papers.read) == ({}, (BASE,), set())
