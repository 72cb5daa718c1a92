//! What a new book still lacks until its first reminder goes out, beside what
//! any book needs: addresses that are nobody's, something that runs the mailer,
//! a branch that nobody rewrites.

use super::git::{Facts, Place};
use super::{Check, say};
use crate::book::gather::Book;
use crate::letter::domain;
use crate::text::Words;

/// So many places are named; the rest is counted.
const MOST: usize = 5;

/// What runs the mailer, as far as the book's own files tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The workflow that sends, by its path.
    pub workflow: Option<String>,
    /// Whether the script that brings the program lacks its address.
    pub lacks_source: bool,
    /// The forge's file of who must agree to what, where there is one.
    pub owners: Option<String>,
}

/// Judges a book's readiness.
#[must_use]
pub fn look(book: &Book, schedule: &Schedule, facts: &Facts) -> Vec<Check> {
    let mut checks = vec![samples(book), run_by(schedule)];
    checks.extend(schedule.owners.as_deref().map(|text| owners(book, text)));
    checks.extend(protection(facts));
    checks
}

/// Whether an address leads nowhere by design: names that are kept for examples
/// (RFC 2606), and any server called `example`.
fn is_sample(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let last = host.rsplit('.').next().unwrap_or_default();
    host.split('.').any(|label| label == "example") || ["test", "invalid", "localhost"].contains(&last)
}

/// The server of a web address.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default()
}

/// The files of office and agencies that have an address made for examples.
fn sample_files(book: &Book) -> Vec<&str> {
    let office = &book.office;
    let mails = [&office.mail.from, &office.mail.reply_to];
    let urls = [&office.site_url, &office.survey_url, &office.forge.edit];
    let mut hosts = mails
        .into_iter()
        .flatten()
        .map(|address| domain(address))
        .chain(urls.into_iter().flatten().map(|url| host(url)));
    let own = hosts.any(is_sample).then_some("office");
    let agencies = book.agencies.values().filter(|agency| {
        let head = agency.head.as_ref().and_then(|head| head.email.as_ref());
        let mut addresses = [agency.email.as_ref(), head].into_iter().flatten();
        addresses.any(|one| is_sample(domain(&one.value)))
    });
    own.into_iter()
        .chain(agencies.map(|agency| agency.slug.as_str()))
        .collect()
}

fn samples(book: &Book) -> Check {
    let places = sample_files(book);
    let borrowers = book.advances.iter().filter_map(|one| one.borrower.email.as_ref());
    let contractors = book.guarantees.iter().filter_map(|one| one.contractor.email.as_ref());
    let people = borrowers
        .chain(contractors)
        .filter(|one| is_sample(domain(&one.value)))
        .count();
    if places.is_empty() && people == 0 {
        return Check::fine("samples", say(("ไม่มี", "none")));
    }
    let mut names = places.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if places.len() > MOST {
        names = format!("{names} (+{})", places.len() - MOST);
    }
    if names.is_empty() {
        names.push('–');
    }
    Check::warning(
        "samples",
        Words::new(
            format!("ยังมีที่อยู่ตัวอย่าง (example) ซึ่งไม่มีใครรับ: {names} · ผู้ยืมและคู่สัญญา {people} ระเบียน"),
            format!(
                "addresses made for examples, at which nobody reads: {names} · borrowers and contractors in {people} records"
            ),
        ),
        say((
            "แก้เป็นที่อยู่จริงใน records/office.toml, records/<หน่วยงาน>/agency.toml และระเบียน",
            "put the real ones into records/office.toml, records/<agency>/agency.toml and the records",
        )),
    )
}

fn run_by(schedule: &Schedule) -> Check {
    let Some(path) = &schedule.workflow else {
        return Check::skipped(
            "schedule",
            say((
                "ในสมุดไม่มี workflow ที่ส่ง ให้ cron หรือ systemd ของเครื่องสั่ง duebook remind --send",
                "the book has no workflow that sends; have cron or systemd of a machine run duebook remind --send",
            )),
        );
    };
    if schedule.lacks_source {
        return Check::warning(
            "schedule",
            Words::new(
                format!("{path} ยังสร้างโปรแกรมไม่ได้ เพราะ .ci/program ไม่มีที่อยู่ของโปรแกรม"),
                format!("{path} cannot build the program: .ci/program has no address of it"),
            ),
            say((
                "เขียน  source='https://…/duebook'  ใน .ci/program",
                "write  source='https://…/duebook'  in .ci/program",
            )),
        );
    }
    Check::fine(
        "schedule",
        Words::new(
            format!("{path} ส่งเมื่อตัวแปร DUEBOOK_SEND ของที่เก็บเป็น yes ซึ่งดูจากที่นี่ไม่ได้"),
            format!("{path} sends once the repository's variable DUEBOOK_SEND is yes, which is not seen from here"),
        ),
    )
}

