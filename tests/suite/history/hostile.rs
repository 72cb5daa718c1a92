//! Ways of rewriting the past, each tried on a real repository with real
//! deliveries behind it: after each one, `check --history`, `verify`, `audit` or
//! `log` must say what was done. None may pass.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use chrono::{Days, NaiveDate};

use crate::bench::Bench;

const RECORD: &str = "records/secretariat/2570/advance-0098.toml";
const TEXT: &str = "\
contract   = \"บย. 98/2570\"
fund       = \"budget\"
purpose    = \"other-duty\"
project    = \"อบรม\"
amount     = 25_000.00
borrower   = { name = \"นางสาวมาลี ใจดี\", email = \"malee.j@secretariat.example.org\" }
contracted = 2026-10-12
received   = 2026-10-14

[[clearing]]
date     = 2026-11-10
vouchers = 5_000.00
receipt  = \"บค. 40/2570\"
";

/// A book that has sent for a week, its site, and what an honest copy of it knows.
struct Scene {
    bench: Bench,
    /// The commit that the office last saw.
    seen: String,
    /// The newest seal, as it was printed on paper.
    seal: String,
    /// The day after the newest commit: the program commits by the real clock.
    today: NaiveDate,
}

impl Scene {
    fn new() -> Scene {
        let bench = Bench::office();
        bench.file(RECORD, TEXT).file(".gitignore", "/site/\n/outbox/\n");
        bench.repository("2026-11-11");
        for day in ["2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17"] {
            let sent = bench.run_with(&["remind", "--send", "--today", day], |command| {
                command.env(
                    "DUEBOOK_SMTP_URL",
                    format!("file:{}", bench.root().join("outbox/sent").display()),
                );
            });
            sent.exits(0);
        }
        bench.run(&["build"]).exits(0);
        let newest = bench.run(&["verify", "--json"]).exits(0).json();
        assert_eq!(newest["seals"], 4, "{newest}");
        let seal = newest["newest"].as_str().expect("a seal").to_owned();
        let seen = bench.git(&["rev-parse", "HEAD"]);
        let made = bench.git(&["log", "-1", "--format=%cd", "--date=format:%Y-%m-%d"]);
        let today = made.parse::<NaiveDate>().expect("a day") + Days::new(1);
        Scene {
            bench,
            seen,
            seal,
            today,
        }
    }

    fn commit(&self, subject: &str) {
        self.bench.git(&["add", "--all"]);
        self.bench.git(&["commit", "--quiet", "--no-gpg-sign", "-m", subject]);
    }

    /// The newest file below a folder of the journal.
    fn newest(&self, folder: &str) -> String {
        let mut files: Vec<PathBuf> = walk(&self.bench.root().join("records/journal").join(folder));
        files.sort();
        let last = files.last().expect("a file of the journal");
        last.strip_prefix(self.bench.root())
            .expect("below the book")
            .to_string_lossy()
            .into_owned()
    }

    /// What the program says of the book after the deed, all its ways together.
    fn says(&self) -> Vec<String> {
        let mut said = Vec::new();
        let mut hear = |words: &[&str], list: &str, key: &str| {
            let answer = self.bench.run_with(words, |_| {});
            let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_default();
            for one in json[list].as_array().into_iter().flatten() {
                said.push(one[key].as_str().unwrap_or_default().to_owned());
            }
            if answer.status == Some(2) {
                said.push(format!("refused: {}", answer.err));
            }
        };
        let range = format!("{}..HEAD", self.seen);
        let today = self.today.to_string();
        let words = ["check", "--json", "--history", &range, "--today", &today];
        hear(&words, "findings", "code");
        hear(&["verify", "--json", "--seal", &self.seal], "faults", "code");
        hear(&["audit", "--json", "--today", &today], "exceptions", "code");
        if self.bench.root().join("site").is_dir() {
            for list in ["changed", "missing", "extra"] {
                let site = self.bench.root().join("site");
                let answer = self.bench.run(&["verify", "--json", &site.to_string_lossy()]);
                let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_default();
                let any = json[list].as_array().is_some_and(|files| !files.is_empty());
                if any || answer.out.is_empty() {
                    said.push(format!("site-{list}"));
                }
            }
        }
        said
    }
}

fn walk(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] })
        .collect()
}

