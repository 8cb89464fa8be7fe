"""The commands that say whether the work is worth it: what parts earn, what others reach, and what to measure with."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import choosing, samples
from eval.samples import KINDS
from rag import Assistant

if TYPE_CHECKING:
    from eval.ablate import Table


def add_to(commands: Any) -> None:
    """Adds `ablate`, `slips`, `draft` and `peers` to argparse's subparsers."""
    ablate = commands.add_parser("ablate", help="measure what each part earns")
    ablate.add_argument("--beir", type=Path, nargs="+", default=[], metavar="DIR", help="folders in BEIR's layout, too")
    ablate.add_argument(
        "--also", type=Path, nargs="+", default=[], metavar="PATH", help="further questions, a table each"
    )
    ablate.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(KINDS)}")
    ablate.add_argument("--parts", metavar="NAMES", help="parts or groups of parts, with commas (default: all)")
    ablate.add_argument(
        "--limit", type=_positive, metavar="N", help="only the first N questions of each kind and split"
    )
    ablate.add_argument("--out", type=Path, metavar="FILE", help="write the table as Markdown too")
    choosing.add_options(ablate)
    ablate.set_defaults(command=_ablate)
    slips = commands.add_parser("slips", help="make questions mistyped, without marks and respelt, by rule")
    slips.add_argument(
        "--golden", type=Path, metavar="PATH", help="a JSONL file of questions, or a folder of such files"
    )
    slips.add_argument("--seed", type=int, default=0, metavar="N", help="which letters slip (default: 0)")
    slips.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to; never over a file")
    slips.set_defaults(command=_slips)
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
    peers.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(KINDS)}")
    peers.add_argument("--limit", type=_positive, metavar="N", help="only the first N questions of each kind and split")
    peers.add_argument("--out", type=Path, metavar="FILE", help="write the table as Markdown too")
    choosing.add_options(peers)
    peers.set_defaults(command=_peers)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _ablate(options: argparse.Namespace) -> int:
    from eval import ablate, beir, parts

    chosen = parts.chosen(
        [name.strip() for name in options.parts.split(",") if name.strip()] if options.parts else None
    )
    choosing.check_file(options.out)
    settings, progress = replace(choosing.settings(options), model=None), sys.stderr.isatty()
    for folder in options.beir:  # a folder that cannot be read is said before minutes of work
        beir.read(folder)
    assistant = Assistant.open(settings)
    also = {path.stem: samples.load(path, assistant.papers) for path in options.also}
    tables = ablate.golden(assistant, choosing.questions(options, assistant), chosen, progress)
    _write(tables, options.out)
    for name, further in also.items():
        tables += ablate.golden(assistant, further, chosen, progress, name)
        _write(tables, options.out)
    for folder in options.beir:
        tables.append(ablate.collection(folder, chosen, settings, progress))
        _write(tables, options.out)
    print(ablate.text(tables), end="")
    return 0


def _write(tables: "Sequence[Table]", path: Path | None) -> None:
    """Write what there is so far: the rest takes minutes, and may be stopped."""
    from eval import ablate

    if path:
        path.write_text(ablate.text(tables, markdown=True), encoding="utf-8", newline="\n")


def _slips(options: argparse.Namespace) -> int:
    from eval import slips

    choosing.check_new(options.out)
    found = list(slips.made(samples.files(options.golden or samples.GOLDEN), options.seed))
    options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8", newline="\n")
    print(f"{len(found)} questions in {options.out}")
    return 0


def _draft(options: argparse.Namespace) -> int:
    from eval import drafts
    from eval.drafts import model
    from rag.calls import make_calls
    from rag.corpora import check_exists
    from rag.index import corpus_folder, known_papers

    settings = choosing.settings(options)
    choosing.check_new(options.out)
    check_exists(settings)
    papers, _ = known_papers(corpus_folder(settings))
    if options.model:
        progress = sys.stderr.isatty()
        written = model.drafts(
            papers, lambda: make_calls(settings, options.model, None), options.n, options.seed, progress
        )
        found = drafts.numbered(written.drafts)
        lacking = [f"dropped: {count} {reason}" for reason, count in written.dropped.items() if count]
        lacking += [f"stopped early: {written.stopped}"] if written.stopped else []
        instead = "give another model"
    else:
        rules = drafts.Rules(papers)
        found, lacking = rules.drafts(options.n, options.seed), list(rules.lacking())
        instead = "--model M has a model draft from every abstract"
    if not found:
        raise ValueError(f"no draft, so {str(options.out)!r} is not written\n" + "\n".join([*lacking, instead]))
    with options.out.open("x", encoding="utf-8", newline="\n") as file:
        file.write("".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in found))
    print(f"{len(found)} draft{'' if len(found) == 1 else 's'} in {options.out}; each has a review to go through")
    for line in lacking:
        print(line)
    return 0


def _peers(options: argparse.Namespace) -> int:
    from eval import peers
    from eval.peers.standin import CopyingModel
    from eval.peers.systems import systems
    from rag.embeddings import make_embedder
    from rag.llm import make_model

    choosing.check_file(options.out)
    settings = choosing.settings(options)
    assistant = Assistant.open(settings)
    questions = choosing.questions(options, assistant)
    model = make_model(settings, options.model) if options.model else CopyingModel()
    beside = systems(assistant, make_embedder(settings), model, options.model)
    rows = peers.measure(beside, questions, sys.stderr.isatty())
    print(peers.table(rows))
    if options.out:
        options.out.write_text(peers.table(rows, markdown=True) + "\n", encoding="utf-8", newline="\n")
    return 0
