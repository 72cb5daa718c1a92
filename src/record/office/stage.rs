//! One step of the ladder: which records, when, to whom, in which words.

use super::FARTHEST;
use super::ladder::TEXTS;
use crate::text::{Code, Faults, Placed, Span, Table, Words};

/// The longest name of a stage, in bytes of a file's name, of which most disks
/// take 255.
pub(super) const LONGEST_NAME: usize = 120;

/// To whom a stage writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// ผู้ยืม.
    Borrower,
    /// คู่สัญญา.
    Contractor,
    /// The agency's announced mailbox.
    Agency,
    /// The agency's head.
    Head,
    /// The finance office itself.
    Office,
}

/// The names of the recipients.
const RECIPIENTS: [(&str, Recipient); 5] = [
    ("borrower", Recipient::Borrower),
    ("contractor", Recipient::Contractor),
    ("agency", Recipient::Agency),
    ("head", Recipient::Head),
    ("office", Recipient::Office),
];

impl Recipient {
    /// Returns the name that settings and journals use.
    #[must_use]
    pub fn name(self) -> &'static str {
        RECIPIENTS
            .iter()
            .find(|(_, role)| *role == self)
            .map_or("", |(name, _)| name)
    }
}

/// Which records a stage speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageKind {
    /// Advances, from the effective due date.
    Advance,
    /// Guarantees, from the effective due date.
    Guarantee,
    /// Guarantees, from the day on which the inspection window opens.
    Inspection,
}

/// One step of the ladder of reminders.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Which records.
    pub kind: StageKind,
    /// Its name, part of the reminder's key.
    pub name: String,
    /// Days from the effective due date; negative is before.
    pub days: i64,
    /// To whom.
    pub to: Vec<Recipient>,
    /// `templates/mail/<text>.{txt,html}`.
    pub text: String,
    /// Repeats each so many days after the first time.
    pub every: Option<i64>,
    /// Where it is written; nowhere for the built-in ladder.
    pub span: Span,
}

impl Stage {
    /// Returns the stage of a ladder that a reminder's key names; one that
    /// repeats is numbered there.
    #[must_use]
    pub fn named<'s>(stages: &'s [Stage], name: &str) -> Option<&'s Stage> {
        let numbered = |stage: &&Stage| {
            let number = name.strip_prefix(&stage.name).and_then(|rest| rest.strip_prefix('-'));
            stage.every.is_some() && number.is_some_and(|number| number.parse::<u32>().is_ok())
        };
        stages
            .iter()
            .find(|stage| stage.name == name)
            .or_else(|| stages.iter().find(numbered))
    }

    /// Returns the name that a reminder's key bears, so many days after the
    /// day counted from: a stage that repeats is numbered, `unclaimed-2`.
    #[must_use]
    pub fn name_after(&self, days: i64) -> String {
        match self.every {
            Some(every) => format!("{}-{}", self.name, (days - self.days) / every + 1),
            None => self.name.clone(),
        }
    }
}

/// Reads a `[[stage]]`. `texts` names the office's own mail templates.
pub(super) fn read(mut entry: Table<'_, '_>, texts: &[String]) -> Option<Stage> {
    let kind = entry.required_choice(
        "kind",
        &[
            ("advance", StageKind::Advance),
            ("guarantee", StageKind::Guarantee),
            ("inspection", StageKind::Inspection),
        ],
    );
    let name = entry.required_text("name", "\"before-7\"");
    let days = entry.integer_within("days", -FARTHEST..=FARTHEST);
    entry.needs("days", "-7");
    let to = entry.texts("to");
    entry.needs("to", "[\"borrower\", \"agency\"]");
    let text = entry.required_text("text", "\"advance-due-soon\"");
    let every = entry.integer_within("every", 1..=FARTHEST).map(|days| days.value);
    let (span, faults) = (entry.span, entry.faults());
    entry.finish();
    let (kind, name, days, to, text) = (kind?.value, name?, days?.value, to?, text?);
    let is_strange = |c: char| "/\\.:*?\"<>|".contains(c) || c.is_whitespace() || c.is_control();
    if name.value.len() > LONGEST_NAME {
        faults.add(
            Code::StageName,
            name.span,
            Words::new(
                "ชื่อขั้นเป็นส่วนหนึ่งของชื่อแฟ้มในสมุดส่ง ชื่อนี้ยาวเกินไป",
                "A stage's name is part of a file's name: this one is too long",
            ),
            Words::new(
                "เขียนสั้นๆ ไม่เกิน 40 ตัวอักษร เช่น  name = \"before-7\"",
                "Write 40 letters at most, such as  name = \"before-7\"",
            ),
        );
        return None;
    }
    if name.value.chars().any(is_strange) {
        faults.add(
            Code::StageName,
            name.span,
            Words::new(
                "ชื่อขั้นเป็นส่วนหนึ่งของชื่อแฟ้มในสมุดส่ง จึงมีช่องว่าง จุด ทับ หรือเครื่องหมายอื่นไม่ได้",
                "A stage's name is part of a file's name: no spaces, dots, slashes or other marks",
            ),
            Words::new("เขียนเช่น  name = \"before-7\"", "Write such as  name = \"before-7\""),
        );
        return None;
    }
    if !TEXTS.contains(&text.value.as_str()) && !texts.contains(&text.value) {
        faults.add(
            Code::UnknownText,
            text.span,
            Words::new(
                format!("ไม่มีแม่แบบ templates/mail/{}.txt", text.value),
                format!("There is no templates/mail/{}.txt", text.value),
            ),
            Words::new(
                format!("เพิ่มแม่แบบ หรือเลือกหนึ่งใน: {}", TEXTS.join(" · ")),
                format!("Add the template, or choose one of: {}", TEXTS.join(" · ")),
            ),
        );
    }
    Some(Stage {
        kind,
        name: name.value,
        days,
        to: recipients(faults, kind, to),
        text: text.value,
        every,
        span,
    })
}

fn recipients(faults: &Faults<'_>, kind: StageKind, written: Placed<Vec<Placed<String>>>) -> Vec<Recipient> {
    let mut list = Vec::new();
    if written.value.is_empty() {
        faults.add(
            Code::WrongRecipient,
            written.span,
            Words::new("ขั้นนี้ไม่ได้เขียนถึงใครเลย", "This stage writes to nobody"),
            Words::new(
                "เขียนเป็น  to = [\"agency\"]  หรือลบขั้นนี้",
                "Write  to = [\"agency\"]  or delete the stage",
            ),
        );
    }
    for name in written.value {
        let role = RECIPIENTS
            .iter()
            .find(|(known, _)| *known == name.value)
            .map(|(_, role)| *role);
        let stranger = match role {
            Some(Recipient::Borrower) => kind != StageKind::Advance,
            Some(Recipient::Contractor) => kind == StageKind::Advance,
            Some(_) => false,
            None => true,
        };
        match role {
            Some(role) if !stranger => list.push(role),
            _ => faults.add(
                Code::WrongRecipient,
                name.span,
                Words::new(
                    format!("ขั้นนี้ไม่มีผู้รับ \"{}\"", name.value),
                    format!("This stage has no recipient \"{}\"", name.value),
                ),
                Words::new(
                    "เลือกจาก borrower (เงินยืม) contractor (หลักประกัน) agency head office",
                    "Choose from borrower (advances), contractor (guarantees), agency, head, office",
                ),
            ),
        }
    }
    list
}
