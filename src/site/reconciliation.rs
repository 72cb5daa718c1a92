//! กระทบยอดทะเบียนกับบัญชี: the registers beside ledger and bank on a month's
//! last day, a paper to sign a month. The public reads the sums; what explains
//! them, and which records the rest may come from, is the office's.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Page;
use super::desk::Desk;
use super::item::{self, Item};
use super::paper::{self, Head, Link};
use super::record::markup::safe_link;
use super::veil;
use super::voice::Day;
use crate::book::Register;
use crate::book::reconcile::{self, Hint, Line, Month};
use crate::day::BUDDHIST_OFFSET;
use crate::money::Satang;
use crate::press::PressFault;
use crate::record::balances::{ACCOUNTS, Account, Scope};
use crate::record::office::Forge;
use crate::record::{self, Form, Fund};

/// The page of the newest month; older ones have the month in their name.
const PATH: &str = "reconciliation.html";

/// Between the words of one line.
const SPLIT: &str = " · ";

#[derive(Serialize)]
struct View {
    head: Head,
    others: Vec<Link>,
    sheet: Option<Sheet>,
    clues: Vec<Clue>,
    next: Option<Next>,
}

/// The paper of a month.
#[derive(Serialize)]
struct Sheet {
    /// Whether all agrees, in one sentence.
    outcome: String,
    rows: Vec<Row>,
    reasons: Vec<Reason>,
    words_label: String,
    words: String,
}

/// A balance beside the register.
#[derive(Serialize)]
struct Row {
    name: String,
    /// Which part of the account.
    details: String,
    /// Which paper says so; the office's own words.
    source: Option<String>,
    count: usize,
    register: String,
    ledger: String,
    difference: Option<String>,
    explained: Option<String>,
    /// What nothing explains; nothing where all is well.
    rest: Option<String>,
    /// That all is well.
    fine: String,
}

/// An explanation.
#[derive(Serialize)]
struct Reason {
    account: String,
    amount: String,
    words: String,
    record: Option<Link>,
}

/// The records that what nothing explains of a balance may come from.
#[derive(Serialize)]
struct Clue {
    title: String,
    lines: Vec<ClueLine>,
}

#[derive(Serialize)]
struct ClueLine {
    why: String,
    item: Item,
    contract: String,
    day: Day,
    effect: String,
}

/// The month that ended last, where nobody has typed its balances yet.
#[derive(Serialize)]
struct Next {
    title: String,
    path: String,
    /// The forge's page for a new file.
    link: Option<String>,
    rows: Vec<NextRow>,
    /// What the file looks like.
    text: String,
}

#[derive(Serialize)]
struct NextRow {
    name: String,
    details: String,
    count: usize,
    amount: String,
}

/// Renders `reconciliation.html` and a page for each older month. The public
/// has none where nothing was ever typed. `month` is the register of the end of
/// the month before the day.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn pages(desk: &Desk<'_>, months: &[Month<'_>], month: &Register<'_>) -> Result<Vec<Page>, PressFault> {
    if !is_there(desk) {
        return Ok(Vec::new());
    }
    let mut pages = vec![page(desk, months, 0, next(desk, months, month))?];
    for at in 1..months.len() {
        pages.push(page(desk, months, at, None)?);
    }
    Ok(pages)
}

/// Whether there is such a page: for the public only where months are typed in.
pub(super) fn is_there(desk: &Desk<'_>) -> bool {
    let book = desk.register.book;
    !desk.is_public() || book.balances.iter().any(|month| month.end <= desk.register.today)
}

fn page(desk: &Desk<'_>, months: &[Month<'_>], at: usize, next: Option<Next>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let month = months.get(at);
    let title = voice.say("reconciliation.title").to_owned();
    let scope = month.map_or_else(String::new, |month| {
        voice.fill("paper.as-of", &[("day", &voice.long(month.balances.end))])
    });
    let others = months.iter().enumerate().filter(|(other, _)| *other != at);
    let view = View {
        head: paper::office_head(desk, title.clone(), scope),
        others: others
            .map(|(other, month)| Link {
                path: path(months, other),
                label: voice.month(month.balances.end),
            })
            .collect(),
        sheet: month.map(|month| sheet(desk, month)),
        clues: month.map_or_else(Vec::new, |month| clues(desk, month)),
        next,
    };
    let title = month.map_or(title.clone(), |month| {
        format!("{title} {}", voice.month(month.balances.end))
    });
    let frame = paper::office_frame(desk, &path(months, at), &title);
    desk.set("page/reconciliation.html", &frame, &view)
}

