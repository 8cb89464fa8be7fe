"""What a list question is about, freed of the words that frame it."""

import pytest

from rag.left_out import aside_words, set_aside
from rag.topics import alternatives, asking_part, topic_of, without_elaboration


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which papers deal with knees?", "knees"),
        ("List all papers that use graph networks.", "graph networks"),
        ("How many papers are about x-ray reports (in Spanish)?", "x-ray reports Spanish"),
        ("Is there anything at all on tooth decay?", "tooth decay"),
        ("Which works touch on “sleep”, or breathing?", "“sleep” breathing"),
        ("什么是肝脏分割？", "什么是肝脏分割？"),
    ],
)
def test_the_topic_is_what_is_left_without_the_framing_words(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize("question", ["Which papers build on Segment Anything?", "papers on Segment Anything"])
def test_a_framing_word_with_a_capital_is_part_of_a_name(question: str) -> None:
    assert topic_of(question).endswith("Segment Anything")


@pytest.mark.parametrize(
    "question",
    [
        "Which papers use CT rather than MRI?",
        "Which papers use CT, but not MRI?",
        "Which papers use CT instead of MRI or ultrasound?",
        "Apart from MRI, which papers use CT?",
        "Rather than MRI or ultrasound, list papers on CT",
    ],
)
def test_what_is_set_aside_is_not_the_topic(question: str) -> None:
    assert topic_of(question) == "CT"


def test_what_is_set_aside_first_without_a_comma_does_not_take_the_topic_with_it() -> None:
    assert topic_of("Other than MRI which papers use CT?").endswith("CT")


@pytest.mark.parametrize("question", ["Which papers?", "list all", "papers", "", "?!", "How many works are there?"])
def test_a_question_of_framing_words_only_has_no_topic(question: str) -> None:
    assert topic_of(question) == ""


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Which papers are about stroke or bleeding?", ("stroke", "bleeding")),
        ("papers on liver or kidney tumours", ("liver tumours", "kidney tumours")),
        ("Which papers use Mamba or other state space models?", ()),
        ("Which papers use CT?", ()),
    ],
)
def test_the_sides_of_an_or_are_topics_of_their_own(question: str, sides: tuple[str, ...]) -> None:
    assert alternatives(question, lambda one, other: other == "tumours") == sides


def test_what_is_set_aside_is_told_without_the_words_that_do_it() -> None:
    assert aside_words("except for ultrasound") == "ultrasound"


@pytest.mark.parametrize(
    "question",
    [
        "give me 3 papers on bees",
        "five papers about bees",
        "rattle off the papers on bees",
        "tally the works about bees",
        "total number of papers on bees",
    ],
)
def test_what_tells_to_list_or_count_is_no_topic(question: str) -> None:
    assert topic_of(question) == "bees"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("I'm a vet - which papers deal with bees?", "bees"),
        ("I am writing a review. List the papers on bees. Name them all.", "bees"),
        ("As a keeper, which papers on bees should I read?", "bees"),
        ("Bees are my field. Any papers about them?", "Bees field"),
        ("Bees: which papers?", "Bees"),
        ("Beekeeper asking: in which papers do bees come up?", "bees"),
    ],
)
def test_only_what_asks_is_the_topic_unless_it_has_none_of_its_own(question: str, topic: str) -> None:
    assert topic_of(asking_part(question)) == topic


@pytest.mark.parametrize(
    "question",
    [
        "I'd like to see the papers on bees",
        "Could you point me to studies with bees?",
        "retrieve the articles about bees",
        "Do you happen to have papers on bees?",
        "I need reading material on bees",
        "In how many papers do bees play a part?",
        "Which papers mention bees, even if only in passing?",
        "Which papers have bees as their main topic?",
        "Which papers report results on bees?",
    ],
)
def test_words_that_open_a_question_or_say_how_much_it_matters_are_no_topic(question: str) -> None:
    assert topic_of(question) == "bees"


