//! A folder of finished files: writes what changed, removes what is gone,
//! touches nothing that it did not write itself.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// The list of the files that the program wrote, kept beside them.
const MANIFEST: &str = ".duebook-files";

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
/// Each file is replaced as a whole; the list is written before the files it
/// adds and after the files it drops, so that the next run mends whatever a
/// crash leaves. A page named `index.html` at the top comes last.
///
/// # Errors
///
/// As the disk says: a full disk, a folder that may not be written.
pub fn publish(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<Published> {
    fs::create_dir_all(folder)?;
    let before = manifest(folder);
    let now: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    if now.iter().any(|path| !before.contains(path)) {
        write_manifest(folder, &before.union(&now).cloned().collect())?;
    }
    let mut published = Published::default();
    let (last, first): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| path == "index.html");
    let mut known_folder = String::new();
    for (path, bytes) in first.into_iter().chain(last) {
        let target = folder.join(path);
        if same(&target, bytes) {
            published.unchanged += 1;
            continue;
        }
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if parent != known_folder {
            fs::create_dir_all(folder.join(parent))?;
            parent.clone_into(&mut known_folder);
        }
        replace(&target, bytes)?;
        published.written += 1;
    }
    for path in before.difference(&now) {
        // Only what the list names and what lies inside is ever removed.
        let inside = !path
            .split('/')
            .any(|part| part.is_empty() || part == ".." || part == ".");
        if inside && fs::remove_file(folder.join(path)).is_ok() {
            published.removed += 1;
            prune(folder, path);
        }
    }
    if before != now {
        write_manifest(folder, &now)?;
    }
    Ok(published)
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

/// A site can be built again, so its files are replaced without waiting for
/// the disk; the rename keeps each of them whole.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = target.as_os_str().to_owned();
    name.push(".new");
    let new = Path::new(&name);
    let write = || -> io::Result<()> {
        fs::File::create(new)?.write_all(bytes)?;
        fs::rename(new, target)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(new);
    })
}

fn manifest(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn write_manifest(folder: &Path, paths: &BTreeSet<String>) -> io::Result<()> {
    let mut text = String::new();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    replace(&folder.join(MANIFEST), text.as_bytes())
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
}
