//! `void` and `set`: a fact of a record corrected in place.

use super::args::{Options, SetArgs, VoidArgs};
use super::ask::{Answer, ask};
use super::desk::Desk;
use super::entry::{self, Draft, RECORDS, not_to_come};
use super::{Failure, Outcome};
use crate::pen::{self, Event, Pen, Spot, Value, said, typed};
use crate::record::RecordId;
use crate::record::shape::{self, File, What};
use crate::text::Words;
use crate::text::nearest::nearest;
use crate::thai;

/// Runs `void`.
pub(super) fn void(options: &Options, args: &VoidArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    desk.to_write()?;
    let id = entry::record(&desk, &args.path, RECORDS)?;
    let text = entry::text(&desk, &id)?;
    let keys = File::from(id.kind).keys();
    let standing = standing(&id, &text)?;
    let at = match (&args.event, standing.as_slice()) {
        (_, []) => {
            return Err(Failure {
                status: 1,
                words: Words::new(
                    format!("{id} ไม่มีรายการที่ยกเลิกได้"),
                    format!("{id} has no entry that could be voided"),
                ),
            });
        }
        (None, [_]) => 0,
        (None, several) => choose(&desk, several)?,
        (Some(name), several) => find(several, name, args.number)?,
    };
    let chosen = &standing[at];
    let reason = match &args.reason {
        Some(reason) => Value::text(reason.clone()),
        None => ask(
            &desk,
            ("เหตุผลที่ยกเลิก", "Why it is voided"),
            "--reason",
            Answer::Needed,
            |text| typed(&What::Text, text),
        )?
        .unwrap_or(Value::Text(String::new())),
    };
    let day = args.date.unwrap_or(desk.today);
    not_to_come(&desk, day)?;
    let mut pen = Pen::new(&text).ok_or_else(|| entry::broken(&id))?;
    for (key, value) in [("void.date", Value::Day(day)), ("void.reason", reason)] {
        let spot = Spot {
            event: Some((&chosen.event.name, chosen.number)),
            key,
        };
        pen.set(keys, spot, &value);
    }
    desk.story(desk.say(
        &format!("ยกเลิก: {}", chosen.words.th),
        &format!("voided: {}", chosen.words.en),
    ));
    let said = format!("ยกเลิกรายการ {}", chosen.words.th);
    let draft = Draft::changed(id, text, pen.text(), args.commit.then_some(said.as_str()));
    entry::enter(&desk, &draft)
}

/// An event that can be voided.
struct Standing {
    event: Event,
    /// Among those of its kind, from 0.
    number: usize,
    words: Words,
}

fn standing(id: &RecordId, text: &str) -> Result<Vec<Standing>, Failure> {
    let keys = File::from(id.kind).keys();
    let mut list: Vec<Standing> = Vec::new();
    let mut counted: Vec<(String, usize)> = Vec::new();
    for event in entry::events(id, text)? {
        let number = counted.iter().filter(|(name, _)| *name == event.name).count();
        counted.push((event.name.clone(), number));
        let key = shape::find(keys, &event.name);
        let voidable = key.is_some_and(|key| shape::find(key.inside(), "void").is_some());
        if voidable && !event.facts.contains_key("void.date") {
            list.push(Standing {
                words: key.map_or_else(|| Words::new("", ""), |key| said::event(key, &event.facts)),
                event,
                number,
            });
        }
    }
    Ok(list)
}

fn choose(desk: &Desk, several: &[Standing]) -> Result<usize, Failure> {
    for (number, one) in (1..).zip(several) {
        desk.story(&format!("  {number}  {}", one.words.lang(desk.lang)));
    }
    let read = |text: &str| {
        let number = thai::digits::to_arabic(text).parse::<usize>().ok();
        number
            .filter(|number| (1..=several.len()).contains(number))
            .ok_or_else(|| Words::new(format!("เลข 1 ถึง {}", several.len()), format!("1 to {}", several.len())))
    };
    let number = ask(
        desk,
        ("ยกเลิกรายการใด", "Which one to void"),
        "--event",
        Answer::Needed,
        read,
    )?;
    Ok(number.unwrap_or(1) - 1)
}

