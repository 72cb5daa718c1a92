//! Where the book lies while mails are sent: on a branch of git, whose push is
//! a compare-and-swap, or as plain files on one machine.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::git::branch::{Branch, Push};
use super::git::{self, Commit, Fault};
use super::{clock, disk, fail, settings};
use crate::dispatch::doors::{self, Claim, Page, Snapshot, Trouble};
use crate::text::{Code, Words};

/// The neighbour by way of which pages of the journal are written.
const WRITING: &str = "records/journal/.writing";

/// How often outcomes are carried onto a branch that keeps moving.
const MOST_PUSHES: usize = 40;

/// Where a book lies.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    branch: Option<Branch>,
    /// The commit that was read last: what a claim stands on.
    tip: Option<Commit>,
}

impl Store {
    /// Finds out where a book lies.
    ///
    /// # Errors
    ///
    /// [`Trouble::Settings`] where the book is in git, but on no branch, or git
    /// cannot read it.
    pub fn find(root: &Path) -> Result<Store, Trouble> {
        let branch = Branch::find(root).map_err(|lost| {
            let (why, help) = (lost.words(), lost.help());
            Trouble::Settings(Words::new(
                format!("{}: {}", why.th, help.th),
                format!("{}: {}", why.en, help.en),
            ))
        })?;
        Ok(Store {
            root: root.to_owned(),
            branch,
            tip: None,
        })
    }

    /// Returns the branch, where the book is in git.
    #[must_use]
    pub fn branch(&self) -> Option<&Branch> {
        self.branch.as_ref()
    }

    /// Returns the folder of diary and lock: beside the repository, where no
    /// commit takes them along, or in the journal.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where git does not answer.
    pub fn desk(&self) -> Result<PathBuf, Trouble> {
        match &self.branch {
            Some(_) => Branch::desk(&self.root).map_err(|fault| unheard(&fault)),
            None => Ok(self.root.join("records/journal")),
        }
    }

    /// Mends what a killed run left behind in git; with the lock in hand.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where git does not answer.
    pub fn mend(&self) -> Result<(), Trouble> {
        let Some(branch) = &self.branch else {
            // A killed run may have left the page that it was writing.
            let _ = std::fs::remove_file(self.root.join(WRITING));
            return Ok(());
        };
        branch.mend(&self.root).map_err(|fault| unheard(&fault))
    }

    /// Writes outcomes, for minutes where nobody answers: they are of mails that
    /// have left, and a machine of a forge is gone after the run, its diary too.
    fn put_patiently(&mut self, branch: &Branch, pages: &[Page], subject: &str) -> Result<Claim, Trouble> {
        let (mut left, mut wait) = (settings::pushing(), Duration::from_secs(2));
        loop {
            let done = self.put(branch, pages, subject);
            if !matches!(done, Err(Trouble::Later(_))) || left.is_zero() {
                return done;
            }
            wait = wait.min(left);
            clock::sleep(wait);
            left -= wait;
            wait *= 2;
            self.mend()?;
        }
    }

    fn put(&mut self, branch: &Branch, pages: &[(String, impl AsRef<[u8]>)], subject: &str) -> Result<Claim, Trouble> {
        let tip = match self.tip.take() {
            Some(tip) => tip,
            None => branch.newest(&self.root).map_err(|fault| unheard(&fault))?,
        };
        fail::point();
        let done = self.put_on(branch, &tip, pages, subject);
        if done.is_err() {
            // Tried again, it stands on the same commit: whoever wrote meanwhile was first.
            self.tip = Some(tip);
        } else if Branch::restore(&self.root).is_ok() {
            // Where anything failed, the mark stays and the next run mends.
            Branch::unmark(&self.root);
        }
        done
    }

    fn put_on(
        &mut self,
        branch: &Branch,
        tip: &Commit,
        pages: &[(String, impl AsRef<[u8]>)],
        subject: &str,
    ) -> Result<Claim, Trouble> {
        let mark = || Branch::mark(&self.root).map_err(|fault| unheard(&fault));
        let write = || branch.write(&self.root, tip, pages, subject, clock::now().timestamp());
        mark()?;
        let made = match write() {
            Ok(made) => made,
            // A git that was killed leaves its locks; what it wrote, it wrote whole.
            Err(_) => {
                self.mend()?;
                mark()?;
                write().map_err(|fault| unheard(&fault))?
            }
        };
        fail::point();
        let mut push = branch.publish(&self.root, &made, tip);
        if matches!(push, Push::Failed(_)) {
            self.mend()?;
            mark()?;
            // The very commit again: it may have arrived, and only the answer was lost.
            push = branch.publish(&self.root, &made, tip);
            if push == Push::Overtaken && branch.has_taken(&self.root, &made).map_err(|fault| unheard(&fault))? {
                return Ok(Claim::Stands);
            }
        }
        match push {
            Push::Done => {
                fail::point();
                self.tip = Some(made);
                Ok(Claim::Stands)
            }
            Push::Overtaken => Ok(Claim::Overtaken),
            Push::Forbidden(said) => Err(Trouble::Settings(Words::new(
                format!("ที่เก็บไม่ให้เขียนลงสาขา {}: {said}", branch.name),
                format!("the remote does not let this run write to {}: {said}", branch.name),
            ))),
            Push::Failed(said) => Err(Trouble::Later(Words::new(
                format!("จดการส่งลงที่เก็บไม่ได้ รอบถัดไปจะลองใหม่: {said}"),
                format!("the remote did not take the journal; the next run tries again: {said}"),
            ))),
        }
    }

