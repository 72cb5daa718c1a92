//! The office: who it is, how it reminds, what it shows.

mod forge;
pub mod ladder;
mod link;
mod mail;
mod stage;

use super::format::FORMAT;
use super::letterhead::{self, Letterhead};
use super::policy::{self, History, Policy};
use crate::text::{Faults, table};

pub use forge::Forge;
pub use ladder::{TEXTS, default_ladder};
pub use mail::{Archive, Digest, Mail};
pub use stage::{Recipient, Stage, StageKind};

/// How far from a due date a setting may reach: a hundred years of days.
const FARTHEST: i64 = 36_500;

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

/// `records/office.toml`.
#[derive(Clone, Debug)]
pub struct Office {
    /// Thai name.
    pub name: String,
    /// English name.
    pub name_en: Option<String>,
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

/// Reads `records/office.toml`. `texts` names the office's own mail templates.
#[must_use]
pub fn read(faults: &Faults<'_>, texts: &[String]) -> Office {
    let usual = Office::default();
    let mut root = table::read(faults.source, faults);
    // Which rules the files follow; a newer book has been refused before.
    let _ = root.integer_within("format", 1..=FORMAT);
    let name = root.required_text("name", "\"ฝ่ายการคลัง …\"");
    let name_en = root.text("name_en").map(|text| text.value);
    // There is one zone; the key says so to whoever reads the file.
    root.choice("timezone", &[("Asia/Bangkok", ())]);
    let audience = root.choice("audience", &AUDIENCES);
    let due_soon_days = root.integer_within("due_soon_days", 0..=FARTHEST);
    let second_loan = root.choice("second_loan", &policy::CHOICES);
    let survey_url = root.text("survey_url").map(|url| {
        if link::is_web(&url, "survey_url", faults) {
            link::check(&url, faults);
        }
        url.value
    });
    let site_url = root.text("site_url").map(|url| {
        link::is_web(&url, "site_url", faults);
        url.value
    });
    // `doctor` judges it: no page has it, and a stamp is never a matter of the mails.
    let stamp_url = root.text("stamp_url").map(|text| text.value);
    let forge = root.table("forge").map(forge::read).unwrap_or_default();
    let mail = root.table("mail").map(mail::read).unwrap_or_default();
    let history = root.table("history").map(policy::read).unwrap_or_default();
    let letter = root.table("letter").map(letterhead::read).unwrap_or_default();
    let stages = ladder::read(root.each("stage"), faults, texts);
    root.finish();
    Office {
        name: name.map(|name| name.value).unwrap_or_default(),
        name_en,
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

#[cfg(test)]
mod tests;
