//! What a letter's template may say: finished Thai words, nothing to reckon.

use chrono::NaiveDate;
use serde::Serialize;

use super::facts::Facts;
use super::stage::Stand;
use super::{head, history};
use crate::book::journal::Series;
use crate::book::{AdvanceStanding, Entry, GuaranteeStanding, Register};
use crate::day::{between, shift};
use crate::letter::law::{self, Cited};
use crate::letter::{guarantee, words};
use crate::money::Satang;
use crate::press::Press;
use crate::record::{Advance, ContractorKind, Guarantee, GuaranteeKind, Recipient};
use crate::text::Words;
use crate::thai::{date, words as spelled};

/// An amount, in digits and in words.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Money {
    digits: String,
    words: String,
}

/// What a template is given.
#[derive(Clone, Debug, Serialize)]
pub(super) struct View {
    /// `advance`, `guarantee` or `inspection`.
    kind: &'static str,
    /// To whom, by role.
    to: &'static str,
    /// Head and foot.
    office: head::Head,
    /// ที่; the part before the running number where it has none yet.
    number: String,
    /// Whether the running number is still to be written in.
    number_open: bool,
    /// The letter's day.
    date: String,
    /// เรื่อง.
    pub(super) subject: String,
    /// เรียน.
    dear: String,
    /// By way of whom, or nothing.
    through: String,
    /// ครั้งที่.
    n: usize,
    /// The letter before this one.
    before: Option<history::Before>,
    /// What the contract is called: `สัญญาเลขที่ จ. 45/2566`.
    paper: String,
    /// Number of the contract.
    contract: String,
    /// Its day, or nothing.
    contracted: String,
    /// Project.
    project: String,
    /// Agency.
    agency: String,
    /// Borrower or contractor.
    party: String,
    /// The borrower's position, or nothing.
    position: String,
    /// `company`, `partnership`, `shop`, `person`, or nothing.
    party_kind: &'static str,
    /// The contract's amount.
    amount: Money,
    /// What is open: owed of an advance, kept of a guarantee.
    open: Money,
    /// What is kept, where a part of it went back already.
    kept: Option<Money>,
    /// What was cleared, where anything was.
    cleared: Option<Money>,
    /// Vouchers under check, where there are any.
    pending: Option<Money>,
    /// The part objected to, where there is one.
    objected: Option<Money>,
    /// What the day to act by is counted from, by its name in `--json`, or nothing.
    event: &'static str,
    /// What is left to hand in.
    rest: Money,
    /// Day on which the money was received, or nothing.
    received: String,
    /// The day to act by.
    due: String,
    /// Days past it.
    late: i64,
    /// Days until it.
    left: i64,
    /// The day by which this letter wants an answer.
    answer_by: String,
    /// Last day for enforcement, where it is still to come.
    enforce_by: String,
    /// The law that the day rests on.
    law: Option<Cited>,
    /// The law of enforcement.
    enforcement: Option<Cited>,
    /// Whether the day comes from an approved extension.
    extended: bool,
    /// Whether it secures a bid: there is no contract yet.
    bid: bool,
    /// What the office keeps: `เงินประกันสัญญา`.
    thing: &'static str,
    /// Its form, by name and in words.
    form: &'static str,
    form_words: &'static str,
    /// Bank and number of a letter of guarantee, or nothing.
    lg: String,
    /// ใบรับหลักประกัน, or nothing.
    receipt: String,
    /// Day of release, or nothing.
    released: String,
    /// End of the warranty, or nothing.
    warranty_end: String,
    /// Whole years since the release.
    years: u32,
    /// The inspection's window.
    opens: String,
    closes: String,
    /// What to bring.
    pub(super) papers: Vec<String>,
    /// The line for the page's head.
    facts: String,
}

