"""Answers with a model: the prompt with the papers as fenced data, and a model's text brought into our form."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rag.llm import ChatModel
from rag.orders import reported
from rag.prompts import fence_for, render
from rag.synthesize import CitingSynthesizer
from rag.types import Evidence, Paper
from rag.verify import Draft, escape_markers

NOTHING = "NOT IN THE PAPERS"
"""What the prompt tells a model to write when the papers do not answer."""

LINK_REMOVED = "(link removed)"
"""Stands for an address that the papers do not give."""

MOST_PAPERS = 20
"""Papers shown to a model at most, each whole: an abstract is short, and a passage alone misleads."""

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)|!\[([^\[\]]*)\]\[[^\[\]]*\]")
_LABELLED = re.compile(r"\[([^\[\]]+)\]\(<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s[^()]*)?\)")
# A bare "<" is mathematics; a tag has nothing or an attribute with a value behind its name.
_TAG = re.compile(r"</?[a-z][\w-]*(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>|<!--.*?-->", re.I | re.S)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\b(?:javascript|data|mailto|vbscript|file):|\bwww\.|(?<![\w/.:@-])//(?=\w+\.))[^\s<>\"“”`|]+"
    r"|(?<![\w/.:@-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"“”`|]*",
    re.I,
)
_TABLE_RULE = re.compile(r"^[ \t]*\|[ \t:|-]*\|?[ \t]*(?:\n|\Z)", re.M)
_TABLE_ROW = re.compile(r"^[ \t]*\|(.*?)\|?[ \t]*$", re.M)
REFERENCES = re.compile(r"\n+\s*(?:#+\s*|\**)(?:references|sources|citations)\**:?\s*\n.*\Z", re.I | re.S)
"""A list of references at the end: the answer's own citations take its place."""


class GenerativeSynthesizer(CitingSynthesizer):
    """Lets a model answer from the papers that the evidence is from, behind LlamaIndex's `BaseSynthesizer`."""

    def __init__(self, model: ChatModel) -> None:
        super().__init__(llm=model)
        self.model = model

    def draft(self, question: str, evidence: Sequence[Evidence], **_: Any) -> Draft:
        """What the model writes, not yet verified. Raises ProviderError."""
        papers = papers_of(evidence)
        reply = self.model.reply(prompt_for(question, papers))
        return Draft(tidy(reply.text, addresses(papers)), papers)


def papers_of(evidence: Sequence[Evidence]) -> tuple[Paper, ...]:
    """The papers of the evidence, best first, at most MOST_PAPERS."""
    return tuple({passage.paper.id: passage.paper for passage in evidence}.values())[:MOST_PAPERS]


def prompt_for(question: str, papers: Sequence[Paper]) -> str:
    """The rendered prompt. The papers are data between two lines with a mark that occurs in none of them."""
    blocks = numbered(papers)
    return render(
        "answer", fence=fence_for(blocks, question), papers=blocks, question=escape_markers(" ".join(question.split()))
    )


def numbered(papers: Sequence[Paper], numbers: Sequence[int] | None = None) -> str:
    """Papers as a prompt shows them: `[n] title`, and the abstract without the orders that it may give."""
    return "\n\n".join(
        f"[{number}] {one_line(paper.title)}\n{one_line(reported(paper))}"
        for number, paper in zip(numbers or range(1, len(papers) + 1), papers, strict=True)
    )


def one_line(text: str) -> str:
    """Text for a prompt: on one line, so that it cannot begin a block of its own, and without citation marks."""
    return escape_markers(" ".join(text.split()))


def addresses(papers: Sequence[Paper]) -> frozenset[str]:
    """The addresses that these papers give: the only ones that an answer may show."""
    return frozenset(_bare(a) for paper in papers for a in (*paper.links, paper.url, paper.doi) if a)


def tidy(text: str, known: Collection[str] = ()) -> str:
    """A model's text in our form: [1, 2], [1-3] and 【1】 as [1][2], [1][2][3] and [1]; a table's rows as list items;
    no image, no HTML, no address that is not `known`, and no list of references at the end.
    """
    text = text.replace("【", "[").replace("】", "]")
    text = _IMAGE.sub(lambda m: m[1] or m[2] or "", text)
    text = _TAG.sub("", text)
    text = _LABELLED.sub(lambda m: _labelled(m, known), text)
    text = _ADDRESS.sub(lambda m: m[0] if _bare(m[0]) in known else _without(m[0]), text)
    text = re.sub(r"\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})+)\]", lambda m: "".join(f"[{n}]" for n in _listed(m[1])), text)
    text = re.sub(r"([.!?])((?:\s?\[\d{1,3}\])+)", lambda m: f" {m[2].strip()}{m[1]}", text)
    text = _TABLE_ROW.sub(_item, _TABLE_RULE.sub("", text))
    return REFERENCES.sub("", text)


def _labelled(link: re.Match[str], known: Collection[str]) -> str:
    """A link with a label: a citation's number stays one, other words stand before their address."""
    if link[1].strip().isdigit():
        return f"[{link[1]}]"
    return f"{link[1]} ({link[2]})" if _bare(link[2]) in known else f"{link[1]} {LINK_REMOVED}"


def _item(row: re.Match[str]) -> str:
    cells = (cell.strip() for cell in row[1].split("|"))
    return f"- {' – '.join(cell for cell in cells if cell)}"


def _bare(address: str) -> str:
    """An address without what a sentence puts around it, for comparing."""
    return address.rstrip(".,;:!?)*_'’”\"]").rstrip("/").lower()


def _without(address: str) -> str:
    """What stands in an address's place, with the sentence's own marks after it."""
    end = address[len(address.rstrip(".,;:!?)")) :]
    return f"{LINK_REMOVED}{end}"


def _listed(numbers: str) -> Iterator[int]:
    """The numbers that "1, 3-5" stands for; of a backward or long range, only its ends."""
    for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", numbers):
        start, end = int(first), int(last or first)
        yield from range(start, end + 1) if 0 <= end - start < MOST_PAPERS else (start, end)


def says_nothing(text: str) -> bool:
    """Whether the model said that the papers do not answer."""
    return _letters(text).startswith(NOTHING)


def may_say_nothing(text: str) -> bool:
    """Whether a text that is still being written may turn out to say so."""
    return NOTHING.startswith(_letters(text)[: len(NOTHING)])


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^A-Z\s]", "", text.upper()).split())
