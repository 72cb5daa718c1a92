//! RFC 3161: an outside authority's word that a digest was known at a time.
//! A request is made, a reply is read and judged, from bytes alone.

mod asn1;
mod chain;
mod signed;

use chrono::{DateTime, FixedOffset};
use der::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::digest::{hex, sha256};
use asn1::{Imprint, Info, Request, Response, SHA256};
pub use chain::{Authorities, Authority};
use signed::Token;

/// A reply is not larger: a chain of large certificates is a tenth of this.
pub const LARGEST: usize = 64 * 1024;

/// What is wrong with a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The bytes are no reply of an authority.
    Unreadable,
    /// The authority's answer is a refusal.
    Refused,
    /// It is of other bytes.
    OtherBytes,
    /// The signature is not that of the certificate that comes along.
    Forged,
    /// The signature is of a kind that is not judged here.
    UnknownKind,
    /// The certificate is not for time stamps alone.
    OtherPurpose,
    /// A certificate was not valid at the time of the stamp.
    OutOfDate,
    /// The certificate does not lead to an authority that is trusted.
    Untrusted,
}

impl Fault {
    /// All of them, with the names that `--json` uses.
    pub const ALL: [(Fault, &'static str); 8] = [
        (Fault::Unreadable, "stamp-unreadable"),
        (Fault::Refused, "stamp-refused"),
        (Fault::OtherBytes, "stamp-of-other-bytes"),
        (Fault::Forged, "stamp-forged"),
        (Fault::UnknownKind, "stamp-unknown-kind"),
        (Fault::OtherPurpose, "stamp-other-purpose"),
        (Fault::OutOfDate, "stamp-out-of-date"),
        (Fault::Untrusted, "stamp-untrusted"),
    ];

    /// Returns the name that `--json` uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        let same = |(fault, _): &&(Fault, &str)| *fault == self;
        Fault::ALL.iter().find(same).map_or("", |(_, name)| name)
    }
}

/// Returns the request for a stamp of bytes, with the authority's certificates in
/// the answer. Nothing of the bytes leaves but their SHA-256.
///
/// There is no nonce in it. One tells an answer from an older one to the same
/// question; here an older one would only prove more, and the same bytes make
/// the same request.
#[must_use]
pub fn request(bytes: &[u8]) -> Vec<u8> {
    let request = Imprint::of(&Sha256::digest(bytes)).and_then(|imprint| {
        Request {
            version: 1,
            imprint,
            certificates: true,
        }
        .to_der()
    });
    // Thirty-two bytes have a length that DER can write.
    request.unwrap_or_default()
}

/// A reply of an authority, read.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// When the authority saw the digest.
    pub time: DateTime<FixedOffset>,
    /// Who signed, as the certificate that came along says.
    pub by: String,
    /// The digest, in hexadecimal digits.
    pub sha256: String,
    token: Token,
}

impl Stamp {
    /// Reads a reply as it came: a `TimeStampResp` in DER.
    ///
    /// # Errors
    ///
    /// [`Fault::Unreadable`] for anything else, [`Fault::Refused`] where the
    /// authority gave no stamp, [`Fault::OtherBytes`] where the digest is no SHA-256.
    pub fn read(reply: &[u8]) -> Result<Stamp, Fault> {
        if reply.len() > LARGEST {
            return Err(Fault::Unreadable);
        }
        let response = Response::from_der(reply).map_err(|_| Fault::Unreadable)?;
        let token = match (response.status.code, &response.token) {
            // Granted, or granted with changes.
            (0 | 1, Some(token)) => token,
            (0 | 1, None) => return Err(Fault::Unreadable),
            _ => return Err(Fault::Refused),
        };
        let token = Token::read(token).map_err(|_| Fault::Unreadable)?;
        let info = Info::from_der(&token.content).map_err(|_| Fault::Unreadable)?;
        if info.imprint.algorithm.oid != SHA256 {
            return Err(Fault::OtherBytes);
        }
        Ok(Stamp {
            time: info.time().ok_or(Fault::Unreadable)?,
            by: token.by().unwrap_or_default(),
            sha256: hex(info.imprint.digest.as_bytes()),
            token,
        })
    }

    /// Judges whether it is of some bytes.
    ///
    /// # Errors
    ///
    /// [`Fault::OtherBytes`] where it is of others.
    pub fn check_bytes(&self, bytes: &[u8]) -> Result<(), Fault> {
        if self.sha256 == sha256(bytes) {
            Ok(())
        } else {
            Err(Fault::OtherBytes)
        }
    }

    /// Judges whether the token is signed by the certificate that comes along, and
    /// whether that is one for time stamps. Whose it is, is another question.
    ///
    /// # Errors
    ///
    /// What is wrong.
    pub fn check_signature(&self) -> Result<(), Fault> {
        self.token.check()
    }

    /// Judges whether the certificate leads to one of some authorities, and was
    /// valid at the time of the stamp.
    ///
    /// # Errors
    ///
    /// What is wrong.
    pub fn check_chain(&self, authorities: &Authorities) -> Result<(), Fault> {
        authorities.check(&self.token, self.time)
    }
}

#[cfg(test)]
mod tests;
