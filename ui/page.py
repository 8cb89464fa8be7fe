"""What the page shows, as HTML: the conversation's messages, the evidence beside it, the line about papers and model.

Pure functions of a conversation, which is a tuple of Turns and lives in one session only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Answer
from ui.cards import evidence_html
from ui.markdown import escape, to_html

NO_EVIDENCE = '<p class="aside">The papers that an answer rests on appear here, their supporting words highlighted.</p>'

EXAMPLES = (
    "How many images does MedTrinity-25M hold?",
    "Which papers use state space models?",
    "Compare Merlin with RadGPT",
    "Is the code for Alice public, and where is it?",
    "How many papers write radiology reports?",
    "What is the capital of Australia?",
)
"""One of each kind: a number, a list, a comparison, a link, a count, and one that the papers do not answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, or a message that says why there is none."""

    question: str
    answer: Answer | None = None
    message: str | None = None


def messages(turns: Sequence[Turn], last: str | None = None) -> list[dict[str, str]]:
    """The conversation for `gr.Chatbot`. `last` is the HTML shown for a turn that is still being answered."""
    out = []
    for place, turn in enumerate(turns):
        out.append({"role": "user", "content": f'<div class="asked">{escape(turn.question)}</div>'})
        if turn.answer:
            out.append({"role": "assistant", "content": answer_html(turn.answer, prefix(place))})
        elif turn.message:
            out.append({"role": "assistant", "content": message_html(turn.message)})
        elif last:
            out.append({"role": "assistant", "content": last})
    return out


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """The answered turns, as `Assistant.stream` takes them."""
    out = []
    for turn in turns:
        if turn.answer:
            out += [{"role": "user", "content": turn.question}, {"role": "assistant", "content": turn.answer.text}]
    return out


def evidence(turns: Sequence[Turn]) -> str:
    """The evidence of every answered turn, the last one in view; a marker in an older answer brings its own back."""
    answered = [(place, turn.answer) for place, turn in enumerate(turns) if turn.answer]
    if not answered:
        return NO_EVIDENCE
    parts = []
    for place, answer in answered:
        shown = "" if place == answered[-1][0] else " hidden"
        asked = f'<p class="for">{escape(answer.question)}</p>' if len(answered) > 1 else ""
        parts.append(f'<section class="turn"{shown}>{asked}{evidence_html(answer, prefix(place))}</section>')
    return "".join(parts)


def prefix(place: int) -> str:
    """What the ids of a turn's cards begin with."""
    return f"t{place + 1}-c"


def answer_html(answer: Answer, prefix: str) -> str:
    """A finished answer: its text, what was searched, who wrote it, and its notice."""
    links = list(dict.fromkeys(link for paper in answer.papers for link in paper.links))
    body = to_html(
        answer.text,
        numbers={citation.number for citation in answer.citations},
        links=links,
        sentences=answer.sentences,
        prefix=prefix,
        rich=answer.model is not None and not answer.abstained,
    )
    searched = ""
    if " ".join(answer.question.split()) != answer.standalone_question:
        searched = f'<p class="searched">searched as: {escape(answer.standalone_question)}</p>'
    notice = f'<p class="notice">{escape(_sentence(answer.notice))}</p>' if answer.notice else ""
    return f'<div class="answer">{body}{notice}{searched}<p class="writer">{_writer(answer)}</p></div>'


def draft_html(text: str, *, rich: bool = False) -> str:
    """An answer while it is being written; `rich` when a model writes it."""
    return f'<div class="answer writing">{to_html(text, rich=rich)}</div>'


def message_html(text: str) -> str:
    """A message that is no answer: what cannot be asked, or why nothing can be answered."""
    return f'<div class="answer"><p>{escape(_sentence(text))}</p></div>'


def waiting_html(progress: tuple[int, int] | None) -> str:
    """What a question asked early waits for."""
    return f'<div class="answer waiting"><p>{escape(reading(progress))}</p></div>'


def reading(progress: tuple[int, int] | None) -> str:
    """How far the papers are read: passages done and passages in all."""
    return f"Reading the papers … {progress[0]:,} of {progress[1]:,} passages" if progress else "Opening the papers …"


def status_html(papers: int, model: str | None, hint: str | None) -> str:
    """The line under the name: what is asked here, and whether a model writes."""
    if model:
        writer = f"Answers are written by <b>{escape(model)}</b> and checked against the abstracts."
    elif hint:
        writer = escape(hint)
    else:
        writer = (
            "No model is on: answers quote the abstracts word for word. "
            "To let a model write them, start with <code>RAG_MODEL=openai/gpt-4o-mini</code> or another."
        )
    count = f"{papers:,} paper" if papers == 1 else f"{papers:,} papers"
    about = f"Ask {count} in plain words; every sentence of an answer names its paper and shows its supporting words."
    return f"<p>{about}</p><p>{writer}</p>"


def _writer(answer: Answer) -> str:
    if answer.model:
        checked = "" if answer.abstained else ", checked against the abstracts"
        return f"Written by <b>{escape(answer.model)}</b>{checked}"
    return "No model was used" if answer.abstained else "Extracted from the abstracts, no model"


def _sentence(text: str) -> str:
    """A message of the library, which begins small, as a sentence."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
