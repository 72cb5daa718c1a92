//! `new`: asks what is needed, writes the record, says the due date and why.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::args::{NewAdvance, NewArgs, NewGuarantee, NewWhat, Options};
use super::ask::ask;
use super::desk::Desk;
use super::entry::{Draft, enter, quoted};
use super::{Failure, Outcome, table};
use crate::book::Book;
use crate::day::fiscal_year;
use crate::money::Satang;
use crate::press::Press;
use crate::record::{Kind, RecordId, advance, guarantee, person};
use crate::rule::RuleKind;
use crate::text::Words;
use crate::text::nearest::nearest;
use crate::text::table::loose_amount;
use crate::thai;

/// Runs `new`.
pub(super) fn run(options: &Options, args: &NewArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let gathered = desk.gather()?;
    let draft = match &args.what {
        NewWhat::Advance(args) => new_advance(&desk, &gathered.book, args)?,
        NewWhat::Guarantee(args) => new_guarantee(&desk, &gathered.book, args)?,
    };
    enter(&desk, &draft)?;
    Ok(Outcome::Fine)
}

/// Questions to one officer about one record.
struct Form<'d> {
    desk: &'d Desk,
    /// Holds the words of the codes.
    press: Press,
}

impl Form<'_> {
    fn text(&self, given: Option<&String>, option: &str, th: &str, en: &str) -> Result<String, Failure> {
        let read = |text: &str| {
            if text.is_empty() {
                Err("ต้องมีคำตอบ · an answer is needed".to_owned())
            } else {
                Ok(text.to_owned())
            }
        };
        match given {
            Some(text) => Ok(text.clone()),
            None => Ok(ask(self.desk, (th, en), option, true, read)?.unwrap_or_default()),
        }
    }

    fn optional(&self, given: Option<&String>, option: &str, th: &str, en: &str) -> Result<Option<String>, Failure> {
        match given {
            Some(text) => Ok(Some(text.clone())),
            None => ask(self.desk, (th, en), option, false, |text| Ok(text.to_owned())),
        }
    }

    fn address(&self, given: Option<&String>, th: &str, en: &str) -> Result<Option<String>, Failure> {
        let read = |text: &str| {
            if person::is_address(text) {
                Ok(text.to_owned())
            } else {
                Err("ไม่ใช่อีเมล · not a mail address".to_owned())
            }
        };
        match given {
            Some(text) => Ok(Some(text.clone())),
            None => ask(self.desk, (th, en), "--email", false, read),
        }
    }

    /// Offers choices by number, code and the words of the office; a single
    /// choice is no question.
    fn choice(
        &self,
        given: Option<&String>,
        option: &str,
        question: (&str, &str),
        names: &[&str],
        label: &dyn Fn(&str) -> String,
    ) -> Result<String, Failure> {
        match (given, names) {
            (Some(text), _) => return Ok(text.clone()),
            (None, [only]) => return Ok((*only).to_owned()),
            _ => {}
        }
        for (number, name) in (1..).zip(names) {
            self.desk
                .story(&format!("  {number}  {}  {}", table::left(name, 20), label(name)));
        }
        let read = |text: &str| {
            let number = thai::digits::to_arabic(text).parse::<usize>().ok();
            let by_number = number.and_then(|number| names.get(number.checked_sub(1)?));
            let by_word = || names.iter().find(|name| **name == text || label(name) == text);
            let known = by_number
                .or_else(by_word)
                .copied()
                .or_else(|| nearest(text, names.iter().copied()));
            known.map(str::to_owned).ok_or_else(|| names.join(" · "))
        };
        let (th, en) = (
            format!("{} (พิมพ์เลขหรือชื่อ)", question.0),
            format!("{} (number or name)", question.1),
        );
        Ok(ask(self.desk, (&th, &en), option, true, read)?.unwrap_or_default())
    }

    /// The words of a code, as the pages say them; nothing where they have none.
    fn said(&self, section: &str, code: &str) -> String {
        let words = self.press.words(self.desk.lang);
        let keys = [
            format!("{section}{code}"),
            format!("{section}{}", code.replace('-', "_")),
        ];
        keys.iter()
            .find(|key| words.has(key))
            .map(|key| words.get(key).to_owned())
            .unwrap_or_default()
    }

    fn agency(&self, given: Option<&String>, book: &Book) -> Result<String, Failure> {
        let names: Vec<&str> = book.agencies.keys().map(String::as_str).collect();
        let label = |slug: &str| {
            book.agencies
                .get(slug)
                .map(|agency| agency.name.clone())
                .unwrap_or_default()
        };
        let slug = self.choice(given, "--agency", ("หน่วยงาน", "Agency"), &names, &label)?;
        if book.agencies.contains_key(&slug) {
            return Ok(slug);
        }
        let known = names.join(" · ");
        Err(Failure::usage(Words::new(
            format!("ไม่มีหน่วยงาน \"{slug}\" ในสมุดนี้ ที่มีคือ: {known}"),
            format!("this book has no agency \"{slug}\"; it has: {known}"),
        )))
    }

    fn amount(&self, given: Option<Satang>, option: &str, th: &str, en: &str) -> Result<Satang, Failure> {
        let read = |text: &str| {
            loose_amount(text)
                .filter(|amount| amount.is_positive())
                .ok_or_else(|| "เช่น 25,000.50 · such as 25,000.50".to_owned())
        };
        match given {
            Some(amount) => Ok(amount),
            None => Ok(ask(self.desk, (th, en), option, true, read)?.unwrap_or_default()),
        }
    }

    fn day(&self, given: Option<NaiveDate>, option: &str, th: &str, en: &str) -> Result<NaiveDate, Failure> {
        match given {
            Some(day) => Ok(day),
            None => Ok(ask(self.desk, (th, en), option, true, read_day)?.unwrap_or_default()),
        }
    }

    fn maybe_day(
        &self,
        given: Option<NaiveDate>,
        option: &str,
        th: &str,
        en: &str,
    ) -> Result<Option<NaiveDate>, Failure> {
        match given {
            Some(day) => Ok(Some(day)),
            None => ask(self.desk, (th, en), option, false, read_day),
        }
    }
}

