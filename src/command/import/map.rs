//! Which mapping an import goes by: our own export's, the one given, the one
//! kept, or a guess.

use std::path::Path;

use super::super::Failure;
use super::super::args::ImportArgs;
use super::super::desk::Desk;
use crate::book::gather::Book;
use crate::text::Words;
use crate::workbook::export;
use crate::workbook::grid::Workbook;
use crate::workbook::mapping::{self, Mapping, fit};
use crate::world::disk;

/// A mapping and where it came from.
pub(super) struct Map {
    pub(super) mapping: Mapping,
    pub(super) origin: Origin,
}

/// Where a mapping came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The workbook is our own export.
    Own,
    /// It is a table of states, which needs none.
    States,
    /// A file, by its path as shown.
    File(String),
    /// A guess, to be kept at this path of the book; written already to a file
    /// that was named.
    Guess { keep: String, written: Option<String> },
}

impl Map {
    /// That of a table of states.
    pub(super) fn states() -> Map {
        Map {
            mapping: Mapping::default(),
            origin: Origin::States,
        }
    }

    /// What is to be kept in the book: a guess that was used.
    pub(super) fn to_keep(&self) -> Option<(String, String)> {
        match &self.origin {
            Origin::Guess { keep, written: None } => Some((keep.clone(), mapping::write(&self.mapping))),
            _ => None,
        }
    }
}

/// Finds the mapping.
///
/// # Errors
///
/// Where a mapping's file cannot be read or says what no mapping says.
pub(super) fn find(desk: &Desk, args: &ImportArgs, workbook: &Workbook, book: &Book) -> Result<Map, Failure> {
    if let Some(mapping) = export::mapping(workbook) {
        return Ok(Map {
            mapping,
            origin: Origin::Own,
        });
    }
    if let Some(path) = &args.map {
        if stands(path)? {
            return read(path, &path.display().to_string());
        }
        let mapping = guess(workbook, book)?;
        disk::write(path, mapping::write(&mapping).as_bytes())
            .map_err(|error| Failure::disk(&path.display().to_string(), &error))?;
        return Ok(Map {
            mapping,
            origin: Origin::Guess {
                keep: String::new(),
                written: Some(path.display().to_string()),
            },
        });
    }
    let keep = format!("records/import/{}.toml", stem(&args.file));
    let own = desk.root.join(&keep);
    if stands(&own)? {
        return read(&own, &keep);
    }
    // Next year's file has another name: the mapping that fits it whole is its.
    let kept = book.sources.keys().filter(|path| path.starts_with("records/import/"));
    for path in kept {
        let map = read(&desk.root.join(&**path), path)?;
        let fitted = fit::fit(&map.mapping, workbook);
        if !fitted.sheets.is_empty()
            && fitted
                .sheets
                .iter()
                .all(|sheet| sheet.missing.is_empty() && sheet.columns.len() >= 4)
        {
            return Ok(map);
        }
    }
    Ok(Map {
        mapping: guess(workbook, book)?,
        origin: Origin::Guess { keep, written: None },
    })
}

fn stands(path: &Path) -> Result<bool, Failure> {
    disk::stands(path).map_err(|error| Failure::unread(&path.display().to_string(), &error))
}

fn read(path: &Path, shown: &str) -> Result<Map, Failure> {
    let text = disk::read_file(path).map_err(|error| Failure::unread(shown, &error))?;
    let mapping = mapping::read(&text).map_err(|words| {
        Failure::usage(Words::new(
            format!("{shown}: {}", words.th),
            format!("{shown}: {}", words.en),
        ))
    })?;
    Ok(Map {
        mapping,
        origin: Origin::File(shown.to_owned()),
    })
}

fn guess(workbook: &Workbook, book: &Book) -> Result<Mapping, Failure> {
    let mapping = mapping::guess(workbook, book);
    if mapping.sheets.is_empty() {
        return Err(nothing(workbook));
    }
    Ok(mapping)
}

/// No sheet is a register.
pub(super) fn nothing(workbook: &Workbook) -> Failure {
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let names = names.join(" · ");
    Failure::usage(Words::new(
        format!(
            "ไม่พบทะเบียนเงินยืมหรือหลักประกันในแผ่นงาน {names} หัวตารางต้องอยู่ใน 25 แถวแรก และมีคอลัมน์ชื่อผู้ยืม (หรือคู่สัญญา) กับจำนวนเงิน ถ้าใช้คำอื่น เขียนแผนผังแล้วใช้ --map"
        ),
        format!(
            "no register of advances or guarantees in the sheets {names}: its header stands in the first 25 rows and has columns of borrowers (or contractors) and amounts; where it uses other words, write a mapping and name it with --map"
        ),
    ))
}

/// The name under which a file's mapping is kept: the file's, without the year,
/// so that next year's finds it.
fn stem(file: &Path) -> String {
    let name = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let bare: String = name
        .chars()
        .map(|c| {
            if c.is_alphabetic() || ('\u{e31}'..='\u{e4e}').contains(&c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    let parts: Vec<&str> = bare.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "workbook".to_owned()
    } else {
        parts.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_years_file_finds_this_years_mapping() {
        for (file, want) in [
            ("ทะเบียนเงินยืม 2566.xlsx", "ทะเบียนเงินยืม"),
            ("ทะเบียนเงินยืม_2567 (1).xlsx", "ทะเบียนเงินยืม"),
            ("/tmp/Loan Register FY2566.csv", "Loan-Register-FY"),
            ("2566.xlsx", "workbook"),
        ] {
            assert_eq!(stem(Path::new(file)), want);
        }
    }
}
