//! Old records that come into a book whose reminders are under way: what they
//! are in already is taken on as it stands, as the first delivery of a book
//! does, rather than mailed all at once.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use crate::book::Register;
use crate::book::journal::Adopted;
use crate::book::plan::plan as reminders;
use crate::record::RecordId;
use crate::workbook::plan::Plan;
use crate::world::disk;

/// The reminders of new records that a delivery of today would send.
pub(super) fn keys(plan: &Plan, register: &Register<'_>) -> BTreeSet<String> {
    let new: BTreeSet<&RecordId> = plan
        .writes
        .iter()
        .filter(|write| write.is_new)
        .map(|write| &write.id)
        .collect();
    let day = reminders(register);
    let items = day.messages.iter().flat_map(|message| &message.items);
    items
        .filter(|item| new.contains(item.entry.id()))
        .map(|item| item.key.clone())
        .collect()
}

/// The note of the journal that says so: a file of its own, for the journal
/// only grows.
pub(super) fn page(root: &Path, on: NaiveDate, keys: &BTreeSet<String>) -> Option<(String, String)> {
    if keys.is_empty() {
        return None;
    }
    let text = Adopted { on, keys: keys.clone() }.text();
    let path = (1..).map(|number: u32| format!("records/journal/adopted/{on}-import-{number}.toml"));
    path.into_iter()
        .find(|path| !disk::is_file(&root.join(path)))
        .map(|path| (path, text))
}
