"""Questions that read like ones for several papers and ask for a detail of one."""

import pytest

from rag.kinds import kind_of, of_one
from rag.of_one import asks_more, inside_one


@pytest.mark.parametrize(
    "question",
    [
        "Which family of nets counts bees best in the toolbox benchmark of 25 hive counters?",
        "What networks does the honey survey go through?",
        "When somebody tried a net for wasps on bees, which rivals served as the yardstick?",
        "Roughly how many papers went in to the review of bee dances?",
        "From how many articles was BeeNet's text drawn?",
        "In the big comparison of BeeNet with WaspNet, where did the first struggle?",
        "In the contest on bee dances, what did the best entries have in common?",
        "How is BeeNet different from the model it is built on?",
        "How does BeeNet keep the different dances apart?",
        "What extra step does BeeNet add to the usual three for hive models?",
    ],
)
def test_what_is_in_one_work_is_a_fact(question: str) -> None:
    assert kind_of(question, 2 if "WaspNet" in question else "BeeNet" in question) == "fact"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which networks count bees?", "list"),
        ("How many of the papers are surveys?", "count"),
        ("What is the number of articles about the hive?", "count"),
        ("Bees turn up in how many of them?", "count"),
        ("I got curious: how many of these studies concern bees?", "count"),
        ("How does BeeNet differ from WaspNet?", "compare"),
    ],
)
def test_what_is_in_several_is_none(question: str, kind: str) -> None:
    named = ("BeeNet" in question) + ("WaspNet" in question)
    assert kind_of(question, named) == kind


@pytest.mark.parametrize(
    "question",
    [
        "A net that never saw a bee was taught to draw hives. Whose idea did it build on?",
        "Anyone who pays volunteers to outline bees? What do they use for that?",
        "Did anyone check the hive counter for bias? If so, across which traits?",
        "Does anyone keep a list of papers on the dances of bees? I need the address.",
        "Is there a maintained reading list about bees, and where does it live?",
    ],
)
def test_a_later_part_asks_more_of_one_work(question: str) -> None:
    assert of_one(question)


@pytest.mark.parametrize(
    "question",
    [
        "Anyone counting bees by ear? List them all.",
        "Which papers count bees, and with what nets?",
        "Our funder asks about hives. Which authors tell how their nets behave?",
        "Who counts bees by their hum?",
    ],
)
def test_a_list_stays_one(question: str) -> None:
    assert not of_one(question)


def test_one_work_is_said_in_the_singular() -> None:
    assert inside_one("Which nets win in the benchmark of hives?")
    assert not inside_one("Which nets win in the benchmarks of hives?")
    assert not asks_more("Bees? How fast is it?")
