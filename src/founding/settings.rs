//! `records/office.toml` of a new book.

use super::fill::{canonical, fill, key, quoted};
use super::{Answers, shipped};
use crate::record::shape;

/// Writes the office's settings.
#[must_use]
pub(super) fn office(answers: &Answers) -> String {
    let live = answers.home.as_ref().map(super::Home::place);
    let text = fill(
        shipped::OFFICE,
        &[
            ("name", &quoted(&answers.name)),
            (
                "name_en",
                &key("name_en", answers.name_en.as_deref(), "\"Finance Section, …\""),
            ),
            ("audience", &quoted(answers.audience.name())),
            (
                "site_url",
                &key(
                    "site_url",
                    answers.site_url.as_deref(),
                    "\"https://…/\"   # ที่อยู่ของหน้าเว็บ จดหมายจะมีลิงก์",
                ),
            ),
            ("forge", &forge(answers)),
            ("from", &key("from", answers.from.as_deref(), "\"…\"   # บัญชีที่ส่ง")),
            (
                "reply_to",
                &key(
                    "reply_to",
                    answers.reply_to.as_deref(),
                    "\"…\"   # คำตอบไปที่ใด ไม่เขียนคือที่ผู้ส่ง",
                ),
            ),
            (
                "live",
                &key(
                    "live",
                    live.as_deref(),
                    "\"git.example.go.th/finance/book\"   # ที่เก็บเดียวที่ส่งถึงคนได้ สำเนาส่งไม่ได้",
                ),
            ),
        ],
    );
    canonical(shape::File::Office, text)
}

fn forge(answers: &Answers) -> String {
    let Some(home) = &answers.home else {
        return "# forge = { edit = \"https://…/{path}\", new = \"https://…?filename={path}&value={text}\", commit = \"https://…/{commit}\" }".to_owned();
    };
    let links: Vec<String> = home
        .links()
        .iter()
        .map(|(name, link)| format!("{name} = {}", quoted(link)))
        .collect();
    format!("forge = {{ {} }}", links.join(", "))
}
