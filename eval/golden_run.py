"""`python -m eval run`: asks the golden questions, writes the report, prints a table, and holds it to the gate."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from eval import changes, choosing, gate, judging
from eval import report as reports
from eval import samples as golden
from eval.answers import FILE, Answers
from eval.gate import Floor
from eval.markdown import difference
from eval.measures import measure
from eval.results import Report
from eval.run import Budget, run, shown
from rag import Assistant, ProviderError

REPORTS = Path(__file__).parent / "reports"
_MODEL_JOBS = 4

# What the printed table shows, in its order, with the heads of its columns.
_COLUMNS = {
    "passed": "passed",
    "first_citation": "1st cit",
    "citation_precision": "cit P",
    "citation_recall": "cit R",
    "sentence_support": "suppor",
    "evidence_hit": "evid",
    "key_facts": "facts",
    "f1": "F1",
    "count_exact": "count=",
    "abstention_precision": "abst P",
    "abstention_recall": "abst R",
    "false_refusal": "refus",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the report (default: a new one in eval/reports)"
    )
    parser.add_argument("--resume", type=Path, metavar="DIR", help="go on with the run that was stopped in DIR")
    parser.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(golden.KINDS)}")
    parser.add_argument("--split", choices=(*golden.SPLITS, "all"), default="all", help="which half (default: all)")
    parser.add_argument("--limit", type=positive, metavar="N", help="only the first N questions of each kind and split")
    choosing.add_options(parser)
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the resampling (default: 0)")
    parser.add_argument("--model", help="model that writes the answers, by its litellm name (default: RAG_MODEL)")
    parser.add_argument("--judge", metavar="MODEL", help="also let this model grade the answers, kept apart")
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help=f"questions asked at once (default: {_MODEL_JOBS} with a model, else 1)",
    )
    parser.add_argument("--budget", type=_above_zero, metavar="USD", help="stop asking models at this cost")
    parser.add_argument("--tokens", type=positive, metavar="N", help="stop asking models at this many tokens")
    parser.add_argument("--baseline", type=Path, metavar="REPORT", help="report.json, or its folder, to compare with")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a floor of eval/floors.toml does not hold")


def positive(text: str) -> int:
    """A whole number above 0."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _above_zero(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return value


def main(options: argparse.Namespace) -> int:
    """Run it; 0 for done, 1 when the gate fails. Everything given is checked before anything is asked.

    Raises ValueError and RagError for bad input.
    """
    folder = _folder(options)
    baseline = reports.read(options.baseline) if options.baseline else None
    floors = _floors(options)
    settings = choosing.settings(options)
    assistant = Assistant.open(settings)
    questions = choosing.questions(options, assistant)
    choosing.make_folder(folder)
    with_model = settings.model not in (None, "extractive")
    jobs = options.jobs or (_MODEL_JOBS if with_model or options.judge else 1)
    budget, progress = Budget(options.budget, options.tokens), sys.stderr.isatty()
    kept = Answers(folder, assistant.papers, shown(settings))
    try:
        report = run(
            assistant,
            questions,
            progress,
            settings=settings,
            judge=assistant.judge,
            seed=options.seed,
            jobs=jobs if with_model else options.jobs or 1,
            budget=budget,
            kept=kept,
        )
        if options.judge:
            verdicts = judging.Verdicts(folder, options.judge)
            try:
                report = judging.judged(
                    report, options.judge, settings, jobs=jobs, budget=budget, progress=progress, kept=verdicts
                )
            except ProviderError as error:
                raise ValueError(f"{error}\nwhat was answered is kept: go on with --resume {folder}") from error
    except KeyboardInterrupt:
        print(f"stopped; what was answered is kept: go on with --resume {folder}", file=sys.stderr)
        return 130
    if baseline:
        report = replace(report, comparison=changes.compare(report, baseline))
    if options.gate:
        report = replace(report, gate=gate.check(report, floors))
    path = reports.write(report, folder)
    print(table(report))
    print(f"\nreport: {path}")
    return 1 if report.gate and report.gate.failures else 0


