//! Why a connection could not be had, told apart in words. What goes by itself
//! or with time is for later; what stays until somebody mends it is a setting.
//! No word names the user or repeats what was sent.

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;
use rustls::{CertificateError, Error as Tls};

use super::reply::{Reply, chain, numbered};
use crate::dispatch::doors::Trouble;
use crate::text::Words;

/// A server by name and port, as its troubles speak of it.
pub(super) struct Place(pub(super) String);

impl Place {
    /// A trouble that time may mend.
    pub(super) fn later(&self, th: &str, en: &str) -> Trouble {
        Trouble::Later(self.words(th, en))
    }

    /// A trouble that somebody has to mend.
    pub(super) fn settings(&self, th: &str, en: &str) -> Trouble {
        Trouble::Settings(self.words(th, en))
    }

    fn words(&self, th: &str, en: &str) -> Words {
        Words::new(format!("{} {th}", self.0), format!("{} {en}", self.0))
    }

    /// The name is not known, or whoever knows names does not answer.
    pub(super) fn unknown(&self) -> Trouble {
        self.later(
            "ไม่พบชื่อเซิร์ฟเวอร์นี้ใน DNS ตรวจตัวสะกดและเครือข่าย",
            "is not known to the DNS; check the spelling and the network",
        )
    }

    /// A plain connection would have left this machine.
    pub(super) fn not_here(&self) -> Trouble {
        self.settings(
            "ไม่ได้อยู่ในเครื่องนี้ smtp:// ไม่เข้ารหัส จึงไม่เชื่อมต่อ",
            "is not on this machine; smtp:// is not encrypted, so nothing was said to it",
        )
    }

    /// STARTTLS was set and is not offered.
    pub(super) fn no_starttls(&self) -> Trouble {
        self.settings(
            "ไม่เสนอ STARTTLS จึงไม่ส่งรหัสผ่านให้ ลอง smtps:// พอร์ต 465",
            "does not offer STARTTLS, so no password was given to it; try smtps:// and port 465",
        )
    }

    /// Replies came that belong to no question: somebody speaks in between, or
    /// the server has lost count.
    pub(super) fn out_of_turn(&self) -> Trouble {
        self.settings(
            "ตอบไม่ตรงกับที่ถาม อาจมีผู้แทรกกลางการเชื่อมต่อ จึงเลิกไว้ก่อน",
            "answers out of turn; somebody may be speaking in between, so the connection was ended",
        )
    }

    /// What a greeting or a reply to EHLO says when it is no welcome.
    fn unwelcome(&self, reply: &Reply, is_permanent: bool) -> Trouble {
        let said = reply.kept();
        if is_permanent {
            self.settings(
                &format!("ไม่รับเครื่องนี้ ({said})"),
                &format!("refuses this machine ({said})"),
            )
        } else {
            self.later(
                &format!("ยังไม่รับอีเมลตอนนี้ ({said})"),
                &format!("takes no mail now ({said})"),
            )
        }
    }

    /// Says in words what kept a connection from being made.
    pub(super) fn trouble(&self, error: &Error) -> Trouble {
        if let Some(reply) = numbered(error) {
            return self.unwelcome(&reply, error.is_permanent());
        }
        match cause(error) {
            Cause::Tls(tls) => self.insecure(tls),
            Cause::Net(kind) => self.unreachable(kind, error),
            Cause::Other if error.is_tls() => {
                let said = chain(error);
                self.settings(
                    &format!("ตั้งการเข้ารหัสไม่ได้ ({said}) ติดตั้ง ca-certificates หรือตั้ง DUEBOOK_MAIL_CA"),
                    &format!(
                        "cannot be checked by certificate ({said}); install ca-certificates or set DUEBOOK_MAIL_CA"
                    ),
                )
            }
            // lettre has no other mark for an end where a reply should be.
            Cause::Other if chain(error).contains("incomplete response") => self.hung_up(),
            Cause::Other if error.is_response() => self.no_mail_server(),
            Cause::Other => self.cannot(error),
        }
    }

