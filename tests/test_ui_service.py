"""What the page asks of the server: answers as they come, faults as sentences, and nothing kept between readers."""

from pathlib import Path
from typing import Any

import pytest
from ui_samples import Ready, make_answer, text_of

from rag import Assistant
from rag.config import Settings
from rag.errors import InvalidQuestion, ProviderAuthError
from rag.types import Sentence
from ui.library import Library
from ui.service import Service
from ui.turns import Turn, pack


def service(*events: Any) -> Service:
    ready: Any = Ready(*events)
    return Service(ready)


def last(made: Service, **request: Any) -> dict[str, Any]:
    *_, done = made.reply({"question": "What is Tiny?", "key": "t1", **request})
    return done


def test_an_answer_comes_with_its_evidence_and_what_the_browser_keeps() -> None:
    done = last(service("It works [1].", make_answer("It works [1].")))
    assert done["step"] == "done" and 'id="t1-c1"' in done["evidence"] and done["papers"] == ["tiny"]
    assert done["turn"]["text"] == "It works [1]."


def test_drafts_come_before_the_answer_and_end_in_checked_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.service._DRAFT_SECONDS", 0.0)
    made = service("It wor", Sentence("It works [1].", (1,), "supported"), make_answer("It works [1]."))
    first, second, done = made.reply({"question": "What is Tiny?", "key": "t1"})
    assert first["step"] == second["step"] == "draft" and done["step"] == "done"
    assert text_of(first["html"]) == "It wor" and "unchecked" not in second["html"]


def test_a_conversation_is_what_its_reader_sends() -> None:
    made = service(make_answer("It works [1]."))
    last(made, turns=[pack(Turn("Before?", make_answer("It works [1].")))])
    last(made)
    ready: Any = made.library
    assert [turn["content"] for turn in ready.asked[0][1]] == ["Before?", "It works [1]."]
    assert ready.asked[1][1] == []


def test_a_model_that_only_the_reader_can_mend_gives_the_extractive_answer_with_a_notice() -> None:
    done = last(service("half", ProviderAuthError("the key was refused")))
    assert "the key was refused" in done["turn"]["notice"]


def test_no_model_is_asked_where_the_reader_wants_none_and_none_of_the_readers_own() -> None:
    made = service(make_answer("It works [1]."))
    last(made, model="extractive")
    last(made, model="openai/the-readers-own")
    ready: Any = made.library
    assert [model for _, _, model in ready.asked] == ["extractive", None]


def test_a_question_that_cannot_be_asked_gets_a_message() -> None:
    done = last(service(InvalidQuestion("no words in <it>")))
    assert "No words in &lt;it&gt;." in done["html"] and done["turn"]["message"] == "no words in <it>"


def test_a_fault_gives_a_sentence_and_no_traceback() -> None:
    assert "secret" not in str(last(service(ZeroDivisionError("secret"))))


def test_a_key_that_is_no_name_reaches_no_markup() -> None:
    done = last(service(make_answer("It works [1].")), key='"><script>')
    assert "<script>" not in done["html"] + done["evidence"] and 'id="t0-c1"' in done["evidence"]


def test_requests_of_the_wrong_kind_are_answered() -> None:
    made = service(InvalidQuestion("no"))
    for request in (None, 3, [], {"question": 3, "turns": 3, "only": 3, "key": 3}):
        *_, done = made.reply(request)
        assert done["step"] == "done"
        assert made.suggest(request) == [] and made.csv(request) == "" and made.rate(request) is False
    assert made.render("x") == []


def test_a_question_asked_early_waits_in_sight() -> None:
    early: Any = Ready(InvalidQuestion("no"))
    early.progress, waits = (128, 890), iter([False, True])
    early.wait = lambda seconds=None: next(waits)
    first, *_ = Service(early).reply({"question": "What is Tiny?"})
    assert first == {"step": "wait", "text": "Reading the papers … 128 of 890 passages"}


def test_papers_that_cannot_be_opened_are_said_to_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    made = Service(Library(Settings(home=tmp_path / "file")))
    assert "RAG_HOME" in last(made)["html"]
    *_, status = made.status()
    assert status["ready"] is False and "RAG_HOME" in status["text"]


