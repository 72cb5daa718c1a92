//! The token: a small text, signed (CMS, RFC 5652).

use der::asn1::{Any, ObjectIdentifier, OctetString};
use der::{Decode, Encode};
use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use sha2::{Digest, Sha256, Sha384, Sha512};
use webpki::{EndEntityCert, ring};
use x509_cert::Certificate;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::Fault;
use super::asn1::{Content, Named, NamedByDigest, NamedBySha1, SHA256, Signer};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
const TIME_STAMPING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.8");

/// A token, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What was signed, a `TSTInfo`.
    pub(super) content: Vec<u8>,
    /// The certificates that came along, as they came.
    pub(super) certificates: Vec<CertificateDer<'static>>,
    signer: Signer,
}

impl Token {
    pub(super) fn read(token: &Any) -> der::Result<Token> {
        let content: Content = Content::from_der(&token.to_der()?)?;
        let signed = content.signed;
        let wrong = || der::Error::from(der::ErrorKind::Failed);
        // An authority signs alone.
        let [signer] = signed.signers.as_slice() else {
            return Err(wrong());
        };
        if content.kind != SIGNED_DATA || signed.inside.kind != INFO {
            return Err(wrong());
        }
        let certificates = signed.certificates.iter().flat_map(|set| set.iter());
        let certificates: der::Result<Vec<Vec<u8>>> = certificates.map(Encode::to_der).collect();
        Ok(Token {
            content: signed.inside.content.into_bytes().into(),
            certificates: certificates?.into_iter().map(CertificateDer::from).collect(),
            signer: signer.clone(),
        })
    }

    /// The certificate of whoever signed: the one that the signed attributes name.
    pub(super) fn certificate(&self) -> Option<&CertificateDer<'static>> {
        let (algorithm, digest) = self.named()?;
        let is_named = |der: &&CertificateDer<'_>| match algorithm {
            Some(algorithm) => hash(algorithm, der).is_some_and(|found| found == digest.as_bytes()),
            None => {
                let sha1 = ::ring::digest::digest(&::ring::digest::SHA1_FOR_LEGACY_USE_ONLY, der);
                sha1.as_ref() == digest.as_bytes()
            }
        };
        self.certificates.iter().find(is_named)
    }

    /// How and by which digest the signer's certificate is named; no algorithm
    /// is SHA-1.
    fn named(&self) -> Option<(Option<ObjectIdentifier>, OctetString)> {
        let first = |named: Any| named.decode_as::<Named>().ok()?.certificates.into_iter().next();
        if let Some(named) = self.attribute(SIGNING_CERTIFICATE_V2) {
            let named: NamedByDigest = first(named)?.decode_as().ok()?;
            let algorithm = named.algorithm.map_or(SHA256, |algorithm| algorithm.oid);
            return Some((Some(algorithm), named.digest));
        }
        let named: NamedBySha1 = first(self.attribute(SIGNING_CERTIFICATE)?)?.decode_as().ok()?;
        Some((None, named.digest))
    }

    /// The one value of a signed attribute that may have only one.
    fn attribute(&self, oid: ObjectIdentifier) -> Option<Any> {
        let mut found = self.signer.attributes.iter().flat_map(|set| set.iter());
        let mut values = found.find(|attribute| attribute.oid == oid)?.values.iter();
        let value = values.next()?.clone();
        values.next().is_none().then_some(value)
    }

    /// The name of whoever signed.
    pub(super) fn by(&self) -> Option<String> {
        let certificate = Certificate::from_der(self.certificate()?).ok()?;
        Some(super::chain::name(&certificate))
    }

    /// Judges the signature, and what the certificate is for.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let digest = hash(self.signer.digest.oid, &self.content).ok_or(Fault::UnknownKind)?;
        let said: Option<OctetString> = self.attribute(MESSAGE_DIGEST).and_then(|value| value.decode_as().ok());
        let kind: Option<ObjectIdentifier> = self.attribute(CONTENT_TYPE).and_then(|value| value.decode_as().ok());
        if said.is_none_or(|said| said.as_bytes() != digest) || kind != Some(INFO) {
            return Err(Fault::Forged);
        }
        let certificate = self.certificate().ok_or(Fault::Forged)?;
        // The attributes are signed as a set, whatever they are tagged as here.
        let attributes = self.signer.attributes.to_der().map_err(|_| Fault::Unreadable)?;
        let signer = EndEntityCert::try_from(certificate).map_err(|_| Fault::Unreadable)?;
        let mut known = false;
        for algorithm in algorithms(self.signer.digest.oid, self.signer.algorithm.oid) {
            match signer.verify_signature(algorithm, &attributes, self.signer.signature.as_bytes()) {
                Ok(()) => return is_for_stamps(certificate),
                Err(webpki::Error::InvalidSignatureForPublicKey) => known = true,
                // The key is of another kind.
                Err(_) => {}
            }
        }
        Err(if known { Fault::Forged } else { Fault::UnknownKind })
    }
}

/// A certificate of an authority is for time stamps alone, and says so in a way
/// that nobody may overlook (RFC 3161, 2.3).
fn is_for_stamps(der: &[u8]) -> Result<(), Fault> {
    let certificate = Certificate::from_der(der).map_err(|_| Fault::Unreadable)?;
    let usage = certificate.tbs_certificate().get_extension::<ExtendedKeyUsage>();
    match usage.map_err(|_| Fault::Unreadable)? {
        Some((true, ExtendedKeyUsage(purposes))) if purposes == [TIME_STAMPING] => Ok(()),
        _ => Err(Fault::OtherPurpose),
    }
}

fn hash(algorithm: ObjectIdentifier, bytes: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        SHA256 => Some(Sha256::digest(bytes).to_vec()),
        SHA384 => Some(Sha384::digest(bytes).to_vec()),
        SHA512 => Some(Sha512::digest(bytes).to_vec()),
        _ => None,
    }
}

/// The algorithms that a signature may be of: its own name, or that of the key
/// alone beside the digest's.
fn algorithms(
    digest: ObjectIdentifier,
    signature: ObjectIdentifier,
) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
    const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
    const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
    const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
    const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
    const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
    const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
    match (signature, digest) {
        (RSA, SHA256) | (RSA_SHA256, _) => vec![ring::RSA_PKCS1_2048_8192_SHA256],
        (RSA, SHA384) | (RSA_SHA384, _) => vec![ring::RSA_PKCS1_2048_8192_SHA384],
        (RSA, SHA512) | (RSA_SHA512, _) => vec![ring::RSA_PKCS1_2048_8192_SHA512],
        (RSA_PSS, SHA256) => vec![ring::RSA_PSS_2048_8192_SHA256_LEGACY_KEY],
        (RSA_PSS, SHA384) => vec![ring::RSA_PSS_2048_8192_SHA384_LEGACY_KEY],
        (RSA_PSS, SHA512) => vec![ring::RSA_PSS_2048_8192_SHA512_LEGACY_KEY],
        (ECDSA_SHA256, _) => vec![ring::ECDSA_P256_SHA256, ring::ECDSA_P384_SHA256],
        (ECDSA_SHA384, _) => vec![ring::ECDSA_P256_SHA384, ring::ECDSA_P384_SHA384],
        _ => vec![],
    }
}
