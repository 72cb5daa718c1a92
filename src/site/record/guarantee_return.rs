//! How a guarantee comes back to its contractor: what to do, and whom to ask.

use super::guarantee::Subject;
use super::markup::Markup;
use super::papers;
use crate::book::State;
use crate::record::Form;

/// How the guarantee comes back, in three steps; what comes back through e-GP in one, as
/// nobody has to come.
pub(super) fn steps(subject: &Subject<'_, '_>) -> Vec<Markup> {
    let Subject {
        reader,
        record,
        standing,
        ..
    } = subject;
    let voice = &reader.voice;
    let office = reader.name(&reader.book.office.name, reader.book.office.name_en.as_deref());
    let mut steps = Vec::new();
    if record.form.value != Form::ElectronicBankLg {
        steps.push(voice.rich(
            "guarantee.step_prepare",
            &[("prepare", &voice.piece("guarantee.step_prepare_head").strong())],
        ));
        steps.push(voice.rich(
            "guarantee.step_go",
            &[
                ("go", &voice.piece("guarantee.step_go_head").strong()),
                ("office", &office),
            ],
        ));
    }
    let head = voice
        .piece(&format!("guarantee.{}_head", papers::handover(record.form.value)))
        .strong();
    let by = match (&standing.due, standing.state) {
        (_, State::Overdue) => voice.piece("guarantee.by_at_once"),
        (Some(due), _) => voice.rich("guarantee.by_day", &[("day", &voice.long(due.act_by))]),
        (None, _) => voice.piece("guarantee.by_rule"),
    };
    steps.push(head.then(&Markup::text(" ")).then(&by));
    steps
}

/// Whom to ask: the office, by its own mailbox, with the number to quote.
pub(super) fn ask(subject: &Subject<'_, '_>) -> Vec<Markup> {
    let Subject { reader, record, .. } = subject;
    let voice = &reader.voice;
    let office = &reader.book.office;
    let mut list = vec![reader.name(&office.name, office.name_en.as_deref()).strong()];
    if let Some(address) = &office.letter.address {
        list.push(voice.thai(&crate::agenda::line(address)));
    }
    if let Some(phone) = &office.letter.phone {
        list.push(voice.rich("record.phone", &[("phone", &Markup::text(phone).unbroken())]));
    }
    if let Some(mailbox) = office.mailbox() {
        list.push(voice.rich("record.mailbox", &[("mail", &Markup::mail(mailbox))]));
    }
    if let Some(email) = reader
        .book
        .agencies
        .get(&record.id.agency)
        .and_then(|agency| agency.email.as_ref())
    {
        let slots = [("agency", &reader.agency(&record.id)), ("mail", &Markup::mail(email))];
        list.push(voice.rich("record.agency_mailbox", &slots));
    }
    let number = Markup::text(&record.id.to_string()).strong();
    list.push(voice.rich(
        "guarantee.quote",
        &[
            ("contract", &voice.thai(&record.contract).within("b", "nb")),
            ("id", &number),
        ],
    ));
    list
}
