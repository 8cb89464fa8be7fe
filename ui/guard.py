"""Who may come in, and what every response says to browsers.

Without RAG_AUTH the app is for this machine alone: it binds to a loopback address, and a request whose Host header
names another one is refused, as is one from a page of another site, so that no web page can use it. With RAG_AUTH
every request needs the name and password, as HTTP Basic (browsers, gradio_client, curl) or as a bearer token
"name:password" (OpenAI and MCP clients).
"""

import base64
import binascii
import getpass
import hashlib
import hmac
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import to_thread

from rag.errors import ConfigError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 4_000_000
"""Of a request's body; a long conversation has a tenth of this."""

UPLOADS = "/api/corpora/"
"""Where a request may be larger: it may bring files of papers."""

_SCRYPT = "scrypt"
_COST = (2**14, 8, 1)
"""scrypt's n, r and p, as OWASP's password storage cheat sheet has them for 16 MB."""

_NOBODY = f"{_SCRYPT}${'A' * 22}==${'A' * 43}="
"""What an unknown name is checked against, so that it takes as long as a known one."""

_LOCAL = ("127.0.0.1", "localhost", "[::1]")

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Gradio's page needs inline scripts and eval; nothing may come from, or be sent to, another host."""
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def hash_password(password: str) -> str:
    """A password as RAG_AUTH may hold it instead of the password: "scrypt$SALT$KEY"."""
    salt = secrets.token_bytes(16)
    return f"{_SCRYPT}${_text(salt)}${_text(_key(password, salt))}"


def read_auth(setting: str | None) -> dict[str, str]:
    """Names with their passwords, from RAG_AUTH: "name:password", or "@FILE" with one of these a line.

    Passwords may be hashed. Raises ConfigError for one that cannot be used; never shows a password.
    """
    if not setting:
        return {}
    lines = [setting]
    if setting.startswith("@"):
        try:
            lines = Path(setting[1:]).expanduser().read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"RAG_AUTH names the file {setting[1:]!r}, which cannot be read: {error}") from error
    users = {}
    for line in filter(None, map(str.strip, lines)):
        name, colon, password = line.partition(":")
        if not (name and colon and password):
            raise ConfigError(
                "RAG_AUTH is not name:password (or @FILE with one a line); set it as RAG_AUTH=name:password"
            )
        users[name] = password
    if not users:
        raise ConfigError(f"RAG_AUTH names the file {setting[1:]!r}, which holds no name:password line")
    return users


def check_binding(host: str, users: Mapping[str, str]) -> None:
    """Raises ConfigError where the app would be open to others without a password."""
    if not users and host not in (*_LOCAL, "::1"):
        raise ConfigError(
            f"GRADIO_SERVER_NAME is {host!r}, which others can reach; set RAG_AUTH=name:password too "
            f"(python -m ui.guard hashes a password), or leave GRADIO_SERVER_NAME out"
        )


class Guard:
    """ASGI middleware: the check at the door, a limit on bodies, and the headers above."""

    def __init__(self, app: "ASGIApp", users: Mapping[str, str], upload: int = 0) -> None:
        """`upload`: the most bytes of a request that adds papers."""
        self.app = app
        self.upload = upload
        self.users = dict(users)
        self._secret = secrets.token_bytes(32)
        self._known: set[bytes] = set()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        most = max(MOST_BYTES, self.upload) if scope.get("path", "").startswith(UPLOADS) else MOST_BYTES
        refusal = await self._refusal(headers, most)
        if refusal is None:
            await self.app(scope, _bounded(receive, most), _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, text, extra = refusal
            body = text.encode()
            known = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": status, "headers": [*known, *extra]})
            await send({"type": "http.response.body", "body": body})

    async def _refusal(
        self, headers: Mapping[bytes, bytes], most: int
    ) -> tuple[int, str, list[tuple[bytes, bytes]]] | None:
        if self.users:
            if not await self._allowed(headers.get(b"authorization", b"")):
                ask = [(b"www-authenticate", b'Basic realm="Citewell", charset="UTF-8"')]
                return 401, "A name and a password are needed.", ask
        elif _host(headers.get(b"host", b"")) not in _LOCAL:
            return 421, "This address is not served here; use http://127.0.0.1, or set RAG_AUTH.", []
        elif not _is_local(headers.get(b"origin")):
            return 403, "Pages of other sites may not ask here.", []
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > most:
            return 413, f"The request is too large; the most is {most:,} bytes.", []
        return None

    async def _allowed(self, header: bytes) -> bool:
        kind, _, given = header.decode("latin-1").partition(" ")
        if kind.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode("utf-8")
            except (binascii.Error, UnicodeDecodeError):
                return False
        elif kind.lower() != "bearer":
            return False
        # scrypt is slow on purpose: it runs in a thread, and a pair that was right once is known by its keyed digest.
        digest = hmac.digest(self._secret, given.encode("utf-8"), "sha256")
        if digest in self._known:
            return True
        name, _, password = given.partition(":")
        stored = self.users.get(name, _NOBODY)
        right = await to_thread.run_sync(_matches, password, stored) and name in self.users
        if right:
            self._known.add(digest)
        return right


def _bounded(receive: "Receive", most: int) -> "Receive":
    seen = 0

    async def bounded() -> "Message":
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= most else {"type": "http.disconnect"}

    return bounded


def _with_headers(send: "Send") -> "Send":
    async def sent(message: "Message") -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *_HEADERS]
        await send(message)

    return sent


def _matches(password: str, stored: str) -> bool:
    parts = stored.split("$")
    if parts[0] == _SCRYPT and len(parts) == 3:
        try:
            salt, wanted = (base64.b64decode(part, validate=True) for part in parts[1:])
        except binascii.Error:
            return False
        return hmac.compare_digest(_key(password, salt), wanted)
    return hmac.compare_digest(password.encode("utf-8"), stored.encode("utf-8"))


def _key(password: str, salt: bytes) -> bytes:
    n, r, p = _COST
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=n, r=r, p=p, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _is_local(origin: bytes | None) -> bool:
    """Whether a request is no page's, or one of this machine's; "null" is a page that hides its origin."""
    return origin is None or _host(origin.partition(b"://")[2]) in _LOCAL


def _host(header: bytes) -> str:
    text = header.decode("latin-1").lower()
    return text.rsplit(":", 1)[0] if ":" in text and not text.endswith("]") else text


def main() -> int:
    """Ask for a password and print it hashed, for RAG_AUTH or its file."""
    name = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("USER", "reader")
    password = getpass.getpass(f"password of {name}: ")
    if not password:
        print("no password was given", file=sys.stderr)
        return 2
    print(f"{name}:{hash_password(password)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
