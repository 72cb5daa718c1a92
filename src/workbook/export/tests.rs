use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::Index;

use super::super::mapping::fit::fit;
use super::super::plan::{Plan, plan};
use super::super::spots::Spot;
use super::super::{open, rows};
use super::*;
use crate::book::gather::{Files, Gathered, gather};
use crate::money::{LARGEST, Satang};
use crate::pen::{Event, Facts, Value};
use crate::percent::Percent;
use crate::record::shape::What;
use crate::text::Source;

fn today() -> NaiveDate {
    "2026-11-20".parse().expect("a literal day")
}

/// A day that a record may hold; now and then one that a spreadsheet's reader
/// would ask about.
fn day() -> impl Strategy<Value = NaiveDate> {
    let from: NaiveDate = "1955-01-01".parse().expect("a literal day");
    prop_oneof![9 => 12_784u64..36_000, 1 => 0u64..60_000].prop_map(move |days| from + Days::new(days))
}

/// Whatever somebody may have written into a file.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ก-ฮ][ก-ูเ-์a-z0-9 ./()-]{0,20}",
        1 => "[=+@'-][A-Z0-9()!|&\"]{1,12}",
        1 => "[ \t]{0,2}[a-zก-ฮ]{1,5}[ \t]{0,2}",
        1 => "(12/2566|0012|1e5|TRUE|#REF!|-|\\.\\.\\.|5/6/2023|_x000D_|\\\\|\"\"\")",
        1 => "\\PC{1,8}",
        1 => "[a\r\u{fffe}<>&]{1,6}",
        1 => Just("ยาว".repeat(12_000)),
    ]
}

fn lines() -> impl Strategy<Value = String> {
    prop_oneof![words(), "(([ก-ฮa-z*# ]{0,9}|-|=1)\n){1,4}[ก-ฮ]{0,3}"]
}

fn value(spot: &Spot) -> BoxedStrategy<Value> {
    match spot.key.what {
        What::Day => day().prop_map(Value::Day).boxed(),
        What::Amount => (1..=LARGEST.0).prop_map(|satang| Value::Amount(Satang(satang))).boxed(),
        What::AmountOrZero => (0..=LARGEST.0).prop_map(|satang| Value::Amount(Satang(satang))).boxed(),
        What::Percent => (0..=Percent::WHOLE.0)
            .prop_map(|hundredths| Value::Percent(Percent(hundredths)))
            .boxed(),
        What::Whole(ref range) => range.clone().prop_map(Value::Whole).boxed(),
        What::Yes => any::<bool>().prop_map(Value::Yes).boxed(),
        What::Choice(choices) => any::<Index>().prop_map(|at| Value::text(at.get(choices).name)).boxed(),
        What::Purpose => "(official-travel|other-duty)".prop_map(Value::Text).boxed(),
        What::Address => "[a-z]{1,8}@example\\.org".prop_map(Value::Text).boxed(),
        What::Texts | What::Choices(_) => prop::collection::vec(lines(), 0..4).prop_map(Value::Texts).boxed(),
        What::Prose => lines().prop_map(Value::Text).boxed(),
        _ => words()
            .prop_filter("a text that says nothing is no text", |text| !text.trim().is_empty())
            .prop_map(Value::Text)
            .boxed(),
    }
}

/// The facts of a record, or of an event: required ones always.
fn facts(spots: &Spots, event: Option<&'static str>) -> impl Strategy<Value = Facts> + use<> {
    let all: Vec<_> = spots
        .within(event)
        .map(|(_, spot)| {
            let outer = spot.path.split('.').next().unwrap_or_default();
            let keys = File::from(spots.kind).keys();
            let required =
                spot.key.required && (event.is_some() || keys.iter().any(|key| key.name == outer && key.required));
            let path = spot.path.clone();
            let some = value(spot).prop_map(move |value| Some((path.clone(), value)));
            if required {
                some.boxed()
            } else {
                prop_oneof![3 => Just(None), 2 => some].boxed()
            }
        })
        .collect();
    all.prop_map(move |pairs| {
        let mut facts: Facts = pairs.into_iter().flatten().collect();
        // A letter that replaces another has something to tell it by.
        if event == Some("replacement") && !facts.keys().any(|path| path.starts_with("lg.")) {
            facts.insert("lg.number".to_owned(), Value::Text("1".to_owned()));
        }
        // A length of time has one unit, and a table is whole or absent.
        if facts.contains_key("warranty.years") {
            facts.remove("warranty.months");
        }
        if facts.contains_key("warranty.years") || facts.contains_key("warranty.months") {
            facts.remove("warranty.days");
        }
        for (table, needed) in [
            ("void", "void.reason"),
            ("void", "void.date"),
            ("cancelled", "cancelled.date"),
            ("cancelled", "cancelled.reason"),
            ("hold", "hold.until"),
            ("owner", "owner.name"),
        ] {
            if !facts.contains_key(needed) {
                facts.retain(|path, _| path.split('.').next() != Some(table));
            }
        }
        facts
    })
}

