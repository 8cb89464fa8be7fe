"""Golden questions as a hasty hand types them: letters that slipped, marks left out, or the other side's spelling.

Made by rule from a file of questions, in its form: questions that were written with care hold few slips, so only these
tell what mending them is worth.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.words import STOPWORDS

_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
"""Names, numbers and compounds are left as they are."""
_MARKS = re.compile(r"[?.,;:!](?=\s|$)")
_ISE = (
    "general|local|organ|recogn|character|summar|visual|standard|optim|special|util|categor|initial|regular|personal|"
    "minim|maxim|hospital|anonym|normal|token|quant|random|synchron|prior|stabil|crystall|neutral|polar"
)
_PAIRS = (
    ("tumour", "tumor"), ("colour", "color"), ("behaviour", "behavior"), ("neighbour", "neighbor"),
    ("favour", "favor"), ("labell", "label"), ("modelling", "modeling"), ("modelled", "modeled"),
    ("signalling", "signaling"), ("analyse", "analyze"), ("analysing", "analyzing"), ("centre", "center"),
    ("fibre", "fiber"), ("paediatric", "pediatric"), ("haemorrhag", "hemorrhag"), ("oedema", "edema"),
    ("oesophag", "esophag"), ("leukaemia", "leukemia"), ("anaemia", "anemia"), ("anaesthe", "anesthe"),
    ("foetal", "fetal"), ("foetus", "fetus"), ("ischaemi", "ischemi"), ("orthopaedic", "orthopedic"),
    ("gynaecolog", "gynecolog"), ("artefact", "artifact"), ("grey", "gray"), ("programme", "program"),
    ("mould", "mold"), ("catalogue", "catalog"), ("ageing", "aging"),
)  # fmt: skip
"""British and American; "labell" and "label" only before an ending."""


def _respelling() -> Iterator[tuple[re.Pattern[str], str]]:
    for british, american in _PAIRS:
        behind = r"(?=ed|ing)" if british == "labell" else ""
        yield re.compile(rf"\b(un)?{british}{behind}"), rf"\g<1>{american}"
        yield re.compile(rf"\b(un)?{american}{behind}(?!me)"), rf"\g<1>{british}"
    yield re.compile(rf"\b({_ISE})is(?=e|ing|ation)"), r"\g<1>iz"
    yield re.compile(rf"\b({_ISE})iz(?=e|ing|ation)"), r"\g<1>is"


_RESPELLING = tuple(_respelling())


def made(paths: Sequence[Path], seed: int = 0) -> Iterator[dict[str, Any]]:
    """The questions of these JSONL files again: "…-slip" with a letter slipped in two words, one of them a function
    word where it holds one of four letters, "…-bare" without its marks and capitals at the start, "…-respelt" where
    some word has another spelling across the ocean. Other fields stay. The same for the same seed.
    """
    chance = random.Random(seed)
    changes: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("slip", lambda text: _slip(text, chance)),
        ("bare", _bare),
        ("respelt", _respell),
    )
    for path in paths:
        for line in filter(str.strip, path.read_text("utf-8").split("\n")):
            row = json.loads(line)
            for name, change in changes:
                if "turns" in row:
                    again = {**row, "turns": [{**turn, "question": change(turn["question"])} for turn in row["turns"]]}
                else:
                    again = {**row, "question": change(row["question"])}
                if again != row:
                    yield {**again, "id": f"{row['id']}-{name}"}


def _slip(text: str, chance: random.Random) -> str:
    found = list(_WORD.finditer(text))
    telling = [match for match in found if match[0] not in STOPWORDS]
    framing = [match for match in found if match[0] in STOPWORDS]
    chosen = [chance.choice(group) for group in (telling, framing) if group]
    for match in sorted(chosen, key=lambda match: -match.start()):
        text = text[: match.start()] + _mistyped(match[0], chance) + text[match.end() :]
    return text


def _mistyped(word: str, chance: random.Random) -> str:
    """A word with one letter missing, doubled, wrong or swapped with the next; the first letter stays."""
    place = chance.randrange(1, len(word) - 1)
    letter, after = word[place], word[place + 1]
    wrong = chance.choice([other for other in "abcdefghijklmnopqrstuvwxyz" if other != letter])
    put = chance.choice([("", after), (letter * 2, after), (wrong, after), (after, letter)])
    return word[:place] + "".join(put) + word[place + 2 :]


def _bare(text: str) -> str:
    plain = _MARKS.sub("", text).strip()
    first = plain.split(maxsplit=1)[0] if plain else ""
    return plain[:1].lower() + plain[1:] if first[1:].islower() else plain


def _respell(text: str) -> str:
    def other(match: re.Match[str]) -> str:
        return next((p.sub(to, match[0], count=1) for p, to in _RESPELLING if p.search(match[0])), match[0])

    return _WORD.sub(other, text)
