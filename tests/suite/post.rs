//! The post's promises: what each reply means, when a mail is in doubt, and
//! that no password leaves for anybody but the server that was meant.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use duebook::dispatch::doors::{Parcel, Post, Sighting, Trouble, Verdict, Witness};
use duebook::world::post::{Address, Folder, Smtp};
use tempfile::TempDir;

use crate::smtp::{Account, Action, Authority, Event, Log, Moment, Offer, Secure, Server, say};

const USER: &str = "office@example.org";
const PASSWORD: &str = "hunter2:ก%";
/// The same, as it stands in a URL.
const LOGIN: &str = "office%40example.org:hunter2%3A%E0%B8%81%25@";

fn parcel(number: usize, to: &str) -> Parcel {
    let message_id = format!("<mail-{number}@example.org>");
    let bytes = format!("Message-ID: {message_id}\r\nTo: {to}\r\n\r\nMail {number}\r\n").into_bytes();
    Parcel {
        id: format!("mail-{number}"),
        message_id,
        from: "office@example.org".to_owned(),
        to: to.to_owned(),
        bytes,
    }
}

fn smtp(url: &str) -> Smtp {
    let Ok(Address::Server(server)) = Address::parse(url) else {
        panic!("{url}")
    };
    Smtp::new(server, None).waiting(Duration::from_secs(10), Duration::from_secs(10))
}

fn plain(server: &Server) -> Smtp {
    smtp(&format!("smtp://127.0.0.1:{}", server.port))
}

fn hand_over(post: &mut dyn Post, parcel: &Parcel) -> Verdict {
    post.hand_over(parcel, &mut || Ok(()))
}

/// What became of a mail, without the words.
fn kind(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Sent(_) => "sent",
        Verdict::Refused(_) => "refused",
        Verdict::Deferred(_) => "deferred",
        Verdict::NotSent(_) => "not sent",
        Verdict::InDoubt(_) => "in doubt",
    }
}

fn words(verdict: &Verdict) -> &str {
    match verdict {
        Verdict::Sent(said)
        | Verdict::Refused(said)
        | Verdict::Deferred(said)
        | Verdict::NotSent(said)
        | Verdict::InDoubt(said) => said,
    }
}

/// A table: its columns are parted by `|`, its first line is their names.
fn rows<const N: usize>(table: &str) -> Vec<[&str; N]> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            cells.try_into().unwrap_or_else(|_| panic!("{line}"))
        })
        .collect()
}

/// What the server does with the first mail at a moment, and what follows: the
/// verdict and a piece of its words, whether the connection serves on, and how
/// many mails the server has.
const RULES: &str = "
    at       | action                             | verdict  | words                     | serves on | kept | rule
    Mail     | say 550 5.7.1 not you              | not sent | 550 5.7.1 not you         | yes | 0 | a refused sender is nobody's refusal
    Mail     | say 452 4.3.1 full                 | deferred | 452 4.3.1 full            | yes | 0 | a sender put off
    Mail     | bye 421 4.7.0 busy                 | deferred | 421 4.7.0 busy            | no  | 0 | 421 at the sender
    Mail     | close                              | not sent |                           | no  | 0 | gone at the sender
    Rcpt     | say 550 5.1.1 no such user         | refused  | 550 5.1.1 no such user    | yes | 0 | a refused recipient
    Rcpt     | say 550-5.1.1 no such¶550 5.1.1 u. | refused  | 550 5.1.1 no such u.      | yes | 0 | a reply in two lines
    Rcpt     | say 450 4.2.0 greylisted           | deferred | 450 4.2.0 greylisted      | yes | 0 | a recipient put off
    Rcpt     | say 530 5.7.0 log in               | not sent | 530 5.7.0 log in          | yes | 0 | to log in first is nobody's refusal
    Rcpt     | bye 421 slow down                  | deferred | 421 slow down             | no  | 0 | 421 at the recipient
    Rcpt     | close                              | not sent |                           | no  | 0 | gone at the recipient
    Data     | say 554 5.5.1 no recipients        | refused  | 554 5.5.1 no recipients   | yes | 0 | no 354 but 5xx
    Data     | say 451 4.3.0 later                | deferred | 451 4.3.0 later           | yes | 0 | no 354 but 4xx
    Data     | say 250 fine                       | not sent | 250 fine                  | no  | 0 | no 354 but 250
    Data     | say what?                          | not sent |                           | no  | 0 | no number instead of 354
    Data     | close                              | not sent |                           | no  | 0 | gone instead of 354
    Payload  | close                              | in doubt |                           | no  | 0 | gone in the middle of the payload
    Received | close                              | in doubt |                           | no  | 0 | gone before the mail was kept
    Received | say 554 5.6.0 spam                 | refused  | 554 5.6.0 spam            | yes | 0 | content refused
    Received | say 552 5.3.4 too big              | refused  | 552 5.3.4 too big         | yes | 0 | too large
    Received | say 451 4.3.0 try later            | deferred | 451 4.3.0 try later       | yes | 0 | content put off
    Received | say 452 4.3.1 full                 | deferred | 452 4.3.1 full            | yes | 0 | no room
    Received | bye 421 4.3.2 going down           | deferred | 421 4.3.2 going down      | no  | 0 | 421 after the payload
    Received | go                                 | sent     | 250 2.0.0 Ok: queued as Q1 | yes | 1 | as usual
    Kept     | say 250 ตกลง                       | sent     | 250 ตกลง                  | yes | 1 | a reply in Thai
    Kept     | close                              | in doubt |                           | no  | 1 | kept, and the reply lost
    Kept     | hang                               | in doubt |                           | no  | 1 | kept, and no reply in time
    Kept     | say done!                          | in doubt |                           | no  | 1 | kept, and a reply without number
    Kept     | say 354 more?                      | in doubt | 354 more?                 | no  | 1 | kept, and a number that answers no payload
    Kept     | bye 25                             | in doubt |                           | no  | 1 | kept, and a reply cut short
