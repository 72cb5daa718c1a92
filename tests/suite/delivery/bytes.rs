//! What left, to the byte: nobody else's data, the same again from its claim.

use chrono::TimeDelta;
use duebook::book::gather::gather;
use duebook::dispatch::day::Stop;
use duebook::dispatch::replay::{self, Again};
use duebook::dispatch::settle::Patience;

use super::trial::{Behaviour, Sea, address, told};
use super::{carry_on, mail_id, report};

#[test]
fn g22_the_journal_keeps_the_hash_of_what_the_server_has() {
    let sea = Sea::with(3);
    sea.must("a");
    let gathered = duebook::book::gather::gather(sea.files());
    for entry in gathered.book.journal.entries() {
        let claim = entry.claim().expect("a claim");
        let world = sea.0.borrow();
        let kept = world
            .kept
            .iter()
            .find(|kept| Some(&kept.message_id) == claim.message_id.as_ref());
        let bytes = &kept.expect("the mail").bytes;
        assert_eq!(claim.sha256.as_deref(), Some(duebook::digest::sha256(bytes).as_str()));
    }
}

/// Whoever got the first can drop the second: Exchange goes by Message-ID and Date.
#[test]
fn g22_a_mail_that_goes_again_the_same_day_is_the_same_bytes() {
    let sea = Sea::with(1);
    sea.office("in_doubt = \"resend\"");
    sea.script(|_, asked| match asked {
        1 => Behaviour::LoseReply,
        _ => Behaviour::Take,
    });
    assert_eq!(sea.must("a").in_doubt(), 1);
    carry_on(&sea);
    let kept = sea.0.borrow().kept.clone();
    let [first, second] = &kept[..] else {
        panic!("{} mails", kept.len())
    };
    assert!(second.at > first.at);
    assert_eq!(
        String::from_utf8_lossy(&first.bytes),
        String::from_utf8_lossy(&second.bytes)
    );
}

/// An officer pasted an example with another borrower's name into a text of
/// the office's own: nothing leaves, nothing is claimed.
#[test]
fn g18_a_mail_with_somebody_elses_data_stops_the_run_before_anything_leaves() {
    let sea = Sea::with(4);
    let text = "Subject: แจ้งเตือน\n\nเช่น นางสาวผู้ยืม ลำดับที่0003\n".to_owned();
    sea.0
        .borrow_mut()
        .templates
        .insert("mail/advance-due-soon.txt".into(), text);
    let stop = sea
        .run("a", Patience::default())
        .expect("nobody died")
        .expect_err("a stop");
    assert!(matches!(stop, Stop::Leak(_)), "{}", told(&stop));
    assert_eq!((sea.kept(), sea.0.borrow().claims.len(), sea.states().len()), (0, 0, 0));
}

/// Every mail can be made again from what its claim names, whatever the run
/// had to settle first.
#[test]
fn g25_from_the_commit_and_day_of_its_claim_each_mail_is_the_same_bytes_again() {
    let sea = Sea::with(12);
    sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
    sea.office("digest = \"daily\"");
    sea.script(|parcel, asked| match (parcel.to.as_str(), asked) {
        (to, 1) if to == address(3) => Behaviour::Say("450 4.2.0 greylisted"),
        (to, 1) if to == address(7) => Behaviour::LoseReply,
        _ => Behaviour::Take,
    });
    sea.0.borrow_mut().keep_history = true;
    for _ in 0..3 {
        let _ = sea.run("a", Patience::default());
        sea.later(TimeDelta::hours(1));
    }
    let mail = mail_id(&sea, &address(5));
    sea.0.borrow_mut().reports = Some(vec![report(&mail, &address(5), "failed")]);
    sea.later(TimeDelta::days(6));
    let _ = sea.run("a", Patience::default());
    sea.later(TimeDelta::days(1));
    let _ = sea.run("a", Patience::default());

    let journal = gather(sea.files()).book.journal;
    let (mut same, mut kept) = (0, Vec::new());
    for ((commit, today), mails) in replay::made(&journal, |_| true) {
        let commit = commit.expect("a commit");
        let snapshot = sea.at(&commit);
        for (made, again) in mails.iter().zip(replay::again(snapshot, today, &mails)) {
            let Again::Same(bytes) = again else {
                panic!("{} of {today} at {commit}: {:?}", made.mail, made.keys);
            };
            same += 1;
            kept.push(bytes);
        }
    }
    assert!(same > 20, "{same} mails");
    for mail in &sea.0.borrow().kept {
        assert!(kept.contains(&mail.bytes), "{}", mail.message_id);
    }
}
