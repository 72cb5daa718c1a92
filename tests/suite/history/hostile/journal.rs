//! At the journal: pages, runs and seals.

use super::Way;

pub(super) const WAYS: [Way; 11] = [
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
];
