"""Names that papers go by, and where a text mentions them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import PAPERS, make_paper

from rag.corpus import read_corpus
from rag.name_claims import Claims
from rag.names import Names
from rag.types import Paper


def named(papers: Sequence[Paper]) -> Names:
    return Names.build(Claims.build(papers))


@pytest.fixture(scope="module")
def names() -> Names:
    return named(PAPERS)


@pytest.fixture(scope="module")
def shipped() -> tuple[Names, list[str]]:
    papers = read_corpus()
    return named(papers), [paper.id for paper in papers]


def found(names: Names, text: str) -> list[tuple[str, int]]:
    return [(mention.name, mention.papers[0]) for mention in names.mentions(text)]


def test_a_paper_goes_by_the_short_name_before_its_colon(names: Names) -> None:
    assert (names.of(0), names.of(1)) == ("LiverNet", "SwinSeg")


@pytest.mark.parametrize("how", ["We propose X.", "X is a network.", "We call the network X.", "Our X works."])
def test_a_question_about_a_name_that_an_abstract_introduces_points_to_its_paper(how: str) -> None:
    papers = [*PAPERS[:2], make_paper("A Study of Kidneys", how.replace("X", "MedMamba"))]
    assert found(named(papers), "What is MedMamba?") == [("MedMamba", 2)]


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
    assert named(papers).mentions("What is DeepNet?") == []


def test_a_year_may_be_left_out_of_a_name_that_one_paper_goes_by() -> None:
    first = make_paper("BarnVis-2023 Challenge: Finding Barns", "The BarnVis-2023 challenge is on barns.")
    other = make_paper("BarnVis-2024 Challenge: Finding Sheds", "The BarnVis-2024 challenge is on sheds.")
    assert [mention.papers for mention in named([first]).mentions("Who won BarnVis?")] == [(0,)]
    assert named([first, other]).mentions("Who won BarnVis?") == []


def test_a_corpus_without_names_finds_none() -> None:
    assert named([make_paper("on livers", "we look at livers.")]).mentions("What is LiverNet?") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is VoCo?", "voco"),
        ("tell me about isles2022", "isles-2022"),
        ("how big is MedConcept 23M", "conceptclip"),
        ("Does rad dino need text?", "rad-dino"),
        ("the CheXagent model", "chexagent"),
        ("who sent videos to PitVis?", "pitvis-2023-challenge"),
    ],
)
def test_names_in_the_shipped_corpus_point_to_their_paper(
    shipped: tuple[Names, list[str]], text: str, expected: str
) -> None:
    names, ids = shipped
    assert [ids[number] for _, number in found(names, text)] == [expected]


@pytest.mark.parametrize(
    "how", ["an assistant, namely Alice, for", "an assistant called “Alice” for", "one dubbed Alice,"]
)
def test_a_plain_word_given_as_a_name_is_one_with_its_capital_only(how: str) -> None:
    names = named([*PAPERS[:2], make_paper("An Assistant for Reports", f"We build {how} reports. It is kind.")])
    assert found(names, "What does Alice do?") == [("Alice", 2)]
    assert found(names, "what does alice do?") == []


def test_a_person_called_in_passing_is_no_name() -> None:
    papers = [*PAPERS[:2], make_paper("On Reports", "Reports of a patient named after Alice are read. It is kind.")]
    assert found(named(papers), "What does Alice do?") == []


def test_a_whole_title_points_to_its_paper_however_it_is_written() -> None:
    title = "Stones in the Urinary Tract of Adults"
    names = named([*PAPERS[:2], make_paper(title, "We count stones.")])
    assert found(names, f"What does “{title}” find?") == [(title, 2)]
    assert found(names, f"what does {title.lower()} find?") == [(title.lower(), 2)]
    assert found(names, "stones in the urinary tract") == []


def test_a_sentence_before_the_colon_of_a_title_points_to_its_paper_but_is_not_what_it_is_called() -> None:
    names = named([*PAPERS[:2], make_paper("Count, Weigh and Crush: Stones of the Bladder", "We count stones.")])
    assert found(names, "How does 'count, weigh and crush' work?") == [("count, weigh and crush", 2)]
    assert names.of(2) is None


def test_a_short_title_is_no_name() -> None:
    assert found(named([make_paper("Kidney Stones", "We count stones.")]), "What of kidney stones?") == []


def test_a_name_that_several_papers_describe_belongs_to_none() -> None:
    described = "We adapt CLIP, a foundation model, to {}. CLIP helps."
    papers = [make_paper(f"On the {organ}", described.format(organ)) for organ in ("knee", "hip", "eye")]
    assert found(named(papers), "What is CLIP?") == []


def test_one_paper_that_introduces_a_name_keeps_it_though_another_describes_it() -> None:
    papers = [
        make_paper("On the knee", "We compare with MedMamba, a network by others."),
        make_paper("On the hip", "We propose MedMamba. MedMamba segments hips."),
    ]
    assert found(named(papers), "What is MedMamba?") == [("MedMamba", 1)]


def test_a_name_that_reads_like_a_word_but_for_its_capitals_is_meant_only_as_written() -> None:
    papers = [
        make_paper("ConTEXTual Net: Text for Segmentation", "We propose ConTEXTual Net. ConTEXTual Net reads text."),
        *(make_paper(f"On the {organ}", "We use contextual features of it.") for organ in ("knee", "hip", "eye")),
    ]
    names = named(papers)
    assert found(names, "What is ConTEXTual Net?") == [("ConTEXTual Net", 0)]
    assert found(names, "Which contextual features help?") == []


@pytest.mark.parametrize("token", ["CXRs", "PET/CT", "CT/MRI", "AI-based", "KAN-Integrated"])
def test_plurals_pairs_and_compounds_of_acronyms_are_no_names(token: str) -> None:
    papers = [*PAPERS[:2], make_paper(f"Reading {token} images", f"We propose {token} reading. {token} is new.")]
    assert found(named(papers), f"What of {token}?") == []


def test_a_text_without_its_names_has_something_else_in_their_places(names: Names) -> None:
    assert names.without("Is LiverNet or SwinSeg larger?", "…") == "Is … or … larger?"
    assert names.without("Is it larger?") == "Is it larger?"


COVID = make_paper("A Framework for the Diagnosis of COVID-19 on Radiographs", "A framework tells COVID-19 from colds.")


def test_a_disease_in_a_title_points_to_its_paper_where_no_name_does_and_is_not_what_it_is_called() -> None:
    names = named([*PAPERS[:2], COVID])
    assert found(names, "Who looks at COVID-19?") == [("COVID-19", 2)]
    assert [mention.topic for mention in names.mentions("Who looks at COVID-19?")] == [True]
    assert found(names, "Was LiverNet tried on COVID-19?") == [("LiverNet", 0)]
    assert names.of(2) is None


def test_a_term_of_the_field_is_a_name_where_it_is_coined_and_not_where_it_is_used() -> None:
    coined = make_paper("Pictures and Words in Medicine", "We propose BiomedCLIP. BiomedCLIP reads pictures.")
    used = make_paper("On Knees", "We propose a network that works with SAM. SAM is slow.")
    names = named([coined, used])
    assert found(names, "What is BiomedCLIP?") == [("BiomedCLIP", 0)]
    assert found(names, "What is SAM?") == []


def test_which_names_are_topics_is_kept(tmp_path: Path) -> None:
    named([COVID, *PAPERS[:2]]).save(tmp_path)
    assert [mention.topic for mention in Names.load(tmp_path).mentions("COVID-19")] == [True]


SIZED = (
    make_paper("WaspSet-25M: Wasps in Gardens", "We introduce WaspSet-25M. WaspSet-25M holds 25 million wasps."),
    make_paper("Merlin: Birds on Roofs", "We introduce Merlin, a model. Merlin counts birds on roofs."),
    make_paper("BeeNet: Bees in Hives", "We introduce BeeNet. BeeNet counts bees in hives."),
)


def test_a_name_is_known_without_the_size_at_its_end() -> None:
    assert found(named(SIZED), "Is waspset open?") == [("waspset", 0)]


@pytest.mark.parametrize("text", ["merlin or BeeNet?", "Who counts, BeeNet or merlin?", "compare BeeNet and merlin"])
def test_a_plain_word_is_a_name_beside_its_equal(text: str) -> None:
    assert {number for _, number in found(named(SIZED), text)} == {1, 2}


@pytest.mark.parametrize("text", ["Does BeeNet see merlin chicks?", "the merlin and BeeNet", "is it a merlin"])
def test_a_plain_word_of_which_more_is_said_is_no_name(text: str) -> None:
    assert 1 not in {number for _, number in found(named(SIZED), text)}


def test_a_name_that_an_abstract_only_uses_near_what_it_introduces_is_not_its_own() -> None:
    herd = make_paper(
        "HerdNet: Counting Cows", "We introduce HerdNet, built on facts found in MeadowBase. It is small."
    )
    barn = make_paper("Counting Barns", "We read the pages of MeadowBase.")
    names = named([herd, barn])
    assert [mention.papers for mention in names.mentions("What does HerdNet count?")] == [(0,)]
    assert not names.mentions("What is read of MeadowBase?")


def test_a_word_on_a_double_s_is_no_plural_of_a_name() -> None:
    known = named([make_paper("ISLES 2022: Islands from the Air", "We present ISLES 2022.")])
    assert known.mentions("What does ISLES hold?")
    assert not known.mentions("Which of them is less useful?")
