//! The chain of seals: whether each follows the one before it, stands on a commit
//! that the history still has, and says what that commit holds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::book::journal::seal::Holdings;
use crate::book::journal::{Run, Seal};
use crate::text::Words;
use crate::thai::date::medium;
use crate::timestamp;

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A seal does not name the one before it, or its number does not follow.
    Chain,
    /// A run came to its end on a day that has no seal.
    Missing,
    /// A seal stands on a day on which no run came to its end.
    Run,
    /// The commit that was sealed is not in the history any more.
    Commit,
    /// The commit that was sealed does not lie behind the one sealed next.
    Order,
    /// A run noted another number of mails than the journal holds of it.
    Count,
    /// The files of that commit are not those that were sealed.
    Files,
    /// The sums of that commit are not those that were sealed.
    Sums,
    /// The repository shows other objects, or other parents, in place of its own.
    Replaced,
    /// The seal that was asked for is not in the chain.
    Unknown,
    /// A time stamp is not good.
    Stamp(timestamp::Fault),
    /// A time stamp is of before its seal, or of long after it.
    StampTime,
    /// A time stamp lies beside no seal.
    StampAlone,
    /// The certificates of the authorities cannot be read.
    StampAuthority,
}

impl Break {
    /// Returns the name that `--json` uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Break::Chain => "chain-broken",
            Break::Missing => "seal-missing",
            Break::Run => "run-missing",
            Break::Commit => "commit-gone",
            Break::Order => "commit-order",
            Break::Count => "count-differs",
            Break::Files => "files-differ",
            Break::Sums => "sums-differ",
            Break::Replaced => "history-replaced",
            Break::Unknown => "seal-unknown",
            Break::Stamp(fault) => fault.name(),
            Break::StampTime => "stamp-time",
            Break::StampAlone => "stamp-without-seal",
            Break::StampAuthority => "stamp-authority",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub what: Break,
    /// The seal's file, or whatever else it is about.
    pub path: String,
    /// In words.
    pub words: Words,
}

/// Judges the seals of a book, oldest first: each against the one before it, the
/// days on which runs came to their end, and the commits that the history has.
#[must_use]
pub fn judge(seals: &[&Seal], runs: &BTreeSet<NaiveDate>, has: impl Fn(&str) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, seal) in seals.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| seals[place]);
        let wanted = before.map(Seal::sha256);
        let follows = seal.n == before.map_or(0, |seal| seal.n) + 1;
        if seal.previous != wanted || !follows {
            faults.push(broken(seal, before));
        }
        if !runs.contains(&seal.day) {
            faults.push(fault(
                Break::Run,
                seal,
                format!(
                    "มีตราของวันที่ {} แต่วันนั้นไม่มีการส่งแจ้งเตือนที่จบ ตราเกิดพร้อมบันทึกการส่งเสมอ",
                    medium(seal.day)
                ),
                format!(
                    "there is a seal of {}, but no run came to its end that day: the two are always written together",
                    seal.day
                ),
            ));
        }
        // A book that was in git once is sealed in git.
        let was_in_git = seals[..place].iter().any(|before| before.book.is_some());
        if seal.book.is_none() && was_in_git {
            faults.push(fault(
                Break::Commit,
                seal,
                format!(
                    "ตราของวันที่ {} ไม่บอกว่าประทับบน commit ใด ตรานั้นโปรแกรมไม่ได้ทำ",
                    medium(seal.day)
                ),
                format!("the seal of {} names no commit: the program did not make it", seal.day),
            ));
        }
        if let Some(commit) = seal.book.as_deref().filter(|commit| !has(commit)) {
            let short = commit.get(..10).unwrap_or(commit);
            faults.push(fault(
                Break::Commit,
                seal,
                format!(
                    "ตราของวันที่ {} ประทับบน commit {short} ซึ่งไม่อยู่ในประวัติแล้ว ประวัติถูกเขียนทับ",
                    medium(seal.day)
                ),
                format!(
                    "the seal of {} stands on commit {short}, which the history has no more: it was overwritten",
                    seal.day
                ),
            ));
        }
    }
    let (Some(first), Some(last)) = (seals.first(), seals.last()) else {
        return faults;
    };
    for day in runs.range(first.day..=last.day) {
        if seals.binary_search_by_key(day, |seal| seal.day).is_err() {
            faults.push(Fault {
                what: Break::Missing,
                path: format!("records/journal/runs/{}/{day}.toml", crate::day::fiscal_year(*day)),
                words: Words::new(
                    format!("วันที่ {} มีการส่งแจ้งเตือนแต่ไม่มีตรา ตราถูกลบ", medium(*day)),
                    format!("a run ended on {day}, which has no seal: it was deleted"),
                ),
            });
        }
    }
    faults
}

