//! A file as the gate reads it: without tags, entities, spaces, marks that nobody
//! sees, and the signs by which names are joined (`สมชาย.ใจดี`, `สมชาย+ใจดี`).

use super::digits::Digits;
use crate::text::printable::is_unseen;

/// Stands between what does not belong together; in no file, and in no name.
const END: u8 = 1;

/// The text to search.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// Text, then attributes: letters small, nothing that is not seen.
    pub text: Vec<u8>,
    /// Whether a number of thirteen digits stands in it.
    pub number: bool,
}

/// Strips a file. `marked` files have tags: their text is read across them,
/// and what stands inside them (titles, descriptions, links) is read on its own.
/// Tags in Latin letters alone are read where `latin` names are sought.
///
/// This looks at every byte of every public page, so it goes through them
/// once: pieces between two tags are measured while their end is sought, and
/// only the few with something unusual are read letter by letter.
pub(super) fn of(bytes: &[u8], marked: bool, latin: bool) -> Plain {
    let mut text = Reader::with_capacity(bytes.len() / 2);
    let mut inside = Reader::with_capacity(1024);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (piece, next) = Piece::cut(rest, if marked { Some(b'<') } else { None });
        text.read(&piece);
        rest = next;
        if let Some((b'<', tag)) = rest.split_first() {
            let (piece, next) = Piece::cut(tag, Some(b'>'));
            if latin || piece.telling() {
                inside.read(&piece);
                inside.out.push(END);
            }
            rest = next.get(1..).unwrap_or_default();
        }
    }
    let mut all = text.out;
    all.push(END);
    all.extend_from_slice(&inside.out);
    all.make_ascii_lowercase();
    Plain {
        text: all,
        number: text.number || inside.number,
    }
}

/// A marked file's text without its tags, one space where there are any: pages keep the
/// words of a name together, each in an element of its own.
pub(super) fn spaced(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len() / 2);
    let mut rest = bytes;
    while !rest.is_empty() {
        let start = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        for byte in &rest[..start] {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' if text.last() == Some(&b' ') => {}
                b'\n' | b'\r' | b'\t' => text.push(b' '),
                byte => text.push(*byte),
            }
        }
        let end = memchr::memchr(b'>', &rest[start..]).map_or(rest.len(), |end| start + end + 1);
        rest = &rest[end..];
    }
    text
}

/// Strips what is sought in the same way.
pub(super) fn needle(text: &str) -> Vec<u8> {
    let mut text = of(text.as_bytes(), false, true).text;
    while text.last() == Some(&END) {
        text.pop();
    }
    text
}

/// A piece of a file, measured.
struct Piece<'f> {
    bytes: &'f [u8],
    /// The most digits, of either kind, with nothing between them that ends a number.
    digits: usize,
    /// Escapes, or letters beyond Latin and Thai: to be read one by one.
    unusual: bool,
    /// Anything beyond plain Latin letters, digits and signs.
    telling: bool,
    /// The vowel that is written in two ways, spaces and marks beyond Latin.
    mapped: bool,
}

const DIGIT: u8 = 1;
const UNUSUAL: u8 = 2;
const FOREIGN: u8 = 4;
const AT: u8 = 8;
/// May begin an escape; most stand behind a length, as in `width="42%"`.
const PERCENT: u8 = 32;
/// What may stand within a number: hyphens, stops and spaces, and what is not Latin.
const WITHIN: u8 = 16;

/// What each byte tells about the piece that it stands in.
const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut b = 0;
    while b < table.len() {
        table[b] = match b {
            0x30..=0x39 => DIGIT | WITHIN,
            0x20 | 0x2d..=0x2f | 0x5f => WITHIN,
            0x25 => PERCENT,
            0x26 | 0x5c => UNUSUAL,
            0x40 => AT,
            // Letters of two bytes (no-break spaces and such aside), of four, and
            // of three that are neither Thai nor signs of typography.
            0xc0..=0xc1 | 0xc3..=0xdf | 0xe1 | 0xe3..=0xff => FOREIGN | UNUSUAL | WITHIN,
            0x80..=0xbf | 0xc2 | 0xe0 | 0xe2 => FOREIGN | WITHIN,
            _ => 0,
        };
        b += 1;
    }
    table
}

