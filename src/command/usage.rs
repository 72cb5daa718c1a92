//! What clap says of a command line, first in Thai.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

const SUGGESTED: [ContextKind; 3] = [
    ContextKind::SuggestedArg,
    ContextKind::SuggestedSubcommand,
    ContextKind::SuggestedValue,
];

/// Whether a command line that cannot be understood asks for English all the same.
pub(super) fn wants_english(words: impl Iterator<Item = OsString>) -> bool {
    let words: Vec<OsString> = words.collect();
    let pair = |pair: &[OsString]| pair[0] == "--lang" && pair[1] == "en";
    words.iter().any(|word| word == "--lang=en") || words.windows(2).any(pair)
}

/// Returns the Thai sentence for a command line that cannot be understood;
/// nothing for help and version, which are no mistakes.
pub(super) fn thai(error: &clap::Error) -> Option<String> {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        // Of several suggestions the last is the nearest.
        Some(ContextValue::Strings(list)) if SUGGESTED.contains(&kind) => list.last().cloned().unwrap_or_default(),
        Some(ContextValue::Strings(list)) => list.join(" "),
        _ => String::new(),
    };
    let (arg, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(said)
    .find(|text| !text.is_empty())
    .map(|text| format!(" หมายถึง {text} ใช่หรือไม่"))
    .unwrap_or_default();
    let words = match error.kind() {
        ErrorKind::UnknownArgument => format!("ไม่มีตัวเลือก {arg}{near}"),
        ErrorKind::InvalidSubcommand => format!("ไม่มีคำสั่ง {}{near}", said(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("ยังขาด {arg}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "พิมพ์คำสั่งต่อท้าย รายชื่อคำสั่งดูด้วย  duebook --help".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} ต้องมีค่าตามหลัง"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("ค่า \"{value}\" ใช้กับ {arg} ไม่ได้{near}"),
        ErrorKind::ArgumentConflict => format!("{arg} ใช้พร้อมกับ {} ไม่ได้", said(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("จำนวนค่าของ {arg} ไม่ถูกต้อง")
        }
        ErrorKind::NoEquals | ErrorKind::InvalidUtf8 => "อ่านคำสั่งไม่ได้".to_owned(),
        _ => return None,
    };
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::{thai, wants_english};
    use crate::command::Cli;
    use clap::Parser;

    #[test]
    fn whoever_asks_for_english_gets_no_thai() {
        for (words, want) in [
            ("duebook statis", false),
            ("duebook --lang en statis", true),
            ("duebook statis --lang=en", true),
            ("duebook --lang th en", false),
        ] {
            assert_eq!(wants_english(words.split(' ').map(Into::into)), want, "{words}");
        }
    }

    #[test]
    fn a_slip_of_the_command_line_is_said_in_thai() {
        for (words, want) in [
            ("duebook statis", Some("ไม่มีคำสั่ง statis หมายถึง status ใช่หรือไม่")),
            (
                "duebook clear x --voucher 1",
                Some("ไม่มีตัวเลือก --voucher หมายถึง --vouchers ใช่หรือไม่"),
            ),
            ("duebook clear", Some("ยังขาด <PATH>")),
            (
                "duebook clear x --date พรุ่งนี้",
                Some("ค่า \"พรุ่งนี้\" ใช้กับ --date <DATE> ไม่ได้"),
            ),
            ("duebook --help", None),
            ("duebook --version", None),
        ] {
            let error = Cli::try_parse_from(words.split(' ')).expect_err("a slip");
            assert_eq!(thai(&error).as_deref(), want, "{words}");
        }
    }
}