@pytest.mark.parametrize("question", ["Point cloud papers", "papers on filter pruning", "papers on return maps"])
def test_an_opening_word_further_on_or_alone_is_of_the_topic(question: str) -> None:
    assert len(topic_of(question).split()) == 2


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("papers on the liver (lesions or tumours)", "papers on the liver"),
        ("papers on the liver, healthy or with tumours", "papers on the liver"),
        ("papers on the liver or liver lesions", "papers on the liver"),
        ("papers on grounding, i.e. pointing to a spot", "papers on grounding,"),
        ("papers on livers or kidneys", "papers on livers or kidneys"),
        ("(livers)", "(livers)"),
    ],
)
def test_what_says_a_topic_over_again_is_left_out(question: str, short: str) -> None:
    assert without_elaboration(question).strip() == short


@pytest.mark.parametrize(
    "question",
    [
        "papers on bread, and not only rye",
        "papers on bread (not just rye)",
        "papers that make bread from wheat rather than from rye",
        "papers on bread instead of only eating rye",
    ],
)
def test_what_else_could_be_done_sets_nothing_aside(question: str) -> None:
    assert set_aside(question) is None
    assert "rye" not in topic_of(question)


def test_how_sure_somebody_is_belongs_to_no_topic() -> None:
    assert topic_of("Some papers seem to be on bread, I suspect.") == "bread"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("papers on the kidney or its cysts?", "kidney"),
        ("papers on rare diseases or rare cases", "rare diseases rare cases"),
        ("papers trained, tuned or scored on BraTS", "trained tuned scored BraTS"),
        ("Which papers look at wrists, even as one of many parts?", "wrists"),
        ("Which papers examine low cost?", "low cost"),
    ],
)
def test_what_papers_do_with_a_topic_and_its_parts_are_not_the_topic(question: str, topic: str) -> None:
    assert topic_of(without_elaboration(question)) == topic


def test_what_is_done_with_one_thing_is_no_topic_of_its_own() -> None:
    assert alternatives("papers trained or scored on BraTS data", lambda one, other: True) == ()


def test_what_is_to_be_left_out_is_set_aside() -> None:
    assert set_aside("Adapters, but please leave out the frozen kind.") == "but please leave out the frozen kind"


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("papers on asthma detection or diagnosis", ("asthma",)),
        ("papers in which the kidney is segmented, detected or localised", ("kidney",)),
        ("papers on asthma or gout", ("asthma", "gout")),
        ("papers on Hive Net or its small variant", ()),
        ("papers on the kidney or cysts in it", ()),
    ],
)
def test_what_is_done_with_a_thing_and_its_own_parts_are_no_sides(question: str, sides: tuple[str, ...]) -> None:
    assert alternatives(question, lambda one, other: True) == sides


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("I have the feeling that some of the documents deal with wrists.", "wrists"),
        ("Which papers are first and foremost about wrists?", "wrists"),
        ("I'm a trainee looking for papers on wrists.", "wrists"),
    ],
)
def test_who_asks_and_how_sure_he_is_are_no_topic(question: str, topic: str) -> None:
    assert topic_of(question) == topic


def test_what_somebody_cares_for_is_the_topic_that_is_pointed_back_to() -> None:
    assert (
        topic_of(asking_part("As a hand surgeon I only care about wrists. Is there anything about them?")) == "wrists"
    )


def test_what_a_pronoun_stands_for_is_the_topic() -> None:
    assert topic_of(asking_part("I work on wrists. Which papers segment them?")) == "wrists segment"
    assert "wrist" in topic_of(asking_part("I broke a wrist. How many works are on that condition?"))
    assert topic_of(without_elaboration("Which papers use Mamba, or carry it in their name?")) == "Mamba"
    assert topic_of("where wrists turn up as a theme") == "wrists"


@pytest.mark.parametrize(
    ("question", "aside", "topic"),
    [
        ("Which papers other than VoCo are about bees?", "other than VoCo", "bees"),
        ("Which studies besides SwinSeg and BeeNet deal with hives?", "besides SwinSeg and BeeNet", "hives"),
        ("papers other than reviews that use Mamba", "other than reviews that", "Mamba"),
        ("Which papers use PET besides CT?", None, "PET besides CT"),
    ],
)
def test_what_is_set_aside_ends_where_the_papers_do_something(question: str, aside: str | None, topic: str) -> None:
    assert (set_aside(question), topic_of(question)) == (aside, topic)
