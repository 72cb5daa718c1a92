//! Every record for programs that read many offices at once: a table an agency and
//! fiscal year, in folders named as Hive does it, which `DuckDB` and Apache Spark
//! take for two more columns.
//!
//! It has no language: names of columns and values are codes, days ISO, amounts
//! decimals. It has no mark before its first name, which Spark would read as a part
//! of the name, and a record is one line, for Spark cuts a file at its line ends.

use rayon::prelude::*;

use super::columns::{COLUMNS, Holds, cells};
use super::csv::line;
use crate::book::Entry;
use crate::press::PressFault;
use crate::record::{Kind, RecordId};
use crate::site::Page;
use crate::site::desk::Desk;

/// The folder in which agencies' folders stand.
const FOLDER: &str = "downloads/records/";

/// Where the tables stand, as a pattern for programs.
pub const PATTERN: &str = "downloads/records/agency=*/fiscal_year=*/records.csv";

/// Where their columns are described.
pub(super) const SCHEMA: &str = "downloads/records.schema.json";

/// Renders the tables; an agency has one of each fiscal year of which it has records.
///
/// # Errors
///
/// [`PressFault`] as [`Desk::unless_it_stands`] has it.
pub(super) fn tables(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    let shelf = |id: &RecordId| (id.agency.clone(), id.fiscal_year);
    desk.register
        .entries
        .chunk_by(|a, b| shelf(a.id()) == shelf(b.id()))
        .collect::<Vec<_>>()
        .par_iter()
        .filter_map(|entries| Some((entries.first()?.id(), entries)))
        .map(|(id, entries)| {
            let make = || Ok(Page::new(path(id), table(desk, entries)));
            desk.unless_it_stands(path(id), desk.facts_of_agency(&id.agency), make)
        })
        .collect()
}

/// Whose rows a file holds, where it is one of these tables: agency and fiscal year.
pub(super) fn place(path: &str) -> Option<(&str, &str)> {
    let (agency, rest) = path.strip_prefix(FOLDER)?.strip_prefix("agency=")?.split_once('/')?;
    let (year, _) = rest.strip_prefix("fiscal_year=")?.split_once('/')?;
    Some((agency, year))
}

fn path(id: &RecordId) -> String {
    format!(
        "{FOLDER}agency={}/fiscal_year={}/records.csv",
        id.agency, id.fiscal_year
    )
}

fn table(desk: &Desk<'_>, entries: &[Entry<'_>]) -> Vec<u8> {
    let names = COLUMNS.map(|column| column.name(desk.is_public()));
    let mut out = String::new();
    let head: Vec<String> = names.iter().flatten().map(|name| (*name).to_owned()).collect();
    line(&mut out, &head);
    for entry in entries {
        let row: Vec<String> = COLUMNS
            .iter()
            .zip(cells(desk, entry))
            .zip(names)
            .filter(|(_, name)| name.is_some())
            .map(|((column, cell), _)| match column.holds {
                Holds::Fund => fund(entry).to_owned(),
                _ => cell.plain().replace("\r\n", " ").replace(['\r', '\n'], " "),
            })
            .collect();
        line(&mut out, &row);
    }
    out.into_bytes()
}

/// The fund of an advance, as `status --by fund` names it.
fn fund(entry: &Entry<'_>) -> &'static str {
    match entry {
        Entry::Advance(advance, _) => advance.fund.value.name(),
        Entry::Guarantee(..) => Kind::Guarantee.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::{path, place};
    use crate::record::id;

    #[test]
    fn a_path_says_whose_rows_it_holds() {
        let id = id::parse("pr-2/2569/advance-0001").expect("an identity");
        assert_eq!(path(&id), "downloads/records/agency=pr-2/fiscal_year=2569/records.csv");
        assert_eq!(place(&path(&id)), Some(("pr-2", "2569")));
        for other in [
            "downloads/records.json",
            "downloads/all.th.csv",
            "downloads/records.schema.json",
        ] {
            assert_eq!(place(other), None, "{other}");
        }
    }
}
