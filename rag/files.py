"""Files: marks by which a changed one is known, and one replaced in a single step."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def each(work: Callable[[Path], str], paths: Iterable[Path]) -> list[str]:
    """What some work on a file gives for each of several, in their order, as many at a time as there are cores: to hash
    what it has read, Python lets go of its lock. Raises OSError.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, paths))


SAMPLED = 16 << 20
"""Bytes above which a file is large: reading all of it takes longer than a start should."""
_SAMPLES, _SAMPLE = 64, 64 << 10
# Pieces of a large file that stand for it, spread evenly from its first byte to its last, and the size of one.


def sample(path: Path) -> str:
    """A mark of a large file: SHA-256 of its size and of pieces of it. It tells a file that was cut, emptied or written
    over, though not every single byte that has changed. Raises OSError.
    """
    size = path.stat().st_size
    mark = hashlib.sha256(str(size).encode("ascii"))
    with path.open("rb") as file:
        for place in range(_SAMPLES):
            file.seek(max(size - _SAMPLE, 0) * place // (_SAMPLES - 1))
            mark.update(file.read(_SAMPLE))
    return mark.hexdigest()


def settle(file: IO[bytes]) -> None:
    """Have what was written to a file reach the disk. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a process killed meanwhile, sees the old one or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            settle(file)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
