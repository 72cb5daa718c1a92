//! The keys of a regulation and of a year's closed days.

use super::guarantee::PERIOD;
use super::key::{Choice, Key, What, choice};
use crate::rule::Period;

const KINDS: [Choice; 5] = [
    choice("advance", "ส่งใช้เงินยืม", "Clearing of an advance"),
    choice("guarantee", "คืนหลักประกัน", "Return of a guarantee"),
    choice("enforcement", "เรียกชดใช้", "Enforcement"),
    choice("objection", "แก้ข้อทักท้วง", "Answer to an objection"),
    choice("inspection", "ตรวจความชำรุดก่อนพ้นประกัน", "Inspection for defects"),
];

const STARTS: [Choice; 8] = [
    choice("received", "วันรับเงิน", "Money received"),
    choice("returned", "วันกลับมาถึง", "Arrival back"),
    choice("contracted", "วันทำสัญญา", "Contract"),
    choice("due", "วันครบกำหนด", "Due date"),
    choice("released", "วันพ้นข้อผูกพัน", "Release"),
    choice("objected", "วันที่ได้รับข้อทักท้วง", "Receipt of the objection"),
    choice("warranty-end", "วันสิ้นสุดการรับประกัน", "End of the warranty"),
    choice("accepted", "วันตรวจรับ", "Acceptance"),
];

const FIRST_DAYS: [Choice; 2] = [
    choice("excluded", "วันแรกไม่นับ", "The first day does not count"),
    choice("included", "วันแรกนับด้วย", "The first day counts"),
];

const DIRECTIONS: [Choice; 2] = [
    choice("before", "นับถอยหลังจากวันนั้น", "Back from the day"),
    choice("after", "นับไปข้างหน้า", "Forward from the day"),
];

const LAST_DAYS: [Choice; 3] = [
    choice("next-working-day", "วันหยุดเลื่อนไปวันทำการถัดไป", "A closed day moves on"),
    choice(
        "previous-working-day",
        "วันหยุดเลื่อนมาวันทำการก่อนหน้า",
        "A closed day moves back",
    ),
    choice("stays", "ไม่เลื่อน (หน้าที่ของหน่วยงานเอง)", "It stays: the office's own duty"),
];

const CONFIRMED: [Key; 2] = [
    Key::new("by", What::Text, "ผู้ยืนยัน", "By whom").required(),
    Key::new("on", What::Day, "วันที่ยืนยัน", "On which day").required(),
];

const IN_FORCE: [Key; 2] = [
    Key::new("from", What::Day, "ใช้ตั้งแต่", "From"),
    Key::new("until", What::Day, "ใช้ถึง", "Until"),
];

const RULE: [Key; 14] = [
    Key::new("name", What::Text, "ชื่อข้อ", "Name")
        .required()
        .like("\"official-travel\""),
    Key::new("kind", What::Choice(&KINDS), "เรื่อง", "Kind").required(),
    Key::new("purposes", What::Texts, "ใช้กับวัตถุประสงค์", "Purposes"),
    Key::new("from", What::Choice(&STARTS), "นับจาก", "Counted from"),
    Key::new("days", What::Whole(1..=Period::MOST_DAYS), "วัน", "Days"),
    Key::new("months", What::Whole(1..=Period::MOST_MONTHS), "เดือน", "Months"),
    Key::new("years", What::Whole(1..=Period::MOST_YEARS), "ปี", "Years"),
    Key::new("first_day", What::Choice(&FIRST_DAYS), "วันแรก", "First day"),
    Key::new("direction", What::Choice(&DIRECTIONS), "ทิศทาง", "Direction"),
    Key::new("last_day", What::Choice(&LAST_DAYS), "วันสุดท้าย", "Last day"),
    Key::new("clause", What::Text, "ข้อ", "Clause").like("\"ข้อ 51 (2)\""),
    Key::new("text", What::Prose, "ข้อความของระเบียบ", "Text"),
    Key::new("in_force", What::Table(&IN_FORCE), "ใช้บังคับ", "In force").like("{ from = 2026-10-01 }"),
    Key::new(
        "warranty_up_to",
        What::Table(&PERIOD),
        "เมื่อรับประกันไม่เกิน",
        "Where the warranty is at most",
    )
    .like("{ months = 6 }"),
];

pub(super) const KEYS: [Key; 3] = [
    Key::new("title", What::Text, "ชื่อระเบียบ", "Title").required(),
    Key::new("confirmed", What::Table(&CONFIRMED), "ยืนยันแล้ว", "Confirmed")
        .about(
            "จนกว่าจะมี หน้าเว็บจะบอกว่าตัวเลขรอยืนยัน",
            "Until it stands here pages say that the numbers await confirmation",
        )
        .like("{ by = \"หัวหน้าฝ่ายการคลัง\", on = 2026-12-01 }"),
    Key::new("rule", What::Each(&RULE), "ข้อ", "Rule"),
];

const CLOSED: [Key; 3] = [
    Key::new("date", What::Day, "วันที่", "Day").required(),
    Key::new("name", What::Text, "ชื่อวันหยุด", "Name").required(),
    Key::new("source", What::Text, "ที่มา", "Source"),
];

pub(super) const HOLIDAYS: [Key; 1] = [Key::new("day", What::Each(&CLOSED), "วันหยุด", "Closed day")];
