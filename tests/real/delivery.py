"""Reminders through a real Postfix into real mailboxes, and back as bounces.

    python3 tests/real/delivery.py PROGRAM        # a debug build; as root

The small office of tests/office is taken on, sends over STARTTLS and TLS with an
office's own authority and a login, has one address refused at the door and one
that bounces, and corrects both. Then the program is killed at each of its points
on a book of its own, and Dovecot is asked what had left. What arrived is counted
in the Maildirs, by Message-ID, and held byte for byte against the journal.
"""
import collections, email, email.policy, hashlib, json, os, re, resource, shutil, subprocess, sys, tempfile, time, tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from servers import PASSWORD, USER, Servers, as_sent

HERE = Path(__file__).resolve().parent
PROGRAM = Path(sys.argv[1]).resolve()
GONE, REFUSED = "benjamas.l@secretariat.example.org", "chutima.r@legal.example.org"
SETTLE = 1.0
TOGETHER = 4  # books at once: most of their time is waiting for disks
FOUND = "found in the sender's own mailbox"

OFFICE = """name = "ฝ่ายการคลัง"
[[stage]]
kind = "advance"
name = "before-7"
days = -7
to = ["borrower"]
text = "advance-due-soon"

[mail]
from = "finance@bma.example.org"
"""

LOAN = """contract = "บย. {number}/2570"
fund = "imprest"
purpose = "official-travel"
project = "ตรวจเยี่ยม {number}"
amount = 1_000.00
borrower = {{ name = "นางสาวผู้ยืม ลำดับที่{number:04}", email = "{email}" }}
contracted = 2026-10-30
received = 2026-11-02
returned = 2026-11-12
"""


def hold(so, *what):
    if not so:
        raise SystemExit("FAILED: " + " ".join(map(str, what)))


class Book:
    """A clone of a book, its remote, and the program run on it."""

    def __init__(self, servers, root, remote):
        self.servers, self.root, self.remote = servers, root, remote

    def environment(self, door, **more):
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.servers.root), "LANG": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": str(self.servers.root / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
            "DUEBOOK_SMTP_URL": self.servers.url(door), "DUEBOOK_IMAP_PASSWORD": PASSWORD,
            "DUEBOOK_MAIL_CA": str(self.servers.root / "ca.pem"),
            "DUEBOOK_TEST_SETTLE_MS": str(int(SETTLE * 1000)), "DUEBOOK_TEST_PUSH_MS": "0", **more,
        }

    def duebook(self, day, *words, door="plain", **more):
        environment = self.environment(door, DUEBOOK_TEST_TODAY=day, **more)
        command = [PROGRAM, "--root", self.root, "--lang", "en", "--today", day, "remind", *words]
        return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)

    def send(self, day, status, *parts, **more):
        said = self.duebook(day, "--send", **more)
        hold(said.returncode == status and all(part in said.stdout + said.stderr for part in parts), day, "wanted", status, parts, said)
        hold(PASSWORD not in said.stdout + said.stderr, "a password in what it says")

    def git(self, *words):
        done = subprocess.run(["git", "-C", self.root, *words], env=self.environment("plain"), capture_output=True, text=True)
        hold(done.returncode == 0, "git", words, done.stderr)
        return done.stdout

    def commit(self, what):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", what)
        self.git("push", "--quiet")

    def correct(self, path, old, new):
        file = self.root / "records" / path
        hold(old in file.read_text(), path, "lacks", old)
        file.write_text(file.read_text().replace(old, new))

    def journal(self):
        """The pages of the remote's newest commit, by path."""
        names = subprocess.run(["git", "-C", self.remote, "ls-tree", "-r", "--name-only", "main", "records/journal"], capture_output=True, text=True).stdout
        pages = [name for name in names.split() if re.match(r"records/journal/\d{4}/", name)]
        show = lambda name: subprocess.run(["git", "-C", self.remote, "show", f"main:{name}"], capture_output=True, text=True).stdout
        return {name.removeprefix("records/journal/"): tomllib.loads(show(name)) for name in pages}


