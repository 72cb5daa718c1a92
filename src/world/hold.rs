//! One writer at a time: a folder is held while something in it is read again
//! and replaced. The hold is on the folder itself, so that no file is left
//! behind, and it ends with the process, however that ends.
//!
//! Where folders cannot be held (Windows, some network disks) nobody waits;
//! whoever writes then still looks whether a file is as it was read.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::fail;

/// How long a command waits for another to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it looks.
const GLANCE: Duration = Duration::from_millis(20);

/// A folder that is ours until this is dropped.
#[derive(Debug)]
pub struct Hold {
    _folder: Option<File>,
}

/// Holds a folder, once whoever holds it has ended.
///
/// # Errors
///
/// `ResourceBusy` where another process held it for too long; else as the disk
/// says of the folder.
pub fn hold(folder: &Path) -> io::Result<Hold> {
    let opened = match File::open(folder) {
        Ok(opened) => opened,
        Err(_) if cfg!(not(unix)) => return Ok(Hold { _folder: None }),
        Err(error) => return Err(error),
    };
    let patience = fail::span("DUEBOOK_TEST_HOLD_MS")
        .and_then(|span| span.to_std().ok())
        .unwrap_or(PATIENCE);
    let mut waited = Duration::ZERO;
    loop {
        match opened.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if waited < patience => {
                std::thread::sleep(GLANCE);
                waited += GLANCE;
            }
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::ResourceBusy.into()),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(Hold { _folder: None });
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(Hold { _folder: Some(opened) })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_one_until_it_lets_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = hold(folder.path()).expect("held");
        let path = folder.path().to_owned();
        let second = std::thread::spawn(move || hold(&path).map(|_| ()));
        std::thread::sleep(GLANCE * 3);
        assert!(!second.is_finished(), "it waits");
        drop(first);
        second.join().expect("ended").expect("held");
    }
}
