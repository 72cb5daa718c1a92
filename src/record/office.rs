//! The office: who it is, how it reminds, what it shows.

mod link;

use super::format::FORMAT;
use super::letterhead::{self, Letterhead};
use super::person;
use super::policy::{self, History, Policy};
use crate::text::{Code, Faults, Placed, Span, Table, Words, table};

/// How far from a due date a setting may reach: a hundred years of days.
const FARTHEST: i64 = 36_500;

/// The longest name of a stage, in bytes of a file's name, of which most disks
/// take 255.
const LONGEST_NAME: usize = 120;

/// More mails than any office sends in a run.
const MOST_MAILS: i64 = 1_000_000;

/// For whom a site is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody: no borrower, no natural contractor, no person's contact.
    Public,
    /// The office and its auditors: everything.
    Internal,
}

/// The names of the audiences.
const AUDIENCES: [(&str, Audience); 2] = [("public", Audience::Public), ("internal", Audience::Internal)];

impl Audience {
    /// Returns the name that settings use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Internal => "internal",
        }
    }
}

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

/// Links to the forge that holds the book: addresses with places to fill in.
///
/// `{path}` is a file's path in the book, `{folder}` and `{name}` its two
/// halves; `{text}` is the file's whole text and `{message}` what to call the
/// change, which only the forms of the site know.
#[derive(Clone, Debug, Default)]
pub struct Forge {
    /// Edit page of a file.
    pub edit: Option<String>,
    /// New-file page.
    pub new: Option<String>,
    /// Page of a commit, with `{commit}`.
    pub commit: Option<String>,
}

impl Forge {
    /// Returns the address of a pattern for a file, with no text in it.
    #[must_use]
    pub fn address(pattern: &str, path: &str) -> String {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        [
            ("{path}", path),
            ("{folder}", folder),
            ("{name}", name),
            ("{text}", ""),
            ("{message}", ""),
        ]
        .iter()
        .fold(pattern.to_owned(), |address, (place, value)| {
            address.replace(place, value)
        })
    }
}

/// How often the office gets a digest of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// Only with its reminders.
    Never,
    /// On the first working day of a week.
    Weekly,
    /// On each working day.
    Daily,
}

/// Settings of the mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Sender.
    pub from: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Stops all sending.
    pub paused: bool,
    /// Mails a run.
    pub pace: i64,
    /// More planned than this needs an approval.
    pub tripwire: i64,
    /// Whether a mail in doubt is held or sent again.
    pub resend_in_doubt: bool,
    /// How often the office gets a digest of its own, beside its reminders.
    pub digest: Digest,
    /// The one repository from which mails go to people, as in
    /// `forge.example.go.th/finance/book`; a copy with another remote may not.
    pub live: Option<String>,
    /// The mailbox that is asked whether a mail left, and read for bounces.
    pub archive: Option<Archive>,
}

/// The sending account's mailbox, over IMAP (`[mail.archive]`). Its password
/// comes from the environment, never from the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The server's name.
    pub host: String,
    /// Its port; 993 unless told otherwise.
    pub port: u16,
    /// The account.
    pub user: String,
    /// The folder with the sent mails.
    pub folder: String,
    /// The folder in which delivery reports arrive.
    pub bounces: String,
    /// Plain text, which is allowed to loopback only.
    pub plain: bool,
}

impl Default for Mail {
    fn default() -> Mail {
        Mail {
            from: None,
            reply_to: None,
            paused: false,
            pace: 40,
            tripwire: 120,
            resend_in_doubt: false,
            digest: Digest::Never,
            live: None,
            archive: None,
        }
    }
}

/// `records/office.toml`.
#[derive(Clone, Debug)]
pub struct Office {
    /// Thai name.
    pub name: String,
    /// English name.
    pub name_en: Option<String>,
    /// Time zone; Thailand's is the only one that the law of this book knows.
    pub timezone: String,
    /// What `build` renders unless told otherwise.
    pub audience: Audience,
    /// From how many days before the due date an item is "due soon".
    pub due_soon_days: i64,
    /// What a borrower's second open loan is.
    pub second_loan: Policy,
    /// Survey for contractors: the same link for all of them.
    pub survey_url: Option<String>,
    /// Address of the published site, ending in `/`.
    pub site_url: Option<String>,
    /// Where time stamps for the daily seals come from.
    pub stamp_url: Option<String>,
    /// The forge.
    pub forge: Forge,
    /// The mail.
    pub mail: Mail,
    /// Head and foot of official letters.
    pub letter: Letterhead,
    /// What it makes of edits of the past.
    pub history: History,
    /// The ladder.
    pub stages: Vec<Stage>,
}

