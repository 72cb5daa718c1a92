//! A record that the book has not.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::draft::{Draft, Fact, Refusal, Site};
use super::super::grid::Workbook;
use super::super::rows::refusal;
use super::super::spots::Spots;
use super::super::value::Trouble;
use super::{Desk, Origin, Write};
use crate::book::Gathered;
use crate::pen::{self, Event, Facts};
use crate::record::shape::{self, File, What};
use crate::record::{Kind, RecordId};

/// The next free number of each folder.
#[derive(Default)]
pub(super) struct Numbers {
    highest: BTreeMap<(String, i32, Kind), u32>,
}

impl Numbers {
    /// Returns the number after the highest, also of files that could not be read:
    /// of those the book has a finding alone.
    fn next(&mut self, gathered: &Gathered, agency: &str, year: i32, kind: Kind) -> RecordId {
        let highest = self.highest.entry((agency.to_owned(), year, kind)).or_insert_with(|| {
            let prefix = format!("records/{agency}/{year}/{}-", kind.name());
            let from: Arc<str> = prefix.as_str().into();
            let read = gathered.book.sources.range(from..).map(|(path, _)| path);
            let read = read.take_while(|path| path.starts_with(&prefix));
            let unread = gathered.findings.iter().map(|finding| &finding.path);
            read.chain(unread)
                .filter_map(|path| path.strip_prefix(&prefix)?.strip_suffix(".toml")?.parse::<u32>().ok())
                .max()
                .unwrap_or(0)
        });
        *highest += 1;
        RecordId {
            agency: agency.to_owned(),
            fiscal_year: year,
            kind,
            number: *highest,
        }
    }
}

/// Facts that new records lack, by sheet: the same for a whole sheet is said
/// once.
#[derive(Default)]
pub(super) struct Missing {
    list: BTreeMap<(u16, String), (Site, usize, Trouble)>,
}

impl Missing {
    fn add(&mut self, site: Site, name: &str, trouble: Trouble) {
        let entry = self
            .list
            .entry((site.sheet, name.to_owned()))
            .or_insert((site, 0, trouble));
        entry.1 += 1;
    }

    pub(super) fn tell(self, refused: &mut Vec<Refusal>, workbook: &Workbook) {
        for (site, rows, mut trouble) in self.list.into_values() {
            if rows > 1 {
                let more = rows - 1;
                trouble.why.th = format!("{} (และอีก {more} รายการในแผ่นนี้)", trouble.why.th);
                trouble.why.en = format!("{} (and {more} more of this sheet)", trouble.why.en);
            }
            let mut told = refusal(workbook, site, &trouble);
            told.value.clear();
            refused.push(told);
        }
    }
}

