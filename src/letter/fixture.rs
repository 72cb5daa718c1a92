//! A small office for the tests of letters, read like any book.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Letter, write};
use crate::book::gather::{Book, Files, gather};
use crate::book::{Register, plan::plan};
use crate::press::Press;
use crate::text::{Diagnostic, Source};

const OFFICE: &str = r#"
name       = "ฝ่ายการคลัง สำนักงานเลขานุการปลัดกรุงเทพมหานคร"
name_en    = "Finance Section"
site_url   = "https://duebook.example.org/"
survey_url = "https://survey.example.org/duebook"
[mail]
from     = "reminder@example.org"
reply_to = "finance@example.org"
"#;

const RULES: &str = r#"
title = "ระเบียบกรุงเทพมหานคร ว่าด้วยการรับเงินฯ พ.ศ. 2555"
confirmed = { by = "หัวหน้าฝ่ายการคลัง", on = 2026-01-05 }
[[rule]]
name = "other-duty"
kind = "advance"
purposes = ["other-duty"]
from = "received"
days = 30
clause = "ข้อ 51 (3)"
text = "ปฏิบัติราชการอื่น ส่งใบสำคัญและเงินเหลือจ่ายภายใน 30 วัน นับแต่วันที่ได้รับเงิน"
[[rule]]
name = "enforcement"
kind = "enforcement"
purposes = ["other-duty"]
from = "due"
days = 30
clause = "ข้อ 55"
text = "ให้เรียกชดใช้เงินยืมตามเงื่อนไขในสัญญา อย่างช้าไม่เกิน 30 วัน นับแต่วันครบกำหนด"
"#;

const PROCUREMENT: &str = r#"
title = "ระเบียบกระทรวงการคลังว่าด้วยการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560"
[[rule]]
name = "contract"
kind = "guarantee"
purposes = ["contract", "retention"]
from = "released"
days = 15
clause = "ข้อ 170 (2)"
text = "คืนหลักประกันสัญญาอย่างช้าไม่เกิน 15 วัน นับถัดจากวันที่พ้นจากข้อผูกพัน"
[[rule]]
name = "inspection"
kind = "inspection"
from = "warranty-end"
days = 30
clause = "ข้อ 184"
text = "ตรวจความชำรุดบกพร่องภายใน 30 วันสุดท้ายก่อนสิ้นสุดระยะประกัน"
"#;

const HOLIDAYS: &str = r#"
[[day]]
date = 2026-10-13
name = "วันนวมินทรมหาราช"
source = "ประกาศสำนักนายกรัฐมนตรี"
"#;

