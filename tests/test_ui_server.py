"""The socket that the app serves on."""

import socket

import pytest

from ui.server import _listen, address


def test_the_port_that_is_asked_for_is_used_or_the_reason_said() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(OSError, match=str(port)):
            _listen("127.0.0.1", str(port))
    with _listen("127.0.0.1", str(port)) as listener:
        assert listener.getsockname() == ("127.0.0.1", port)


def test_without_a_wish_it_is_the_first_free_port_from_7860_on() -> None:
    with _listen("127.0.0.1", None) as first, _listen("127.0.0.1", None) as second:
        assert 7860 <= first.getsockname()[1] < second.getsockname()[1] < 7960


@pytest.mark.parametrize("wanted", ["many", "-1", "99999999"])
def test_a_port_that_is_none_is_refused(wanted: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        _listen("127.0.0.1", wanted)


def test_the_address_is_this_machines_own_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADIO_SERVER_NAME", raising=False)
    assert address() == "127.0.0.1"
    monkeypatch.setenv("GRADIO_SERVER_NAME", "::1")
    assert address() == "::1"
