//! The table reader: asks a TOML table for its keys one by one, keeps the
//! place of each value, and reports every mistake instead of the first.

use std::cell::RefCell;

use chrono::{Datelike, NaiveDate};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::code::Code;
use super::diagnostic::{Faults, Words};
use super::nearest::nearest;
use super::source::{Placed, Source, Span};
use crate::day::BUDDHIST_OFFSET;
use crate::money::{NotMoney, Satang};
use crate::thai;

/// Years from which on a date is taken to be of the Buddhist Era.
const BUDDHIST_FROM: i32 = 2400;
/// Years of the Common Era that a record may speak of.
const PLAUSIBLE: std::ops::RangeInclusive<i32> = 1950..=2200;

/// A table of a file while it is being read.
pub struct Table<'s, 'f> {
    faults: &'f Faults<'s>,
    entries: Vec<Entry<'s>>,
    /// The place of the whole table: its header line or braces.
    pub span: Span,
    asked: RefCell<Vec<&'static str>>,
}

struct Entry<'s> {
    key: String,
    key_span: Span,
    value: Option<Spanned<DeValue<'s>>>,
}

/// Reads a source into its root table, reporting all that is not TOML.
///
/// Returns what could be read: values that the parser could not understand
/// are left out silently afterwards, for they have been reported.
pub fn read<'s, 'f>(source: &'s Source, faults: &'f Faults<'s>) -> Table<'s, 'f> {
    let text = source
        .text
        .strip_prefix('\u{feff}')
        .map_or(source.text.as_str(), |_| source.text.as_str());
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut last_line = usize::MAX;
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        let (line_start, line) = source.line_at(at.start);
        if line_start == last_line {
            continue;
        }
        last_line = line_start;
        report_syntax(faults, at, line_start, line, error.message());
    }
    let span = Span::from(0..0);
    Table::new(faults, root.into_inner(), span)
}

/// Words for a line that is not TOML: the exact line to write where the slip
/// is one that offices make.
fn report_syntax(faults: &Faults<'_>, at: std::ops::Range<usize>, line_start: usize, line: &str, reason: &str) {
    let whole = Span::from(line_start..line_start + line.len());
    if let Some((key, raw)) = line.split_once('=') {
        let (key, value) = (key.trim(), raw.split('#').next().unwrap_or(raw).trim());
        let start = line_start + line.len() - raw.len() + (raw.len() - raw.trim_start().len());
        let span = Span::from(start..start + value.len());
        if value.starts_with(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c)) {
            if let Some(amount) = loose_amount(value) {
                let line = format!("{key} = {}", amount.as_record());
                return faults.add(
                    Code::BadAmount,
                    span,
                    Words::new(
                        "จำนวนเงินเขียนด้วยเลข 0-9 และจุดทศนิยมเท่านั้น",
                        "An amount is written with digits 0-9 and one decimal point only",
                    ),
                    write_line(&line),
                );
            }
            if let Some(day) = thai::date::parse(value) {
                return report_date_form(faults, span, key, value, day);
            }
        }
    }
    if reason.contains("duplicate key") {
        let span = Span::from(at);
        return faults.add(
            Code::DuplicateKey,
            span,
            Words::new("คีย์นี้เขียนไว้แล้วในตารางเดียวกัน", "This key already stands in the same table"),
            Words::new(
                "ลบบรรทัดที่ไม่ใช้ ให้เหลือคีย์ละหนึ่งบรรทัด",
                "Delete the line that is not meant; each key stands once",
            ),
        );
    }
    let span = if at.is_empty() && at.start >= line_start + line.len() {
        whole
    } else {
        Span::from(at)
    };
    faults.add(
        Code::Syntax,
        span,
        Words::new(
            format!("อ่านบรรทัดนี้ไม่ได้ ({reason})"),
            format!("This line cannot be read ({reason})"),
        ),
        Words::new(
            "เขียนเป็น  คีย์ = ค่า  ข้อความอยู่ใน \"…\" วันที่เป็น 2026-11-20 จำนวนเงินเป็น 25_000.00",
            "Write  key = value  with texts in \"…\", dates as 2026-11-20 and amounts as 25_000.00",
        ),
    );
}

