"""Readable ids from titles, each paper's own, and the web addresses in a text."""

from dataclasses import replace

import pytest
from conftest import PAPERS

from rag.ids import find_links, paper_id, with_unique_ids


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.org/code.", ("https://a.org/code",)),
        ("(https://a.org/code).", ("https://a.org/code",)),
        ("https://a.org/wiki/X_(y), and more", ("https://a.org/wiki/X_(y)",)),
        ("[https://a.org/code]", ("https://a.org/code",)),
        ("**https://a.org/code**!", ("https://a.org/code",)),
        ("<https://a.org/~x?q=1&r=2#part>", ("https://a.org/~x?q=1&r=2#part",)),
        ("https://a.org https://b.org/ https://a.org", ("https://a.org", "https://b.org/")),
        ("{https://a.org/code}", ("https://a.org/code",)),
        ("no address: a.org", ()),
    ],
)
def test_a_link_ends_before_the_punctuation_of_its_sentence(text: str, links: tuple[str, ...]) -> None:
    assert find_links(text) == links


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("VoCo: A Simple-yet-Effective Framework", "voco"),
        ("Towards Generalist Biomedical AI", "generalist-biomedical-ai"),
        ("A Title: That Is Long After Its Colon, and Short Before", "a-title"),
        ("The Long Part Before: The Colon", "long-part-before-colon"),
        ("Müller's Naïve Bayes -- A Study", "mullers-naive-bayes"),
        ("GPT-4V's Use", "gpt-4vs-use"),
    ],
)
def test_an_id_is_the_short_name_or_the_first_telling_words(title: str, expected: str) -> None:
    assert paper_id(title) == expected


def test_a_title_without_latin_letters_gets_a_stable_id_of_its_own() -> None:
    assert paper_id("医学图像") == paper_id("医学图像") != paper_id("图像")
    assert paper_id("医学图像").startswith("paper-")


def test_an_id_holds_no_more_than_letters_digits_and_hyphens_whatever_the_title() -> None:
    for title in ("", " : ", "α-β", "A/B\\C: d", "<b>Bold</b>", "../../etc/passwd", "a" * 500, "🧠"):
        assert set(paper_id(title)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"), title
        assert paper_id(title)


def test_papers_that_share_an_id_each_get_a_mark_that_their_order_does_not_change() -> None:
    same = (PAPERS[0], replace(PAPERS[1], id=PAPERS[0].id), PAPERS[2])
    marked = with_unique_ids(same)
    assert len({paper.id for paper in marked}) == 3
    assert marked[2] == PAPERS[2]
    assert all(paper.id.startswith(f"{PAPERS[0].id}-") for paper in marked[:2])
    assert set(with_unique_ids(same[::-1])) == set(marked)


def test_an_id_that_is_taken_is_not_given_again() -> None:
    (marked,) = with_unique_ids(PAPERS[:1], frozenset({PAPERS[0].id}))
    assert marked.id != PAPERS[0].id
    (again,) = with_unique_ids(PAPERS[:1], frozenset({PAPERS[0].id, marked.id}))
    assert len({PAPERS[0].id, marked.id, again.id}) == 3


def test_papers_with_the_same_words_are_still_told_apart() -> None:
    assert len({paper.id for paper in with_unique_ids([PAPERS[0]] * 3)}) == 3
