//! What stands at a path of a book, judged alike whether a folder holds it or a
//! commit: what `check` finds on the disk, a delivery finds in the commit.

use crate::book::gather::{Files, is_kept};
use crate::press::Own;
use crate::record::{Place, id};
use crate::text::{Code, Diagnostic, Source, Words};

/// No record is larger: a hundred thousand clearings would fit.
const LARGEST_FILE: u64 = 1024 * 1024;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// A file.
    File,
    /// A link, wherever it points.
    Link,
    /// Another repository, with files of which the book's own knows nothing.
    Repository,
    /// A folder; or a pipe or device, which would be read for ever.
    Other,
}

/// Returns whether the bytes at a path below `records/` are wanted. What should
/// not stand there is a finding.
pub(super) fn wants(path: &str, stands: Stands, files: &mut Files) -> bool {
    if path.split('/').any(|part| part.starts_with('.')) {
        return false;
    }
    let finding = match stands {
        Stands::File if is_kept(path) || id::is_read(path) => return true,
        Stands::File => passed_by(path),
        // Where a link points only the disk can tell: a folder behind it would
        // hide its records from whoever reads the commit.
        Stands::Link => Some(symlink(path)),
        Stands::Repository => Some(repository(path)),
        Stands::Other => id::is_read(path).then(|| folder(path)),
    };
    files.findings.extend(finding);
    false
}

/// Takes in the bytes of a file that [`wants`] has asked for.
pub(super) fn take(path: String, bytes: Vec<u8>, files: &mut Files) {
    if is_kept(&path) {
        return files.keep(path, bytes);
    }
    match fits(&path, bytes.len() as u64).and_then(|()| text(&path, bytes)) {
        Ok(source) => files.sources.push(source),
        Err(finding) => files.findings.push(*finding),
    }
}

/// Puts a file where it belongs among the office's own.
pub(super) fn put(own: &mut Own, name: String, bytes: Vec<u8>) {
    let path = format!("templates/{name}");
    let put = fits(&path, bytes.len() as u64).and_then(|()| {
        if Own::is_text(&name) {
            own.texts.insert(name, text(&path, bytes)?.text);
        } else {
            own.pictures.insert(name, bytes);
        }
        Ok(())
    });
    own.findings.extend(put.err().map(|finding| *finding));
}

/// Judges the size of a file.
///
/// # Errors
///
/// A finding where it is larger than any file of a book.
pub(super) fn fits(path: &str, size: u64) -> Result<(), Box<Diagnostic>> {
    if size <= LARGEST_FILE {
        return Ok(());
    }
    Err(Box::new(Diagnostic::of_file(
        Code::FileTooLarge,
        path,
        Words::new(
            format!("แฟ้มมีขนาด {size} ไบต์ เกิน 1 เมบิไบต์"),
            format!("The file has {size} bytes, more than a mebibyte"),
        ),
        if path.starts_with("templates/") {
            Words::new(
                "ย่อภาพหรือแบ่งแฟ้ม ทุกหน้าของเว็บต้องโหลดแฟ้มนี้",
                "Make the picture smaller or split the file; every page of the site loads it",
            )
        } else if id::place(path) == Place::Answers {
            Words::new(
                "ลบคอลัมน์ที่ไม่ใช้ เช่นข้อเสนอแนะ หรือแยกเป็นปีละแฟ้ม",
                "Delete columns that are not needed, such as comments, or split it by year",
            )
        } else {
            Words::new(
                "ตรวจว่าเป็นระเบียนจริง ไม่ใช่แฟ้มอื่นที่ตั้งชื่อ .toml",
                "Check that it is a record, not another file named .toml",
            )
        },
    )))
}

/// Turns bytes into a source, or says where they are not UTF-8.
///
/// # Errors
///
/// A finding at the first byte that is not UTF-8.
pub(super) fn text(path: &str, bytes: Vec<u8>) -> Result<Source, Box<Diagnostic>> {
    String::from_utf8(bytes)
        .map(|text| Source::new(path, text))
        .map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let (line, column) = Source::new(path, before).position(valid);
            let mut finding = Diagnostic::of_file(
                Code::NotUtf8,
                path,
                Words::new("ตั้งแต่จุดนี้ตัวอักษรไม่ใช่ UTF-8", "From here on the text is not UTF-8"),
                if id::place(path) == Place::Answers {
                    Words::new(
                        "บันทึกใหม่เป็น UTF-8 (ใน Excel: บันทึกเป็น > CSV UTF-8 (คั่นด้วยจุลภาค))",
                        "Save it as UTF-8 (in Excel: Save as > CSV UTF-8 (Comma delimited))",
                    )
                } else {
                    Words::new(
                        "บันทึกแฟ้มใหม่เป็น UTF-8 (ใน Notepad: บันทึกเป็น > การเข้ารหัส UTF-8)",
                        "Save the file as UTF-8 (in Notepad: Save as > Encoding UTF-8)",
                    )
                },
            );
            (finding.line, finding.column) = (line, column);
            Box::new(finding)
        })
}

