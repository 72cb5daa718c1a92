"""Every system call of a command fails once, and once the program is killed there.

    python3 tests/real/faults.py PROGRAM [--every K] [--only NAME] [--fault NAME] [--jobs N] [--show]

strace lets the n-th system call of a run fail with ENOSPC, EIO or EACCES, or kills
the program at it, for n from 1 to the last call or the 2,000th. After each such run
the book is judged as it lies there, the command is given again as an officer would,
and all is compared with a run that nobody disturbed: records, journal, site, mails.

Only the program's own calls are hit, those of its first thread by one sweep and
those of the others by a second; git is another program (strace's `-b execve` lets
it go), and what its failing does is in tests/suite/sending.rs.

What a fault left on the disk decides all that comes after, so each state of the
disk is judged once.
"""
import argparse, collections, ctypes, email, hashlib, os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAST = 2000
PATIENCE = 60
FAULTS = ("ENOSPC", "EIO", "EACCES", "KILL")
# They cannot return these errors: memory, signals, time, threads, this process itself;
# and `close`, which lets go of the file whatever it returns, as a call that strace lets
# fail does not.
NEVER = re.compile(
    r"brk|mmap|munmap|mprotect|mremap|madvise|futex|rt_sig\w+|sigaltstack|getrandom|clock_\w+|nanosleep|sched_\w+|set_tid_address"
    r"|set_robust_list|rseq|prlimit64|arch_prctl|exit|exit_group|get[pt]id|getuid|geteuid|getgid|getegid|uname|p?poll|clone3?|vfork|getcwd|execve|ioctl|close|wait4|waitid|kill|tgkill|pidfd\w+|restart_syscall"
)
PR_SET_CHILD_SUBREAPER = 36
TODAY, FIRST, DAY = "2026-11-20", "2026-11-22", "2026-11-27"
LOAN = "records/secretariat/2570/advance-0002.toml"
CSV = (
    "ทะเบียนคุมหลักประกันสัญญา สำนักงานเลขานุการปลัดกรุงเทพมหานคร\n"
    "วันที่รับหลักประกัน,รายการ,เล่มที่/เลขที่ใบเสร็จ/ใบรับหลักประกัน,ประเภท (เงินสด/เช็ค/เงินโอน),จำนวนเงิน,เลขที่สัญญา,ผู้ขาย/ผู้รับจ้าง,วันที่ตรวจรับ,ระยะเวลารับประกัน,วันที่คืน,เลขที่เช็ค\n"
    '10 ม.ค. 2568,จ้างทำความสะอาด,12/5,เงินโอน,"48,500.00",จ. 45/2568,บริษัท ตัวอย่าง จำกัด,31 มี.ค. 2568,1 ปี,,\n'
    '11 ม.ค. 2569,จ้างพิมพ์,12/6,เช็ค,"5,000",จ. 46/2569,หจก.ทดสอบ,31 มี.ค. 2569,,20 เม.ย. 2569,1234567\n'
    '12 ม.ค. 2569,จ้างซ่อม,12/7,เงินโอน,"7,000",จ. 47/2569,หจก.ทดสอบ,31 มี.ค. 2569,,,\n'
)


