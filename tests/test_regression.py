"""Quality that must not fall: the golden questions, answered without a model, held to the floors of eval/floors.toml.

They are held on the half that was only measured with.
"""

import pytest

from eval.gate import Floor, check, load
from eval.results import Report
from eval.run import run
from eval.samples import GOLDEN
from eval.samples import load as load_samples
from rag import Assistant


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> Report:
    return run(assistant, load_samples(GOLDEN, assistant.papers, split="test"), judge=assistant.judge)


@pytest.mark.parametrize("floor", load(), ids=lambda floor: floor.where)
def test_a_measure_does_not_fall_below_its_floor(report: Report, floor: Floor) -> None:
    gate = check(report, [floor])
    assert gate.failures == ()
    assert gate.checked == 1
