//! Why a book in git has no branch to write to, in words.

use crate::text::Words;

/// Why a book in git has no branch to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// HEAD is on no branch.
    Detached,
    /// Git is not there, or refuses to read the repository. What it said.
    Mute(String),
    /// The branch follows one of another name on the remote: both names.
    Elsewhere(String, String),
    /// There are several remotes, and the branch follows none of them.
    Many(String),
}

impl Lost {
    /// Says why.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Lost::Detached => Words::new(
                "git ไม่ได้อยู่บนสาขาใด (detached HEAD) จึงไม่มีที่จดว่าส่งอะไรไปแล้ว",
                "git is on no branch (detached HEAD), so there is nowhere to note what was sent",
            ),
            Lost::Mute(said) => Words::new(
                format!("สมุดนี้อยู่ใน git แต่อ่านที่เก็บไม่ได้ จึงยังไม่ส่งอะไร: {said}"),
                format!("this book is in git, but the repository cannot be read, so nothing was sent: {said}"),
            ),
            Lost::Elsewhere(here, there) => Words::new(
                format!("สาขา {here} ตามสาขา {there} ซึ่งชื่อไม่ตรงกัน จึงไม่รู้ว่าจะจดการส่งลงสาขาใด"),
                format!("{here} follows {there}, which has another name, so it is unclear where to note what was sent"),
            ),
            Lost::Many(here) => Words::new(
                format!("มีที่เก็บหลายแห่งและสาขา {here} ไม่ได้ตามแห่งใด จึงไม่รู้ว่าจะจดการส่งลงที่ใด"),
                format!(
                    "there are several remotes and {here} follows none, so it is unclear where to note what was sent"
                ),
            ),
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(&self) -> Words {
        match self {
            Lost::Detached => Words::new("git switch main", "git switch main"),
            Lost::Mute(_) => Words::new(
                "ลอง git status ในโฟลเดอร์ของสมุด git บอกวิธีแก้",
                "run git status in the book's folder: git says what to do",
            ),
            Lost::Elsewhere(_, there) => {
                let line = format!("git branch --move {there}");
                Words::new(line.clone(), line)
            }
            Lost::Many(here) => Words::new(
                format!("git push --set-upstream ชื่อที่เก็บ {here}"),
                format!("git push --set-upstream REMOTE {here}"),
            ),
        }
    }
}
