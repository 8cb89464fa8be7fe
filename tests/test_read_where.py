"""Conditions on papers' records in questions: read where they are ones, and let be where they only look like it."""

from datetime import date

import pytest

from rag.facts import Facts
from rag.read_where import read_where
from rag.types import Paper

TODAY = date(2026, 11, 24)
_MICCAI = "Medical Image Computing and Computer-Assisted Intervention"


def paper(id_: str, *authors: str, venue: str | None = None, keywords: tuple[str, ...] = ()) -> Paper:
    return Paper(id_, "A Title", "One sentence.", authors=authors, venue=venue, keywords=keywords)


KNOWN = Facts(
    [
        paper("a", "Geoffrey E. Hinton", "Jane Smith", venue=_MICCAI),
        paper("b", "van der Maaten, Laurens", "Wei Lee", keywords=("self-supervised learning",)),
        paper("c", "Bo Adam", "Łukasz Müller", venue="Nature"),
        paper("d", venue="Radiology", keywords=("CT",)),
        paper("e", venue="Medical Image Analysis"),
        paper("f", venue="CVPR 2021"),
    ]
)
UNKNOWN = Facts([Paper("a", "A Title", "One sentence.")])


@pytest.mark.parametrize(
    ("question", "rest", "where"),
    [
        ("Which papers since 2023 use CT?", "Which papers use CT?", "year>=2023"),
        ("Which papers published after 2020 use CT?", "Which papers use CT?", "year>=2021"),
        ("papers before 2019 on liver segmentation", "papers on liver segmentation", "year<=2018"),
        ("papers until 2019 on CT", "papers on CT", "year<=2019"),
        ("List studies between 2018 and 2021 on stroke", "List studies on stroke", "year:2018..2021"),
        ("papers from 2018 to 2021 on stroke", "papers on stroke", "year:2018..2021"),
        ("papers published 2018-2021 on CT", "papers on CT", "year:2018..2021"),
        ("How many papers were published in 2023?", "How many papers?", "year:2023"),
        ("Which papers are from 2023?", "Which papers?", "year:2023"),
        ("papers on stroke from 2023", "papers on stroke", "year:2023"),
        ("Which 2023 papers use Mamba?", "Which papers use Mamba?", "year:2023"),
        ("Which papers use transformers since 2023?", "Which papers use transformers?", "year>=2023"),
        ("What has been done on MRI since 2021?", "What has been done on MRI?", "year>=2021"),
        ("Since 2022, which papers use diffusion?", "which papers use diffusion?", "year>=2022"),
        ("Which papers from 2020 onwards use GANs?", "Which papers use GANs?", "year>=2020"),
        ("Which works are from 2021 or later?", "Which works?", "year>=2021"),
        ("Which papers not older than 2022 use CT?", "Which papers use CT?", "year>=2022"),
        ("papers from the last 3 years about Mamba", "papers about Mamba", "year>=2023"),
        ("papers of the past five years on X-ray", "papers on X-ray", "year>=2021"),
        ("papers of the last decade on X-ray", "papers on X-ray", "year>=2016"),
        ("How many papers published last year use CT?", "How many papers use CT?", "year:2025"),
        ("anything new from this year?", "anything new?", "year:2026"),
        ("and before 2020?", "and?", "year<=2019"),
        ("papers from 2024 or 2025 on Mamba", "papers on Mamba", "year:2024..2025"),
        ("papers published in or after 2020", "papers", "year>=2020"),
        ("papers no later than 2019", "papers", "year<=2019"),
        ("Which papers were published in January 2023?", "Which papers?", "year:2023"),
        ("How many of them are from 2023?", "How many of them?", "year:2023"),
        ("Which papers published in 2023 use more than 2020 images?", "Which papers use more than 2020 images?",
         "year:2023"),
        ("Which papers were not published in 2023?", "Which papers?", "-year:2023"),
        ("only those since 2022", "only those", "year>=2022"),
        ("What about 2023?", "What about?", "year:2023"),
    ],
)  # fmt: skip
def test_years_of_papers_are_read(question: str, rest: str, where: str) -> None:
    for facts in (KNOWN, UNKNOWN):
        found, read = read_where(question, facts, TODAY)
        assert (found, str(read)) == (rest, where)


