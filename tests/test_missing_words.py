"""The special words of a question that an abstract lacks."""

import pytest
from conftest import make_paper

from rag import Assistant
from rag.attributes import other_word_for
from rag.index import open_index
from rag.missing_words import missing_words

HERD = make_paper(
    "HerdNet: Counting Cows",
    "HerdNet counts cows on photographs of meadows. It was tried on farms in spring and is the state of the art.",
)


@pytest.fixture(scope="module")
def herd(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = assistant.settings.__class__(home=tmp_path_factory.mktemp("herd"))
    return Assistant(open_index(settings, assistant.index.embedder, papers=[HERD]), settings)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many theremins does it count?", ["theremins"]),
        ("How many cows does it count?", []),
        ("How does it fare on meadow photographs?", []),
        ("Where can it overtake a farmer?", []),  # a verb is said in many ways
        ("What was unsatisfying about the farms?", []),
        ("What did they build to assemble the photographs?", []),  # so is one after "to"
        ("How does it transfer to theremins?", ["theremins"]),
        ("How many SOTA results has it?", []),  # the first letters of what the abstract spells out
        ("Is there a hold-out farm?", []),  # a compound is as special as its parts
        ("Is there a hold-theremin farm?", ["hold-theremin"]),
        ("  glues photographs of cows, how?", []),  # what the paper named in front does
        ("  theremins are how many?", ["theremins"]),
        ("In the work that glues photographs, what counts cows?", []),
        ("Why do they have to stitch photographs?", []),
        ("On what photographs does   excel?", []),
        ("What do the HerdNet folks photograph?", []),  # whoever made it
        ("Which cows are on the snapshots?", []),  # an everyday word for what the abstract says
        ("Why not just glue photographs?", []),
        ("How does the farmer glue photographs?", []),
        ("How did the conductors of   count cows?", []),  # who made it
        ("What counts cows unlike networks that scatter photographs?", []),
        ("Is there a link to the bundle of 106 photographs?", []),  # what so many of a thing make up
        ("What counts cows unlike networks that theremins play?", ["theremins"]),
        ("As a theremin player I would like to know, are there cows?", []),  # who asks
        ("What weights and backbone does it use on farms?", []),  # every network has them
    ],
)
def test_a_special_word_is_missing_unless_the_abstract_says_it_otherwise(
    herd: Assistant, question: str, missing: list[str]
) -> None:
    assert missing_words(question, herd.index, 0) == missing


def test_a_word_is_there_where_the_paper_says_it_in_other_words_as_hardly_another_does(assistant: Assistant) -> None:
    numbers = {paper.id: number for number, paper in enumerate(assistant.index.papers)}
    question = "Which family of reconstruction models came out ahead on heavily undersampled scans when   was tried?"
    assert missing_words(question, assistant.index, numbers["atommic"]) == []
    assert "undersampled" in missing_words(question, assistant.index, numbers["medic"])


def test_a_word_is_there_where_it_says_the_same_term_of_the_field() -> None:
    assert other_word_for("masks", "We publish segmentations of cows.")
    assert not other_word_for("masks", "We count cows.")
