"""What is embedded of a corpus, one vector each: the sentences of its papers, or in a large corpus whole papers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.schema import TextNode

from rag.fingerprints import text_digest
from rag.manifest import Granularity
from rag.passages import Span, embedding_text, make_node
from rag.spans import Spans
from rag.types import Paper


@dataclass(frozen=True, slots=True)
class Texts:
    """What is embedded, one vector each: the sentences of papers, or whole papers."""

    papers: Sequence[Paper]
    ids: list[str]
    spans: Spans
    granularity: Granularity

    def __len__(self) -> int:
        return len(self.papers) if self.granularity == "paper" else len(self.spans)

    def text(self, place: int) -> str:
        """The words that are embedded."""
        if self.granularity == "paper":
            return paper_text(self.papers[place])
        return embedding_text(self._owner(place), self._span(place))

    def marks(self, places: range | None = None) -> list[bytes]:
        """The mark of each text's words, of those at these places where some are given."""
        return [text_digest(self.text(place)) for place in (range(len(self)) if places is None else places)]

    def node(self, place: int) -> TextNode:
        """A sentence as a LlamaIndex node."""
        number = self.number(place)
        return make_node(self.papers[number], place - int(self.spans.firsts[number]), self._span(place))

    def names(self) -> list[str]:
        """The ids under which the vectors stand in Chroma."""
        if self.granularity == "paper":
            return self.ids
        counts = np.diff(self.spans.firsts).tolist()
        return [f"{id_}#{n}" for id_, count in zip(self.ids, counts, strict=True) for n in range(count)]

    def first_of(self, number: int) -> int:
        """The place of a paper's first text; of the number behind the last paper, that behind the last text."""
        return number if self.granularity == "paper" else int(self.spans.firsts[number])

    def words(self, place: int) -> str:
        """The words of the paper alone, without the title that is embedded with them."""
        if self.granularity == "paper":
            return self.papers[place].abstract
        start, end = self._span(place)
        return self._owner(place).abstract[start:end]

    def number(self, place: int) -> int:
        """The number of the paper that a text is of."""
        if self.granularity == "paper":
            return place
        return int(np.searchsorted(self.spans.firsts, place, "right")) - 1

    def _owner(self, place: int) -> Paper:
        return self.papers[self.number(place)]

    def _span(self, place: int) -> Span:
        return int(self.spans.starts[place]), int(self.spans.ends[place])


def paper_text(paper: Paper) -> str:
    """What is embedded of a whole paper; the embedder cuts it where it is too long for its model."""
    return f"{paper.title}. {paper.abstract}"