";

#[test]
fn every_reply_has_its_verdict() {
    every_rule_holds(&Offer::plain());
}

#[test]
fn every_reply_has_its_verdict_where_commands_go_in_one_breath() {
    every_rule_holds(&at_once());
}

/// A server to which the envelope is said in one write.
fn at_once() -> Offer {
    Offer {
        keywords: vec!["PIPELINING", "8BITMIME", "DSN"],
        ..Offer::plain()
    }
}

fn every_rule_holds(offer: &Offer) {
    for [at, action, want, part, serves_on, kept, name] in rows(RULES) {
        let (at, serves_on) = (Moment::read(at), serves_on == "yes");
        // Only the first mail is met with it.
        let once = Mutex::new(Some(Action::read(action)));
        let server = Server::start(offer.clone(), move |event| {
            let its_time = event.moment == at;
            let action = its_time.then(|| once.lock().expect("one session").take()).flatten();
            action.unwrap_or(Action::Go)
        });
        let mut post = plain(&server).waiting(Duration::from_secs(10), Duration::from_millis(150));
        post.open().expect("an open door");
        let verdict = hand_over(&mut post, &parcel(1, "a@example.org"));
        assert_eq!(kind(&verdict), want, "{name}: {verdict:?}");
        let said = words(&verdict);
        assert!(said.contains(part) && !said.is_empty(), "{name}: {verdict:?}");
        assert_eq!(post.is_open(), serves_on, "{name}");
        assert_eq!(server.log().kept.len().to_string(), kept, "{name}");
        // Whatever befell one mail, the next one goes its way.
        if !serves_on {
            assert_eq!(
                kind(&hand_over(&mut post, &parcel(2, "b@example.org"))),
                "not sent",
                "{name}"
            );
            post.open().expect("opened again");
        }
        let next = hand_over(&mut post, &parcel(2, "b@example.org"));
        assert_eq!(kind(&next), "sent", "{name}: {next:?}");
        let log = server.log();
        assert_eq!(log.connections, if serves_on { 1 } else { 2 }, "{name}");
        let last = log.kept.last().map(|kept| kept.message_id.as_str());
        assert_eq!(last, Some("<mail-2@example.org>"), "{name}");
    }
}

/// RFC 2920, section 3.1: a server may ask for the payload of a mail whose
/// recipient it has just refused.
#[test]
fn a_payload_that_is_asked_for_in_vain_never_comes() {
    let server = Server::start(at_once(), |event| {
        // The second line answers DATA.
        if event.moment == Moment::Rcpt && event.line.contains("gone@") {
            return say("550 5.1.1 no such user\r\n354 Give it to me");
        }
        Action::Go
    });
    let mut post = plain(&server);
    post.open().expect("an open door");
    let mut asked = 0;
    let verdict = post.hand_over(&parcel(1, "gone@example.org"), &mut || {
        asked += 1;
        Ok(())
    });
    assert_eq!(verdict, Verdict::Refused("550 5.1.1 no such user".to_owned()));
    assert_eq!((asked, post.is_open()), (0, false), "the connection is gone");
    post.open().expect("opened again");
    assert_eq!(kind(&hand_over(&mut post, &parcel(2, "a@example.org"))), "sent");
    let log = server.log();
    assert_eq!((log.connections, log.kept.len()), (2, 1));
    // Neither a payload nor a lone dot was said to the first connection.
    let envelope = |line: &String| {
        ["EHLO", "MAIL", "RCPT", "DATA"]
            .iter()
            .any(|word| line.starts_with(word))
    };
    assert!(log.lines.iter().all(envelope), "{:?}", log.lines);
}

#[test]
fn the_envelope_goes_in_one_breath_only_where_it_is_offered() {
    for (offer, want) in [(at_once(), true), (Offer::plain(), false)] {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let server = Server::start(offer, {
            let heard = Arc::clone(&heard);
            move |event| {
                heard
                    .lock()
                    .expect("one session")
                    .push((event.moment, event.is_more_said));
                Action::Go
            }
        });
        let mut post = plain(&server);
        post.open().expect("an open door");
        assert_eq!(kind(&hand_over(&mut post, &parcel(1, "a@example.org"))), "sent");
        let heard = heard.lock().expect("one session").clone();
        let said = |moment| heard.iter().find(|(at, _)| *at == moment).map(|(_, more)| *more);
        assert_eq!((said(Moment::Mail), said(Moment::Rcpt)), (Some(want), Some(want)));
        assert_eq!(said(Moment::Data), Some(false), "the payload waits for its 354");
    }
}

