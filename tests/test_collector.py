"""Python's collector of cycles is put off while many papers are read, and then is as it was."""

import gc

import pytest

from rag.collector import uncollected


@pytest.mark.parametrize("was", [True, False])
def test_the_collector_is_off_meanwhile_and_afterwards_as_it_was(was: bool) -> None:
    (gc.enable if was else gc.disable)()
    try:
        with pytest.raises(ValueError, match="wrong"), uncollected():
            assert not gc.isenabled()
            raise ValueError("wrong")
        assert gc.isenabled() is was
    finally:
        gc.enable()
