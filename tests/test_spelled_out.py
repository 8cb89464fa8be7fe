"""What an acronym stands for."""

import pytest
from conftest import make_paper

from rag.assistant import Assistant
from rag.spelled_out import asked_acronym, spelling_of


@pytest.mark.parametrize(
    "question",
    [
        "What does SSL stand for?",
        "what does the acronym SSL stand for",
        "What is SSL short for?",
        "What is SSL an abbreviation of?",
        "Spell out SSL",
        "What is the full form of SSL?",
    ],
)
def test_an_acronym_is_asked_for(question: str) -> None:
    assert asked_acronym(question) == "SSL"


@pytest.mark.parametrize("question", ["What is SSL?", "What does SSL do?", "What does it stand for?", "Write out all"])
def test_other_questions_ask_for_no_long_form(question: str) -> None:
    assert asked_acronym(question) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "We use bee hive models (BHMs) in all of our trials.",
        "BHM (bee hive modelling) is used by many.",
        "Bee hives (BHM, in short) are modelled.",
    ],
)
def test_the_sentence_that_spells_it_out_is_found(sentence: str) -> None:
    paper = make_paper("Bees", f"A BHM is larger than all other models of hives. {sentence}")
    found = spelling_of("BHM", [make_paper("Wasps", "A BHM (2024) is not."), paper])
    assert found and found.text == sentence


@pytest.mark.parametrize(
    ("acronym", "said"),
    [
        ("SSL", "elf-supervised learning (SSL)"),
        ("PEFT", "parameter-efficient fine-tuning (PEFT)"),
        ("CXR", "-rays (CXR"),
    ],
)
def test_it_leads_the_answer(assistant: Assistant, acronym: str, said: str) -> None:
    answer = assistant.ask(f"What does {acronym} stand for?")
    assert said.lower() in answer.sentences[0].text.lower() and answer.citations
