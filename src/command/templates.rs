//! `templates`: the built-in templates, to see or to copy. An office has only
//! the program; what it wants to change it takes from here.

use serde::Serialize;

use super::args::{Options, TemplatesArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome, table};
use crate::press::own::{builtin_bytes, builtin_names, builtin_text};
use crate::text::Words;
use crate::text::nearest::nearest;
use crate::world::disk;

/// Whose text stands in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Whose {
    /// The program's.
    BuiltIn,
    /// The office's, letter by letter the program's: removing it changes nothing.
    Same,
    /// The office's.
    Own,
}

#[derive(Serialize)]
struct Line<'n> {
    name: &'n str,
    whose: Whose,
}

/// Runs `templates`.
pub(super) fn run(options: &Options, args: &TemplatesArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    if args.write.is_empty() {
        return list(&desk);
    }
    desk.to_write()?;
    let names = builtin_names();
    for name in &args.write {
        let clean = name.trim_start_matches("./").trim_start_matches("templates/");
        let bytes = bytes(clean).ok_or_else(|| unknown(clean, &names))?;
        let target = desk.root.join("templates").join(clean);
        disk::write_new(&target, bytes).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Failure::usage(Words::new(
                format!("templates/{clean} มีอยู่แล้ว ไม่เขียนทับ ย้ายหรือลบแฟ้มเดิมก่อนถ้าต้องการต้นฉบับ"),
                format!("templates/{clean} exists and is not overwritten; move or remove it to get the original"),
            )),
            _ => Failure::disk(&target.display().to_string(), &error),
        })?;
        desk::answer(&format!("templates/{clean}"));
    }
    desk.story(desk.say(
        "แก้แล้วดูผลด้วย duebook serve ลบแฟ้มเมื่อใดก็กลับไปใช้ของที่มากับโปรแกรม",
        "see what you change with duebook serve; remove a file to have the built-in one again",
    ));
    Ok(Outcome::Fine)
}

fn list(desk: &Desk) -> Result<Outcome, Failure> {
    let own = desk.own()?;
    let lines: Vec<Line<'_>> = builtin_names()
        .into_iter()
        .map(|name| {
            let text = own.texts.get(name).map(String::as_bytes);
            let whose = match text.or(own.pictures.get(name).map(Vec::as_slice)) {
                None => Whose::BuiltIn,
                Some(text) if Some(text) == bytes(name) => Whose::Same,
                Some(_) => Whose::Own,
            };
            Line { name, whose }
        })
        .collect();
    if desk.json {
        desk::answer_json(&serde_json::json!({ "templates": lines }));
        return Ok(Outcome::Fine);
    }
    for Line { name, whose } in lines {
        let words = match whose {
            Whose::BuiltIn => desk.say("มากับโปรแกรม", "built in"),
            Whose::Same => desk.say("ของสำนักงาน เหมือนต้นฉบับ", "yours, same as built in"),
            Whose::Own => desk.say("ของสำนักงาน", "yours"),
        };
        desk::answer(&format!("{} {words}", table::left(name, 40)));
    }
    Ok(Outcome::Fine)
}

fn bytes(name: &str) -> Option<&'static [u8]> {
    builtin_bytes(name).or_else(|| builtin_text(name).map(str::as_bytes))
}

fn unknown(name: &str, names: &[&str]) -> Failure {
    let (th, en) = nearest(name, names.iter().copied()).map_or_else(Default::default, |meant| {
        (format!(" หมายถึง {meant} หรือไม่"), format!("; did you mean {meant}?"))
    });
    Failure::usage(Words::new(
        format!("ไม่มีแม่แบบชื่อ {name}{th} ดูทั้งหมด: duebook templates"),
        format!("there is no template {name}{en} All of them: duebook templates"),
    ))
}
