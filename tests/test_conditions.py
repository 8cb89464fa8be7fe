"""Conditions of a list question that are read off a paper's own words."""

import pytest
from conftest import make_paper

from rag.conditions import CONDITIONS, split_conditions
from rag.types import Paper

BY_NAME = {condition.name: condition for condition in CONDITIONS}


def names(question: str) -> list[str]:
    return [condition.name for condition in split_conditions(question)[0]]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which papers release their code?", "speaks of released code"),
        ("Which papers make their source code publicly available?", "speaks of released code"),
        ("List the papers whose code is available", "speaks of released code"),
        ("How many papers are open source?", "speaks of released code"),
        ("Which papers link to GitHub?", "gives a GitHub link"),
        ("Which papers have a GitHub repository?", "gives a GitHub link"),
        ("Which papers give a link?", "gives a link"),
        ("papers with a web address for their code, data or project", "gives a link"),
        ("Where is the AI measured directly against people, e.g. doctors?", "sets results against people's"),
        ("papers whose model outperforms radiologists", "sets results against people's"),
        ("Who checks whether results hold up across sex, age or race?", "looks at groups of people apart"),
        ("papers on fairness", "looks at groups of people apart"),
        ("papers that invent new x-rays", "makes images"),
        ("overviews of other people's work", "is a survey"),
        ("Which papers have a project page?", "gives a link"),
        ("Which papers introduce a new dataset?", "presents a dataset"),
        ("Which groups release a dataset?", "presents a dataset"),
        ("How many papers propose a benchmark?", "presents a benchmark"),
        ("Which papers are surveys?", "is a survey"),
        ("List the review articles", "is a survey"),
        ("who gives us a new knee MRI dataset?", "presents a dataset"),
        ("papers that make fake x-rays", "makes images"),
        ("Which papers create medical images?", "makes images"),
        ("anything on synthetic CT scans?", "makes images"),
        ("Which papers write radiology reports?", "writes reports"),
        ("Which authors justify it with a lack of radiologists?", "tells of a lack of doctors"),
        ("papers that mention a shortage of doctors", "tells of a lack of doctors"),
        ("papers on writing radiology or other medical reports", "writes reports"),
        ("papers in which new pictures are produced by a generative model", "makes images"),
        ("AI that makes up medical pictures", "makes images"),
        ("Do doctors or other people get compared with the machine?", "sets results against people's"),
        ("How many only promise that code, data or models will be released?", "promises a release"),
        (
            "In which studies did radiologists, clinicians or other experts judge the output?",
            "has experts judge results",
        ),
        ("Where is the release of code or data only promised?", "promises a release"),
        ("papers on report generation", "writes reports"),
        ("In which papers did doctors rate the output?", "has experts judge results"),
        ("Which papers took part in a challenge?", "takes part in or sets a challenge"),
        ("any papers on languages besides English?", "goes beyond English"),
        ("Which works read reports in more than one language?", "goes beyond English"),
        ("Which papers are not about medicine at all?", "is not about medicine"),
    ],
)
def test_a_condition_is_read_in_its_usual_wordings(question: str, name: str) -> None:
    assert names(question) == [name]


@pytest.mark.parametrize(
    "question",
    [
        "Which papers are about the kidney?",
        "Which papers use a public dataset of knees?",
        "Which papers build on a public dataset?",
        "Which papers make use of a benchmark?",
        "Which papers use open-source large language models?",
        "Which papers generate code from reports?",
        "Which papers link images to text?",
        "Which papers are trained on benchmarks?",
        "publications that test or review bees",
        "papers that feed in outside medical knowledge",
        "papers that complain of a lack of expert annotations",
        "papers that complain of a lack of labels from experts",
        "",
    ],
)
def test_words_that_only_look_like_a_condition_set_none(question: str) -> None:
    assert split_conditions(question) == ((), question)