/// Runs git with a clock of one's own.
fn git_at(bench: &Bench, words: &[&str], author: &str, committer: &str) {
    let status = Command::new("git")
        .arg("-C")
        .arg(bench.root())
        .args(["-c", "commit.gpgsign=false"])
        .args(words)
        .env("GIT_AUTHOR_DATE", author)
        .env("GIT_COMMITTER_DATE", committer)
        .status()
        .expect("git can be run");
    assert!(status.success(), "git {words:?}");
}

type Way = (&'static str, fn(&Scene), &'static str);

/// What is done, and a code that must be among what is said.
const WAYS: [Way; 22] = [
    (
        "the amount of a paid contract is edited",
        |scene| {
            scene.bench.edit(RECORD, "25_000.00", "52_000.00");
            scene.commit("แก้คำผิด");
        },
        "changed-after-payment",
    ),
    (
        "another borrower is written in",
        |scene| {
            scene.bench.edit(RECORD, "นางสาวมาลี ใจดี", "นายอื่น คนละคน");
            scene.commit("แก้คำผิด");
        },
        "changed-after-payment",
    ),
    (
        "the day of receipt is moved, and with it the due date",
        |scene| {
            scene
                .bench
                .edit(RECORD, "received   = 2026-10-14", "received   = 2026-10-30");
            scene.commit("แก้คำผิด");
        },
        "counting-day-changed",
    ),
    (
        "a clearing is raised",
        |scene| {
            scene.bench.edit(RECORD, "5_000.00", "25_000.00");
            scene.commit("แก้คำผิด");
        },
        "event-changed",
    ),
    (
        "a clearing is deleted",
        |scene| {
            let text = scene.bench.text(RECORD);
            scene
                .bench
                .file(RECORD, text.split_once("\n[[clearing]]").expect("a clearing").0);
            scene.commit("จัดรูปแบบ");
        },
        "event-deleted",
    ),
    (
        "a record is deleted",
        |scene| {
            scene.bench.remove(RECORD);
            scene.commit("ลบซ้ำ");
        },
        "record-deleted",
    ),
    (
        "a record is renumbered",
        |scene| {
            scene.bench.git(&["mv", RECORD, &RECORD.replace("0098", "0097")]);
            scene.commit("เรียงเลข");
        },
        "record-moved",
    ),
    (
        "a clearing is entered and taken out again, commit by commit",
        |scene| {
            scene
                .bench
                .file(RECORD, &scene.bench.text(RECORD).replace("5_000.00", "6_000.00"));
            scene.commit("หนึ่ง");
            scene
                .bench
                .file(RECORD, &scene.bench.text(RECORD).replace("6_000.00", "5_000.00"));
            scene.commit("สอง");
            assert!(
                audited(scene).matches("\"event-changed\"").count() >= 2,
                "audit looks at each commit"
            );
            // Its trace must not depend on the audit alone.
            scene.bench.edit(RECORD, "5_000.00", "7_000.00");
            scene.commit("สาม");
        },
        "event-changed",
    ),
    (
        "the rule of old contracts is lengthened",
        |scene| {
            scene
                .bench
                .edit("records/rules/bma-2555.toml", "days      = 30", "days      = 60");
            scene.commit("ปรับระเบียบ");
        },
        "rule-rewritten",
    ),
    (
        "a sent letter's note in the journal is edited",
        |scene| {
            let page = scene.newest("2568");
            let text = scene.bench.text(&page);
            scene
                .bench
                .file(&page, &text.replace("state = \"sent\"", "state = \"refused\""));
            scene.commit("แก้");
        },
        "journal-rewritten",
    ),
    (
        "a page of the journal is deleted",
        |scene| {
            let page = scene.newest("2568");
            scene.bench.remove(&page);
            scene.commit("แก้");
        },
        "journal-rewritten",
    ),
    (
        "the run of a day is made undone",
        |scene| {
            let page = scene.newest("runs");
            scene.bench.remove(&page);
            scene.commit("แก้");
        },
        "journal-rewritten",
    ),
    (
        "a seal's sum is edited",
        |scene| {
            let page = scene.newest("seals");
            let text = scene.bench.text(&page);
            scene
                .bench
                .file(&page, &text.replacen("advances = ", "advances = 1", 1));
            scene.commit("แก้");
        },
        "sums-differ",
    ),
    (
        "a seal is deleted",
        |scene| {
            let page = scene.newest("seals").replace("2026-11-17", "2026-11-13");
            scene.bench.remove(&page);
            scene.commit("แก้");
        },
        "chain-broken",
    ),
    (
        "the newest seal is deleted, the run of that day kept",
        |scene| {
            let page = scene.newest("seals");
            scene.bench.remove(&page);
            scene.commit("แก้");
        },
        "seal-unknown",
    ),
    (
        "the last commit is amended",
        |scene| {
            scene.bench.edit(RECORD, "5_000.00", "25_000.00");
            scene.bench.git(&["add", "--all"]);
            scene.bench.git(&["commit", "--quiet", "--amend", "--no-edit"]);
        },
        "history-rewritten",
    ),
    (
        "the last days are cut off and pushed over",
        |scene| {
            scene.bench.git(&["reset", "--quiet", "--hard", "HEAD~4"]);
        },
        "seal-unknown",
    ),
    (
        "the whole history is made anew in one commit",
        |scene| {
            scene.bench.git(&["checkout", "--quiet", "--orphan", "clean"]);
            scene.bench.edit(RECORD, "5_000.00", "25_000.00");
            scene.commit("เริ่มใหม่");
            scene.bench.git(&["branch", "--quiet", "-M", "clean", "main"]);
        },
        "commit-gone",
    ),
    (
        "an old commit is rewritten below all that followed (rebase)",
        |scene| {
            scene.bench.git(&["tag", "tip"]);
            let root = scene.bench.git(&["rev-list", "--max-parents=0", "HEAD"]);
            scene.bench.git(&["checkout", "--quiet", &root]);
            scene.bench.edit(RECORD, "5_000.00", "25_000.00");
            scene.bench.git(&["add", "--all"]);
            scene.bench.git(&["commit", "--quiet", "--amend", "--no-edit"]);
            let new_root = scene.bench.git(&["rev-parse", "HEAD"]);
            scene
                .bench
                .git(&["rebase", "--quiet", "--onto", &new_root, &root, "tip"]);
            scene.bench.git(&["branch", "--quiet", "--force", "main", "HEAD"]);
            scene.bench.git(&["switch", "--quiet", "main"]);
        },
        "commit-gone",
    ),
    (
        "git replace shows another record",
        |scene| {
            let head = scene.bench.git(&["rev-parse", "HEAD"]);
            let other = scene
                .bench
                .git(&["commit-tree", "HEAD~2^{tree}", "-p", "HEAD~1", "-m", "x"]);
            scene.bench.git(&["replace", &head, &other]);
        },
        "history-replaced",
    ),
    (
        "a graft hides the parents",
        |scene| {
            let head = scene.bench.git(&["rev-parse", "HEAD"]);
            scene.bench.file(".git/info/grafts", &format!("{head}\n"));
        },
        "history-replaced",
    ),
    (
        "a commit is dated back before the one it stands on",
        |scene| {
            scene
                .bench
                .file(RECORD, &format!("{}note     = \"x\"\n", scene.bench.text(RECORD)));
            scene.bench.git(&["add", "--all"]);
            git_at(
                &scene.bench,
                &["commit", "--quiet", "-m", "บันทึกวันนั้น"],
                "2026-11-10T09:00:00+07:00",
                "2026-11-10T09:00:00+07:00",
            );
        },
        "commit-backward",
    ),
];

