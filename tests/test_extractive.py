"""Answers with no model: sentences of the abstracts, picked, ordered and cited."""

import re

import pytest
from conftest import PAPERS, make_paper

from rag.extractive import MAX_SENTENCES, MAX_WORDS, ExtractiveSynthesizer
from rag.passages import split_sentences
from rag.types import Evidence, Paper
from rag.verify import Draft, verify

LIVER, SWIN, SURVEY = PAPERS


@pytest.fixture(scope="module")
def writer() -> ExtractiveSynthesizer:
    return ExtractiveSynthesizer(name_of=lambda paper: paper.title.split(":")[0] if ":" in paper.title else None)


def evidence(paper: Paper, score: float = 1.0) -> list[Evidence]:
    """All passages of a paper, found by nobody in particular."""
    return [Evidence(paper, start, end, score) for start, end in split_sentences(paper.abstract)]


def slices(draft: Draft) -> list[str]:
    """What each sentence of a draft quotes."""
    return [citation.quote for citation in verify(draft).citations]


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("By how much does SwinSeg outperform U-Net?", "SwinSeg outperforms U-Net by 3.5%"),
        ("On how many scans of stroke was it trained?", "SwinSeg: It was trained on 1,200 scans"),
        ("Are the weights released?", "We release two models"),
    ],
)
def test_the_sentence_that_answers_comes_first_or_right_after_what_it_leans_on(
    writer: ExtractiveSynthesizer, question: str, start: str
) -> None:
    text = writer.draft(question, evidence(SWIN)).text
    assert text.startswith((start, "SwinSeg outperforms"))
    assert start.removeprefix("SwinSeg: ") in text


@pytest.mark.parametrize("question", ["What is SwinSeg?", "How good is it?", "x", "🧠", "Which liver, which brain?"])
def test_an_answer_is_short_and_every_sentence_of_it_stands_in_an_abstract(
    writer: ExtractiveSynthesizer, question: str
) -> None:
    draft = writer.draft(question, [*evidence(SWIN), *evidence(LIVER, 0.99)])
    checked = verify(draft)
    assert 1 <= len(checked.sentences) <= MAX_SENTENCES
    assert {sentence.support for sentence in checked.sentences} == {"supported"}
    for quote in slices(draft):
        assert any(quote in paper.abstract for paper in (SWIN, LIVER))


def test_long_sentences_are_left_out_rather_than_cut(writer: ExtractiveSynthesizer) -> None:
    long = " ".join(f"The network number {n} segments {'very ' * 45}large livers." for n in range(5))
    draft = writer.draft("Which network segments livers?", evidence(make_paper("Livers", long)))
    quotes = slices(draft)
    assert sum(len(quote.split()) for quote in quotes) <= MAX_WORDS
    assert all(quote.endswith("large livers.") for quote in quotes)


def test_two_further_sentences_that_fit_are_given_rather_than_one_that_leaves_no_room(
    writer: ExtractiveSynthesizer,
) -> None:
    first = f"The network segments livers in {'very ' * 50}large scans."
    long = f"The network segments livers {'also ' * 30}too."
    short = ["Network two segments kidneys with ease.", "Network three segments the lungs with ease."]
    paper = make_paper("Organs", " ".join(["We thank all who took part.", first, long, *short]))
    quotes = slices(writer.draft("Which network segments livers in scans?", evidence(paper)))
    assert quotes == [first, *short]


def test_a_sentence_that_an_abstract_has_twice_is_given_once(writer: ExtractiveSynthesizer) -> None:
    twice = "The network segments livers on scans."
    paper = make_paper("Organs", f"{twice} People have long drawn organs by hand. {twice} It is on the web for all.")
    draft = writer.draft("Which network segments livers?", evidence(paper))
    assert draft.text.count(twice[:-1]) == 1
    assert len(verify(draft).sentences) == MAX_SENTENCES


def test_a_first_sentence_over_the_limit_is_still_given_whole(writer: ExtractiveSynthesizer) -> None:
    sentence = f"The network segments {'very ' * 120}large livers."
    assert slices(writer.draft("Which network?", evidence(make_paper("Livers", sentence)))) == [sentence]


def test_a_sentence_that_leans_brings_its_neighbour_or_says_whose_it_is(writer: ExtractiveSynthesizer) -> None:
    paper = make_paper(
        "ToothNet: Caries on Photographs",
        "Dentists look at photographs of teeth. ToothNet finds caries in photographs taken with a phone. "
        "It was trained on 14,000 photographs from nine clinics. We thank all who took part in this work.",
    )
    text = writer.draft("How many photographs was it trained on?", evidence(paper)).text
    assert "14,000" in text
    before = text[: text.index("It was trained")]
    assert before.endswith("ToothNet: ") or "ToothNet finds caries" in before


def test_a_neighbour_that_would_be_too_long_is_left_out(writer: ExtractiveSynthesizer) -> None:
    abstract = f"Livers are {'very ' * 90}large. It finds lesions of the kidney with a radar."
    draft = writer.draft(
        "Does it find kidney lesions with a radar?", evidence(make_paper("RadarNet: Organs", abstract))
    )
    assert slices(draft) == ["It finds lesions of the kidney with a radar."]
    assert draft.text.startswith("RadarNet: It finds")


