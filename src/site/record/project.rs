//! A project's progress report: the form that the city prints, field by field
//! in the form's own order, ready for A4.

use serde::Serialize;

use super::markup::Markup;
use super::progress;
use super::reader::{Evidence, Fact, Reader};
use crate::money::Satang;
use crate::record::Project;
use crate::record::project::ProgressReport;

/// Everything that the template prints.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectView {
    /// Title of the page.
    pub title: String,
    /// Number of the form in its book, for the breadcrumbs.
    pub number: String,
    /// 1.1: name, code, year.
    pub identity: Vec<Fact>,
    /// 1.1: days and money side by side, as the form prints them.
    pub schedule: Vec<Fact>,
    /// 1.2: who answers for it.
    pub responsible: Vec<Fact>,
    /// 1.3.
    pub rationale: Vec<Markup>,
    /// 1.4.
    pub objectives: Vec<Markup>,
    /// 1.5.
    pub targets: Vec<Markup>,
    /// 1.6: the twenty-year plan.
    pub strategy: Vec<Fact>,
    /// The bars over the reports; nothing without a report.
    pub chart: Option<Markup>,
    /// 2: the reports.
    pub reports: Vec<ReportView>,
    /// Evaluations by quarter; not part of the printed form's numbering.
    pub evaluations: Vec<Fact>,
    /// Proof.
    pub evidence: Evidence,
}

/// One report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Its number and day.
    pub head: Markup,
    /// Progress, as the form prints it.
    pub percent: String,
    /// What was done, month by month.
    pub months: Vec<MonthView>,
    /// Progress, money, plan and target.
    pub facts: Vec<Fact>,
}

/// What was done in a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// The month, where the report names one.
    pub label: Option<Markup>,
    /// The things done.
    pub items: Vec<Markup>,
}

