"""Settings: one flat, frozen record, read from RAG_* variables and a `.env` file.

A variable set in the environment wins over the same one in `.env`. Provider keys (`OPENAI_API_KEY`,
`OPENAI_BASE_URL`, ...) stay in the providers' own variables; `.env` may hold them too. Numbers that nobody should
have to choose are constants beside the code that uses them.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

import platformdirs
from dotenv import dotenv_values

from rag.errors import ConfigError

LOCAL_EMBED_MODEL = "all-MiniLM-L6-v2"
"""The embedder that runs offline from weights installed with the project."""

LOCAL_EMBED_MODEL_INT8 = f"{LOCAL_EMBED_MODEL}-int8"
"""The same with 8-bit weights, twice as fast and a little less exact: what a large corpus is embedded with."""

LARGE_CORPUS = 20_000
"""Papers above which a corpus is large: each has one vector, and the 8-bit embedder makes it."""

DEFAULT_CORPUS = "default"
"""The corpus that is asked where none is named; it holds the shipped abstracts until others are indexed into it."""

_CORPUS_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-])?")
# A folder's name on every system: never hidden, never `..`, no dot at the end.

_ADDRESS = re.compile(r"https?://(\[[0-9A-Fa-f:]+\]|[^\s/:@?#]+)(:[0-9]{1,5})?/?")
_SCHEDULER = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:]+\]|[^\s/:@?#]+):[0-9]{1,5}")


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("citewell", appauthor=False))


def _setting(about: str, default: Any = None, *, factory: Any = None, secret: bool = False) -> Any:
    if factory is not None:
        return field(default_factory=factory, metadata={"about": about})
    return field(default=default, metadata={"about": about}, repr=not secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be chosen. Field `model` is variable `RAG_MODEL`, and so on.

    Raises ConfigError, naming variable and value, for one that cannot be used.
    """

    model: str | None = _setting(
        "model that writes answers, by its litellm name (`openai/gpt-4o-mini`, `ollama/llama3.1`); unset: no "
        "model, extractive answers"
    )
    embed_model: str = _setting(
        "embedder: the local one (above 20,000 papers `all-MiniLM-L6-v2-int8`, twice as fast), "
        "`sentence-transformers/NAME` (optional extra), or a litellm embedding model",
        LOCAL_EMBED_MODEL,
    )
    home: Path = _setting("folder of the index and all state", factory=_default_home)
    corpus: str = _setting("name of the corpus that is asked: letters, digits, `-`, `_` and `.`", DEFAULT_CORPUS)
    chroma_url: str | None = _setting(
        "address of a Chroma server that keeps passages and vectors (`http://host:8000`); unset: they are kept in "
        "`RAG_HOME`"
    )
    chroma_tenant: str = _setting("tenant on that server", "default_tenant")
    chroma_database: str = _setting("database of that tenant", "default_database")
    chroma_token: str | None = _setting("token that the server asks for, sent as `X-Chroma-Token`", secret=True)
    workers: str | None = _setting(
        "address of the Dask scheduler (`tcp://host:8786`) whose workers embed new papers (optional extra `spread`); "
        "unset: this machine does"
    )
    retriever: str = _setting("`hybrid`, `dense` or `bm25`", "hybrid")
    top_k: int = _setting("papers that an answer may be written from, and that a model is shown, 1 to 20", 6)
    timeout: float = _setting("seconds that one request to a model may take", 60.0)
    retries: int = _setting("further tries when a model is busy, down or slow, 0 to 10", 2)
    max_tokens: int = _setting("tokens that a model may write in one reply (2000 where it decides a list)", 800)
    small_model: str | None = _setting(
        "a cheaper model that rewrites follow-ups, names search terms and decides lists; unset: `RAG_MODEL` does"
    )
    judge_model: str | None = _setting(
        "a model that gives a second opinion on each sentence, which can lower its support and never raise it; "
        "unset: none"
    )
    fallback_models: tuple[str, ...] = _setting(
        "models that are tried in turn when `RAG_MODEL` is busy, down or slow, separated by commas", ()
    )
    unsupported: str = _setting(
        "what becomes of a sentence that its papers do not support, when writing it anew did not help: `remove` it, or "
        "`mark` it",
        "remove",
    )
    answer_tokens: int = _setting(
        "tokens that models may read and write for one answer, all requests together", 200_000
    )
    answer_seconds: float = _setting("seconds that models may take for one answer, all requests together", 180.0)
    answer_cost: float = _setting("US dollars that models may cost for one answer, where litellm knows the price", 0.5)
    cache: int = _setting(
        "megabytes of models' replies kept on disk, so that the same question costs once; 0: none", 64
    )
    upload: int = _setting("megabytes of files that readers may add to a corpus at once through the page; 0: none", 50)
    auth: str | None = _setting(
        "`name:password` (or `@FILE` with one a line) that the app asks for; needed before others can reach it",
        secret=True,
    )

    def __post_init__(self) -> None:
        checks: tuple[tuple[str, bool, str], ...] = (
            ("corpus", bool(_CORPUS_NAME.fullmatch(self.corpus)), "1 to 64 letters, digits, `-`, `_` or `.`"),
            (
                "chroma_url",
                self.chroma_url is None or bool(_ADDRESS.fullmatch(self.chroma_url)),
                "an address such as `http://localhost:8000`",
            ),
            (
                "workers",
                self.workers is None or bool(_SCHEDULER.fullmatch(self.workers)),
                "the address of a Dask scheduler such as `tcp://localhost:8786`",
            ),
            ("retriever", self.retriever in ("hybrid", "dense", "bm25"), "`hybrid`, `dense` or `bm25`"),
            ("top_k", 1 <= self.top_k <= 20, "a whole number from 1 to 20"),
            ("timeout", 0 < self.timeout <= 3600, "seconds, above 0 and at most 3600"),
            ("retries", 0 <= self.retries <= 10, "a whole number from 0 to 10"),
            ("max_tokens", 1 <= self.max_tokens <= 100_000, "a whole number from 1 to 100000"),
            ("unsupported", self.unsupported in ("remove", "mark"), "`remove` or `mark`"),
            ("answer_tokens", self.answer_tokens >= 1, "a whole number from 1"),
            ("answer_seconds", 0 < self.answer_seconds <= 86_400, "seconds, above 0 and at most 86400"),
            ("answer_cost", 0 < self.answer_cost < float("inf"), "US dollars, above 0"),
            ("cache", 0 <= self.cache <= 100_000, "megabytes, from 0 (none) to 100000"),
            ("upload", 0 <= self.upload <= 10_000, "megabytes, from 0 (none) to 10000"),
            ("embed_model", bool(self.embed_model.strip()), "the name of an embedder"),
        )
        for name, good, wanted in checks:
            if not good:
                raise ConfigError(f"RAG_{name.upper()} is {getattr(self, name)!r}; it takes {wanted}")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, **overrides: Any) -> Self:
        """Read settings from `env` (by default the process's environment over `.env`), then overrides.

        Also puts the rest of `.env` (provider keys) into the environment where it is not set there.
        """
        if env is None:
            try:
                from_file = {k: v for k, v in dotenv_values(".env").items() if v is not None}
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(
                    f"cannot read {str(Path('.env').resolve())!r}: {error}; save it as UTF-8 text"
                ) from error
            for name, value in from_file.items():
                if not name.startswith("RAG_"):
                    os.environ.setdefault(name, value)
            env = {**from_file, **os.environ}
        values: dict[str, Any] = {}
        for item in fields(cls):
            variable = f"RAG_{item.name.upper()}"
            text = env.get(variable, "").strip()
            if text:
                values[item.name] = _convert(variable, text, item.type)
        return cls(**{**values, **overrides})

    @classmethod
    def table(cls) -> str:
        """The settings as a Markdown table, for `docs/settings.md` (a test compares the two)."""
        rows = ["| variable | meaning | default |", "|---|---|---|"]
        for item in fields(cls):
            default = item.default
            unset = default is None or default == ()
            shown = "per-user data folder" if item.name == "home" else "unset" if unset else f"`{default}`"
            rows.append(f"| `RAG_{item.name.upper()}` | {item.metadata['about']} | {shown} |")
        return "\n".join(rows)


def _convert(variable: str, text: str, kind: Any) -> Any:
    try:
        if kind is int:
            return int(text)
        if kind is float:
            return float(text)
        if kind is Path:
            return Path(text).expanduser()
        if kind == tuple[str, ...]:
            return tuple(name.strip() for name in text.split(",") if name.strip())
    except RuntimeError:
        raise ConfigError(
            f"{variable} is {text!r}; there is no such user's home folder, so give the whole path"
        ) from None
    except ValueError:
        wanted = "a whole number" if kind is int else "a number"
        raise ConfigError(f"{variable} is {text!r}; it takes {wanted}") from None
    return text
