//! Head and foot of a letter, as the office's settings have them; what they do
//! not have stays empty, and the template draws a dotted line.

use serde::Serialize;

use super::dress;
use super::view::unbroken;
use crate::book::Register;
use crate::letter::words;
use crate::press::Press;

/// Head and foot.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Head {
    name: String,
    issuer: String,
    pub(super) short: String,
    address: String,
    address_lines: Vec<String>,
    phone: String,
    mailbox: String,
    survey: String,
    signer: String,
    position: Vec<String>,
    emblem: String,
}

/// Returns the head and foot of the office's letters.
pub(super) fn of(register: &Register<'_>, press: &Press) -> Head {
    let office = &register.book.office;
    let letter = &office.letter;
    let name = words::line(&office.name);
    let signer = letter.signer.as_ref();
    Head {
        issuer: letter.issuer.as_deref().map_or_else(|| name.clone(), words::line),
        short: words::short(&office.name).unwrap_or_default(),
        address: letter.address.as_deref().map(words::line).unwrap_or_default(),
        address_lines: letter.address.as_deref().map(lines).unwrap_or_default(),
        phone: unbroken(&letter.phone.as_deref().map(words::line).unwrap_or_default()),
        mailbox: office.mailbox().unwrap_or_default().to_owned(),
        survey: office.survey_url.clone().unwrap_or_default(),
        signer: signer.map(|signer| words::line(&signer.name)).unwrap_or_default(),
        position: signer.map(|signer| lines(&signer.position)).unwrap_or_default(),
        emblem: dress::emblem(press),
        name,
    }
}

/// The lines of a setting that may have several.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(words::line).filter(|line| !line.is_empty()).collect()
}
