//! `clear`, `refund`, `extend`, …: an event entered into a record. The options
//! of each are the keys of its event.

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches};

use super::args::Options;
use super::args::whole;
use super::ask::{self, Answer};
use super::desk::Desk;
use super::entry::{self, Draft, not_to_come};
use super::fields::{self, Field};
use super::{Failure, Outcome};
use crate::book::{Entry, Register};
use crate::money::Satang;
use crate::pen::{self, Event, Facts, Pen, Spot, Value};
use crate::record::shape::{self, File};
use crate::record::{Kind, RecordId};
use crate::text::Words;
use crate::thai;

/// A command that enters an event.
struct Entering {
    /// The records that have such events.
    kinds: &'static [Kind],
    /// The key of the event in the record.
    key: &'static str,
}

const ADVANCE: &[Kind] = &[Kind::Advance];
const GUARANTEE: &[Kind] = &[Kind::Guarantee];
const BOTH: &[Kind] = &[Kind::Advance, Kind::Guarantee];

const fn entering(kinds: &'static [Kind], key: &'static str) -> Entering {
    Entering { kinds, key }
}

/// Every such command, by its number in [`super::args::Command`].
const COMMANDS: [Entering; 12] = [
    entering(ADVANCE, "clearing"),
    entering(GUARANTEE, "refund"),
    entering(ADVANCE, "extension"),
    entering(ADVANCE, "objection"),
    entering(GUARANTEE, "forfeit"),
    entering(GUARANTEE, "inspection"),
    entering(GUARANTEE, "notice"),
    entering(ADVANCE, "disbursement"),
    entering(ADVANCE, "reimbursement"),
    entering(GUARANTEE, "replacement"),
    entering(BOTH, "hold"),
    entering(BOTH, "cancelled"),
];

/// What was typed for one of [`COMMANDS`].
#[derive(Debug)]
pub struct EventArgs<const N: usize> {
    path: String,
    given: Facts,
    number: Option<usize>,
    /// The switches that were set, of [`SWITCHES`].
    switches: Vec<&'static str>,
}

/// Options without a value; each command has some of them.
const SWITCHES: [&str; 4] = ["checked", "lift", "sure", "commit"];

impl<const N: usize> EventArgs<N> {
    fn has(&self, switch: &str) -> bool {
        self.switches.contains(&switch)
    }
}

impl Entering {
    fn fields(&self) -> Vec<Field> {
        let keys = File::from(self.kinds[0]).keys();
        fields::fields(shape::find(keys, self.key).map_or(&[], |key| key.inside()))
    }

    fn is_table(&self) -> bool {
        matches!(self.key, "hold" | "cancelled")
    }
}

impl<const N: usize> clap::Args for EventArgs<N> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let this = &COMMANDS[N];
        let kind = this.kinds[0].name();
        let number = format!("secretariat/2569/{kind}-0012");
        let mut command = command.arg(
            Arg::new("PATH")
                .required(true)
                .help(format!("ระเบียน · the record, เช่น {number}")),
        );
        let fields = this.fields();
        command = fields::options(command, &fields);
        // What writes no event takes none of its options: they would be lost.
        let facts = |kept: &str| {
            let others = fields.iter().filter(|field| field.path != kept);
            others.map(|field| field.path.clone()).collect::<Vec<_>>()
        };
        for (name, usual) in [("date", "วันนี้"), ("amount", "ทั้งหมดที่เหลือ")]
        {
            if name == "date" || matches!(this.key, "refund" | "forfeit") {
                let add = |arg: Arg| {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    arg.help(format!("{help} [ค่าปกติ: {usual}]")).long_help(None::<&str>)
                };
                if command.get_arguments().any(|arg| arg.get_id() == name) {
                    command = command.mut_arg(name, add);
                }
            }
        }
        if this.key == "clearing" {
            command = command
                .arg(
                    flag("checked", "ตรวจใบสำคัญที่รออยู่เสร็จแล้ว · the pending clearing is checked")
                        .conflicts_with_all(facts("")),
                )
                .arg(number_arg().requires("checked"))
                .arg(flag(
                    "sure",
                    "ใบสำคัญเกินสองเท่าของยอดคงค้างจริง ไม่ต้องถาม · that much was spent, do not ask",
                ));
        }
        if this.key == "objection" {
            command = command.arg(number_arg().requires("resolved").conflicts_with_all(facts("resolved")));
        }
        if this.key == "hold" {
            command = command.arg(flag("lift", "เลิกพัก · remind again").conflicts_with_all(facts("")));
        }
        command.arg(flag("commit", "บันทึกลง git ด้วย · commit it too"))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn number_arg() -> Arg {
    Arg::new("number")
        .long("number")
        .value_name("N")
        .value_parser(|text: &str| whole::<usize>(text).ok().filter(|n| *n > 0).ok_or("1, 2, 3 …"))
        .help("ครั้งที่เท่าใดในแฟ้ม นับจาก 1 · which one, from 1")
}

