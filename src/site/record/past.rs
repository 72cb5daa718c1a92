//! What the commits did to a record, as its page tells it: all what changed and
//! when, the office also who, why, and who took it on.

use serde::Serialize;

use super::markup::{Markup, safe_link};
use super::reader::Reader;
use crate::history::late;
use crate::history::story::Deed;
use crate::record::RecordId;
use crate::record::shape::File;

/// A commit that touched the record.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The day on which it was made.
    pub day: Markup,
    /// Its name, as people quote it.
    pub commit: String,
    /// The forge's page of it.
    pub link: Option<String>,
    /// Whether it carries a signature. Whether that is good depends on the keys that a
    /// machine knows, and is `log`'s to say.
    pub signed: bool,
    /// Who made it.
    pub who: Option<String>,
    /// Who took it on, and when.
    pub approver: Option<String>,
    /// Why, in that person's own words.
    pub message: Option<String>,
    /// What changed.
    pub changes: Vec<Told>,
}

/// One thing that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// What.
    pub words: String,
    /// That it was entered days after it happened.
    pub late: Option<String>,
}

impl Reader<'_> {
    /// Returns what the commits did to a record, newest first.
    #[must_use]
    pub fn past(&self, id: &RecordId) -> Vec<Line> {
        let deeds = self.past.get(id).map(Vec::as_slice).unwrap_or_default();
        deeds.iter().map(|deed| self.line(id, deed)).collect()
    }

    fn line(&self, id: &RecordId, deed: &Deed) -> Line {
        let (file, lang, voice) = (File::from(id.kind), self.voice.lang(), &self.voice.voice);
        let commit = &deed.commit;
        let gaps = late::of(deed);
        let told = deed.changes.iter().enumerate().map(|(place, change)| Told {
            words: change.words(file, !self.internal()).lang(lang).to_owned(),
            late: gaps
                .iter()
                .find(|late| late.change == place)
                .map(|late| voice.count("past.late", late.gap)),
        });
        let link = self.book.office.forge.commit.as_deref();
        let inside = |text: &str| self.internal().then(|| text.to_owned()).filter(|text| !text.is_empty());
        Line {
            day: self.voice.medium(commit.committer.day()),
            commit: commit.short().to_owned(),
            link: link
                .map(|link| link.replace("{commit}", &commit.id))
                .filter(|link| self.internal() && safe_link(link).is_some()),
            signed: commit.is_signed,
            who: inside(&commit.author.name),
            approver: deed.approver().filter(|_| self.internal()).map(|who| {
                voice.fill(
                    "past.approved",
                    &[("who", &who.name), ("day", &voice.medium(who.day()))],
                )
            }),
            message: inside(&commit.message),
            changes: told.collect(),
        }
    }
}
