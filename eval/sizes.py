"""Measures corpora of several sizes from one file, a process for each step. What a step gave is kept, so that a run
that was stopped goes on.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from eval.at_size import STEPS
from eval.children import Child, SpeedError, run_child
from eval.timing import Measurement
from rag import files
from rag.version import __version__

_MEMORY = {
    "build": "peak memory, building",
    "start": "peak memory, opened and asked once",
    "ask": "peak memory, some hundred answers and lists",
    "extend": "peak memory, adding",
}
"""What the most memory of a step's process is called."""
LENT_NOTE = (
    "Vectors were lent from a file, so the time of embedding is that of a sample, multiplied. Where each sentence has "
    "a vector, it was lent its paper's, moved a little: times are right, what is found was not measured."
)
"""What a report says of figures with `lent` vectors."""
_PREPARED, _ABOUT = "prepared.json", "about.json"


def measure(
    corpus: Path, sizes: Sequence[int], folder: Path, lent: Path | None = None, progress: bool = False
) -> dict[int, list[Measurement]]:
    """The figures of each size, and under 0 those of reading the whole file. Indexes and figures are kept in `folder`.

    `lent` is a file with the vectors of the corpus' records, which are then not made. Raises SpeedError, also where the
    folder holds figures of other files or of another version.
    """
    for path in (corpus, lent):
        if path is not None and not path.is_file():
            raise SpeedError(f"cannot read {str(path)!r}: no such file; check the path")
    corpus, folder = corpus.resolve(), folder.resolve()
    lent = lent.resolve() if lent else None
    _claim(
        folder,
        {"corpus": files.sample(corpus), "vectors": files.sample(lent) if lent else None, "version": __version__},
    )
    folders = {size: folder / str(size) for size in sizes}
    lacking = [size for size in sizes if not (folders[size] / "papers.jsonl").is_file()]
    with tqdm(total=1 + len(sizes) * len(STEPS), unit="step", disable=not progress) as bar:
        if lacking or not (folder / _PREPARED).is_file():
            sized = [text for size in lacking for text in (str(size), str(folders[size]))]
            child = _run(["prepare", str(corpus), str(lent or ""), *sized], folder)
            _keep(folder / _PREPARED, _figures(child))
        out = {0: _kept(folder / _PREPARED)}
        bar.update()
        for size in sizes:
            out[size] = []
            for step in STEPS:
                bar.set_description(f"{size:,} papers, {step}")
                out[size] += _step(step, folders[size])
                bar.update()
    return out


def _claim(folder: Path, about: dict[str, str | None]) -> None:
    """Note what the figures of a folder are of. Raises SpeedError where they are of something else."""
    file = folder / _ABOUT
    if not file.is_file():
        files.replace(file, json.dumps(about, indent=1).encode("utf-8"))
    elif json.loads(file.read_text(encoding="utf-8")) != about:
        raise SpeedError(
            f"{str(folder)!r} holds figures of another corpus file, other vectors or another version; "
            f"give another --work"
        )


def _step(step: str, folder: Path) -> list[Measurement]:
    file = folder / f"{step}.json"
    if not file.is_file():
        child = _run([step, str(folder)], folder)
        figures = _figures(child)
        if step == "start":
            figures.insert(0, Measurement("cold start to the first answer", child.seconds, "s", "imports included"))
        if step in _MEMORY:
            note = "" if child.peak_mb is not None else "not measured: needs psutil here"
            figures.append(Measurement(_MEMORY[step], child.peak_mb, "MB", note))
        _keep(file, figures)
    return _kept(file)


def _run(arguments: Sequence[str], folder: Path) -> Child:
    return run_child(["-m", "eval.at_size", *arguments], folder)


def _figures(child: Child) -> list[Measurement]:
    return [Measurement.from_dict(values) for values in json.loads(child.output.strip().splitlines()[-1])]


def _keep(file: Path, figures: Sequence[Measurement]) -> None:
    files.replace(file, json.dumps([figure.to_dict() for figure in figures], indent=1).encode("utf-8"))


def _kept(file: Path) -> list[Measurement]:
    return [Measurement.from_dict(values) for values in json.loads(file.read_text(encoding="utf-8"))]
