//! What the ledger and the bank say at a month's end, typed in by the office:
//! balances to hold the registers against, and what explains a difference.

use std::sync::Arc;

use chrono::NaiveDate;

use super::advance::{self, Fund};
use super::guarantee::Form;
use super::id::{self, RecordId};
use crate::day::{BUDDHIST_OFFSET, shift};
use crate::money::Satang;
use crate::text::{Code, Faults, Placed, Span, Table, Words, table};

/// An account of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// บัญชีลูกหนี้เงินยืม: what borrowers have not cleared.
    Debtors,
    /// บัญชีเงินฝากธนาคารเงินนอกงบประมาณ: guarantees in money.
    OffBudgetBank,
}

/// The names of the accounts.
pub const ACCOUNTS: [(&str, Account); 2] = [
    ("debtors", Account::Debtors),
    ("off-budget-bank", Account::OffBudgetBank),
];

impl Account {
    /// Returns the name that files use.
    #[must_use]
    pub fn name(self) -> &'static str {
        ACCOUNTS
            .iter()
            .find(|(_, account)| *account == self)
            .map_or("", |(name, _)| name)
    }
}

/// On which side of the register the ledger stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The ledger says more than the register.
    Higher,
    /// The ledger says less.
    Lower,
}

/// The names of the sides.
pub const SIDES: [(&str, Side); 2] = [("higher", Side::Higher), ("lower", Side::Lower)];

/// The forms of guarantees that a bank account may hold: money.
pub const FORMS: [(&str, Form); 2] = [("cash", Form::Cash), ("cashier-cheque", Form::CashierCheque)];

/// Which part of an account is meant: all of it, where nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The account.
    pub account: Account,
    /// The fund, of advances.
    pub fund: Option<Fund>,
    /// The agency's folder.
    pub agency: Option<String>,
}

/// The balance of an account, or of a part of it.
#[derive(Clone, Debug)]
pub struct Balance {
    /// What it is the balance of.
    pub scope: Scope,
    /// Where the agency is named.
    pub agency_span: Option<Span>,
    /// What the ledger or the bank says.
    pub amount: Placed<Satang>,
    /// Which guarantees lie in the bank account.
    pub forms: Vec<Form>,
    /// The paper that says so.
    pub source: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A difference that the office can explain.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Of which balance.
    pub scope: Scope,
    /// How much.
    pub amount: Placed<Satang>,
    /// On which side the ledger stands for it.
    pub ledger: Side,
    /// Why.
    pub reason: String,
    /// The record that it is about.
    pub record: Option<Placed<RecordId>>,
    /// Where it stands.
    pub span: Span,
}

impl Difference {
    /// Returns the ledger's figure less the register's, as far as this explains it.
    #[must_use]
    pub fn signed(&self) -> Satang {
        match self.ledger {
            Side::Higher => self.amount.value,
            Side::Lower => Satang::ZERO - self.amount.value,
        }
    }
}

/// The balances of a month's last day.
#[derive(Clone, Debug)]
pub struct Balances {
    /// The file.
    pub path: Arc<str>,
    /// The day.
    pub end: NaiveDate,
    /// What the ledger and the bank say.
    pub balances: Vec<Balance>,
    /// What explains the differences.
    pub differences: Vec<Difference>,
}

/// Returns the last day of a month, B.E.
#[must_use]
pub fn month_end(buddhist_year: i32, month: u32) -> Option<NaiveDate> {
    let year = buddhist_year - BUDDHIST_OFFSET;
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let first = NaiveDate::from_ymd_opt(next_year, next, 1)?;
    NaiveDate::from_ymd_opt(year, month, 1).map(|_| shift(first, -1))
}

/// Returns the path of a month's file from the book's root.
#[must_use]
pub fn file(end: NaiveDate) -> String {
    use chrono::Datelike;
    format!(
        "records/balances/{}-{:02}.toml",
        end.year() + BUDDHIST_OFFSET,
        end.month()
    )
}

