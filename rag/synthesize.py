"""What both synthesizers share: LlamaIndex's `BaseSynthesizer`, and a draft whose [n] count papers.

LlamaIndex's own base gives a synthesizer only the chunks' text; ours need to know which paper each is from, so
`synthesize` reads the nodes and leaves the numbered papers in the response's metadata.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.indices.prompt_helper import ChatPromptHelper, PromptHelper
from llama_index.core.llms import LLM, MockLLM
from llama_index.core.prompts.mixin import PromptDictType
from llama_index.core.response_synthesizers.base import BaseSynthesizer, QueryTextType
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle

from rag.corpus import find_links
from rag.types import Evidence, Paper
from rag.verify import Draft


class CitingSynthesizer(BaseSynthesizer):
    """A synthesizer that writes a Draft from evidence."""

    def __init__(self, llm: LLM | None = None) -> None:
        # Every collaborator is given: left out, LlamaIndex would take its global Settings, whose default is a paid
        # model.
        super().__init__(
            llm=llm or MockLLM(),
            callback_manager=CallbackManager([]),
            prompt_helper=PromptHelper(tokenizer=str.split),
            chat_prompt_helper=ChatPromptHelper(tokenizer=str.split),
        )

    @abstractmethod
    def draft(self, question: str, evidence: Sequence[Evidence], **options: Any) -> Draft:
        """Write an answer to a question from ranked evidence, best first."""

    def synthesize(
        self,
        query: QueryTextType,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **response_kwargs: Any,
    ) -> RESPONSE_TYPE:
        """LlamaIndex's entry: the draft as a Response; metadata `papers` lists (id, title) in the order of the [n]."""
        question = query.query_str if isinstance(query, QueryBundle) else query
        draft = self.draft(question, as_evidence(nodes))
        papers = [(paper.id, paper.title) for paper in draft.papers]
        return Response(
            draft.text, source_nodes=[*nodes, *(additional_source_nodes or ())], metadata={"papers": papers}
        )

    async def asynthesize(
        self,
        query: QueryTextType,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **response_kwargs: Any,
    ) -> RESPONSE_TYPE:
        """The same, awaited."""
        return self.synthesize(query, nodes, additional_source_nodes, **response_kwargs)

    def get_response(self, query_str: str, text_chunks: Sequence[str], **response_kwargs: Any) -> str:
        """LlamaIndex's entry for bare text: each chunk counts as a paper of its own, numbered in order."""
        evidence = [
            Evidence(Paper(f"chunk-{i}", f"Chunk {i}", chunk), 0, len(chunk), 1.0 / i)
            for i, chunk in enumerate(text_chunks, 1)
        ]
        return self.draft(query_str, evidence).text

    async def aget_response(self, query_str: str, text_chunks: Sequence[str], **response_kwargs: Any) -> str:
        """The same, awaited."""
        return self.get_response(query_str, text_chunks, **response_kwargs)

    def _get_prompts(self) -> PromptDictType:
        return {}

    def _update_prompts(self, prompts_dict: PromptDictType) -> None:
        return None


def as_evidence(nodes: Sequence[NodeWithScore]) -> list[Evidence]:
    """LlamaIndex nodes back into evidence, in their order; a paper is known as far as its passages here reach.

    Assistant passes whole papers; this serves those who join the parts themselves, with `RetrieverQueryEngine`.
    """
    passages: dict[str, list[tuple[int, str]]] = {}
    for item in nodes:
        start = int(item.node.metadata.get("start", len(passages)))
        passages.setdefault(_paper_id(item), []).append((start, item.node.get_content(MetadataMode.NONE)))
    papers = {}
    for item in nodes:
        name = _paper_id(item)
        text = " ".join(piece for _, piece in sorted(set(passages[name])))
        papers[name] = Paper(name, str(item.node.metadata.get("title", name)), text, links=find_links(text))
    evidence = []
    for item in nodes:
        paper = papers[_paper_id(item)]
        text = item.node.get_content(MetadataMode.NONE)
        start = paper.abstract.index(text)
        scores = dict(item.node.metadata.get("found_by", {}))
        evidence.append(Evidence(paper, start, start + len(text), item.score or 0.0, scores))
    return evidence


def _paper_id(item: NodeWithScore) -> str:
    return str(item.node.metadata.get("paper_id", item.node.node_id))
