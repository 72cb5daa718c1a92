//! An agency whose money and guarantees the office keeps.

use super::person::{self, Person};
use crate::money::Satang;
use crate::text::{Faults, Placed, table};

/// ส่วนราชการ/หน่วยงาน.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Its folder.
    pub slug: String,
    /// Full Thai name.
    pub name: String,
    /// English name.
    pub name_en: Option<String>,
    /// Short Thai name, such as `สลป.`
    pub short: Option<String>,
    /// Unit code.
    pub code: Option<String>,
    /// The mailbox announced for electronic contact.
    pub email: Option<Placed<String>>,
    /// Whether an address is written that is none: told already, and not missing too.
    pub email_told: bool,
    /// Its head.
    pub head: Option<Person>,
    /// Ceiling of its imprest float.
    pub imprest_ceiling: Option<Placed<Satang>>,
}

/// Reads an agency's file.
#[must_use]
pub fn read(slug: &str, faults: &Faults<'_>) -> Option<Agency> {
    let mut root = table::read(faults.source, faults);
    let name = root.required_text("name", "\"สำนักงาน…\"");
    let name_en = root.text("name_en").map(|text| text.value);
    let short = root.text("short").map(|text| text.value);
    let code = root.text("code").map(|text| text.value);
    let email = person::address(&mut root, "email");
    let email_told = email.is_none() && root.has("email");
    let head = root.table("head").and_then(person::read);
    let imprest_ceiling = root.amount("imprest_ceiling");
    root.finish();
    Some(Agency {
        slug: slug.to_owned(),
        name: name?.value,
        name_en,
        short,
        code,
        email,
        email_told,
        head,
        imprest_ceiling,
    })
}
