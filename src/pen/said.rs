//! Values and events as people say them.

use super::facts::Facts;
use super::value::Value;
use crate::record::shape::{self, Key, What};
use crate::text::{Lang, Words};
use crate::thai;

impl Value {
    /// Returns the value as people read it: days of the Buddhist Era in Thai,
    /// amounts with commas.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Amount(amount) => amount.grouped(),
            Value::Day(day) if lang == Lang::Th => thai::date::medium(*day),
            Value::Texts(texts) => texts.join(" · "),
            Value::Yes(yes) => match (yes, lang) {
                (true, Lang::Th) => "ใช่",
                (false, Lang::Th) => "ไม่",
                (true, Lang::En) => "yes",
                (false, Lang::En) => "no",
            }
            .to_owned(),
            other => other.written(),
        }
    }
}

/// Returns what a key's value says in both languages: a name of a list by its
/// words.
#[must_use]
pub fn value(key: &Key, value: &Value) -> Words {
    let choice = match value {
        Value::Text(name) => key.choices().iter().find(|one| one.name == name),
        _ => None,
    };
    choice.map_or_else(
        || Words::new(value.said(Lang::Th), value.said(Lang::En)),
        |one| Words::new(one.th, one.en),
    )
}

/// Returns what an event says: its word, its amounts, its further days, and when
/// it was. Names and reasons are left out: the line may stand where all read it.
#[must_use]
pub fn event(key: &Key, facts: &Facts) -> Words {
    let inside = key.inside();
    let is_amount = |key: &&Key| matches!(key.what, What::Amount | What::AmountOrZero);
    let several = inside.iter().filter(is_amount).count() > 1;
    let (mut th, mut en) = (vec![key.label.0.to_owned()], vec![key.label.1.to_owned()]);
    for key in inside {
        match facts.get(key.name) {
            Some(Value::Amount(amount)) if several && amount.is_positive() => {
                th.push(format!("{} {}", key.label.0, amount.grouped()));
                en.push(format!("{} {}", key.label.1, amount.grouped()));
            }
            Some(Value::Amount(amount)) if amount.is_positive() => {
                th.push(amount.grouped());
                en.push(amount.grouped());
            }
            Some(Value::Day(day)) if key.name != "date" => {
                th.push(format!("{} {}", key.label.0, thai::date::medium(*day)));
                en.push(format!("{} {day}", key.label.1));
            }
            // What is under check clears nothing yet.
            Some(Value::Yes(true)) => {
                th.push(key.label.0.to_owned());
                en.push(key.label.1.to_owned());
            }
            _ => {}
        }
    }
    if let Some(Value::Day(day)) = facts.get("date") {
        th.push(format!("เมื่อ {}", thai::date::medium(*day)));
        en.push(format!("on {day}"));
    }
    Words::new(th.join(" "), en.join(" "))
}

/// Returns what the history says of a record's own keys that were changed, where
/// `facts` are those that now stand: a period by all its parts, a text by its
/// key alone. It may name a person, and the history keeps it for ever.
#[must_use]
pub fn changed(keys: &'static [Key], paths: &[&str], facts: &Facts) -> String {
    let mut said: Vec<String> = Vec::new();
    for path in paths {
        let words = period(keys, path, facts).or_else(|| {
            let name = shape::find(keys, path)?.label.0;
            Some(match facts.get(*path) {
                None => format!("ลบ{name}"),
                Some(value @ (Value::Day(_) | Value::Amount(_))) => format!("{name} {}", value.said(Lang::Th)),
                Some(_) => format!("แก้{name}"),
            })
        });
        said.extend(words.filter(|words| !said.contains(words)));
    }
    said.join(" ")
}

/// Says the period that a key is a part of: its months alone tell no length.
fn period(keys: &'static [Key], path: &str, facts: &Facts) -> Option<String> {
    let head = shape::find(keys, path.split_once('.')?.0)?;
    let parts = head.inside();
    if !parts.iter().all(|part| matches!(part.what, What::Whole(_))) {
        return None;
    }
    let said = parts.iter().filter_map(|part| {
        let value = facts.get(&format!("{}.{}", head.name, part.name))?;
        Some(format!(" {} {}", value.said(Lang::Th), part.label.0))
    });
    let said: String = said.collect();
    let name = head.label.0;
    Some(if said.is_empty() {
        format!("ลบ{name}")
    } else {
        format!("{name}{said}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pen;
    use crate::record::shape::File;

    fn of(text: &str, paths: &[&str]) -> String {
        let keys = File::Guarantee.keys();
        changed(keys, paths, &pen::facts(keys, text).expect("TOML").0)
    }

    #[test]
    fn a_period_is_said_by_all_its_parts_and_a_text_by_its_key() {
        let both = "accepted = 2026-11-16\nwarranty = { years = 1, months = 6 }\n";
        assert_eq!(of(both, &["warranty.months"]), "ระยะเวลารับประกัน 1 ปี 6 เดือน");
        assert_eq!(
            of(both, &["accepted", "warranty.months", "warranty.days"]),
            "วันตรวจรับ 16 พ.ย. 2569 ระยะเวลารับประกัน 1 ปี 6 เดือน"
        );
        assert_eq!(of("", &["warranty.years", "accepted"]), "ลบระยะเวลารับประกัน ลบวันตรวจรับ");
        let mail = "contractor = { name = \"x\", email = \"x@example.org\" }\namount = 5_000.00\n";
        assert_eq!(
            of(mail, &["contractor.email", "amount"]),
            "แก้อีเมล จำนวนหลักประกัน 5,000.00"
        );
    }
}
