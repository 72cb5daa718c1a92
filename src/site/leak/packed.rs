//! What is inside a packed file: the gate reads a workbook's parts, not the
//! noise that packing makes of them.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// How much a packed file may come to, unpacked.
const MOST: u64 = 1 << 30;

/// The first letters of a packed file, and of an empty one.
const MARKS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// A part of a packed file.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Whether a file is packed.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    MARKS.iter().any(|mark| bytes.starts_with(mark))
}

/// Opens a packed file; nothing where a part of it cannot be read, as what
/// cannot be searched may not go out.
pub(super) fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if !archive.comment().is_empty() {
        return None;
    }
    let mut left = MOST;
    let mut parts = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut inside = Vec::new();
        part.take(left + 1).read_to_end(&mut inside).ok()?;
        left = left.checked_sub(u64::try_from(inside.len()).ok()?)?;
        if is_packed(&inside) {
            return None;
        }
        parts.push(Part { name, bytes: inside });
    }
    Some(parts)
}
