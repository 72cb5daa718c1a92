//! The head and foot of the office's official letters (`[letter]` of
//! `office.toml`). All of it is optional: what is missing is printed as a
//! dotted line to be filled in by hand.

use crate::text::Table;

/// The digits that a letter prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0-9.
    #[default]
    Arabic,
    /// ๐-๙.
    Thai,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Full name with its title.
    pub name: String,
    /// ตำแหน่ง; two lines where the signer acts for another.
    pub position: String,
}

/// What every letter of the office bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The part of ที่ before the running number: `กท 0303/`.
    pub number: Option<String>,
    /// ส่วนราชการเจ้าของหนังสือ of an external letter, where it is not the
    /// office's own name.
    pub issuer: Option<String>,
    /// Where the office is.
    pub address: Option<String>,
    /// โทร.
    pub phone: Option<String>,
    /// Who signs.
    pub signer: Option<Signer>,
    /// Digits.
    pub digits: Digits,
    /// How many days a letter gives to answer it.
    pub answer_days: i64,
}

/// Without a word of the office: a week.
const ANSWER_DAYS: i64 = 7;

impl Default for Letterhead {
    fn default() -> Letterhead {
        Letterhead {
            number: None,
            issuer: None,
            address: None,
            phone: None,
            signer: None,
            digits: Digits::Arabic,
            answer_days: ANSWER_DAYS,
        }
    }
}

/// Reads `[letter]`.
#[must_use]
pub fn read(mut table: Table<'_, '_>) -> Letterhead {
    let head = Letterhead {
        number: table.text("number").map(|text| text.value),
        issuer: table.text("issuer").map(|text| text.value),
        address: table.text("address").map(|text| text.value),
        phone: table.text("phone").map(|text| text.value),
        signer: table.table("signer").and_then(signer),
        digits: table
            .choice("digits", &[("arabic", Digits::Arabic), ("thai", Digits::Thai)])
            .map_or(Digits::Arabic, |digits| digits.value),
        answer_days: table
            .integer_within("answer_days", 1..=90)
            .map_or(ANSWER_DAYS, |days| days.value),
    };
    table.finish();
    head
}

fn signer(mut table: Table<'_, '_>) -> Option<Signer> {
    let name = table.required_text("name", "\"นางสาว…\"");
    let position = table.required_text("position", "\"หัวหน้าฝ่ายการคลัง\"");
    table.finish();
    Some(Signer {
        name: name?.value,
        position: position?.value,
    })
}
