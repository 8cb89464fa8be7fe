"""An MCP server at `/mcp` (streamable HTTP, no sessions): search, read a paper, answer."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from anyio import to_thread
from fastapi import FastAPI
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings

from rag.errors import RagError
from rag.version import __version__
from ui.api import Question, answer_of, paper_of, search_of
from ui.openai_api import extras, sources
from ui.service import Service

T = TypeVar("T")

_ABOUT = (
    "Answers questions from a fixed set of paper abstracts. `answer` gives sentences with [n] markers, each checked "
    "against the abstract it cites, and says so when the abstracts do not hold the answer. `search` and `read_paper` "
    "are for looking further."
)


def make_mcp(service: Service) -> MCPServer[Any]:
    """The server with its three tools."""
    server: MCPServer[Any] = MCPServer(
        "citewell", title="Citewell", instructions=_ABOUT, version=__version__, log_level="WARNING"
    )

    @server.tool()
    async def search(
        query: str, limit: int = 10, where: str | None = None, corpus: str | None = None
    ) -> list[dict[str, Any]]:
        """The papers nearest to a question or some words: id, title, reference, score, best passage. At most 50.
        `where` filters them: year>=2023 author:smith venue:MICCAI keyword:"x-ray" -author:lee
        `corpus` names another set of papers than the usual one.
        """
        return await _run(lambda: search_of(service, query, max(1, min(limit, 50)), where, corpus))

    @server.tool()
    async def read_paper(paper_id: str, corpus: str | None = None) -> dict[str, Any]:
        """One paper by its id: title, whole abstract, authors, year, venue, links."""
        return await _run(lambda: asdict(paper_of(service, paper_id, corpus)))

    @server.tool()
    async def answer(
        question: str, papers: list[str] | None = None, where: str | None = None, corpus: str | None = None
    ) -> dict[str, Any]:
        """Answer a question from the abstracts, with citations. `papers` (ids) limits the search to these, `where` to
        those that meet a filter: year>=2023 author:smith venue:MICCAI keyword:"x-ray" -author:lee
        """
        asked = Question(question=question, papers=papers or [], where=where, corpus=corpus)
        found = await _run(lambda: answer_of(service, asked))
        return {"text": found.text + sources(found), "kind": found.kind, **extras(found)}

    return server


def add_mcp(app: FastAPI, server: MCPServer[Any]) -> None:
    """Serve it at `/mcp`. The app's lifespan must run `server.session_manager`."""
    # The guard checks hosts for every endpoint alike.
    open_to_all = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    made = server.streamable_http_app(stateless_http=True, json_response=True, transport_security=open_to_all)
    app.router.routes.extend(made.routes)


async def _run(work: Callable[[], T]) -> T:
    try:
        return await to_thread.run_sync(work)
    except RagError as error:
        raise ToolError(str(error)) from error
