use super::*;
use crate::history::commit::Ident;

fn made(id: &str, parents: &[&str], files: &[(&str, Option<&str>, Option<&str>)]) -> Commit {
    let object = |name: Option<&str>| name.map(str::to_owned);
    Commit {
        id: id.to_owned(),
        parents: parents.iter().map(|&id| id.to_owned()).collect(),
        author: Ident::parse("S <s@x> 5 +0700"),
        committer: Ident::parse("S <s@x> 6 +0700"),
        is_signed: false,
        message: String::new(),
        via: None,
        files: files
            .iter()
            .map(|&(path, before, after)| Touched {
                path: path.to_owned(),
                before: object(before),
                after: object(after),
            })
            .collect(),
    }
}

fn seal(id: &str, parents: &[&str]) -> Commit {
    let path = format!("records/journal/seals/2570/{id}.toml");
    made(id, parents, &[(&path, None, Some(id))])
}

fn follow(commits: &[Commit], end: Option<&str>) -> Option<Trunk> {
    let seals = commits.iter().map(|commit| commit.id.clone()).collect();
    Trunk::follow(commits, &seals, end)
}

fn line(commits: &[Commit], end: Option<&str>) -> Option<Vec<String>> {
    let trunk = follow(commits, end)?;
    Some(trunk.line.iter().map(|(at, _)| commits[*at].id.clone()).collect())
}

fn via(commits: &[Commit]) -> Vec<(&str, Option<&str>)> {
    let pairs = commits.iter().map(|one| (one.id.as_str(), one.via.as_deref()));
    pairs.collect()
}

#[test]
fn a_commit_is_brought_in_by_the_first_merge_that_has_it() {
    // trunk 0 - 1 - 4 (merges 3) - 6 (merges 5); 2, 3 from 0; 5 from 3.
    let mut commits = [
        made("6", &["4", "5"], &[]),
        made("5", &["3"], &[]),
        made("4", &["1", "3"], &[]),
        made("3", &["2"], &[]),
        made("2", &["0"], &[]),
        made("1", &["0"], &[]),
        made("0", &[], &[]),
    ];
    follow(&commits, None).expect("a trunk").bring(&mut commits);
    assert_eq!(
        via(&commits),
        [
            ("6", None),
            ("5", Some("6")),
            ("4", None),
            ("3", Some("4")),
            ("2", Some("4")),
            ("1", None),
            ("0", None)
        ]
    );
}

#[test]
fn commits_in_a_ring_come_to_an_end() {
    let mut commits = [
        made("2", &["1", "2"], &[]),
        made("1", &["2"], &[]),
        made("2", &["2"], &[]),
    ];
    follow(&commits, None).expect("a trunk").bring(&mut commits);
    assert!(commits.iter().all(|one| one.via.is_none()));
    follow(&[], None).expect("a trunk").bring(&mut []);
}

#[test]
fn the_trunk_leads_through_the_seals_whatever_parent_is_named_first() {
    // 0 - s1 - s2 is published; a side branch from 0 merges it as its second parent.
    let mut commits = vec![
        made("m", &["side", "s2"], &[]),
        made("side", &["0"], &[]),
        seal("s2", &["s1"]),
        seal("s1", &["0"]),
        made("0", &[], &[]),
    ];
    assert_eq!(line(&commits, None).expect("a trunk"), ["m", "s2", "s1", "0"]);
    follow(&commits, None).expect("a trunk").bring(&mut commits);
    assert_eq!(commits[1].via.as_deref(), Some("m"));
    // Seals that the tip does not hold are none.
    let none = Trunk::follow(&commits, &BTreeSet::new(), None).expect("a trunk");
    assert_eq!(none.merges(&commits)[0].1, "side");
    // Where no seal tells them apart, the first parent is as good as any.
    commits[2].files.clear();
    commits[3].files.clear();
    assert_eq!(line(&commits, None).expect("a trunk"), ["m", "side", "0"]);
}

#[test]
fn a_part_of_the_trunk_is_followed_only_where_the_whole_would_lead_the_same_way() {
    // All after and beside "old".
    let straight = [
        made("b", &["a", "side"], &[]),
        seal("a", &["old"]),
        made("side", &["0"], &[]),
    ];
    assert_eq!(line(&straight, Some("old")).expect("a trunk"), ["b", "a"]);
    // Seals after it decide as they do in the whole.
    let swapped = [
        made("b", &["side", "a"], &[]),
        made("side", &["0"], &[]),
        seal("a", &["old"]),
    ];
    assert_eq!(line(&swapped, Some("old")).expect("a trunk"), ["b", "a"]);
    // Even here; what lies behind "old" would decide.
    let even = [made("b", &["side", "old"], &[]), made("side", &["0"], &[])];
    assert_eq!(line(&even, Some("old")), None);
    let mut unsealed = [made("b", &["old"], &[]), made("0", &[], &[])];
    unsealed[0].files = vec![Touched {
        path: "records/journal/seals/2570/x.toml".to_owned(),
        before: Some("5".to_owned()),
        after: None,
    }];
    assert_eq!(line(&unsealed[..1], Some("old")), None);
    let beside = [made("b", &["old", "side"], &[]), seal("side", &["0"])];
    assert_eq!(line(&beside, Some("old")), None);
}

#[test]
fn a_merge_tells_what_the_commits_that_it_brought_do_not() {
    const F: &str = "records/a.toml";
    // The trunk wrote 2 over 1, the branch 3 over 1.
    let commits = |merged: &str| {
        let trunk = made("t", &["0"], &[(F, Some("1"), Some("2"))]);
        let side = made("s", &["0"], &[(F, Some("1"), Some("3"))]);
        let mut all = vec![made("m", &["t", "s"], &[]), side, trunk, made("0", &[], &[])];
        follow(&all, None).expect("a trunk").bring(&mut all);
        let changed = Touched {
            path: F.to_owned(),
            before: Some("2".to_owned()),
            after: Some(merged.to_owned()),
        };
        own_deeds(&mut all, BTreeMap::from([("m".to_owned(), vec![changed])]));
        all.swap_remove(0).files
    };
    for merged in ["3", "4"] {
        let files = commits(merged);
        assert_eq!(files.len(), 1, "{merged}");
        assert_eq!(files[0].before.as_deref(), Some("2"), "{merged}");
    }
    // The branch alone wrote: its commits tell all, first to last.
    let mut all = vec![
        made("m", &["0", "s2"], &[]),
        made("s2", &["s1"], &[(F, Some("2"), Some("3"))]),
        made("s1", &["0"], &[(F, Some("1"), Some("2"))]),
        made("0", &[], &[]),
    ];
    follow(&all, None).expect("a trunk").bring(&mut all);
    let changed = |before: &str| Touched {
        path: F.to_owned(),
        before: Some(before.to_owned()),
        after: Some("3".to_owned()),
    };
    own_deeds(&mut all, BTreeMap::from([("m".to_owned(), vec![changed("1")])]));
    assert!(all[0].files.is_empty());
    own_deeds(&mut all, BTreeMap::from([("m".to_owned(), vec![changed("9")])]));
    assert_eq!(all[0].files.len(), 1);
    // Beside the trunk a merge of an older text is hidden between the two.
    all[1].files[0].before = Some("1".to_owned());
    own_deeds(&mut all, BTreeMap::from([("m".to_owned(), vec![changed("1")])]));
    assert_eq!(all[0].files.len(), 1);
}
