//! Reading a book from a folder, and writing single files so that a crash at
//! any instant leaves the old text or the new one.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::intake::{self, Stands};
use crate::book::gather::{Files, is_kept};
use crate::press::Own;
use crate::record::{Place, RecordId, id};
use crate::text::{Code, Diagnostic, Source, Words};

/// Reads `records/` under a root, and the names of the office's mail texts.
///
/// # Errors
///
/// Only where `records/` itself cannot be listed; everything inside that
/// cannot be read is a finding.
pub fn read(root: &Path) -> io::Result<Files> {
    let mut files = begun(root);
    let records = root.join("records");
    if !fs::metadata(&records)?.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::NotADirectory,
            records.display().to_string(),
        ));
    }
    for entry in WalkDir::new(&records)
        .follow_links(false)
        .follow_root_links(true)
        .sort_by_file_name()
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&records);
                let path = relative(root, path);
                // What another import has laid ready goes while it is looked at.
                let gone = error.io_error().map(io::Error::kind) == Some(io::ErrorKind::NotFound);
                if !(gone && path.starts_with(super::stage::PLACE)) {
                    files.findings.push(unreadable(&path, &error.to_string()));
                }
                continue;
            }
        };
        let path = relative(root, entry.path());
        if !intake::wants(&path, kind(&entry), &mut files) {
            continue;
        }
        if is_kept(&path) {
            match fs::read(entry.path()) {
                Ok(bytes) => intake::take(path, bytes, &mut files),
                Err(error) => files.findings.push(unreadable(&path, &error.to_string())),
            }
        } else {
            add(root, &path, &mut files);
        }
    }
    Ok(files)
}

/// What stands there.
fn kind(entry: &walkdir::DirEntry) -> Stands {
    let kind = entry.file_type();
    if kind.is_symlink() {
        Stands::Link
    } else if kind.is_file() {
        Stands::File
    } else if kind.is_dir() && entry.depth() > 0 && entry.path().join(".git").exists() {
        Stands::Repository
    } else {
        Stands::Other
    }
}

/// Reads what holds for every record: office, agencies, regulations, closed
/// days. Records, journal and answers stay unread, however many they are.
///
/// # Errors
///
/// As [`read`].
pub fn read_settings(root: &Path) -> io::Result<Files> {
    let mut files = begun(root);
    let mut paths = Vec::new();
    for name in names(&root.join("records"))? {
        let path = format!("records/{name}");
        match id::place(&format!("{path}/agency.toml")) {
            Place::Agency(_) => paths.push(format!("{path}/agency.toml")),
            _ if matches!(name.as_str(), "rules" | "holidays") => {
                let inside = names(&root.join(&path))?;
                paths.extend(inside.iter().map(|name| format!("{path}/{name}")));
            }
            _ => paths.push(path),
        }
    }
    paths.sort();
    for path in paths {
        let settings = matches!(
            id::place(&path),
            Place::Office | Place::Agency(_) | Place::Rules(_) | Place::Holidays(_)
        );
        if settings && is_file(&root.join(&path)) {
            add(root, &path, &mut files);
        }
    }
    Ok(files)
}

/// Adds one file of the book to what was read, or why it cannot be read.
pub fn add(root: &Path, path: &str, files: &mut Files) {
    match read_text(&root.join(path), path) {
        Ok(source) => files.sources.push(source),
        Err(finding) => files.findings.push(*finding),
    }
}

pub(super) fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::UnreadableFile,
        path,
        Words::new(format!("อ่านไม่ได้: {reason}"), format!("Cannot be read: {reason}")),
        Words::new("ตรวจสิทธิ์ของแฟ้มและโฟลเดอร์", "Check the rights of the file and its folder"),
    )
}

fn read_text(file: &Path, path: &str) -> Result<Source, Box<Diagnostic>> {
    intake::text(path, read_bytes_within(file, path)?)
}

/// Reads a file that is not larger than any file of a book.
fn read_bytes_within(file: &Path, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let fault = |error: io::Error| unreadable(path, &error.to_string());
    let file = fs::File::open(file).map_err(fault)?;
    let size = file.metadata().map_err(fault)?.len();
    intake::fits(path, size)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // With its size known no file is asked for more: there are tens of thousands.
    file.take(size).read_to_end(&mut bytes).map_err(fault)?;
    Ok(bytes)
}

/// A book of which only the names of the office's mail texts are read.
fn begun(root: &Path) -> Files {
    let folder = "templates/mail";
    let mut files = Files::default();
    match names(&root.join(folder)) {
        Ok(names) => {
            let texts = names.iter().filter_map(|name| name.strip_suffix(".txt"));
            files.texts = texts.map(str::to_owned).collect();
            files.texts.sort();
        }
        Err(error) => files.findings.push(unreadable(folder, &error.to_string())),
    }
    files
}