#[test]
fn an_address_put_off_once_is_taken_the_second_time() {
    let seen = Mutex::new(BTreeSet::new());
    let server = Server::start(Offer::plain(), move |event| {
        let known = event.moment != Moment::Rcpt || !seen.lock().expect("one session").insert(event.line.clone());
        if known { Action::Go } else { say("450 4.2.0 Greylisted") }
    });
    let mut post = plain(&server);
    post.open().expect("an open door");
    let verdicts: Vec<&str> = ["a@example.org", "b@example.org", "a@example.org", "b@example.org"]
        .iter()
        .map(|to| kind(&hand_over(&mut post, &parcel(1, to))))
        .collect();
    assert_eq!(verdicts, ["deferred", "deferred", "sent", "sent"]);
    assert_eq!((server.log().connections, server.log().count("RSET")), (1, 2));
}

#[test]
fn a_server_that_closes_after_some_mails_is_opened_again() {
    let closed = AtomicBool::new(false);
    let server = Server::start(Offer::plain(), move |event| {
        if event.moment == Moment::Mail && event.kept == 2 && !closed.swap(true, Ordering::SeqCst) {
            return Action::SayAndClose("421 4.7.0 Too many mails".to_owned());
        }
        Action::Go
    });
    let mut post = plain(&server);
    let mut verdicts = Vec::new();
    for number in 1..=4 {
        if !post.is_open() {
            post.open().expect("an open door");
        }
        verdicts.push(kind(&hand_over(&mut post, &parcel(number, "a@example.org"))));
    }
    assert_eq!(verdicts, ["sent", "sent", "deferred", "sent"]);
    assert_eq!(server.log().connections, 2);
}

#[test]
fn a_bad_address_stops_no_other_mail_and_costs_no_login() {
    let bad = [("two@", "550 5.1.1"), ("five@", "501 5.1.3"), ("nine@", "553 5.1.8")];
    let server = Server::start(with_login("PLAIN LOGIN"), move |event| {
        let its = bad
            .iter()
            .find(|(name, _)| event.moment == Moment::Rcpt && event.line.contains(name));
        its.map_or(Action::Go, |(_, code)| say(&format!("{code} no")))
    });
    let mut post = smtp(&format!("smtp://{LOGIN}127.0.0.1:{}", server.port));
    post.open().expect("an open door");
    let names = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let sent = names
        .iter()
        .enumerate()
        .map(|(number, name)| hand_over(&mut post, &parcel(number, &format!("{name}@example.org"))))
        .filter(|verdict| kind(verdict) == "sent")
        .count();
    post.close();
    let log = server.log();
    assert_eq!((sent, log.kept.len(), log.logins, log.connections), (7, 7, 1, 1));
    assert_eq!((log.count("RSET"), log.count("QUIT")), (3, 1));
    assert!(!post.is_open());
}

#[test]
fn a_payload_arrives_byte_by_byte_as_it_was() {
    let server = Server::start(Offer::plain(), |_| Action::Go);
    let mut post = plain(&server);
    post.open().expect("an open door");
    let long = "x".repeat(70_000);
    let bodies = [
        ".\r\n",
        "..\r\n.\r\n...\r\n",
        "\r\n.\r\n\r\n.a\r\n",
        "QUIT\r\nMAIL FROM:<a@b>\r\n",
        "a\r\n\r\n\r\n",
        "ภาษาไทย\r\n",
        &format!("{long}\r\n.{long}\r\n"),
        "",
    ];
    for (number, body) in bodies.iter().enumerate() {
        let mut parcel = parcel(number, "a@example.org");
        parcel.bytes = format!("{body}Message-ID: <x@example.org>\r\n\r\n{body}").into_bytes();
        let verdict = hand_over(&mut post, &parcel);
        assert_eq!(kind(&verdict), "sent", "{verdict:?}");
        let log = server.log();
        let kept = log.kept.last().expect("a mail");
        assert!(kept.bytes == parcel.bytes, "{:?}", &body[..body.len().min(40)]);
    }
    // What is not whole lines would end early somewhere.
    let mut parcel = parcel(9, "a@example.org");
    parcel.bytes = b"Subject: x\r\n\r\na\n.\nMAIL FROM:<x@example.org>\r\n".to_vec();
    assert_eq!(kind(&hand_over(&mut post, &parcel)), "not sent");
    assert_eq!(server.log().kept.len(), bodies.len());
}

#[test]
fn one_connection_carries_many_mails() {
    let server = Server::start(Offer::plain(), |_| Action::Go);
    let mut post = plain(&server);
    post.open().expect("an open door");
    for number in 0..200 {
        assert_eq!(kind(&hand_over(&mut post, &parcel(number, "a@example.org"))), "sent");
    }
    let log = server.log();
    assert_eq!((log.connections, log.kept.len()), (1, 200));
    let names: Vec<&str> = log.kept.iter().map(|kept| kept.message_id.as_str()).collect();
    assert_eq!(
        (names[0], names[199]),
        ("<mail-0@example.org>", "<mail-199@example.org>")
    );
    assert!(log.kept.iter().all(|kept| kept.connection == 1));
}