fn read_day(text: &str) -> Result<NaiveDate, String> {
    thai::date::parse(text).ok_or_else(|| "เช่น 8 พ.ค. 2569 หรือ 2026-05-08 · such as 2026-05-08".to_owned())
}

fn new_advance(desk: &Desk, book: &Book, args: &NewAdvance) -> Result<Draft, Failure> {
    let form = Form {
        desk,
        press: desk.press()?,
    };
    let funds: Vec<&str> = advance::FUNDS.iter().map(|(name, _)| *name).collect();
    let purposes = book.rules.purposes(RuleKind::Advance);
    let agency = form.agency(args.agency.as_ref(), book)?;
    let contract = form.text(
        args.contract.as_ref(),
        "--contract",
        "เลขที่สัญญา (บย.)",
        "Contract number",
    )?;
    let fund = form.choice(
        args.fund.as_ref(),
        "--fund",
        ("ประเภทเงิน", "Fund"),
        &funds,
        &|code| form.said("advance.fund_", code),
    )?;
    let purpose = form.choice(
        args.purpose.as_ref(),
        "--purpose",
        ("วัตถุประสงค์", "Purpose"),
        &purposes,
        &|code| form.said("advance.purpose_", code),
    )?;
    let project = form.text(args.project.as_ref(), "--project", "โครงการ/กิจกรรม", "Project")?;
    let amount = form.amount(args.amount, "--amount", "จำนวนเงิน (บาท)", "Amount (baht)")?;
    let borrower = form.text(args.borrower.as_ref(), "--borrower", "ชื่อผู้ยืม", "Borrower")?;
    let position = form.optional(
        args.position.as_ref(),
        "--position",
        "ตำแหน่ง (ว่างได้)",
        "Position (may stay empty)",
    )?;
    let email = form.address(
        args.email.as_ref(),
        "อีเมลผู้ยืม (ว่างได้)",
        "Borrower's mail address (may stay empty)",
    )?;
    let contracted = form.day(args.contracted, "--contracted", "วันทำสัญญา", "Day of the contract")?;
    let received = form.maybe_day(
        args.received,
        "--received",
        "วันรับเงิน (ว่างได้)",
        "Day of receipt (may stay empty)",
    )?;
    let rule = book
        .rules
        .in_force(RuleKind::Advance, &purpose, contracted)
        .map(|rule| rule.id.clone());
    let mut text = format!(
        "contract   = {}\nfund       = {}\npurpose    = {}\n",
        quoted(&contract),
        quoted(&fund),
        quoted(&purpose)
    );
    if let Some(rule) = rule {
        let _ = writeln!(text, "rule       = {}", quoted(&rule));
    }
    let _ = writeln!(text, "project    = {}", quoted(&project));
    if let Some(category) = &args.category {
        let _ = writeln!(text, "category   = {}", quoted(category));
    }
    let _ = writeln!(text, "amount     = {}", amount.as_record());
    let _ = writeln!(
        text,
        "borrower   = {}",
        inline(&[
            ("name", Some(&borrower)),
            ("position", position.as_ref()),
            ("email", email.as_ref())
        ])
    );
    let _ = writeln!(text, "contracted = {contracted}");
    for (key, day) in [("received  ", received), ("returned  ", args.returned)] {
        if let Some(day) = day {
            let _ = writeln!(text, "{key} = {day}");
        }
    }
    let id = next_id(book, desk, &agency, fiscal_year(contracted), Kind::Advance);
    let commit = args
        .commit
        .then(|| format!("advance {id}: เพิ่ม {contract} {} บาท", amount.grouped()));
    Ok(Draft {
        id,
        text,
        is_new: true,
        commit,
    })
}

