"""Opens the assistant in a thread, so that the page is up while the papers are read."""

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from rag.config import Settings
from rag.errors import RagError

if TYPE_CHECKING:
    from rag.assistant import Assistant

log = logging.getLogger(__name__)


class Opening:
    """An assistant on its way. Safe between threads; opening starts at once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.progress: tuple[int, int] | None = None
        """Passages read and passages in all; None when none need to be read, or before the first."""
        self.error: str | None = None
        """Why it could not be opened."""
        self._assistant: Assistant | None = None
        self._imported = Event()
        self._done = Event()
        Thread(target=self._run, name="opening", daemon=True).start()

    def wait_imported(self) -> None:
        """Until the thread has imported what it needs: two threads that import at once can lock each other out."""
        self._imported.wait()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it is open, or has failed, after at most so many seconds."""
        return self._done.wait(seconds)

    @property
    def assistant(self) -> "Assistant":
        """The assistant, waited for. Raises RagError when it could not be opened."""
        self._done.wait()
        if self._assistant is None:
            raise RagError(self.error or "the papers could not be opened")
        return self._assistant

    def _run(self) -> None:
        try:
            from tqdm import tqdm

            from rag.assistant import Assistant

            # Shown from the first step on: nothing is read when the index is there already.
            bar: tqdm[None] | None = None

            def step(done: int, total: int) -> None:
                nonlocal bar
                self._imported.set()
                self.progress = (done, total)
                bar = bar or tqdm(total=total, desc="reading the papers", unit=" passages", leave=False)
                bar.update(done - bar.n)

            try:
                self._assistant = Assistant.open(self.settings, progress=step)
            finally:
                if bar:
                    bar.close()
        except RagError as error:
            self.error = str(error)
            log.error("%s", error)
        except Exception as error:  # a thread's error would be lost; the page and the terminal say it
            self.error = f"the papers could not be opened: {error}"
            log.exception("the papers could not be opened")
        finally:
            self._done.set()
            self._imported.set()
        self._warm_up()

    def _warm_up(self) -> None:
        """Ask something before anyone does: the first question loads what the others find loaded, as the page of a
        large corpus does.
        """
        from ui import papers_page

        if self._assistant is None:
            return
        try:
            self._assistant.ask(f"What is {self._assistant.papers[0].title}?", model="extractive")
        except RagError as error:
            log.debug("the warm-up question failed: %s", error)
        if len(self._assistant.papers) > papers_page.WHOLE:
            papers_page.corpus(self._assistant)
