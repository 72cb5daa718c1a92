//! JSON Schemas of every kind of file, so that editors complete keys, explain
//! them in Thai and underline mistakes, and the forms of the site ask for the
//! same things in the same words.
//!
//! They are made from the one catalogue, [`crate::record::shape`], and from the
//! book's own rules: which purposes there are is the office's regulations'
//! business. What takes more than one value to see, a number in use or a day
//! before another, stays with `check`.
//!
//! Words stand Thai first: a title is `ไทย · English`, a description has the
//! English below a blank line. [`SPLIT`] and [`PARAGRAPH`] are that promise;
//! the forms take them apart again.

mod node;
mod value;

use serde::Serialize;

use crate::press::Press;
use crate::record::shape::{File, Key};
use crate::rule::RuleBook;
use node::{Node, table};

/// Between the Thai and the English of a title.
pub const SPLIT: &str = " · ";

/// Between the Thai and the English of a description.
pub const PARAGRAPH: &str = "\n\n";

/// The draft that the schemas are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema, its keys in the catalogue's order.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Document(Node);

/// Where a book's names and their words are found.
#[derive(Clone, Copy, Debug)]
pub struct Words<'w> {
    /// The regulations: purposes and rules.
    pub rules: &'w RuleBook,
    /// The words of purposes.
    pub press: &'w Press,
}

/// Returns where a schema stands, from the book's root.
#[must_use]
pub fn path(file: File) -> String {
    format!("schema/{}.json", file.name())
}

/// Returns a kind of file's schema, with the book's own purposes and rules, as
/// the text of its file.
#[must_use]
pub fn text(file: File, words: &Words<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&document(file, words)).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns a kind of file's schema for a page that carries it.
#[must_use]
pub fn document(file: File, words: &Words<'_>) -> Document {
    let (th, en) = file.about();
    let mut root = vec![
        ("$schema", Node::text(DRAFT)),
        ("title", Node::Text(format!("{th}{SPLIT}{en}"))),
        // Its newest word for a table's end is not for files of TOML 1.0.
        ("x-tombi-toml-version", Node::text("v1.0.0")),
    ];
    root.extend(object(file, file.keys(), words));
    Document(table(root))
}

/// The keys of a file, a table or an event. What is asked for is asked for in
/// this order, and Tombi sorts by it.
fn object(file: File, keys: &'static [Key], words: &Words<'_>) -> Vec<(&'static str, Node)> {
    let required: Vec<Node> = keys
        .iter()
        .filter(|key| key.required)
        .map(|key| Node::text(key.name))
        .collect();
    let mut object = vec![
        ("type", Node::text("object")),
        (
            "properties",
            Node::Table(
                keys.iter()
                    .map(|key| (key.name.to_owned(), value::schema(file, key, words)))
                    .collect(),
            ),
        ),
    ];
    if !required.is_empty() {
        object.push(("required", Node::List(required)));
    }
    object.push(("additionalProperties", Node::Yes(false)));
    object.push(("x-tombi-table-keys-order", Node::text("schema")));
    object
}

#[cfg(test)]
mod tests;
