//! The percent escapes of an address (RFC 3986, 2.1).

/// Takes the escapes out of a piece of an address, once: `%3D` becomes `=`, and
/// `%253D` no more than `%3D`. Nothing where an escape is none, or what comes
/// out is no text that a name may hold: no UTF-8, or with control characters.
#[must_use]
pub fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = after else { return None };
        bytes.push(nibble(*high)? << 4 | nibble(*low)?);
        rest = after;
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(char::is_control))
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_out_once_and_what_is_none_is_refused() {
        for (text, want) in [
            ("agency%3Dpr", Some("agency=pr")),
            ("agency%3dpr", Some("agency=pr")),
            ("a+b", Some("a+b")),
            ("%E0%B8%81", Some("ก")),
            ("ก", Some("ก")),
            ("%253D", Some("%3D")),
            ("%2e%2e", Some("..")),
            ("", Some("")),
            ("%", None),
            ("%3", None),
            ("%3G", None),
            ("%+1", None),
            ("%u0e01", None),
            ("%00", None),
            ("a%0d%0ab", None),
            ("%7f", None),
            ("%c2%85", None),
            ("%E0%B8", None),
            ("%ff", None),
            // Longer than the character needs: a slash in disguise.
            ("%c0%af", None),
        ] {
            assert_eq!(unescaped(text).as_deref(), want, "{text}");
        }
    }
}
