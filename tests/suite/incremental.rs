//! A build that makes only what has changed gives, after whatever was done to the
//! book, to its templates, to the site or to the hint, what a clean one gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::bench::{Bench, Dice, files_below};

/// Every file below a folder, by its path in it.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let inside = |path: &Path| path.strip_prefix(folder).expect("a path inside").display().to_string();
    let files = files_below(folder).into_iter();
    files
        .map(|path| (inside(&path), fs::read(&path).expect("a file")))
        .collect()
}

/// Where the hints lie: within git's folder, else beside the rehearsed mails.
fn hints(bench: &Bench) -> Vec<std::path::PathBuf> {
    let folders = [bench.root().join(".git"), bench.root().join("outbox")];
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let files = entries.map(|entry| entry.expect("an entry").path());
    files
        .filter(|path| {
            path.file_name().is_some_and(|name| {
                ["kept-", "outlines"]
                    .iter()
                    .any(|hint| name.to_string_lossy().contains(hint))
            })
        })
        .collect()
}

/// Lets the files be at rest for as long as the hint asks.
fn rest() {
    std::thread::sleep(Duration::from_millis(2_100));
}

/// Builds into `site`, and anew into a folder that no build has seen.
fn compare(bench: &Bench, audience: &str, day: &str, step: &str) {
    let words = ["build", "--today", day, "--audience", audience];
    let said = bench.run(&words);
    // Its hint goes with the folder: nothing of it stands any more.
    bench.remove_if_there("clean");
    let clean = bench.run_with(&[&words[..], &["--out"]].concat(), |command| {
        command.arg(bench.root().join("clean"));
    });
    assert_eq!(said.status, clean.status, "{step}: {said:#?}");
    if said.status == Some(0) {
        let (kept, clean) = (site(&bench.root().join("site")), site(&bench.root().join("clean")));
        for (path, bytes) in &clean {
            assert!(
                kept.get(path) == Some(bytes),
                "{step}: {path} is not as a clean build makes it"
            );
        }
        assert_eq!(kept.len(), clean.len(), "{step}");
    }
}

