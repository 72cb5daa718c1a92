//! The sender's own mailbox, asked after a crash and read for what came back.

use duebook::dispatch::doors::{Sighting, Witness};
use duebook::record::Archive;
use duebook::world::mailbox::{Mailbox, Secret};

use crate::imap::{Fault, Imap};

fn archive(port: u16, plain: bool) -> Archive {
    Archive {
        host: "localhost".into(),
        port,
        user: "finance".into(),
        folder: "Sent".into(),
        bounces: "INBOX".into(),
        plain,
    }
}

fn mailbox(imap: &Imap) -> Mailbox {
    let secret = Secret::Password("secret".into());
    Mailbox::new(&archive(imap.port, true), secret, None).expect("loopback may be plain")
}

#[test]
fn present_and_absent_are_told_apart_whatever_the_folder_is_called() {
    for folder in ["Sent", "Sent Items", "INBOX.Sent"] {
        let imap = Imap::start(folder, Fault::None);
        imap.held
            .lock()
            .expect("held")
            .sent
            .push(b"Message-ID: <a.b@example.org>\r\n\r\nx".to_vec());
        let mut mailbox = mailbox(&imap);
        assert_eq!(mailbox.look("<a.b@example.org>"), Ok(Sighting::There), "{folder}");
        assert_eq!(mailbox.look("<a.c@example.org>"), Ok(Sighting::Absent), "{folder}");
        assert!(!mailbox.is_prompt());
        let lines = imap.held.lock().expect("held").lines.clone();
        assert_eq!(
            lines.iter().filter(|line| line.contains("LOGIN")).count(),
            1,
            "one login serves all questions"
        );
        assert!(
            !lines
                .iter()
                .any(|line| line.contains("SELECT") || line.contains("STORE")),
            "nothing is changed"
        );
    }
}

#[test]
fn an_answer_that_is_none_is_no_answer() {
    for (fault, words) in [
        (Fault::Login, "refuses the login"),
        (Fault::EndlessLine, "does not answer as a mailbox does"),
        (Fault::Garbage, "does not answer as a mailbox does"),
        (Fault::HugePiece, "does not answer as a mailbox does"),
    ] {
        let imap = Imap::start("Sent", fault);
        let said = mailbox(&imap).look("<a@example.org>").expect_err("no answer").en;
        assert!(said.contains(words), "{fault:?}: {said}");
        assert!(!said.contains("secret") && !said.contains("finance"), "{said}");
    }
    let imap = Imap::start("Sent", Fault::None);
    let mut wrong = Mailbox::new(&archive(imap.port, true), Secret::Password("other".into()), None).expect("plain");
    assert!(
        wrong
            .look("<a@example.org>")
            .expect_err("refused")
            .en
            .contains("refuses the login")
    );
}

#[test]
fn a_line_that_breaks_is_dialled_again_once() {
    let imap = Imap::start("Sent", Fault::HangsUpOnce);
    let mut mailbox = mailbox(&imap);
    assert!(mailbox.try_out().is_ok());
    assert_eq!(mailbox.look("<a@example.org>"), Ok(Sighting::Absent));
}

#[test]
fn nobody_is_asked_in_plain_text_over_a_network() {
    let mut far = archive(143, true);
    far.host = "imap.example.go.th".into();
    assert!(Mailbox::new(&far, Secret::Password("secret".into()), None).is_err());
    // A server that does not speak TLS gets no password either.
    let imap = Imap::start("Sent", Fault::None);
    let mut mailbox = Mailbox::new(&archive(imap.port, false), Secret::Password("secret".into()), None).expect("tls");
    assert!(mailbox.look("<a@example.org>").is_err());
    assert!(
        !imap
            .held
            .lock()
            .expect("held")
            .lines
            .iter()
            .any(|line| line.contains("secret"))
    );
}

#[test]
fn a_secret_is_never_shown() {
    for secret in [Secret::Password("hunter2".into()), Secret::Token("hunter2".into())] {
        assert!(!format!("{secret:?}").contains("hunter2"));
    }
}

#[test]
fn reports_are_fetched_whole_and_left_unread() {
    let imap = Imap::start("Sent", Fault::None);
    let report = b"Content-Type: multipart/report\r\n\r\nx {3}\r\ny".to_vec();
    imap.held
        .lock()
        .expect("held")
        .inbox
        .extend([b"Subject: x\r\n\r\n".to_vec(), report.clone()]);
    let since = "2026-11-20".parse().expect("a day");
    assert_eq!(mailbox(&imap).reports(since), Ok(vec![report]));
    let lines = imap.held.lock().expect("held").lines.clone();
    assert!(lines.iter().any(|line| line.contains("SINCE 20-Nov-2026")), "{lines:?}");
    assert!(
        lines
            .iter()
            .all(|line| !line.contains("BODY[]") || line.contains("PEEK"))
    );
}
