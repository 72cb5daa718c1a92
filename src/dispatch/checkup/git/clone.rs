//! The clone: its branch, history and open edits, who commits, what is left out.

use super::Branch;
use crate::dispatch::checkup::{Check, Matter, say};
use crate::text::Words;

/// Judges whether it is the main branch.
pub(super) fn name(branch: &Branch) -> Check {
    match &branch.other_default {
        None => Check::fine("branch", Words::new(branch.name.as_str(), branch.name.as_str())),
        Some(main) => Check::wrong(
            "branch",
            Matter::Settings,
            Words::new(
                format!("{} ไม่ใช่สาขาหลัก ({main}) จึงส่งถึงใครไม่ได้", branch.name),
                format!(
                    "{} is not the main branch ({main}), so it writes to nobody",
                    branch.name
                ),
            ),
            Words::new(format!("git switch {main}"), format!("git switch {main}")),
        ),
    }
}

/// Judges whether the history is whole.
pub(super) fn history(branch: &Branch) -> Check {
    if branch.is_shallow {
        return Check::warning(
            "history",
            say((
                "เป็นสำเนาตื้น (shallow) เห็นประวัติไม่ครบ: --at และการตรวจย้อนหลังใช้ไม่ได้เต็มที่",
                "this is a shallow clone: --at and checks of history see a part only",
            )),
            say((
                "git fetch --unshallow (ใน CI: fetch-depth: 0)",
                "git fetch --unshallow (in CI: fetch-depth: 0)",
            )),
        );
    }
    Check::fine("history", say(("ครบ", "whole")))
}

/// Judges whether all is committed.
pub(super) fn edits(branch: &Branch) -> Check {
    if branch.is_clean {
        return Check::fine("edits", say(("ไม่มี", "none")));
    }
    Check::warning(
        "edits",
        say((
            "มีแฟ้มใน records หรือ templates ที่ยังไม่ commit ซึ่งไม่มีผลต่อการส่งและการตรวจนี้",
            "records or templates are edited and not committed; neither deliveries nor this check-up see them",
        )),
        say(("git status แล้ว commit", "git status, then commit")),
    )
}

/// Judges whether git knows who commits.
pub(super) fn committer(branch: &Branch) -> Check {
    match &branch.committer {
        Some(who) => Check::fine("committer", Words::new(who.as_str(), who.as_str())),
        None => Check::warning(
            "committer",
            say((
                "git ไม่รู้ว่าใครบันทึก บันทึกการส่งจะลงชื่อว่า duebook",
                "git does not know who commits; the journal's commits will bear the name duebook",
            )),
            say((
                "git config user.name \"ชื่อ\" และ git config user.email \"อีเมล\"",
                "git config user.name \"name\" and git config user.email \"address\"",
            )),
        ),
    }
}

/// Judges whether git leaves out what is not for it.
pub(super) fn ignored(branch: &Branch) -> Check {
    if branch.not_ignored.is_empty() {
        return Check::fine("ignored", say(("outbox/ และ site/", "outbox/ and site/")));
    }
    let names = branch.not_ignored.join(" ");
    let lines: Vec<String> = branch.not_ignored.iter().map(|name| format!("/{name}")).collect();
    let lines = lines.join("  ");
    Check::warning(
        "ignored",
        Words::new(
            format!("git จะเก็บ {names} ด้วย ซึ่งมีข้อมูลส่วนบุคคลหรือสร้างใหม่ได้"),
            format!("git would take {names} along, which hold personal data or can be made anew"),
        ),
        Words::new(
            format!("เพิ่มใน .gitignore:  {lines}"),
            format!("add to .gitignore:  {lines}"),
        ),
    )
}
