"""Files into Papers: one reader a format, registered in READERS.

The first format is the *page*: text copied from a web page of papers. A few header lines, then a title and its
abstract in turn, each on a line of its own, blank lines between them ignored.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from rag.errors import CorpusError
from rag.types import Paper

# Not str.splitlines, which also breaks at U+2028 and other characters that web pages hold inside a paragraph.
_LINE_END = re.compile(r"\r\n?|\n")
_LINK = re.compile(r"https?://[^\s<>\"'{}|\\^`\]]+")
_SHORT_NAME = re.compile(r":\s| -- | – | — ")
_SHORT_NAME_WORDS = 3
_ID_WORDS = 5
_ID_STOPWORDS = frozenset(
    "a an and are as at by for from in into is it its of on or the to toward towards using via with".split()
)
# An abstract is prose: longer than this, and ended like a sentence or a link. A title is shorter than that and is
# not.
_ABSTRACT_CHARACTERS = 350
_TITLE_CHARACTERS = 300


def shipped_corpus() -> Path:
    """The page of 92 abstracts on medical image analysis that comes with the project."""
    return Path(str(resources.files("rag") / "data" / "medical_image_analysis_papers.txt"))


def read_corpus(paths: Iterable[Path] | None = None) -> tuple[Paper, ...]:
    """Read papers from files, in order; without any, the shipped corpus.

    Raises CorpusError, naming file and line, for a file that cannot be read as papers.
    """
    papers: list[Paper] = []
    for path in paths if paths is not None else (shipped_corpus(),):
        papers += READERS["page"](path)
    return _with_unique_ids(papers)


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
    head, *rest = _SHORT_NAME.split(title, maxsplit=1)
    if rest and len(head.split()) <= _SHORT_NAME_WORDS and _slug(head):
        return _slug(head)
    words = [word for word in _slug(title).split("-") if word and word not in _ID_STOPWORDS]
    if words:
        return "-".join(words[:_ID_WORDS])
    return "paper-" + hashlib.sha256(title.encode("utf-8")).hexdigest()[:8]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")


def _with_unique_ids(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Papers that would share an id each get a mark made from title and abstract, so that their order changes no
    id.
    """
    shared = {id_ for id_, count in Counter(paper.id for paper in papers).items() if count > 1}
    seen: set[str] = set()
    out: list[Paper] = []
    for paper in papers:
        if paper.id in shared:
            mark = hashlib.sha256(f"{paper.title}\0{paper.abstract}".encode()).hexdigest()
            paper = replace(paper, id=f"{paper.id}-{mark[:6]}")
        if paper.id in seen:
            raise CorpusError(
                f"the paper {paper.title!r} is in the corpus twice, with the same abstract; remove one of them"
            )
        seen.add(paper.id)
        out.append(paper)
    return tuple(out)


def read_page(path: Path) -> list[Paper]:
    """Read a page of titles and abstracts in turn.

    Where the papers begin is found from the text: the first long line is the first abstract, the line before it its
    title, and everything above is header. From there on lines must alternate.

    Raises CorpusError, naming file and line.
    """
    lines = [(number, line.strip()) for number, line in enumerate(_LINE_END.split(_text(path)), 1) if line.strip()]
    if not lines:
        raise CorpusError(f"{str(path)!r} is empty; it should hold titles and abstracts in turn, each on its own line")
    first = next((i for i, (_, line) in enumerate(lines) if len(line) >= _ABSTRACT_CHARACTERS), None)
    if first is None:
        longest = max(lines, key=lambda item: len(item[1]))
        raise CorpusError(
            f"{str(path)!r} is not a page of titles and abstracts: no line is long enough for an abstract "
            f"(line {longest[0]} is the longest with {len(longest[1])} characters, {_ABSTRACT_CHARACTERS} are needed)"
        )
    if first == 0:
        raise CorpusError(
            f"{str(path)!r}, line {lines[0][0]}: an abstract comes first, its title is missing: {lines[0][1][:60]!r}"
        )
    papers = []
    body = lines[first - 1 :]
    for (title_line, title), following in zip(body[::2], [*body[1::2], None], strict=False):
        if len(title) > _TITLE_CHARACTERS:
            raise CorpusError(
                f"{str(path)!r}, line {title_line}: a title should stand here, but the line has {len(title)} "
                f"characters; "
                f"is a title missing before it? {title[:60]!r}"
            )
        if following is None:
            raise CorpusError(f"{str(path)!r}, line {title_line}: the title {title[:60]!r} has no abstract after it")
        abstract_line, abstract = following
        if len(abstract) < len(title) or len(abstract) < _ABSTRACT_CHARACTERS // 3:
            raise CorpusError(
                f"{str(path)!r}, line {abstract_line}: an abstract should stand here, after the title on line "
                f"{title_line}, "
                f"but the line has only {len(abstract)} characters: {abstract[:60]!r}"
            )
        papers.append(Paper(paper_id(title), title, abstract, links=find_links(abstract)))
    return papers


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"cannot read {str(path)!r}: {error.strerror or error}; check the path") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CorpusError(
            f"{str(path)!r}, line {line}: not UTF-8 text (byte {raw[error.start]:#04x}); save the file as UTF-8"
        ) from error
    if "\0" in text:
        raise CorpusError(
            f"{str(path)!r}, line {text[: text.index(chr(0))].count(chr(10)) + 1}: a null byte; is this a text file?"
        )
    return text


READERS: dict[str, Callable[[Path], list[Paper]]] = {"page": read_page}
