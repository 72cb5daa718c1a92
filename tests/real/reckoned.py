"""Dates, sums, states and mails of random books, reckoned a second time.

  python3 tests/real/reckoned.py PROGRAM [BOOKS] [SEED]

Writes books of random advances and guarantees, asks PROGRAM on days that matter, and
reckons anew what it answers: from what users are promised and from the Civil and
Commercial Code (sections 193/3 to 193/8), never from the program's source. Regulations
and closed days are the sample book's; every file is read with Python's tomllib.
"""
import datetime as dt
import decimal
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "records"
ONE = dt.timedelta(days=1)
D = decimal.Decimal


# --- the law -----------------------------------------------------------------------

class Law:
    def __init__(self, book):
        self.closed = {}
        self.years = set()
        for file in sorted((book / "records/holidays").glob("*.toml")):
            self.years.add(int(file.stem) - 543)
            for day in tomllib.loads(file.read_text()).get("day", []):
                self.closed[day["date"]] = day["name"]
        self.rules = []
        for file in sorted((book / "records/rules").glob("*.toml")):
            for rule in tomllib.loads(file.read_text())["rule"]:
                self.rules.append({**rule, "id": f"{file.stem}/{rule['name']}"})

    def works(self, day):
        return day.weekday() < 5 and day not in self.closed

    def next(self, day):
        while not self.works(day):
            day += ONE
        return day

    def previous(self, day):
        while not self.works(day):
            day -= ONE
        return day

    def rule(self, kind, purpose, day):
        for rule in self.rules:
            force = rule["in_force"]
            if rule["kind"] == kind and purpose in rule["purposes"] and force["from"] <= day <= force.get("until", dt.date.max):
                return rule
        return None


