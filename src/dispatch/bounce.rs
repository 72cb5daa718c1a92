//! Delivery reports (RFC 3464): which mail came back, and why. A report is a
//! stranger's mail: whatever it claims is held against the journal by whoever
//! asks, and no bytes may end the program.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// The longest reason that is kept.
const LONGEST: usize = 300;

/// The most parts that a report may have. The reader of mails goes as deep as
/// mails are put into mails, and a program's stack has an end; each level takes a
/// header of its own. A report has three parts, and what came back a few.
const MOST_PARTS: usize = 200;

/// What became of a mail, by its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It will not arrive.
    Failed,
    /// It may still arrive.
    Delayed,
    /// It arrived, or was passed on.
    Arrived,
}

/// One delivery report about one of our mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The mail's identity: our envelope id, else from the returned headers.
    pub mail: String,
    /// The recipient that it speaks of.
    pub recipient: Option<String>,
    /// What became of it.
    pub action: Action,
    /// The enhanced status, such as `5.1.1`.
    pub status: String,
    /// What the server said, on one line.
    pub diagnostic: String,
}

/// Reads a report; nothing where the mail is none, or speaks of no mail that
/// could be ours. `domain` is the sender's, as in our Message-IDs.
#[must_use]
pub fn read(bytes: &[u8], domain: &str) -> Option<Bounce> {
    if parts(bytes) > MOST_PARTS {
        return None;
    }
    // The reader is not our own: where it gives up, the mail is no report.
    let mail = std::panic::catch_unwind(|| MessageParser::default().parse(bytes)).ok()??;
    let is_report = mail.content_type().is_some_and(|kind| {
        kind.c_type.eq_ignore_ascii_case("multipart")
            && kind
                .c_subtype
                .as_deref()
                .is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
    });
    if !is_report {
        return None;
    }
    let report = part(&mail, "message", &["delivery-status", "global-delivery-status"])?;
    let groups = groups(&report);
    let identity = field(&groups, "original-envelope-id")
        .map(|id| from_xtext(&id))
        .filter(|id| is_identity(id))
        .or_else(|| returned(&mail, domain))?;
    let group = groups
        .iter()
        .find(|group| value(group, "action").is_some_and(|action| action.eq_ignore_ascii_case("failed")))
        .or_else(|| groups.iter().find(|group| value(group, "action").is_some()))?;
    let action = match value(group, "action")?.to_ascii_lowercase().as_str() {
        "failed" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" | "relayed" | "expanded" => Action::Arrived,
        _ => return None,
    };
    let recipient = value(group, "original-recipient")
        .or_else(|| value(group, "final-recipient"))
        .map(|field| plain(&from_xtext(field.rsplit(';').next().unwrap_or_default().trim())));
    Some(Bounce {
        mail: identity,
        recipient,
        action,
        status: value(group, "status").unwrap_or_default().chars().take(16).collect(),
        diagnostic: value(group, "diagnostic-code")
            .unwrap_or_default()
            .chars()
            .take(LONGEST)
            .collect(),
    })
}

/// How many parts a mail can have at most.
fn parts(bytes: &[u8]) -> usize {
    let name = b"content-type";
    let is_name = |at: &usize| {
        bytes[*at..]
            .get(..name.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(name))
    };
    memchr::memchr2_iter(b'c', b'C', bytes).filter(is_name).count()
}

/// Whether a text looks like one of our identities: plain, and not huge.
fn is_identity(text: &str) -> bool {
    let ours = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    !text.is_empty() && text.len() <= 200 && text.bytes().all(ours)
}

