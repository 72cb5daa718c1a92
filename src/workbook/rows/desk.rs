//! A sheet under its mapping, ready to be read row by row.

use chrono::NaiveDate;

use super::super::grid::{Sheet, Value as Cell};
use super::super::mapping::fit::Fitted;
use super::super::spots::Spots;
use super::super::value::{self, Column, Dates, Order, Reading, Word};
use crate::book::gather::Book;
use crate::record::shape::What;
use crate::text::Words;

/// What a column is, looked up once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Fact(usize),
    Part,
    Left,
    Agency,
    Path,
    Number,
    Warranty,
    Nothing,
}

/// The office's agencies by what people call them: folder, name, short name.
pub(super) fn agencies(book: &Book) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for (slug, agency) in &book.agencies {
        names.push((slug.clone(), slug.clone()));
        names.push((agency.name.clone(), slug.clone()));
        names.extend(
            [&agency.name_en, &agency.short, &agency.code]
                .into_iter()
                .flatten()
                .map(|name| (name.clone(), slug.clone())),
        );
    }
    names
}

/// A sheet under its mapping, ready to be read row by row.
pub(super) struct Desk<'a> {
    pub(super) at: u16,
    pub(super) sheet: &'a Sheet,
    pub(super) fitted: &'a Fitted<'a>,
    pub(super) spots: &'a Spots,
    pub(super) targets: Vec<(u16, Target)>,
    pub(super) dates: Vec<(u16, Dates)>,
    /// The office's words, by the number of the fact.
    pub(super) words: Vec<(usize, Vec<Word>)>,
    pub(super) codes: &'a [String],
    pub(super) agencies: &'a [(String, String)],
    pub(super) fixed: Vec<(usize, crate::pen::Value)>,
    /// A single agency that the mapping gives to the whole sheet.
    pub(super) agency: Option<String>,
    /// Whether the purpose's column is also the name of the project.
    pub(super) purpose_names_project: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        sheet: &'a Sheet,
        fitted: &'a Fitted<'a>,
        spots: &'a Spots,
        codes: &'a [String],
        agencies: &'a [(String, String)],
        today: NaiveDate,
    ) -> Result<Desk<'a>, (Words, Words)> {
        let map = fitted.map;
        let targets: Vec<(u16, Target)> = fitted
            .columns
            .iter()
            .map(|(at, target)| (*at, target_of(spots, target)))
            .collect();
        let mut desk = Desk {
            at: u16::try_from(fitted.sheet).unwrap_or(u16::MAX),
            sheet,
            fitted,
            spots,
            dates: Vec::new(),
            words: words_of(spots, fitted),
            targets,
            codes,
            agencies,
            fixed: Vec::new(),
            agency: None,
            purpose_names_project: !map.exact
                && map.columns.iter().any(|(_, to)| to == "purpose")
                && !map.gives("project"),
        };
        desk.dates = desk.columns_of_days(today);
        desk.fix()?;
        Ok(desk)
    }

    /// Reads the values that the mapping gives to every row.
    fn fix(&mut self) -> Result<(), (Words, Words)> {
        for (name, value) in &self.fitted.map.fixed {
            if name == "agency" {
                let slug = self
                    .agencies
                    .iter()
                    .find(|(known, _)| known == value)
                    .map(|(_, slug)| slug.clone());
                self.agency = Some(slug.ok_or_else(|| {
                    (
                        Words::new(
                            format!("ไม่มีหน่วยงาน \"{value}\" ในสมุดนี้"),
                            format!("this book has no agency \"{value}\""),
                        ),
                        Words::new(
                            "แก้ agency ในแผนผังเป็นชื่อโฟลเดอร์",
                            "write the agency's folder in the mapping",
                        ),
                    )
                })?);
                continue;
            }
            let Some(spot) = self.spots.find(name) else { continue };
            let reading = Reading {
                dates: Dates {
                    order: Some(Order::DayFirst),
                    two_digits_common: false,
                    suspect: false,
                    today: NaiveDate::MAX,
                },
                exact: false,
                words: &[],
                codes: self.codes,
            };
            let read = value::read(self.spots.list[spot].key, &Cell::Text(value.as_str().into()), &reading);
            match read {
                Ok(Some((value, _))) => self.fixed.push((spot, value)),
                Ok(None) => {}
                Err(trouble) => return Err((trouble.why, trouble.instead)),
            }
        }
        Ok(())
    }

    /// What each column of days proves about itself.
    fn columns_of_days(&self, today: NaiveDate) -> Vec<(u16, Dates)> {
        let map = self.fitted.map;
        let days = self.targets.iter().filter(
            |(_, target)| matches!(target, Target::Fact(spot) if matches!(self.spots.list[*spot].key.what, What::Day)),
        );
        let mut columns: Vec<(u16, Column)> = days.map(|(at, _)| (*at, Column::default())).collect();
        for row in self.sheet.rows().filter(|row| row.number > self.fitted.header.last) {
            for (at, column) in &mut columns {
                if let Some(value) = row.value(*at) {
                    column.see(value);
                }
            }
        }
        let own = if map.exact { Some(Order::DayFirst) } else { map.order };
        columns
            .into_iter()
            .map(|(at, column)| {
                let dates = Dates {
                    order: own.or_else(|| column.order()),
                    two_digits_common: map.two_digits_common,
                    suspect: column.suspect() && !map.dates_right,
                    today,
                };
                (at, dates)
            })
            .collect()
    }

    /// The columns that a contract cannot do without.
    pub(super) fn key_columns(&self) -> Vec<u16> {
        let needed = ["contract", "borrower.name", "contractor.name", "amount"];
        let is_key = |target: &Target| matches!(target, Target::Fact(spot) if needed.contains(&self.spots.list[*spot].name().as_str()));
        self.targets
            .iter()
            .filter(|(_, target)| is_key(target))
            .map(|(at, _)| *at)
            .collect()
    }

    pub(super) fn dates_of(&self, column: u16, today: NaiveDate) -> Dates {
        self.dates.iter().find(|(at, _)| *at == column).map_or(
            Dates {
                order: None,
                two_digits_common: false,
                suspect: false,
                today,
            },
            |(_, dates)| *dates,
        )
    }
}

fn words_of(spots: &Spots, fitted: &Fitted<'_>) -> Vec<(usize, Vec<Word>)> {
    let known = fitted.map.words.iter();
    known
        .filter_map(|(key, words)| Some((spots.find(key)?, Word::list(words))))
        .collect()
}

fn target_of(spots: &Spots, name: &str) -> Target {
    match name {
        "-" => Target::Nothing,
        "amount+" => Target::Part,
        "=outstanding" => Target::Left,
        "agency" => Target::Agency,
        "path" => Target::Path,
        "#" => Target::Number,
        "warranty" => Target::Warranty,
        name => spots.find(name).map_or(Target::Nothing, Target::Fact),
    }
}
