//! What was sent, one small file a reminder, and how each run went:
//!
//! ```text
//! records/journal/<fiscal year>/<record>/<due>.<stage>.<role>.toml   a reminder's steps
//! records/journal/adopted/<day>.toml                                 what an old book was in already
//! records/journal/approved/<plan>.toml                               the keys that an approval let through
//! records/journal/runs/<fiscal year>/<day>.toml                      how the day's runs went
//! records/journal/seals/<fiscal year>/<day>.toml                     what the book held, chained to the seal before
//! records/journal/seals/<fiscal year>/<day>.tsr                      a time stamp of that seal, where the office asks for one
//! records/journal/letters/<fiscal year>/<record>/<N>.{html,toml}     an official letter that was sent
//! records/approvals/<plan>.toml                                      written by a person: this very plan may go
//! ```
//!
//! Only the program writes the journal. The path is the reminder: two runs that
//! claim the same one write the same file, and git refuses one of them. Steps
//! are only ever added.

mod entry;
mod history;
mod kept;
mod note;
mod notes;
mod read;
pub mod seal;
mod status;
mod step;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use entry::COPY;
pub use entry::Entry;
pub(super) use entry::{key, office_key};
pub use history::Mailing;
pub use kept::{Kept, Series, is_page, sum};
pub use notes::{Adopted, Approval, Approved, Run};
pub use read::Leaf;
pub use seal::{Seal, is_stamp};
pub use status::Status;
pub use step::Step;

/// Everything that the journal holds.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    entries: BTreeMap<String, Entry>,
    adopted: BTreeSet<String>,
    adoptions: Vec<Adopted>,
    letters: BTreeMap<crate::record::RecordId, Vec<Kept>>,
    /// How the runs went, oldest first.
    pub runs: Vec<Run>,
    /// The seals, by day.
    pub seals: BTreeMap<chrono::NaiveDate, Seal>,
    /// Time stamps of seals, as the authority sent them, by path.
    pub stamps: BTreeMap<String, Vec<u8>>,
    /// Approvals by the plan that they speak of.
    pub approvals: BTreeMap<String, Approval>,
    /// The reminders that an approval let through, by plan.
    pub approved: BTreeMap<String, Approved>,
}

impl Journal {
    /// Puts an entry in, in place of an older state of itself.
    pub fn put(&mut self, entry: Entry) {
        self.entries.insert(entry.key(), entry);
    }

    /// Returns what the journal has on a reminder.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Returns all entries, by key.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Returns whether a reminder was already due when the book was taken on,
    /// and so is never sent.
    #[must_use]
    pub fn is_adopted(&self, key: &str) -> bool {
        self.adopted.contains(key)
    }

    /// Returns the day on which the first delivery took the book on as it stood.
    #[must_use]
    pub fn adopted_on(&self) -> Option<chrono::NaiveDate> {
        self.adoptions.iter().map(|adopted| adopted.on).min()
    }

    /// Returns how many reminders were taken on as they stood.
    #[must_use]
    pub fn adopted_count(&self) -> usize {
        self.adopted.len()
    }

    /// Takes an adoption in.
    pub fn adopt(&mut self, adopted: Adopted) {
        self.adopted.extend(adopted.keys.iter().cloned());
        let place = self.adoptions.partition_point(|known| known.on <= adopted.on);
        self.adoptions.insert(place, adopted);
    }

    /// Returns the newest day that a run was made for.
    #[must_use]
    pub fn last_day(&self) -> Option<chrono::NaiveDate> {
        self.runs.iter().map(|run| run.today).chain(self.adopted_on()).max()
    }

    /// Returns the adoptions, by day.
    #[must_use]
    pub fn adoptions(&self) -> &[Adopted] {
        &self.adoptions
    }

    /// Returns the entries of which a run that left no note says that it sent them.
    /// A run that died leaves such; so does a page that somebody wrote.
    pub fn sent_without_run(&self) -> impl Iterator<Item = (&Entry, &Step)> {
        let runs: BTreeSet<&str> = self.runs.iter().map(|run| run.name.as_str()).collect();
        self.entries.values().filter_map(move |entry| {
            let sent = entry
                .steps
                .iter()
                .rev()
                .find(|step| step.state == Status::Sent && step.by.is_none())?;
            (!runs.contains(sent.run.as_str())).then_some((entry, sent))
        })
    }

    /// Returns how many mails each run says on its pages to have sent itself: what
    /// its own server took, not what a later run found out about a crash.
    #[must_use]
    pub fn sent_by_run(&self) -> BTreeMap<&str, usize> {
        let mut mails: BTreeSet<(&str, &str)> = BTreeSet::new();
        for entry in self.entries.values() {
            let mut claim: Option<&Step> = None;
            for step in &entry.steps {
                match step.state {
                    Status::Claimed => claim = Some(step),
                    Status::Sent if step.reply.is_some() => {
                        let own = claim.filter(|claim| claim.run == step.run);
                        let mail = own.and_then(|claim| claim.mail.as_deref());
                        mails.extend(mail.map(|mail| (step.run.as_str(), mail)));
                    }
                    _ => {}
                }
            }
        }
        let mut counts = BTreeMap::new();
        for (run, _) in mails {
            *counts.entry(run).or_default() += 1;
        }
        counts
    }

    /// Returns why an address gets no mail: the newest answer about it is that
    /// there is no such mailbox. That another record has been corrected since
    /// does not bring the mailbox to life.
    #[must_use]
    pub fn suppressed(&self) -> BTreeMap<String, &Step> {
        let mut newest: BTreeMap<String, &Step> = BTreeMap::new();
        // Hardly any book knows one, and most have a page for each reminder of years.
        let steps = || self.entries.values().flat_map(|entry| &entry.steps);
        if !steps().any(Step::is_dead_address) {
            return newest;
        }
        for entry in self.entries.values() {
            let mut to = None;
            for step in &entry.steps {
                to = step.to.as_deref().or(to);
                // A person who lets it go again says that there is a mailbox now.
                let is_alive = step.state == Status::Sent || step.state == Status::Reclaimed && step.by.is_some();
                let Some(to) = to.filter(|_| is_alive || step.is_dead_address()) else {
                    continue;
                };
                let known = newest.entry(to.to_ascii_lowercase()).or_insert(step);
                if known.at <= step.at {
                    *known = step;
                }
            }
        }
        newest.retain(|_, step| step.is_dead_address());
        newest
    }
}
