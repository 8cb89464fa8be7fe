"""Papers added and removed through the page: `POST /api/corpora/NAME/papers` with files, and what came of each, as it
goes; `DELETE /api/corpora/NAME/papers/ID`.

The answer to files is a line of JSON a step: `reading` and `embedding` with `done` and `total`; last `done` with the
report, or `failed` with a message. Files are kept in `RAG_HOME/uploads`, so that the corpus can be read again from
them; those of an upload that failed are removed, and the corpus is as it was.
"""

import json
import logging
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Literal

from fastapi import APIRouter, FastAPI, UploadFile
from fastapi.responses import Response, StreamingResponse

from rag import corpora
from rag.config import Settings
from rag.embeddings import make_embedder
from rag.errors import CorpusError, IndexingError, RagError
from rag.readers import Imported, Merged, Skipped, Warned, read_files
from ui.api import Conflict, Forbidden, paper_of
from ui.service import Service

log = logging.getLogger(__name__)

Json = dict[str, Any]

MOST_NAMED = 200
"""Skipped, merged and doubtful records that a report lists; the rest are counted."""

_FORMATS = {"jsonl": "application/x-ndjson", "bib": "application/x-bibtex", "csv": "text/csv"}
_FAULT = "Something went wrong; the terminal says what. The papers are as they were."
_one_at_a_time = Lock()


def add_uploads(app: FastAPI, service: Service) -> None:
    """Add the endpoints: the corpora, papers added to one and taken out of it, and one written out."""
    router = APIRouter(prefix="/api/corpora", tags=["citewell"])

    @router.get("", summary="The corpora that have an index")
    def listed() -> list[Json]:
        # Where their files lie on this machine is no reader's business.
        known = (asdict(info) for info in corpora.list_corpora(service.settings))
        return [{**info, "source": [Path(name).name for name in info["source"]]} for info in known]

    @router.post("/{name}/papers", summary="Add files of papers; a line of JSON a step")
    def added(name: str, files: list[UploadFile]) -> StreamingResponse:
        settings = _settings(service, name)
        folder = _save(settings, files)
        steps = _in_thread(lambda say: _add(service, settings, folder, say))
        return StreamingResponse(steps, media_type="application/x-ndjson", headers={"cache-control": "no-store"})

    @router.delete("/{name}/papers/{paper_id:path}", summary="Take a paper out of a corpus")
    def removed(name: str, paper_id: str) -> Json:
        """How many papers there are now."""
        settings = _settings(service, name)
        paper = paper_of(service, paper_id, name)
        if len(service.assistant(name).papers) == 1:
            raise Conflict(
                f"{paper_id[:80]!r} is the only paper of the corpus {settings.corpus!r}; to delete the corpus: "
                f"python -m rag delete --corpus {settings.corpus}"
            )
        with _one_at_a_time:
            change = corpora.remove(settings, make_embedder(settings), lambda other: other.id == paper.id)
        service.library.reopen(settings.corpus)
        return {"papers": change.papers, "removed": change.removed}

    @router.get("/{name}/export", summary="The papers of a corpus as jsonl (every field), bib or csv")
    def exported(name: str, format: Literal["jsonl", "bib", "csv"] = "jsonl") -> Response:
        text = corpora.WRITERS[f".{format}"].write(service.assistant(name).papers)
        shown = {"content-disposition": f'attachment; filename="{service.assistant(name).settings.corpus}.{format}"'}
        return Response(text, media_type=f"{_FORMATS[format]}; charset=utf-8", headers=shown)

    app.include_router(router)


def _settings(service: Service, name: str) -> Settings:
    if not service.settings.upload:
        raise Forbidden("papers are not added or removed through the page here: RAG_UPLOAD is 0")
    return replace(service.settings, corpus=name)


def _save(settings: Settings, uploaded: Sequence[UploadFile]) -> Path:
    """Write the files into a folder of their own under the home; that folder."""
    folder = settings.home / "uploads" / settings.corpus / secrets.token_hex(4)
    try:
        folder.mkdir(parents=True)
        for place, file in enumerate(uploaded, 1):
            with (folder / _safe_name(file.filename or "", place)).open("xb") as out:
                shutil.copyfileobj(file.file, out)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise IndexingError(f"the files cannot be kept: {error.strerror or error}") from error
    return folder


def _safe_name(name: str, place: int) -> str:
    """A file's name without folders and without what a system takes amiss, unlike those of the other files."""
    plain = re.sub(r"[^\w.-]+", "_", re.split(r"[\\/]", name)[-1]).strip("._")[-100:]
    return f"{place:02}-{plain or 'papers'}"


def _add(service: Service, settings: Settings, folder: Path, say: Callable[[Json], None]) -> None:
    def step(name: str) -> Callable[[int, int], None]:
        return lambda done, total: say({"step": name, "done": done, "total": total})

    try:
        with _one_at_a_time:
            paths = sorted(folder.iterdir())
            imported = read_files(paths, progress=step("reading"))
            if not imported.papers:
                raise CorpusError(imported.why_empty())
            names = [str(path) for path in paths]
            change = corpora.add(settings, make_embedder(settings), imported.papers, names, step("embedding"))
        service.library.reopen(settings.corpus)
        say({"step": "done", "corpus": settings.corpus, **report(imported, change, folder)})
    except RagError as error:
        shutil.rmtree(folder, ignore_errors=True)
        say({"step": "failed", "message": _without(folder, str(error))})
    except Exception:  # a fault of ours: the reader gets a sentence, the terminal the details
        shutil.rmtree(folder, ignore_errors=True)
        log.exception("the papers could not be added")
        say({"step": "failed", "message": _FAULT})


def _without(folder: Path, text: str) -> str:
    """A message that names files as their reader knows them, not where they lie on this machine."""
    for prefix in (f"{folder}{os.sep}", repr(f"{folder}{os.sep}")[1:-1]):
        text = re.sub(re.escape(prefix) + r"\d\d-", "", text)
    return text


def report(imported: Imported, change: corpora.Change, folder: Path) -> Json:
    """What became of every record, as JSON values; long lists are cut at MOST_NAMED, their lengths are whole.

    Files, which lie in `folder`, are named as their reader knows them.
    """

    def named(records: Sequence[Skipped | Warned | Merged]) -> list[Json]:
        values = map(asdict, records[:MOST_NAMED])
        return [
            {name: _without(folder, text) if isinstance(text, str) else text for name, text in value.items()}
            for value in values
        ]

    merged = (*imported.merged, *change.merged)
    return {
        "records": imported.records,
        "papers": change.papers,
        "added": change.added,
        "counts": {"merged": len(merged), "skipped": len(imported.skipped), "warnings": len(imported.warnings)},
        "merged": named(merged),
        "skipped": named(imported.skipped),
        "warnings": named(imported.warnings),
    }


def _in_thread(work: Callable[[Callable[[Json], None]], None]) -> Iterator[str]:
    """The steps that `work` says, as lines of JSON, while it runs in a thread: it ends even if the reader has gone."""
    said: SimpleQueue[Json | None] = SimpleQueue()

    def run() -> None:
        try:
            work(said.put)
        finally:
            said.put(None)

    Thread(target=run, name="upload", daemon=True).start()
    while (step := said.get()) is not None:
        yield json.dumps(step, ensure_ascii=False) + "\n"
