"""What a corpus of one size costs. Each step is run in a process of its own, so that its memory and its start are its
own: `python -m eval.at_size STEP FOLDER` prints the step's figures as JSON. `eval.sizes` runs them.

A folder holds `papers.jsonl`, `more.jsonl` (papers that are added to them), where they are lent `vectors.npy` (a row a
paper), and `home`, the index.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from eval import known_items, metrics, plain
from eval.timing import Measurement, Watch
from rag import Assistant, Paper, Settings
from rag.building import BUILDING, SENTENCE_PAPERS
from rag.chroma import batches
from rag.config import LARGE_CORPUS
from rag.corpora import add, remove, write_papers
from rag.embeddings import LocalEmbedding, Vectors, unit
from rag.fingerprints import text_digest
from rag.index import corpus_folder, open_index
from rag.paper_file import ids_of
from rag.passages import split_sentences
from rag.readers import read_files
from rag.readers.formats import READERS, format_of
from rag.readers.record import to_paper
from rag.readers.source import Source
from rag.spans import Spans
from rag.texts import Texts, paper_text
from rag.vector_file import VectorLog

PAPERS, MORE, LENT, HOME = "papers.jsonl", "more.jsonl", "vectors.npy", "home"
ADDED = 10
"""Papers that are added to the others."""
ASKERS = (1, 8, 50)
_QUESTIONS, _ASKED_AT_ONCE = 100, 60
_SPREAD = 0.02
"""How far the vector that is lent to a sentence is moved from its paper's, in each dimension."""
_SAMPLE = 64
"""Texts of which the speed of embedding is taken."""


def prepare(corpus: Path, lent: Path | None, folders: dict[int, Path]) -> Iterator[Measurement]:
    """Read a corpus file and lay out the first papers of each size, and their vectors, in a folder each.

    Raises ValueError where the file has fewer papers, or the vectors are not those of its records.
    """
    with Watch() as watch:
        imported = read_files([corpus])
    merged = f", {len(imported.merged)} merged, {len(imported.skipped)} skipped"
    yield Measurement(
        "reading the corpus file",
        imported.records / watch.seconds,
        "records/s",
        f"{imported.records:,} records{merged}; {imported.records / watch.cpu:,.0f} a CPU s",
    )
    vectors = _lent(lent, corpus, imported.papers) if lent else None
    for size, folder in folders.items():
        if size > imported.records or len(imported.papers) <= ADDED:
            raise ValueError(
                f"{str(corpus)!r} has {imported.records} records, fewer than the size {size} of --sizes; give "
                f"smaller sizes or a larger file"
            )
        count = min(size, len(imported.papers) - ADDED)
        folder.mkdir(parents=True, exist_ok=True)
        write_papers(imported.papers[count : count + ADDED], folder / MORE)
        if vectors is not None:
            np.save(folder / LENT, vectors[:count])
        write_papers(imported.papers[:count], folder / PAPERS)  # last: it says that the size is laid out


def _lent(path: Path, corpus: Path, papers: Sequence[Paper]) -> Vectors:
    """The vectors of a file with a row a record, one for each paper: by text, since merging moves papers."""
    source = Source(corpus)
    rows: dict[bytes, int] = {}
    records = 0
    for record in READERS[format_of(source)](source):
        paper = to_paper(record, source, allow_title_only=False)
        if paper is not None:
            rows.setdefault(text_digest(paper_text(paper)), records)
        records += 1
    stored = read_vectors(path, records)
    return unit(stored[[rows[text_digest(paper_text(paper))] for paper in papers]])