    fn unreachable(&self, kind: io::ErrorKind, error: &Error) -> Trouble {
        use io::ErrorKind::{
            BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, InvalidData, TimedOut, UnexpectedEof,
            WouldBlock,
        };
        match kind {
            ConnectionRefused => self.later("ไม่มีเซิร์ฟเวอร์เปิดรับที่พอร์ตนี้", "has nobody at this port"),
            TimedOut | WouldBlock => self.later(
                "ไม่ตอบในเวลา ถ้าพอร์ตเป็น 465 ต้องใช้ smtps://",
                "did not answer in time; port 465 needs smtps://",
            ),
            UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe => self.hung_up(),
            // Bytes that are no text.
            InvalidData => self.no_mail_server(),
            _ => self.cannot(error),
        }
    }

    fn hung_up(&self) -> Trouble {
        self.later("ตัดการเชื่อมต่อก่อนตอบ", "hung up before it answered")
    }

    fn no_mail_server(&self) -> Trouble {
        self.settings(
            "ไม่ได้ตอบอย่างเซิร์ฟเวอร์อีเมล ตรวจชื่อและพอร์ต",
            "does not answer as a mail server does; check name and port",
        )
    }

    fn cannot(&self, error: &Error) -> Trouble {
        let said = chain(error);
        self.later(&format!("เชื่อมต่อไม่ได้: {said}"), &format!("cannot be reached: {said}"))
    }

    fn insecure(&self, error: &Tls) -> Trouble {
        match error {
            Tls::InvalidCertificate(why) => {
                let (th, en) = certificate(why);
                self.settings(
                    &format!("{th} จึงไม่ส่งรหัสผ่านให้"),
                    &format!("{en}, so no password was given to it"),
                )
            }
            Tls::InvalidMessage(_) | Tls::PeerMisbehaved(_) => self.settings(
                "ไม่ได้เข้ารหัสตั้งแต่ต้น ใช้ smtps:// กับพอร์ต 465 และ smtp+starttls:// กับพอร์ต 587",
                "does not speak TLS as set; smtps:// goes with port 465 and smtp+starttls:// with port 587",
            ),
            other => self.settings(
                &format!("เข้ารหัสด้วยกันไม่ได้: {other}"),
                &format!("has no encryption in common with us: {other}"),
            ),
        }
    }
}

/// What is wrong with a certificate, Thai and English.
fn certificate(why: &CertificateError) -> (String, String) {
    use CertificateError::{
        BadSignature, Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet,
        NotValidYetContext, UnknownIssuer,
    };
    let (th, en) = match why {
        Expired | ExpiredContext { .. } => ("ใบรับรองหมดอายุแล้ว", "has an expired certificate"),
        NotValidYet | NotValidYetContext { .. } => (
            "ใบรับรองยังไม่ถึงวันใช้ ตรวจนาฬิกาของเครื่อง",
            "has a certificate that is not valid yet (check this machine's clock)",
        ),
        NotValidForName | NotValidForNameContext { .. } => ("ใบรับรองเป็นของชื่ออื่น", "has a certificate of another name"),
        // A namesake of the authority signs with another key.
        UnknownIssuer | BadSignature => (
            "ใบรับรองออกโดยผู้ที่เครื่องนี้ไม่รู้จัก (ถ้าเป็นของหน่วยงานเอง ตั้ง DUEBOOK_MAIL_CA)",
            "has a certificate by somebody unknown here (if it is your office's own, set DUEBOOK_MAIL_CA)",
        ),
        // A certificate that signs itself, as `openssl req -x509` makes it.
        other if other.to_string().contains("CaUsedAsEndEntity") => (
            "ใช้ใบรับรองของผู้ออกเป็นใบรับรองของเซิร์ฟเวอร์เอง ต้องออกใบแยกให้เซิร์ฟเวอร์",
            "shows the certificate of an authority as its own; the server needs one issued by it",
        ),
        other => {
            return (
                format!("ใบรับรองใช้ไม่ได้ ({other})"),
                format!("has a certificate that will not do ({other})"),
            );
        }
    };
    (th.to_owned(), en.to_owned())
}

/// What lies at the bottom of an error.
enum Cause<'e> {
    Tls(&'e Tls),
    Net(io::ErrorKind),
    Other,
}

fn cause(error: &Error) -> Cause<'_> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(tls) = cause.downcast_ref::<Tls>() {
            return Cause::Tls(tls);
        }
        if let Some(net) = cause.downcast_ref::<io::Error>() {
            // An io::Error shows what it wraps as itself, not as its source.
            let inner = net.get_ref().and_then(|inner| inner.downcast_ref::<Tls>());
            return inner.map_or(Cause::Net(net.kind()), Cause::Tls);
        }
        source = cause.source();
    }
    Cause::Other
}