/// An agency that came later may have nobody who must agree to its changes.
fn owners(book: &Book, text: &str) -> Check {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.starts_with('#'))
        .collect();
    let is_owned = |slug: &str| {
        let folder = format!("records/{slug}/");
        let all = ["*", "/records/", "records/", "records/.*"];
        lines.iter().any(|line| {
            let path = line.split_whitespace().next().unwrap_or_default();
            path.trim_start_matches('/').starts_with(&folder) || all.contains(&path)
        })
    };
    let without: Vec<&str> = book
        .agencies
        .keys()
        .map(String::as_str)
        .filter(|slug| !is_owned(slug))
        .collect();
    if without.is_empty() {
        return Check::fine(
            "owners",
            say((
                "ทุกส่วนราชการมีผู้รับรองใน CODEOWNERS",
                "each agency has its line in CODEOWNERS",
            )),
        );
    }
    let names = without.join(", ");
    Check::warning(
        "owners",
        Words::new(
            format!("CODEOWNERS ไม่มีผู้รับรองของ: {names}"),
            format!("CODEOWNERS has nobody for: {names}"),
        ),
        say((
            "เพิ่มบรรทัดของโฟลเดอร์นั้นตามแบบของบรรทัดอื่นใน CODEOWNERS",
            "add a line for that folder to CODEOWNERS, as the others are written",
        )),
    )
}

/// Whether a forge protects the branch is not seen from a clone: a hint.
fn protection(facts: &Facts) -> Option<Check> {
    let Place::Branch(branch) = &facts.place else {
        return None;
    };
    let (_, place) = branch.remote.as_ref()?;
    let server = place.split('/').next().unwrap_or_default();
    server.contains('.').then(|| {
        let name = &branch.name;
        Check::skipped(
            "protection",
            Words::new(
                format!("ดูจากที่นี่ไม่ได้ ตรวจที่ {server}: สาขา {name} ห้าม force push, ต้องมีผู้รับรองตาม CODEOWNERS, และบัญชีผู้ส่งเขียนได้"),
                format!("not seen from here; look at {server}: no force push to {name}, review by CODEOWNERS, and the sender's account may write"),
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;
    use crate::book::gather::sound;

    #[test]
    fn names_kept_for_examples_are_told_from_real_ones() {
        for (host, want) in [
            ("example.org", true),
            ("mail.bma.example.org", true),
            ("example.go.th", true),
            ("Example.COM", true),
            ("forge.test", true),
            ("no.invalid", true),
            ("bangkok.go.th", false),
            ("examples.go.th", false),
            ("test.go.th", false),
            ("", false),
        ] {
            assert_eq!(is_sample(host), want, "{host}");
        }
        assert_eq!(host("https://a.example.org:8080/x?y"), "a.example.org");
    }

    #[test]
    fn an_agency_without_owners_is_named_in_each_forges_way_of_writing() {
        let name = "name = \"x\"\n";
        let book = sound(&[
            ("records/office.toml", name),
            ("records/roads/agency.toml", name),
            ("records/parks/agency.toml", name),
        ]);
        for (text, want) in [
            ("/records/roads/ @a/roads\n/records/parks/ @a/parks\n", State::Fine),
            ("records/roads/.* @a/roads\nrecords/parks/.* @a/parks\n", State::Fine),
            ("* @a/all\n", State::Fine),
            ("/records/ @a/all\n", State::Fine),
            ("/records/roads/ @a/roads\n# /records/parks/ @a/parks\n", State::Warning),
            (
                "/records/roads-north/ @a/roads\n/records/parks/ @a/parks\n",
                State::Warning,
            ),
            ("", State::Warning),
        ] {
            assert_eq!(owners(&book, text).state, want, "{text}");
        }
    }

    #[test]
    fn each_file_with_a_sample_address_is_named() {
        let office = "name = \"x\"\n[mail]\nfrom = \"a@bangkok.go.th\"\n";
        let book = |office: &str, agency: &str| {
            sound(&[("records/office.toml", office), ("records/roads/agency.toml", agency)])
        };
        let plain = "name = \"x\"\nemail = \"a@bangkok.go.th\"\n";
        assert_eq!(samples(&book(office, plain)).state, State::Fine);
        let head = "name = \"x\"\nhead = { name = \"h\", email = \"h@roads.example.org\" }\n";
        let check = samples(&book(office, head));
        assert_eq!(check.state, State::Warning);
        assert!(check.found.en.contains(": roads ·"), "{}", check.found.en);
        let linked = office.replace("[mail]", "site_url = \"https://x.example.org/\"\n[mail]");
        let check = samples(&book(&linked, plain));
        assert!(check.found.en.contains(": office ·"), "{}", check.found.en);
    }
}