fn new_guarantee(desk: &Desk, book: &Book, args: &NewGuarantee) -> Result<Draft, Failure> {
    let form = Form {
        desk,
        press: desk.press()?,
    };
    let names =
        |list: &[(&'static str, guarantee::GuaranteeKind)]| list.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let forms: Vec<&str> = guarantee::FORMS.iter().map(|(name, _)| *name).collect();
    let kinds: Vec<&str> = guarantee::CONTRACTOR_KINDS.iter().map(|(name, _)| *name).collect();
    let agency = form.agency(args.agency.as_ref(), book)?;
    let contract = form.text(args.contract.as_ref(), "--contract", "เลขที่สัญญา", "Contract number")?;
    let kind = form.choice(
        args.kind.as_ref(),
        "--kind",
        ("ประเภทหลักประกัน", "Kind"),
        &names(&guarantee::KINDS),
        &|code| form.said("guarantee.kind_", code),
    )?;
    let what = form.choice(
        args.form.as_ref(),
        "--form",
        ("ชนิดหลักประกัน", "Form"),
        &forms,
        &|code| form.said("form.", code),
    )?;
    let project = form.optional(
        args.project.as_ref(),
        "--project",
        "งานตามสัญญา (ว่างได้)",
        "Work (may stay empty)",
    )?;
    let contractor = form.text(args.contractor.as_ref(), "--contractor", "ชื่อคู่สัญญา", "Contractor")?;
    let contractor_kind = form.choice(
        args.contractor_kind.as_ref(),
        "--contractor-kind",
        ("คู่สัญญาเป็น", "The contractor is a"),
        &kinds,
        &|code| form.said("contractor.", code),
    )?;
    let email = form.address(
        args.email.as_ref(),
        "อีเมลคู่สัญญา (ว่างได้)",
        "Contractor's mail address (may stay empty)",
    )?;
    let amount = form.amount(args.amount, "--amount", "จำนวนหลักประกัน (บาท)", "Amount (baht)")?;
    let received = form.day(args.received, "--received", "วันรับหลักประกัน", "Day of receipt")?;
    let mut text = format!(
        "contract   = {}\nkind       = {}\nform       = {}\n",
        quoted(&contract),
        quoted(&kind),
        quoted(&what)
    );
    if let Some(project) = &project {
        let _ = writeln!(text, "project    = {}", quoted(project));
    }
    let person = inline(&[
        ("name", Some(&contractor)),
        ("kind", Some(&contractor_kind)),
        ("email", email.as_ref()),
    ]);
    let _ = writeln!(text, "contractor = {person}\namount     = {}", amount.as_record());
    if let Some(amount) = args.contract_amount {
        let _ = writeln!(text, "contract_amount = {}", amount.as_record());
    }
    for (key, day) in [
        ("contracted", args.contracted),
        ("received  ", Some(received)),
        ("accepted  ", args.accepted),
    ] {
        if let Some(day) = day {
            let _ = writeln!(text, "{key} = {day}");
        }
    }
    if let Some(months) = args.warranty_months {
        let _ = writeln!(text, "warranty   = {{ months = {months} }}");
    }
    if what.ends_with("lg") {
        text.push_str(&letter_line(&form, args)?);
    }
    let id = next_id(book, desk, &agency, fiscal_year(received), Kind::Guarantee);
    let commit = args
        .commit
        .then(|| format!("guarantee {id}: รับ {contract} {} บาท", amount.grouped()));
    Ok(Draft {
        id,
        text,
        is_new: true,
        commit,
    })
}

/// The line of a letter of guarantee's details.
fn letter_line(form: &Form<'_>, args: &NewGuarantee) -> Result<String, Failure> {
    let bank = form.text(args.lg_bank.as_ref(), "--lg-bank", "ธนาคารผู้ออกหนังสือ", "Issuing bank")?;
    let number = form.text(
        args.lg_number.as_ref(),
        "--lg-number",
        "เลขที่หนังสือค้ำประกัน",
        "Number of the letter",
    )?;
    let until = form.maybe_day(
        args.lg_valid_until,
        "--lg-valid-until",
        "วันสิ้นสุดหนังสือ (ว่างได้)",
        "Valid until (may stay empty)",
    )?;
    let until = until.map(|day| format!(", valid_until = {day}")).unwrap_or_default();
    Ok(format!(
        "lg         = {{ bank = {}, number = {}{until} }}\n",
        quoted(&bank),
        quoted(&number)
    ))
}

fn inline(pairs: &[(&str, Option<&String>)]) -> String {
    let inside: Vec<String> = pairs
        .iter()
        .filter_map(|(key, text)| text.map(|text| format!("{key} = {}", quoted(text))))
        .collect();
    format!("{{ {} }}", inside.join(", "))
}

/// The next free number of a folder: after the highest, also of files that
/// could not be read.
fn next_id(book: &Book, desk: &Desk, agency: &str, fiscal_year: i32, kind: Kind) -> RecordId {
    let prefix = format!("records/{agency}/{fiscal_year}/{}-", kind.name());
    let highest = book
        .sources
        .keys()
        .filter_map(|path| {
            path.strip_prefix(prefix.as_str())?
                .strip_suffix(".toml")?
                .parse::<u32>()
                .ok()
        })
        .max()
        .unwrap_or(0);
    let mut id = RecordId {
        agency: agency.to_owned(),
        fiscal_year,
        kind,
        number: highest + 1,
    };
    while desk.root.join(id.file()).exists() {
        id.number += 1;
    }
    id
}
