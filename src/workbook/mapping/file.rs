//! A mapping as a TOML file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::super::spots::Spots;
use super::super::value::Order;
use super::{Mapping, SheetMap};
use crate::pen::{Value, key};
use crate::record::Kind;
use crate::text::Words;
use crate::text::nearest::nearest;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    sheet: Vec<Sheet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    kind: String,
    date_order: Option<String>,
    two_digit_year: Option<String>,
    excel_dates: Option<String>,
    empty: Option<String>,
    cleared_as: Option<String>,
    #[serde(default)]
    fixed: BTreeMap<String, String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
}

/// Targets of a column that are no key.
pub(super) const OTHERS: [&str; 5] = ["agency", "path", "amount+", "=outstanding", "-"];

/// Reads a mapping file.
///
/// # Errors
///
/// Where it is no TOML, has words that no mapping has, or names keys that no
/// record has: with the line and what to write.
pub fn read(text: &str) -> Result<Mapping, Words> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        let message = error.message().to_owned();
        Words::new(
            format!("บรรทัด {line} ของแผนผัง: {message}"),
            format!("line {line} of the mapping: {message}"),
        )
    })?;
    let sheets = file.sheet.into_iter().map(sheet).collect::<Result<Vec<_>, Words>>()?;
    if sheets.is_empty() {
        return Err(Words::new("แผนผังไม่มี [[sheet]] สักแผ่น", "the mapping has no [[sheet]]"));
    }
    Ok(Mapping { sheets })
}

fn sheet(sheet: Sheet) -> Result<SheetMap, Words> {
    let kind = one_of("kind", &sheet.kind, &Kind::ALL)?;
    let mut map = SheetMap::new(&sheet.name, kind);
    let spots = Spots::of(kind);
    let columns = || {
        sheet
            .columns
            .iter()
            .flat_map(|(title, targets)| targets.split_whitespace().map(move |target| (title, target)))
    };
    for target in columns()
        .map(|(_, target)| target)
        .chain(sheet.fixed.keys().map(String::as_str))
    {
        let known = OTHERS.contains(&target)
            || (target == "warranty" && kind == Kind::Guarantee)
            || spots.find(target).is_some();
        if !known {
            return Err(unknown(target, &spots));
        }
    }
    let order = [("dmy", Order::DayFirst), ("mdy", Order::MonthFirst)];
    let eras = [("be", false), ("ce", true)];
    map.order = sheet
        .date_order
        .map(|value| one_of("date_order", &value, &order))
        .transpose()?;
    map.two_digits_common = sheet
        .two_digit_year
        .map_or(Ok(false), |value| one_of("two_digit_year", &value, &eras))?;
    let right = [("right", true)];
    map.dates_right = sheet
        .excel_dates
        .map_or(Ok(false), |value| one_of("excel_dates", &value, &right))?;
    let empty = [("keep", false), ("remove", true)];
    map.removes = sheet.empty.map_or(Ok(false), |value| one_of("empty", &value, &empty))?;
    let ways = [("vouchers", "vouchers"), ("cash", "cash")];
    map.cleared_as = sheet
        .cleared_as
        .map(|value| one_of("cleared_as", &value, &ways))
        .transpose()?
        .map(str::to_owned);
    map.columns = columns()
        .map(|(title, target)| (title.clone(), target.to_owned()))
        .collect();
    map.fixed = sheet.fixed;
    map.words = sheet
        .words
        .into_iter()
        .map(|(key, words)| (key, words.into_iter().collect()))
        .collect();
    Ok(map)
}

fn one_of<T: Copy>(name: &str, value: &str, all: &[(&'static str, T)]) -> Result<T, Words> {
    all.iter()
        .find(|(word, _)| *word == value)
        .map(|(_, meant)| *meant)
        .ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
            let known = known.join(" | ");
            Words::new(
                format!("แผนผัง: {name} = \"{value}\" ไม่มีให้เลือก เขียนเป็น {known}"),
                format!("the mapping: {name} = \"{value}\" is no choice; write {known}"),
            )
        })
}

fn unknown(target: &str, spots: &Spots) -> Words {
    let names: Vec<String> = spots.list.iter().map(super::super::spots::Spot::name).collect();
    let near = nearest(target, names.iter().map(String::as_str).chain(OTHERS));
    let (th, en) = near.map_or_else(
        || {
            (
                format!("คีย์ที่มีคือ {}", names.join(" ")),
                format!("the keys are {}", names.join(" ")),
            )
        },
        |near| {
            (
                format!("หมายถึง \"{near}\" ใช่หรือไม่"),
                format!("did you mean \"{near}\"?"),
            )
        },
    );
    Words::new(
        format!("แผนผัง: ไม่มีคีย์ \"{target}\" ใน {} {th}", spots.kind.name()),
        format!(
            "the mapping: there is no key \"{target}\" in an {}: {en}",
            spots.kind.name()
        ),
    )
}

/// Writes a mapping as a file that explains itself.
#[must_use]
pub fn write(mapping: &Mapping) -> String {
    let mut out = String::from(
        "# แผนผังการนำเข้า: คอลัมน์ของแผ่นงาน = คีย์ของระเบียน · which column of the workbook is which key of a record\n\
         # \"-\" ไม่นำเข้า · \"amount+\" บวกรวมเป็นจำนวนเงิน · \"=outstanding\" ใช้เทียบยอดเท่านั้น · สองคีย์คั่นด้วยช่องว่าง\n\
         # date_order = \"dmy\"|\"mdy\" · two_digit_year = \"be\"|\"ce\" · excel_dates = \"right\" · empty = \"keep\"|\"remove\" · cleared_as = \"vouchers\"|\"cash\"\n",
    );
    for sheet in &mapping.sheets {
        let quoted = |text: &str| Value::text(text).written();
        let _ = writeln!(
            out,
            "\n[[sheet]]\nname = {}\nkind = {}",
            quoted(&sheet.name),
            quoted(sheet.kind.name())
        );
        let order = sheet
            .order
            .map(|order| if order == Order::DayFirst { "dmy" } else { "mdy" });
        for (key, value) in [
            ("date_order", order),
            ("two_digit_year", sheet.two_digits_common.then_some("ce")),
            ("excel_dates", sheet.dates_right.then_some("right")),
            ("empty", sheet.removes.then_some("remove")),
            ("cleared_as", sheet.cleared_as.as_deref()),
        ] {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", quoted(value));
            }
        }
        if !sheet.fixed.is_empty() {
            out.push_str("[sheet.fixed]\n");
            for (name, value) in &sheet.fixed {
                let _ = writeln!(out, "{} = {}", key(name), quoted(value));
            }
        }
        out.push_str("[sheet.columns]\n");
        for (at, (title, _)) in sheet.columns.iter().enumerate() {
            if sheet.columns[..at].iter().any(|(before, _)| before == title) {
                continue;
            }
            let targets = sheet.columns.iter().filter(|(other, _)| other == title);
            let targets: Vec<&str> = targets.map(|(_, target)| target.as_str()).collect();
            let _ = writeln!(out, "{} = {}", key(title), quoted(&targets.join(" ")));
        }
        for hint in &sheet.hints {
            let _ = writeln!(out, "# {hint}");
        }
        for (name, words) in sheet.words.iter().filter(|(_, words)| !words.is_empty()) {
            let _ = writeln!(out, "[sheet.words.{}]", key(name));
            for (word, code) in words {
                let _ = writeln!(out, "{} = {}", key(word), quoted(code));
            }
        }
    }
    out
}
