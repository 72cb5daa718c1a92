//! The agencies of a new book: the nine of the Permanent Secretary's office of
//! Bangkok, offered by number, or an office's own.

use super::fill::{canonical, fill, key, quoted};
use super::{File, shipped};
use crate::record::id::{Place, place};
use crate::record::shape;
use crate::text::Words;

/// An agency as it was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// Its folder.
    pub slug: String,
    /// Its Thai name.
    pub name: String,
    /// Its English name.
    pub name_en: Option<String>,
    /// Its short name.
    pub short: Option<String>,
    /// Its unit code.
    pub code: Option<String>,
    /// Its mailbox.
    pub email: Option<String>,
}

/// An agency that is known by its folder's name: folder, Thai, English, short, code.
pub type Known = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// The nine agencies.
pub const NINE: [Known; 9] = [
    (
        "secretariat",
        "สำนักงานเลขานุการปลัดกรุงเทพมหานคร",
        "Office of the Secretary to the Permanent Secretary for the BMA",
        "สลป.",
        "04210000",
    ),
    (
        "administration-registration",
        "สำนักงานปกครองและทะเบียน",
        "Administration and Registration Office",
        "สปท.",
        "04170000",
    ),
    (
        "internal-audit",
        "สำนักงานตรวจสอบภายใน",
        "Internal Audit Office",
        "สตน.",
        "04180000",
    ),
    ("personnel", "สำนักงานการเจ้าหน้าที่", "Personnel Office", "สกจ.", "04190000"),
    (
        "training-institute",
        "สถาบันพัฒนาข้าราชการกรุงเทพมหานคร",
        "BMA Officials Development Institute",
        "สพข.",
        "04090000",
    ),
    (
        "law-litigation",
        "สำนักงานกฎหมายและคดี",
        "Law and Litigation Office",
        "สกค.",
        "04150000",
    ),
    (
        "public-relations",
        "สำนักงานประชาสัมพันธ์",
        "Public Relations Office",
        "สปส.",
        "04200000",
    ),
    (
        "inspectors-general",
        "กองงานผู้ตรวจราชการ",
        "Inspectors-General Affairs Division",
        "กงต.",
        "04080000",
    ),
    (
        "international-affairs",
        "สำนักงานการต่างประเทศ",
        "International Affairs Office",
        "สกต.",
        "04160000",
    ),
];

/// Returns the known agency of a folder.
#[must_use]
pub fn known(slug: &str) -> Option<Agency> {
    let (slug, name, name_en, short, code) = NINE.iter().find(|(known, ..)| *known == slug)?;
    Some(Agency {
        slug: (*slug).to_owned(),
        name: (*name).to_owned(),
        name_en: Some((*name_en).to_owned()),
        short: Some((*short).to_owned()),
        code: Some((*code).to_owned()),
        email: None,
    })
}

/// Reads the name of an agency's folder.
///
/// # Errors
///
/// What to write instead, where no agency's folder may bear the name.
pub fn slug(text: &str) -> Result<String, Words> {
    let slug = text.trim().to_owned();
    let is_sound = slug.len() <= 60 && slug.starts_with(|c: char| c.is_ascii_alphanumeric());
    match place(&format!("records/{slug}/agency.toml")) {
        Place::Agency(_) if is_sound => Ok(slug),
        _ => Err(Words::new(
            format!("ชื่อโฟลเดอร์ \"{slug}\" ใช้ไม่ได้ ใช้ a-z 0-9 และขีด เช่น public-relations"),
            format!("\"{slug}\" is no name for an agency's folder; use a-z, 0-9 and hyphens, such as public-relations"),
        )),
    }
}

/// Returns an agency's file.
#[must_use]
pub(super) fn file(agency: &Agency) -> File {
    let line = |name: &str, value: &Option<String>, example: &str| key(name, value.as_deref(), example);
    let text = fill(
        shipped::AGENCY,
        &[
            ("name", &quoted(&agency.name)),
            ("name_en", &line("name_en", &agency.name_en, "\"… Office\"")),
            ("short", &line("short", &agency.short, "\"สลป.\"")),
            ("code", &line("code", &agency.code, "\"04210000\"")),
            (
                "email",
                &line(
                    "email",
                    &agency.email,
                    "\"…\"   # กล่องจดหมายกลางที่ประกาศเป็นช่องทางอิเล็กทรอนิกส์",
                ),
            ),
        ],
    );
    File::new(
        format!("records/{}/agency.toml", agency.slug),
        canonical(shape::File::Agency, text),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_the_book_or_the_site_is_no_agency() {
        for good in ["roads", "ard-2", "9"] {
            assert!(slug(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "rules",
            "holidays",
            "journal",
            "approvals",
            "survey",
            "balances",
            "en",
            "assets",
            "../x",
            "a/b",
            "กองคลัง",
            "A",
            "-a",
            "a b",
            ".git",
        ] {
            assert!(slug(bad).is_err(), "{bad}");
        }
        assert!(slug(&"a".repeat(61)).is_err());
    }
}
