//! The two pages of a new book: for officers, and for whoever runs it.

use super::fill::{fill, markdown};
use super::home::Kind;
use super::{Answers, shipped};

/// Writes the page for officers.
#[must_use]
pub(super) fn readme(answers: &Answers) -> String {
    let agencies: Vec<String> = answers
        .agencies
        .iter()
        .map(|agency| {
            let short = agency.short.as_deref().map(|short| format!(" ({})", markdown(short)));
            format!(
                "- {}{}: `records/{}/`",
                markdown(&agency.name),
                short.unwrap_or_default(),
                agency.slug
            )
        })
        .collect();
    let repository = answers.home.as_ref().map_or_else(
        || "(ผู้ดูแลใส่ที่อยู่ของที่เก็บตรงนี้)".to_owned(),
        |home| format!("<{}>", home.url()),
    );
    let site = answers
        .site_url
        .as_ref()
        .map(|url| format!(" หน้าที่เผยแพร่แล้วอยู่ที่ <{url}>"));
    let guide = answers
        .program
        .as_ref()
        .map(|program| format!("- คู่มือเต็ม: `docs/guide.th.md` ในที่เก็บของโปรแกรม <{program}>"));
    let desk = answers.reply_to.as_ref().or(answers.from.as_ref());
    fill(
        shipped::README,
        &[
            ("office", &markdown(&answers.name)),
            ("repository", &repository),
            ("guide", &guide.unwrap_or_default()),
            ("site", &site.unwrap_or_default()),
            ("agencies", &agencies.join("\n")),
            (
                "desk",
                &desk.map_or_else(
                    || "ฝ่ายการคลัง".to_owned(),
                    |desk| format!("ฝ่ายการคลัง {}", markdown(desk)),
                ),
            ),
        ],
    )
}

/// Writes the page for whoever runs the book.
#[must_use]
pub(super) fn admin(answers: &Answers) -> String {
    let home = answers.home.as_ref();
    let (automation, keeping) = match home.map(|home| home.kind) {
        Some(Kind::Github) => (shipped::ADMIN_GITHUB, shipped::ADMIN_KEPT_FORGE),
        Some(Kind::Forgejo | Kind::Gitea) => (shipped::ADMIN_FORGEJO, shipped::ADMIN_KEPT_FORGE),
        Some(Kind::Gitlab) | None => (shipped::ADMIN_SERVER, shipped::ADMIN_KEPT_SERVER),
    };
    let owners = home.map_or("CODEOWNERS", |home| home.kind.owners_file());
    let keeping = fill(keeping, &[("owners", owners)]);
    let remote = home.map_or_else(|| "ที่อยู่ของที่เก็บ".to_owned(), |home| home.remote.clone());
    fill(
        shipped::ADMIN,
        &[
            ("remote", &remote),
            ("automation", automation.trim_end()),
            ("keeping", keeping.trim_end()),
        ],
    )
}
