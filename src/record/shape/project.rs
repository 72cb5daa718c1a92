//! The keys of a project's progress report.

use super::key::{Key, What};

const OWNER: [Key; 2] = [
    Key::new("name", What::Text, "ชื่อผู้รับผิดชอบ", "Name").required(),
    Key::new("phone_ext", What::Text, "โทรศัพท์ภายใน", "Extension"),
];

const STRATEGY: [Key; 4] = [
    Key::new("issue", What::Text, "ประเด็นยุทธศาสตร์", "Strategic issue"),
    Key::new("sub_issue", What::Text, "ประเด็นยุทธศาสตร์ย่อย", "Sub-issue"),
    Key::new("goal", What::Text, "เป้าหมายที่", "Goal"),
    Key::new("indicator", What::Text, "ตัวชี้วัด", "Indicator"),
];

const MONTH: [Key; 2] = [
    Key::new("label", What::Text, "เดือน", "Month"),
    Key::new("items", What::Texts, "งานที่ทำ", "What was done"),
];

const REPORT: [Key; 7] = [
    Key::new("seq", What::Whole(1..=9999), "รายงานครั้งที่", "Number").required(),
    Key::new("date", What::Day, "วันที่รายงาน", "Day").required(),
    Key::new(
        "percent",
        What::Percent,
        "ความก้าวหน้าของงาน (ร้อยละ)",
        "Progress, per cent",
    )
    .required()
    .like("60.00"),
    Key::new("spent", What::AmountOrZero, "งบประมาณที่เบิกใช้", "Budget spent"),
    Key::new("plan_status", What::Text, "เป็นไปตามแผน", "Against the plan"),
    Key::new("target_status", What::Text, "เป็นไปตามเป้าหมาย", "Against the target"),
    Key::new("month", What::Each(&MONTH), "งานรายเดือน", "Work by month"),
];

const EVALUATION: [Key; 3] = [
    Key::new("quarter", What::Whole(1..=4), "ไตรมาสที่", "Quarter").required(),
    Key::new("score", What::Percent, "คะแนน", "Score"),
    Key::new("note", What::Text, "ผลประเมิน", "Note"),
];

pub(super) const KEYS: [Key; 16] = [
    Key::new("name", What::Text, "ชื่อโครงการ/กิจกรรม", "Name").required(),
    Key::new("code", What::Text, "รหัสโครงการ", "Code").like("\"04010000-3701\""),
    Key::new(
        "fiscal_year",
        What::Whole(2400..=2800),
        "ปีงบประมาณ พ.ศ.",
        "Fiscal year, B.E.",
    ),
    Key::new("start", What::Day, "เริ่มต้นโครงการ", "Start"),
    Key::new(
        "budget_received",
        What::AmountOrZero,
        "งบประมาณที่ได้รับ",
        "Budget received",
    ),
    Key::new("end", What::Day, "สิ้นสุดโครงการ", "End"),
    Key::new("budget_used", What::AmountOrZero, "งบประมาณที่ใช้ไป", "Budget used"),
    Key::new("agency_path", What::Text, "หน่วยงานที่รับผิดชอบ", "Responsible unit"),
    Key::new("owner", What::Table(&OWNER), "ผู้รับผิดชอบ", "Responsible officer"),
    Key::new("coordinator", What::Text, "ผู้ประสานงาน สยป.", "Coordinator"),
    Key::new("rationale", What::Texts, "หลักการและเหตุผล", "Rationale"),
    Key::new("objectives", What::Texts, "วัตถุประสงค์ของโครงการ", "Objectives"),
    Key::new("targets", What::Texts, "เป้าหมายของโครงการ", "Targets"),
    Key::new(
        "strategy",
        What::Table(&STRATEGY),
        "สนับสนุนแผนพัฒนา กทม.",
        "Development plan",
    ),
    Key::new("report", What::Each(&REPORT), "รายงานความก้าวหน้า", "Progress report"),
    Key::new(
        "evaluation",
        What::Each(&EVALUATION),
        "ผลประเมินรายไตรมาส",
        "Evaluation by quarter",
    ),
];
