//! A mail as the server hears it: the two lines of its envelope and its
//! payload, or why it cannot travel to this server at all.

use std::fmt::Write;

use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::extension::{Extension, ServerInfo};

use crate::dispatch::doors::{Parcel, Verdict};

/// The longest envelope id that RFC 3461 allows.
const LONGEST_ENVELOPE_ID: usize = 100;

/// What a server said that it can do, in its reply to EHLO.
#[derive(Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a keyword that a server says or does not"
)]
pub(super) struct Offers {
    /// Delivery reports on request (RFC 3461).
    pub(super) reports: bool,
    /// Addresses in any letters (RFC 6531).
    pub(super) utf8: bool,
    /// Payloads of more than ASCII (RFC 6152).
    pub(super) eight_bit: bool,
    /// Several commands in one breath (RFC 2920).
    pub(super) pipelining: bool,
    /// The largest mail it takes, in bytes, where it says so (RFC 1870).
    pub(super) largest: Option<usize>,
    /// How one may log in, in capital letters.
    pub(super) logins: Vec<String>,
}

impl Offers {
    /// Reads the lines of a reply to EHLO.
    pub(super) fn read(lines: &[String]) -> Offers {
        let mut offers = Offers::default();
        for line in lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            let mut words = line.split_whitespace();
            match words.next() {
                Some("DSN") => offers.reports = true,
                Some("SMTPUTF8") => offers.utf8 = true,
                Some("8BITMIME") => offers.eight_bit = true,
                Some("PIPELINING") => offers.pipelining = true,
                // A zero says that there is no fixed limit.
                Some("SIZE") => {
                    offers.largest = words.next().and_then(|size| size.parse().ok()).filter(|size| *size > 0);
                }
                Some("AUTH") => offers.logins.extend(words.map(str::to_owned)),
                _ => {}
            }
        }
        offers
    }

    /// Takes what lettre itself understood of the first greeting, where a
    /// server is not greeted twice: no delivery reports, no largest size, one command at a
    /// time.
    pub(super) fn known(server: &ServerInfo) -> Offers {
        let logins = [Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2];
        let offered = logins.into_iter().filter(|way| server.supports_auth_mechanism(*way));
        Offers {
            utf8: server.supports_feature(Extension::SmtpUtfEight),
            eight_bit: server.supports_feature(Extension::EightBitMime),
            logins: offered.map(|way| way.to_string()).collect(),
            ..Offers::default()
        }
    }
}

/// A mail in the words of SMTP.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// `MAIL FROM`, with its line end.
    pub(super) from: String,
    /// `RCPT TO`, with its line end.
    pub(super) to: String,
    /// The payload and the dot that ends it.
    pub(super) payload: String,
}

impl Letter {
    /// Words a mail for a server.
    ///
    /// # Errors
    ///
    /// The verdict on a mail that this server cannot be given: refused where
    /// the recipient or the mail will never do, not sent where we are at fault.
    pub(super) fn new(parcel: &Parcel, offers: &Offers) -> Result<Letter, Verdict> {
        let payload = stuffed(&parcel.bytes).map_err(Verdict::NotSent)?;
        if !is_mailbox(&parcel.from) {
            return Err(not_sent("ที่อยู่ผู้ส่งใช้ไม่ได้", "the sender's address cannot travel"));
        }
        if !is_mailbox(&parcel.to) {
            return Err(refused(
                "553 5.1.3",
                "ที่อยู่ผู้รับใช้ไม่ได้",
                "the recipient's address cannot travel",
            ));
        }
        if !parcel.to.is_ascii() && !offers.utf8 {
            return Err(refused(
                "553 5.6.7",
                "เซิร์ฟเวอร์ไม่รับที่อยู่ที่มีอักษรอื่นนอกจาก ASCII",
                "this server takes no address with letters other than ASCII",
            ));
        }
        if !parcel.from.is_ascii() && !offers.utf8 {
            return Err(not_sent(
                "เซิร์ฟเวอร์ไม่รับผู้ส่งที่มีอักษรอื่นนอกจาก ASCII",
                "this server takes no sender with letters other than ASCII",
            ));
        }
        if !payload.is_ascii() && !offers.eight_bit {
            return Err(not_sent(
                "เซิร์ฟเวอร์ไม่รับเนื้อหาที่ไม่ใช่ ASCII",
                "this server takes no content other than ASCII",
            ));
        }
        if let Some(largest) = offers.largest.filter(|largest| payload.len() > *largest) {
            return Err(refused(
                "552 5.3.4",
                &format!("อีเมลใหญ่ {} ไบต์ เซิร์ฟเวอร์รับไม่เกิน {largest}", payload.len()),
                &format!("the mail has {} bytes, this server takes {largest}", payload.len()),
            ));
        }
        Ok(Letter {
            from: sender(parcel, offers, payload.is_ascii()),
            to: recipient(parcel, offers),
            payload,
        })
    }
}

