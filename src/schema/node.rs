//! JSON whose keys keep the order in which they were written: editors offer
//! keys, and forms ask for them, in a schema's own order.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// A value of JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    Whole(i64),
    /// Hundredths, as a number with two decimals: an example of an amount.
    Hundredths(i64),
    Yes(bool),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn text(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

/// Makes a table of literal keys.
pub(super) fn table(pairs: Vec<(&'static str, Node)>) -> Node {
    Node::Table(pairs.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Text(text) => serializer.serialize_str(text),
            Node::Whole(number) => serializer.serialize_i64(*number),
            Node::Hundredths(number) if number % 100 == 0 => serializer.serialize_i64(number / 100),
            // Read from its digits, as `to_string` would write it; nothing is reckoned with it.
            Node::Hundredths(number) => {
                let digits = format!("{}.{:02}", number / 100, number % 100);
                digits.parse::<f64>().unwrap_or_default().serialize(serializer)
            }
            Node::Yes(yes) => serializer.serialize_bool(*yes),
            Node::List(list) => list.serialize(serializer),
            Node::Table(pairs) => {
                let mut map = serializer.serialize_map(Some(pairs.len()))?;
                for (key, node) in pairs {
                    map.serialize_entry(key, node)?;
                }
                map.end()
            }
        }
    }
}
