//! The structures of RFC 3161, and of CMS (RFC 5652) as far as a token has them.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use der::asn1::{Any, BitString, Int, Null, ObjectIdentifier, OctetString, SetOfVec};
use der::{Sequence, Tag, Tagged, ValueOrd};
use x509_cert::attr::Attribute;
use x509_cert::ext::Extensions;
use x509_cert::spki::AlgorithmIdentifierOwned as Algorithm;

/// SHA-256.
pub(super) const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// What a request and a stamp speak of.
#[derive(Clone, Debug, Sequence)]
pub(super) struct Imprint {
    pub(super) algorithm: Algorithm,
    pub(super) digest: OctetString,
}

impl Imprint {
    /// A SHA-256.
    pub(super) fn of(digest: &[u8]) -> der::Result<Imprint> {
        Ok(Imprint {
            algorithm: Algorithm {
                oid: SHA256,
                parameters: Some(Any::from(Null)),
            },
            digest: OctetString::new(digest)?,
        })
    }
}

/// `TimeStampReq`, as far as one is written.
#[derive(Sequence)]
pub(super) struct Request {
    pub(super) version: u8,
    pub(super) imprint: Imprint,
    pub(super) certificates: bool,
}

/// `TimeStampResp`.
#[derive(Sequence)]
pub(super) struct Response {
    pub(super) status: Status,
    pub(super) token: Option<Any>,
}

/// `PKIStatusInfo`.
#[derive(Sequence)]
pub(super) struct Status {
    pub(super) code: u8,
    said: Option<Vec<String>>,
    failure: Option<BitString>,
}

/// `TSTInfo`.
#[derive(Sequence)]
pub(super) struct Info {
    version: u8,
    policy: ObjectIdentifier,
    pub(super) imprint: Imprint,
    serial: Int,
    time: Any,
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

impl Info {
    /// The time in Bangkok; seconds may have a fraction, which plain DER times
    /// do not have.
    pub(super) fn time(&self) -> Option<DateTime<FixedOffset>> {
        if self.time.tag() != Tag::GeneralizedTime {
            return None;
        }
        let text = std::str::from_utf8(self.time.value()).ok()?.strip_suffix('Z')?;
        let moment = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S%.f").ok()?;
        Some(moment.and_utc().with_timezone(&crate::day::BANGKOK))
    }
}

#[derive(Sequence)]
struct Accuracy {
    seconds: Option<u64>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    millis: Option<u16>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    micros: Option<u16>,
}

/// `ContentInfo`.
#[derive(Sequence)]
pub(super) struct Content {
    pub(super) kind: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub(super) signed: Signed,
}

/// `SignedData`.
#[derive(Sequence)]
pub(super) struct Signed {
    version: u8,
    digests: SetOfVec<Algorithm>,
    pub(super) inside: Inside,
    // Kept as they are: a certificate's signature is of its very bytes.
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub(super) certificates: Option<SetOfVec<Any>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    revoked: Option<SetOfVec<Any>>,
    pub(super) signers: SetOfVec<Signer>,
}

/// `EncapsulatedContentInfo`.
#[derive(Sequence)]
pub(super) struct Inside {
    pub(super) kind: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub(super) content: OctetString,
}

/// `SignerInfo`.
#[derive(Clone, Debug, Sequence, ValueOrd)]
pub(super) struct Signer {
    version: u8,
    // Which certificate it is, the signed attributes say by its digest.
    name: Any,
    pub(super) digest: Algorithm,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub(super) attributes: Option<SetOfVec<Attribute>>,
    pub(super) algorithm: Algorithm,
    pub(super) signature: OctetString,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    unsigned: Option<SetOfVec<Attribute>>,
}

/// `SigningCertificate` (RFC 2634) and `SigningCertificateV2` (RFC 5816): the
/// certificates that a signature names, its own first.
#[derive(Sequence)]
pub(super) struct Named {
    pub(super) certificates: Vec<Any>,
    policies: Option<Any>,
}

/// `ESSCertID`: SHA-1.
#[derive(Sequence)]
pub(super) struct NamedBySha1 {
    pub(super) digest: OctetString,
    issuer: Option<Any>,
}

/// `ESSCertIDv2`: SHA-256 unless it says otherwise.
#[derive(Sequence)]
pub(super) struct NamedByDigest {
    pub(super) algorithm: Option<Algorithm>,
    pub(super) digest: OctetString,
    issuer: Option<Any>,
}
