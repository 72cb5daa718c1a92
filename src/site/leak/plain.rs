//! A file as the gate reads it: without tags, entities, spaces and marks that
//! nobody sees.

use super::digits::Digits;

/// Stands between what does not belong together; in no file, and in no name.
const END: u8 = 1;

/// The text to search.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// Text, then attributes: letters small, nothing that is not seen; UTF-8.
    pub text: Vec<u8>,
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
    let mut outside = Reader::new(text.len() / 2, may_hold_number(text.as_bytes()));
    let mut inside = Reader::new(text.len() / 2, outside.counting);
    let mut rest = text;
    while !rest.is_empty() {
        let (outer, tag, next) = if marked { split_tag(rest) } else { (rest, "", "") };
        outside.read(outer);
        if !tag.is_empty() {
            outside.end_of_number();
            inside.read(tag);
            inside.end();
        }
        rest = next;
    }
    outside.end();
    outside.out.append(&mut inside.out);
    Plain {
        text: outside.out,
        number: outside.number || inside.number,
    }
}

/// Strips what is sought in the same way.
pub(super) fn needle(text: &str) -> String {
    let plain = String::from_utf8(of(text.as_bytes(), false).text).unwrap_or_default();
    plain.trim_end_matches(char::from(END)).to_owned()
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
    out: Vec<u8>,
    digits: Digits,
    number: bool,
    /// Whether digits are worth counting in this file.
    counting: bool,
}

impl Reader {
    fn new(capacity: usize, counting: bool) -> Reader {
        Reader {
            out: Vec::with_capacity(capacity),
            digits: Digits::default(),
            number: false,
            counting,
        }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Everything up to the next escape goes through in one go.
            let stop = rest
                .bytes()
                .position(|b| matches!(b, b'&' | b'%' | b'\\'))
                .unwrap_or(rest.len());
            self.plain(&rest[..stop]);
            rest = &rest[stop..];
            if rest.is_empty() {
                return;
            }
            let (length, decoded) = unescape(rest);
            match decoded {
                Some(Decoded::Char(c)) => self.plain(c.encode_utf8(&mut [0; 4])),
                Some(Decoded::Text(text)) => self.plain(&text),
                None => self.plain(&rest[..1]),
            }
            rest = &rest[length..];
        }
    }

    /// Takes text without escapes. Most bytes of most pages go through here,
    /// so ASCII and Thai letters take the short way.
    fn plain(&mut self, text: &str) {
        if self.counting {
            for c in text.chars().filter(|c| !unseen(*c)) {
                self.number |= self.digits.take(c);
            }
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t'..=b'\r' => at += 1,
                0..0x80 => {
                    self.out.push(byte.to_ascii_lowercase());
                    at += 1;
                }
                // Two ways to write one Thai vowel, each drawn alike.
                0xe0 if bytes[at..].starts_with("ำ".as_bytes()) => {
                    self.out.extend_from_slice("\u{e4d}\u{e32}".as_bytes());
                    at += 3;
                }
                0xe0 => {
                    self.out.extend_from_slice(&bytes[at..at + 3]);
                    at += 3;
                }
                _ => {
                    let c = text[at..].chars().next().unwrap_or_default();
                    if !unseen(c) && !c.is_whitespace() {
                        self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                    at += c.len_utf8();
                }
            }
        }
    }

    fn end_of_number(&mut self) {
        if self.counting {
            self.number |= self.digits.end();
        }
    }

    fn end(&mut self) {
        self.end_of_number();
        self.out.push(END);
    }
}

/// Returns whether a file could hold a number of thirteen digits: a cheap look
/// that may say yes for nothing, and never no for a number. Letters and most
/// signs end a number; spaces, hyphens and everything beyond ASCII may stand in
/// one, and an escape may hide anything.
fn may_hold_number(bytes: &[u8]) -> bool {
    let (mut run, mut groups, mut joined) = (0_u32, [0_u32; 5], 0_u32);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let thai_digit = byte == 0xe0 && matches!(bytes.get(at + 1..at + 3), Some([0xb9, 0x90..=0x99]));
        at += if thai_digit { 3 } else { 1 };
        match byte {
            b'0'..=b'9' => run += 1,
            _ if thai_digit => run += 1,
            b'&' if bytes.get(at) == Some(&b'#')
                && !bytes[at..].starts_with(b"#x27;")
                && !bytes[at..].starts_with(b"#39;") =>
            {
                return true;
            }
            b'%' if bytes.get(at).is_some_and(u8::is_ascii_hexdigit) => return true,
            b'\\' if bytes.get(at) == Some(&b'u') => return true,
            b' ' | b'-' | 0x80.. if run == 0 => {}
            b' ' | b'-' | 0x80.. => {
                groups.rotate_left(1);
                groups[4] = run;
                joined = if byte == b' ' { 0 } else { joined + run };
                run = 0;
            }
            _ => (run, groups, joined) = (0, [0; 5], 0),
        }
        let four = [groups[1], groups[2], groups[3], groups[4]];
        if run + joined >= 13 || (run > 0 && four == [1, 4, 5, 2]) {
            return true;
        }
    }
    false
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
            assert_eq!(String::from_utf8_lossy(&of(html.as_bytes(), true).text), want, "{html}");
        }
    }
}
