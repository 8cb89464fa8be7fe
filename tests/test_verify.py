"""A draft's markers into citations, and whether each sentence is supported by what it cites."""

import random
import re

import pytest
from conftest import PAPERS, make_paper

from rag.types import Paper
from rag.verify import Draft, Verified, Verifier, escape_markers, find_support, mark, verify

LIVER, SWIN, SURVEY = PAPERS
FIRST = "We present a network that segments the liver on CT."
NETWORK = "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI."


def check(text: str, *papers: Paper) -> Verified:
    return verify(Draft(text, papers or PAPERS))


def supports(text: str) -> list[str | None]:
    return [sentence.support for sentence in check(text).sentences]


# --- markers -------------------------------------------------------------------------------------


def test_markers_are_renumbered_in_the_order_of_their_first_use() -> None:
    checked = check("State space models need no attention [3]. SwinSeg works on brain MRI [2]. It is fast [3].")
    assert re.findall(r"\[\d+\]", checked.text) == ["[1]", "[2]", "[1]"]
    assert [(citation.number, citation.paper) for citation in checked.citations][:2] == [(1, SURVEY), (2, SWIN)]


def test_a_paper_has_one_number_however_often_it_is_quoted() -> None:
    checked = check(f"{mark(FIRST, 1)} Code is at https://example.org/code [1].")
    assert len(checked.citations) == 2
    assert {citation.number for citation in checked.citations} == {1}


def test_the_same_paper_twice_in_the_list_still_has_one_number() -> None:
    checked = check(f"{mark(FIRST, 1)} {mark(FIRST, 2)}", LIVER, LIVER)
    assert {citation.number for citation in checked.citations} == {1}
    assert re.findall(r"\[\d+\]", checked.text) == ["[1]", "[1]"]


@pytest.mark.parametrize("ghost", ["[0]", "[4]", "[99]", "[999]", "[2024]"])
def test_a_marker_that_points_nowhere_is_taken_out(ghost: str) -> None:
    checked = check(f"The network segments the liver on CT {ghost}.")
    assert "[" not in checked.text
    assert checked.citations == ()
    assert checked.sentences[0].support == "unsupported"


def test_a_ghost_beside_a_real_marker_leaves_the_real_one() -> None:
    assert check("The network segments the liver on CT [9][1].").text == "The network segments the liver on CT [1]."


def test_a_sentence_may_cite_several_papers() -> None:
    checked = check("Networks segment the liver on CT and the brain on MRI [2][1].")
    assert checked.text.endswith("MRI [1] [2].") or checked.text.endswith("MRI [1][2].")
    assert checked.sentences[0].numbers == (1, 2)
    assert [citation.paper for citation in checked.citations] == [SWIN, LIVER]


def test_each_cell_of_a_table_is_a_sentence_of_its_own() -> None:
    table = f"| | LiverNet | SwinSeg |\n|---|---|---|\n| What it does | {mark(FIRST, 1)} | {mark(NETWORK, 2)} |"
    checked = check(table)
    assert checked.text.splitlines()[1] == "|---|---|---|"
    assert {line.count("|") for line in checked.text.splitlines()} == {4}
    assert [s.support for s in checked.sentences if s.numbers] == ["supported", "supported"]


def test_each_item_of_a_list_is_a_sentence_of_its_own_and_keeps_its_bullet() -> None:
    checked = check(f"- {mark(FIRST, 1)}\n* {mark(NETWORK, 2)}\n3. {mark(FIRST, 1)}")
    assert [line[:2] for line in checked.text.splitlines()] == ["- ", "* ", "3."]
    assert [sentence.numbers for sentence in checked.sentences] == [(1,), (2,), (1,)]


def test_an_abstract_sentence_with_brackets_is_still_known_when_quoted() -> None:
    sentence = "We release two models and their weights [12]."
    checked = check(mark(escape_markers(sentence), 2))
    assert checked.text == "We release two models and their weights (12) [1]."
    assert checked.sentences[0].support == "supported"
    assert checked.citations[0].quote == sentence


