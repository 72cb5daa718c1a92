//! A file as the gate reads it: without tags, entities, spaces and marks that
//! nobody sees.

use super::digits::Digits;

/// Stands between what does not belong together; in no file, and in no name.
const END: char = '\u{1}';

/// The text to search.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// Text, then attributes: letters small, nothing that is not seen.
    pub text: String,
    /// Whether a number of thirteen digits stands in it.
    pub number: bool,
}

/// Strips a file. `marked` files have tags: their text is read across them,
/// and what stands inside them (titles, descriptions, links) is read on its own.
pub(super) fn of(bytes: &[u8], marked: bool) -> Plain {
    let owned;
    let text = if let Ok(text) = std::str::from_utf8(bytes) {
        text
    } else {
        owned = String::from_utf8_lossy(bytes);
        &owned
    };
    let mut reader = Reader {
        out: String::with_capacity(text.len() / 2),
        digits: Digits::default(),
        number: false,
    };
    let mut inside = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (outer, tag, next) = if marked { split_tag(rest) } else { (rest, "", "") };
        reader.read(outer);
        if !tag.is_empty() {
            reader.end_of_number();
            inside.push_str(tag);
            inside.push(END);
        }
        rest = next;
    }
    reader.end_of_number();
    reader.out.push(END);
    reader.read(&inside);
    reader.end_of_number();
    Plain {
        text: reader.out,
        number: reader.number,
    }
}

/// Strips what is sought in the same way.
pub(super) fn needle(text: &str) -> String {
    of(text.as_bytes(), false).text.trim_end_matches(END).to_owned()
}

/// Cuts off the text before the next tag, and the tag.
fn split_tag(text: &str) -> (&str, &str, &str) {
    let Some(open) = text.find('<') else {
        return (text, "", "");
    };
    let close = text[open..].find('>').map_or(text.len(), |at| open + at + 1);
    (&text[..open], &text[open..close], &text[close..])
}

struct Reader {
    out: String,
    digits: Digits,
    number: bool,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Everything up to the next escape goes through in one go.
            let stop = rest.find(['&', '%', '\\']).unwrap_or(rest.len());
            for c in rest[..stop].chars() {
                self.take(c);
            }
            rest = &rest[stop..];
            if rest.is_empty() {
                return;
            }
            let (length, decoded) = unescape(rest);
            match decoded {
                Some(Decoded::Char(c)) => self.take(c),
                Some(Decoded::Text(text)) => text.chars().for_each(|c| self.take(c)),
                None => self.take(char::from(rest.as_bytes()[0])),
            }
            rest = &rest[length..];
        }
    }

    fn take(&mut self, c: char) {
        if unseen(c) {
            return;
        }
        self.number |= self.digits.take(c);
        if !c.is_whitespace() {
            match c {
                // Two ways to write one Thai vowel, each drawn alike.
                'ำ' => self.out.push_str("\u{e4d}\u{e32}"),
                c => self.out.push(c.to_ascii_lowercase()),
            }
        }
    }

    fn end_of_number(&mut self) {
        self.number |= self.digits.end();
    }
}

/// Marks without a shape: zero-width spaces and joiners, direction, soft hyphen.
fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

enum Decoded {
    Char(char),
    Text(String),
}

/// Reads an entity, a percent escape or a JSON escape at the start of a text:
/// its length, and what it stands for.
fn unescape(text: &str) -> (usize, Option<Decoded>) {
    let decoded = match text.as_bytes()[0] {
        b'&' => entity(text),
        b'%' => percent(text),
        _ => json(text),
    };
    decoded.map_or((1, None), |(length, decoded)| (length, Some(decoded)))
}

fn entity(text: &str) -> Option<(usize, Decoded)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((end + 1, Decoded::Char(c)))
}

fn percent(text: &str) -> Option<(usize, Decoded)> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [b'%', high, low, tail @ ..] = rest {
        let digits = [*high, *low];
        let Some(byte) = std::str::from_utf8(&digits)
            .ok()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        else {
            break;
        };
        bytes.push(byte);
        rest = tail;
    }
    let length = bytes.len() * 3;
    (length > 0).then(|| (length, Decoded::Text(String::from_utf8_lossy(&bytes).into_owned())))
}

fn json(text: &str) -> Option<(usize, Decoded)> {
    let code = text.strip_prefix("\\u")?.get(..4)?;
    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    Some((6, Decoded::Char(c)))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn text_is_read_across_tags_and_attributes_on_their_own() {
        for (html, want) in [
            ("a<b c=\"D e\">f g</b>", "afg\u{1}<bc=\"de\">\u{1}</b>\u{1}"),
            ("<i a=\"x\">", "\u{1}<ia=\"x\">\u{1}"),
            ("น้ำ&amp;%41\\u0042", "น้\u{e4d}\u{e32}&ab\u{1}"),
            ("100% a & b", "100%a&b\u{1}"),
        ] {
            assert_eq!(of(html.as_bytes(), true).text, want, "{html}");
        }
    }
}
