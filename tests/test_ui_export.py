"""A conversation as a file."""

import json

from ui_samples import QUOTE, make_answer, make_paper

from ui.export import conversation
from ui.turns import Turn, unpack_all

TURNS = [Turn("What is Tiny?", make_answer("It works [1].")), Turn("Why?", message="no words")]


def test_markdown_has_question_answer_and_the_words_it_rests_on() -> None:
    file = conversation(TURNS, "About  Tiny!", "markdown")
    assert file["name"] == "about-tiny.md"
    assert file["text"].splitlines()[0] == "# About Tiny!"
    for part in ("## What is Tiny?", "It works [1].", f"> {QUOTE}", "## Why?", "no words"):
        assert part in file["text"]


def test_json_reads_back_as_the_conversation() -> None:
    file = conversation(TURNS, "About Tiny", "json")
    values = json.loads(file["text"])
    assert values["title"] == "About Tiny" and unpack_all(values["turns"], {"tiny": make_paper()}) == tuple(TURNS)


def test_bibtex_has_the_cited_papers() -> None:
    file = conversation(TURNS, "", "bibtex")
    assert file["name"] == "conversation.bib" and file["text"].count("@misc{tiny,") == 1
