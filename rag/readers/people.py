"""Names of authors as people write them: "Rens van de Schoot", whatever order and separators an export has."""

import ast
import re
from collections.abc import Iterable

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[-‐ ]?){1,4}")
_UPPER_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?-?){1,4}")
_NUMBER = re.compile(r"\s*\(\d{6,}\)$")
"""Scopus writes its author id behind each full name."""
_ORDER_MARK = re.compile(r"^\d+\.\s+")
_AND = re.compile(r"\s+(?:and|&)\s+|\s*,\s*(?:and|&)\s+")
_LONGEST_NAME = 200
_NO_NAMES = frozenset(("", "et al", "others", "and others", "none", "nan", "anonymous", "[anonymous]"))
_LONGEST_NONE = max(map(len, _NO_NAMES)) + 1


class WholeName(str):
    """A name that its source marks as one whole (an institution): a comma in it turns nothing round."""

    __slots__ = ()


def given_first(name: str) -> str:
    """ "Last, First" turned round; a suffix ("Last, Jr., First") goes to the end; other names stay as they are."""
    parts = [part.strip() for part in name.split(",")]
    parts = [part for part in parts if part]
    if len(parts) == 2:
        return " ".join(parts) if _SUFFIX.fullmatch(parts[1]) else f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    return name.strip() if len(parts) > 1 else "".join(parts)


def initials_first(name: str) -> str:
    """ "Trindade IA" or "Liu R." turned round, as PubMed and Embase write names without a comma."""
    family, _, initials = name.strip().rpartition(" ")
    return f"{initials} {family}" if family and _UPPER_INITIALS.fullmatch(initials) else name.strip()


def tidy(names: Iterable[str]) -> tuple[str, ...]:
    """Names on one line each, given names first, each once, without what is none ("et al.")."""
    seen: dict[str, None] = {}
    for name in names:
        plain = name.strip(" ,;")
        if plain[-1:] == ")":
            plain = _NUMBER.sub("", plain)
        if plain[:1].isdigit():
            plain = _ORDER_MARK.sub("", plain)
        if len(plain) <= _LONGEST_NONE and plain.lower().rstrip(".") in _NO_NAMES:
            continue
        if "," in plain and not isinstance(name, WholeName):
            plain = given_first(plain)
        seen[plain[:_LONGEST_NAME]] = None
    return tuple(seen)


def split_names(text: str) -> list[str]:
    """The names in one cell or field, as they are written there.

    Separators are tried from the surest to the least sure: a list in Python's or JSON's form, semicolons, lines,
    "and", commas. Between commas stand whole names ("Ada Lovelace, Alan Turing"), names with initials behind
    ("Liu R., Adler D.G."), or family and given names in turn ("Lovelace, A., Turing, A.").
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        listed = _python_list(text)
        if listed is not None:
            return listed
    for separator in (";", "\n", "|"):
        if separator in text:
            return given_names_first([name for name in text.split(separator) if name.strip()])
    pieces = [piece for piece in _AND.split(text) if piece and piece.strip()]
    if len(pieces) > 2 or (len(pieces) == 2 and pieces[0].count(",") <= 1 and "," in pieces[1]):
        return pieces
    return [name for piece in pieces for name in _between_commas(piece)]


def _between_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return parts
    if len(parts) == 2 and (" " not in parts[0] or " " not in parts[1]) and not _turned(parts):
        return [", ".join(parts)]
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    return given_names_first(parts)


def given_names_first(names: list[str]) -> list[str]:
    """Names that all are "Family Initials" turned round; others as they are."""
    return [initials_first(name) for name in names] if _turned(names) else names


def _turned(names: list[str]) -> bool:
    """Whether all are "Family Initials"."""
    return all(initials_first(name) != name for name in names)


def _python_list(text: str) -> list[str] | None:
    if len(text) > 1_000_000:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return [str(item) for item in value] if isinstance(value, list) else None
