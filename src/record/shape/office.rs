//! The keys of the office's settings and of an agency.

use super::advance::PERSON;
use super::key::{Choice, Key, What, choice};
use crate::record::format::FORMAT;

const ZONES: [Choice; 1] = [choice("Asia/Bangkok", "เวลาประเทศไทย", "Thailand")];

const AUDIENCES: [Choice; 2] = [
    choice("public", "สาธารณะ ไม่มีชื่อผู้ยืม", "Public, no borrower's name"),
    choice("internal", "ภายใน มีครบทุกอย่าง", "Internal, everything"),
];

const POLICIES: [Choice; 3] = [
    choice("error", "ห้าม", "An error"),
    choice("warn", "เตือน", "A warning"),
    choice("allow", "ไม่เตือน", "Allowed"),
];

const DOUBTS: [Choice; 2] = [
    choice("hold", "รอคนตัดสิน", "Held for a person"),
    choice("resend", "ส่งซ้ำ", "Sent again"),
];

const DIGESTS: [Choice; 3] = [
    choice("never", "ไม่ส่ง", "Never"),
    choice("weekly", "ทุกสัปดาห์", "Weekly"),
    choice("daily", "ทุกวัน", "Daily"),
];

const DIGITS: [Choice; 2] = [choice("arabic", "เลขอารบิก", "Arabic"), choice("thai", "เลขไทย", "Thai")];

const STAGE_KINDS: [Choice; 3] = [
    choice("advance", "เงินยืม", "Advances"),
    choice("guarantee", "หลักประกัน", "Guarantees"),
    choice("inspection", "ช่วงตรวจความชำรุด", "Inspection windows"),
];

const RECIPIENTS: [Choice; 5] = [
    choice("borrower", "ผู้ยืม", "Borrower"),
    choice("contractor", "คู่สัญญา", "Contractor"),
    choice("agency", "ส่วนราชการ", "Agency"),
    choice("head", "หัวหน้าส่วนราชการ", "Head of the agency"),
    choice("office", "ฝ่ายการคลัง", "The office"),
];

const FORGE: [Key; 3] = [
    Key::new("edit", What::Link, "หน้าแก้แฟ้ม", "Page that edits a file")
        .about(
            "{path} คือแฟ้ม {folder} กับ {name} คือสองส่วนของมัน",
            "{path} is the file, {folder} and {name} are its two halves",
        )
        .like("\"https://…/edit/main/{path}\""),
    Key::new("new", What::Link, "หน้าสร้างแฟ้ม", "Page that makes a file")
        .about(
            "เหมือน edit และ {text} ข้อความของแฟ้ม {message} ข้อความของ commit ไม่มี {text} แบบกรอกจะให้คัดลอก",
            "As edit; {text} is the file's text, {message} the commit's. Without {text} the forms let copy",
        )
        .like("\"https://…/new/main?filename={path}&value={text}\""),
    Key::new("commit", What::Link, "หน้าของ commit", "Page of a commit").like("\"https://…/commit/{commit}\""),
];

const ARCHIVE: [Key; 6] = [
    Key::new("host", What::Text, "เครื่อง IMAP", "IMAP server").required(),
    Key::new("user", What::Text, "ชื่อผู้ใช้", "User").required(),
    Key::new("port", What::Whole(1..=65_535), "พอร์ต", "Port"),
    Key::new("folder", What::Text, "กล่องที่ส่งแล้ว", "Folder of sent mails"),
    Key::new("bounces", What::Text, "กล่องที่รับข่าวตีกลับ", "Folder of bounces"),
    Key::new(
        "plain",
        What::Yes,
        "ไม่เข้ารหัส (เครื่องเดียวกันเท่านั้น)",
        "Plain, loopback only",
    ),
];