impl Office {
    /// Returns the mailbox of the office itself: where answers go, else the sender.
    #[must_use]
    pub fn mailbox(&self) -> Option<&str> {
        self.mail.reply_to.as_deref().or(self.mail.from.as_deref())
    }
}

/// An office that has said nothing yet.
impl Default for Office {
    fn default() -> Office {
        Office {
            name: String::new(),
            name_en: None,
            timezone: "Asia/Bangkok".into(),
            audience: Audience::Public,
            due_soon_days: 7,
            second_loan: Policy::Warn,
            survey_url: None,
            site_url: None,
            stamp_url: None,
            forge: Forge::default(),
            mail: Mail::default(),
            letter: Letterhead::default(),
            history: History::default(),
            stages: default_ladder(),
        }
    }
}

/// Returns the built-in ladder (PRODUCT, "Reminders").
#[must_use]
pub fn default_ladder() -> Vec<Stage> {
    use Recipient::{Agency, Borrower, Contractor, Head, Office};
    let stage = |kind, name: &str, days, to: &[Recipient], text: &str| Stage {
        kind,
        name: name.into(),
        days,
        to: to.to_vec(),
        text: text.into(),
        every: None,
        span: Span::default(),
    };
    let advance = |name, days, to, text| stage(StageKind::Advance, name, days, to, text);
    let guarantee = |name, days, to, text| stage(StageKind::Guarantee, name, days, to, text);
    let mut unclaimed = guarantee("unclaimed", 365, &[Contractor, Agency, Office], "guarantee-unclaimed");
    unclaimed.every = Some(365);
    vec![
        advance("before-7", -7, &[Borrower, Agency], "advance-due-soon"),
        advance("before-1", -1, &[Borrower, Agency], "advance-due-soon"),
        advance("due", 0, &[Borrower, Agency], "advance-due-today"),
        advance("after-1", 1, &[Borrower, Agency], "advance-overdue"),
        advance("after-7", 7, &[Borrower, Agency, Head], "advance-overdue"),
        advance("after-15", 15, &[Borrower, Agency, Head], "advance-overdue"),
        advance("after-30", 30, &[Borrower, Agency, Head, Office], "advance-enforce"),
        guarantee("released", -15, &[Contractor, Agency], "guarantee-released"),
        guarantee("before-5", -5, &[Contractor, Agency], "guarantee-return-soon"),
        guarantee("after-1", 1, &[Agency, Office], "guarantee-overdue"),
        guarantee("after-15", 15, &[Contractor, Agency, Head], "guarantee-overdue"),
        guarantee("after-30", 30, &[Contractor, Agency, Head, Office], "guarantee-overdue"),
        unclaimed,
        stage(StageKind::Inspection, "inspection", 0, &[Agency], "inspection-open"),
    ]
}

/// The built-in texts; an office's own stand in `templates/mail/`.
pub const TEXTS: [&str; 10] = [
    "advance-due-soon",
    "advance-due-today",
    "advance-overdue",
    "advance-enforce",
    "guarantee-released",
    "guarantee-return-soon",
    "guarantee-overdue",
    "guarantee-unclaimed",
    "inspection-open",
    "office-digest",
];

