#!/usr/bin/env python3
"""How long an officer waits for `new` and `clear` in a book of any size.

    cargo build --release --examples --bins
    python3 benches/entering.py 100000

Makes a book (examples/generate), then enters records one after the other and
prints the wall and CPU time of each command: median, least, most. Beside them
stands what no program can avoid on this machine: starting (`--version`), and
asking every folder and file of the book for its names (`find`).
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/duebook"
ROUNDS = 15
DAY = "2026-11-20"


def timed(words, **more):
    """Runs a command; returns its wall and CPU time in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{words}: {done.stderr.decode()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, cpu * 1000


def say(name, times):
    """Prints median, least and most of a list of times."""
    wall, cpu = zip(*times)
    print(
        f"{name:28} wall {statistics.median(wall):6.1f} ms ({min(wall):.1f}-{max(wall):.1f})"
        f"   CPU {statistics.median(cpu):6.1f} ms"
    )


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        subprocess.run([ROOT / "target/release/examples/generate", str(count), folder], check=True)
        duebook = [PROGRAM, "--root", folder, "--today", DAY]
        first = lambda number: [
            *duebook, "new", "advance", "--agency", "secretariat", "--contract", f"บย. {900_000 + number}/2570",
            "--fund", "imprest", "--purpose", "other-duty", "--project", "x", "--amount", "10",
            "--borrower", f"ผู้ยืม {number}", "--contracted", "2026-11-02", "--received", "2026-11-03",
        ]
        say("new, the first time", [timed(first(0))])
        # What was written within the last two seconds is looked at again.
        time.sleep(2.5)
        timed(first(1))
        time.sleep(2.5)
        say("new", [timed(first(2 + round)) for round in range(ROUNDS)])
        record = max(Path(folder, "records/secretariat/2570").glob("advance-*.toml"))
        path = str(record.relative_to(Path(folder, "records")).with_suffix(""))
        clear = [*duebook, "clear", path, "--date", "2026-11-19", "--vouchers", "0.10"]
        say("clear", [timed(clear) for _ in range(ROUNDS)])
        say("starting (--version)", [timed([PROGRAM, "--version"]) for _ in range(ROUNDS)])
        say("find: every name once", [timed(["find", folder, "-name", "x"]) for _ in range(ROUNDS)])


if __name__ == "__main__":
    main()
