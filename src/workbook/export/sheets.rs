//! The sheets of a kind of record: one of records, one for each event.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{DataValidation, Workbook as Sheets, Worksheet, XlsxError};

use super::super::spots::{Spot, Spots};
use super::cell::{self, Kept};
use super::look::Look;
use super::{NUMBER, PATH, called, event_sheet};
use crate::pen::{self, Facts};
use crate::record::shape::What;
use crate::record::{Kind, RecordId};

/// The sheets of one kind of record.
pub(super) struct Desk<'l> {
    spots: Spots,
    look: &'l Look,
    /// By event: the sheet's number, and its next row.
    rows: BTreeMap<Option<&'static str>, (usize, u32)>,
}

impl<'l> Desk<'l> {
    /// Makes the sheets with their heads.
    pub(super) fn new(
        sheets: &mut Sheets,
        kind: Kind,
        name: &str,
        look: &'l Look,
        purposes: &[String],
    ) -> Result<Desk<'l>, XlsxError> {
        let spots = Spots::of(kind);
        let mut rows = BTreeMap::new();
        let mut all: Vec<(Option<&'static str>, String)> = vec![(None, name.to_owned())];
        all.extend(
            spots
                .events()
                .iter()
                .map(|key| (Some(key.name), event_sheet(kind, key.label.0))),
        );
        for (event, name) in all {
            let at = sheets.worksheets().len();
            let sheet = sheets.add_worksheet();
            sheet.set_name(&name)?;
            head(sheet, &spots, event, look, purposes)?;
            rows.insert(event, (at, 1));
        }
        Ok(Desk { spots, look, rows })
    }

    pub(super) fn record(
        &mut self,
        sheets: &mut Sheets,
        id: &RecordId,
        facts: &Facts,
        events: &[pen::Event],
        today: NaiveDate,
        kept: &mut Vec<Kept>,
    ) -> Result<(), XlsxError> {
        let path = id.to_string();
        let called = called(&self.spots).1;
        let name = facts.get(called).cloned();
        self.row(sheets, None, &[Some(path.clone())], facts, today, kept)?;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for event in events {
            let Some(key) = self.spots.events().into_iter().find(|key| key.name == event.name) else {
                continue;
            };
            let number = counts.entry(key.name).or_default();
            *number += 1;
            let name = match &name {
                Some(pen::Value::Text(text)) if cell::survives(text) => Some(text.clone()),
                _ => None,
            };
            self.row(
                sheets,
                Some(key.name),
                &[Some(path.clone()), Some(number.to_string()), name],
                &event.facts,
                today,
                kept,
            )?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        sheets: &mut Sheets,
        event: Option<&'static str>,
        first: &[Option<String>],
        facts: &Facts,
        today: NaiveDate,
        kept: &mut Vec<Kept>,
    ) -> Result<(), XlsxError> {
        let Some((at, row)) = self.rows.get_mut(&event) else {
            return Ok(());
        };
        let Some(sheet) = sheets.worksheets_mut().get_mut(*at) else {
            return Ok(());
        };
        for (column, text) in (0u16..).zip(first) {
            if let Some(text) = text {
                sheet.write_string_with_format(*row, column, text, &self.look.path)?;
            }
        }
        let columns = (u16::try_from(first.len()).unwrap_or(1)..).zip(self.spots.within(event));
        for (column, (_, spot)) in columns {
            if let Some(value) = facts.get(&spot.path)
                && !cell::write(sheet, (*row, column), spot, value, self.look, today)?
            {
                kept.push(Kept {
                    path: first[0].clone().unwrap_or_default(),
                    key: spot.name(),
                    label: spot.label.0.clone(),
                });
            }
        }
        *row += 1;
        Ok(())
    }

    pub(super) fn finish(&self, sheets: &mut Sheets) -> Result<(), XlsxError> {
        for (event, (at, row)) in &self.rows {
            let Some(sheet) = sheets.worksheets_mut().get_mut(*at) else {
                continue;
            };
            let first = if event.is_some() { 3 } else { 1 };
            let last = first + self.spots.within(*event).count() - 1;
            sheet.autofilter(
                0,
                0,
                row.saturating_sub(1).max(1),
                u16::try_from(last).unwrap_or(u16::MAX),
            )?;
            sheet.set_freeze_panes(1, if event.is_some() { 3 } else { 2 })?;
        }
        Ok(())
    }
}

/// Rows below the records in which lists of choices are offered too.
const ROOM: u32 = 5000;

/// The head of a sheet: titles, widths, lists of choices.
fn head(
    sheet: &mut Worksheet,
    spots: &Spots,
    event: Option<&'static str>,
    look: &Look,
    purposes: &[String],
) -> Result<(), XlsxError> {
    let mut titles = vec![(PATH.to_owned(), 32)];
    if event.is_some() {
        titles.extend([(NUMBER.to_owned(), 8), (called(spots).0, 18)]);
    }
    let first = u16::try_from(titles.len()).unwrap_or(1);
    titles.extend(spots.within(event).map(|(_, spot)| (spot.label.0.clone(), width(spot))));
    for (column, (title, width)) in (0u16..).zip(&titles) {
        sheet.write_string_with_format(0, column, title, &look.head)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_row_height(0, 40)?;
    for (column, (_, spot)) in (first..).zip(spots.within(event)) {
        let names: Vec<String> = match spot.key.what {
            What::Choice(choices) => choices.iter().map(|choice| choice.th.to_owned()).collect(),
            What::Purpose => purposes.to_vec(),
            What::Yes => vec!["TRUE".to_owned(), "FALSE".to_owned()],
            _ => continue,
        };
        // Excel holds no longer list than this in a rule.
        if names.is_empty() || names.iter().map(|name| name.chars().count() + 1).sum::<usize>() > 250 {
            continue;
        }
        let list = DataValidation::new()
            .allow_list_strings(&names)?
            .set_error_title("เลือกจากรายการ")?;
        sheet.add_data_validation(1, column, ROOM, column, &list)?;
    }
    Ok(())
}

fn width(spot: &Spot) -> u16 {
    match spot.key.what {
        What::Prose | What::Texts => 48,
        What::Amount | What::AmountOrZero | What::Day => 15,
        What::Whole(_) | What::Yes | What::Percent => 10,
        _ if spot.path == "project" || spot.path.ends_with("name") => 40,
        _ => 20,
    }
}
