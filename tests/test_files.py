"""Samples of large files, and files replaced in one step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rag import files


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def emptied(content: bytes) -> bytes:
    return bytes(len(content))


def end_missing(content: bytes) -> bytes:
    return content[:-1]


def head_overwritten(content: bytes) -> bytes:
    return b"x" + content[1:]


def tail_overwritten(content: bytes) -> bytes:
    return content[:-1] + b"x"


@pytest.mark.parametrize("damage", [cut, emptied, end_missing, head_overwritten, tail_overwritten])
@pytest.mark.parametrize("size", [100, 1_000_000, 20_000_000])
def test_a_sample_tells_a_file_that_was_damaged(tmp_path: Path, size: int, damage: Callable[[bytes], bytes]) -> None:
    content = bytes(range(1, 251)) * (size // 250 + 1)
    path = tmp_path / "file"
    path.write_bytes(content)
    before = files.sample(path)
    assert files.sample(path) == before
    path.write_bytes(damage(content))
    assert files.sample(path) != before


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    files.replace(path, b"old")

    def full(file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "settle", full)
    with pytest.raises(OSError, match="No space left"):
        files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["file"]
