//! What is inside a packed file: the gate reads a workbook's parts, not the
//! noise that packing makes of them.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// How much a packed file may come to, unpacked.
pub(super) const MOST: u64 = 1 << 30;

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

/// Opens a packed file; nothing where a part of it cannot be read, or where it
/// comes to more than `most`, as what cannot be searched may not go out.
pub(super) fn parts(bytes: &[u8], most: u64) -> Option<Vec<Part>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if !archive.comment().is_empty() {
        return None;
    }
    let mut left = most;
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn packed(files: &[(&str, &[u8])], comment: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.set_comment(comment).expect("a comment");
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(bytes).expect("its bytes");
        }
        zip.finish().expect("a packed file").into_inner()
    }

    #[test]
    fn what_cannot_be_read_to_its_end_stays_closed() {
        let two: [(&str, &[u8]); 2] = [("a", b"12345"), ("b", b"67890")];
        let inner = packed(&two, "");
        for (what, bytes, most, want) in [
            ("two parts", packed(&two, ""), MOST, Some(2)),
            ("as much as may be", packed(&two, ""), 10, Some(2)),
            ("a byte more", packed(&two, ""), 9, None),
            ("the first part alone is more", packed(&two, ""), 4, None),
            ("nothing packed", packed(&[], ""), MOST, Some(0)),
            ("a word about it", packed(&two, "นายสมชาย"), MOST, None),
            ("packed twice", packed(&[("a", &inner)], ""), MOST, None),
        ] {
            assert!(is_packed(&bytes), "{what}");
            assert_eq!(parts(&bytes, most).map(|parts| parts.len()), want, "{what}");
        }
    }
}