def months(day, count):
    """The last day of a period of months that is counted from the day after `day`."""
    first = day + ONE
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    month += 1
    try:
        return dt.date(year, month, first.day) - ONE
    except ValueError:  # no such day: the month's last (193/5)
        return dt.date(year + month // 12, month % 12 + 1, 1) - ONE


def period(day, span):
    if "days" in span:
        return day + dt.timedelta(days=span["days"])
    return months(day, span.get("months", 0) + 12 * span.get("years", 0))


def due_of(law, rule, event, start, shift):
    raw = period(start, rule)
    if raw.year not in law.years:  # no calendar yet: the raw day, for the time being
        effective = act = raw
    elif shift == "next":
        effective = act = law.next(raw)
    else:
        effective, act = raw, law.previous(raw)
    return {"raw": raw, "effective": effective, "act_by": act, "rule": rule["id"], "event": event, "start": start}


# --- what a record says of a day -----------------------------------------------------

def counts(event, today):
    void = event.get("void")
    return event["date"] <= today and not (void and void["date"] <= today)


def total(events, key, today):
    return sum((D(event.get(key, 0)) for event in events if counts(event, today)), D(0))


def advance(law, record, today):
    if record["contracted"] > today:
        return None
    parts = [part for part in record.get("disbursement", []) if counts(part, today)]
    if record.get("disbursement"):
        disbursed = sum((D(part["amount"]) for part in parts), D(0))
        last = max((part["date"] for part in parts), default=None)
    else:
        got = record.get("received")
        disbursed = D(record["amount"]) if got and got <= today else D(0)
        last = got if got and got <= today else None
    clearings = [one for one in record.get("clearing", []) if counts(one, today)]
    settled = [one for one in clearings if not one.get("pending")]
    figures = {key: total(settled, key, today) for key in ("vouchers", "cash", "salary")}
    pending = sum((D(one.get(key, 0)) for one in clearings if one.get("pending") for key in ("vouchers", "cash", "salary")), D(0))
    cleared = sum(figures.values(), D(0))
    objections = [one for one in record.get("objection", []) if counts(one, today) and not (one.get("resolved") and one["resolved"] <= today)]
    objected = sum((D(one["amount"]) for one in objections), D(0))
    left = max(disbursed - cleared, D(0))
    over = max(cleared - disbursed, D(0))
    reimbursed = total(record.get("reimbursement", []), "amount", today)
    outstanding = left + objected
    rule = law.rule("advance", record["purpose"], record["contracted"])
    start = last if rule["from"] == "received" else record.get("returned")
    if start and start > today:
        start = None
    due = due_of(law, rule, rule["from"], start, "next") if start and disbursed > 0 else None
    extensions = [one for one in record.get("extension", []) if counts(one, today)]
    extended = None
    if extensions:
        best = extensions[0]
        for one in extensions[1:]:
            if one["date"] >= best["date"]:
                best = one
        extended = best
    cancelled = record.get("cancelled") and record["cancelled"]["date"] <= today
    return {
        "kind": "advance", "cancelled": bool(cancelled), "disbursed": disbursed, **figures, "pending": pending,
        "outstanding": outstanding, "over_spent": over, "reimbursed": reimbursed, "left": left, "objections": objections,
        "due": due, "extended": extended, "settling": settled,
        "own_due": law.next(extended["due"]) if extended else due["effective"] if due else None,
    }


def judge_advance(law, record, today):
    seen = advance(law, record, today)
    if seen is None:
        return None
    due = seen["due"]
    rule = law.rule("objection", record["purpose"], record["contracted"])
    if seen["extended"]:
        raw = seen["extended"]["due"]
        day = law.next(raw)
        due = {"raw": raw, "effective": day, "act_by": day, "event": "extension", "start": seen["extended"]["date"]}
    if seen["left"] == 0 and seen["objections"] and seen["disbursed"] > 0:
        first = min(seen["objections"], key=lambda one: one["date"])
        due = due_of(law, rule, "objected", first["date"], "next")
    if seen["cancelled"]:
        state = "cancelled"
    elif seen["disbursed"] == 0:
        state = "approved"
    elif seen["outstanding"] > 0:
        state = "overdue" if due and today > due["effective"] else "outstanding"
    elif seen["over_spent"] > seen["reimbursed"]:
        state = "reimbursement-due"
    else:
        state = "cleared"
    settled = state in ("cleared", "cancelled", "reimbursement-due")
    open_ = state in ("outstanding", "overdue")
    flags = {
        "missing-start-event": open_ and due is None,
        "partly-cleared": open_ and 0 < seen["outstanding"] < seen["disbursed"],
        "pending-vouchers": seen["pending"] > 0 and state != "cancelled",
        "objected": bool(seen["objections"]) and state != "cancelled",
        "low-use": state in ("cleared", "reimbursement-due") and seen["disbursed"] > 0 and seen["vouchers"] * 100 < seen["disbursed"] * 70,
        "late-without-reason": bool(seen["own_due"]) and any(one["date"] > seen["own_due"] for one in seen["settling"]),
        "enforce": open_ and due is not None and today > due["effective"] + dt.timedelta(days=30),
    }
    return {**seen, "state": state, "flags": flags, "timing": timing(due, today, settled), "due": due,
            "days_overdue": over_days(due, today, settled)}


def timing(due, today, settled):
    if settled:
        return "settled"
    if due is None:
        return "no-due-date"
    left = (due["effective"] - today).days
    return "overdue" if left < 0 else "due-today" if left == 0 else "due-soon" if left <= 7 else "not-due"


def over_days(due, today, settled):
    return 0 if settled or due is None else max((today - due["effective"]).days, 0)


def judge(law, record, today):
    return judge_advance(law, record, today) if "borrower" in record else judge_guarantee(law, record, today)


def judge_guarantee(law, record, today):
    first = record.get("received")
    contracted = record.get("contracted")
    if contracted and contracted > today:
        return None
    got = first is not None and first <= today
    amount = D(record["amount"])
    refunded = total(record.get("refund", []), "amount", today)
    forfeited = total(record.get("forfeit", []), "amount", today)
    held = amount - refunded - forfeited if got else D(0)
    # A bid's guarantee and that of a payment in advance do not wait for the work (170 (1), 91).
    release = record.get("released")
    accepted = record.get("accepted")
    if release is None and accepted and accepted <= today and record["kind"] in ("contract", "retention"):
        release = period(accepted, record["warranty"]) if record.get("warranty") else accepted
    due = None
    if release and got:
        rule = law.rule("guarantee", record["kind"], contracted or first)
        due = due_of(law, rule, "released", release, "stays")
    cancelled = record.get("cancelled") and record["cancelled"]["date"] <= today
    if cancelled:
        state = "cancelled"
    elif not got:
        state = "expected"
    elif held == 0:
        state = "forfeited" if refunded == 0 else "returned"
    elif due and today > due["effective"]:
        state = "overdue"
    elif due and today >= due["start"]:
        state = "returnable"
    else:
        state = "held"
    settled = state in ("cancelled", "returned", "forfeited")
    flags = {"unclaimed": state in ("overdue", "returnable") and due is not None and today >= months(due["start"], 12)}
    return {"kind": "guarantee", "state": state, "flags": flags, "refunded": refunded, "forfeited": forfeited, "held": D(0) if cancelled else held,
            "due": due, "timing": timing(due, today, settled), "days_overdue": over_days(due, today, settled)}


# --- random books --------------------------------------------------------------------

PURPOSES = ["official-travel", "other-duty", "domicile-move"]


def money(rng, most):
    return D(rng.randint(1, int(most * 100))) / 100 if rng.random() < 0.3 else D(rng.randint(1, max(int(most), 1)))


def random_advance(rng, number):
    contracted = dt.date(2021, 1, 1) + dt.timedelta(days=rng.randint(0, 2100))
    amount = D(rng.randint(10, 90_000))
    record = {"contract": f"บย. {number}/x", "fund": rng.choice(["budget", "imprest"]), "purpose": rng.choice(PURPOSES),
              "project": f"งาน {number}", "amount": amount, "borrower": {"name": f"ผู้ยืม ทดสอบ{rng.randint(1, 60)}"}, "contracted": contracted}
    if rng.random() < 0.08:
        return record
    if rng.random() < 0.1:
        record["hold"] = {"until": contracted + dt.timedelta(days=rng.randint(20, 900)), "reason": "อยู่ระหว่างคดี"}
    day = contracted + dt.timedelta(days=rng.randint(0, 12))
    paid = amount
    if rng.random() < 0.2:
        first = max(D(int(amount / 3)), D(1))
        later = day + dt.timedelta(days=rng.randint(1, 20))
        record["disbursement"] = [{"date": day, "amount": first}, {"date": later, "amount": amount - first}]
        day = later
    else:
        record["received"] = day
    if rng.random() < 0.75:
        record["returned"] = day + dt.timedelta(days=rng.randint(0, 15))
        day = record["returned"]
    left = paid
    events = []
    for _ in range(rng.randint(0, 3)):
        day += dt.timedelta(days=rng.randint(0, 40))
        if left <= 1:
            break
        part = money(rng, left)
        clearing = {"date": day}
        key = rng.choice(["vouchers", "vouchers", "cash", "salary"])
        clearing[key] = part
        if rng.random() < 0.15:
            clearing["pending"] = True
        elif rng.random() < 0.12:
            clearing["void"] = {"date": day + dt.timedelta(days=rng.randint(0, 30)), "reason": "ผิด"}
        if not clearing.get("void"):
            left -= part
        events.append(clearing)
    if events and left > 0 and rng.random() < 0.5:
        day += dt.timedelta(days=rng.randint(0, 20))
        extra = D(rng.randint(1, 900)) if rng.random() < 0.3 else D(0)
        events.append({"date": day, "vouchers": left + extra})
        pending = any(one.get("pending") for one in events)
        left = D(0)
        if extra and rng.random() < 0.5 and not pending:
            record["reimbursement"] = [{"date": day + dt.timedelta(days=rng.randint(0, 30)), "amount": extra}]
    if events:
        record["clearing"] = events
        vouchers = sum((one.get("vouchers", D(0)) for one in events if not one.get("pending") and not one.get("void")), D(0))
        if vouchers >= 1 and rng.random() < 0.2 and "reimbursement" not in record and day > contracted:
            when = day + dt.timedelta(days=rng.randint(1, 30))
            half = vouchers / 2 if rng.random() < 0.4 and vouchers >= 4 else None
            objection = {"date": when, "amount": D(rng.randint(1, int(half or vouchers))), "reason": "ขาดใบเสร็จ"}
            if rng.random() < 0.4:
                objection["resolved"] = when + dt.timedelta(days=rng.randint(0, 40))
            record["objection"] = [objection]
            if half:
                second = when + dt.timedelta(days=rng.randint(0, 25))
                record["objection"].append({"date": second, "amount": D(rng.randint(1, int(half))), "reason": "ไม่ตรงราคา"})
    if rng.random() < 0.15 and "received" in record:
        start = record["received"] + dt.timedelta(days=rng.randint(1, 30))
        record["extension"] = [{"date": start, "due": start + dt.timedelta(days=rng.randint(0, 60)), "reason": "งานเลื่อน", "approved_by": "ผู้อำนวยการ"}]
        if rng.random() < 0.4:
            again = start + dt.timedelta(days=rng.randint(1, 40))
            record["extension"].append({"date": again, "due": again + dt.timedelta(days=rng.randint(0, 60)), "reason": "เลื่อนอีก", "approved_by": "ผู้อำนวยการ"})
            if rng.random() < 0.3:
                record["extension"][1]["void"] = {"date": again + dt.timedelta(days=rng.randint(0, 30)), "reason": "ผิด"}
    return record


def random_guarantee(rng, number):
    got = dt.date(2021, 1, 1) + dt.timedelta(days=rng.randint(0, 2000))
    amount = D(rng.randint(100, 200_000))
    record = {"contract": f"จ. {number}/x", "kind": rng.choice(["contract", "bid", "retention", "advance-payment"]), "form": "cash", "project": f"งาน {number}",
              "contractor": {"name": f"บริษัท ทดสอบ {number} จำกัด", "kind": "company"}, "amount": amount, "received": got}
    if rng.random() < 0.75:
        record["accepted"] = got + dt.timedelta(days=rng.randint(0, 300))
        if rng.random() < 0.7:
            record["warranty"] = rng.choice([{"years": rng.randint(1, 3)}, {"months": rng.randint(1, 30)}, {"days": rng.randint(1, 400)}])
    if rng.random() < 0.3:
        record["released"] = record.get("accepted", got) + dt.timedelta(days=rng.randint(0, 500))
    day = got + dt.timedelta(days=rng.randint(1, 900))
    left = amount
    if rng.random() < 0.4:
        part = left if rng.random() < 0.6 else D(rng.randint(1, int(left)))
        record[rng.choice(["refund", "refund", "forfeit"])] = [{"date": day, "amount": part, **({"reason": "ผิดสัญญา"})}]
        left -= part
    if record.get("refund"):
        record["refund"][0].pop("reason", None)
    return record


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, D):
        return f"{value:.2f}"
    if isinstance(value, (int,)):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def text(record):
    plain = [f"{key} = {toml(value)}" for key, value in record.items() if not isinstance(value, list)]
    events = []
    for key, value in record.items():
        if isinstance(value, list):
            for one in value:
                events.append(f"\n[[{key}]]")
                events += [f"{name} = {toml(inner)}" for name, inner in one.items()]
    return "\n".join(plain + events) + "\n"


