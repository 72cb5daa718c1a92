//! A zip whose bytes hang on its files alone: their order, names and contents.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::digest::sha256;

/// A zip being written beside its place; it comes there whole, or not at all.
#[derive(Debug)]
pub struct Archive {
    zip: ZipWriter<BufWriter<File>>,
    beside: tempfile::TempPath,
    sums: String,
}

/// The name of the list of all files with their SHA-256.
const SUMS: &str = "SHA256SUMS";

impl Archive {
    /// Begins an archive that will stand at a path.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn begin(path: &Path) -> io::Result<Archive> {
        let above = path.parent().filter(|above| !above.as_os_str().is_empty());
        let folder = above.unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let (file, beside) = super::disk::neighbour(folder)?.into_parts();
        Ok(Archive {
            zip: ZipWriter::new(BufWriter::new(file)),
            beside,
            sums: String::new(),
        })
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let _ = writeln!(self.sums, "{}  {name}", sha256(bytes));
        self.put(name, bytes)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        // No clock and no rights of this machine: the crate's own first day.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644)
            .large_file(bytes.len() > 1 << 31);
        self.zip.start_file(name, options).map_err(io::Error::other)?;
        self.zip.write_all(bytes)
    }

    /// Adds the list of all files with their SHA-256, and puts the archive in its
    /// place.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn finish(mut self, path: &Path) -> io::Result<()> {
        let sums = std::mem::take(&mut self.sums);
        self.put(SUMS, sums.as_bytes())?;
        let file = self.zip.finish().map_err(io::Error::other)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        super::disk::keep_rights(&file, path)?;
        file.sync_all()?;
        self.beside.persist(path).map_err(|error| error.error)
    }
}
