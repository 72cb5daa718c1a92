//! Balances: what was typed of a month, and reconciled, stays.

use super::{Range, Report, by, place};
use crate::history::change::{Change, between};
use crate::record::shape::File;
use crate::record::{Place, id};
use crate::text::{Code, Words};

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        let Place::Balances(..) = id::place(&touched.path) else {
            continue;
        };
        let Some(before) = range.text(touched.before.as_ref()) else {
            continue;
        };
        let path = &touched.path;
        let who = by(range, path);
        let after = range.text(touched.after.as_ref());
        for change in between(File::Balances, Some(before), after) {
            let spot = match &change {
                Change::EventFact {
                    event,
                    number,
                    key,
                    old: Some(_),
                    ..
                } => place(after.unwrap_or_default(), Some((&event.name, number - 1)), key),
                Change::Removed(_) | Change::Deleted => None,
                _ => continue,
            };
            let words = change.words(File::Balances, false);
            report.at(
                Code::BalanceChanged,
                path,
                after.unwrap_or_default(),
                spot,
                Words::new(format!("{}{}", words.th, who.th), format!("{}{}", words.en, who.en)),
                Words::new(
                    "ใบกระทบยอดของเดือนนั้นลงนามตามยอดเดิม ถ้ายอดเดิมผิดจริง เขียนเหตุผลในข้อความของ commit แล้วพิมพ์ลงนามใหม่",
                    "The sheet of that month was signed on the old balance: where that was wrong, say why in the commit's message, and print and sign it anew",
                ),
            );
        }
    }
}
