//! A small book for the trials of the record pages.

use crate::book::Book;
use crate::book::gather::{Files, gather};
use crate::text::Source;

const OFFICE: &str = r#"name = "ฝ่ายการคลัง"
name_en = "Finance Section"
survey_url = "https://survey.example.org/"
forge = { edit = "https://git.example.org/edit/{path}" }
[mail]
from = "finance@example.org"
"#;

const RULES: &str = r#"title = "ระเบียบทดลอง พ.ศ. 2555"
[[rule]]
name = "other-duty"
kind = "advance"
purposes = ["other-duty"]
from = "received"
days = 30
clause = "ข้อ 51 (3)"
text = "ส่งใช้ภายใน 30 วัน"
[[rule]]
name = "official-travel"
kind = "advance"
purposes = ["official-travel"]
from = "returned"
days = 15
[[rule]]
name = "contract-return"
kind = "guarantee"
purposes = ["contract"]
from = "released"
days = 15
last_day = "stays"
[[rule]]
name = "inspection"
kind = "inspection"
purposes = ["contract"]
from = "warranty-end"
days = 30
direction = "before"
[[rule]]
name = "objection"
kind = "objection"
purposes = ["other-duty", "official-travel"]
from = "objected"
days = 15
[[rule]]
name = "enforcement"
kind = "enforcement"
purposes = ["other-duty", "official-travel"]
from = "due"
days = 30
last_day = "stays"
"#;

/// Everything private that a record can hold, each in words of its own.
pub(super) const PRIVATE: [&str; 17] = [
    "นางลับ ไม่เผย",
    "ตำแหน่งลับ",
    "secret.borrower@example.org",
    "บันทึกลับ",
    "เหตุล่าช้าลับ",
    "หมายเหตุส่งใช้ลับ",
    "เหตุยกเลิกรายการลับ",
    "เหตุขยายลับ",
    "ผู้อนุมัติลับ",
    "เหตุทักท้วงลับ",
    "เหตุพักลับ",
    "ร้านลับพาณิชย์",
    "1101700099999",
    "secret.shop@example.org",
    "ผลตรวจลับ",
    "ผู้รับหนังสือลับ",
    "เหตุริบลับ",
];

pub(super) const SECRET_ADVANCE: &str = r#"contract = "บย. 1/2566"
fund = "imprest"
purpose = "other-duty"
project = "อบรม <b>ทดลอง</b>"
amount = 1_000.00
borrower = { name = "นางลับ ไม่เผย", position = "ตำแหน่งลับ", email = "secret.borrower@example.org" }
contracted = 2023-02-01
received = 2023-02-02
due_printed = 2023-03-06
notes = "บันทึกลับ"
hold = { until = 2023-12-31, reason = "เหตุพักลับ" }
[[clearing]]
date = 2023-06-10
vouchers = 300.00
late_reason = "เหตุล่าช้าลับ"
note = "หมายเหตุส่งใช้ลับ"
[[clearing]]
date = 2023-06-11
cash = 100.00
void = { date = 2023-06-12, reason = "เหตุยกเลิกรายการลับ" }
[[extension]]
date = 2023-03-01
due = 2023-04-28
reason = "เหตุขยายลับ"
approved_by = "ผู้อนุมัติลับ"
[[objection]]
date = 2023-07-03
amount = 50.00
reason = "เหตุทักท้วงลับ"
"#;

pub(super) const SECRET_GUARANTEE: &str = r#"contract = "จ. 1/2566"
kind = "contract"
form = "cash"
contractor = { name = "ร้านลับพาณิชย์", kind = "shop", tax_id = "1101700099999", email = "secret.shop@example.org" }
project = "จ้างเหมา"
amount = 5_000.00
contract_amount = 100_000.00
contracted = 2022-10-10
received = 2022-10-10
accepted = 2022-11-30
warranty = { months = 6 }
notes = "บันทึกลับ"
hold = { until = 2023-12-31, reason = "เหตุพักลับ" }
[[inspection]]
date = 2023-05-20
result = "clean"
note = "ผลตรวจลับ"
[[notice]]
date = 2023-06-05
number = "กท 1"
to = "ผู้รับหนังสือลับ"
[[forfeit]]
date = 2023-06-20
amount = 1_000.00
reason = "เหตุริบลับ"
"#;

pub(super) const PROJECT: &str = r#"name = "ระบบติดตาม"
code = "0401"
start = 2023-01-23
owner = { name = "นางลับ ไม่เผย", phone_ext = "9876" }
rationale = ["□ เหตุผล"]
[[report]]
seq = 1
date = 2023-05-19
percent = 60.00
spent = 0.00
[[report.month]]
label = "มกราคม"
items = ["ทำงาน"]
"#;

/// Returns a small book; records by their path below `records/`.
pub(super) fn book(records: &[(&str, &str)]) -> Book {
    let mut files = Files::default();
    let mut add = |path: &str, text: &str| files.sources.push(Source::new(path, text.to_owned()));
    add("records/office.toml", OFFICE);
    add("records/rules/trial.toml", RULES);
    add(
        "records/pr/agency.toml",
        "name = \"สำนักงานประชาสัมพันธ์\"\nname_en = \"Public Relations\"\n",
    );
    for year in 2565..=2567 {
        add(&format!("records/holidays/{year}.toml"), "");
    }
    for (path, text) in records {
        add(&format!("records/{path}.toml"), text);
    }
    let gathered = gather(files);
    assert_eq!(
        gathered
            .findings
            .iter()
            .map(|one| one.message.en.clone())
            .collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    gathered.book
}

pub(super) fn advance(events: &str) -> String {
    let mut text = String::from("contract = \"บย. 2/2566\"\nfund = \"budget\"\nproject = \"งาน\"\namount = 1_000.00\n");
    text.push_str("borrower = { name = \"นาย ก\", email = \"k@example.org\" }\ncontracted = 2023-02-01\n");
    if !events.contains("purpose") {
        text.push_str("purpose = \"other-duty\"\n");
    }
    text + events
}

pub(super) fn guarantee(events: &str) -> String {
    let mut text =
        String::from("contract = \"จ. 2/2566\"\nkind = \"contract\"\nform = \"bank-lg\"\nproject = \"จ้าง\"\n");
    text.push_str("contractor = { name = \"บริษัท ข จำกัด\", kind = \"company\" }\namount = 1_000.00\n");
    text.push_str("contracted = 2022-11-01\nlg = { bank = \"ธนาคาร\", number = \"1\", valid_until = 2023-03-31 }\n");
    text + events
}
