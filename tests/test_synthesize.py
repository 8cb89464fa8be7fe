"""What both writers share behind LlamaIndex's seam: nodes in, a Response with its papers out; no global model asked."""

import asyncio

import pytest
from conftest import PAPERS, make_nodes
from llama_index.core import Settings as LlamaSettings
from llama_index.core.base.response.schema import Response
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.extractive import ExtractiveSynthesizer
from rag.synthesize import as_evidence
from rag.types import Paper

SWIN = PAPERS[1]


@pytest.fixture(scope="module")
def writer() -> ExtractiveSynthesizer:
    return ExtractiveSynthesizer(name_of=lambda paper: paper.title.split(":")[0] if ":" in paper.title else None)


def nodes(*papers: Paper) -> list[NodeWithScore]:
    return [NodeWithScore(node=node, score=1.0) for node in make_nodes(papers)]


def test_synthesize_gives_a_response_with_its_papers_in_the_order_of_the_markers(
    writer: ExtractiveSynthesizer,
) -> None:
    given = nodes(SWIN)
    response = writer.synthesize("On how many scans was it trained?", given)
    assert isinstance(response, Response)
    assert "1,200" in (response.response or "")
    assert response.source_nodes == given
    assert response.metadata is not None
    assert response.metadata["papers"][0] == (SWIN.id, SWIN.title)


def test_a_query_bundle_and_plain_text_ask_the_same(writer: ExtractiveSynthesizer) -> None:
    given = nodes(SWIN)
    assert str(writer.synthesize(QueryBundle("Which Dice?"), given)) == str(writer.synthesize("Which Dice?", given))


def test_asynthesize_agrees_with_synthesize(writer: ExtractiveSynthesizer) -> None:
    given = nodes(SWIN)
    assert str(asyncio.run(writer.asynthesize("Which Dice?", given))) == str(writer.synthesize("Which Dice?", given))


def test_bare_chunks_are_numbered_and_quoted(writer: ExtractiveSynthesizer) -> None:
    text = writer.get_response("Where is the code?", ["Code is at https://example.org/code.", "Bread is baked."])
    assert "https://example.org/code [1]" in text
    assert text == asyncio.run(
        writer.aget_response("Where is the code?", ["Code is at https://example.org/code.", "Bread is baked."])
    )


def test_no_nodes_and_no_chunks_are_no_failure(writer: ExtractiveSynthesizer) -> None:
    assert str(writer.synthesize("Which Dice?", [])) in ("", "None", "Empty Response")
    assert writer.get_response("Which Dice?", []) == ""


def test_the_global_model_of_llama_index_is_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError("the global Settings were asked for a model")

    monkeypatch.setattr(type(LlamaSettings), "llm", property(refuse))
    monkeypatch.setattr(type(LlamaSettings), "embed_model", property(refuse))
    own = ExtractiveSynthesizer()
    assert "1,200" in str(own.synthesize("On how many scans was it trained?", nodes(SWIN)))
    assert own.get_response("Where is the code?", ["Code is at https://example.org/code."])


# --- nodes as evidence ---------------------------------------------------------------------------


def test_nodes_come_back_as_evidence_in_their_order_each_a_slice_of_its_paper() -> None:
    given = nodes(*PAPERS)[::-1]
    evidence = as_evidence(given)
    assert [e.paper.abstract[e.start : e.end] for e in evidence] == [item.node.get_content() for item in given]
    assert [e.paper.id for e in evidence] == [item.node.metadata["paper_id"] for item in given]
    assert {e.paper.id: e.paper.links for e in evidence}[PAPERS[0].id] == PAPERS[0].links


def test_a_paper_is_known_as_far_as_its_passages_reach_in_the_order_of_its_abstract() -> None:
    given = nodes(SWIN)
    (paper,) = {e.paper for e in as_evidence([given[2], given[0], given[0]])}
    assert paper.abstract == f"{given[0].node.get_content()} {given[2].node.get_content()}"
    assert paper.title == SWIN.title


def test_nodes_that_are_not_ours_count_as_a_paper_each() -> None:
    strange = [NodeWithScore(node=TextNode(id_=name, text=f"About {name}."), score=None) for name in ("a", "b")]
    evidence = as_evidence(strange)
    assert [(e.paper.id, e.paper.title, e.paper.abstract, e.score) for e in evidence] == [
        ("a", "a", "About a.", 0.0),
        ("b", "b", "About b.", 0.0),
    ]