fn sender(parcel: &Parcel, offers: &Offers, is_ascii: bool) -> String {
    let mut line = format!("MAIL FROM:<{}>", parcel.from);
    if !is_ascii {
        line.push_str(" BODY=8BITMIME");
    }
    if !parcel.from.is_ascii() || !parcel.to.is_ascii() {
        line.push_str(" SMTPUTF8");
    }
    if offers.reports {
        line.push_str(" RET=HDRS");
        let id = xtext(&parcel.id);
        if id.len() <= LONGEST_ENVELOPE_ID {
            let _ = write!(line, " ENVID={id}");
        }
    }
    line.push_str("\r\n");
    line
}

fn recipient(parcel: &Parcel, offers: &Offers) -> String {
    let mut line = format!("RCPT TO:<{}>", parcel.to);
    if offers.reports {
        line.push_str(" NOTIFY=FAILURE,DELAY");
        // Other letters would need the form of RFC 6533; without it the report
        // names the recipient as the server knows them.
        if parcel.to.is_ascii() {
            let _ = write!(line, " ORCPT=rfc822;{}", xtext(&parcel.to));
        }
    }
    line.push_str("\r\n");
    line
}

/// Whether an address can stand between `<` and `>`: whatever could end the
/// line or the bracket would let an address say more than an address.
fn is_mailbox(address: &str) -> bool {
    let sound = |c: char| !c.is_control() && !c.is_whitespace() && c != '<' && c != '>';
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    !local.is_empty() && !domain.is_empty() && address.len() <= 254 && address.chars().all(sound)
}

/// The payload as one piece, so that it leaves in one write: dots at the start
/// of lines doubled, and the dot that ends it.
///
/// # Errors
///
/// A lone CR or LF: some servers take `LF . LF` for the end and what follows
/// for commands.
fn stuffed(bytes: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        let (words, end) = line.strip_suffix("\r\n").map_or((line, ""), |words| (words, "\r\n"));
        if words.contains('\r') || words.ends_with('\n') {
            return Err(both("อีเมลมีตัวขึ้นบรรทัดที่ผิดรูป", "the mail has a line end that is not CRLF"));
        }
        if words.starts_with('.') {
            out.push('.');
        }
        out.push_str(words);
        out.push_str(end);
    }
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    Ok(out)
}

/// RFC 3461: what is no printable ASCII, and `+` and `=`, as `+XX`.
fn xtext(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && byte != b'+' && byte != b'=' {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "+{byte:02X}");
        }
    }
    out
}

/// A verdict holds one text, which officers of both languages read.
pub(super) fn both(th: &str, en: &str) -> String {
    format!("{th} · {en}")
}

fn not_sent(th: &str, en: &str) -> Verdict {
    Verdict::NotSent(both(th, en))
}

