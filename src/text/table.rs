//! The table reader: asks a TOML table for its keys one by one, keeps the
//! place of each value, and reports every mistake instead of the first.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::code::Code;
use super::conflict;
use super::diagnostic::{Diagnostic, Faults, Meant, Words};
use super::nearest::nearest;
use super::printable::is_command;
use super::source::{Placed, Source, Span};
use super::syntax;
use super::typed::loose_amount;
use super::words::{date_form, write_line};
use crate::day::BUDDHIST_FROM;
use crate::day::BUDDHIST_OFFSET;
use crate::money::{NotMoney, Satang};
use crate::thai;

/// Headers of events that carry money or a day.
const EVENTS: [&str; 5] = ["clearing", "disbursement", "refund", "forfeit", "inspection"];
/// Events that are voided rather than deleted.
const VOIDABLE: [&str; 7] = [
    "clearing",
    "disbursement",
    "extension",
    "objection",
    "reimbursement",
    "refund",
    "forfeit",
];
/// Years of the Common Era that a record may speak of.
const PLAUSIBLE: RangeInclusive<i32> = 1950..=2200;

/// What stands between the braces of the tables that records have.
const SHAPES: [(&str, &str); 9] = [
    ("borrower", "{ name = \"…\", position = \"…\", email = \"…\" }"),
    ("contractor", "{ name = \"…\", kind = \"company\", email = \"…\" }"),
    ("head", "{ name = \"…\", position = \"…\", email = \"…\" }"),
    ("warranty", "{ years = 1 }  ({ months = 6 } · { days = 90 })"),
    ("lg", "{ bank = \"…\", number = \"…\", valid_until = 2027-05-31 }"),
    ("hold", "{ until = 2026-12-31, reason = \"…\" }"),
    ("cancelled", "{ date = YYYY-MM-DD, reason = \"…\" }"),
    ("void", "{ date = YYYY-MM-DD, reason = \"…\" }"),
    ("in_force", "{ from = 2026-10-01 }"),
];

/// What to write between the braces of a key, with as much of what was typed
/// as is certain.
fn shape(key: &str, typed: &str) -> String {
    let typed = typed.trim();
    let shape = SHAPES
        .iter()
        .find(|(known, _)| *known == key)
        .map_or("{ … }", |(_, shape)| shape);
    if typed.starts_with('"') && !typed.contains('\n') && shape.starts_with("{ name") {
        return shape.replacen("\"…\"", typed, 1);
    }
    let number: String = thai::digits::to_arabic(typed)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let units = [
        ("เดือน", "months"),
        ("month", "months"),
        ("ปี", "years"),
        ("year", "years"),
        ("วัน", "days"),
        ("day", "days"),
    ];
    let unit = units
        .iter()
        .find(|(word, _)| typed.contains(word))
        .map(|(_, unit)| *unit);
    match unit.filter(|_| key == "warranty" && !number.is_empty()) {
        Some(unit) => format!("{{ {unit} = {number} }}"),
        None => shape.to_owned(),
    }
}

/// A table of a file while it is being read.
pub struct Table<'s, 'f> {
    faults: &'f Faults<'s>,
    entries: Vec<Entry<'f>>,
    /// The place of the whole table: its header line or braces.
    pub span: Span,
    asked: RefCell<Vec<&'static str>>,
    /// What the record around this table is asked for: a line of it may have
    /// slipped below this table's header.
    around: Vec<&'static str>,
    missed: RefCell<Vec<Missed>>,
}

struct Entry<'t> {
    key: String,
    key_span: Span,
    value: Option<Spanned<DeValue<'t>>>,
}

/// A required key that is absent: told when the table is read to its end, for
/// it may stand there misspelt.
struct Missed {
    key: String,
    example: String,
}

/// Reads a source into its root table, reporting all that is not TOML.
///
/// Lines that cannot be understood are left out, for they have been reported.
pub fn read<'s, 'f>(source: &'s Source, faults: &'f Faults<'s>) -> Table<'s, 'f> {
    if conflict::told(faults) {
        return Table::new(faults, DeTable::new(), Span::from(0..0), Vec::new());
    }
    let (mut root, errors) = DeTable::parse_recoverable(source.text.as_str());
    if !errors.is_empty() || syntax::is_newer(&source.text) {
        let covered = faults.keep(syntax::sound(faults));
        root = DeTable::parse_recoverable(covered).0;
    }
    Table::new(faults, root.into_inner(), Span::from(0..0), Vec::new())
}

