//! What Tera says of a mistake, in the office's words: what is wrong, and what
//! to write instead.

use crate::press::own;
use crate::text::Words;
use crate::text::nearest::nearest;

/// Filters that templates use; of Tera's own, those that a page needs.
const FILTERS: [&str; 15] = [
    "fill", "rich", "breaks", "nb", "unbroken", "safe", "escape", "default", "length", "join", "first", "last",
    "upper", "lower", "replace",
];

/// The blocks of the built-in frames.
const BLOCKS: [&str; 7] = ["head", "main", "style", "sheet", "body", "subject", "facts"];

/// Returns what is wrong and what to write.
pub(super) fn of(message: &str) -> (Words, Words) {
    unknown_name(message)
        .or_else(|| missing_reference(message))
        .or_else(|| syntax(message))
        .unwrap_or_else(|| {
            (
                Words::new(format!("ใช้แม่แบบไม่ได้: {message}"), message.to_owned()),
                mend(),
            )
        })
}

/// The text between the first two backticks, and what follows.
fn quoted(message: &str) -> Option<(&str, &str)> {
    message.split_once('`')?.1.split_once('`')
}

/// A field or variable that the page does not have.
fn unknown_name(message: &str) -> Option<(Words, Words)> {
    let (kind, th, en) = [("Field ", "ฟิลด์", "field"), ("Variable ", "ตัวแปร", "variable")]
        .into_iter()
        .find(|(kind, _, _)| message.starts_with(kind))?;
    let (name, rest) = quoted(message.strip_prefix(kind)?)?;
    if !rest.contains("is not defined") {
        return None;
    }
    let what = Words::new(format!("ไม่มี{th} {name} ตรงนี้"), format!("There is no {en} {name} here"));
    let list = rest.split_once(": ").map_or("", |(_, list)| list.trim());
    let known: Vec<&str> = list.split(", ").filter(|name| !name.is_empty()).collect();
    let meant = nearest(name, known.iter().copied());
    let (write_th, write_en) = meant.map_or_else(Default::default, |meant| {
        (format!("เขียน  {meant}  "), format!("Write  {meant}  "))
    });
    let help = if known.is_empty() {
        Words::new("ตรงนี้ไม่มีชื่อใดให้ใช้", "There are no names to use here")
    } else {
        Words::new(
            format!("{write_th}ที่ใช้ได้: {list}"),
            format!("{write_en}Available: {list}"),
        )
    };
    Some((what, help))
}

/// A filter, component, template or block that is not there.
fn missing_reference(message: &str) -> Option<(Words, Words)> {
    let kinds = [
        ("Unknown filter ", "ฟิลเตอร์", "filter"),
        ("Unknown test ", "การทดสอบ", "test"),
        ("Unknown function ", "ฟังก์ชัน", "function"),
        ("Unknown component ", "ชิ้นส่วน", "component"),
        ("Unknown template ", "แม่แบบ", "template"),
        ("Block ", "บล็อก", "block"),
    ];
    let (kind, th, en) = kinds.into_iter().find(|(kind, _, _)| message.starts_with(kind))?;
    let (name, _) = quoted(message.strip_prefix(kind)?)?;
    let names = own::builtin_names();
    let known: &[&str] = match en {
        "filter" => &FILTERS,
        "template" => &names,
        "block" => &BLOCKS,
        _ => &[],
    };
    let help = match nearest(name, known.iter().copied()) {
        Some(meant) => Words::new(format!("เขียน  {meant}"), format!("Write  {meant}")),
        None if en == "component" => Words::new(
            "ชิ้นส่วนอยู่ใน parts.html ดูด้วย  duebook templates --write parts.html",
            "Components stand in parts.html; see it with  duebook templates --write parts.html",
        ),
        None if en == "block" => Words::new(
            format!("แม่แบบที่ต่อยอดมีบล็อก: {}", BLOCKS.join(" ")),
            format!("The frames have the blocks {}", BLOCKS.join(" ")),
        ),
        None => mend(),
    };
    Some((
        Words::new(format!("ไม่มี{th}ชื่อ {name}"), format!("There is no {en} {name}")),
        help,
    ))
}

/// A text that Tera or TOML cannot read.
fn syntax(message: &str) -> Option<(Words, Words)> {
    if message.starts_with("Unexpected end of input") {
        return Some((
            Words::new(
                "แฟ้มจบก่อนปิดสิ่งที่เปิดไว้",
                "The file ends before everything that was opened is closed",
            ),
            Words::new(
                "ปิด {% if %} {% for %} {% block %} ทุกอัน และ {{ ทุกคู่ หรือลบแฟ้มนี้เพื่อใช้ของที่มากับโปรแกรม",
                "Close every {% if %}, {% for %}, {% block %} and {{ , or remove this file to use the built-in one",
            ),
        ));
    }
    if let Some((found, expected)) = message.strip_prefix("Found ").and_then(|rest| rest.split_once(" but ")) {
        let expected = expected.trim_start_matches("was ").trim_start_matches("expecting ");
        let expected = expected.trim_start_matches("expected ").trim_end_matches('.');
        return Some((
            Words::new(
                format!("ตรงนี้อ่านไม่ได้: พบ {found} ที่ถูกคือ {expected}"),
                format!("Cannot be read here: found {found}, wanted {expected}"),
            ),
            mend(),
        ));
    }
    if message.contains("must be a text") {
        return Some((
            Words::new("คำต้องเป็นข้อความ", "A word must be a text"),
            Words::new(
                "เขียนในเครื่องหมายคำพูด เช่น  title = \"…\"",
                "Write it in quotes, as in  title = \"…\"",
            ),
        ));
    }
    None
}

/// What helps with anything.
fn mend() -> Words {
    Words::new(
        "แก้ตรงนี้ หรือลบแฟ้มนี้เพื่อใช้ของที่มากับโปรแกรม (ต้นฉบับ: duebook templates --write)",
        "Mend this place, or remove this file to use the built-in one (the original: duebook templates --write)",
    )
}
