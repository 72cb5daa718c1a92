//! Every word of the pages, by language: `templates/lang/{th,en}.toml`.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::builtin;
use super::fault::PressFault;
use crate::text::Lang;

/// The words of one language: `section.key`, with `{name}` slots.
#[derive(Clone, Debug)]
pub struct Lexicon {
    words: BTreeMap<String, String>,
    value: tera::Value,
}

impl Lexicon {
    /// Reads a file of words. An office's own file may say only what it wants
    /// to say differently; the rest comes from `built_in`.
    ///
    /// # Errors
    ///
    /// [`PressFault`] for broken TOML and for values that are no text.
    pub fn read(name: &str, text: &str, built_in: &str) -> Result<Lexicon, PressFault> {
        let mut words = BTreeMap::new();
        for source in [built_in, text] {
            let table = DeTable::parse(source).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                PressFault::at(name, source, at, error.message().to_owned())
            })?;
            flatten(name, source, "", table.get_ref(), &mut words)?;
        }
        let mut tree: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for (key, word) in &words {
            let (section, key) = key.split_once('.').unwrap_or(("", key));
            tree.entry(section).or_default().insert(key, word);
        }
        let value = tera::Value::from_serializable(&tree);
        Ok(Lexicon { words, value })
    }

    /// Reads the words of a language: the built-in ones, an office's own in
    /// their place.
    ///
    /// # Errors
    ///
    /// [`PressFault`] as [`Lexicon::read`].
    pub fn of(overrides: &BTreeMap<String, String>, lang: Lang) -> Result<Lexicon, PressFault> {
        let (name, built_in) = match lang {
            Lang::Th => ("lang/th.toml", builtin::THAI),
            Lang::En => ("lang/en.toml", builtin::ENGLISH),
        };
        let text = overrides.get(name).map_or(built_in, String::as_str);
        Lexicon::read(name, text, built_in)
    }

    /// Returns a word, or its key where there is none: a hole in a page is
    /// found at once, and the tests look for holes.
    #[must_use]
    pub fn get<'l>(&'l self, key: &'l str) -> &'l str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// Returns a word by a key that need not outlive the call.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// Returns whether there is such a word.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// Returns a word with its slots filled.
    #[must_use]
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in slots {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// Returns the words as the templates see them.
    pub(super) fn value(&self) -> &tera::Value {
        &self.value
    }

    /// Returns every key with its word.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(key, word)| (key.as_str(), word.as_str()))
    }
}

fn flatten(
    name: &str,
    source: &str,
    before: &str,
    table: &DeTable<'_>,
    words: &mut BTreeMap<String, String>,
) -> Result<(), PressFault> {
    for (key, value) in table {
        let key = if before.is_empty() {
            key.get_ref().to_string()
        } else {
            format!("{before}.{}", key.get_ref())
        };
        match value.get_ref() {
            DeValue::String(word) => {
                words.insert(key, word.to_string());
            }
            DeValue::Table(inner) if before.is_empty() => flatten(name, source, &key, inner, words)?,
            _ => {
                let fault = format!("`{key}` must be a text, \"…\"");
                return Err(PressFault::at(name, source, value.span().start, fault));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::press::builtin;

    fn read(text: &str) -> Lexicon {
        Lexicon::read("lang/x.toml", text, text).expect("readable words")
    }

    fn slots(word: &str) -> BTreeSet<&str> {
        word.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_words_with_the_same_slots() {
        let (thai, english) = (read(builtin::THAI), read(builtin::ENGLISH));
        let keys = |lexicon: &Lexicon| -> BTreeSet<String> { lexicon.iter().map(|(key, _)| key.to_owned()).collect() };
        let (th, en) = (keys(&thai), keys(&english));
        assert_eq!(
            th.difference(&en).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only in th.toml"
        );
        assert_eq!(
            en.difference(&th).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only in en.toml"
        );
        for (key, word) in thai.iter() {
            // Only English names both eras of a fiscal year.
            if key != "count.fiscal-year" {
                assert_eq!(slots(word), slots(english.get(key)), "slots of {key}");
            }
        }
    }

    #[test]
    fn an_offices_own_words_stand_before_the_built_in() {
        let words =
            Lexicon::read("lang/x.toml", "[a]\nb = \"own\"", "[a]\nb = \"old\"\nc = \"kept {n}\"").expect("words");
        assert_eq!(
            (words.get("a.b"), words.fill("a.c", &[("n", "3")]).as_str()),
            ("own", "kept 3")
        );
        assert!(Lexicon::read("lang/x.toml", "[a]\nb = 3", "").is_err());
    }
}
