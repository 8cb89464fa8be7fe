"""The page of all papers: table, search, one paper, map."""

from pathlib import Path

from conftest import HashedWords, make_paper
from ui_samples import Tags, text_of

from rag import Assistant, Settings
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


def test_nothing_that_a_paper_holds_is_markup(tmp_path: Path) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    papers = tuple(make_paper(f"Liver{n} {hostile}", f"We {hostile} segment {n} livers. It works.") for n in range(4))
    small = Assistant(open_index(Settings(home=tmp_path), HashedWords(), papers=papers), Settings(home=tmp_path))
    page = corpus(small)
    for html in (page["table"], page["map"], paper(small, papers[0].id)["html"]):
        tags = Tags(html)
        assert tags.balanced and not {"img", "script"} & set(tags.tags)
    small.close()
