//! An office's own words: those that no page asks for, and slots that nothing fills.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Lexicon;
use crate::text::nearest::nearest;
use crate::text::{Code, Diagnostic, Source, Span, Words};

/// Judges a file of words against the built-in one. What is no TOML is the
/// press's to refuse.
#[must_use]
pub(super) fn judge(source: &Source, built_in: &str) -> Vec<Diagnostic> {
    let (Ok(table), Ok(lexicon)) = (
        DeTable::parse(&source.text),
        Lexicon::read("built-in", built_in, built_in),
    ) else {
        return Vec::new();
    };
    let keys: Vec<&str> = lexicon.iter().map(|(key, _)| key).collect();
    let mut findings = Vec::new();
    for (section, value) in table.get_ref() {
        let DeValue::Table(words) = value.get_ref() else {
            findings.push(stranger(source, section, section.get_ref(), &keys));
            continue;
        };
        let head = format!("{}.", section.get_ref());
        if !keys.iter().any(|key| key.starts_with(&head)) {
            let sections: Vec<&str> = keys.iter().filter_map(|key| Some(key.split_once('.')?.0)).collect();
            findings.push(stranger(source, section, section.get_ref(), &sections));
            continue;
        }
        for (name, word) in words {
            let key = format!("{head}{}", name.get_ref());
            if lexicon.has(&key) {
                findings.extend(slots(source, word, lexicon.get(&key)));
            } else {
                let inside: Vec<&str> = keys.iter().filter_map(|key| key.strip_prefix(head.as_str())).collect();
                findings.push(stranger(source, name, name.get_ref(), &inside));
            }
        }
    }
    findings
}

fn stranger<T>(source: &Source, place: &Spanned<T>, word: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(word, known.iter().copied()) {
        Some(meant) => Words::new(format!("เขียน  {meant}"), format!("Write  {meant}")),
        None => {
            let mut list = known.to_vec();
            list.dedup();
            let list = list.join(" ");
            Words::new(
                format!("ลบบรรทัดนี้ ที่มีคือ: {list}"),
                format!("Delete this line; there are: {list}"),
            )
        }
    };
    Diagnostic::new(
        Code::UnknownWord,
        source,
        Span::from(place.span()),
        Words::new(
            format!("ไม่มีหน้าใดใช้คำชื่อ {word}"),
            format!("No page uses a word named {word}"),
        ),
        help,
    )
}

/// Slots of an office's word that the program does not fill: they would stand
/// on the page as they are written.
fn slots(source: &Source, word: &Spanned<DeValue<'_>>, built_in: &str) -> Option<Diagnostic> {
    let named = |text: &str| -> Vec<String> {
        let rests = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        rests.map(|(name, _)| name.to_owned()).collect()
    };
    let known = named(built_in);
    let strange = named(word.get_ref().as_str()?)
        .into_iter()
        .find(|slot| !known.contains(slot))?;
    let list = known
        .iter()
        .map(|slot| format!("{{{slot}}}"))
        .collect::<Vec<_>>()
        .join(" ");
    let list = if list.is_empty() { "-".to_owned() } else { list };
    Some(Diagnostic::new(
        Code::UnknownWord,
        source,
        Span::from(word.span()),
        Words::new(
            format!("ไม่มีค่าใดมาแทน {{{strange}}} จะปรากฏบนหน้าตามที่เขียน"),
            format!("Nothing fills {{{strange}}}; it would stand on the page as it is"),
        ),
        Words::new(
            format!("ช่องของคำนี้คือ: {list}"),
            format!("The slots of this word are: {list}"),
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_its_name() {
        let built_in = "[home]\ntitle = \"ก {n}\"\nlede = \"ข\"\n[menu]\nhome = \"ค\"\n";
        let own = "[home]\ntitel = \"ง\"\nlede = \"{n}\"\n[mneu]\nhome = \"จ\"\n[far-away]\nx = \"y\"\n";
        let found = judge(&Source::new("templates/lang/th.toml", own), built_in);
        let mut said: Vec<(usize, &str)> = found.iter().map(|one| (one.line, one.help.en.as_str())).collect();
        said.sort_unstable();
        let none = said.pop().expect("the last");
        assert_eq!(
            said,
            [
                (2, "Write  title"),
                (3, "The slots of this word are: -"),
                (4, "Write  menu")
            ]
        );
        assert!(none.0 == 6 && none.1.contains("home menu"), "{none:?}");
        assert_eq!(judge(&Source::new("x", built_in), built_in), []);
    }
}
