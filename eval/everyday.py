"""The adapter of `rag.everyday`, fitted on made-up passages and on questions that share no word with them.

`python -m eval.everyday` fits it anew, writes `rag/data/everyday.npz` (some 40 minutes on 2 cores) and says how many of
the held-back questions find their passage. It needs torch, which nothing else here does: `python -m pip install torch`.

The passages were invented by a language model, in fields of eight neighbours, so that a question has to find its own
among its like; those near a paper of the shipped corpus were left out. A question is set against the passages of eight
fields at once, any eight at first and such as are near each other at last, which are harder to tell apart, by late
interaction (`rag.interaction`) and by its vector: InfoNCE (van den Oord et al. 2018) over a low-rank change of the
encoder's upper layers (LoRA: Hu et al. 2021), the same for questions and passages, that is held near what it changes.
"""

import gzip
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag import minilm
from rag.config import Settings
from rag.embeddings import LocalEmbedding, make_embedder
from rag.everyday import ADAPTER
from rag.interaction import read_question, telling_tokens
from rag.plain_words import in_technical_words
from rag.token_axes import main_axes, project
from rag.words import terms


class _Rounds(NamedTuple):
    """Some rounds over all questions."""

    times: int
    """That each question is seen."""
    rate: float
    """At which the change is learned, at most."""
    near: bool
    """Whether the fields in a step are near each other."""


QUESTIONS = "everyday_questions.jsonl.gz"
_RANK, _AT_ONCE = 16, 8
"""Of the change; fields in a step."""
_FIRST = 3
"""The first layer that is changed: what the lower ones say of a text is worked out once."""
_BATCH = 32
_WARM_UP, _DECAY = 30, 0.01
_ROUNDS = (_Rounds(2, 5e-4, near=False), _Rounds(1, 3e-4, near=True))
_OF_TOKENS, _OF_WHOLE = 0.03, 0.05
"""Temperatures of late interaction, and of the cosine of whole vectors."""
_WHOLE_WEIGHT, _STAY_WEIGHT = 0.5, 0.3
"""Of whole vectors, and of the distance to the vector before, against late interaction."""
_PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A made-up passage and what is asked of it."""

    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Passages on one narrow subject."""

    name: str
    passages: tuple[Passage, ...]
    held_back: bool
    """Whether the adapter is only measured with it."""


def read_fields() -> list[Field]:
    """The fields of the file beside this one."""
    lines = gzip.decompress((resources.files("eval") / QUESTIONS).read_bytes()).decode("utf-8").splitlines()
    found = []
    for line in map(json.loads, lines):
        passages = tuple(Passage(each["text"], tuple(each["questions"])) for each in line["passages"])
        found.append(Field(line["field"], passages, line["held_back"]))
    return found


def found_among_its_like(fields: Sequence[Field], reader: LocalEmbedding) -> float:
    """The share of questions whose own passage is the likest of its field by late interaction, as `reader` reads."""
    hits: list[bool] = []
    for field in fields:
        passages = [project(read.vectors) for read in reader.embed_in_context([p.text for p in field.passages])[1]]
        for place, passage in enumerate(field.passages):
            for question, tokens in zip(passage.questions, reader.embed_in_context(passage.questions)[1], strict=True):
                asked = read_question(question, tokens)
                scores = [asked.weights @ (asked.vectors @ of.T).max(axis=1) if asked else 0.0 for of in passages]
                hits.append(int(np.argmax(scores)) == place)
    return float(np.mean(hits))