@pytest.mark.parametrize(
    ("question", "left", "gone"),
    [
        ("Which MRI papers release their code?", ["MRI"], ["code", "release"]),
        ("Which papers introduce a new dataset for dental scans?", ["dental", "scans"], ["dataset", "introduce"]),
        ("Which surveys cover the kidney?", ["cover", "kidney"], ["surveys"]),
        ("Which papers on knees have a GitHub link?", ["knees"], ["GitHub", "link"]),
    ],
)
def test_what_is_left_of_the_question_is_its_topic(question: str, left: list[str], gone: list[str]) -> None:
    topic = split_conditions(question)[1].strip("?").split()
    assert set(left) <= set(topic)
    assert not set(gone) & set(topic)


def test_two_conditions_are_both_read() -> None:
    assert set(names("Which papers introduce a new dataset and release their code?")) == {
        "presents a dataset",
        "speaks of released code",
    }


@pytest.mark.parametrize(
    ("name", "sentence", "met"),
    [
        ("gives a GitHub link", "See https://github.com/someone/kidneys for more.", True),
        ("gives a GitHub link", "See https://example.org/kidneys for more.", False),
        ("gives a GitHub link", "GitHub is mentioned and not linked.", False),
        ("speaks of released code", "Code is available at https://example.org/kidneys.", True),
        ("speaks of released code", "Everything is at https://gitlab.com/someone/kidneys.", True),
        ("speaks of released code", "We release an open-source toolbox.", True),
        ("speaks of released code", "The data are available at https://example.org/kidneys.", False),
        ("speaks of released code", "Disease codes are predicted from notes.", False),
        ("gives a link", "More is at https://example.org/kidneys.", True),
        ("gives a link", "Links between organs are learned.", False),
        ("presents a dataset", "We introduce KidneySet, a large dataset of stones.", True),
        ("presents a dataset", "In this work, a new dataset is introduced, the first database of stones.", True),
        ("presents a dataset", "We propose a network using the public dataset of stones.", False),
        ("presents a dataset", "It reaches 0.9 on a public dataset.", False),
        ("presents a benchmark", "We present StoneBench, a benchmark for stones.", True),
        ("presents a benchmark", "It leads on three benchmarks.", False),
        ("is a survey", "This review covers stones.", True),
        ("tells of a lack of doctors", "Given the current radiologist shortage, we sort stones.", True),
        ("tells of a lack of doctors", "There is a lack of trained urologists.", True),
        ("tells of a lack of doctors", "The lack of large datasets of radiology is felt.", False),
    ],
)
def test_a_paper_meets_a_condition_with_a_sentence_of_its_own(name: str, sentence: str, met: bool) -> None:
    paper = make_paper("On Kidneys", f"Stones of the kidney hurt more than most. {sentence}")
    span = BY_NAME[name].met(paper)
    assert (span is not None) is met
    if span:
        assert paper.abstract[slice(*span)] == sentence


@pytest.mark.parametrize(
    ("title", "abstract", "shown"),
    [
        (
            "Kidney Stones: A Survey",
            "Stones of the kidney hurt. In this survey, we sort 85 networks.",
            "In this survey",
        ),
        ("A Review of Kidney Stones", "Stones of the kidney hurt. Networks find them on CT.", "Stones of"),
        ("Stones in the Kidney", "Stones of the kidney hurt. We survey 85 hospitals.", None),
    ],
)
def test_a_survey_is_one_by_its_title_and_shown_by_its_abstract(title: str, abstract: str, shown: str | None) -> None:
    paper = Paper("kidneys", title, abstract)
    span = BY_NAME["is a survey"].met(paper)
    assert (paper.abstract[slice(*span)] if span else "").startswith(shown or "")
    assert (span is None) is (shown is None)


@pytest.mark.parametrize("question", ["what is there on making the scan quicker?", "papers on a single expert model"])
def test_words_alike_set_no_condition(question: str) -> None:
    assert not names(question)


