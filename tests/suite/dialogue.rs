//! The command line as a dialogue: what is typed, what is answered, what
//! stands in the files and in git afterwards.

use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::bench::{Bench, Said};

fn records(said: &Said) -> Vec<Value> {
    said.json()["records"].as_array().expect("records").clone()
}

pub(crate) fn record(said: &Said, path: &str) -> Value {
    let list = records(said);
    let found = list.into_iter().find(|one| one["path"] == path);
    found.unwrap_or_else(|| panic!("no {path}: {said:#?}"))
}

#[test]
fn a_sound_book_is_checked_in_silence() {
    let said = Bench::office().run(&["check"]);
    assert_data_eq!(&said.exits(0).out, str![[""]]);
    assert_data_eq!(
        &said.err,
        str![[r"
ตรวจ 16 ระเบียน ไม่พบข้อผิดพลาด

"]]
    );
    assert_eq!(Bench::office().run(&["check", "--quiet"]).exits(0).err, "");
}

#[test]
fn a_slip_is_drawn_in_the_language_asked_for() {
    let bench = Bench::office();
    bench.edit("records/secretariat/2570/advance-0002.toml", "2026-11-13", "13/11/2569");
    let thai = bench.run(&["check"]);
    assert_data_eq!(
        &thai.exits(1).out,
        str![[r"
ผิดพลาด[quoted-date]: วันที่อยู่ในเครื่องหมายคำพูดหรือผิดรูป
  --> records/secretariat/2570/advance-0002.toml:11:14
   |
11 | returned   = 13/11/2569
   |              ^^^^^^^^^^ วันที่เขียนเป็น ปี ค.ศ.-เดือน-วัน โดยไม่มีเครื่องหมายคำพูด
   |
   = วิธีแก้: แก้บรรทัดนี้เป็น  returned = 2026-11-13


"]]
    );
    bench
        .run(&["--lang", "en", "check"])
        .exits(1)
        .answers("help: Write this line as  returned = 2026-11-13");
    bench
        .run(&["check", "--format", "github", "--lang", "en"])
        .exits(1)
        .answers("::error file=records/secretariat/2570/advance-0002.toml,line=11,col=14,title=quoted-date::");
}

#[test]
fn status_json_keeps_its_contract() {
    let bench = Bench::office();
    let said = bench.run(&["status", "--json"]);
    let answer = said.exits(0).json();
    assert_eq!(answer["today"], "2026-11-20");
    assert_eq!(answer["at"], Value::Null);
    assert_eq!(answer["totals"]["outstanding"], "120899.50");
    assert_eq!(answer["totals"]["overdue"], "27499.50");
    assert_eq!(answer["totals"]["held"], "182900.00");
    assert_eq!(answer["totals"]["returnable"], "71000.00");
    assert_eq!(
        answer["totals"]["aging"]["61-90"],
        json!({ "amount": "27499.50", "count": 1 })
    );
    assert_eq!(
        answer["totals"]["aging"]["not-due"],
        json!({ "amount": "93400.00", "count": 3 })
    );
    let overdue = record(&said, "secretariat/2569/advance-0001");
    assert_eq!(
        overdue,
        json!({
            "path": "secretariat/2569/advance-0001", "kind": "advance", "agency": "secretariat", "fund": "imprest",
            "contract": "บย. 61/2569", "state": "overdue", "timing": "overdue", "flags": ["partly-cleared", "enforce"],
            "amount": "40000.00", "disbursed": "40000.00", "vouchers": "12500.50", "cash": "0.00", "salary": "0.00",
            "pending": "0.00", "outstanding": "27499.50", "over_spent": "0.00", "reimbursed": "0.00",
            "amount_words": "สี่หมื่นบาทถ้วน",
            "due": {
                "raw": "2026-09-02", "effective": "2026-09-02", "act_by": "2026-09-02", "rule": "bma-2555/other-duty",
                "from": { "event": "received", "date": "2026-08-03" }, "shifted_over": [], "provisional": false
            },
            "days_overdue": 79, "next_stage": null
        })
    );
    let moved = record(&said, "secretariat/2570/advance-0001");
    assert_eq!(
        moved["due"]["shifted_over"],
        json!([{ "date": "2026-11-07", "name": "วันเสาร์" }, { "date": "2026-11-08", "name": "วันอาทิตย์" }])
    );
    let guarantee = record(&said, "legal/2569/guarantee-0002");
    assert_eq!(guarantee["held"], "22500.00");
    assert!(
        guarantee.get("outstanding").is_none() && guarantee.get("fund").is_none(),
        "{guarantee}"
    );
}

#[test]
fn status_filters_narrow_the_records() {
    let bench = Bench::office();
    for (words, want) in [
        (vec!["--agency", "legal"], 5),
        (vec!["--kind", "guarantee"], 5),
        (vec!["--state", "overdue"], 2),
        (vec!["--state", "overdue", "--kind", "advance"], 1),
        (vec!["--flag", "pending-vouchers"], 1),
        (vec!["--borrower", "วีรยุทธ"], 1),
        (vec!["--due-within", "10"], 3),
        (vec!["--fiscal-year", "2568"], 1),
        (vec!["--fiscal-year", "2560"], 0),
    ] {
        let mut line = vec!["status", "--json"];
        line.extend(&words);
        assert_eq!(records(&bench.run(&line)).len(), want, "{words:?}");
    }
}

#[test]
fn the_options_stand_before_or_after_the_command() {
    let bench = Bench::office();
    let before = bench.run(&["--json", "--today", "20/11/2569", "status"]);
    let after = bench.run(&["status", "--today", "2026-11-20", "--json"]);
    assert_eq!(before.exits(0).out, after.exits(0).out);
}

#[test]
fn a_day_undoes_what_came_later() {
    let bench = Bench::office();
    let path = "secretariat/2569/advance-0002";
    for (today, state, reimbursed) in [
        ("2026-08-06", "outstanding", "0.00"),
        ("2026-08-07", "reimbursement-due", "0.00"),
        ("2026-08-21", "cleared", "640.00"),
    ] {
        let one = record(&bench.run(&["status", "--json", "--today", today]), path);
        assert_eq!(
            (&one["state"], &one["reimbursed"]),
            (&json!(state), &json!(reimbursed)),
            "{today}"
        );
    }
    let early = bench.run(&["status", "--json", "--today", "2026-07-08"]);
    assert!(
        records(&early).iter().all(|one| one["path"] != path),
        "not contracted yet"
    );
}

#[test]
fn a_commit_tells_what_was_known() {
    let bench = Bench::office();
    bench.repository("2026-11-10");
    let first = bench.git(&["rev-parse", "HEAD"]);
    // Entered on the 19th: a clearing of the 9th.
    let words = "clear secretariat/2570/advance-0002 --date 2026-11-19 --vouchers 16400 --receipt x";
    bench.run(&words.split(' ').collect::<Vec<_>>()).exits(0);
    bench.commit("2026-11-19", "clearing");
    for (at, state) in [
        ("HEAD", "cleared"),
        ("HEAD~1", "outstanding"),
        (first.as_str(), "outstanding"),
        ("2026-11-18", "outstanding"),
        ("2026-11-19", "cleared"),
    ] {
        let said = bench.run(&["status", "--json", "--at", at]);
        assert_eq!(
            record(said.exits(0), "secretariat/2570/advance-0002")["state"],
            state,
            "{at}"
        );
    }
    assert_eq!(
        bench.run(&["status", "--json", "--at", "HEAD~1"]).json()["at"],
        json!(first)
    );
    for nothing in ["2026-11-09", "no-such-branch", "--help"] {
        let said = bench.run(&["status", "--json", &format!("--at={nothing}")]);
        said.exits(2);
    }
}
