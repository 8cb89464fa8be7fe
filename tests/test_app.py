"""The running app: the page, its queue and its API, as a person starts it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import app
from rag.config import Settings

ROOT = Path(__file__).parent.parent


def test_the_files_of_the_page_name_no_other_host() -> None:
    for file in (ROOT / "ui" / "static").iterdir():
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")  # a name, not an address
        assert "//" not in re.sub(r"^\s*// .*$|; // .*$|\{ // .*$|, // .*$", "", text, flags=re.M), file.name


@pytest.fixture(scope="module")
def client(running: str) -> Any:
    from gradio_client import Client  # type: ignore[import-untyped]

    return Client(running, verbose=False)


def test_the_running_app_answers_over_its_api_with_citations_that_hold(client: Any) -> None:
    answer = client.predict("What is VoCo?", api_name="/ask")
    assert answer["citations"] and not answer["abstained"]
    for citation in answer["citations"]:
        assert citation["paper"]["abstract"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]
    json.dumps(answer)


def test_the_running_app_answers_an_invalid_question_with_a_message(client: Any) -> None:
    with pytest.raises(Exception, match="holds no words") as caught:
        client.predict("???", api_name="/ask")
    assert "Traceback" not in str(caught.value)


def test_the_api_has_one_endpoint(client: Any) -> None:
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask"]


def test_the_page_and_its_files_are_served(running: str) -> None:
    import httpx

    from ui.blocks import STATIC

    assert "ui/page.js" in httpx.get(running).text
    for file in STATIC.iterdir():
        assert httpx.get(f"{running}ui/{file.name}").text == file.read_text("utf-8")


def test_a_question_goes_through_the_queue_as_the_page_asks_it(client: Any) -> None:
    frames = list(client.submit({"question": "What is VoCo?", "key": "t1"}, api_name="/reply"))
    assert frames[-1]["step"] == "done" and 'id="t1-c1"' in frames[-1]["evidence"]


def test_fifty_readers_at_once_each_get_their_own_answer(client: Any) -> None:
    asked = [f"What is {name}?" for name in ("VoCo", "Merlin", "RadGPT", "Med3D", "DINOv2")] * 10
    jobs = [client.submit({"question": question, "key": "t1"}, api_name="/reply") for question in asked]
    for question, job in zip(asked, jobs, strict=True):
        done = job.result(timeout=120)
        assert done["step"] == "done" and done["turn"]["question"] == question


def test_only_the_pages_own_functions_can_be_called(client: Any) -> None:
    assert client.predict("find", "voco", api_name="/call")["ids"]
    for name in ("opening", "__init__", "settings"):
        with pytest.raises(Exception, match="no function"):
            client.predict(name, None, api_name="/call")


def test_the_page_asks_no_other_host_for_anything(running: str) -> None:
    import httpx

    html = httpx.get(running).text
    loaded = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']?(https?:)?//([^/"'\s>]+)""", html)
    assert {host for _, host in loaded} <= {running.split("/")[2]}


def test_a_setting_that_cannot_be_used_is_said_and_not_thrown(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("RAG_TOP_K", "many")
    with pytest.raises(Exception, match="RAG_TOP_K"):
        Settings.from_env()
    assert app.main() == 2
    assert "RAG_TOP_K" in capsys.readouterr().err


def test_the_app_is_open_to_others_only_with_a_password(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    assert app.main() == 2
    assert "RAG_AUTH" in capsys.readouterr().err
