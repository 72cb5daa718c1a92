//! One key of a file.

use std::ops::RangeInclusive;

/// What a key holds.
#[derive(Clone, Debug)]
pub enum What {
    /// One line of text.
    Text,
    /// Text of several lines, Markdown.
    Prose,
    /// A mail address.
    Address,
    /// A link.
    Link,
    /// Baht above zero, at most two decimals.
    Amount,
    /// Baht, or nothing.
    AmountOrZero,
    /// A civil day, ISO, C.E.
    Day,
    /// A whole number within bounds.
    Whole(RangeInclusive<i64>),
    /// 0 to 100, at most two decimals.
    Percent,
    /// Yes or no.
    Yes,
    /// One of a list of names.
    Choice(&'static [Choice]),
    /// A purpose that a rule of `rules/` names.
    Purpose,
    /// A rule of `rules/`: `bma-2555/official-travel`.
    Rule,
    /// Several texts.
    Texts,
    /// Several names of a list.
    Choices(&'static [Choice]),
    /// Keys of their own between braces.
    Table(&'static [Key]),
    /// As many `[[…]]` as there are.
    Each(&'static [Key]),
}

/// One name of a list, with its words.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// As files write it.
    pub name: &'static str,
    /// As people say it, Thai.
    pub th: &'static str,
    /// As people say it, English.
    pub en: &'static str,
}

/// A key.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What it holds.
    pub what: What,
    /// Whether a file without it is an error.
    pub required: bool,
    /// The field's word for it, Thai and English.
    pub label: (&'static str, &'static str),
    /// What to know before writing it, Thai and English; may be empty.
    pub about: (&'static str, &'static str),
    /// How a value looks in the file; empty where it speaks for itself.
    pub example: &'static str,
}

impl Key {
    /// Makes an optional key.
    pub(super) const fn new(name: &'static str, what: What, th: &'static str, en: &'static str) -> Key {
        Key {
            name,
            what,
            required: false,
            label: (th, en),
            about: ("", ""),
            example: "",
        }
    }

    /// Makes the key required.
    pub(super) const fn required(mut self) -> Key {
        self.required = true;
        self
    }

    /// Says what to know before writing it.
    pub(super) const fn about(mut self, th: &'static str, en: &'static str) -> Key {
        self.about = (th, en);
        self
    }

    /// Shows a value as the file has it.
    pub(super) const fn like(mut self, example: &'static str) -> Key {
        self.example = example;
        self
    }

    /// Returns the keys inside a table or event.
    #[must_use]
    pub fn inside(&self) -> &'static [Key] {
        match self.what {
            What::Table(keys) | What::Each(keys) => keys,
            _ => &[],
        }
    }

    /// Returns the names that the key may hold.
    #[must_use]
    pub fn choices(&self) -> &'static [Choice] {
        match self.what {
            What::Choice(names) | What::Choices(names) => names,
            _ => &[],
        }
    }

    /// Returns whether the key is an event `[[…]]`.
    #[must_use]
    pub fn is_event(&self) -> bool {
        matches!(self.what, What::Each(_))
    }
}

/// Makes one name of a list.
pub(super) const fn choice(name: &'static str, th: &'static str, en: &'static str) -> Choice {
    Choice { name, th, en }
}
