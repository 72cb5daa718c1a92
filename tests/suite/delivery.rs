//! The guarantees of the delivery (docs/reminders.md), each against the fault
//! that would break it. The world is in memory and its clock is set by hand, so
//! that a machine can die at every single event.

mod answers;
mod approval;
mod bounces;
mod bytes;
mod days;
mod death;
mod jobs;
pub(crate) mod trial;

use chrono::TimeDelta;
use duebook::dispatch::settle::Patience;

use trial::{Sea, told};

/// Lets runs come and go, an hour apart, until nothing is left to do.
fn carry_on(sea: &Sea) {
    sea.0.borrow_mut().kill_at = None;
    for _ in 0..4 {
        sea.later(TimeDelta::hours(1));
        let report = sea.run("a", Patience::default()).expect("nobody died");
        report.unwrap_or_else(|stop| panic!("{}", told(&stop)));
    }
}

/// A delivery report as a server writes it (RFC 3464).
fn report(mail: &str, to: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\nOriginal-Envelope-Id: {mail}\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b--\r\n"
    )
}

fn mail_id(sea: &Sea, to: &str) -> String {
    let world = sea.0.borrow();
    let last = world.kept.iter().rev().find(|kept| kept.to == to).expect("a mail");
    let id = last.message_id.trim_start_matches('<');
    id.split('@').next().expect("an identity").to_owned()
}
