//! What a page wears: its letters and, where the office has one, its emblem.
//! They are part of the page, so that it prints anywhere and its bytes are the
//! whole letter.

use crate::base64;
use crate::press::Press;
use crate::press::typeface::{LATIN_400, THAI_400, THAI_600};

/// Stands in a template where the fonts go.
const SLOT: &str = "/* fonts */";

/// Puts the fonts into a page.
pub(super) fn dressed(html: &str, press: &Press) -> String {
    let faces = press.faces(&[THAI_400, THAI_600, LATIN_400]);
    html.replacen(SLOT, faces.trim_end(), 1)
}

/// Returns the office's emblem as an address of data; empty without one.
/// None is built in: the Garuda is the state's.
pub(super) fn emblem(press: &Press) -> String {
    let own = press.emblem();
    own.map_or_else(String::new, |own| {
        format!("data:{};base64,{}", own.media, base64::text(own.bytes))
    })
}
