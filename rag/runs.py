"""Papers that stand in a row as they stood in a row before, which are taken over at once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Neighbours among papers: `size` of them from `place` on."""

    place: int
    before: int | None
    """The number before of the first; those of the others follow it. None for new papers."""
    size: int


def runs(kept: Sequence[int | None]) -> Iterator[Run]:
    """The papers in as few runs as there are; `kept` gives the number that each had before, None for a new one.

    >>> list(runs([4, 5, None, 0]))
    [Run(place=0, before=4, size=2), Run(place=2, before=None, size=1), Run(place=3, before=0, size=1)]
    """
    place = 0
    while place < len(kept):
        before, end = kept[place], place + 1
        if before is None:
            while end < len(kept) and kept[end] is None:
                end += 1
        else:
            while end < len(kept) and kept[end] == before + end - place:
                end += 1
        yield Run(place, before, end - place)
        place = end
