//! The regulations of a new book. All that the program ships are written; the
//! one that the office follows is picked by itself for new records, the others
//! only where a record names them.

use std::fmt::Write as _;

use super::fill::canonical;
use super::{File, shipped};
use crate::record::shape;

/// Which regulation an office's advances follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regulation {
    /// Bangkok's of B.E. 2555.
    Bma,
    /// The Ministry of Finance's of B.E. 2562: central administration.
    Finance,
    /// The Ministry of Interior's of B.E. 2566, and of 2547 for what is older:
    /// local administrations.
    Interior,
}

/// The purposes of advances; a rule of a purpose bears its name.
const PURPOSES: [&str; 3] = ["domicile-move", "official-travel", "other-duty"];

impl Regulation {
    /// Every choice, by the name of its file.
    pub const ALL: [(&'static str, Regulation); 3] = [
        ("bma-2555", Regulation::Bma),
        ("mof-2562", Regulation::Finance),
        ("moi-2566", Regulation::Interior),
    ];

    /// Returns the choice that a name means.
    #[must_use]
    pub fn named(name: &str) -> Option<Regulation> {
        let found = Regulation::ALL.iter().find(|(known, _)| *known == name.trim());
        found.map(|(_, regulation)| *regulation)
    }

    /// The name of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        let own = Regulation::ALL.iter().find(|(_, regulation)| *regulation == self);
        own.map_or("", |(name, _)| *name)
    }

    /// Whether a shipped file is picked by itself.
    fn picks(self, file: &str) -> bool {
        match self {
            Regulation::Bma => file == "bma-2555",
            Regulation::Finance => file == "mof-2562",
            Regulation::Interior => file == "moi-2566" || file == "moi-2547",
        }
    }
}

/// Returns the files of all regulations.
pub(super) fn files(chosen: Regulation) -> impl Iterator<Item = File> {
    shipped::RULES.iter().map(move |(name, text)| {
        let text = match *name {
            // Guarantees follow one regulation everywhere.
            "procurement-2560" => (*text).to_owned(),
            name => picked(name, text, chosen.picks(name)),
        };
        let text = canonical(shape::File::Rules, shipped::with_schema(&text, "rules"));
        File::new(format!("records/rules/{name}.toml"), text)
    })
}

/// Writes which purposes a regulation is picked for: its own, or none.
fn picked(file: &str, text: &str, is_chosen: bool) -> String {
    let mut out = String::with_capacity(text.len() + 256);
    let mut rule = "";
    let mut is_first = true;
    for line in text.lines() {
        if line.starts_with("# purposes ") {
            continue;
        }
        if let Some(name) = line.strip_prefix("name ") {
            rule = name.trim_start_matches([' ', '=']).trim_matches('"');
        }
        if line.starts_with("purposes ") {
            out.push_str("purposes  = ");
            out.push_str(&purposes(rule, is_chosen));
        } else {
            out.push_str(line);
        }
        out.push('\n');
        if is_first && !is_chosen {
            let _ = writeln!(
                out,
                "# purposes ว่างไว้โดยตั้งใจ: ระเบียบนี้ไม่ถูกเลือกให้เอง สัญญาที่ใช้ต้องระบุเอง เช่น rule = \"{file}/official-travel\""
            );
        }
        is_first = false;
    }
    out
}

fn purposes(rule: &str, is_chosen: bool) -> String {
    let list = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!("[{}]", quoted.join(", "))
    };
    match (is_chosen, PURPOSES.contains(&rule)) {
        (false, _) => "[]".to_owned(),
        (true, true) => list(&[rule]),
        // Objections and enforcement follow advances of every purpose.
        (true, false) => list(&PURPOSES),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::gather::texts;
    use crate::rule::RuleKind;

    #[test]
    fn a_regulation_is_picked_for_each_purpose_on_each_day() {
        for (chosen, day, file) in [
            (Regulation::Bma, "2026-11-20", "bma-2555"),
            (Regulation::Finance, "2026-11-20", "mof-2562"),
            (Regulation::Interior, "2026-11-20", "moi-2566"),
            (Regulation::Interior, "2023-08-03", "moi-2547"),
        ] {
            let files: Vec<(String, String)> = files(chosen).map(|file| (file.path, file.text)).collect();
            let gathered = texts(&files);
            let wrong: Vec<_> = gathered
                .findings
                .iter()
                .filter(|one| !one.path.ends_with("office.toml"))
                .collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
            for purpose in PURPOSES {
                let day = day.parse().expect("a day");
                let rule = gathered.book.rules.in_force(RuleKind::Advance, purpose, day);
                assert_eq!(rule.map(|rule| rule.id.clone()), Some(format!("{file}/{purpose}")));
                for kind in [RuleKind::Objection, RuleKind::Enforcement] {
                    let rule = gathered.book.rules.in_force(kind, purpose, day).expect("a rule");
                    assert!(rule.id.starts_with(file), "{}", rule.id);
                }
            }
            assert!(
                gathered
                    .book
                    .rules
                    .regulations()
                    .all(|(_, one)| one.confirmed.is_none())
            );
        }
    }
}
