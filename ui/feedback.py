"""Readers' words on answers, one JSON line each in `home/feedback.jsonl`; `python -m eval feedback` reads them."""

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from ui.turns import Turn, history, pack

log = logging.getLogger(__name__)

FILE = "feedback.jsonl"

_LONGEST_WORD = 1000
_MOST_BYTES = 50_000_000
"""The file stops growing here, so that nobody can fill a disk with thumbs."""

_lock = Lock()


def record(home: Path, turn: Turn, before: Sequence[Turn], verdict: object, word: object) -> bool:
    """Append a verdict, "up" or "down", with the answer and the turns before it; whether it was written."""
    if verdict not in ("up", "down"):
        return False
    line = json.dumps(
        {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "verdict": verdict,
            "word": word[:_LONGEST_WORD].strip() if isinstance(word, str) else "",
            "history": history(before),
            **pack(turn),
        },
        ensure_ascii=False,
    )
    try:
        with _lock:
            home.mkdir(parents=True, exist_ok=True)
            file = home / FILE
            if file.exists() and file.stat().st_size > _MOST_BYTES:
                log.warning("%s is full; the feedback was not written", file)
                return False
            with file.open("a", encoding="utf-8") as out:
                out.write(line + "\n")
    except OSError as error:
        log.warning("the feedback could not be written: %s", error)
        return False
    return True
