//! Base64, for the bodies of mails and the fonts of pages: 22 kB of each mail
//! pass through it. Held against the crate of that name by the tests.

/// Returns bytes as base64, with its padding (RFC 4648, section 4).
pub(crate) fn text(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    encode(bytes, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Base64 as the body of a mail: lines of 76, the last without its end (RFC
/// 2045, section 6.8).
pub(crate) fn lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 57 * 78 + 78);
    for (number, line) in bytes.chunks(57).enumerate() {
        if number > 0 {
            out.extend_from_slice(b"\r\n");
        }
        encode(line, &mut out);
    }
    out
}

fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |sextet: u8| ALPHABET[usize::from(sextet & 63)];
    let first = |a: u8, b: u8| [letter(a >> 2), letter(a << 4 | b >> 4)];
    let last = |b: u8, c: u8| letter(b << 2 | c >> 6);
    let (threes, rest) = bytes.as_chunks::<3>();
    let start = out.len();
    out.resize(start + threes.len() * 4, 0);
    let (fours, _) = out[start..].as_chunks_mut::<4>();
    for (four, &[a, b, c]) in fours.iter_mut().zip(threes) {
        let [one, two] = first(a, b);
        *four = [one, two, last(b, c), letter(c)];
    }
    match *rest {
        [a] => {
            out.extend_from_slice(&first(a, 0));
            out.extend_from_slice(b"==");
        }
        [a, b] => {
            out.extend_from_slice(&first(a, b));
            out.extend_from_slice(&[last(b, 0), b'=']);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_rfc_4648() {
        for (text, want) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(super::text(text.as_bytes()), want, "{text}");
        }
    }

    #[test]
    fn a_body_in_base64_is_what_others_make_of_it() {
        use ::base64::Engine;
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        for end in 0..bytes.len() {
            let body = String::from_utf8(lines(&bytes[..end])).expect("ASCII");
            let whole = ::base64::engine::general_purpose::STANDARD.encode(&bytes[..end]);
            assert_eq!(body.replace("\r\n", ""), whole, "{end} bytes");
            let (whole, last) = body.rsplit_once("\r\n").unwrap_or(("", &body));
            assert!(
                whole.split("\r\n").all(|line| line.is_empty() || line.len() == 76),
                "{end} bytes"
            );
            assert!(last.len() <= 76 && last.is_empty() == (end == 0), "{end} bytes");
        }
    }
}
