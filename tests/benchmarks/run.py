"""Runs the benchmarks one after another: `run.py`, or some of them: `run.py turns start`."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = ("turns", "latency", "statements", "search", "start", "texts", "size")


def main(wanted: list[str]) -> int:
    begun, failed = time.monotonic(), 0
    for name in wanted or NAMES:
        if name not in NAMES:
            print(f"no benchmark {name}: {' '.join(NAMES)}")
            return 2
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{name}"], cwd=ROOT, check=False
        )
        failed += done.returncode != 0
        print(flush=True)
    print(f"all of it took {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
