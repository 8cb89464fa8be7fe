"""Command line: `python -m eval [run] | beir DIR | claims FILE... | speed | feedback | ablate | slips | draft | peers`.

Exit code 0 for done, 1 when the gate fails, 2 for bad input, 130 when it was stopped.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval import choosing, golden_run, worth
from eval.timing import Measurement
from rag import Assistant, RagError, Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments.insert(0, "run")
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not know every letter of a question
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except (RagError, ValueError) as error:
        print(f"eval: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"eval: cannot use {str(error.filename)!r}: {error.strerror or error}; check the path", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stopped:
        print(f"eval: stopped{f'; {stopped}' if str(stopped) else ''}", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure how well questions are answered.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    run = commands.add_parser("run", help="ask the golden questions and write a report (the default)")
    golden_run.add_options(run)
    run.set_defaults(command=golden_run.main)
    beir = commands.add_parser("beir", help="rank for the queries of a folder in BEIR's layout")
    beir.add_argument("folder", type=Path, metavar="DIR", help="holds corpus.jsonl, queries.jsonl and qrels.tsv")
    beir.set_defaults(command=_beir)
    claims = commands.add_parser("claims", help="measure the support check on labelled claims")
    claims.add_argument("files", type=Path, nargs="*", metavar="FILE", help="JSONL with claim, evidence and label")
    claims.add_argument("--made", action="store_true", help="judge sentences made by rule from the corpus' abstracts")
    claims.add_argument("--seed", type=int, default=0, metavar="N", help="which sentences are made (default: 0)")
    claims.set_defaults(command=_claims)
    speed = commands.add_parser("speed", help="measure times and memory on this machine")
    speed.add_argument("--out", type=Path, metavar="DIR", help="write a page with plots, and JSON, too")
    speed.add_argument("--corpus", type=Path, metavar="FILE", help="measure its first papers too, by --sizes")
    speed.add_argument("--sizes", type=_sizes, default=(1000, 10_000, 100_000), metavar="N,N", help="numbers of papers")
    speed.add_argument(
        "--vectors", type=Path, metavar="FILE", help=".npy or bare float32 rows, one a record: not embedded again"
    )
    speed.add_argument("--work", type=Path, metavar="DIR", help="keep indexes and figures here, and go on from them")
    speed.set_defaults(command=_speed)
    feedback = commands.add_parser("feedback", help="make golden candidates of what readers said in the chat")
    feedback.add_argument("--out", type=Path, metavar="FILE", help="where to (default: print them)")
    feedback.set_defaults(command=_feedback)
    worth.add_to(commands)
    return parser


def _beir(options: argparse.Namespace) -> int:
    from eval import beir

    print(beir.main(options.folder, progress=sys.stderr.isatty()))
    return 0


def _claims(options: argparse.Namespace) -> int:
    from eval import claims
    from eval.made import make
    from rag.embeddings import make_embedder

    if not options.files and not options.made:
        raise ValueError("nothing to measure; give a file of claims, or --made")
    # All files are read before any is measured, which takes minutes.
    sets = {str(path): claims.read(path) for path in options.files}
    settings = Settings.from_env()
    if sets:
        embedder = make_embedder(settings)
        progress = sys.stderr.isatty()
        print(claims.table({n: (found, claims.measure(found, embedder, progress)) for n, found in sets.items()}))
    if options.made:
        assistant = Assistant.open(settings)
        print(claims.made_table(claims.judged(make(assistant.papers, options.seed), assistant.judge)))
    return 0


def _sizes(value: str) -> tuple[int, ...]:
    sizes = [size.strip().replace("_", "") for size in value.split(",")]
    if not all(size.isdecimal() and int(size) for size in sizes):
        raise argparse.ArgumentTypeError(f"{value!r} is no list of whole numbers above 0, such as 1000,10000")
    return tuple(sorted({int(size) for size in sizes}))


def _speed(options: argparse.Namespace) -> int:
    from eval import sizes, speed, speed_report

    if options.out:
        choosing.make_folder(options.out)
    progress = sys.stderr.isatty()
    by_size: dict[int, list[Measurement]] = {0: []}
    if options.corpus:  # first: a file that cannot be read is said before minutes of work
        with tempfile.TemporaryDirectory(prefix="citewell-sizes-", ignore_cleanup_errors=True) as folder:
            work = options.work or Path(folder)
            try:
                by_size = sizes.measure(options.corpus, options.sizes, work, options.vectors, progress)
            except KeyboardInterrupt:
                kept = "what was measured is kept: give the same --work to go on" if options.work else ""
                raise KeyboardInterrupt(kept or "with --work DIR it could go on") from None
    elif options.vectors or options.work:
        raise ValueError("--vectors and --work go with --corpus; give its file")
    reading = by_size.pop(0)
    notes = (sizes.LENT_NOTE,) if options.vectors else ()
    report = speed_report.SpeedReport(speed.measure(progress), reading, by_size, notes)
    print(speed_report.text(report))
    if options.out:
        print(f"\n{speed_report.write(report, options.out)}")
    return 0


def _feedback(options: argparse.Namespace) -> int:
    from eval import feedback

    found = list(feedback.candidates(Settings.from_env().home / feedback.FILE))
    lines = "".join(json.dumps(candidate, ensure_ascii=False) + "\n" for candidate in found)
    if options.out is None:
        print(lines, end="")
        return 0
    choosing.check_new(options.out)
    with options.out.open("x", encoding="utf-8", newline="\n") as file:
        file.write(lines)
    print(f"{len(found)} candidate{'' if len(found) == 1 else 's'} in {options.out}; each has a review to go through")
    return 0


if __name__ == "__main__":
    sys.exit(main())
