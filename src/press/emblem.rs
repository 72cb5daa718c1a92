//! The office's emblem. None is built in: the Garuda is the state's, a city's
//! seal is the city's.

use super::Press;

/// The emblem as a drawing: it prints sharp at any size, and wins.
pub const SVG: &str = "assets/emblem.svg";
/// The emblem as a picture.
pub const PNG: &str = "assets/emblem.png";

/// An emblem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emblem<'p> {
    /// Its path, in `templates/` as in the site.
    pub path: &'static str,
    /// What it is, for addresses of data.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: &'p [u8],
}

impl Press {
    /// Returns the office's emblem, where it has one.
    #[must_use]
    pub fn emblem(&self) -> Option<Emblem<'_>> {
        let kinds = [(SVG, "image/svg+xml"), (PNG, "image/png")];
        kinds.into_iter().find_map(|(path, media)| {
            let bytes = self.asset(path)?;
            Some(Emblem { path, media, bytes })
        })
    }
}
