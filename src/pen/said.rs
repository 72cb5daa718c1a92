//! Values and events as people say them.

use super::facts::Facts;
use super::value::Value;
use crate::record::shape::{Key, What};
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
            _ => {}
        }
    }
    if let Some(Value::Day(day)) = facts.get("date") {
        th.push(format!("เมื่อ {}", thai::date::medium(*day)));
        en.push(format!("on {day}"));
    }
    Words::new(th.join(" "), en.join(" "))
}
