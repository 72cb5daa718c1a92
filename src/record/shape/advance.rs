//! The keys of an advance, and of the events that it shares with a guarantee.

use super::key::{Choice, Key, What, choice};

/// Sources of the money.
pub(super) const FUNDS: [Choice; 2] = [
    choice("budget", "เงินยืมใช้ในราชการ", "Official loan, from the budget"),
    choice("imprest", "เงินยืมเงินทดรองราชการ", "Imprest advance, from the float"),
];

/// Somebody: `borrower`, `head`.
pub(super) const PERSON: [Key; 3] = [
    Key::new("name", What::Text, "ชื่อ-สกุล", "Name").required(),
    Key::new("position", What::Text, "ตำแหน่ง", "Position"),
    Key::new("email", What::Address, "อีเมล", "Mail address").about("ใช้ส่งการแจ้งเตือน", "Reminders go here"),
];

pub(super) const VOID: Key = Key::new("void", What::Table(&VOIDED), "ยกเลิกรายการนี้", "Voided")
    .about(
        "บันทึกผิดไม่ต้องลบ ใส่วันและเหตุผล รายการจะไม่นับ",
        "An event entered by mistake is not deleted: give day and reason, and it counts no more",
    )
    .like("{ date = 2026-11-11, reason = \"บันทึกซ้ำ\" }");
const VOIDED: [Key; 2] = [
    Key::new("date", What::Day, "วันที่ยกเลิก", "Day of voiding").required(),
    Key::new("reason", What::Text, "เหตุผล", "Reason").required(),
];

pub(super) const CANCELLED: Key = Key::new("cancelled", What::Table(&VOIDED_WHOLE), "ยกเลิกสัญญา", "Cancelled")
    .about("เมื่อไม่มีเงินค้างอยู่", "Where no money is out")
    .like("{ date = 2026-11-20, reason = \"ยกเลิกโครงการ\" }");
const VOIDED_WHOLE: [Key; 2] = [
    Key::new("date", What::Day, "วันที่ยกเลิก", "Day of cancelling").required(),
    Key::new("reason", What::Text, "เหตุผล", "Reason").required(),
];

pub(super) const HOLD: Key = Key::new("hold", What::Table(&HELD), "พักการแจ้งเตือน", "Reminders on hold")
    .about(
        "ไม่แจ้งเตือนถึงสิ้นวันที่ระบุ หนี้ยังอยู่ครบ",
        "No reminder up to and including the day; the debt stays",
    )
    .like("{ until = 2026-12-31, reason = \"…\" }");
const HELD: [Key; 2] = [
    Key::new("until", What::Day, "พักถึงวันที่", "Last day without reminders").required(),
    Key::new("reason", What::Text, "เหตุผล", "Reason"),
];

pub(super) const NOTES: Key = Key::new("notes", What::Prose, "หมายเหตุ", "Notes");
pub(super) const RULE: Key = Key::new("rule", What::Rule, "ระเบียบที่ใช้", "Rule").about(
    "เขียนไว้เมื่อทำสัญญา ระเบียบที่แก้ภายหลังจะไม่เปลี่ยนวันครบกำหนดเดิม",
    "Frozen when the contract is made: a later regulation does not move its due date",
);

const DISBURSEMENT: [Key; 4] = [
    Key::new("date", What::Day, "วันที่จ่าย", "Day of pay-out").required(),
    Key::new("amount", What::Amount, "จำนวนเงิน", "Amount").required(),
    Key::new("reference", What::Text, "เลขอ้างอิง", "Reference").like("\"ฎีกา 101/2570\""),
    VOID,
];

const EXTENSION: [Key; 5] = [
    Key::new("date", What::Day, "วันที่อนุมัติ", "Day of approval").required(),
    Key::new("due", What::Day, "วันครบกำหนดใหม่", "New due date").required(),
    Key::new("reason", What::Text, "เหตุผล", "Reason"),
    Key::new("approved_by", What::Text, "ผู้อนุมัติ", "Approved by"),
    VOID,
];

const CLEARING: [Key; 9] = [
    Key::new("date", What::Day, "วันที่ส่งใช้", "Day of clearing").required(),
    Key::new("vouchers", What::AmountOrZero, "ใบสำคัญ", "Vouchers"),
    Key::new("cash", What::AmountOrZero, "เงินสดคืน", "Cash returned"),
    Key::new("salary", What::AmountOrZero, "หักเงินเดือน", "Deducted from salary"),
    Key::new("receipt", What::Text, "ใบเสร็จรับเงิน/ใบรับใบสำคัญ", "Receipt").like("\"บค. 34/2570\""),
    Key::new("pending", What::Yes, "รอตรวจ", "Under check").about(
        "ส่งมาแล้วแต่ยังตรวจไม่เสร็จ ยังไม่ลดหนี้จนกว่าจะบันทึกว่าตรวจเสร็จ",
        "Handed in and still under check: clears nothing until it is entered as checked",
    ),
    Key::new("late_reason", What::Text, "เหตุที่ส่งช้า", "Why it came late")
        .about("ขอเมื่อส่งใช้หลังวันครบกำหนด", "Asked for when cleared after the due date"),
    Key::new("note", What::Text, "หมายเหตุ", "Note"),
    VOID,
];

