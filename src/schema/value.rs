//! The schema of one key's value.

use super::node::{Node, table};
use super::{PARAGRAPH, SPLIT, Words, object};
use crate::money::Satang;
use crate::percent::Percent;
use crate::record::shape::{File, Key, What};
use crate::rule::RuleKind;
use crate::text::Lang;

type Pairs = Vec<(&'static str, Node)>;

/// A name that a value may be, and its words.
struct Name {
    code: String,
    th: String,
    en: String,
}

/// Amounts end below ten million million baht ([`crate::money::LARGEST`]).
const TOO_LARGE: i64 = 10_000_000_000_000;

pub(super) fn schema(file: File, key: &'static Key, words: &Words<'_>) -> Node {
    let names = names(file, key, words);
    let mut pairs: Pairs = vec![("title", Node::Text(format!("{}{SPLIT}{}", key.label.0, key.label.1)))];
    if let Some(about) = description(key, &names) {
        pairs.push(("description", Node::Text(about)));
    }
    pairs.extend(typed(file, key, &names, words));
    if let Some(example) = example(key) {
        pairs.push(("examples", Node::List(vec![example])));
    }
    table(pairs)
}

/// What the value is: in a schema's words, and for the forms in ours.
fn typed(file: File, key: &'static Key, names: &[Name], words: &Words<'_>) -> Pairs {
    let kind = |kind: &str| ("x-duebook", Node::text(kind));
    let text = || vec![("type", Node::text("string")), ("minLength", Node::Whole(1))];
    let with = |mut pairs: Pairs, more: Pairs| {
        pairs.extend(more);
        pairs
    };
    let number = |least: &'static str| {
        // Two decimals are `check`'s business: `multipleOf: 0.01` refuses 21350.35 where
        // a validator divides binary fractions.
        vec![
            ("type", Node::text("number")),
            (least, Node::Whole(0)),
            ("exclusiveMaximum", Node::Whole(TOO_LARGE)),
        ]
    };
    match &key.what {
        What::Text => with(text(), vec![kind("text")]),
        What::Prose => with(text(), vec![kind("prose")]),
        What::Link => with(text(), vec![kind("link")]),
        What::Address => with(text(), vec![("format", Node::text("email")), kind("address")]),
        What::Amount => with(number("exclusiveMinimum"), vec![kind("amount")]),
        What::AmountOrZero => with(number("minimum"), vec![kind("amount")]),
        What::Percent => vec![
            ("type", Node::text("number")),
            ("minimum", Node::Whole(0)),
            ("maximum", Node::Whole(100)),
            kind("percent"),
        ],
        What::Day => vec![
            ("type", Node::text("string")),
            ("format", Node::text("date")),
            // A year of the Buddhist Era is a day in five hundred years to a format.
            ("pattern", Node::text(r"^(1\d|2[0-3])\d\d-")),
            kind("day"),
        ],
        What::Whole(range) => vec![
            ("type", Node::text("integer")),
            ("minimum", Node::Whole(*range.start())),
            ("maximum", Node::Whole(*range.end())),
            kind("whole"),
        ],
        What::Yes => vec![("type", Node::text("boolean")), kind("yes")],
        // A book whose rules cannot be read takes any name for now.
        What::Choice(_) | What::Purpose | What::Rule if names.is_empty() => with(text(), vec![kind("text")]),
        What::Choice(_) | What::Purpose | What::Rule => with(choice(names), vec![kind("choice")]),
        What::Texts => vec![("type", Node::text("array")), ("items", table(text())), kind("texts")],
        What::Choices(_) => vec![
            ("type", Node::text("array")),
            ("items", table(choice(names))),
            kind("choices"),
        ],
        What::Table(keys) => with(object(file, keys, words), vec![kind("table")]),
        What::Each(keys) => vec![
            ("type", Node::text("array")),
            ("items", table(object(file, keys, words))),
            kind("each"),
        ],
    }
}

/// One of a list of names; the words stand where VS Code and where Taplo look.
fn choice(names: &[Name]) -> Pairs {
    let list = |text: &dyn Fn(&Name) -> String| Node::List(names.iter().map(|name| Node::Text(text(name))).collect());
    let said = |name: &Name| format!("{}{SPLIT}{}", name.th, name.en);
    vec![
        ("type", Node::text("string")),
        ("enum", list(&|name| name.code.clone())),
        ("enumDescriptions", list(&said)),
        (
            "x-taplo",
            table(vec![("docs", table(vec![("enumValues", list(&said))]))]),
        ),
    ]
}

fn description(key: &Key, names: &[Name]) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    if !key.about.0.is_empty() {
        parts.push(key.about.0.to_owned());
        parts.push(key.about.1.to_owned());
    }
    // Tombi shows a key's description with its choices, and no word of theirs.
    if !names.is_empty() {
        let lines: Vec<String> = names
            .iter()
            .map(|name| format!("- `{}` {}{SPLIT}{}", name.code, name.th, name.en))
            .collect();
        parts.push(lines.join("\n"));
    }
    (!parts.is_empty()).then(|| parts.join(PARAGRAPH))
}

/// The names that a value may be: of the catalogue, or of the book's rules.
fn names(file: File, key: &Key, words: &Words<'_>) -> Vec<Name> {
    let kind = if file == File::Guarantee {
        RuleKind::Guarantee
    } else {
        RuleKind::Advance
    };
    match key.what {
        What::Purpose => words
            .rules
            .purposes(kind)
            .into_iter()
            .map(|purpose| purpose_name(purpose, words))
            .collect(),
        What::Rule => words
            .rules
            .rules()
            .filter(|rule| rule.kind == kind)
            .map(|rule| {
                let title = words
                    .rules
                    .regulation(rule.regulation())
                    .map(|known| known.title.as_str());
                let said = [rule.clause.as_deref(), title]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>();
                let said = one_line(&said.join(" "));
                Name {
                    code: rule.id.clone(),
                    th: said.clone(),
                    en: said,
                }
            })
            .collect(),
        _ => key
            .choices()
            .iter()
            .map(|choice| Name {
                code: choice.name.to_owned(),
                th: choice.th.to_owned(),
                en: choice.en.to_owned(),
            })
            .collect(),
    }
}

/// A purpose in the words of the pages, else by its name.
fn purpose_name(purpose: &str, words: &Words<'_>) -> Name {
    let key = format!("advance.purpose_{}", purpose.replace('-', "_"));
    let say = |lang| one_line(words.press.words(lang).find(&key).unwrap_or(purpose));
    Name {
        code: purpose.to_owned(),
        th: say(Lang::Th),
        en: say(Lang::En),
    }
}

/// Words of an office's own file, without what parts the languages.
fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" · ", ", ")
}

/// The catalogue's example as JSON. A table's is a picture of one, with dots
/// where a name goes, and stays with the questions.
fn example(key: &Key) -> Option<Node> {
    let text = key.example.trim();
    match key.what {
        _ if text.is_empty() => None,
        What::Amount | What::AmountOrZero => Satang::parse(text).ok().map(|amount| Node::Hundredths(amount.0)),
        What::Percent => Percent::parse(text).map(|percent| Node::Hundredths(percent.0)),
        What::Day => Some(Node::text(text)),
        What::Text | What::Link | What::Purpose => Some(Node::text(text.trim_matches('"'))),
        _ => None,
    }
}
