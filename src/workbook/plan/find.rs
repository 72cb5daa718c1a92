//! Which record of the book a draft is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Draft, known_by, same_by};
use super::super::spots::Spots;
use super::super::value::Trouble;
use crate::book::gather::Book;
use crate::pen::Value;
use crate::record::{Kind, RecordId};

/// The records of a book by what workbooks call them.
pub(super) struct Known {
    contracts: BTreeMap<(Kind, String), Vec<RecordId>>,
    unreadable: BTreeMap<(Kind, String), RecordId>,
}

impl Known {
    pub(super) fn of(book: &Book) -> Known {
        let mut contracts: BTreeMap<(Kind, String), Vec<RecordId>> = BTreeMap::new();
        let key = |id: &RecordId, said: &str| (id.kind, same_by(id.kind, said));
        let mut add = |id: &RecordId, said: &str| contracts.entry(key(id, said)).or_default().push(id.clone());
        for advance in &book.advances {
            add(&advance.id, &advance.contract.value);
        }
        for guarantee in &book.guarantees {
            add(&guarantee.id, &guarantee.contract.value);
        }
        for project in &book.projects {
            add(&project.id, &project.name.value);
        }
        let unreadable = book
            .parts
            .iter()
            .filter_map(|part| Some((key(&part.id, &part.contract.as_ref()?.value), part.id.clone())))
            .collect();
        Known { contracts, unreadable }
    }

    /// Finds the record; nothing where the draft is a new one.
    ///
    /// # Errors
    ///
    /// Where the path of the sheet is none of the book's, the record cannot be
    /// read, or two records could be meant.
    pub(super) fn find(
        &self,
        book: &Book,
        spots: &Spots,
        draft: &Draft,
        taken: &BTreeSet<RecordId>,
    ) -> Result<Option<RecordId>, Trouble> {
        if let Some(path) = &draft.path {
            return match book.source(path) {
                Some(_) if book.parts.iter().any(|part| part.id == *path) => Err(broken(path)),
                Some(_) if path.kind == draft.kind => Ok(Some(path.clone())),
                _ => Err(absent(path)),
            };
        }
        let said = spots.find(known_by(draft.kind)).and_then(|spot| draft.fact(spot));
        let said = match said.map(|fact| &fact.value) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        let key = (draft.kind, same_by(draft.kind, said));
        if let Some(id) = self.unreadable.get(&key) {
            return Err(broken(id));
        }
        let list = self.contracts.get(&key).map_or(&[][..], Vec::as_slice);
        match draft.kind {
            Kind::Guarantee => guarantee(book, spots, draft, list, taken),
            _ => match list {
                [] => Ok(None),
                [id] if draft.agency.is_empty() || id.agency == draft.agency || draft.kind == Kind::Advance => {
                    elsewhere(id, draft).map_or_else(|| Ok(Some(id.clone())), Err)
                }
                [..] => Err(several(list)),
            },
        }
    }
}

/// A contract's number is one in the whole book: the same under another agency
/// is a slip on one side.
fn elsewhere(id: &RecordId, draft: &Draft) -> Option<Trouble> {
    (!draft.agency.is_empty() && id.agency != draft.agency).then(|| {
        Trouble::new(
            (
                format!("สัญญานี้อยู่ในสมุดแล้วที่ {id} แต่แผ่นงานบอกหน่วยงาน {}", draft.agency),
                format!(
                    "this contract is in the book at {id}, but the sheet says agency {}",
                    draft.agency
                ),
            ),
            ("แก้เลขที่สัญญาหรือหน่วยงานให้ตรง", "mend the contract's number or the agency"),
        )
    })
}

/// Guarantees may share a contract: of the same kind and form, the one that
/// agrees most in receipt, letter, amount and day.
fn guarantee(
    book: &Book,
    spots: &Spots,
    draft: &Draft,
    list: &[RecordId],
    taken: &BTreeSet<RecordId>,
) -> Result<Option<RecordId>, Trouble> {
    let value = |name: &str| {
        spots
            .find(name)
            .and_then(|spot| draft.fact(spot))
            .map(|fact| &fact.value)
    };
    let mut best: Vec<(usize, &RecordId)> = Vec::new();
    for id in list.iter().filter(|id| !taken.contains(*id)) {
        let Some(one) = book.guarantee(id) else { continue };
        let lg = one.lg.as_ref();
        let text = |text: Option<&str>| text.map(Value::text);
        let own = [
            ("kind", text(Some(one.kind.name()))),
            ("form", text(Some(one.form.name()))),
            ("receipt", text(one.receipt.as_deref())),
            ("lg.number", text(lg.and_then(|lg| lg.number.as_deref()))),
            ("amount", Some(Value::Amount(one.amount.value))),
            ("received", one.received.map(|day| Value::Day(day.value))),
        ];
        let differs = |name: &str| {
            own.iter().any(|(key, mine)| {
                *key == name && mine.is_some() && value(name).is_some_and(|said| Some(said) != mine.as_ref())
            })
        };
        if differs("kind") || differs("form") {
            continue;
        }
        let agree = own[2..]
            .iter()
            .filter(|(key, mine)| mine.is_some() && value(key) == mine.as_ref())
            .count();
        if agree > 0 {
            best.push((agree, id));
        }
    }
    let most = best.iter().map(|(agree, _)| *agree).max().unwrap_or(0);
    best.retain(|(agree, _)| *agree == most);
    match best[..] {
        [] => Ok(None),
        [(_, id)] => Ok(Some(id.clone())),
        _ => Err(several(&best.iter().map(|(_, id)| (*id).clone()).collect::<Vec<_>>())),
    }
}

fn several(list: &[RecordId]) -> Trouble {
    let all: Vec<String> = list.iter().map(ToString::to_string).collect();
    let all = all.join(" · ");
    Trouble::new(
        (
            format!("เป็นได้หลายระเบียน: {all}"),
            format!("this could be several records: {all}"),
        ),
        (
            "เพิ่มคอลัมน์ ระเบียน (\"ระเบียน\" = \"path\" ในแผนผัง) แล้วใส่ที่อยู่ของระเบียนที่ถูก",
            "add a column ระเบียน (\"ระเบียน\" = \"path\" in the mapping) with the path that is meant",
        ),
    )
}

fn broken(id: &RecordId) -> Trouble {
    Trouble::new(
        (
            format!("{id} ในสมุดยังมีข้อผิดพลาด"),
            format!("{id} of the book still has errors"),
        ),
        (
            format!("แก้ตามที่  duebook check {}  บอกก่อน", id.file()),
            format!("first mend what  duebook check {}  says", id.file()),
        ),
    )
}

fn absent(id: &RecordId) -> Trouble {
    Trouble::new(
        (format!("ไม่มีระเบียน {id} ในสมุด"), format!("the book has no record {id}")),
        (
            "ตรวจที่อยู่ หรือเว้นช่องระเบียนให้ว่างถ้าเป็นรายการใหม่",
            "check the path, or leave it empty for a new record",
        ),
    )
}
