//! Whether a token's certificate leads to an authority that an office trusts.

use chrono::{DateTime, FixedOffset};
use der::Decode;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeId, KeyPurposeIdIter};
use x509_cert::Certificate;
use x509_cert::ext::pkix::name::DirectoryString;

use super::Fault;
use super::signed::Token;
use crate::day::BANGKOK;
use crate::digest::sha256;

/// An authority's own certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// Until when it is valid.
    pub until: DateTime<FixedOffset>,
    /// SHA-256 of the certificate, by which authorities publish it.
    pub sha256: String,
}

/// The authorities that an office trusts.
#[derive(Clone, Debug, Default)]
pub struct Authorities {
    anchors: Vec<TrustAnchor<'static>>,
    /// Who they are.
    pub known: Vec<Authority>,
}

impl Authorities {
    /// Reads certificates in PEM; what stands between them is passed over.
    /// Nothing where there is none, or one is no certificate.
    #[must_use]
    pub fn read(pem: &[u8]) -> Option<Authorities> {
        let mut read = Authorities::default();
        for der in CertificateDer::pem_slice_iter(pem) {
            let der = der.ok()?;
            let certificate = Certificate::from_der(&der).ok()?;
            let until = certificate.tbs_certificate().validity().not_after.to_unix_duration();
            let until = DateTime::from_timestamp(i64::try_from(until.as_secs()).ok()?, 0)?;
            read.known.push(Authority {
                name: name(&certificate),
                until: until.with_timezone(&BANGKOK),
                sha256: sha256(&der),
            });
            read.anchors
                .push(webpki::anchor_from_trusted_cert(&der).ok()?.to_owned());
        }
        (!read.known.is_empty()).then_some(read)
    }

    pub(super) fn check(&self, token: &Token, time: DateTime<FixedOffset>) -> Result<(), Fault> {
        let der = token.certificate().ok_or(Fault::Forged)?;
        let signer = EndEntityCert::try_from(der).map_err(|_| Fault::Unreadable)?;
        let seconds = u64::try_from(time.timestamp()).map_err(|_| Fault::OutOfDate)?;
        let path = signer.verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            &self.anchors,
            &token.certificates,
            UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds)),
            Stamping,
            None,
            None,
        );
        match path {
            Ok(_) => Ok(()),
            Err(Error::CertExpired { .. } | Error::CertNotValidYet { .. }) => Err(Fault::OutOfDate),
            Err(Error::RequiredEkuNotFoundContext(_)) => Err(Fault::OtherPurpose),
            Err(Error::UnsupportedSignatureAlgorithmContext(_)) => Err(Fault::UnknownKind),
            Err(_) => Err(Fault::Untrusted),
        }
    }
}

/// A certificate on the way may say nothing of what it is for; one that does
/// must allow time stamps. The signer's own has been looked at more closely.
struct Stamping;

impl ExtendedKeyUsageValidator for Stamping {
    fn validate(&self, purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        /// The purposes `timeStamping` and `anyExtendedKeyUsage`, as DER writes them.
        const ALLOWED: [KeyPurposeId<'static>; 2] = [
            KeyPurposeId::new(&[0x2b, 6, 1, 5, 5, 7, 3, 8]),
            KeyPurposeId::new(&[0x55, 0x1d, 0x25, 0]),
        ];
        let mut are_any = false;
        for purpose in purposes {
            are_any = true;
            if ALLOWED.contains(&purpose?) {
                return Ok(());
            }
        }
        if are_any {
            return Err(Error::RequiredEkuNotFoundContext(webpki::RequiredEkuNotFoundContext {
                required: webpki::KeyUsage::required(&[0x2b, 6, 1, 5, 5, 7, 3, 8]),
                present: Vec::new(),
            }));
        }
        Ok(())
    }
}

/// The common name of whom a certificate is for, else the whole name.
pub(super) fn name(certificate: &Certificate) -> String {
    let subject = certificate.tbs_certificate().subject();
    match subject.common_name() {
        Ok(Some(DirectoryString::Utf8String(name))) => name,
        Ok(Some(DirectoryString::PrintableString(name))) => name.to_string(),
        Ok(Some(DirectoryString::TeletexString(name))) => name.to_string(),
        _ => subject.to_string(),
    }
}
