//! `new`: asks what is needed, writes the record, says the due date and why.

use clap::{Arg, ArgAction, ArgMatches};

use super::args::{NewArgs, NewWhat, Options};
use super::ask::{self, Answer, ask};
use super::desk::Desk;
use super::entry::{self, Draft, enter};
use super::fields::{self, Field};
use super::{Failure, Outcome};
use crate::book::Book;
use crate::pen::{self, Facts, Value, founding_day, freeze_rule, home_year};
use crate::press::Lexicon;
use crate::record::guarantee::FORMS;
use crate::record::shape::{File, What};
use crate::record::{Kind, RecordId, id};
use crate::rule::RuleKind;
use crate::schema;
use crate::text::Words;
use crate::text::nearest::nearest;
use crate::thai;
use crate::world::disk;

/// The kinds of records, by their number in [`NewWhat`].
const KINDS: [Kind; 3] = [Kind::Advance, Kind::Guarantee, Kind::Project];

/// Keys that may stay open and are asked for all the same.
const ASKED: [&str; 15] = [
    "borrower.position",
    "borrower.email",
    "received",
    "contractor.email",
    "contract_amount",
    "receipt",
    "accepted",
    "warranty.months",
    "lg.bank",
    "lg.number",
    "lg.valid_until",
    "code",
    "start",
    "end",
    "budget_received",
];

/// What was typed for `new advance`, `new guarantee`, `new project`.
#[derive(Debug)]
pub struct NewRecord<const N: usize> {
    agency: Option<String>,
    given: Facts,
    commit: bool,
}

fn fields_of(kind: Kind) -> Vec<Field> {
    fields::fields(File::from(kind).keys())
}

