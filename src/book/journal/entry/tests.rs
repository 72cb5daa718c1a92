//! A reminder's file, written and read back, and what of it the program never writes.

use chrono::{DateTime, FixedOffset};

use super::*;

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

fn entry() -> Entry {
    let at = moment("2026-11-20T08:47:11+07:00");
    let mut claim = Step::new(Status::Claimed, at, "2026-11-20T084700");
    claim.today = at.date_naive().into();
    claim.mail = Some("2569.secretariat-advance-0012.2026-11-27.before-7.borrower".into());
    claim.to = Some("a@example.org".into());
    claim.message_id = Some("<2569.secretariat-advance-0012.2026-11-27.before-7.borrower@example.org>".into());
    claim.date = Some(at);
    claim.sha256 = Some("0".repeat(64));
    claim.subject = Some("[บย. 12/2569] \"แจ้งเตือน\"\nx".into());
    claim.passed = vec!["before-30".into()];
    Entry {
        record: id::parse("secretariat/2569/advance-0012"),
        due: moment("2026-11-27T00:00:00+07:00").date_naive(),
        stage: "before-7".into(),
        role: "borrower".into(),
        steps: vec![claim],
    }
}

#[test]
fn an_entry_is_read_back_as_it_was_written_and_a_step_only_adds() {
    let mut entry = entry();
    let first = entry.text();
    assert_eq!(Entry::read(&first).as_ref(), Ok(&entry));
    let later = moment("2026-11-20T08:47:12+07:00");
    entry
        .steps
        .push(Step::new(Status::Sent, later, "2026-11-20T084700").reply("250 2.0.0 ok"));
    assert!(entry.text().starts_with(&first), "{}", entry.text());
    assert_eq!(Entry::read(&entry.text()), Ok(entry));
}

#[test]
fn what_the_program_did_not_write_is_named() {
    let text = entry().text();
    for (broken, said) in [
        (
            text.replace("state = \"claimed\"", "state = \"gone\""),
            "state = \"gone\"",
        ),
        (text.replace("at = 2026", "at = 02026"), "TOML"),
        (text.replace("run = ", "runs = "), "run"),
        (format!("{text}more = 1\n"), "more"),
        (text.replace("secretariat/2569/advance-0012", "../etc"), "../etc"),
    ] {
        let fault = Entry::read(&broken).expect_err(&broken);
        assert!(fault.contains(said), "{fault}: {said}");
    }
}

#[test]
fn steps_that_the_program_never_writes_one_after_the_other_are_named() {
    use Status::{Bounced, Cancelled, Claimed, Deferred, Held, InDoubt, Reclaimed, Refused, Sent, Superseded};
    let at = moment("2026-11-20T08:47:12+07:00");
    let read = |states: &[Status]| {
        let mut entry = entry();
        let claim = entry.steps[0].clone();
        entry.steps.clear();
        for state in states {
            entry.steps.push(match state {
                Status::Claimed => claim.clone(),
                state => Step::new(*state, at, "r").reply("250 ok").why("as told"),
            });
        }
        Entry::read(&entry.text()).map(|_| ())
    };
    for sound in [
        &[Claimed, Sent, Bounced, Claimed, Refused, Claimed, Deferred, Superseded][..],
        &[Claimed, InDoubt, Reclaimed, Claimed, Deferred, Cancelled, Claimed, Held],
        &[Claimed, InDoubt, Bounced],
    ] {
        assert_eq!(read(sound), Ok(()), "{sound:?}");
    }
    for (slip, said) in [
        (&[Sent][..], "- -> sent"),
        (&[Claimed, Cancelled], "claimed -> cancelled"),
        (&[Claimed, Sent, Cancelled], "sent -> cancelled"),
        (&[Claimed, Sent, Reclaimed], "sent -> reclaimed"),
        (&[Claimed, Sent, Claimed], "sent -> claimed"),
        (&[Claimed, Claimed], "claimed -> claimed"),
    ] {
        assert_eq!(read(slip), Err(said.to_owned()), "{slip:?}");
    }
    let text = entry().text();
    let wordless = format!(
        "{text}\n[[step]]\nstate = \"reclaimed\"\nat = {}\nrun = \"r\"\n",
        at.to_rfc3339()
    );
    assert_eq!(Entry::read(&wordless), Err("reclaimed: why".to_owned()));
    let nowhere = text.replace("to = ", "program = ");
    assert_eq!(Entry::read(&nowhere), Err("claimed: to".to_owned()));
}
