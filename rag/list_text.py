"""A list as text: its first line, which says how many of how many, and a row for each paper."""

from collections.abc import Sequence

from rag.condition import Condition
from rag.counted import counted
from rag.list_question import SetAside
from rag.types import Evidence
from rag.verify import Draft, escape_markers, mark

_SHOWN = 200
"""Rows of a list that are shown; all are counted."""
_SAYABLE = 5
"""Words of a topic that read well in the first line."""


def first_rows(matches: Sequence[int]) -> Sequence[int]:
    """The rows of a list that are shown."""
    return matches[:_SHOWN]


def list_row(passage: Evidence, number: int) -> str:
    """The row of a paper in a list: its title, and the passage that qualifies it."""
    title = escape_markers(" ".join(passage.paper.title.split()))
    return f"- {title} — {mark(escape_markers(' '.join(passage.text.split())), number)}"


def says_well(topic: str) -> bool:
    """Whether a topic reads well when it is said back; one of many words is a heap of them."""
    return 0 < len(topic.split()) <= _SAYABLE


def said_aside(without: Sequence[SetAside], count: int) -> str:
    """What so many papers do not do, as it is said of them; empty where nothing is set aside."""
    are, do = list[str](), list[str]()
    for side in without:
        named = f"{'' if any(said.startswith('mention') for said in do) else 'mention '}“{escape_markers(side.topic)}”"
        said = " and ".join([*(condition.many for condition in side.conditions), *([named] if side.topic else [])])
        if said.startswith("are "):
            are.append(side.conditions[0].name.removeprefix("is ") if count == 1 else said.removeprefix("are "))
        else:
            do.append(said)
    parts = [
        f"{verb} not {' or '.join(said)}"
        for verb, said in (("does" if count == 1 else "do", do), ("is" if count == 1 else "are", are))
        if said
    ]
    return " and ".join(parts)


def list_draft(
    evidence: Sequence[Evidence],
    checked: int,
    topic: str,
    conditions: Sequence[Condition] = (),
    said: str = "",
    *,
    count: int | None = None,
    aside: str = "",
    limit: str = "",
) -> Draft:
    """The list as text: how many of how many (papers of which `said` is said), then a row for each paper with the
    passage that qualifies it.

    `count` says how many there are where not all are shown; `aside` is what none of them does ("mention “MRI”"), and
    `limit` what the question says of numbers that was not looked at.
    """
    count = len(evidence) if count is None else count
    which = f" {said}" if said else ""
    about = f" “{escape_markers(topic)}”" if says_well(topic) else ""
    verb = "matches" if count == 1 else "match"
    given = " and ".join(condition.name if count == 1 else condition.many for condition in conditions)
    if aside and not topic and not conditions:
        head = f"{count:,} of {counted(checked, 'paper')}{which} {aside}:"
    elif not topic and not conditions:
        head = f"There {'is' if checked == 1 else 'are'} {counted(checked, 'paper')}{which}:"
    elif not topic:
        head = f"{count:,} of {counted(checked, 'paper')}{which} {given}:"
    else:
        head = f"{count:,} of {counted(checked, 'paper')}{which} {verb}{about}" + (f" and {given}:" if given else ":")
    if aside and (topic or conditions):
        head = f"{head[:-1]} and {aside}:"
    if limit:
        head = f"Sizes are not compared, so “{escape_markers(limit)}” was not applied: {head}"
    if len(evidence) < count:
        head = f"{head[:-1]}; the first {len(evidence)} are shown:"
    rows = [list_row(passage, number) for number, passage in enumerate(evidence, 1)]
    return Draft("\n".join([head, "", *rows]), tuple(passage.paper for passage in evidence))