#[test]
fn the_line_before_the_payload_comes_after_354_and_can_stop_the_mail() {
    let server = Server::start(Offer::plain(), |event| {
        if event.line.contains("bad@") {
            say("550 no")
        } else {
            Action::Go
        }
    });
    let mut post = plain(&server);
    post.open().expect("an open door");
    let mut asked = 0;
    let mut count = || {
        asked += 1;
        assert_eq!(server.log().count("DATA"), 1, "the server waits for the payload");
        Err("the disk is full".to_owned())
    };
    assert_eq!(
        kind(&post.hand_over(&parcel(1, "bad@example.org"), &mut count)),
        "refused"
    );
    let verdict = post.hand_over(&parcel(2, "a@example.org"), &mut count);
    assert_eq!(verdict, Verdict::NotSent("the disk is full".to_owned()));
    assert_eq!(
        (asked, post.is_open()),
        (1, false),
        "asked once, and the connection is gone"
    );
    assert_eq!(server.log().kept.len(), 0);
}

#[test]
fn reports_are_asked_for_where_they_are_offered() {
    for (keywords, to, want) in [
        (
            vec!["DSN"],
            "a+b@example.org",
            (
                "MAIL FROM:<office@example.org> RET=HDRS ENVID=mail-1",
                "RCPT TO:<a+b@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb@example.org",
            ),
        ),
        (
            vec![],
            "a+b@example.org",
            ("MAIL FROM:<office@example.org>", "RCPT TO:<a+b@example.org>"),
        ),
        (
            vec!["SMTPUTF8", "8BITMIME"],
            "ก@example.org",
            (
                "MAIL FROM:<office@example.org> BODY=8BITMIME SMTPUTF8",
                "RCPT TO:<ก@example.org>",
            ),
        ),
    ] {
        let offer = Offer {
            keywords,
            ..Offer::plain()
        };
        let server = Server::start(offer, |_| Action::Go);
        let mut post = plain(&server);
        post.open().expect("an open door");
        assert_eq!(kind(&hand_over(&mut post, &parcel(1, to))), "sent", "{to}");
        let kept = server.log().kept.remove(0);
        assert_eq!((kept.from.as_str(), kept.to.as_str()), want);
    }
}

#[test]
fn what_a_server_cannot_take_is_not_said_to_it() {
    let offer = Offer {
        keywords: vec!["SIZE 100"],
        ..Offer::plain()
    };
    let server = Server::start(offer, |_| Action::Go);
    let mut post = plain(&server);
    post.open().expect("an open door");
    let mut large = parcel(2, "a@example.org");
    large.bytes.extend([b'x'; 100]);
    for (parcel, code) in [
        (parcel(1, "ก@example.org"), "553 5.6.7"),
        (large, "552 5.3.4"),
        (parcel(3, "a@example.org>\r\nRCPT TO:<b@example.org"), "553 5.1.3"),
    ] {
        let verdict = hand_over(&mut post, &parcel);
        assert!(
            kind(&verdict) == "refused" && words(&verdict).starts_with(code),
            "{verdict:?}"
        );
    }
    assert_eq!(server.log().count("MAIL"), 0);
    assert_eq!(kind(&hand_over(&mut post, &parcel(4, "a@example.org"))), "sent");
}

/// Hands over until the server has a mail, asking its log where in doubt, as
/// a witness would be asked.
fn deliver(post: &mut Smtp, server: &Server, parcel: &Parcel, name: &str) {
    let kept = || {
        let log = server.log();
        log.kept
            .iter()
            .filter(|kept| kept.message_id == parcel.message_id)
            .count()
    };
    for _ in 0..4 {
        if !post.is_open() && post.open().is_err() {
            continue;
        }
        let verdict = hand_over(post, parcel);
        match verdict {
            Verdict::Sent(_) => return assert_eq!(kept(), 1, "{name}: sent is kept"),
            Verdict::InDoubt(_) if kept() == 1 => return,
            Verdict::InDoubt(_) => {}
            other => assert_eq!(kept(), 0, "{name}: {other:?}"),
        }
    }
    panic!("{name}: never sent");
}

