//! `year-end.html`: what was open on 30 September of the fiscal year that ended
//! last, carried into the new one, by agency and by contract.

use serde::Serialize;

use super::Page;
use super::desk::Desk;
use super::paper::{self, Head, Link};
use super::register::is_paper;
use super::veil;
use crate::book::Entry;
use crate::book::years::{Cut, Movement};
use crate::money::Satang;
use crate::press::PressFault;
use crate::record::{Agency, Kind};

#[derive(Serialize)]
struct View {
    head: Head,
    /// Whether there is a column of borrowers.
    names: bool,
    /// By agency: of the office alone.
    agencies: Option<Summary>,
    /// By contract, where the office's paper is not too long for them.
    parts: Vec<Part>,
    /// Else the papers of the agencies.
    others: Vec<Link>,
    words: String,
}

/// The figures by agency.
#[derive(Serialize)]
struct Summary {
    advances: Vec<Row>,
    advances_total: Row,
    guarantees: Vec<Row>,
    guarantees_total: Row,
}

/// The movements of some records together.
#[derive(Serialize)]
struct Row {
    name: String,
    name_lang: Option<&'static str>,
    brought_count: usize,
    brought: Option<String>,
    came: Option<String>,
    went: Option<String>,
    count: usize,
    carried: Option<String>,
    /// Of guarantees carried: money.
    money: Option<String>,
    /// Of guarantees carried: papers in the safe.
    papers: Option<String>,
}

/// The contracts of one kind.
#[derive(Serialize)]
struct Part {
    title: String,
    guarantees: bool,
    groups: Vec<Group>,
    total: Row,
}

/// The contracts of an agency.
#[derive(Serialize)]
struct Group {
    name: String,
    name_lang: Option<&'static str>,
    lines: Vec<Line>,
    /// All that were settled within the year, together.
    settled: Option<Row>,
    total: Row,
}

/// A contract carried forward.
#[derive(Serialize)]
struct Line {
    n: usize,
    path: String,
    contract: String,
    who: Option<String>,
    project: String,
    due: Option<super::voice::Day>,
    brought: Option<String>,
    came: Option<String>,
    went: Option<String>,
    carried: Option<String>,
}

/// Renders `year-end.html`; of a large book also a paper an agency.
///
/// # Errors
///
/// [`PressFault`] where a template cannot be set.
pub fn pages(desk: &Desk<'_>, cut: &Cut<'_>) -> Result<Vec<Page>, PressFault> {
    let voice = &desk.voice;
    let year = voice.fiscal_year(cut.fiscal_year);
    let title = voice.fill("year_end.title", &[("year", &year)]);
    let scope = voice.fill("paper.as-of", &[("day", &voice.long(cut.end))]);
    let agencies: Vec<&Agency> = desk.register.book.agencies.values().collect();
    let carried = cut.movements.iter().filter(|one| one.carried_forward.is_positive());
    let short = carried.count() <= paper::LONGEST;
    let view = View {
        head: paper::office_head(desk, title.clone(), scope.clone()),
        names: !desk.is_public(),
        agencies: Some(summary(desk, cut, &agencies)),
        parts: if short { parts(desk, cut, &agencies) } else { Vec::new() },
        others: if short { Vec::new() } else { links(desk, &agencies) },
        words: words(&cut.movements.iter().collect::<Vec<_>>()),
    };
    let frame = paper::office_frame(desk, "year-end.html", &title);
    let mut pages = vec![desk.set("page/year-end.html", &frame, &view)?];
    for agency in agencies.iter().filter(|_| !short) {
        let view = View {
            head: Head {
                csv: None,
                ..paper::head(desk, agency, title.clone(), scope.clone())
            },
            names: !desk.is_public(),
            agencies: None,
            parts: parts(desk, cut, &[agency]),
            others: Vec::new(),
            words: words(&of(cut, agency)),
        };
        let frame = paper::frame(desk, agency, path(agency), &title);
        pages.push(desk.set("page/year-end.html", &frame, &view)?);
    }
    Ok(pages)
}

fn path(agency: &Agency) -> String {
    format!("{}/year-end.html", agency.slug)
}

fn links(desk: &Desk<'_>, agencies: &[&Agency]) -> Vec<Link> {
    let link = |agency: &&Agency| Link {
        path: path(agency),
        label: desk.voice.name(&agency.name, agency.name_en.as_deref()).0.to_owned(),
    };
    agencies.iter().map(link).collect()
}

