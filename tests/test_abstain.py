"""Does the corpus answer, and if not, what is missing? Asked as often for what it has as for what it lacks."""

import pytest
from conftest import make_paper

from rag import Answer, Assistant, Settings
from rag.index import open_index

PAPERS = (
    make_paper(
        "TuskNet: Age of Elephants from Photographs",
        "TuskNet estimates the age of elephants from photographs of their tusks. It outperforms rangers by 12% on "
        "3,000 photographs, but falls short of veterinarians. Training takes nine hours on a single GPU.",
    ),
    make_paper(
        "HiveScan: Counting Bees on X-ray Tomography",
        "We present HiveScan, a network that counts bees in hives on X-ray tomography. It reaches an accuracy of 97% "
        "on 400 hives. Code and data are available at https://example.org/hivescan.",
    ),
    make_paper(
        "A Survey of Acoustic Sensors in Hospitals",
        "Acoustic sensors warn nurses of falls and of coughing. We review 85 studies of sensors in hospitals. Most of "
        "them were tested on fewer than twenty patients.",
    ),
    make_paper(
        "Early Signs of Stroke in Speech",
        "Slurred speech is an early sign of stroke. We train a transformer on telephone calls of 700 patients. It "
        "finds stroke in the first minute of a call more often than operators do.",
    ),
    make_paper(
        "Retinal Photographs and Diabetes",
        "Diabetes damages the retina. We grade retinal photographs of 8,000 people with a convolutional network. "
        "Grades agree with those of ophthalmologists in nine of ten people.",
    ),
)


