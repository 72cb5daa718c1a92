//! ทะเบียนคุมหลักประกันสัญญา: money in one table, papers in the safe in another.

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::journal::Series;
use crate::book::standing::{Flag, GuaranteeStanding};
use crate::book::{Entry, State};
use crate::money::Satang;
use crate::record::Guarantee;
use crate::record::guarantee::{Form, GuaranteeKind, InspectionResult};
use crate::site::desk::Desk;
use crate::site::paper::{self, Head, Link, Said};
use crate::site::row;
use crate::site::status::Status;
use crate::site::voice::Day;

/// The register as its template prints it.
#[derive(Serialize)]
pub(super) struct View {
    head: Head,
    others: Vec<Link>,
    tables: Vec<Table>,
    open: String,
    words: String,
}

/// The guarantees that are kept in one way.
#[derive(Serialize)]
struct Table {
    title: String,
    /// Whether they are papers with an issuer and an end.
    letters: bool,
    lines: Vec<Line>,
    total: String,
    amount: String,
    gone: String,
    open: String,
}

#[derive(Serialize)]
struct Line {
    n: usize,
    path: String,
    received: Option<Day>,
    receipt: Option<String>,
    form: String,
    contract: String,
    kind: Option<String>,
    who: String,
    project: String,
    letter: Option<Letter>,
    amount: Option<String>,
    amount_note: Option<String>,
    inspection: Option<Said>,
    released: Option<Day>,
    due: Option<Day>,
    due_note: Option<String>,
    status: String,
    noticed: Option<Said>,
    returned: Option<Said>,
    gone: Option<String>,
    open: Option<String>,
}

/// What a letter of guarantee says of itself.
#[derive(Serialize)]
struct Letter {
    bank: Option<String>,
    number: Option<String>,
    valid: Option<Day>,
    /// It ends before the obligations.
    gap: Option<String>,
}

/// The three sums of a set of guarantees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Taken in.
    pub(super) amount: Satang,
    /// Returned and forfeited.
    pub(super) gone: Satang,
    /// Still held.
    pub(super) open: Satang,
}

impl Sums {
    fn one(entry: &Entry<'_>) -> Sums {
        let Entry::Guarantee(guarantee, standing) = entry else {
            return Sums::default();
        };
        let here = !matches!(standing.state, State::Expected | State::Cancelled);
        Sums {
            amount: if here { guarantee.amount.value } else { Satang::ZERO },
            gone: standing.refunded + standing.forfeited,
            open: standing.held,
        }
    }

    /// Adds up guarantees.
    pub(super) fn of(entries: &[&Entry<'_>]) -> Sums {
        let mut all = Sums::default();
        for one in entries.iter().map(|entry| Sums::one(entry)) {
            all.amount += one.amount;
            all.gone += one.gone;
            all.open += one.open;
        }
        all
    }
}

/// Whether a guarantee is a paper kept in the safe; all others are money.
pub(in crate::site) fn is_paper(entry: &Entry<'_>) -> bool {
    matches!(entry, Entry::Guarantee(guarantee, _)
        if guarantee.form.value.is_letter() || guarantee.form.value == Form::GovernmentBond)
}

/// Writes the register of some guarantees, in their order.
pub(super) fn view(desk: &Desk<'_>, head: Head, others: Vec<Link>, entries: &[&Entry<'_>]) -> View {
    let voice = &desk.voice;
    let table = |letters: bool| {
        let mine: Vec<&Entry<'_>> = entries
            .iter()
            .copied()
            .filter(|entry| is_paper(entry) == letters)
            .collect();
        let sums = Sums::of(&mine);
        let title = voice
            .say(if letters { "register.letters" } else { "register.money" })
            .to_owned();
        let count = voice.items(mine.len());
        Table {
            letters,
            lines: (1..).zip(&mine).filter_map(|(n, entry)| line(desk, n, entry)).collect(),
            total: voice.fill("paper.sum-of", &[("what", &title), ("count", &count)]),
            title,
            amount: sums.amount.grouped(),
            gone: sums.gone.grouped(),
            open: sums.open.grouped(),
        }
    };
    let open = Sums::of(entries).open;
    View {
        head,
        others,
        tables: vec![table(false), table(true)],
        open: open.grouped(),
        words: paper::in_words(open),
    }
}

