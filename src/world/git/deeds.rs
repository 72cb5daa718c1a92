//! What the commits did to each record: of all in outline, from a hint; in full of
//! those that are asked for, from the texts of the past.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::past::{Past, texts};
use super::{Commit as At, Fault};
use crate::digest::hex;
use crate::history::change::between;
use crate::history::outline::{Outline, Outlines};
use crate::history::story::{self, Chronicle};
use crate::history::{Commit, Touched};
use crate::record::shape::File;
use crate::record::{RecordId, id};
use crate::world::hint;

/// The hint's name.
const NAME: &str = "duebook-outlines";

/// The commits behind a book, to be told in full where that is asked for.
#[derive(Debug, Default)]
pub struct Deeds {
    root: PathBuf,
    commits: Vec<Commit>,
}

impl Deeds {
    /// Reads what the commits up to one did to each record, in outline. `keeps` says
    /// whether the hint is asked, and what was found out kept for the next time.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot answer.
    pub fn outline(root: &Path, tip: &At, keeps: bool) -> Result<(Deeds, Chronicle), Fault> {
        let deeds = Deeds::behind(root, tip, keeps)?;
        let hint = Hint::of(root).filter(|_| keeps);
        let mut known = hint.as_ref().map(Hint::read).unwrap_or_default();
        let unknown: Vec<(File, &Touched)> = pairs(&deeds.commits)
            .filter(|(file, touched)| known.get(*file, touched).is_none())
            .collect();
        if !unknown.is_empty() {
            let texts = texts(root, unknown.iter().flat_map(|(_, touched)| touched.objects()))?;
            let text = |object: &'_ Option<String>| {
                let name = object.as_ref()?;
                Some(texts.get(name).map_or("", String::as_str))
            };
            for (file, touched) in unknown {
                let changes = between(file, text(&touched.before), text(&touched.after));
                known.put(file, touched, Outline::of(&changes));
            }
            if let Some(hint) = hint {
                hint.write(&known, &deeds.commits);
            }
        }
        let mut all = story::outlined(&deeds.commits, &known);
        // What stands in for a text that could not be read, only the texts tell.
        let unclear = all
            .iter()
            .filter(|(_, deeds)| deeds.iter().any(|deed| !deed.outline.is_readable));
        let unclear: BTreeSet<RecordId> = unclear.map(|(id, _)| id.clone()).collect();
        deeds.tell(&unclear, &mut all)?;
        Ok((deeds, all))
    }

    /// Reads in full what the commits up to one did to each record.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot answer.
    pub fn whole(root: &Path, tip: &At, keeps: bool) -> Result<Chronicle, Fault> {
        let Deeds { commits, .. } = Deeds::behind(root, tip, keeps)?;
        let texts = texts(root, commits.iter().flat_map(story::objects_of))?;
        let all = story::chronicle(&commits, &texts, None);
        if let Some(hint) = Hint::of(root).filter(|_| keeps) {
            let mut known = Outlines::default();
            // What stood there before an unreadable text is no pair of its commit's.
            let clear = all
                .iter()
                .filter(|(_, deeds)| deeds.iter().all(|deed| deed.outline.is_readable));
            for (id, deeds) in clear {
                for deed in deeds {
                    if let Some(touched) = deed.commit.files.first() {
                        known.put(File::from(id.kind), touched, deed.outline.clone());
                    }
                }
            }
            hint.write(&known, &commits);
        }
        Ok(all)
    }

    /// Tells in full what was done to some records, in place of its outline.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot answer.
    pub fn tell(&self, wanted: &BTreeSet<RecordId>, all: &mut Chronicle) -> Result<(), Fault> {
        let theirs = records(&self.commits).filter(|(id, _)| wanted.contains(id));
        let objects: BTreeSet<&str> = theirs.flat_map(|(_, touched)| touched.objects()).collect();
        if !objects.is_empty() {
            let texts = texts(&self.root, objects.into_iter())?;
            all.extend(story::chronicle(&self.commits, &texts, Some(wanted)));
        }
        Ok(())
    }

    /// Reads the commits behind one. A shallow clone knows a part of them: none.
    fn behind(root: &Path, tip: &At, keeps: bool) -> Result<Deeds, Fault> {
        let past = if keeps {
            Past::walk(root, tip, true)?
        } else {
            Past::anew(root, tip)?
        };
        let commits = if past.is_shallow { Vec::new() } else { past.all() };
        Ok(Deeds {
            root: root.to_owned(),
            commits,
        })
    }
}

/// Where outlines are kept, and whose they are.
struct Hint {
    place: PathBuf,
    program: String,
}

impl Hint {
    fn of(root: &Path) -> Option<Hint> {
        let program = hex(&hint::program()?.0);
        let place = hint::place(root, NAME);
        Some(Hint { place, program })
    }

    fn read(&self) -> Outlines {
        Outlines::read(&std::fs::read_to_string(&self.place).unwrap_or_default(), &self.program)
    }

    /// Writes the outlines of some commits. What cannot be kept costs time, nothing else.
    fn write(&self, known: &Outlines, commits: &[Commit]) {
        let text = known.write(&self.program, pairs(commits));
        let _ = hint::write(&self.place, text.as_bytes());
    }
}

/// Every file of a record that a commit touched.
fn records(commits: &[Commit]) -> impl Iterator<Item = (RecordId, &Touched)> {
    let files = commits.iter().flat_map(|commit| &commit.files);
    files.filter_map(|touched| Some((id::parse(&touched.path)?, touched)))
}

/// The same, each with its kind of file.
fn pairs(commits: &[Commit]) -> impl Iterator<Item = (File, &Touched)> {
    records(commits).map(|(id, touched)| (File::from(id.kind), touched))
}