class Sink(threading.Thread):
    """A mail server on the loopback that takes everything and remembers it."""

    def __init__(self):
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port, self.kept = self.door.getsockname()[1], []
        self.start()

    def run(self):
        while True:
            threading.Thread(target=self.serve, args=self.door.accept()[:1], daemon=True).start()

    def serve(self, line):
        try:
            with line:
                self.talk(line)
        except OSError:
            pass  # whoever called was killed

    def talk(self, line):
        line.settimeout(PATIENCE)
        heard = line.makefile("rb")
        line.sendall(b"220 sink\r\n")
        for said in heard:
            verb = said[:4].upper()
            if verb == b"DATA":
                line.sendall(b"354 go on\r\n")
                mail = b"".join(iter(heard.readline, b".\r\n"))
                self.kept.append(email.message_from_bytes(mail)["Message-ID"].strip())
                line.sendall(b"250 2.0.0 kept\r\n")
            elif verb == b"EHLO":
                line.sendall(b"250-sink\r\n250 8BITMIME\r\n")
            else:
                line.sendall(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return


class Case:
    """A command on a book, and what must hold once it was given until it ended well."""

    def __init__(self, name, words, *, git=False, smtp=False, day=TODAY):
        self.name, self.words, self.git, self.smtp, self.day = name, words, git, smtp, day


CASES = [
    Case("build", ["build"]),
    Case("build-again", ["build"]),
    Case("build-git", ["build"], git=True),
    Case("remind", ["remind", "--send"], day=DAY),
    Case("remind-smtp", ["remind", "--send"], day=DAY, smtp=True),
    Case("remind-git", ["remind", "--send"], day=DAY, git=True),
    Case("clear", ["clear", LOAN[8:-5], "--vouchers", "10,000", "--cash", "6,400", "--receipt", "บค. 34/2570"]),
    Case("clear-git", ["clear", LOAN[8:-5], "--vouchers", "10,000", "--cash", "6,400", "--receipt", "บค. 34/2570", "--commit"], git=True),
    Case("import", ["import", "../register.csv"], day=DAY),
    Case("import-git", ["import", "../register.csv", "--commit"], git=True, day=DAY),
]


class Bench:
    """A folder on a disk of memory in which one case is tried again and again."""

    def __init__(self, program, case, top):
        self.program, self.case, self.top = program, case, Path(top)
        self.start, self.work = self.top / "start", self.top / "work"
        self.sink = Sink() if case.smtp else None
        (self.top / "gitconfig").write_text("[user]\n\tname = Somying\n\temail = somying@example.org\n[init]\n\tdefaultBranch = main\n[safe]\n\tdirectory = *\n[core]\n\tfsync = none\n[gc]\n\tauto = 0\n")
        book = self.start / "book"
        shutil.copytree(HERE.parent / "office", book)
        (self.start / "register.csv").write_text(CSV)
        if case.git:
            self.run_git("init", "--quiet", "--bare", "../remote.git", at=book)
            self.run_git("init", "--quiet", at=book)
            self.run_git("add", "--all", at=book)
            self.run_git("commit", "--quiet", "--message", "first", at=book)
            self.run_git("remote", "add", "origin", "../remote.git", at=book)
            self.run_git("push", "--quiet", "--set-upstream", "origin", "main", at=book)
        if case.words[0] in ("remind", "import"):
            sink, self.sink = self.sink, None
            self.must(self.program_at(self.start, FIRST, ["remind", "--send"]))
            self.sink = sink
            if case.git:
                self.run_git("pull", "--quiet", at=book)
        if case.name == "build-again":
            # A site stands already; some of it changes, some of it goes.
            self.must(self.program_at(self.start, TODAY, ["build"]))
            for gone in ("records/legal/2569/guarantee-0002.toml", "records/secretariat/2570/advance-0004.toml"):
                (book / gone).unlink()
        self.fresh()
        self.ended = self.must(self.give())
        self.good = self.picture()
        self.before = {path: text for path, text in files(self.start / "book/records").items()}
        self.after = {path: text for path, text in files(self.work / "book/records").items()}
        self.known = set(files(self.start)) | set(files(self.work))
        self.calls = self.trace()
        self.judged = {}

    def must(self, run):
        if run.returncode != 0:
            raise SystemExit(f"{self.case.name}: undisturbed, it ends with {run.returncode}: {run.stderr}")
        return run

    def environment(self):
        url = f"smtp://127.0.0.1:{self.sink.port}" if self.sink else "file:../mails"
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.top), "LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1", "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": str(self.top / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": "2026-11-20T09:00:00+07:00", "GIT_COMMITTER_DATE": "2026-11-20T09:00:00+07:00",
            "DUEBOOK_SMTP_URL": url, "DUEBOOK_TEST_TODAY": self.case.day,
        }

    def run_git(self, *words, at):
        subprocess.run(["git", "-C", at, *words], env=self.environment(), check=True, capture_output=True)

    def program_at(self, folder, day, words, tracer=(), lang="en"):
        command = [*tracer, self.program, "--today", day, "--lang", lang, *words]
        child = subprocess.Popen(
            command, cwd=folder / "book", env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        try:
            out, err = child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            raise
        finally:
            # A git that its killed parent left behind ends what it began.
            try:
                while True:
                    os.waitpid(-1, 0)
            except ChildProcessError:
                pass
        return subprocess.CompletedProcess(command, child.returncode, out.decode(errors="replace"), err.decode(errors="replace"))

    def give(self, tracer=(), lang="en"):
        return self.program_at(self.work, self.case.day, self.case.words, tracer, lang)

    def fresh(self):
        shutil.rmtree(self.work, ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", self.start, self.work], check=True)
        if self.sink:
            self.sink.kept.clear()

    def trace(self):
        """The calls of the first thread in their order, and those of the others, each
        as its name and the how-manieth of its name: so strace counts."""
        log = self.top / "trace"
        self.fresh()
        self.give(["strace", "-qq", "-o", log])
        # strace lets the first call be, by which the program begins.
        first = numbered([line.split("(")[0] for line in log.read_text(errors="replace").splitlines() if "(" in line][1:])
        self.fresh()
        self.give(["strace", "-f", "-b", "execve", "-qq", "-o", log])
        threads = collections.defaultdict(list)
        for line in log.read_text(errors="replace").splitlines():
            pid, rest = line.split(maxsplit=1)
            if not rest.startswith(("<...", "+++", "---")):
                threads[pid].append(rest.split("(")[0])
        main = next(iter(threads))
        others = {call: None for pid, calls in threads.items() if pid != main for call in numbered(calls)}
        return first, list(others)

    def points(self, every):
        for fault in FAULTS:
            for calls, threads in zip(self.calls, (False, True)):
                for n, (name, number) in enumerate(calls[:LAST], 1):
                    if fault == "KILL" or not NEVER.fullmatch(name):
                        yield fault, f"{name} {number}{' of a thread' if threads else ''} (call {n})", threads, name, number

    # What lies on the disk.

    def picture(self):
        """All that a command may not get wrong, without what hangs on the clock."""
        book = self.work / "book"
        records = {path: text for path, text in files(book / "records").items() if not path.startswith("journal/")}
        site = files(book / "site") if (book / "site").is_dir() else {}
        journal = [self.last_states(page) for page in sorted((book / "records/journal").glob("[0-9]*/**/*.toml"))]
        out = {"records": records, "site": site, "journal": journal, "mails": self.mails()}
        if self.case.git:
            show = lambda *words: subprocess.run(["git", "-C", book, *words], env=self.environment(), capture_output=True, text=True).stdout
            out["open"] = show("status", "--porcelain")
            out["commits"] = show("log", "--format=%s")
            out["fsck"] = show("fsck", "--full", "--strict", "--no-dangling")
            if self.case.words[0] == "remind":
                out["remote"] = show("rev-parse", "HEAD") == show("rev-parse", "origin/main")
                out["commits"] = ""  # their subjects bear times
        return out

    @staticmethod
    def last_states(page):
        steps = tomllib.loads(page.read_text())["step"]
        return page.name, steps[-1]["state"], sum(step["state"] == "sent" for step in steps)

    def mails(self):
        if self.sink:
            return sorted(self.sink.kept)
        return sorted(path.name for path in (self.work / "mails").glob("*.eml"))

    def litter(self):
        return sorted(path for path in files(self.work) if path not in self.known and "/.git/" not in path and not path.startswith("remote.git/"))

    # One fault.

    def hit(self, fault, threads, name, number, lang):
        how = "signal=KILL" if fault == "KILL" else f"error={fault}"
        log = self.top / "hit"
        tracer = ["strace", "-qq", "-o", log, *(["-f", "-b", "execve"] if threads else []), "-e", f"trace={name}", "-e", f"inject={name}:{how}:when={number}"]
        run = self.give(tracer, lang)
        lines = [line for line in log.read_text(errors="replace").splitlines() if "INJECTED" in line]
        call = re.sub(r"^\d+ +", "", lines[0])[:110] if lines else ""
        landed = bool(lines) or (fault == "KILL" and run.returncode == -9)
        return run, call, landed

    def judge(self, fault, threads, name, number):
        self.fresh()
        lang = "th" if number % 2 else "en"
        run, call, landed = self.hit(fault, threads, name, number, lang)
        wrong = []
        said = (run.stdout + run.stderr).strip()
        # The library holds that the pipes of a child never fail, and no kernel lets them:
        # the program is killed there, and judged so.
        pipe = any(room in run.stderr for room in ("/std/src/sys/process/", "/std/src/process.rs"))
        if not pipe and ("panicked" in run.stderr or run.returncode in (101, -6, 134)):
            wrong.append(f"a panic ({run.returncode}): {said[:300]}")
        elif fault != "KILL" and run.returncode != 0 and not call.startswith("write(2"):
            if not said:
                wrong.append(f"ends with {run.returncode} and says nothing")
            elif run.returncode < 64 and "loading shared" not in said and lang == "th" and not re.search("[ก-๛]", said):
                wrong.append(f"no Thai: {said[:200]}")
        digest = hashlib.sha256(repr((sorted(files(self.work).items()), self.sink and self.sink.kept)).encode()).hexdigest()
        if digest not in self.judged:
            self.judged[digest] = self.judge_state()
        now, later = self.judged[digest]
        wrong += later
        if run.returncode == 0 and now != "done":
            wrong.append(f"ends with 0, but: {now}")
        return wrong, call, run.returncode, said, landed

    def judge_state(self):
        """Returns whether the work is done, and what is wrong here or after another run."""
        wrong = []
        records = files(self.work / "book/records")
        for path, text in records.items():
            if path.startswith("journal/") or any(part.startswith(".") for part in path.split("/")):
                continue
            if text not in (self.before.get(path), self.after.get(path)):
                wrong.append(f"half: {path}")
        wrong += [f"gone: {path}" for path in self.before if path not in records and "/." not in path]
        try:
            now = self.compare()
        except (tomllib.TOMLDecodeError, KeyError) as error:
            return "unreadable", [f"the journal cannot be read: {error}"]
        before = self.program_at(self.work, self.case.day, ["check", "--json"])
        if before.returncode != 0:
            wrong.append(f"check, right after: {before.returncode} {before.stderr[:200]} {before.stdout[:300]}")
        for _ in range(3):
            again = self.give()
            if again.returncode == 0:
                break
        # Entered, a clearing is not entered twice.
        uncommitted = now.startswith("open: ")
        entered = self.case.words[0] == "clear" and (now == "done" or uncommitted)
        doubt = self.sink and again.returncode == 75 and self.waits(self.picture())
        if again.returncode != 0 and not entered and not doubt:
            wrong.append(f"given again, it ends with {again.returncode}: {again.stderr[:300]}")
        then = self.compare()
        # What stands in the book and git did not take is seen as an open change; the
        # same command has nothing to write any more, and commits nothing.
        if then != "done" and not ("--commit" in self.case.words and then.startswith("open: ")):
            wrong.append(f"after another run: {then}")
        if self.case.words[0] == "remind":
            judged = self.program_at(self.work, self.case.day, ["verify"])
            if judged.returncode != 0:
                wrong.append(f"verify: {judged.returncode} {judged.stdout[-200:]} {judged.stderr[-200:]}")
        left = self.litter()
        if left:
            wrong.append(f"left for ever: {left}")
        return ("done" if now == "done" else now), wrong

    def compare(self):
        """Says in what the disk differs from a run that nobody disturbed; `done` where in nothing."""
        is_now = self.picture()
        for what, good in self.good.items():
            if is_now[what] == good or (what == "records" and self.same_records(is_now[what], good)):
                continue
            if what in ("mails", "journal") and self.sink and self.waits(is_now):
                continue
            if isinstance(good, dict):
                paths = sorted(path for path in set(good) | set(is_now[what]) if good.get(path) != is_now[what].get(path))
                return f"{what} differ: {paths[:4]}"
            if isinstance(good, list):
                extra, lack = (collections.Counter(map(str, a)) - collections.Counter(map(str, b)) for a, b in ((is_now[what], good), (good, is_now[what])))
                return f"{what}: too much {list(extra)[:3]}, missing {list(lack)[:3]}"
            return f"{what}: {str(is_now[what])[:200]!r}"
        return "done"

    @staticmethod
    def same_records(a, b):
        hidden = lambda path: any(part.startswith(".") for part in path.split("/"))
        return {path: text for path, text in a.items() if not hidden(path)} == {path: text for path, text in b.items() if not hidden(path)}

    def waits(self, is_now):
        """Without a mailbox to ask, a mail that left without an answer waits for a person: once sent or not at all, never twice."""
        if len(set(is_now["mails"])) != len(is_now["mails"]):
            return False
        held = {name for name, state, _ in is_now["journal"] if state in ("held", "in-doubt")}
        missing = len(self.good["mails"]) - len(is_now["mails"])
        return bool(held) and missing <= len(held) and all(state in ("sent", "held", "in-doubt") for _, state, _ in is_now["journal"])


def numbered(names):
    counts = collections.Counter()
    return [(name, counts.update([name]) or counts[name]) for name in names]


def files(folder):
    folder = Path(folder)
    out = {}
    for above, below, names in os.walk(folder):
        for name in names:
            path = os.path.join(above, name)
            with open(path, "rb") as file:
                out[os.path.relpath(path, folder)] = file.read()
    return out


BENCHES = {}


def bench(program, name, top):
    if name not in BENCHES:
        BENCHES.clear()
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        case = next(case for case in CASES if case.name == name)
        BENCHES[name] = Bench(program, case, tempfile.mkdtemp(dir=top, prefix=f"{name}-"))
    return BENCHES[name]


def points(program, name, top, every):
    return len(bench(program, name, top).calls[0]), list(bench(program, name, top).points(every))


def judge(program, case, top, chunk):
    out = []
    for fault, where, threads, name, number in chunk:
        try:
            out.append((fault, where, *bench(program, case, top).judge(fault, threads, name, number)))
        except subprocess.TimeoutExpired:
            out.append((fault, where, ["hangs"], "?", None, "", True))
    return out


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("program")
    ask.add_argument("--every", type=int, default=1)
    ask.add_argument("--offset", type=int, default=0)
    ask.add_argument("--only", nargs="*")
    ask.add_argument("--fault", nargs="*", default=FAULTS)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--show", action="store_true")
    asked = ask.parse_args()
    program, bad, runs = Path(asked.program).resolve(), 0, 0
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="duebook-faults-") as top, ProcessPoolExecutor(asked.jobs) as pool:
        for case in CASES:
            if asked.only and case.name not in asked.only:
                continue
            begun = time.monotonic()
            calls, all_points = pool.submit(points, program, case.name, top, asked.every).result()
            todo = [point for at, point in enumerate(all_points) if point[0] in asked.fault and at % asked.every == asked.offset % asked.every]
            chunks = [todo[at : at + 20] for at in range(0, len(todo), 20)]
            done, said, wrong, missed = collections.Counter(), {}, collections.defaultdict(list), 0
            for out in pool.map(judge, *zip(*[(program, case.name, top, chunk) for chunk in chunks])):
                for fault, where, faults, call, status, words, landed in out:
                    done[fault] += landed
                    missed += not landed
                    said.setdefault((status, words[-160:]), []).append(f"{fault} at {where}: {call}")
                    for one in faults:
                        wrong[re.sub(r"\.tmp\w+", ".tmp…", one)].append(f"{fault} at {where}: {call}")
            runs += sum(done.values())
            bad += len(wrong)
            print(f"{case.name}: {calls} calls; " + ", ".join(f"{fault} {done[fault]}" for fault in FAULTS if done[fault]) + f" faults, {missed} that nothing met; {sum(map(len, wrong.values()))} wrong; {time.monotonic() - begun:.0f} s", flush=True)
            for one, places in wrong.items():
                print(f"  {len(places)} x {one}\n      " + "\n      ".join(places[:3]), flush=True)
            if asked.show:
                for (status, words), places in sorted(said.items(), key=lambda one: -len(one[1])):
                    print(f"  . {len(places)} x [{status}] {words}\n        {places[0]}")
    print(f"{runs} faults, {bad} kinds of wrong")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
