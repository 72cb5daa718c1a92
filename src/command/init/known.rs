//! `init` where a book stands already: what it is, and which of the program's
//! own files this version would write otherwise. Nothing is changed.

use std::path::Path;

use serde::Serialize;

use super::super::args::Options;
use super::super::desk::{self, Desk};
use super::super::{Failure, Outcome};
use crate::founding::{self, Difference};
use crate::world::disk;

#[derive(Serialize)]
struct Answer {
    root: String,
    existed: bool,
    written: [String; 0],
    differs: Vec<String>,
    missing: Vec<String>,
}

/// Tells of a book.
///
/// # Errors
///
/// [`Failure`] where it cannot be read.
pub(super) fn tell(options: &Options, folder: &Path) -> Result<Outcome, Failure> {
    let here = Options {
        root: Some(folder.to_owned()),
        ..options.clone()
    };
    let desk = Desk::new(&here)?;
    let book = desk.gather()?.book;
    let read = |path: &str| disk::read_file(&folder.join(path)).ok();
    let (kind, program) = founding::automated(read);
    let wanted = founding::of_the_program(kind, program.as_deref(), env!("CARGO_PKG_VERSION"));
    let differences = founding::differences(&wanted, read);
    if desk.json {
        let of = |wanted: bool| {
            let path = |one: &Difference| match one {
                Difference::Other(path) if wanted => Some(path.clone()),
                Difference::Missing(path) if !wanted => Some(path.clone()),
                _ => None,
            };
            differences.iter().filter_map(path).collect()
        };
        desk::answer_json(&Answer {
            root: folder.display().to_string(),
            existed: true,
            written: [],
            differs: of(true),
            missing: of(false),
        });
        return Ok(Outcome::Fine);
    }
    let (name, folder) = (&book.office.name, folder.display());
    let (agencies, records) = (
        book.agencies.len(),
        book.advances.len() + book.guarantees.len() + book.projects.len(),
    );
    let (th, en) = (
        format!("{folder} มีสมุดอยู่แล้ว: {name} · {agencies} ส่วนราชการ · {records} ระเบียน ไม่ได้แก้อะไร"),
        format!("{folder} has a book already: {name} · {agencies} agencies · {records} records; nothing was changed"),
    );
    desk::answer(desk.say(&th, &en));
    for one in &differences {
        let (th, en) = match one {
            Difference::Other(path) => (format!("  ต่างจากที่รุ่นนี้เขียน  {path}"), format!("  differs  {path}")),
            Difference::Missing(path) => (format!("  ยังไม่มี              {path}"), format!("  missing  {path}")),
        };
        desk::answer(desk.say(&th, &en));
    }
    let (th, en) = if differences.is_empty() {
        (
            "แฟ้มของโปรแกรมตรงกับที่รุ่นนี้เขียนทุกแฟ้ม",
            "the program's own files are as this version writes them",
        )
    } else {
        (
            "ดูของรุ่นนี้ได้โดยตั้งสมุดลองในโฟลเดอร์ว่าง แล้วเทียบและคัดลอกเฉพาะที่ต้องการ",
            "to see this version's, found a trial book in an empty folder, then compare and copy what you want",
        )
    };
    desk.story(desk.say(th, en));
    Ok(Outcome::Fine)
}
