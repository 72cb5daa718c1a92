//! Asking an officer, one question at a time, in Thai: on standard error, so
//! that the answer of the command stays clean.

use std::io::{BufRead, Write};

use super::{Desk, Failure};
use crate::text::Words;

/// Asks until the answer is understood; `None` for an empty answer to a
/// question that may stay open.
///
/// # Errors
///
/// [`Failure`] when there is nobody to answer: the option to give instead.
pub(super) fn ask<T>(
    desk: &Desk,
    question: (&str, &str),
    option: &str,
    required: bool,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    loop {
        let mut out = std::io::stderr().lock();
        let _ = write!(out, "{}: ", desk.say(question.0, question.1));
        let _ = out.flush();
        let mut line = String::new();
        let read_bytes = std::io::stdin().lock().read_line(&mut line).unwrap_or(0);
        let text = line.trim();
        if read_bytes == 0 {
            let _ = writeln!(out);
            if !required {
                return Ok(None);
            }
            return Err(Failure::usage(Words::new(
                format!("ขาด {} ใส่ {option} หรือตอบคำถาม", question.0),
                format!("{} is missing: give {option}, or answer the question", question.1),
            )));
        }
        if text.is_empty() && !required {
            return Ok(None);
        }
        match read(text) {
            Ok(value) => return Ok(Some(value)),
            Err(reason) => {
                let _ = writeln!(out, "  {reason}");
            }
        }
    }
}
