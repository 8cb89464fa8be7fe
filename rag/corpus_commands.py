"""Commands that make and change corpora: python -m rag index | add | update | remove | export | corpora | delete."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.config import DEFAULT_CORPUS, Settings
from rag.counted import counted
from rag.errors import CorpusError

if TYPE_CHECKING:
    from rag.corpora import Change
    from rag.readers import Imported
    from rag.types import Paper


_LARGE = 5_000_000
"""Bytes of files from which reading them shows a bar; less is read at once."""

_FILES = "lists of papers (BibTeX, RIS, PubMed, EndNote, CSL-JSON, CSV, JSON lines, …), or folders of them"


def add_to(commands: Any) -> None:
    """Add these commands to the parser of `python -m rag`."""
    index = commands.add_parser(
        "index", help="read papers into a corpus, in place of what it holds; without files, the shipped abstracts"
    )
    index.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_FILES)
    index.set_defaults(run=_index)

    add = commands.add_parser("add", help="add papers to a corpus; those that it has already are merged")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_FILES)
    add.set_defaults(run=_add)

    update = commands.add_parser("update", help="read the files of a corpus again; only what changed is embedded")
    update.set_defaults(run=_update)

    for command in (index, add, update):
        command.add_argument(
            "--allow-title-only",
            action="store_true",
            help="keep records without an abstract; their title stands for it",
        )
        command.add_argument(
            "--report", type=Path, metavar="FILE", help="write all that was skipped or merged, as JSON lines"
        )
        command.add_argument(
            "--workers",
            metavar="tcp://HOST:PORT",
            help="the Dask scheduler whose workers embed what is new (default: RAG_WORKERS, else this machine)",
        )

    remove = commands.add_parser("remove", help="take papers out of a corpus")
    remove.add_argument("ids", nargs="+", metavar="ID", help="ids of papers (python -m rag papers lists them)")
    remove.set_defaults(run=_remove)

    export = commands.add_parser(
        "export", help="write the papers of a corpus to a file: .jsonl (every field), .bib or .csv"
    )
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(run=_export)

    corpora = commands.add_parser("corpora", help="list the corpora")
    corpora.add_argument("--json", action="store_true", help="print them as a JSON list")
    corpora.set_defaults(run=_corpora)

    delete = commands.add_parser("delete", help="delete a corpus, papers and index")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    delete.set_defaults(run=_delete)


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings, with the corpus and the workers that the command names. Raises ConfigError."""
    given = {name: getattr(options, name, None) for name in ("corpus", "workers")}
    return Settings.from_env(**{name: value for name, value in given.items() if value})


class ProgressBar:
    """A tqdm bar that appears with the first step, so that nothing shows when there is nothing to do."""

    def __init__(self, text: str = "Reading the papers", unit: str = " passages", least: int = 1) -> None:
        """`least`: the total below which nothing is shown."""
        self._text, self._unit, self._least = text, unit, least
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        if total < self._least:
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=total, desc=self._text, unit=self._unit, unit_scale=True, file=sys.stderr)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
            self._bar = None


def _index(options: argparse.Namespace) -> int:
    from rag.assistant import Assistant
    from rag.corpora import editing
    from rag.corpus import read_corpus
    from rag.index import SHIPPED, corpus_folder, read_manifest

    settings = settings_of(options)
    if not options.files and settings.corpus != DEFAULT_CORPUS:
        raise CorpusError(f"which papers? Name files: python -m rag index --corpus {settings.corpus} FILE")
    papers = read_corpus() if not options.files else _read(options)
    source: str | list[str] = _sources(options.files) or SHIPPED
    with editing(settings):  # papers that another process is adding come before these, or after
        before = read_manifest(corpus_folder(settings))
        assistant = Assistant.from_papers(papers, settings, source=source, progress=ProgressBar())
    manifest = assistant.index.manifest
    if before and before.source != SHIPPED and before.corpus != manifest.corpus:
        print(
            f"they take the place of the papers that the corpus {settings.corpus!r} had ({before.papers}); to keep "
            f"those and have more beside them: python -m rag add FILE",
            file=sys.stderr,
        )
    print(
        f"{counted(manifest.papers, 'paper')}, {counted(manifest.passages, 'passage')}, in "
        f"{str(assistant.index.folder.parent)!r}"
    )
    return 0