/// Reads everything of the office's own under `templates/`; what cannot be read
/// is a finding.
#[must_use]
pub fn own(root: &Path) -> Own {
    let folder = root.join("templates");
    let mut own = Own::default();
    for entry in WalkDir::new(&folder)
        .follow_links(false)
        .follow_root_links(true)
        .sort_by_file_name()
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = relative(root, error.path().unwrap_or(&folder));
                let is_absent = error
                    .io_error()
                    .is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
                // Most offices have nothing of their own. What cannot be read is
                // said: pages without it are not theirs.
                if !(is_absent && error.depth() == 0) {
                    own.findings.push(unreadable(&path, &error.to_string()));
                }
                continue;
            }
        };
        let name = relative(&folder, entry.path());
        let path = format!("templates/{name}");
        if name.is_empty() || name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        if entry.file_type().is_symlink() {
            own.findings.push(intake::symlink(&path));
        } else if entry.file_type().is_file() {
            if !Own::is_text(&name) && !Own::is_picture(&name) {
                own.others.push(name);
                continue;
            }
            match read_bytes_within(entry.path(), &path) {
                Ok(bytes) => intake::put(&mut own, name, bytes),
                Err(finding) => own.findings.push(*finding),
            }
        }
    }
    own
}

/// Reads one file.
///
/// # Errors
///
/// As the disk says.
pub fn read_file(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}

/// Returns whether a file stands there.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Returns whether anything stands there.
///
/// # Errors
///
/// As the disk says, where it does not say.
pub fn stands(path: &Path) -> io::Result<bool> {
    path.try_exists()
}

/// The nearest folder upward from where the program was called that holds a
/// book; here, where there is none.
#[must_use]
pub fn book_above() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(from) = std::env::current_dir() else { return here };
    let found = from
        .ancestors()
        .find(|folder| folder.join("records/office.toml").is_file());
    match found {
        Some(folder) if folder != from => folder.to_owned(),
        _ => here,
    }
}

/// Returns whether a folder stands there; a file in its place is none.
///
/// # Errors
///
/// As the disk says, where it does not say.
pub fn is_folder(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.is_dir()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Returns the names in a folder, in no order; none where it does not exist.
///
/// # Errors
///
/// As the disk says.
pub fn names(folder: &Path) -> io::Result<Vec<String>> {
    match fs::read_dir(folder) {
        Ok(list) => list
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect(),
        // A file in its place is told by whoever wants to write into it.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Returns which records there are, by their paths alone.
#[must_use]
pub fn records(root: &Path) -> Vec<RecordId> {
    let files = WalkDir::new(root.join("records")).min_depth(3).max_depth(3);
    let files = files.into_iter().flatten();
    files
        .filter_map(|entry| id::parse(&relative(root, entry.path())))
        .collect()
}

/// Returns whether a link stands at a path in place of a file.
#[must_use]
pub fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|file| file.is_symlink())
}

/// Files that stand in a site's folder beside its pages.
const BESIDE: [&str; 2] = [".duebook-files", ".gitkeep"];

/// Returns the files below a site's folder, `/` between names, hidden ones too;
/// without the list of what was published.
///
/// # Errors
///
/// As the disk says.
pub fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        let path = relative(folder, entry.path());
        if !entry.file_type().is_dir() && !BESIDE.contains(&path.as_str()) {
            files.push(path);
        }
    }
    Ok(files)
}

/// Reads one file as bytes.
///
/// # Errors
///
/// As the disk says.
pub fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Reads one file as bytes, at most so many; a longer one is cut there, and
/// `most + 1` bytes tell so.
///
/// # Errors
///
/// As the disk says.
pub fn read_bytes_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file so that a crash leaves the old text or the new one: to a
/// neighbour, flushed to the disk, then renamed.
///
/// # Errors
///
/// As the disk says.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A bare name has an empty parent: it stands here.
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    let folder = above.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = beside(path, folder, bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    on_disk(folder)
}

/// Writes a file as [`write`] does, by way of a neighbour whose name is always
/// the same: a killed run leaves no more than one, and the next run uses it.
///
/// # Errors
///
/// As the disk says.
pub fn write_through(path: &Path, bytes: &[u8], by_way_of: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    lay(by_way_of, bytes, path)?;
    super::fail::point();
    fs::rename(by_way_of, path)?;
    super::fail::point();
    on_disk(folder)
}

/// Writes a file that is not yet in its place, through to the disk, with the rights
/// of the one whose place it will take. What a killed run left there goes first, and
/// so does a link: nothing is written through one.
pub(super) fn lay(path: &Path, bytes: &[u8], place: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)?;
    keep_rights(&file, place)?;
    file.sync_all()
}

/// Writes a new file; refuses where one stands already.
///
/// # Errors
///
/// `AlreadyExists` where somebody else took the name; else as the disk says.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = beside(path, folder, bytes)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    on_disk(folder)
}

/// Lays bytes on the disk, beside the place where they will stand.
fn beside(path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = neighbour(folder)?;
    file.write_all(bytes)?;
    keep_rights(file.as_file(), path)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Makes a file of a passing name, with the rights that the umask leaves: records
/// and pages are for the group, where the office wants it so.
pub(super) fn neighbour(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut new = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        new.permissions(fs::Permissions::from_mode(0o666));
    }
    new.tempfile_in(folder)
}

/// Puts the names in a folder on the disk: the rename must reach it too. Windows
/// opens no folder for that, and NTFS keeps its own journal of names.
pub(super) fn on_disk(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    let _ = folder;
    Ok(())
}

/// Gives a file the rights of the one whose place it takes.
pub(super) fn keep_rights(file: &fs::File, path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Ok(old) = fs::metadata(path) {
        file.set_permissions(old.permissions())?;
    }
    let _ = (file, path);
    Ok(())
}
