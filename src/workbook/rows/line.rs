//! One row, cell by cell.

use chrono::NaiveDate;

use super::super::draft::{DraftEvent, Fact, Site};
use super::super::grid::{Cell, Row, Value};
use super::super::value::{self, Reading, Trouble, amount, plain};
use super::{Desk, Target};
use crate::money::Satang;
use crate::pen;
use crate::record::{RecordId, id};
use crate::text::Words;

/// What one row says.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) site: Site,
    pub(super) agency: Option<String>,
    pub(super) path: Option<RecordId>,
    /// The number of an event in its file, from 0.
    pub(super) number: Option<usize>,
    pub(super) facts: Vec<Fact>,
    pub(super) empty: Vec<u16>,
    pub(super) events: Vec<DraftEvent>,
    pub(super) parts: Vec<(u16, Satang)>,
    pub(super) left: Option<(Satang, Site)>,
    pub(super) troubles: Vec<(Site, Trouble)>,
    pub(super) notes: Vec<(Site, Words)>,
}

impl Line {
    /// Whether the row says nothing at all.
    pub(super) fn is_nothing(&self) -> bool {
        self.facts.is_empty()
            && self.events.is_empty()
            && self.parts.is_empty()
            && self.troubles.is_empty()
            && self.path.is_none()
    }

    pub(super) fn fact(&self, spot: usize) -> Option<&Fact> {
        self.facts.iter().find(|fact| usize::from(fact.spot) == spot)
    }
}

/// What our own export writes where a text does not survive a spreadsheet.
pub(crate) const KEPT: &str = "⟦แก้ในแฟ้ม · edit in the file⟧";