/// What borrowers carry over, in words.
fn words(movements: &[&Movement<'_>]) -> String {
    let advances = movements.iter().filter(|one| one.entry.kind() == Kind::Advance);
    paper::in_words(advances.map(|one| one.carried_forward).sum())
}

/// The movements of an agency.
fn of<'c, 'b>(cut: &'c Cut<'b>, agency: &Agency) -> Vec<&'c Movement<'b>> {
    let own = |one: &&Movement<'_>| one.entry.id().agency == agency.slug;
    cut.movements.iter().filter(own).collect()
}

fn summary(desk: &Desk<'_>, cut: &Cut<'_>, agencies: &[&Agency]) -> Summary {
    let voice = &desk.voice;
    let rows = |kind: Kind| -> Vec<Row> {
        let row = |agency: &&Agency| {
            let own: Vec<_> = of(cut, agency)
                .into_iter()
                .filter(|one| one.entry.kind() == kind)
                .collect();
            let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
            Row {
                name_lang,
                ..row(name.to_owned(), &own)
            }
        };
        agencies.iter().map(row).collect()
    };
    let total = |kind: Kind| {
        let all: Vec<_> = cut.movements.iter().filter(|one| one.entry.kind() == kind).collect();
        row(voice.say("paper.total").to_owned(), &all)
    };
    Summary {
        advances: rows(Kind::Advance),
        advances_total: total(Kind::Advance),
        guarantees: rows(Kind::Guarantee),
        guarantees_total: total(Kind::Guarantee),
    }
}

/// Adds up movements.
fn row(name: String, movements: &[&Movement<'_>]) -> Row {
    let all = |part: fn(&Movement<'_>) -> Satang| paper::sum(movements.iter().map(|one| part(one)).sum());
    let count = |part: fn(&Movement<'_>) -> Satang| movements.iter().filter(|one| part(one).is_positive()).count();
    let kept = |paper: bool| {
        let mine = movements.iter().filter(|one| is_paper(&one.entry) == paper);
        self::paper::sum(mine.map(|one| one.carried_forward).sum())
    };
    Row {
        name,
        name_lang: None,
        brought_count: count(|one| one.brought_forward),
        brought: all(|one| one.brought_forward),
        came: all(|one| one.came),
        went: all(|one| one.went),
        count: count(|one| one.carried_forward),
        carried: all(|one| one.carried_forward),
        money: kept(false),
        papers: kept(true),
    }
}

fn parts(desk: &Desk<'_>, cut: &Cut<'_>, agencies: &[&Agency]) -> Vec<Part> {
    [Kind::Advance, Kind::Guarantee]
        .map(|kind| part(desk, cut, agencies, kind))
        .into()
}

fn part(desk: &Desk<'_>, cut: &Cut<'_>, agencies: &[&Agency], kind: Kind) -> Part {
    let voice = &desk.voice;
    let guarantees = kind == Kind::Guarantee;
    let mut all = Vec::new();
    let mut groups = Vec::new();
    let mut n = 0;
    for agency in agencies {
        let own: Vec<_> = of(cut, agency)
            .into_iter()
            .filter(|one| one.entry.kind() == kind)
            .collect();
        if own.is_empty() {
            continue;
        }
        let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
        let (open, settled): (Vec<_>, Vec<_>) = own.iter().copied().partition(|one| one.carried_forward.is_positive());
        let lines = open.iter().map(|one| {
            n += 1;
            line(desk, n, one)
        });
        let lines: Vec<Line> = lines.collect();
        let count = if guarantees {
            voice.items(settled.len())
        } else {
            voice.contracts(settled.len())
        };
        let key = if guarantees {
            "year_end.settled_guarantees"
        } else {
            "year_end.settled"
        };
        let label = voice.fill(key, &[("count", &count)]);
        groups.push(Group {
            name: name.to_owned(),
            name_lang,
            lines,
            settled: (!settled.is_empty()).then(|| row(label, &settled)),
            total: Row {
                name_lang,
                ..row(voice.fill("paper.sum", &[("what", name)]), &own)
            },
        });
        all.extend(own);
    }
    let title = if guarantees {
        "part.guarantees"
    } else {
        "year_end.advances"
    };
    Part {
        title: voice.say(title).to_owned(),
        guarantees,
        groups,
        total: row(voice.say("paper.total").to_owned(), &all),
    }
}

fn line(desk: &Desk<'_>, n: usize, one: &Movement<'_>) -> Line {
    let entry = &one.entry;
    let who = match entry {
        Entry::Advance(advance, _) => veil::borrower(desk.audience, advance).map(str::to_owned),
        Entry::Guarantee(guarantee, _) => Some(paper::contractor(desk, guarantee)),
    };
    Line {
        n,
        path: Desk::record_path(entry.id()),
        contract: paper::number(entry.contract()),
        who,
        project: paper::project(entry),
        due: entry.due().map(|due| desk.voice.day(due.effective)),
        brought: paper::sum(one.brought_forward),
        came: paper::sum(one.came),
        went: paper::sum(one.went),
        carried: paper::sum(one.carried_forward),
    }
}

#[cfg(test)]
mod tests;
