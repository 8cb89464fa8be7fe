"""The JSON endpoints of the running app."""

from typing import Any

import httpx
import pytest


def post(running: str, **body: Any) -> httpx.Response:
    return httpx.post(f"{running}api/ask", json=body, timeout=30)


def test_an_answer_has_the_fields_of_answer(running: str) -> None:
    answer = post(running, question="What is VoCo?").json()
    assert answer["citations"] and answer["sentences"][0]["support"] == "supported"
    for citation in answer["citations"]:
        assert citation["paper"]["abstract"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_history_and_a_choice_of_papers_are_heeded(running: str) -> None:
    history = [{"role": "user", "content": "What is VoCo?"}, {"role": "assistant", "content": "A framework."}]
    answer = post(running, question="Is its code public?", history=history).json()
    assert "VoCo" in answer["standalone_question"]
    paper = httpx.get(f"{running}api/search", params={"q": "mamba", "k": 1}).json()[0]["id"]
    only = post(running, question="Which papers are about mamba?", papers=[paper]).json()
    assert {citation["paper"]["id"] for citation in only["citations"]} == {paper}


@pytest.mark.parametrize(
    ("body", "status"),
    [({"question": "???"}, 400), ({}, 422), ({"question": "x" * 5000}, 422), ({"question": "x", "model": "gpt"}, 422)],
)
def test_a_question_that_cannot_be_asked_gets_a_status_and_a_word(
    running: str, body: dict[str, Any], status: int
) -> None:
    answer = post(running, **body)
    assert answer.status_code == status and "Traceback" not in answer.text


def test_papers_are_listed_read_and_searched(running: str) -> None:
    papers = httpx.get(f"{running}api/papers").json()
    one = httpx.get(f"{running}api/papers/{papers[3]['id']}").json()
    assert one["abstract"] == papers[3]["abstract"] and len(one["like"]) == 5
    found = httpx.get(f"{running}api/search", params={"q": papers[3]["title"], "k": 3}).json()
    assert found[0]["id"] == papers[3]["id"] and len(found) == 3
    missing = httpx.get(f"{running}api/papers/gone")
    assert missing.status_code == 404 and "gone" in missing.json()["error"]["message"]


def test_a_filter_is_heeded_and_one_that_cannot_be_read_is_a_bad_request(running: str) -> None:
    answer = post(running, question="What is VoCo?", where="year>=2023").json()
    assert answer["abstained"] and "the papers carry no year" in answer["text"]
    assert httpx.get(f"{running}api/papers", params={"where": "author:smith"}).json() == []
    assert httpx.get(f"{running}api/search", params={"q": "mamba", "where": "year:2023"}).json() == []
    for bad in (
        post(running, question="What is VoCo?", where="yaer:2023"),
        httpx.get(f"{running}api/papers", params={"where": "yaer:2023"}),
        httpx.get(f"{running}api/search", params={"q": "mamba", "where": "yaer:2023"}),
    ):
        assert bad.status_code == 400 and bad.json()["error"]["type"] == "InvalidFilter"


def test_the_endpoints_are_described(running: str) -> None:
    described = httpx.get(f"{running}openapi.json").json()["paths"]
    assert {"/api/ask", "/api/papers", "/api/papers/{paper_id}", "/api/search", "/v1/chat/completions"} <= set(
        described
    )


def test_fifty_at_once_are_all_answered(running: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    questions = ["What is VoCo?", "Which papers use state space models?", "Compare Merlin with RadGPT"] * 17
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda question: post(running, question=question), questions[:50]))
    assert [answer.status_code for answer in answers] == [200] * 50
    for question, answer in zip(questions, answers, strict=False):
        assert answer.json()["question"] == question
