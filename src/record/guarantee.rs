//! A contractor's guarantee (หลักประกัน), from receipt to return.

mod law;

use chrono::NaiveDate;

pub use self::law::LAW_DAYS;
use super::event::{self, Cancelled, Hold, Payment, Void};
use super::id::RecordId;
use super::part::{Body, Part, stand_in};
use super::person;
use crate::money::Satang;
use crate::rule::{Period, rulebook};
use crate::text::{Code, Faults, Placed, Span, Table, Words, table};

/// What the guarantee secures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuaranteeKind {
    /// หลักประกันสัญญา.
    Contract,
    /// หลักประกันการเสนอราคา.
    Bid,
    /// หลักประกันการรับเงินล่วงหน้า.
    AdvancePayment,
    /// เงินประกันผลงาน.
    Retention,
}

/// The names of the kinds.
pub const KINDS: [(&str, GuaranteeKind); 4] = [
    ("contract", GuaranteeKind::Contract),
    ("bid", GuaranteeKind::Bid),
    ("advance-payment", GuaranteeKind::AdvancePayment),
    ("retention", GuaranteeKind::Retention),
];

impl GuaranteeKind {
    /// Returns the name that records and rules use.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }
}

/// What was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// เงินสด.
    Cash,
    /// เช็คหรือดราฟท์ที่ธนาคารเซ็นสั่งจ่าย.
    CashierCheque,
    /// หนังสือค้ำประกันของธนาคาร.
    BankLg,
    /// หนังสือค้ำประกันอิเล็กทรอนิกส์.
    ElectronicBankLg,
    /// หนังสือค้ำประกันของบริษัทเงินทุน.
    FinanceCompanyLg,
    /// พันธบัตรรัฐบาลไทย.
    GovernmentBond,
}

/// The names of the forms.
pub const FORMS: [(&str, Form); 6] = [
    ("cash", Form::Cash),
    ("cashier-cheque", Form::CashierCheque),
    ("bank-lg", Form::BankLg),
    ("electronic-bank-lg", Form::ElectronicBankLg),
    ("finance-company-lg", Form::FinanceCompanyLg),
    ("government-bond", Form::GovernmentBond),
];

impl Form {
    /// Returns the name that records use.
    #[must_use]
    pub fn name(self) -> &'static str {
        FORMS
            .iter()
            .find(|(_, form)| *form == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns whether the form is a letter of guarantee.
    #[must_use]
    pub fn is_letter(self) -> bool {
        matches!(self, Form::BankLg | Form::ElectronicBankLg | Form::FinanceCompanyLg)
    }
}

/// What a contractor is in law; a natural person's name is private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContractorKind {
    /// บริษัท.
    Company,
    /// ห้างหุ้นส่วน.
    Partnership,
    /// ร้าน: a natural person trading under a name.
    Shop,
    /// บุคคลธรรมดา.
    Person,
}

/// The names of the kinds of contractors.
pub const CONTRACTOR_KINDS: [(&str, ContractorKind); 4] = [
    ("company", ContractorKind::Company),
    ("partnership", ContractorKind::Partnership),
    ("shop", ContractorKind::Shop),
    ("person", ContractorKind::Person),
];

impl ContractorKind {
    /// Returns the name that records use.
    #[must_use]
    pub fn name(self) -> &'static str {
        CONTRACTOR_KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns whether the contractor is a natural person, whose name the
    /// public site never prints. A shop is its owner.
    #[must_use]
    pub fn is_natural(self) -> bool {
        matches!(self, ContractorKind::Person | ContractorKind::Shop)
    }
}

/// คู่สัญญา.
#[derive(Clone, Debug)]
pub struct Contractor {
    /// Name.
    pub name: Placed<String>,
    /// In law.
    pub kind: ContractorKind,
    /// Taxpayer number.
    pub tax_id: Option<Placed<String>>,
    /// Mail address.
    pub email: Option<Placed<String>>,
    /// Whether an address is written that is none: told already, and not missing too.
    pub email_told: bool,
}

