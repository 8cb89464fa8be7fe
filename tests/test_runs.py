"""Papers taken over in as few runs as there are."""

import pytest

from rag.runs import Run, runs


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ([], []),
        ([0, 1, 2], [Run(0, 0, 3)]),
        ([None, None], [Run(0, None, 2)]),
        ([0, 1, None], [Run(0, 0, 2), Run(2, None, 1)]),
        ([1, 0, 0], [Run(0, 1, 1), Run(1, 0, 1), Run(2, 0, 1)]),
        ([3, 4, None, 5], [Run(0, 3, 2), Run(2, None, 1), Run(3, 5, 1)]),
    ],
    ids=str,
)
def test_neighbours_that_stay_neighbours_are_one_run(kept: list[int | None], expected: list[Run]) -> None:
    assert list(runs(kept)) == expected
