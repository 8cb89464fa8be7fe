"""Ours beside the bare libraries: each runs as often as the other, in turn, and every pair of figures has its ratio."""

from pathlib import Path

import pytest
from conftest import make_assistant, make_paper

from eval.plain import Rates, beside, in_turn


def test_both_run_in_turn_after_each_has_run_once() -> None:
    order: list[str] = []
    rates = in_turn(lambda: order.append("ours"), lambda: order.append("bare"), items=10, times=3)
    assert order == ["ours", "bare"] * 4
    assert rates.ours > 0
    assert rates.bare > 0


def test_the_ratio_is_ours_over_the_bare_librarys() -> None:
    assert Rates(ours=50.0, bare=200.0).ratio == 0.25


def test_every_search_and_build_stands_beside_the_bare_library_with_its_ratio(tmp_path: Path) -> None:
    papers = [
        make_paper(f"Net{n}: Segmenting", f"Net{n} segments organ {n} on CT. It is trained on scans.")
        for n in range(12)
    ]
    assistant = make_assistant(tmp_path, papers)
    found = {figure.name: figure for figure in beside(assistant, ["What is Net3?", "Which organ does Net5 segment?"])}
    for name, library in (("vector search", "plain Chroma"), ("word search", "plain bm25s")):
        ours, bare, ratio = (found[n] for n in (name, f"{name}: {library}", f"{name}, ours over {library}"))
        assert ratio.value == pytest.approx((ours.value or 0) / (bare.value or 1))
    assert {"ranking", "a whole answer", "building BM25"} <= found.keys()
    assert all(figure.value and figure.value > 0 for figure in found.values())
