"""Papers into passages: each sentence of an abstract, as offsets into it, and as LlamaIndex nodes.

A sentence is what gets embedded (with its title in front), found, quoted and checked. Sentences are found by
sentencex (Wikimedia), which knows abbreviations and keeps offsets; what it leaves joined is cut here.
"""

import re

import sentencex
from llama_index.core.schema import NodeRelationship, ObjectType, RelatedNodeInfo, TextNode

from rag.types import Paper

Span = tuple[int, int]
"""Start and end offset in characters, end exclusive."""

# sentencex takes no sentence end between an opening bracket and its closing one; a list such as "1) …" only closes.
_JOINED = re.compile(r"(?<=[A-Za-z0-9)%]{3}[.!?])\s+(?=[A-Z(“\"])")
_SMALL = 25
"""Characters under which a piece ("Results:", "1)") is joined to the next, since it says nothing by itself."""


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, without the space around them.

    >>> [ "A network. It segments."[s:e] for s, e in split_sentences("A network. It segments.") ]
    ['A network.', 'It segments.']
    """
    pieces: list[Span] = []
    for boundary in sentencex.get_sentence_boundaries("en", text):
        start = boundary["start_index"]
        for cut in _JOINED.finditer(text, start, boundary["end_index"]):
            pieces.append((start, cut.start()))
            start = cut.end()
        pieces.append((start, boundary["end_index"]))
    spans: list[Span] = []
    open_start: int | None = None
    for start, end in (_strip(text, *piece) for piece in pieces):
        if start >= end:
            continue
        begin = start if open_start is None else open_start
        if end - begin < _SMALL:
            open_start = begin
        else:
            spans.append((begin, end))
            open_start = None
    if open_start is not None:  # a short tail belongs to the sentence before it
        begin = spans.pop()[0] if spans else open_start
        spans.append((begin, len(text.rstrip())))
    return spans


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def embedding_text(paper: Paper, span: Span) -> str:
    """What is embedded and indexed for a passage: the title, then the words."""
    return f"{paper.title}. {paper.abstract[span[0] : span[1]]}"


def make_node(paper: Paper, number: int, span: Span) -> TextNode:
    """The passage as a LlamaIndex node: the text is the slice, the title is metadata that embedding and model see."""
    start, end = span
    return TextNode(
        id_=f"{paper.id}#{number}",
        text=paper.abstract[start:end],
        start_char_idx=start,
        end_char_idx=end,
        metadata={"paper_id": paper.id, "title": paper.title, "start": start, "end": end},
        excluded_embed_metadata_keys=["paper_id", "start", "end"],
        excluded_llm_metadata_keys=["paper_id", "start", "end"],
        text_template="{metadata_str}. {content}",
        metadata_template="{value}",
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=paper.id, node_type=ObjectType.DOCUMENT)},
    )