fn broken(seal: &Seal, before: Option<&Seal>) -> Fault {
    let (th, en) = before.map_or_else(
        || {
            (
                format!("ตราแรกที่เหลืออยู่คือฉบับที่ {} ของวันที่ {} ตราก่อนหน้าหายไป", seal.n, medium(seal.day)),
                format!("the first seal left is number {} of {}: those before it are gone", seal.n, seal.day),
            )
        },
        |before| {
            (
                format!(
                    "ตราฉบับที่ {} ของวันที่ {} ไม่ต่อจากฉบับที่ {} ของวันที่ {} ฉบับใดฉบับหนึ่งถูกแก้ หรือตราระหว่างนั้นหายไป",
                    seal.n,
                    medium(seal.day),
                    before.n,
                    medium(before.day)
                ),
                format!(
                    "seal {} of {} does not follow seal {} of {}: one of them was changed, or seals between them are gone",
                    seal.n, seal.day, before.n, before.day
                ),
            )
        },
    );
    fault(Break::Chain, seal, th, en)
}

fn fault(what: Break, seal: &Seal, th: String, en: String) -> Fault {
    Fault {
        what,
        path: seal.path(),
        words: Words::new(th, en),
    }
}

/// Judges the commits that were sealed: each lies behind the one sealed next. A
/// history is given newest first, each commit with its parents.
#[must_use]
pub fn order(seals: &[&Seal], history: &[(String, Vec<String>)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    // How many of the seals, from the first, lie behind each commit.
    let mut behind: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sealed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, seal) in seals.iter().enumerate() {
        if let Some(book) = seal.book.as_deref() {
            sealed.entry(book).or_default().push(place);
        }
    }
    for (id, parents) in history.iter().rev() {
        let depths = parents.iter().filter_map(|id| behind.get(id.as_str()));
        let mut depth = depths.max().copied().unwrap_or_default();
        for place in sealed.get(id.as_str()).into_iter().flatten() {
            // Seals before it that name no commit are nothing to stand on.
            let before = seals[..*place].iter().rposition(|seal| seal.book.is_some());
            if let Some(before) = before.filter(|before| depth <= *before) {
                faults.push(disordered(seals[*place], seals[before]));
            }
            depth = depth.max(place + 1);
        }
        behind.insert(id, depth);
    }
    faults
}

fn disordered(seal: &Seal, before: &Seal) -> Fault {
    fault(
        Break::Order,
        seal,
        format!(
            "ตราของวันที่ {} ประทับบน commit ที่ไม่ได้ต่อจาก commit ที่ตราของวันที่ {} ประทับ",
            medium(seal.day),
            medium(before.day)
        ),
        format!(
            "the seal of {} stands on a commit that does not follow the one that was sealed on {}",
            seal.day, before.day
        ),
    )
}

/// Holds what runs noted against the journal's pages: by run, how many mails it
/// sent. A page that was slipped in, or taken out, is one too many or too few.
#[must_use]
pub fn counts(runs: &[Run], sent: &BTreeMap<&str, usize>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for run in runs {
        let found = sent.get(run.name.as_str()).copied().unwrap_or_default();
        if found == run.sent {
            continue;
        }
        let words = Words::new(
            format!(
                "การส่งของวันที่ {} จดว่าส่ง {} ฉบับ แต่บันทึกการส่งมี {found} ฉบับ มีหน้าที่ถูกแทรกหรือถูกถอน",
                medium(run.today),
                run.sent
            ),
            format!(
                "the run of {} noted {} mails, the journal holds {found} of it: a page was slipped in or taken out",
                run.today, run.sent
            ),
        );
        faults.push(Fault {
            what: Break::Count,
            path: run.path(),
            words,
        });
    }
    faults
}

/// Holds a seal against what its commit was found to hold on its day.
#[must_use]
pub fn recount(seal: &Seal, found: &Holdings) -> Vec<Fault> {
    let mut faults = Vec::new();
    let said = &seal.holdings;
    if (said.files, &said.digest) != (found.files, &found.digest) {
        faults.push(fault(
            Break::Files,
            seal,
            format!(
                "ตราของวันที่ {} ว่ามี {} แฟ้ม ลายนิ้วมือ {}… แต่ commit นั้นมี {} แฟ้ม {}…",
                medium(seal.day),
                said.files,
                short(&said.digest),
                found.files,
                short(&found.digest)
            ),
            format!(
                "the seal of {} says {} files, fingerprint {}…; its commit has {} files, {}…",
                seal.day,
                said.files,
                short(&said.digest),
                found.files,
                short(&found.digest)
            ),
        ));
    }
    let agencies: BTreeSet<&String> = said.agencies.keys().chain(found.agencies.keys()).collect();
    for agency in agencies {
        let said = said.agencies.get(agency).cloned().unwrap_or_default();
        let found = found.agencies.get(agency).cloned().unwrap_or_default();
        if said != found {
            faults.push(fault(
                Break::Sums,
                seal,
                format!(
                    "{agency}: ตราของวันที่ {} ว่าค้าง {} หลักประกัน {} (โปรแกรม {}) แต่นับได้ {} และ {}",
                    medium(seal.day),
                    said.outstanding.grouped(),
                    said.held.grouped(),
                    seal.program,
                    found.outstanding.grouped(),
                    found.held.grouped()
                ),
                format!(
                    "{agency}: the seal of {} says {} outstanding, {} held (program {}); counted again it is {} and {}",
                    seal.day,
                    said.outstanding.grouped(),
                    said.held.grouped(),
                    seal.program,
                    found.outstanding.grouped(),
                    found.held.grouped()
                ),
            ));
        }
    }
    faults
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

#[cfg(test)]
mod tests;
