//! What to write between the braces of a table.

use crate::thai;

/// What stands between the braces of the tables that records have.
const SHAPES: [(&str, &str); 9] = [
    ("borrower", "{ name = \"…\", position = \"…\", email = \"…\" }"),
    ("contractor", "{ name = \"…\", kind = \"company\", email = \"…\" }"),
    ("head", "{ name = \"…\", position = \"…\", email = \"…\" }"),
    ("warranty", "{ years = 1 }  ({ months = 6 } · { days = 90 })"),
    ("lg", "{ bank = \"…\", number = \"…\", valid_until = 2027-05-31 }"),
    ("hold", "{ until = 2026-12-31, reason = \"…\" }"),
    ("cancelled", "{ date = YYYY-MM-DD, reason = \"…\" }"),
    ("void", "{ date = YYYY-MM-DD, reason = \"…\" }"),
    ("in_force", "{ from = 2026-10-01 }"),
];

/// What to write between the braces of a key, with as much of what was typed
/// as is certain.
pub(super) fn shape(key: &str, typed: &str) -> String {
    let typed = typed.trim();
    let shape = SHAPES
        .iter()
        .find(|(known, _)| *known == key)
        .map_or("{ … }", |(_, shape)| shape);
    if typed.starts_with('"') && !typed.contains('\n') && shape.starts_with("{ name") {
        return shape.replacen("\"…\"", typed, 1);
    }
    let number: String = thai::digits::to_arabic(typed)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let units = [
        ("เดือน", "months"),
        ("month", "months"),
        ("ปี", "years"),
        ("year", "years"),
        ("วัน", "days"),
        ("day", "days"),
    ];
    let unit = units
        .iter()
        .find(|(word, _)| typed.contains(word))
        .map(|(_, unit)| *unit);
    match unit.filter(|_| key == "warranty" && !number.is_empty()) {
        Some(unit) => format!("{{ {unit} = {number} }}"),
        None => shape.to_owned(),
    }
}
