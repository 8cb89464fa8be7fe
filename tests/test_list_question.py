"""A question for a list in its parts."""

import pytest

from rag.list_question import read_list


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Which papers are on kidneys/livers?", "kidneys or livers"),
        ("papers on kidneys / livers", "kidneys or livers"),
        ("papers on kidneys and/or livers", "kidneys or livers"),
        ("papers on PET/CT", "PET/CT"),  # one thing
        ("papers on kidneys w/o livers", "kidneys"),
        ("papers that link to https://example.org/kidneys", "https://example.org/kidneys"),
        ("papers with 3/4 of the labels", "3/4"),
    ],
)
def test_words_with_a_slash_between_them_are_either_of_them(question: str, rest: str) -> None:
    assert rest in read_list(question).rest


def test_surveys_or_reviews_are_one_condition() -> None:
    asked = read_list("gimme all the surveys / review articles in here")
    assert (asked.topic, [condition.name for condition in asked.conditions]) == ("", ["is a survey"])


def test_everyday_words_beside_a_described_condition_are_no_topic() -> None:
    asked = read_list("Who checked how sex, age or race changes what it gets right?")
    assert (asked.topic, len(asked.conditions)) == ("", 1)


def test_a_term_of_the_field_is_all_of_a_topic_with_everyday_words_beside_it() -> None:
    asked = read_list("How many papers ran experiments on liver data?")
    assert (asked.topic, asked.core) == ("liver", "liver")


@pytest.mark.parametrize(
    ("question", "topic", "conditions"),
    [
        ("Which papers promise that their code will be released?", "", ["promises a release"]),
        ("papers that give a link to code, data or a project site", "", ["gives a link"]),
        ("Which of the datasets contain knee videos?", "knee videos", ["presents a dataset"]),
        ("papers in languages other than English, Danish for example", "", ["goes beyond English"]),
        ("papers that produce artificial pictures, for instance to enlarge a set", "", ["makes images"]),
        ("a foundation model for chest x-rays", "foundation model chest x-rays", []),
        ("papers where code was announced and is not out yet", "", ["promises a release"]),
        ("How many works have code not yet available?", "", ["promises a release"]),
        ("Which papers are about a contest that many groups entered?", "", ["takes part in or sets a challenge"]),
        ("Which tools have an online demo that I can try?", "", ["can be tried online"]),
        ("What can I try out in the browser?", "", ["can be tried online"]),
        ("Where did the model do worse than the dermatologists?", "", ["falls short of people"]),
        ("Which systems lost against doctors?", "", ["falls short of people"]),
    ],
)
def test_examples_and_other_words_for_conditions(question: str, topic: str, conditions: list[str]) -> None:
    read = read_list(question)
    assert read.topic == topic
    assert [condition.name for condition in read.conditions] == conditions


@pytest.mark.parametrize(
    ("question", "topic", "conditions"),
    [
        ("papers on the liver, reviews included", "liver", []),
        ("papers on the liver (mice are fine)", "liver", []),
        ("papers on the liver, whatever the disease (cysts, tumours)", "liver", []),
        ("which papers train or test on CT, as far as they say so", "CT", []),
        ("which papers use CT, on its own or together with PET?", "CT", []),
        ("Papers which work purely on CT, please, no other modality.", "", ["is on CT and no other imaging"]),
        (
            "Which studies weigh the machine's answers directly against those of doctors?",
            "",
            ["sets results against people's"],
        ),
        ("Which papers check men and women or other demographic differences?", "", ["looks at groups of people apart"]),
        ("How many are not about health or biology?", "", ["is not about medicine"]),
        ("papers that draw an artificial knee x-ray", "knee", ["makes images"]),
        ("Everything whose main subject is automatic report writing for radiology", "", ["writes reports"]),
        ("I'm a librarian shelving overview articles. Which papers are about CT?", "CT", []),
    ],
)
def test_what_does_not_matter_and_who_asks_are_no_topic(question: str, topic: str, conditions: list[str]) -> None:
    read = read_list(question)
    assert (read.topic, [condition.name for condition in read.conditions]) == (topic, conditions)


def test_reports_that_are_generated_do_not_say_what_follows() -> None:
    (without,) = read_list("List all papers on CT report generation, no reviews.").without
    assert [condition.name for condition in without.conditions] == ["is a survey"]


def test_no_other_modality_says_only_again() -> None:
    assert not read_list("Papers that work only on CT, please, no other modality").without


@pytest.mark.parametrize(
    ("question", "topic", "conditions"),
    [
        ("Can you count the systems that write reports for CT scans (not X-rays only)?", "CT", ["writes reports"]),
        ("What is there on writing reports from CT scans (not X-rays)?", "CT", ["writes reports"]),
        ("generative AI that makes new artificial pictures (not just text)", "", ["makes images"]),
        (
            "Surveys that keep a public GitHub list of the works they discuss",
            "",
            ["keeps a list of works online", "is a survey"],
        ),
        (
            "Which overview articles also keep an online list or repository of the works they discuss?",
            "",
            ["keeps a list of works online", "is a survey"],
        ),
        ("How many papers deal with a second language or something other than English?", "", ["goes beyond English"]),
        (
            "I have the impression that a few of the documents have nothing to do with medicine. Which ones?",
            "",
            ["is not about medicine"],
        ),
        ("are there papers here that arent about medicine at all", "", ["is not about medicine"]),
        ("everything that involves MRI, whether as training data or as a published dataset", "MRI", []),
        ("Not all here is medical, right? Name papers that are not about medicine.", "", ["is not about medicine"]),
        ("For my thesis I need MRI papers", "MRI", []),
        ("papers that segment the hip or at least try it on them", "segment hip", []),
        ("Which papers tune BERT or build upon it?", "tune BERT", []),
        ("Which papers teach a machine to weigh hives?", "weigh hives", []),
        ("Weighing hives: which papers contribute something to it?", "Weighing hives", []),
        ("Which papers use ResNet as a backbone?", "ResNet", []),
        (
            "papers trained on at least one million items (images, pairs or triples)",
            "",
            ["gives a number of items that is at least one million"],
        ),
        ("List all Mamba networks that are put forward", "Mamba networks", []),
        ("How many include the eye, for example retina pictures or ophthalmology?", "eye", []),
    ],
)
def test_what_says_again_what_is_wanted_is_no_topic(question: str, topic: str, conditions: list[str]) -> None:
    read = read_list(question)
    assert (read.topic, [condition.name for condition in read.conditions]) == (topic, conditions)


@pytest.mark.parametrize(
    "question",
    [
        "papers w/ results on bees?? no surveys pls",
        "No reviews please: papers on bees",
        "Methods put to the test on bees, no surveys please",
        "Which works look at bees, surveys aside?",
    ],
)
def test_surveys_set_aside_apart_from_the_question(question: str) -> None:
    asked = read_list(question)
    assert [condition.name for side in asked.without for condition in side.conditions] == ["is a survey"]
    assert not asked.conditions


def test_plain_words_beside_a_limit_are_no_topic() -> None:
    assert read_list("Who pooled more than fifty existing datasets or sources into one study?").topic == ""


def test_of_several_sorts_any_will_do() -> None:
    assert read_list("Any papers that use an autoencoder, masked, variational or plain?").topic == "autoencoder"