class _Encoder:
    """BERT's encoder in torch, with a low-rank change in each linear layer from the layer _FIRST on."""

    def __init__(self, torch: Any) -> None:
        self._torch = torch
        weights, self._epsilon = minilm.read_weights(minilm.weights_folder() / "model.safetensors")
        self._tensors = {name: torch.tensor(value) for name, value in weights.items()}
        self.factors: dict[str, tuple[Any, Any]] = {}
        for layer in range(_FIRST, minilm.LAYERS):
            for part in _PARTS:
                name = f"encoder.layer.{layer}.{part}"
                outputs, inputs = self._tensors[f"{name}.weight"].shape
                down = torch.randn(_RANK, inputs) / math.sqrt(inputs)
                self.factors[name] = (
                    torch.zeros(outputs, _RANK, requires_grad=True),
                    down.requires_grad_(),  # up is nothing at first, so the encoder is what it was
                )

    def lower(self, ids: Sequence[list[int]]) -> list[Any]:
        """What the layers that stay say of some texts, by their token ids: tokens x 384 each."""
        found: list[Any] = []
        with self._torch.no_grad():
            for start in range(0, len(ids), _BATCH):
                some = [self._torch.tensor(each) for each in ids[start : start + _BATCH]]
                at, mask = self._padded(some)
                x = self._tensors["embeddings.word_embeddings.weight"][at]
                x = x + self._tensors["embeddings.position_embeddings.weight"][: at.shape[1]]
                x = self._norm(x + self._tensors["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
                x = self._layers(x, mask, range(_FIRST))
                found += [row[: len(each)] for row, each in zip(x, some, strict=True)]
        return found

    def upper(self, lower: Sequence[Any]) -> tuple[Any, Any]:
        """Vectors of texts (texts x 384) and of their tokens (texts x tokens x 384), both of unit length."""
        functional = self._torch.nn.functional
        x, mask = self._padded(lower)
        x = self._layers(x, mask, range(_FIRST, minilm.LAYERS))
        wide = mask[..., None].float()
        return functional.normalize((x * wide).sum(1) / wide.sum(1), dim=1), functional.normalize(x, dim=-1)

    def _padded(self, texts: Sequence[Any]) -> tuple[Any, Any]:
        """Texts to the length of the longest, and where there is something of each."""
        padded = self._torch.nn.utils.rnn.pad_sequence(list(texts), batch_first=True)
        ones = [self._torch.ones(len(each)) for each in texts]
        return padded, self._torch.nn.utils.rnn.pad_sequence(ones, batch_first=True)

    def _layers(self, x: Any, mask: Any, layers: range) -> Any:
        functional = self._torch.nn.functional
        texts, tokens, _ = x.shape
        for layer in layers:
            name = f"encoder.layer.{layer}"
            query, key, value = (
                self._linear(x, f"{name}.{part}").view(texts, tokens, minilm.HEADS, -1).transpose(1, 2)
                for part in _PARTS[:3]
            )
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :] > 0)
            mixed = mixed.transpose(1, 2).reshape(texts, tokens, -1)
            x = self._norm(self._linear(mixed, f"{name}.{_PARTS[3]}") + x, f"{name}.attention.output.LayerNorm")
            inner = functional.gelu(self._linear(x, f"{name}.{_PARTS[4]}"))
            x = self._norm(self._linear(inner, f"{name}.{_PARTS[5]}") + x, f"{name}.output.LayerNorm")
        return x

    def _linear(self, x: Any, name: str) -> Any:
        kept = self._torch.nn.functional.linear(x, self._tensors[f"{name}.weight"], self._tensors[f"{name}.bias"])
        if name not in self.factors:
            return kept
        up, down = self.factors[name]
        return kept + x @ down.T @ up.T

    def _norm(self, x: Any, name: str) -> Any:
        weight, bias = self._tensors[f"{name}.weight"], self._tensors[f"{name}.bias"]
        return self._torch.nn.functional.layer_norm(x, (x.shape[-1],), weight, bias, self._epsilon)


class _Read(NamedTuple):
    """A text before it is fitted."""

    lower: Any
    """What the layers that stay say of it."""
    weights: Any
    """How much each of its tokens counts where it is a question; in all 1."""
    before: Any
    """Its vector as the embedder gives it."""


def fit(embedder: LocalEmbedding, fields: Sequence[Field]) -> dict[str, NDArray[np.float16]]:
    """The factors of the change, by name, as `rag.everyday` reads them.

    Raises ModuleNotFoundError without torch.
    """
    import torch
    from tqdm import tqdm

    torch.manual_seed(0)
    dice = random.Random(0)
    encoder = _Encoder(torch)
    technical = _in_technical_words(fields)
    texts = dict.fromkeys(passage.text for field in fields for passage in field.passages)
    read = _read(embedder, encoder, [*texts, *technical, *technical.values()], torch)
    axes = torch.tensor(main_axes().T)
    most = max(len(passage.questions) for field in fields for passage in field.passages)
    for rounds in _ROUNDS:
        optimizer = torch.optim.AdamW(
            [factor for pair in encoder.factors.values() for factor in pair], rounds.rate, weight_decay=_DECAY
        )
        alike = _alike(fields, read, torch) if rounds.near else None
        steps = [
            chosen
            for _ in range(rounds.times)
            for place in range(most)
            for chosen in _steps(fields, place, dice, alike)
        ]
        for number, chosen in enumerate(tqdm(steps, "fitting", unit="step")):
            loss = _loss(encoder, chosen, technical, read, axes, torch)
            for group in optimizer.param_groups:
                group["lr"] = rounds.rate * min(1.0, (number + 1) / _WARM_UP) * (1 - 0.95 * number / len(steps))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return {
        f"{name}.{side}": factor.detach().numpy().astype(np.float16)
        for name, pair in encoder.factors.items()
        for side, factor in zip(("up", "down"), pair, strict=True)
    }


