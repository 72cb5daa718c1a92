//! A record that the book has: what differs, fact by fact, and the text that
//! differs in nothing else.

use super::super::draft::{Draft, Fact, Site};
use super::super::spots::Spots;
use super::super::value::Trouble;
use super::events::pair;
use super::fresh::written;
use super::{Desk, Origin, Write};
use crate::pen::{self, Facts, Pen, Spot, Value};
use crate::record::RecordId;
use crate::record::shape::File;
use crate::text::Words;

/// One fact that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name: `amount`, `clearing.vouchers`.
    pub key: String,
    /// The field's words for it; of an event, with its number from 1.
    pub label: Words,
    /// What the file says now.
    pub old: Option<Value>,
    /// What it will say; nothing where the fact goes.
    pub new: Option<Value>,
    /// The cell.
    pub site: Site,
}

/// A record while it is being changed.
struct Edit<'s> {
    spots: &'s Spots,
    pen: Pen,
    changes: Vec<Change>,
    sites: Vec<Origin>,
    exact: bool,
}

impl Desk<'_> {
    /// Plans the changes of a record.
    pub(super) fn change(&mut self, spots: &Spots, draft: &Draft, id: RecordId) -> Result<(), (Site, Trouble)> {
        let keys = File::from(draft.kind).keys();
        let Some(source) = self.gathered.book.source(&id) else {
            return Ok(());
        };
        let unreadable = || (draft.site, unreadable(&id));
        let (facts, events) = pen::facts(keys, &source.text).ok_or_else(unreadable)?;
        let mut edit = Edit {
            spots,
            pen: Pen::new(&source.text).ok_or_else(unreadable)?,
            changes: Vec::new(),
            sites: Vec::new(),
            exact: draft.path.is_some(),
        };
        edit.facts(None, &facts, &draft.facts, &draft.empty);
        let mut more = Vec::new();
        for key in spots.events() {
            let own: Vec<&Facts> = events
                .iter()
                .filter(|event| event.name == key.name)
                .map(|event| &event.facts)
                .collect();
            let drafted: Vec<_> = draft.events.iter().filter(|event| event.name == key.name).collect();
            let mut next = own.len();
            for (event, number) in pair(spots, &own, &drafted)? {
                match number {
                    Some(number) => edit.facts(Some((key.name, number)), own[number], &event.facts, &event.empty),
                    None => {
                        edit.append(key.name, next, event);
                        more.push(pen::event(key.inside(), &written(spots, event)));
                        next += 1;
                    }
                }
            }
        }
        if edit.changes.is_empty() {
            self.plan.same.push(id);
            return Ok(());
        }
        let text = more
            .iter()
            .fold(edit.pen.text(), |text, event| pen::append(&text, event));
        self.plan.writes.push(Write {
            id,
            text,
            is_new: false,
            before: Some(source.text.clone()),
            changes: edit.changes,
            title: super::title(spots, draft),
            site: draft.site,
            sites: edit.sites,
        });
        Ok(())
    }
}

impl Edit<'_> {
    /// Sets what differs in the record or one of its events.
    fn facts(&mut self, event: Option<(&'static str, usize)>, known: &Facts, said: &[Fact], empty: &[u16]) {
        for fact in said {
            let place = &self.spots.list[usize::from(fact.spot)];
            self.sites
                .push(Origin::new(event.map_or(0, |(_, number)| number), fact.spot, fact.site));
            let old = known.get(&place.path);
            if old.is_some_and(|old| self.same(&place.path, old, &fact.value)) {
                continue;
            }
            self.note(event, fact.spot, old.cloned(), Some(fact.value.clone()), fact.site);
            self.set(event, &place.path, &fact.value);
            // A length of time has one unit.
            if let Some(unit) = place.path.strip_prefix("warranty.") {
                for other in ["years", "months", "days"].iter().filter(|other| **other != unit) {
                    self.remove(event, &format!("warranty.{other}"));
                }
            }
        }
        for spot in empty {
            let path = &self.spots.list[usize::from(*spot)].path;
            let given = said.iter().any(|fact| fact.spot == *spot);
            if let (Some(old), false) = (known.get(path), given) {
                let site = said.first().map_or_else(Site::default, |fact| fact.site);
                self.note(event, *spot, Some(old.clone()), None, site);
                self.remove(event, &path.clone());
            }
        }
    }

    /// Whether the file says the same. A register holds a text with other spaces
    /// than the file, and notes to which the book has added more.
    fn same(&self, path: &str, old: &Value, new: &Value) -> bool {
        let (Value::Text(a), Value::Text(b)) = (old, new) else {
            return old == new;
        };
        if self.exact {
            return a == b;
        }
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let (a, b) = (bare(a), bare(b));
        a == b || (path == "notes" && a.contains(&b))
    }

    fn set(&mut self, event: Option<(&'static str, usize)>, key: &str, value: &Value) {
        let keys = File::from(self.spots.kind).keys();
        self.pen.set(keys, Spot { event, key }, value);
    }

    fn remove(&mut self, event: Option<(&'static str, usize)>, key: &str) {
        let keys = File::from(self.spots.kind).keys();
        self.pen.remove(keys, Spot { event, key });
    }

    fn note(
        &mut self,
        event: Option<(&'static str, usize)>,
        spot: u16,
        old: Option<Value>,
        new: Option<Value>,
        site: Site,
    ) {
        let place = &self.spots.list[usize::from(spot)];
        let (mut th, mut en) = place.label.clone();
        if let (Some((_, number)), Some(key)) = (event, place.event) {
            let n = number + 1;
            th = format!("{} {n}: {th}", key.label.0);
            en = format!("{} {n}: {en}", key.label.1);
        }
        self.changes.push(Change {
            key: place.name(),
            label: Words::new(th, en),
            old,
            new,
            site,
        });
    }

    /// Notes an event that the file has not yet.
    fn append(&mut self, name: &'static str, number: usize, event: &super::super::draft::DraftEvent) {
        for fact in &event.facts {
            self.sites.push(Origin::new(number, fact.spot, fact.site));
            self.note(
                Some((name, number)),
                fact.spot,
                None,
                Some(fact.value.clone()),
                fact.site,
            );
        }
    }
}

fn unreadable(id: &RecordId) -> Trouble {
    Trouble::new(
        (format!("อ่าน {id} ไม่ได้"), format!("{id} cannot be read")),
        (
            format!("แก้ตามที่  duebook check {}  บอกก่อน", id.file()),
            format!("first mend what  duebook check {}  says", id.file()),
        ),
    )
}