type Step = (&'static str, fn(&Bench));

const LOAN: &str = "records/secretariat/2570/advance-0002.toml";
const OLD: &str = "records/legal/2569/advance-0001.toml";

/// What may happen between two builds.
const STEPS: [Step; 25] = [
    ("an amount is corrected", |bench| {
        swap(bench, LOAN, "16_400.00", "16_500.00");
    }),
    ("an advance is cleared", |bench| {
        toggle(bench, LOAN, "\n[[clearing]]\ndate = 2026-11-18\nvouchers = 16_400.00\n");
    }),
    ("a settled record is corrected", |bench| {
        swap(bench, OLD, "project    = \"", "project    = \"งาน ");
    }),
    ("a record goes and comes back", |bench| {
        let path = bench.root().join("records/legal/2569/guarantee-0002.toml");
        let aside = bench.root().join("aside.toml");
        let (from, to) = if path.exists() { (path, aside) } else { (aside, path) };
        fs::rename(from, to).expect("moved");
    }),
    ("a project reports", |bench| {
        swap(
            bench,
            "records/legal/2570/project-0001.toml",
            "percent = 10.00",
            "percent = 12.50",
        );
    }),
    ("what ledger and bank say is typed in", |bench| {
        own_file(
            bench,
            "records/balances/2569-10.toml",
            "[[balance]]\naccount = \"debtors\"\nfund = \"budget\"\namount = 1_000.00\nsource = \"GL\"\n",
        );
    }),
    ("a record that is no TOML is committed, and mended", |bench| {
        let text = bench.text(LOAN);
        bench.file(LOAN, "= broken\n");
        if bench.root().join(".git").exists() {
            bench.commit("2026-11-20", "broken");
            bench.file(LOAN, &text);
            bench.commit("2026-11-20", "mended");
        }
        bench.file(LOAN, &text);
    }),
    ("a second loan of one borrower, elsewhere", |bench| {
        let path = "records/legal/2570/advance-0009.toml";
        if bench.root().join(path).exists() {
            bench.remove(path);
        } else {
            let loan = bench.text(LOAN);
            let loan = loan.split("\n[[clearing]]").next().unwrap_or_default();
            bench.file(path, &loan.replace("บย. 5/2570", "บย. 99/2570"));
        }
    }),
    ("the office changes its name", |bench| {
        swap(bench, "records/office.toml", "ฝ่ายการคลัง ", "ฝ่ายการเงิน ");
    }),
    ("what counts as soon changes", |bench| {
        swap(bench, "records/office.toml", "due_soon_days = 7", "due_soon_days = 9");
    }),
    ("an agency changes its name", |bench| {
        swap(bench, "records/legal/agency.toml", "name    = \"", "name    = \"ใหม่ ");
    }),
    ("a holiday is announced", |bench| {
        swap(bench, "records/holidays/2569.toml", "2026-12-10", "2026-12-09");
    }),
    ("a rule is confirmed", |bench| {
        swap(bench, "records/rules/bma-2555.toml", "# confirmed = ", "confirmed = ");
    }),
    ("a template of the office's own", |bench| {
        own(bench, "templates/page/guarantee.html", |text| {
            text.replace("<h1>", "<h1 class=\"own\">")
        });
    }),
    ("words of the office's own", |bench| {
        own(bench, "templates/lang/th.toml", |text| text.replace("ลูกหนี้", "ผู้เป็นหนี้"));
    }),
    ("a page of the office's own", |bench| {
        own_file(bench, "templates/pages/contact.md", "# ติดต่อ\n\nที่ห้อง 1\n");
    }),
    ("a page is deleted", |bench| {
        bench.remove_if_there("site/legal/2569/advance-0001.html");
    }),
    ("a page is edited by hand", |bench| {
        let page = "site/legal/2569/advance-0001.html";
        if bench.root().join(page).exists() {
            bench.file(page, "edited");
        }
    }),
    ("a page is edited and keeps its length", |bench| {
        let page = bench.root().join("site/en/legal/2569/advance-0001.html");
        if let Ok(text) = fs::read_to_string(&page) {
            fs::write(page, text.replace("</html>", "</HTML>")).expect("edited");
        }
    }),
    ("the hint is deleted", |bench| {
        for hint in hints(bench) {
            fs::remove_file(hint).expect("deleted");
        }
    }),
    ("the hint is cut off", |bench| {
        for hint in hints(bench) {
            let bytes = fs::read(&hint).expect("a hint");
            fs::write(&hint, &bytes[..bytes.len() / 2]).expect("cut off");
        }
    }),
    ("the hint is damaged", |bench| {
        for hint in hints(bench) {
            let mut bytes = fs::read(&hint).expect("a hint");
            let at = bytes.len() / 3;
            bytes[at] = bytes[at].wrapping_add(1);
            fs::write(&hint, &bytes).expect("damaged");
        }
    }),
    ("nothing for a while", |bench| {
        rest();
        assert!(bench.root().join("records").exists());
    }),
    ("reminders are rehearsed", |bench| {
        bench.run(&["remind"]);
    }),
    ("reminders are sent", |bench| {
        let mails = format!("file:{}", bench.root().join("mails").display());
        // The first run takes the book on as it stands, the second sends.
        for day in ["2026-11-13", "2026-11-20"] {
            let said = bench.run_with(&["remind", "--send", "--today", day], |command| {
                command.env("DUEBOOK_SMTP_URL", &mails);
            });
            said.exits(0);
        }
    }),
];

/// Puts one passage for another, and back the next time.
fn swap(bench: &Bench, path: &str, one: &str, other: &str) {
    let text = bench.text(path);
    let text = if text.contains(other) && one != other {
        text.replace(other, one)
    } else {
        text.replace(one, other)
    };
    bench.file(path, &text);
}

/// Adds a passage to the end of a file, or takes it away.
fn toggle(bench: &Bench, path: &str, passage: &str) {
    let text = bench.text(path);
    match text.strip_suffix(passage) {
        Some(before) => bench.file(path, before),
        None => bench.file(path, &(text.clone() + passage)),
    };
}

fn own(bench: &Bench, path: &str, change: fn(&str) -> String) {
    let built_in = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a built-in text");
    own_file(bench, path, &change(&built_in));
}

/// Lays a file of the office's own, or takes it away.
fn own_file(bench: &Bench, path: &str, text: &str) {
    if bench.root().join(path).exists() {
        bench.remove(path);
    } else {
        bench.file(path, text);
    }
}

/// Days of which some lie a night apart, and one in another fiscal year.
const DAYS: [&str; 5] = ["2026-11-20", "2026-11-21", "2026-12-01", "2026-11-20", "2027-10-02"];

fn pick(dice: &mut Dice, of: usize) -> usize {
    let thrown = dice.below(of.try_into().expect("few"));
    thrown.try_into().expect("few")
}

fn walk(bench: &Bench, audience: &str, seed: u64, days: &[&str]) {
    let commits = bench.root().join(".git").exists();
    let mut dice = Dice(seed);
    let mut order: Vec<usize> = (0..STEPS.len()).collect();
    for place in (1..order.len()).rev() {
        order.swap(place, pick(&mut dice, place + 1));
    }
    compare(bench, audience, days[0], "the first build");
    for (count, step) in order.into_iter().enumerate() {
        let (name, act) = STEPS[step];
        act(bench);
        if commits && count % 4 == 3 {
            bench.commit("2026-11-20", name);
        }
        let day = days[pick(&mut dice, days.len())];
        compare(bench, audience, day, &format!("{count}: {name}, on {day}"));
    }
}

#[test]
fn whatever_happens_between_two_builds_the_second_is_as_a_clean_one() {
    walk(&Bench::office(), "public", 1, &DAYS);
}

#[test]
fn so_it_is_with_a_history_in_the_office() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    walk(&bench, "internal", 2, &DAYS);
}