/// A refusal of our own, in the form of a server's, so that the journal reads
/// one like the other.
fn refused(code: &str, th: &str, en: &str) -> Verdict {
    Verdict::Refused(format!("{code} {}", both(th, en)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parcel(to: &str, bytes: &[u8]) -> Parcel {
        Parcel {
            id: "loan-1.b07+x".to_owned(),
            message_id: "<loan-1.b07@example.org>".to_owned(),
            from: "office@example.org".to_owned(),
            to: to.to_owned(),
            bytes: bytes.to_owned(),
        }
    }

    fn offers(keywords: &[&str]) -> Offers {
        let mut lines = vec!["mail.example.org".to_owned()];
        lines.extend(keywords.iter().map(|keyword| (*keyword).to_owned()));
        Offers::read(&lines)
    }

    #[test]
    fn dots_are_doubled_and_the_end_is_ours() {
        for (bytes, want) in [
            ("a\r\n", "a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            ("", "\r\n.\r\n"),
            (".\r\nb\r\n..c\r\n", "..\r\nb\r\n...c\r\n.\r\n"),
            ("a\r\n.", "a\r\n..\r\n.\r\n"),
            ("a.\r\n\r\n. \r\n", "a.\r\n\r\n.. \r\n.\r\n"),
        ] {
            assert_eq!(stuffed(bytes.as_bytes()).as_deref(), Ok(want), "{bytes:?}");
        }
        for bytes in ["a\n.\nMAIL", "a\r.\r\n", "a\n\r\n", "\n"] {
            assert!(stuffed(bytes.as_bytes()).is_err(), "{bytes:?}");
        }
        assert!(stuffed(b"\xff\r\n").is_err());
    }

    #[test]
    fn xtext_as_rfc_3461() {
        assert_eq!(xtext("a+b=c@d ก"), "a+2Bb+3Dc@d+20+E0+B8+81");
    }

    #[test]
    fn the_envelope_asks_for_what_the_server_offers() {
        for (keywords, to, from_line, to_line) in [
            (&[][..], "a@b.th", "MAIL FROM:<office@example.org>", "RCPT TO:<a@b.th>"),
            (
                &["dsn", "SIZE 0"],
                "a+c@b.th",
                "MAIL FROM:<office@example.org> RET=HDRS ENVID=loan-1.b07+2Bx",
                "RCPT TO:<a+c@b.th> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bc@b.th",
            ),
            (
                &["SMTPUTF8", "DSN"],
                "ก@b.th",
                "MAIL FROM:<office@example.org> SMTPUTF8 RET=HDRS ENVID=loan-1.b07+2Bx",
                "RCPT TO:<ก@b.th> NOTIFY=FAILURE,DELAY",
            ),
        ] {
            let letter = Letter::new(&parcel(to, b"x\r\n"), &offers(keywords)).expect("it can travel");
            assert_eq!(letter.from, format!("{from_line}\r\n"));
            assert_eq!(letter.to, format!("{to_line}\r\n"));
        }
        let thai = Letter::new(&parcel("a@b.th", "ก\r\n".as_bytes()), &offers(&["8bitmime"])).expect("it can travel");
        assert_eq!(thai.from, "MAIL FROM:<office@example.org> BODY=8BITMIME\r\n");
        let mut long = parcel("a@b.th", b"x\r\n");
        long.id = "x".repeat(101);
        let long = Letter::new(&long, &offers(&["DSN"])).expect("it can travel");
        assert_eq!(long.from, "MAIL FROM:<office@example.org> RET=HDRS\r\n");
    }

    #[test]
    fn what_cannot_travel_says_whose_fault_it_is() {
        let refused = |parcel: &Parcel, keywords: &[&str]| matches!(Letter::new(parcel, &offers(keywords)), Err(Verdict::Refused(reply)) if reply.starts_with("55"));
        let not_sent = |parcel: &Parcel| matches!(Letter::new(parcel, &offers(&[])), Err(Verdict::NotSent(_)));
        assert!(refused(&parcel("ก@b.th", b"x\r\n"), &["8BITMIME"]), "Thai recipient");
        assert!(refused(&parcel("a@b.th", &[b'x'; 64]), &["SIZE 64"]), "too large");
        for to in ["a@b>\r\nRCPT TO:<c@d", "a b@c", "a@", "@b", "a", "<a@b>"] {
            assert!(refused(&parcel(to, b"x\r\n"), &[]), "{to}");
        }
        assert!(not_sent(&parcel("a@b.th", "ก\r\n".as_bytes())), "no 8BITMIME");
        let mut thai = parcel("a@b.th", b"x\r\n");
        thai.from = "ก@b.th".to_owned();
        assert!(not_sent(&thai), "Thai sender");
        thai.from = "a@b\r\n".to_owned();
        assert!(not_sent(&thai), "a sender with a line end");
    }
}
