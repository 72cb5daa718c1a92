//! The remote: whether it answers, fits, and takes what is written.

use super::{Branch, Push};
use crate::dispatch::checkup::{Check, Matter, say};
use crate::text::Words;

/// Judges whether it answers, and fits.
pub(super) fn remote(branch: &Branch) -> Check {
    let Some((name, place)) = &branch.remote else {
        return Check::warning(
            "remote",
            say((
                "ไม่มีที่เก็บปลายทาง ถ้าดิสก์เสีย บันทึกการส่งหายไปด้วย",
                "there is no remote: if this disk is lost, so is the journal",
            )),
            say((
                "git remote add origin ที่อยู่ของที่เก็บ แล้ว git push -u origin main",
                "git remote add origin ADDRESS, then git push -u origin main",
            )),
        );
    };
    match &branch.fetched {
        Ok(()) => Check::fine(
            "remote",
            Words::new(
                format!("{name} ({place}) ตอบ และเข้ากันได้กับสาขานี้"),
                format!("{name} ({place}) answers and fits this branch"),
            ),
        ),
        Err(said) if said.contains("diverged") => Check::wrong(
            "remote",
            Matter::Settings,
            Words::new(
                format!("สาขา {} ในเครื่องกับที่ {name} แยกจากกัน จึงส่งไม่ได้", branch.name),
                format!(
                    "{} here and at {name} have diverged, so nothing can be sent",
                    branch.name
                ),
            ),
            say(("git pull --rebase แล้ว git push", "git pull --rebase, then git push")),
        ),
        Err(said) => Check::wrong(
            "remote",
            matter(said),
            Words::new(
                format!("ดึงจาก {name} ({place}) ไม่ได้: {said}"),
                format!("{name} ({place}) cannot be fetched: {said}"),
            ),
            say((
                "ตรวจที่อยู่ด้วย git remote -v และสิทธิ์เข้าถึง (กุญแจหรือ token) ถ้าถูกแล้วลองใหม่ภายหลัง",
                "check the address with git remote -v and the access (key or token); if they are right, try again later",
            )),
        ),
    }
}

/// Judges whether it takes what is written.
pub(super) fn push(branch: &Branch) -> Check {
    let honest = (
        "ลองแบบไม่เขียนจริง (dry run) ที่เก็บรับ แต่กฎของเซิร์ฟเวอร์ เช่น สาขาที่ป้องกันไว้ จะรู้เมื่อส่งจริง ซึ่งจองก่อนส่งเสมอ",
        "a dry run is taken; rules of the server, such as a protected branch, show only in a real run, which claims before it sends",
    );
    match &branch.push {
        None => Check::skipped("push", say(("ไม่มีที่เก็บที่ตอบให้ลอง", "no remote answered to try it"))),
        Some(Push::Taken | Push::Late) => Check::fine("push", say(honest)),
        Some(Push::Forbidden(said)) => Check::wrong(
            "push",
            Matter::Settings,
            Words::new(
                format!("ที่เก็บไม่ให้เขียนลงสาขา {}: {said}", branch.name),
                format!("the remote does not let this account write to {}: {said}", branch.name),
            ),
            say((
                "ให้บัญชีนี้มีสิทธิ์เขียน (contents: write) และยกเว้นจากการป้องกันสาขา",
                "give this account the right to write (contents: write), and let it past the branch's protection",
            )),
        ),
        Some(Push::Failed(said)) => Check::wrong(
            "push",
            matter(said),
            Words::new(
                format!("เขียนลงที่เก็บไม่ได้: {said}"),
                format!("the remote took no push: {said}"),
            ),
            say((
                "ตรวจที่อยู่สำหรับเขียนด้วย git remote -v (บรรทัด push) และสิทธิ์",
                "check the address for writing with git remote -v (the push line), and the access",
            )),
        ),
    }
}

/// Whose matter it is: trying again later does not help where the remote is not
/// there, or does not let us in.
fn matter(said: &str) -> Matter {
    let said = said.to_lowercase();
    let denied = [
        "does not appear to be a git repository",
        "not found",
        "does not exist",
        "denied",
        "403",
        "401",
        "authentication failed",
        "could not read username",
        "could not read password",
        "host key verification",
    ]
    .iter()
    .any(|words| said.contains(words));
    if denied { Matter::Settings } else { Matter::Later }
}
