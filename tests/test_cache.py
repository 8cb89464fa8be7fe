"""Replies kept on disk: found again, bounded, and never a reason to fail."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.cache import ReplyCache, fingerprint


def test_a_reply_is_found_under_its_key_and_no_other(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies", 1000)
    cache.put("a", "text 🧠")
    assert (cache.get("a"), cache.get("b")) == ("text 🧠", None)
    assert ReplyCache(tmp_path / "replies", 1000).get("a") == "text 🧠"


def test_a_fingerprint_tells_where_its_parts_end() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("ab", "c") == fingerprint("ab", "c")


def test_what_was_used_longest_ago_makes_room(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies", 30)
    for key in "abc":
        cache.put(key, key * 10)
    assert cache.get("a")
    cache.put("d", "d" * 10)
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]


def test_a_reply_larger_than_the_limit_is_not_kept(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies", 5)
    cache.put("a", "too long")
    assert cache.get("a") is None


def test_a_damaged_file_is_dropped_and_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "replies"
    path.write_bytes(b"this is no database, and long enough to be seen as none" * 40)
    cache = ReplyCache(path, 1000)
    assert cache.get("a") is None
    cache.put("a", "text")
    assert cache.get("a") == "text"


def test_a_place_that_cannot_be_written_keeps_nothing_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = ReplyCache(tmp_path / "file" / "replies", 1000)
    cache.put("a", "text")
    assert cache.get("a") is None


@pytest.mark.parametrize("threads", [8])
def test_threads_share_it(tmp_path: Path, threads: int) -> None:
    caches = [ReplyCache(tmp_path / "replies", 100_000) for _ in range(2)]

    def work(n: int) -> str | None:
        cache = caches[n % 2]
        cache.put(str(n), f"text {n}")
        return cache.get(str(n))

    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(work, range(24))) == [f"text {n}" for n in range(24)]