/// Nothing is made again because the day is another.
#[test]
fn so_it_is_within_a_day() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    walk(&bench, "public", 3, &DAYS[..1]);
}

/// The hint of a public site knows under which secrets its pages were looked at.
/// The warranty of what was forfeited runs on: its end, and the days of inspection,
/// stand in no file, and the page speaks of them.
#[test]
fn a_settled_page_changes_on_days_that_are_reckoned() {
    let bench = Bench::office();
    own_file(
        &bench,
        "records/secretariat/2569/guarantee-0099.toml",
        "contract = \"จ. 99/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = 5_000.00\n\
         contractor = { name = \"บริษัท ตัวอย่าง จำกัด\", kind = \"company\", email = \"a@example.org\" }\n\
         contracted = 2025-11-03\nreceived = 2025-11-03\naccepted = 2025-12-01\nwarranty = { years = 1 }\n\
         [[forfeit]]\ndate = 2026-01-12\namount = 5_000.00\nreason = \"ผิดสัญญา\"\n",
    );
    rest();
    for day in ["2026-02-02", "2026-10-30", "2026-11-20", "2026-12-01", "2026-12-15"] {
        compare(&bench, "public", day, day);
    }
}

#[test]
fn a_name_that_becomes_a_secret_is_looked_for_on_the_pages_that_stand() {
    let bench = Bench::office();
    bench.edit(OLD, "project    = \"", "project    = \"ตามคำขอของนายใหม่ ไม่เคยยืม ");
    bench.run(&["build"]).exits(0);
    let loan = bench.text(LOAN).replace("บย. 5/2570", "บย. 99/2570");
    let from = loan.find("borrower").expect("a borrower");
    let to = from + loan[from..].find('\n').expect("its end");
    let loan = format!(
        "{}borrower = {{ name = \"นายใหม่ ไม่เคยยืม\" }}{}",
        &loan[..from],
        &loan[to..]
    );
    bench.file("records/legal/2570/advance-0009.toml", &loan);
    bench
        .run(&["build", "--lang", "en"])
        .exits(1)
        .tells("legal/2569/advance-0001.html: a borrower's name");
}

