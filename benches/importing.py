#!/usr/bin/env python3
"""What it costs to bring a large register in, beside `tar -x` of the same files.

    cargo build --release --examples --bins
    python3 benches/importing.py 100000

Makes an empty office and an .xlsx register of that many rows (dates as numbers,
as Thai text, as text with slashes; amounts as numbers, with commas, in Thai
digits), then imports it, three rounds, each into a folder of its own. Nothing is
deleted between the rounds: ext4 looks past every inode that was freed within
the last five minutes, which can triple the cost of making a file: wait so long
after another bench, and read the import beside the `tar` of its round, which does
not wait for the disk; the import does, before it says that it is done.
"""

import datetime
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/duebook"
ROUNDS = 3
DAY = "2026-11-20"
MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
HEADS = "ลำดับ|ชื่อ-สกุลผู้ยืม|เลขที่สัญญา (บย.)|วันที่ยืม|วันที่รับเงิน|จำนวนเงินยืม|วัตถุประสงค์|วันที่ส่งใช้|ใบสำคัญ|เงินสด|ส่วนราชการ".split("|")
SHEET = "เงินยืมเงินทดรองราชการ"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def day(date, way):
    """A day as an officer types it."""
    if way == 0:
        return (date - datetime.date(1899, 12, 30)).days
    if way == 1:
        return f"{date.day} {MONTHS[date.month - 1]} {date.year + 543}"
    return f"{date.day}/{date.month}/{date.year + 543}"


def amount(baht, way):
    """An amount as an officer types it."""
    return (baht, f"{baht:,}.00", f"{baht:,}".translate(THAI))[way]


def rows(count):
    """The register's rows."""
    agencies = sorted(path.parent.name for path in (ROOT / "records").glob("*/agency.toml"))
    for number in range(count):
        lent = datetime.date(2020, 2, 3) + datetime.timedelta(days=number % 2400)
        way, baht = number % 3, 1000 + number % 900 * 50
        yield [
            number + 1,
            f"นายตัวอย่าง คนที่{number}",
            f"บย. {number + 1}/{lent.year + 543 + (lent.month > 9)}",
            day(lent, way),
            day(lent, way),
            amount(baht, way),
            f"จัดอบรมรุ่นที่ {number}",
            day(lent, way) if way == 0 else "",
            500 if way == 0 else "",
            baht - 500 if way == 0 else "",
            agencies[number % len(agencies)],
        ]


def workbook(path, count):
    """Writes the register."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def cell(place, value):
        if isinstance(value, int):
            style = ' s="1"' if place[0] in "DEH" else ""
            return f'<c r="{place}"{style}><v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
        file.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{relations}/styles" Target="styles.xml"/></Relationships>')
        file.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="r1"/></sheets></workbook>')
        file.writestr("xl/styles.xml", f'<styleSheet xmlns="{main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>')
        lines = [f'<worksheet xmlns="{main}"><sheetData>']
        for number, row in enumerate([HEADS, *rows(count)], 1):
            cells = "".join(cell(f"{chr(65 + column)}{number}", value) for column, value in enumerate(row))
            lines.append(f'<row r="{number}">{cells}</row>')
        lines.append("</sheetData></worksheet>")
        file.writestr("xl/worksheets/sheet1.xml", "".join(lines))


def office(folder):
    """An office without records: the sample's settings."""
    for path in (ROOT / "records").rglob("*.toml"):
        name = path.relative_to(ROOT / "records")
        if name.parts[0] in ("rules", "holidays", "office.toml") or path.name == "agency.toml":
            target = Path(folder, "records", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            # A ceiling is of one day's float, and these are the loans of six years.
            lines = [line for line in path.read_text().splitlines(True) if not line.startswith("imprest_ceiling")]
            target.write_text("".join(lines))


def timed(name, words):
    """Runs a command and prints what it cost."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{words}: {out.decode()[-2000:]} {err.decode()[-2000:]}")
    cpu = used.ru_utime + used.ru_stime
    memory = f"   {used.ru_maxrss // 1024} MiB" if words[0] == PROGRAM else ""
    print(f"{name:32} wall {wall:6.2f} s   CPU {cpu:6.2f} s ({used.ru_utime:.2f} + {used.ru_stime:.2f}){memory}", flush=True)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        register = Path(folder, "register.xlsx")
        workbook(register, count)
        for number in range(ROUNDS):
            book = Path(folder, f"book{number}")
            office(book)
            duebook = [PROGRAM, "--quiet", "--root", book, "--today", DAY, "import", register]
            if number == 0:
                timed("import --dry-run", [*duebook, "--dry-run"])
            os.sync()
            timed("import", duebook)
            if number == 0:
                timed("import, nothing changed", duebook)
                archive = Path(folder, "records.tar")
                subprocess.run(["tar", "cf", archive, "-C", book, "records"], check=True)
            elsewhere = Path(folder, f"tar{number}")
            elsewhere.mkdir()
            timed("tar -x of the same files", ["tar", "xf", archive, "-C", elsewhere])
        made = sum(1 for _ in Path(folder, "book0/records").rglob("advance-*.toml"))
        if made != count:
            sys.exit(f"{made} records of {count}")


if __name__ == "__main__":
    main()
