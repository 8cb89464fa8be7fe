"""Which questions are asked of which corpus: the options that several commands share, and what they choose."""

import argparse
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
