//! The facts of a guarantee: who gave it, in which form, for which contract,
//! and until when its letter holds.

use super::guarantee::Subject;
use super::markup::Markup;
use super::reader::Fact;
use crate::day::between;
use crate::percent::Percent;
use crate::site::veil;

/// Contractor, agency, form, value of the contract.
pub(super) fn facts(subject: &Subject<'_, '_>) -> Vec<Fact> {
    let Subject { reader, record, .. } = subject;
    let voice = &reader.voice;
    let fact = |key: &str, value: Markup| Fact {
        term: voice.say(key),
        value,
    };
    let contractor = &record.contractor;
    // A natural person's name is private; what they are in law is not.
    let who = match veil::contractor(reader.audience, record) {
        Some(name) => voice.thai(name),
        None => {
            let kind = voice.say(&format!("contractor.{}", contractor.kind.name()));
            voice.rich("guarantee.contractor_hidden", &[("kind", &Markup::text(&kind))])
        }
    };
    let mut facts = vec![fact("guarantee.contractor", who)];
    if let Some(tax_id) = veil::contact(reader.audience, contractor.tax_id.as_deref()) {
        facts.push(fact("guarantee.tax_id", Markup::text(tax_id)));
    }
    if let Some(email) = veil::contact(reader.audience, contractor.email.as_ref()) {
        facts.push(fact("record.email", Markup::text(email)));
    }
    facts.push(fact("record.agency", reader.agency_link(&record.id)));
    let mut form = voice.say(&format!("form.{}", record.form.value.name()));
    if let Some(receipt) = &record.receipt {
        form = voice.fill("guarantee.form_with_receipt", &[("form", &form), ("receipt", receipt)]);
    }
    facts.push(fact("guarantee.form", Markup::text(&form)));
    if let Some(contract_amount) = record.contract_amount {
        let share = Percent::share(record.amount.value, contract_amount.value).to_string();
        let slots = [
            ("amount", &voice.money(contract_amount.value)),
            ("share", &Markup::text(&share)),
        ];
        facts.push(fact(
            "guarantee.contract_amount",
            voice.rich("guarantee.contract_amount_share", &slots),
        ));
    }
    facts.push(fact(
        "record.fiscal_year",
        Markup::text(&voice.fill("record.year_be", &[("year", &record.id.fiscal_year.to_string())])),
    ));
    facts
}

/// The letter that holds today.
pub(super) fn letter(subject: &Subject<'_, '_>) -> Vec<Fact> {
    let voice = &subject.reader.voice;
    let Some(letter) = subject
        .record
        .letter(subject.reader.today)
        .filter(|_| subject.record.form.value.is_letter())
    else {
        return Vec::new();
    };
    let fact = |key: &str, value: Option<Markup>| Fact {
        term: voice.say(key),
        value: value.unwrap_or_else(|| voice.piece("record.not_stated")),
    };
    vec![
        fact("guarantee.lg_bank", letter.bank.as_deref().map(|bank| voice.thai(bank))),
        fact(
            "guarantee.lg_number",
            letter.number.as_deref().map(|number| Markup::text(number).unbroken()),
        ),
        fact(
            "guarantee.lg_valid",
            Some(
                letter
                    .valid_until
                    .map_or_else(|| voice.piece("guarantee.lg_no_end"), |day| voice.long(day.value)),
            ),
        ),
    ]
}

/// That the letter ends before the obligations that it secures, or has ended while the
/// guarantee is still kept.
pub(super) fn gap(subject: &Subject<'_, '_>) -> Option<Markup> {
    let voice = &subject.reader.voice;
    let valid = subject.record.letter(subject.reader.today)?.valid_until?.value;
    let needed = subject.standing.secured_until().filter(|needed| valid < *needed);
    let Some(needed) = needed else {
        return Some(voice.rich("guarantee.lg_lapsed", &[("valid", &voice.long(valid))]));
    };
    let days = Markup::text(&voice.count("record.days", between(valid, needed)));
    Some(voice.rich(
        "guarantee.lg_gap",
        &[
            ("valid", &voice.long(valid)),
            ("needed", &voice.long(needed)),
            ("days", &days),
        ],
    ))
}