@pytest.fixture(scope="module")
def zoo(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Five papers with the local embedder."""
    chosen = Settings(home=tmp_path_factory.mktemp("zoo"))
    return Assistant(open_index(chosen, assistant.index.embedder, papers=PAPERS, source=["zoo.txt"]), chosen)


def refused(answer: Answer) -> bool:
    """Whether an answer abstains in full: it says so, cites nothing and names the nearest papers."""
    if answer.abstained:
        assert answer.text.startswith("The abstracts do not say")
        assert answer.citations == ()
        assert answer.nearest
        assert all(paper.title in answer.text for paper in answer.nearest)
    else:
        assert answer.citations or answer.kind in ("list", "count")
        assert answer.nearest == ()
    return answer.abstained


# --- something else altogether -------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "How do I cook spaghetti?",
        "Who won the football world cup in 1998?",
        "What is the capital of Peru?",
        "Which shares are worth buying?",
        "How does a carburettor work?",
        "asdf qwer zxcv",
    ],
)
def test_a_question_about_something_else_is_refused(zoo: Assistant, question: str) -> None:
    assert refused(zoo.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "How do you count bees?",
        "How old are elephants?",
        "Can a telephone call show a stroke?",
        "What does diabetes do to the eyes?",
        "Which sensors hear falls in hospitals?",
        "bees in hives",
    ],
)
def test_a_question_about_a_paper_in_everyday_words_is_answered(zoo: Assistant, question: str) -> None:
    assert not refused(zoo.ask(question))


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["WhaleFormer", "NeuroZap-3000", "BeeGPT4", "XrayLLaMA"])
@pytest.mark.parametrize("question", ["What is NAME?", "Which papers use NAME?", "How does NAME compare with TuskNet?"])
def test_a_system_that_no_abstract_has_is_named_as_missing(zoo: Assistant, question: str, name: str) -> None:
    answer = zoo.ask(question.replace("NAME", name))
    assert refused(answer)
    assert f"“{name}”" in answer.text


@pytest.mark.parametrize("name", ["TuskNet", "tusknet", "Tusk-Net", "HiveScan", "hivescan", "HIVESCAN"])
def test_a_system_that_an_abstract_has_is_known_however_it_is_written(zoo: Assistant, name: str) -> None:
    answer = zoo.ask(f"What is {name}?")
    assert not refused(answer)
    assert answer.papers[0] == PAPERS[0 if "usk" in name else 1]


# --- details of a named paper --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Does TuskNet play the theremin?", "theremin"),
        ("How many violins does TuskNet hear?", "violins"),
        ("Does HiveScan use electroencephalography?", "electroencephalography"),
        ("Was HiveScan tried on volcanoes?", "volcanoes"),
    ],
)
def test_a_detail_that_the_abstract_of_the_named_paper_leaves_out_is_named(
    zoo: Assistant, question: str, missing: str
) -> None:
    answer = zoo.ask(question)
    assert refused(answer)
    assert f"“{missing}”" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Which photographs does TuskNet look at?",
        "How many hours does TuskNet train?",
        "Does HiveScan use tomography?",
        "How accurate is HiveScan?",
        "What is the main idea of HiveScan?",
        "Was HiveScan tried on hives?",
    ],
)
def test_a_detail_that_the_abstract_has_is_answered(zoo: Assistant, question: str) -> None:
    assert not refused(zoo.ask(question))


# --- advice --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Should I take aspirin for my stroke?",
        "My son coughs; does he have pneumonia?",
    ],
)
def test_advice_on_a_persons_health_is_refused_and_a_doctor_named(zoo: Assistant, question: str) -> None:
    answer = zoo.ask(question)
    assert refused(answer)
    assert "doctor" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Can a network find stroke in speech?",
        "How many patients with stroke called?",
        "Do ophthalmologists agree on diabetes?",
        "What should I read about acoustic sensors in hospitals?",
        "My thesis is on stroke: which signs does speech have?",
    ],
)
def test_a_question_about_research_on_health_is_answered(zoo: Assistant, question: str) -> None:
    assert not refused(zoo.ask(question))


# --- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["Where is the code of TuskNet?", "Is there a GitHub repository for TuskNet?"])
def test_a_link_is_not_made_up_where_the_abstract_gives_none(zoo: Assistant, question: str) -> None:
    answer = zoo.ask(question)
    assert refused(answer)
    assert "http" not in answer.text


@pytest.mark.parametrize("question", ["Where is the code of HiveScan?", "Is there a GitHub repository for HiveScan?"])
def test_a_link_is_given_where_the_abstract_gives_one(zoo: Assistant, question: str) -> None:
    answer = zoo.ask(question)
    assert not refused(answer)
    assert "https://example.org/hivescan" in answer.text


# --- premises ------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["Why is TuskNet worse than rangers?", "How did TuskNet underperform rangers?"])
def test_a_premise_that_the_abstract_contradicts_is_met_with_its_words(zoo: Assistant, question: str) -> None:
    answer = zoo.ask(question)
    assert refused(answer)
    assert "It outperforms rangers by 12%" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Why is TuskNet better than rangers?",
        "How did TuskNet outperform rangers?",
        "Why is TuskNet worse than veterinarians?",
        "Is TuskNet worse than rangers?",
    ],
)
def test_a_premise_that_the_abstract_shares_and_an_open_question_are_answered(zoo: Assistant, question: str) -> None:
    answer = zoo.ask(question)
    assert not refused(answer)
    assert answer.papers[0] == PAPERS[0]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("How does HiveScan use ultrasound?", "ultrasound"),
        ("Why does TuskNet need audio?", "audio"),
        ("Which seven stages does TuskNet have?", "seven"),
        ("Which network finds glaucoma best?", "glaucoma"),
    ],
)
def test_what_is_taken_for_granted_and_not_said_is_named(zoo: Assistant, question: str, word: str) -> None:
    answer = zoo.ask(question)
    assert answer.abstained and answer.gap is not None and f"“{word}”" in answer.gap


def test_a_question_in_another_language_is_told_so(zoo: Assistant) -> None:
    answer = zoo.ask("Wie viele Bienen sind in dem Bienenstock und wie werden sie gezählt?")
    assert answer.abstained and "German" in answer.text


def test_what_is_missing_is_the_abstention_without_the_nearest_papers(zoo: Assistant) -> None:
    answer = zoo.ask("How does HiveScan use ultrasound?")
    assert answer.gap is not None and answer.text.startswith(answer.gap) and answer.text != answer.gap
    assert zoo.ask("How does HiveScan count bees?").gap is None


def test_a_main_verb_in_other_words_is_no_missing_detail(zoo: Assistant) -> None:
    assert not zoo.ask("How does TuskNet guesstimate the age of elephants?").abstained


def test_a_comparison_in_words_only_is_held_against_its_paper(zoo: Assistant) -> None:
    assert zoo.ask("How did the 900 hives of HiveScan differ?").abstained


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Does TuskNet use the bees of HiveScan?", "“TuskNet” and “HiveScan” together"),
        ("How well did HiveScan do beside Veronica?", "“Veronica”"),
        ("Does TuskNet beat EfficientNet?", "“EfficientNet”"),
        ("How many keepers counted bees in hives on X-ray tomography?", "“keepers”"),
    ],
)
def test_a_relation_a_name_or_a_number_that_no_abstract_gives_is_named(
    zoo: Assistant, question: str, words: str
) -> None:
    answer = zoo.ask(question)
    assert refused(answer)
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How do TuskNet and HiveScan differ?",
        "What was unsurprising about TuskNet?",
        "How many people had their eyes graded for diabetes?",
    ],
)
def test_a_comparison_a_judging_word_and_a_number_given_are_answered(zoo: Assistant, question: str) -> None:
    assert not refused(zoo.ask(question))


# --- what a named paper is about -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Is TuskNet about medicine?", "TuskNet: Age of Elephants from Photographs"),
        ("Is TuskNet about diabetes or stroke?", "TuskNet: Age of Elephants from Photographs"),
        ("does HiveScan have anything to do with hospitals?", "HiveScan: Counting Bees on X-ray Tomography"),
    ],
)
def test_what_a_named_paper_is_not_about_is_said_though_another_one_is(
    zoo: Assistant, question: str, title: str
) -> None:
    answer = zoo.ask(question)
    assert (
        refused(answer) and answer.gap and answer.gap.startswith(f"The abstracts do not say: the abstract of “{title}”")
    )


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Is TuskNet about elephants?", "TuskNet"),
        ("is HiveScan on MRI or X-ray?", "HiveScan"),
        ("Does HiveScan deal with insects such as bees?", "HiveScan"),
        ("Does TuskNet look at photographs of the retina?", None),
    ],
)
def test_what_is_asked_of_a_named_paper_is_answered_from_it_alone(
    zoo: Assistant, question: str, title: str | None
) -> None:
    answer = zoo.ask(question)
    assert refused(answer) == (title is None)
    assert all(title and paper.title.startswith(title) for paper in answer.papers)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Was ist TuskNet?", "German"), ("¿Qué es HiveScan?", "Spanish"), ("Qu'est-ce que TuskNet ?", "French")],
)
def test_a_short_question_in_another_language_is_said_to_be_in_it(zoo: Assistant, question: str, language: str) -> None:
    assert (zoo.ask(question).gap or "").endswith(f"this question is in {language}.")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("TuskNet beat the veterinarians on photographs of tusks - by how much?", "falls short of veterinarians"),
        ("Why did training the network that dates elephants by their tusks take hundreds of GPUs?", "a single GPU"),
        ("What explains that rangers came out ahead of TuskNet?", "It outperforms rangers"),
    ],
)
def test_what_a_question_states_is_held_against_the_abstract(zoo: Assistant, question: str, said: str) -> None:
    answer = zoo.ask(question)
    assert answer.abstained
    assert "says otherwise" in answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "TuskNet beat the rangers on photographs of tusks - by how much?",
        "Why did TuskNet fall short of veterinarians?",
        "How long did training the network that dates elephants by their tusks take on a single GPU?",
    ],
)
def test_what_a_question_states_as_the_abstract_does_is_answered(zoo: Assistant, question: str) -> None:
    assert not refused(zoo.ask(question))


# --- terms of the field that no paper has --------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "A few taps of the mouse and the organ is outlined, a few more and the outline is mended",
        "If a model saw wrists on X-rays and hips on MRI, would it know wrists on MRI?",
    ],
)
def test_a_term_that_means_something_else_or_is_one_of_some_examples_may_be_missing(
    assistant: Assistant, question: str
) -> None:
    assert not assistant.ask(question).abstained


@pytest.mark.parametrize(
    "question",
    [
        "Which network finds tumours in the mouse brain?",
        "Which model is best at segmenting wrists on X-rays?",
        "If it saw malaria on films, would it know it again?",
    ],
)
def test_a_term_that_is_asked_after_may_not(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert "none of them speaks of" in answer.text
