//! A folder of finished files: writes what changed, removes what is gone,
//! touches nothing that it did not write itself.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::hold::{Hold, hold};

/// The list of the files that the program wrote, kept beside them.
pub(super) const MANIFEST: &str = ".duebook-files";

/// The list being written; a killed run may leave it.
const NEXT_MANIFEST: &str = ".duebook-files.new";

/// Where files wait until all are known to be good.
const STAGING: &str = ".duebook-staging";

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files whose bytes are new.
    pub written: usize,
    /// Files that stood already.
    pub unchanged: usize,
    /// Files that were ours and are gone.
    pub removed: usize,
}

/// Publishes files, given as path and bytes, into a folder.
///
/// # Errors
///
/// As the disk says: a full disk, a folder that may not be written.
pub fn publish(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<Published> {
    let mut press = Publisher::begin(folder)?;
    for (path, bytes) in files {
        press.stage(path, bytes)?;
    }
    press.commit()
}

/// A publication in two steps: files are laid ready beside the folder's own,
/// then, when all are known to be good, put in their places together.
///
/// What a crash leaves is mended by the next run: files laid ready are thrown
/// away, and the list of our files is written before those it adds and after
/// those it drops. A page named `index.html` at the top comes last.
#[derive(Debug)]
pub struct Publisher {
    // Two that publish into one folder would take each other's pages away.
    _hold: Hold,
    folder: PathBuf,
    before: BTreeSet<String>,
    now: BTreeSet<String>,
    staged: Vec<String>,
    unchanged: usize,
    /// The last folder made, so that it is asked for once.
    made: String,
}

impl Publisher {
    /// Starts a publication into a folder.
    ///
    /// # Errors
    ///
    /// `ResourceBusy` where another publication into it goes on for too long;
    /// else as the disk says.
    pub fn begin(folder: &Path) -> io::Result<Publisher> {
        fs::create_dir_all(folder)?;
        let publisher = Publisher {
            _hold: hold(folder)?,
            folder: folder.to_owned(),
            before: manifest(folder)?,
            now: BTreeSet::new(),
            staged: Vec::new(),
            unchanged: 0,
            made: String::new(),
        };
        publisher.clean()?;
        Ok(publisher)
    }

    /// Lays a file ready where its bytes are new.
    ///
    /// # Errors
    ///
    /// `AlreadyExists` for a second file of one path; else as the disk says.
    pub fn stage(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.count(path)?;
        if same(&self.folder.join(path), bytes) {
            self.unchanged += 1;
            return Ok(());
        }
        let target = self.folder.join(STAGING).join(path);
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if self.staged.is_empty() || parent != self.made {
            fs::create_dir_all(self.folder.join(STAGING).join(parent))?;
            parent.clone_into(&mut self.made);
        }
        fs::write(target, bytes)?;
        self.staged.push(path.to_owned());
        Ok(())
    }

    /// Leaves a file as it stands: it is ours, and would come out the same.
    ///
    /// # Errors
    ///
    /// `AlreadyExists` for a second file of one path.
    pub fn keep(&mut self, path: &str) -> io::Result<()> {
        self.count(path)?;
        self.unchanged += 1;
        Ok(())
    }

    /// Puts everything in its place and removes what is gone.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn commit(self) -> io::Result<Published> {
        self.commit_and(|| {})
    }

    /// Commits, then does what must be done before anybody else publishes here.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn commit_and(mut self, then: impl FnOnce()) -> io::Result<Published> {
        if self.now.iter().any(|path| !self.before.contains(path)) {
            write_manifest(&self.folder, &self.before.union(&self.now).cloned().collect())?;
        }
        let staged = std::mem::take(&mut self.staged);
        let (last, first): (Vec<&String>, Vec<&String>) = staged.iter().partition(|path| *path == "index.html");
        let mut made = "";
        for path in first.into_iter().chain(last) {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            if parent != made {
                fs::create_dir_all(self.folder.join(parent))?;
                made = parent;
            }
            fs::rename(self.folder.join(STAGING).join(path), self.folder.join(path))?;
        }
        let mut removed = 0;
        for path in self.before.difference(&self.now) {
            // Only what the list names and what lies inside is ever removed.
            let inside = !path
                .split('/')
                .any(|part| part.is_empty() || part == ".." || part == ".");
            if !inside || self.is_another_name(path) {
                continue;
            }
            match fs::remove_file(self.folder.join(path)) {
                Ok(()) => removed += 1,
                // Its owner, or a run that was killed, took it away.
                Err(error) if is_absent(&error) => {}
                // It stays on the list, so that the next run removes it.
                Err(error) => return Err(error),
            }
            prune(&self.folder, path);
        }
        if self.before != self.now {
            write_manifest(&self.folder, &self.now)?;
        }
        self.clean()?;
        then();
        Ok(Published {
            written: staged.len(),
            unchanged: self.unchanged,
            removed,
        })
    }

    /// Whether a path that is gone is, on a disk that does not tell `A` from `a`,
    /// another name of a file that is there.
    fn is_another_name(&self, gone: &str) -> bool {
        let place = |path: &str| self.folder.join(path).canonicalize().ok();
        let mut alike = self.now.iter().filter(|path| path.eq_ignore_ascii_case(gone));
        alike.any(|path| place(path).is_some() && place(path) == place(gone))
    }

    /// Throws away what was laid ready; the folder stays as it was.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn abandon(self) -> io::Result<()> {
        self.clean()
    }

    /// Puts a path on the list of what is now there.
    fn count(&mut self, path: &str) -> io::Result<()> {
        if self.now.insert(path.to_owned()) {
            return Ok(());
        }
        Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("two files of one path: {path}"),
        ))
    }

    fn clean(&self) -> io::Result<()> {
        for gone in [
            fs::remove_dir_all(self.folder.join(STAGING)),
            fs::remove_file(self.folder.join(NEXT_MANIFEST)),
        ] {
            if let Err(error) = gone
                && error.kind() != io::ErrorKind::NotFound
            {
                return Err(error);
            }
        }
        Ok(())
    }
}