def opened(assistant: Assistant) -> Service:
    ready: Any = Ready()
    ready.assistant, ready.settings = assistant, assistant.settings
    return Service(ready)


def test_the_start_says_how_many_papers_there_are_and_whether_a_model_is_on(assistant: Assistant) -> None:
    *_, facts = opened(assistant).status()
    assert facts["ready"] and facts["papers"] == len(assistant.papers) and facts["model"] is None
    assert len(facts["examples"]) == 6


def test_an_answer_is_searched_in_the_chosen_papers_only(assistant: Assistant) -> None:
    made = opened(assistant)
    papers = [paper.id for paper in assistant.papers]
    merlin = last(made, question="What is Merlin?")["papers"][0]
    others = [paper for paper in papers if paper != merlin]
    assert merlin not in last(made, question="What is Merlin?", only=others)["papers"]
    assert last(made, question="What is Merlin?", only=[merlin])["papers"] == [merlin]
    assert "one is &#x27;gone&#x27;" in last(made, question="What is Merlin?", only=["gone"])["html"]


def test_papers_are_found_by_words_and_by_a_filter(assistant: Assistant) -> None:
    made = opened(assistant)
    assert made.find({"query": "mamba"}) == made.find({"query": "mamba", "where": ""}) != made.find(None)
    assert made.find({"query": "mamba", "where": "year:2023"}) == {"ids": [], "nearest": True}
    assert "there is no field" in last(made, question="What is VoCo?", where="yaer:2023")["html"]
    assert "carry no year" in last(made, question="What is VoCo?", where="year:2023")["html"]


def test_a_stored_conversation_is_shown_as_it_was(assistant: Assistant) -> None:
    made = opened(assistant)
    done = last(made, question="What is VoCo?")
    (again,) = made.render({"turns": [done["turn"]]})
    assert again["html"] == done["html"] and again["evidence"] == done["evidence"]


def test_a_conversation_of_a_corpus_that_is_gone_is_shown_without_its_evidence(assistant: Assistant) -> None:
    made = opened(assistant)
    done = last(made, question="What is VoCo?")
    (again,) = made.render({"turns": [done["turn"]], "corpus": "gone"})
    assert again["turn"]["text"] == done["turn"]["text"] and not again["turn"]["citations"]


def test_an_answer_is_searched_in_what_a_search_of_the_papers_finds(assistant: Assistant) -> None:
    made = opened(assistant)
    found = {paper.id for paper in assistant.papers if "mamba" in f"{paper.title} {paper.abstract}".lower()}
    cited = last(made, question="Which papers are about segmentation?", chosen={"query": "Mamba"})["papers"]
    assert cited and set(cited) <= found
    assert "carry no year" in last(made, question="What is VoCo?", chosen={"where": "year:2023"})["html"]


def test_suggestions_are_answered_by_the_papers_and_were_not_asked(assistant: Assistant) -> None:
    made = opened(assistant)
    for question in ("What is VoCo?", "What learning rate does Merlin use?"):
        turn = last(made, question=question)["turn"]
        found = made.suggest({"turn": turn, "asked": [question]})
        assert found and question not in found
        assert all(not assistant.ask(one).abstained for one in found)
        assert not set(found) & set(made.suggest({"turn": turn, "asked": [question, *found]}))


def test_a_word_on_an_answer_is_written_to_the_local_file(assistant: Assistant, tmp_path: Path) -> None:
    import json
    from dataclasses import replace

    made = opened(assistant)
    turn = last(made, question="What is VoCo?")["turn"]
    ready: Any = made.library
    ready.settings = replace(assistant.settings, home=tmp_path)
    assert made.rate({"turn": turn, "turns": [turn], "verdict": "down", "word": "wrong paper\n"})
    assert not made.rate({"turn": turn, "verdict": "<b>"})
    (line,) = (tmp_path / "feedback.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["verdict"] == "down" and record["word"] == "wrong paper" and record["question"] == "What is VoCo?"
    assert [entry["role"] for entry in record["history"]] == ["user", "assistant"]
