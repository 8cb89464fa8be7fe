"""Command line: `python -m eval [run] | beir DIR | claims FILE... | speed | feedback | ablate | draft | peers`.

Exit code 0 for done, 2 for bad input.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from eval import choosing, worth
from eval import report as reports
from eval import run as runs
from eval import samples as golden
from eval.results import Report
from rag import Assistant, RagError, Settings

_REPORTS = Path(__file__).parent / "reports"
_COMMANDS = ("run", "beir", "claims", "speed", "feedback", "ablate", "draft", "peers")

# What the printed table shows, in its order, with the heads of its columns.
_COLUMNS = {
    "passed": "passed",
    "first_citation": "1st cit",
    "citation_precision": "cit P",
    "citation_recall": "cit R",
    "sentence_citation_precision": "sent P",
    "evidence_hit": "evid",
    "key_facts": "facts",
    "f1": "F1",
    "count_exact": "count=",
    "abstention_precision": "abst P",
    "abstention_recall": "abst R",
    "false_refusal": "refus",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0] not in _COMMANDS and arguments[0] not in ("-h", "--help")):
        arguments.insert(0, "run")
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not know every letter of a question
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except (RagError, ValueError, OSError) as error:
        print(f"eval: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure how well questions are answered.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    run = commands.add_parser("run", help="ask the golden questions and write a report (the default)")
    run.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the report (default: a new one in eval/reports)"
    )
    run.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(golden.KINDS)}")
    run.add_argument("--split", choices=(*golden.SPLITS, "all"), default="all", help="which half (default: all)")
    run.add_argument("--model", help="model that writes the answers, by its litellm name (default: RAG_MODEL)")
    run.add_argument("--limit", type=_positive, metavar="N", help="only the first N questions of each kind and split")
    choosing.add_options(run)
    run.set_defaults(command=_run)
    beir = commands.add_parser("beir", help="rank for the queries of a folder in BEIR's layout")
    beir.add_argument("folder", type=Path, metavar="DIR", help="holds corpus.jsonl, queries.jsonl and qrels.tsv")
    beir.set_defaults(command=_beir)
    claims = commands.add_parser("claims", help="measure the support check on labelled claims")
    claims.add_argument("files", type=Path, nargs="*", metavar="FILE", help="JSONL with claim, evidence and label")
    claims.add_argument("--made", action="store_true", help="judge sentences made by rule from the corpus' abstracts")
    claims.add_argument("--seed", type=int, default=0, metavar="N", help="which sentences are made (default: 0)")
    claims.set_defaults(command=_claims)
    speed = commands.add_parser("speed", help="measure times and memory on this machine")
    speed.add_argument("--out", type=Path, metavar="FILE", help="write the figures as JSON too")
    speed.set_defaults(command=_speed)
    feedback = commands.add_parser("feedback", help="make golden candidates of what readers said in the chat")
    feedback.add_argument("--out", type=Path, metavar="FILE", help="where to (default: print them)")
    feedback.set_defaults(command=_feedback)
    worth.add_to(commands)
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    folder = options.out or _REPORTS / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is a file; give a folder for the report")
    settings = choosing.settings(options)
    assistant = Assistant.open(settings)
    questions = choosing.questions(options, assistant)
    report = runs.run(assistant, questions, progress=sys.stderr.isatty(), settings=settings)
    path = reports.write(report, folder)
    print(table(report))
    print(f"\nreport: {path}")
    return 0


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


def _speed(options: argparse.Namespace) -> int:
    from eval import speed

    measurements = speed.measure(progress=sys.stderr.isatty())
    print(speed.table(measurements))
    if options.out:
        content = {**speed.describe(), "measurements": [asdict(m) for m in measurements]}
        options.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


def _feedback(options: argparse.Namespace) -> int:
    from eval import feedback

    found = list(feedback.candidates(Settings.from_env().home / feedback.FILE))
    lines = "".join(json.dumps(candidate, ensure_ascii=False) + "\n" for candidate in found)
    if options.out is None:
        print(lines, end="")
        return 0
    with options.out.open("x", encoding="utf-8", newline="\n") as file:
        file.write(lines)
    print(f"{len(found)} candidate{'' if len(found) == 1 else 's'} in {options.out}; each has a review to go through")
    return 0


def table(report: Report) -> str:
    """The report as a short text: a row for each split and kind, then retrieval and times."""
    lines = []
    for split in reversed(golden.SPLITS):
        groups = [g for g in report.groups if g.split == split and g.trait in ("all", "kind")]
        if not groups:
            continue
        columns = {key: head for key, head in _COLUMNS.items() if any(key in g.measures for g in groups)}
        lines.append(f"{split:<13}{'n':>4} " + " ".join(f"{head:>7}" for head in columns.values()))
        for group in groups:
            row = (f"{group.measures[key].value:7.3f}" if key in group.measures else f"{'':>7}" for key in columns)
            lines.append(f"{group.name:<13}{group.measures['passed'].n:>4} " + " ".join(row))
        lines.append("")
        rankings = [g for g in report.groups if g.split == split and g.trait == "retriever"]
        for group in rankings:
            cells = "  ".join(f"{name} {estimate.value:.3f}" for name, estimate in group.measures.items())
            lines.append(f"retrieval, {group.name:<6} {cells}")
        if rankings:
            lines.append("")
    times = report.latency
    lines.append(f"an answer took p50 {times['p50']:.3f} s, p95 {times['p95']:.3f} s, p99 {times['p99']:.3f} s")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