def _add(options: argparse.Namespace) -> int:
    from rag import corpora
    from rag.embeddings import make_embedder

    settings = settings_of(options)
    papers = _read(options)
    change = corpora.add(settings, make_embedder(settings), papers, _sources(options.files), ProgressBar())
    _say(settings, change)
    return 0


def _update(options: argparse.Namespace) -> int:
    from rag import corpora
    from rag.embeddings import make_embedder

    settings = settings_of(options)
    change, imported = corpora.update(
        settings, make_embedder(settings), allow_title_only=options.allow_title_only, progress=ProgressBar()
    )
    _tell(imported, options.report)
    _say(settings, change)
    return 0


def _remove(options: argparse.Namespace) -> int:
    from rag import corpora
    from rag.embeddings import make_embedder

    settings = settings_of(options)
    known = {paper.id for paper in corpora.papers_of(settings)}
    unknown = [name for name in options.ids if name not in known]
    if unknown:
        raise CorpusError(
            f"the corpus {settings.corpus!r} has no paper {unknown[0]!r}, so nothing was removed; python -m rag papers "
            f"lists them"
        )
    wanted = set(options.ids)
    _say(settings, corpora.remove(settings, make_embedder(settings), lambda paper: paper.id in wanted, ProgressBar()))
    return 0


def _export(options: argparse.Namespace) -> int:
    from rag import corpora

    papers = corpora.papers_of(settings_of(options))
    name = corpora.write_papers(papers, options.file)
    print(f"{counted(len(papers), 'paper')} written to {str(options.file)!r} as {name}")
    return 0


def _corpora(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from rag.corpora import list_corpora

    found = list_corpora(settings_of(options))
    if options.json:
        print(json.dumps([asdict(info) for info in found], ensure_ascii=False, indent=2))
        return 0
    for info in found:
        print(
            f"{info.name}\t{counted(info.papers, 'paper')}\t{info.bytes / 1e6:.0f} MB\t{info.created}\t"
            f"{', '.join(info.source)}"
        )
    return 0


def _delete(options: argparse.Namespace) -> int:
    from rag import corpora

    settings = settings_of(options)
    if not options.yes:
        if not sys.stdin.isatty():
            raise CorpusError(f"this deletes the corpus {settings.corpus!r} and its papers; say --yes to do it")
        if input(f"Delete the corpus {settings.corpus!r} with all its papers? [y/N] ").strip().lower() not in (
            "y",
            "yes",
        ):
            print("nothing was deleted")
            return 0
    corpora.delete(settings)
    print(f"deleted the corpus {settings.corpus!r}")
    return 0


def _say(settings: Settings, change: "Change") -> None:
    parts = [f"{change.added} added"] if change.added or not change.removed else []
    parts += [f"{change.removed} removed"] if change.removed else []
    parts += [f"{len(change.merged)} there already"] if change.merged else []
    print(f"{counted(change.papers, 'paper')} in the corpus {settings.corpus!r}: {', '.join(parts)}")


def _read(options: argparse.Namespace) -> "tuple[Paper, ...]":
    """The papers of the files given, with a report on stderr. Raises CorpusError when there is no paper in them."""
    from rag.readers import read_files

    imported = read_files(
        options.files, allow_title_only=options.allow_title_only, progress=ProgressBar("Reading the files", "B", _LARGE)
    )
    _tell(imported, options.report)
    if not imported.papers:
        raise CorpusError(imported.why_empty())
    return imported.papers


def _tell(imported: "Imported", report: Path | None) -> None:
    """Say on stderr which records did not become a paper of their own; all of them into the report's file."""
    if report:
        imported.write_report(report)
    if imported.papers and (imported.skipped or imported.merged or imported.warnings):
        print(imported.summary(), file=sys.stderr)
        if imported.shortened and not report:
            print("  --report FILE writes all of it as JSON lines", file=sys.stderr)


def _sources(paths: list[Path]) -> list[str]:
    return [str(path.resolve()) for path in paths]
