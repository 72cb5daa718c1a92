#!/usr/bin/env python3
"""Times sending and planning: our mails beside Python's smtplib, a plan beside a clock.

    cargo build --release --bins --examples
    python3 benches/mail.py [MAILS]                      # default: 10000

Sending goes to Postfix's smtp-sink (Debian's postfix) on the loopback. Ours is the
whole of examples/deliver: reading a book, planning, writing each mail, searching it,
its bytes, SMTP, over one connection and over four. smtplib is handed the same mails
as ready bytes, over one connection: it is what both are held against. They run in
turn; printed are medians and, round by round, ratios.
Planning reads 10,000 records and 30,000 pages of the journal. No test depends on this.
"""
import os, resource, shutil, socket, statistics, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASE = ROOT / "target/release"
RUNS = 5

PEER = r"""
import smtplib, sys
count, port = int(sys.argv[1]), int(sys.argv[2])
mails = []
with open(sys.argv[3], "rb") as file:
    while head := file.readline().split():
        mails.append((head[1].decode(), head[2].decode(), file.read(int(head[0]))))
with smtplib.SMTP("127.0.0.1", port) as server:
    for number in range(count):
        sender, to, mail = mails[number % len(mails)]
        server.sendmail(sender, [to], mail)
"""


def timed(command, **more):
    """Runs a command and returns its wall and CPU seconds."""
    start, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, **more)
    wall, end = time.monotonic() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def sink():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    server = subprocess.Popen([shutil.which("smtp-sink", path=os.environ["PATH"] + ":/usr/sbin"), *user, f"127.0.0.1:{port}", "100"])
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.05)
    sys.exit("smtp-sink does not answer")


def median(runs, which):
    return statistics.median(run[which] for run in runs)


def sending(scratch, count):
    book, ready = scratch / "sending", scratch / "ready"
    subprocess.run([RELEASE / "examples/generate", "2000", book], check=True)
    subprocess.run([RELEASE / "examples/deliver", book, str(count), "0", ready], check=True)
    mails = ready.stat().st_size // max(1, ready.read_bytes().count(b"\r\nMessage-ID: "))
    print(f"mails of {mails} bytes on average")
    server, port = sink()
    try:
        peer = [sys.executable, "-c", PEER, count, port, ready]
        theirs, ours = [], {1: [], 4: []}
        for _ in range(RUNS):
            theirs.append(timed(peer))
            for connections, runs in ours.items():
                runs.append(timed([RELEASE / "examples/deliver", book, count, connections, port]))
        print(f"{count} mails, smtplib, ready bytes, 1 connection: {median(theirs, 0):.1f} s wall {median(theirs, 1):.1f} s CPU")
        for connections, runs in ours.items():
            ratios = sorted(our[0] / their[0] for our, their in zip(runs, theirs))
            print(f"{count} mails, ours, {connections} connection(s): {median(runs, 0):.1f} s wall {median(runs, 1):.1f} s CPU,"
                  f" of smtplib's {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f}) wall,"
                  f" {median(runs, 1) / median(theirs, 1):.2f} CPU", flush=True)
    finally:
        server.terminate()


def planning(scratch):
    book = scratch / "planning"
    subprocess.run([RELEASE / "examples/generate", "10000", book, "30000"], check=True)
    program = [RELEASE / "duebook", "--root", book, "--today", "2026-11-20", "--quiet", "remind"]
    quiet = {"env": {**os.environ, "DUEBOOK_SMTP_URL": f"file:{scratch / 'mails'}"}, "stderr": subprocess.DEVNULL}
    for what, words in (("remind --plan, 10,000 records, 30,000 pages", ["--plan"]), ("remind --send, nothing to do", ["--send"])):
        if words == ["--send"]:
            timed([*program, *words], **quiet)  # takes the book on
        runs = [timed([*program, *words], **quiet) for _ in range(RUNS + 1)][1:]
        print(f"{what}: {median(runs, 1):.2f} s CPU {median(runs, 0):.2f} s wall", flush=True)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as scratch:
        planning(Path(scratch))
        sending(Path(scratch), count)


if __name__ == "__main__":
    main()