const MAIL: [Key; 9] = [
    Key::new("from", What::Address, "ผู้ส่ง", "Sender"),
    Key::new("reply_to", What::Address, "ให้ตอบมาที่", "Answers go to"),
    Key::new("paused", What::Yes, "หยุดส่งชั่วคราว", "Paused"),
    Key::new("pace", What::Whole(1..=1_000_000), "ฉบับต่อหนึ่งรอบ", "Mails a run"),
    Key::new(
        "tripwire",
        What::Whole(0..=1_000_000),
        "เกินกี่ฉบับต้องอนุมัติ",
        "More than this waits for approval",
    ),
    Key::new(
        "in_doubt",
        What::Choice(&DOUBTS),
        "เมื่อไม่แน่ใจว่าส่งแล้ว",
        "When in doubt whether it was sent",
    ),
    Key::new(
        "digest",
        What::Choice(&DIGESTS),
        "สรุปให้ฝ่ายการคลัง",
        "Digest for the office",
    ),
    Key::new("live", What::Text, "ที่เก็บสมุดที่ส่งจริง", "The repository that may send"),
    Key::new(
        "archive",
        What::Table(&ARCHIVE),
        "กล่องที่ส่งแล้ว (IMAP)",
        "Archive of sent mails",
    ),
];

const SIGNER: [Key; 2] = [
    Key::new("name", What::Text, "ชื่อเต็ม", "Name").required(),
    Key::new("position", What::Text, "ตำแหน่ง", "Position").required(),
];

const LETTER: [Key; 7] = [
    Key::new("number", What::Text, "เลขที่หนังสือ", "Number of letters").like("\"กท 0303/\""),
    Key::new("issuer", What::Text, "ส่วนราชการเจ้าของหนังสือ", "Issuing agency"),
    Key::new("address", What::Prose, "ที่อยู่", "Address"),
    Key::new("phone", What::Text, "โทรศัพท์", "Telephone"),
    Key::new("signer", What::Table(&SIGNER), "ผู้ลงนาม", "Signer"),
    Key::new("digits", What::Choice(&DIGITS), "ตัวเลขในหนังสือ", "Digits"),
    Key::new("answer_days", What::Whole(1..=90), "ให้ตอบภายในกี่วัน", "Days to answer"),
];

/// What an office makes of an edit of its past.
const HISTORY: [Key; 18] = [
    policy("record_deleted", "ลบระเบียน", "A record deleted"),
    policy("record_moved", "ย้ายหรือเปลี่ยนเลขระเบียน", "A record moved"),
    policy(
        "changed_after_payment",
        "แก้สาระของสัญญาหลังจ่ายเงิน",
        "A contract changed after payment",
    ),
    policy(
        "counting_day_changed",
        "แก้วันที่ใช้นับหลังจ่ายเงิน",
        "A counting day changed after payment",
    ),
    policy("event_deleted", "ลบรายการแทนการยกเลิก", "An entry deleted"),
    policy("event_changed", "แก้จำนวนเงินหรือวันที่ของรายการ", "An entry changed"),
    policy(
        "closed_year",
        "แก้ปีที่ปิดแล้วโดยไม่มีเหตุผล",
        "A closed year edited without a reason",
    ),
    policy("rule_rewritten", "แก้ข้อของระเบียบเดิม", "A rule rewritten"),
    policy("rule_backdated", "ข้อของระเบียบเริ่มหรือเลิกใช้ย้อนหลัง", "A rule backdated"),
    policy(
        "holiday_backdated",
        "เพิ่มหรือลบวันหยุดที่ผ่านไปแล้ว",
        "A closed day of the past changed",
    ),
    policy(
        "reference_changed",
        "แก้เลขที่หลักฐานของรายการ",
        "The evidence of an entry changed",
    ),
    policy("balance_changed", "แก้ยอดตามบัญชีของเดือนที่บันทึกแล้ว", "A balance changed"),
    policy("settings_changed", "แก้ค่าตั้ง", "Settings changed"),
    policy("template_changed", "แก้แม่แบบ", "A template changed"),
    policy(
        "trunk_swapped",
        "กิ่งที่เผยแพร่ถูกรวมเป็นกิ่งรอง",
        "The published branch as a side branch",
    ),
    policy("root_added", "ประวัติมีจุดเริ่มต้นเพิ่ม", "A second beginning"),
    policy("commit_in_future", "commit ลงวันที่ในอนาคต", "A commit in the future"),
    policy("commit_backward", "commit ลงเวลาย้อนหลัง", "A commit dated back"),
];

const fn policy(name: &'static str, th: &'static str, en: &'static str) -> Key {
    Key::new(name, What::Choice(&POLICIES), th, en)
}

