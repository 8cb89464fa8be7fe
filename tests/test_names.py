"""Names that papers go by, and where a text mentions them."""

import pytest
from conftest import PAPERS, make_paper

from rag.corpus import read_corpus
from rag.names import Names


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(PAPERS)


@pytest.fixture(scope="module")
def shipped() -> tuple[Names, list[str]]:
    papers = read_corpus()
    return Names(papers), [paper.id for paper in papers]


def found(names: Names, text: str) -> list[tuple[str, int]]:
    return [(mention.name, mention.papers[0]) for mention in names.mentions(text)]


def test_a_paper_goes_by_the_short_name_before_its_colon(names: Names) -> None:
    assert (names.of(0), names.of(1)) == ("LiverNet", "SwinSeg")


@pytest.mark.parametrize("how", ["We propose X.", "X is a network.", "We call the network X.", "Our X works."])
def test_a_question_about_a_name_that_an_abstract_introduces_points_to_its_paper(how: str) -> None:
    papers = [*PAPERS[:2], make_paper("A Study of Kidneys", how.replace("X", "MedMamba"))]
    assert found(Names(papers), "What is MedMamba?") == [("MedMamba", 2)]


@pytest.mark.parametrize("text", ["Is LiverNet good?", "is livernet good?", "is LIVERNET's code out?", "Liver-Net"])
def test_a_name_is_found_however_it_is_written(names: Names, text: str) -> None:
    assert [number for _, number in found(names, text)] == [0]


def test_mentions_come_in_the_order_of_the_text_with_their_place_in_it(names: Names) -> None:
    text = "Compare SwinSeg with LiverNet."
    assert found(names, text) == [("SwinSeg", 1), ("LiverNet", 0)]
    assert [text[m.start : m.end] for m in names.mentions(text)] == ["SwinSeg", "LiverNet"]


@pytest.mark.parametrize("text", ["", "🧠", "the liver on CT", "images of the brain", "LiverNets2"])
def test_common_words_are_no_names(names: Names, text: str) -> None:
    assert found(names, text) == []


def test_a_name_that_many_papers_share_points_to_none_of_them() -> None:
    papers = [make_paper(f"Study {n} of things", f"We propose DeepNet for task {n}. DeepNet works.") for n in range(4)]
    assert Names(papers).mentions("What is DeepNet?") == []


def test_a_corpus_without_names_finds_none() -> None:
    assert Names([make_paper("on livers", "we look at livers.")]).mentions("What is LiverNet?") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is VoCo?", "voco"),
        ("tell me about isles2022", "isles-2022"),
        ("how big is MedConcept 23M", "conceptclip"),
        ("Does rad dino need text?", "rad-dino"),
        ("the CheXagent model", "chexagent"),
    ],
)
def test_names_in_the_shipped_corpus_point_to_their_paper(
    shipped: tuple[Names, list[str]], text: str, expected: str
) -> None:
    names, ids = shipped
    assert [ids[number] for _, number in found(names, text)] == [expected]