/// What rests is not even read; what was touched is.
#[test]
fn a_second_build_writes_nothing_and_a_third_reads_nothing() {
    let bench = Bench::office();
    rest();
    bench
        .run(&["build", "--lang", "en"])
        .exits(0)
        .tells("0 unchanged, 0 removed");
    let pages = files_below(&bench.root().join("site")).len() - 1;
    let unchanged = format!("0 files written, {pages} unchanged, 0 removed");
    bench.run(&["build", "--lang", "en"]).exits(0).tells(&unchanged);
    // The same size and the same time of writing: only the disk's own time tells.
    let path = bench.root().join(LOAN);
    let time = fs::metadata(&path).and_then(|seen| seen.modified()).expect("a time");
    bench.edit(LOAN, "16_400.00", "16_500.00");
    let file = fs::File::options().append(true).open(&path).expect("a file");
    file.set_modified(time).expect("a time set back");
    drop(file);
    if cfg!(unix) {
        bench.run(&["build", "--lang", "en"]).exits(0).tells(" files written");
        assert!(
            bench
                .text("site/secretariat/2570/advance-0002.html")
                .contains("16,500.00")
        );
    }
}

/// Several machines, of which each knows the whole book, make what one would have.
#[test]
fn the_parts_of_a_site_make_the_whole_to_the_byte() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    let at = |name: &str| bench.root().join(name).display().to_string();
    for audience in ["public", "internal"] {
        bench.run(&["build", "--audience", audience]).exits(0);
        for of in [1, 2, 3, 7] {
            let folders: Vec<String> = (1..=of).map(|number| at(&format!("parts/{number}-of-{of}"))).collect();
            for (number, folder) in (1..).zip(&folders) {
                let shard = format!("{number}/{of}");
                let words = ["build", "--audience", audience, "--shard", &shard, "--out", folder];
                bench.run(&words).exits(0);
            }
            let (out, list) = (at("merged"), folders.iter().rev().map(String::as_str));
            let words: Vec<&str> = ["merge", "--out", &out].into_iter().chain(list).collect();
            bench.run(&words).exits(0);
            assert_eq!(
                site(Path::new(&out)),
                site(&bench.root().join("site")),
                "{audience}, {of} parts"
            );
        }
    }
}

/// What is no whole site, or not as it was built, never takes the place of one.
#[test]
fn parts_that_make_no_site_are_refused_and_say_why() {
    let bench = Bench::office();
    let at = |name: &str| bench.root().join(name).display().to_string();
    let build = |number: usize, day: &str, folder: &str| {
        let (shard, out) = (format!("{number}/3"), at(folder));
        bench
            .run(&["build", "--today", day, "--shard", &shard, "--out", &out])
            .exits(0);
    };
    (1..=3).for_each(|number| build(number, "2026-11-20", &format!("p{number}")));
    build(3, "2026-11-21", "later");
    let out = at("merged");
    let merge = |folders: &[&str]| {
        let folders: Vec<String> = folders.iter().map(|folder| at(folder)).collect();
        let words = ["merge", "--lang", "en", "--out", &out].into_iter();
        bench.run(&words.chain(folders.iter().map(String::as_str)).collect::<Vec<_>>())
    };
    merge(&["p1", "p3"]).exits(2).tells("part 2 is missing");
    merge(&["p1", "p2", "p2"])
        .exits(2)
        .tells("is a part that is there already");
    merge(&["p1", "p2", "later"])
        .exits(2)
        .tells("is not of the same book, day");
    merge(&["p1", "p2", "records"])
        .exits(2)
        .tells("shard.json cannot be read");
    merge(&["p1", "p2", "p3"]).exits(0);
    let good = site(Path::new(&out));
    bench.edit("p1/index.html", "</html>", "</HTML>");
    merge(&["p1", "p2", "p3"])
        .exits(2)
        .tells("index.html is not as it was built");
    bench.remove("p1/index.html");
    merge(&["p1", "p2", "p3"]).exits(2).tells("index.html cannot be read");
    for evil in ["../records/office.toml", "/etc/passwd", ".git/config", "a//b", "c:\\x"] {
        build(1, "2026-11-20", "p1");
        let list = bench.text("p1/shard.json");
        let evil = evil.replace('\\', "\\\\");
        bench.file("p1/shard.json", &list.replace("\"index.html\"", &format!("\"{evil}\"")));
        merge(&["p1", "p2", "p3"]).exits(2).tells("is no file of a site");
        bench.remove("p1");
    }
    assert_eq!(site(Path::new(&out)), good, "the site stands as it was");
    bench
        .run(&["build", "--lang", "en", "--shard", "4/3", "--out", &out])
        .exits(2)
        .tells("write such as 1/4");
    bench
        .run(&["build", "--lang", "en", "--shard", "1/3"])
        .exits(2)
        .tells("--out");
}

