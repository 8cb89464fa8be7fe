"""The web server: the page, and beside it the JSON endpoint, the OpenAI-compatible one and MCP, behind one guard."""

import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from rag.version import __version__
from ui.guard import Guard
from ui.service import Service

if TYPE_CHECKING:
    from starlette.types import ASGIApp

log = logging.getLogger(__name__)

_PORT, _PORTS = 7860, 100
_LOOPBACK = "127.0.0.1"


def make_app(service: Service, users: Mapping[str, str]) -> "ASGIApp":
    """The whole app: `/ui/` static files, `/api/`, `/v1/`, `/mcp`, and the page everywhere else, behind the guard."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles

    from ui.api import add_api
    from ui.blocks import HEAD, STATIC, build, theme
    from ui.mcp_api import add_mcp, make_mcp
    from ui.openai_api import add_openai_api
    from ui.uploads import add_uploads

    mcp = make_mcp(service)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with mcp.session_manager.run():
            yield

    # No pages for the API: FastAPI's load scripts from other hosts.
    app = FastAPI(title="Citewell", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.mount("/ui", StaticFiles(directory=STATIC))
    add_api(app, service)
    add_uploads(app, service)
    add_openai_api(app, service)
    add_mcp(app, mcp)
    gr.mount_gradio_app(
        app,
        build(service),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=1,
        theme=theme(),
        head=HEAD,
    )
    return Guard(app, users, upload=service.settings.upload * 1_000_000)


def address() -> str:
    """The address to bind to: this machine's own, unless GRADIO_SERVER_NAME says another."""
    return os.environ.get("GRADIO_SERVER_NAME") or _LOOPBACK


def serve(service: Service, host: str, users: Mapping[str, str]) -> int:
    """Serve until interrupted; the exit status."""
    import uvicorn

    app = make_app(service, users)  # before the port is open: whoever connects is answered
    try:
        listener = _listen(host, os.environ.get("GRADIO_SERVER_PORT"))
    except (OSError, ValueError, OverflowError) as error:
        print(f"cannot serve the chat: {error}", file=sys.stderr)
        return 1
    port = listener.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3)
    )
    shown = _LOOPBACK if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    print(f"Citewell is on http://{shown}:{port} (Ctrl+C ends it)", flush=True)
    server.run(sockets=[listener])
    return 0


def _listen(host: str, wanted: str | None) -> socket.socket:
    """A socket on the port that is asked for, or on the first free one from 7860 on. Raises ValueError or OSError."""
    if wanted and not wanted.isdigit():
        raise ValueError(f"GRADIO_SERVER_PORT is {wanted!r}; it takes a number")
    ports = [int(wanted)] if wanted else range(_PORT, _PORT + _PORTS)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last: OSError | None = None
    for port in ports:
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(2048)
            return listener
        except OSError as error:
            listener.close()
            last = error
    raise OSError(f"port {wanted or f'{_PORT} to {_PORT + _PORTS - 1}'} of {host}: {last}")
