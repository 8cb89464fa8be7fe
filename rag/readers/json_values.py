"""The objects of a JSON file, whether one a line, in a list, or in a list inside an object ({"items": […]})."""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from rag.readers.source import Source

Object = dict[str, Any]
_LISTS = ("items", "papers", "results", "data", "references", "records", "documents", "articles", "entries", "works")
_SPACE = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def matches(head: str) -> bool:
    """Whether a file that begins so is JSON."""
    return re.match(r"\s*(?:\[\s*[{\]]|\{\s*[\"}])", head) is not None


def first_object(head: str) -> Object | None:
    """The first object of a file as far as it can be seen in its beginning, to tell the format by; a long list may
    hide its end.
    """
    text = head.lstrip().removeprefix("[").lstrip()
    line = text.split("\n", 1)[0]
    for candidate in (line, text):
        try:
            value, _ = _DECODER.raw_decode(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            inner = _listed(value)
            return value if inner is None else next((item for item in inner if isinstance(item, dict)), None)
    return None


def objects(source: Source) -> Iterator[tuple[int | None, Object]]:
    """Each object of the file, with the line where it begins; what is none is noted in `source`."""
    head = source.head.lstrip()
    first_line = head.split("\n", 1)[0]
    if head.startswith("{") and _whole_object(first_line):
        yield from _by_line(source)
    else:
        yield from _in_text(source)


def _whole_object(line: str) -> bool:
    try:
        return _listed(orjson.loads(line)) is None
    except orjson.JSONDecodeError:
        # A broken first line among lines is one broken record; a lone brace opens an object of several lines.
        return len(line) > 2 and line.rstrip().endswith("}")


def _by_line(source: Source) -> Iterator[tuple[int, Object]]:
    loads = orjson.loads
    for number, raw in source.raw_lines():
        try:
            value = loads(raw)
        except orjson.JSONDecodeError:
            if not raw or raw.isspace():
                continue
            value = _patiently(number, raw, source)
            if value is None:
                continue
        if isinstance(value, dict):
            yield number, value
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for item in value:
                yield number, item
        else:
            source.skip(number, str(value)[:60], "not a JSON object")


def _patiently(number: int, raw: bytes, source: Source) -> Any:
    """A line that orjson refuses: NaN, half a character, or Latin-1, which other writers let through."""
    text = source.decoded(number, raw)
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        source.skip(number, text[:80], f"not JSON: {error.msg} (character {error.pos + 1})")
    except RecursionError:
        source.skip(number, text[:80], "not read: the JSON is nested too deeply")
    return None


def _in_text(source: Source) -> Iterator[tuple[int | None, Object]]:
    text = source.text()
    at = _SPACE.match(text).end()  # type: ignore[union-attr]  # it matches no space too
    in_list = text.startswith("[", at)
    at += in_list
    line, counted = 1, 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # likewise
        if at >= len(text) or (in_list and text[at] == "]"):
            if in_list and at >= len(text):
                source.warn(None, "", "the list is never closed; is the file whole?")
            return
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            source.skip(line, text[at : at + 80], f"not JSON from here on: {reason}")
            return
        inner = _listed(value) if isinstance(value, dict) and not in_list else None
        if inner is not None:
            yield from ((None, item) for item in inner if isinstance(item, dict))
        elif isinstance(value, dict):
            yield line, value
        else:
            source.skip(line, str(value)[:60], "not a JSON object")


def _listed(value: Any) -> list[Any] | None:
    """The list of records that an object holds instead of being one."""
    if not isinstance(value, dict) or "title" in value:
        return None
    if isinstance(value.get("message"), dict):  # Crossref
        value = value["message"]
    return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)


def text_of(value: Any) -> str:
    """A JSON value as text: the first of a list; nothing for null, true or an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else str(value)
    if isinstance(value, list) and value:
        return text_of(value[0])
    return ""


def texts_of(value: Any) -> list[str]:
    """The texts in a JSON list, or the one text."""
    items = value if isinstance(value, list) else [value]
    return [text for item in items if (text := text_of(item.get("name") if isinstance(item, dict) else item))]
