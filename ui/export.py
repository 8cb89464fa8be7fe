"""A conversation as a file: Markdown to read, JSON to keep, BibTeX of the papers it cites."""

import json
import re
from collections.abc import Sequence
from typing import Any

from rag.bibtex import bibtex
from rag.reference import reference
from rag.types import Answer
from ui.turns import Turn, pack

_KINDS = {
    "markdown": ("md", "text/markdown"),
    "json": ("json", "application/json"),
    "bibtex": ("bib", "application/x-bibtex"),
}


def conversation(turns: Sequence[Turn], title: str, wanted: str) -> dict[str, Any]:
    """The file in the format that is wanted: its `name`, `type` and `text`. Unknown formats are Markdown."""
    title = " ".join(title.split()) or "Conversation"
    suffix, kind = _KINDS.get(wanted, _KINDS["markdown"])
    if suffix == "json":
        text = (
            json.dumps({"title": title, "turns": [pack(turn) for turn in turns]}, ensure_ascii=False, indent=2) + "\n"
        )
    elif suffix == "bib":
        text = bibtex(paper for turn in turns if turn.answer for paper in turn.answer.papers)
    else:
        text = to_markdown(turns, title)
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "conversation"
    return {"name": f"{name}.{suffix}", "type": kind, "text": text}


def to_markdown(turns: Sequence[Turn], title: str) -> str:
    """The conversation with, under each answer, the papers and the words that it rests on."""
    parts = [f"# {title}"]
    for turn in turns:
        parts.append(f"## {' '.join(turn.question.split())}")
        parts.append(turn.answer.text if turn.answer else turn.message or "")
        if turn.answer:
            parts += _sources(turn.answer)
    return "\n\n".join(part for part in parts if part) + "\n"


def _sources(answer: Answer) -> list[str]:
    out = [f"*{answer.notice}*"] if answer.notice else []
    for paper in answer.papers:
        quotes = [citation for citation in answer.citations if citation.paper.id == paper.id]
        lines = [f"[{quotes[0].number}] {reference(paper)}"]
        lines += [f"> {' '.join(quote.quote.split())}" for quote in quotes]
        out.append("\n\n".join(lines))
    return out
