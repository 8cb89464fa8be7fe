"""Papers as they are after an edit, without reading those that the edit left alone."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from rag.paper_file import MarkedPapers, digests_of, ids_of
from rag.types import Paper

_GIVEN = -1


class EditedPapers(MarkedPapers):
    """Some papers with a few taken out or replaced, and others behind them.

    What was not edited is read from the papers before when it is asked for, and its id and marks are taken over.
    """

    def __init__(self, before: Sequence[Paper], changed: Mapping[int, Paper | None], added: Sequence[Paper]) -> None:
        """`changed` gives what stands in the place of a paper by its number before, None where it is taken out."""
        self._before = before
        gone = [number for number, paper in changed.items() if paper is None]
        stay = np.delete(np.arange(len(before), dtype=np.int64), gone)
        self._numbers = np.concatenate([stay, np.full(len(added), _GIVEN, np.int64)])
        replaced = [(number, paper) for number, paper in changed.items() if paper is not None]
        places = np.searchsorted(stay, [number for number, _ in replaced]).tolist()
        self._numbers[places] = _GIVEN
        self._given = {place: paper for place, (_, paper) in zip(places, replaced, strict=True)}
        self._given.update(enumerate(added, len(stay)))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Paper: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, place: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(place, slice):
            return tuple(self[number] for number in range(*place.indices(len(self))))
        number = int(self._numbers[place])
        return self._before[number] if number != _GIVEN else self._given[place % len(self)]

    @property
    def given(self) -> Mapping[int, Paper]:
        """The papers that the edit brought, by their place."""
        return self._given

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the papers, in their order."""
        before = ids_of(self._before)
        places = enumerate(self._numbers.tolist())
        return [self._given[place].id if number == _GIVEN else before[number] for place, number in places]

    @cached_property
    def digests(self) -> NDArray[np.uint8]:
        """The marks of the papers (see MarkedPapers)."""
        given = digests_of(list(self._given.values()))
        before = digests_of(self._before)
        digests = np.empty((len(self), *given.shape[1:]), np.uint8)
        stay = self._numbers != _GIVEN
        digests[stay] = before[self._numbers[stay]]
        digests[list(self._given)] = given
        return digests