/// A letter of guarantee.
#[derive(Clone, Debug)]
pub struct Lg {
    /// Where it stands.
    pub span: Span,
    /// Who issued it.
    pub bank: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Last day on which it can be drawn; a letter without an end has none.
    pub valid_until: Option<Placed<NaiveDate>>,
}

/// Outcome of an inspection for defects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InspectionResult {
    /// ไม่พบความชำรุดบกพร่อง.
    Clean,
    /// พบความชำรุดบกพร่อง.
    Defects,
}

/// An inspection before the warranty ends.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The day.
    pub date: Placed<NaiveDate>,
    /// Outcome; without one the matter is still open.
    pub result: Option<InspectionResult>,
    /// Free text.
    pub note: Option<String>,
    /// Voided.
    pub void: Option<Void>,
}

impl Inspection {
    /// Returns whether it was made by a day and stood then.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> bool {
        event::counts(self.date.value, self.void.as_ref(), today)
    }
}

/// A letter sent outside the program.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The day.
    pub date: Placed<NaiveDate>,
    /// Number of the letter.
    pub number: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// Voided.
    pub void: Option<Void>,
}

impl Notice {
    /// Returns whether it was sent by a day and stood then.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> bool {
        event::counts(self.date.value, self.void.as_ref(), today)
    }
}

/// A letter of guarantee extended or replaced.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// The day.
    pub date: Placed<NaiveDate>,
    /// The letter from then on.
    pub lg: Lg,
    /// Voided.
    pub void: Option<Void>,
}

/// A guarantee.
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Its path.
    pub id: RecordId,
    /// Number of the contract.
    pub contract: Placed<String>,
    /// What it secures.
    pub kind: Placed<GuaranteeKind>,
    /// What was handed over.
    pub form: Placed<Form>,
    /// What the contract is about.
    pub project: Option<String>,
    /// คู่สัญญา.
    pub contractor: Contractor,
    /// Amount of the guarantee.
    pub amount: Placed<Satang>,
    /// Amount of the contract, for the five-per-cent check.
    pub contract_amount: Option<Placed<Satang>>,
    /// Day of the contract.
    pub contracted: Option<Placed<NaiveDate>>,
    /// Day on which the guarantee came in.
    pub received: Option<Placed<NaiveDate>>,
    /// ใบรับหลักประกัน.
    pub receipt: Option<String>,
    /// Final acceptance.
    pub accepted: Option<Placed<NaiveDate>>,
    /// Warranty from acceptance.
    pub warranty: Option<Placed<Period>>,
    /// A decided day of release, which wins over the computed one.
    pub released: Option<Placed<NaiveDate>>,
    /// The letter, where the form is one.
    pub lg: Option<Lg>,
    /// The rule frozen into the contract.
    pub rule: Option<Placed<String>>,
    /// Free text, Markdown.
    pub notes: Option<String>,
    /// Inspections.
    pub inspections: Vec<Inspection>,
    /// Letters sent.
    pub notices: Vec<Notice>,
    /// Money or papers handed back.
    pub refunds: Vec<Payment>,
    /// ริบ.
    pub forfeits: Vec<Payment>,
    /// Letters extended or replaced.
    pub replacements: Vec<Replacement>,
    /// ยกเลิก.
    pub cancelled: Option<Cancelled>,
    /// No reminders for a while.
    pub hold: Option<Hold>,
}

impl Guarantee {
    /// Returns the day on which a part last went back or was forfeited, as of a day.
    #[must_use]
    pub fn last_returned(&self, today: NaiveDate) -> Option<NaiveDate> {
        let parts = self.refunds.iter().chain(&self.forfeits);
        let counted = parts.filter(|part| part.counts(today));
        counted.map(|part| part.date.value).max()
    }