/// The finding about a file that the book does not read, where somebody may
/// think that it does.
fn passed_by(path: &str) -> Option<Diagnostic> {
    match id::place(path) {
        Place::Misplaced(th, en) => Some(misplaced(path, Words::new(th, en))),
        _ => looks_like_record(path).then(|| misnamed(path)),
    }
}

/// Returns whether a file that the book does not read bears a record's name in
/// another dress: `advance-0002.toml.txt`, as Notepad saves it, or `.TOML`.
fn looks_like_record(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let own = ["advance-", "guarantee-", "project-", "agency.", "office."]
        .iter()
        .any(|start| name.starts_with(start));
    name.contains(".toml") || (own && !path.starts_with("records/journal/"))
}

/// The finding about a sheet that no format of the book is.
fn misplaced(path: &str, help: Words) -> Diagnostic {
    Diagnostic::of_file(
        Code::MisplacedFile,
        path,
        Words::new("สมุดไม่อ่านแฟ้มชนิดนี้ตรงนี้", "The book does not read such a file here"),
        help,
    )
}

fn misnamed(path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    // What an editor or Explorer left beside a record must not take its place.
    if !name.ends_with(".txt") && !name.ends_with(".toml") {
        return misplaced(
            path,
            Words::new(
                format!("ถ้าเป็นสำเนาหรือเอกสารแนบ ย้ายออกจากสมุด ถ้าเป็นระเบียน เปลี่ยนชื่อเป็น  {stem}.toml  เมื่อยังไม่มีแฟ้มชื่อนั้น"),
                format!(
                    "Move a copy or an attachment out of the book; a record is renamed to  {stem}.toml  where no such file stands yet"
                ),
            ),
        );
    }
    Diagnostic::of_file(
        Code::MisplacedFile,
        path,
        Words::new(
            "ชื่อแฟ้มไม่ลงท้ายด้วย .toml สมุดจึงไม่อ่านแฟ้มนี้",
            "The name does not end in .toml, so the book does not read this file",
        ),
        Words::new(
            format!("เปลี่ยนชื่อเป็น  {stem}.toml  (Notepad เติม .txt ให้: เลือกชนิดแฟ้ม \"ทุกแฟ้ม\" ตอนบันทึก)"),
            format!("Rename it to  {stem}.toml  (Notepad adds .txt: choose \"All files\" when saving)"),
        ),
    )
}

/// The finding about a link in place of a file.
pub(super) fn symlink(path: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::Symlink,
        path,
        Words::new(
            "แฟ้มนี้เป็นลิงก์ สมุดไม่อ่านแฟ้มที่ชี้ออกไปที่อื่น",
            "This is a symbolic link; the book reads no file that points elsewhere",
        ),
        Words::new("แทนลิงก์ด้วยแฟ้มจริง", "Put the file itself here"),
    )
}

/// The finding about a folder that is named like a file.
fn folder(path: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::NotAFile,
        path,
        Words::new(
            "นี่ไม่ใช่แฟ้ม แต่เป็นโฟลเดอร์ที่ตั้งชื่อเหมือนแฟ้ม",
            "This is no file, but a folder that is named like one",
        ),
        Words::new(
            "เปลี่ยนชื่อโฟลเดอร์ไม่ให้ลงท้ายด้วย .toml หรือ .csv",
            "Rename the folder so that it does not end in .toml or .csv",
        ),
    )
}

/// The finding about a repository within the book's own.
fn repository(path: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::NotAFile,
        path,
        Words::new(
            "โฟลเดอร์นี้เป็นที่เก็บ git อีกแห่ง commit ของสมุดจึงไม่มีแฟ้มข้างใน",
            "This folder is another git repository, so no commit of the book holds its files",
        ),
        Words::new(
            "ย้ายโฟลเดอร์ .git ข้างในออกไป แล้ว git rm --cached โฟลเดอร์นี้และ git add ใหม่",
            "Move the .git inside it away, then git rm --cached this folder and git add it again",
        ),
    )
}