/// Reads an amount that an office would understand: commas, Thai digits, `บาท`.
#[must_use]
pub fn loose_amount(text: &str) -> Option<Satang> {
    let plain: String = thai::digits::to_arabic(text)
        .trim_matches(['"', '\'', ' '])
        .trim_end_matches("บาท")
        .trim_end_matches(".-")
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '_'))
        .collect();
    Satang::parse(&plain).ok()
}

fn write_line(line: &str) -> Words {
    Words::new(format!("แก้บรรทัดนี้เป็น  {line}"), format!("Write this line as  {line}"))
}

fn report_date_form(faults: &Faults<'_>, span: Span, key: &str, written: &str, day: NaiveDate) {
    let year: Option<i32> = thai::digits::to_arabic(written)
        .get(..4)
        .and_then(|year| year.parse().ok());
    let line = format!("{key} = {day}");
    match year {
        Some(year) if year >= BUDDHIST_FROM => faults.add(
            Code::BuddhistYear,
            span,
            Words::new(
                format!("ปี {year} เป็น พ.ศ. ตรงกับ ค.ศ. {}", day.year()),
                format!("The year {year} is of the Buddhist Era; it is {} C.E.", day.year()),
            ),
            Words::new(
                format!(
                    "แก้บรรทัดนี้เป็น  {line}  หน้าเว็บและจดหมายจะแสดง {} ให้เอง",
                    thai::date::medium(day)
                ),
                format!(
                    "Write this line as  {line}  Pages and mails print B.E. {} by themselves",
                    day.year() + BUDDHIST_OFFSET
                ),
            ),
        ),
        _ => faults.add(
            Code::QuotedDate,
            span,
            Words::new(
                "วันที่เขียนเป็น ปี ค.ศ.-เดือน-วัน โดยไม่มีเครื่องหมายคำพูด",
                "A date is written as C.E. year-month-day, without quotes",
            ),
            write_line(&line),
        ),
    }
}

