//! Rows of one contract, gathered: three rows with the same number are one
//! advance that was cleared three times.

use std::collections::BTreeMap;

use super::super::draft::{Draft, Fact, Site, known_by, same_by};
use super::super::value::Trouble;
use super::Desk;
use super::line::{Line, spot_number};
use crate::pen::Value;
use crate::record::Kind;
use crate::text::{Lang, Words};

/// The drafts so far, by what makes rows one record.
#[derive(Default)]
pub(super) struct Groups {
    known: BTreeMap<String, Vec<usize>>,
    /// The draft of the row before, and that row.
    last: Option<(usize, u32)>,
}

/// What tells guarantees of one contract apart, where both rows say it.
const IDENTITY: [&str; 4] = ["kind", "form", "receipt", "lg.number"];

impl Groups {
    /// Ends a sheet: its last row is not above the next sheet's first.
    pub(super) fn leave(&mut self) {
        self.last = None;
    }

    /// Takes a row into its draft, or a new one.
    pub(super) fn take(&mut self, desk: &Desk<'_>, line: Line, drafts: &mut Vec<Draft>) -> Result<(), (Site, Trouble)> {
        let bad = !line.troubles.is_empty();
        let site = line.site;
        let at = match self.find(desk, &line, drafts) {
            Ok(at) => at,
            Err(trouble) => {
                return if bad { Ok(()) } else { Err((site, trouble)) };
            }
        };
        let at = at.unwrap_or_else(|| {
            drafts.push(fresh(desk, &line));
            drafts.len() - 1
        });
        let contract = Groups::contract(desk, &line);
        for key in Groups::key(desk, &line).into_iter().chain(contract) {
            let list = self.known.entry(key).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
        }
        self.last = Some((at, line.site.row));
        let draft = &mut drafts[at];
        draft.refused |= bad;
        let clash = merge(desk, draft, line);
        draft.refused |= clash.is_err();
        clash
    }

    /// The draft to which a row belongs: by its path, by its contract, or, with
    /// events alone, the one just above.
    fn find(&self, desk: &Desk<'_>, line: &Line, drafts: &[Draft]) -> Result<Option<usize>, Trouble> {
        let Some(key) = Groups::key(desk, line) else {
            let above = self.last.filter(|(_, row)| *row + 1 == line.site.row).map(|(at, _)| at);
            let further = line.facts.is_empty() && line.parts.is_empty() && !line.events.is_empty();
            return match above.filter(|at| further && drafts[*at].kind == desk.fitted.map.kind) {
                Some(at) => Ok(Some(at)),
                None => Err(numberless(line)),
            };
        };
        let list = self.known.get(&key).map_or(&[][..], Vec::as_slice);
        if desk.fitted.map.exact && line.path.is_none() {
            return match (desk.fitted.map.event, list) {
                // A new row of our own export is a new record.
                (None, _) => Ok(None),
                (Some(_), [one]) => Ok(Some(*one)),
                (Some(_), _) => Err(pathless()),
            };
        }
        if desk.fitted.map.kind != Kind::Guarantee || line.path.is_some() {
            return Ok(list.first().copied());
        }
        Ok(list.iter().copied().find(|at| same_guarantee(desk, &drafts[*at], line)))
    }

    fn key(desk: &Desk<'_>, line: &Line) -> Option<String> {
        match &line.path {
            Some(path) => Some(path.to_string()),
            None => Groups::contract(desk, line),
        }
    }

    fn contract(desk: &Desk<'_>, line: &Line) -> Option<String> {
        let kind = desk.fitted.map.kind;
        let fact = desk.spots.find(known_by(kind)).and_then(|spot| line.fact(spot))?;
        let Value::Text(text) = &fact.value else { return None };
        Some(format!("{} {}", kind.name(), same_by(kind, text)))
    }
}

/// Whether a row speaks of a guarantee that is known: nothing that tells two
/// apart differs, and without such a mark nothing at all does.
fn same_guarantee(desk: &Desk<'_>, draft: &Draft, line: &Line) -> bool {
    let both = |name: &str| {
        let spot = desk.spots.find(name)?;
        Some((&draft.fact(spot)?.value, &line.fact(spot)?.value))
    };
    if IDENTITY.iter().filter_map(|name| both(name)).any(|(a, b)| a != b) {
        return false;
    }
    let marked = ["receipt", "lg.number"].iter().any(|name| both(name).is_some());
    marked
        || line.facts.iter().all(|fact| {
            draft
                .fact(usize::from(fact.spot))
                .is_none_or(|known| known.value == fact.value)
        })
}