def new_book(servers, name, fill):
    root, remote = servers.root / name, servers.root / f"{name}.git"
    root.mkdir()
    book = Book(servers, root, remote)
    fill(root / "records")
    subprocess.run(["git", "init", "--quiet", "--bare", remote], check=True, env=book.environment("plain"))
    book.git("init", "--quiet")
    book.git("remote", "add", "origin", str(remote))
    book.git("add", "--all")
    book.git("commit", "--quiet", "--message", "first")
    book.git("push", "--quiet", "--set-upstream", "origin", "main")
    return book


def archive(servers):
    return f'archive = {{ host = "localhost", port = {servers.ports["imaps"]}, user = "{USER}" }}\n'


def claim(page):
    return [step for step in page["step"] if step["state"] == "claimed"][-1]


def state(page):
    return page["step"][-1]["state"]


def message_id(bytes_):
    return email.message_from_bytes(bytes_, policy=email.policy.SMTP)["Message-ID"].strip()


def compare(servers, pages):
    """Each reminder that was sent lies in its recipient's mailbox once, and once
    in the Sent folder, and both are the bytes of which the journal has the hash."""
    arrived = servers.arrived()
    sent = collections.defaultdict(list)
    for stored in arrived.get(f"{USER}/.Sent", []):
        sent[message_id(stored)].append(stored)
    mails = {claim(page)["message_id"]: claim(page) for page in pages.values() if state(page) == "sent"}
    for step in mails.values():
        there = [stored for stored in arrived.get(step["to"], []) if message_id(stored) == step["message_id"]]
        hold(len(there) == 1, step["message_id"], "arrived", len(there), "times at its recipient")
        hold(len(sent[step["message_id"]]) == 1, step["message_id"], "lies", len(sent[step["message_id"]]), "times in Sent")
        for stored in (*there, *sent[step["message_id"]]):
            hold(hashlib.sha256(as_sent(stored)).hexdigest() == step["sha256"], step["message_id"], "is not the bytes of the journal")
    return mails


def office_sends(servers):
    def fill(records):
        shutil.copytree(HERE.parent / "office/records", records)
        office = records / "office.toml"
        office.write_text(office.read_text().replace("[mail]\n", "[mail]\n" + archive(servers), 1))

    book = new_book(servers, "office", fill)
    book.send("2026-11-22", 0, "took the book on with 12 reminders")
    hold(not servers.arrived(), "mail on the day of taking on")

    # Who cannot prove who it is gets neither a password nor a mail.
    book.send("2026-11-27", 78, "certificate", door="submission", DUEBOOK_MAIL_CA="")
    hold("sasl_method" not in servers.log(), "a login without a verified certificate")
    wrong = servers.url("submission").replace(PASSWORD, "wrong")
    book.send("2026-11-27", 78, door="submission", DUEBOOK_SMTP_URL=wrong)
    hold(not book.journal() and not servers.arrived(), "a claim or mail without a login")
    print("ok: an unknown authority and a wrong password: status 78, nothing claimed, no password left")

    book.send("2026-11-27", 1, "6 mails planned: 5 sent", "1 refused", door="submission")
    pages = book.journal()
    hold(collections.Counter(state(page) for page in pages.values())["refused"] == 1, "one address is refused at the door")
    hold("sasl_username=finance" in servers.log() and "Trusted" not in servers.log(), "a login over TLS")
    gone = {path for path, page in pages.items() if claim(page)["to"] == GONE}
    hold(len(gone) == 1, "one mail to the address that does not exist")
    mails = compare(servers, {path: page for path, page in pages.items() if path not in gone})
    print(f"ok: STARTTLS and a login: {len(mails)} mails arrived once each, and are the journal's bytes in mailbox and Sent folder")

    reports = servers.arrived()[USER]
    hold(len(reports) == 1 and b"Status: 5.1.1" in reports[0], "one report about the address that does not exist")
    identity = claim(pages[next(iter(gone))])["mail"]
    hold(f"Original-Envelope-Id: {identity}".encode() in reports[0], "the report bears the mail's identity")
    book.send("2026-11-28", 1, "sent", door="smtps")
    page = book.journal()[next(iter(gone))]
    hold(state(page) == "bounced" and page["step"][-1]["reply"].startswith("5.1.1 "), "written down as bounced", page)
    plan = book.duebook("2026-11-28", "--plan").stdout
    held = json.loads(book.duebook("2026-11-28", "--plan", "--json").stdout)["held"]
    hold(sorted(one["path"] for one in held).count("secretariat/2570/advance-0002") == 1 and len(held) == 2, "both are shown as held", plan)
    hold(any("5.1.1" in one["why"] for one in held) and "duebook remind --release" in plan, "why, and what to do", plan)
    imap = servers.imap()
    imap.login(USER, PASSWORD)
    imap.select("INBOX", readonly=True)
    hold(imap.uid("SEARCH", "SEEN")[1] == [b""], "a report was marked as read")
    imap.logout()
    print("ok: the report is found by IMAP: bounced 5.1.1 in the journal, held in the plan, still unread in the mailbox")

    book.git("pull", "--quiet")
    book.correct("secretariat/2570/advance-0002.toml", GONE, "benjamas@people.example.org")
    book.correct("legal/2570/advance-0001.toml", REFUSED, "chutima@people.example.org")
    book.commit("addresses corrected")
    book.send("2026-11-28", 0, "2 sent", door="submission")
    book.send("2026-11-28", 0, "0 sent", door="submission")
    pages = book.journal()
    hold(all(state(page) == "sent" for page in pages.values()), "all is sent", {path: state(page) for path, page in pages.items()})
    mails = compare(servers, pages)
    arrived = servers.arrived()
    hold(GONE not in arrived and REFUSED not in arrived, "nothing at the old addresses")
    print(f"ok: corrected addresses are written to, once each; {len(mails)} mails in all, over STARTTLS and TLS")


