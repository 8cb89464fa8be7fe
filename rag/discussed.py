"""What the turns of a conversation were about, read from their answers: the sentences that they quote are looked up in
the abstracts, titles and names as they stand. So a plain list of turns is enough; nothing has to be remembered.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.derived import Quotes, bare
from rag.names import Names, named_papers
from rag.passages import split_sentences
from rag.pointing import POSSESSIVE, SUBJECT

_MARKER = re.compile(r"\s*\[\d{1,3}\]")
_ROW = re.compile(r"^\s*[-*] \S", re.M)
_HEAD = re.compile(r"[^\n]*:\s*\n")
_DENIED = re.compile(
    r"[^\n“]*?\bthe abstract of (?P<of>“[^”]+”|[^“”\n]{1,160}?) (?:says otherwise: “|"
    r"(?:names|gives|mentions|has|tells) no|does not\b)"
)
"""An answer that quotes nothing, of one abstract that does not say what was asked."""
_LEADS = 8
"""Leads that are tried at most; a title may hold a few colons."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer."""

    papers: tuple[int, ...]
    """The numbers of the papers that it was about."""
    listed: bool
    """Whether the answer lists them."""


class Discussed:
    """Reads which papers turns were about, against one corpus."""

    def __init__(self, names: Names, quotes: Quotes) -> None:
        self._names = names
        self._quotes = quotes

    def exchanges(self, history: Sequence[Mapping[str, str]]) -> list[Exchange]:
        """What each earlier exchange was about, the latest first; those about no paper are left out."""
        out: list[Exchange] = []
        asked: list[int] = []
        points = False
        for turn in history:
            if turn["role"] == "user":
                mentions = self._names.mentions(turn["content"])
                asked = list(dict.fromkeys(named_papers(mentions)))
                before = turn["content"][: mentions[0].start] if mentions else ""
                # "Does it beat VoCo?" is about what it points at.
                points = bool(SUBJECT.search(before) or POSSESSIVE.search(before))
            else:
                cited = self._cited(turn["content"])
                # In the order in which the person named them, where they did: "the second one" is the second named.
                ordered = [n for n in asked if n in cited] + [n for n in cited if n not in asked]
                found = ordered if len(asked) < 2 else list(asked)
                if points and out and len(out[0].papers) == 1:
                    found = list(dict.fromkeys([*out[0].papers, *(found if len(found) > 1 else [])]))
                if found or asked:
                    out.insert(0, Exchange(tuple(found or asked), is_list(turn["content"])))
                asked = []
        if asked:
            out.insert(0, Exchange(tuple(asked), False))
        return out

    def _cited(self, content: str) -> list[int]:
        found: dict[int, None] = {}
        for line in content.splitlines():
            for piece in line.split("|") if line.startswith("|") else [line]:
                plain = " ".join(_MARKER.sub("", piece).replace("**", "").split()).strip("-| ")
                title = plain.split(" — ")[0]
                titled = self._quotes.with_title(title)
                if titled is not None:
                    found.setdefault(titled)
                    continue
                for start, end in split_sentences(plain):
                    for sentence in _tails(plain[start:end]):
                        number = self._quotes.with_sentence(bare(sentence))
                        if number is not None:
                            found.setdefault(number)
                            break
        if not found and (denied := _DENIED.match(content)):
            titled = self._quotes.with_title(denied["of"].strip("“”"))
            named = self._names.mentions(denied["of"])
            found.update({} if titled is None else {titled: None})
            found.update({} if found else dict.fromkeys(mention.papers[0] for mention in named))
        if not found and _MARKER.search(content):
            for mention in self._names.mentions(content):
                found.setdefault(mention.papers[0])
        return list(found)


def last_asked(history: Sequence[Mapping[str, str]]) -> str:
    """What the person asked last; empty where nobody did."""
    return next((turn["content"] for turn in reversed(history) if turn["role"] == "user"), "")


def lists(history: Sequence[Mapping[str, str]]) -> bool:
    """Whether the last answer that cites papers is a list; where one found nothing, the list before it stands."""
    answers = [turn["content"] for turn in history if turn["role"] == "assistant" and _MARKER.search(turn["content"])]
    return bool(answers) and is_list(answers[-1])


def is_list(answer: str) -> bool:
    """Whether an answer is a list of papers, of one too: rows that cite, below a line that says how many there are."""
    rows = len(_ROW.findall(answer))
    return bool(_MARKER.search(answer)) and (rows > 1 or (rows == 1 and bool(_HEAD.match(answer))))


def _tails(sentence: str) -> list[str]:
    """A sentence, and what is left of it without a lead such as "VoCo: " or "Title — "."""
    cuts = islice(re.finditer(r": | — ", sentence), _LEADS)
    return [sentence, *(sentence[cut.end() :] for cut in cuts)]