@pytest.mark.parametrize(
    ("question", "rest", "where"),
    [
        ("Which papers published in Nature use MRI?", "Which papers use MRI?", "venue:Nature"),
        ("Which papers in MICCAI deal with CT?", "Which papers deal with CT?", "venue:MICCAI"),
        ("Which MICCAI papers deal with CT?", "Which papers deal with CT?", "venue:MICCAI"),
        ("Which CVPR 2021 papers are there?", "Which papers are there?", "venue:CVPR year:2021"),
        ("papers published at miccai in 2023", "papers", "venue:miccai year:2023"),
        ("Which papers appeared in Radiology?", "Which papers?", "venue:Radiology"),
        ("Which surveys were published in Medical Image Analysis between 2018 and 2021?", "Which surveys?",
         'venue:"Medical Image Analysis" year:2018..2021'),
        ("Which papers are by Smith?", "Which papers?", "author:Smith"),
        ("papers of Geoffrey Hinton", "papers", 'author:"Geoffrey Hinton"'),
        ("Which papers by Hinton use CT?", "Which papers use CT?", "author:Hinton"),
        ("Hinton's papers on MRI", "papers on MRI", "author:Hinton"),
        ("What has Hinton published on MRI?", "Which papers are there on MRI?", "author:Hinton"),
        ("What did Smith publish after 2020?", "Which papers are there?", "author:Smith year>=2021"),
        ("papers written by Jane Smith and Wei Lee", "papers", 'author:"Jane Smith" author:"Wei Lee"'),
        ("papers by Smith or Lee since 2020", "papers", "author:Smith,Lee year>=2020"),
        ("Which papers by Laurens van der Maaten are there?", "Which papers are there?",
         'author:"Laurens van der Maaten"'),
        ("What did Smith publish in 2021?", "Which papers are there?", "author:Smith year:2021"),
        ("Which papers by Müller?", "Which papers?", "author:Müller"),
        ("Which papers tagged self-supervised learning use CT?", "Which papers use CT?",
         'keyword:"self-supervised learning"'),
        ('papers with keyword "x-ray"', "papers", "keyword:x-ray"),
        ("papers with keywords CT or self-supervised learning", "papers", 'keyword:CT,"self-supervised learning"'),
        ("Which papers not published in Nature use CT?", "Which papers use CT?", "-venue:Nature"),
        ("papers not by Smith", "papers", "-author:Smith"),
        ("papers co-authored by Hinton", "papers", "author:Hinton"),
        ("work of Smith et al. on CT", "work on CT", "author:Smith"),
        ("only those in MICCAI", "only those", "venue:MICCAI"),
        ("Which of them are in MICCAI?", "Which of them?", "venue:MICCAI"),
        ("Which papers did Smith publish in MICCAI?", "Which papers are there?", "author:Smith venue:MICCAI"),
        ("And by Smith?", "And?", "author:Smith"),
        ("papers with the keyword CT published since 2020", "papers", "keyword:CT year>=2020"),
    ],
)  # fmt: skip
def test_known_venues_authors_and_keywords_are_read(question: str, rest: str, where: str) -> None:
    found, read = read_where(question, KNOWN, TODAY)
    assert (found, str(read)) == (rest, where)


@pytest.mark.parametrize(
    "question",
    [
        "Is it better than those in MICCAI challenges?",
        "What is the accuracy in 2023 patients?",
        "Which papers use a dataset from 2017?",
        "Which papers use BraTS 2020?",
        "How many papers use the BraTS 2020 dataset?",
        "Which BraTS 2020 papers are there?",
        "What holds in 2 of 3 cases?",
        "Is ImageNet-2012 used?",
        "Which papers evaluate on 2023 patients?",
        "Which papers evaluate 2,023 patients?",
        "Which papers train on data collected between 2010 and 2015?",
        "Which papers train on scans acquired after 2018?",
        "Which papers use images from 2019?",
        "Which papers use data since 2015?",
        "Which papers use a network introduced in 2015?",
        "Which papers follow patients for the last 5 years?",
        "Which papers took part in ISLES 2022?",
        "Which papers report on 2020 cases in 2 hospitals?",
        "In which papers were 2000 images labelled between 2018 and 2020?",
        "What was found after 2000 epochs?",
        "Does it work before 2000 iterations?",
        "Which challenge was held in 2021?",
        "What happened in 2023?",
        "patients treated since 2010",
        "Is there work on COVID in 2020 patients?",
        "Compare the 2018 and 2021 versions of BraTS",
        "Which method from 2015 does VoCo compare with?",
        "Which papers work in radiology?",
        "Which papers are about radiology?",
        "Which papers deal with medical image analysis?",
        "Which papers study nature?",
        "Which papers are about images in nature?",
        "What does the paper say about Nature?",
        "Which papers use ResNet since it came out in 2015?",
        "Which papers use a dataset published in 2016?",
        "Which papers use a dataset published in Nature?",
        "Which papers build on work by Hinton?",
        "Which papers compare with studies from 2015?",
        "Compare papers before and after 2020",
        "papers from 2015 or 2020",
        "Which papers use the Adam optimizer?",
        "Which models are trained by Adam?",
        "Which papers segment by hand?",
        "Which papers improve segmentation by Hinton's capsule idea?",
        "Which papers work on tagged MRI?",
        "papers on detection by Transformers",
        "papers by Zorblax",
        "papers published in The Lancet",
        "What is VoCo?",
    ],
)
def test_what_only_looks_like_a_condition_is_let_be(question: str) -> None:
    assert read_where(question, KNOWN, TODAY) == (question, None)


def test_a_pasted_text_sets_no_condition() -> None:
    text = "Papers published in 2020. " * 40
    assert read_where(text, KNOWN, TODAY) == (text, None)


def test_an_author_is_read_though_no_paper_carries_authors() -> None:
    rest, where = read_where("Which papers are by Smith?", UNKNOWN, TODAY)
    assert (rest, str(where)) == ("Which papers?", "author:Smith")
    assert read_where("Which models are trained by Smith?", UNKNOWN, TODAY)[1] is None


def test_a_question_that_names_nothing_of_a_record_has_none_read() -> None:
    def records() -> list[Paper]:
        raise AssertionError("read")

    question = "Which segmentation papers use infinity ones?"
    assert read_where(question, Facts([paper("a")], records), TODAY)[0] == question
