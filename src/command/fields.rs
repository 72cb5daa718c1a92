//! The catalogue of keys as options of a command and as questions.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::pen::{Facts, Value, typed};
use crate::record::shape::{Key, What};

/// A key that can be given as an option, or asked for.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Its dotted path in the record or event.
    pub(super) path: String,
    /// Its option, without the dashes.
    pub(super) flag: String,
    /// The key.
    pub(super) key: &'static Key,
    /// Whether nothing can be written without it.
    pub(super) required: bool,
    label: (String, String),
}

/// Keys that commands of their own write: never asked for with the rest.
const OWN_COMMANDS: [&str; 3] = ["void", "cancelled", "hold"];

/// Returns the fields of a record or event: a table's keys are fields too.
pub(super) fn fields(keys: &'static [Key]) -> Vec<Field> {
    let mut list = Vec::new();
    for key in keys
        .iter()
        .filter(|key| !key.is_event() && !OWN_COMMANDS.contains(&key.name))
    {
        let What::Table(inside) = &key.what else {
            list.push(Field::new(key.name.to_owned(), key.name, key, key.required, key.label));
            continue;
        };
        for inner in *inside {
            // `--borrower`, `--email`, but `--contractor-kind` and `--lg-bank`.
            let flag = match inner.name {
                "name" => key.name.to_owned(),
                "email" | "position" => inner.name.to_owned(),
                other => format!("{}-{other}", key.name),
            };
            let label = match inner.name {
                "name" => key.label,
                _ => inner.label,
            };
            let path = format!("{}.{}", key.name, inner.name);
            let mut field = Field::new(path, &flag, inner, key.required && inner.required, label);
            if key.name != "lg" && inner.name != "name" && inner.name != "kind" {
                field.label.0.push_str(key.label.0);
                field.label.1 = format!("{} of the {}", inner.label.1, key.label.1.to_lowercase());
            }
            list.push(field);
        }
    }
    list
}

impl Field {
    fn new(path: String, flag: &str, key: &'static Key, required: bool, label: (&str, &str)) -> Field {
        Field {
            path,
            flag: flag.replace('_', "-"),
            key,
            required,
            label: (label.0.to_owned(), label.1.to_owned()),
        }
    }

    /// Returns the field's words, Thai and English.
    pub(super) fn label(&self) -> (&str, &str) {
        (&self.label.0, &self.label.1)
    }

    fn arg(&self) -> Arg {
        let (th, en) = self.label();
        let names: Vec<&str> = self.key.choices().iter().map(|one| one.name).collect();
        let help = if !names.is_empty() {
            format!("{th} · {en}: {}", names.join(" | "))
        } else if self.key.example.is_empty() {
            format!("{th} · {en}")
        } else {
            format!("{th} เช่น {} · {en}", self.key.example)
        };
        let long = match self.key.about {
            ("", _) => help.clone(),
            (th, en) => format!("{help}\n{th} · {en}"),
        };
        let arg = Arg::new(self.path.clone())
            .long(self.flag.clone())
            .help(help)
            .long_help(long);
        if matches!(self.key.what, What::Yes) {
            return arg.action(ArgAction::SetTrue);
        }
        let what = &self.key.what;
        let name = match what {
            What::Day => "DATE",
            What::Amount | What::AmountOrZero => "BAHT",
            What::Whole(_) | What::Percent => "N",
            What::Choice(_) | What::Purpose | What::Rule => "NAME",
            _ => "TEXT",
        };
        arg.value_name(name)
            .value_parser(move |text: &str| typed(what, text).map_err(|words| format!("{} · {}", words.th, words.en)))
    }
}

/// Adds the options of a list of fields to a command.
pub(super) fn options(mut command: Command, fields: &[Field]) -> Command {
    for field in fields {
        command = command.arg(field.arg());
    }
    command
}

/// Returns what was given.
pub(super) fn given(fields: &[Field], matches: &ArgMatches) -> Facts {
    let mut facts = Facts::new();
    for field in fields {
        if matches!(field.key.what, What::Yes) {
            if matches.get_flag(&field.path) {
                facts.insert(field.path.clone(), Value::Yes(true));
            }
        } else if let Some(value) = matches.get_one::<Value>(&field.path) {
            facts.insert(field.path.clone(), value.clone());
        }
    }
    facts
}
