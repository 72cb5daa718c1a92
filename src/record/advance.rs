//! An advance of money for official work (เงินยืม), as its contract and the
//! back of its form say it.

use chrono::NaiveDate;

use super::event::{self, Cancelled, Hold, Payment, Void};
use super::id::RecordId;
use super::part::{Body, Part, stand_in};
use super::person::{self, Person};
use crate::money::Satang;
use crate::text::printable::as_seen;
use crate::text::{Code, Faults, Placed, Span, Table, Words, table};
use crate::thai;
use crate::thai::date::medium;

/// Where the money came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fund {
    /// เงินยืมใช้ในราชการ, from the budget.
    Budget,
    /// เงินยืมเงินทดรองราชการ, from the imprest float.
    Imprest,
}

/// The names of the funds.
pub const FUNDS: [(&str, Fund); 2] = [("budget", Fund::Budget), ("imprest", Fund::Imprest)];

impl Fund {
    /// Returns the name that records use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Fund::Budget => "budget",
            Fund::Imprest => "imprest",
        }
    }
}

/// An advance.
#[derive(Clone, Debug)]
pub struct Advance {
    /// Its path.
    pub id: RecordId,
    /// เลขที่สัญญา.
    pub contract: Placed<String>,
    /// Source of the money.
    pub fund: Placed<Fund>,
    /// Purpose, which chooses the rule.
    pub purpose: Placed<String>,
    /// The rule frozen into the contract, `bma-2555/official-travel`.
    pub rule: Option<Placed<String>>,
    /// โครงการ/กิจกรรม.
    pub project: String,
    /// หมวดรายจ่าย.
    pub category: Option<String>,
    /// Amount of the contract.
    pub amount: Placed<Satang>,
    /// ผู้ยืม.
    pub borrower: Person,
    /// Day of the contract.
    pub contracted: Placed<NaiveDate>,
    /// Day on which the money was received, where it came at once.
    pub received: Option<Placed<NaiveDate>>,
    /// Parts in which the money was paid out.
    pub disbursements: Vec<Payment>,
    /// Day of arrival back.
    pub returned: Option<Placed<NaiveDate>>,
    /// Due date as the contract prints it; frozen.
    pub due_printed: Option<Placed<NaiveDate>>,
    /// Free text, Markdown.
    pub notes: Option<String>,
    /// ส่งใช้เงินยืม.
    pub clearings: Vec<Clearing>,
    /// ขยายเวลา.
    pub extensions: Vec<Extension>,
    /// ทักท้วง.
    pub objections: Vec<Objection>,
    /// Paid to the borrower who spent more than advanced.
    pub reimbursements: Vec<Payment>,
    /// ยกเลิก.
    pub cancelled: Option<Cancelled>,
    /// No reminders for a while.
    pub hold: Option<Hold>,
}

/// One clearing: vouchers, cash, deduction from salary.
#[derive(Clone, Debug)]
pub struct Clearing {
    /// Where it stands.
    pub span: Span,
    /// The day.
    pub date: Placed<NaiveDate>,
    /// ใบสำคัญ.
    pub vouchers: Option<Placed<Satang>>,
    /// เงินสดคืน.
    pub cash: Option<Placed<Satang>>,
    /// หักเงินเดือน.
    pub salary: Option<Placed<Satang>>,
    /// Number of the receipt or voucher receipt.
    pub receipt: Option<Placed<String>>,
    /// Handed in, still under check.
    pub pending: bool,
    /// Why it came after the due date.
    pub late_reason: Option<String>,
    /// Voided.
    pub void: Option<Void>,
    /// Free text.
    pub note: Option<String>,
}

impl Clearing {
    /// Returns vouchers, cash and salary together.
    #[must_use]
    pub fn total(&self) -> Satang {
        self.vouchers() + self.cash() + self.salary()
    }

    /// Returns the vouchers, or nothing.
    #[must_use]
    pub fn vouchers(&self) -> Satang {
        self.vouchers.map_or(Satang::ZERO, |amount| amount.value)
    }

    /// Returns the cash, or nothing.
    #[must_use]
    pub fn cash(&self) -> Satang {
        self.cash.map_or(Satang::ZERO, |amount| amount.value)
    }

    /// Returns the salary deducted, or nothing.
    #[must_use]
    pub fn salary(&self) -> Satang {
        self.salary.map_or(Satang::ZERO, |amount| amount.value)
    }

    /// Returns whether the clearing was handed in by a day and stood then.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> bool {
        event::counts(self.date.value, self.void.as_ref(), today)
    }
}

/// An approved later due date.
#[derive(Clone, Debug)]
pub struct Extension {
    /// Day of approval; the new date holds from here on.
    pub date: Placed<NaiveDate>,
    /// The new due date.
    pub due: Placed<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
    /// Who approved.
    pub approved_by: Option<String>,
    /// Voided.
    pub void: Option<Void>,
}

impl Extension {
    /// Returns whether the extension holds as of a day.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> bool {
        event::counts(self.date.value, self.void.as_ref(), today)
    }
}

