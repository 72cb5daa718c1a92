//! At the records: amounts, days, people and events.

use super::{RECORD, Way, audited};

pub(super) const WAYS: [Way; 13] = [
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
        "a longer rule is named on a contract that was paid",
        |scene| {
            scene
                .bench
                .edit(RECORD, "contracted =", "rule       = \"domicile-move\"\ncontracted =");
            scene.commit("ระเบียบ");
        },
        "counting-day-changed",
    ),
];
