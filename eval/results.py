"""What a run of the golden questions gives: a Report of Results, made of Exchanges. Plain data that JSON can hold.

Times stand in the fields `date`, `latency` and `seconds` alone: without these, two extractive runs are equal.
`report.schema.json` is the JSON's schema, made from these classes (`python -m eval.results` writes it anew).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from llama_index.core.bridge.pydantic import TypeAdapter, ValidationError

from rag import Usage

SCHEMA = 2
"""Version of the report's JSON; raised when a field changes its meaning."""
SCHEMA_FILE = Path(__file__).parent / "report.schema.json"
TIMES = ("date", "latency", "seconds")
"""The fields that hold times."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A citation of an answer, with what is needed to show it."""

    number: int
    paper: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a right answer holds."""

    abstain: bool
    papers: tuple[str, ...]
    optional: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    """Paper id and sentence."""
    key_facts: tuple[tuple[str, ...], ...]
    count: int | None
    standalone: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model judge said of one answer; None where its reply could not be read."""

    correct: float | None
    complete: float | None
    """0, 0.5 or 1 each."""
    said: str
    """Its reason; where it could not be read, what is wrong with its reply."""

    @property
    def readable(self) -> bool:
        """Whether there is a verdict."""
        return self.correct is not None and self.complete is not None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer, scored."""

    question: str
    standalone_question: str
    answer: str
    abstained: bool
    citations: tuple[Quote, ...]
    nearest: tuple[str, ...]
    """When it abstained: ids of the papers named as near."""
    unsupported: tuple[str, ...]
    """Sentences of the answer that the support check does not find supported in full."""
    notice: str | None
    error: str | None
    """The error that `rag` raised instead of answering; `answer` is then empty."""
    model: str | None
    """The model that wrote it; None for an extractive answer."""
    usage: Usage
    confidence: float | None
    """How sure the answer is of itself (`score.confidence`); None where it cannot say."""
    expected: Expected
    scores: Mapping[str, float]
    """By measure; one that is not defined here is absent."""
    passed: bool
    why_not: tuple[str, ...]
    """What is wrong; empty when it passed."""
    seconds: Mapping[str, float]
    """By step, and in all (`total`)."""
    verdict: Verdict | None = None
    """Of the model judge, where one was asked."""


@dataclass(frozen=True, slots=True)
class Result:
    """One sample's exchanges; it passes when all of them do."""

    id: str
    kind: str
    split: str
    voice: str | None
    reason: str | None
    exchanges: tuple[Exchange, ...]
    ranked: Mapping[str, tuple[str, ...]]
    """For the kinds that measure retrieval: by retriever, ids of the first ten papers."""

    @property
    def passed(self) -> bool:
        """Whether every exchange passed."""
        return all(exchange.passed for exchange in self.exchanges)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over n cases with its 95% bootstrap interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Group:
    """Measures over the samples that share a split and one more trait, such as kind "fact" or voice "layman"."""

    split: str
    trait: str
    """all, kind, papers (one to find), turn, voice, reason, retriever, or list-retriever."""
    name: str
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Judging:
    """What a model judge found; apart from the other measures, which no model touches."""

    model: str
    prompt: str
    """Fingerprint of its prompt's file: another prompt is another measure."""
    answers: int
    """That could be judged."""
    judged: int
    unreadable: int
    """Of those judged, replies without a verdict."""
    usage: Usage
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A measure in this run against the baseline's, over the cases that both have."""

    split: str
    trait: str
    name: str
    measure: str
    before: float
    after: float
    low: float
    high: float
    """95% bootstrap interval of the mean difference."""
    p: float
    """Of the paired randomization test."""
    n: int
    verdict: str
    """better, worse, or no difference shown."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A sample that passed in one of the two runs only."""

    id: str
    kind: str
    split: str
    passed: bool
    """Whether it passes now."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run against a baseline."""

    date: str
    """Of the baseline."""
    version: str
    model: str | None
    same_corpus: bool
    paired: int
    """Samples that both runs have, word for word."""
    unpaired: int
    """Samples of this run that the baseline does not have as they are."""
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a run holds what must hold."""

    checked: int
    failures: tuple[str, ...]
    skipped: tuple[str, ...]
    """Floors on what this run did not ask."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found."""

    schema: int
    date: str
    """ISO 8601, UTC."""
    version: str
    """Of citewell."""
    code: str
    """Fingerprint (SHA-256) of what answers and scores."""
    settings: Mapping[str, Any]
    papers: int
    """Size of the corpus."""
    corpus: str
    """Fingerprint (SHA-256) of the corpus."""
    seed: int
    """Of the resampling."""
    questions: int
    """Samples that were to be asked; fewer results mean that a budget or a person stopped the run."""
    groups: tuple[Group, ...]
    latency: Mapping[str, Mapping[str, float]]
    """Seconds by step, and of whole answers (`total`): p50, p95, p99, max and sum."""
    usage: Usage
    """Of all answers together."""
    results: tuple[Result, ...]
    judging: Judging | None = None
    comparison: Comparison | None = None
    gate: Gate | None = field(default=None)

    @property
    def model(self) -> str | None:
        """The model that was asked; None for extractive answers."""
        name = self.settings.get("model")
        return None if name in (None, "extractive") else str(name)

    def group(self, split: str, trait: str = "all", name: str = "all") -> Group | None:
        """The group of that name, or None when no sample is in it."""
        wanted = (split, trait, name)
        return next((g for g in self.groups if (g.split, g.trait, g.name) == wanted), None)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, the same names as the fields; each result also says whether it passed."""
        out = asdict(self)
        for row, result in zip(out["results"], self.results, strict=True):
            row["passed"] = result.passed
        return out

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The report that `to_dict` wrote, also after JSON.

        Raises ValueError for another schema, and for what is no report.
        """
        schema = data.get("schema") if isinstance(data, Mapping) else None
        if schema != SCHEMA:
            raise ValueError(f"the report has schema {schema!r}, this reads {SCHEMA}; run the questions again")
        try:
            read: Self = _adapter(cls).validate_python(data)  # type: ignore[arg-type]  # a class can be hashed
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise ValueError(f"it is no report: {place}: {first['msg']}; run the questions again") from error
        return read


@lru_cache(maxsize=4)
def _adapter(shape: Any) -> Any:
    return TypeAdapter(shape)


def result_from(data: object) -> Result:
    """One result that `asdict` wrote, also after JSON. Raises ValueError for anything else."""
    read: Result = _adapter(Result).validate_python(data)
    return read


def without_times(value: Any) -> Any:
    """Plain data without the fields that hold times, at any depth."""
    if isinstance(value, Mapping):
        return {key: without_times(inner) for key, inner in value.items() if key not in TIMES}
    return [without_times(inner) for inner in value] if isinstance(value, list | tuple) else value


def schema() -> dict[str, Any]:
    """JSON schema of what `to_dict` gives."""
    made: dict[str, Any] = _adapter(Report).json_schema()
    made["properties"]["schema"]["const"] = SCHEMA
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json.dumps(schema(), indent=1) + "\n", encoding="utf-8", newline="\n")
