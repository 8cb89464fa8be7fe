"""What names a paper and where it points: readable ids made from titles, and the web addresses in a text."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rag.types import Paper

_LINK = re.compile(r"https?://[^\s<>\"'{}|\\^`\]]+")
_SHORT_NAME = re.compile(r":\s| -- | – | — ")
_SHORT_NAME_WORDS = 3
_ID_WORDS = 5
_ID_STOPWORDS = frozenset(
    "a an and are as at be by for from in into is it its of on or the to toward towards using via with".split()
)
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_MARK_CHARACTERS = 6


def find_links(text: str) -> tuple[str, ...]:
    """The web addresses in a text, whole, without the punctuation that ends a sentence; each once."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(text):
        link = match.group().rstrip(".,;:!?*")
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(".,;:!?*")
        found.setdefault(link)
    return tuple(found)


def paper_id(title: str) -> str:
    """A readable id from a title: the name before its colon when that is short, else its first telling words.

    >>> paper_id("VoCo: A Simple-yet-Effective Volume Contrastive Learning Framework")
    'voco'
    >>> paper_id("Towards Generalist Biomedical AI")
    'generalist-biomedical-ai'
    """
    parted = _SHORT_NAME.search(title)
    if parted:
        head = title[: parted.start()]
        if len(head.split()) <= _SHORT_NAME_WORDS and (short := "-".join(_plain_words(head))):
            return short
    words = [word for word in _plain_words(title) if word not in _ID_STOPWORDS]
    if words:
        return "-".join(words[:_ID_WORDS])
    return "paper-" + hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:8]


def with_unique_ids(papers: Sequence[Paper], taken: frozenset[str] = frozenset()) -> tuple[Paper, ...]:
    """Papers that would share an id (or have one that is `taken`) each get a mark made from title and abstract, so
    that their order changes no id.
    """
    counts = Counter(paper.id for paper in papers)
    seen = set(taken) | {id_ for id_, count in counts.items() if count == 1}
    out: list[Paper] = []
    for paper in papers:
        if counts[paper.id] > 1 or paper.id in taken:
            paper = replace(paper, id=_marked(paper, seen))
            seen.add(paper.id)
        out.append(paper)
    return tuple(out)


def _marked(paper: Paper, seen: set[str]) -> str:
    mark = hashlib.sha256(f"{paper.title}\0{paper.abstract}".encode()).hexdigest()
    lengths = range(_MARK_CHARACTERS, len(mark) + 1)
    free = (id_ for length in lengths if (id_ := f"{paper.id}-{mark[:length]}") not in seen)
    # Where all are taken, title and abstract are those of another paper too; then only its place tells it apart.
    return next(free, f"{paper.id}-{mark[:_MARK_CHARACTERS]}-{len(seen)}")


def _plain_words(text: str) -> list[str]:
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _PLAIN_WORD.findall(plain.lower().replace("'", ""))
