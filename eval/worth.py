"""The commands that say whether the work is worth it: what parts earn, what others reach, and what to measure with."""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval import choosing
from eval.samples import KINDS
from rag import Assistant


def add_to(commands: Any) -> None:
    """Adds `ablate`, `draft` and `peers` to argparse's subparsers."""
    ablate = commands.add_parser("ablate", help="measure what each part earns")
    ablate.add_argument("--beir", type=Path, nargs="+", default=[], metavar="DIR", help="folders in BEIR's layout, too")
    ablate.add_argument("--set", metavar="KINDS", help=f"kinds of question, with commas: {', '.join(KINDS)}")
    ablate.add_argument("--parts", metavar="NAMES", help="parts or groups of parts, with commas (default: all)")
    ablate.add_argument(
        "--limit", type=_positive, metavar="N", help="only the first N questions of each kind and split"
    )
    ablate.add_argument("--out", type=Path, metavar="FILE", help="write the table as Markdown too")
    choosing.add_options(ablate)
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
    tables = ablate.golden(assistant, choosing.questions(options, assistant), chosen, progress)
    tables += [ablate.collection(folder, chosen, settings, progress) for folder in options.beir]
    print(ablate.text(tables), end="")
    if options.out:
        options.out.write_text(ablate.text(tables, markdown=True), encoding="utf-8", newline="\n")
    return 0


def _draft(options: argparse.Namespace) -> int:
    from eval import drafts
    from eval.drafts import model
    from rag.calls import make_calls
    from rag.corpora import check_exists
    from rag.index import corpus_folder, known_papers

    settings = choosing.settings(options)
    if options.out.exists():
        raise ValueError(f"{str(options.out)!r} is there already; give another file")
    choosing.check_file(options.out)
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
