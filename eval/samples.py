"""Golden questions: what they look like, and how they are read. Every line is checked before anything runs.

The format is described in README.md beside this file.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics import Span, fact_found
from rag import Paper

GOLDEN = Path(__file__).parent / "golden"
"""The questions that come with the project."""

KINDS = ("fact", "paraphrase", "numeric", "list", "count", "compare", "conversation", "unanswerable")
SPLITS = ("dev", "test")
REASONS = ("off-topic", "near-topic", "false-premise", "personal-medical")
VOICES = ("layman", "clinician", "sloppy", "paraphrase")

_TURN_KEYS = {"question", "papers", "optional", "evidence", "key_facts"}
_SAMPLE_KEYS = {"id", "kind", "split", "voice"}
_KEYS = {
    "count": _SAMPLE_KEYS | _TURN_KEYS | {"count"},
    "conversation": _SAMPLE_KEYS | {"turns"},
    "unanswerable": _SAMPLE_KEYS | _TURN_KEYS | {"reason", "about", "missing"},
}


class GoldenError(ValueError):
    """A file of golden questions cannot be used; the message names file, line and fix."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what a right answer to it holds."""

    question: str
    papers: tuple[str, ...] = ()
    """Ids that a right answer cites."""
    optional: tuple[str, ...] = ()
    """Ids that it may cite too without being wrong."""
    evidence: tuple[tuple[str, Span], ...] = ()
    """The sentences that answer: paper id, and offsets in its abstract."""
    key_facts: tuple[tuple[str, ...], ...] = ()
    """Facts that it says, each a choice of spellings."""
    standalone: str | None = None
    """In a conversation, the question with its context folded in."""
    abstain: bool = False
    """Whether the right answer is to abstain."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One golden question (or conversation: several turns)."""

    id: str
    kind: str
    split: str
    turns: tuple[Turn, ...]
    voice: str | None = None
    """Who asks, where it matters: one of VOICES."""
    count: int | None = None
    """The right number, for kind "count"."""
    reason: str | None = None
    """Why it cannot be answered, for kind "unanswerable": one of REASONS."""
    about: tuple[str, ...] = ()
    """For kind "unanswerable": the papers it is about, one of which should be named as near."""
    missing: str | None = None
    """For kind "unanswerable": what the abstracts do not say."""

    @property
    def question(self) -> str:
        """The (first) question."""
        return self.turns[0].question


def load(
    source: Path, papers: Iterable[Paper], *, kinds: Collection[str] | None = None, split: str | None = None
) -> tuple[Sample, ...]:
    """Read golden questions from a .jsonl file, or all such files of a folder in order of name; check all, then select.

    Raises GoldenError for a bad line, an unknown kind or split, and a set that is empty.
    """
    for kind in kinds or ():
        if kind not in KINDS:
            raise GoldenError(f"there is no kind of question {kind!r}; choose from {', '.join(KINDS)}")
    if split is not None and split not in SPLITS:
        raise GoldenError(f"there is no split {split!r}; choose from {', '.join(SPLITS)}")
    by_id = {paper.id: paper for paper in papers}
    seen: dict[str, str] = {}
    samples: list[Sample] = []
    for path in files(source):
        # Not by splitlines: JSON may hold U+2028 and others as they are.
        for number, line in enumerate(_text(path).split("\n"), 1):
            if not line.strip():
                continue
            where = f"{str(path)!r}, line {number}"
            sample = _sample(line, by_id, where)
            if sample.id in seen:
                raise GoldenError(f"{where}: id {sample.id!r} is already used in {seen[sample.id]}; give it another")
            seen[sample.id] = where
            samples.append(sample)
    chosen = tuple(s for s in samples if (not kinds or s.kind in kinds) and split in (None, s.split))
    if not chosen:
        wanted = (f" of kind {', '.join(kinds)}" if kinds else "") + (f" in split {split!r}" if split else "")
        raise GoldenError(f"no golden question{wanted} in {str(source)!r}; add one, or choose another set")
    return chosen


def files(source: Path) -> Sequence[Path]:
    """The files of questions that a path stands for. Raises GoldenError where there is none."""
    if source.is_dir():
        return sorted(source.glob("*.jsonl"))
    if not source.is_file():
        raise GoldenError(f"there is no file or folder {str(source)!r}; check the path")
    return [source]


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise GoldenError(f"{str(path)!r}, line {line}: not UTF-8 text; save the file as UTF-8") from error