    /// Returns the last day of the warranty (CCC 193/5), or the acceptance
    /// itself where there is no warranty; nothing before acceptance.
    #[must_use]
    pub fn warranty_end(&self, today: NaiveDate) -> Option<NaiveDate> {
        let accepted = self.accepted.filter(|accepted| accepted.value <= today)?.value;
        Some(self.warranty.map_or(accepted, |warranty| warranty.after(accepted)))
    }

    /// Returns the letter that holds as of a day.
    #[must_use]
    pub fn letter(&self, today: NaiveDate) -> Option<&Lg> {
        self.replacements
            .iter()
            .filter(|one| event::counts(one.date.value, one.void.as_ref(), today))
            .max_by_key(|replacement| replacement.date.value)
            .map(|replacement| &replacement.lg)
            .or(self.lg.as_ref())
    }
}

/// Reads a guarantee's file; all mistakes are in `faults`.
///
/// # Errors
///
/// What could be read, where a required key is missing or a value unreadable.
pub fn read(id: RecordId, faults: &Faults<'_>) -> Result<Guarantee, Box<Part>> {
    let mut root = table::read(faults.source, faults);
    let contract = root.required_text("contract", "\"จ. 45/2569\"");
    let kind = root.required_choice("kind", &KINDS);
    let form = root.required_choice("form", &FORMS);
    let project = root.text("project").map(|text| text.value);
    root.needs("contractor", "{ name = \"บริษัท … จำกัด\", kind = \"company\" }");
    let contractor = root.table("contractor").and_then(contractor);
    let amount = root.required_amount("amount");
    let contract_amount = root.amount("contract_amount");
    let contracted = root.date("contracted");
    let receipt_written = root.has("received");
    let received = root.date("received");
    let receipt = root.text("receipt").map(|text| text.value);
    let accepted = root.date("accepted");
    let warranty = root.table_or("warranty", Code::WarrantyUnclear).and_then(|mut table| {
        let span = table.span;
        let period = rulebook::read_period(&mut table, Code::WarrantyUnclear);
        table.finish();
        period.map(|value| Placed { value, span })
    });
    let released = root.date("released");
    let lg_span = root.key_span("lg");
    let lg = root.table("lg").map(letter);
    let rule = root.text("rule");
    let notes = root.text("notes").map(|text| text.value);
    let cancelled = event::cancelled(&mut root);
    let hold = event::hold(&mut root);
    let inspections = root.each("inspection").into_iter().filter_map(inspection).collect();
    let notices = root.each("notice").into_iter().filter_map(notice).collect();
    let refunds = event::payments(&mut root, "refund", "reference");
    let forfeits = event::payments(&mut root, "forfeit", "reason");
    let replacements = root.each("replacement").into_iter().filter_map(replacement).collect();
    root.finish();
    if let Some(form) = form {
        letter_fits(faults, form, lg_span, received.is_some());
    }
    // An unreadable day of receipt leaves the fiscal year open.
    let day = if receipt_written { received } else { contracted };
    // What a lost value would have led to is not to be judged.
    let sums = amount.is_some() && !faults.lost();
    let required = contract.is_some() && kind.is_some() && form.is_some() && contractor.is_some();
    let lacks = (!(required && sums)).then(|| contract.clone());
    let guarantee = Guarantee {
        id,
        contract: contract.unwrap_or_else(|| stand_in(String::new())),
        kind: kind.unwrap_or(stand_in(GuaranteeKind::Contract)),
        form: form.unwrap_or(stand_in(Form::Cash)),
        project,
        contractor: contractor.unwrap_or_else(nobody),
        amount: amount.unwrap_or(stand_in(Satang::ZERO)),
        contract_amount,
        contracted,
        received,
        receipt,
        accepted,
        warranty,
        released,
        lg,
        rule,
        notes,
        inspections,
        notices,
        refunds,
        forfeits,
        replacements,
        cancelled,
        hold,
    };
    let Some(contract) = lacks else {
        return Ok(guarantee);
    };
    Err(Box::new(Part {
        id: guarantee.id.clone(),
        contract,
        purpose: None,
        rule: guarantee.rule.clone(),
        day,
        body: Body::Guarantee(guarantee),
        sums,
    }))
}

