"""Checks the checker: labelled claims from files, and wrong and right sentences made from the corpus itself.

`python -m eval claims FILE...` prints how well the support score tells supported claims from all others (AUROC), and
from contradicted ones, beside plain cosine and plain word overlap. `python -m eval claims --made` prints how made
sentences are judged, rule by rule.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from tqdm import tqdm

from eval import jsonl, metrics
from eval.made import Made
from rag.meaning import Meaning
from rag.signs import read_source
from rag.support import Judge
from rag.types import Paper
from rag.words import terms

SUPPORTS = frozenset({"SUPPORT", "SUPPORTS", "SUPPORTED", "ENTAILMENT"})
CONTRADICTS = frozenset({"CONTRADICT", "CONTRADICTS", "REFUTE", "REFUTES", "REFUTED", "CONTRADICTION"})
JUDGEMENTS = ("supported", "partial", "unsupported")


class ClaimsError(ValueError):
    """A file of claims cannot be read; the message names file, line and fix."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, what it is held against (as a paper), and its label in capitals."""

    text: str
    paper: Paper
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One way of scoring one file: AUROC of supported claims against all others, and against contradicted ones."""

    name: str
    rest: float | None
    contradicted: float | None


def read(path: Path) -> list[Claim]:
    """A file of claims, one JSON object a line: `claim`, `evidence`, `label`, and `title` where there is one.

    `evidence` is a text, a list of texts, or a list of objects with `text`. A label in SUPPORTS or CONTRADICTS means
    that, in any letter case; any other label is neither. Raises ClaimsError.
    """
    claims = [
        _claim(row, where) for where, row in jsonl.rows(path, ClaimsError, "give a file with one JSON object a line")
    ]
    supported = sum(claim.label in SUPPORTS for claim in claims)
    if not supported or supported == len(claims):
        raise ClaimsError(
            f"{str(path)!r} has {supported} supported claims of {len(claims)}; supported and other ones are needed"
        )
    return claims


def _claim(row: Mapping[str, Any], where: str) -> Claim:
    texts = row.get("evidence")
    pieces = [texts] if isinstance(texts, str) else texts if isinstance(texts, list) else []
    evidence = [str(piece.get("text") or "") if isinstance(piece, dict) else str(piece) for piece in pieces]
    # A blank line keeps the sentences apart as they are given.
    abstract = "\n\n".join(text.strip() for text in evidence if text.strip())
    claim, label = row.get("claim"), row.get("label")
    if not isinstance(claim, str) or not claim.strip() or not isinstance(label, str) or not abstract:
        raise ClaimsError(f"{where}: it needs a 'claim', its 'evidence' and a 'label', none of them empty")
    title = str(row.get("title") or "")
    paper = Paper(hashlib.sha256(f"{title}\0{abstract}".encode()).hexdigest()[:16], title, abstract)
    return Claim(claim.strip(), paper, label.strip().upper())


def measure(claims: Sequence[Claim], embedder: BaseEmbedding, progress: bool = False) -> list[Row]:
    """The support score, with the embedder and on words alone, beside plain cosine and plain overlap."""
    meaning = Meaning(embedder)
    scorers: dict[str, Callable[[str, Paper], float]] = {
        "ours": Judge(meaning).score,
        "ours, words alone": Judge().score,
        "cosine": lambda claim, paper: _cosine(meaning, claim, paper),
        "word overlap": _overlap,
    }
    scores: dict[str, list[float]] = {name: [] for name in scorers}
    for claim in tqdm(claims, unit="claim", disable=not progress):
        for name, score in scorers.items():
            scores[name].append(score(claim.text, claim.paper))
    return [Row(name, *_areas(claims, values)) for name, values in scores.items()]


def _areas(claims: Sequence[Claim], scores: Sequence[float]) -> tuple[float | None, float | None]:
    def of(*kinds: bool) -> list[float]:
        return [score for score, kind in zip(scores, kinds, strict=True) if kind]

    supported = of(*(claim.label in SUPPORTS for claim in claims))
    rest = of(*(claim.label not in SUPPORTS for claim in claims))
    contradicted = of(*(claim.label in CONTRADICTS for claim in claims))
    return metrics.auroc(supported, rest), metrics.auroc(supported, contradicted)


def _cosine(meaning: Meaning, claim: str, paper: Paper) -> float:
    nearness = meaning.nearness(claim, read_source(paper))
    return float(nearness.cosines.max()) if nearness else 0.0


def _overlap(claim: str, paper: Paper) -> float:
    wanted = set(terms(claim))
    return len(wanted & set(terms(f"{paper.title} {paper.abstract}"))) / len(wanted) if wanted else 0.0


def table(files: Mapping[str, tuple[Sequence[Claim], Sequence[Row]]]) -> str:
    """One table over all files."""
    lines = [f"{'AUROC of the support score':<44} {'n':>5} {'rest':>7} {'contradicted':>13}"]
    for name, (claims, rows) in files.items():
        counts = Counter(claim.label for claim in claims)
        lines.append(f"\n{name}: " + ", ".join(f"{label} {count}" for label, count in counts.most_common()))
        lines += [
            f"  {row.name:<42} {len(claims):>5} {_cell(row.rest):>7} {_cell(row.contradicted):>13}" for row in rows
        ]
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def judged(made: Sequence[Made], judge: Judge) -> dict[tuple[bool, str], Counter[str]]:
    """How often each judgement was given, by whether the sentences are right and by the rule that made them."""
    found: dict[tuple[bool, str], Counter[str]] = {}
    for one in made:
        found.setdefault((one.right, one.rule), Counter())[judge.find(one.claim, one.paper).support] += 1
    return found


def shares(found: Mapping[tuple[bool, str], Counter[str]], right: bool) -> dict[str, float]:
    """The share of each judgement over all right, or all wrong, made sentences."""
    total: Counter[str] = Counter()
    for (is_right, _), counts in found.items():
        if is_right == right:
            total += counts
    return {judgement: total[judgement] / total.total() for judgement in JUDGEMENTS}


def made_table(found: Mapping[tuple[bool, str], Counter[str]]) -> str:
    """The judgements as a table: a row for each rule, and one for all wrong and all right sentences."""
    lines = []
    for right, head in ((False, "wrong sentences"), (True, "right sentences")):
        lines.append(f"{head:<28} {'n':>5} " + " ".join(f"{judgement:>12}" for judgement in JUDGEMENTS))
        for (is_right, rule), counts in found.items():
            if is_right == right:
                cells = " ".join(f"{counts[judgement]:>12}" for judgement in JUDGEMENTS)
                lines.append(f"  {rule:<26} {counts.total():>5} {cells}")
        share = shares(found, right)
        lines.append(f"  {'all':<32} " + " ".join(f"{share[judgement]:>12.1%}" for judgement in JUDGEMENTS) + "\n")
    return "\n".join(lines).rstrip()
