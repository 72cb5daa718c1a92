//! The diary of a delivery on this machine, and the lock that keeps a second
//! delivery of the same book away.
//!
//! One line a step, each written through to the disk. A line that a crash cut
//! off has no line end: it never happened.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chrono::DateTime;

use super::fail;
use crate::dispatch::doors::{self, Line, Verdict};

/// The open diary; while it is open, nobody else can open it.
#[derive(Debug)]
pub struct Diary {
    // Held until the run ends; a killed run's lock is gone with it.
    _lock: File,
    file: File,
    left: Vec<Line>,
}

/// Why a diary cannot be opened.
#[derive(Debug)]
pub enum Busy {
    /// Another delivery of this book is under way on this machine.
    Locked,
    /// The disk refused.
    Disk(io::Error),
}

impl Diary {
    /// Opens the diary in a folder, and reads what a killed run left in it.
    ///
    /// # Errors
    ///
    /// [`Busy`].
    pub fn open(folder: &Path) -> Result<Diary, Busy> {
        fs::create_dir_all(folder).map_err(Busy::Disk)?;
        let mut options = File::options();
        let options = options.create(true).truncate(false).read(true).write(true);
        let lock = options.open(folder.join(".lock")).map_err(Busy::Disk)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Busy::Locked,
            TryLockError::Error(error) => Busy::Disk(error),
        })?;
        let mut file = options.open(folder.join(".diary")).map_err(Busy::Disk)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(Busy::Disk)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        // What was cut off goes before anything is added behind it.
        if whole < bytes.len() {
            file.set_len(whole as u64).map_err(Busy::Disk)?;
        }
        file.seek(SeekFrom::End(0)).map_err(Busy::Disk)?;
        let text = String::from_utf8_lossy(&bytes[..whole]).into_owned();
        Ok(Diary {
            _lock: lock,
            file,
            left: text.lines().filter_map(read).collect(),
        })
    }
}

impl doors::Diary for Diary {
    fn lines(&self) -> &[Line] {
        &self.left
    }

    fn note(&mut self, line: Line) -> Result<(), String> {
        let text = write(&line);
        fail::point();
        if fail::torn() {
            let _ = self.file.write_all(&text.as_bytes()[..text.len() / 2]);
            fail::die();
        }
        let written = self.file.write_all(text.as_bytes());
        fail::point();
        written
            .and_then(|()| self.file.sync_data())
            .map_err(|error| error.to_string())?;
        fail::point();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), String> {
        fail::point();
        self.left.clear();
        let emptied = self.file.set_len(0).and_then(|()| self.file.seek(SeekFrom::Start(0)));
        emptied
            .and_then(|_| self.file.sync_data())
            .map_err(|error| error.to_string())
    }
}

/// Fields are parted by tabs; the reply comes last, on one line.
fn write(line: &Line) -> String {
    let (what, said) = match &line.verdict {
        None => ("leaving", ""),
        Some(Verdict::Sent(said)) => ("sent", said.as_str()),
        Some(Verdict::Refused(said)) => ("refused", said.as_str()),
        Some(Verdict::Deferred(said)) => ("deferred", said.as_str()),
        Some(Verdict::NotSent(said)) => ("not-sent", said.as_str()),
        Some(Verdict::InDoubt(said)) => ("in-doubt", said.as_str()),
    };
    let said: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!(
        "{what}\t{}\t{}\t{}\t{said}\n",
        line.run,
        line.mail,
        line.at.to_rfc3339()
    )
}

fn read(text: &str) -> Option<Line> {
    let mut fields = text.splitn(5, '\t');
    let what = fields.next()?;
    let (run, mail) = (fields.next()?.to_owned(), fields.next()?.to_owned());
    let at = DateTime::parse_from_rfc3339(fields.next()?).ok()?;
    let said = fields.next()?.to_owned();
    let verdict = match what {
        "leaving" => None,
        "sent" => Some(Verdict::Sent(said)),
        "refused" => Some(Verdict::Refused(said)),
        "deferred" => Some(Verdict::Deferred(said)),
        "not-sent" => Some(Verdict::NotSent(said)),
        "in-doubt" => Some(Verdict::InDoubt(said)),
        _ => return None,
    };
    Some(Line { run, mail, at, verdict })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::doors::Diary as _;

    fn line(mail: &str, verdict: Option<Verdict>) -> Line {
        Line {
            run: "2026-11-20T084711-3fa9".into(),
            mail: mail.into(),
            at: DateTime::parse_from_rfc3339("2026-11-20T08:47:11.25+07:00").expect("a moment"),
            verdict,
        }
    }

    /// G3: cut at every byte, the diary is the lines before the cut.
    #[test]
    fn a_line_that_was_cut_off_never_happened() {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = [
            line("", None),
            line("a", None),
            line("a", Some(Verdict::Sent("250 2.0.0 ตกลง".into()))),
            line("b", Some(Verdict::Deferred("450 4.2.0 later\twith a tab".into()))),
        ];
        let mut whole = Vec::new();
        for line in &lines {
            whole.extend_from_slice(write(line).as_bytes());
        }
        for cut in 0..=whole.len() {
            fs::write(folder.path().join(".diary"), &whole[..cut]).expect("a file");
            let ends = whole[..cut].split(|byte| *byte == b'\n').count() - 1;
            let mut diary = Diary::open(folder.path()).expect("a diary");
            assert_eq!(diary.lines().len(), ends, "cut at {cut}");
            diary.note(line("c", None)).expect("a note");
            drop(diary);
            let again = Diary::open(folder.path()).expect("a diary");
            assert_eq!(again.lines().len(), ends + 1, "cut at {cut}");
            assert_eq!(again.lines().last(), Some(&line("c", None)));
            assert_eq!(again.lines()[..ends.min(3)], lines[..ends.min(3)]);
        }
    }

    #[test]
    fn two_runs_of_one_book_keep_out_of_each_others_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Diary::open(folder.path()).expect("a diary");
        assert!(matches!(Diary::open(folder.path()), Err(Busy::Locked)));
        drop(first);
        assert!(Diary::open(folder.path()).is_ok());
    }
}