def trial(servers, adopted, number):
    """A book of one loan, whose mail nobody else's is."""
    root, remote = servers.root / f"trial{number}", servers.root / f"trial{number}.git"
    shutil.copytree(adopted.root, root)
    shutil.copytree(adopted.remote, remote)
    book = Book(servers, root, remote)
    book.git("remote", "set-url", "origin", str(remote))
    loan = root / f"records/secretariat/2570/advance-{number:04}.toml"
    loan.parent.mkdir(exist_ok=True)
    loan.write_text(LOAN.format(number=number, email=f"b{number}@people.example.org"))
    book.commit("a loan")
    return book


def one_loan(servers, more):
    def fill(records):
        for folder in ("rules", "holidays"):
            shutil.copytree(HERE.parent / "office/records" / folder, records / folder)
        (records / "secretariat").mkdir()
        agency = (HERE.parent / "office/records/secretariat/agency.toml").read_text()
        (records / "secretariat/agency.toml").write_text(agency)
        (records / "office.toml").write_text(OFFICE + more)

    return fill


DAY = "2026-11-27"


def deaths(servers):
    adopted = new_book(servers, "adopted", one_loan(servers, archive(servers)))
    adopted.send("2026-11-22", 0, "took the book on")
    adopted.git("pull", "--quiet")
    def dies(at):
        book = trial(servers, adopted, at)
        return book, book.duebook(DAY, "--send", DUEBOOK_TEST_KILL_AT=str(at)).returncode < 0

    def comes_back(at):
        books[at].send(DAY, 0)
        page = next(iter(books[at].journal().values()))
        states = [step["state"] for step in page["step"]]
        hold(states[-1] == "sent" and states.count("sent") == 1, f"death at point {at}:", states)
        compare(servers, books[at].journal())
        if page["step"][-1].get("why") != FOUND:
            return None
        hold(states == ["claimed", "sent"], f"death at point {at}: claimed again", states)
        return at

    books, killed = {}, 0
    with ThreadPoolExecutor(TOGETHER) as pool:
        while killed == len(books):  # until one outlives its point, as there is none of that number
            points = range(len(books) + 1, len(books) + 1 + 2 * TOGETHER)
            for at, (book, died) in zip(points, pool.map(dies, points)):
                books[at] = book
                killed += died
        hold(killed > 10, "deaths", killed)
        servers.settle()
        time.sleep(SETTLE + 0.2)
        asked = [at for at in pool.map(comes_back, books) if at]
    hold(asked, "no death left Dovecot to decide")
    print(f"ok: killed at each of {killed} points: nothing lost, nothing twice; {len(asked)} times Dovecot said that the mail had left")

    # The machine is thrown away with its diary; another clone goes on.
    book = trial(servers, adopted, 500)
    book.duebook(DAY, "--send", DUEBOOK_TEST_KILL_AT=str(asked[0]))
    shutil.rmtree(book.root)
    book.root = servers.root / "another"
    subprocess.run(["git", "clone", "--quiet", book.remote, book.root], check=True, env=book.environment("plain"))
    book.send(DAY, 0, "0 sent")
    hold(state(next(iter(book.journal().values()))) == "claimed", "a claim within its lease is left alone")
    servers.settle()
    time.sleep(1 + SETTLE + 0.2)
    book.send(DAY, 0, DUEBOOK_TEST_LEASE_MS="1000")
    page = next(iter(book.journal().values()))
    hold([step["state"] for step in page["step"]] == ["claimed", "sent"], "the vanished machine's mail", page)
    compare(servers, book.journal())
    print("ok: a machine that vanished: after the lease another clone asks Dovecot, and sends no second copy")

    # The control: whoever does not ask sends twice, and it shows here.
    careless = new_book(servers, "careless", one_loan(servers, 'in_doubt = "resend"\n'))
    careless.send("2026-11-22", 0)
    careless.git("pull", "--quiet")
    book = trial(servers, careless, 600)
    book.duebook(DAY, "--send", DUEBOOK_TEST_KILL_AT=str(asked[0]))
    servers.settle()
    time.sleep(SETTLE + 0.2)
    book.send(DAY, 0)
    copies = servers.arrived()["b600@people.example.org"]
    hold(len(copies) == 2 and as_sent(copies[0]) != b"", "the control must double", len(copies))
    print("ok: the control, which asks nobody, sends twice, and it is seen")