# --- support -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", [FIRST, "Code is at https://example.org/code."])
def test_a_sentence_of_the_abstract_is_supported_by_itself(sentence: str) -> None:
    checked = check(mark(sentence, 1))
    assert checked.sentences[0].support == "supported"
    assert [citation.quote for citation in checked.citations] == [sentence]


def test_a_lead_in_front_of_a_quoted_sentence_leaves_it_supported() -> None:
    assert supports(f"LiverNet: {mark(FIRST, 1)}") == ["supported"]


def test_the_same_in_other_words_is_not_unsupported() -> None:
    assert supports("On CT the network segments the liver [1].")[0] in ("supported", "partial")


@pytest.mark.parametrize(
    "claim",
    [
        "SwinSeg outperforms U-Net by 4.5% Dice on brain MRI [2].",
        "SwinSeg outperforms U-Net by 35% Dice on brain MRI [2].",
        "It was trained on 12,000 scans of stroke [2].",
        "It was trained on 1,201 scans of stroke [2].",
        "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI in 2019 [2].",
    ],
)
def test_a_number_that_the_abstract_does_not_have_takes_the_support_away(claim: str) -> None:
    assert supports(claim) == ["unsupported"]


@pytest.mark.parametrize("claim", ["SwinSeg was trained on 1200 scans of stroke [2].", "A gain of 3.5 % Dice [2]."])
def test_a_number_written_in_another_way_is_the_same_number(claim: str) -> None:
    assert supports(claim) != ["unsupported"]


def test_a_sentence_about_something_else_is_unsupported() -> None:
    assert supports("Bakers knead sourdough bread every morning [1].") == ["unsupported"]


@pytest.mark.parametrize(
    "claim",
    [
        "SwinSeg does not outperform U-Net by 3.5% Dice on brain MRI [2].",
        "It was never trained on 1,200 scans of stroke [2].",
        "MedMamba is not a state space model for X-ray images [3].",
        "It is not true that SwinSeg outperforms U-Net by 3.5% Dice on brain MRI [2].",
    ],
)
def test_a_negation_slipped_in_takes_the_support_away(claim: str) -> None:
    assert supports(claim) != ["supported"]


def test_a_negation_left_out_takes_the_support_away() -> None:
    assert supports("It needs no attention [3].") == ["supported"]
    assert supports("It needs attention [3].") != ["supported"]


@pytest.mark.parametrize(
    "claim",
    [
        "SwinSeg outperforms ResNet by 3.5% Dice on brain MRI [2].",
        "SwinSeg outperforms nnFormer and DeepLab on brain MRI [2].",
        "SwinSeg, built on GPT-4, outperforms U-Net by 3.5% Dice on brain MRI [2].",
    ],
)
def test_a_name_that_the_abstract_does_not_have_takes_the_support_away(claim: str) -> None:
    assert supports(claim) != ["supported"]


def test_a_fact_without_a_marker_gets_one_where_exactly_one_paper_supports_it() -> None:
    checked = check("SwinSeg was trained on 1,200 scans of stroke. The network segments the liver on CT.")
    assert checked.text == "SwinSeg was trained on 1,200 scans of stroke [1]. The network segments the liver on CT [2]."
    assert [sentence.support for sentence in checked.sentences] == ["supported", "supported"]
    assert list(dict.fromkeys(citation.paper for citation in checked.citations)) == [SWIN, LIVER]


def test_a_fact_that_several_papers_support_gets_none() -> None:
    twin = make_paper("Another Network", FIRST)
    checked = check("The network segments the liver on CT.", LIVER, twin)
    assert (checked.text, checked.citations) == ("The network segments the liver on CT.", ())
    assert checked.sentences[0].support == "unsupported"


def test_a_fact_that_no_paper_supports_is_unsupported() -> None:
    checked = check("Bakers knead sourdough bread every morning.")
    assert [sentence.support for sentence in checked.sentences] == ["unsupported"]
    assert checked.citations == ()


@pytest.mark.parametrize("text", ["## How the networks segment livers", "Which networks segment the liver on CT?"])
def test_a_heading_and_a_question_claim_nothing(text: str) -> None:
    assert supports(text) == [None]
    assert check(text).text == text


