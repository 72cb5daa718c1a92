"""The records as an editor sees them: Tombi, offline, with the book's own schemas.

usage: editor.py DUEBOOK TOMBI

The sample book has no fault; a misspelt key, a wrong name, a quoted day and a
missing key are each underlined where they stand.
"""
import pathlib, re, shutil, subprocess, sys, tempfile

program, tombi = (pathlib.Path(name).absolute() for name in sys.argv[1:3])
root = pathlib.Path(__file__).resolve().parents[2]
UP = {"advance": 3, "guarantee": 3, "project": 3, "agency": 2, "rules": 2, "holidays": 2, "office": 1}


def kind(path):
    """The schema of a file of the book, by its place."""
    parts = path.parts
    if parts[0] in ("rules", "holidays"):
        return parts[0]
    if len(parts) == 1:
        return "office" if path.name == "office.toml" else None
    if path.name == "agency.toml":
        return "agency"
    found = re.match(r"(advance|guarantee|project)-\d+\.toml$", path.name)
    return found and found[1]


def lint(book, path="records"):
    """Whether Tombi is content, and what it says."""
    run = subprocess.run([tombi, "lint", "--offline", path], cwd=book, capture_output=True, text=True)
    return run.returncode == 0, re.sub(r"\x1b\[[0-9;]*m", "", run.stdout + run.stderr)


with tempfile.TemporaryDirectory() as folder:
    book = pathlib.Path(folder)
    shutil.copytree(root / "records", book / "records")
    subprocess.run([program, "--root", book, "--quiet", "schema"], check=True, stdout=subprocess.DEVNULL)
    (book / "tombi.toml").write_text('toml-version = "v1.0.0"\n')
    seen = 0
    for path in sorted((book / "records").rglob("*.toml")):
        name = kind(path.relative_to(book / "records"))
        if name:
            seen += 1
            path.write_text(f"#:schema {'../' * UP[name]}schema/{name}.json\n{path.read_text()}")
    fits, said = lint(book)
    assert fits, said[-2000:]
    assert seen > 200, f"{seen} files with a schema"

    record = book / "records/secretariat/2570/advance-0001.toml"
    whole = record.read_text()
    for pattern, replacement, line in [
        (r"(?m)^amount( *=)", r"amuont\1", "amuont"),
        (r'(?m)^fund( *=) .*$', r'fund\1 "imprst"', "fund"),
        (r"(?m)^contracted( *=) (.*)$", r'contracted\1 "\2"', "contracted"),
        (r"(?m)^borrower( *=) \{ name = ", r"borrower\1 { nmae = ", "borrower"),
    ]:
        text, times = re.subn(pattern, replacement, whole, count=1)
        assert times == 1, pattern
        record.write_text(text)
        want = next(at for at, one in enumerate(text.splitlines(), 1) if one.startswith(line))
        fits, said = lint(book, "records/secretariat/2570")
        assert not fits and f"advance-0001.toml:{want}:" in said, f"{line} on line {want}: {said}"
    record.write_text(whole)
    print(f"Tombi: {seen} files fit their schemas, 4 mistakes underlined on their lines")
