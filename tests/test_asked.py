"""What kind of answer a question asks for, and whether a text gives it."""

import pytest

from rag.asked import (
    asked_kind,
    asked_section,
    asks_data,
    asks_name,
    asks_who,
    asks_work,
    kind_of_which,
    names_data,
    names_one,
    tells_of,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which team won the challenge?", "team"),
        ("What large language model writes the reports?", "large language model"),
        ("Which of the universities took part?", "universities"),
        ("In which two hospitals was it tried?", "hospitals"),
        ("Which paper won?", None),
        ("What is a backbone?", None),
        ("Which company's chatbot is it?", None),
        ("Which hospital's cows gave the milk?", "hospital"),
        ("From which health system do the cows come?", "health system"),
        ("Which text decoder is it paired with?", "decoder"),
        ("What model does CowNet start from?", "model"),
        ("What model does the team propose?", None),
        ("Which optimizer approach is best?", None),
        ("What is the backbone of MedMamba?", "backbone"),
        ("What does the team propose?", None),
        ("What makes the language model slow?", None),
        ("How does the team work?", None),
    ],
)
def test_a_question_for_a_name_tells_of_what_kind(question: str, kind: str | None) -> None:
    assert asks_name(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "given"),
    [
        ("team", "The winning team was DeepOrgans.", True),
        ("team", "The winning team used more data.", False),
        ("team", "The winning team used DeepOrgans on Kidneys.", True),
        ("team", "We propose DeepOrgans.", False),
        ("hospital", "Scans come from the hospital of Uppsala.", True),
        ("hospital", "Scans come from a large hospital.", False),
        ("backbone", "The network is built on ResNet.", True),
    ],
)
def test_a_name_counts_only_where_its_kind_is_spoken_of(kind: str, sentence: str, given: bool) -> None:
    assert names_one(kind, f"Which {kind} is it?", [sentence]) is given


def test_a_name_that_the_question_has_itself_is_no_answer() -> None:
    sentences = ["In the challenge MedBrain, each team got the same data."]
    assert names_one("team", "Which team won?", sentences)
    assert not names_one("team", "Which team won the MedBrain challenge?", sentences)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which convolutional network is the baseline?", "network"),
        ("name of the dataset they made", "dataset"),
        ("On what two illnesses was it tried?", "illnesses"),
        ("What datasets does it use?", "datasets"),
        ("What is it?", None),
        ("How does the network work?", None),
    ],
)
def test_the_kind_of_thing_that_a_question_asks_for_is_a_noun(question: str, kind: str | None) -> None:
    assert asked_kind(question) == kind


def test_a_kind_of_thing_is_told_of_in_like_nouns() -> None:
    assert tells_of("network", "the encoder is SwinNet")
    assert tells_of("pictures", "the images of SwinSet")
    assert not tells_of("network", "the patients of Uppsala")


def test_the_kind_asked_for_stands_before_of() -> None:
    assert kind_of_which("What shortcoming of earlier writers led to it?") == "shortcoming"
    assert kind_of_which("Which tattoo artists drew it?") == asked_kind("Which tattoo artists")
    assert kind_of_which("Why is it so?") is None


def test_teams_and_places_are_no_papers() -> None:
    assert asks_who("Which team won?")
    assert not asks_who("Which segmentation model won?")
    assert not asks_who("Who won?")


def test_an_acronym_of_a_kind_or_a_term_of_medicine_names_no_system() -> None:
    assert not names_one(
        "language model", "Which language model is it?", ["We train a vision-language model (VLM) on CXRs."]
    )
    assert names_one("language model", "Which language model is it?", ["We train a language model, Vicuna, on CXRs."])
    assert names_one("CNNs", "Which CNNs are tried?", ["We try convolutional networks, like Xception."])


def test_a_kind_of_system_is_asked_for_without_a_name() -> None:
    assert asks_name("What type of generative model is it adapted from?") is None
    assert asks_name("What generative model is it adapted from?") == "generative model"


