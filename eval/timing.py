"""One measured figure, and a watch that counts wall-clock and CPU seconds side by side."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure; `value` is None where it could not be measured, and `note` says why."""

    name: str
    value: float | None
    unit: str
    note: str = ""
    cpu: float | None = None
    """CPU time in the same unit, for a figure that is a time: a machine that others use too stretches `value` alone."""

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """What `to_dict` gave."""
        return cls(values["name"], values["value"], values["unit"], values["note"], values["cpu"])


class Watch:
    """Counts the seconds of a `with` block: `seconds` on the clock, `cpu` of this process, all its threads together."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    def __enter__(self) -> Self:
        self._started, self._cpu_started = time.perf_counter(), time.process_time()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds = time.perf_counter() - self._started
        self.cpu = time.process_time() - self._cpu_started

    def measured(self, name: str, note: str = "") -> Measurement:
        """The seconds as a figure."""
        return Measurement(name, self.seconds, "s", note, self.cpu)