def _folder(options: argparse.Namespace) -> Path:
    if options.resume and options.out:
        raise ValueError("--resume and --out both name the report's folder; give one")
    folder: Path = options.resume or options.out or REPORTS / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is a file; give a folder for the report")
    if options.resume and not (folder / FILE).is_file():
        raise ValueError(f"there is no {FILE} in {str(folder)!r}, so no run to go on with; start one with --out")
    return folder


def _floors(options: argparse.Namespace) -> Sequence[Floor]:
    if not options.gate:
        return ()
    if options.limit:
        raise ValueError("--gate needs whole groups of questions, as the floors were set on them; leave --limit out")
    if options.golden or options.corpus:
        raise ValueError("the floors of --gate were set on the shipped questions; leave --golden and --corpus out")
    return gate.load()


def table(report: Report) -> str:
    """The report as a short text: a row for each split and kind, then retrieval, changes, gate and times."""
    lines: list[str] = []
    for split in reversed(golden.SPLITS):
        lines += _split(report, split)
    lines += _compared(report)
    if report.judging:
        found = report.judging
        stopped = " (stopped by the budget)" if found.judged < found.answers else ""
        spent = f"it read {found.usage.prompt_tokens} tokens, wrote {found.usage.completion_tokens}"
        judged = f"{found.judged} of {found.answers} answers{stopped}, {found.unreadable} unreadable"
        lines.append(f"{found.model} judged {judged}; {spent}")
        for group in found.groups:
            cells = "  ".join(f"{name} {estimate.value:.3f}" for name, estimate in group.measures.items())
            lines.append(f"  {group.split} {group.name:<13} {cells}")
    if report.gate:
        lines += [*gate.lines(report.gate), ""]
    if report.latency:
        times = report.latency["total"]
        lines.append(f"an answer took p50 {times['p50']:.3f} s, p95 {times['p95']:.3f} s, p99 {times['p99']:.3f} s")
    if report.usage.cost or report.usage.prompt_tokens:
        used = report.usage
        lines.append(
            f"models read {used.prompt_tokens} tokens, wrote {used.completion_tokens}, cost {used.cost:.4f} USD"
        )
    if len(report.results) < report.questions:
        lines.append(f"stopped by the budget: {len(report.results)} of {report.questions} questions were asked")
    return "\n".join(lines)


def _split(report: Report, split: str) -> list[str]:
    groups = [g for g in report.groups if g.split == split and g.trait in ("all", "kind")]
    if not groups:
        return []
    columns = {key: head for key, head in _COLUMNS.items() if any(key in g.measures for g in groups)}
    lines = [f"{split:<13}{'n':>4} " + " ".join(f"{head:>7}" for head in columns.values())]
    for group in groups:
        row = (f"{group.measures[key].value:7.3f}" if key in group.measures else f"{'':>7}" for key in columns)
        lines.append(f"{group.name:<13}{group.measures['passed'].n:>4} " + " ".join(row))
    lines.append("")
    rankings = [g for g in report.groups if g.split == split and g.trait == "retriever"]
    for group in rankings:
        cells = "  ".join(f"{name} {estimate.value:.3f}" for name, estimate in group.measures.items())
        lines.append(f"retrieval, {group.name:<6} {cells}")
    return [*lines, ""] if rankings else lines


def _compared(report: Report) -> list[str]:
    if report.comparison is None:
        return []
    compared = report.comparison
    passing = sum(flip.passed for flip in compared.flips)
    head = f"against the baseline of {compared.date[:10]}, {compared.paired} questions in both"
    lines = [f"{head}: {passing} newly pass, {len(compared.flips) - passing} newly fail"]
    for c in compared.changes:
        if c.verdict != "no difference shown" or (c.trait == "all" and c.measure == "passed"):
            what = f"{c.split} {c.name} {measure(c.measure).head}"
            lines.append(f"  {what:<40} {c.before:.3f} to {c.after:.3f}  {difference(c)}  p {c.p:.3f}  {c.verdict}")
    return [*lines, ""]