impl<'f> Piece<'f> {
    /// Cuts off the piece before the next `end`.
    fn cut(file: &'f [u8], end: Option<u8>) -> (Piece<'f>, &'f [u8]) {
        let length = end.and_then(|end| memchr::memchr(end, file)).unwrap_or(file.len());
        let (bytes, rest) = file.split_at(length);
        let (mut digits, mut run, mut seen) = (0, 0, 0);
        for b in bytes {
            let class = CLASS[usize::from(*b)];
            // A number ends with a letter or a sign, as a drawing's path has them.
            run = if class & WITHIN == 0 {
                0
            } else {
                run + usize::from(class & DIGIT)
            };
            digits = digits.max(run);
            seen |= class;
        }
        let mut mapped = false;
        if seen & FOREIGN != 0 {
            for pair in bytes.windows(2) {
                // A Thai digit is E0 B9 90 to E0 B9 99, the vowel E0 B8 B3.
                digits += usize::from(pair[0] == 0xb9 && (0x90..=0x99).contains(&pair[1]));
                mapped |= pair == [0xb8, 0xb3] || pair[0] == 0xc2 || pair[0] == 0xe2;
            }
        }
        let is_escape = |at: &[u8]| at[0] == b'%' && at[1..].iter().all(u8::is_ascii_hexdigit);
        let unusual = seen & UNUSUAL != 0 || seen & PERCENT != 0 && bytes.windows(3).any(is_escape);
        let piece = Piece {
            bytes,
            digits,
            unusual,
            telling: unusual || seen & (FOREIGN | AT) != 0,
            mapped,
        };
        (piece, rest)
    }

    /// Whether the inside of a tag can hold anything private: most are names
    /// of classes alone.
    fn telling(&self) -> bool {
        self.telling || self.digits >= 13
    }
}

struct Reader {
    out: Vec<u8>,
    digits: Digits,
    number: bool,
}

impl Reader {
    fn with_capacity(capacity: usize) -> Reader {
        Reader {
            out: Vec::with_capacity(capacity),
            digits: Digits::default(),
            number: false,
        }
    }

    fn read(&mut self, piece: &Piece<'_>) {
        if piece.unusual || piece.digits >= 13 {
            self.read_slowly(&String::from_utf8_lossy(piece.bytes));
            self.number |= self.digits.end();
            return;
        }
        for word in piece
            .bytes
            .split(|byte| byte.is_ascii() && is_left_out(char::from(*byte)))
        {
            if piece.mapped {
                self.map(word);
            } else {
                self.out.extend_from_slice(word);
            }
        }
    }