/// More ways, at the site and with forged dates.
const MORE: [Way; 9] = [
    (
        "a commit is dated into the future",
        |scene| {
            scene
                .bench
                .file(RECORD, &format!("{}note     = \"x\"\n", scene.bench.text(RECORD)));
            scene.bench.git(&["add", "--all"]);
            let ahead = format!("{}T09:00:00+07:00", scene.today + Days::new(60));
            git_at(&scene.bench, &["commit", "--quiet", "-m", "ล่วงหน้า"], &ahead, &ahead);
        },
        "commit-in-future",
    ),
    (
        "a page of the published site is edited",
        |scene| {
            let page = scene.bench.text("site/index.html");
            scene
                .bench
                .file("site/index.html", &page.replacen("<h1", "<h1 hidden", 1));
        },
        "site-changed",
    ),
    (
        "a page of the published site is taken away",
        |scene| {
            scene.bench.remove("site/en/about.html");
        },
        "site-missing",
    ),
    (
        "a page is slipped into the published site",
        |scene| {
            scene.bench.file("site/notice.html", "<p>ระงับการทวงถาม</p>");
        },
        "site-extra",
    ),
    (
        "cash is written into a clearing that had none",
        |scene| {
            scene.bench.edit(
                RECORD,
                "vouchers = 5_000.00\n",
                "vouchers = 5_000.00\ncash     = 20_000.00\n",
            );
            scene.commit("แก้คำผิด");
        },
        "event-changed",
    ),
    (
        "the clock creeps back by less than an hour at each commit",
        |scene| {
            let mut clock: i64 = scene.bench.git(&["log", "-1", "--format=%ct"]).parse().expect("a time");
            for _ in 0..3 {
                clock -= 3_500;
                let at = format!("{clock} +0700");
                git_at(
                    &scene.bench,
                    &["commit", "--quiet", "--allow-empty", "-m", "x"],
                    &at,
                    &at,
                );
            }
        },
        "commit-backward",
    ),
    (
        "a tag bears the name of the commit that was seen",
        |scene| {
            scene.bench.edit(RECORD, "25_000.00", "52_000.00");
            scene.commit("แก้คำผิด");
            scene.bench.git(&["tag", &scene.seen[..10], "HEAD"]);
            let range = format!("{}..HEAD", &scene.seen[..10]);
            scene.bench.run(&["check", "--history", &range]).exits(2);
        },
        "changed-after-payment",
    ),
    (
        "a hidden file redirects the published site",
        |scene| {
            scene.bench.file("site/.htaccess", "Redirect / https://example.org/\n");
        },
        "site-extra",
    ),
    (
        "another repository linked among the records hides what follows",
        |scene| {
            scene.bench.edit(RECORD, "25_000.00", "52_000.00");
            scene.commit("แก้คำผิด");
            let link = "160000,1111111111111111111111111111111111111111,records/x";
            scene.bench.git(&["update-index", "--add", "--cacheinfo", link]);
            scene.bench.git(&["commit", "--quiet", "--no-gpg-sign", "-m", "x"]);
        },
        "changed-after-payment",
    ),
];

