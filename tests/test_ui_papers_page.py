"""The page of all papers: table, search, one paper, map."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPERS, HashedWords, make_assistant, make_paper
from ui_samples import Tags, text_of

from rag import Assistant, InvalidFilter, Settings
from rag.index import open_index
from ui.papers_page import chosen, corpus, find, paper


def test_every_paper_has_a_row_and_a_point(assistant: Assistant) -> None:
    page = corpus(assistant)
    assert page["table"].count("<tr data-paper") == page["map"].count('class="point ') == len(assistant.papers)
    assert Tags(page["table"]).balanced and Tags(page["map"]).balanced
    assert page["map"].count("<text") == len(page["topics"])


def test_search_finds_the_papers_with_all_words(assistant: Assistant) -> None:
    found = find(assistant, {"query": "MAMBA surv"})
    texts = {paper.id: f"{paper.title} {paper.abstract}".lower() for paper in assistant.papers}
    assert found["ids"] and not found["nearest"]
    assert found["ids"] == [name for name, text in texts.items() if "mamba" in text and "surv" in text]


def test_search_without_such_a_paper_finds_the_nearest_by_meaning(assistant: Assistant) -> None:
    found = find(assistant, {"query": "heart attacks in photographs of the lungs"})
    assert found["nearest"] and 0 < len(found["ids"]) <= 10
    assert find(assistant, {}) == {"ids": [p.id for p in assistant.papers], "nearest": False}
    assert find(assistant, {"query": "???\0"})["ids"] == []


def test_a_paper_is_shown_whole_with_those_like_it(assistant: Assistant) -> None:
    shown = assistant.papers[0]
    html = paper(assistant, shown.id)["html"]
    assert Tags(html).balanced and shown.title in text_of(html) and shown.abstract[:200] in text_of(html)
    assert html.count('data-do="read"') == 5
    assert paper(assistant, "<gone>") == {"html": "", "title": ""}


def test_papers_are_filtered_by_what_their_records_hold(tmp_path: Path) -> None:
    records: tuple[dict[str, Any], ...] = (
        {"year": 2020, "authors": ("Ann Bee",), "pmid": "1"},
        {"year": 2023, "authors": ("Ann Bee", "C. Dee"), "venue": "MICCAI", "doi": "10.1/x"},
        {"venue": "MICCAI", "keywords": ("X-ray",)},
    )
    papers = tuple(replace(paper, **known) for paper, known in zip(PAPERS, records, strict=True))
    small = make_assistant(tmp_path, papers)
    page = corpus(small)
    assert (page["years"], page["author"], page["venue"]) == ([2020, 2023], ["Ann Bee", "C. Dee"], ["MICCAI"])
    for query, where, wanted in (
        ("", "author:bee", [0, 1]),
        ("", "venue:miccai year>=2021", [1]),
        ("dice", "author:bee", [0, 1]),
        ("x-ray", "", [2]),
        ("", "author:nobody", []),
        ("bee", "year:2020", [0]),
    ):
        assert find(small, {"query": query, "where": where}) == {
            "ids": [papers[n].id for n in wanted],
            "nearest": False,
        }
    assert set(find(small, {"query": "no such words", "where": "author:bee"})["ids"]) <= {papers[0].id, papers[1].id}
    html = paper(small, papers[1].id)["html"]
    assert "Ann Bee, C. Dee, MICCAI, 2023" in html and 'href="https://doi.org/10.1/x"' in html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/1/"' in paper(small, papers[0].id)["html"]
    with pytest.raises(InvalidFilter):
        find(small, {"where": "yaer:2020"})
    small.close()


def test_without_records_there_is_nothing_to_filter_by(assistant: Assistant) -> None:
    page = corpus(assistant)
    assert not any(page[name] for name in ("years", "author", "venue", "keyword"))


def test_nothing_that_a_paper_holds_is_markup(tmp_path: Path) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    papers = tuple(make_paper(f"Liver{n} {hostile}", f"We {hostile} segment {n} livers. It works.") for n in range(4))
    small = Assistant(open_index(Settings(home=tmp_path), HashedWords(), papers=papers), Settings(home=tmp_path))
    page = corpus(small)
    for html in (page["table"], page["map"], paper(small, papers[0].id)["html"]):
        tags = Tags(html)
        assert tags.balanced and not {"img", "script"} & set(tags.tags)
    small.close()


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """Thirty papers, of which ten are drawn and four get a row."""
    monkeypatch.setattr("ui.papers_page.WHOLE", 20)
    monkeypatch.setattr("ui.papers_page.ROWS", 4)
    monkeypatch.setattr("ui.search.MAPPED", 10)
    opened = make_assistant(
        tmp_path,
        tuple(
            replace(
                make_paper(f"Net{n}: {'Livers' if n % 3 else 'Brains'} on CT", f"We segment {n} scans. It works well."),
                year=2000 + n,
                authors=(f"Ann Bee{n}",),
                doi="10.1/x" if n < 6 else None,
            )
            for n in range(30)
        ),
    )
    yield opened
    opened.close()


def test_of_a_large_corpus_the_first_rows_and_a_sample_on_the_map_are_sent(large: Assistant) -> None:
    page = corpus(large)
    assert not page["whole"] and page["papers"] == 30
    assert page["table"].count("<tr data-paper") == 4
    assert page["map"].count('class="point ') == 10 and "sample of 10 of the 30 papers" in page["map"]
    assert Tags(page["map"]).balanced


def test_a_search_of_a_large_corpus_gives_the_best_rows_and_counts_all(large: Assistant) -> None:
    found = find(large, {"query": "brain", "where": "year>=2006"})
    assert found["total"] == 8 and found["table"].count("<tr data-paper") == 4 and not found["nearest"]
    brains = {paper.id for paper in large.papers if "Brains" in paper.title and (paper.year or 0) >= 2006}
    assert set(found["mapped"]) <= brains and found["mapped"]
    assert find(large, {"query": "bee17"})["total"] == 1
    assert find(large, {"linked": True})["total"] == 6
    nearest = find(large, {"query": "segments nothing alike", "where": "year:2020"})
    assert nearest["nearest"] and nearest["total"] == 1


def test_every_paper_of_a_large_corpus_has_one_topic(large: Assistant) -> None:
    labels = set(corpus(large)["topics"])
    assert sum(find(large, {"topic": label})["total"] for label in labels) == 30


def test_papers_found_in_a_large_corpus_are_chosen_by_what_found_them(large: Assistant) -> None:
    where, ids = chosen(large, {"query": "brains", "where": "year>=2006"})
    assert str(where) == "year>=2006" and set(ids) == {p.id for p in large.papers if "Brains" in p.title}
    assert chosen(large, {"where": "year>=2006", "query": 3})[1] == []
