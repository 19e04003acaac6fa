"""Look for bytes that a reader does not stand, guided by what of its code they reach.

Run from the repository: ``python tools/fuzz.py fiche 3600`` for an hour on one reader, or
``python tools/fuzz.py all 60`` for a minute on each. Needs atheris (``pip install atheris``),
which is for Linux and macOS alone and therefore in no lock.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
_LONGEST = 1
"""Seconds of processor that a reader may take on one input, slowed by atheris."""
_LONGEST_INPUT = 16_384  # bytes
_HANG = 600
"""Seconds on the clock after which an input is taken for a hang: other programs may run."""
_WORDS = (
    "---\n", "titre: ", "sources:\n  - titre: ", "[[", "]]", "|", "![", "](", "<script>", "&#x",
    "*", "**", "`", "```", "~~~", "> ", "- ", "1. ", "[^1]", "| --- |", "\t", "\\u0000", "\u00e9",
    "{", "}", "[", "]", "&a ", "*a", "!!python/object", "? ", ": ", "%YAML", "\ufeff", "PK\x03\x04",
    '{"format": 1}', '"files"', '"features"', '"properties"', "\x00", "http://", "javascript:",
)


def fuzz_one(name: str, seconds: int) -> None:
    """Fuzz a reader in this process; atheris never returns."""
    sys.path.insert(0, str(REPOSITORY))
    import atheris  # noqa: PLC0415 - only on demand

    with atheris.instrument_imports(include=["ecoq", "markdown", "frontmatter"]):
        from tools.fuzz_readers import READERS  # noqa: PLC0415 - instrumented as it is imported
        from tools.fuzz_seeds import seeds_of  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for index, seed in enumerate(seeds_of(name)):
            (corpus / str(index)).write_bytes(seed)
        words = Path(folder) / "words"
        words.write_text("".join(
            '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in _WORDS
        ))
        atheris.Setup([
            "fuzz", str(corpus), f"-max_total_time={seconds}", f"-timeout={_HANG}",
            f"-report_slow_units={_HANG}", f"-max_len={_LONGEST_INPUT}", f"-dict={words}",
            "-verbosity=0", "-print_final_stats=1",
            f"-artifact_prefix={tempfile.gettempdir()}/fuzz-{name}-",
        ], _in_time(READERS[name]))
        atheris.Fuzz()


def _in_time(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """Return a reader for which it is a finding to take longer than it may."""
    def read_in_time(data: bytes) -> None:
        start = time.process_time()
        read(data)
        spent = time.process_time() - start
        if spent > _LONGEST:
            raise TimeoutError(f"{spent:.1f} s for {len(data)} bytes")

    return read_in_time


def main(name: str, seconds: int) -> int:
    """Fuzz one reader, or all of them one after the other; print executions and findings."""
    sys.path.insert(0, str(REPOSITORY))
    from tools.fuzz_readers import READERS  # noqa: PLC0415 - slow to import

    found = 0
    for reader in READERS if name == "all" else (name,):
        done = subprocess.run(
            [sys.executable, __file__, "--one", reader, str(seconds)],
            capture_output=True, text=True, check=False, errors="replace",
        )
        said = done.stdout + done.stderr
        executions = [line.split()[-1] for line in said.splitlines() if "executed_units" in line]
        print(reader, executions[0] if executions else "?", "executions,",
              "no finding" if done.returncode == 0 else said[-3000:], flush=True)
        found += done.returncode != 0
    return int(found > 0)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        fuzz_one(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60))
