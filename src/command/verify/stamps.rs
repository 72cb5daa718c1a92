//! What `verify` says of the time stamps beside the seals.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use crate::book::Book;
use crate::book::gather::STAMP_CA;
use crate::book::journal::Seal;
use crate::command::Failure;
use crate::command::desk::{self, Desk};
use crate::dispatch::doors::Moment;
use crate::history::chain::Fault;
use crate::history::stamps::{self, Stamps};
use crate::thai::date::medium;
use crate::timestamp::{Authorities, Authority};
use crate::world::disk;

/// The stamps of a book, judged.
pub(super) struct Look {
    stamps: Stamps,
    authorities: Option<Authorities>,
    /// A stamp that there is, for whoever wants to see for himself.
    example: Option<String>,
    seals: usize,
}

#[derive(Serialize)]
pub(super) struct Answer<'l> {
    good: usize,
    first: Option<String>,
    last: Option<String>,
    by: &'l BTreeSet<String>,
    authorities: Option<Vec<Trusted<'l>>>,
}

#[derive(Serialize)]
struct Trusted<'l> {
    name: &'l str,
    until: String,
    sha256: &'l str,
}

impl<'l> From<&'l Authority> for Trusted<'l> {
    fn from(one: &'l Authority) -> Trusted<'l> {
        Trusted {
            name: &one.name,
            until: one.until.to_rfc3339(),
            sha256: &one.sha256,
        }
    }
}

/// Judges the stamps of a book by its own authorities, or by those that an auditor
/// brings along; nothing where the office has none and asks for none. What is
/// wrong goes to the other faults.
pub(super) fn look(
    book: &Book,
    seals: &[&Seal],
    ca: Option<&Path>,
    faults: &mut Vec<Fault>,
) -> Result<Option<Look>, Failure> {
    if book.journal.stamps.is_empty() && book.office.stamp_url.is_none() && ca.is_none() {
        return Ok(None);
    }
    let brought = match ca {
        Some(path) => {
            Some(disk::read_bytes(path).map_err(|error| Failure::unread(&path.display().to_string(), &error))?)
        }
        None => None,
    };
    let pem = brought.as_deref().or(book.stamp_ca.as_deref());
    let authorities = match stamps::authorities(pem) {
        Ok(authorities) => authorities,
        Err(mut fault) => {
            if let Some(path) = ca {
                fault.path = path.display().to_string();
            }
            faults.push(fault);
            None
        }
    };
    let mut stamps = stamps::look(seals, &book.journal.stamps, authorities.as_ref());
    faults.append(&mut stamps.faults);
    Ok(Some(Look {
        stamps,
        authorities,
        example: book.journal.stamps.keys().next_back().cloned(),
        seals: seals.len(),
    }))
}

impl Look {
    pub(super) fn answer(&self) -> Answer<'_> {
        let moment = |at: Moment| at.to_rfc3339();
        Answer {
            good: self.stamps.good,
            first: self.stamps.span.map(|(first, _)| moment(first)),
            last: self.stamps.span.map(|(_, last)| moment(last)),
            by: &self.stamps.by,
            authorities: self
                .authorities
                .as_ref()
                .map(|all| all.known.iter().map(Trusted::from).collect()),
        }
    }

    pub(super) fn tell(&self, desk: &Desk) {
        let (good, seals) = (self.stamps.good, self.seals);
        let Some((first, last)) = self.stamps.span else {
            let (th, en) = (
                format!("ประทับเวลาโดยผู้อื่น 0 จาก {seals} ฉบับ"),
                format!("0 of {seals} seals have a good time stamp"),
            );
            desk::answer(desk.say(&th, &en));
            return;
        };
        let by = self.stamps.by.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let thai = |at: Moment| format!("{} {}", medium(at.date_naive()), at.format("%H:%M"));
        let english = |at: Moment| at.format("%Y-%m-%d %H:%M").to_string();
        let (th, en) = (
            format!(
                "ประทับเวลาโดยผู้อื่น {good} จาก {seals} ฉบับ ({by}) {} ถึง {}",
                thai(first),
                thai(last)
            ),
            format!(
                "{good} of {seals} seals have a good time stamp ({by}), {} to {}",
                english(first),
                english(last)
            ),
        );
        desk::answer(desk.say(&th, &en));
        for one in self.authorities.iter().flat_map(|all| &all.known) {
            let (th, en) = (
                format!("เชื่อผู้ประทับเวลา {} (ใบรับรอง SHA-256 {})", one.name, one.sha256),
                format!("trusted authority {} (certificate SHA-256 {})", one.name, one.sha256),
            );
            desk::answer(desk.say(&th, &en));
        }
        if let (None, Some(stamp)) = (&self.authorities, &self.example) {
            let seal = stamp.replace(".tsr", ".toml");
            let command = format!("openssl ts -verify -data {seal} -in {stamp} -CAfile CA.pem");
            let (th, en) = (
                format!(
                    "ยังไม่ได้ตรวจว่าเป็นลายมือชื่อของใคร: วางใบรับรองของผู้ประทับเวลาที่ {STAMP_CA} หรือใช้ --stamp-ca แฟ้ม หรือ  {command}"
                ),
                format!(
                    "whose signature it is was not judged: put the authority's certificate into {STAMP_CA}, or --stamp-ca FILE, or  {command}"
                ),
            );
            desk::answer(desk.say(&th, &en));
        }
    }
}