def fiscal(day):
    return day.year + 543 + (day.month >= 10)


def book(rng, root, count):
    for name in ("office.toml", "rules", "holidays"):
        source = SAMPLE / name
        target = root / "records" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    records, numbers = {}, {}
    for number in range(count):
        kind, make = rng.choice([("advance", random_advance), ("guarantee", random_guarantee)])
        record = make(rng, number + 1)
        agency = rng.choice(["alpha", "beta"])
        folder = root / "records" / agency
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "agency.toml").exists():
            (folder / "agency.toml").write_text(f'name = "สำนัก {agency}"\nname_en = "{agency}"\nshort = "ก."\ncode = "0421000{len(agency) % 10}"\nemail = "{agency}@example.go.th"\n')
        year = fiscal(record["contracted"] if kind == "advance" else record["received"])
        key = (agency, year, kind)
        numbers[key] = numbers.get(key, 0) + 1
        path = f"{agency}/{year}/{kind}-{numbers[key]:04}"
        file = root / "records" / f"{path}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text(record))
        records[path] = tomllib.loads(file.read_text(), parse_float=D)
    return records


# --- the comparison ------------------------------------------------------------------

def differences(want, got):
    for key in ("state", "timing", "days_overdue"):
        if want[key] != got[key]:
            yield f"{key}: {want[key]} here, {got[key]} there"
    for flag, on in want.get("flags", {}).items():
        if on != (flag in got["flags"]):
            yield f"{flag}: {on} here, {got['flags']} there"
    for key in ("disbursed", "vouchers", "cash", "salary", "pending", "outstanding", "over_spent", "reimbursed", "held", "refunded", "forfeited"):
        if key in want and f"{want[key]:.2f}" != got.get(key):
            yield f"{key}: {want[key]:.2f} here, {got.get(key)} there"
    due = got["due"]
    if (want["due"] is None) != (due is None):
        yield f"due: {want['due']} here, {due} there"
    elif due:
        for key in ("raw", "effective", "act_by", "rule"):
            if key in want["due"] and str(want["due"][key]) != due[key]:
                yield f"due.{key}: {want['due'][key]} here, {due[key]} there"
        if want["due"]["event"] != "extension" and (want["due"]["event"], str(want["due"]["start"])) != (due["from"]["event"], due["from"]["date"]):
            yield f"due.from: {want['due']['event']} {want['due']['start']} here, {due['from']} there"


