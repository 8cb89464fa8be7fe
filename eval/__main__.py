"""Command line: `python -m eval [run] | beir DIR | claims FILE... | speed | feedback | ablate | draft | peers`.

Exit code 0 for done, 2 for bad input.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

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
    _own(run)
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
    ablate = commands.add_parser("ablate", help="measure what each part earns")
    ablate.add_argument("--beir", type=Path, nargs="+", default=[], metavar="DIR", help="folders in BEIR's layout, too")
    ablate.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(golden.KINDS)}")
    ablate.add_argument("--parts", metavar="NAMES", help="parts or groups of parts, with commas (default: all)")
    ablate.add_argument(
        "--limit", type=_positive, metavar="N", help="only the first N questions of each kind and split"
    )
    ablate.add_argument("--out", type=Path, metavar="FILE", help="write the table as Markdown too")
    _own(ablate)
    ablate.set_defaults(command=_ablate)
    draft = commands.add_parser("draft", help="draft golden questions from the abstracts, for a person to review")
    draft.add_argument("--model", help="model that drafts, by its litellm name (default: none, by rule)")
    draft.add_argument("--n", type=_positive, metavar="N", help="drafts at most (default: all)")
    draft.add_argument("--seed", type=int, default=0, metavar="N", help="which come first (default: 0)")
    draft.add_argument("--corpus", metavar="NAME", help="corpus that is read (default: RAG_CORPUS)")
    draft.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to; never over a file")
    draft.set_defaults(command=_draft)
    peers = commands.add_parser("peers", help="ask what one would otherwise take, beside ours")
    peers.add_argument(
        "--model", help="model that writes, for all, by its litellm name (default: a stand-in that copies)"
    )
    peers.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(golden.KINDS)}")
    peers.add_argument("--limit", type=_positive, metavar="N", help="only the first N questions of each kind and split")
    peers.add_argument("--out", type=Path, metavar="FILE", help="write the table as Markdown too")
    _own(peers)
    peers.set_defaults(command=_peers)
    return parser


def _own(command: argparse.ArgumentParser) -> None:
    """The options for questions and a corpus of one's own."""
    command.add_argument(
        "--golden",
        type=Path,
        metavar="PATH",
        help="a JSONL file of questions, or a folder of such files (default: ours)",
    )
    command.add_argument("--corpus", metavar="NAME", help="corpus that is asked (default: RAG_CORPUS)")


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _settings(options: argparse.Namespace) -> Settings:
    """Settings from the environment, and from the options that have one's name."""
    given = {name: getattr(options, name, None) for name in ("model", "corpus")}
    return Settings.from_env(**{name: value for name, value in given.items() if value})


def _questions(options: argparse.Namespace, assistant: Assistant) -> tuple[golden.Sample, ...]:
    """The questions that the options choose."""
    kinds = [kind.strip() for kind in options.set.split(",") if kind.strip()] if options.set else None
    split = getattr(options, "split", "all")
    questions = golden.load(
        options.golden or golden.GOLDEN, assistant.papers, kinds=kinds, split=None if split == "all" else split
    )
    return golden.first_of_each(questions, options.limit) if options.limit else questions


def _run(options: argparse.Namespace) -> int:
    folder = options.out or _REPORTS / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is a file; give a folder for the report")
    settings = _settings(options)
    assistant = Assistant.open(settings)
    questions = _questions(options, assistant)
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


def _ablate(options: argparse.Namespace) -> int:
    from eval import ablate, beir, parts

    chosen = parts.chosen(
        [name.strip() for name in options.parts.split(",") if name.strip()] if options.parts else None
    )
    settings, progress = replace(_settings(options), model=None), sys.stderr.isatty()
    for folder in options.beir:  # a folder that cannot be read is said before minutes of work
        beir.read(folder)
    assistant = Assistant.open(settings)
    tables = ablate.golden(assistant, _questions(options, assistant), chosen, progress)
    tables += [ablate.collection(folder, chosen, settings, progress) for folder in options.beir]
    print(ablate.text(tables), end="")
    if options.out:
        options.out.write_text(ablate.text(tables, markdown=True), encoding="utf-8", newline="\n")
    return 0


def _draft(options: argparse.Namespace) -> int:
    from eval import drafts
    from eval.drafts import model
    from rag.calls import make_calls
    from rag.index import corpus_folder, known_papers

    settings = _settings(options)
    if options.out.exists():
        raise ValueError(f"{str(options.out)!r} is there already; give another file")
    papers, _ = known_papers(corpus_folder(settings))
    dropped: Mapping[str, int] = {}
    if options.model:
        progress = sys.stderr.isatty()
        written = model.drafts(
            papers, lambda: make_calls(settings, options.model, None), options.n, options.seed, progress
        )
        found, dropped = drafts.numbered(written.drafts), written.dropped
    else:
        found = drafts.drafts(papers, options.n, options.seed)
    lines = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in found)
    with options.out.open("x", encoding="utf-8", newline="\n") as file:
        file.write(lines)
    print(f"{len(found)} draft{'' if len(found) == 1 else 's'} in {options.out}; each has a review to go through")
    for reason, count in dropped.items():
        if count:
            print(f"dropped: {count} {reason}")
    return 0


def _peers(options: argparse.Namespace) -> int:
    from eval import peers
    from eval.peers.standin import CopyingModel
    from eval.peers.systems import systems
    from rag.embeddings import make_embedder
    from rag.llm import make_model

    settings = _settings(options)
    assistant = Assistant.open(settings)
    questions = _questions(options, assistant)
    model = make_model(settings, options.model) if options.model else CopyingModel()
    beside = systems(assistant, make_embedder(settings), model, options.model)
    rows = peers.measure(beside, questions, sys.stderr.isatty())
    print(peers.table(rows))
    if options.out:
        options.out.write_text(peers.table(rows, markdown=True) + "\n", encoding="utf-8", newline="\n")
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
