"""Work in a process of its own, timed to its end: what a fresh start costs, and the most memory it held."""

import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class SpeedError(ValueError):
    """A command that should be timed failed; the message shows what it said."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that has ended: wall-clock seconds, the most memory it held (MB; None where not measured), and what it
    printed.
    """

    seconds: float
    peak_mb: float | None
    output: str = ""


def run_child(arguments: Sequence[str], home: Path, good: Sequence[int] = (0,)) -> Child:
    """Run this Python with the arguments and that home, to its end.

    Raises SpeedError when the exit code is not a good one.
    """
    # An empty RAG_MODEL also hides one in .env.
    environment: Mapping[str, str] = {**os.environ, "RAG_HOME": str(home), "RAG_MODEL": ""}
    with (
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as printed,
        tempfile.TemporaryDirectory() as folder,
    ):
        note = Path(folder) / "peak"
        started = time.perf_counter()
        process = subprocess.Popen(
            [*_launcher(note), *arguments],
            env=environment,
            stdout=printed,
            stderr=said,
            stdin=subprocess.DEVNULL,
        )
        peak_mb = _wait(process, note)
        seconds = time.perf_counter() - started
        if process.returncode not in good:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip()[-500:]
            if process.returncode == 2 and last:  # bad input: its line says what, and what to do
                raise SpeedError(last.splitlines()[-1])
            raise SpeedError(
                f"`python {' '.join(arguments)}` ended with {process.returncode}; it said: {last or 'nothing'}"
            )
        printed.seek(0)
        return Child(seconds, peak_mb, printed.read().decode("utf-8", "replace"))


if sys.platform == "win32":

    def _launcher(note: Path) -> list[str]:
        return [sys.executable]

    def _wait(process: subprocess.Popen[bytes], note: Path) -> float | None:
        """Wait for the end; the peak memory in MB, by psutil where it is installed."""
        if importlib.util.find_spec("psutil") is None:
            process.wait()
            return None
        psutil = importlib.import_module("psutil")
        peak = None
        while process.poll() is None:
            try:
                peak = psutil.Process(process.pid).memory_info().peak_wset / 1e6
            except psutil.Error:
                process.wait()
                break
            time.sleep(0.02)
        return peak

else:
    # A child's peak counts from what its parent held when it was started, so a bare Python, which holds next to
    # nothing, starts it (in about 10 ms) and notes the peak.
    _LAUNCH = """
import os, sys
pid = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[2:]], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as note:
    note.write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""

    def _launcher(note: Path) -> list[str]:
        return [sys.executable, "-S", "-E", "-c", _LAUNCH, str(note)]

    def _wait(process: subprocess.Popen[bytes], note: Path) -> float | None:
        """Wait for the end; the peak memory in MB, as the launcher noted it."""
        process.wait()
        if not note.is_file():
            return None
        # ru_maxrss is in bytes on macOS, in KiB elsewhere
        return int(note.read_text("ascii")) * (1 if sys.platform == "darwin" else 1024) / 1e6
