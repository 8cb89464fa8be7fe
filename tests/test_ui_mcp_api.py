"""A real MCP client against the running app."""

import asyncio
from typing import Any

from mcp import Client


def use(running: str, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    async def go() -> list[Any]:
        async with Client(f"{running}mcp") as client:
            tools = await client.list_tools()
            return [tools, *[await client.call_tool(name, arguments) for name, arguments in calls]]

    return asyncio.run(go())


def test_the_tools_are_search_read_and_answer(running: str) -> None:
    (tools,) = use(running)
    assert [tool.name for tool in tools.tools] == ["search", "read_paper", "answer"]
    assert all(tool.description for tool in tools.tools)


def test_an_answer_has_text_and_citations(running: str) -> None:
    _, result = use(running, ("answer", {"question": "What is VoCo?"}))
    answer = result.structured_content
    answer = answer.get("result", answer)
    assert "Sources:\n[1] VoCo" in answer["text"] and answer["citations"][0]["quote"]


def test_a_filter_is_heeded(running: str) -> None:
    filtered = {"where": "year>=2023"}
    _, answer, found, bad = use(
        running,
        ("answer", {"question": "What is VoCo?", **filtered}),
        ("search", {"query": "mamba", **filtered}),
        ("search", {"query": "mamba", "where": "yaer:2023"}),
    )
    assert "the papers carry no year" in answer.content[0].text
    assert found.structured_content["result"] == []
    assert bad.is_error and "there is no field" in bad.content[0].text


def test_a_paper_that_was_found_can_be_read(running: str) -> None:
    _, found = use(running, ("search", {"query": "mamba", "limit": 2}))
    papers = found.structured_content["result"]
    assert len(papers) == 2
    _, read = use(running, ("read_paper", {"paper_id": papers[0]["id"]}))
    assert "amba" in read.content[0].text


def test_what_cannot_be_done_is_said_to_the_model(running: str) -> None:
    _, gone, empty = use(running, ("read_paper", {"paper_id": "gone"}), ("answer", {"question": "???"}))
    assert gone.is_error and "no paper" in gone.content[0].text
    assert empty.is_error and "no words" in empty.content[0].text
