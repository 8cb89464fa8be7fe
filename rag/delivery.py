"""How an answer is handed over: its text as a stream, its notices as one, its seconds by step."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.types import Sentence
from rag.verify import Verified


class Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._last = time.perf_counter()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.timings[name] = self.timings.get(name, 0.0) + now - self._last
        self._last = now


def joined(notices: Sequence[str]) -> str | None:
    """Notices as one text; None when there is none."""
    if len(notices) < 2:
        return notices[0] if notices else None
    first, *rest = (f"{notice.rstrip('. ')}." for notice in notices)
    return " ".join([first, *(f"{notice[0].upper()}{notice[1:]}" for notice in rest)])


def after_record(record: Sequence[str], checked: Verified) -> Verified:
    """What the papers' records say, which no abstract can carry, before what their abstracts say."""
    text = " ".join([*record, checked.text])
    return replace(checked, text=text, sentences=(*map(Sentence, record), *checked.sentences))


def events(checked: Verified) -> Iterator[str | Sentence]:
    """A whole text as a stream: up to the end of each sentence, then that sentence; the strings join to the text."""
    place = 0
    for sentence in checked.sentences:
        start = checked.text.find(sentence.text, place)
        if start < 0:
            continue
        end = start + len(sentence.text)
        yield checked.text[place:end]
        yield sentence
        place = end
    if place < len(checked.text):
        yield checked.text[place:]