#[test]
fn whatever_the_server_does_at_any_event_each_mail_is_kept_once() {
    let actions = [
        Action::Close,
        say("451 4.3.0 Not now"),
        say("nonsense"),
        Action::SayAndClose("421 4.3.2 Going down".to_owned()),
    ];
    let offers = [
        with_login("PLAIN"),
        Offer {
            account: with_login("PLAIN").account,
            ..at_once()
        },
    ];
    let trials = actions
        .iter()
        .flat_map(|action| offers.iter().map(move |offer| (action, offer)));
    for (action, offer) in trials {
        for at in 0.. {
            let name = format!("{action:?} at event {at}, {:?}", offer.keywords);
            let (script, reached) = (action.clone(), Arc::new(AtomicBool::new(false)));
            let server = Server::start(offer.clone(), {
                let reached = Arc::clone(&reached);
                move |event| {
                    // A 4xx to a mail that is kept would be a server that lies.
                    let lie = event.moment == Moment::Kept
                        && matches!(&script, Action::Say(reply) | Action::SayAndClose(reply) if reply.starts_with('4'));
                    if event.number != at {
                        return Action::Go;
                    }
                    reached.store(true, Ordering::SeqCst);
                    if lie { Action::Go } else { script.clone() }
                }
            });
            let mut post = smtp(&format!("smtp://{LOGIN}127.0.0.1:{}", server.port));
            for number in 0..3 {
                deliver(&mut post, &server, &parcel(number, "a@example.org"), &name);
            }
            post.close();
            assert_eq!(server.log().kept.len(), 3, "{name}");
            if !reached.load(Ordering::SeqCst) {
                assert!(at > 20, "{name}: the events were counted");
                break;
            }
        }
    }
}

fn with_login(mechanisms: &'static str) -> Offer {
    Offer {
        account: Some(Account {
            mechanisms,
            user: USER,
            secret: PASSWORD,
        }),
        ..Offer::plain()
    }
}

/// What opening says: `later` or `settings`, and its English words.
fn trouble(post: &mut Smtp) -> (&'static str, String) {
    let trouble = post.open().expect_err("a door that does not open");
    assert!(!post.is_open());
    let shown = format!("{trouble:?}");
    for secret in ["hunter2", "office@", "aHVudGVy", "b2ZmaWNl"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let words = trouble.words();
    assert!(words.th.chars().any(|c| ('ก'..='๙').contains(&c)), "{words:?}");
    match trouble {
        Trouble::Later(words) => ("later", words.en),
        Trouble::Settings(words) => ("settings", words.en),
    }
}

/// What the server does at a moment of opening, and the trouble: whether time
/// mends it, and a piece of its words.
const TROUBLES: &str = "
    at       | action                       | when     | words                                         | rule
    Greeting | bye 421 4.3.2 come later     | later    | takes no mail now (421 4.3.2 come later)      | 421 at the door
    Greeting | bye 450 busy                 | later    | takes no mail now (450 busy)                  | 4xx at the door
    Greeting | bye 554 5.7.1 listed         | settings | refuses this machine (554 5.7.1 listed)       | 5xx at the door
    Greeting | close                        | later    | hung up                                       | gone at the door
    Greeting | hang                         | later    | did not answer in time                        | silence at the door
    Greeting | bye HTTP/1.1 400 Bad Request | settings | does not answer as a mail server              | another kind of server
    Greeting | bye SSH-2.0-OpenSSH_9.2      | settings | does not answer as a mail server              | yet another
    Ehlo     | bye 421 later                | later    | takes no mail now                             | 421 to EHLO
    Ehlo     | say 502 5.5.1 what           | settings | refuses this machine                          | 5xx to EHLO
    Ehlo     | close                        | later    | hung up                                       | gone at EHLO
    Auth     | say 535 5.7.8 no             | settings | refuses the login (535 5.7.8 no)              | the login is refused
    Auth     | say 504 5.5.4 no             | settings | refuses the login (504 5.5.4 no)              | the mechanism is refused
    Auth     | say 454 4.7.0 try later      | later    | takes no login now (454 4.7.0 try later)      | the login is put off
    Auth     | say 432 4.7.12 transition    | later    | takes no login now (432 4.7.12 transition)    | the password has to be changed
    Auth     | bye 421 4.7.0 too many       | later    | takes no login now (421 4.7.0 too many)       | 421 to the login
    Auth     | close                        | later    | hung up                                       | gone at the login
    Auth     | say 250 fine                 | settings | answers out of turn                           | an answer to something else
    Auth     | say 334 bm93Pw==             | settings | offers no way to log in                       | a question after the whole login
";

#[test]
fn what_keeps_a_connection_from_being_made_is_told_apart() {
    for [at, action, want, part, name] in rows(TROUBLES) {
        let (at, does) = (Moment::read(at), Action::read(action));
        let server = Server::start(with_login("PLAIN"), move |event| {
            if event.moment == at { does.clone() } else { Action::Go }
        });
        let step = if action == "hang" { 100 } else { 10_000 };
        let post = smtp(&format!("smtp://{LOGIN}127.0.0.1:{}", server.port));
        let mut post = post.waiting(Duration::from_millis(step), Duration::from_secs(10));
        let (when, words) = trouble(&mut post);
        assert_eq!(when, want, "{name}: {words}");
        assert!(words.contains(part), "{name}: {words}");
        assert!(
            words.starts_with(&format!("127.0.0.1:{} ", server.port)),
            "{name}: {words}"
        );
    }
}

#[test]
fn a_server_that_takes_a_second_greeting_amiss_gets_its_mail_all_the_same() {
    let greeted = AtomicUsize::new(0);
    let server = Server::start(with_login("PLAIN"), move |event| {
        let again = event.moment == Moment::Ehlo && greeted.fetch_add(1, Ordering::SeqCst) > 0;
        if again {
            say("503 Duplicate HELO/EHLO")
        } else {
            Action::Go
        }
    });
    let mut post = smtp(&format!("smtp://{LOGIN}127.0.0.1:{}", server.port));
    post.open().expect("open");
    let verdict = hand_over(&mut post, &parcel(1, "borrower@example.org"));
    assert_eq!(kind(&verdict), "sent", "{}", words(&verdict));
    assert_eq!(server.log().kept.len(), 1);
}

#[test]
fn a_name_unknown_and_a_port_closed_are_for_later() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .expect("a free port")
        .local_addr()
        .expect("a port")
        .port();
    let (when, words) = trouble(&mut smtp(&format!("smtp://127.0.0.1:{closed}")));
    assert_eq!(
        (when, words.contains("has nobody at this port")),
        ("later", true),
        "{words}"
    );
    // No label of the DNS has 64 letters: known to nobody without asking anybody.
    let Ok(Address::Server(mut server)) = Address::parse("smtps://u:hunter2@h") else {
        panic!("a sound address")
    };
    server.host = format!("{}.example.org", "x".repeat(64));
    let (when, words) = trouble(&mut Smtp::new(server, None));
    assert_eq!(
        (when, words.contains("not known to the DNS")),
        ("later", true),
        "{words}"
    );
}

