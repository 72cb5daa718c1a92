//! `audit --pack`: everything that an auditor takes along, in one file that he can
//! check without this program.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::book::Register;
use crate::book::gather::STAMP_CA;
use crate::command::desk::{self, Desk};
use crate::command::{Failure, build, log, mail};
use crate::dispatch::replay::{self, Again};
use crate::history::story::Chronicle;
use crate::record::shape::File;
use crate::record::{Audience, RecordId};
use crate::text::Words;
use crate::thai;
use crate::world::archive::Archive;
use crate::world::git;
use crate::world::git::deeds::Deeds;

/// What was found already, ready to be packed.
pub(super) struct Findings<'a> {
    pub(super) from: chrono::NaiveDate,
    pub(super) to: chrono::NaiveDate,
    /// The exceptions, as JSON and as CSV.
    pub(super) json: String,
    pub(super) csv: String,
    /// The sample as CSV, where one was drawn.
    pub(super) sample: Option<String>,
    /// Records that cannot be read.
    pub(super) unread: &'a [String],
}

/// What its README says of time stamps, where there are any.
const STAMPS: &str = include_str!("../../../templates/audit/STAMPS.txt");

/// The words of the pack's own README.
const README: &str = include_str!("../../../templates/audit/README.txt");

/// Writes the pack. The desk sits at a commit.
pub(super) fn write(desk: &Desk, register: &Register<'_>, findings: &Findings<'_>, path: &Path) -> Result<(), Failure> {
    let fault = |error: std::io::Error| Failure::disk(&path.display().to_string(), &error);
    let Some(commit) = &desk.at else {
        return Err(Failure::usage(Words::new(
            "ชุดหลักฐานทำจากรุ่นที่บันทึกแล้ว สมุดนี้ยังไม่มีประวัติใน git",
            "a pack is made of a commit; this book has no history in git",
        )));
    };
    let mut archive = Archive::begin(path).map_err(fault)?;
    let past = Deeds::whole(&desk.root, commit, false).map_err(|fault| desk::git_failure(&fault))?;
    archive
        .add("README.txt", readme(register, findings, commit).as_bytes())
        .map_err(fault)?;
    archive.add("exceptions.csv", findings.csv.as_bytes()).map_err(fault)?;
    archive
        .add("exceptions.json", findings.json.as_bytes())
        .map_err(fault)?;
    if let Some(sample) = &findings.sample {
        archive.add("sample.csv", sample.as_bytes()).map_err(fault)?;
    }
    for (id, text) in histories(desk, &past) {
        archive
            .add(&format!("history/{id}.txt"), text.as_bytes())
            .map_err(fault)?;
    }
    let files = git::files(&desk.root, commit, "records").map_err(|fault| desk::git_failure(&fault))?;
    for (name, bytes) in &files {
        archive.add(name, bytes).map_err(fault)?;
    }
    for (name, bytes) in mails(desk, register) {
        archive.add(&name, &bytes).map_err(fault)?;
    }
    let mut refused = None;
    build::render(desk, register, &desk.press()?, Audience::Internal, &mut |pages| {
        for page in pages {
            if refused.is_none() {
                refused = archive.add(&format!("site/{}", page.path), page.bytes()).err();
            }
        }
    })?;
    if let Some(error) = refused {
        return Err(fault(error));
    }
    let bundle = git::past::bundle(&desk.root, commit).map_err(|fault| desk::git_failure(&fault))?;
    archive.add("book.bundle", &bundle).map_err(fault)?;
    archive.finish(path).map_err(fault)
}

fn readme(register: &Register<'_>, findings: &Findings<'_>, commit: &git::Commit) -> String {
    let seal = register.book.journal.seals.range(..=findings.to).next_back();
    let example = register.entries.first().map(|entry| entry.id().to_string());
    README
        .replace("{office}", &register.book.office.name)
        .replace("{from}", &thai::date::long(findings.from))
        .replace("{to}", &thai::date::long(findings.to))
        .replace("{commit}", &commit.id)
        .replace(
            "{seal}",
            &seal.map_or_else(
                || "ยังไม่มี".to_owned(),
                |(day, seal)| format!("{} ({})", seal.sha256(), thai::date::medium(*day)),
            ),
        )
        .replace("{unread}", &unread(findings.unread))
        .replace("{stamps}", &stamps(register))
        .replace("{example}", &format!("{}.toml", example.unwrap_or_default()))
}

/// The records that the pack tells nothing of; nothing where there are none.
fn unread(paths: &[String]) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = paths.iter().map(|path| format!("  records/{path}.toml\n")).collect();
    let lines = lines.concat();
    format!("\nระเบียนต่อไปนี้อ่านไม่ได้ จึงไม่อยู่ในข้อพบ ทะเบียน และยอดรวม ดูในแฟ้มเอง:\n{lines}")
}

/// How to check the newest time stamp; nothing where there is none.
fn stamps(register: &Register<'_>) -> String {
    let newest = register.book.journal.stamps.keys().next_back();
    newest.map_or_else(String::new, |stamp| {
        STAMPS
            .replace("{ca}", STAMP_CA)
            .replace("{stamp}", stamp.trim_end_matches(".tsr"))
    })
}

/// The history of every record in words.
fn histories(desk: &Desk, past: &Chronicle) -> BTreeMap<RecordId, String> {
    past.iter()
        .map(|(id, deeds)| {
            let mut text = format!("{id}\n");
            for deed in deeds {
                let _ = write!(
                    text,
                    "\n{}\n",
                    log::lines(desk, deed, File::from(id.kind), None).join("\n")
                );
            }
            (id.clone(), text)
        })
        .collect()
}

/// The mails that were sent, made again; one that cannot be is named by a text in
/// its place.
fn mails(desk: &Desk, register: &Register<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (source, mails) in replay::made(&register.book.journal, |_| true) {
        for (made, again) in mails.iter().zip(mail::again(desk, &source, &mails)) {
            let name = format!("mails/{}", replay::name(&source, made));
            match again {
                Again::Same(bytes) => files.insert(format!("{name}.eml"), bytes),
                Again::Other(_) => files.insert(
                    format!("{name}.txt"),
                    "ทำซ้ำแล้วไม่ตรงกับค่าตรวจสอบในบันทึกการส่ง (โปรแกรมรุ่นอื่น หรือบันทึกถูกแก้)\n".into(),
                ),
                Again::NoSuchMail => files.insert(format!("{name}.txt"), "แผนของรุ่นข้อมูลและวันนั้นไม่มีอีเมลนี้\n".into()),
                Again::NotOf(key) => files.insert(format!("{name}.txt"), format!("อีเมลฉบับนี้ไม่ได้พูดถึง {key}\n").into()),
                Again::Unmade(why) => files.insert(format!("{name}.txt"), format!("ทำซ้ำไม่ได้: {why}\n").into()),
            };
        }
    }
    files
}