/// Writes the page of a project.
#[must_use]
pub fn view(reader: &Reader<'_>, record: &Project) -> ProjectView {
    let voice = &reader.voice;
    let all = |texts: &[String]| -> Vec<Markup> { texts.iter().map(|text| voice.thai(bullet_free(text))).collect() };
    // A report of a later day is not known yet on the page's day.
    let reports: Vec<&ProgressReport> = record
        .reports
        .iter()
        .filter(|report| report.date.value <= reader.today)
        .collect();
    let number = record.code.clone().unwrap_or_else(|| record.id.to_string());
    ProjectView {
        title: format!("{} · {}", voice.say("project.form_short"), record.name.value),
        number,
        identity: identity(reader, record),
        schedule: schedule(reader, record),
        responsible: responsible(reader, record),
        rationale: all(&record.rationale),
        objectives: all(&record.objectives),
        targets: all(&record.targets),
        strategy: strategy(reader, record),
        chart: (!reports.is_empty()).then(|| progress::chart(&reader.voice, &reports)),
        reports: reports.iter().map(|one| report(reader, one)).collect(),
        evaluations: record
            .evaluations
            .iter()
            .map(|one| {
                let score = one.score.map(|score| score.to_string());
                let said = [score.as_deref(), one.note.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ");
                fact(
                    reader,
                    &voice.fill("project.quarter", &[("n", &one.quarter.to_string())]),
                    Some(voice.thai(&said)).filter(|said| !said.is_empty()),
                )
            })
            .collect(),
        evidence: reader.evidence(&record.id, None),
    }
}

/// A field of the form; an empty one says so.
fn fact(reader: &Reader<'_>, term: &str, value: Option<Markup>) -> Fact {
    Fact {
        term: term.to_owned(),
        value: value.unwrap_or_else(|| reader.voice.piece("record.not_stated")),
    }
}

fn identity(reader: &Reader<'_>, record: &Project) -> Vec<Fact> {
    let voice = &reader.voice;
    let year = record
        .fiscal_year
        .map_or(i64::from(record.id.fiscal_year), |year| year.value);
    [
        ("project.name", Some(voice.thai(&record.name))),
        ("project.code", record.code.as_deref().map(Markup::text)),
        ("project.fiscal_year", Some(Markup::text(&year.to_string()))),
    ]
    .map(|(key, value)| fact(reader, &voice.say(key), value))
    .into()
}

fn schedule(reader: &Reader<'_>, record: &Project) -> Vec<Fact> {
    let voice = &reader.voice;
    let money = |amount: Option<crate::text::Placed<Satang>>| amount.map(|amount| voice.money(amount.value));
    [
        ("project.start", record.start.map(|day| voice.long(day.value))),
        ("project.budget_received", money(record.budget_received)),
        ("project.end", record.end.map(|day| voice.long(day.value))),
        ("project.budget_used", money(record.budget_used)),
    ]
    .map(|(key, value)| fact(reader, &voice.say(key), value))
    .into()
}

fn responsible(reader: &Reader<'_>, record: &Project) -> Vec<Fact> {
    let voice = &reader.voice;
    let owner = record.owner.as_ref().map(|owner| {
        // The form names who answers for it; a borrower's name stays private all the same.
        let private = reader
            .book
            .advances
            .iter()
            .any(|advance| advance.borrower.name.value.trim() == owner.name.trim());
        if private && !reader.internal() {
            return voice.piece("record.not_public");
        }
        let name = voice.thai(&owner.name);
        match reader.private(owner.phone_ext.as_deref()) {
            Some(ext) => name
                .then(&Markup::text(" "))
                .then(&voice.rich("project.phone", &[("ext", &Markup::text(ext))])),
            None => name,
        }
    });
    let coordinator = reader
        .private(record.coordinator.as_deref())
        .map(|name| voice.thai(name));
    let hidden = record.coordinator.is_some() && !reader.internal();
    [
        (
            "project.agency",
            record
                .agency_path
                .as_deref()
                .map(|path| voice.thai(path))
                .or_else(|| Some(reader.agency(&record.id))),
        ),
        ("project.owner", owner),
        (
            "project.coordinator",
            coordinator.or_else(|| hidden.then(|| voice.piece("record.not_public"))),
        ),
    ]
    .map(|(key, value)| fact(reader, &voice.say(key), value))
    .into()
}

fn strategy(reader: &Reader<'_>, record: &Project) -> Vec<Fact> {
    let voice = &reader.voice;
    let plan = record.strategy.clone().unwrap_or_default();
    [
        ("project.issue", plan.issue),
        ("project.sub_issue", plan.sub_issue),
        ("project.goal", plan.goal),
        ("project.indicator", plan.indicator),
    ]
    .map(|(key, value)| fact(reader, &voice.say(key), value.map(|text| voice.thai(&text))))
    .into()
}

fn report(reader: &Reader<'_>, report: &ProgressReport) -> ReportView {
    let voice = &reader.voice;
    let seq = report.seq.value.to_string();
    let percent = voice.fill("project.percent", &[("percent", &report.percent.value.to_string())]);
    let text = |value: &Option<String>| value.as_deref().map(|text| voice.thai(text));
    ReportView {
        head: voice.rich(
            "project.report",
            &[
                ("n", &Markup::text(&seq)),
                ("day", &voice.long(report.date.value).unbroken()),
            ],
        ),
        months: report
            .months
            .iter()
            .map(|month| MonthView {
                label: month.label.as_deref().map(|label| voice.thai(label)),
                items: month.items.iter().map(|item| voice.thai(bullet_free(item))).collect(),
            })
            .collect(),
        facts: vec![
            fact(reader, &voice.say("project.progress"), Some(Markup::text(&percent))),
            fact(
                reader,
                &voice.fill("project.spent", &[("n", &seq)]),
                report.spent.map(|spent| voice.money(spent.value)),
            ),
            fact(reader, &voice.say("project.plan_status"), text(&report.plan_status)),
            fact(reader, &voice.say("project.target_status"), text(&report.target_status)),
        ],
        percent,
    }
}

/// The seed's forms begin paragraphs with a box; the page has its own bullets.
fn bullet_free(text: &str) -> &str {
    text.trim_start_matches(['□', '•', '-', ' ']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_own_boxes_are_not_doubled() {
        assert_eq!(bullet_free("□ ติดตาม"), "ติดตาม");
        assert_eq!(bullet_free("ติดตาม"), "ติดตาม");
    }
}