/// An objection to vouchers: reopens its amount until resolved.
#[derive(Clone, Debug)]
pub struct Objection {
    /// Where it stands.
    pub span: Span,
    /// The day on which the borrower received it.
    pub date: Placed<NaiveDate>,
    /// The part objected to.
    pub amount: Placed<Satang>,
    /// Why.
    pub reason: Option<String>,
    /// The day on which it was settled.
    pub resolved: Option<Placed<NaiveDate>>,
    /// Voided.
    pub void: Option<Void>,
}

impl Objection {
    /// Returns whether the objection stands open as of a day.
    #[must_use]
    pub fn open(&self, today: NaiveDate) -> bool {
        event::counts(self.date.value, self.void.as_ref(), today)
            && self.resolved.is_none_or(|resolved| resolved.value > today)
    }
}

/// Money that was paid out on a day.
#[derive(Clone, Copy, Debug)]
pub struct Payout {
    /// The day.
    pub date: NaiveDate,
    /// How much.
    pub amount: Satang,
}

impl Advance {
    /// Returns whether the money came in parts, as known on a day: where each part was
    /// voided by then, `received` speaks of the whole again.
    #[must_use]
    pub fn in_parts(&self, today: NaiveDate) -> bool {
        let stands = |part: &Payment| part.void.as_ref().is_none_or(|void| void.date > today);
        self.disbursements.iter().any(stands)
    }

    /// Returns the pay-outs up to a day: the parts, or the whole on `received`.
    pub fn payouts(&self, today: NaiveDate) -> impl Iterator<Item = Payout> {
        let whole = self
            .received
            .filter(|received| received.value <= today && !self.in_parts(today))
            .map(|received| Payout {
                date: received.value,
                amount: self.amount.value,
            });
        let parts = self.disbursements.iter().filter(move |part| part.counts(today));
        whole.into_iter().chain(parts.map(|part| Payout {
            date: part.date.value,
            amount: part.amount.value,
        }))
    }

    /// Returns what was paid out up to a day.
    #[must_use]
    pub fn disbursed(&self, today: NaiveDate) -> Satang {
        self.payouts(today).map(|payout| payout.amount).sum()
    }

    /// Returns the day on which money first came, as of a day.
    #[must_use]
    pub fn first_received(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.payouts(today).map(|payout| payout.date).min()
    }

    /// Returns the day on which the last part came: the clock of a rule that
    /// counts from money runs from here (DECISIONS 15).
    #[must_use]
    pub fn last_received(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.payouts(today).map(|payout| payout.date).max()
    }

    /// Returns the extension in force as of a day: the one approved last.
    #[must_use]
    pub fn extension(&self, today: NaiveDate) -> Option<&Extension> {
        self.extensions
            .iter()
            .filter(|extension| extension.counts(today))
            .max_by_key(|extension| extension.date.value)
    }

    /// Returns what tells a borrower from others: name, however it is spaced, and
    /// address.
    #[must_use]
    pub fn borrower_key(&self) -> (String, Option<String>) {
        (
            name_of(&self.borrower.name.value),
            self.borrower
                .email
                .as_ref()
                .map(|email| email.value.to_ascii_lowercase()),
        )
    }
}