def totals(judged):
    """The sums of all that was judged, as the answer's `totals` has them."""
    advances = [one for one in judged if one["kind"] == "advance" and one["state"] in ("outstanding", "overdue")]
    guarantees = [one for one in judged if one["kind"] == "guarantee"]
    edges = [("1-30", 30), ("31-60", 60), ("61-90", 90), ("91-180", 180), ("181-365", 365), ("over-365", 10**9)]
    aging = {name: [D(0), 0] for name in ["not-due"] + [name for name, _ in edges]}
    for one in advances:
        days = one["days_overdue"]
        name = "not-due" if days == 0 else next(name for name, most in edges if days <= most)
        aging[name][0] += one["outstanding"]
        aging[name][1] += 1
    return {
        "outstanding": f"{sum((one['outstanding'] for one in advances), D(0)):.2f}",
        "overdue": f"{sum((one['outstanding'] for one in advances if one['state'] == 'overdue'), D(0)):.2f}",
        "held": f"{sum((one['held'] for one in guarantees), D(0)):.2f}",
        "returnable": f"{sum((one['held'] for one in guarantees if one['state'] in ('returnable', 'overdue')), D(0)):.2f}",
        "aging": {name: {"amount": f"{amount:.2f}", "count": count} for name, (amount, count) in aging.items()},
    }


