//! A mail with several records: they stand by urgency, one table a group.

use serde::Serialize;

use crate::book::{Entry, Item, Register};
use crate::money::Satang;
use crate::record::StageKind;

use super::item::{ItemView, Mark, item_view};

/// The text of the office's own mail.
pub(crate) const TEXT: &str = "office-digest";

/// Records of one urgency.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Group {
    /// Its title: `เกินกำหนด`.
    pub(crate) title: &'static str,
    /// Its colour.
    pub(crate) mark: Mark,
    /// How many records.
    pub(crate) count: usize,
    /// The records, in the order of the plan.
    pub(crate) items: Vec<ItemView>,
}

/// Titles in the order in which they stand.
const TITLES: [(&str, Mark); 5] = [
    ("เกินกำหนด", Mark::Late),
    ("ครบกำหนดวันนี้", Mark::Now),
    ("ใกล้ครบกำหนด", Mark::Now),
    ("รอถอนคืน", Mark::Ready),
    ("ต้องตรวจก่อนพ้นข้อผูกพัน", Mark::Time),
];

/// Groups items by urgency; empty groups are left out.
pub(crate) fn groups(items: &[&Item<'_, '_>], register: &Register<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = TITLES
        .iter()
        .map(|&(title, mark)| Group {
            title,
            mark,
            count: 0,
            items: Vec::new(),
        })
        .collect();
    for item in items {
        let view = item_view(item, register);
        let group = &mut groups[place(item, &view, register)];
        group.count += 1;
        group.items.push(view);
    }
    groups.retain(|group| group.count > 0);
    for group in groups.iter_mut().filter(|group| group.mark == Mark::Late) {
        if group.items.iter().all(|item| item.kind == "guarantee") {
            group.title = "เกินกำหนดคืน";
        }
    }
    groups
}

fn place(item: &Item<'_, '_>, view: &ItemView, register: &Register<'_>) -> usize {
    if item.stage.kind == StageKind::Inspection {
        return if view.late > 0 { 0 } else { 4 };
    }
    let due = item.entry.due().map_or(item.due, |due| due.effective);
    match (crate::day::between(due, register.today), item.entry) {
        (1.., _) => 0,
        (0, _) => 1,
        (_, Entry::Advance(..)) => 2,
        (_, Entry::Guarantee(..)) => 3,
    }
}

/// Adds up what is open of one kind of reminders: `24,700.00`, or nothing. A
/// guarantee that only waits for its inspection is not to be returned yet.
pub(crate) fn sum(items: &[&Item<'_, '_>], kind: StageKind) -> String {
    let sum: Satang = items
        .iter()
        .filter(|item| item.stage.kind == kind)
        .map(|item| item.entry.open_amount())
        .sum();
    if sum.is_positive() {
        sum.grouped()
    } else {
        String::new()
    }
}
