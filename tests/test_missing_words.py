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
        ("How does   use theremins?", ["theremins"]),
        ("Why does   rely on trained theremins to count cows?", ["theremins"]),
        ("What did they use theremins and photographs for?", ["theremins"]),
        ("How many cows does it use?", []),
        ("How does it use meadow photographs?", []),
        ("How is   used by farmers?", []),  # who uses it
        ("Does   employ a hold-out farm?", []),  # a compound is as special as its parts
        ("Does   employ a hold-theremin farm?", ["hold-theremin"]),
        ("Which snapshots does   use of the cows?", []),
        ("What were the drawbacks of counting theremins?", []),  # everybody has his own words for what he asks
        ("Whose turf is the farm?", []),
        ("Can one use where it puts the cows?", []),  # a form of an everyday word
        ("Under what URL is   kept?", []),
    ],
)
def test_a_special_word_is_missing_unless_the_abstract_says_it_otherwise(
    herd: Assistant, question: str, missing: list[str]
) -> None:
    assert missing_words(question, herd.index, 0) == missing


def test_a_word_is_there_where_the_paper_says_it_in_other_words_as_hardly_another_does(assistant: Assistant) -> None:
    numbers = {paper.id: number for number, paper in enumerate(assistant.index.papers)}
    question = "Which reconstruction models came out ahead when   was tried using heavily undersampled scans?"
    assert missing_words(question, assistant.index, numbers["atommic"]) == []
    assert "undersampled" in missing_words(question, assistant.index, numbers["medic"])


def test_a_word_is_there_where_it_says_the_same_term_of_the_field() -> None:
    assert other_word_for("masks", "We publish segmentations of cows.")
    assert not other_word_for("masks", "We count cows.")