def days(rng, law, records):
    """Days on which something turns: around due dates, at the ends of both years, and any."""
    far = dt.date(2026, 11, 26)
    dues = [one["due"]["effective"] for one in (judge_advance(law, record, far) for record in records.values() if "borrower" in record) if one and one["due"]]
    near = [rng.choice(dues) + dt.timedelta(days=off) for off in rng.sample([-8, -7, -1, 0, 1, 30, 31], 3)]
    turn = rng.choice([dt.date(2024, 2, 29), dt.date(2024, 9, 30), dt.date(2025, 10, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 1)])
    return [*near, turn, dt.date(2021, 6, 1) + dt.timedelta(days=rng.randint(0, 2000))]


def second_loans(records, judged):
    """Flags newer loans of a borrower who has an older one out (MoF 2562, clause 56)."""
    loans = [(records[path]["borrower"]["name"], records[path]["contracted"], path) for path, one in judged.items() if one["kind"] == "advance"]
    out = [loan for loan in loans if judged[loan[2]]["state"] in ("outstanding", "overdue")]
    for name, day, path in loans:
        open_ = judged[path]["state"] in ("approved", "outstanding", "overdue")
        judged[path]["flags"]["second-loan"] = open_ and any(other == name and (before, at) < (day, path) for other, before, at in out)


