//! The keys of a guarantee.

use super::advance::{CANCELLED, HOLD, NOTES, RULE, VOID};
use super::key::{Choice, Key, What, choice};
use crate::rule::Period;

const KINDS: [Choice; 4] = [
    choice("contract", "หลักประกันสัญญา", "Contract guarantee"),
    choice("bid", "หลักประกันการเสนอราคา", "Bid guarantee"),
    choice("advance-payment", "หลักประกันการรับเงินล่วงหน้า", "Advance-payment guarantee"),
    choice("retention", "เงินประกันผลงาน", "Retention"),
];

const FORMS: [Choice; 6] = [
    choice("cash", "เงินสด", "Cash"),
    choice("cashier-cheque", "แคชเชียร์เช็ค", "Cashier's cheque or draft"),
    choice("bank-lg", "หนังสือค้ำประกันธนาคาร", "Bank letter of guarantee"),
    choice(
        "electronic-bank-lg",
        "หนังสือค้ำประกันอิเล็กทรอนิกส์",
        "Electronic letter of guarantee",
    ),
    choice(
        "finance-company-lg",
        "หนังสือค้ำประกันบริษัทเงินทุน",
        "Finance company's letter",
    ),
    choice("government-bond", "พันธบัตรรัฐบาล", "Government bond"),
];

const CONTRACTOR_KINDS: [Choice; 4] = [
    choice("company", "บริษัท", "Company"),
    choice("partnership", "ห้างหุ้นส่วน", "Partnership"),
    choice("shop", "ร้านค้า", "Shop"),
    choice("person", "บุคคลธรรมดา", "Natural person"),
];

const RESULTS: [Choice; 2] = [
    choice("clean", "ไม่พบความชำรุดบกพร่อง", "No defects"),
    choice("defects", "พบความชำรุดบกพร่อง", "Defects"),
];

const CONTRACTOR: [Key; 4] = [
    Key::new("name", What::Text, "ชื่อคู่สัญญา", "Contractor")
        .required()
        .like("\"บริษัท … จำกัด\""),
    Key::new("kind", What::Choice(&CONTRACTOR_KINDS), "คู่สัญญาเป็น", "In law")
        .required()
        .about(
            "ชื่อของบุคคลธรรมดาและร้านไม่ขึ้นเว็บสาธารณะ",
            "A natural person's or shop's name never reaches the public site",
        ),
    Key::new("tax_id", What::Text, "เลขประจำตัวผู้เสียภาษี", "Taxpayer number").about(
        "ของนิติบุคคลเท่านั้น อย่าใส่เลขประจำตัวประชาชน",
        "Of a juristic person only, never a citizen's number",
    ),
    Key::new("email", What::Address, "อีเมล", "Mail address").about("ใช้ส่งการแจ้งเตือน", "Reminders go here"),
];

/// A length of time: `{ months = 6 }`.
pub(super) const PERIOD: [Key; 3] = [
    Key::new("years", What::Whole(1..=Period::MOST_YEARS), "ปี", "Years"),
    Key::new("months", What::Whole(1..=Period::MOST_MONTHS), "เดือน", "Months"),
    Key::new("days", What::Whole(1..=Period::MOST_DAYS), "วัน", "Days"),
];

const LG: [Key; 3] = [
    Key::new("bank", What::Text, "ธนาคารผู้ออกหนังสือ", "Issuing bank"),
    Key::new("number", What::Text, "เลขที่หนังสือค้ำประกัน", "Number of the letter"),
    Key::new("valid_until", What::Day, "วันสิ้นสุดหนังสือ", "Valid until"),
];

const INSPECTION: [Key; 4] = [
    Key::new("date", What::Day, "วันที่ตรวจ", "Day of inspection").required(),
    Key::new("result", What::Choice(&RESULTS), "ผลตรวจ", "Result"),
    Key::new("note", What::Text, "หมายเหตุ", "Note"),
    VOID,
];

const NOTICE: [Key; 4] = [
    Key::new("date", What::Day, "วันที่ของหนังสือ", "Day of the letter").required(),
    Key::new("number", What::Text, "เลขที่หนังสือ", "Number").like("\"กท 0401/123\""),
    Key::new("to", What::Text, "ถึง", "To"),
    VOID,
];

