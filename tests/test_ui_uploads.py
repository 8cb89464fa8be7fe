"""Papers added through the page: steps as they go, a report of every record, and nothing left of what failed."""

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPERS, page
from fastapi import FastAPI
from fastapi.testclient import TestClient
from llm_server import LLMServer

from rag import Settings, corpora
from ui.api import add_api
from ui.library import Library
from ui.service import Service
from ui.uploads import add_uploads


@pytest.fixture
def settings(provider: LLMServer, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", embed_model="openai/hashed-words")


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """What is still opening would ask the next test's server."""
    yield
    for thread in threading.enumerate():
        if thread.name in ("opening", "upload"):
            thread.join(60)


@pytest.fixture
def service(settings: Settings) -> Service:
    return Service(Library(settings))


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    app = FastAPI()
    add_api(app, service)
    add_uploads(app, service)
    with TestClient(app) as made:
        yield made


def jsonl(*papers: Any) -> bytes:
    return "".join(json.dumps(asdict(paper)) + "\n" for paper in papers).encode()


def add(client: TestClient, corpus: str, **files: bytes) -> list[dict[str, Any]]:
    sent = [("files", (name.replace("_", "."), content)) for name, content in files.items()]
    answer = client.post(f"/api/corpora/{corpus}/papers", files=sent)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def test_files_become_a_corpus_that_can_be_asked(client: TestClient, service: Service) -> None:
    *steps, done = add(client, "lab", my_jsonl=jsonl(*PAPERS))
    assert done["step"] == "done" and (done["added"], done["papers"], done["records"]) == (3, 3, 3)
    assert {"step": "embedding", "done": 8, "total": 8} in steps
    answer = client.post("/api/ask", json={"question": "What does SwinSeg outperform?", "corpus": "lab"}).json()
    assert {citation["paper"]["id"] for citation in answer["citations"]} == {PAPERS[1].id}
    assert service.library.names() == ("default", "lab")


def test_papers_added_to_an_open_corpus_are_answered_from(client: TestClient) -> None:
    add(client, "lab", a_jsonl=jsonl(PAPERS[0]))
    before = client.get("/api/papers", params={"corpus": "lab"}).json()
    *_, done = add(client, "lab", b_jsonl=jsonl(*PAPERS))
    assert (len(before), done["papers"], done["added"], done["counts"]["merged"]) == (1, 3, 2, 1)
    assert len(client.get("/api/papers", params={"corpus": "lab"}).json()) == 3


def test_each_record_that_was_left_out_is_named_with_its_reason(client: TestClient) -> None:
    bare = {"title": "A Title Alone"}
    *_, done = add(client, "lab", my_jsonl=jsonl(*PAPERS) + json.dumps(bare).encode() + b"\n")
    assert done["counts"]["skipped"] == 1
    (skipped,) = done["skipped"]
    assert skipped["file"] == "my.jsonl" and skipped["line"] == 4 and "abstract" in skipped["reason"]


def test_what_cannot_be_read_is_said_by_its_own_name_and_leaves_nothing(client: TestClient, settings: Settings) -> None:
    *_, failed = add(client, "lab", photo_png=b"\x89PNG\r\n\x1a\n\x00\x00")
    assert failed["step"] == "failed" and "photo.png" in failed["message"]
    assert str(settings.home) not in failed["message"]
    assert not list((settings.home / "uploads").rglob("*.png"))
    assert "lab" not in [info.name for info in corpora.list_corpora(settings)]


@pytest.mark.parametrize("name", ["..", "a b", "x" * 65])
def test_a_name_that_no_corpus_can_have_is_refused(client: TestClient, name: str) -> None:
    answer = client.post(f"/api/corpora/{name.replace('..', '%2e%2e')}/papers", files=[("files", ("a.jsonl", b"{}"))])
    assert answer.status_code in (400, 404)


def test_a_file_is_written_nowhere_but_into_its_folder(client: TestClient, settings: Settings) -> None:
    files = [("files", ("../../../evil.jsonl", jsonl(*PAPERS)))]
    client.post("/api/corpora/lab/papers", files=files)
    (kept,) = settings.home.parent.rglob("*evil*")
    assert (settings.home / "uploads" / "lab") in kept.parents


def test_nothing_is_added_where_that_is_switched_off(settings: Settings) -> None:
    app = FastAPI()
    closed = Service(Library(replace(settings, upload=0)))
    add_api(app, closed)
    add_uploads(app, closed)
    with TestClient(app) as client:
        answer = client.post("/api/corpora/lab/papers", files=[("files", ("a.jsonl", jsonl(*PAPERS)))])
        assert answer.status_code == 403 and "RAG_UPLOAD" in answer.json()["error"]["message"]
        assert client.delete("/api/corpora/lab/papers/any").status_code == 403


def test_a_corpus_that_there_is_not_is_said_without_the_folders_of_this_machine(
    client: TestClient, settings: Settings
) -> None:
    answer = client.post("/api/ask", json={"question": "What is SwinSeg?", "corpus": "nowhere"})
    said = answer.json()["error"]["message"]
    assert answer.status_code == 404 and "nowhere" in said and str(settings.home) not in said


def test_a_corpus_that_was_deleted_beside_the_app_is_no_more(client: TestClient, settings: Settings) -> None:
    add(client, "lab", my_jsonl=jsonl(*PAPERS))
    assert client.get("/api/papers", params={"corpus": "lab"}).status_code == 200
    corpora.delete(replace(settings, corpus="lab"))
    assert client.get("/api/papers", params={"corpus": "lab"}).status_code == 404


def test_corpora_are_listed_without_the_folders_of_this_machine(client: TestClient, tmp_path: Path) -> None:
    add(client, "lab", my_jsonl=jsonl(*PAPERS))
    listed = client.get("/api/corpora").json()
    assert [info["papers"] for info in listed if info["name"] == "lab"] == [3]
    assert str(tmp_path) not in json.dumps(listed)


@pytest.mark.parametrize("format", ["jsonl", "bib", "csv"])
def test_a_corpus_is_written_out_in_each_format(client: TestClient, format: str) -> None:
    add(client, "lab", my_jsonl=jsonl(*PAPERS))
    answer = client.get("/api/corpora/lab/export", params={"format": format})
    assert answer.status_code == 200 and "SwinSeg" in answer.text
    assert f'filename="lab.{format}"' in answer.headers["content-disposition"]


def test_a_page_of_papers_may_be_added_too(client: TestClient) -> None:
    *_, done = add(client, "pages", mine_txt=page(*PAPERS).encode())
    assert done["added"] == 3


def test_a_paper_is_taken_out_and_the_others_stay(client: TestClient) -> None:
    add(client, "lab", my_jsonl=jsonl(*PAPERS))
    gone = client.delete(f"/api/corpora/lab/papers/{PAPERS[1].id}")
    assert gone.status_code == 200 and gone.json() == {"papers": 2, "removed": 1}
    left = [paper["id"] for paper in client.get("/api/papers", params={"corpus": "lab"}).json()]
    assert left == [PAPERS[0].id, PAPERS[2].id]
    again = client.delete(f"/api/corpora/lab/papers/{PAPERS[1].id}")
    assert again.status_code == 404 and PAPERS[1].id in again.json()["error"]["message"]


def test_the_only_paper_of_a_corpus_stays(client: TestClient) -> None:
    add(client, "lab", my_jsonl=jsonl(PAPERS[0]))
    answer = client.delete(f"/api/corpora/lab/papers/{PAPERS[0].id}")
    assert answer.status_code == 409 and "rag delete --corpus lab" in answer.json()["error"]["message"]
    assert len(client.get("/api/papers", params={"corpus": "lab"}).json()) == 1


def test_an_id_with_a_slash_names_its_paper(client: TestClient) -> None:
    add(client, "lab", my_jsonl=jsonl(replace(PAPERS[0], id="acc-phys/9411002"), *PAPERS[1:]))
    assert client.get("/api/papers/acc-phys%2F9411002", params={"corpus": "lab"}).json()["title"] == PAPERS[0].title
    assert client.delete("/api/corpora/lab/papers/acc-phys%2F9411002").json()["papers"] == 2


def test_a_large_corpus_is_listed_a_page_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    add(client, "lab", my_jsonl=jsonl(*PAPERS))
    monkeypatch.setattr("ui.api.WHOLE", 2)
    monkeypatch.setattr("ui.api.PAGE", 2)

    def listed(**asked: Any) -> tuple[list[str], str]:
        answer = client.get("/api/papers", params={"corpus": "lab", **asked})
        return [paper["id"] for paper in answer.json()], answer.headers["x-total-count"]

    ids = [paper.id for paper in PAPERS]
    assert listed() == (ids[:2], "3") and listed(offset=2) == (ids[2:], "3")
    assert listed(limit=1, offset=1) == (ids[1:2], "3") and listed(limit=3) == (ids, "3")
    assert client.get("/api/papers", params={"limit": 0}).status_code == 422