/// A letter that came in has its details, and only a letter.
fn letter_fits(faults: &Faults<'_>, form: Placed<Form>, lg: Option<Span>, received: bool) {
    match lg {
        None if form.is_letter() && received => faults.add(
            Code::LgMissing,
            form.span,
            Words::new(
                "หลักประกันเป็นหนังสือค้ำประกัน แต่ไม่มี `lg`",
                "The form is a letter of guarantee, but `lg` is missing",
            ),
            Words::new(
                "เพิ่มบรรทัด  lg = { bank = \"…\", number = \"…\", valid_until = 2027-05-31 }",
                "Add the line  lg = { bank = \"…\", number = \"…\", valid_until = 2027-05-31 }",
            ),
        ),
        Some(span) if !form.is_letter() => faults.add(
            Code::LgUnexpected,
            span,
            Words::new("หลักประกันชนิดนี้ไม่มีหนังสือค้ำประกัน", "This form of guarantee has no letter"),
            Words::new(
                "ลบ `lg` หรือแก้ `form` เป็น \"bank-lg\"",
                "Delete `lg`, or write  form = \"bank-lg\"",
            ),
        ),
        _ => {}
    }
}

/// Returns what stands for a contractor who is missing.
fn nobody() -> Contractor {
    Contractor {
        name: stand_in(String::new()),
        kind: ContractorKind::Company,
        tax_id: None,
        email: None,
        email_told: true,
    }
}

fn contractor(mut table: Table<'_, '_>) -> Option<Contractor> {
    let name = table.required_text("name", "\"บริษัท … จำกัด\"");
    let kind = table.required_choice("kind", &CONTRACTOR_KINDS);
    let tax_id = table.text("tax_id");
    let email = person::address(&mut table, "email");
    let email_told = email.is_none() && table.has("email");
    table.finish();
    Some(Contractor {
        name: name?,
        kind: kind?.value,
        tax_id,
        email,
        email_told,
    })
}

fn letter(mut table: Table<'_, '_>) -> Lg {
    let bank = table.text("bank").map(|text| text.value);
    let number = table.text("number").map(|text| text.value);
    let valid_until = table.date("valid_until");
    let span = table.span;
    table.finish();
    Lg {
        span,
        bank,
        number,
        valid_until,
    }
}

fn inspection(mut entry: Table<'_, '_>) -> Option<Inspection> {
    let date = entry.required_date("date");
    let result = entry.choice(
        "result",
        &[
            ("clean", InspectionResult::Clean),
            ("defects", InspectionResult::Defects),
        ],
    );
    let note = entry.text("note").map(|text| text.value);
    let void = event::void(&mut entry, date.map(|date| date.value));
    entry.finish();
    Some(Inspection {
        date: date?,
        result: result.map(|result| result.value),
        note,
        void,
    })
}

fn notice(mut entry: Table<'_, '_>) -> Option<Notice> {
    let date = entry.required_date("date");
    let number = entry.text("number").map(|text| text.value);
    let to = entry.text("to").map(|text| text.value);
    let void = event::void(&mut entry, date.map(|date| date.value));
    entry.finish();
    Some(Notice {
        date: date?,
        number,
        to,
        void,
    })
}

fn replacement(mut entry: Table<'_, '_>) -> Option<Replacement> {
    let date = entry.required_date("date");
    entry.needs("lg", "{ bank = \"…\", number = \"…\", valid_until = 2027-05-31 }");
    let lg = entry.table("lg").map(letter);
    let void = event::void(&mut entry, date.map(|date| date.value));
    entry.finish();
    Some(Replacement {
        date: date?,
        lg: lg?,
        void,
    })
}
