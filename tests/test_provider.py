"""What providers say in their errors: how long to wait, and what may be passed on."""

from types import SimpleNamespace

import pytest

from rag import provider as module


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("-3", 0.0), ("soon", None), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), (None, None)],
)
def test_what_a_provider_asks_to_wait_is_read_as_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    headers = {} if header is None else {"retry-after": header}
    assert module._retry_after(SimpleNamespace(response=SimpleNamespace(headers=headers))) == seconds
    assert module._retry_after(Exception()) is None


def test_what_a_provider_says_is_passed_on_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_API_KEY", "verysecretvalue")
    said = module._detail(Exception("bad key verysecretvalue or sk-abcdef123456 or Bearer abc.def.ghi\n in header"))
    assert not any(secret in said for secret in ("verysecretvalue", "abcdef", "abc.def", "\n"))
    assert "in header" in said
