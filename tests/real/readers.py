"""What others make of our mails: Python's email, icalendar and SpamAssassin.

    python readers.py PROGRAM        # needs icalendar from PyPI and spamassassin

The sample book is rehearsed on days that together bring every kind of text. No
reader may find a defect, and SpamAssassin, by local tests alone, at most 0.1.
"""
import base64, datetime, email, email.policy, email.utils, re, subprocess, sys, tempfile
from email.headerregistry import Address
from pathlib import Path

import icalendar

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(sys.argv[1]).resolve()
DAYS = ["2026-07-20", "2026-11-16", "2026-11-20", "2026-11-27"]
KINDS = {
    "advance-due-soon", "advance-due-today", "advance-overdue", "advance-enforce", "guarantee-released",
    "guarantee-return-soon", "guarantee-overdue", "guarantee-unclaimed", "inspection-open", "office-digest",
}
MOST_SPAM = 0.1


def hold(so, *what):
    if not so:
        raise SystemExit("FAILED: " + " ".join(map(str, what)))


def read(raw, policy):
    mail = email.message_from_bytes(raw, policy=policy)
    for part in mail.walk():
        hold(not part.defects, policy, part.defects)
        for name, value in part.items():
            hold(not getattr(value, "defects", ()), policy, name, getattr(value, "defects", ()))
    return mail


def body(mail, kind):
    part = mail.get_body((kind,))
    hold(part is not None, "no", kind)
    text = part.get_content()
    hold("\ufffd" not in text and text.strip(), kind, "does not decode whole")
    return text


def look(path, day):
    """One mail in the eyes of Python's email, strictly; returns its calendar."""
    raw = path.read_bytes()
    hold(raw.isascii(), path, "is not ASCII")
    hold(b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b""), path, "has a bare line end")
    for line in raw.split(b"\r\n"):
        # A long identity is one word; it cannot be folded (RFC 5322, 2.1.1).
        hold(len(line) <= (76 if b"=?" in line else 78) or re.fullmatch(rb"[A-Za-z-]+: \S+", line), path, "has a line of more than 78 octets", line)
    for policy in (email.policy.default, email.policy.SMTP, email.policy.strict):
        mail = read(raw, policy)
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"):
        hold(len(mail.get_all(name, [])) == 1, path, name)
    hold(not mail["Cc"] and not mail["Bcc"], path, "has a second recipient")
    (to,) = mail["To"].addresses
    (sender,) = mail["From"].addresses
    hold(isinstance(to, Address) and to.domain and sender.domain, path, "has no address")
    hold(sender.display_name.replace(" ", "") == "ฝ่ายการคลัง", path, "has no sender's name")
    hold(mail["Date"].datetime.isoformat() == f"{day}T08:00:00+07:00", path, "has another day")
    subject = str(mail["Subject"])
    hold("\ufffd" not in subject and re.search("[ก-ฮ]", subject), path, "has no Thai subject")
    body(mail, "plain")
    html = body(mail, "html")
    hold(not re.search(r"<script|<img|\bon[a-z]+=|src=.?https?:", html, re.I), path, "has script or images")
    # Written by Python and read again, it says the same.
    again = email.message_from_bytes(mail.as_bytes(policy=email.policy.SMTP), policy=email.policy.SMTP)
    hold(str(again["Subject"]) == subject and body(again, "plain") == body(mail, "plain"), path, "changes when written by Python")
    files = list(mail.iter_attachments())
    hold(len(files) <= 1, path, "has more than one attachment")
    return files[0] if files else None


def calendar(file, path):
    """The calendar in the eyes of icalendar: a day, and an alarm the day before."""
    hold(re.fullmatch(r"[\x21-\x7e]+\.ics", file.get_filename() or ""), path, "names its calendar", file.get_filename())
    hold(file.get_content_type() == "text/calendar" and "method" not in file["Content-Type"].params, path, file["Content-Type"])
    raw = file.get_payload(decode=True)
    hold(raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), path, "calendar: a bare line end")
    lines = raw.split(b"\r\n")
    hold(max(map(len, lines)) <= 75, path, "calendar: a line of more than 75 octets")
    for line in lines:
        line.decode("utf-8")  # no letter is cut by a fold
    book = icalendar.Calendar.from_ical(raw)
    hold(book.get("version") == "2.0" and book.get("prodid"), path, "calendar: no version or maker")
    events = list(book.walk("VEVENT"))
    hold(events and len({str(event["uid"]) for event in events}) == len(events), path, "calendar: events", len(events))
    for event in events:
        for part in (book, event, *event.walk("VALARM")):
            hold(not part.errors, path, "calendar:", part.errors)
        day = event["dtstart"].dt
        hold(type(day) is datetime.date and event["dtstamp"].dt.tzinfo is not None, path, "calendar: day", day)
        hold("\ufffd" not in event["summary"] and str(event["summary"]).strip(), path, "calendar: summary")
        (alarm,) = event.walk("VALARM")
        hold(alarm["trigger"].dt == datetime.timedelta(days=-1) and alarm["action"] == "DISPLAY", path, "calendar: alarm", alarm["trigger"])
    return len(events)


def spam(paths):
    """SpamAssassin's points for each mail, and the rules that gave them."""
    words = ["spamassassin", "--local", "--test-mode", "--nocreate-prefs", "--cf=report_safe 0", "--cf=use_bayes 0", *map(str, paths)]
    said = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=120)
    found = re.findall(r"^X-Spam-Status: \w+, score=(-?[\d.]+) required=[\d.]+ tests=((?:.|\n[ \t])*?) autolearn", said.stdout, re.M)
    hold(len(found) == len(paths), "SpamAssassin judged", len(found), "of", len(paths), said.stderr[-500:])
    return [(float(points), " ".join(tests.split())) for points, tests in found]


def main():
    with tempfile.TemporaryDirectory() as scratch:
        mails, events, first = 0, 0, {}
        for day in DAYS:
            out = Path(scratch) / day
            subprocess.run([PROGRAM, "--root", ROOT, "--quiet", "--today", day, "remind", "--out", out], check=True, stdout=subprocess.DEVNULL)
            for path in sorted(out.glob("*.eml")):
                file = look(path, day)
                if file is not None:
                    events += calendar(file, path)
                mails += 1
                # One mail of each kind, with and without a calendar.
                first.setdefault((path.name.split(".")[0], file is not None), path)
        missing = KINDS - {kind for kind, _ in first}
        hold(not missing, "no mail of", missing)
        hold(events, "no calendar")
        print(f"ok: {mails} mails of {len(KINDS)} kinds: Python's email finds no defect, icalendar none in {events} events")

        paths = [path for _, path in sorted(first.items())]
        # Teeth: the same mail without its date must be worse.
        undated = Path(scratch) / "undated.eml"
        undated.write_bytes(re.sub(rb"(?m)^(Date|Message-ID): .*\r\n", b"", paths[0].read_bytes()))
        *judged, bad = spam([*paths, undated])
        for path, (points, tests) in zip(paths, judged):
            hold(points <= MOST_SPAM, path.name, points, tests)
        hold(bad[0] > MOST_SPAM, "SpamAssassin sees no fault in a mail without a date")
        print(f"ok: SpamAssassin: at most {max(points for points, _ in judged)} over {len(judged)} kinds of mail; without a date {bad[0]}")


if __name__ == "__main__":
    main()
