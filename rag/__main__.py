"""The command line: python -m rag ask | papers | doctor, and what changes a corpus (`rag.corpus_commands`).

Exit codes: 0 done, 3 the corpus does not answer, 2 bad input or something to set right (one line on stderr says
what).
"""

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rag import corpus_commands
from rag.config import LOCAL_EMBED_MODEL
from rag.counted import none_of
from rag.errors import RagError
from rag.version import __version__

if TYPE_CHECKING:
    from rag.types import Answer, Event

ABSTAINED, BAD_INPUT = 3, 2
_FILTER = "'year>=2023 author:smith venue:MICCAI keyword:\"x-ray\" -author:lee'"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m rag",
        description="Ask papers a question; every sentence of the answer names its paper "
        "and shows the words that support it.",
    )
    parser.add_argument("--version", action="version", version=f"citewell {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    ask = commands.add_parser("ask", help="answer a question")
    ask.add_argument("question", help='the question, in quotes; "-" reads it from standard input')
    ask.add_argument(
        "--model", help="model to answer with (a litellm name), or 'extractive' for none; default: RAG_MODEL"
    )
    ask.add_argument("--where", metavar="FILTER", help=f"ask only the papers that meet it: {_FILTER}")
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.set_defaults(run=_ask)

    papers = commands.add_parser("papers", help="list the papers")
    papers.add_argument("--where", metavar="FILTER", help=f"list only the papers that meet it: {_FILTER}")
    papers.add_argument("--json", action="store_true", help="print them whole, as a JSON list")
    papers.set_defaults(run=_papers)

    corpus_commands.add_to(commands)

    doctor = commands.add_parser(
        "doctor", help="say what is installed and in use, whether the index is sound, and what to do"
    )
    doctor.set_defaults(run=_doctor)

    for command in commands.choices.values():
        command.add_argument(
            "--corpus", metavar="NAME", help="the corpus to use (default: RAG_CORPUS, else the shipped abstracts')"
        )

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles may not take every letter of a title
            stream.reconfigure(errors="replace")
    options = parser.parse_args(_with_filters_joined(sys.argv[1:] if arguments is None else arguments))
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()  # here, where a reader that has gone can still be met
        return code
    except RagError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (`| head`) has gone; nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _with_filters_joined(arguments: Sequence[str]) -> list[str]:
    """The arguments with a filter joined to its option, since argparse would take "-author:lee" for another option."""
    out: list[str] = []
    for argument in arguments:
        if out and out[-1] == "--where" and re.match(r"-[A-Za-z]+:", argument):
            out[-1] = f"--where={argument}"
        else:
            out.append(argument)
    return out


def _ask(options: argparse.Namespace) -> int:
    if options.question == "-" and hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # what is no text is then refused like any other question
    question = sys.stdin.read() if options.question == "-" else options.question
    from rag.question import clean_question
    from rag.where import as_where

    clean_question(question)  # before anything slow is imported or built
    where = as_where(options.where)
    from rag.assistant import Assistant

    settings = corpus_commands.settings_of(options)
    assistant = Assistant.open(settings, progress=corpus_commands.ProgressBar())
    answer = _last(assistant.stream(question, model=options.model, where=where))
    print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) if options.json else answer)
    return ABSTAINED if answer.abstained else 0


def _last(events: "Iterable[Event]") -> "Answer":
    """The answer that a stream ends with; how far it is shows on a terminal meanwhile."""
    from rag.types import Answer, HowFar

    shown = 0
    for event in events:
        if isinstance(event, HowFar) and sys.stderr.isatty():
            print(f"\r{event:<{shown}}", end="", file=sys.stderr, flush=True)
            shown = len(event)
        if isinstance(event, Answer):
            if shown:
                print(f"\r{'':<{shown}}\r", end="", file=sys.stderr, flush=True)
            return event
    raise AssertionError("a stream ends with its answer")


def _papers(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from rag.corpora import papers_of
    from rag.reference import about_line
    from rag.where import as_where

    where = as_where(options.where)
    papers = papers_of(corpus_commands.settings_of(options))
    if where:
        count, papers = len(papers), tuple(paper for paper, met in zip(papers, where.mask(papers), strict=True) if met)
        if not papers:
            print(f"{none_of(count, 'paper')} is known to be {where.describe()}", file=sys.stderr)
    if options.json:
        print(json.dumps([asdict(paper) for paper in papers], ensure_ascii=False, indent=2))
    else:
        for paper in papers:
            about = about_line(paper)
            print(f"{paper.id}\t{paper.title}" + (f"\t{about}" if about else ""))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from importlib import metadata

    settings = corpus_commands.settings_of(options)
    sound = True

    def say(good: bool, name: str, text: str) -> None:
        nonlocal sound
        sound = sound and good
        print(f"{'ok  ' if good else 'FIX '} {name:10} {text}")

    print(f"citewell {__version__}, Python {platform.python_version()} on {platform.system()}")
    for package in ("llama-index-core", "chromadb", "bm25s", "onnxruntime", "litellm", "gradio"):
        try:
            say(True, package, metadata.version(package))
        except metadata.PackageNotFoundError:
            say(
                False,
                package,
                "missing; run: make setup (or: python -m pip install --no-deps --require-hashes -r requirements.lock)",
            )
    from rag.llm import hint

    say(
        True,
        "model",
        settings.model
        or "none: answers are extractive. To use one: RAG_MODEL=openai/gpt-4o-mini and the provider's key",
    )
    advice = hint(dict(os.environ), settings)
    if advice:
        print(f"     {'':10} {advice}")
    from rag.corpora import check_exists
    from rag.embeddings import make_embedder
    from rag.index import check_index

    try:
        embedder = make_embedder(settings)
        if settings.embed_model == LOCAL_EMBED_MODEL:
            from rag.minilm import weights_folder

            say(True, "embedder", f"{settings.embed_model}, weights in {str(weights_folder())!r}")
        else:
            say(True, "embedder", settings.embed_model)
    except RagError as error:
        say(False, "embedder", str(error))
        return BAD_INPUT
    try:
        check_exists(settings)
        say(*_named("index", check_index(settings, embedder)))
    except RagError as error:
        say(False, "index", str(error))
    return 0 if sound else BAD_INPUT


def _named(name: str, result: tuple[bool, str]) -> tuple[bool, str, str]:
    return result[0], name, result[1]


if __name__ == "__main__":
    sys.exit(main())