@pytest.mark.parametrize(
    ("kind", "sentence", "given"),
    [
        ("city", "Results were shown at a contest in Uppsala, Sweden.", True),
        ("city", "Results were shown in October.", False),
        ("country", "Scans were made in the United States.", True),
        ("country", "Japan leads in scanners.", True),
        ("hospital", "Scans come from the Uppsala Brain Lab.", True),
        ("hospital", "Scans come from MRI in a lab.", False),
        ("language model", "We use GPT-4 to tidy the labels.", True),  # no sentence calls it one
        ("language model", "It is better than GPT-4 on labels.", False),
        ("language model", "We build on ResNet-18 with a model of language.", False),
        ("language model", "Language models are compared by their GREEN scores.", False),
        ("language model", "A language model is tested on PathVQA and TeethBench.", False),
        ("language model", "A language model after supervised fine-tuning (SFT) writes them.", False),
        ("backbone", "We evaluate it on the Florence-2 base model.", True),
    ],
)
def test_a_name_answers_by_where_it_stands(kind: str, sentence: str, given: bool) -> None:
    assert names_one(kind, f"Which {kind} was it?", [sentence]) is given


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Which organs were scanned?", "body"),
        ("In the work on kidneys, what parts of the body are shown?", "body"),
        ("Which two languages does it speak?", "languages"),
        ("Which rare diseases were seen?", "diseases"),
        ("Which language model is it?", None),
        ("Which programming language is it written in?", None),
        ("Where are the descriptions of what diseases look like from?", None),
        ("Are there organs?", None),
        ("Which multi-organ data set does it win on?", None),
        ("On which cancer scans was it trained?", None),
    ],
)
def test_a_kind_with_a_list_of_terms_is_told_by_its_section(question: str, section: str | None) -> None:
    found = asked_section(question)
    assert (found[1] if found else None) == section


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("On which public slide collection was it tested?", "collection"),
        ("Which tooth dataset was it tested on?", "dataset"),
        ("name the two benchmarks it was scored on", "benchmarks"),
        ("Which dataset has teeth?", None),
        ("What is a dataset?", None),
    ],
)
def test_a_dataset_is_asked_for_by_what_was_done_on_it(question: str, kind: str | None) -> None:
    assert asks_data(question) == kind


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("It leads on TeethBench and PathVQA.", True),
        ("The TeethBench dataset is used.", True),
        ("We use three datasets: kidneys, livers and brains.", True),
        ("Experiments on two benchmarks show that it works.", False),
        ("On chest X-rays (CXRs), the dataset is better than the SOTA.", False),
    ],
)
def test_a_dataset_is_named_or_listed(sentence: str, given: bool) -> None:
    assert names_data("On which dataset was it tested?", [sentence]) is given


def test_a_website_is_asked_for_by_name() -> None:
    assert asks_name("Which websites did the pictures come from?") == "websites"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What LLM-based score rose?", None),
        ("Which LLM metric rose?", None),
        ("What encoder size was best?", None),
        ("Which LLM writes the reports?", "LLM"),
        ("Which encoder did they use?", "encoder"),
    ],
)
def test_a_kind_of_thing_that_says_more_of_another_is_not_what_is_asked_for(question: str, kind: str | None) -> None:
    assert asks_name(question) == kind
    assert not names_one("websites", "", ["They come from the open web."])


def test_which_dataset_was_used_asks_for_its_name() -> None:
    assert asks_data("Which public slide dataset and which magnification were used for it?") == "dataset"


def test_knowledge_is_asked_for_by_what_it_is_called() -> None:
    kind = asks_name("From which ontology do the concepts come?")
    assert kind == "ontology"
    assert names_one(kind, "", ["Concepts come from the Unified Medical Language System (UMLS)."])
    assert not names_one(kind, "", ["Existing ontologies, like scene graphs (SG), are of no use."])


def test_one_of_some_teams_is_asked_for() -> None:
    assert asks_name("Which of the nine teams won?") == "teams"
    assert asks_name("From which social media platform are they?") == "social media platform"


def test_a_kind_is_asked_for_afterwards_or_as_whose_team() -> None:
    assert asks_name("Its text comes from some language model. Which one exactly?") == "language model"
    assert asks_name("Which university's team won?") == "university"
    assert asks_name("I prepare a journal club on it; of the sources, which one is best?") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Despite advances in language models, such as GPT-4, it is hard.",
        "The language model outperforms GPT-4.",
        "We train a language model with a Temporal Connector.",
        "Language models (F1=0.5) are worse.",
        "LLMs are large language models.",
    ],
)
def test_a_language_model_of_others_is_not_the_one_asked_for(sentence: str) -> None:
    assert not names_one("language model", "Which language model is it built on?", [sentence])


@pytest.mark.parametrize(
    ("question", "work"),
    [
        ("Which network with two branches was tried on hives?", True),
        ("Which network that counts bees has two branches?", True),
        ("Which network is used to count bees?", False),
        ("Which network does the hive counter build on?", False),
    ],
)
def test_a_work_is_asked_for_by_the_kind_of_system_that_it_is(question: str, work: bool) -> None:
    assert asks_work("network", question) is work


def test_a_team_is_no_work() -> None:
    assert not asks_work("team", "Which team with two leaders was tried on hives?")