    /// Copies a word but for spaces and marks that [`Reader::take`] leaves out too,
    /// and the vowel in the form that is sought.
    fn map(&mut self, word: &[u8]) {
        let (mut copied, mut at) = (0, 0);
        while at < word.len() {
            let (length, instead) = match word[at..] {
                [0xe0, 0xb8, 0xb3, ..] => (3, "\u{e4d}\u{e32}"),
                [0xc2, 0x85 | 0xa0 | 0xad | 0xb7, ..] => (2, ""),
                // U+2000 to U+2015, U+2028 to U+202F, U+205F to U+206F.
                [0xe2, 0x80, 0x80..=0x95 | 0xa8..=0xaf, ..] | [0xe2, 0x81, 0x9f..=0xaf, ..] => (3, ""),
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.out.extend_from_slice(&word[copied..at]);
            self.out.extend_from_slice(instead.as_bytes());
            at += length;
            copied = at;
        }
        self.out.extend_from_slice(&word[copied..]);
    }

    fn read_slowly(&mut self, text: &str) {
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
        if is_unseen(c) {
            return;
        }
        self.number |= self.digits.take(c);
        if !is_left_out(c) {
            let mut letter = [0; 4];
            // Two ways to write one Thai vowel, each drawn alike.
            let shown = match c {
                'ำ' => "\u{e4d}\u{e32}",
                c => c.encode_utf8(&mut letter),
            };
            self.out.extend_from_slice(shown.as_bytes());
        }
    }
}

/// Spaces, and the signs that may join a name and a surname in an address or a file's name.
fn is_left_out(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',' | '-' | '_' | '+' | '\u{b7}' | '\u{2010}'..='\u{2015}')
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
    if ["\\n", "\\r", "\\t"].iter().any(|space| text.starts_with(space)) {
        return Some((2, Decoded::Char(' ')));
    }
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
            ("a<b c=\"D e\">f g</b>", "afg\u{1}bc=\"de\"\u{1}/b\u{1}"),
            ("<i a=\"x\">", "\u{1}ia=\"x\"\u{1}"),
            ("น้ำ&amp;%41\\u0042", "น้\u{e4d}\u{e32}&ab\u{1}"),
            ("100% a & b", "100%a&b\u{1}"),
            ("100% a%4 %4g %41 b%", "100%a%4%4gab%\u{1}"),
            ("&lt;&gt;&quot;&apos;&#39;&#x27;&nbsp;&no;", "<>\"'''&no;\u{1}"),
            ("<b>a</b>\u{a0}<b>c</b>", "ac\u{1}b\u{1}/b\u{1}b\u{1}/b\u{1}"),
            ("ก\u{a0}ข\u{ad}ค", "กขค\u{1}"),
            ("a.b-c_d+e, f–g—h·i", "abcdefghi\u{1}"),
            ("ก.ข-ค–ง", "กขคง\u{1}"),
            ("a\\nb\\tc\\rd", "abcd\u{1}"),
            ("a<b", "a\u{1}b\u{1}"),
        ] {
            assert_eq!(
                String::from_utf8_lossy(&of(html.as_bytes(), true, true).text),
                want,
                "{html}"
            );
        }
    }

    /// Whatever a letter is, the two ways of reading it come to the same.
    #[test]
    fn a_letter_is_read_alike_whether_its_piece_is_unusual_or_not() {
        let plain = |text: &str| of(text.as_bytes(), false, true).text;
        for c in '\u{80}'..='\u{ffff}' {
            let mut slow = plain(&format!("ก{c}ข&amp;"));
            let end = slow.iter().rposition(|byte| *byte == b'&').expect("the escape");
            slow.remove(end);
            assert_eq!(plain(&format!("ก{c}ข")), slow, "U+{:04X}", u32::from(c));
        }
    }

    /// As is what a drawing's path has: many digits, and no number.
    #[test]
    fn digits_that_make_no_number_are_passed_over() {
        for (html, number) in [
            ("<path d=\"M0 0h7v1H8v12h3v45h6v78h9\">", false),
            ("<path d=\"M518 30V272,1234567.890123\">", false),
            ("<path d=\"1-2345 67890-12 3\">", true),
            ("<path d=\"h1234567890123h\">", true),
            ("x 1-2345-67890-12-3 y", true),
            ("x ๑-๒๓๔๕-67890-12-3 y", true),
            ("x 1–2345–67890–12–3", true),
            ("x 1.2345.67890/12_3", true),
            ("x １２３４５６７８９０１２３", true),
            ("12345678\n90123", false),
        ] {
            for latin in [false, true] {
                assert_eq!(of(html.as_bytes(), true, latin).number, number, "{html}");
            }
        }
    }

    #[test]
    fn without_tags_words_have_one_space_between_them() {
        for (html, want) in [
            ("<b class=\"nb\">ดี</b> <b>มาก</b>", "ดี มาก"),
            ("a\n  <i>b</i>\t c<", "a b c"),
            ("<p>", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&super::spaced(html.as_bytes())), want, "{html}");
        }
    }

    #[test]
    fn tags_without_anything_private_are_passed_over() {
        let html = "<p class=\"a b\">x<img alt=\"ก\"><a href=\"mailto:A@b.c\"><rect width=\"50%\"><a href=\"%41\">";
        let want = "x\u{1}imgalt=\"ก\"\u{1}ahref=\"mailto:a@bc\"\u{1}ahref=\"a\"\u{1}";
        assert_eq!(String::from_utf8_lossy(&of(html.as_bytes(), true, false).text), want);
    }
}
