"""Evidence as cards: quotes marked in their whole abstracts, and links that are safe."""

import re
from html import unescape

from ui_samples import ABSTRACT, LINK, QUOTE, Tags, make_answer, make_paper, text_of

from ui.cards import abstract_html, evidence_html


def marks(html: str) -> list[str]:
    return [unescape(mark) for mark in re.findall("<mark[^>]*>(.*?)</mark>", html)]


def own_links(html: str) -> list[str | None]:
    return [link["href"] for link in Tags(html.split('<p class="find">')[0]).links]


def test_the_quote_is_marked_in_its_whole_abstract() -> None:
    html = abstract_html(ABSTRACT, [(ABSTRACT.index(QUOTE), ABSTRACT.index(QUOTE) + len(QUOTE))])
    assert text_of(html) == ABSTRACT
    assert marks(html) == [QUOTE]


def test_neighbouring_quotes_are_one_mark() -> None:
    html = evidence_html(make_answer("It works [1].", quotes=("It works.", QUOTE)), "t1-c")
    assert marks(html) == [f"{QUOTE} It works."]


def test_a_card_has_number_title_quote_and_links_that_open_safely() -> None:
    html = evidence_html(make_answer("It works [1].", paper=make_paper(doi="10.1/x")), "t1-c")
    assert '<span class="number">1</span>' in html
    assert "Tiny: a &lt;b&gt;small&lt;/b&gt; model" in html
    assert "“We train on 10 &lt; 20 scans &amp; call it &lt;Tiny&gt;.”" in html
    assert own_links(html) == ["https://doi.org/10.1/x", LINK]
    links = Tags(html).links
    assert len(links) == 6 and Tags(html).balanced
    assert all(link["target"] == "_blank" and "noopener" in str(link["rel"]) for link in links)


def test_a_search_for_a_paper_holds_its_title_and_nothing_else() -> None:
    html = evidence_html(make_answer("It works [1].", paper=make_paper(title='A&B="x" <C>')), "t1-c")
    found = [str(link["href"]) for link in Tags(html).links if "scholar.google" in str(link["href"])]
    assert found == ["https://scholar.google.com/scholar?q=A%26B%3D%22x%22+%3CC%3E"]


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    html = evidence_html(make_answer("It works [1].", paper=make_paper(url="javascript:alert(1)")), "t1-c")
    assert own_links(html) == [LINK]


def test_an_abstention_shows_the_nearest_papers_without_marks() -> None:
    answer = make_answer("The abstracts do not say.", quotes=(), kind="abstain", nearest=(make_paper(),))
    html = evidence_html(answer, "t1-c")
    assert "Tiny: a" in html and "<mark" not in html and 'class="number"' not in html
