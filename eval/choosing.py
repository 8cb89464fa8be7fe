"""What several commands share: the options for questions and corpus, and a place for results that can be written."""

import argparse
import tempfile
from pathlib import Path

from eval import samples
from rag import Assistant, Settings


def add_options(command: argparse.ArgumentParser) -> None:
    """The options for questions and a corpus of one's own."""
    command.add_argument(
        "--golden",
        type=Path,
        metavar="PATH",
        help="a JSONL file of questions, or a folder of such files (default: ours)",
    )
    command.add_argument("--corpus", metavar="NAME", help="corpus that is asked (default: RAG_CORPUS)")


def settings(options: argparse.Namespace) -> Settings:
    """Settings from the environment, and from the options that have one's name."""
    given = {name: getattr(options, name, None) for name in ("model", "corpus")}
    return Settings.from_env(**{name: value for name, value in given.items() if value})


def questions(options: argparse.Namespace, assistant: Assistant) -> tuple[samples.Sample, ...]:
    """The questions that the options choose. Raises GoldenError."""
    kinds = [kind.strip() for kind in options.set.split(",") if kind.strip()] if options.set else None
    split = getattr(options, "split", "all")
    chosen = samples.load(
        options.golden or samples.GOLDEN, assistant.papers, kinds=kinds, split=None if split == "all" else split
    )
    return samples.first_of_each(chosen, options.limit) if options.limit else chosen


def make_folder(folder: Path) -> None:
    """Make the folder of `--out`, so that one that cannot be written is said before minutes of work.

    Raises ValueError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ValueError(
            f"cannot write into {str(folder)!r}: {error.strerror or error}; give another folder with --out"
        ) from error


def check_file(path: Path | None) -> None:
    """Raise ValueError where the file of `--out` could not be written, before minutes of work."""
    if path is None:
        return
    if path.is_dir():
        raise ValueError(f"{str(path)!r} is a folder; give a file with --out")
    make_folder(path.parent)


def check_new(path: Path) -> None:
    """Raise ValueError where a file is there already, or could not be written."""
    if path.exists():
        raise ValueError(f"{str(path)!r} is there already; give another file")
    check_file(path)
