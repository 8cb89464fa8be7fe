"""The short forms that papers give for longer names, "magnetic resonance imaging (MRI)": a question that says either
means the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rag.english import is_english

_SHORT = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])(s?)\)")
_PIECE = re.compile(r"[A-Za-z]+")
_LETTERS = 2
_LOOK_BACK = 120
_KIND = r"(?:[\s-]+(?:model|network))?"
_OF_ALL = frozenset(("AI", "ML", "DL"))
"""Short forms of what any paper of the field is about."""


class ShortForms:
    """Short forms and what they stand for, as texts say it."""

    def __init__(self, texts: Iterable[str]) -> None:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        kinds = set[str]()
        for text in texts:
            for match in _SHORT.finditer(text):
                if long := _long_form(match[1], text[max(0, match.start() - _LOOK_BACK) : match.start()]):
                    found[match[1]][long] += 1
                    if match[2]:
                        kinds.add(match[1])
        self._kinds = frozenset(kinds)
        self._long_of = {short: longs.most_common(1)[0][0] for short, longs in found.items()}
        self._plain = [(short, _plain(_bare(long))) for short, long in self._long_of.items()]

    def long_of(self, short: str) -> str | None:
        """The long form of a short one, in small letters."""
        return self._long_of.get(short)

    def is_kind(self, short: str) -> bool:
        """Whether there are several of what a short form stands for ("LLMs"): it is no name of one thing."""
        return short in self._kinds

    def names(self, text: str) -> tuple[str, ...]:
        """A text with a name in its short and in its long form, in this order; only the text where it has none of
        them.

        >>> ShortForms(["Magnetic resonance imaging (MRI) is slow."]).names("papers on MRI")
        ('papers on MRI', 'papers on magnetic resonance imaging')
        """
        short = long = text
        plain, held = _plain(text), set(_PIECE.findall(text))
        # "vqa papers": written small, a short form that is no word is meant all the same.
        held |= {word.upper() for word in held if word.islower() and len(word) > _LETTERS and not is_english(word)}
        for form, name in self._plain:
            # Few of thousands are in a question: only these are worth their patterns.
            if form not in _OF_ALL and (form in held or f"{form}s" in held or name in plain):
                small = form.islower() or (len(form) > _LETTERS and not is_english(form.lower()))
                is_short = re.compile(_whole(re.escape(form)), re.I if small else 0)
                is_long = re.compile(_whole(r"[\s-]+".join(map(re.escape, name.split())) + _KIND), re.I)
                short = is_short.sub(form, is_long.sub(form, short))
                long = is_long.sub(self._long_of[form], is_short.sub(self._long_of[form], long))
        return (short, long) if short != long else (text,)


def _bare(long: str) -> str:
    """A long form without what its thing is, where that may go unsaid: "segment anything (model)"."""
    bare = re.sub(rf"{_KIND[:-1]}$", "", long)
    return bare if len(bare.split()) > 1 else long


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\s-]+", text.lower()))


def _whole(wording: str) -> str:
    return rf"(?<![\w-]){wording}s?(?![\w-])"


def _long_form(short: str, before: str) -> str | None:
    """The words at the end of a text whose first letters are those of a short form, in small letters and without a
    plural s.
    """
    letters = short.lower()
    pieces = list(_PIECE.finditer(before))[-len(letters) :]
    if len(letters) < _LETTERS or "".join(piece[0][0].lower() for piece in pieces) != letters:
        return None
    long = before[pieces[0].start() :].strip()
    return re.sub(r"(?<![sui])s$", "", long.lower()) if re.fullmatch(r"[A-Za-z\s-]+", long) else None