class _Line:
    """One line's object (or a turn in it); takes fields out by name and type, with errors that say where."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self.values, self.where = values, where

    def fail(self, problem: str) -> GoldenError:
        return GoldenError(f"{self.where}: {problem}")

    def only(self, allowed: Collection[str]) -> None:
        for key in self.values:
            if key not in allowed:
                raise self.fail(f"unknown field {key!r}; the fields here are {', '.join(sorted(allowed))}")

    def text(self, key: str, choices: Sequence[str] = ()) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{key!r} is {value!r}; it takes a text")
        if choices and value not in choices:
            raise self.fail(f"{key!r} is {value!r}; it takes one of {', '.join(choices)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fail(f"{key!r} is {value!r}; it takes a list of texts")
        twice = [item for item, times in Counter(value).items() if times > 1]
        if twice:
            raise self.fail(f"{key!r} holds {twice[0]!r} twice; remove one")
        return tuple(value)

    def objects(self, key: str) -> Iterator[Mapping[str, Any]]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(f"{key!r} is {value!r}; it takes a list of objects")
        yield from value


def _sample(line: str, papers: Mapping[str, Paper], where: str) -> Sample:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldenError(
            f"{where}: not JSON ({error.msg} at column {error.colno}); write one object a line"
        ) from error
    except RecursionError as error:
        raise GoldenError(f"{where}: nested too deep; write one object a line") from error
    if not isinstance(values, dict):
        raise GoldenError(f"{where}: {line.strip()[:60]!r} is no object; write one JSON object a line")
    row = _Line(values, where)
    name, kind = row.text("id"), row.text("kind", KINDS)
    row.only(_KEYS.get(kind, _SAMPLE_KEYS | _TURN_KEYS))
    split = row.text("split", SPLITS)
    voice = row.text("voice", VOICES) if "voice" in values else None
    if kind == "conversation":
        turns = tuple(
            _turn(_Line(turn, f"{where}, turn {number}"), papers, in_conversation=True)
            for number, turn in enumerate(row.objects("turns"), 1)
        )
        if len(turns) < 2:
            raise row.fail(f"a conversation needs at least two turns, this has {len(turns)}; add one")
        return Sample(name, kind, split, turns, voice)
    if kind == "unanswerable":
        if row.texts("papers"):
            raise row.fail("an unanswerable question has no 'papers'; name the papers that it is about in 'about'")
        reason, about = row.text("reason", REASONS), row.texts("about")
        _known(row, "about", papers)
        missing = row.text("missing") if "missing" in values else None
        turn = Turn(row.text("question"), abstain=True)
        return Sample(name, kind, split, (turn,), voice, reason=reason, about=about, missing=missing)
    turn = _turn(row, papers)
    count = _count(row, turn) if kind == "count" else None
    return Sample(name, kind, split, (turn,), voice, count=count)


def _turn(row: _Line, papers: Mapping[str, Paper], *, in_conversation: bool = False) -> Turn:
    abstain, standalone = False, None
    if in_conversation:
        row.only(_TURN_KEYS | {"standalone", "abstain"})
        abstain, standalone = row.values.get("abstain", False), row.text("standalone")
        if not isinstance(abstain, bool):
            raise row.fail(f"'abstain' is {abstain!r}; it takes true or false")
    question, gold, optional = row.text("question"), row.texts("papers"), row.texts("optional")
    if abstain:
        if gold:
            raise row.fail("a turn to abstain on has no 'papers'; remove them, or 'abstain'")
        return Turn(question, standalone=standalone, abstain=True)
    if not gold:
        raise row.fail("'papers' is empty; name the papers that a right answer cites")
    _known(row, "papers", papers)
    _known(row, "optional", papers)
    for paper in optional:
        if paper in gold:
            raise row.fail(f"{paper!r} is in 'papers' and in 'optional'; keep one")
    evidence = tuple(_evidence(row, papers))
    unproved = [paper for paper in gold if paper not in {name for name, _ in evidence}]
    if unproved:
        raise row.fail(f"no evidence for {unproved[0]!r}; add the sentence of its abstract that answers")
    facts = tuple(_facts(row))
    for fact in facts:
        if not any(fact_found(f"{papers[name].title} {papers[name].abstract}", fact) for name, _ in evidence):
            raise row.fail(f"the key fact {list(fact)!r} is in none of the papers; use words of the evidence")
    return Turn(question, gold, optional, evidence, facts, standalone)


def _known(row: _Line, key: str, papers: Mapping[str, Paper]) -> None:
    for paper in row.texts(key):
        if paper not in papers:
            raise row.fail(f"there is no paper {paper!r} ({key!r}); `python -m rag papers` lists the ids")


def _evidence(row: _Line, papers: Mapping[str, Paper]) -> Iterator[tuple[str, Span]]:
    for item in row.objects("evidence"):
        entry = _Line(item, row.where)
        entry.only({"paper", "quote"})
        name, quote = entry.text("paper"), entry.text("quote")
        if name not in papers:
            raise row.fail(f"there is no paper {name!r} ('evidence'); `python -m rag papers` lists the ids")
        start = papers[name].abstract.find(quote)
        if start < 0:
            raise row.fail(f"the quote {quote[:60]!r} is not in the abstract of {name!r}; copy it letter by letter")
        yield name, (start, start + len(quote))


def _facts(row: _Line) -> Iterator[tuple[str, ...]]:
    value = row.values.get("key_facts", [])
    if not isinstance(value, list):
        raise row.fail(f"'key_facts' is {value!r}; it takes a list of lists of texts")
    for fact in value:
        if not isinstance(fact, list) or not fact or not all(isinstance(item, str) and item.strip() for item in fact):
            raise row.fail(f'the key fact {fact!r} should be a list of spellings, such as ["10k", "10,000"]')
        yield tuple(fact)


def _count(row: _Line, turn: Turn) -> int:
    count = row.values.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise row.fail(f"'count' is {count!r}; it takes a whole number")
    if count != len(turn.papers):
        raise row.fail(f"'count' is {count}, but 'papers' names {len(turn.papers)}; make them agree")
    return count


def first_of_each(samples: Iterable[Sample], limit: int) -> tuple[Sample, ...]:
    """The first `limit` samples of each kind and split, in order."""
    taken: Counter[tuple[str, str]] = Counter()
    chosen = []
    for sample in samples:
        taken[sample.kind, sample.split] += 1
        if taken[sample.kind, sample.split] <= limit:
            chosen.append(sample)
    return tuple(chosen)