#[test]
fn a_plain_connection_never_leaves_this_machine() {
    let Ok(Address::Server(mut server)) = Address::parse("smtp://u:hunter2@localhost") else {
        panic!("a sound address")
    };
    // As if the name led elsewhere: 192.0.2.0/24 is nobody's (RFC 5737).
    server.host = "192.0.2.1".to_owned();
    let (when, words) = trouble(&mut Smtp::new(server, None));
    assert_eq!(
        (when, words.contains("not on this machine")),
        ("settings", true),
        "{words}"
    );
}

#[test]
fn logins() {
    let right = LOGIN;
    let wrong = "office%40example.org:hunter2@";
    let user = "office%40example.org@";
    for (name, mechanisms, login, token, want) in [
        ("PLAIN", "PLAIN LOGIN", right, None, Ok(1)),
        (
            "PLAIN, wrong",
            "PLAIN LOGIN",
            wrong,
            None,
            Err("refuses the login (535"),
        ),
        ("LOGIN", "LOGIN", right, None, Ok(3)),
        (
            "LOGIN, wrong",
            "LOGIN CRAM-MD5",
            wrong,
            None,
            Err("refuses the login (535"),
        ),
        ("a token", "PLAIN XOAUTH2", user, Some(PASSWORD), Ok(1)),
        (
            "a token before a password",
            "PLAIN XOAUTH2",
            wrong,
            Some("hunter2:ก%\n"),
            Ok(1),
        ),
        (
            "a token, wrong",
            "PLAIN XOAUTH2",
            user,
            Some("hunter2"),
            Err("refuses the login (535"),
        ),
        (
            "a token where none is taken",
            "PLAIN LOGIN",
            user,
            Some(PASSWORD),
            Err("no way to log in"),
        ),
        ("an empty token is none", "PLAIN XOAUTH2", right, Some("\n"), Ok(1)),
        (
            "no way in common",
            "CRAM-MD5 GSSAPI",
            right,
            None,
            Err("no way to log in"),
        ),
        (
            "neither password nor token",
            "PLAIN",
            user,
            None,
            Err("neither a password"),
        ),
        ("a token without user", "XOAUTH2", "", Some(PASSWORD), Err("no user")),
    ] {
        let server = Server::start(with_login(mechanisms), |_| Action::Go);
        let Ok(Address::Server(address)) = Address::parse(&format!("smtp://{login}127.0.0.1:{}", server.port)) else {
            panic!("{name}")
        };
        let mut post = Smtp::new(address, token.map(str::to_owned));
        assert!(!format!("{post:?}").contains("hunter2"), "{name}");
        match want {
            Ok(lines) => {
                post.open().expect(name);
                assert_eq!((server.log().logins, server.log().auth.len()), (1, lines), "{name}");
                assert_eq!(
                    kind(&hand_over(&mut post, &parcel(1, "a@example.org"))),
                    "sent",
                    "{name}"
                );
            }
            Err(part) => {
                let (when, words) = trouble(&mut post);
                assert_eq!((when, words.contains(part)), ("settings", true), "{name}: {words}");
                assert_eq!(server.log().logins, 0, "{name}");
            }
        }
    }
    let server = Server::start(with_login("PLAIN"), |_| Action::Go);
    let mut post = plain(&server);
    post.open().expect("open without login");
    let verdict = hand_over(&mut post, &parcel(1, "a@example.org"));
    assert!(
        kind(&verdict) == "not sent" && words(&verdict).starts_with("530"),
        "{verdict:?}"
    );
}

#[test]
fn a_server_that_repeats_the_password_is_not_quoted() {
    for mechanisms in ["PLAIN", "LOGIN"] {
        let server = Server::start(with_login(mechanisms), |event| {
            let reply = format!("535 5.7.8 no {} for {USER} {PASSWORD}", event.line);
            if event.moment == Moment::Auth {
                say(&reply)
            } else {
                Action::Go
            }
        });
        let (_, words) = trouble(&mut smtp(&format!("smtp://{LOGIN}127.0.0.1:{}", server.port)));
        assert!(words.contains("535 5.7.8 no AUTH"), "{words}");
        assert!(words.contains('…'), "{words}");
    }
}

