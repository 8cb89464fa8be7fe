"""Questions to ask next: made from the papers, answered by them, of different kinds."""

from pathlib import Path

from conftest import PAPERS, HashedWords

from rag import Assistant, Settings
from rag.index import open_index
from ui.suggest import follow_ups, starters


def test_questions_differ_in_kind_and_are_answered_from_the_cited_papers(assistant: Assistant) -> None:
    answer = assistant.ask("What is VoCo?")
    found = follow_ups(assistant, answer)
    assert 1 <= len(found) <= 3
    assert len({question.split()[0] for question in found}) == len(found) or len(found) == 3
    for question in found:
        assert answer.papers[0] in assistant.ask(question).papers


def test_what_was_asked_or_said_is_not_offered(assistant: Assistant) -> None:
    answer = assistant.ask("Is the code for VoCo public?")
    assert not any("code" in question for question in follow_ups(assistant, answer, most=10))
    first, *_ = follow_ups(assistant, answer)
    assert first not in follow_ups(assistant, answer, asked=[first.upper()])


def test_an_abstention_offers_questions_about_the_nearest_papers(assistant: Assistant) -> None:
    answer = assistant.ask("What learning rate does Merlin use?")
    assert answer.abstained
    assert any("Merlin" in question for question in follow_ups(assistant, answer, most=2))


def test_a_small_corpus_has_questions_to_start_with(tmp_path: Path) -> None:
    index = open_index(Settings(home=tmp_path), HashedWords(), papers=PAPERS)
    small = Assistant(index, Settings(home=tmp_path))
    found = starters(small)
    assert found and all(not small.ask(question).abstained for question in found)
    small.close()
