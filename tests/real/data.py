"""What others make of our files to take away: openpyxl, calamine, Python's csv,
frictionless, DuckDB, icalendar and feedparser.

    python data.py PROGRAM        # needs the packages that .ci/data installs

The sample book is built for both audiences. No reader may complain, and a
workbook must say what the CSV beside it says.
"""
import csv, datetime, decimal, io, json, re, subprocess, sys, tempfile, warnings, zipfile
from pathlib import Path

import duckdb, feedparser, frictionless, icalendar, openpyxl, python_calamine

warnings.simplefilter("error", UserWarning)
ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(sys.argv[1]).resolve()
DAY = "2026-11-20"
MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
BUDDHIST = "[$-107041E]d mmm yyyy;@"


def hold(so, *what):
    if not so:
        raise SystemExit("FAILED: " + " ".join(map(str, what)))


def table(path):
    """A CSV, as strict as a spreadsheet is lenient; returns its rows."""
    raw = path.read_bytes()
    hold(raw.startswith(b"\xef\xbb\xbf"), path, "has no mark")
    text = raw[3:].decode("utf-8")
    hold("\ufeff" not in text and text.endswith("\r\n"), path, "has a second mark or no last line end")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    hold(len({len(row) for row in rows}) == 1, path, "has rows of different lengths")
    quoted = sum(cell.count("\n") for row in rows for cell in row)
    hold(text.count("\r\n") == len(rows) and text.count("\n") == len(rows) + quoted, path, "has bare line ends")
    for row in rows:
        for cell in row:
            hold(not cell.startswith(("=", "+", "-", "@", "\t", "\r")), path, "has a cell that a sheet would run:", cell)
    return rows


def thai(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + 543}"


def same(cell, text, title):
    """Whether a cell of a workbook says what the CSV says."""
    value = cell.value
    if text == "":
        return value in (None, "")
    if cell.is_date:
        hold(type(value) is datetime.datetime and value.time() == datetime.time(), "a day with a time", value)
        hold(cell.number_format in ("yyyy-mm-dd", BUDDHIST), title, "is shown as", cell.number_format)
        return text == (thai(value) if cell.number_format == BUDDHIST else f"{value:%Y-%m-%d}")
    if isinstance(value, (int, float)):
        return text == (f"{value:.2f}" if cell.number_format == "#,##0.00" else str(value))
    return value == text.removeprefix("'")


def workbook(path, rows, public):
    """A workbook in the eyes of openpyxl and of calamine, against its CSV."""
    with zipfile.ZipFile(path) as packed:
        hold(packed.testzip() is None, path, "is broken")
        names = packed.namelist()
        parts = b"".join(packed.read(name) for name in names if name.endswith((".xml", ".rels")))
        for word in (b"<f>", b"<f ", b"<hyperlink", b"externalLink", b"vbaProject", b"dataValidation", b"<oleObject", b"connections"):
            hold(word not in parts, path, "has", word)
    book = openpyxl.load_workbook(path)
    hold(len(book.worksheets) == 3, path, book.sheetnames)
    hold(f"{book.properties.created:%Y-%m-%d}" == DAY, path, "was made on", book.properties.created)
    head, *rest = rows
    by_record = {row[0]: dict(zip(head, row)) for row in rest}
    found, days = set(), 0
    for sheet in book.worksheets[:2]:
        advances = sheet is book.worksheets[0]
        titles = [cell.value for cell in sheet[1]]
        # The public does without the borrowers' column; a sheet names who it is.
        want = [title for at, title in enumerate(head) if at != 3] if advances and public else list(head)
        hold(len(titles) == len(want), path, sheet.title, titles)
        who = None if advances and public else 3
        hold(all(a == b or at == who for at, (a, b) in enumerate(zip(titles, want))), path, titles, want)
        hold(sheet.freeze_panes == "B2", path, sheet.title, "does not keep its head")
        hold(all(sheet.column_dimensions[cell.column_letter].width > 10 for cell in sheet[1]), path, "narrow columns")
        last = sheet.max_row - 2  # a free row, and the totals
        hold(sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(titles)).column_letter}{last}", path, sheet.auto_filter.ref)
        sums = [0] * len(titles)
        for row in sheet.iter_rows(min_row=2, max_row=last):
            record = row[0].value
            hold(record not in found and record in by_record, path, "lists", record)
            hold(("/advance-" in record) == advances, path, sheet.title, "lists", record)
            found.add(record)
            for at, (cell, title) in enumerate(zip(row, want)):
                hold(cell.data_type != "f" and cell.hyperlink is None, path, cell.coordinate, "is a formula or a link")
                hold(same(cell, by_record[record][title], title), path, cell.coordinate, repr(cell.value), "is not", by_record[record][title])
                days += bool(cell.is_date and cell.value)
                if cell.number_format == "#,##0.00":
                    hold(isinstance(cell.value, (int, float)), path, cell.coordinate, "is no number")
                    sums[at] += round(cell.value * 100)
        hold(all(cell.value is None for cell in sheet[last + 1]), path, "no free row above the totals")
        for at, cell in enumerate(sheet[last + 2]):
            if cell.number_format == "#,##0.00":
                hold(round(cell.value * 100) == sums[at], path, cell.coordinate, "is no total", cell.value, sums[at])
    hold(found == set(by_record), path, "does not list", set(by_record) - found)
    book.close()
    # A second reader agrees about the days.
    second = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    hold(sum(type(cell) is datetime.date for row in second for cell in row) == sum(bool(c.is_date and c.value) for r in book.worksheets[0].iter_rows() for c in r), path, "calamine sees other days")
    return days