FIRST_STAGE = {"advance": -7, "guarantee": -15}


def mailed(records, judged, today):
    """What the agencies are written about on a day: by agency and record, its due date and what is open."""
    told = {}
    for path, one in judged.items():
        due, hold = one["due"], records[path].get("hold")
        open_ = one["state"] in ("outstanding", "overdue", "held", "returnable") and due
        if open_ and today >= due["effective"] + dt.timedelta(days=FIRST_STAGE[one["kind"]]) and not (hold and today <= hold["until"]):
            amount = one["outstanding"] if one["kind"] == "advance" else one["held"]
            told[f"{path.split('/')[0]}@example.go.th", path] = (str(due["effective"]), f"{amount:.2f}")
    return told


def plan_differences(program, folder, records, judged, today):
    answer = json.loads(asked_of(program, folder, today, "remind", "--plan"))
    want, got = mailed(records, judged, today), {}
    agencies = {one.split("@")[0] for one, _ in want} | {"alpha", "beta"}
    for message in answer["messages"]:
        for to in message["to"]:
            if to.split("@")[0] not in agencies or "inspection" in message["stage"]:
                continue
            for item in message["records"]:
                if (to, item["path"]) in got:
                    yield f"{item['path']} twice to {to}"
                got[to, item["path"]] = (item["due"], item["amount"])
    for key in sorted(want.keys() | got.keys()):
        one, other = want.get(key), got.get(key)
        # An inspection's mail speaks of guarantees that are not yet to be returned.
        inspected = one is None and "/guarantee-" in key[1] and judged[key[1]]["state"] == "held"
        if one != other and not inspected:
            yield f"mail to {key[0]} about {key[1]}: {one} here, {other} there"


def asked_of(program, folder, today, *words):
    run = subprocess.run([program, "--root", folder, "--today", str(today), "--lang", "en", *words, "--json"], capture_output=True, text=True)
    if run.returncode != 0:
        print(run.stdout[-1500:], run.stderr[-3000:])
        sys.exit(1)
    return run.stdout


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    books = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 2569
    asked = wrong = 0
    for number in range(books):
        rng = random.Random(f"{seed}-{number}")
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "records").mkdir()
            records = book(rng, root, 150)
            law = Law(root)
            for today in days(rng, law, records):
                answer = json.loads(asked_of(program, folder, today, "status"))
                told = {one["path"]: one for one in answer["records"]}
                judged = {path: judge(law, record, today) for path, record in records.items()}
                judged = {path: one for path, one in judged.items() if one}
                second_loans(records, judged)
                asked += len(records)
                found = [f"{path}: listed by one only" for path in judged.keys() ^ told.keys()]
                for path in judged.keys() & told.keys():
                    found += [f"{path}: {one}" for one in differences(judged[path], told[path])]
                for key, value in totals(judged.values()).items():
                    if value != answer["totals"][key]:
                        found.append(f"totals.{key}: {value} here, {answer['totals'][key]} there")
                found += plan_differences(program, folder, records, judged, today)
                for one in sorted(found):
                    print(f"book {number} on {today}: {one}")
                wrong += len(found)
    print(f"{books} random books, {asked} records on {5 * books} days reckoned twice: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
