"""Readers' words on answers, as the chat writes them, made into candidates for golden questions.

A candidate has the form of a golden question, filled in from the answer that was rated, and a `review` that says what
to look at. Reading the abstracts stays a person's work: `review` is no field of a golden question, so that a candidate
is refused until someone has looked and taken it out.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = "feedback.jsonl"
"""Name of the chat's file, in the folder RAG_HOME."""

_UP = "rated good: check that these papers and quotes are the right ones and all there are; add key_facts"
_DOWN = "rated bad: what stands here is the answer that was given; put the right papers, evidence and key_facts"


def candidates(source: Path) -> Iterator[dict[str, Any]]:
    """A candidate for each question and conversation that was rated, by its last rating.

    Raises ValueError for a file that is not there or a line that is not the chat's.
    """
    if not source.is_file():
        raise ValueError(f"there is no feedback in {str(source)!r} yet; the chat's thumbs write it")
    last: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for number, line in enumerate(source.read_text("utf-8").split("\n"), 1):
        if line.strip():
            record = _record(line, f"{str(source)!r}, line {number}")
            # A word given after the thumb is a second record of the same answer.
            last[(*(turn["content"] for turn in record["history"]), record["question"], record["text"])] = record
    for number, record in enumerate(last.values(), 1):
        yield _candidate(record, f"feedback-{number:03}")


def _record(line: str, where: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
        texts = [record["question"], record["kind"], record["text"], record["verdict"], record["word"], record["time"]]
        texts += [turn["content"] for turn in record["history"]]
        texts += [citation[key] for citation in record["citations"] for key in ("paper", "quote")]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{where}: not a line that the chat wrote ({error}); take it out") from None
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{where}: a text is missing; take the line out")
    return dict(record)


def _candidate(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    review = {
        "to_do": _UP if record["verdict"] == "up" else _DOWN,
        "word": record["word"],
        "answer": record["text"],
        "time": record["time"],
    }
    asked = [turn["content"] for turn in record["history"] if turn.get("role") == "user"]
    turn = _turn(record)
    if asked:
        # What was answered before is not in the feedback; the earlier turns are for the reviewer to fill in.
        before = [{"question": question, "standalone": question, "papers": [], "evidence": []} for question in asked]
        turn["standalone"] = record.get("standalone_question") or record["question"]
        return {"id": name, "kind": "conversation", "split": "dev", "turns": [*before, turn], "review": review}
    kind = {"abstain": "unanswerable"}.get(record["kind"], record["kind"])
    out = {"id": name, "kind": kind, "split": "dev", **turn}
    if kind == "unanswerable":
        out = {**out, "reason": "near-topic", "about": list(record.get("nearest", []))[:1]}
    if kind == "count":
        out["count"] = len(turn["papers"])
    return {**out, "review": review}


def _turn(record: Mapping[str, Any]) -> dict[str, Any]:
    papers = list(dict.fromkeys(citation["paper"] for citation in record["citations"]))
    quotes = dict.fromkeys((citation["paper"], citation["quote"]) for citation in record["citations"])
    return {
        "question": record["question"],
        "papers": papers,
        "evidence": [{"paper": paper, "quote": quote} for paper, quote in quotes],
        "key_facts": [],
    }