/// Reads the balances of a month's last day.
#[must_use]
pub fn read(end: NaiveDate, faults: &Faults<'_>) -> Balances {
    let mut root = table::read(faults.source, faults);
    let balances = root.each("balance").into_iter().filter_map(balance).collect();
    let differences = root.each("difference").into_iter().filter_map(difference).collect();
    root.finish();
    Balances {
        path: faults.source.path.clone(),
        end,
        balances,
        differences,
    }
}

/// What `account`, `fund` and `agency` name, and where the agency stands.
fn scope(table: &mut Table<'_, '_>) -> Option<(Scope, Option<Span>)> {
    let account = table.required_choice("account", &ACCOUNTS);
    let fund = table.choice("fund", &advance::FUNDS);
    let agency = table.text("agency");
    let account = account?;
    if let Some(fund) = fund.filter(|_| account.value == Account::OffBudgetBank) {
        no_part(
            table,
            fund.span,
            &Words::new(
                "บัญชีเงินฝากธนาคารไม่แยกตามประเภทเงินยืม",
                "The bank account is not divided by funds of advances",
            ),
        );
    }
    let span = agency.as_ref().map(|agency| agency.span);
    let scope = Scope {
        account: account.value,
        fund: fund.map(|fund| fund.value),
        agency: agency.map(|agency| agency.value),
    };
    Some((scope, span))
}

fn no_part(table: &Table<'_, '_>, span: Span, message: &Words) {
    table.faults().add(
        Code::BalancePart,
        span,
        message.clone(),
        Words::new("ลบบรรทัดนี้ หรือแก้ `account`", "Delete this line, or mend `account`"),
    );
}

fn balance(mut table: Table<'_, '_>) -> Option<Balance> {
    let scope = scope(&mut table);
    table.needs("amount", "0_000.00");
    let amount = table.amount_or_zero("amount");
    let forms = table.has("forms").then(|| forms(&mut table, scope.as_ref()));
    let source = table.text("source").map(|text| text.value);
    let span = table.span;
    table.finish();
    let (scope, agency_span) = scope?;
    Some(Balance {
        scope,
        agency_span,
        amount: amount?,
        forms: forms.unwrap_or_else(|| vec![Form::Cash]),
        source,
        span,
    })
}

/// The forms of guarantees that lie in the account.
fn forms(table: &mut Table<'_, '_>, scope: Option<&(Scope, Option<Span>)>) -> Vec<Form> {
    let Some(names) = table.texts("forms") else {
        return Vec::new();
    };
    if scope.is_some_and(|(scope, _)| scope.account == Account::Debtors) {
        let message = Words::new(
            "`forms` ใช้กับบัญชีเงินฝากธนาคารเท่านั้น",
            "`forms` is for the bank account alone",
        );
        no_part(table, names.span, &message);
    }
    let mut forms = Vec::new();
    for name in &names.value {
        match FORMS.iter().find(|(known, _)| *known == name.value) {
            Some((_, form)) => forms.push(*form),
            None => {
                let known = FORMS.map(|(name, _)| name).join(" · ");
                table.faults().add(
                    Code::UnknownChoice,
                    name.span,
                    Words::new(
                        format!("`forms` ไม่มีค่า \"{}\"", name.value),
                        format!("`forms` knows no \"{}\"", name.value),
                    ),
                    Words::new(format!("เลือกจาก: {known}"), format!("Choose from: {known}")),
                );
            }
        }
    }
    forms
}

fn difference(mut table: Table<'_, '_>) -> Option<Difference> {
    let scope = scope(&mut table);
    let amount = table.required_amount("amount");
    let ledger = table.required_choice("ledger", &SIDES);
    let reason = table.required_text("reason", "\"…\"");
    let record = table.text("record").and_then(|text| record(&table, &text));
    let span = table.span;
    table.finish();
    Some(Difference {
        scope: scope?.0,
        amount: amount?,
        ledger: ledger?.value,
        reason: reason?.value,
        record,
        span,
    })
}

