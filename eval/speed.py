"""Measures time and memory on this machine, with the shipped corpus: first start, start with an index, answers, index,
embedding. `eval.sizes` does so for corpora of several sizes.

No provider is asked, whatever RAG_MODEL says: its time is not ours.
"""

import importlib
import importlib.util
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from eval import first_token, metrics, plain
from eval.children import Child, run_child
from eval.made import make
from eval.samples import GOLDEN, load
from eval.timing import Measurement
from rag import Assistant, Paper, Settings
from rag.counted import counted
from rag.embeddings import LocalEmbedding, embed_texts, make_embedder
from rag.markers import mark
from rag.minilm import weights_folder
from rag.verify import Draft, verify

QUESTION = "Which papers use state space models?"
_IMPORTS = "import llama_index.core, chromadb"
_TIMES = 5
_SENTENCES = 3
"""Of a model's answer, as its prompt asks for."""


def measure(progress: bool = False) -> list[Measurement]:
    """Every figure, in order. Takes about a minute, in homes of its own."""
    out: list[Measurement] = []
    steps: Sequence[Callable[[Path], Iterator[Measurement]]] = (_starts, _answers, _verifying, _first_token, _embedding)
    with tempfile.TemporaryDirectory(prefix="citewell-speed-", ignore_cleanup_errors=True) as home:
        for step in tqdm(steps, unit="step", disable=not progress):
            out += step(Path(home))
    return out


def _starts(home: Path) -> Iterator[Measurement]:
    ask = ["-m", "rag", "ask", QUESTION]
    first = run_child(ask, home / "first", good=(0, 3))
    yield Measurement("first start, fresh home to first answer", first.seconds, "s")
    yield _memory("peak memory of the first start", first)
    asks, imports = [], []
    for _ in range(_TIMES):  # alternating, so that a slow moment of the machine falls on both
        imports.append(run_child(["-c", _IMPORTS], home / "first"))
        asks.append(run_child(ask, home / "first", good=(0, 3)))
    ask_seconds = statistics.median(child.seconds for child in asks)
    import_seconds = statistics.median(child.seconds for child in imports)
    yield Measurement("python -m rag ask, index there", ask_seconds, "s", f"median of {_TIMES}")
    yield Measurement("importing llama_index.core and chromadb", import_seconds, "s", f"median of {_TIMES}")
    yield Measurement("ask over importing", ask_seconds / import_seconds, "times")
    yield _memory("peak memory of ask", max(asks, key=lambda child: child.peak_mb or 0.0))


def _answers(home: Path) -> Iterator[Measurement]:
    started = time.perf_counter()
    assistant = Assistant.open(Settings.from_env(home=home / "answers", model=None))
    yield Measurement(
        "building and opening the index", time.perf_counter() - started, "s", counted(len(assistant.papers), "paper")
    )
    questions = [
        turn.standalone or turn.question
        for sample in load(GOLDEN, assistant.papers, split="dev")
        for turn in sample.turns
    ]
    assistant.ask(QUESTION)  # what is opened on first use is part of the start
    times = []
    for question in questions:
        started = time.perf_counter()
        assistant.ask(question)
        times.append(1000 * (time.perf_counter() - started))
    for q in (50, 95, 99):
        yield Measurement(f"answer, p{q}", metrics.percentile(times, q), "ms", f"{len(times)} golden dev questions")


def _verifying(home: Path) -> Iterator[Measurement]:
    """Checking a model's answers: sentences reworded by rule, so that few are the papers' own, each met once."""
    assistant = Assistant.open(Settings.from_env(home=home / "answers", model=None))
    made = [claim for claim in make(assistant.papers) if claim.right]
    times = []
    for i in range(0, len(made) - _SENTENCES, _SENTENCES):
        claims = made[i : i + _SENTENCES]
        text = " ".join(mark(claim.claim, n) for n, claim in enumerate(claims, 1))
        draft = Draft(text, tuple(claim.paper for claim in claims))
        started = time.perf_counter()
        verify(draft, assistant.judge)
        times.append(1000 * (time.perf_counter() - started))
    for q in (50, 95):
        note = f"{len(times)} answers of {_SENTENCES} sentences reworded by rule"
        yield Measurement(f"verifying a model's answer, p{q}", metrics.percentile(times, q), "ms", note)


def _first_token(home: Path) -> Iterator[Measurement]:
    assistant = Assistant.open(Settings.from_env(home=home / "answers", model=None, cache=0))
    found = first_token.measure(assistant, "What is Merlin trained on?")
    note = "a server on loopback that answers at once"
    yield Measurement("first token by a model, from the question", found.ours, "ms", note)
    yield Measurement("the same through litellm alone", found.plain, "ms", "alternating with it")
    yield Measurement("first token, from its sending", found.passing, "ms", "passed through the checks")


def _embedding(home: Path) -> Iterator[Measurement]:
    settings = Settings.from_env(home=home / "answers", model=None)
    texts = [_text(paper) for paper in Assistant.open(settings).papers]
    embedder = make_embedder(settings)
    ours = _rate(lambda: embed_texts(embedder, texts), len(texts))
    yield Measurement("embedding", ours, "texts/s", f"{len(texts)} titles with abstracts, {settings.embed_model}")
    if isinstance(embedder, LocalEmbedding):
        yield from _over_onnxruntime(embedder, texts)
        yield from _over_onnxruntime(embedder.int8(), texts)
    name = "embedding, plain sentence-transformers"
    if importlib.util.find_spec("sentence_transformers") is None:
        yield Measurement(name, None, "texts/s", "not measured: sentence-transformers is not installed")
        return
    model = importlib.import_module("sentence_transformers").SentenceTransformer(str(weights_folder()), device="cpu")
    plain = _rate(lambda: model.encode(texts, normalize_embeddings=True, show_progress_bar=False), len(texts))
    yield Measurement(name, plain, "texts/s", "the same texts and weights")
    yield Measurement("ours over plain", ours / plain, "times")


def _over_onnxruntime(embedder: LocalEmbedding, texts: Sequence[str]) -> Iterator[Measurement]:
    rates, note = plain.embedding(embedder, texts), embedder.model_name
    yield Measurement("embedding, alternating", rates.ours, "texts/s", note)
    yield Measurement("onnxruntime alone on the same batches", rates.bare, "texts/s", note)
    yield Measurement("ours over onnxruntime alone", rates.ratio, "times", note)


def _text(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}"


def _rate(work: Callable[[], object], items: int) -> float:
    """Items a second, median of three after a warm-up."""
    work()
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return items / statistics.median(times)


def _memory(name: str, child: Child) -> Measurement:
    return Measurement(
        name, child.peak_mb, "MB", "" if child.peak_mb is not None else "not measured: needs psutil here"
    )
