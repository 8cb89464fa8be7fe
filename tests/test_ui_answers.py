"""One answer as HTML: text or table, support, writer; drafts, abstentions, messages."""

from dataclasses import replace
from typing import Any

import pytest
from ui_samples import ABSTRACT, QUOTE, Tags, make_answer, make_paper, text_of

from rag.types import Answer, Citation, Sentence, Usage
from ui.answers import Draft, answer_html, message_html
from ui.cards import evidence_html


def listed(*supports: Any) -> Answer:
    papers = [make_paper(id=f"p{n}", title=f"Paper {n}: <i>") for n in range(1, len(supports) + 1)]
    lines = [f"{paper.title} — It works [{n}]." for n, paper in enumerate(papers, 1)]
    start = ABSTRACT.index("It works.")
    claims = [Sentence(line, (n,), supports[n - 1]) for n, line in enumerate(lines, 1)]
    text = "\n".join([f"{len(papers)} of 9 match:", "", *(f"- {line}" for line in lines)])
    citations = tuple(Citation(n, paper, "It works.", start, start + 9) for n, paper in enumerate(papers, 1))
    return Answer("Which?", "Which?", "list", text, (Sentence("match:"), *claims), citations, ())


def test_the_links_of_markers_are_the_ids_of_marks_in_cards() -> None:
    answer = make_answer("We train on 10 < 20 scans [1]. It works [1].", quotes=("It works.", QUOTE))
    answer = replace(answer, citations=(answer.citations[0], make_answer("", quotes=("Scans are big.",)).citations[0]))
    hrefs = [str(link["href"]) for link in Tags(answer_html(answer, "t1-c")).links]
    evidence = evidence_html(answer, "t1-c")
    assert hrefs and all(f'id="{href[1:]}"' in evidence for href in hrefs)


def test_a_marker_points_at_the_quote_that_is_nearest_to_its_sentence() -> None:
    answer = make_answer("Scans are really big [1]. It works [1].", quotes=("It works.", "Scans are big."))
    links = Tags(answer_html(answer, "t1-c")).links
    assert [link["href"] for link in links] == ["#t1-c1-q0", "#t1-c1-q1"]


@pytest.mark.parametrize(("support", "note"), [("partial", "(partly)"), ("unsupported", "(unsupported)")])
def test_a_weak_sentence_is_marked_and_a_supported_one_is_not(support: Any, note: str) -> None:
    weak = answer_html(make_answer("It flies [1].", support=support), "t1-c")
    assert 'class="weak"' in weak and note in weak and "0 of 1 sentence" in weak
    good = answer_html(make_answer("It works [1]."), "t1-c")
    assert "weak" not in good and "stands in the abstract" in good


def test_a_sentence_without_a_source_says_so() -> None:
    assert "(no source)" in answer_html(make_answer("It flies.", support="unsupported", quotes=()), "t1-c")


def test_a_sentence_that_claims_nothing_is_not_marked() -> None:
    html = answer_html(make_answer("3 of 92 papers match:", support=None, quotes=()), "t1-c")
    assert "weak" not in html and "stand" not in html


def test_a_list_is_a_table_with_a_row_a_paper() -> None:
    html = answer_html(listed("supported", "partial", "supported"), "t1-c")
    tags = Tags(html)
    assert tags.balanced and tags.tags.count("tr") == 4 and "ul" not in tags.tags
    assert [link["href"] for link in tags.links] == ["#t1-c1-q0", "#t1-c2-q0", "#t1-c3-q0"]
    assert html.count("(partly)") == 1 and "2 of 3 entries" in html
    assert text_of(html).startswith("3 of 9 match:") and "Paper 1: &lt;i&gt;" in html


def test_an_abstention_reads_as_an_answer_with_links_to_the_nearest_papers() -> None:
    gap = "The abstracts do not say: <none>."
    text = f"{gap} The nearest papers are: “Tiny”."
    answer = replace(make_answer(text, support=None, quotes=(), kind="abstain", nearest=(make_paper(),)), gap=gap)
    html = answer_html(answer, "t1-c")
    assert "The abstracts do not say: &lt;none&gt;." in html and "The nearest papers are" not in html
    assert [link["href"] for link in Tags(html).links] == ["#t1-cnear1"]
    assert 'id="t1-cnear1"' in evidence_html(answer, "t1-c")


def test_an_answer_says_who_wrote_it_and_what_was_searched() -> None:
    plain = answer_html(make_answer("It works [1]."), "t1-c")
    assert "no model" in plain and "Searched as" not in plain
    changes: dict[str, Any] = {"model": "openai/x<y", "notice": "slow & down", "standalone_question": "Tiny's <code>?"}
    full = answer_html(make_answer("It works [1].", **changes), "t1-c")
    used = answer_html(make_answer("It works [1].", model="m", usage=Usage(900, 140, 0.0012)), "t1-c")
    assert "1,040 tokens, $0.0012." in used
    assert "openai/x&lt;y" in full and "Slow &amp; down." in full and "Searched as: Tiny&#x27;s &lt;code&gt;?" in full


def test_a_draft_holds_checked_sentences_and_a_tail_that_is_not_checked() -> None:
    draft = Draft(rich=True)
    for event in ("It wor", "ks [1].", Sentence("It works [1].", (1,), "supported"), " It fl"):
        draft.add(event)
    assert text_of(draft.html()) == "It works\xa01. It fl"
    assert text_of(draft.html().split('class="unchecked">')[1]) == "It fl"
    draft.add("ies [1].")
    draft.add(Sentence("It flies [1].", (1,), "unsupported"))
    assert "unchecked" not in draft.html() and "(unsupported)" in draft.html() and Tags(draft.html()).balanced


def test_a_draft_without_sentences_is_its_pieces() -> None:
    draft = Draft()
    for piece in ("It works [1].", " **It** <b>flies</b>."):
        draft.add(piece)
    assert text_of(draft.html()) == "It works\xa01. **It** <b>flies</b>." and "<b>" not in draft.html()


def test_a_message_is_a_sentence_and_text() -> None:
    assert message_html("no words in <it>") == '<div class="answer"><p>No words in &lt;it&gt;.</p></div>'
