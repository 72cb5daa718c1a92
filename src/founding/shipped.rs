//! The texts that new books are made from, part of the program.

use super::File;
use super::fill::canonical;
use crate::record::shape;

/// Settings of the office.
pub(super) const OFFICE: &str = include_str!("../../templates/book/office.toml");
/// Settings of an agency.
pub(super) const AGENCY: &str = include_str!("../../templates/book/agency.toml");
/// The page for officers.
pub(super) const README: &str = include_str!("../../templates/book/README.md");
/// The page for whoever runs the book.
pub(super) const ADMIN: &str = include_str!("../../templates/book/ADMIN.md");
/// Its chapter about automation, on GitHub.
pub(super) const ADMIN_GITHUB: &str = include_str!("../../templates/book/admin-github.md");
/// Its chapter about automation, on Forgejo and Gitea.
pub(super) const ADMIN_FORGEJO: &str = include_str!("../../templates/book/admin-forgejo.md");
/// Its chapter about automation, on a server of the office's own.
pub(super) const ADMIN_SERVER: &str = include_str!("../../templates/book/admin-server.md");
/// Its chapters about what keeps the book and the program, on a forge with workflows.
pub(super) const ADMIN_KEPT_FORGE: &str = include_str!("../../templates/book/admin-kept-forge.md");
/// The same, where a server of the office's own does the work.
pub(super) const ADMIN_KEPT_SERVER: &str = include_str!("../../templates/book/admin-kept-server.md");
/// What builds the program.
pub(super) const PROGRAM: &str = include_str!("../../templates/book/ci/program");

/// What tells of a change's reminders, and the watchdog: this repository's own.
pub(super) const CI: [(&str, &str); 2] = [
    (".ci/mails", include_str!("../../.ci/mails")),
    (".ci/watch", include_str!("../../.ci/watch")),
];

macro_rules! workflows {
    ($folder:literal, $($name:literal),*) => {
        [$(($name, include_str!(concat!("../../templates/book/", $folder, "/", $name)))),*]
    };
}

/// Workflows of GitHub; the watchdog's is this repository's own.
pub(super) const GITHUB: [(&str, &str); 3] = workflows!("github", "check.yml", "publish.yml", "remind.yml");
/// The watchdog's workflow.
pub(super) const GITHUB_WATCH: (&str, &str) = ("watch.yml", include_str!("../../.github/workflows/watch.yml"));
/// Workflows of Forgejo and Gitea.
pub(super) const FORGEJO: [(&str, &str); 4] =
    workflows!("forgejo", "check.yml", "publish.yml", "remind.yml", "watch.yml");

/// What a server of the office's own runs.
pub(super) const SERVER: [(&str, &str); 3] = [
    ("server/crontab", include_str!("../../docs/server/crontab")),
    (
        "server/duebook-remind.service",
        include_str!("../../docs/server/duebook-remind.service"),
    ),
    (
        "server/duebook-remind.timer",
        include_str!("../../docs/server/duebook-remind.timer"),
    ),
];

/// The regulations that the sample book has: name and text.
pub(super) const RULES: [(&str, &str); 5] = [
    ("bma-2555", include_str!("../../records/rules/bma-2555.toml")),
    ("mof-2562", include_str!("../../records/rules/mof-2562.toml")),
    ("moi-2547", include_str!("../../records/rules/moi-2547.toml")),
    ("moi-2566", include_str!("../../records/rules/moi-2566.toml")),
    (
        "procurement-2560",
        include_str!("../../records/rules/procurement-2560.toml"),
    ),
];

macro_rules! years {
    ($($year:literal),*) => { [$(($year, include_str!(concat!("../../records/holidays/", $year, ".toml")))),*] };
}

/// The closed days that the sample book has: year B.E. and text.
const HOLIDAYS: [(&str, &str); 8] = years!("2563", "2564", "2565", "2566", "2567", "2568", "2569", "2570");

/// Returns the files of closed days.
pub(super) fn holidays() -> impl Iterator<Item = File> {
    HOLIDAYS.iter().map(|(year, text)| {
        let text = canonical(shape::File::Holidays, with_schema(text, "holidays"));
        File::new(format!("records/holidays/{year}.toml"), text)
    })
}

/// Puts the line before a text that tells editors its schema.
pub(super) fn with_schema(text: &str, kind: &str) -> String {
    let text = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#:schema") => rest,
        _ => text,
    };
    format!("#:schema ../../schema/{kind}.json\n{text}")
}

/// Returns the settings of editors and of git.
pub(super) fn editors() -> impl Iterator<Item = File> {
    [
        (".gitignore", include_str!("../../templates/book/gitignore")),
        (".gitattributes", include_str!("../../templates/book/gitattributes")),
        (".taplo.toml", include_str!("../../templates/book/taplo.toml")),
        ("tombi.toml", include_str!("../../templates/book/tombi.toml")),
        (
            ".vscode/settings.json",
            include_str!("../../templates/book/vscode/settings.json"),
        ),
        (
            ".vscode/extensions.json",
            include_str!("../../templates/book/vscode/extensions.json"),
        ),
    ]
    .into_iter()
    .map(|(path, text)| File::new(path, text))
}
