"""How papers are referred to, everywhere alike."""

from typing import Any

import pytest
from ui_samples import make_answer, make_paper

from rag.reference import about_line, addresses, reference
from ui.export import to_markdown
from ui.openai_api import sources
from ui.turns import Turn

WHOLE: dict[str, Any] = {
    "title": "Tiny",
    "authors": ("A. Bee", "C. Dee", "E. Eff", "G. Gee"),
    "venue": "MICCAI",
    "year": 2024,
    "doi": "10.1/x<y>#1",
    "pmid": "123",
    "arxiv_id": "hep-th/9901001",
    "url": "https://example.org/tiny/",
}


def test_a_reference_names_what_is_known() -> None:
    assert reference(make_paper(title="Tiny")) == "Tiny"
    assert reference(make_paper(title="Tiny", year=2024)) == "Tiny (2024)"
    assert reference(make_paper(**WHOLE)) == "Tiny (A. Bee et al., MICCAI, 2024) https://doi.org/10.1/x%3Cy%3E%231"


def test_up_to_three_authors_are_named() -> None:
    assert about_line(make_paper(authors=("A. Bee", "C. Dee", "E. Eff"))) == "A. Bee, C. Dee, E. Eff"
    assert about_line(make_paper()) == ""


def test_every_address_of_a_record_is_there_once() -> None:
    assert addresses(make_paper(**WHOLE)) == {
        "doi:10.1/x<y>#1": "https://doi.org/10.1/x%3Cy%3E%231",
        "PMID 123": "https://pubmed.ncbi.nlm.nih.gov/123/",
        "arXiv:hep-th/9901001": "https://arxiv.org/abs/hep-th/9901001",
        "example.org/tiny": "https://example.org/tiny/",
    }
    assert list(addresses(make_paper(doi="10.1/x", url="https://doi.org/10.1/x"))) == ["doi:10.1/x"]


def test_text_export_and_sources_refer_alike() -> None:
    answer = make_answer("It works [1].", paper=make_paper(**WHOLE))
    line = f"[1] {reference(make_paper(**WHOLE))}"
    for text in (str(answer), to_markdown([Turn("What is Tiny?", answer)], "Talk"), sources(answer)):
        assert line in text.splitlines()


@pytest.mark.parametrize("title", ["A\nTitle", "  A   Title "])
def test_a_reference_is_one_line(title: str) -> None:
    assert reference(make_paper(title=title)) == "A Title"
