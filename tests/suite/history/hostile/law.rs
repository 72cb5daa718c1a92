//! At what records are judged by and shown with: rules, holidays, policy, templates.

use super::{RECORD, Way, audited};

pub(super) const WAYS: [Way; 6] = [
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
        "a rule that has ended is let go on",
        |scene| {
            const RULES: &str = "records/rules/old.toml";
            let ended = "title = \"เก่า\"\n\n[[rule]]\nname = \"old\"\nkind = \"advance\"\npurposes = [\"old\"]\n\
                from = \"received\"\ndays = 60\nin_force = { from = 2012-10-01, until = 2020-09-30 }\n";
            scene.bench.file(RULES, ended);
            scene.commit("ระเบียบเก่า");
            scene.bench.edit(RULES, ", until = 2020-09-30", "");
            scene.commit("ปรับระเบียบ");
        },
        "rule-rewritten",
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
        "a template of the office's own hides a row",
        |scene| {
            scene
                .bench
                .file("templates/assets/office.css", "#row { display: none }\n");
            scene.commit("สี");
        },
        "template-changed",
    ),
];
