"""An answer's Markdown to HTML: markers become links, everything else that people or papers wrote stays text."""

from typing import Any

import pytest
from ui_samples import LINK, Tags, text_of

from rag.types import Sentence
from ui.markdown import to_html


def test_an_extractive_answer_is_shown_character_for_character() -> None:
    text = "It reaches 94.6\\% *and* **more** for `p` < 0.05, _see_ $x$ <img src=x> [a](https://evil.example)."
    html = to_html(text)
    assert text_of(html) == text
    assert Tags(html).tags == ["p"]


def test_a_marker_links_to_its_card_and_an_unknown_one_stays_text() -> None:
    html = to_html("It works [1]. So does [7].", numbers=[1], prefix="t2-c")
    assert [link["href"] for link in Tags(html).links] == ["#t2-c1"]
    assert "[7]" in html


def test_each_marker_links_to_a_quote_of_its_own() -> None:
    html = to_html("It works [1]. It is big [1].", numbers=[1], prefix="t2-c", quotes=[1, 0])
    assert [link["href"] for link in Tags(html).links] == ["#t2-c1-q1", "#t2-c1-q0"]


def test_only_an_address_that_a_cited_paper_gives_is_a_link() -> None:
    html = to_html(f"See {LINK}, not https://evil.example/ or [x](https://evil.example/).", links=[LINK], rich=True)
    assert [link["href"] for link in Tags(html).links] == [LINK]
    assert text_of(html) == f"See {LINK}, not https://evil.example/ or [x](https://evil.example/)."


def test_a_links_end_is_not_the_sentences() -> None:
    assert text_of(to_html(f"Code: {LINK} [1].", links=[LINK], numbers=[1])).startswith(f"Code: {LINK}")
    assert f">{LINK}</a>.</p>" in to_html(f"At {LINK}.", links=[LINK])


def test_what_a_model_writes_may_be_bold_or_code_but_never_html_or_an_image() -> None:
    html = to_html("**Tiny** is *good* at `x` <script>1</script> ![i](https://evil.example/i.png)", rich=True)
    assert Tags(html).tags == ["p", "strong", "em", "code"]


def test_lists_and_tables_are_laid_out() -> None:
    html = to_html("2 match:\n- One [1].\n- Two [1].\n\n| a | b |\n|---|---|\n| x | y [1] |", numbers=[1])
    assert Tags(html).tags == [
        *("p", "ul", "li", "a", "li", "a"),
        *("div", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "a"),
    ]
    assert Tags(html).balanced


@pytest.mark.parametrize("text", ["- It **really [1] flies**.", "| It flies | high [1] |", "1. **It flies** [1]."])
def test_a_weak_list_item_or_row_keeps_the_html_balanced(text: str) -> None:
    whole = f"| a | b |\n|---|---|\n{text}" if text.startswith("|") else text
    sentences = [Sentence(text, (1,), "partial")]
    html = to_html(whole, numbers=[1], sentences=sentences, rich=True)
    assert 'class="weak"' in html and Tags(html).balanced
    assert ("<li>" in html) or ("<td>" in html)


@pytest.mark.parametrize("tail", [" It flies.", "\n\n- It flies\n- high", " It **flies", "\n| a | b |\n|---|---|\n| c"])
def test_what_is_not_checked_yet_is_set_apart_and_balanced(tail: str) -> None:
    html = to_html("It works [1].", unchecked=tail, rich=True)
    assert 'class="unchecked"' in html and Tags(html).balanced
    assert html.index("It works") < html.index("unchecked")


def test_the_private_characters_of_a_text_mark_nothing() -> None:
    html: Any = to_html("\ue000It flies.\ue002", unchecked="\ue003So it does.")
    assert "weak" not in html and "\ue003" not in html