impl View {
    pub(super) fn new(stand: &Stand<'_, '_>, register: &Register<'_>, facts: &Facts, press: &Press) -> View {
        let entry = stand.entry;
        let agency = agency(entry, register);
        let head = head_of(entry, register, &agency);
        let office = &register.book.office;
        let open_number = office.letter.number.as_deref().map(words::line).unwrap_or_default();
        let mut view = View {
            kind: match stand.series {
                Series::Inspection => "inspection",
                Series::Due => entry.kind().name(),
            },
            to: stand.to.name(),
            office: head::of(register, press),
            number: facts.number.clone().unwrap_or(open_number),
            number_open: facts.number.is_none(),
            date: long(register.today),
            subject: String::new(),
            dear: head.clone(),
            through: String::new(),
            n: facts.n,
            before: history::before(stand, register),
            paper: String::new(),
            contract: unbroken(&words::line(entry.contract())),
            contracted: String::new(),
            project: words::line(entry.project()),
            agency,
            party: String::new(),
            position: String::new(),
            party_kind: "",
            amount: money(entry.amount()),
            open: money(entry.open_amount()),
            kept: (entry.open_amount() != entry.amount()).then(|| money(entry.open_amount())),
            cleared: None,
            pending: None,
            objected: None,
            event: entry.due().map_or("", |due| due.from.event.name()),
            rest: money(entry.open_amount()),
            received: String::new(),
            due: unbroken(&date::with_weekday(stand.due)),
            late: between(stand.due, register.today).max(0),
            left: between(register.today, stand.due).max(0),
            answer_by: String::new(),
            enforce_by: String::new(),
            law: entry.due().and_then(|due| law::cited(&due.rule, register)),
            enforcement: None,
            extended: entry.due().is_some_and(|due| due.from.event.name() == "extension"),
            bid: false,
            thing: "เงินยืม",
            form: "",
            form_words: "",
            lg: String::new(),
            receipt: String::new(),
            released: String::new(),
            warranty_end: String::new(),
            years: 0,
            opens: String::new(),
            closes: String::new(),
            papers: Vec::new(),
            facts: facts.line(),
        };
        match entry {
            Entry::Advance(record, standing) => view.advance(record, standing, stand, register, head),
            Entry::Guarantee(record, standing) => view.guarantee(record, standing, stand, register),
        }
        view
    }

    /// Whether it is a หนังสือภายนอก.
    pub(super) fn external(&self) -> bool {
        self.kind == "guarantee"
    }

    /// What should be looked at before the letter is signed.
    pub(super) fn advice(&self, register: &Register<'_>) -> Vec<Words> {
        let mut advice = Vec::new();
        for cited in self
            .law
            .iter()
            .chain(&self.enforcement)
            .filter(|cited| !cited.confirmed)
        {
            let name = format!("{} {}", cited.clause, cited.title);
            let name = name.trim();
            advice.push(Words::new(
                format!("ตรวจกับตัวบทก่อนลงนาม ยังไม่มีผู้ยืนยัน: {name}"),
                format!("compare with the text before signing, nobody has confirmed it: {name}"),
            ));
        }
        let head = &register.book.office.letter;
        let missing: Vec<&str> = [
            ("address", head.address.is_none() && self.external()),
            ("phone", head.phone.is_none()),
            ("signer", head.signer.is_none()),
        ]
        .into_iter()
        .filter_map(|(key, missing)| missing.then_some(key))
        .collect();
        if !missing.is_empty() {
            let keys = missing.join(" ");
            advice.push(Words::new(
                format!("เว้นเส้นประไว้ให้กรอก เพราะ office.toml ยังไม่มีใน [letter]: {keys}"),
                format!("dotted lines to be filled in: [letter] of office.toml lacks {keys}"),
            ));
        }
        advice
    }

    fn advance(
        &mut self,
        record: &Advance,
        standing: &AdvanceStanding,
        stand: &Stand<'_, '_>,
        register: &Register<'_>,
        head: String,
    ) {
        self.party = words::line(&record.borrower.name.value);
        self.position = record.borrower.position.as_deref().map(words::line).unwrap_or_default();
        if stand.to == Recipient::Borrower {
            self.dear.clone_from(&self.party);
            self.through = head;
        }
        self.contracted = long(record.contracted.value);
        self.received = record.last_received(register.today).map(long).unwrap_or_default();
        self.cleared = some(standing.vouchers + standing.cash + standing.salary);
        self.pending = some(standing.pending);
        self.objected = some(standing.objected);
        self.rest = money((standing.outstanding - standing.pending).or_nothing());
        let enforce_by = standing.enforce_by.filter(|day| *day > register.today);
        self.enforce_by = enforce_by
            .map(|day| unbroken(&date::with_weekday(day)))
            .unwrap_or_default();
        let answer = answer_by(register);
        let answer = enforce_by.map_or(answer, |day| day.min(answer));
        self.answer_by = unbroken(&date::with_weekday(answer));
        if stand.to == Recipient::Head {
            let id = law::enforcement(record, standing, register);
            self.enforcement = id.and_then(|id| law::cited(id, register));
        }
    }

