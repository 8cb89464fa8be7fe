"""An assistant on its way: waited for, its progress in sight, and why it could not be opened."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from conftest import make_assistant

from rag import Assistant, EmbeddingError, RagError, Settings
from ui.opening import Opening


def opens(monkeypatch: pytest.MonkeyPatch, how: Any) -> None:
    monkeypatch.setattr(Assistant, "open", how)


def test_it_is_waited_for_and_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assistant, halfway, go_on = make_assistant(tmp_path), Event(), Event()

    def slowly(settings: Settings, progress: Any) -> Assistant:
        progress(3, 9)
        halfway.set()
        go_on.wait(30)
        return assistant

    opens(monkeypatch, slowly)
    opening = Opening(Settings())
    assert halfway.wait(30)
    opening.wait_imported()
    assert (opening.progress, opening.wait(0)) == ((3, 9), False)
    go_on.set()
    assert opening.assistant is assistant
    assert (opening.wait(0), opening.error) == (True, None)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EmbeddingError("the weights are missing; install them"), "the weights are missing; install them"),
        (MemoryError("too much"), "the papers could not be opened: too much"),
    ],
)
def test_why_it_could_not_be_opened_is_said_to_whoever_asks(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, said: str
) -> None:
    def fails(settings: Settings, progress: Any) -> Assistant:
        raise error

    opens(monkeypatch, fails)
    opening = Opening(Settings())
    assert opening.wait(30)
    assert opening.error == said
    with pytest.raises(RagError, match=said.split(";")[0]):
        _ = opening.assistant
    assert said in caplog.text or str(error) in caplog.text
