//! The files that the program writes for itself: seals and their chain, steps of
//! reminders, runs, approvals, kept letters. The first line is the path; seals
//! that follow are parted by a form feed.

use std::collections::BTreeSet;

use duebook::book::Journal;
use duebook::book::journal::{Leaf, Seal};
use duebook::history::chain;
use duebook::text::Source;

use crate::{book, first_line, text};

pub(crate) fn seal(data: &[u8]) {
    let (path, rest) = first_line(data);
    let (path, rest) = (text(path), text(rest));
    seals(&rest);
    let source = Source::new(&path, rest.as_str());
    let Ok(leaf) = Leaf::read(&source) else { return };
    written_again(&leaf);
    let mut journal = Journal::default();
    journal.add(leaf);
    let _ = journal.altered(&std::collections::BTreeMap::new());
}

fn seals(text: &str) {
    let seals: Vec<Seal> = text.split('\u{c}').filter_map(|text| Seal::read(text).ok()).collect();
    for seal in &seals {
        assert_eq!(Seal::read(&seal.text()).as_ref(), Ok(seal), "{}", seal.text());
        assert!(chain::recount(seal, &seal.holdings).is_empty());
    }
    let mut days: Vec<&Seal> = seals.iter().collect();
    days.sort_by_key(|seal| seal.day);
    let runs: BTreeSet<_> = seals.iter().map(|seal| seal.day).chain([book::today()]).collect();
    let _ = chain::judge(&days, &runs, |commit| commit.len() == 40);
}

/// What was read is written as a text that says the same.
fn written_again(leaf: &Leaf) {
    let (path, text) = match leaf {
        Leaf::Entry(_, entry) => (entry.path(), entry.text()),
        Leaf::Adopted(adopted) => (adopted.path(), adopted.text()),
        Leaf::Approved(plan, approved) => (duebook::book::journal::Approved::path(plan), approved.text()),
        Leaf::Seal(seal) => (seal.path(), seal.text()),
        Leaf::Kept(kept) => (kept.path(), kept.text()),
        Leaf::Runs(_) | Leaf::Approval(..) => return,
    };
    let again = Leaf::read(&Source::new(&path, text.as_str()));
    let again = again.unwrap_or_else(|finding| panic!("{} in {text}", finding.message.en));
    assert_eq!(format!("{again:?}"), format!("{leaf:?}"), "{text}");
}