    fn guarantee(
        &mut self,
        record: &Guarantee,
        standing: &GuaranteeStanding,
        stand: &Stand<'_, '_>,
        register: &Register<'_>,
    ) {
        self.party = words::line(&record.contractor.name.value);
        self.party_kind = record.contractor.kind.name();
        self.bid = record.kind.value == GuaranteeKind::Bid;
        self.paper = if self.bid {
            self.contract.clone()
        } else {
            format!("สัญญาเลขที่ {}", self.contract)
        };
        self.contracted = record.contracted.map(|day| long(day.value)).unwrap_or_default();
        self.thing = guarantee::thing(record.kind.value, record.form.value);
        self.form = record.form.value.name();
        self.form_words = guarantee::form(record.form.value);
        if let Some(lg) = record.letter(register.today) {
            let bank = lg.bank.as_deref().map(words::line).unwrap_or_default();
            let number = lg
                .number
                .as_deref()
                .map_or_else(String::new, |number| format!(" เลขที่ {}", words::line(number)));
            format!("{bank}{number}").trim().clone_into(&mut self.lg);
        }
        self.receipt = record.receipt.as_deref().map(words::line).unwrap_or_default();
        self.released = standing.released.map(long).unwrap_or_default();
        self.warranty_end = standing.warranty_end.map(long).unwrap_or_default();
        self.years = standing.released.map_or(0, |day| guarantee::years(day, register.today));
        if let Some(due) = &standing.due {
            // The office must act on a working day; the contractor is told of that one.
            self.due = unbroken(&date::with_weekday(due.act_by));
            self.late = between(due.act_by, register.today).max(0);
        }
        if stand.series == Series::Due {
            self.dear = addressed(record);
            return;
        }
        if let Some(window) = &standing.inspection {
            self.opens = long(window.opens);
            self.closes = unbroken(&date::with_weekday(window.closes));
            self.left = between(register.today, window.closes).max(0);
            self.law = law::cited(&window.rule, register);
        }
    }
}

/// Whom a letter to a contractor greets: who may sign for it in law.
fn addressed(record: &Guarantee) -> String {
    let name = words::line(&record.contractor.name.value);
    match record.contractor.kind {
        ContractorKind::Company => format!("กรรมการผู้จัดการ {name}"),
        ContractorKind::Partnership => format!("หุ้นส่วนผู้จัดการ {name}"),
        ContractorKind::Shop => format!("เจ้าของ{name}"),
        ContractorKind::Person => name,
    }
}

/// The day by which a letter wants an answer: a working day where the closed
/// days of its year are known.
fn answer_by(register: &Register<'_>) -> NaiveDate {
    let day = shift(register.today, register.book.office.letter.answer_days);
    let working = register.book.calendar.working_day_from(day);
    working.map_or(day, |(day, _)| day)
}

fn agency(entry: &Entry<'_>, register: &Register<'_>) -> String {
    let id = entry.id();
    let agency = register.book.agencies.get(&id.agency);
    agency.map_or_else(|| id.agency.clone(), |agency| words::line(&agency.name))
}

/// The head of an agency by position: a bare `ผู้อำนวยการ` gets the agency's name.
fn head_of(entry: &Entry<'_>, register: &Register<'_>, agency: &str) -> String {
    let head = register
        .book
        .agencies
        .get(&entry.id().agency)
        .and_then(|agency| agency.head.as_ref());
    match head.and_then(|head| head.position.as_deref()).map(words::line) {
        Some(position) if position == "ผู้อำนวยการ" || position == "หัวหน้า" => {
            format!("{position}{agency}")
        }
        Some(position) => position,
        None => format!("หัวหน้า{agency}"),
    }
}

/// A date in which no line may break.
pub(super) fn long(day: NaiveDate) -> String {
    unbroken(&date::long(day))
}

pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

fn money(amount: Satang) -> Money {
    Money {
        digits: amount.grouped(),
        words: spelled::baht(amount),
    }
}

fn some(amount: Satang) -> Option<Money> {
    amount.is_positive().then(|| money(amount))
}