@pytest.mark.parametrize(
    ("name", "sentence", "met"),
    [
        ("makes images", "The model creates synthetic radiographs from text.", True),
        ("makes images", "We generate reports from radiographs of patients.", False),
        ("writes reports", "We tackle radiology report generation.", True),
        ("writes reports", "It is trained on paired images and reports.", False),
        ("has experts judge results", "A reader study involving four radiologists indicates a win.", True),
        ("has experts judge results", "Radiologists are in short supply.", False),
        ("takes part in or sets a challenge", "We participated in the 2021 segmentation challenge.", True),
        ("takes part in or sets a challenge", "Small lesions remain a challenge.", False),
        ("goes beyond English", "Reports are in Japanese.", True),
        ("goes beyond English", "Reports are in English.", False),
        ("is not about medicine", "We unify image segmentation of street scenes.", True),
        ("is not about medicine", "We segment tumors.", False),
    ],
)
def test_what_a_paper_does_is_read_off_its_sentences(name: str, sentence: str, met: bool) -> None:
    assert (BY_NAME[name].met(Paper("one", "A Network", sentence)) is not None) is met


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which papers have reports generated from chest x-rays?", "writes reports"),
        ("Are there systems that write up a CT scan?", "writes reports"),
        ("papers that aren't really about medicine", "is not about medicine"),
        ("Which papers propose a benchmark or evaluation suite?", "presents a benchmark"),
        ("Which papers release a new dataset or benchmark?", "presents a dataset or presents a benchmark"),
        ("Which groups put together a new corpus?", "presents a dataset"),
        ("Which papers can I download code for?", "speaks of released code"),
        ("Which papers ran a reader study?", "has experts judge results"),
    ],
)
def test_a_condition_is_read_in_other_words_and_either_of_two(question: str, name: str) -> None:
    assert names(question) == [name]


def test_an_overview_of_the_papers_is_not_a_survey() -> None:
    assert not names("Give an overview of the papers on bees")


def test_either_of_two_conditions_is_met_by_one_of_them() -> None:
    (condition,) = split_conditions("Which papers release a new dataset or benchmark?")[0]
    assert condition.met(make_paper("A", "We introduce BeeSet, a large dataset of bees."))
    assert condition.met(make_paper("B", "We present BeeBench, a benchmark for bees."))
    assert not condition.met(make_paper("C", "Bees are counted."))


@pytest.mark.parametrize(
    ("name", "sentence", "met"),
    [
        (
            "sets results against people's",
            "The model was compared with a baseline and two surgeons or physicians.",
            True,
        ),
        ("sets results against people's", "It reaches human expert-level performance.", True),
        ("sets results against people's", "Five radiologists rated the reports.", False),
        ("looks at groups of people apart", "Accuracy was stratified by sex and age.", True),
        ("looks at groups of people apart", "The mean age was 54 years.", False),
    ],
)
def test_people_beside_a_model_are_read_off_a_sentence(name: str, sentence: str, met: bool) -> None:
    assert (BY_NAME[name].met(make_paper("one", abstract=sentence)) is not None) is met


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which reviews put a list of the reviewed papers on GitHub?", "keeps a list of works online"),
        ("Which surveys come with an online collection of the papers they cover?", "keeps a list of works online"),
        ("Which papers put their models online?", ""),
        ("Which papers have no connection with medicine?", "is not about medicine"),
        ("Which works have nothing to do with hospitals or medicine?", "is not about medicine"),
        ("Which papers are not about patients at all?", "is not about medicine"),
        ("Which papers are not about patients with stroke?", ""),
        ("Is anything here in another language than English?", "goes beyond English"),
        ("Which papers translate notes into another language?", "goes beyond English"),
        ("Which papers handle several at once?", ""),
    ],
)
def test_a_list_of_works_and_what_is_not_medicine_or_english_are_read(question: str, name: str) -> None:
    assert (names(question) or [""])[0] == name


@pytest.mark.parametrize(
    ("sentence", "met"),
    [
        ("A list of the papers reviewed in this work is available at Github.", True),
        ("The collection of works is kept up at https://github.com/a/b.", True),
        ("Our code is available at https://github.com/a/b.", False),
    ],
)
def test_a_list_of_works_is_told_of_with_its_place(sentence: str, met: bool) -> None:
    (condition,) = (found for found in CONDITIONS if found.name == "keeps a list of works online")
    assert bool(condition.met(Paper("a", "A survey", f"We count bees. {sentence}"))) == met