def read_vectors(path: Path, records: int) -> Vectors:
    """The vectors of a `.npy` or of a file of bare float32 rows: shape (records, dimensions). Raises ValueError."""
    if path.suffix == ".npy":
        stored: Vectors = np.load(path, mmap_mode="r")
        shape = stored.shape
    else:
        numbers: Vectors = np.memmap(path, "<f4", "r")
        shape = (records, len(numbers) // max(records, 1))
        stored = numbers.reshape(shape) if shape[0] * shape[1] == len(numbers) else numbers
    if stored.ndim != 2 or len(stored) != records or not shape[1]:
        raise ValueError(
            f"the vectors in {str(path)!r} have the shape {stored.shape}, and the corpus has {records} records; "
            f"give a float32 row a record (--vectors)"
        )
    return stored


def _settings(folder: Path) -> Settings:
    return Settings.from_env(home=folder / HOME, model=None, corpus="default", chroma_url=None, cache=0)


class _Timed(LocalEmbedding):
    """The local embedder, with the time that it takes."""

    seconds: float = 0.0
    cpu: float = 0.0
    texts: int = 0

    def __init__(self, cache_folder: Path, *, int8: bool) -> None:
        super().__init__(cache_folder, int8=int8)

    def embed(self, texts: Sequence[str]) -> Vectors:
        with Watch() as watch:
            vectors = super().embed(texts)
        self.seconds += watch.seconds
        self.cpu += watch.cpu
        self.texts += len(texts)
        return vectors


def build(folder: Path) -> Iterator[Measurement]:
    """Read the papers and build their index; vectors that are lent are not made."""
    with Watch() as reading:
        papers = read_files([folder / PAPERS]).papers
    yield Measurement(
        "importing", len(papers) / reading.seconds, "papers/s", f"{len(papers) / reading.cpu:,.0f} a CPU s"
    )
    settings = _settings(folder)
    embedder = _Timed(settings.home / "models", int8=len(papers) > LARGE_CORPUS)
    texts = _texts(papers)
    # Where this was stopped before: what was embedded is taken over, and all else is timed anew.
    for generation in corpus_folder(settings).glob("*/"):
        if generation.name != BUILDING:
            shutil.rmtree(generation)
    if (folder / LENT).is_file():
        _lend(settings, texts, np.load(folder / LENT, mmap_mode="r"), embedder.model_name)
    with Watch() as building:
        index = open_index(settings, embedder, papers=papers, source=[str(folder / PAPERS)])
    yield Measurement("vectors", len(texts), "", f"one a {texts.granularity}, {embedder.model_name}")
    yield Measurement(
        "building the index, without embedding",
        building.seconds - embedder.seconds,
        "s",
        cpu=building.cpu - embedder.cpu,
    )
    made, seconds = embedder.texts, embedder.seconds
    sample = [texts.text(place) for place in np.linspace(0, len(texts) - 1, min(_SAMPLE, len(texts))).astype(int)]
    rate = plain.embedding(embedder, sample)
    yield Measurement("embedding", rate.ours, "texts/s", f"median over {len(sample)} texts")
    yield Measurement("embedding over plain onnxruntime", rate.ratio, "times", "texts a second, alternating")
    note = "measured" if made == len(texts) else f"extrapolated: {len(texts) - made:,} vectors were there before"
    yield Measurement("embedding all", seconds + (len(texts) - made) / rate.ours, "s", note)
    size = sum(path.stat().st_size for path in index.folder.rglob("*") if path.is_file())
    in_chroma = sum(path.stat().st_size for path in (index.folder / "chroma").rglob("*") if path.is_file())
    yield Measurement("disk", size / 1e6, "MB", f"of it Chroma {in_chroma / 1e6:,.0f}")
    index.close()


def _texts(papers: Sequence[Paper]) -> Texts:
    spans = Spans.of([split_sentences(paper.abstract) for paper in papers])
    return Texts(papers, ids_of(papers), spans, "sentence" if len(papers) <= SENTENCE_PAPERS else "paper")


def _lend(settings: Settings, texts: Texts, of_papers: Vectors, embed_model: str) -> None:
    """Put vectors where a build that was stopped leaves those it made. A sentence is lent its paper's, moved a little:
    good for times, not for what is found.
    """
    rng = np.random.default_rng(0)
    with VectorLog(corpus_folder(settings) / BUILDING, embed_model) as vector_log:
        for batch in batches(len(texts)):
            vectors = of_papers[[texts.number(place) for place in batch]]
            if texts.granularity == "sentence":
                vectors = unit(vectors + rng.normal(0, _SPREAD, vectors.shape).astype(np.float32))
            vector_log.add([text_digest(texts.text(place)) for place in batch], vectors)


def start(folder: Path) -> Iterator[Measurement]:
    """Open the index and answer one question, as a program does that starts."""
    with Watch() as opening:
        assistant = Assistant.open(_settings(folder))
    yield opening.measured("opening", "imports not counted")
    question = known_items.make(assistant.papers[:1000], 1, seed=1)[0].question
    with Watch() as first:
        assistant.ask(question)
    yield first.measured("first answer")


def ask(folder: Path) -> Iterator[Measurement]:
    """Answers once all is warm: known-item questions one by one and many at once, and lists."""
    assistant = Assistant.open(_settings(folder))
    asked = known_items.make(assistant.papers, 1 + _QUESTIONS + len(ASKERS) * _ASKED_AT_ONCE)
    # A small corpus has fewer sentences to ask about; then some are asked again.
    questions = cycle([item.question for item in asked])
    assistant.ask(next(questions))
    times, cpu = [], []
    for question in islice(questions, _QUESTIONS):
        with Watch() as watch:
            assistant.ask(question)
        times.append(1000 * watch.seconds)
        cpu.append(1000 * watch.cpu)
    for q in (50, 95, 99):
        note = f"{len(times)} known-item questions"
        yield Measurement(f"answer, p{q}", metrics.percentile(times, q), "ms", note, metrics.percentile(cpu, q))
    for askers in ASKERS:
        some = list(islice(questions, _ASKED_AT_ONCE))
        with Watch() as watch, ThreadPoolExecutor(askers) as pool:
            list(pool.map(assistant.ask, some))
        name = f"answers with {askers} asker{'' if askers == 1 else 's'}"
        yield Measurement(name, len(some) / watch.seconds, "a second", f"{len(some) / watch.cpu:.3g} a CPU s")
    for name, question in _lists(assistant.papers):
        with Watch() as watch:
            answer = assistant.ask(question)
        yield watch.measured(name, f"{answer.kind}: {question}")


def _lists(papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    """Questions that are decided for all papers: by a condition alone, and by topics that the papers' titles have."""
    yield "a list by a condition", "Which papers release their code?"
    titles = [paper.title.split() for paper in papers[:2000]]
    topic = next((" ".join(words[:2]).lower() for words in titles if len(words) == 3), "neural networks")
    yield "a list by a topic", f"Which papers study {topic}?"
    yield "a count", f"How many papers are about {topic}?"


def parts(folder: Path) -> Iterator[Measurement]:
    """Our parts beside the bare libraries on the same vectors and terms."""
    assistant = Assistant.open(_settings(folder))
    questions = [item.question for item in known_items.make(assistant.papers, 40, seed=2)]
    yield from plain.beside(assistant, questions)


def extend(folder: Path) -> Iterator[Measurement]:
    """Add some papers to those that are there."""
    settings = _settings(folder)
    papers = read_files([folder / MORE]).papers
    embedder = LocalEmbedding(settings.home / "models")
    texts = {(paper.title, paper.abstract) for paper in papers}  # they are there where this was stopped before
    remove(settings, embedder, lambda paper: (paper.title, paper.abstract) in texts)
    with Watch() as watch:
        change = add(settings, embedder, papers, [str(folder / MORE)])
    yield watch.measured("adding 10 papers", f"{change.added} were new")


STEPS: dict[str, Callable[[Path], Iterator[Measurement]]] = {
    "build": build,
    "start": start,
    "ask": ask,
    "parts": parts,
    "extend": extend,
}
"""In the order in which they are run."""


def print_json(figures: Iterator[Measurement]) -> None:
    """Print figures for the process that waits for them."""
    print(json.dumps([figure.to_dict() for figure in figures]))


def _main(arguments: Sequence[str]) -> None:
    if arguments[0] == "prepare":
        corpus, lent, *sized = arguments[1:]
        folders = {int(size): Path(folder) for size, folder in zip(sized[::2], sized[1::2], strict=True)}
        print_json(prepare(Path(corpus), Path(lent) if lent else None, folders))
    else:
        print_json(STEPS[arguments[0]](Path(arguments[1])))


if __name__ == "__main__":
    try:
        _main(sys.argv[1:])
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