const STAGE: [Key; 6] = [
    Key::new("kind", What::Choice(&STAGE_KINDS), "เรื่อง", "Kind").required(),
    Key::new("name", What::Text, "ชื่อขั้น", "Name")
        .required()
        .like("\"before-7\""),
    Key::new(
        "days",
        What::Whole(-36_500..=36_500),
        "วันเทียบกับวันครบกำหนด",
        "Days from the due date",
    )
    .required()
    .about("ลบคือก่อนครบกำหนด", "Below zero is before"),
    Key::new("to", What::Choices(&RECIPIENTS), "ถึง", "To").required(),
    Key::new("text", What::Text, "แม่แบบ", "Template")
        .required()
        .like("\"advance-due-soon\""),
    Key::new("every", What::Whole(1..=36_500), "ซ้ำทุกกี่วัน", "Again every so many days"),
];

pub(super) const KEYS: [Key; 15] = [
    Key::new("format", What::Whole(1..=FORMAT), "รุ่นของรูปแบบสมุด", "Format of the book").about(
        "โปรแกรมดูแลเอง duebook fmt เขียนและปรับให้",
        "Kept by the program: duebook fmt writes it and brings an older book up",
    ),
    Key::new("name", What::Text, "ชื่อหน่วยงานเจ้าของสมุด", "Name").required(),
    Key::new("name_en", What::Text, "ชื่ออังกฤษ", "English name"),
    Key::new("timezone", What::Choice(&ZONES), "เขตเวลา", "Time zone"),
    Key::new("audience", What::Choice(&AUDIENCES), "เว็บสำหรับใคร", "Audience"),
    Key::new(
        "due_soon_days",
        What::Whole(0..=36_500),
        "กี่วันถือว่าใกล้ครบกำหนด",
        "Days that are soon",
    ),
    Key::new(
        "second_loan",
        What::Choice(&POLICIES),
        "ยืมใหม่ขณะรายเก่าค้าง",
        "A new loan while one is open",
    ),
    Key::new("survey_url", What::Link, "แบบประเมินความพึงพอใจ", "Survey"),
    Key::new("site_url", What::Link, "ที่อยู่เว็บ", "Address of the site"),
    Key::new("stamp_url", What::Link, "ผู้ประทับเวลาภายนอก", "Time-stamp authority")
        .about(
            "RFC 3161 ประทับเวลาบนตราประจำวัน ใบรับรองของผู้ประทับเวลาวางที่ records/stamp-ca.pem",
            "RFC 3161, for the daily seals; its certificate lies in records/stamp-ca.pem",
        )
        .like("\"https://tsa.example.org\""),
    Key::new("forge", What::Table(&FORGE), "ลิงก์ไปที่เก็บสมุด", "Links to the forge"),
    Key::new("mail", What::Table(&MAIL), "อีเมล", "Mail"),
    Key::new(
        "letter",
        What::Table(&LETTER),
        "หัวและท้ายหนังสือราชการ",
        "Official letters",
    ),
    Key::new("history", What::Table(&HISTORY), "การแก้ประวัติ", "Edits of the past").about(
        "ใช้กับ duebook check --history",
        "What duebook check --history makes of them",
    ),
    Key::new("stage", What::Each(&STAGE), "ขั้นการแจ้งเตือน", "Stages of reminders"),
];

pub(super) const AGENCY: [Key; 7] = [
    Key::new("name", What::Text, "ชื่อส่วนราชการ", "Name").required(),
    Key::new("name_en", What::Text, "ชื่ออังกฤษ", "English name"),
    Key::new("short", What::Text, "ชื่อย่อ", "Short name").like("\"สลป.\""),
    Key::new("code", What::Text, "รหัสหน่วยงาน", "Unit code").like("\"04210000\""),
    Key::new("email", What::Address, "อีเมลที่ประกาศไว้ติดต่อ", "Announced mailbox"),
    Key::new("head", What::Table(&PERSON), "หัวหน้าส่วนราชการ", "Head"),
    Key::new(
        "imprest_ceiling",
        What::Amount,
        "วงเงินทดรองราชการ",
        "Ceiling of the imprest float",
    ),
];