impl Desk<'_> {
    /// Drafts a new record, or says what it lacks.
    pub(super) fn fresh(&mut self, spots: &Spots, draft: &Draft) {
        let mut facts: Vec<&Fact> = draft.facts.iter().collect();
        facts.extend(
            draft
                .weak
                .iter()
                .filter(|weak| draft.fact(usize::from(weak.spot)).is_none()),
        );
        if !self.complete(spots, draft, &facts) {
            return;
        }
        let mut written: Facts = facts
            .iter()
            .map(|fact| (spots.list[usize::from(fact.spot)].path.clone(), fact.value.clone()))
            .collect();
        let Some(year) = pen::home_year(draft.kind, &written) else {
            return self.missing.add(draft.site, "year", yearless());
        };
        pen::freeze_rule(&self.gathered.book.rules, draft.kind, &mut written);
        let id = self.numbers.next(self.gathered, &draft.agency, year, draft.kind);
        let mut sites: Vec<_> = facts.iter().map(|fact| Origin::new(0, fact.spot, fact.site)).collect();
        let events = events_of(spots, draft, &mut sites);
        let keys = File::from(draft.kind).keys();
        self.plan.writes.push(Write {
            text: pen::record(keys, &written, &events),
            id,
            is_new: true,
            before: None,
            changes: Vec::new(),
            title: super::title(spots, draft),
            site: draft.site,
            sites,
        });
    }

    /// Whether a new record has all that a record must have.
    fn complete(&mut self, spots: &Spots, draft: &Draft, facts: &[&Fact]) -> bool {
        let mut whole = true;
        if draft.agency.is_empty() {
            whole = false;
            let all: Vec<&str> = self.gathered.book.agencies.keys().map(String::as_str).collect();
            let first = all.first().copied().unwrap_or("secretariat");
            let all = all.join(" · ");
            self.missing.add(
                draft.site,
                "agency",
                Trouble::new(
                    ("ไม่ทราบหน่วยงานของรายการใหม่", "the agency of a new record is not known"),
                    (
                        format!("เติมในแผนผัง [sheet.fixed]  agency = \"{first}\"  (ที่มีคือ {all}) หรือเพิ่มคอลัมน์หน่วยงาน"),
                        format!("add to the mapping, [sheet.fixed],  agency = \"{first}\"  (there are {all}), or a column of agencies"),
                    ),
                ),
            );
        }
        let keys = File::from(draft.kind).keys();
        for (spot, place) in spots.within(None) {
            let outer = place
                .path
                .split_once('.')
                .map_or(place.path.as_str(), |(outer, _)| outer);
            let needed = shape::find(keys, outer).is_some_and(|key| key.required) && place.key.required;
            let given = facts.iter().any(|fact| usize::from(fact.spot) == spot);
            if needed && !given {
                whole = false;
                self.missing.add(draft.site, &place.path, lacking(place));
            }
        }
        whole
    }
}

/// The events of a new record, in the order of its file.
fn events_of(spots: &Spots, draft: &Draft, sites: &mut Vec<Origin>) -> Vec<Event> {
    let mut list = Vec::new();
    for key in spots.events() {
        let own = draft.events.iter().filter(|event| event.name == key.name);
        for (number, event) in own.enumerate() {
            sites.extend(event.facts.iter().map(|fact| Origin::new(number, fact.spot, fact.site)));
            list.push(written(spots, event));
        }
    }
    list
}

/// An event as the pen writes it.
pub(super) fn written(spots: &Spots, event: &super::super::draft::DraftEvent) -> Event {
    Event {
        name: event.name.to_owned(),
        facts: event
            .facts
            .iter()
            .map(|fact| (spots.list[usize::from(fact.spot)].path.clone(), fact.value.clone()))
            .collect(),
    }
}

fn lacking(place: &super::super::spots::Spot) -> Trouble {
    let (th, en) = &place.label;
    let choices: Vec<&str> = place.key.choices().iter().map(|choice| choice.name).collect();
    let fixed = match place.key.what {
        What::Choice(_) => Some(choices.join("\" หรือ \"")),
        What::Purpose => Some("official-travel".to_owned()),
        _ => None,
    };
    let instead = match fixed {
        Some(value) => (
            format!("เติมช่องหรือคอลัมน์ หรือในแผนผัง [sheet.fixed]  {} = \"{value}\"", place.path),
            format!(
                "fill the cell, add a column, or add to the mapping, [sheet.fixed],  {} = \"{}\"",
                place.path,
                value.replace("หรือ", "or")
            ),
        ),
        None => (
            format!("เติมช่อง หรือบอกในแผนผังว่าคอลัมน์ไหนเป็น \"{}\"", place.path),
            format!(
                "fill the cell, or say in the mapping which column is \"{}\"",
                place.path
            ),
        ),
    };
    Trouble::new(
        (format!("รายการใหม่ไม่มี{th}"), format!("a new record lacks: {en}")),
        instead,
    )
}

fn yearless() -> Trouble {
    Trouble::new(
        (
            "ไม่ทราบปีงบประมาณของรายการใหม่ เพราะไม่มีวันที่สัญญาหรือวันที่รับ",
            "the fiscal year of a new record is not known: there is no day of contract or receipt",
        ),
        ("เติมวันที่", "add the day"),
    )
}
