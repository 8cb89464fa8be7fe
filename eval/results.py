"""What a run of the golden questions gives: a Report of Results, made of Exchanges. Plain data that JSON can hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

SCHEMA = 1
"""Version of the report's JSON; raised when a field changes its meaning."""


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
class Exchange:
    """One question with its answer, scored."""

    question: str
    standalone_question: str
    answer: str
    abstained: bool
    citations: tuple[Quote, ...]
    nearest: tuple[str, ...]
    """When it abstained: ids of the papers named as near."""
    notice: str | None
    error: str | None
    """The error that `rag` raised instead of answering; `answer` is then empty."""
    expected: Expected
    scores: Mapping[str, float]
    """By measure; one that is not defined here is absent."""
    passed: bool
    why_not: tuple[str, ...]
    """What is wrong; empty when it passed."""
    seconds: float


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
    """all, kind, voice, reason or retriever."""
    name: str
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found."""

    schema: int
    date: str
    """ISO 8601, UTC."""
    version: str
    """Of citewell."""
    settings: Mapping[str, Any]
    papers: int
    """Size of the corpus."""
    corpus: str
    """Fingerprint (SHA-256) of the corpus."""
    groups: tuple[Group, ...]
    latency: Mapping[str, float]
    """Seconds an answer took: p50, p95, p99, max and total."""
    results: tuple[Result, ...]

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
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The report that `to_dict` wrote, also after JSON.

        Raises ValueError for another schema.
        """
        if data.get("schema") != SCHEMA:
            raise ValueError(
                f"the report has schema {data.get('schema')!r}, this reads {SCHEMA}; run the questions again"
            )
        groups = tuple(
            Group(**{**group, "measures": {name: Estimate(**e) for name, e in group["measures"].items()}})
            for group in data["groups"]
        )
        return cls(**{**data, "groups": groups, "results": tuple(_result(row) for row in data["results"])})


def _result(row: Mapping[str, Any]) -> Result:
    fields = {key: value for key, value in row.items() if key != "passed"}
    fields["exchanges"] = tuple(_exchange(exchange) for exchange in row["exchanges"])
    fields["ranked"] = {name: tuple(ids) for name, ids in row["ranked"].items()}
    return Result(**fields)


def _exchange(row: Mapping[str, Any]) -> Exchange:
    wanted = row["expected"]
    expected = Expected(
        **{
            **wanted,
            "papers": tuple(wanted["papers"]),
            "optional": tuple(wanted["optional"]),
            "evidence": tuple((paper, sentence) for paper, sentence in wanted["evidence"]),
            "key_facts": tuple(tuple(fact) for fact in wanted["key_facts"]),
        }
    )
    return Exchange(
        **{
            **row,
            "citations": tuple(Quote(**quote) for quote in row["citations"]),
            "nearest": tuple(row["nearest"]),
            "why_not": tuple(row["why_not"]),
            "expected": expected,
        }
    )