/// A secured server, and the address of it by a name.
fn secured(secure: Secure, scheme: &str, script: impl Fn(&Event) -> Action + Send + Sync + 'static) -> (Server, Smtp) {
    let offer = Offer {
        secure,
        ..with_login("PLAIN LOGIN")
    };
    let server = Server::start(offer, script);
    let post = smtp(&format!("{scheme}://{LOGIN}localhost:{}", server.port));
    (server, post)
}

#[test]
fn a_password_leaves_only_for_the_server_that_was_meant() {
    let (ours, theirs) = (Authority::new("ours"), Authority::new("theirs"));
    let namesake = Authority::new("ours");
    let wide = 4000;
    for (name, authority, of, until, want) in [
        ("as it should be", &ours, "localhost", wide, Ok(())),
        (
            "another name",
            &ours,
            "mail.example.org",
            wide,
            Err("a certificate of another name"),
        ),
        ("expired", &ours, "localhost", 2021, Err("an expired certificate")),
        (
            "an unknown authority",
            &theirs,
            "localhost",
            wide,
            Err("a certificate by somebody unknown"),
        ),
        (
            "a namesake of the authority",
            &namesake,
            "localhost",
            wide,
            Err("a certificate by somebody unknown"),
        ),
    ] {
        for (scheme, starttls) in [("smtps", false), ("smtp+starttls", true)] {
            let config = authority.server(of, until);
            let secure = if starttls {
                Secure::StartTls(config)
            } else {
                Secure::Implicit(config)
            };
            let (server, post) = secured(secure, scheme, |_| Action::Go);
            let mut post = post.trust(ours.pem().as_bytes()).expect("a certificate");
            match want {
                Ok(()) => {
                    post.open().expect(name);
                    assert_eq!(
                        kind(&hand_over(&mut post, &parcel(1, "a@example.org"))),
                        "sent",
                        "{name}"
                    );
                    post.close();
                    let log = server.log();
                    assert_eq!(
                        (log.logins, log.kept.len(), log.count("QUIT")),
                        (1, 1, 1),
                        "{name} {scheme}"
                    );
                }
                Err(part) => {
                    let (when, words) = trouble(&mut post);
                    assert_eq!(
                        (when, words.contains(part)),
                        ("settings", true),
                        "{name} {scheme}: {words}"
                    );
                    no_password(&server.log());
                }
            }
        }
    }
}

fn no_password(log: &Log) {
    assert_eq!((log.auth.len(), log.count("MAIL")), (0, 0), "{log:?}");
}

#[test]
fn no_password_leaves_without_tls() {
    let authority = Authority::new("ours");
    let config = authority.server("localhost", 4000);
    let starttls = || Secure::StartTls(authority.server("localhost", 4000));
    let refused = |event: &Event| {
        if event.moment == Moment::StartTls {
            say("454 4.7.0 TLS not available")
        } else {
            Action::Go
        }
    };
    let hidden = |event: &Event| {
        if event.moment == Moment::Ehlo {
            say("250-test\r\n250 AUTH PLAIN")
        } else {
            Action::Go
        }
    };
    let go = |_: &Event| Action::Go;
    for (name, (server, post), want) in [
        (
            "a CA as a server",
            secured(Secure::Implicit(authority.as_server()), "smtps", go),
            ("settings", "shows the certificate of an authority"),
        ),
        (
            "STARTTLS not there",
            secured(Secure::Never, "smtp+starttls", go),
            ("settings", "does not offer STARTTLS"),
        ),
        (
            "STARTTLS taken out on the way",
            secured(starttls(), "smtp+starttls", hidden),
            ("settings", "does not offer STARTTLS"),
        ),
        (
            "STARTTLS refused",
            secured(starttls(), "smtp+starttls", refused),
            ("later", "454 4.7.0"),
        ),
        (
            "TLS asked of a plain port",
            secured(Secure::Never, "smtps", go),
            ("settings", "does not speak TLS as set"),
        ),
        (
            "STARTTLS asked of a TLS port",
            secured(Secure::Implicit(config), "smtp+starttls", go),
            ("later", "did not answer in time"),
        ),
    ] {
        let post = post.trust(authority.pem().as_bytes()).expect("a certificate");
        let mut post = post.waiting(Duration::from_millis(150), Duration::from_millis(150));
        let (when, words) = trouble(&mut post);
        assert_eq!((when, words.contains(want.1)), (want.0, true), "{name}: {words}");
        no_password(&server.log());
    }
}

#[test]
fn replies_put_in_before_tls_are_not_taken_for_the_servers() {
    let authority = Authority::new("ours");
    let forged = [
        "250 forged",
        "235 forged",
        "250 forged",
        "250 forged",
        "354 forged",
        "250 forged",
    ];
    for count in 1..=forged.len() {
        let lines = forged[..count].join("\r\n");
        let secure = Secure::StartTls(authority.server("localhost", 4000));
        let (server, post) = secured(secure, "smtp+starttls", move |event| match event.moment {
            Moment::StartTls => Action::GoAndAdd(lines.clone()),
            _ => Action::Go,
        });
        let mut post = post.trust(authority.pem().as_bytes()).expect("a certificate");
        let (when, words) = trouble(&mut post);
        assert_eq!(
            (when, words.contains("out of turn")),
            ("settings", true),
            "{count}: {words}"
        );
        assert_eq!(server.log().kept.len(), 0);
    }
}