fn same(target: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = fs::File::open(target) else {
        return false;
    };
    let length = file.metadata().map_or(u64::MAX, |data| data.len());
    if length != bytes.len() as u64 {
        return false;
    }
    let mut old = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut old).is_ok() && old == bytes
}

/// The files that are ours. What cannot be read is no empty list: pages that
/// are gone from the book would stay for ever.
fn manifest(folder: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_to_string(folder.join(MANIFEST)) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Whether there is nothing at a path: no file, or no folder that could hold it.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn write_manifest(folder: &Path, paths: &BTreeSet<String>) -> io::Result<()> {
    let mut text = String::new();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    // A site can be built again, so nothing waits for the disk; the rename keeps
    // the list whole.
    let new = folder.join(NEXT_MANIFEST);
    fs::write(&new, text)?;
    fs::rename(new, folder.join(MANIFEST))
}

/// Removes folders that became empty.
fn prune(folder: &Path, path: &str) {
    let mut rest = path;
    while let Some((parent, _)) = rest.rsplit_once('/') {
        if fs::remove_dir(folder.join(parent)).is_err() {
            return;
        }
        rest = parent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        list.iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn only_what_changed_is_written_and_only_our_own_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("mine.txt"), "an officer's own file").expect("written");
        let first = publish(folder.path(), &files(&[("index.html", "a"), ("x/y.html", "b")])).expect("published");
        assert_eq!(
            first,
            Published {
                written: 2,
                unchanged: 0,
                removed: 0
            }
        );
        let again = publish(folder.path(), &files(&[("index.html", "a"), ("x/y.html", "b")])).expect("published");
        assert_eq!(
            again,
            Published {
                written: 0,
                unchanged: 2,
                removed: 0
            }
        );
        let less = publish(folder.path(), &files(&[("index.html", "c")])).expect("published");
        assert_eq!(
            less,
            Published {
                written: 1,
                unchanged: 0,
                removed: 1
            }
        );
        assert!(!folder.path().join("x").exists(), "the empty folder went too");
        assert!(folder.path().join("mine.txt").exists(), "what is not ours stays");
    }

    #[test]
    fn two_files_of_one_path_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), &files(&[("index.html", "a")])).expect("published");
        for second in ["b", "c"] {
            let twice = publish(folder.path(), &files(&[("index.html", "b"), ("index.html", second)]));
            assert_eq!(twice.expect_err("refused").kind(), io::ErrorKind::AlreadyExists);
        }
        assert_eq!(fs::read(folder.path().join("index.html")).expect("read"), b"a");
    }

    /// A link stands in for a disk on which both names are one file.
    #[cfg(unix)]
    #[test]
    fn a_page_whose_name_changed_its_letter_case_stays_where_both_names_are_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("Contact.html"), folder.path().join("contact.html"));
        publish(folder.path(), &files(&[("Contact.html", "a")])).expect("published");
        publish(folder.path(), &files(&[("contact.html", "a")])).expect("published");
        assert!(!old.exists() && new.exists(), "here they are two");
        publish(folder.path(), &files(&[("Contact.html", "a")])).expect("published");
        std::os::unix::fs::symlink("Contact.html", &new).expect("one file");
        let done = publish(folder.path(), &files(&[("contact.html", "a")])).expect("published");
        assert_eq!((done.unchanged, done.removed), (1, 0));
        assert!(old.exists() && new.exists());
    }

    #[test]
    fn an_abandoned_publication_leaves_the_folder_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), &files(&[("index.html", "a")])).expect("published");
        let mut publisher = Publisher::begin(folder.path()).expect("begun");
        publisher.stage("index.html", b"secret").expect("laid ready");
        publisher.abandon().expect("abandoned");
        assert_eq!(fs::read(folder.path().join("index.html")).expect("read"), b"a");
        assert!(!folder.path().join(STAGING).exists());
    }

    #[test]
    fn what_a_crash_left_ready_is_thrown_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut publisher = Publisher::begin(folder.path()).expect("begun");
        publisher.stage("x/old.html", b"never committed").expect("laid ready");
        drop(publisher);
        fs::write(folder.path().join(NEXT_MANIFEST), "x/old.html\n").expect("written");
        publish(folder.path(), &files(&[("index.html", "a")])).expect("published");
        assert!(!folder.path().join(STAGING).exists());
        assert!(!folder.path().join("x/old.html").exists());
        assert!(!folder.path().join(NEXT_MANIFEST).exists());
    }
}
