#!/usr/bin/env python3
"""What the history costs: `log` of one record and `check --history` of twenty
commits, in a book with many commits, beside what git itself takes.

    cargo build --release
    python3 benches/history.py 100000 20000

Makes a repository (`git fast-import`) of so many commits over so many records,
each commit one record made or one clearing entered. The first `log` walks the
whole history; beside it `git log --raw` of the same. Then `log` again, from
what the walk kept; and `check --history` less `check` alone.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/duebook"
ROUNDS = 5


def settings():
    """The sample's settings, as path and text."""
    for path in sorted((ROOT / "records").rglob("*.toml")):
        name = path.relative_to(ROOT)
        if name.parts[1] in ("rules", "holidays", "office.toml") or path.name == "agency.toml":
            lines = path.read_text().splitlines(True)
            yield str(name), "".join(line for line in lines if not line.startswith("imprest_ceiling"))


def stream(commits, records, write):
    """Writes the commits as `git fast-import` reads them."""
    dice = random.Random(7)
    agencies = sorted(path.parent.name for path in (ROOT / "records").glob("*/agency.toml"))
    texts, clock = {}, 1_600_000_000
    step = (1_790_000_000 - clock) // commits

    def commit(number, message, files):
        message = message.encode()
        write(b"commit refs/heads/main\nmark :%d\n" % number)
        for who in (b"author", b"committer"):
            write(b"%s Somying <somying@example.org> %d +0700\n" % (who, clock))
        write(b"data %d\n%s\n" % (len(message), message))
        for path, text in files:
            text = text.encode()
            write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(text), text))

    commit(1, "settings", settings())
    for number in range(commits - 1):
        record = number if number < records else dice.randrange(records)
        year = 2564 + record // len(agencies) % 7
        folder = f"{agencies[record % len(agencies)]}/{year}"
        path = f"records/{folder}/advance-{1 + record // (7 * len(agencies)):04d}.toml"
        if path not in texts:
            texts[path] = (
                f'contract   = "บย. {record}/{year}"\nfund       = "budget"\npurpose    = "other-duty"\n'
                f'project    = "อบรม {record}"\namount     = 25_000.00\n'
                f'borrower   = {{ name = "นายตัวอย่าง {record}", email = "a{record}@example.org" }}\n'
                f"contracted = {year - 543}-03-02\nreceived   = {year - 543}-03-04\n"
            )
        else:
            texts[path] += (
                f"\n[[clearing]]\ndate     = {year - 543}-03-20\nvouchers = 1.00\n"
                f'receipt  = "บค. {number}/{year}"\n'
            )
        clock += step
        commit(number + 2, f"advance {folder}: ชดใช้ 1.00", [(path, texts[path])])
    return path


def timed(words, folder):
    """Runs a command; returns its wall and CPU time in seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def say(name, times):
    """Prints median, least and most."""
    wall, cpu = zip(*times)
    print(f"{name:34} wall {statistics.median(wall):7.3f} s ({min(wall):.3f}-{max(wall):.3f})   CPU {statistics.median(cpu):7.3f} s", flush=True)


def main():
    commits, records = (int(word) for word in (sys.argv[1:] + ["100000", "20000"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        git = ["git", "-C", folder]
        subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
        importing = subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE)
        path = stream(commits, records, importing.stdin.write)
        importing.stdin.close()
        importing.wait()
        subprocess.run([*git, "repack", "-adq"], check=True)
        subprocess.run([*git, "checkout", "--quiet", "--force", "main"], check=True)
        kept = Path(folder, ".git/duebook-history")
        log = [PROGRAM, "log", path.removeprefix("records/").removesuffix(".toml")]
        first, raw = [], []
        for _ in range(ROUNDS):
            kept.unlink(missing_ok=True)
            first.append(timed(log, folder))
            raw.append(timed(["git", "log", "--raw"], folder))
        say("log, the first time", first)
        say("git log --raw", raw)
        ratio = statistics.median(wall for wall, _ in first) / statistics.median(wall for wall, _ in raw)
        print(f"{'':34} ratio {ratio:.2f} (wall)")
        say("log, again", [timed(log, folder) for _ in range(3 * ROUNDS)])
        say("check --history of 20 commits", [timed([PROGRAM, "check", "--history", "HEAD~20..HEAD"], folder) for _ in range(ROUNDS)])
        say("check alone", [timed([PROGRAM, "check"], folder) for _ in range(ROUNDS)])


if __name__ == "__main__":
    main()