    fn write(&self, pages: &[(String, impl AsRef<[u8]>)]) -> Result<(), Trouble> {
        for (path, page) in pages {
            fail::point();
            disk::write_through(&self.root.join(path), page.as_ref(), &self.root.join(WRITING))
                .map_err(|error| Trouble::Later(Words::new(format!("{path}: {error}"), format!("{path}: {error}"))))?;
        }
        fail::point();
        Ok(())
    }
}

impl doors::Store for Store {
    fn read(&mut self) -> Result<Snapshot, Trouble> {
        let Some(branch) = &self.branch else {
            let mut files = disk::read(&self.root).map_err(|error| {
                let said = format!("records: {error}");
                Trouble::Settings(Words::new(said.clone(), said))
            })?;
            // A mail without the office's own words would be another one.
            let own = disk::own(&self.root);
            let unread = own
                .findings
                .into_iter()
                .filter(|found| found.code == Code::UnreadableFile);
            files.findings.extend(unread);
            return Ok(Snapshot {
                files,
                templates: own.texts,
                commit: None,
            });
        };
        let tip = branch.newest(&self.root).map_err(|fault| unheard(&fault))?;
        let files = git::read(&self.root, &tip).map_err(|fault| unheard(&fault))?;
        let templates = git::templates(&self.root, &tip).map_err(|fault| unheard(&fault))?;
        let commit = Some(tip.id.clone());
        self.tip = Some(tip);
        Ok(Snapshot {
            files,
            templates,
            commit,
        })
    }

    fn claim(&mut self, pages: &[Page], subject: &str) -> Result<Claim, Trouble> {
        match self.branch.clone() {
            Some(branch) => {
                let unsent = ("ยังไม่ส่งอะไร", "nothing was sent");
                self.put(&branch, pages, subject)
                    .map_err(|trouble| saying(unsent, trouble))
            }
            None => self.write(pages).map(|()| Claim::Stands),
        }
    }

    fn settle(&mut self, pages: &[Page], subject: &str) -> Result<bool, Trouble> {
        let Some(branch) = self.branch.clone() else {
            return self.write(pages).map(|()| false);
        };
        let mut others = false;
        let mut ours = pages.to_vec();
        for _ in 0..MOST_PUSHES {
            let put = self.put_patiently(&branch, &ours, subject);
            let sent = (
                "ส่งแล้วแต่จดผลไม่ได้ รอบถัดไปจะจดจากบันทึกของเครื่องนี้",
                "mails went, but what came of them could not be written down; the next run takes it from this machine's diary",
            );
            match put.map_err(|trouble| saying(sent, trouble))? {
                Claim::Stands => return Ok(others),
                Claim::Overtaken => others = true,
            }
            let tip = branch.newest(&self.root).map_err(|fault| unheard(&fault))?;
            let there = git::texts(&self.root, &tip, pages.iter().map(|(path, _)| path.as_str()))
                .map_err(|fault| unheard(&fault))?;
            ours.retain(|(path, text)| there.get(path).is_none_or(|there| text.starts_with(there.as_str())));
            self.tip = Some(tip);
            if ours.is_empty() {
                return Ok(true);
            }
        }
        Err(Trouble::Later(Words::new(
            "สาขาเปลี่ยนตลอดเวลาจนจดผลไม่ได้ รอบถัดไปจะจดจากบันทึกของเครื่องนี้",
            "the branch kept moving, the outcomes could not be pushed; the next run takes them from this machine's diary",
        )))
    }

    fn keep(&mut self, files: &[(String, Vec<u8>)], subject: &str) -> Result<(), Trouble> {
        let mut left = files.to_vec();
        let Some(branch) = self.branch.clone() else {
            left.retain(|(path, _)| !disk::is_file(&self.root.join(path)));
            return self.write(&left);
        };
        for _ in 0..MOST_PUSHES {
            let tip = branch.newest(&self.root).map_err(|fault| unheard(&fault))?;
            left.retain(|(path, _)| !git::holds(&self.root, &tip, path));
            if left.is_empty() {
                return Ok(());
            }
            self.tip = Some(tip);
            if self.put(&branch, &left, subject)? == Claim::Stands {
                return Ok(());
            }
        }
        Err(Trouble::Later(Words::new(
            "สาขาเปลี่ยนตลอดเวลาจนเก็บแฟ้มไม่ได้",
            "the branch kept moving, the files could not be pushed",
        )))
    }

    fn page(&mut self, path: &str) -> Result<Option<String>, Trouble> {
        let Some(branch) = &self.branch else {
            return match disk::read_file(&self.root.join(path)) {
                Ok(text) => Ok(Some(text)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                // What cannot be read is not written over.
                Err(error) => Err(Trouble::Later(Words::new(
                    format!("อ่าน {path} ไม่ได้: {error}"),
                    format!("{path} cannot be read: {error}"),
                ))),
            };
        };
        // On the commit that was read last: what else goes with the page was decided there.
        let tip = match self.tip.take() {
            Some(tip) => tip,
            None => branch.newest(&self.root).map_err(|fault| unheard(&fault))?,
        };
        let found = git::texts(&self.root, &tip, std::iter::once(path)).map_err(|fault| unheard(&fault))?;
        self.tip = Some(tip);
        Ok(found.into_values().next())
    }

    fn is_watched(&self) -> bool {
        self.branch.is_some()
    }
}

/// Puts before a refusal what it means for the mails.
fn saying((th, en): (&str, &str), trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Settings(words) => {
            Trouble::Settings(Words::new(format!("{th}: {}", words.th), format!("{en}: {}", words.en)))
        }
        later @ Trouble::Later(_) => later,
    }
}

fn unheard(fault: &Fault) -> Trouble {
    let said = fault.to_string();
    Trouble::Later(Words::new(
        format!("git ไม่ตอบตามที่ควร: {said}"),
        format!("git did not answer as it should: {said}"),
    ))
}
