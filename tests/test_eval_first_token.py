"""The first token by a model, timed beside the bare client."""

import os
from pathlib import Path

from conftest import make_assistant

from eval import first_token


def test_the_first_token_is_timed_against_the_bare_client_and_leaves_no_provider_behind(tmp_path: Path) -> None:
    found = first_token.measure(make_assistant(tmp_path, cache=0), "Which Dice does SwinSeg reach on brain MRI?")
    assert 0 < found.passing < found.ours
    assert found.plain > 0
    assert "OPENAI_BASE_URL" not in os.environ
