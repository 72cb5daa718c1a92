use std::collections::BTreeMap;

use chrono::{DateTime, Days};

use super::*;
use crate::book::journal::seal::Holding;
use crate::money::Satang;

/// Seals of days that follow each other, each on its own commit.
fn chain(length: usize) -> Vec<Seal> {
    let at = DateTime::parse_from_rfc3339("2026-11-02T06:00:00.125+07:00").expect("a moment");
    let mut seals: Vec<Seal> = Vec::new();
    for n in 1..=length {
        let day = at.date_naive() + Days::new(n as u64);
        let agencies = BTreeMap::from([(
            "legal".to_owned(),
            Holding {
                advances: n,
                outstanding: Satang(10_000),
                ..Holding::default()
            },
        )]);
        seals.push(Seal {
            n,
            day,
            at,
            book: Some(format!("{n:040}")),
            previous: seals.last().map(Seal::sha256),
            program: "0.1.0".into(),
            holdings: Holdings {
                files: n,
                digest: format!("{n:064}"),
                agencies,
            },
        });
    }
    seals
}

fn judged(seals: &[Seal], has: impl Fn(&str) -> bool) -> Vec<(Break, usize)> {
    let runs: BTreeSet<NaiveDate> = chain(6).iter().map(|seal| seal.day).collect();
    let seals: Vec<&Seal> = seals.iter().collect();
    let faults = judge(&seals, &runs, has);
    let number = |fault: &Fault| {
        seals
            .iter()
            .find(|seal| seal.path() == fault.path)
            .map_or(0, |seal| seal.n)
    };
    faults.iter().map(|fault| (fault.what, number(fault))).collect()
}

#[test]
fn whoever_changes_the_past_breaks_the_chain_where_he_did() {
    type Case<'c> = (&'c str, fn(&mut Vec<Seal>), &'c [(Break, usize)]);
    let cases: [Case<'_>; 8] = [
        ("nothing", |_| {}, &[]),
        ("the newest are taken off", |seals| seals.truncate(4), &[]),
        (
            "one is taken out",
            |seals| _ = seals.remove(2),
            &[(Break::Chain, 4), (Break::Missing, 0)],
        ),
        (
            "the first is taken off",
            |seals| _ = seals.remove(0),
            &[(Break::Chain, 2)],
        ),
        (
            "a sum is changed",
            |seals| seals[1].holdings.files = 9,
            &[(Break::Chain, 3)],
        ),
        (
            "numbers are closed up behind one taken out",
            |seals| {
                seals.remove(2);
                let mut previous = seals[1].sha256();
                for (place, seal) in seals.iter_mut().enumerate().skip(2) {
                    seal.n = place + 1;
                    seal.previous = Some(previous);
                    previous = seal.sha256();
                }
            },
            &[(Break::Missing, 0)],
        ),
        (
            "one names no commit",
            |seals| seals[5].book = None,
            &[(Break::Commit, 6)],
        ),
        (
            "one is made up for a day without a run",
            |seals| {
                let mut seal = seals[5].clone();
                seal.n = 7;
                seal.day = seal.day + Days::new(1);
                seal.previous = Some(seals[5].sha256());
                seals.push(seal);
            },
            &[(Break::Run, 7)],
        ),
    ];
    for (case, deed, want) in cases {
        let mut seals = chain(6);
        deed(&mut seals);
        assert_eq!(judged(&seals, |_| true), want, "{case}");
    }
    assert_eq!(
        judged(&chain(6), |commit| !commit.ends_with('5')),
        [(Break::Commit, 5)],
        "a commit was pushed away"
    );
}

#[test]
fn what_was_sealed_is_held_against_what_is_there() {
    let seal = chain(1).remove(0);
    assert_eq!(recount(&seal, &seal.holdings), []);
    let mut other = seal.holdings.clone();
    other.digest = "f".repeat(64);
    other.agencies.clear();
    let faults: Vec<Break> = recount(&seal, &other).iter().map(|fault| fault.what).collect();
    assert_eq!(faults, [Break::Files, Break::Sums]);
}

#[test]
fn sealed_commits_lie_behind_each_other() {
    let seals = chain(3);
    let seals: Vec<&Seal> = seals.iter().collect();
    let name = |n: usize| format!("{n:040}");
    let commit = |n: usize, parents: &[usize]| (name(n), parents.iter().map(|&n| name(n)).collect());
    let judged = |history: &[(String, Vec<String>)]| -> Vec<String> {
        let faults = order(&seals, history);
        assert!(faults.iter().all(|fault| fault.what == Break::Order));
        faults.into_iter().map(|fault| fault.path).collect()
    };
    // A merge whose first parent is another branch does no harm.
    let joined = [
        commit(4, &[3]),
        commit(3, &[9, 2]),
        commit(9, &[1]),
        commit(2, &[1]),
        commit(1, &[]),
    ];
    assert_eq!(judged(&joined), [""; 0]);
    // The second seal is on a branch of its own, from before the first.
    let beside = [
        commit(4, &[3]),
        commit(3, &[1, 2]),
        commit(2, &[0]),
        commit(1, &[0]),
        commit(0, &[]),
    ];
    assert_eq!(judged(&beside), [seals[1].path()]);
    let backwards = [commit(4, &[1]), commit(1, &[2]), commit(2, &[3]), commit(3, &[])];
    assert_eq!(judged(&backwards), [seals[2].path()]);
}

#[test]
fn a_page_of_a_mail_that_no_run_sent_is_one_too_many() {
    let at = DateTime::parse_from_rfc3339("2026-11-02T06:00:00.125+07:00").expect("a moment");
    let run = Run {
        name: "a".to_owned(),
        today: at.date_naive(),
        started: at,
        ended: at,
        planned: 2,
        sent: 2,
        refused: 0,
        deferred: 0,
        in_doubt: 0,
        later: 0,
        held: 0,
        plan: None,
        url: None,
    };
    let judged = |sent: usize| counts(std::slice::from_ref(&run), &BTreeMap::from([("a", sent)])).len();
    assert_eq!((judged(2), judged(3), judged(1)), (0, 1, 1));
    assert_eq!(counts(&[run], &BTreeMap::new())[0].what, Break::Count);
}
