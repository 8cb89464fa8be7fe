"""The form of a draft: a line of a golden file, with a review."""

from collections.abc import Sequence
from typing import Any

from rag import Paper

Draft = dict[str, Any]


def answered(kind: str, turn: dict[str, Any], to_do: str) -> Draft:
    """A draft that the abstracts answer; `turn` is what `turn` gives, `to_do` what its reviewer looks at."""
    return {"kind": kind, **turn, "review": {"to_do": to_do}}


def turn(question: str, evidence: Sequence[tuple[Paper, str]], facts: Sequence[Sequence[str]] = ()) -> dict[str, Any]:
    """A question with its papers, a sentence of each as evidence, and key facts, each a choice of spellings."""
    return {
        "question": question,
        "papers": [paper.id for paper, _ in evidence],
        "evidence": [{"paper": paper.id, "quote": quote} for paper, quote in evidence],
        "key_facts": [list(fact) for fact in facts],
    }


def unanswerable(question: str, paper: Paper, reason: str, missing: str, to_do: str) -> Draft:
    """A draft that no abstract answers; `missing` is what the one that it is about does not say."""
    return {
        "kind": "unanswerable",
        "question": question,
        "reason": reason,
        "about": [paper.id],
        "missing": missing,
        "review": {"to_do": to_do},
    }
