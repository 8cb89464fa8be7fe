"""The corpora that the page can ask: each opened when it is first asked for, and opened anew after it has changed."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from threading import Lock, Timer

from rag.config import Settings
from rag.errors import ConfigError, CorpusError, RagError
from ui.opening import Opening

_OPEN = 4
"""Corpora that are kept open beside the one that the app was started with."""
_GRACE_SECONDS = 120.0
"""For answers that are being written while their corpus is replaced."""


class Library:
    """Openings by the name of their corpus. Safe between threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._first = Opening(settings)
        self._others: OrderedDict[str, Opening] = OrderedDict()
        self._lock = Lock()

    def opening(self, corpus: object = None) -> Opening:
        """The opening of a corpus by its name; of the one the app was started with for no name.

        Raises CorpusError for a name that no corpus has.
        """
        from rag.corpora import check_exists

        if not isinstance(corpus, str) or corpus in ("", self.settings.corpus):
            return self._first
        with self._lock:
            try:
                settings = replace(self.settings, corpus=corpus)
                check_exists(settings)
            except (ConfigError, CorpusError) as error:  # which say more of this machine than a reader needs
                if corpus in self._others:  # it was deleted on the command line
                    _close_later(self._others.pop(corpus))
                raise CorpusError(f"there is no corpus {corpus[:80]!r} here") from error
            if corpus not in self._others:
                self._others[corpus] = Opening(settings)
                while len(self._others) > _OPEN:
                    _, old = self._others.popitem(last=False)
                    _close_later(old)
            self._others.move_to_end(corpus)
            return self._others[corpus]

    def names(self) -> tuple[str, ...]:
        """The corpora that can be asked, the one that the app was started with first."""
        from rag.corpora import list_corpora

        found = (info.name for info in list_corpora(self.settings))
        return tuple(dict.fromkeys((self.settings.corpus, *found)))

    def reopen(self, corpus: str) -> None:
        """Open a corpus anew, after it has changed; answers on their way are finished over the old one."""
        with self._lock:
            if corpus == self.settings.corpus:
                old: Opening | None = self._first
                self._first = Opening(self.settings)
            else:
                old = self._others.pop(corpus, None)
        if old:
            _close_later(old)


def _close_later(opening: Opening) -> None:
    def close() -> None:
        with suppress(RagError):  # it may never have opened
            opening.assistant.close()

    timer = Timer(_GRACE_SECONDS, close)
    timer.daemon = True
    timer.start()
