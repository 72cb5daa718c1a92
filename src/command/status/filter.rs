//! Which records are asked for.

use chrono::NaiveDate;

use crate::book::{Entry, Flag, Register, State, Timing};
use crate::command::Failure;
use crate::command::args::StatusArgs;
use crate::record::Kind;
use crate::record::advance::name_of;
use crate::text::{Words, nearest};

/// What the options ask for, judged.
pub(super) struct Filter<'a> {
    args: &'a StatusArgs,
    kind: Option<Kind>,
    states: Vec<State>,
    flags: Vec<Flag>,
}

impl<'a> Filter<'a> {
    /// Judges what was typed.
    pub(super) fn new(register: &Register<'_>, args: &'a StatusArgs) -> Result<Filter<'a>, Failure> {
        for agency in &args.agency {
            if !register.book.agencies.contains_key(agency) {
                return Err(stranger(
                    "--agency",
                    agency,
                    &register.book.agencies.keys().map(String::as_str).collect::<Vec<_>>(),
                ));
            }
        }
        let kinds = [("advance", Kind::Advance), ("guarantee", Kind::Guarantee)];
        let kind = args
            .kind
            .as_deref()
            .map(|word| pick("--kind", word, &kinds))
            .transpose()?;
        let states = args
            .state
            .iter()
            .map(|word| pick("--state", word, &State::ALL))
            .collect::<Result<_, _>>()?;
        let flags = args
            .flag
            .iter()
            .map(|word| pick("--flag", word, &Flag::ALL))
            .collect::<Result<_, _>>()?;
        Ok(Filter {
            args,
            kind,
            states,
            flags,
        })
    }

    /// Whether a record is asked for.
    pub(super) fn takes(&self, entry: &Entry<'_>, today: NaiveDate) -> bool {
        let args = self.args;
        let id = entry.id();
        let name = match entry {
            Entry::Advance(record, _) => name_of(&record.borrower.name.value),
            Entry::Guarantee(record, _) => name_of(&record.contractor.name.value),
        };
        let within = |days: i64| {
            let left = entry.due().map(|due| crate::day::between(today, due.effective));
            entry.timing() != Timing::Settled && left.is_some_and(|left| (0..=days).contains(&left))
        };
        (args.agency.is_empty() || args.agency.contains(&id.agency))
            && self.kind.is_none_or(|kind| kind == id.kind)
            && (self.states.is_empty() || self.states.contains(&entry.state()))
            && self.flags.iter().all(|flag| entry.flags().contains(flag))
            && args
                .borrower
                .as_deref()
                .is_none_or(|part| name.to_lowercase().contains(&name_of(part).to_lowercase()))
            && args.due_within.is_none_or(within)
            && args.fiscal_year.is_none_or(|year| year == id.fiscal_year)
    }

    /// Whether settled records are meant too.
    pub(super) fn asks_for_settled(&self) -> bool {
        self.states.iter().any(|state| state.is_settled()) || !self.flags.is_empty()
    }
}

fn pick<T: Copy>(option: &str, word: &str, choices: &[(&'static str, T)]) -> Result<T, Failure> {
    let found = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    found.ok_or_else(|| stranger(option, word, &choices.iter().map(|(name, _)| *name).collect::<Vec<_>>()))
}

fn stranger(option: &str, word: &str, known: &[&str]) -> Failure {
    let hint = nearest::nearest(word, known.iter().copied()).map_or_else(|| known.join(" · "), str::to_owned);
    Failure::usage(Words::new(
        format!("{option} ไม่มี \"{word}\" ลอง: {hint}"),
        format!("{option} knows no \"{word}\"; try: {hint}"),
    ))
}
