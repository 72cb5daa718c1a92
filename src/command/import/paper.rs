//! What an import tells: the table for people, the same as JSON.

use serde_json::{Value, json};

use super::super::args::ImportArgs;
use super::super::desk::{self, Desk};
use super::map::{Map, Origin};
use super::{said, table};
use crate::text::Words;
use crate::workbook::mapping;
use crate::workbook::plan::Plan;

/// All that there is to tell.
pub(super) struct Told<'t> {
    pub(super) desk: &'t Desk,
    pub(super) args: &'t ImportArgs,
    pub(super) map: &'t Map,
    pub(super) plan: &'t Plan,
    /// Sheets that were not read, and whether each looks like a register.
    pub(super) others: &'t [(String, bool)],
    /// What the file itself has to say.
    pub(super) notes: &'t [Words],
    /// Reminders that were taken on as they stand.
    pub(super) adopted: usize,
    /// Whether the plan is written now.
    pub(super) goes: bool,
}

impl Told<'_> {
    /// Gives the answer.
    pub(super) fn answer(&self) {
        if self.desk.json {
            desk::answer_json(&self.json());
        } else {
            desk::answer(table::text(self).trim_end());
        }
    }

    fn json(&self) -> Value {
        let lang = self.desk.lang;
        let words = |words: &Words| words.lang(lang).to_owned();
        let (origin, path) = match &self.map.origin {
            Origin::Own => ("export", None),
            Origin::States => ("states", None),
            Origin::File(path) => ("file", Some(path.clone())),
            Origin::Guess { keep, written } => ("guess", Some(written.clone().unwrap_or_else(|| keep.clone()))),
        };
        let text = matches!(self.map.origin, Origin::Guess { .. }).then(|| mapping::write(&self.map.mapping));
        let refused: Vec<Value> = self
            .plan
            .refused
            .iter()
            .map(|one| {
                json!({ "sheet": one.sheet, "cell": one.cell, "value": one.value, "why": words(&one.why), "instead": words(&one.instead) })
            })
            .collect();
        let notes: Vec<Value> = self
            .plan
            .notes
            .iter()
            .map(|note| json!({ "sheet": note.sheet, "cell": note.cell, "cells": note.cells, "message": words(&note.words) }))
            .chain(self.notes.iter().map(|note| json!({ "sheet": "", "cell": "", "cells": 0, "message": words(note) })))
            .collect();
        let (new, changed): (Vec<_>, Vec<_>) = self.plan.writes.iter().partition(|write| write.is_new);
        let new: Vec<Value> = new
            .iter()
            .map(|write| json!({ "path": write.id, "title": write.title, "from": self.plan.address(write.site) }))
            .collect();
        let changed: Vec<Value> = changed
            .iter()
            .map(|write| {
                let changes: Vec<Value> = write
                    .changes
                    .iter()
                    .map(|change| {
                        json!({ "key": change.key, "label": words(&change.label), "old": plain(change.old.as_ref()), "new": plain(change.new.as_ref()), "from": self.plan.address(change.site) })
                    })
                    .collect();
                json!({ "path": write.id, "title": write.title, "changes": changes })
            })
            .collect();
        json!({
            "file": self.args.file.display().to_string(),
            "mapping": { "origin": origin, "path": path, "text": text },
            "written": self.goes,
            "new": new,
            "changed": changed,
            "unchanged": self.plan.same,
            "refused": refused,
            "notes": notes,
            "sheets": self.sheets(),
            "not_read": self.others.iter().map(|(name, register)| json!({ "sheet": name, "looks_like_register": register })).collect::<Vec<_>>(),
            "adopted_reminders": self.adopted,
        })
    }

    fn sheets(&self) -> Vec<Value> {
        let sheets = self.plan.sheets.iter();
        sheets
            .map(|sheet| {
                let totals: Vec<Value> = sheet
                    .totals
                    .iter()
                    .map(|total| {
                        let own = total.own.map(|(row, said, agrees)| json!({ "row": row, "amount": said, "agrees": agrees }));
                        json!({ "column": total.title, "sum": total.sum, "own_total": own })
                    })
                    .collect();
                json!({ "sheet": sheet.name, "kind": sheet.kind.name(), "event": sheet.event, "rows": sheet.rows, "totals": totals, "columns_not_imported": sheet.unknown })
            })
            .collect()
    }

    /// Returns a value in the words of the desk's language.
    pub(super) fn value(&self, value: Option<&crate::pen::Value>) -> String {
        value.map_or_else(
            || self.desk.say("(ว่าง)", "(nothing)").to_owned(),
            |value| said(self.desk, value),
        )
    }
}

/// A value for programs: as the file writes it, texts bare.
fn plain(value: Option<&crate::pen::Value>) -> Value {
    match value {
        None => Value::Null,
        Some(crate::pen::Value::Text(text)) => Value::String(text.clone()),
        Some(crate::pen::Value::Amount(amount)) => Value::String(amount.to_string()),
        Some(crate::pen::Value::Yes(yes)) => Value::Bool(*yes),
        Some(crate::pen::Value::Whole(number)) => (*number).into(),
        Some(crate::pen::Value::Texts(texts)) => texts.clone().into(),
        Some(other) => Value::String(other.written()),
    }
}
