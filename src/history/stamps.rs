//! Time stamps of seals: each against its seal, the day, and the authorities that
//! the office trusts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::chain::{Break, Fault};
use crate::book::gather::STAMP_CA;
use crate::book::journal::Seal;
use crate::day::shift;
use crate::text::Words;
use crate::thai::date::medium;
use crate::timestamp::{self, Authorities, Stamp};

/// How many days after its seal's day a stamp may be. For so long a run makes up
/// for an authority that did not answer; a chain that is made anew has none that
/// early.
pub const DAYS: i64 = 7;

/// How far two clocks may differ, as between commits.
const CLOCKS: TimeDelta = TimeDelta::hours(1);

/// What the stamps of a book come to.
#[derive(Clone, Debug, Default)]
pub struct Stamps {
    /// The good ones.
    pub good: usize,
    /// The times of the first and of the last good one.
    pub span: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// Who signed the good ones.
    pub by: BTreeSet<String>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Judges the stamps that lie beside some seals. Where no authority is known,
/// whose the signatures are stays open.
#[must_use]
pub fn look(seals: &[&Seal], replies: &BTreeMap<String, Vec<u8>>, authorities: Option<&Authorities>) -> Stamps {
    let mut stamps = Stamps::default();
    let mut left: BTreeSet<&str> = replies.keys().map(String::as_str).collect();
    for seal in seals {
        let path = seal.stamp_path();
        let Some(reply) = replies.get(&path) else { continue };
        left.remove(path.as_str());
        match judge(seal, reply, authorities) {
            Ok(stamp) => {
                stamps.good += 1;
                let (first, last) = stamps.span.unwrap_or((stamp.time, stamp.time));
                stamps.span = Some((first.min(stamp.time), last.max(stamp.time)));
                stamps.by.insert(stamp.by);
            }
            Err(fault) => stamps.faults.push(fault),
        }
    }
    stamps.faults.extend(left.into_iter().map(|path| Fault {
        what: Break::StampAlone,
        path: path.to_owned(),
        words: Words::new(
            "มีการประทับเวลา แต่ไม่มีตราฉบับนั้นแล้ว ตราถูกลบหรือย้าย",
            "there is a time stamp, but not its seal any more: it was deleted or moved",
        ),
    }));
    stamps
}

/// Judges one stamp of a seal.
///
/// # Errors
///
/// What is wrong, the gravest first.
pub fn judge(seal: &Seal, reply: &[u8], authorities: Option<&Authorities>) -> Result<Stamp, Fault> {
    let wrong = |fault| wrong(seal, fault);
    let stamp = Stamp::read(reply).map_err(wrong)?;
    stamp.check_bytes(seal.text().as_bytes()).map_err(wrong)?;
    stamp.check_signature().map_err(wrong)?;
    if let Some(authorities) = authorities {
        stamp.check_chain(authorities).map_err(wrong)?;
    }
    let day = stamp.time.date_naive();
    if stamp.time < seal.at - CLOCKS || day < seal.day || day > shift(seal.day, DAYS) {
        let moment = stamp.time.format("%H:%M");
        return Err(Fault {
            what: Break::StampTime,
            path: seal.stamp_path(),
            words: Words::new(
                format!(
                    "ตราของวันที่ {} ประทับเวลาเมื่อ {} {moment} ต้องหลังทำตราและไม่เกิน {DAYS} วัน",
                    medium(seal.day),
                    medium(day)
                ),
                format!(
                    "the seal of {} was stamped on {day} {moment}; it must be after the seal was made and within {DAYS} days",
                    seal.day
                ),
            ),
        });
    }
    Ok(stamp)
}

/// Reads the authorities that an office trusts; nothing where it names none.
///
/// # Errors
///
/// The fault where its file has no certificate that can be read.
pub fn authorities(pem: Option<&[u8]>) -> Result<Option<Authorities>, Fault> {
    let Some(pem) = pem else { return Ok(None) };
    Authorities::read(pem).map(Some).ok_or_else(|| Fault {
        what: Break::StampAuthority,
        path: STAMP_CA.to_owned(),
        words: Words::new(
            "อ่านใบรับรองของผู้ประทับเวลาไม่ได้ ต้องเป็น PEM (-----BEGIN CERTIFICATE-----)",
            "the authority's certificate cannot be read; it is PEM (-----BEGIN CERTIFICATE-----)",
        ),
    })
}

fn wrong(seal: &Seal, fault: timestamp::Fault) -> Fault {
    use timestamp::Fault as What;
    let (th, en) = match fault {
        What::Unreadable => (
            "ไม่ใช่คำตอบของผู้ประทับเวลา หรือแฟ้มเสีย",
            "is no reply of an authority, or a broken one",
        ),
        What::Refused => ("ผู้ประทับเวลาปฏิเสธ", "is the authority's refusal"),
        What::OtherBytes => (
            "เป็นของตราฉบับอื่น ตราถูกทำใหม่หลังประทับเวลา",
            "is of another seal: the seal was made anew after it was stamped",
        ),
        What::Forged => ("ลายมือชื่อไม่ถูกต้อง", "is not signed by its certificate"),
        What::UnknownKind => (
            "ลงลายมือชื่อด้วยวิธีที่โปรแกรมนี้ตรวจไม่ได้ (ใช้ openssl ts -verify)",
            "is signed in a way that this program cannot judge (openssl ts -verify can)",
        ),
        What::OtherPurpose => (
            "ใบรับรองไม่ใช่ของผู้ประทับเวลา (timeStamping)",
            "is signed with a certificate that is not for time stamps alone (timeStamping)",
        ),
        What::OutOfDate => (
            "ใบรับรองหมดอายุหรือยังไม่เริ่มใช้เมื่อประทับเวลา",
            "is signed with a certificate that was not valid at that time",
        ),
        What::Untrusted => (
            "ไม่ได้มาจากผู้ประทับเวลาใน records/stamp-ca.pem",
            "does not come from an authority in records/stamp-ca.pem",
        ),
    };
    Fault {
        what: Break::Stamp(fault),
        path: seal.stamp_path(),
        words: Words::new(
            format!("การประทับเวลาของตราวันที่ {}: {th}", medium(seal.day)),
            format!("the time stamp of the seal of {} {en}", seal.day),
        ),
    }
}

#[cfg(test)]
mod tests;