/// Ways of those who know how the program looks at a history.
const SLY: [Way; 19] = [
    (
        "a branch from long ago takes the trunk in as its second parent",
        |scene| {
            let root = scene.bench.git(&["rev-list", "--max-parents=0", "HEAD"]);
            scene.bench.git(&["switch", "--quiet", "--create", "old", &root]);
            scene.bench.file("records/legal/note.md", "x\n");
            scene.commit("แก้ที่เครื่อง");
            scene.bench.git(&["merge", "--quiet", "--no-edit", "main"]);
            scene.bench.git(&["branch", "--quiet", "--force", "main", "old"]);
            scene.bench.git(&["switch", "--quiet", "main"]);
            // What the book knew on a day is what was published then, seals and all.
            let then = scene.bench.run(&["verify", "--json", "--at", &scene.today.to_string()]);
            assert_eq!(then.json()["seals"], 4);
        },
        "trunk-swapped",
    ),
    (
        "a merge throws away what the trunk had entered",
        |scene| {
            scene.bench.git(&["switch", "--quiet", "--create", "side"]);
            scene.bench.file("records/legal/note.md", "x\n");
            scene.commit("เพิ่มบันทึก");
            scene.bench.git(&["switch", "--quiet", "main"]);
            let more = "\n[[clearing]]\ndate     = 2026-11-11\nvouchers = 1_000.00\n";
            scene.bench.file(RECORD, &format!("{}{more}", scene.bench.text(RECORD)));
            scene.commit("ส่งใช้");
            scene.bench.git(&["merge", "--quiet", "--no-commit", "--no-ff", "side"]);
            scene.bench.git(&["checkout", "--quiet", "side", "--", RECORD]);
            scene.bench.git(&["commit", "--quiet", "--no-gpg-sign", "-m", "รวม"]);
        },
        "event-deleted",
    ),
    (
        "the policy is weakened, and then used",
        |scene| {
            let office = scene.bench.text("records/office.toml");
            let weak = "\n[history]\nchanged_after_payment = \"allow\"\n";
            scene.bench.file("records/office.toml", &format!("{office}{weak}"));
            scene.commit("ตั้งค่า");
            scene.bench.edit(RECORD, "25_000.00", "52_000.00");
            scene.commit("แก้คำผิด");
            assert!(
                audited(scene).contains("\"changed-after-payment\""),
                "the audit allows nothing"
            );
        },
        "policy-weakened",
    ),
    (
        "a rule is ended in the past, for another to follow",
        |scene| {
            const RULES: &str = "records/rules/bma-2555.toml";
            let text = scene.bench.text(RULES);
            let (head, tail) = text.split_once("name      = \"other-duty\"").expect("the rule");
            let tail = tail.replacen("{ from = 2012-10-01 }", "{ from = 2012-10-01, until = 2026-10-31 }", 1);
            scene
                .bench
                .file(RULES, &format!("{head}name      = \"other-duty\"{tail}"));
            scene.commit("ปรับระเบียบ");
        },
        "rule-backdated",
    ),
    (
        "a holiday of last month is made up",
        |scene| {
            const DAYS: &str = "records/holidays/2569.toml";
            let day = "\n[[day]]\ndate = 2026-11-13\nname = \"x\"\n";
            scene.bench.file(DAYS, &format!("{}{day}", scene.bench.text(DAYS)));
            scene.commit("วันหยุด");
        },
        "holiday-backdated",
    ),
    (
        "a file is broken in one push, and mended with another amount in the next",
        |scene| {
            let text = scene.bench.text(RECORD);
            scene
                .bench
                .file(RECORD, &text.replace("amount     =", "amount     = ="));
            scene.commit("พลาด");
            scene.bench.file(RECORD, &text.replace("25_000.00", "52_000.00"));
            scene.commit("ซ่อม");
            let today = scene.today.to_string();
            let second = scene
                .bench
                .run(&["check", "--json", "--history", "HEAD~1..HEAD", "--today", &today]);
            assert!(second.out.contains("changed-after-payment"), "{}", second.out);
            assert!(audited(scene).contains("\"changed-after-payment\""));
            let log = scene.bench.run(&["log", "secretariat/2570/advance-0098"]);
            assert!(log.out.contains("25,000.00 → 52,000.00"), "{}", log.out);
        },
        "changed-after-payment",
    ),
    (
        "reminders are declared as sent before there was a book",
        |scene| {
            let page = "records/journal/adopted/2026-11-18.toml";
            let old = scene.newest("adopted");
            let text = scene.bench.text(&old).replace("on = 2026-11-12", "on = 2026-11-18");
            scene.bench.file(page, &text);
            scene.commit("รับสมุดเดิม");
        },
        "adopted",
    ),
    (
        "a page of the journal is copied for a mail that never went",
        |scene| {
            let page = scene.newest("2570");
            let (stage, _) = page
                .rsplit_once('.')
                .and_then(|(rest, _)| rest.rsplit_once('.'))
                .expect("a page");
            let stage = stage.rsplit_once('.').expect("a stage").1;
            let copy = |text: &str| {
                text.replace(&format!(".{stage}."), ".forged.")
                    .replace(&format!("\"{stage}\""), "\"forged\"")
            };
            scene.bench.file(&copy(&page), &copy(&scene.bench.text(&page)));
            scene.commit("เพิ่ม");
        },
        "count-differs",
    ),
    (
        "a seal is made for a day without a run",
        |scene| {
            let page = scene.newest("seals");
            let text = scene.bench.text(&page);
            let text = text
                .replace("n = 4\n", "n = 5\n")
                .replace("day = 2026-11-17", "day = 2026-11-20")
                .lines()
                .map(|line| match line.strip_prefix("previous = ") {
                    Some(_) => format!("previous = \"{}\"\n", scene.seal),
                    None => format!("{line}\n"),
                })
                .collect::<String>();
            scene.bench.file(&page.replace("2026-11-17", "2026-11-20"), &text);
            scene.commit("ตรา");
        },
        "run-missing",
    ),
    (
        "the purpose is changed, and with it the rule",
        |scene| {
            scene.bench.edit(RECORD, "other-duty", "domicile-move");
            scene.commit("แก้คำผิด");
        },
        "changed-after-payment",
    ),
    (
        "another receipt stands where the first one stood",
        |scene| {
            scene.bench.edit(RECORD, "บค. 40/2570", "บค. 44/2570");
            scene.commit("แก้คำผิด");
        },
        "reference-changed",
    ),
    (
        "another history is merged in",
        |scene| {
            scene.bench.git(&["checkout", "--quiet", "--orphan", "other"]);
            scene.commit("เริ่ม");
            scene.bench.git(&["switch", "--quiet", "main"]);
            let words = ["merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "other"];
            scene.bench.git(&words);
        },
        "root-added",
    ),
    (
        "a merge beside the trunk takes an entry back, before the branch comes in",
        |scene| {
            let git = |words: &[&str]| scene.bench.git(words);
            let more = "\n[[clearing]]\ndate     = 2026-11-11\nvouchers = 1_000.00\n";
            scene.bench.file(RECORD, &format!("{}{more}", scene.bench.text(RECORD)));
            scene.commit("ส่งใช้");
            git(&["switch", "--quiet", "--create", "side"]);
            let noted = |note: &str| format!("notes = \"{note}\"\n{}", scene.bench.text(RECORD));
            scene.bench.file(RECORD, &noted("ก"));
            scene.commit("หมายเหตุ");
            git(&["checkout", "--quiet", &scene.seen, "--", RECORD]);
            let tree = git(&["write-tree"]);
            let merge = git(&["commit-tree", &tree, "-p", "HEAD", "-p", &scene.seen, "-m", "รวม"]);
            git(&["reset", "--quiet", "--hard", &merge]);
            scene.bench.file(RECORD, &noted("ข"));
            scene.commit("หมายเหตุ");
            git(&["switch", "--quiet", "main"]);
            git(&["merge", "--quiet", "--no-ff", "--no-edit", "side"]);
        },
        "event-deleted",
    ),
    (
        "files that are no seals lie beside the seals, for a branch to be taken for the trunk",
        |scene| {
            let root = scene.bench.git(&["rev-list", "--max-parents=0", "HEAD"]);
            scene.bench.git(&["switch", "--quiet", "--create", "old", &root]);
            for n in 1..7 {
                scene
                    .bench
                    .file(&format!("records/journal/seals/2570/note{n}.md"), "x\n");
                scene.commit("x");
            }
            scene.bench.git(&["merge", "--quiet", "--no-edit", "main"]);
            scene.bench.git(&["branch", "--quiet", "--force", "main", "old"]);
            scene.bench.git(&["switch", "--quiet", "main"]);
            assert!(
                audited(scene).contains("\"trunk-swapped\""),
                "the trunk is the line of the seals"
            );
        },
        "trunk-swapped",
    ),
    (
        "a template of the office's own hides a row",
        |scene| {
            scene
                .bench
                .file("templates/assets/office.css", "#row { display: none }\n");
            scene.commit("สี");
        },
        "template-changed",
    ),
    (
        "a seal that names no commit is laid before the run of its day",
        |scene| {
            let page = scene.newest("seals");
            let text = scene.bench.text(&page);
            let lines = text.lines().filter(|line| !line.starts_with("book = "));
            let text: Vec<String> = lines
                .map(|line| match line {
                    "n = 4" => "n = 5\n".to_owned(),
                    "day = 2026-11-17" => "day = 2026-11-18\n".to_owned(),
                    _ if line.starts_with("previous = ") => format!("previous = \"{}\"\n", scene.seal),
                    _ => format!("{line}\n"),
                })
                .collect();
            scene
                .bench
                .file(&page.replace("2026-11-17", "2026-11-18"), &text.concat());
            scene.commit("ตรา");
        },
        "commit-gone",
    ),
    (
        "a run is added to a day of last month",
        |scene| {
            let page = scene.newest("runs");
            let text = scene.bench.text(&page);
            let (_, run) = text.split_once("\n[[run]]").expect("a run");
            let run: Vec<String> = run
                .lines()
                .map(
                    |line| match line.split_once(" = 2026-").or(line.split_once(" = \"2026-")) {
                        Some((key @ ("started" | "ended"), _)) => format!("{key} = 2026-10-17T09:00:00+07:00\n"),
                        Some(("name", _)) => "name = \"2026-10-17T090000-aaaaaa\"\n".to_owned(),
                        _ if line.starts_with("sent = ") => "sent = 0\n".to_owned(),
                        _ => format!("{line}\n"),
                    },
                )
                .collect();
            scene.bench.file(&page, &format!("{text}\n[[run]]{}", run.concat()));
            scene.commit("เพิ่ม");
        },
        "journal-backdated",
    ),
    (
        "a longer rule is named on a contract that was paid",
        |scene| {
            scene
                .bench
                .edit(RECORD, "contracted =", "rule       = \"domicile-move\"\ncontracted =");
            scene.commit("ระเบียบ");
        },
        "counting-day-changed",
    ),
    (
        "what an earlier walk kept is forged, to hide a commit",
        |scene| {
            scene.bench.edit(RECORD, "25_000.00", "52_000.00");
            scene.commit("แก้คำผิด");
            scene.bench.run(&["log", "secretariat/2570/advance-0098"]).exits(0);
            let kept = scene.bench.text(".git/duebook-history");
            let body = kept.rsplit_once("sum ").expect("a sum").0;
            let lines = body.split_inclusive('\n');
            let forged: String = lines.filter(|line| !line.contains("advance-0098")).collect();
            let sum = duebook::digest::sha256(forged.as_bytes());
            scene
                .bench
                .file(".git/duebook-history", &format!("{forged}sum {sum}\n"));
            assert!(
                audited(scene).contains("\"changed-after-payment\""),
                "evidence is read from git itself"
            );
        },
        "changed-after-payment",
    ),
];

/// What the audit says after the deed.
fn audited(scene: &Scene) -> String {
    scene
        .bench
        .run(&["audit", "--today", &scene.today.to_string(), "--json"])
        .exits(0)
        .out
        .clone()
}

#[test]
fn none_of_the_ways_to_rewrite_the_past_goes_unseen() {
    let ways: Vec<&Way> = WAYS.iter().chain(&MORE).chain(&SLY).collect();
    assert!(ways.len() >= 20);
    let mut unseen = Vec::new();
    // What is said of the book before anything was done to it.
    let honest = Scene::new().says();
    let count = |said: &[String], code: &str| said.iter().filter(|one| *one == code).count();
    std::thread::scope(|scope| {
        let half = ways.len().div_ceil(2);
        let hands: Vec<_> = ways
            .chunks(half)
            .map(|ways| {
                let honest = &honest;
                scope.spawn(move || {
                    let mut unseen = Vec::new();
                    for (what, deed, code) in ways {
                        let scene = Scene::new();
                        deed(&scene);
                        let said = scene.says();
                        if count(&said, code) <= count(honest, code) {
                            unseen.push(format!("{what}: wanted {code}, said {said:?}"));
                        }
                    }
                    unseen
                })
            })
            .collect();
        for hand in hands {
            unseen.extend(hand.join().expect("a way went wrong; see above"));
        }
    });
    assert!(
        unseen.is_empty(),
        "{} of {} unseen:\n{}",
        unseen.len(),
        ways.len(),
        unseen.join("\n")
    );
}