impl<'s, 'f> Table<'s, 'f> {
    fn new(faults: &'f Faults<'s>, table: DeTable<'f>, span: Span, around: Vec<&'static str>) -> Table<'s, 'f> {
        let entries = table
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: key.span().into(),
                key: key.into_inner().into_owned(),
                value: Some(value),
            })
            .collect();
        Table {
            faults,
            entries,
            span,
            asked: RefCell::default(),
            around,
            missed: RefCell::default(),
        }
    }

    /// Returns where findings of this file go.
    #[must_use]
    pub fn faults(&self) -> &'f Faults<'s> {
        self.faults
    }

    /// Returns whether the key is written at all, readable or not.
    pub fn has(&self, key: &'static str) -> bool {
        self.entries.iter().any(|entry| entry.key == key) || self.faults.is_unread(key)
    }

    /// Returns where a key's name stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| entry.key_span)
    }

    fn take(&mut self, key: &'static str) -> Option<(Spanned<DeValue<'f>>, Span)> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        let value = entry.value.take()?;
        // An empty span marks a value that the parser has reported already.
        (!value.span().is_empty()).then(|| {
            let span = value.span().into();
            (value, span)
        })
    }

    fn wrong(&self, span: Span, key: &str, want: &Words, example: &str) {
        self.wrong_as(Code::WrongType, span, key, want, example);
    }

    fn wrong_as(&self, code: Code, span: Span, key: &str, want: &Words, example: &str) {
        self.faults.lose();
        self.faults.add(
            code,
            span,
            Words::new(
                format!("`{key}` ต้องเป็น{}", want.th),
                format!("`{key}` must be {}", want.en),
            ),
            write_line(&format!("{key} = {example}")),
        );
    }

    /// Reports a required key that is absent. `example` is what to write.
    pub fn missing(&self, key: &str, example: &str) {
        if !self.faults.is_unread(key) {
            self.missed.borrow_mut().push(Missed {
                key: key.to_owned(),
                example: example.to_owned(),
            });
        }
    }

    fn report_missing(&self, missed: &Missed) {
        let Missed { key, example } = missed;
        let line = format!("{key} = {example}");
        let text = &self.faults.source.text;
        let events = text.lines().find(|line| line.trim_start().starts_with("[["));
        let help = if text[self.span.range()].starts_with('{') {
            Words::new(
                format!("เพิ่ม  {line}  ใน {{ }}"),
                format!("Add  {line}  inside the braces"),
            )
        } else if let Some(first) = events.filter(|_| self.span.is_empty()) {
            let first = first.trim();
            Words::new(
                format!("เพิ่มบรรทัด  {line}  ไว้เหนือ {first} แรก"),
                format!("Add the line  {line}  above the first {first}"),
            )
        } else {
            Words::new(format!("เพิ่มบรรทัด  {line}"), format!("Add the line  {line}"))
        };
        self.faults.add(
            Code::MissingKey,
            self.span,
            Words::new(format!("ขาด `{key}`"), format!("`{key}` is missing")),
            help,
        );
    }

    /// Reads an optional text; an empty one is a mistake.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let (value, span) = self.take(key)?;
        if let DeValue::String(text) = value.into_inner() {
            return self.sound(key, text.into_owned(), span);
        }
        let raw = self.faults.source.slice(span);
        let raw = if raw.contains('\n') { "…" } else { raw };
        self.wrong(
            span,
            key,
            &Words::new("ข้อความใน \"…\"", "a text in \"…\""),
            &format!("\"{}\"", raw.replace('"', "")),
        );
        None
    }

    /// Judges a text: an empty one is a mistake, and so is one that a screen obeys.
    fn sound(&self, key: &str, text: String, span: Span) -> Option<Placed<String>> {
        if text.trim().is_empty() {
            self.faults.add(
                Code::EmptyText,
                span,
                Words::new(format!("`{key}` ว่างอยู่"), format!("`{key}` is empty")),
                Words::new("ใส่ข้อความ หรือลบทั้งบรรทัด", "Write a text, or delete the line"),
            );
            return None;
        }
        // A carriage return comes with lines from Windows; no page and no terminal obeys it.
        if text.contains(|letter| letter != '\r' && is_command(letter)) {
            self.faults.add(
                Code::ControlCharacter,
                span,
                Words::new(
                    format!("`{key}` มีอักขระควบคุมที่มองไม่เห็น ซึ่งลบหรือกลับลำดับตัวอักษรบนจอได้"),
                    format!("`{key}` holds a control character that can erase or turn around what a screen shows"),
                ),
                Words::new(
                    "พิมพ์ข้อความใหม่ด้วยมือ ไม่คัดลอกมาวาง",
                    "Type the text anew instead of pasting it",
                ),
            );
            return None;
        }
        Some(Placed { value: text, span })
    }

    /// Reads a required text.
    pub fn required_text(&mut self, key: &'static str, example: &str) -> Option<Placed<String>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, example);
            return None;
        }
        self.text(key)
    }

    /// Reads an optional text that must be one of a list of names.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Placed<T>> {
        let text = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(Placed {
                value: *value,
                span: text.span,
            });
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let help = match nearest(&text.value, names.iter().copied()) {
            Some(name) => write_line(&format!("{key} = \"{name}\"")),
            None => Words::new(
                format!("เลือกหนึ่งใน: {}", names.join(" · ")),
                format!("Choose one of: {}", names.join(" · ")),
            ),
        };
        self.faults.lose();
        self.faults.add(
            Code::UnknownChoice,
            text.span,
            Words::new(
                format!("`{key}` ไม่มีค่า \"{}\"", text.value),
                format!("`{key}` knows no \"{}\"", text.value),
            ),
            help,
        );
        None
    }

    /// Reads a required text that must be one of a list of names.
    pub fn required_choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Placed<T>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let first = names.first().map_or("", String::as_str);
            self.missing(
                key,
                &format!("{first}  ({})", names.get(1..).unwrap_or_default().join(" · ")),
            );
            return None;
        }
        self.choice(key, choices)
    }

    /// Reads an optional civil day: ISO, Common Era, no quotes, no time. A day
    /// in another form is reported and taken as what it means.
    pub fn date(&mut self, key: &'static str) -> Option<Placed<NaiveDate>> {
        let (value, span) = self.take(key)?;
        let source = self.faults.source;
        if let Some((span, meant)) = self.faults.meant(span.start) {
            let Meant::Day(value) = meant else {
                self.faults.lose();
                return None;
            };
            return Some(Placed { value, span });
        }
        let write = |day: NaiveDate| write_line(&format!("{key} = {day}"));
        let date = match value.into_inner() {
            DeValue::Datetime(moment) if moment.date.is_some() => moment.date.map(|date| (date, moment.time)),
            DeValue::String(text) => {
                let Some(value) = thai::date::parse(&text) else {
                    self.not_a_date(span, key);
                    return None;
                };
                date_form(self.faults, span, &text, value, &write);
                return Some(Placed { value, span });
            }
            _ => None,
        };
        let Some((date, time)) = date else {
            self.not_a_date(span, key);
            return None;
        };
        let (year, month, day) = (i32::from(date.year), u32::from(date.month), u32::from(date.day));
        let buddhist = year >= BUDDHIST_FROM;
        let civil = if buddhist { year - BUDDHIST_OFFSET } else { year };
        let Some(value) = NaiveDate::from_ymd_opt(civil, month, day) else {
            // 29 February of a B.E. year that only the C.E. calendar calls leap.
            self.faults.lose();
            self.faults.add(
                Code::BuddhistYear,
                span,
                Words::new(
                    format!("ปี {year} เป็น พ.ศ. และ ค.ศ. {civil} ไม่มีวันที่นี้"),
                    format!("The year {year} is of the Buddhist Era, and {civil} C.E. has no such day"),
                ),
                Words::new(
                    format!("ตรวจวันที่ แล้วเขียนเป็น  {key} = {civil}-02-28"),
                    format!("Check the day and write it as  {key} = {civil}-02-28"),
                ),
            );
            return None;
        };
        if buddhist {
            date_form(self.faults, span, source.slice(span), value, &write);
        } else if time.is_some() {
            let message = Words::new("ระเบียนใช้วันที่ ไม่ใช้เวลา", "A record holds a day, not a time of day");
            let finding = Diagnostic::new(Code::DateWithTime, source, span, message, write(value));
            self.faults.push(finding.rewriting(value.to_string()));
        } else if !PLAUSIBLE.contains(&year) {
            self.faults.lose();
            self.faults.add(
                Code::ImplausibleYear,
                span,
                Words::new(
                    format!("ปี ค.ศ. {year} เป็นไปไม่ได้"),
                    format!("The year {year} cannot be meant"),
                ),
                Words::new(
                    "ตรวจปี ค.ศ. อีกครั้ง (พ.ศ. ลบ 543)",
                    "Check the year; C.E. is B.E. less 543",
                ),
            );
            return None;
        }
        Some(Placed { value, span })
    }

    fn not_a_date(&self, span: Span, key: &str) {
        let want = Words::new("วันที่ ปี ค.ศ.-เดือน-วัน", "a date, C.E. year-month-day");
        self.wrong(span, key, &want, "YYYY-MM-DD");
    }

    /// Reads a required civil day.
    pub fn required_date(&mut self, key: &'static str) -> Option<Placed<NaiveDate>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, "YYYY-MM-DD");
            return None;
        }
        self.date(key)
    }

    /// Reads an optional amount of money, above zero.
    pub fn amount(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        let amount = self.amount_or_zero(key)?;
        if amount.is_positive() {
            return Some(amount);
        }
        self.faults.lose();
        self.faults.add(
            Code::AmountNotPositive,
            amount.span,
            Words::new(format!("`{key}` ต้องมากกว่าศูนย์"), format!("`{key}` must be above zero")),
            Words::new("ใส่จำนวนเงินจริง หรือลบทั้งบรรทัด", "Write the amount, or delete the line"),
        );
        None
    }

    /// Reads an optional amount of money that may be nothing.
    pub fn amount_or_zero(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        let (value, span) = self.take(key)?;
        if let Some((span, meant)) = self.faults.meant(span.start) {
            let Meant::Amount(value) = meant else {
                self.faults.lose();
                return None;
            };
            return Some(Placed { value, span });
        }
        let raw = self.faults.source.slice(span);
        let (code, message) = match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => match Satang::parse(raw) {
                Ok(value) => return Some(Placed { value, span }),
                Err(_) if raw.starts_with('-') => (
                    Code::AmountNotPositive,
                    Words::new(format!("`{key}` ต้องมากกว่าศูนย์"), format!("`{key}` must be above zero")),
                ),
                Err(NotMoney::Decimals) => (
                    Code::BadAmount,
                    Words::new("จำนวนเงินมีทศนิยมได้ไม่เกินสองตำแหน่ง", "An amount has at most two decimals"),
                ),
                Err(NotMoney::TooLarge) => (
                    Code::BadAmount,
                    Words::new("จำนวนเงินสูงเกินสิบล้านล้านบาท", "An amount above ten million million baht"),
                ),
                Err(NotMoney::Shape) => (
                    Code::BadAmount,
                    Words::new(
                        "จำนวนเงินเขียนด้วยเลข 0-9 และจุดทศนิยมเท่านั้น",
                        "An amount is written with digits 0-9 and one decimal point only",
                    ),
                ),
            },
            DeValue::String(_) => (
                Code::QuotedAmount,
                Words::new("จำนวนเงินไม่ใส่เครื่องหมายคำพูด", "An amount stands without quotes"),
            ),
            _ => {
                self.wrong(span, key, &Words::new("จำนวนเงิน", "an amount of money"), "25_000.00");
                return None;
            }
        };
        let meant = loose_amount(raw);
        let help = match meant {
            Some(amount) => write_line(&format!("{key} = {}", amount.as_record())),
            None => Words::new(
                format!("เขียนเป็น  {key} = 25_000.00  (บาท ทศนิยมไม่เกินสองตำแหน่ง)"),
                format!("Write  {key} = 25_000.00  (baht, at most two decimals)"),
            ),
        };
        let mut finding = Diagnostic::new(code, self.faults.source, span, message, help);
        match meant {
            Some(amount) => finding = finding.rewriting(amount.as_record()),
            None => self.faults.lose(),
        }
        self.faults.push(finding);
        meant.map(|value| Placed { value, span })
    }

    /// Reads a required amount of money, above zero.
    pub fn required_amount(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, "0_000.00");
            return None;
        }
        self.amount(key)
    }

    /// Reads an optional whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Integer(number) = value.get_ref()
            && number.radix() == 10
            && let Ok(value) = number.as_str().parse()
        {
            return Some(Placed { value, span });
        }
        self.wrong(span, key, &Words::new("จำนวนเต็ม", "a whole number"), "15");
        None
    }

    /// Reads an optional whole number that lies within a range.
    pub fn integer_within(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<Placed<i64>> {
        let number = self.integer(key)?;
        if range.contains(&number.value) {
            return Some(number);
        }
        let (least, most) = range.into_inner();
        self.wrong(
            number.span,
            key,
            &Words::new(
                format!("จำนวนเต็มตั้งแต่ {least} ถึง {most}"),
                format!("a whole number from {least} to {most}"),
            ),
            &15.clamp(least, most).to_string(),
        );
        None
    }

    /// Reads an optional percentage in hundredths of a per cent, from its digits.
    pub fn percent(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let (value, span) = self.take(key)?;
        if matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_))
            && let Ok(Satang(hundredths)) = Satang::parse(self.faults.source.slice(span))
        {
            return Some(Placed {
                value: hundredths,
                span,
            });
        }
        self.wrong(
            span,
            key,
            &Words::new("ร้อยละ ทศนิยมไม่เกินสองตำแหน่ง", "a percentage with at most two decimals"),
            "60.00",
        );
        None
    }

    /// Reads an optional yes or no.
    pub fn yes(&mut self, key: &'static str) -> Option<Placed<bool>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Boolean(value) = value.get_ref() {
            return Some(Placed { value: *value, span });
        }
        self.wrong(span, key, &Words::new(" true หรือ false", "true or false"), "true");
        None
    }

    /// Reads an optional list of texts.
    pub fn texts(&mut self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        let (value, span) = self.take(key)?;
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(
                span,
                key,
                &Words::new("รายการข้อความใน [ ]", "a list of texts in [ ]"),
                "[\"…\"]",
            );
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            let place = Span::from(item.span());
            match item.into_inner() {
                DeValue::String(text) => texts.extend(self.sound(key, text.into_owned(), place)),
                _ if place.is_empty() => {}
                _ => self.wrong(
                    place,
                    key,
                    &Words::new("รายการข้อความใน [ ]", "a list of texts in [ ]"),
                    "[\"…\"]",
                ),
            }
        }
        Some(Placed { value: texts, span })
    }

    /// Reads an optional table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'s, 'f>> {
        self.table_or(key, Code::WrongType)
    }

    /// Reads an optional table; anything else is reported with a code of its own.
    pub fn table_or(&mut self, key: &'static str, code: Code) -> Option<Table<'s, 'f>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Table(table) = value.into_inner() {
            return Some(Table::new(self.faults, table, span, Vec::new()));
        }
        let shape = shape(key, self.faults.source.slice(span));
        let want = Words::new("ค่าใน { }", "values in braces { }");
        self.wrong_as(code, span, key, &want, &shape);
        None
    }

    /// Reads a list of tables, `[[key]]`; none is an empty list.
    pub fn each(&mut self, key: &'static str) -> Vec<Table<'s, 'f>> {
        let Some((value, span)) = self.take(key) else {
            return Vec::new();
        };
        let mut tables = Vec::new();
        let DeValue::Array(items) = value.into_inner() else {
            self.each_wanted(span, key);
            return tables;
        };
        for item in items {
            let place = Span::from(item.span());
            match item.into_inner() {
                DeValue::Table(table) => {
                    let around = self.asked.borrow().clone();
                    tables.push(Table::new(self.faults, table, place, around));
                }
                _ if place.is_empty() => {}
                _ => self.each_wanted(place, key),
            }
        }
        tables
    }

    fn each_wanted(&self, span: Span, key: &str) {
        self.faults.lose();
        self.faults.add(
            Code::WrongType,
            span,
            Words::new(
                format!("`{key}` เขียนเป็นหัวตาราง [[{key}]]"),
                format!("`{key}` is written as [[{key}]]"),
            ),
            Words::new(
                format!("เขียน  [[{key}]]  ในบรรทัดของตน แล้วตามด้วยคีย์ของเหตุการณ์"),
                format!("Write  [[{key}]]  on its own line, then the keys of the event"),
            ),
        );
    }

    /// Reports every key that nobody asked for, with the line to write, and
    /// the required keys that are absent.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        let mut missed = self.missed.borrow_mut();
        for entry in &self.entries {
            if asked.contains(&entry.key.as_str()) {
                continue;
            }
            let plain = entry.key.to_ascii_lowercase().replace('-', "_");
            let meant = nearest(&plain, asked.iter().copied().filter(|name| !self.stands(name)));
            // A key that stands here misspelt is one mistake, not two: it is
            // not missing, and what its absence would mean is not judged.
            if let Some(name) = meant {
                missed.retain(|one| one.key != name);
                self.faults.lose();
            }
            self.faults.add(
                Code::UnknownKey,
                entry.key_span,
                Words::new(
                    format!("ไม่รู้จักคีย์ `{}`", entry.key),
                    format!("Unknown key `{}`", entry.key),
                ),
                self.instead_of(entry, meant, &asked),
            );
        }
        for one in &*missed {
            self.report_missing(one);
        }
    }

    fn stands(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == name)
    }

    fn instead_of(&self, entry: &Entry<'_>, meant: Option<&str>, asked: &[&str]) -> Words {
        if let Some(name) = meant {
            let value = entry.value.as_ref().map(|value| Span::from(value.span()));
            let raw = value.map_or("", |span| self.faults.source.slice(span));
            let (_, line) = self.faults.source.line_at(entry.key_span.start as usize);
            // Only a value that stands there whole may be copied: what could not be
            // read has a finding, and a line to write, of its own.
            let rest = line.split_once('=').map_or("", |(_, rest)| rest.trim());
            let whole = rest
                .strip_prefix(raw)
                .is_some_and(|left| left.is_empty() || left.trim_start().starts_with('#'));
            let alone = line.trim_start().starts_with(&entry.key) && !raw.is_empty() && !raw.starts_with('[') && whole;
            return if alone && !raw.contains('\n') {
                write_line(&format!("{name} = {raw}"))
            } else {
                Words::new(format!("หมายถึง `{name}` ใช่หรือไม่"), format!("Did you mean `{name}`?"))
            };
        }
        if self.around.contains(&entry.key.as_str()) {
            return Words::new(
                format!("`{}` เป็นของทั้งระเบียน ย้ายบรรทัดนี้ขึ้นไปเหนือหัว [[…]] แรก", entry.key),
                format!(
                    "`{}` belongs to the whole record: move this line above the first [[…]]",
                    entry.key
                ),
            );
        }
        let headers = |names: &[&str]| {
            let headers = asked.iter().filter(|key| names.contains(key));
            headers.map(|key| format!("[[{key}]]")).collect::<Vec<_>>()
        };
        // Voiding is a word about an event, and stands in it.
        let voidable = headers(&VOIDABLE);
        if entry.key == "void" && self.around.is_empty() && !voidable.is_empty() {
            let line = format!("void = {}", shape("void", ""));
            let voidable = voidable.join(" ");
            return Words::new(
                format!("ลบออก แล้วเพิ่มบรรทัด  {line}  ในรายการที่จะยกเลิก ({voidable})"),
                format!("Delete it, and add the line  {line}  to the event that is voided ({voidable})"),
            );
        }
        // Keys of an event at the root: its header has gone, not its meaning.
        let event = [
            "date",
            "vouchers",
            "cash",
            "salary",
            "receipt",
            "late_reason",
            "pending",
            "reference",
            "result",
        ];
        if self.around.is_empty() && event.contains(&entry.key.as_str()) {
            let headers = headers(&EVENTS);
            if !headers.is_empty() {
                return Words::new(
                    format!("เพิ่มหัวของเหตุการณ์เหนือบรรทัดแรกของชุดนี้: {}", headers.join(" หรือ ")),
                    format!(
                        "Add the event's header above the first line of this group: {}",
                        headers.join(" or ")
                    ),
                );
            }
        }
        Words::new(
            format!("ลบบรรทัดนี้ คีย์ที่มีคือ: {}", asked.join(" ")),
            format!("Delete this line; the keys known here are: {}", asked.join(" ")),
        )
    }
}
