//! The finished bytes, read back as a stranger's program reads them: what is
//! searched is what the recipient will get, not what we meant to write.

use mail_parser::{Address, MessageParser, MimeHeaders};

use super::Gate;
use crate::book::Message;
use crate::letter::Letter;

impl Gate<'_, '_> {
    /// Returns what finished bytes say that they must not; nothing where they
    /// may go. Beside all that [`Gate::look`] looks for: one recipient in `To`,
    /// and nobody copied in.
    #[must_use]
    pub fn look_at(&self, bytes: &[u8], letter: &Letter, message: &Message<'_, '_>) -> Vec<String> {
        let Some(mail) = MessageParser::default().parse(bytes) else {
            return vec!["the finished mail cannot be read back".to_owned()];
        };
        let to: Vec<String> = mail.to().into_iter().flat_map(addresses).collect();
        let heard = Letter {
            to: to.join(", "),
            subject: mail.subject().unwrap_or_default().to_owned(),
            text: bodies(mail.text_body.len(), |at| mail.body_text(at)),
            html: bodies(mail.html_body.len(), |at| mail.body_html(at)),
            calendar: mail.attachments().next().map(|file| {
                let name = file.attachment_name().unwrap_or_default().to_owned();
                (name, file.text_contents().unwrap_or_default().to_owned())
            }),
            ..letter.clone()
        };
        let mut found = self.look(&heard, message);
        let said = |text: &str| text.replace("\r\n", "\n");
        let as_meant = heard.subject == letter.subject
            && said(&heard.text) == letter.text
            && said(&heard.html) == letter.html
            && heard.calendar == letter.calendar;
        if !as_meant {
            found.push("the finished mail does not say what its letter says".to_owned());
        }
        if mail.cc().is_some() || mail.bcc().is_some() || to.len() != 1 {
            found.push("the finished mail has another recipient".to_owned());
        }
        if mail.attachment_count() > 1 {
            found.push("the finished mail has an attachment that nobody looked at".to_owned());
        }
        found
    }
}

fn bodies<'m>(count: usize, body: impl Fn(usize) -> Option<std::borrow::Cow<'m, str>>) -> String {
    (0..count).filter_map(body).collect::<Vec<_>>().join("\n")
}

fn addresses(list: &Address<'_>) -> Vec<String> {
    list.iter().filter_map(|one| one.address().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{DAYS, book, day, press};
    use super::super::super::{eml, write};
    use super::*;
    use crate::book::Register;
    use crate::book::plan::plan;

    type Change = fn(&mut Letter);

    /// Whatever a bug puts into the bytes, the letter as we meant it being clean.
    #[test]
    fn the_bytes_are_searched_and_not_what_was_meant() {
        let (book, press) = (book(), press());
        let register = Register::new(&book, day("2026-09-14"));
        let plan = plan(&register);
        let gate = Gate::new(&register);
        let date = eml::morning(register.today);
        let made = |message: &Message<'_, '_>| {
            let letter = write(message, &register, &press).expect("a letter");
            let bytes = eml::bytes(&letter, date).expect("bytes");
            (letter, String::from_utf8(bytes).expect("ASCII"))
        };
        let [message, other] = ["wilai", "pakorn"].map(|to| {
            let found = plan.messages.iter().find(|message| message.to.starts_with(to));
            found.expect("a message")
        });
        let ((letter, clean), (_, strange)) = (made(message), made(other));
        assert_eq!(gate.look_at(clean.as_bytes(), &letter, message), Vec::<String>::new());
        let to = format!("To: {}\r\n", letter.to);
        assert!(clean.contains(&to));
        let body = |mail: &str| mail.split_once("\r\n\r\n").expect("a body").1.to_owned();
        for (name, broken) in [
            (
                "2016: the body of the recipient before",
                clean.replace(&body(&clean), &body(&strange)),
            ),
            ("2016: the whole mail of the recipient before", strange.clone()),
            (
                "2018: everybody in To",
                clean.replace(&to, &format!("To: {}, {}\r\n", letter.to, other.to)),
            ),
            ("a copy", clean.replace(&to, &format!("{to}Cc: {}\r\n", other.to))),
            (
                "a blind copy",
                clean.replace(&to, &format!("{to}Bcc: {}\r\n", other.to)),
            ),
            ("nobody", clean.replace(&to, "")),
            ("nothing", String::new()),
        ] {
            assert!(!gate.look_at(broken.as_bytes(), &letter, message).is_empty(), "{name}");
        }
    }

    /// No word of it being anybody else's.
    #[test]
    fn the_bytes_say_what_the_letter_says_part_by_part() {
        let (book, press) = (book(), press());
        let register = Register::new(&book, day("2026-09-14"));
        let plan = plan(&register);
        let gate = Gate::new(&register);
        let message = plan.messages.iter().find(|message| message.to.starts_with("wilai"));
        let message = message.expect("a message");
        let letter = write(message, &register, &press).expect("a letter");
        let bytes = eml::bytes(&letter, eml::morning(register.today)).expect("bytes");
        let changes: [(&str, Change); 4] = [
            ("subject", |letter| letter.subject.push('.')),
            ("text", |letter| letter.text.push('.')),
            ("html", |letter| letter.html.push('.')),
            ("calendar", |letter| {
                letter.calendar = Some(("due.ics".to_owned(), String::new()));
            }),
        ];
        assert!(letter.calendar.is_none(), "this mail has no calendar file");
        for (part, change) in changes {
            let mut meant = letter.clone();
            change(&mut meant);
            assert_eq!(
                gate.look_at(&bytes, &meant, message),
                ["the finished mail does not say what its letter says"],
                "{part}"
            );
        }
    }

    /// Nothing is amiss with a calendar file; a second file nobody has looked at.
    #[test]
    fn one_calendar_file_may_go_along() {
        let (book, press) = (book(), press());
        let mut with_calendar = 0;
        for today in &DAYS[..3] {
            let register = Register::new(&book, day(today));
            let gate = Gate::new(&register);
            for message in &plan(&register).messages {
                let letter = write(message, &register, &press).expect("a letter");
                let bytes = eml::bytes(&letter, eml::morning(register.today)).expect("bytes");
                assert_eq!(gate.look_at(&bytes, &letter, message), Vec::<String>::new(), "{today}");
                if letter.calendar.is_none() {
                    continue;
                }
                with_calendar += 1;
                let text = String::from_utf8(bytes).expect("ASCII");
                let (head, body) = text.split_once("\r\n\r\n").expect("a body");
                let mark = head.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next());
                let end = format!("--{}--", mark.expect("parts"));
                let file = format!(
                    "{}\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"x.txt\"\r\n\r\nx\r\n{end}",
                    end.trim_end_matches('-')
                );
                let more = format!("{head}\r\n\r\n{}", body.replace(&end, &file));
                assert!(more.len() > text.len());
                assert_eq!(
                    gate.look_at(more.as_bytes(), &letter, message),
                    ["the finished mail has an attachment that nobody looked at"],
                    "{today}"
                );
            }
        }
        assert!(with_calendar > 0, "some mails have a calendar file");
    }
}