impl Desk<'_> {
    /// Reads one row.
    pub(super) fn line(&self, row: &Row<'_>) -> Line {
        let mut line = Line {
            site: self.site(row.number, row.cells.first().map_or(0, |cell| cell.column)),
            ..Line::default()
        };
        for (column, target) in &self.targets {
            match row.cell(*column) {
                Some(cell) => self.cell(&mut line, cell, *target),
                None => self.blank(&mut line, *target),
            }
        }
        if let Some(event) = self.fitted.map.event
            && line.events.is_empty()
            && line.number.is_some()
        {
            line.events.push(Self::event(event, line.site));
        }
        let (number, blank): (_, Vec<u16>) = (line.number, std::mem::take(&mut line.empty));
        for event in &mut line.events {
            event.number = number;
        }
        for spot in blank {
            let name = self.spots.list[usize::from(spot)].event.map(|event| event.name);
            match name {
                None => line.empty.push(spot),
                Some(name) => {
                    if let Some(event) = line.events.iter_mut().find(|event| event.name == name) {
                        event.empty.push(spot);
                    }
                }
            }
        }
        self.complete(&mut line);
        line
    }

    pub(super) fn site(&self, row: u32, column: u16) -> Site {
        Site {
            sheet: self.at,
            row,
            column,
        }
    }

    fn event(name: &'static str, site: Site) -> DraftEvent {
        DraftEvent {
            name,
            number: None,
            facts: Vec::new(),
            empty: Vec::new(),
            site,
        }
    }

    fn blank(&self, line: &mut Line, target: Target) {
        if let Target::Fact(spot) = target
            && self.fitted.map.removes
        {
            line.empty.push(spot_number(spot));
        }
    }

    fn cell(&self, line: &mut Line, cell: &Cell, target: Target) {
        let site = self.site(cell.row, cell.column);
        let outcome = match target {
            Target::Nothing => Ok(()),
            Target::Fact(spot) => return self.fact_cell(line, cell, site, spot),
            Target::Part if cell.filled => Ok(()),
            Target::Part => amount(&cell.value).map(|part| {
                line.parts
                    .extend(part.filter(|part| part.is_positive()).map(|part| (cell.column, part)));
            }),
            Target::Left => amount(&cell.value).map(|left| line.left = left.map(|left| (left, site))),
            Target::Agency => self.agency_cell(line, &cell.value),
            Target::Path => path_cell(line, &cell.value),
            Target::Number => number_cell(line, &cell.value),
            Target::Warranty => value::period(&cell.value).map(|period| self.warranty(line, period, site)),
        };
        if let Err(trouble) = outcome {
            line.troubles.push((site, trouble));
        }
    }

    fn warranty(&self, line: &mut Line, period: Option<(&str, i64)>, site: Site) {
        if let Some((unit, many)) = period
            && let Some(spot) = self.spots.find(&format!("warranty.{unit}"))
        {
            line.facts.push(Fact {
                spot: spot_number(spot),
                value: pen::Value::Whole(many),
                site,
            });
        }
    }

    fn fact_cell(&self, line: &mut Line, cell: &Cell, site: Site, spot: usize) {
        let place = &self.spots.list[spot];
        // What a merged block carries down belongs to the contract; an event
        // happened once.
        if cell.filled && place.event.is_some() {
            return;
        }
        if self.fitted.map.exact && matches!(&cell.value, Value::Text(text) if &**text == KEPT) {
            return;
        }
        let words = self.words.iter().find(|(known, _)| *known == spot);
        let reading = Reading {
            dates: self.dates_of(cell.column, NaiveDate::MAX),
            exact: self.fitted.map.exact,
            words: words.map_or(&[], |(_, words)| words),
            codes: self.codes,
        };
        match value::read(place.key, &cell.value, &reading) {
            Ok(Some((value, note))) => {
                line.notes.extend(note.map(|note| (site, note)));
                self.put(line, spot, value, site);
            }
            Ok(None) => self.blank(line, Target::Fact(spot)),
            // A column that is two keys is in trouble once.
            Err(trouble) if line.troubles.iter().any(|known| *known == (site, trouble.clone())) => {}
            Err(trouble) => line.troubles.push((site, trouble)),
        }
        if self.purpose_names_project && place.event.is_none() && place.path == "purpose" {
            self.project_from(line, cell, site);
        }
    }

    fn project_from(&self, line: &mut Line, cell: &Cell, site: Site) {
        if let (Ok(Some(text)), Some(spot)) = (value::text(&cell.value, false, false), self.spots.find("project")) {
            self.put(line, spot, pen::Value::Text(text), site);
        }
    }

    fn put(&self, line: &mut Line, spot: usize, value: pen::Value, site: Site) {
        let fact = Fact {
            spot: spot_number(spot),
            value,
            site,
        };
        let Some(event) = self.spots.list[spot].event else {
            line.facts.push(fact);
            return;
        };
        // An amount of nothing in a register is an empty cell.
        if !self.fitted.map.exact && fact.value == pen::Value::Amount(Satang::ZERO) {
            return;
        }
        if !line.events.iter().any(|known| known.name == event.name) {
            line.events.push(Self::event(event.name, site));
        }
        if let Some(known) = line.events.iter_mut().find(|known| known.name == event.name) {
            known.facts.push(fact);
        }
    }

    fn agency_cell(&self, line: &mut Line, cell: &Value) -> Result<(), Trouble> {
        let Some(said) = value::text(cell, false, false)? else {
            return Ok(());
        };
        let bare = plain(&said);
        let own = self
            .fitted
            .map
            .words_for("agency")
            .iter()
            .find(|(word, _)| plain(word) == bare);
        let named = own.map(|(_, slug)| slug.clone()).unwrap_or(said.clone());
        let named = plain(&named);
        let found = self.agencies.iter().find(|(name, _)| plain(name) == named);
        let Some((_, slug)) = found else {
            return Err(Trouble::new(
                (
                    format!("ไม่มีหน่วยงาน \"{said}\" ในสมุดนี้"),
                    format!("this book has no agency \"{said}\""),
                ),
                (
                    format!("พิมพ์ชื่อตาม agency.toml หรือเติมในแผนผัง [sheet.words.agency]  \"{said}\" = \"secretariat\""),
                    format!(
                        "type the name of agency.toml, or add to the mapping, [sheet.words.agency],  \"{said}\" = \"secretariat\""
                    ),
                ),
            ));
        };
        line.agency = Some(slug.clone());
        Ok(())
    }
}

fn path_cell(line: &mut Line, cell: &Value) -> Result<(), Trouble> {
    let Some(said) = value::text(cell, false, false)? else {
        return Ok(());
    };
    line.path = Some(id::parse(&said).ok_or_else(|| {
        Trouble::new(
            (
                format!("\"{said}\" ไม่ใช่ที่อยู่ของระเบียน"),
                format!("\"{said}\" is no path of a record"),
            ),
            (
                "เขียนเป็น secretariat/2569/advance-0012 หรือเว้นว่างถ้าเป็นรายการใหม่",
                "write it as secretariat/2569/advance-0012, or leave it empty for a new record",
            ),
        )
    })?);
    Ok(())
}

fn number_cell(line: &mut Line, cell: &Value) -> Result<(), Trouble> {
    let Some(said) = value::text(cell, false, false)? else {
        return Ok(());
    };
    let number = said.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    line.number = Some(number.ok_or_else(|| {
        Trouble::new(
            (
                format!("\"{said}\" ไม่ใช่ลำดับของเหตุการณ์"),
                format!("\"{said}\" is no number of an event"),
            ),
            ("เว้นว่างถ้าเป็นเหตุการณ์ใหม่", "leave it empty for a new event"),
        )
    })?);
    Ok(())
}

pub(super) fn spot_number(spot: usize) -> u16 {
    u16::try_from(spot).unwrap_or(u16::MAX)
}