impl<'s, 'f> Table<'s, 'f> {
    fn new(faults: &'f Faults<'s>, table: DeTable<'s>, span: Span) -> Table<'s, 'f> {
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
            asked: RefCell::new(Vec::new()),
        }
    }

    /// Returns where findings of this file go.
    #[must_use]
    pub fn faults(&self) -> &'f Faults<'s> {
        self.faults
    }

    /// Returns whether the key is written at all, readable or not.
    pub fn has(&self, key: &'static str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Returns where a key's name stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| entry.key_span)
    }

    fn take(&mut self, key: &'static str) -> Option<(Spanned<DeValue<'s>>, Span)> {
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
        self.faults.add(
            Code::WrongType,
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
        self.faults.add(
            Code::MissingKey,
            self.span,
            Words::new(format!("ขาด `{key}`"), format!("`{key}` is missing")),
            Words::new(
                format!("เพิ่มบรรทัด  {key} = {example}"),
                format!("Add the line  {key} = {example}"),
            ),
        );
    }

    /// Reads an optional text; an empty one is a mistake.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let (value, span) = self.take(key)?;
        if let DeValue::String(text) = value.into_inner() {
            if text.trim().is_empty() {
                self.faults.add(
                    Code::EmptyText,
                    span,
                    Words::new(format!("`{key}` ว่างอยู่"), format!("`{key}` is empty")),
                    Words::new("ใส่ข้อความ หรือลบทั้งบรรทัด", "Write a text, or delete the line"),
                );
                return None;
            }
            return Some(Placed {
                value: text.into_owned(),
                span,
            });
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
            self.missing(key, &names.join(" | "));
            return None;
        }
        self.choice(key, choices)
    }

    /// Reads an optional civil day: ISO, Common Era, no quotes, no time.
    pub fn date(&mut self, key: &'static str) -> Option<Placed<NaiveDate>> {
        let (value, span) = self.take(key)?;
        let value = match value.into_inner() {
            DeValue::Datetime(moment) => moment,
            other => {
                let raw = self.faults.source.slice(span);
                match thai::date::parse(raw) {
                    Some(day) if other.is_str() => {
                        report_date_form(self.faults, span, key, raw.trim_matches(['"', '\'']), day);
                    }
                    _ => self.wrong(
                        span,
                        key,
                        &Words::new("วันที่ ปี ค.ศ.-เดือน-วัน", "a date, C.E. year-month-day"),
                        "2026-11-20",
                    ),
                }
                return None;
            }
        };
        let Some(date) = value.date else {
            self.wrong(
                span,
                key,
                &Words::new("วันที่ ปี ค.ศ.-เดือน-วัน", "a date, C.E. year-month-day"),
                "2026-11-20",
            );
            return None;
        };
        let (year, month, day) = (i32::from(date.year), u32::from(date.month), u32::from(date.day));
        if year >= BUDDHIST_FROM {
            let raw = self.faults.source.slice(span);
            if let Some(day) = NaiveDate::from_ymd_opt(year - BUDDHIST_OFFSET, month, day) {
                report_date_form(self.faults, span, key, raw, day);
            }
            return None;
        }
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        if value.time.is_some() {
            self.faults.add(
                Code::DateWithTime,
                span,
                Words::new("ระเบียนใช้วันที่ ไม่ใช้เวลา", "A record holds a day, not a time of day"),
                write_line(&format!("{key} = {day}")),
            );
            return None;
        }
        if !PLAUSIBLE.contains(&year) {
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
        Some(Placed { value: day, span })
    }

    /// Reads a required civil day.
    pub fn required_date(&mut self, key: &'static str) -> Option<Placed<NaiveDate>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, "2026-11-20");
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
                    Words::new("จำนวนเงินสูงเกินหมื่นล้านบาท", "An amount above ten thousand million baht"),
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
        let help = match loose_amount(raw) {
            Some(amount) => write_line(&format!("{key} = {}", amount.as_record())),
            None => Words::new(
                format!("เขียนเป็น  {key} = 25_000.00  (บาท ทศนิยมไม่เกินสองตำแหน่ง)"),
                format!("Write  {key} = 25_000.00  (baht, at most two decimals)"),
            ),
        };
        self.faults.add(code, span, message, help);
        None
    }

    /// Reads a required amount of money, above zero.
    pub fn required_amount(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, "25_000.00");
            return None;
        }
        self.amount(key)
    }

    /// Reads an optional whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Integer(number) = value.get_ref()
            && let Ok(value) = number.as_str().parse()
        {
            return Some(Placed { value, span });
        }
        self.wrong(span, key, &Words::new("จำนวนเต็ม", "a whole number"), "15");
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
                DeValue::String(text) => texts.push(Placed {
                    value: text.into_owned(),
                    span: place,
                }),
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
        let (value, span) = self.take(key)?;
        if let DeValue::Table(table) = value.into_inner() {
            return Some(Table::new(self.faults, table, span));
        }
        self.wrong(span, key, &Words::new("ตารางใน { }", "a table in { }"), "{ … }");
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
                DeValue::Table(table) => tables.push(Table::new(self.faults, table, place)),
                _ if place.is_empty() => {}
                _ => self.each_wanted(place, key),
            }
        }
        tables
    }

    fn each_wanted(&self, span: Span, key: &str) {
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

    /// Reports every key that nobody asked for, with the nearest known name.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for entry in &self.entries {
            if asked.contains(&entry.key.as_str()) {
                continue;
            }
            let help = match nearest(&entry.key, asked.iter().copied()) {
                Some(name) => Words::new(format!("หมายถึง `{name}` ใช่หรือไม่"), format!("Did you mean `{name}`?")),
                None => Words::new(
                    format!("ลบบรรทัดนี้ คีย์ที่มีคือ: {}", asked.join(" ")),
                    format!("Delete this line; the keys known here are: {}", asked.join(" ")),
                ),
            };
            self.faults.add(
                Code::UnknownKey,
                entry.key_span,
                Words::new(
                    format!("ไม่รู้จักคีย์ `{}`", entry.key),
                    format!("Unknown key `{}`", entry.key),
                ),
                help,
            );
        }
    }
}
