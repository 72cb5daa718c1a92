"""TOML 1.0 as another reader knows it: Python's tomllib.

usage: toml10.py DUEBOOK

What the program takes, tomllib takes too: the sample book, the small office, every
broken book of the tests, and thousands of files with something of the syntax put in,
taken out or doubled, newer TOML among it. The other way round, a finding about the
syntax stands in no file that tomllib reads.
"""
import collections, json, pathlib, random, shutil, subprocess, sys, tempfile, tomllib

program = pathlib.Path(sys.argv[1]).absolute()
root = pathlib.Path(__file__).resolve().parents[2]
FILES, AGENCY = 4000, "secretariat"
PIECES = ["{", "}", "[", "]", "[[", "]]", ",", "\n", "=", '"', "'", '"""', "'''", "\\", "\\e", "\\x41", "\\u0e01", "#", ".", "-", "+", "_",
          "T10:00", " 10:00:00", "Z", "+07:00", "0x1", "1e3", "nan", "inf", "true", "\r\n", "\r", "\t", "\0", "\x7f", "\x0b", "\u00a0", "\ufeff", "ก",
          'p = { a = 1, }\n', 'p = {\n a = 1 }\n', 'p = { a = 1 # x\n }\n', 'p = [1,\n 2,]\n', 'p.q = 1\n', '"p" = 1\n', "ก = 1\n", "p = 10:00\n",
          "p = 2026-01-01T10:00\n", "p = 2026-01-01 10:00:00.5\n", "p = 01\n", "p = 1__0\n", "[p]\n", "[[p]]\n", "[p.q]\n", "p = \"\\e[0m\"\n"]


def reads(data):
    """Whether Python takes the bytes for TOML."""
    try:
        tomllib.loads(data.decode("utf-8"))
        return True
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return False


def findings(book):
    """The errors that the program finds, as codes by file."""
    run = subprocess.run([program, "--root", book, "--today", "2026-11-20", "--lang", "en", "--json", "check"], capture_output=True, text=True)
    assert run.stdout, f"{book}: {run.returncode} {run.stderr}"
    errors = collections.defaultdict(set)
    for finding in json.loads(run.stdout)["findings"]:
        if finding["severity"] == "error":
            errors[finding["file"]].add(finding["code"])
    return errors


def compare(book, counts):
    """Holds every file of a book against what Python says of it."""
    errors = findings(book)
    for path in sorted((book / "records").rglob("*.toml")):
        name = path.relative_to(book).as_posix()
        if not path.is_file() or path.is_symlink() or "/." in name:
            continue
        data = path.read_bytes()
        taken, told = reads(data), errors.get(name, set())
        counts["read by both" if taken else "refused by both"] += 1
        if not taken and not told:
            wrong.append(f"taken, though it is no TOML 1.0: {name}\n{data.decode(errors='replace')}")
        # A byte-order mark is TOML's own matter of taste; Python refuses it and editors write it.
        if taken and told & {"syntax", "not-utf8"}:
            wrong.append(f"refused as syntax, though it is TOML 1.0 ({told}): {name}\n{data.decode(errors='replace')}")


def broken(text, chance):
    """A text with one to three slips in it."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(text))
        if chance.random() < 0.5:
            at = text.rfind("\n", 0, at) + 1
        if chance.random() < 0.25:
            text = text[:at] + text[at + chance.randint(1, 4):]
        else:
            text = text[:at] + chance.choice(PIECES) + text[at:]
    return text


wrong, counts = [], collections.Counter()
for place in [root, root / "tests/office", *sorted((root / "tests/errors").iterdir())]:
    if (place / "records").is_dir():
        compare(place, counts)
with tempfile.TemporaryDirectory() as folder:
    book, chance = pathlib.Path(folder), random.Random(1)
    for name in ("rules", "holidays"):
        shutil.copytree(root / "records" / name, book / "records" / name)
    shutil.copy(root / "records/office.toml", book / "records")
    shelf = book / "records" / AGENCY / "2569"
    shelf.mkdir(parents=True)
    shutil.copy(root / "records" / AGENCY / "agency.toml", shelf.parent)
    seeds = [path.read_text() for path in sorted((root / "records").rglob("*-0*.toml"))]
    for number in range(1, FILES + 1):
        (shelf / f"advance-{number:04}.toml").write_text(broken(chance.choice(seeds), chance), newline="")
    compare(book, counts)
for one in wrong[:8]:
    print(one)
print(", ".join(f"{number} files {what}" for what, number in sorted(counts.items())))
sys.exit(bool(wrong))
