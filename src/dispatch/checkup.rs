//! A check-up before anything depends on it: what was looked at, what was
//! found, and what to do. Here is the judging; whoever calls it has looked.

pub mod book;
pub mod clock;
pub mod git;
pub mod journal;
pub mod mail;
pub mod stamp;
pub mod start;

use super::doors::Trouble;
use crate::text::Words;

/// Whose matter it is when a check goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The network's or a server's: it may go by itself. Exit status 75.
    Later,
    /// The records'. Exit status 1.
    Records,
    /// A setting's, until somebody mends it. Exit status 78.
    Settings,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Fine,
    /// It works, and somebody should look.
    Warning,
    /// It does not work.
    Wrong(Matter),
    /// It was not looked at; why is said.
    Skipped,
}

impl State {
    /// Returns the name that JSON uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::Fine => "fine",
            State::Warning => "warning",
            State::Wrong(_) => "wrong",
            State::Skipped => "skipped",
        }
    }
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name for machines, stable.
    pub name: &'static str,
    /// How it ended.
    pub state: State,
    /// What was found.
    pub found: Words,
    /// What to do, where something is to be done.
    pub help: Option<Words>,
}

/// A pair of texts, Thai first.
type Pair<'t> = (&'t str, &'t str);

impl Check {
    /// All is well.
    #[must_use]
    pub fn fine(name: &'static str, found: Words) -> Check {
        Check {
            name,
            state: State::Fine,
            found,
            help: None,
        }
    }

    /// It works, and somebody should look.
    #[must_use]
    pub fn warning(name: &'static str, found: Words, help: Words) -> Check {
        Check {
            name,
            state: State::Warning,
            found,
            help: Some(help),
        }
    }

    /// It does not work.
    #[must_use]
    pub fn wrong(name: &'static str, matter: Matter, found: Words, help: Words) -> Check {
        Check {
            name,
            state: State::Wrong(matter),
            found,
            help: Some(help),
        }
    }

    /// It was not looked at.
    #[must_use]
    pub fn skipped(name: &'static str, why: Words) -> Check {
        Check {
            name,
            state: State::Skipped,
            found: why,
            help: None,
        }
    }

    /// A door did not open. `mend` says what to do where a setting is wrong.
    #[must_use]
    pub fn trouble(name: &'static str, trouble: &Trouble, mend: Words) -> Check {
        let found = trouble.words().clone();
        match trouble {
            Trouble::Settings(_) => Check::wrong(name, Matter::Settings, found, mend),
            Trouble::Later(_) => Check::wrong(
                name,
                Matter::Later,
                found,
                say((
                    "ตรวจชื่อ พอร์ต และเครือข่าย (ไฟร์วอลล์ของเครื่องนี้) ถ้าถูกแล้วลองใหม่ภายหลัง",
                    "check name, port and network (this machine's firewall); if they are right, try again later",
                )),
            ),
        }
    }
}

fn say((th, en): Pair<'_>) -> Words {
    Words::new(th, en)
}

/// Returns the exit status: settings before records before the network, as
/// the last may be different in a minute.
#[must_use]
pub fn status(checks: &[Check]) -> u8 {
    let worst = checks.iter().filter_map(|check| match check.state {
        State::Wrong(matter) => Some(matter),
        _ => None,
    });
    match worst.max() {
        None => 0,
        Some(Matter::Later) => 75,
        Some(Matter::Records) => 1,
        Some(Matter::Settings) => 78,
    }
}

/// Returns what a check is called.
#[must_use]
pub fn label(name: &str) -> Words {
    let (th, en) = match name {
        "book" => ("สมุดที่ตรวจ", "Book"),
        "records" => ("ระเบียน", "Records"),
        "holidays" => ("วันหยุดราชการ", "Holidays"),
        "rules" => ("ระเบียบ", "Regulations"),
        "addresses" => ("อีเมลของผู้รับ", "Addresses"),
        "agencies" => ("อีเมลของส่วนราชการ", "Agencies"),
        "sender" => ("ผู้ส่ง", "Sender"),
        "samples" => ("ที่อยู่ตัวอย่าง", "Samples"),
        "schedule" => ("ตัวตั้งเวลา", "Schedule"),
        "owners" => ("ผู้รับรองการแก้", "Owners"),
        "protection" => ("การป้องกันสาขา", "Protection"),
        "journal" => ("บันทึกการส่ง", "Journal"),
        "stamps" => ("ประทับเวลา", "Time stamps"),
        "held" => ("รายการที่รอ", "Waiting"),
        "plan" => ("ถ้าส่งตอนนี้", "A run now"),
        "clock" => ("นาฬิกา", "Clock"),
        "git" => ("git", "git"),
        "branch" => ("สาขา", "Branch"),
        "remote" => ("ที่เก็บปลายทาง", "Remote"),
        "push" => ("สิทธิ์เขียน", "Push"),
        "history" => ("ประวัติ", "History"),
        "edits" => ("แฟ้มที่แก้ค้าง", "Open edits"),
        "committer" => ("ผู้บันทึก", "Committer"),
        "live" => ("ที่เก็บตัวจริง", "Live book"),
        "ignored" => ("แฟ้มที่ git ไม่เก็บ", "Ignored"),
        "smtp-url" => ("ทางส่งอีเมล", "Mail route"),
        "smtp" => ("เซิร์ฟเวอร์ส่ง", "Mail server"),
        "mailbox" => ("กล่องจดหมาย", "Mailbox"),
        "test-mail" => ("อีเมลทดสอบ", "Test mail"),
        "found-again" => ("ตามหาในกล่อง", "Found again"),
        other => (other, other),
    };
    say((th, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_matter_ends_the_command() {
        let words = || Words::new("", "");
        let wrong = |matter| Check::wrong("x", matter, words(), words());
        let fine = [Check::fine("x", words()), Check::warning("x", words(), words())];
        for (more, want) in [
            (vec![], 0),
            (vec![wrong(Matter::Later)], 75),
            (vec![wrong(Matter::Later), wrong(Matter::Records)], 1),
            (vec![wrong(Matter::Settings), wrong(Matter::Records)], 78),
        ] {
            let all: Vec<Check> = fine.iter().cloned().chain(more).collect();
            assert_eq!(status(&all), want);
        }
    }
}
