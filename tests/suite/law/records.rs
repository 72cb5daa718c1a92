//! The cases of the law as the texts of records, and the standings of those.

use std::fs;

use chrono::NaiveDate;
use duebook::book::{AdvanceStanding, Entry, Gathered, GuaranteeStanding, Register};
use duebook::day::shift;
use duebook::rule::Period;
use serde_json::Value;

use crate::bench::{book, files_below, here};

const PATH: &str = "records/secretariat/2566/";

/// One case, read as a record needs it.
pub(super) struct Case(pub(super) Value);

impl Case {
    pub(super) fn text(&self, key: &str) -> &str {
        self.0[key]
            .as_str()
            .unwrap_or_else(|| panic!("{} has no {key}", self.0["id"]))
    }

    pub(super) fn day(&self, key: &str) -> NaiveDate {
        self.text(key).parse().expect("an ISO day")
    }

    /// A day of the case's `dates`, by the first of these names that it has.
    pub(super) fn date(&self, names: &[&str]) -> Option<NaiveDate> {
        let text = names.iter().find_map(|name| self.0["dates"][name].as_str())?;
        Some(text.parse().expect("an ISO day"))
    }

    pub(super) fn start(&self) -> NaiveDate {
        let name = self.text("start_event");
        self.date(&[name])
            .unwrap_or_else(|| panic!("{} has no day of {name}", self.0["id"]))
    }

    pub(super) fn n(&self) -> u32 {
        let n = self.0["period"]["n"].as_u64().expect("a number");
        u32::try_from(n).expect("a small number")
    }

    pub(super) fn period(&self) -> Period {
        match self.0["period"]["unit"].as_str() {
            Some("days") => Period::days(self.n()),
            Some("months") => Period::months(self.n()),
            Some("years") => Period::months(self.n() * 12),
            other => panic!("{} has a period of {other:?}", self.0["id"]),
        }
    }
}

/// The sample book's law and calendar with one record of the case.
pub(super) fn with_record(name: &str, record: &str) -> Gathered {
    let root = here().with_file_name("records");
    let mut texts: Vec<(String, String)> = Vec::new();
    for folder in ["rules", "holidays"] {
        for path in files_below(&root.join(folder)) {
            let file = path.file_name().expect("a name").to_string_lossy().into_owned();
            texts.push((
                format!("records/{folder}/{file}"),
                fs::read_to_string(&path).expect("a text"),
            ));
        }
    }
    texts.push(("records/office.toml".into(), "name = \"ฝ่ายการคลัง\"\n".into()));
    texts.push(("records/secretariat/agency.toml".into(), "name = \"สลป.\"\n".into()));
    texts.push((format!("{PATH}{name}"), record.to_owned()));
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let gathered = book(&texts);
    assert!(gathered.findings.is_empty(), "{record}\n{:#?}", gathered.findings);
    gathered
}

pub(super) fn advance(record: &str, today: NaiveDate) -> AdvanceStanding {
    let gathered = with_record("advance-0001.toml", record);
    match Register::new(&gathered.book, today).entries.first() {
        Some(Entry::Advance(_, standing)) => standing.clone(),
        other => panic!("{other:?} on {today}: {record}"),
    }
}

pub(super) fn guarantee(record: &str, today: NaiveDate) -> GuaranteeStanding {
    let gathered = with_record("guarantee-0001.toml", record);
    match Register::new(&gathered.book, today).entries.first() {
        Some(Entry::Guarantee(_, standing)) => standing.clone(),
        other => panic!("{other:?} on {today}: {record}"),
    }
}

/// An advance contracted a week before its first day, with more lines.
pub(super) fn advance_text(purpose: &str, fund: &str, contracted: NaiveDate, lines: &str) -> String {
    format!(
        "contract = \"บย. 1/2566\"\nfund = \"{fund}\"\npurpose = \"{purpose}\"\nproject = \"โครงการ\"\n\
         amount = 1_000.00\nborrower = {{ name = \"นาย ก\" }}\ncontracted = {contracted}\n{lines}"
    )
}

pub(super) fn guarantee_text(kind: &str, contracted: NaiveDate, lines: &str) -> String {
    format!(
        "contract = \"จ. 1/2566\"\nkind = \"{kind}\"\nform = \"cash\"\n\
         contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\" }}\namount = 1_000.00\n\
         contracted = {contracted}\nreceived = {contracted}\n{lines}"
    )
}

/// The advance of an `advance-clearing` case.
pub(super) fn clearing_record(case: &Case) -> (String, NaiveDate) {
    let purpose = case.text("purpose");
    let fund = if purpose.starts_with("imprest") {
        "imprest"
    } else {
        "budget"
    };
    let start = case.start();
    let received = case.date(&["money_received"]).unwrap_or_else(|| shift(start, -10));
    let mut lines = format!("received = {received}\n");
    let purpose = match case.text("start_event") {
        "returned" => {
            lines = format!("{lines}returned = {start}\n");
            "official-travel"
        }
        "money_received" if purpose.contains("domicile") => "domicile-move",
        "money_received" => "other-duty",
        other => panic!("{}: nothing is counted from {other}", case.text("id")),
    };
    (advance_text(purpose, fund, shift(received, -7), &lines), start)
}

/// The guarantee of a `guarantee-return` case: released as the record can say
/// it, by acceptance, by its warranty, by a repair, or by a decision.
pub(super) fn return_record(case: &Case) -> String {
    let released = case.start();
    let kind = if case.text("purpose").starts_with("bid") {
        "bid"
    } else {
        "contract"
    };
    let accepted = case.date(&["accepted"]);
    let repaired = case
        .date(&["defect_repaired_accepted"])
        .zip(case.date(&["warranty_end"]));
    let warranty = |from: NaiveDate, to: NaiveDate| (1..=120).find(|n| Period::months(*n).after(from) == to);
    let lines = if let Some((repaired, end)) = repaired {
        let accepted = (300..400)
            .map(|days| shift(end, -days))
            .find(|day| Period::months(12).after(*day) == end)
            .expect("a day a year before");
        let found = shift(end, -10);
        format!(
            "accepted = {accepted}\nwarranty = {{ years = 1 }}\n\
             [[inspection]]\ndate = {found}\nresult = \"defects\"\n\
             [[inspection]]\ndate = {repaired}\nresult = \"clean\"\n"
        )
    } else {
        match accepted.map(|from| (from, warranty(from, released))) {
            Some((from, _)) if from == released => format!("accepted = {from}\n"),
            Some((from, Some(months))) => format!("accepted = {from}\nwarranty = {{ months = {months} }}\n"),
            _ => format!("released = {released}\n"),
        }
    };
    let first = accepted.unwrap_or_else(|| shift(released, -800));
    guarantee_text(kind, shift(first, -60), &lines)
}