# What a strict server, or ours, complains about; the rest of its log is routine.
COMPLAINTS = re.compile(r"reject|warning:|bare newline|improper|fatal|panic|status=(deferred|bounced)")
EXPECTED = [
    f"RCPT from localhost[127.0.0.1]: 550 5.1.1 <{REFUSED}>",  # refused at the door
    f"to=<{GONE}>",  # bounced
    "authentication failed",  # the wrong password
    "alert unknown ca",  # the client that does not know our authority
]


def complaints(servers):
    for line in servers.log().splitlines():
        if COMPLAINTS.search(line) and not any(part in line for part in EXPECTED):
            hold(False, "Postfix complains:", line)
    print("ok: Postfix, strict about line ends, headers and envelopes, found no fault with any mail")


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    office = HERE.parent / "office/records"
    known = {one for path in office.rglob("*.toml") for one in re.findall(r'email *= *"([^"]+)"', path.read_text())}
    known |= {f"{one}@people.example.org" for one in ("benjamas", "chutima", *(f"b{n}" for n in range(1, 700)))}
    known.add("finance-desk@bma.example.org")
    with tempfile.TemporaryDirectory(prefix="duebook-post-") as root:
        servers = Servers(root, known - {GONE, REFUSED})
        servers.know(known - {GONE, REFUSED}, {REFUSED})
        (servers.root / "gitconfig").write_text("[user]\n\tname = Somying\n\temail = somying@bma.example.org\n[init]\n\tdefaultBranch = main\n[safe]\n\tdirectory = *\n[core]\n\tfsync = none\n")
        with servers:
            try:
                office_sends(servers)
                deaths(servers)
                complaints(servers)
            except BaseException:
                print(servers.logs(), file=sys.stderr)
                raise


if __name__ == "__main__":
    main()
