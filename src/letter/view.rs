//! What a template may say: one view for every text. Money and days arrive as
//! Thai words; a template compares and computes nothing.

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::{Item, Message, Register};
use crate::record::{Office, Recipient, StageKind};
use crate::thai::date;

use super::digest::{self, Group};
use super::item::{ItemView, Mark, item_view};
use super::news::{self, Part};
use super::{law, words};

/// The office, as a mail names it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OfficeView {
    name: String,
    short: String,
    mailbox: String,
    survey: String,
    /// Where it is, or nothing.
    address: String,
    /// Its telephone, or nothing.
    phone: String,
}

/// What a text template is given.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct View {
    /// The subject, once the text part has said it.
    pub(crate) subject: String,
    /// The office.
    pub(crate) office: OfficeView,
    /// Today, long.
    pub(crate) today: String,
    /// Whom it greets.
    pub(crate) dear: String,
    /// The nearest role: `borrower`, `contractor`, `agency`, `head`, `office`.
    pub(crate) role: &'static str,
    /// Every role of the address.
    pub(crate) roles: Vec<&'static str>,
    /// Whether the mail is a list.
    pub(crate) many: bool,
    /// Whether the list's reminders are of several texts, so that no single
    /// sentence fits all.
    pub(crate) mixed: bool,
    /// Whether the list holds records of several agencies.
    pub(crate) agencies: bool,
    /// Colour of the most urgent.
    pub(crate) mark: Mark,
    /// Its sign.
    pub(crate) sign: &'static str,
    /// How many records.
    pub(crate) count: usize,
    /// Sum of open advances, `บาท` left out; nothing where there are none.
    pub(crate) advances: String,
    /// Sum of guarantees held; nothing where there are none.
    pub(crate) guarantees: String,
    /// The record, where there is one; else the most urgent. A digest may have none.
    pub(crate) item: Option<ItemView>,
    /// All records by urgency.
    pub(crate) groups: Vec<Group>,
    /// What to bring.
    pub(crate) papers: Vec<String>,
    /// The law it rests on.
    pub(crate) laws: Vec<String>,
    /// The mail's identity.
    pub(crate) reference: String,
    /// What the office is told beside its records.
    pub(crate) news: Vec<Part>,
    /// Paragraphs of the text part by line, for a text without HTML of its own.
    pub(crate) paragraphs: Vec<Vec<String>>,
}

impl View {
    /// Makes the view of a message; `papers` and `subject` come later.
    pub(crate) fn new(message: &Message<'_, '_>, register: &Register<'_>, reference: &str) -> View {
        let items = message.shown();
        let first = items.first().copied();
        let text = text_name(message, first, register.today);
        let roles = if message.roles.is_empty() {
            first.iter().map(|first| first.role).collect()
        } else {
            message.roles.clone()
        };
        let groups = digest::groups(&items, register);
        let mark = groups.first().map_or(Mark::Time, |group| group.mark);
        let item = first.map(|first| item_view(first, register));
        let many = items.len() > 1 || text == digest::TEXT;
        // A return that is late is the office's own doing: no red for the contractor.
        let nearest = roles.first().copied().unwrap_or(Recipient::Office);
        let mark = match (nearest, &item) {
            (Recipient::Contractor, _) => Mark::Ready,
            (_, Some(item)) if !many => item.mark,
            _ => mark,
        };
        View {
            subject: String::new(),
            office: office(&register.book.office),
            today: date::with_weekday(register.today),
            dear: if message.items.is_empty() {
                words::short(&register.book.office.name).unwrap_or_default()
            } else {
                words::greeting(&roles, &message.items, register)
            },
            role: nearest.name(),
            roles: roles.iter().map(|role| role.name()).collect(),
            many,
            agencies: items
                .iter()
                .any(|item| first.is_some_and(|first| item.entry.id().agency != first.entry.id().agency)),
            mixed: text != digest::TEXT && items.iter().any(|item| item.stage.text != text),
            mark,
            sign: mark.sign(),
            count: items.len(),
            advances: digest::sum(&items, StageKind::Advance),
            guarantees: digest::sum(&items, StageKind::Guarantee),
            item,
            groups,
            papers: Vec::new(),
            laws: law::of_all(&items, register),
            news: if nearest == Recipient::Office {
                news::news(register)
            } else {
                Vec::new()
            },
            reference: reference.to_owned(),
            paragraphs: Vec::new(),
        }
    }

    /// Returns the records for which the reader must bring papers: guarantees,
    /// told to their contractor.
    pub(crate) fn to_fetch(&self) -> impl Iterator<Item = &ItemView> {
        let contractor = Recipient::Contractor.name();
        self.groups
            .iter()
            .flat_map(|group| &group.items)
            .filter(move |item| item.role == contractor)
    }
}

/// Returns the name of a message's text: the office gets its digest, everybody
/// else the text of the most urgent reminder.
pub(crate) fn text_name(message: &Message<'_, '_>, first: Option<&Item<'_, '_>>, today: NaiveDate) -> String {
    let Some(first) = first else {
        return digest::TEXT.to_owned();
    };
    let role = message.roles.first().copied().unwrap_or(first.role);
    match first.stage.text.as_str() {
        _ if role == Recipient::Office => digest::TEXT.to_owned(),
        // A ladder of the office's own may be late with these words: what is
        // due today must not be said two days after.
        "advance-due-soon" | "advance-due-today" => usual_text(first, today).to_owned(),
        text => text.to_owned(),
    }
}

/// Returns the built-in text that fits an item's kind and day.
pub(crate) fn usual_text(item: &Item<'_, '_>, today: NaiveDate) -> &'static str {
    let days = crate::day::between(item.due, today);
    match (item.stage.kind, days) {
        (StageKind::Advance, ..=-1) => "advance-due-soon",
        (StageKind::Advance, 0) => "advance-due-today",
        (StageKind::Advance, _) => "advance-overdue",
        (StageKind::Guarantee, ..=0) => "guarantee-released",
        (StageKind::Guarantee, _) => "guarantee-overdue",
        (StageKind::Inspection, _) => "inspection-open",
    }
}

fn office(office: &Office) -> OfficeView {
    OfficeView {
        name: words::line(&office.name),
        short: words::short(&office.name).unwrap_or_default(),
        mailbox: office.mailbox().unwrap_or_default().to_owned(),
        survey: office.survey_url.clone().unwrap_or_default(),
        address: office.letter.address.as_deref().map(words::line).unwrap_or_default(),
        phone: office.letter.phone.as_deref().map(words::line).unwrap_or_default(),
    }
}
