"""What is read off a claim and an abstract."""

import numpy as np
import pytest
from conftest import PAPERS, make_paper

from rag.signs import Nearness, Signs, has_name, names_of, read_signs, read_source, weigh
from rag.types import Paper

LIVER, SWIN, _ = PAPERS


def signs(claim: str, paper: Paper = SWIN) -> Signs:
    return read_signs(claim, read_source(paper), None)[0]


def test_the_words_of_a_claim_weigh_by_rarity_and_numbers_are_left_out() -> None:
    weights = weigh("The segmentation of 1,200 people in three towns")
    assert set(weights) == {"segment", "peopl", "town"}
    assert weights["segment"] > weights["peopl"]


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("ResNet and GPT-4 beat it on MRI in Vienna.", ["ResNet", "GPT-4", "MRI", "Vienna"]),
        ("Bakers knead bread. They like it.", []),
        ("see https://example.org/Code", []),
    ],
)
def test_names_are_what_is_written_like_one(claim: str, names: list[str]) -> None:
    assert list(names_of(claim)) == names


def test_a_name_may_be_spelt_out_in_the_abstract() -> None:
    paper = make_paper("Reports", "A multimodal large language model writes radiology reports for the chest.")
    assert not signs("An MLLM writes radiology reports.", paper).names
    assert signs("A VQGAN writes radiology reports.", paper).names


def test_a_compound_is_a_name_and_what_is_done_with_it() -> None:
    source = read_source(make_paper("Networks", "Weights from ImageNet are better than random ones."))
    assert has_name("ImageNet-initialised", source)
    assert not has_name("CIFAR-initialised", source)


def test_a_number_may_be_missing_or_stand_elsewhere() -> None:
    assert signs("SwinSeg outperforms U-Net by 4.5% Dice on brain MRI.").numbers
    assert not signs("SwinSeg outperforms U-Net by 3.5% Dice on brain MRI.").numbers
    assert signs("SwinSeg outperforms U-Net by 1,200 Dice on brain MRI.").elsewhere


def test_the_clause_that_is_not_in_the_abstract_shows() -> None:
    assert signs("SwinSeg outperforms U-Net on brain MRI, and bakers knead bread.").weakest == 0
    assert signs("SwinSeg outperforms U-Net on brain MRI.").weakest == 1


def test_the_span_is_the_nearest_sentence_where_words_are_equal() -> None:
    source = read_source(LIVER)
    apart = np.array([0.3, 0.1, 0.2], np.float32)
    near = Nearness(np.array([0.1, 0.7, 0.2], np.float32), apart)
    read, chosen = read_signs("Bakers knead bread.", source, near)
    assert chosen == (1,)
    assert (read.near, read.apart) == (pytest.approx(0.7), pytest.approx(0.2))


def test_the_worst_fifth_of_a_claim_s_words_shows_how_alike_it_is() -> None:
    same, alike, foreign = (signs(f"{word} MRI").fifth for word in ("brain", "cranial", "sourdough"))
    assert same == 1
    assert same > alike > foreign
    assert signs("the of and").fifth == 0


@pytest.mark.parametrize(
    ("sentence", "finds"),
    [("Masks reduced infections.", 1), ("It was associated with fever.", 1), ("We review masks.", 0)],
)
def test_a_finding_is_told_from_what_is_no_finding(sentence: str, finds: int) -> None:
    assert signs("Masks help.", make_paper("Masks", sentence)).finds == finds


@pytest.mark.parametrize("claim", ["", ".", "🧠", "the of and", "12", "a" * 5000])
def test_any_claim_gives_signs_from_0_to_1(claim: str) -> None:
    read = signs(claim)
    assert all(0 <= getattr(read, name) <= 1 for name in read.__slots__)