def test_what_the_system_does_is_told_by_its_name_without_the_neighbour(writer: ExtractiveSynthesizer) -> None:
    paper = make_paper(
        "ToothNet: Caries on Photographs",
        "Dentists look at photographs of teeth with great care. We ask people to send many pictures of their teeth. "
        "It was trained on 14,000 photographs from nine clinics.",
    )
    text = writer.draft("How many photographs was it trained on?", evidence(paper)).text
    assert text.startswith("ToothNet: It was trained on 14,000 photographs")


def test_what_stands_behind_a_colon_comes_along_and_nothing_is_announced_in_vain(writer: ExtractiveSynthesizer) -> None:
    paper = make_paper(
        "HiveKit: A Kit for Hives",
        "Bees need hives. HiveKit consists of four parts: 1) Floors of two kinds of wood; 2) Roofs against rain; "
        "3) Frames for honey; 4) Smoke for the keeper. Keepers of hives like HiveKit a lot.",
    )
    text = writer.draft("Which parts does HiveKit consist of?", evidence(paper)).text
    assert all(part in text for part in ("Floors", "Roofs", "Frames", "Smoke"))
    assert "parts:" not in writer.draft("Do keepers of hives like HiveKit?", evidence(paper)).text


def test_here_we_leans_on_nothing(writer: ExtractiveSynthesizer) -> None:
    paper = make_paper("Caries", "Teeth are of many kinds in many people. Here, we present 12 drawings of teeth.")
    assert writer.draft("How many drawings of teeth are there?", evidence(paper)).text.startswith("Here, we present")


def test_each_part_of_a_question_gets_its_sentence(writer: ExtractiveSynthesizer) -> None:
    paper = make_paper(
        "Hives on Film",
        "We film bees in 24 hives of 12 gardens. Bees in these hives were filmed by day. Bees in hives were filmed by "
        "night, too. Bees in hives were filmed in the rain. A keeper with gloves took the pictures.",
    )
    draft = writer.draft("How many hives of bees were filmed, and who took the pictures?", evidence(paper))
    assert {"We film bees in 24 hives of 12 gardens.", "A keeper with gloves took the pictures."} <= set(slices(draft))


@pytest.mark.parametrize("question", ["Which two things are bees short of?", "What do bees not have?"])
def test_what_a_sentence_announces_follows_it(writer: ExtractiveSynthesizer, question: str) -> None:
    announced = [
        "However, bees are short of two things.",
        "First, they lack ink for writing.",
        "Second, paper is not at hand.",
    ]
    paper = make_paper(
        "Hives",
        f"{announced[0]} {announced[1]} Keepers wear a hat and gloves. {announced[2]} The hives stand in gardens.",
    )
    assert slices(writer.draft(question, evidence(paper))) == announced


def test_a_leaning_sentence_of_a_paper_without_a_name_is_told_by_its_title() -> None:
    paper = make_paper("Caries on Photographs", "It was trained on 14,000 photographs from nine clinics.")
    text = ExtractiveSynthesizer().draft("How many photographs?", evidence(paper)).text
    assert text.startswith("Caries on Photographs: It was trained")


def test_the_clause_that_asks_counts_more_than_the_one_that_describes(writer: ExtractiveSynthesizer) -> None:
    paper = make_paper(
        "Reports from Yes and No",
        "We propose a report generator that runs one yes or no network for every finding and joins fixed sentences. "
        "Each network of the report generator answers yes or no for its finding, and the sentences are joined. "
        "The abnormalities that it detects are cardiomegaly and effusion.",
    )
    question = (
        "There is a report generator that runs one yes or no network for every finding and joins fixed sentences. "
        "Which abnormalities does it detect?"
    )
    assert writer.draft(question, evidence(paper)).text.startswith("The abnormalities that it detects")


def test_a_link_is_given_whole_and_the_marker_stands_apart_from_it(writer: ExtractiveSynthesizer) -> None:
    text = writer.draft("Where is the code?", evidence(LIVER)).text
    assert re.search(r"https://example\.org/code \[1\]", text)


def test_an_abstracts_own_brackets_are_no_markers(writer: ExtractiveSynthesizer) -> None:
    text = writer.draft("Are the weights released?", evidence(SWIN)).text
    assert "(12)" in text
    assert set(re.findall(r"\[\d+\]", text)) == {"[1]"}


def test_of_two_papers_only_one_that_is_nearly_as_good_is_quoted_too(writer: ExtractiveSynthesizer) -> None:
    close = writer.draft("What is trained?", [*evidence(SWIN), *evidence(LIVER, 0.999)])
    far = writer.draft("What is trained?", [*evidence(SWIN), *evidence(LIVER, 0.1)])
    assert [paper.id for paper in close.papers] == [SWIN.id, LIVER.id]
    assert [paper.id for paper in far.papers] == [SWIN.id]


@pytest.mark.parametrize("question", ["What is it?", ""])
def test_no_evidence_gives_an_empty_draft(writer: ExtractiveSynthesizer, question: str) -> None:
    assert writer.draft(question, []) == Draft("", ())


def test_the_same_question_gives_the_same_draft(writer: ExtractiveSynthesizer) -> None:
    assert writer.draft("What is it?", evidence(SURVEY)) == writer.draft("What is it?", evidence(SURVEY))
