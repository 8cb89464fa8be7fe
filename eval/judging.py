"""A second opinion on answers by a model: is what is said correct, is it complete? Apart from all other measures.

The rubric is fixed (`prompts/judge_answer.md`); a report names the model and the prompt. A reply without a verdict is
counted as unreadable and never left out in silence: models that judge are themselves often wrong (Zheng et al. 2023).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Protocol

from tqdm import tqdm

from eval import jsonl
from eval.results import Exchange, Group, Judging, Report, Result, Verdict
from eval.run import Budget
from eval.samples import SPLITS
from eval.summary import Case, estimates
from rag import ProviderAuthError, ProviderError, ProviderModelError, Settings, Usage
from rag.cache import fingerprint
from rag.llm import Reply, make_model
from rag.prompts import fence_for, load, render

PROMPT = "judge_answer"
_GRADES = {"no": 0.0, "partly": 0.5, "yes": 1.0}


FILE = "verdicts.jsonl"


class Verdicts:
    """The verdicts kept in a report's folder, by model and prompt, so that a run that was stopped goes on."""

    def __init__(self, folder: Path, model: str) -> None:
        self._path, self._model = folder / FILE, model
        self._kept: dict[str, tuple[Verdict, Usage]] = {}
        for row in jsonl.kept(self._path):
            try:
                self._kept[str(row["key"])] = Verdict(**row["verdict"]), Usage(**row["usage"])
            except (KeyError, TypeError):
                continue  # of another version: asked again

    def get(self, exchange: Exchange) -> tuple[Verdict, Usage] | None:
        """The verdict that was kept on this answer to this question, with what it used; None where there is none."""
        return self._kept.get(self._key(exchange))

    def add(self, exchange: Exchange, verdict: Verdict, usage: Usage) -> None:
        """Write a verdict down. One that cannot be read is not: another try may be."""
        if verdict.readable:
            row = {"key": self._key(exchange), "verdict": asdict(verdict), "usage": asdict(usage)}
            jsonl.append(self._path, row)

    def _key(self, exchange: Exchange) -> str:
        return fingerprint(self._model, prompt_for(exchange))


class Model(Protocol):
    """A model that is asked for JSON; `rag.llm.ChatModel` is one."""

    def reply(self, prompt: str, *, json: bool = False) -> Reply: ...


def judged(
    report: Report,
    name: str,
    settings: Settings,
    *,
    jobs: int = 1,
    budget: Budget | None = None,
    progress: bool = False,
    model: Model | None = None,
    kept: Verdicts | None = None,
) -> Report:
    """The report with a verdict on every answer that was given, by the model of that litellm name.

    Abstentions are not judged: whether one is right is known. What `kept` holds is not asked again; each new verdict is
    added to it. What the answers used counts towards the budget, as do verdicts. Raises ProviderAuthError and
    ProviderModelError, which would fail every verdict.
    """
    asked = model or make_model(settings, name, "--judge")
    places = [
        (number, turn)
        for number, result in enumerate(report.results)
        for turn, exchange in enumerate(result.exchanges)
        if exchange.error is None and not exchange.abstained and not exchange.expected.abstain
    ]
    verdicts: dict[tuple[int, int], Verdict] = {}
    used, limit = Usage(), budget or Budget()

    def at(place: tuple[int, int]) -> Exchange:
        return report.results[place[0]].exchanges[place[1]]

    for place in places:
        known = kept and kept.get(at(place))
        if known:
            verdicts[place], used = known[0], used + known[1]
    left = [place for place in places if place not in verdicts]
    with (
        ThreadPoolExecutor(jobs) as pool,
        tqdm(total=len(places), initial=len(verdicts), unit="verdict", disable=not progress) as bar,
    ):
        for start in range(0, len(left), jobs):
            if limit.reached(report.usage + used):
                break
            batch = left[start : start + jobs]
            for place, (verdict, usage) in zip(
                batch, pool.map(lambda place: _verdict(asked, at(place)), batch), strict=True
            ):
                verdicts[place] = verdict
                used += usage
                if kept is not None:
                    kept.add(at(place), verdict, usage)
                bar.update()
    results = tuple(_with(result, number, verdicts) for number, result in enumerate(report.results))
    return replace(
        report,
        results=results,
        judging=Judging(
            model=name,
            prompt=fingerprint(load(PROMPT).template),
            answers=len(places),
            judged=len(verdicts),
            unreadable=sum(not verdict.readable for verdict in verdicts.values()),
            usage=used,
            groups=tuple(_groups(results, report.seed)),
        ),
    )


def _verdict(model: Model, exchange: Exchange) -> tuple[Verdict, Usage]:
    try:
        reply = model.reply(prompt_for(exchange), json=True)
    except (ProviderAuthError, ProviderModelError):
        raise
    except ProviderError as error:
        return Verdict(None, None, f"{type(error).__name__}: {error}"), Usage()
    return read_verdict(reply.text), reply.usage


def prompt_for(exchange: Exchange) -> str:
    """What the judge is asked: the question, what a right answer holds, and the answer."""
    expected = exchange.expected
    question = " ".join(exchange.standalone_question.split())
    lines = [f"- {' or '.join(fact)}" for fact in expected.key_facts]
    lines += [f"- from the paper {paper}: {' '.join(sentence.split())}" for paper, sentence in expected.evidence]
    lines += [f"- the number is {expected.count}"] if expected.count is not None else []
    reference, answer = "\n".join(lines), exchange.answer
    return render(
        PROMPT, fence=fence_for(question, reference, answer), question=question, reference=reference, answer=answer
    )


def read_verdict(text: str) -> Verdict:
    """The verdict in a reply; without its two grades where it cannot be read."""
    found = re.search(r"\{.*\}", text, re.S)
    try:
        row = json.loads(found[0]) if found else None
    except ValueError:
        row = None
    if not isinstance(row, dict):
        return Verdict(None, None, f"not the JSON asked for: {text.strip()[:200]!r}")
    grades = [_GRADES.get(str(row.get(key)).strip().lower()) for key in ("correct", "complete")]
    if None in grades:
        return Verdict(None, None, f"not one of {', '.join(_GRADES)}: {text.strip()[:200]!r}")
    return Verdict(grades[0], grades[1], " ".join(str(row.get("reason", "")).split()))


def _with(result: Result, number: int, verdicts: Mapping[tuple[int, int], Verdict]) -> Result:
    exchanges = (
        replace(exchange, verdict=verdicts.get((number, turn))) for turn, exchange in enumerate(result.exchanges)
    )
    return replace(result, exchanges=tuple(exchanges))


def _groups(results: Sequence[Result], seed: int) -> Iterator[Group]:
    for split in SPLITS:
        within = [result for result in results if result.split == split]
        kinds = dict.fromkeys(result.kind for result in within)
        for trait, name, members in (
            ("all", "all", within),
            *(("kind", kind, [r for r in within if r.kind == kind]) for kind in kinds),
        ):
            found = estimates(_cases(members), seed)
            if found:
                yield Group(split, trait, name, found)


def _cases(results: Iterable[Result]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for result in results:
        for turn, exchange in enumerate(result.exchanges):
            verdict = exchange.verdict
            if verdict and verdict.correct is not None and verdict.complete is not None:
                found.setdefault("correct", []).append(Case(result.id, turn, verdict.correct))
                found.setdefault("complete", []).append(Case(result.id, turn, verdict.complete))
    return found