impl<const N: usize> clap::Args for NewRecord<N> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let agency = Arg::new("agency").long("agency").value_name("FOLDER");
        let commit = Arg::new("commit").long("commit").action(ArgAction::SetTrue);
        let command = command.arg(agency.help("หน่วยงาน (ชื่อโฟลเดอร์) · the agency's folder"));
        fields::options(command, &fields_of(KINDS[N])).arg(commit.help("บันทึกลง git ด้วย · commit it too"))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<const N: usize> clap::FromArgMatches for NewRecord<N> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(NewRecord {
            agency: matches.get_one::<String>("agency").cloned(),
            given: fields::given(&fields_of(KINDS[N]), matches),
            commit: matches.get_flag("commit"),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Runs `new`.
pub(super) fn run(options: &Options, args: &NewArgs) -> Result<Outcome, Failure> {
    match &args.what {
        NewWhat::Advance(args) => make(options, args),
        NewWhat::Guarantee(args) => make(options, args),
        NewWhat::Project(args) => make(options, args),
    }
}

fn make<const N: usize>(options: &Options, args: &NewRecord<N>) -> Result<Outcome, Failure> {
    let kind = KINDS[N];
    let desk = Desk::new(options)?;
    desk.to_write()?;
    let in_time = |facts: &Facts| {
        facts
            .iter()
            .try_for_each(|(key, value)| entry::happened(&desk, key, value))
    };
    in_time(&args.given)?;
    let gathered = entry::gathered(&desk, &[])?;
    let form = Form {
        desk: &desk,
        book: &gathered.book,
        words: desk.lexicon()?,
    };
    let agency = form.agency(args.agency.as_deref())?;
    let mut facts = form.complete(kind, &args.given)?;
    in_time(&facts)?;
    let year = home_year(kind, &facts).ok_or_else(|| {
        Failure::usage(Words::new(
            "ขาดวันที่ซึ่งบอกปีงบประมาณของแฟ้ม: --received หรือ --contracted (โครงการ: --fiscal-year หรือ --start)",
            "the day that tells the file's fiscal year is missing: --received or --contracted (a project: --fiscal-year or --start)",
        ))
    })?;
    freeze_rule(&gathered.book.rules, kind, &mut facts);
    let id = next_id(&desk, &agency, year, kind)?;
    let draft = Draft {
        commit: args.commit.then(|| entry::subject(&id, &subject(kind, &facts))),
        text: format!(
            "{}{}",
            schema_line(&desk, File::from(kind)),
            pen::record(File::from(kind).keys(), &facts, &[])
        ),
        alone: kind == Kind::Project,
        id,
        before: None,
        sure: false,
    };
    enter(&desk, &draft)
}

/// The line by which an editor finds the keys, in a book that has schemas.
fn schema_line(desk: &Desk, file: File) -> String {
    if disk::is_file(&desk.root.join(schema::path(file))) {
        file.schema_line() + "\n"
    } else {
        String::new()
    }
}

fn subject(kind: Kind, facts: &Facts) -> String {
    let text = |key: &str| match facts.get(key) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let amount = match facts.get("amount") {
        Some(Value::Amount(amount)) => amount.grouped(),
        _ => String::new(),
    };
    match kind {
        Kind::Advance => format!("เพิ่ม {} {amount} บาท", text("contract")),
        Kind::Guarantee => format!("รับ {} {amount} บาท", text("contract")),
        Kind::Project => format!("เพิ่มโครงการ {}", text("code")).trim_end().to_owned(),
    }
}

/// Questions to one officer about one record.
struct Form<'d> {
    desk: &'d Desk,
    book: &'d Book,
    /// Holds the words of purposes.
    words: Lexicon,
}

impl Form<'_> {
    /// Asks for all that is needed, and what may be said, where anything needed
    /// was not given.
    fn complete(&self, kind: Kind, given: &Facts) -> Result<Facts, Failure> {
        let mut facts = given.clone();
        let list = fields_of(kind);
        let needs_day = home_year(kind, &facts).is_none();
        let lacks = needs_day
            || list
                .iter()
                .any(|field| field.required && !facts.contains_key(&field.path));
        for field in list.iter().filter(|_| lacks) {
            if facts.contains_key(&field.path) || !self.is_asked(kind, field, &facts) {
                continue;
            }
            let answer = if field.required { Answer::Needed } else { Answer::Open };
            let value = match field.key.what {
                What::Purpose => self.purpose(&field.flag)?,
                _ => ask::field(self.desk, field, answer)?,
            };
            if let Some(value) = value {
                facts.insert(field.path.clone(), value);
            }
        }
        Ok(facts)
    }

    fn is_asked(&self, kind: Kind, field: &Field, facts: &Facts) -> bool {
        let text = |key: &str| match facts.get(key) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        match (field.path.as_str(), kind) {
            (path, _) if path.starts_with("lg.") => FORMS
                .iter()
                .any(|(name, form)| *name == text("form") && form.is_letter()),
            ("returned", _) => {
                let day = founding_day(kind, facts).unwrap_or(self.desk.today);
                let rule = self.book.rules.in_force(RuleKind::Advance, text("purpose"), day);
                rule.is_some_and(|rule| rule.from.name() == "returned") && facts.contains_key("received")
            }
            ("project" | "contracted", Kind::Guarantee) | ("fiscal_year", Kind::Project) => true,
            ("warranty.months", _) => facts.contains_key("accepted"),
            (path, _) => field.required || ASKED.contains(&path),
        }
    }

    fn agency(&self, given: Option<&str>) -> Result<String, Failure> {
        let names: Vec<&str> = self.book.agencies.keys().map(String::as_str).collect();
        let label = |slug: &str| {
            let agency = self.book.agencies.get(slug);
            agency.map(|agency| agency.name.clone()).unwrap_or_default()
        };
        let slug = match given {
            Some(slug) => slug.to_owned(),
            None => self.choice("agency", ("หน่วยงาน", "Agency"), &names, &label)?,
        };
        if self.book.agencies.contains_key(&slug) {
            return Ok(slug);
        }
        let known = names.join(" · ");
        Err(Failure::usage(Words::new(
            format!("ไม่มีหน่วยงาน \"{slug}\" ในสมุดนี้ ที่มีคือ: {known}"),
            format!("this book has no agency \"{slug}\"; it has: {known}"),
        )))
    }

    fn purpose(&self, flag: &str) -> Result<Option<Value>, Failure> {
        let names = self.book.rules.purposes(RuleKind::Advance);
        let label = |name: &str| {
            let key = format!("advance.purpose_{}", name.replace('-', "_"));
            self.words.find(&key).unwrap_or_default().to_owned()
        };
        self.choice(flag, ("วัตถุประสงค์", "Purpose"), &names, &label)
            .map(|name| Some(Value::Text(name)))
    }

    /// Offers names of the book by number, name and words; a single one is no
    /// question.
    fn choice(
        &self,
        flag: &str,
        question: (&str, &str),
        names: &[&str],
        label: &dyn Fn(&str) -> String,
    ) -> Result<String, Failure> {
        if let [only] = names {
            return Ok((*only).to_owned());
        }
        let labels: Vec<String> = names.iter().map(|name| label(name)).collect();
        let offered: Vec<(&str, &str)> = names.iter().copied().zip(labels.iter().map(String::as_str)).collect();
        ask::offer(self.desk, &offered);
        let read = |text: &str| {
            let number = thai::digits::to_arabic(text).parse::<usize>().ok();
            let by_number = number.and_then(|number| names.get(number.checked_sub(1)?));
            let by_word = || names.iter().find(|name| **name == text || label(name) == text);
            let known = by_number
                .or_else(by_word)
                .copied()
                .or_else(|| nearest(text, names.iter().copied()));
            let all = names.join(" · ");
            known
                .map(str::to_owned)
                .ok_or_else(|| Words::new(format!("เลือกจาก {all}"), format!("one of {all}")))
        };
        let (th, en) = (
            format!("{} (พิมพ์เลขหรือชื่อ)", question.0),
            format!("{} (number or name)", question.1),
        );
        let chosen = ask(self.desk, (&th, &en), &format!("--{flag}"), Answer::Needed, read)?;
        Ok(chosen.unwrap_or_default())
    }
}

/// The next free number of a folder: after the highest, also of files that
/// could not be read.
fn next_id(desk: &Desk, agency: &str, fiscal_year: i32, kind: Kind) -> Result<RecordId, Failure> {
    let folder = format!("records/{agency}/{fiscal_year}");
    let names = disk::names(&desk.root.join(&folder)).map_err(|error| Failure::unread(&folder, &error))?;
    let highest = names
        .iter()
        .filter_map(|name| id::parse(&format!("{agency}/{fiscal_year}/{}", name.strip_suffix(".toml")?)))
        .filter(|id| id.kind == kind)
        .map(|id| id.number)
        .max();
    Ok(RecordId {
        agency: agency.to_owned(),
        fiscal_year,
        kind,
        number: highest.unwrap_or(0) + 1,
    })
}
