//! Thai digits ๐๑๒๓๔๕๖๗๘๙ (U+0E50 to U+0E59): accepted where people type,
//! printed where an official letter wants them.

/// Returns `text` with Thai digits turned into 0-9.
#[must_use]
pub fn to_arabic(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '๐'..='๙' => char::from(b'0' + u8::try_from(u32::from(c) - 0x0E50).unwrap_or(0)),
            other => other,
        })
        .collect()
}

/// Returns `text` with 0-9 turned into Thai digits.
#[must_use]
pub fn to_thai(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(0x0E50 + u32::from(c) - u32::from('0')).unwrap_or(c),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_go_there_and_back() {
        assert_eq!(to_arabic("๑๒,๓๔๕.๐๐ บาท"), "12,345.00 บาท");
        assert_eq!(to_thai("23/01/2566"), "๒๓/๐๑/๒๕๖๖");
    }
}
