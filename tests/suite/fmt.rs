//! `fmt`: one form for every file, comments kept, and what can mean one thing
//! alone written as records write it.

use crate::bench::Bench;

const MESSY: &str = "\
# เงินยืมของสำนักงาน

amount = \"๒๕,๐๐๐.๕๐ บาท\"   # ตามสัญญา
fund=\"budget\"
contract   = \"บย. 77/2570\"
purpose = \"other-duty\"
project = \"อบรม\"
borrower = { email = \"a@example.org\", name = \"นายตัวอย่าง\" }
contracted = 2569-10-12
received = \"14 ต.ค. 2569\"
[[clearing]]
vouchers = 1,000.00
date = 2026-10-20T00:00:00
";

const TIDY: &str = "\
# เงินยืมของสำนักงาน

contract   = \"บย. 77/2570\"
fund       = \"budget\"
purpose    = \"other-duty\"
project    = \"อบรม\"
amount     = 25_000.50   # ตามสัญญา
borrower   = { name = \"นายตัวอย่าง\", email = \"a@example.org\" }
contracted = 2026-10-12
received   = 2026-10-14

[[clearing]]
date     = 2026-10-20
vouchers = 1_000.00
";

#[test]
fn a_messy_file_is_brought_into_form_and_then_stays() {
    let bench = Bench::office();
    bench.run(&["fmt"]).exits(0);
    let path = "records/secretariat/2570/advance-0077.toml";
    bench.file(path, MESSY);
    bench.run(&["check"]).exits(1);
    bench
        .run(&["fmt", "--check"])
        .exits(1)
        .answers(path)
        .tells("duebook fmt");
    assert_eq!(bench.text(path), MESSY, "looking changes nothing");
    let said = bench.run(&["fmt", "--json"]);
    assert_eq!(said.exits(0).json()["files"], serde_json::json!([path]));
    assert_eq!(bench.text(path), TIDY);
    bench.run(&["check"]).exits(0);
    bench.run(&["fmt", "--check"]).exits(0);
}

#[test]
fn what_cannot_be_read_and_what_was_not_asked_for_is_left_alone() {
    let bench = Bench::office();
    let broken = "contract = \"x\nfund = \n";
    bench.file("records/legal/2570/advance-0077.toml", broken);
    bench.file("records/secretariat/2570/advance-0077.toml", MESSY);
    bench.run(&["fmt", "records/legal"]).exits(1).tells("ยังอ่านไม่ได้");
    assert_eq!(bench.text("records/legal/2570/advance-0077.toml"), broken);
    assert_eq!(bench.text("records/secretariat/2570/advance-0077.toml"), MESSY);
    let whole = bench.root().join("records/secretariat");
    for path in [
        "secretariat",
        "secretariat/2570/advance-0077",
        r"records\secretariat",
        &whole.to_string_lossy(),
    ] {
        let said = bench.run(&["fmt", "--check", path]);
        said.exits(1).answers("records/secretariat/2570/advance-0077.toml");
    }
    bench.run(&["fmt", "--check", "nowhere"]).exits(2).tells("nowhere");
    bench.repository("2026-11-19");
    bench.run(&["fmt", "--at", "HEAD"]).exits(2);
}