/// Two editions that are built into one folder, one after the other and at once: no
/// page of the one is taken for a page of the other.
#[test]
fn no_page_of_another_edition_stands_for_ones_own() {
    let bench = Bench::office();
    let clean = |audience: &str| {
        let out = bench.root().join(audience);
        bench
            .run(&["build", "--audience", audience, "--out", &out.display().to_string()])
            .exits(0);
        site(&out)
    };
    let editions = [("public", clean("public")), ("internal", clean("internal"))];
    for round in 0..4 {
        std::thread::scope(|scope| {
            for (audience, _) in &editions {
                scope.spawn(|| bench.run(&["build", "--audience", audience]).exits(0).status);
            }
        });
        let now = site(&bench.root().join("site"));
        let whole = editions.iter().any(|(_, pages)| *pages == now);
        assert!(whole, "round {round}: the site is of neither edition alone");
        for (audience, pages) in &editions {
            bench.run(&["build", "--audience", audience]).exits(0);
            assert!(site(&bench.root().join("site")) == *pages, "round {round}: {audience}");
        }
    }
}

/// An author of records may lay anything where the hint will be.
#[cfg(unix)]
#[test]
fn the_hint_is_not_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let bench = Bench::office();
    bench.run(&["build"]).exits(0);
    let [hint] = &hints(&bench)[..] else { panic!("one hint") };
    let own = bench.root().join("own.txt");
    fs::write(&own, "an officer's own file").expect("written");
    fs::remove_file(hint).expect("a hint");
    symlink(&own, hint).expect("a link");
    symlink(&own, hint.with_extension("new")).expect("a link");
    bench.run(&["build"]).exits(0);
    assert_eq!(bench.text("own.txt"), "an officer's own file");
    assert!(!hint.is_symlink(), "the hint itself took the link's place");
    let (outbox, elsewhere) = (bench.root().join("outbox"), bench.root().join("elsewhere"));
    fs::remove_dir_all(&outbox).expect("an outbox");
    fs::create_dir(&elsewhere).expect("a folder");
    symlink(&elsewhere, &outbox).expect("a link");
    bench.run(&["build"]).exits(0);
    assert_eq!(files_below(&elsewhere), Vec::<std::path::PathBuf>::new());
}

/// What goes from the book goes from the site by that list alone: a build that finds
/// it gone writes it again, though it has nothing else to do.
#[test]
fn without_the_list_of_our_own_files_nothing_counts_as_done() {
    let bench = Bench::office();
    rest();
    for _ in 0..2 {
        bench.run(&["build"]).exits(0);
        bench.remove("site/.duebook-files");
    }
    bench.run(&["build"]).exits(0);
    bench.remove("records/legal/2569/guarantee-0002.toml");
    bench.run(&["build"]).exits(0);
    assert!(!bench.root().join("site/legal/2569/guarantee-0002.html").exists());
}