fn path(months: &[Month<'_>], at: usize) -> String {
    match months.get(at).filter(|_| at > 0) {
        None => PATH.to_owned(),
        Some(month) => {
            let end = month.balances.end;
            format!(
                "reconciliation-{}-{:02}.html",
                end.year() + BUDDHIST_OFFSET,
                end.month()
            )
        }
    }
}

fn sheet(desk: &Desk<'_>, month: &Month<'_>) -> Sheet {
    let voice = &desk.voice;
    let open = month.lines.iter().filter(|line| line.rest != Satang::ZERO).count();
    let left = voice.baht(month.unexplained());
    let outcome = match (open, month.lines.iter().any(|line| line.difference != Satang::ZERO)) {
        (0, false) => voice.say("reconciliation.all-agree").to_owned(),
        (0, true) => voice.say("reconciliation.all-explained").to_owned(),
        _ => voice.fill(
            "reconciliation.left",
            &[("amount", &left), ("count", &balances(desk, open))],
        ),
    };
    Sheet {
        outcome,
        rows: month.lines.iter().map(|line| row(desk, line)).collect(),
        reasons: reasons(desk, month),
        words_label: voice.fill("reconciliation.words", &[("amount", &left)]),
        words: paper::in_words(month.unexplained()),
    }
}

fn balances(desk: &Desk<'_>, n: usize) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    desk.voice.count("reconciliation.balances", n)
}

fn row(desk: &Desk<'_>, line: &Line<'_>) -> Row {
    let voice = &desk.voice;
    let fine = match line.difference {
        Satang::ZERO => "reconciliation.agrees",
        _ => "reconciliation.is-explained",
    };
    let source = veil::free_text(desk.audience, line.balance.source.as_deref());
    Row {
        name: account(desk, line.balance.scope.account),
        details: details(desk, &line.balance.scope, &line.balance.forms).join(SPLIT),
        source: source.map(str::to_owned),
        count: line.register.count,
        register: line.register.amount.grouped(),
        ledger: line.balance.amount.grouped(),
        difference: paper::sum(line.difference),
        explained: paper::sum(line.explained),
        rest: paper::sum(line.rest),
        fine: voice.say(fine).to_owned(),
    }
}

fn account(desk: &Desk<'_>, account: Account) -> String {
    desk.voice.say(&format!("account.{}", account.name())).to_owned()
}

/// Which part of an account is meant, in words.
fn details(desk: &Desk<'_>, scope: &Scope, forms: &[Form]) -> Vec<String> {
    let voice = &desk.voice;
    let mut details = Vec::new();
    if scope.account == Account::OffBudgetBank {
        let names: Vec<&str> = forms.iter().map(|form| form.name()).collect();
        let names = names.iter().map(|name| voice.say(&format!("form.{name}")).to_owned());
        let list = names.collect::<Vec<_>>().join(" · ");
        details.push(voice.fill("reconciliation.forms", &[("forms", &list)]));
    }
    details.extend(scope.fund.map(|fund| {
        voice
            .say(match fund {
                Fund::Budget => "part.budget",
                Fund::Imprest => "part.imprest",
            })
            .to_owned()
    }));
    details.extend(scope.agency.as_ref().map(|slug| {
        let agency = desk.register.book.agencies.get(slug);
        agency
            .map_or(slug.as_str(), |agency| desk.agency_name(agency).0)
            .to_owned()
    }));
    details
}

/// The account and its part on one line.
fn whole_name(desk: &Desk<'_>, scope: &Scope, forms: &[Form]) -> String {
    let mut words = vec![account(desk, scope.account)];
    words.extend(details(desk, scope, forms));
    words.join(SPLIT)
}

/// The explanations; the public reads only what they come to.
fn reasons(desk: &Desk<'_>, month: &Month<'_>) -> Vec<Reason> {
    let of_line = |line: &Line<'_>| {
        let name = whole_name(desk, &line.balance.scope, &line.balance.forms);
        line.reasons
            .iter()
            .filter_map(|one| {
                Some(Reason {
                    account: name.clone(),
                    amount: one.signed().grouped(),
                    words: veil::free_text(desk.audience, Some(&one.reason))?.to_owned(),
                    record: one.record.as_ref().and_then(|id| {
                        let entry = desk.register.get(&id.value)?;
                        Some(Link {
                            path: Desk::record_path(entry.id()),
                            label: paper::number(entry.contract()),
                        })
                    }),
                })
            })
            .collect::<Vec<_>>()
    };
    month.lines.iter().flat_map(of_line).collect()
}