#[test]
fn a_forged_reply_that_the_silence_hides_is_given_away_by_354() {
    forged("250 forged", Offer::plain());
    forged("250 forged", at_once());
    // What nobody offered is asked for, and still gains no payload.
    forged("250-forged\r\n250 PIPELINING", Offer::plain());
}

fn forged(reply: &'static str, offer: Offer) {
    let authority = Authority::new("ours");
    let offer = Offer {
        secure: Secure::StartTls(authority.server("localhost", 4000)),
        ..offer
    };
    let server = Server::start(offer, move |event| match event.moment {
        Moment::StartTls => Action::GoAndAdd(reply.to_owned()),
        Moment::Ehlo => {
            // A far server: its own reply is not here yet when it is listened for.
            thread::sleep(Duration::from_millis(80));
            Action::Go
        }
        _ => Action::Go,
    });
    let post = smtp(&format!("smtp+starttls://localhost:{}", server.port));
    let mut post = post.trust(authority.pem().as_bytes()).expect("a certificate");
    post.open().expect("nothing to be heard yet");
    let verdict = hand_over(&mut post, &parcel(1, "a@example.org"));
    let said = words(&verdict);
    assert!(
        kind(&verdict) == "not sent" && said.contains("out of turn"),
        "{verdict:?}"
    );
    assert_eq!((post.is_open(), server.log().kept.len()), (false, 0));
}

#[test]
fn a_file_without_certificate_is_no_authority() {
    for pem in [
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n",
    ] {
        let trouble = smtp("smtps://u:p@h").trust(pem.as_bytes()).expect_err(pem);
        assert!(
            matches!(&trouble, Trouble::Settings(words) if words.en.contains("DUEBOOK_MAIL_CA")),
            "{pem}"
        );
    }
}

fn folder() -> (TempDir, Folder) {
    let place = TempDir::new().expect("a temporary folder");
    let folder = Folder::new(&place.path().join("deep/sent"));
    (place, folder)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_takes_mails_as_they_travel_and_bears_witness() {
    let (place, mut post) = folder();
    let sent = place.path().join("deep/sent");
    post.open().expect("a folder that can be made");
    let mail = parcel(1, "ก@example.org");
    assert_eq!(post.look(&mail.message_id), Ok(Sighting::Vanished));
    fs::write(sent.join(".mail-1.part"), "half a mail").expect("a file");
    assert_eq!(
        post.look(&mail.message_id),
        Ok(Sighting::Absent),
        "a killed run's draft"
    );
    let verdict = hand_over(&mut post, &mail);
    assert_eq!(verdict, Verdict::Sent("250 mail-1.eml".to_owned()));
    assert_eq!(fs::read(sent.join("mail-1.eml")).expect("a file"), mail.bytes);
    assert_eq!(post.look(&mail.message_id), Ok(Sighting::There));
    assert!(post.is_prompt());
    // The same mail again is the same file.
    assert_eq!(kind(&hand_over(&mut post, &mail)), "sent");
    assert_eq!(names(&sent), ["mail-1.eml"]);
    // The office's own program takes it.
    fs::remove_file(sent.join("mail-1.eml")).expect("a file");
    assert_eq!(post.look(&mail.message_id), Ok(Sighting::Vanished));
    post.close();
    assert!(!post.is_open());
}

#[test]
fn a_folder_writes_nothing_that_was_stopped_and_nothing_elsewhere() {
    let (place, mut post) = folder();
    post.open().expect("a folder that can be made");
    let mail = parcel(1, "a@example.org");
    let verdict = post.hand_over(&mail, &mut || Err("no line".to_owned()));
    assert_eq!(verdict, Verdict::NotSent("no line".to_owned()));
    assert_eq!(post.look(&mail.message_id), Ok(Sighting::Absent));
    for id in ["../mail", "a/b", "", ".part", "a\\b"] {
        let parcel = Parcel {
            id: id.to_owned(),
            ..parcel(1, "a@example.org")
        };
        assert_eq!(kind(&hand_over(&mut post, &parcel)), "not sent", "{id}");
        assert_eq!(post.look(&format!("<{id}@example.org>")), Ok(Sighting::Absent), "{id}");
    }
    assert_eq!(
        names(&place.path().join("deep/sent")),
        [".mail-1.part"],
        "a draft at most"
    );
    assert_eq!(names(&place.path().join("deep")), ["sent"]);
}

#[test]
fn a_folder_that_cannot_be_is_a_setting() {
    let place = TempDir::new().expect("a temporary folder");
    fs::write(place.path().join("file"), "").expect("a file");
    let mut post = Folder::new(&place.path().join("file/sent"));
    assert!(matches!(post.open(), Err(Trouble::Settings(_))));
    assert!(!post.is_open());
}