fn record(kind: Kind) -> impl Strategy<Value = (Facts, Vec<Event>)> {
    let spots = Spots::of(kind);
    let events: Vec<_> = spots
        .events()
        .into_iter()
        .map(|key| {
            let event = facts(&spots, Some(key.name)).prop_map(|facts| Event {
                name: key.name.to_owned(),
                facts,
            });
            prop::collection::vec(event, 0..3)
        })
        .collect();
    (facts(&spots, None), events).prop_map(|(facts, events)| (facts, events.into_iter().flatten().collect()))
}

/// A book of one record, its file as an officer may have left it: comments,
/// lines in another order, line ends of Windows.
fn book(kind: Kind, facts: &Facts, events: &[Event], dress: u8) -> Gathered {
    let mut text = pen::record(File::from(kind).keys(), facts, events);
    if dress & 1 == 1 {
        text = format!("# บันทึกโดยเจ้าหน้าที่\n{text}\n# ท้ายแฟ้ม\n");
    }
    if dress & 2 == 2 {
        text = text.replacen(" = ", "   =  ", 1);
    }
    if dress & 4 == 4 && !text.contains('\r') {
        text = text.replace('\n', "\r\n");
    }
    let sources = [
        ("records/office.toml".to_owned(), "name = \"ก\"\n".to_owned()),
        ("records/a/agency.toml".to_owned(), "name = \"ข\"\n".to_owned()),
        (format!("records/a/2570/{}-0001.toml", kind.name()), text),
    ];
    gather(Files {
        sources: sources
            .into_iter()
            .map(|(path, text)| Source::new(&path, text))
            .collect(),
        ..Files::default()
    })
}

fn brought_back(gathered: &Gathered, workbook: &Workbook) -> Plan {
    let mapping = mapping(workbook).expect("our own export is known");
    let drafts = rows::read(workbook, &fit(&mapping, workbook), &gathered.book, today());
    plan(workbook, drafts, gathered)
}

fn taken_out(gathered: &Gathered) -> Workbook {
    let exported = workbook(&gathered.book, &Filter::default(), today()).expect("a workbook");
    open::open("x", &exported.bytes).expect("readable")
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![3 => Just(Kind::Advance), 3 => Just(Kind::Guarantee), 1 => Just(Kind::Project)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a record holds, out and in again changes nothing.
    #[test]
    fn out_and_in_again_changes_nothing(
        (kind, (facts, events), dress) in kind().prop_flat_map(|kind| (Just(kind), record(kind), any::<u8>())),
    ) {
        let gathered = book(kind, &facts, &events, dress);
        let sound = gathered.book.advances.len() + gathered.book.guarantees.len() + gathered.book.projects.len();
        prop_assert_eq!(sound, 1, "{:?}", gathered.findings.iter().map(|one| &one.message.en).collect::<Vec<_>>());
        let plan = brought_back(&gathered, &taken_out(&gathered));
        prop_assert_eq!(&plan.refused, &vec![]);
        prop_assert_eq!(plan.writes.iter().map(|write| &write.changes).collect::<Vec<_>>(), Vec::<&Vec<_>>::new());
        prop_assert_eq!(plan.same.len(), 1);
    }

    /// One cell that is edited is one line that changes.
    #[test]
    fn one_cell_is_one_line(
        (kind, (facts, events), dress) in kind().prop_flat_map(|kind| (Just(kind), record(kind), any::<u8>())),
        pick in any::<Index>(),
        satang in 1..=LARGEST.0,
        days in 0u64..9000,
    ) {
        let gathered = book(kind, &facts, &events, dress);
        let mut workbook = taken_out(&gathered);
        let editable: Vec<(usize, usize)> = workbook
            .sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| sheet.name != GUIDE)
            .flat_map(|(at, sheet)| sheet.cells.iter().enumerate().map(move |(cell, one)| (at, cell, one)))
            .filter(|(_, _, cell)| cell.row > 0 && matches!(cell.value, Cell::Day(_) | Cell::Number(_)))
            .map(|(at, cell, _)| (at, cell))
            .collect();
        prop_assume!(!editable.is_empty());
        let (sheet, cell) = *pick.get(&editable);
        let value = &mut workbook.sheets[sheet].cells[cell].value;
        let old = value.clone();
        *value = match value {
            Cell::Day(_) => Cell::Day("1995-03-04".parse::<NaiveDate>().expect("a literal day") + Days::new(days)),
            // Small enough to be any number that a record holds.
            _ => Cell::Number((satang % 100 + 1).to_string().parse().expect("a number")),
        };
        prop_assume!(*value != old);
        let plan = brought_back(&gathered, &workbook);
        prop_assert_eq!(&plan.refused, &vec![]);
        prop_assert_eq!(plan.writes.len(), 1);
        let before = plan.writes[0].before.clone().expect("the file is there");
        let (before, after): (Vec<&str>, Vec<&str>) =
            (before.split_inclusive('\n').collect(), plan.writes[0].text.split_inclusive('\n').collect());
        prop_assert_eq!(before.len(), after.len());
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        prop_assert_eq!(changed, 1, "{:#?}", plan.writes[0].changes);
    }
}

#[test]
fn every_sheet_has_a_name_of_its_own() {
    let mut names: Vec<String> = KINDS
        .iter()
        .flat_map(|(kind, name)| sheets_of(*kind, name))
        .map(|map| map.name)
        .collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
    assert!(names.iter().all(|name| name.chars().count() <= 31));
}
