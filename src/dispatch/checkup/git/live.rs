//! The live book: the one place that may write to people.

use super::Branch;
use crate::dispatch::checkup::{Check, Matter, say};
use crate::text::Words;

/// Judges whether this is the live book.
pub(super) fn real(branch: &Branch, live: Option<&str>) -> Check {
    let here = branch.remote.as_ref().map_or("", |(_, place)| place);
    match live {
        Some(live) if live == here => Check::fine("live", Words::new(live, live)),
        Some(live) => copy(here, live),
        None => {
            let line = if here.is_empty() {
                "git.example.go.th/finance/book"
            } else {
                here
            };
            Check::warning(
                "live",
                say((
                    "ไม่ได้ตั้ง mail.live สำเนาใดก็ตามที่มีรหัสผ่านอีเมลจึงส่งถึงคนได้",
                    "mail.live is not set, so any copy that has the mail password may write to people",
                )),
                Words::new(
                    format!("เขียน  live = \"{line}\"  ใน [mail] ของ records/office.toml"),
                    format!("write  live = \"{line}\"  in [mail] of records/office.toml"),
                ),
            )
        }
    }
}

/// What a book is told that is not the live one.
pub(super) fn copy(here: &str, live: &str) -> Check {
    if here.is_empty() {
        return Check::wrong(
            "live",
            Matter::Settings,
            Words::new(
                format!("สมุดนี้ยังไม่ต่อกับที่เก็บใด ส่งถึงคนได้จาก {live} เท่านั้น"),
                format!("this book has no remote yet; only {live} writes to people"),
            ),
            Words::new(
                format!("git remote add origin https://{live}.git แล้ว git push -u origin main"),
                format!("git remote add origin https://{live}.git, then git push -u origin main"),
            ),
        );
    }
    Check::wrong(
        "live",
        Matter::Settings,
        Words::new(
            format!("นี่คือสำเนา ({here}) ส่งถึงคนได้จาก {live} เท่านั้น"),
            format!("this is a copy ({here}); only {live} writes to people"),
        ),
        say((
            "ส่งจากที่เก็บตัวจริง หรือแก้ mail.live ใน records/office.toml ถ้าย้ายที่เก็บ",
            "send from the live repository; if it has moved, correct mail.live in records/office.toml",
        )),
    )
}
