"""Who may come in: nobody from outside without a password, and no page of another site."""

import asyncio
import base64
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.errors import ConfigError
from ui.guard import MOST_BYTES, Guard, check_binding, hash_password, read_auth


async def inner(scope: Any, receive: Any, send: Any) -> None:
    """An app that reads the whole body and says how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def ask(users: dict[str, str], host: str = "127.0.0.1", **request: Any) -> httpx.Response:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(Guard(inner, users))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.request(request.pop("method", "GET"), "/", **request)

    return asyncio.run(go())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:1", "[::1]:7860", "[::1]"])
def test_this_machine_may_come_in(host: str) -> None:
    assert ask({}, host).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "localhost.evil.example"])
def test_the_name_of_another_site_may_not(host: str) -> None:
    assert ask({}, host).status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_a_page_of_another_site_may_not_ask(origin: str) -> None:
    assert ask({}, headers={"origin": origin}).status_code == 403
    assert ask({}, headers={"origin": "http://localhost:7860"}).status_code == 200


@pytest.mark.parametrize("stored", ["pa:ss wörd", hash_password("pa:ss wörd")])
def test_with_a_password_it_is_needed_and_enough(stored: str) -> None:
    users = {"ann": stored}
    assert ask(users).status_code == 401
    assert "Basic" in ask(users).headers["www-authenticate"]
    basic = base64.b64encode("ann:pa:ss wörd".encode()).decode()
    assert ask(users, "papers.example", headers={"authorization": f"Basic {basic}"}).status_code == 200


def test_a_bearer_token_is_name_and_password() -> None:
    assert ask({"ann": "secret"}, headers={"authorization": "Bearer ann:secret"}).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic ???", "Bearer ", "Bearer ann", "Bearer ann:", "Bearer bob:secret", "Digest ann:secret"],
)
def test_anything_else_stays_out(header: str) -> None:
    assert ask({"ann": "secret"}, headers={"authorization": header}).status_code == 401


def test_the_stored_hash_is_no_password() -> None:
    stored = hash_password("secret")
    assert "secret" not in stored
    assert ask({"ann": stored}, headers={"authorization": f"Bearer ann:{stored}"}).status_code == 401


def test_a_body_over_the_limit_is_refused_with_and_without_its_length() -> None:
    assert ask({}, method="POST", content=b"x" * 1000).text == "1000"
    assert ask({}, method="POST", content=b"x" * (MOST_BYTES + 1)).status_code == 413

    messages = iter([{"type": "http.request", "body": b"x" * MOST_BYTES, "more_body": True}] * 3)
    sent: list[Any] = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    scope: Any = {"type": "http", "headers": [(b"host", b"localhost")]}
    asyncio.run(Guard(inner, {})(scope, receive, send))
    assert sent == []  # to the app, its reader has gone


def test_every_answer_forbids_other_hosts() -> None:
    policy = ask({}).headers["content-security-policy"]
    assert "default-src 'self'" in policy and "http" not in policy


def test_only_this_machine_is_served_without_a_password() -> None:
    for host in ("127.0.0.1", "localhost", "::1"):
        check_binding(host, {})
    check_binding("0.0.0.0", {"ann": "secret"})
    with pytest.raises(ConfigError, match="RAG_AUTH"):
        check_binding("0.0.0.0", {})


def test_names_and_passwords_come_from_the_setting_or_a_file(tmp_path: Path) -> None:
    assert read_auth(None) == {} and read_auth("ann:a:b") == {"ann": "a:b"}
    (tmp_path / "users").write_text("ann:secret\n\nbob:scrypt$x$y\n", "utf-8")
    assert read_auth(f"@{tmp_path / 'users'}") == {"ann": "secret", "bob": "scrypt$x$y"}


@pytest.mark.parametrize("setting", ["ann", ":secret", "ann:", "@/no/such/file", "@"])
def test_a_setting_that_cannot_be_used_is_said_without_the_password(setting: str) -> None:
    with pytest.raises(ConfigError, match="RAG_AUTH") as caught:
        read_auth(setting)
    assert "secret" not in str(caught.value)


def test_an_empty_file_lets_nobody_in_by_mistake(tmp_path: Path) -> None:
    (tmp_path / "users").write_text("\n")
    with pytest.raises(ConfigError, match="no name:password"):
        read_auth(f"@{tmp_path / 'users'}")
