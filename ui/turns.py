"""A conversation as a tuple of Turns, and its form in the browser: small, readable, and checked when it comes back.

The server keeps no conversation. The browser keeps each as JSON, without the papers' texts, and sends the turns along
with a question. What comes back is treated as anyone's writing: types and lengths are checked, papers are looked up in
the corpus, and a quote that its abstract does not hold is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, get_args

from rag.types import Answer, Citation, Kind, Paper, Sentence, Support, Usage

MAX_TURNS = 50
"""Turns of one conversation that are read; the oldest are left out."""

_TEXT = 40_000
_ITEMS = 400
"""Most characters of a text, and most entries of a list, that are read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, or a message that says why there is none."""

    question: str
    answer: Answer | None = None
    message: str | None = None


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """The answered turns, as `Assistant.stream` takes them."""
    out = []
    for turn in turns:
        if turn.answer:
            out += [{"role": "user", "content": turn.question}, {"role": "assistant", "content": turn.answer.text}]
    return out


def pack(turn: Turn) -> dict[str, Any]:
    """A turn as JSON values: what is needed to show, go on from and export it."""
    answer = turn.answer
    if answer is None:
        return {"question": turn.question, "message": turn.message}
    return {
        "question": turn.question,
        "standalone_question": answer.standalone_question,
        "kind": answer.kind,
        "text": answer.text,
        "sentences": [_pack_sentence(sentence) for sentence in answer.sentences],
        "removed": [_pack_sentence(sentence) for sentence in removed(answer)],
        "citations": [
            {"number": c.number, "paper": c.paper.id, "title": c.paper.title, "quote": c.quote, "start": c.start}
            for c in answer.citations
        ],
        "nearest": [paper.id for paper in answer.nearest],
        "notice": answer.notice,
        "model": answer.model,
        "usage": asdict(answer.usage),
    }


def removed(answer: Answer) -> tuple[Sentence, ...]:
    """The sentences that a model wrote and that were taken out, because no abstract supports them."""
    found: tuple[Sentence, ...] = getattr(answer, "removed", ())
    return found


def _pack_sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "numbers": list(sentence.numbers), "support": sentence.support}


def unpack_all(values: object, papers: Mapping[str, Paper]) -> tuple[Turn, ...]:
    """The last MAX_TURNS turns of a conversation; what is no turn is left out."""
    turns = [unpack(value, papers) for value in values[-MAX_TURNS:]] if isinstance(values, list) else []
    return tuple(turn for turn in turns if turn)


def unpack(value: object, papers: Mapping[str, Paper]) -> Turn | None:
    """The turn that `pack` packed, with the papers of now (by id); None where it is none."""
    if not isinstance(value, dict) or not (question := _text(value.get("question"))):
        return None
    text = _text(value.get("text"))
    kind: Kind | None = next((kind for kind in get_args(Kind) if kind == value.get("kind")), None)
    if kind is None or not text:
        return Turn(question, message=_text(value.get("message")) or "There is no answer.")
    citations = tuple(
        citation for item in _dicts(value.get("citations")) if (citation := _unpack_citation(item, papers))
    )
    extra: dict[str, Any] = {"removed": tuple(map(_unpack_sentence, _dicts(value.get("removed"))))}
    answer = Answer(
        question=question,
        standalone_question=_text(value.get("standalone_question")) or question,
        kind=kind,
        text=text,
        sentences=tuple(map(_unpack_sentence, _dicts(value.get("sentences")))),
        citations=citations,
        evidence=(),
        nearest=tuple(papers[name] for name in _strings(value.get("nearest")) if name in papers),
        notice=_text(value.get("notice")) or None,
        model=_text(value.get("model")) or None,
        usage=_unpack_usage(value.get("usage")),
        **(extra if "removed" in Answer.__dataclass_fields__ else {}),
    )
    return Turn(question, answer)


def _unpack_citation(item: Mapping[str, Any], papers: Mapping[str, Paper]) -> Citation | None:
    number, paper, quote = item.get("number"), papers.get(str(item.get("paper"))), _text(item.get("quote"))
    if not isinstance(number, int) or not 0 < number < 1000 or paper is None or not quote:
        return None
    start = item.get("start")
    if not isinstance(start, int) or start < 0 or paper.abstract[start : start + len(quote)] != quote:
        start = paper.abstract.find(quote)  # the abstract has changed since
    return Citation(number, paper, quote, start, start + len(quote)) if start >= 0 else None


def _unpack_sentence(item: Mapping[str, Any]) -> Sentence:
    numbers = item.get("numbers")
    kept = tuple(n for n in numbers[:_ITEMS] if isinstance(n, int)) if isinstance(numbers, list) else ()
    support = item.get("support")
    return Sentence(_text(item.get("text")), kept, support if support in get_args(Support) else None)


def _unpack_usage(value: object) -> Usage:
    known = value if isinstance(value, dict) else {}
    names = ("prompt_tokens", "completion_tokens", "cost")
    numbers = [known.get(name) for name in names]
    whole, written, cost = (n if isinstance(n, int | float) and 0 <= n < 1e12 else 0 for n in numbers)
    return Usage(int(whole), int(written), float(cost))


def _text(value: object) -> str:
    return value[:_TEXT] if isinstance(value, str) else ""


def _strings(value: object) -> list[str]:
    return [item for item in value[:_ITEMS] if isinstance(item, str)] if isinstance(value, list) else []


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value[:_ITEMS] if isinstance(item, dict)] if isinstance(value, list) else []
