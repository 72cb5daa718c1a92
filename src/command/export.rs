//! `export`: the registers out, as a workbook to edit and bring back, or as
//! the files that the site offers.

use std::path::{Path, PathBuf};

use super::args::{AudienceArg, ExportArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome, build};
use crate::book::Register;
use crate::record::{Audience, Kind};
use crate::site;
use crate::site::download::{self, Scope};
use crate::text::{Lang, Words};
use crate::workbook::export::{self, Filter};
use crate::world::disk;

/// Runs `export`.
pub(super) fn run(options: &Options, args: &ExportArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    if desk.json && (args.csv || args.ics || args.xlsx) {
        return Err(Failure::usage(Words::new(
            "เลือกอย่างเดียว: --json --csv --ics หรือ --xlsx",
            "choose one of --json, --csv, --ics, --xlsx",
        )));
    }
    let gathered = desk.gather()?;
    let register = Register::new(&gathered.book, desk.today);
    let filter = filter(args, &gathered.book)?;
    if args.csv || args.ics || desk.json {
        let findings = desk.findings(&gathered, &register);
        if desk.stops(&gathered, &findings) {
            return Ok(Outcome::Findings);
        }
        return site_file(&desk, args, &register, &filter);
    }
    if args.audience == Some(AudienceArg::Public) {
        return Err(Failure::usage(Words::new(
            "สมุดที่แก้แล้วนำกลับมีชื่อทุกคน จึงไม่มีแบบ --audience public ตารางที่ไม่มีชื่อใช้ --csv หรือ --json",
            "the workbook that comes back holds every name: there is none for --audience public; a table without names is --csv or --json",
        )));
    }
    let exported = export::workbook(&gathered.book, &filter, desk.today).map_err(|error| {
        Failure::usage(Words::new(
            format!("ทำสมุด Excel ไม่ได้: {error}"),
            format!("the workbook cannot be made: {error}"),
        ))
    })?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("duebook.xlsx"));
    put(&out, &exported.bytes)?;
    let (n, kept) = (exported.records, exported.kept.len());
    desk.story(desk.say(
        &format!("นำออก {n} ระเบียน แก้แล้วนำกลับด้วย  duebook import {}", out.display()),
        &format!("{n} records taken out; edit, then  duebook import {}", out.display()),
    ));
    if kept > 0 {
        desk.story(desk.say(
            &format!("{kept} ช่องมีข้อความที่ Excel เก็บไม่ครบ แก้ได้ในแฟ้มระเบียนเท่านั้น (รายชื่อในแผ่น อ่านก่อน)"),
            &format!("{kept} cells hold text that a spreadsheet would not keep; edit those in their files (listed in the first sheet)"),
        ));
    }
    let parts: Vec<String> = gathered
        .book
        .parts
        .iter()
        .filter(|part| filter.takes(&part.id))
        .map(|part| part.id.to_string())
        .collect();
    if !parts.is_empty() {
        let list = parts.join(" ");
        desk.story(desk.say(
            &format!("ไม่ได้นำออก เพราะยังมีข้อผิดพลาด: {list}"),
            &format!("not taken out, for they have errors: {list}"),
        ));
    }
    Ok(Outcome::Fine)
}

fn filter(args: &ExportArgs, book: &crate::book::gather::Book) -> Result<Filter, Failure> {
    let kind = match &args.kind {
        None => None,
        Some(kind) => Some(
            Kind::ALL
                .iter()
                .find(|(name, _)| name == kind)
                .map(|(_, kind)| *kind)
                .ok_or_else(|| {
                    Failure::usage(Words::new(
                        format!("--kind {kind} ไม่มี เขียนเป็น advance guarantee หรือ project"),
                        format!("there is no --kind {kind}; write advance, guarantee or project"),
                    ))
                })?,
        ),
    };
    if let Some(unknown) = args.agency.iter().find(|agency| !book.agencies.contains_key(*agency)) {
        let known: Vec<&str> = book.agencies.keys().map(String::as_str).collect();
        let known = known.join(" · ");
        return Err(Failure::usage(Words::new(
            format!("ไม่มีหน่วยงาน \"{unknown}\" ที่มีคือ: {known}"),
            format!("there is no agency \"{unknown}\"; there are: {known}"),
        )));
    }
    Ok(Filter {
        agencies: args.agency.clone(),
        kind,
        fiscal_year: args.fiscal_year,
    })
}

/// A file that the site offers, the same bytes: the office's, or one agency's.
fn site_file(desk: &Desk, args: &ExportArgs, register: &Register<'_>, filter: &Filter) -> Result<Outcome, Failure> {
    if filter.kind.is_some() || filter.fiscal_year.is_some() || filter.agencies.len() > 1 {
        return Err(Failure::usage(Words::new(
            "--csv --json --ics นำออกทั้งสำนักงาน หรือหน่วยงานเดียวด้วย --agency",
            "--csv, --json and --ics take out the whole office, or one agency with --agency",
        )));
    }
    let audience = match args.audience {
        Some(AudienceArg::Public) => Audience::Public,
        Some(AudienceArg::Internal) => Audience::Internal,
        None => register.book.office.audience,
    };
    let agencies = &register.book.agencies;
    let agency = filter.agencies.first().and_then(|slug| agencies.get(slug));
    let scope = agency.map_or(Scope::Office, Scope::Agency);
    let press = desk.press()?;
    let stamp = build::stamp(desk, build::Told::Outline)?.stamp;
    let lang = if args.csv { desk.lang } else { Lang::Th };
    let site = site::desk::Desk::new(register, &press, audience, lang, &stamp);
    let file = match (args.csv, args.ics) {
        (true, _) => download::csv(&site, scope),
        (_, true) => download::ics(&site, scope),
        _ => download::json(&site, scope),
    };
    let path = &file.path;
    if audience == Audience::Public
        && !site::leak::Gate::new(register.book)
            .look_at_all(std::slice::from_ref(&file))
            .is_empty()
    {
        return Err(Failure::usage(Words::new(
            format!("{path} มีชื่อบุคคลหลุดไป จึงไม่เขียน ดูรายละเอียดด้วย  duebook build"),
            format!("a person's name slipped into {path}: not written; see  duebook build"),
        )));
    }
    // The file as it is, wherever it goes: its line ends are part of it.
    put(args.out.as_deref().unwrap_or(Path::new("-")), file.bytes())?;
    Ok(Outcome::Fine)
}

fn put(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if out == Path::new("-") {
        desk::answer_bytes(bytes);
        return Ok(());
    }
    disk::write(out, bytes).map_err(|error| Failure::disk(&out.display().to_string(), &error))
}
