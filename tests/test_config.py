"""Settings: from the environment, from .env, and what is refused."""

import os
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from rag import ConfigError, Settings


def test_without_any_variable_the_defaults_hold_and_no_model_is_used() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.model is None
    assert settings.embed_model == "all-MiniLM-L6-v2"
    assert settings.home.is_absolute()


def test_every_setting_is_read_from_its_variable() -> None:
    env = {
        "RAG_MODEL": "openai/gpt-4o-mini",
        "RAG_EMBED_MODEL": "openai/text-embedding-3-small",
        "RAG_HOME": "/somewhere",
        "RAG_RETRIEVER": "bm25",
        "RAG_TOP_K": "5",
        "RAG_TIMEOUT": "1.5",
        "RAG_RETRIES": "0",
        "RAG_MAX_TOKENS": "99",
        "RAG_SMALL_MODEL": "openai/small",
        "RAG_JUDGE_MODEL": "openai/judge",
        "RAG_FALLBACK_MODELS": "openai/one, ollama/two,",
        "RAG_UNSUPPORTED": "mark",
        "RAG_ANSWER_TOKENS": "1000",
        "RAG_ANSWER_SECONDS": "2.5",
        "RAG_ANSWER_COST": "0.01",
        "RAG_CACHE": "0",
    }
    assert Settings.from_env(env) == Settings(
        model="openai/gpt-4o-mini",
        embed_model="openai/text-embedding-3-small",
        home=Path("/somewhere"),
        retriever="bm25",
        top_k=5,
        timeout=1.5,
        retries=0,
        max_tokens=99,
        small_model="openai/small",
        judge_model="openai/judge",
        fallback_models=("openai/one", "ollama/two"),
        unsupported="mark",
        answer_tokens=1000,
        answer_seconds=2.5,
        answer_cost=0.01,
        cache=0,
    )


@pytest.mark.parametrize("text", ["", "   "])
def test_a_variable_that_is_blank_counts_as_unset(text: str) -> None:
    assert Settings.from_env({"RAG_MODEL": text, "RAG_TOP_K": text}) == Settings()


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("RAG_RETRIEVER", "sparse"),
        ("RAG_TOP_K", "0"),
        ("RAG_TOP_K", "51"),
        ("RAG_TOP_K", "eight"),
        ("RAG_TOP_K", "8.5"),
        ("RAG_TIMEOUT", "0"),
        ("RAG_TIMEOUT", "nan"),
        ("RAG_TIMEOUT", "inf"),
        ("RAG_TIMEOUT", "soon"),
        ("RAG_RETRIES", "-1"),
        ("RAG_MAX_TOKENS", "0"),
        ("RAG_UNSUPPORTED", "keep"),
        ("RAG_ANSWER_TOKENS", "0"),
        ("RAG_ANSWER_SECONDS", "nan"),
        ("RAG_ANSWER_COST", "0"),
        ("RAG_ANSWER_COST", "inf"),
        ("RAG_CACHE", "-1"),
        ("RAG_CACHE", "yes"),
        ("RAG_HOME", "~no-such-user-here/papers"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_with_its_variable_and_value(variable: str, text: str) -> None:
    with pytest.raises(ConfigError, match=variable) as caught:
        Settings.from_env({variable: text})
    assert repr(text) in str(caught.value) or text in str(caught.value)


def test_a_tilde_in_the_home_folder_is_the_user_s() -> None:
    assert Settings.from_env({"RAG_HOME": "~/papers"}).home == Path.home() / "papers"


def test_a_setting_given_in_code_wins_over_the_environment() -> None:
    assert Settings.from_env({"RAG_TOP_K": "5"}, top_k=3).top_k == 3


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().top_k = 3  # type: ignore[misc]


def test_a_dotenv_file_is_read_and_the_environment_wins_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("RAG_TOP_K=3\nRAG_RETRIES=4\nRAG_MODEL='openai/größer'\n", encoding="utf-8")
    monkeypatch.setenv("RAG_RETRIES", "1")
    settings = Settings.from_env()
    assert (settings.top_k, settings.retries, settings.model) == (3, 1, "openai/größer")


def test_a_provider_s_key_in_dotenv_reaches_the_environment_unless_one_is_set_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("OPENAI_API_KEY=from-file\nGEMINI_API_KEY=from-file\n", encoding="utf-8")
    monkeypatch.setenv("GEMINI_API_KEY", "from-environment")
    Settings.from_env()
    assert (os.environ["OPENAI_API_KEY"], os.environ["GEMINI_API_KEY"]) == ("from-file", "from-environment")


def test_a_dotenv_file_that_is_not_utf_8_is_refused_by_name() -> None:
    Path(".env").write_bytes(b"RAG_MODEL=gr\xf6sser\n")
    with pytest.raises(ConfigError, match=r"\.env.*UTF-8"):
        Settings.from_env()


def test_the_table_has_one_row_for_each_setting() -> None:
    rows = Settings.table().splitlines()[2:]
    names = [row.split("`")[1] for row in rows]
    assert names == [f"RAG_{name.upper()}" for name in Settings.__dataclass_fields__]


@pytest.mark.parametrize("name", ["..", ".hidden", "a/b", "a\\b", "", "x" * 65, "end.", "a b"])
def test_a_corpus_name_is_a_folders_name_on_every_system(name: str) -> None:
    with pytest.raises(ConfigError, match="RAG_CORPUS"):
        Settings(corpus=name)
    assert Settings(corpus="my-lab_2.1").corpus == "my-lab_2.1"
