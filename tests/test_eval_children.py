"""Timing other processes: what they need is measured, and a failing one is not passed over."""

import sys
from pathlib import Path

import pytest

from eval.children import SpeedError, run_child


def test_a_child_is_timed_to_its_end(tmp_path: Path) -> None:
    assert run_child(["-c", "import time; time.sleep(0.3)"], tmp_path).seconds >= 0.3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs psutil, and sees memory only while the child runs")
def test_the_peak_memory_is_that_of_this_child_and_not_of_an_earlier_one(tmp_path: Path) -> None:
    large = run_child(["-c", "x = bytearray(200_000_000)"], tmp_path).peak_mb
    small = run_child(["-c", "pass"], tmp_path).peak_mb
    assert large is not None
    assert small is not None
    assert large > 200
    assert small < 150


def test_a_child_gets_its_home_and_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_MODEL", "openai/some-model")
    code = (
        "import os, sys; sys.exit(0 if (os.environ['RAG_HOME'], os.environ['RAG_MODEL']) == (sys.argv[1], '') else 1)"
    )
    run_child(["-c", code, str(tmp_path)], tmp_path)


def test_a_failing_child_is_an_error_that_shows_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SpeedError, match=r"ended with 4; it said: no index"):
        run_child(["-c", "import sys; print('no index', file=sys.stderr); sys.exit(4)"], tmp_path)
    run_child(["-c", "raise SystemExit(3)"], tmp_path, good=(0, 3))


def test_what_a_child_prints_is_kept(tmp_path: Path) -> None:
    assert run_child(["-c", "print('[1, 2]')"], tmp_path).output == "[1, 2]\n"