/// Records by path below `records/`.
const RECORDS: [(&str, &str); 12] = [
    (
        "public-relations/agency.toml",
        r#"name = "สำนักงานประชาสัมพันธ์"
email = "pr-office@example.org"
head = { name = "นางสาวอรุณี แสงทอง", position = "ผู้อำนวยการสำนักงานประชาสัมพันธ์", email = "pr-director@example.org" }"#,
    ),
    (
        "public-relations/2569/advance-0142.toml",
        r#"contract = "บย. 142/2569"
fund = "budget"
purpose = "other-duty"
project = "จัดนิทรรศการ “ถนนสายสร้างสรรค์” ณ ลานคนเมือง"
amount = 85_000.00
borrower = { name = "นายปกรณ์ ตั้งสุขเกษม", position = "นักประชาสัมพันธ์ชำนาญการ", email = "pakorn.t@example.org" }
contracted = 2026-08-10
received = 2026-08-14
[[clearing]]
date = 2026-09-01
vouchers = 60_300.00"#,
    ),
    (
        "public-relations/2569/advance-0161.toml",
        r#"contract = "บย. 161/2569"
fund = "budget"
purpose = "other-duty"
project = "จัดบูทประชาสัมพันธ์งานวันแม่น้ำคูคลอง"
amount = 32_000.00
borrower = { name = "นางสาวชลธิชา เพชรรัตนกุล", email = "chonthicha.p@example.org" }
contracted = 2026-08-20
received = 2026-09-01"#,
    ),
    (
        "public-relations/2569/advance-0162.toml",
        r#"contract = "บย. 162/2569"
fund = "budget"
purpose = "other-duty"
project = "อบรมอาสาสมัครท่องเที่ยวชุมชน <รุ่นที่ 2>"
amount = 4_210.21
borrower = { name = "นายปกรณ์ ตั้งสุขเกษม", position = "นักประชาสัมพันธ์ชำนาญการ", email = "pakorn.t@example.org" }
contracted = 2026-08-10
received = 2026-08-18
[[extension]]
date = 2026-09-10
due = 2026-10-13
reason = "เลื่อนกิจกรรม""#,
    ),
    (
        "public-relations/2568/guarantee-0037.toml",
        r#"contract = "กท 0406/37/2568"
kind = "contract"
form = "cash"
project = "จ้างผลิตวีดิทัศน์ประชาสัมพันธ์เมือง ชุดที่ 2"
contractor = { name = "บริษัท สยามมีเดียเวิร์ค จำกัด", kind = "company", email = "contact@siammedia.example.com" }
amount = 96_000.00
contract_amount = 1_920_000.00
received = 2025-09-01
receipt = "บร. 12/2568"
accepted = 2025-09-05
warranty = { years = 1 }
[[inspection]]
date = 2026-08-20
result = "clean""#,
    ),
    (
        "public-relations/2568/guarantee-0038.toml",
        r#"contract = "จ. 38/2568"
kind = "contract"
form = "bank-lg"
project = "จ้างดูแลเว็บไซต์"
contractor = { name = "นายสมบูรณ์ พูนผล", kind = "person", email = "somboon@example.net" }
amount = 25_000.00
received = 2025-09-12
accepted = 2025-10-05
warranty = { years = 1 }
lg = { bank = "ธนาคารกรุงไทย", number = "LG-2568/881", valid_until = 2026-12-31 }"#,
    ),
    (
        "public-relations/2568/guarantee-0039.toml",
        r#"contract = "จ. 39/2568"
kind = "contract"
form = "electronic-bank-lg"
project = "เช่าเครื่องพิมพ์"
contractor = { name = "ห้างหุ้นส่วนจำกัด พิมพ์ดี", kind = "partnership", email = "print@example.net" }
amount = 18_000.00
received = 2025-09-12
accepted = 2025-09-05
lg = { bank = "ธนาคารออมสิน", number = "E-77" }
released = 2026-09-05"#,
    ),
    (
        "personnel/agency.toml",
        r#"name = "สำนักงานการเจ้าหน้าที่"
email = "personnel@example.org""#,
    ),
    (
        "personnel/2569/advance-0007.toml",
        r#"contract = "บย. 7/2569"
fund = "imprest"
purpose = "other-duty"
project = "ประชุมคณะกรรมการ"
amount = 10_000.00
borrower = { name = "นางวิไล ใจงาม", email = "wilai@example.org" }
contracted = 2026-08-10
received = 2026-08-11"#,
    ),
    (
        "personnel/2569/advance-0008.toml",
        r#"contract = "บย. 8/2569"
fund = "budget"
purpose = "other-duty"
project = "สัมมนาแผนอัตรากำลัง"
amount = 20_000.00
borrower = { name = "นางสาวกมล ทวีชัย", email = "kamol@example.org" }
contracted = 2026-08-10
received = 2026-08-12
[[clearing]]
date = 2026-09-05
vouchers = 20_000.00
pending = true"#,
    ),
    (
        "personnel/2569/advance-0009.toml",
        r#"contract = "บย. 9/2569"
fund = "budget"
purpose = "other-duty"
project = "จัดพิมพ์คู่มือ"
amount = 15_000.00
borrower = { name = "นายดำรง มั่นคง", email = "damrong@example.org" }
contracted = 2026-08-10
received = 2026-08-12
[[clearing]]
date = 2026-09-01
vouchers = 9_000.00
[[clearing]]
date = 2026-09-05
vouchers = 5_400.00
pending = true"#,
    ),
    (
        "personnel/2567/guarantee-0004.toml",
        r#"contract = "จ. 4/2567"
kind = "retention"
form = "cash"
project = "ปรับปรุงห้องประชุม"
contractor = { name = "ร้านช่างเอก", kind = "shop", email = "chang@example.net" }
amount = 7_500.50
received = 2024-03-01
accepted = 2024-06-10"#,
    ),
];

/// Returns a day written out.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a literal date")
}

/// Returns the office's book.
pub(crate) fn book() -> Book {
    book_with("")
}

/// Returns the office's book with more rules for advances.
pub(crate) fn book_with(rules: &str) -> Book {
    let mut sources = vec![
        Source::new("records/office.toml", OFFICE),
        Source::new("records/rules/bma-2555.toml", format!("{RULES}{rules}")),
        Source::new("records/rules/mof-2560.toml", PROCUREMENT),
    ];
    for year in 2567..=2571 {
        let days = if year == 2569 { HOLIDAYS } else { "" };
        sources.push(Source::new(&format!("records/holidays/{year}.toml"), days));
    }
    sources.extend(
        RECORDS
            .iter()
            .map(|(path, text)| Source::new(&format!("records/{path}"), *text)),
    );
    let gathered = gather(Files {
        sources,
        ..Files::default()
    });
    let said: Vec<&Diagnostic> = gathered.findings.iter().collect();
    assert!(said.is_empty(), "the fixture reads without findings: {said:#?}");
    gathered.book
}

/// Days on which the fixture's ladder speaks, with what it is to say.
pub(crate) const DAYS: [&str; 10] = [
    "2026-09-08",
    "2026-09-13",
    "2026-09-14",
    "2026-09-26",
    "2026-09-16",
    "2026-10-01",
    "2026-10-14",
    "2026-10-21",
    "2026-11-20",
    "2027-11-01",
];

/// Returns the built-in templates.
pub(crate) fn press() -> Press {
    Press::new(&BTreeMap::new()).expect("the built-in templates are sound")
}

/// Returns the letters of a day.
pub(crate) fn letters(book: &Book, today: &str) -> Vec<Letter> {
    let (register, press) = (Register::new(book, day(today)), press());
    let plan = plan(&register);
    plan.messages
        .iter()
        .map(|message| write(message, &register, &press).expect("a letter"))
        .collect()
}
