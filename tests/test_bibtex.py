"""Papers as BibTeX."""

import re
from typing import Any

import pytest
from ui_samples import make_paper

from rag.bibtex import bibtex


def test_only_what_is_known_is_written() -> None:
    known = "@misc{tiny,\n  title = {{Tiny}},\n  abstract = {It works.},\n}\n"
    assert bibtex([make_paper(title="Tiny", abstract="It works.", links=())]) == known


def test_a_whole_entry() -> None:
    paper = make_paper(
        title="Tiny",
        authors=("A. Bee", "C. Dee"),
        year=2024,
        venue="Eff & Gee",
        doi="10.1/x_y",
        url="https://arxiv.org/abs/2401.00001v2",
        pmid="123",
        keywords=("X-ray", "CT"),
        abstract="It works.",
    )
    assert bibtex([paper]).splitlines() == [
        "@article{bee2024tiny,",
        "  title = {{Tiny}},",
        "  author = {A. Bee and C. Dee},",
        "  year = {2024},",
        r"  journal = {Eff \& Gee},",
        "  doi = {10.1/x_y},",
        "  pmid = {123},",
        "  eprint = {2401.00001},",
        "  archiveprefix = {arXiv},",
        "  keywords = {X-ray, CT},",
        "  url = {https://arxiv.org/abs/2401.00001v2},",
        "  abstract = {It works.},",
        "}",
    ]


def test_nothing_in_a_title_ends_its_field_or_is_a_command() -> None:
    entry = bibtex([make_paper(title="50% of {x}} \\input{y} $z_1$ #1\n~^", url="https://e.org/}x")])
    assert r"50\% of \{x\}\} \textbackslash{}input\{y\} \$z\_1\$ \#1 \textasciitilde{}\textasciicircum{}" in entry
    assert "https://e.org/%7Dx" in entry


def test_a_paper_given_twice_is_written_once() -> None:
    assert bibtex([make_paper(), make_paper()]).count("@misc") == 1


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("Nature Medicine", "article", "journal"),
        ("MICCAI 2023", "inproceedings", "booktitle"),
        ("Proceedings of the IEEE Conference on Computer Vision", "inproceedings", "booktitle"),
        ("arXiv preprint", "misc", "howpublished"),
    ],
)
def test_the_type_follows_the_venue(venue: str, kind: str, field: str) -> None:
    entry = bibtex([make_paper(venue=venue)])
    assert entry.startswith(f"@{kind}{{tiny,") and f"  {field} = {{{venue}}}," in entry


def test_a_preprint_has_its_eprint_and_address() -> None:
    entry = bibtex([make_paper(arxiv_id="2401.00001")])
    assert "eprint = {2401.00001}" in entry and "archiveprefix = {arXiv}" in entry
    assert "url = {https://arxiv.org/abs/2401.00001}" in entry


def test_keys_are_made_of_author_year_and_title_and_are_unique() -> None:
    papers = [make_paper(id=f"p{n}", title=f"The Art of it, {n}", authors=("Bee, Ann",), year=2024) for n in range(30)]
    keys = re.findall(r"@misc\{(.*),", bibtex(papers))
    assert keys[:3] == ["bee2024art", "bee2024artb", "bee2024artc"]
    assert len(set(keys)) == 30


@pytest.mark.parametrize("record", [{"authors": ("李 华",), "year": 2024}, {"authors": ("A. Bee",)}, {"year": 2024}])
def test_a_key_is_the_id_where_author_or_year_are_not_known_in_plain_letters(record: dict[str, Any]) -> None:
    assert bibtex([make_paper(**record)]).startswith("@misc{tiny,")


def test_an_author_that_is_a_group_stays_whole() -> None:
    assert "author = {{Health and Care Group} and A. Bee}" in bibtex(
        [make_paper(authors=("Health and Care Group", "A. Bee"))]
    )
