//! Who must agree to a change of which folder, as each forge reads it.

use std::fmt::Write as _;

use super::home::{Home, Kind};
use super::{Answers, File};

const HEAD: &str = "\
# Who must agree to a change of which folder. Make these teams, or put in their
# place those that you have, and let the branch require their review (ADMIN.md).
# ใครต้องรับรองการแก้โฟลเดอร์ใด: สร้างทีมเหล่านี้ หรือแก้เป็นทีมที่มี แล้วให้สาขาต้องมีการรับรองจากเจ้าของ
";

const COMMON: &str = "
# What decides for all: money's rules, who is written to, what runs by itself.
";

/// A path as the forge's file of owners writes it; a folder ends in `/`.
fn pattern(kind: Kind, path: &str) -> String {
    match kind {
        // Forgejo and Gitea read regular expressions.
        Kind::Forgejo | Kind::Gitea => {
            let path = path.replace('.', "\\.");
            if path.ends_with('/') { format!("{path}.*") } else { path }
        }
        Kind::Github | Kind::Gitlab => format!("/{path}"),
    }
}

/// Returns the file of owners; nothing for a book that lives on no forge.
pub(super) fn file(answers: &Answers) -> Option<File> {
    let home = answers.home.as_ref()?;
    let agencies = answers
        .agencies
        .iter()
        .map(|agency| (format!("records/{}/", agency.slug), agency.slug.as_str()));
    let text = format!(
        "{HEAD}{}{COMMON}{}",
        lines(home, agencies),
        lines(home, common(home.kind))
    );
    Some(File::new(home.kind.owners_file(), text))
}

fn common(kind: Kind) -> impl Iterator<Item = (String, &'static str)> {
    let records = [
        "office.toml",
        "stamp-ca.pem",
        "rules/",
        "holidays/",
        "balances/",
        "approvals/",
    ]
    .map(|name| format!("records/{name}"));
    let workflows = kind.folder().map(|folder| format!("{folder}/"));
    // On GitHub the file itself stands among the workflows' folder.
    let itself = (kind != Kind::Github).then(|| kind.owners_file().to_owned());
    records
        .into_iter()
        .chain([".ci/".to_owned()])
        .chain(workflows)
        .chain(itself)
        .map(|path| (path, "approvers"))
}

fn lines<'t>(home: &Home, owned: impl Iterator<Item = (String, &'t str)>) -> String {
    let owner = home.owner();
    let mut text = String::new();
    for (path, team) in owned {
        let _ = writeln!(text, "{:44} @{owner}/{team}", pattern(home.kind, &path));
    }
    text
}