/// Where what nothing explains may come from, for the office alone.
fn clues(desk: &Desk<'_>, month: &Month<'_>) -> Vec<Clue> {
    if desk.is_public() {
        return Vec::new();
    }
    let voice = &desk.voice;
    let open = month.lines.iter().filter(|line| line.rest != Satang::ZERO);
    let clue = |line: &Line<'_>| {
        let name = whole_name(desk, &line.balance.scope, &line.balance.forms);
        let hints = reconcile::hints(desk.register, month.balances.end, line);
        Clue {
            title: voice.fill(
                "reconciliation.whence",
                &[("account", &name), ("amount", &signed(line.rest))],
            ),
            lines: hints.iter().map(|hint| clue_line(desk, hint)).collect(),
        }
    };
    open.map(clue).collect()
}

fn clue_line(desk: &Desk<'_>, hint: &Hint<'_, '_>) -> ClueLine {
    ClueLine {
        why: desk.voice.say(&format!("clue.{}", hint.why.name())).to_owned(),
        item: item::of(desk, hint.entry),
        contract: hint.entry.contract().to_owned(),
        day: desk.voice.day(hint.day),
        effect: signed(hint.effect),
    }
}

/// An amount with its sign, so that what adds and what takes off look different.
fn signed(amount: Satang) -> String {
    let plus = if amount.is_positive() { "+" } else { "" };
    format!("{plus}{}", amount.grouped())
}

/// What the registers come to at the end of the last month, where its balances
/// are not typed in.
fn next(desk: &Desk<'_>, months: &[Month<'_>], month: &Register<'_>) -> Option<Next> {
    let end = month.today;
    if desk.is_public() || months.first().is_some_and(|newest| newest.balances.end >= end) {
        return None;
    }
    let voice = &desk.voice;
    let path = record::balances::file(end);
    let forge = desk.register.book.office.forge.new.as_deref();
    let link = forge.map(|pattern| Forge::address(pattern, &path));
    // The ledger is divided as it was the month before.
    let asked: Vec<(Scope, Vec<Form>)> = match months.first() {
        Some(newest) if !newest.lines.is_empty() => {
            let balances = newest.lines.iter().map(|line| line.balance);
            balances.map(|one| (one.scope.clone(), one.forms.clone())).collect()
        }
        _ => ACCOUNTS.map(|(_, account)| (whole(account), vec![Form::Cash])).into(),
    };
    let row = |(scope, forms): &(Scope, Vec<Form>)| {
        let sum = reconcile::sum(month, scope, forms);
        NextRow {
            name: account(desk, scope.account),
            details: details(desk, scope, forms).join(SPLIT),
            count: sum.count,
            amount: sum.amount.grouped(),
        }
    };
    Some(Next {
        title: voice.fill("reconciliation.next", &[("month", &voice.month(end))]),
        link: link.filter(|link| safe_link(link).is_some()),
        rows: asked.iter().map(row).collect(),
        text: file_text(desk, end, &asked),
        path,
    })
}

fn whole(account: Account) -> Scope {
    Scope {
        account,
        fund: None,
        agency: None,
    }
}

/// A month's file with its amounts left open: a figure copied from the register
/// would agree with it.
fn file_text(desk: &Desk<'_>, end: NaiveDate, asked: &[(Scope, Vec<Form>)]) -> String {
    let mut text = String::new();
    for (scope, forms) in asked {
        let gap = if text.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{gap}[[balance]]\naccount = \"{}\"", scope.account.name());
        if let Some(fund) = scope.fund {
            let _ = writeln!(text, "fund    = \"{}\"", fund.name());
        }
        if let Some(agency) = &scope.agency {
            let _ = writeln!(text, "agency  = \"{agency}\"");
        }
        let _ = writeln!(text, "amount  =   # {}", desk.voice.medium(end));
        if scope.account == Account::OffBudgetBank && forms[..] != [Form::Cash] {
            let names: Vec<&str> = forms.iter().map(|form| form.name()).collect();
            let _ = writeln!(text, "forms   = [\"{}\"]", names.join("\", \""));
        }
    }
    text
}

#[cfg(test)]
mod tests;
