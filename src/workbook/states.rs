//! The table of states, brought back: what `export --csv` and the site's downloads
//! give to be read. All that it says of a record the record says more fully, so
//! nothing is written from it: a row that says what the book says is as it was, and
//! another is refused at its cell, with the way to change the book.

use std::collections::BTreeMap;

use super::draft::{Refusal, said};
use super::grid::{Row, Sheet, Value as Cell, Workbook, address, decimal};
use super::plan::Plan;
use super::rows::SheetRead;
use crate::book::gather::Book;
use crate::money::Satang;
use crate::record::{Kind, RecordId, id};
use crate::text::Words;

/// Columns that stand side by side in every such table, whatever its language.
const SIGNS: [&str; 2] = ["state", "timing"];
/// How far the columns of facts stand before that of the state.
const BEFORE: [(Fact, u16); 4] = [
    (Fact::Contract, 9),
    (Fact::Party, 8),
    (Fact::Project, 7),
    (Fact::Amount, 6),
];
/// How far that of the record's path does.
const PATH: u16 = 11;

/// A fact of a record that the table repeats.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Contract,
    Party,
    Project,
    Amount,
}

/// A record's facts, as the table has them.
struct Facts<'b> {
    contract: &'b str,
    party: (&'static str, &'b str),
    project: &'b str,
    amount: Satang,
}

type Known<'b> = BTreeMap<&'b RecordId, Facts<'b>>;

/// Sets a table of states against the book; nothing where a workbook is none.
#[must_use]
pub fn plan(workbook: &Workbook, book: &Book) -> Option<Plan> {
    let mut plan = Plan {
        names: workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        ..Plan::default()
    };
    let tables: Vec<_> = workbook
        .sheets
        .iter()
        .filter_map(|sheet| Some((sheet, signs(sheet)?)))
        .collect();
    let known = if tables.is_empty() {
        BTreeMap::new()
    } else {
        facts(book)
    };
    for (sheet, (header, state)) in tables {
        let unknown = unknown(sheet, header, state);
        let mut counts = [0; 2];
        // A row without a state is a sum, or a line of words.
        let is_record = |row: &Row<'_>| row.number > header && row.value(state).is_some();
        for row in sheet.rows().filter(is_record) {
            match judged(sheet, &row, state, &known) {
                Ok(id) => {
                    counts[usize::from(id.kind != Kind::Advance)] += 1;
                    plan.same.push(id);
                }
                Err(refusal) => plan.refused.push(*refusal),
            }
        }
        let kinds = [Kind::Advance, Kind::Guarantee].into_iter().zip(counts);
        plan.sheets
            .extend(kinds.filter(|(_, rows)| *rows > 0).map(|(kind, rows)| SheetRead {
                name: sheet.name.clone(),
                kind,
                event: None,
                rows,
                totals: Vec::new(),
                unknown: unknown.clone(),
            }));
    }
    (!plan.same.is_empty() || !plan.refused.is_empty()).then_some(plan)
}

/// The row of the titles, and the column of the state.
fn signs(sheet: &Sheet) -> Option<(u32, u16)> {
    let is = |row: &Row<'_>, column, sign| matches!(row.value(column), Some(Cell::Text(text)) if &**text == sign);
    let row = sheet.rows().next()?;
    let mut columns = row.cells.iter().map(|cell| cell.column);
    let state = columns.find(|column| is(&row, *column, SIGNS[0]) && is(&row, column + 1, SIGNS[1]))?;
    // Whose rows say which record they are.
    let second = sheet.rows().nth(1)?;
    let path = second.value(state.checked_sub(PATH)?)?;
    id::parse(&text(path)).map(|_| (row.number, state))
}

/// The titles of what the program reckons.
fn unknown(sheet: &Sheet, header: u32, state: u16) -> Vec<String> {
    let facts = |column: u16| column + PATH == state || BEFORE.iter().any(|(_, before)| column + before == state);
    let titles = sheet.rows().filter(|row| row.number == header);
    titles
        .flat_map(|row| row.cells)
        .filter(|cell| !facts(cell.column))
        .map(|cell| said(&cell.value))
        .collect()
}

