//! Asking an officer, one question at a time, in Thai: on standard error, so
//! that the answer of the command stays clean.

use std::io::{BufRead, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::fields::Field;
use super::{Desk, Failure, table};
use crate::pen::{Value, typed};
use crate::record::shape::What;
use crate::text::Words;
use crate::thai;

/// Whether the answers have come to an end: what may stay open is not asked then.
static OVER: AtomicBool = AtomicBool::new(false);

/// Returns whether nobody answers any more.
pub(super) fn is_over() -> bool {
    OVER.load(Ordering::Relaxed)
}

/// How a question is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// There is no going on without one.
    Needed,
    /// Whoever answers is asked until there is one; where nobody does, it stays open.
    Wanted,
    /// It may stay open.
    Open,
    /// It may stay open, and then means this.
    Usual(&'static str, &'static str),
}

/// Asks until the answer is understood; `None` where it stays open.
///
/// # Errors
///
/// [`Failure`] when there is nobody to answer: the option to give instead.
pub(super) fn ask<T>(
    desk: &Desk,
    question: (&str, &str),
    option: &str,
    answer: Answer,
    read: impl Fn(&str) -> Result<T, Words>,
) -> Result<Option<T>, Failure> {
    if answer != Answer::Needed && is_over() {
        return Ok(None);
    }
    let hint = match answer {
        Answer::Needed | Answer::Wanted => String::new(),
        Answer::Open => desk.say(" (ว่างได้)", " (may stay empty)").to_owned(),
        Answer::Usual(th, en) => format!(" [{}]", desk.say(th, en)),
    };
    loop {
        let mut out = std::io::stderr().lock();
        let _ = write!(out, "{}{hint}: ", desk.say(question.0, question.1));
        let _ = out.flush();
        let mut line = String::new();
        let read_bytes = std::io::stdin().lock().read_line(&mut line).unwrap_or(0);
        let text = line.trim();
        if read_bytes == 0 {
            let _ = writeln!(out);
            OVER.store(true, Ordering::Relaxed);
            if answer != Answer::Needed {
                return Ok(None);
            }
            return Err(Failure::usage(Words::new(
                format!("ขาด {} ใส่ {option} หรือตอบคำถาม", question.0),
                format!("{} is missing: give {option}, or answer the question", question.1),
            )));
        }
        if text.is_empty() && !matches!(answer, Answer::Needed | Answer::Wanted) {
            return Ok(None);
        }
        match read(text) {
            Ok(value) => return Ok(Some(value)),
            Err(reason) => {
                let _ = writeln!(out, "  {}", reason.lang(desk.lang));
            }
        }
    }
}

/// Offers names to choose from, by number.
pub(super) fn offer(desk: &Desk, names: &[(&str, &str)]) {
    let width = names.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (number, (name, words)) in (1..).zip(names) {
        desk.story(&format!("  {number}  {}  {words}", table::left(name, width)));
    }
}

/// Asks for a field of the catalogue: its choices first, where it has some. A
/// day or an amount is said back as it was understood.
///
/// # Errors
///
/// As [`ask`].
pub(super) fn field(desk: &Desk, field: &Field, answer: Answer) -> Result<Option<Value>, Failure> {
    let (th, en) = field.label();
    let choices = field.key.choices();
    let names: Vec<(&str, &str)> = choices.iter().map(|one| (one.name, desk.say(one.th, one.en))).collect();
    offer(desk, &names);
    let ways = |words: &str, how: &str| format!("{words}{how}");
    let question = if matches!(field.key.what, What::Yes) {
        (ways(th, " (ใช่/ไม่)"), ways(en, " (yes/no)"))
    } else if choices.is_empty() {
        (th.to_owned(), en.to_owned())
    } else {
        (ways(th, " (พิมพ์เลขหรือชื่อ)"), ways(en, " (number or name)"))
    };
    let option = format!("--{}", field.flag);
    let value = ask(desk, (&question.0, &question.1), &option, answer, |text| {
        typed(&field.key.what, text)
    })?;
    match &value {
        Some(Value::Day(day)) => desk.story(&format!("  = {}", thai::date::with_weekday(*day))),
        Some(Value::Amount(amount)) => {
            let words = thai::words::baht(*amount);
            desk.story(&format!("  = {} ({words})", amount.grouped()));
        }
        _ => {}
    }
    Ok(value)
}
