"""What others rely on: the public names, a quick import, the tree of errors, the documented settings."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_python

import rag
from rag import Answer, Citation, Paper, Settings, errors


@pytest.mark.parametrize("name", rag.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(rag, name) is not None


def test_the_public_names_are_sorted_and_hold_every_error() -> None:
    assert rag.__all__ == sorted(rag.__all__)
    assert set(errors.__all__) < set(rag.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        rag.no_such_name  # noqa: B018


def test_importing_the_package_brings_none_of_the_slow_libraries(tmp_path: Path) -> None:
    slow = "{'llama_index', 'chromadb', 'litellm', 'openai', 'gradio', 'onnxruntime', 'numpy', 'torch'}"
    code = f"import sys, rag; rag.Paper, rag.RagError, rag.Settings; print(sorted({slow} & set(sys.modules)))"
    done = run_python("-c", code, cwd=tmp_path)
    assert done.stdout == "[]\n", done.stderr


def test_importing_the_package_does_not_hide_the_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", rag.__version__)


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    for module in pkgutil.iter_modules(rag.__path__):
        text = importlib.import_module(f"rag.{module.name}").__doc__
        assert text, module.name
        assert len(text.splitlines()[0]) > 20, module.name


# --- errors --------------------------------------------------------------------------------------


def drawn() -> dict[str, list[str]]:
    """Each error of the docstring's tree with its parents: the one it hangs from, then those in "(also …)"."""
    above: list[str] = []
    tree: dict[str, list[str]] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ((?:[│├└─ ]{4})*)(\w+)(?: \(also (\w+)\))?", line)
        if found and (found[2] == "RagError" or found[1]):
            depth = len(found[1]) // 4
            above[depth:] = [found[2]]
            tree[found[2]] = ([above[depth - 1]] if depth else ["Exception"]) + ([found[3]] if found[3] else [])
    return tree


def test_the_tree_of_errors_in_the_docstring_is_the_real_one() -> None:
    real = {
        name: [parent.__name__ for parent in kind.__bases__]
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if kind.__module__ == errors.__name__
    }
    assert drawn() == real
    assert sorted(real) == sorted(errors.__all__)


def test_bad_input_can_be_caught_as_a_value_error_too() -> None:
    for kind in (errors.InvalidQuestion, errors.ConfigError, errors.CorpusError):
        assert issubclass(kind, ValueError)


# --- types ---------------------------------------------------------------------------------------


def test_a_citation_whose_quote_is_not_in_its_place_cannot_be_made() -> None:
    paper = Paper("a", "A", "One sentence.")
    assert Citation(1, paper, "One", 0, 3).quote == "One"
    for quote, start, end in (("one", 0, 3), ("One", 1, 4), ("", 0, 0)):
        with pytest.raises(ValueError, match="is not its abstract's characters"):
            Citation(1, paper, quote, start, end)


def test_the_fields_that_others_rely_on_are_there() -> None:
    fields = set(Answer.__dataclass_fields__) | {"abstained"}
    assert fields >= {
        "question",
        "standalone_question",
        "kind",
        "text",
        "sentences",
        "citations",
        "evidence",
        "abstained",
        "model",
        "usage",
        "timings",
    }
    assert set(Paper.__dataclass_fields__) >= {"id", "title", "abstract", "authors", "year", "venue", "url", "doi"}


# --- documents -----------------------------------------------------------------------------------


def test_the_page_of_settings_has_their_table_as_it_is() -> None:
    assert Settings.table() in (ROOT / "docs" / "settings.md").read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    [path for pattern in ("rag/*.py", "prompts/*.md", "docs/*.md", "*.md") for path in sorted(ROOT.glob(pattern))],
    ids=lambda path: path.name,
)
def test_text_files_are_utf_8_with_unix_line_ends(path: Path) -> None:
    content = path.read_bytes()
    assert b"\r" not in content
    assert content.decode("utf-8").endswith("\n")


def test_the_python_of_the_readme_runs(shipped_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_HOME", str(shipped_home))
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    names: dict[str, Any] = {}
    exec(compile(block, "README.md", "exec"), names)
    assert names["result"].citations
    assert {"voco", "med3d"} <= {paper.id for paper in names["follow_up"].papers}


def test_the_page_on_the_code_names_every_module_of_the_library_and_no_other() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = {f"rag/{path.name}" for path in (ROOT / "rag").glob("*.py")} - {"rag/__init__.py"}
    assert set(re.findall(r"^\| `(rag/\w+\.py)` \|", page, re.M)) == modules


PAGES = [
    "README.md",
    "eval/README.md",
    "prompts/README.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_between_the_pages_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]*)(#[\w-]+)?\)", page.read_text("utf-8"))
    for target, anchor in links:
        linked = page.parent / target if target else page
        assert linked.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.M)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, anchor