def _loss(
    encoder: _Encoder,
    chosen: Sequence[tuple[Passage, str]],
    technical: Mapping[str, str],
    read: Mapping[str, _Read],
    axes: Any,
    torch: Any,
) -> Any:
    """How badly each of some questions finds its passage among theirs, and how far both have moved."""
    normalize, cross_entropy = torch.nn.functional.normalize, torch.nn.functional.cross_entropy
    passages = [read[passage.text] for passage, _ in chosen]
    wholes, inside = encoder.upper([passage.lower for passage in passages])
    # What only marks where a text starts and ends says nothing.
    held = [
        normalize(rows[1 : len(each.lower) - 1] @ axes, dim=-1) for rows, each in zip(inside, passages, strict=True)
    ]
    by_tokens, vector, before = 0.0, 0.0, 0.0
    # In both wordings, as a ranking reads them.
    for wording in ([question for _, question in chosen], [technical[question] for _, question in chosen]):
        questions = [read[question] for question in wording]
        whole, tokens = encoder.upper([question.lower for question in questions])
        tokens = normalize(tokens @ axes, dim=-1)
        weights = torch.nn.utils.rnn.pad_sequence([question.weights for question in questions], batch_first=True)
        nearest = torch.stack([(tokens @ of.T).amax(2) for of in held], 2)  # questions x tokens x passages
        by_tokens = by_tokens + torch.einsum("qt,qtp->qp", weights, nearest) / 2
        vector, before = vector + whole, before + torch.stack([question.before for question in questions])
    vector, before = normalize(vector, dim=1), normalize(before, dim=1)
    right = torch.arange(len(chosen))
    loss = cross_entropy(by_tokens / _OF_TOKENS, right)
    loss = loss + _WHOLE_WEIGHT * cross_entropy(vector @ wholes.T / _OF_WHOLE, right)
    moved = wholes - torch.stack([passage.before for passage in passages])
    return loss + _STAY_WEIGHT * (((vector - before) ** 2).sum(1) + (moved**2).sum(1)).mean()


def _steps(
    fields: Sequence[Field], place: int, dice: random.Random, alike: Sequence[Sequence[float]] | None
) -> Iterator[list[tuple[Passage, str]]]:
    """One question of every passage, the `place`-th, some fields at a time: any, or such as are `alike`."""
    for together in _together(len(fields), dice, alike):
        passages = [passage for number in together for passage in fields[number].passages]
        yield [(passage, passage.questions[place % len(passage.questions)]) for passage in passages]


def _together(count: int, dice: random.Random, alike: Sequence[Sequence[float]] | None) -> list[list[int]]:
    """The numbers of so many fields in groups, in any order: by chance, or one by chance and those likest to it."""
    left = dice.sample(range(count), count)
    found = []
    while left:
        row = alike[left[0]] if alike else None
        group = sorted(left, key=lambda number: -row[number])[:_AT_ONCE] if row else left[:_AT_ONCE]
        left = [number for number in left if number not in group]
        found.append(group)
    return dice.sample(found, len(found))


def _alike(fields: Sequence[Field], read: Mapping[str, _Read], torch: Any) -> list[list[float]]:
    """The cosines of the fields' mean passages, as the embedder gives them: fields x fields."""
    means = [torch.stack([read[passage.text].before for passage in field.passages]).mean(0) for field in fields]
    vectors = torch.nn.functional.normalize(torch.stack(means), dim=1)
    found: list[list[float]] = (vectors @ vectors.T).tolist()
    return found


def _in_technical_words(fields: Sequence[Field]) -> dict[str, str]:
    passages = [passage for field in fields for passage in field.passages]
    having = Counter(term for passage in passages for term in set(terms(passage.text)))

    def idf(term: str) -> float:
        held = having[term]
        return math.log(1 + (len(passages) - held + 0.5) / (held + 0.5)) if held else 0.0

    questions = [question for passage in passages for question in passage.questions]
    return {question: in_technical_words(question, idf) or question for question in questions}


def _read(embedder: LocalEmbedding, encoder: _Encoder, texts: Sequence[str], torch: Any) -> dict[str, _Read]:
    order = sorted(dict.fromkeys(texts), key=len)
    tokens = [embedder.tokens(text) for text in order]
    found = {}
    lower, vectors = encoder.lower([ids for ids, _ in tokens]), embedder.embed(order)
    for text, (ids, spans), rows, vector in zip(order, tokens, lower, vectors, strict=True):
        places, weights = telling_tokens(text, spans)
        at = np.zeros(len(ids), np.float32)
        at[np.array(places) + 1] = weights  # the first marks the start of the text
        found[text] = _Read(rows, torch.tensor(at), torch.tensor(vector))
    return found


def main() -> None:
    """Fit, write and measure."""
    fields = read_fields()
    embedder = make_embedder(Settings())
    if not isinstance(embedder, LocalEmbedding):
        raise SystemExit(f"the adapter is for the local embedder, not {embedder.model_name}")
    factors = fit(embedder, [field for field in fields if not field.held_back])
    path = Path(__file__).parent.parent / "rag" / "data" / ADAPTER
    np.savez(path, **factors)  # type: ignore[arg-type]  # its stub takes the names for its own options
    held_back = [field for field in fields if field.held_back]
    before, after = (found_among_its_like(held_back, reader) for reader in (embedder, embedder.everyday()))
    share = f"{before:.2f} of the held-back questions find their passage without it, {after:.2f} with it"
    print(f"{path.name} written: {share}")


if __name__ == "__main__":
    main()
