"""The page of all papers: table, search, one paper, map."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPERS, HashedWords, make_assistant, make_paper
from ui_samples import Tags, text_of

from rag import Assistant, InvalidFilter, Settings
from rag.index import open_index
from ui.papers_page import corpus, find, paper


def test_every_paper_has_a_row_and_a_point(assistant: Assistant) -> None:
    page = corpus(assistant)
    assert page["table"].count("<tr data-paper") == page["map"].count('class="point ') == len(assistant.papers)
    assert Tags(page["table"]).balanced and Tags(page["map"]).balanced
    assert page["map"].count("<text") == len(page["topics"])


def test_search_finds_the_papers_with_all_words(assistant: Assistant) -> None:
    found = find(assistant, "MAMBA surv")
    texts = {paper.id: f"{paper.title} {paper.abstract}".lower() for paper in assistant.papers}
    assert found["ids"] and not found["nearest"]
    assert found["ids"] == [name for name, text in texts.items() if "mamba" in text and "surv" in text]


def test_search_without_such_a_paper_finds_the_nearest_by_meaning(assistant: Assistant) -> None:
    found = find(assistant, "heart attacks in photographs of the lungs")
    assert found["nearest"] and 0 < len(found["ids"]) <= 10
    assert find(assistant, "") == {"ids": [p.id for p in assistant.papers], "nearest": False}
    assert find(assistant, "???\0")["ids"] == []


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
        assert find(small, query, where) == {"ids": [papers[n].id for n in wanted], "nearest": False}
    assert set(find(small, "no such words", "author:bee")["ids"]) <= {papers[0].id, papers[1].id}
    html = paper(small, papers[1].id)["html"]
    assert "Ann Bee, C. Dee, MICCAI, 2023" in html and 'href="https://doi.org/10.1/x"' in html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/1/"' in paper(small, papers[0].id)["html"]
    with pytest.raises(InvalidFilter):
        find(small, "", "yaer:2020")
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
