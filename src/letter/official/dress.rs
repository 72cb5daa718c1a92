//! What a page wears: its letters and, where the office has one, its emblem.
//! They are part of the page, so that it prints anywhere and its bytes are the
//! whole letter.

use std::fmt::Write;

use crate::letter::header::base64;
use crate::press::Press;

/// The fonts of a letter: asset, weight, characters.
const FONTS: [(&str, &str, &str); 3] = [
    (
        "assets/fonts/sarabun-thai-400.woff2",
        "400",
        "U+0E00-0E7F,U+200B-200D,U+25CC",
    ),
    (
        "assets/fonts/sarabun-thai-600.woff2",
        "600",
        "U+0E00-0E7F,U+200B-200D,U+25CC",
    ),
    (
        "assets/fonts/sarabun-latin-400.woff2",
        "400",
        "U+0000-00FF,U+2000-206F,U+20AC,U+2212",
    ),
];

/// Stands in a template where the fonts go.
const SLOT: &str = "/* fonts */";

/// Puts the fonts into a page.
pub(super) fn dressed(html: &str, press: &Press) -> String {
    let mut faces = String::new();
    for (name, weight, range) in FONTS {
        let data = base64(press.asset(name).unwrap_or_default());
        let _ = writeln!(
            faces,
            "@font-face{{font-family:Sarabun;font-weight:{weight};src:url(data:font/woff2;base64,{data}) format(\"woff2\");unicode-range:{range}}}"
        );
    }
    html.replacen(SLOT, faces.trim_end(), 1)
}

/// Returns the office's emblem as an address of data; empty without one.
/// None is built in: the Garuda is the state's.
pub(super) fn emblem(press: &Press) -> String {
    let own = press.emblem();
    own.map_or_else(String::new, |own| {
        format!("data:{};base64,{}", own.media, base64(own.bytes))
    })
}
