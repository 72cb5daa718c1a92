//! From the bytes of a file to a workbook, or to one clear sentence why not.
//!
//! The file's content decides what it is, never its ending. Values are read,
//! nothing runs: macros are left where they are, formulas give the result that
//! was saved with them. Whatever is larger than an office's book could be is
//! refused before it is unpacked.

mod biff;
mod ods;
mod scan;
mod xls;
mod xlsx;

use std::io::Cursor;

use zip::ZipArchive;

use super::csv;
use super::grid::Workbook;
use crate::text::Words;

/// The largest file that is opened: a register of a hundred thousand contracts
/// has some ten megabytes.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The most bytes that a workbook may unpack to.
pub(super) const LARGEST_UNPACKED: u64 = 512 * 1024 * 1024;

/// The most cells that may hold anything, in all sheets together.
pub(super) const MOST_CELLS: usize = 5_000_000;

/// The most bytes of text that the cells may hold together.
pub(super) const MOST_TEXT: usize = 256 * 1024 * 1024;

/// The most bytes of text that one cell may hold: four times what Excel keeps.
const LONGEST_TEXT: usize = 256 * 1024;

/// Why a file cannot be read as a workbook at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is the matter and what to do.
    pub words: Words,
}

impl Unreadable {
    /// Makes the reason, Thai first.
    #[must_use]
    pub fn of(th: impl Into<String>, en: impl Into<String>) -> Unreadable {
        Unreadable {
            words: Words::new(th, en),
        }
    }

    fn password() -> Unreadable {
        Unreadable::of(
            "แฟ้มนี้ล็อกด้วยรหัสผ่าน เปิดใน Excel แล้วเลือก แฟ้ม > ข้อมูล > ป้องกันเวิร์กบุ๊ก > เข้ารหัสด้วยรหัสผ่าน ลบรหัสออก บันทึก แล้วนำเข้าใหม่",
            "this file is locked with a password: open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password, save, and import again",
        )
    }

    fn broken(reason: &str) -> Unreadable {
        Unreadable::of(
            format!("แฟ้มนี้ไม่ครบหรือเสีย ({reason}) คัดลอกหรือดาวน์โหลดใหม่ทั้งแฟ้ม หรือเปิดใน Excel แล้วบันทึกเป็น .xlsx"),
            format!(
                "this file is cut short or damaged ({reason}): copy or download the whole file again, or open it in Excel and save it as .xlsx"
            ),
        )
    }

    fn too_large(what: &str, en: &str) -> Unreadable {
        Unreadable::of(
            format!("แฟ้มนี้ใหญ่เกินทะเบียนของสำนักงาน ({what}) ลบแผ่นงาน แถว หรือรูปภาพที่ไม่ใช่ทะเบียน หรือแยกเป็นปีละแฟ้ม"),
            format!(
                "this file is larger than any register of an office ({en}): delete sheets, rows or pictures that are no register, or split it by year"
            ),
        )
    }
}

/// How much of a workbook's cells has been read, against the limits.
#[derive(Debug, Default)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// Counts one cell and the length of its text.
    pub(super) fn spend(&mut self, text: usize) -> Result<(), Unreadable> {
        self.cells += 1;
        if text > LONGEST_TEXT {
            return Err(Unreadable::too_large(
                "ช่องเดียวมีข้อความเกิน 256 กิบิไบต์",
                "more than 256 KiB of text in one cell",
            ));
        }
        if self.cells > MOST_CELLS {
            return Err(Unreadable::too_large("เกิน 5 ล้านช่อง", "more than 5 million cells"));
        }
        self.letters(text)
    }

    /// Counts text that is no cell yet.
    fn letters(&mut self, text: usize) -> Result<(), Unreadable> {
        self.text += text;
        if self.text > MOST_TEXT {
            return Err(Unreadable::too_large(
                "ข้อความเกิน 256 เมบิไบต์",
                "more than 256 MiB of text",
            ));
        }
        Ok(())
    }
}

/// Reads a workbook from a file's bytes; `name` is the file's without its
/// ending, and names the one sheet of a CSV.
///
/// # Errors
///
/// [`Unreadable`], in the officer's words.
pub fn open(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Unreadable::too_large("เกิน 64 เมบิไบต์", "more than 64 MiB"));
    }
    match bytes {
        [] => Err(Unreadable::of("แฟ้มนี้ว่าง", "this file is empty")),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => guarded(|| xls::read(bytes)),
        [b'P', b'K', ..] => zipped(bytes),
        _ if markup(bytes) => Err(Unreadable::of(
            "ข้างในแฟ้มนี้เป็นหน้าเว็บหรือ XML ไม่ใช่แฟ้ม Excel แม้ชื่อลงท้ายด้วย .xls เปิดใน Excel แล้วบันทึกเป็น .xlsx ก่อน",
            "inside, this file is a web page or XML, not an Excel file, whatever its name ends in: open it in Excel and save it as .xlsx first",
        )),
        [b'%', b'P', b'D', b'F', ..] => Err(Unreadable::of(
            "แฟ้มนี้เป็น PDF นำเข้าได้เฉพาะ .xlsx .xls .ods และ .csv ขอแฟ้มต้นทางจากผู้ทำ",
            "this file is a PDF; what can be imported is .xlsx, .xls, .ods and .csv: ask its maker for the original",
        )),
        _ => csv::read(name, bytes),
    }
}

/// Runs a reader that is not our own. It may not have been written for every
/// file that a torn disk leaves behind: where it gives up, the file is at fault.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Unreadable::broken("โครงสร้างในแฟ้ม · its inner structure")))
}

/// A ZIP: which program's is told by the names inside.
fn zipped(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::broken(&error.to_string()))?;
    let names: Vec<String> = zip.file_names().flatten().map(|name| name.to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|one| one == name);
    if has("content.xml") && has("mimetype") {
        return ods::read(&mut zip);
    }
    if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Err(Unreadable::of(
            "แฟ้มนี้เป็น .xlsb เปิดใน Excel แล้วบันทึกเป็น .xlsx ก่อน",
            "this file is an .xlsb: open it in Excel and save it as .xlsx first",
        ));
    }
    if !has("[content_types].xml") || !names.iter().any(|name| name.ends_with("workbook.xml")) {
        return Err(Unreadable::of(
            "แฟ้มนี้เป็น ZIP ที่ไม่มีแผ่นงานอยู่ข้างใน นำเข้าแฟ้ม .xlsx .xls .ods หรือ .csv",
            "this file is a ZIP without a workbook inside; import an .xlsx, .xls, .ods or .csv",
        ));
    }
    let mut book = guarded(|| xlsx::read(bytes, &mut zip))?;
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
        book.notes.push(Words::new(
            "แฟ้มนี้มีแมโคร อ่านเฉพาะค่าในช่อง ไม่มีแมโครใดทำงาน",
            "this file holds macros: only the values of cells were read, no macro ran",
        ));
    }
    Ok(book)
}

/// Whether a file that is no workbook is a page or XML: web systems write
/// `.xls` files so.
fn markup(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    ["<?xml", "<html", "<!doctype", "<table", "<meta", "mime-version:"]
        .iter()
        .any(|start| head.starts_with(start))
}

#[cfg(test)]
mod tests;
