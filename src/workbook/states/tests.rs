use super::super::csv;
use super::*;
use crate::book::gather::sound;

const HEAD: &str = "ระเบียน,ประเภท,เลขที่สัญญา,ผู้ยืม/คู่สัญญา,โครงการ/งาน,จำนวนเงิน,ชดใช้/คืนแล้ว,คงค้าง,วันครบกำหนด,วันครบกำหนด (พ.ศ.),สถานะ,state,timing,วันเกินกำหนด,flags\n";
const ROW: &str = "a/2570/advance-0001,เงินยืมใช้ในราชการ,บย. 1/2570,นาย ก ข,'-อบรม,1000.00,0.00,1000.00,2026-11-04,4 พ.ย. 2569,ใกล้ครบ,outstanding,due-soon,0,\n";

fn book() -> Book {
    sound(&[
        ("records/office.toml", "name = \"ก\"\n"),
        ("records/a/agency.toml", "name = \"ข\"\n"),
        (
            "records/a/2570/advance-0001.toml",
            "contract = \"บย. 1/2570\"\nfund = \"budget\"\npurpose = \"other-duty\"\nproject = \"-อบรม\"\namount = 1_000.00\n\
             borrower = { name = \"นาย ก  ข\" }\ncontracted = 2026-10-05\nreceived = 2026-10-05\n",
        ),
    ])
}

fn planned(rows: &str) -> Option<Plan> {
    plan(
        &csv::read("x", format!("{HEAD}{rows}").as_bytes()).expect("a CSV"),
        &book(),
    )
}

#[test]
fn what_was_taken_out_comes_back_and_changes_nothing() {
    let plan = planned(ROW).expect("a table of states");
    assert_eq!((plan.same.len(), plan.refused.len(), plan.writes.len()), (1, 0, 0));
    assert_eq!(plan.sheets[0].unknown[0], "ประเภท");
    // A public table names nobody; an empty cell says nothing.
    let plan = planned(&ROW.replace("นาย ก ข", "")).expect("a table of states");
    assert_eq!(plan.same.len(), 1);
}

#[test]
fn what_was_changed_is_refused_at_its_cell_with_the_way_to_change_it() {
    for (was, is, cell, why, instead) in [
        ("บย. 1/2570", "บย. 2/2570", "C2", "บย. 1/2570", "contract="),
        ("นาย ก ข", "นาย ค", "D2", "นาย ก  ข", "borrower.name="),
        ("'-อบรม", "อบรม", "E2", "-อบรม", "project="),
        ("1000.00,0.00", "\"1,000.50\",0.00", "F2", "1000.00", "amount="),
        ("advance-0001", "advance-0002", "A2", "no such record", "duebook new"),
        ("a/2570/advance-0001", "x", "A2", "no such record", "duebook new"),
    ] {
        let other = format!("{ROW}{}", ROW.replacen(was, is, 1));
        let plan = planned(&other).expect("a table of states");
        let refused = &plan.refused[0];
        assert_eq!((plan.same.len(), plan.refused.len()), (1, 1), "{is}");
        assert_eq!(refused.cell, cell.replace('2', "3"), "{is}");
        assert!(refused.why.en.contains(why), "{}", refused.why.en);
        assert!(refused.instead.en.contains(instead), "{}", refused.instead.en);
    }
}

#[test]
fn a_register_of_the_office_is_no_table_of_states() {
    for (was, is) in [("state,timing", "timing,state"), ("a/2570/advance-0001", "1")] {
        let text = format!("{HEAD}{ROW}").replace(was, is);
        assert!(
            plan(&csv::read("x", text.as_bytes()).expect("a CSV"), &book()).is_none(),
            "{is}"
        );
    }
}