const OBJECTION: [Key; 5] = [
    Key::new("date", What::Day, "วันที่ได้รับข้อทักท้วง", "Day of receipt").required(),
    Key::new("amount", What::Amount, "จำนวนเงินที่ทักท้วง", "Amount objected to").required(),
    Key::new("reason", What::Text, "เรื่องที่ทักท้วง", "Reason"),
    Key::new("resolved", What::Day, "วันที่เรื่องยุติ", "Day of settlement"),
    VOID,
];

const REIMBURSEMENT: [Key; 4] = [
    Key::new("date", What::Day, "วันที่จ่ายชดเชย", "Day of reimbursement").required(),
    Key::new("amount", What::Amount, "จำนวนเงิน", "Amount").required(),
    Key::new("reference", What::Text, "เลขอ้างอิง", "Reference").like("\"ฎีกา 130/2570\""),
    VOID,
];

pub(super) const KEYS: [Key; 20] = [
    Key::new("contract", What::Text, "เลขที่สัญญา", "Contract number")
        .required()
        .about(
            "เลขที่สัญญาการยืมเงินหรือใบยืม ไม่ซ้ำกันทั้งสมุด",
            "Number of the loan contract; unique in the book",
        )
        .like("\"บย. 12/2570\""),
    Key::new("fund", What::Choice(&FUNDS), "ประเภทเงิน", "Fund").required(),
    Key::new("purpose", What::Purpose, "วัตถุประสงค์", "Purpose")
        .required()
        .about("เลือกระเบียบที่ใช้นับวันครบกำหนด", "Chooses the rule of the due date")
        .like("\"official-travel\""),
    RULE,
    Key::new("project", What::Text, "โครงการ/กิจกรรม", "Project").required(),
    Key::new("category", What::Text, "หมวดรายจ่าย", "Budget category"),
    Key::new("amount", What::Amount, "จำนวนเงิน", "Amount")
        .required()
        .about("บาท ทศนิยมไม่เกินสองตำแหน่ง", "Baht, at most two decimals")
        .like("25_000.00"),
    Key::new("borrower", What::Table(&PERSON), "ผู้ยืม", "Borrower")
        .required()
        .like("{ name = \"…\", position = \"…\", email = \"…\" }"),
    Key::new("contracted", What::Day, "วันทำสัญญา", "Day of the contract")
        .required()
        .like("2026-10-12"),
    Key::new("received", What::Day, "วันรับเงิน", "Day of receipt").about(
        "ถ้าจ่ายเป็นงวด บันทึกแต่ละงวดที่ “จ่ายเงินเป็นงวด” แทน",
        "Where it came in parts, enter each of them as a pay-out instead",
    ),
    Key::new("returned", What::Day, "วันกลับมาถึง", "Day of arrival back").about(
        "เดินทางไปราชการเริ่มนับจากวันนี้ ยังไม่กลับก็ยังไม่มีวันครบกำหนด",
        "Travel counts from here; without it there is no due date yet",
    ),
    Key::new("due_printed", What::Day, "วันครบกำหนดตามสัญญา", "Due date as printed").about(
        "ตามที่พิมพ์ในสัญญา ไม่เปลี่ยนภายหลัง",
        "As the contract prints it; never changed afterwards",
    ),
    CANCELLED,
    HOLD,
    NOTES,
    Key::new("disbursement", What::Each(&DISBURSEMENT), "จ่ายเงินเป็นงวด", "Pay-out"),
    Key::new("extension", What::Each(&EXTENSION), "ขยายเวลา", "Extension"),
    Key::new("clearing", What::Each(&CLEARING), "ส่งใช้เงินยืม", "Clearing"),
    Key::new("objection", What::Each(&OBJECTION), "ทักท้วง", "Objection")
        .about("เปิดยอดนี้ขึ้นใหม่จนกว่าเรื่องจะยุติ", "Reopens its amount until resolved"),
    Key::new(
        "reimbursement",
        What::Each(&REIMBURSEMENT),
        "จ่ายชดเชยผู้ยืม",
        "Reimbursement",
    )
    .about("เมื่อใช้จ่ายจริงเกินเงินที่ยืม", "Where more was spent than advanced"),
];