fn numberless(line: &Line) -> Trouble {
    if line.events.is_empty() || !line.facts.is_empty() {
        return Trouble::new(
            ("แถวนี้ไม่มีเลขที่สัญญา", "this row has no contract number"),
            ("เติมเลขที่สัญญา หรือลบแถว", "add the contract's number, or delete the row"),
        );
    }
    Trouble::new(
        (
            "แถวนี้มีแต่เหตุการณ์ และไม่ได้อยู่ใต้แถวของสัญญา",
            "this row has an event only, and does not stand below its contract's",
        ),
        ("เติมเลขที่สัญญาในแถวนี้", "add the contract's number to this row"),
    )
}

fn pathless() -> Trouble {
    Trouble::new(
        (
            "ไม่ทราบว่าเหตุการณ์นี้เป็นของระเบียนใด",
            "it is not known of which record this event is",
        ),
        (
            "ใส่ช่อง ระเบียน เช่น secretariat/2569/advance-0012",
            "fill the column ระเบียน, such as secretariat/2569/advance-0012",
        ),
    )
}

fn fresh(desk: &Desk<'_>, line: &Line) -> Draft {
    Draft {
        kind: desk.fitted.map.kind,
        agency: line.agency.clone().unwrap_or_default(),
        path: line.path.clone(),
        site: line.site,
        facts: Vec::new(),
        weak: Vec::new(),
        empty: Vec::new(),
        events: Vec::new(),
        left: None,
        refused: false,
    }
}

/// Adds what a row says to its draft.
fn merge(desk: &Desk<'_>, draft: &mut Draft, mut line: Line) -> Result<(), (Site, Trouble)> {
    // In a sheet of events the contract's number is there to be read by people.
    if desk.fitted.map.event.is_some() {
        line.facts.clear();
        line.empty.clear();
    }
    for fact in line.facts {
        match draft.fact(usize::from(fact.spot)) {
            None => draft.facts.push(fact),
            Some(known) if known.value == fact.value => {}
            Some(known) => {
                return Err((
                    fact.site,
                    clash(known, &fact, &desk.spots.list[usize::from(fact.spot)].label),
                ));
            }
        }
    }
    if draft.kind == Kind::Guarantee {
        contractor_kind(desk, draft);
    }
    draft.empty.extend(line.empty);
    draft.events.extend(line.events);
    draft.left = line.left.or(draft.left);
    if draft.agency.is_empty() {
        draft.agency = line.agency.unwrap_or_default();
    }
    Ok(())
}

fn clash(known: &Fact, fact: &Fact, label: &(String, String)) -> Trouble {
    let row = known.site.row + 1;
    let (mine, other) = (fact.value.said(Lang::Th), known.value.said(Lang::Th));
    Trouble {
        why: Words::new(
            format!("{} ของสัญญานี้ในแถว {row} คือ {other} แต่แถวนี้ {mine}", label.0),
            format!("{} of this contract is {other} in row {row}, and {mine} here", label.1),
        ),
        instead: Words::new(
            "แก้ให้ตรงกัน หรือเว้นว่างในแถวถัดมา ถ้าเป็นสัญญาอื่น แก้เลขที่สัญญา",
            "make them the same, or leave the later cell empty; where it is another contract, mend its number",
        ),
    }
}

/// What a contractor is in law, by the first word of the name, for new records
/// whose sheet does not say. Whoever's name says nothing is asked for.
fn contractor_kind(desk: &Desk<'_>, draft: &mut Draft) {
    let (Some(name), Some(kind)) = (desk.spots.find("contractor.name"), desk.spots.find("contractor.kind")) else {
        return;
    };
    let Some(fact) = draft.fact(name).cloned() else { return };
    let Value::Text(text) = &fact.value else { return };
    let of = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let found = if of(&["บริษัท", "บจก", "บมจ"]) {
        "company"
    } else if of(&["ห้างหุ้นส่วน", "หจก", "หสน", "หสม", "ห้างฯ"]) {
        "partnership"
    } else if of(&["ร้าน"]) {
        "shop"
    } else if of(&["นาย", "นาง", "น.ส.", "ว่าที่"]) {
        "person"
    } else {
        return;
    };
    draft.weak = vec![Fact {
        spot: spot_number(kind),
        value: Value::text(found),
        site: fact.site,
    }];
}