/// The text of the first part of a kind.
fn part(mail: &Message<'_>, kind: &str, subs: &[&str]) -> Option<String> {
    let found = mail.parts.iter().find(|part| {
        part.content_type().is_some_and(|said| {
            said.c_type.eq_ignore_ascii_case(kind)
                && said
                    .c_subtype
                    .as_deref()
                    .is_some_and(|sub| subs.iter().any(|known| known.eq_ignore_ascii_case(sub)))
        })
    })?;
    match &found.body {
        PartType::Text(text) | PartType::Html(text) => Some(text.to_string()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        PartType::Message(_) | PartType::Multipart(_) => {
            let raw = mail
                .raw_message
                .get(found.offset_body as usize..found.offset_end as usize)?;
            Some(String::from_utf8_lossy(raw).into_owned())
        }
    }
}

/// The identity in what a server sent back of the mail.
fn returned(mail: &Message<'_>, domain: &str) -> Option<String> {
    let back = part(mail, "message", &["rfc822", "global"])
        .or_else(|| part(mail, "text", &["rfc822-headers"]))
        .or_else(|| part(mail, "message", &["global-headers"]))?;
    let head = groups(&back).into_iter().next()?;
    let id = value(&head, "message-id")?;
    let (left, right) = id.trim().strip_prefix('<')?.split_once('@')?;
    let ours = right.trim_end_matches('>').eq_ignore_ascii_case(domain);
    (ours && is_identity(left)).then(|| left.to_owned())
}

type Group = Vec<(String, String)>;

/// Parts a text of fields into its groups, folded lines taken together.
fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![Group::new()];
    for line in text.lines().take(2_000) {
        if line.trim().is_empty() {
            groups.push(Group::new());
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = groups.last_mut().and_then(|group| group.last_mut()) {
                value.push(' ');
                value.push_str(&plain(line));
            }
        } else if let (Some((name, value)), Some(group)) = (line.split_once(':'), groups.last_mut()) {
            group.push((name.trim().to_ascii_lowercase(), plain(value)));
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// A value on one line: a lone return, or what a terminal would obey, is a space.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ").trim().to_owned()
}

fn value(group: &Group, name: &str) -> Option<String> {
    group
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.clone())
}

fn field(groups: &[Group], name: &str) -> Option<String> {
    groups.iter().find_map(|group| value(group, name))
}

/// RFC 3461: `+2B` is `+`.
fn from_xtext(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code
            .and_then(|code| u8::from_str_radix(code, 16).ok())
            .filter(|_| *first == b'+')
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "2570.secretariat-advance-0002.2026-11-30.before-7.borrower";

    fn report(head: &str, status: &str, returned: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: finance@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n4LmE4Lih4LmI4Lih4Li14Lic4Li54LmJ4Lij4Lix4Lia\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example.org\r\n{head}\r\n{status}\r\n--b\r\n{returned}\r\n--b--\r\n"
        )
    }

    const FAILED: &str = "Final-Recipient: rfc822; borrower@example.org\r\nOriginal-Recipient: rfc822;borrower@example.org\r\n\
                          Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n    <borrower@example.org>: no such user\r\n";

    fn headers(id: &str) -> String {
        format!("Content-Type: text/rfc822-headers\r\n\r\nMessage-ID:\r\n <{id}>\r\nSubject: x\r\n")
    }

    #[test]
    fn a_report_finds_its_mail() {
        let own = format!("{ID}@example.org");
        let envelope = format!("Original-Envelope-Id: {ID}\r\n");
        let whole = format!("Content-Type: message/rfc822\r\n\r\nMessage-ID: <{own}>\r\nSubject: x\r\n\r\ntext\r\n");
        for (name, text, want) in [
            (
                "by its envelope id",
                report(&envelope, FAILED, ""),
                Some(Action::Failed),
            ),
            (
                "by returned headers",
                report("", FAILED, &headers(&own)),
                Some(Action::Failed),
            ),
            ("by the returned mail", report("", FAILED, &whole), Some(Action::Failed)),
            (
                "delayed",
                report(&envelope, &FAILED.replace("failed", "delayed"), ""),
                Some(Action::Delayed),
            ),
            (
                "delivered",
                report(&envelope, &FAILED.replace("failed", "delivered"), ""),
                Some(Action::Arrived),
            ),
            (
                "another domain's mail",
                report("", FAILED, &headers(&format!("{ID}@elsewhere.org"))),
                None,
            ),
            ("nothing returned", report("", FAILED, ""), None),
            ("no action", report(&envelope, "Status: 5.1.1\r\n", ""), None),
            ("no report", "Subject: hello\r\n\r\ntext".to_owned(), None),
        ] {
            let got = read(text.as_bytes(), "example.org");
            assert_eq!(got.as_ref().map(|bounce| bounce.action), want, "{name}");
            if let Some(bounce) = got {
                assert_eq!((bounce.mail.as_str(), bounce.status.as_str()), (ID, "5.1.1"), "{name}");
                assert_eq!(bounce.recipient.as_deref(), Some("borrower@example.org"), "{name}");
                assert!(bounce.diagnostic.ends_with("no such user"), "{name}: {bounce:?}");
            }
        }
    }

    #[test]
    fn mails_in_mails_without_end_are_no_report() {
        let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(40_000);
        assert_eq!(read(nested.as_bytes(), "example.org"), None);
        let text = report(&format!("Original-Envelope-Id: {ID}\r\n"), FAILED, &nested);
        assert_eq!(read(text.as_bytes(), "example.org"), None);
    }

    #[test]
    fn what_a_terminal_would_obey_is_a_space() {
        let hostile = FAILED
            .replace("no such user", "no\u{1b}[2J such\ruser")
            .replace("rfc822;borrower@", "rfc822;borrower+0D+0A@");
        let bounce = read(
            report(&format!("Original-Envelope-Id: {ID}\r\n"), &hostile, "").as_bytes(),
            "example.org",
        )
        .expect("a report");
        assert!(bounce.diagnostic.ends_with("no [2J such user"), "{bounce:?}");
        assert_eq!(bounce.recipient.as_deref(), Some("borrower  @example.org"));
    }

    #[test]
    fn of_several_recipients_the_failed_one_counts() {
        let delivered = FAILED.replace("failed", "delivered").replace("borrower@", "other@");
        let text = report(
            &format!("Original-Envelope-Id: {ID}\r\n"),
            &format!("{delivered}\r\n{FAILED}"),
            "",
        );
        let bounce = read(text.as_bytes(), "example.org").expect("a report");
        assert_eq!(
            (bounce.action, bounce.recipient.as_deref()),
            (Action::Failed, Some("borrower@example.org"))
        );
    }

    proptest! {
        #[test]
        fn no_bytes_end_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..600), cut in 0_usize..1200) {
            let _ = read(&bytes, "example.org");
            let mut text = report("Original-Envelope-Id: a+4\r\n", FAILED, &headers("x@example.org")).into_bytes();
            text.truncate(cut);
            text.extend_from_slice(&bytes);
            let _ = read(&text, "example.org");
        }
    }
}
