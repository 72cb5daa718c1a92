//! The login, step by step: lettre's own ends the dialogue where a server
//! refuses a token by asking back, and cannot hide a password that a server
//! repeats in its reply.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::Auth;
use lettre::transport::smtp::response::Response;

use super::fault::Place;
use super::reply::{Reply, numbered};
use crate::dispatch::doors::Trouble;

/// How often a server may ask back.
const QUESTIONS: usize = 3;

/// The answer to a question about a refused token, which asks for nothing.
const NOTHING: &str = "\r\n";

/// Who logs in, and with what.
pub(super) struct Login<'l> {
    pub(super) user: &'l str,
    pub(super) secret: &'l str,
    /// Whether the secret is an access token (XOAUTH2).
    pub(super) is_token: bool,
}

impl Login<'_> {
    /// Logs in by the first way that both sides know.
    ///
    /// # Errors
    ///
    /// [`Trouble`], without any piece of what was sent.
    pub(super) fn run(
        &self,
        connection: &mut SmtpConnection,
        offered: &[String],
        place: &Place,
    ) -> Result<(), Trouble> {
        let mechanism = self.mechanism(offered, place)?;
        let credentials = Credentials::new(self.user.to_owned(), self.secret.to_owned());
        let first = Auth::new(mechanism, credentials.clone(), None).map_err(|_| unknown_way(place))?;
        let mut line = first.to_string();
        let mut secrets = vec![self.secret.to_owned(), self.user.to_owned()];
        for _ in 0..QUESTIONS {
            secrets.extend(
                line.split_whitespace()
                    .skip_while(|word| is_command(word))
                    .map(str::to_owned),
            );
            let answer = connection.command(&line);
            let Ok(question) = answer else {
                return answer.map(|_| ()).map_err(|error| refusal(&error, &secrets, place));
            };
            if question.has_code(235) {
                return Ok(());
            }
            if !question.has_code(334) {
                return Err(place.out_of_turn());
            }
            line = self.next(mechanism, &credentials, &question, place)?;
        }
        Err(place.out_of_turn())
    }

    fn mechanism(&self, offered: &[String], place: &Place) -> Result<Mechanism, Trouble> {
        let known: &[Mechanism] = if self.is_token {
            &[Mechanism::Xoauth2]
        } else {
            &[Mechanism::Plain, Mechanism::Login]
        };
        let found = known.iter().find(|way| offered.contains(&way.to_string()));
        found.copied().ok_or_else(|| unknown_way(place))
    }

    fn next(
        &self,
        mechanism: Mechanism,
        credentials: &Credentials,
        question: &Response,
        place: &Place,
    ) -> Result<String, Trouble> {
        if self.is_token {
            return Ok(NOTHING.to_owned());
        }
        Auth::new_from_response(mechanism, credentials.clone(), question)
            .map(|answer| answer.to_string())
            .map_err(|_| unknown_way(place))
    }
}

/// Whether a word of a line is SMTP's, not ours.
fn is_command(word: &str) -> bool {
    ["AUTH", "PLAIN", "LOGIN", "XOAUTH2"].contains(&word)
}

fn unknown_way(place: &Place) -> Trouble {
    place.settings(
        "ไม่มีวิธีเข้าระบบที่ใช้ด้วยกันได้ (รหัสผ่าน: PLAIN, LOGIN · DUEBOOK_SMTP_TOKEN: XOAUTH2)",
        "offers no way to log in that is known here (a password: PLAIN, LOGIN; DUEBOOK_SMTP_TOKEN: XOAUTH2)",
    )
}

fn refusal(error: &Error, secrets: &[String], place: &Place) -> Trouble {
    let Some(reply) = numbered(error) else {
        return place.trouble(error);
    };
    // Longest first: a short one may be a piece of a longer one.
    let mut secrets = secrets.to_vec();
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let said = Reply::without(&reply, &secrets);
    if error.is_permanent() {
        place.settings(
            &format!("ไม่รับการเข้าระบบ ({said}) ตรวจชื่อผู้ใช้และรหัสผ่าน"),
            &format!("refuses the login ({said}); check user and password"),
        )
    } else {
        place.later(
            &format!("ยังไม่รับการเข้าระบบตอนนี้ ({said})"),
            &format!("takes no login now ({said})"),
        )
    }
}
