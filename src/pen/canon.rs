//! The canonical form of a file: keys in the catalogue's order with their signs
//! below each other, amounts as `25_000.00`, one empty line before each header.
//! Comments stay with the line that they speak of; what a text says stays.

use toml_edit::{Decor, DocumentMut, InlineTable, Item, Key as Name, Table, Value as Written};

use super::write::margin;
use crate::money::Satang;
use crate::record::shape::{Key, What};

/// Returns a text in canonical form; `None` where it is no TOML.
#[must_use]
pub fn canonical(keys: &[Key], text: &str) -> Option<String> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut doc: DocumentMut = plain.parse().ok()?;
    lines(doc.as_table_mut(), keys);
    let trailing = paragraph(doc.trailing().as_str().unwrap_or_default(), false);
    let end = trailing.trim_end_matches('\n');
    let gap = if end.is_empty() { "" } else { "\n" };
    let first = if doc.as_table().is_empty() { "" } else { gap };
    doc.set_trailing(format!("{first}{}{gap}", end.trim_start_matches('\n')));
    // A file that begins with a header needs no empty line before it.
    Some(doc.to_string().trim_start_matches('\n').to_owned())
}

/// Brings a table of lines into order, and the tables below it.
fn lines(table: &mut Table, keys: &[Key]) {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let mut entries: Vec<(Name, Item)> = names.iter().filter_map(|name| table.remove_entry(name)).collect();
    let head = entries
        .first_mut()
        .map(|(name, item)| take_head(name, item))
        .unwrap_or_default();
    entries.sort_by_key(|(name, item)| (!item.is_value(), item.is_value().then(|| rank(keys, name.get()))));
    let values = entries.iter().filter(|(_, item)| item.is_value());
    let width = margin(values.map(|(name, _)| name.get()));
    for (at, (mut name, mut item)) in entries.into_iter().enumerate() {
        let key = keys.iter().find(|key| key.name == name.get());
        let inside = key.map_or(&[][..], Key::inside);
        match &mut item {
            Item::Value(value) => {
                let above = prefix(name.leaf_decor());
                let above = if at == 0 { format!("{head}{above}") } else { above };
                let pad = width.saturating_sub(name.get().chars().count()) + 1;
                name.fmt();
                *name.leaf_decor_mut() = Decor::new(paragraph(&above, at == 0), " ".repeat(pad));
                settle(value, key);
            }
            Item::Table(below) => {
                headed(below);
                lines(below, inside);
            }
            Item::ArrayOfTables(list) => {
                for below in list.iter_mut() {
                    headed(below);
                    lines(below, inside);
                }
            }
            Item::None => {}
        }
        table.insert_formatted(&name, item);
    }
}

fn rank(keys: &[Key], name: &str) -> usize {
    keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX)
}

fn prefix(decor: &Decor) -> String {
    decor
        .prefix()
        .and_then(|raw| raw.as_str())
        .unwrap_or_default()
        .to_owned()
}

/// Takes what stands at the head of the file and speaks of all of it: schema
/// lines, and comments with an empty line below.
fn take_head(name: &mut Name, item: &Item) -> String {
    if !item.is_value() {
        return String::new();
    }
    let above = prefix(name.leaf_decor());
    let own = above.rfind("\n\n").map_or(0, |at| at + 2);
    let schema: usize = above[own..]
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("#:"))
        .map(str::len)
        .sum();
    let (head, rest) = above.split_at(own + schema);
    let head = head.to_owned();
    let rest = rest.to_owned();
    name.leaf_decor_mut().set_prefix(rest);
    head
}