fn line(desk: &Desk<'_>, n: usize, entry: &Entry<'_>) -> Option<Line> {
    let Entry::Guarantee(record, standing) = entry else {
        return None;
    };
    let (voice, today) = (&desk.voice, desk.register.today);
    let sums = Sums::one(entry);
    let day = |day: NaiveDate| voice.day(day);
    let plain = record.kind.value == GuaranteeKind::Contract;
    let kind = record.kind.value.name().replace('-', "_");
    let came_in = record.received.filter(|received| received.value <= today);
    Some(Line {
        n,
        path: Desk::record_path(&record.id),
        received: came_in.map(|received| day(received.value)),
        receipt: record.receipt.clone(),
        form: voice.say(&format!("form.{}", record.form.value.name())).to_owned(),
        contract: paper::number(&record.contract.value),
        kind: (!plain).then(|| voice.say(&format!("guarantee.kind_{kind}")).to_owned()),
        who: paper::contractor(desk, record),
        project: paper::project(entry),
        letter: letter(desk, record, standing),
        amount: paper::sum(sums.amount),
        amount_note: (standing.state == State::Cancelled)
            .then(|| voice.fill("register.cancelled", &[("amount", &record.amount.value.grouped())])),
        inspection: inspection(desk, record),
        released: standing.released.map(day),
        due: entry.due().map(|due| day(due.effective)),
        due_note: entry.due().and_then(|due| row::due_note(desk, entry, due)),
        status: Status::of(entry, today).words(voice),
        noticed: noticed(desk, record),
        returned: returned(desk, record, standing),
        // A forfeiture alone says its amount already.
        gone: paper::sum(sums.gone).filter(|_| standing.refunded.is_positive()),
        open: paper::sum(sums.open),
    })
}

/// The letter that holds today, whoever issued it.
fn letter(desk: &Desk<'_>, record: &Guarantee, standing: &GuaranteeStanding) -> Option<Letter> {
    let letter = record.letter(desk.register.today)?;
    let gap = standing.flags.contains(&Flag::LgGap);
    Some(Letter {
        bank: letter.bank.clone(),
        number: letter.number.clone(),
        valid: letter.valid_until.map(|day| desk.voice.day(day.value)),
        gap: gap.then(|| desk.voice.say("flag.lg-gap").to_owned()),
    })
}

/// The last inspection for defects and what it found.
fn inspection(desk: &Desk<'_>, record: &Guarantee) -> Option<Said> {
    let (voice, today) = (&desk.voice, desk.register.today);
    let last = record
        .inspections
        .iter()
        .filter(|one| one.counts(today))
        .max_by_key(|one| one.date.value)?;
    let words = match last.result {
        Some(InspectionResult::Clean) => Some(voice.say("register.clean").to_owned()),
        Some(InspectionResult::Defects) => Some(voice.say("register.defects").to_owned()),
        None => None,
    };
    Some(Said {
        day: Some(voice.day(last.date.value)),
        words,
    })
}

/// The last letter that told the contractor: one noted in the record, or one
/// that the program kept.
fn noticed(desk: &Desk<'_>, record: &Guarantee) -> Option<Said> {
    let (voice, register) = (&desk.voice, desk.register);
    let noted = record
        .notices
        .iter()
        .filter(|notice| notice.counts(register.today))
        .map(|notice| (notice.date.value, notice.number.as_deref()));
    let kept = register.book.journal.letters(&record.id).iter();
    let kept = kept
        .filter(|letter| letter.series == Series::Due)
        .map(|letter| (letter.date, letter.number.as_deref()));
    let (day, number) = noted
        .chain(kept)
        .filter(|(day, _)| *day <= register.today)
        .max_by_key(|(day, _)| *day)?;
    Some(Said {
        day: Some(voice.day(day)),
        words: number.map(str::to_owned),
    })
}

/// When and on which paper the guarantee went back; what was forfeited is said.
fn returned(desk: &Desk<'_>, record: &Guarantee, standing: &GuaranteeStanding) -> Option<Said> {
    let (voice, today) = (&desk.voice, desk.register.today);
    let refund = record
        .refunds
        .iter()
        .filter(|refund| refund.counts(today))
        .max_by_key(|refund| refund.date.value);
    let forfeit = record
        .forfeits
        .iter()
        .filter(|forfeit| forfeit.counts(today))
        .max_by_key(|forfeit| forfeit.date.value);
    let last = refund.into_iter().chain(forfeit).map(|one| one.date.value).max()?;
    let forfeited = standing
        .forfeited
        .is_positive()
        .then(|| voice.fill("register.forfeited", &[("amount", &standing.forfeited.grouped())]));
    Some(Said {
        day: Some(voice.day(last)),
        words: forfeited.or_else(|| refund.and_then(|refund| refund.reference.clone())),
    })
}
