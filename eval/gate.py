"""What must hold: floors on measures, and nothing significantly worse than the baseline."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.measures import MEASURES, measure
from eval.results import Gate, Report
from eval.samples import SPLITS

FLOORS = Path(__file__).parent / "floors.toml"
_FIELDS = frozenset(("split", "trait", "name", "measure", "at_least", "at_most", "above", "reason", "date"))


class FloorsError(ValueError):
    """A file of floors cannot be used; the message names file, entry and fix."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A bound on one measure of one group of a report."""

    split: str
    trait: str
    name: str
    measure: str
    at_least: float | None
    at_most: float | None
    above: tuple[str, ...]
    """Names of groups of the same trait that it must be above in the same report."""
    reason: str
    date: date

    @property
    def where(self) -> str:
        """The measure in words."""
        group = "all questions" if self.trait == "all" else f"{self.trait} {self.name}"
        return f"{self.split}, {group}: {measure(self.measure).head}"


def load(path: Path = FLOORS) -> tuple[Floor, ...]:
    """The floors of a file. Raises FloorsError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FloorsError(f"there is no {str(path)!r}; give a file of floors") from error
    except ValueError as error:
        raise FloorsError(f"{str(path)!r}: not TOML ({error}); set it right") from error
    entries = data.get("floor")
    if set(data) - {"floor"} or not isinstance(entries, list) or not entries:
        raise FloorsError(f"{str(path)!r} has no [[floor]], or something else beside them; write one for each bound")
    return tuple(_floor(entry, f"{str(path)!r}, floor {number}") for number, entry in enumerate(entries, 1))


def _floor(entry: Any, where: str) -> Floor:
    if not isinstance(entry, dict):
        raise FloorsError(f"{where}: {entry!r} is no table; write it as [[floor]]")
    unknown = sorted(set(entry) - _FIELDS)
    if unknown:
        raise FloorsError(f"{where}: unknown field {unknown[0]!r}; the fields are {', '.join(sorted(_FIELDS))}")
    values = {"trait": "all", "name": "all", **entry}
    for key in ("split", "trait", "name", "measure", "reason"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            raise FloorsError(f"{where}: {key!r} is {values.get(key)!r}; it takes a text")
    if values["split"] not in SPLITS:
        raise FloorsError(f"{where}: 'split' is {values['split']!r}; it takes one of {', '.join(SPLITS)}")
    if values["measure"] not in MEASURES:
        raise FloorsError(f"{where}: there is no measure {values['measure']!r}; choose from {', '.join(MEASURES)}")
    if type(values.get("date")) is not date:
        raise FloorsError(f"{where}: 'date' is {values.get('date')!r}; it takes the day it was set, as 2026-01-31")
    above = values.get("above", [])
    if not isinstance(above, list) or not all(isinstance(name, str) for name in above):
        raise FloorsError(f"{where}: 'above' is {above!r}; it takes a list of names")
    bounds = {key: _number(values, key, where) for key in ("at_least", "at_most")}
    if not above and bounds["at_least"] is None and bounds["at_most"] is None:
        raise FloorsError(f"{where}: it bounds nothing; give 'at_least', 'at_most' or 'above'")
    return Floor(
        split=values["split"],
        trait=values["trait"],
        name=values["name"],
        measure=values["measure"],
        at_least=bounds["at_least"],
        at_most=bounds["at_most"],
        above=tuple(above),
        reason=values["reason"],
        date=values["date"],
    )


def _number(values: Mapping[str, Any], key: str, where: str) -> float | None:
    value = values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FloorsError(f"{where}: {key!r} is {value!r}; it takes a number")
    return float(value)


def check(report: Report, floors: Sequence[Floor]) -> Gate:
    """Hold a report against the floors and, where it was compared, against its baseline.

    Against the baseline, only what has a floor counts: of everything that is measured, one in twenty looks worse by
    chance.
    """
    failures = list(_stopped(report))
    skipped = []
    for floor in floors:
        group = report.group(floor.split, floor.trait, floor.name)
        if group is None or floor.measure not in group.measures:
            skipped.append(f"{floor.where} was not measured in this run")
            continue
        failures += _below(report, floor, group.measures[floor.measure].value)
        failures += _worse(report, floor)
    if len(skipped) == len(floors):
        failures.append("no floor was measured; ask the kinds and splits that have one")
    return Gate(len(floors) - len(skipped), tuple(failures), tuple(skipped))


def _stopped(report: Report) -> Iterator[str]:
    if len(report.results) < report.questions:
        yield f"only {len(report.results)} of {report.questions} samples were asked; let the run go on with --resume"


def _below(report: Report, floor: Floor, value: float) -> Iterator[str]:
    why = f" ({floor.reason}, {floor.date})"
    if floor.at_least is not None and value < floor.at_least:
        yield f"{floor.where} is {value:.4f}, below its floor {floor.at_least:g}{why}"
    if floor.at_most is not None and value > floor.at_most:
        yield f"{floor.where} is {value:.4f}, above its limit {floor.at_most:g}{why}"
    for name in floor.above:
        other = report.group(floor.split, floor.trait, name)
        if other and floor.measure in other.measures and value <= other.measures[floor.measure].value:
            yield f"{floor.where} is {value:.4f}, not above {name}'s {other.measures[floor.measure].value:.4f}{why}"


def _worse(report: Report, floor: Floor) -> Iterator[str]:
    changes = report.comparison.changes if report.comparison else ()
    wanted = (floor.split, floor.trait, floor.name, floor.measure)
    for c in changes:
        if (c.split, c.trait, c.name, c.measure) == wanted and c.verdict == "worse":
            yield f"{floor.where} is worse than the baseline: {c.before:.4f} to {c.after:.4f} (p = {c.p:.3f})"


def lines(gate: Gate) -> list[str]:
    """The gate's findings, a line each."""
    said = [f"FAILED  {failure}" for failure in gate.failures]
    said += [f"skipped {note}" for note in gate.skipped]
    state = f"{len(gate.failures)} failed" if gate.failures else "passed"
    return [*said, f"gate: {state}, {gate.checked} floors checked"]
