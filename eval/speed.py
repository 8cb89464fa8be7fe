"""Measures time and memory on this machine: first start, start with an index, answers, index, embedding.

`python -m eval speed` prints a table. No provider is asked, whatever RAG_MODEL says: its time is not ours.
"""

import importlib
import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval import first_token, metrics
from eval.samples import GOLDEN, load
from rag import Assistant, Paper, Settings
from rag.embeddings import LocalEmbedding, embed_texts, make_embedder, weights_folder

QUESTION = "Which papers use state space models?"
_IMPORTS = "import llama_index.core, chromadb"
_TIMES = 5


class SpeedError(ValueError):
    """A command that should be timed failed; the message shows what it said."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure; `value` is None where it could not be measured, and `note` says why."""

    name: str
    value: float | None
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that has ended: wall-clock seconds, and the most memory it held (MB), None where not measured."""

    seconds: float
    peak_mb: float | None


def measure(progress: bool = False) -> list[Measurement]:
    """Every figure, in order. Takes about a minute, in homes of its own."""
    out: list[Measurement] = []
    steps: Sequence[Callable[[Path], Iterator[Measurement]]] = (_starts, _answers, _first_token, _embedding)
    with tempfile.TemporaryDirectory(prefix="citewell-speed-", ignore_cleanup_errors=True) as home:
        for step in tqdm(steps, unit="step", disable=not progress):
            out += step(Path(home))
    return out


def describe() -> dict[str, Any]:
    """The machine: what the figures belong to."""
    return {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}


def table(measurements: Sequence[Measurement]) -> str:
    """The figures as text."""
    rows = [
        f"{m.name:<46}"
        + (f"{m.value:10.3f} {m.unit:<8}" if m.value is not None else f"{'':>10} {'':<8}")
        + f" {m.note}"
        for m in measurements
    ]
    return "\n".join(row.rstrip() for row in rows)


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
        "building and opening the index", time.perf_counter() - started, "s", f"{len(assistant.papers)} papers"
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
    """Embedding, beside onnxruntime running the same graph on the same batches, tokenised and padded beforehand."""
    batches = [inputs for _, inputs in embedder.inputs(texts)]
    ours, plain = [], []
    for _ in range(_TIMES):  # alternating, so that a slow moment of the machine falls on both
        started = time.perf_counter()
        embed_texts(embedder, texts)
        between = time.perf_counter()
        for inputs in batches:
            embedder.session.run(None, inputs)
        ours.append(between - started)
        plain.append(time.perf_counter() - between)
    note = embedder.model_name
    yield Measurement("embedding, alternating", len(texts) / statistics.median(ours), "texts/s", note)
    yield Measurement("onnxruntime alone on the same batches", len(texts) / statistics.median(plain), "texts/s", note)
    yield Measurement("ours over onnxruntime alone", statistics.median(plain) / statistics.median(ours), "times", note)


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


def run_child(arguments: Sequence[str], home: Path, good: Sequence[int] = (0,)) -> Child:
    """Run this Python with the arguments and that home, to its end.

    Raises SpeedError when the exit code is not a good one.
    """
    # An empty RAG_MODEL also hides one in .env.
    environment: Mapping[str, str] = {**os.environ, "RAG_HOME": str(home), "RAG_MODEL": ""}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "peak"
        started = time.perf_counter()
        process = subprocess.Popen(
            [*_launcher(note), *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=said,
            stdin=subprocess.DEVNULL,
        )
        peak_mb = _wait(process, note)
        seconds = time.perf_counter() - started
        if process.returncode not in good:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip()[-500:]
            raise SpeedError(
                f"`python {' '.join(arguments)}` ended with {process.returncode}; it said: {last or 'nothing'}"
            )
    return Child(seconds, peak_mb)


if sys.platform == "win32":

    def _launcher(note: Path) -> list[str]:
        return [sys.executable]

    def _wait(process: subprocess.Popen[bytes], note: Path) -> float | None:
        """Wait for the end; the peak memory in MB, by psutil where it is installed."""
        if importlib.util.find_spec("psutil") is None:
            process.wait()
            return None
        psutil = importlib.import_module("psutil")
        peak = None
        while process.poll() is None:
            try:
                peak = psutil.Process(process.pid).memory_info().peak_wset / 1e6
            except psutil.Error:
                process.wait()
                break
            time.sleep(0.02)
        return peak

else:
    # A child's peak counts from what its parent held when it was started, so a bare Python, which holds next to
    # nothing, starts it (in about 10 ms) and notes the peak.
    _LAUNCH = """
import os, sys
pid = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[2:]], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as note:
    note.write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""

    def _launcher(note: Path) -> list[str]:
        return [sys.executable, "-S", "-E", "-c", _LAUNCH, str(note)]

    def _wait(process: subprocess.Popen[bytes], note: Path) -> float | None:
        """Wait for the end; the peak memory in MB, as the launcher noted it."""
        process.wait()
        if not note.is_file():
            return None
        # ru_maxrss is in bytes on macOS, in KiB elsewhere
        return int(note.read_text("ascii")) * (1 if sys.platform == "darwin" else 1024) / 1e6