fn record(table: &Table<'_, '_>, text: &Placed<String>) -> Option<Placed<RecordId>> {
    let id = id::parse(&text.value);
    if id.is_none() {
        table.faults().add(
            Code::DifferenceUnmatched,
            text.span,
            Words::new(
                format!("\"{}\" ไม่ใช่ระเบียน", text.value),
                format!("\"{}\" is no record", text.value),
            ),
            Words::new(
                "เขียนเป็น  record = \"secretariat/2569/advance-0012\"",
                "Write it as  record = \"secretariat/2569/advance-0012\"",
            ),
        );
    }
    Some(Placed {
        value: id?,
        span: text.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn balances(text: &str) -> (Balances, Vec<&'static str>) {
        let source = Source::new("records/balances/2569-10.toml", text);
        let faults = Faults::new(&source);
        let read = read(day("2026-10-31"), &faults);
        (read, faults.into_list().iter().map(|one| one.code.name()).collect())
    }

    #[test]
    fn a_month_ends_on_its_last_day_and_has_a_file() {
        for (year, month, want) in [
            (2569, 10, Some("2026-10-31")),
            (2569, 12, Some("2026-12-31")),
            (2571, 2, Some("2028-02-29")),
            (2569, 13, None),
            (2569, 0, None),
        ] {
            assert_eq!(month_end(year, month), want.map(day), "{year}-{month}");
        }
        assert_eq!(file(day("2026-09-30")), "records/balances/2569-09.toml");
    }

    #[test]
    fn a_balance_may_be_nothing_and_an_explanation_says_its_side() {
        let (read, faults) = balances(
            "[[balance]]\naccount = \"debtors\"\nfund = \"imprest\"\nagency = \"legal\"\namount = 0\n\
             [[balance]]\naccount = \"off-budget-bank\"\namount = 500.00\nforms = [\"cash\", \"cashier-cheque\"]\n\
             [[difference]]\naccount = \"off-budget-bank\"\namount = 20.00\nledger = \"lower\"\nreason = \"ค่าธรรมเนียม\"\n\
             record = \"legal/2569/guarantee-0001\"\n",
        );
        assert_eq!(faults, Vec::<&str>::new());
        let [debtors, bank] = &read.balances[..] else {
            panic!("two balances")
        };
        assert_eq!(debtors.amount.value, Satang::ZERO);
        assert_eq!(debtors.scope.fund, Some(Fund::Imprest));
        assert_eq!(bank.forms, [Form::Cash, Form::CashierCheque]);
        assert_eq!(read.differences[0].signed(), Satang(-2_000));
        assert!(read.differences[0].record.is_some());
    }

    #[test]
    fn what_an_account_is_not_divided_by_is_said() {
        let bank = "[[balance]]\naccount = \"off-budget-bank\"\nfund = \"budget\"\namount = 1.00\n";
        assert_eq!(balances(bank).1, ["balance-part"]);
        let debtors = "[[balance]]\naccount = \"debtors\"\nforms = [\"cash\"]\namount = 1.00\n";
        assert_eq!(balances(debtors).1, ["balance-part"]);
        let unknown = "[[balance]]\naccount = \"off-budget-bank\"\nforms = [\"bank-lg\"]\namount = 1.00\n";
        assert_eq!(balances(unknown).1, ["unknown-choice"]);
        let missing = "[[balance]]\naccount = \"debtors\"\n";
        assert_eq!(balances(missing).1, ["missing-key"]);
        let record = "[[difference]]\naccount = \"debtors\"\namount = 1.00\nledger = \"higher\"\nreason = \"x\"\nrecord = \"y\"\n";
        assert_eq!(balances(record).1, ["difference-unmatched"]);
    }
}