impl<const N: usize> clap::FromArgMatches for EventArgs<N> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |name: &str| {
            matches
                .try_get_one::<bool>(name)
                .ok()
                .flatten()
                .copied()
                .unwrap_or(false)
        };
        Ok(EventArgs {
            path: matches.get_one::<String>("PATH").cloned().unwrap_or_default(),
            given: fields::given(&COMMANDS[N].fields(), matches),
            number: matches.try_get_one::<usize>("number").ok().flatten().copied(),
            switches: SWITCHES.into_iter().filter(|switch| given(switch)).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Runs one of [`COMMANDS`].
pub(super) fn run<const N: usize>(options: &Options, args: &EventArgs<N>) -> Result<Outcome, Failure> {
    let this = &COMMANDS[N];
    let desk = Desk::new(options)?;
    desk.to_write()?;
    let id = entry::record(&desk, &args.path, this.kinds)?;
    let before = entry::text(&desk, &id)?;
    let (text, words) = if args.has("checked") {
        checked(&id, &before, args.number)?
    } else if args.has("lift") {
        lifted(&id, &before)?
    } else if this.key == "objection" && args.given.keys().eq(["resolved"]) {
        resolved(&desk, &id, &before, args)?
    } else {
        let facts = complete(&desk, this, &id, &args.given)?;
        let words = subject(this, &facts);
        (written(this, &id, &before, facts)?, words)
    };
    // Only these can put more money out than there was: what else the agency and
    // the borrower owe has to be looked at.
    let alone = !matches!(this.key, "objection" | "disbursement");
    let draft = Draft {
        alone,
        sure: args.has("sure"),
        ..Draft::changed(id, before, text, args.has("commit").then_some(words.as_str()))
    };
    entry::enter(&desk, &draft)
}

/// Puts an event at the record's end, or a table among its keys.
fn written(this: &Entering, id: &RecordId, text: &str, facts: Facts) -> Result<String, Failure> {
    let keys = File::from(id.kind).keys();
    if !this.is_table() {
        let inside = shape::find(keys, this.key).map_or(&[][..], |key| key.inside());
        let event = Event {
            name: this.key.to_owned(),
            facts,
        };
        return Ok(pen::append(text, &pen::event(inside, &event)));
    }
    let mut pen = Pen::new(text).ok_or_else(|| entry::broken(id))?;
    for field in this.fields() {
        let path = format!("{}.{}", this.key, field.path);
        let spot = Spot {
            event: None,
            key: &path,
        };
        match facts.get(&field.path) {
            Some(value) => _ = pen.set(keys, spot, value),
            None => _ = pen.remove(keys, spot),
        }
    }
    Ok(pen.text())
}

/// Completes what was given: the day is today, an amount the rest, and what is
/// needed and missing is asked for, together with all that may be said.
fn complete(desk: &Desk, this: &Entering, id: &RecordId, given: &Facts) -> Result<Facts, Failure> {
    let mut facts = given.clone();
    let fields = this.fields();
    let money = |facts: &Facts| facts.values().any(|value| matches!(value, Value::Amount(_)));
    let rest = matches!(this.key, "refund" | "forfeit");
    let lacks = |field: &Field| {
        let filled = field.path == "date" || (rest && field.path == "amount");
        field.required && !filled && !facts.contains_key(&field.path)
    };
    // Nothing given is nothing decided: a whole refund goes out on a word.
    let asks = given.is_empty() || fields.iter().any(lacks) || (this.key == "clearing" && !money(&facts));
    let due = if asks { introduce(desk, id)? } else { None };
    for field in fields.iter().filter(|_| asks) {
        let late = || matches!(facts.get("date"), Some(Value::Day(day)) if due.is_some_and(|due| *day > due));
        if facts.contains_key(&field.path) || (field.path == "late_reason" && !late()) {
            continue;
        }
        let answer = match field.path.as_str() {
            "date" => Answer::Usual("วันนี้", "today"),
            "amount" if rest => Answer::Usual("ทั้งหมดที่เหลือ", "all that is left"),
            _ if field.required => Answer::Needed,
            _ => Answer::Open,
        };
        let value = ask::field(desk, field, answer)?;
        if let Some(value) = value.or_else(|| (field.path == "date").then_some(Value::Day(desk.today))) {
            facts.insert(field.path.clone(), value);
        }
    }
    if this.key == "clearing" && !money(&facts) {
        return Err(Failure::usage(Words::new(
            "ใส่จำนวนเงินอย่างน้อยหนึ่งอย่าง: --vouchers --cash --salary",
            "give at least one amount: --vouchers, --cash, --salary",
        )));
    }
    if fields.iter().any(|field| field.path == "date") {
        facts.entry("date".to_owned()).or_insert(Value::Day(desk.today));
    }
    if rest && !facts.contains_key("amount") {
        facts.insert("amount".to_owned(), Value::Amount(left(desk, id)?));
    }
    for key in ["date", "resolved"] {
        if let Some(Value::Day(day)) = facts.get(key) {
            not_to_come(desk, *day)?;
        }
    }
    if let Some(Value::Day(day)) = facts.get("until") {
        not_past(desk, *day)?;
    }
    Ok(facts)
}

/// Says which record the questions are about; returns its due date.
fn introduce(desk: &Desk, id: &RecordId) -> Result<Option<NaiveDate>, Failure> {
    let gathered = entry::gathered(desk, std::slice::from_ref(id))?;
    let register = Register::new(&gathered.book, desk.today);
    let Some(entry) = register.get(id) else {
        return Ok(None);
    };
    let open = entry.open_amount().grouped();
    let due = entry.due().map(|due| due.effective);
    let mut words = Words::new(
        format!("{} {} · คงเหลือ {open} บาท", entry.contract(), entry.project()),
        format!("{} {} · {open} baht left", entry.contract(), entry.project()),
    );
    if let Some(due) = due {
        words.th = format!("{} · ครบกำหนด {}", words.th, thai::date::medium(due));
        words.en = format!("{} · due {due}", words.en);
    }
    desk.story(words.lang(desk.lang));
    Ok(due)
}

/// Returns what is still held of a guarantee.
fn left(desk: &Desk, id: &RecordId) -> Result<Satang, Failure> {
    let gathered = entry::gathered(desk, std::slice::from_ref(id))?;
    let register = Register::new(&gathered.book, desk.today);
    match register.get(id) {
        Some(Entry::Guarantee(_, standing)) if standing.held.is_positive() => Ok(standing.held),
        Some(_) => Err(Failure {
            status: 1,
            words: Words::new("ไม่มีหลักประกันเหลือให้คืน", "nothing is held any more"),
        }),
        None => Err(entry::broken(id)),
    }
}

/// A rest until a day that is over rests nothing.
fn not_past(desk: &Desk, day: NaiveDate) -> Result<(), Failure> {
    if day >= desk.today {
        return Ok(());
    }
    let (typed, today) = (thai::date::medium(day), thai::date::medium(desk.today));
    Err(Failure::usage(Words::new(
        format!("พักถึง {typed} ไม่ได้ วันนั้นผ่านไปแล้ว (วันนี้ {today}) เลิกพักใช้ --lift"),
        format!(
            "{day} is past (today is {}): nothing would rest; --lift ends a rest",
            desk.today
        ),
    )))
}

/// Takes `pending` out of a clearing.
fn checked(id: &RecordId, text: &str, number: Option<usize>) -> Result<(String, String), Failure> {
    let at = one_of(id, text, "clearing", number, |facts| facts.contains_key("pending"))?;
    let keys = File::from(id.kind).keys();
    let mut pen = Pen::new(text).ok_or_else(|| entry::broken(id))?;
    let spot = Spot {
        event: Some(("clearing", at)),
        key: "pending",
    };
    pen.remove(keys, spot);
    Ok((pen.text(), format!("ตรวจใบสำคัญครั้งที่ {} เสร็จ", at + 1)))
}

/// Writes the day on which an objection was settled.
fn resolved<const N: usize>(
    desk: &Desk,
    id: &RecordId,
    text: &str,
    args: &EventArgs<N>,
) -> Result<(String, String), Failure> {
    let at = one_of(id, text, "objection", args.number, |facts| {
        !facts.contains_key("resolved")
    })?;
    let keys = File::from(id.kind).keys();
    let mut pen = Pen::new(text).ok_or_else(|| entry::broken(id))?;
    let value = &args.given["resolved"];
    let Value::Day(day) = value else {
        return Err(entry::broken(id));
    };
    not_to_come(desk, *day)?;
    let spot = Spot {
        event: Some(("objection", at)),
        key: "resolved",
    };
    pen.set(keys, spot, value);
    Ok((
        pen.text(),
        format!("ข้อทักท้วงครั้งที่ {} ยุติ {}", at + 1, thai::date::medium(*day)),
    ))
}

/// Finds the one event of a kind that is meant: by its number from 1, or
/// because no other fits.
fn one_of(
    id: &RecordId,
    text: &str,
    name: &str,
    number: Option<usize>,
    fits: impl Fn(&Facts) -> bool,
) -> Result<usize, Failure> {
    let events = entry::events(id, text)?;
    let fitting: Vec<usize> = events
        .iter()
        .filter(|event| event.name == name)
        .enumerate()
        .filter(|(_, event)| !event.facts.contains_key("void.date") && fits(&event.facts))
        .map(|(at, _)| at)
        .collect();
    let wanted = number.map(|number| number - 1);
    match (wanted, fitting.as_slice()) {
        (Some(at), all) if all.contains(&at) => Ok(at),
        (None, [only]) => Ok(*only),
        (None, []) | (Some(_), _) => Err(Failure {
            status: 1,
            words: Words::new(
                format!("{id} ไม่มีรายการเช่นนั้นที่ยังเปิดอยู่"),
                format!("{id} has no such entry that is open"),
            ),
        }),
        (None, several) => {
            let numbers: Vec<String> = several.iter().map(|at| (at + 1).to_string()).collect();
            let numbers = numbers.join(" ");
            Err(Failure::usage(Words::new(
                format!("มีหลายครั้ง บอกว่าครั้งใดด้วย --number: {numbers}"),
                format!("there are several; say which with --number: {numbers}"),
            )))
        }
    }
}

/// Takes the rest of reminders back.
fn lifted(id: &RecordId, text: &str) -> Result<(String, String), Failure> {
    let mut pen = Pen::new(text).ok_or_else(|| entry::broken(id))?;
    let spot = Spot {
        event: None,
        key: "hold",
    };
    if !pen.remove(File::from(id.kind).keys(), spot) {
        return Err(Failure {
            status: 1,
            words: Words::new(format!("{id} ไม่ได้พักอยู่"), format!("{id} is not on hold")),
        });
    }
    Ok((pen.text(), "เลิกพักการแจ้งเตือน".to_owned()))
}

/// The event in the field's words, for the history: no names.
fn subject(this: &Entering, facts: &Facts) -> String {
    let keys = File::from(this.kinds[0]).keys();
    shape::find(keys, this.key).map_or_else(String::new, |key| pen::said::event(key, facts).th)
}
