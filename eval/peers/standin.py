"""A stand-in for a model: it copies, from the numbered sources of a prompt, what shares most words with the question.

It reads the prompts of LlamaIndex's query engines and does what they ask, neither better nor worse than their retrieval
lets it: two sentences, each with its source's number, and a refusal where no source shares a word with the question.
"""

import re
from typing import Any

from llama_index.core.callbacks import CallbackManager
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata

from rag.passages import split_sentences
from rag.words import terms

NOTHING = "None of the sources is helpful."
_SENTENCES = 2
_SOURCES = re.compile(r"^Source (\d+):\n(.*?)(?=^Source \d+:\n|\Z)", re.M | re.S)
_RULE = re.compile(r"^-{5,}$", re.M)
_QUERY = re.compile(r"^Query: (.*)$", re.M)


class CopyingModel(CustomLLM):
    """As a LlamaIndex `LLM`; the same reply for the same prompt."""

    def __init__(self) -> None:
        super().__init__(callback_manager=CallbackManager([]))

    @classmethod
    def class_name(cls) -> str:
        return "citewell_copying_model"

    @property
    def metadata(self) -> LLMMetadata:
        # As much as any prompt here needs, so that no context is cut.
        return LLMMetadata(model_name="copying", context_window=100_000, num_output=800)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """Copies from the prompt's sources."""
        return CompletionResponse(text=copied(prompt))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """The same, in one piece."""
        text = copied(prompt)
        yield CompletionResponse(text=text, delta=text)


def copied(prompt: str) -> str:
    """The best sentences of a prompt's sources, with [n] where the sources have numbers; NOTHING where none fits.

    The sources stand between the last two rules of dashes, the question behind `Query: ` after them.
    """
    *_, context, rest = _RULE.split(prompt) if len(_RULE.split(prompt)) > 2 else ("", prompt, prompt)
    asked = set(terms((_QUERY.findall(rest) or [""])[-1]))
    sources = [(f" [{number}]", text) for number, text in _SOURCES.findall(context)] or [("", context)]
    sentences = [
        (len(asked & set(terms(text[start:end]))), text[start:end], mark)
        for mark, text in sources
        for start, end in split_sentences(text)
    ]
    best = sorted(sentences, key=lambda item: -item[0])[:_SENTENCES]
    said = [f"{' '.join(sentence.split()).rstrip('.')}{mark}." for shared, sentence, mark in best if shared]
    return " ".join(said) or NOTHING