/// Returns a contract number by which two are the same however they are spaced
/// and whichever digits they have.
#[must_use]
pub fn number_of(contract: &str) -> String {
    let seen = as_seen(&thai::digits::to_arabic(contract));
    seen.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns a person's name by which two are the same however they are spaced: a
/// space typed twice makes no other borrower.
#[must_use]
pub fn name_of(name: &str) -> String {
    as_seen(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads an advance's file; all mistakes are in `faults`.
///
/// # Errors
///
/// What could be read, where a required key is missing or a value unreadable.
pub fn read(id: RecordId, faults: &Faults<'_>) -> Result<Advance, Box<Part>> {
    let mut root = table::read(faults.source, faults);
    let contract = root.required_text("contract", "\"บย. 12/2569\"");
    let fund = root.required_choice("fund", &FUNDS);
    let purpose = root.required_text("purpose", "\"official-travel\"");
    let rule = root.text("rule");
    let project = root.required_text("project", "\"โครงการ…\"");
    let category = root.text("category").map(|text| text.value);
    let amount = root.required_amount("amount");
    root.needs("borrower", "{ name = \"…\", position = \"…\", email = \"…\" }");
    let borrower = root.table("borrower").and_then(person::read);
    let contracted = root.required_date("contracted");
    let received = root.date("received");
    let returned = root.date("returned");
    let due_printed = root.date("due_printed");
    let notes = root.text("notes").map(|text| text.value);
    let cancelled = event::cancelled(&mut root);
    let hold = event::hold(&mut root);
    let disbursements = event::payments(&mut root, "disbursement", "reference");
    let clearings = root.each("clearing").into_iter().filter_map(clearing).collect();
    let extensions = root.each("extension").into_iter().filter_map(extension).collect();
    let objections = root.each("objection").into_iter().filter_map(objection).collect();
    let reimbursements = event::payments(&mut root, "reimbursement", "reference");
    root.finish();
    // What a lost value would have led to is not to be judged.
    let sums = amount.is_some() && !faults.lost();
    let required = contract.is_some() && fund.is_some() && purpose.is_some() && project.is_some() && borrower.is_some();
    let lacks = (!(required && sums && contracted.is_some())).then(|| (contract.clone(), purpose.clone()));
    let advance = Advance {
        id,
        contract: contract.unwrap_or_else(|| stand_in(String::new())),
        fund: fund.unwrap_or(stand_in(Fund::Budget)),
        purpose: purpose.unwrap_or_else(|| stand_in(String::new())),
        rule,
        project: project.map(|project| project.value).unwrap_or_default(),
        category,
        amount: amount.unwrap_or(stand_in(Satang::ZERO)),
        borrower: borrower.unwrap_or_else(person::nobody),
        contracted: contracted.unwrap_or(stand_in(NaiveDate::MIN)),
        received,
        disbursements,
        returned,
        due_printed,
        notes,
        clearings,
        extensions,
        objections,
        reimbursements,
        cancelled,
        hold,
    };
    let Some((contract, purpose)) = lacks else {
        return Ok(advance);
    };
    Err(Box::new(Part {
        id: advance.id.clone(),
        contract,
        purpose,
        rule: advance.rule.clone(),
        day: contracted,
        body: Body::Advance(advance),
        sums,
    }))
}

/// What a clearing may give.
const AMOUNTS: [&str; 3] = ["vouchers", "cash", "salary"];

fn clearing(mut entry: Table<'_, '_>) -> Option<Clearing> {
    let date = entry.required_date("date");
    let written = AMOUNTS.iter().any(|key| entry.key_span(key).is_some());
    let vouchers = entry.amount_or_zero("vouchers");
    let cash = entry.amount_or_zero("cash");
    let salary = entry.amount_or_zero("salary");
    let receipt = entry.text("receipt");
    let pending = entry.yes("pending").is_some_and(|yes| yes.value);
    let late_reason = entry.text("late_reason").map(|text| text.value);
    let note = entry.text("note").map(|text| text.value);
    let void = event::void(&mut entry, date.map(|date| date.value));
    let span = entry.span;
    let faults = entry.faults();
    let misspelt = entry.finish();
    let clearing = Clearing {
        span,
        date: date?,
        vouchers,
        cash,
        salary,
        receipt,
        pending,
        late_reason,
        void,
        note,
    };
    let unreadable = written && vouchers.is_none() && cash.is_none() && salary.is_none();
    let unreadable = unreadable || misspelt.iter().any(|key| AMOUNTS.contains(key));
    if !clearing.total().is_positive() && !unreadable {
        faults.add(
            Code::NoAmount,
            span,
            Words::new("การส่งใช้ครั้งนี้ไม่มีจำนวนเงิน", "This clearing has no amount"),
            Words::new(
                "เพิ่ม  vouchers = 21_350.00  หรือ  cash = 3_650.00  หรือ  salary = …",
                "Add  vouchers = 21_350.00  or  cash = 3_650.00  or  salary = …",
            ),
        );
    }
    Some(clearing)
}

fn extension(mut entry: Table<'_, '_>) -> Option<Extension> {
    let date = entry.required_date("date");
    let due = entry.required_date("due");
    let reason = entry.text("reason").map(|text| text.value);
    let approved_by = entry.text("approved_by").map(|text| text.value);
    let void = event::void(&mut entry, date.map(|date| date.value));
    let faults = entry.faults();
    entry.finish();
    let (date, due) = (date?, due?);
    if due.value < date.value {
        faults.add(
            Code::ExtensionOrder,
            due.span,
            Words::new(
                format!("ครบกำหนดใหม่ {} อยู่ก่อนวันที่อนุมัติ {}", medium(*due), medium(*date)),
                format!("The new due date {} lies before the approval of {}", *due, *date),
            ),
            Words::new("ใส่วันครบกำหนดใหม่ที่อนุมัติ", "Write the due date that was approved"),
        );
    }
    Some(Extension {
        date,
        due,
        reason,
        approved_by,
        void,
    })
}

fn objection(mut entry: Table<'_, '_>) -> Option<Objection> {
    let date = entry.required_date("date");
    let amount = entry.required_amount("amount");
    let reason = entry.text("reason").map(|text| text.value);
    let resolved = entry.date("resolved");
    let void = event::void(&mut entry, date.map(|date| date.value));
    let (span, faults) = (entry.span, entry.faults());
    entry.finish();
    let (date, amount) = (date?, amount?);
    if let Some(resolved) = resolved
        && resolved.value < date.value
    {
        faults.add(
            Code::ObjectionOrder,
            resolved.span,
            Words::new(
                format!("แก้ข้อทักท้วง {} ก่อนวันทักท้วง {}", medium(*resolved), medium(*date)),
                format!("Resolved on {}, before the objection of {}", *resolved, *date),
            ),
            Words::new("ใส่วันที่แก้ข้อทักท้วงเสร็จ", "Write the day on which it was resolved"),
        );
    }
    Some(Objection {
        span,
        date,
        amount,
        reason,
        resolved,
        void,
    })
}