/// Reads `records/office.toml`. `texts` names the office's own mail templates.
#[must_use]
pub fn read(faults: &Faults<'_>, texts: &[String]) -> Office {
    let usual = Office::default();
    let mut root = table::read(faults.source, faults);
    // Which rules the files follow; a newer book has been refused before.
    let _ = root.integer_within("format", 1..=FORMAT);
    let name = root.required_text("name", "\"ฝ่ายการคลัง …\"");
    let name_en = root.text("name_en").map(|text| text.value);
    let timezone = root.choice("timezone", &[("Asia/Bangkok", ())]);
    let audience = root.choice("audience", &AUDIENCES);
    let due_soon_days = root.integer_within("due_soon_days", 0..=FARTHEST);
    let second_loan = root.choice("second_loan", &policy::CHOICES);
    let survey_url = root.text("survey_url").map(|url| {
        link::check(&url, faults);
        url.value
    });
    let site_url = root.text("site_url").map(|text| text.value);
    let stamp_url = root.text("stamp_url").map(|text| text.value);
    let forge = root.table("forge").map(read_forge).unwrap_or_default();
    let mail = root.table("mail").map(read_mail).unwrap_or_default();
    let history = root.table("history").map(policy::read).unwrap_or_default();
    let letter = root.table("letter").map(letterhead::read).unwrap_or_default();
    let mut stages: Vec<Stage> = Vec::new();
    for entry in root.each("stage") {
        let Some(stage) = read_stage(entry, texts) else {
            continue;
        };
        if stages
            .iter()
            .any(|known| known.kind == stage.kind && known.name == stage.name)
        {
            faults.add(
                Code::DuplicateStage,
                stage.span,
                Words::new(
                    format!("มีขั้นเตือน \"{}\" แล้ว", stage.name),
                    format!("The stage \"{}\" is defined already", stage.name),
                ),
                Words::new("ตั้งชื่ออื่นให้ขั้นที่สอง", "Give the second stage another name"),
            );
            continue;
        }
        stages.push(stage);
    }
    // A kind for which the office writes no stage keeps the built-in ladder.
    let own = |stage: &&Stage| !stages.iter().any(|own| own.kind == stage.kind);
    let kept: Vec<Stage> = usual.stages.iter().filter(own).cloned().collect();
    stages.extend(kept);
    stages.sort_by_key(|stage| (stage.kind, stage.days));
    root.finish();
    Office {
        name: name.map(|name| name.value).unwrap_or_default(),
        name_en,
        timezone: timezone.map_or(usual.timezone, |_| "Asia/Bangkok".into()),
        audience: audience.map_or(usual.audience, |audience| audience.value),
        due_soon_days: due_soon_days.map_or(usual.due_soon_days, |days| days.value),
        second_loan: second_loan.map_or(usual.second_loan, |policy| policy.value),
        survey_url,
        site_url,
        stamp_url,
        forge,
        mail,
        letter,
        history,
        stages,
    }
}

fn read_forge(mut table: Table<'_, '_>) -> Forge {
    let forge = Forge {
        edit: table.text("edit").map(|text| text.value),
        new: table.text("new").map(|text| text.value),
        commit: table.text("commit").map(|text| text.value),
    };
    table.finish();
    forge
}

fn read_mail(mut table: Table<'_, '_>) -> Mail {
    let usual = Mail::default();
    let mut mail = Mail {
        from: person::address(&mut table, "from").map(|text| text.value),
        reply_to: person::address(&mut table, "reply_to").map(|text| text.value),
        paused: table.yes("paused").is_some_and(|yes| yes.value),
        pace: table
            .integer_within("pace", 1..=MOST_MAILS)
            .map_or(usual.pace, |number| number.value),
        tripwire: table
            .integer_within("tripwire", 0..=MOST_MAILS)
            .map_or(usual.tripwire, |number| number.value),
        resend_in_doubt: table
            .choice("in_doubt", &[("hold", false), ("resend", true)])
            .is_some_and(|choice| choice.value),
        digest: table
            .choice(
                "digest",
                &[
                    ("never", Digest::Never),
                    ("weekly", Digest::Weekly),
                    ("daily", Digest::Daily),
                ],
            )
            .map_or(usual.digest, |digest| digest.value),
        live: table.text("live").map(|text| text.value),
        archive: None,
    };
    mail.archive = table.table("archive").and_then(read_archive);
    table.finish();
    mail
}

fn read_archive(mut table: Table<'_, '_>) -> Option<Archive> {
    let host = table.required_text("host", "\"imap.example.go.th\"");
    let user = table.required_text("user", "\"reminder@example.go.th\"");
    let port = table.integer_within("port", 1..=65_535);
    let folder = table.text("folder");
    let bounces = table.text("bounces");
    let plain = table.yes("plain").is_some_and(|yes| yes.value);
    table.finish();
    Some(Archive {
        host: host?.value,
        port: port.and_then(|port| u16::try_from(port.value).ok()).unwrap_or(993),
        user: user?.value,
        folder: folder.map_or_else(|| "Sent".to_owned(), |folder| folder.value),
        bounces: bounces.map_or_else(|| "INBOX".to_owned(), |folder| folder.value),
        plain,
    })
}

fn read_stage(mut entry: Table<'_, '_>, texts: &[String]) -> Option<Stage> {
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

#[cfg(test)]
mod tests;