def calendar(path, open_records):
    """A calendar in the eyes of icalendar."""
    raw = path.read_bytes()
    hold(raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), path, "has a bare line end")
    for line in raw.split(b"\r\n"):
        hold(len(line) <= 75, path, "has a line of more than 75 octets", line)
        line.decode("utf-8")  # no letter is cut by a fold
    book = icalendar.Calendar.from_ical(raw)
    hold(not book.errors and book.get("x-wr-calname") and "method" not in book, path, book.errors)
    hold(book["refresh-interval"].params["VALUE"] == "DURATION", path, "does not say how often to look")
    events = list(book.walk("VEVENT"))
    hold(events or book.subcomponents, path, "is empty")
    uids = [str(event["uid"]) for event in events]
    hold(len(set(uids)) == len(uids), path, "has an identity twice")
    hold({uid.split("@")[0] for uid in uids} == open_records, path, {uid.split("@")[0] for uid in uids} ^ open_records)
    for event in events:
        hold(not event.errors and not event.walk("VALARM"), path, event.errors)
        hold(type(event["dtstart"].dt) is datetime.date and "dtend" not in event, path, event["dtstart"])
        hold(event["transp"] == "TRANSPARENT" and int(event["sequence"]) >= 0, path, "takes somebody's time")
        hold(f"{event['dtstamp'].dt:%Y-%m-%d}" <= DAY, path, "is from the future", event["dtstamp"].dt)
        hold(str(event["url"]).endswith(".html") and str(event["summary"]).strip(), path, "has no page or words")
    return len(events)


