//! The site: which pages exist, for which audience.
//!
//! Everything here is a function of the register, the templates and the stamp
//! of the build: no disk, no clock. The same commit and day give the same
//! bytes, and a page that does not speak of today does not change tomorrow.

pub mod about;
pub mod agency;
pub mod calendar;
pub mod chart;
pub mod desk;
pub mod download;
pub mod help;
pub mod home;
pub mod item;
pub mod leak;
pub mod record;
pub mod row;
pub mod spread;
pub mod stamp;
pub mod status;
pub mod veil;
pub mod voice;

use crate::book::Register;
use crate::press::{Press, PressFault};
use crate::record::Audience;
use crate::text::Lang;

pub use desk::{Desk, Frame};
pub use stamp::Stamp;
pub use status::Status;
pub use voice::Voice;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path from the site's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Renders the whole site of a register, sorted by path.
///
/// # Errors
///
/// [`PressFault`] where a template, most often an office's own, cannot be set.
pub fn pages(
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    stamp: &Stamp,
) -> Result<Vec<Page>, PressFault> {
    let mut pages: Vec<Page> = Vec::new();
    for lang in [Lang::Th, Lang::En] {
        let desk = Desk::new(register, press, audience, lang, stamp);
        pages.push(home::page(&desk)?);
        pages.push(calendar::page(&desk)?);
        pages.push(help::page(&desk)?);
        pages.push(about::page(&desk)?);
        pages.extend(agency::pages(&desk)?);
        pages.extend(record::pages(&desk)?);
        pages.extend(download::tables(&desk));
        pages.push(stamp::sheet(&desk));
        if lang == Lang::Th {
            pages.push(download::records(&desk));
        }
    }
    pages.extend(
        press
            .assets()
            .iter()
            .filter(|(name, _)| name != "assets/icons.svg")
            .map(|(name, asset)| Page {
                path: name.clone(),
                bytes: asset.bytes().to_vec(),
            }),
    );
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod words_used;
