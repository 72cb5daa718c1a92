//! At git itself: commits, dates, branches and what git keeps.

use chrono::Days;

use super::{RECORD, Way, audited, git_at};

pub(super) const WAYS: [Way; 17] = [
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
