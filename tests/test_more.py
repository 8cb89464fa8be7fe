"""Who wants to hear more is told what was not shown yet, and that nothing is left when nothing is."""

import pytest
from conftest import PAPERS, make_assistant
from test_conversation import talk, turns

from rag import Assistant
from rag.more import asks_for_more, only_more
from rag.passages import split_sentences


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("more"), PAPERS)


@pytest.mark.parametrize("question", ["go on", "Tell me more!", "and what else?", "Please continue.", "more details"])
def test_what_asks_for_no_more_than_more(question: str) -> None:
    assert only_more(question)


@pytest.mark.parametrize("question", ["who else uses it?", "What does it segment?", "Which is more accurate?"])
def test_what_asks_for_something_else(question: str) -> None:
    assert not only_more(question) and not asks_for_more(question)


def test_no_sentence_is_shown_twice_and_all_are_shown(small: Assistant) -> None:
    history = talk(small, "What is SwinSeg?")
    quotes = [citation.quote for citation in small.ask("What is SwinSeg?").citations]
    paper = next(paper for paper in small.papers if "SwinSeg" in paper.title)
    for _ in split_sentences(paper.abstract):
        answer = small.ask("go on", history=history)
        history = [*history, {"role": "user", "content": "go on"}, {"role": "assistant", "content": answer.text}]
        quotes += [citation.quote for citation in answer.citations]
    assert sorted(quotes) == sorted(paper.abstract[start:end] for start, end in split_sentences(paper.abstract))
    assert answer.abstained and "All that the abstract of SwinSeg says was shown above." in answer.text


def test_more_of_something_is_looked_for_in_what_is_left(small: Assistant) -> None:
    history = turns("Are its weights out?", "We release two models and their weights (12) [1].")
    answer = small.ask("What else does SwinSeg say of its weights?", history=history)
    assert answer.gap == "The abstract of SwinSeg says no more of that than was shown above."
    assert not small.ask("What else does SwinSeg say of scans?", history=history).abstained
