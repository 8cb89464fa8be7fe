"""Sentences as offsets, whatever the text."""

import random

import pytest
from conftest import PAPERS, make_nodes, make_paper
from llama_index.core.schema import MetadataMode

from rag.corpus import read_corpus
from rag.passages import embedding_text, split_sentences

PIECES = (
    "We segment the liver. ",
    "Dice is 0.94 vs. 0.91 ",
    "(e.g. on CT, Fig. 2). ",
    "et al. ",
    "https://a.org/x.y?z=1. ",
    "1) First. 2) Second. ",
    "Results: ",
    "\n\n",
    "   ",
    "🧠🩻 ",
    "e\u0301tude ",
    "日本語。",
    "Who? We! ",
    "\u2028",
    "\tU.S. data… ",
    '"Quoted." ',
    "[12] ",
    "(unclosed ",
    "a",
    "\u00a0.",
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def check(text: str) -> None:
    """Spans are in order, apart, without space around them, and leave out nothing but space."""
    spans = split_sentences(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize("seed", range(300))
def test_spans_cover_every_character_but_space_in_order(seed: int) -> None:
    rng = random.Random(seed)
    check("".join(rng.choices(PIECES, k=rng.randrange(1, 12))))


@pytest.mark.parametrize("seed", range(100))
def test_spans_cover_any_characters_at_all(seed: int) -> None:
    rng = random.Random(seed)
    alphabet = ".!? \n\t()[]\"'“”’AZaz09,;:-\u00e9\u4e2d\U0001f9e0\u0301\u200b\ufeff\r"
    check("".join(rng.choices(alphabet, k=rng.randrange(80))))


def test_spans_of_the_shipped_abstracts_cover_them() -> None:
    for paper in read_corpus():
        check(paper.abstract)


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0", "\u2028"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It outperforms U-Net by 3.5% (e.g. on CT, cf. Fig. 2) and ViT vs. Swin by 0.91.",
        "Following Smith et al. we train on 1.5 million images, i.e. on all of them.",
        "The code is at https://github.com/a/b.git and https://c.org/d.html for all.",
        "Data from the U.S. and the U.K. were used for the evaluation of Dr. Miller.",
        "It was trained on MedConcept-23M v1.2 with p < 0.05 and 95.3 % accuracy.",
    ],
)
def test_abbreviations_decimals_and_links_do_not_end_a_sentence(sentence: str) -> None:
    follows = "Another sentence comes after it here."
    assert split(f"{sentence} {follows}") == [sentence, follows]


def test_a_numbered_list_keeps_each_number_with_its_item() -> None:
    text = "We give three things here: 1) We train a large model. 2) We release the data of it. 3) We test on CT."
    pieces = split(text)
    assert all(not piece.endswith((" 1)", " 2)", " 3)")) and piece not in ("1)", "2)", "3)") for piece in pieces)
    assert any(piece.startswith("2) We release") for piece in pieces)


def test_a_short_piece_joins_the_sentence_after_it_and_a_short_tail_the_one_before() -> None:
    assert split("Results: good. The network segments the liver.") == ["Results: good. The network segments the liver."]
    assert split("The network segments the liver. So good.") == ["The network segments the liver. So good."]


def test_an_emoji_does_not_shift_the_offsets_after_it() -> None:
    text = "🧠🩻👩‍⚕️ We look at the brain of a person. 🎉 Then we look at the lungs of one."
    assert split(text)[-1].endswith("Then we look at the lungs of one.")
    check(text)


def test_a_node_is_a_slice_of_its_abstract_and_points_to_its_paper() -> None:
    nodes = make_nodes(PAPERS)
    assert len({node.node_id for node in nodes}) == len(nodes) > len(PAPERS)
    by_id = {paper.id: paper for paper in PAPERS}
    for node in nodes:
        paper = by_id[node.metadata["paper_id"]]
        assert node.text == paper.abstract[node.start_char_idx : node.end_char_idx]
        assert node.ref_doc_id == paper.id
        assert node.node_id.startswith(f"{paper.id}#")


def test_embedder_and_model_see_title_and_words_and_nothing_else() -> None:
    paper = make_paper("A Title", "One sentence of an abstract.")
    (node,) = make_nodes([paper])
    expected = "A Title. One sentence of an abstract."
    assert node.get_content(MetadataMode.EMBED) == expected
    assert node.get_content(MetadataMode.LLM) == expected
    assert embedding_text(paper, (0, len(paper.abstract))) == expected
