"""What models replied, kept on disk so that the same request is paid for once.

A key is a fingerprint of everything that the reply depends on (model, limits, the whole prompt); a value is text. The
file is SQLite by the standard library: diskcache, the usual choice, reads values with pickle and so runs what someone
put there (CVE-2025-69872, no fixed release). A cache that cannot be read or written is no cache, never an error.
"""

import contextlib
import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_TABLE = """
CREATE TABLE IF NOT EXISTS replies
    (key TEXT PRIMARY KEY, text TEXT NOT NULL, size INTEGER NOT NULL, used REAL NOT NULL);
CREATE INDEX IF NOT EXISTS by_use ON replies (used);
"""
_WAIT = 2.0
"""Seconds to wait for another process that is writing."""


def fingerprint(*parts: str) -> str:
    """One key for these parts, in this order."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(raw)}:".encode() + raw)
    return digest.hexdigest()


class ReplyCache:
    """Replies in one file, at most `limit` bytes of them; what was used longest ago goes first. Safe to share between
    threads and processes.
    """

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._limit = limit
        self._lock = Lock()

    def get(self, key: str) -> str | None:
        """The reply kept under a key, or None."""

        def read(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT text FROM replies WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            db.execute("UPDATE replies SET used = ? WHERE key = ?", (time.time(), key))
            return str(row[0])

        return self._transact(read)

    def put(self, key: str, text: str) -> None:
        """Keep a reply; those used longest ago make room."""
        size = len(text.encode("utf-8", "replace"))
        if size > self._limit:
            return

        def write(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", (key, text, size, time.time()))
            over = int(db.execute("SELECT total(size) FROM replies").fetchone()[0]) - self._limit
            if over <= 0:
                return
            for old, freed in db.execute("SELECT key, size FROM replies ORDER BY used").fetchall():
                db.execute("DELETE FROM replies WHERE key = ?", (old,))
                over -= freed
                if over <= 0:
                    return

        self._transact(write)

    def _transact(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Do one piece of work and commit it. What fails is logged and dropped; a damaged file is put away."""
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with contextlib.closing(sqlite3.connect(self._path, timeout=_WAIT)) as db:
                    db.executescript(_TABLE)
                    with db:
                        return work(db)
            except sqlite3.OperationalError as error:  # locked, full, not writable
                log.warning("replies are not kept in %s: %s", self._path.name, error)
            except (sqlite3.DatabaseError, UnicodeError) as error:
                log.warning("the kept replies in %s are damaged and are dropped: %s", self._path.name, error)
                with contextlib.suppress(OSError):
                    self._path.unlink(missing_ok=True)
            except OSError as error:
                log.warning("replies are not kept in %s: %s", self._path.name, error)
            return None