/// Judges a row: the record that it is of, where it says of it what the book says.
fn judged(sheet: &Sheet, row: &Row<'_>, state: u16, known: &Known<'_>) -> Result<RecordId, Box<Refusal>> {
    let refuse = |column: u16, why: Words, instead: Words| {
        Box::new(Refusal {
            sheet: sheet.name.clone(),
            cell: address(row.number, column),
            value: row.value(column).map(said).unwrap_or_default(),
            why,
            instead,
        })
    };
    let path = row.value(state - PATH).map(text).unwrap_or_default();
    let found = id::parse(&path).and_then(|id| known.get(&id).map(|facts| (id, facts)));
    let Some((id, facts)) = found else {
        return Err(refuse(
            state - PATH,
            Words::new(
                "ไม่มีระเบียนนี้ในสมุด และตารางสถานะเพิ่มระเบียนไม่ได้",
                "the book has no such record, and a table of states adds none",
            ),
            workbook_instead(),
        ));
    };
    for (fact, before) in BEFORE {
        let column = state - before;
        let Some(cell) = row.value(column) else { continue };
        let (key, kept, same) = match fact {
            Fact::Contract => (
                "contract",
                facts.contract.to_owned(),
                alike(&text(cell), facts.contract),
            ),
            Fact::Party => (
                facts.party.0,
                facts.party.1.to_owned(),
                alike(&text(cell), facts.party.1),
            ),
            Fact::Project => ("project", facts.project.to_owned(), alike(&text(cell), facts.project)),
            Fact::Amount => {
                let typed = text(cell).replace(',', "");
                (
                    "amount",
                    facts.amount.to_string(),
                    Satang::parse(&typed) == Ok(facts.amount),
                )
            }
        };
        if !same {
            return Err(refuse(
                column,
                Words::new(
                    format!("ในสมุดคือ \"{kept}\" และตารางสถานะมีไว้อ่าน ไม่เปลี่ยนสมุด"),
                    format!("the book says \"{kept}\", and a table of states is read, it changes nothing"),
                ),
                Words::new(
                    format!("ถ้าตารางถูก  duebook set {id} {key}=…  หรือแก้ใน duebook export --xlsx"),
                    format!(
                        "where the table is right,  duebook set {id} {key}=…  or edit what duebook export --xlsx gives"
                    ),
                ),
            ));
        }
    }
    Ok(id)
}

fn workbook_instead() -> Words {
    Words::new(
        "เพิ่มในสมุด Excel ที่  duebook export --xlsx  ให้ แล้วนำกลับ หรือ  duebook new",
        "add it to the workbook that  duebook export --xlsx  gives, and bring that back; or  duebook new",
    )
}

/// What the book says of each record.
fn facts(book: &Book) -> Known<'_> {
    let advances = book.advances.iter().map(|one| {
        let facts = Facts {
            contract: &one.contract.value,
            party: ("borrower.name", &one.borrower.name.value),
            project: &one.project,
            amount: one.amount.value,
        };
        (&one.id, facts)
    });
    let guarantees = book.guarantees.iter().map(|one| {
        let facts = Facts {
            contract: &one.contract.value,
            party: ("contractor.name", &one.contractor.name.value),
            project: one.project.as_deref().unwrap_or_default(),
            amount: one.amount.value,
        };
        (&one.id, facts)
    });
    advances.chain(guarantees).collect()
}

/// What a cell says, without the mark that keeps a sheet from reckoning with it.
fn text(cell: &Cell) -> String {
    let text = match cell {
        Cell::Text(text) => (**text).to_owned(),
        Cell::Number(number) => decimal(*number),
        other => said(other),
    };
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => text,
    }
}

/// Whether two texts differ in nothing but their spaces.
fn alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

#[cfg(test)]
mod tests;