fn find(several: &[Standing], name: &str, number: Option<usize>) -> Result<usize, Failure> {
    let mut fitting = several.iter().enumerate().filter(|(_, one)| one.event.name == name);
    let found = match number {
        Some(number) => fitting.find(|(_, one)| one.number + 1 == number),
        None => fitting.next().filter(|_| fitting.next().is_none()),
    };
    found.map(|(at, _)| at).ok_or_else(|| {
        let all: Vec<String> = several
            .iter()
            .map(|one| {
                format!(
                    "--event {} --number {}  {}",
                    one.event.name,
                    one.number + 1,
                    one.words.th
                )
            })
            .collect();
        let all = all.join("\n  ");
        Failure::usage(Words::new(
            format!("บอกรายการให้ชัด:\n  {all}"),
            format!("say which one:\n  {all}"),
        ))
    })
}

/// Runs `set`.
pub(super) fn set(options: &Options, args: &SetArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    desk.to_write()?;
    let id = entry::record(&desk, &args.path, RECORDS)?;
    let text = entry::text(&desk, &id)?;
    let keys = File::from(id.kind).keys();
    let mut pen = Pen::new(&text).ok_or_else(|| entry::broken(&id))?;
    let mut paths = Vec::new();
    for pair in &args.facts {
        let (path, words) = pair.split_once('=').ok_or_else(|| {
            Failure::usage(Words::new(
                format!("เขียน {pair} เป็น  คีย์=ค่า  เช่น  returned=2026-10-21"),
                format!("write {pair} as  KEY=VALUE,  such as  returned=2026-10-21"),
            ))
        })?;
        let path = path.trim();
        let head = path.split('.').next().and_then(|head| shape::find(keys, head));
        let own = head.is_some_and(|head| !head.is_event());
        let Some(key) = shape::find(keys, path).filter(|key| own && key.inside().is_empty()) else {
            return Err(unknown(keys, path));
        };
        let spot = Spot { event: None, key: path };
        if words.trim().is_empty() {
            pen.remove(keys, spot);
            paths.push(path);
            continue;
        }
        let value = typed(&key.what, words).map_err(|reason| {
            Failure::usage(Words::new(
                format!("{path}: {}", reason.th),
                format!("{path}: {}", reason.en),
            ))
        })?;
        entry::happened(&desk, path, &value)?;
        if !pen.set(keys, spot, &value) {
            return Err(entry::broken(&id));
        }
        paths.push(path);
    }
    let after = pen.text();
    let (facts, _) = pen::facts(keys, &after).ok_or_else(|| entry::broken(&id))?;
    let said = said::changed(keys, &paths, &facts);
    let draft = Draft::changed(id, text, after, args.commit.then_some(said.as_str()));
    entry::enter(&desk, &draft)
}

fn unknown(keys: &'static [shape::Key], path: &str) -> Failure {
    let mut known: Vec<String> = Vec::new();
    for key in keys.iter().filter(|key| !key.is_event()) {
        match key.what {
            What::Table(inside) => known.extend(inside.iter().map(|inner| format!("{}.{}", key.name, inner.name))),
            _ => known.push(key.name.to_owned()),
        }
    }
    let near = nearest(path, known.iter().map(String::as_str)).map(str::to_owned);
    let all = known.join(" ");
    match near {
        Some(near) => Failure::usage(Words::new(
            format!("ไม่มีคีย์ `{path}` หมายถึง `{near}` ใช่หรือไม่"),
            format!("there is no key `{path}`: did you mean `{near}`?"),
        )),
        None => Failure::usage(Words::new(
            format!("ไม่มีคีย์ `{path}` ที่แก้ได้คือ: {all}"),
            format!("there is no key `{path}`; there are: {all}"),
        )),
    }
}
