//! `check --history BASE..HEAD`: what a range of commits did to the past.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::command::Failure;
use crate::command::desk::{self, Desk};
use crate::history::policy;
use crate::record::format::OFFICE;
use crate::text::{Code, Diagnostic, Source, Words};
use crate::world::git::{self, past};

/// What was found, and the texts that it speaks of.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) sources: BTreeMap<Arc<str>, Source>,
    /// How many commits were looked at.
    pub(super) commits: usize,
}

/// Judges a range as it was typed: `BASE..HEAD`, `BASE...HEAD` from where the two
/// parted, or `BASE` up to the newest commit.
pub(super) fn judge(desk: &Desk, typed: &str) -> Result<Judged, Failure> {
    let (base, head, parted) = match typed.split_once("...") {
        Some((base, head)) => (base, head, true),
        None => typed
            .split_once("..")
            .map_or((typed, "HEAD", false), |(base, head)| (base, head, false)),
    };
    let head = if head.is_empty() { "HEAD" } else { head };
    if base.is_empty() {
        return Err(Failure::usage(Words::new(
            "เขียนช่วงเป็น  BASE..HEAD  เช่น  --history origin/main..HEAD",
            "write the range as BASE..HEAD, such as --history origin/main..HEAD",
        )));
    }
    let (base, head) = (desk::revision(&desk.root, base)?, desk::revision(&desk.root, head)?);
    let range = past::range(&desk.root, &base, &head, parted).map_err(|fault| unknown(&fault, typed))?;
    let office = git::commit(&desk.root, &range.base.id)
        .and_then(|commit| git::texts(&desk.root, &commit, [OFFICE].into_iter()))
        .map_err(|fault| desk::git_failure(&fault))?;
    let policy = policy::policy_of(office.get(OFFICE).map_or("", String::as_str));
    let mut findings = policy::judge(&range, &policy, desk.today);
    // Of a file that cannot be read `check` itself says where and why.
    findings.retain(|finding| finding.code != Code::Syntax);
    let sources = range.files.iter().filter_map(|file| {
        let text = range.texts.get(file.after.as_ref()?)?;
        Some((file.path.as_str().into(), Source::new(&file.path, text.as_str())))
    });
    Ok(Judged {
        sources: sources.collect(),
        findings,
        commits: range.commits.len(),
    })
}

fn unknown(fault: &git::Fault, typed: &str) -> Failure {
    Failure::usage(Words::new(
        format!("หาช่วง {typed} ใน git ไม่ได้ ({fault}) ถ้าเป็นสำเนาแบบตื้น ดึงให้ครบก่อน: git fetch --unshallow"),
        format!("git does not know the range {typed} ({fault}); in a shallow clone: git fetch --unshallow"),
    ))
}