def feed(path):
    """A feed in the eyes of feedparser."""
    read = feedparser.parse(path.read_bytes(), response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    hold(not read.bozo and read.version == "atom10", path, read.get("bozo_exception"))
    ids = [entry.id for entry in read.entries]
    hold(len(set(ids)) == len(ids), path, "has an identity twice")
    days = [entry.updated for entry in read.entries]
    hold(days == sorted(days, reverse=True) and all(day <= DAY + "T00:00:00+07:00" for day in days), path, "is not newest first", days)
    hold(read.feed.id.startswith("tag:") and read.feed.author and read.feed.updated, path, "lacks what Atom asks for")
    for entry in read.entries:
        hold(entry.title and entry.link and entry.id.startswith("tag:") and entry.tags[0].term in ("overdue", "released"), path, entry)
    return len(ids)


def tables(site, records):
    """The tables for programs in the eyes of DuckDB, which is told nothing of them, against the JSON."""
    pattern = f"{site}/downloads/records/*/*/records.csv"
    for path in site.glob("downloads/records/*/*/*"):
        raw = path.read_bytes()
        hold(path.name == "records.csv" and not raw.startswith(b"\xef\xbb\xbf"), path, "has a mark")
    columns = ["record", "contract", "project", "state", "timing", "amount", "open", "due", "flags"]
    read = f"FROM read_csv('{pattern}', hive_partitioning = true"
    rows = duckdb.sql(f"SELECT agency, {', '.join(columns)} {read}, all_varchar = true)").fetchall()
    want = [
        (record["agency"], record["path"], *(record[name] for name in columns[1:-1]), " ".join(record["flags"]) or None)
        for record in records
    ]
    hold(sorted(map(repr, rows)) == sorted(map(repr, want)), "DuckDB reads other records than the JSON has")
    untold = duckdb.sql(f"SELECT fiscal_year, sum(open::DECIMAL(18, 2)) {read}) GROUP BY fiscal_year").fetchall()
    for year, total in untold:
        own = [record["open"] for record in records if record["path"].split("/")[1] == str(year)]
        hold(total == sum(map(decimal.Decimal, own)), year, "adds up to", total)
    hold(len(untold) == len({record["path"].split("/")[1] for record in records}), "DuckDB sees other years", untold)
    return len(rows)


def described(site):
    """The description in the eyes of frictionless, and nothing left out."""
    package = json.loads((site / "datapackage.json").read_text("utf-8"))
    hold(package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json", "no v2 profile")
    paths = {resource["path"] for resource in package["resources"]}
    there = {str(path.relative_to(site)) for path in [*site.glob("downloads/**/*"), *site.glob("**/feed.xml")] if path.is_file()}
    hold(paths == there, "described and there differ:", paths ^ there)
    hold(len({resource["name"] for resource in package["resources"]}) == len(paths), "a name stands twice")
    report = frictionless.validate(str(site / "datapackage.json"))
    hold(report.valid, report.flatten(["name", "type", "message"])[:9], report.errors[:9])
    # Teeth: a changed byte is seen.
    victim = next(path for path in sorted(site.glob("downloads/*.th.csv")))
    before = victim.read_bytes()
    victim.write_bytes(before.replace(b".00", b".01", 1))
    hold(not frictionless.validate(str(site / "datapackage.json")).valid, "frictionless sees no changed byte")
    victim.write_bytes(before)
    return len(paths)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        for audience in ("public", "internal"):
            site = Path(scratch) / audience
            subprocess.run([PROGRAM, "--root", ROOT, "--quiet", "--today", DAY, "build", "--audience", audience, "--out", site], check=True, stdout=subprocess.DEVNULL)
            records = json.loads((site / "downloads/records.json").read_text("utf-8"))["records"]
            settled = {"cleared", "cancelled", "returned", "forfeited", "reimbursement-due"}
            slugs = ["all", *sorted({record["agency"] for record in records})]
            workbooks = days = events = news = 0
            for slug in slugs:
                own = [record for record in records if slug in ("all", record["agency"])]
                for name in (f"{slug}.th.csv", f"{slug}.en.csv"):
                    rows = table(site / "downloads" / name)
                    hold({row[0] for row in rows[1:]} == {record["path"] for record in own}, name, "lists other records than the JSON")
                    book = name.replace(".th.csv", ".xlsx").replace(".csv", ".xlsx")
                    days += workbook(site / "downloads" / book, rows, audience == "public")
                    workbooks += 1
                due = {record["path"] for record in own if record["due"] and record["state"] not in settled}
                events += calendar(site / "downloads" / f"{slug}.ics", due)
                folder = "" if slug == "all" else slug
                news += feed(site / folder / "feed.xml") + feed(site / "en" / folder / "feed.xml")
            for name in ("survey.th.csv", "survey.en.csv"):
                table(site / "downloads" / name)
            hold(days and events and news, "nothing was read")
            read = tables(site, records)
            files = described(site)
            print(f"ok: {audience}: {workbooks} workbooks say what their CSV says ({days} real days), DuckDB reads {read} records, {events} events, {news} news, {files} files described and valid")


if __name__ == "__main__":
    main()
