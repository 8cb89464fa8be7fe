"""A file with one JSON object a line: each with its place, and a bad line named with its file, number and fix."""

from pathlib import Path

import pytest

from eval.jsonl import append, kept, rows


class Refused(ValueError):
    pass


def read(path: Path) -> list[tuple[str, object]]:
    return list(rows(path, Refused, "write it first"))


def test_each_object_comes_with_its_file_and_line_and_blank_lines_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\ufeff{"a": 1}\n\n  \n{"a": "x\u2028y"}', "utf-8")
    assert read(path) == [(f"{str(path)!r}, line 1", {"a": 1}), (f"{str(path)!r}, line 4", {"a": "x\u2028y"})]


@pytest.mark.parametrize(("line", "problem"), [("{", "not JSON"), ("[1]", "no object"), ("1", "no object")])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"a": 1}}\n{line}\n', "utf-8")
    with pytest.raises(Refused, match=f"line 2: {problem}") as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "write one" in str(caught.value)


def test_a_missing_file_is_named_with_the_next_step(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(Refused, match="write it first"):
            read(path)


def test_what_is_appended_is_kept_and_a_torn_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.jsonl"
    assert list(kept(path)) == []
    append(path, {"a": "x\u2028y"})
    with path.open("a") as file:
        file.write('{"torn": ')
    append(path, {"b": 2})
    append(path, {"c": "a lone surrogate \udc80"})
    found = list(kept(path))
    assert found[:2] == [{"a": "x\u2028y"}, {"b": 2}]
    assert len(found) == 3
