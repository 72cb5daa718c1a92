//! The letters that pages and official letters are set in, as a style sheet
//! that carries them: whoever has the sheet has them, in a folder as on a
//! server, and no line moves when they come.

use std::fmt::Write;

use super::Press;
use crate::base64;

/// One face: weight and script of Sarabun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face {
    /// The font file; an office's own of that name takes its place.
    asset: &'static str,
    weight: u16,
    /// The characters that it is asked for.
    range: &'static str,
}

const THAI: &str = "U+0E00-0E7F,U+200B-200D,U+25CC";
const LATIN: &str = "U+0000-00FF,U+2000-206F,U+20AC,U+2212";

const fn face(asset: &'static str, weight: u16, range: &'static str) -> Face {
    Face { asset, weight, range }
}

/// Thai, regular.
pub(crate) const THAI_400: Face = face("assets/fonts/sarabun-thai-400.woff2", 400, THAI);
/// Thai, bold.
pub(crate) const THAI_600: Face = face("assets/fonts/sarabun-thai-600.woff2", 600, THAI);
/// Latin, regular.
pub(crate) const LATIN_400: Face = face("assets/fonts/sarabun-latin-400.woff2", 400, LATIN);
/// Latin, bold.
pub(crate) const LATIN_600: Face = face("assets/fonts/sarabun-latin-600.woff2", 600, LATIN);

/// The faces of the site.
pub(super) const SITE: [Face; 4] = [THAI_400, THAI_600, LATIN_400, LATIN_600];

impl Press {
    /// Returns the style rules that carry some faces, one a line.
    #[must_use]
    pub(crate) fn faces(&self, faces: &[Face]) -> String {
        let mut rules = String::new();
        for Face { asset, weight, range } in faces {
            let data = base64::text(self.asset(asset).unwrap_or_default());
            let _ = writeln!(
                rules,
                "@font-face{{font-family:Sarabun;font-weight:{weight};font-display:swap;src:url(data:font/woff2;base64,{data}) format(\"woff2\");unicode-range:{range}}}"
            );
        }
        rules
    }
}

/// Whether a file of an office's look goes out inside the sheet of faces.
pub(super) fn is_carried(asset: &str) -> bool {
    SITE.iter().any(|face| face.asset == asset)
}