/// Comments above a line, with no more than one empty line between them and
/// no spaces before or behind.
fn paragraph(text: &str, first: bool) -> String {
    let mut out = String::new();
    let mut empty = first;
    for line in text
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n') || line.contains('#'))
    {
        let line = line.trim();
        if !line.is_empty() || !empty {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out
}

/// One empty line above a header, comments between.
fn headed(table: &mut Table) {
    if table.is_implicit() || table.is_dotted() {
        return;
    }
    let above = paragraph(&prefix(table.decor()), true);
    let end = comment(table.decor());
    *table.decor_mut() = Decor::new(format!("\n{above}"), end);
}

/// A comment behind a value or header, with its distance; nothing else.
fn comment(decor: &Decor) -> String {
    let behind = decor
        .suffix()
        .and_then(|raw| raw.as_str())
        .unwrap_or_default()
        .trim_end();
    if behind.is_empty() || behind.starts_with([' ', '\t']) {
        behind.to_owned()
    } else {
        format!(" {behind}")
    }
}

/// Writes a value in its own form, the comment behind it kept.
fn settle(value: &mut Written, key: Option<&Key>) {
    let end = comment(value.decor());
    match (value, key.map(|key| &key.what)) {
        (value @ (Written::Float(_) | Written::Integer(_)), Some(What::Amount | What::AmountOrZero)) => {
            let bare = value.to_string();
            let bare = bare.split('#').next().unwrap_or_default().trim();
            if let Some(amount) = Satang::parse(bare)
                .ok()
                .and_then(|amount| amount.as_record().parse().ok())
            {
                *value = amount;
            }
            *value.decor_mut() = Decor::new(" ", end);
        }
        (Written::InlineTable(table), what) => {
            let inside = match what {
                Some(What::Table(inside)) => inside,
                _ => &[][..],
            };
            braces(table, inside);
            *table.decor_mut() = Decor::new(" ", end);
        }
        (value, _) => *value.decor_mut() = Decor::new(" ", end),
    }
}

fn braces(table: &mut InlineTable, keys: &[Key]) {
    table.sort_values_by(|a, _, b, _| rank(keys, a.get()).cmp(&rank(keys, b.get())));
    for (name, value) in table.iter_mut() {
        settle(value, keys.iter().find(|key| key.name == name.get()));
    }
    table.fmt();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pen::facts;
    use crate::record::shape::File;
    use proptest::prelude::*;

    #[test]
    fn a_file_comes_into_order_and_its_comments_come_along() {
        let typed = "#:schema ../../../schema/advance.json\n# โครงการเร่งด่วน\n\namount=25000.5   # ตามสัญญา\r\n  fund = \"budget\"\n\n\n\
                     # เลขที่\ncontract = \"บย. 1/2570\"\nborrower = {email=\"a@example.org\",name = \"ก\"}\n\
                     [[clearing]]# ครั้งที่ 1\ncash=1\n\ndate = 2026-10-20\n\n\n# ครั้งที่ 2\n[[clearing]]\ndate = 2026-10-21\nvouchers = 2\n\n# จบ\n\n";
        let want = "#:schema ../../../schema/advance.json\n# โครงการเร่งด่วน\n\n# เลขที่\ncontract = \"บย. 1/2570\"\nfund     = \"budget\"\n\
                    amount   = 25_000.50   # ตามสัญญา\nborrower = { name = \"ก\", email = \"a@example.org\" }\n\n\
                    [[clearing]] # ครั้งที่ 1\ndate = 2026-10-20\ncash = 1.00\n\n# ครั้งที่ 2\n[[clearing]]\ndate     = 2026-10-21\nvouchers = 2.00\n\n# จบ\n";
        let got = canonical(File::Advance.keys(), typed).expect("TOML");
        assert_eq!(got, want);
        assert_eq!(canonical(File::Advance.keys(), &got), Some(got.clone()));
    }

    #[test]
    fn what_is_no_toml_has_no_form_and_an_empty_file_stays_one() {
        assert_eq!(canonical(File::Advance.keys(), "amount = \n"), None);
        assert_eq!(canonical(File::Advance.keys(), ""), Some(String::new()));
        assert_eq!(canonical(File::Advance.keys(), "# x\n\n\n"), Some("# x\n".to_owned()));
    }

    /// Lines of a record in any order, with odd spaces and comments.
    fn scrambled() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just("contract=\"บย. 1/2570\""),
            Just("  fund = \"budget\"   # ก"),
            Just("# ข้อความ\n\namount = 1_0.5"),
            Just("borrower = { email = \"a@example.org\", name = \"ก # x\" }"),
            Just("contracted   = 2026-10-12#x"),
            Just("notes = \"\"\"\n  สอง\nบรรทัด # ไม่ใช่หมายเหตุ\n\"\"\""),
            Just("strange = [1,\n  2]"),
            Just("'quoted key' = 1"),
            Just("hold.until = 2026-12-01 # z"),
        ];
        let event = prop_oneof![
            Just("[[clearing]]\ncash=1.0\n date = 2026-10-20 # x\n"),
            Just("\n\n# ข\n[[extension]]   # y\ndue=2026-12-01\n"),
            Just("[[other]]\nb = 1\na = 2\n"),
            Just("[table]\nz=1\n"),
        ];
        (
            prop::collection::vec(line, 0..8),
            prop::collection::vec(event, 0..4),
            prop::bool::ANY,
        )
            .prop_map(|(lines, events, windows)| {
                let text = format!("{}\n{}", lines.join("\n"), events.concat());
                if windows { text.replace('\n', "\r\n") } else { text }
            })
    }

    proptest! {
        #[test]
        fn the_form_is_final_and_says_the_same(text in scrambled()) {
            let keys = File::Advance.keys();
            let Some(form) = canonical(keys, &text) else { return Ok(()) };
            prop_assert_eq!(canonical(keys, &form), Some(form.clone()), "not final");
            let plain = text.replace("\r\n", "\n");
            let (before, after): (toml::Table, toml::Table) = (plain.parse().expect("TOML"), form.parse().expect("TOML"));
            prop_assert_eq!(format!("{before:?}"), format!("{after:?}"));
            prop_assert_eq!(facts(keys, &plain), facts(keys, &form));
            prop_assert_eq!(text.matches('#').count(), form.matches('#').count(), "a comment was lost");
        }
    }
}