def test_sentences_can_be_verified_one_by_one_as_they_come() -> None:
    lines = [
        mark(NETWORK, 2),
        "",
        f"- {mark(FIRST, 1)} And so on [9].",
        "| a | b |",
        "|---|---|",
        f"| x | {mark(FIRST, 1)} |",
    ]
    whole = check("\n".join(lines))
    verifier = Verifier(PAPERS)
    read = [verifier.line(line) for line in lines]
    assert "\n".join(read).strip() == whole.text
    assert (tuple(verifier.sentences), verifier.citations) == (whole.sentences, whole.citations)
    assert verifier.sentence("It needs no attention [3].") == "It needs no attention [3]."
    assert verifier.citations[-1].number == 3


def test_one_claim_can_be_held_against_one_paper() -> None:
    spans, support = find_support("The network segments the liver on CT.", LIVER)
    assert ([LIVER.abstract[start:end] for start, end in spans], support) == ([FIRST], "supported")


@pytest.mark.parametrize("text", ["2 of 3 papers match “segmenting livers”:", "Networks:", "Data", "–"])
def test_a_lead_in_and_a_label_claim_nothing(text: str) -> None:
    assert supports(text) == [None]


def test_a_sentence_is_as_well_supported_as_by_the_best_of_its_papers() -> None:
    assert supports(f"{NETWORK[:-1]} [1][2].") == ["supported"]
    assert supports(f"{NETWORK[:-1]} [2][1].") == ["supported"]
    assert supports(f"{NETWORK[:-1]} [1].") == ["unsupported"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "[1]", "|", "- ", "[1][2][3]", "🧠 [1]", ".", "| [1] |"])
def test_a_draft_that_says_nothing_is_no_failure(text: str) -> None:
    checked = check(text)
    assert all(c.quote == c.paper.abstract[c.start : c.end] for c in checked.citations)


def test_a_draft_without_papers_cites_none() -> None:
    checked = verify(Draft("The network segments the liver on CT [1].", ()))
    assert (checked.citations, checked.text) == ((), "The network segments the liver on CT.")


# --- whatever a model may write ------------------------------------------------------------------

PIECES = [
    FIRST,
    NETWORK,
    "We release two models and their weights [12].",
    "It reaches a Dice of 0.94 on 1,200 volumes, e.g. on those with lesions.",
    "Bakers knead bread.",
    "U-Net, however,",
    "https://example.org/code",
    "| a | b |",
    "|---|---|",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "## Results:\n",
    "**bold**",
    "🧠",
    "e.g.",
    "?!",
    "…",
    "[",
    "]",
    "[]",
    "[x]",
    "\\",
    "\t",
    "\u2028",
    "",
]
MARKERS = ["[0]", "[1]", "[2]", "[3]", "[4]", "[12]", "[1][2]", " [3]", "[007]", "[2024]"]


def test_no_recombination_of_sentences_and_markers_breaks_the_promises() -> None:
    choose = random.Random(7)
    for _ in range(500):
        pieces = [choose.choice(PIECES if choose.random() < 0.6 else MARKERS) for _ in range(choose.randrange(14))]
        text = choose.choice(["", " "]).join(pieces)
        checked = check(text, *choose.sample(PAPERS, choose.randrange(1, 4)))
        numbers = [citation.number for citation in checked.citations]
        marked = [int(number) for number in re.findall(r"\[(\d+)\]", checked.text)]
        assert set(marked) == set(numbers), text
        assert list(dict.fromkeys(marked)) == list(range(1, len(set(marked)) + 1)), text
        owners = {(citation.number, citation.paper.id) for citation in checked.citations}
        assert len(owners) == len(set(numbers)), text
        for citation in checked.citations:
            assert citation.quote == citation.paper.abstract[citation.start : citation.end], text
        for sentence in checked.sentences:
            assert set(sentence.numbers) <= set(numbers), text
            assert not (sentence.numbers and sentence.support is None), text


def test_a_verified_text_keeps_its_markers_when_verified_again() -> None:
    once = check(f"{mark(NETWORK, 2)} {mark(FIRST, 1)}")
    again = verify(Draft(once.text, (SWIN, LIVER)))
    assert again.text == once.text
    assert again.citations == once.citations