const REFUND: [Key; 4] = [
    Key::new("date", What::Day, "วันที่คืน", "Day of return").required(),
    Key::new("amount", What::Amount, "จำนวนเงิน", "Amount").required(),
    Key::new("reference", What::Text, "เลขอ้างอิง", "Reference").like("\"เช็ค 1234567\""),
    VOID,
];

const FORFEIT: [Key; 4] = [
    Key::new("date", What::Day, "วันที่ริบ", "Day of forfeiture").required(),
    Key::new("amount", What::Amount, "จำนวนเงิน", "Amount").required(),
    Key::new("reason", What::Text, "เหตุผล", "Reason"),
    VOID,
];

const REPLACEMENT: [Key; 3] = [
    Key::new("date", What::Day, "วันที่เปลี่ยน", "Day of replacement").required(),
    Key::new("lg", What::Table(&LG), "หนังสือค้ำประกันฉบับใหม่", "The new letter").required(),
    VOID,
];

pub(super) const KEYS: [Key; 23] = [
    Key::new("contract", What::Text, "เลขที่สัญญา", "Contract number")
        .required()
        .like("\"จ. 45/2570\""),
    Key::new("kind", What::Choice(&KINDS), "ประเภทหลักประกัน", "Kind")
        .required()
        .about("ค้ำประกันเรื่องใด", "What it secures"),
    Key::new("form", What::Choice(&FORMS), "ชนิดหลักประกัน", "Form")
        .required()
        .about("นำสิ่งใดมาวางเป็นประกัน", "What was handed over"),
    RULE,
    Key::new("project", What::Text, "งานตามสัญญา", "Work"),
    Key::new("contractor", What::Table(&CONTRACTOR), "คู่สัญญา", "Contractor")
        .required()
        .like("{ name = \"บริษัท … จำกัด\", kind = \"company\", email = \"…\" }"),
    Key::new("amount", What::Amount, "จำนวนหลักประกัน", "Amount of the guarantee")
        .required()
        .like("48_500.00"),
    Key::new("contract_amount", What::Amount, "มูลค่าสัญญา", "Amount of the contract")
        .about("ใช้ตรวจว่าหลักประกันครบร้อยละ 5 หรือไม่", "For the check of five per cent"),
    Key::new("contracted", What::Day, "วันทำสัญญา", "Day of the contract"),
    Key::new("received", What::Day, "วันรับหลักประกัน", "Day of receipt"),
    Key::new("receipt", What::Text, "ใบรับหลักประกัน", "Guarantee receipt").like("\"บร. 7/2570\""),
    Key::new("accepted", What::Day, "วันตรวจรับ", "Final acceptance"),
    Key::new("warranty", What::Table(&PERIOD), "ระยะเวลารับประกัน", "Warranty")
        .about("นับจากวันตรวจรับ", "From acceptance")
        .like("{ years = 1 }"),
    Key::new("released", What::Day, "วันพ้นข้อผูกพัน", "Day of release").about(
        "เขียนเมื่อมีผู้ตัดสินใจ ชนะวันที่คำนวณจากวันตรวจรับ",
        "A decided day, which wins over the computed one",
    ),
    Key::new("lg", What::Table(&LG), "หนังสือค้ำประกัน", "Letter of guarantee")
        .about("เมื่อชนิดเป็นหนังสือค้ำประกัน", "Where the form is a letter")
        .like("{ bank = \"…\", number = \"…\", valid_until = 2027-05-31 }"),
    CANCELLED,
    HOLD,
    NOTES,
    Key::new(
        "replacement",
        What::Each(&REPLACEMENT),
        "ต่ออายุหรือเปลี่ยนหนังสือค้ำประกัน",
        "Letter extended or replaced",
    ),
    Key::new(
        "inspection",
        What::Each(&INSPECTION),
        "ตรวจความชำรุดบกพร่อง",
        "Inspection",
    ),
    Key::new("notice", What::Each(&NOTICE), "หนังสือแจ้ง", "Notice")
        .about("หนังสือที่ส่งนอกโปรแกรม", "A letter sent outside the program"),
    Key::new("refund", What::Each(&REFUND), "คืนหลักประกัน", "Refund"),
    Key::new("forfeit", What::Each(&FORFEIT), "ริบหลักประกัน", "Forfeiture"),
];
