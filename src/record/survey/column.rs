//! Which column of a sheet is what: as the office says, else as the titles
//! and the answers show beyond doubt.

use super::form::{Form, Question};
use super::moment::{self, Moment};
use super::plain;
use super::scale::{Mark, mark};
use crate::text::nearest::nearest;
use crate::text::sheet::{self, Sheet};
use crate::text::{Code, Diagnostic, Faults, Placed, Severity, Source, Span, Words};

/// Titles that form tools give the time of an answer, the surest first.
const DATES: [&str; 19] = [
    "ประทับเวลา",
    "timestamp",
    "เวลาเสร็จสมบูรณ์",
    "เวลาที่เสร็จสมบูรณ์",
    "เวลาเสร็จสิ้น",
    "completion time",
    "date submitted",
    "submit date",
    "submitdate",
    "submitted at",
    "วันที่ส่ง",
    "วันที่ตอบ",
    "วันที่ตอบแบบสอบถาม",
    "วันและเวลาที่ตอบ",
    "วันที่",
    "วันเวลา",
    "date",
    "เวลาเริ่มต้น",
    "start time",
];

/// Titles of columns whose small numbers are no answers.
const COUNTERS: [&str; 16] = [
    "id",
    "no",
    "no.",
    "#",
    "ที่",
    "ลำดับ",
    "ลำดับที่",
    "รหัส",
    "response id",
    "last page",
    "lastpage",
    "seed",
    "total points",
    "คะแนนรวม",
    "จำนวนครั้ง",
    "อายุ",
];

/// The columns of one sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// When.
    pub(super) date: Option<usize>,
    /// Who.
    pub(super) group: Option<usize>,
    /// The column of each question, in the order of the form.
    pub(super) scores: Vec<Option<usize>>,
}

impl Columns {
    /// Returns the columns where an answer can be read from them.
    pub(super) fn whole(&self) -> Option<&Columns> {
        (self.date.is_some() && self.scores.iter().any(Option::is_some)).then_some(self)
    }

    /// Returns every column that is read.
    pub(super) fn read(&self) -> Vec<usize> {
        let scores = self.scores.iter().flatten().copied();
        self.date.into_iter().chain(self.group).chain(scores).collect()
    }
}

/// Finds the columns of all sheets. Questions that the form does not name are
/// added to it in the order in which they stand.
pub(super) fn all(form: &mut Form, sheets: &[(Faults<'_>, Sheet)], settings: Option<&Faults<'_>>) -> Vec<Columns> {
    let guessed = form.questions.is_empty();
    if guessed {
        for (faults, sheet) in sheets {
            guess(form, sheet, faults);
        }
    }
    if let Some(settings) = settings.filter(|_| !sheets.is_empty()) {
        named(form, sheets, settings, guessed);
    }
    sheets
        .iter()
        .map(|(faults, sheet)| {
            let find = |title: &Placed<String>| find(sheet, faults, &title.value);
            let columns = Columns {
                date: form.date.as_ref().and_then(find).or_else(|| date(sheet, faults)),
                group: form.group.as_ref().and_then(find),
                scores: form
                    .questions
                    .iter()
                    .map(|question| question.columns.iter().find_map(find))
                    .collect(),
            };
            missing(&columns, sheet, faults);
            columns
        })
        .collect()
}

/// Finds a column by its title; a title that stands twice is a finding.
fn find(sheet: &Sheet, faults: &Faults<'_>, title: &str) -> Option<usize> {
    let wanted = plain(title);
    let mut found = (0..sheet.head.len()).filter(|at| plain(&sheet.head[*at].text) == wanted);
    let first = found.next()?;
    if let Some(second) = found.next() {
        faults.add(
            Code::SurveyColumn,
            sheet.head[second].span,
            Words::new(
                format!(
                    "หัวคอลัมน์ \"{}\" มีสองคอลัมน์ ({} และ {})",
                    short(title),
                    first + 1,
                    second + 1
                ),
                format!(
                    "Two columns are titled \"{}\" ({} and {})",
                    short(title),
                    first + 1,
                    second + 1
                ),
            ),
            Words::new(
                "เปลี่ยนชื่อหรือลบคอลัมน์ที่ไม่ใช้ ให้แต่ละชื่อมีคอลัมน์เดียว",
                "Rename or delete the one that is not meant, so that each title has one column",
            ),
        );
    }
    Some(first)
}

/// Finds the time of the answers by the titles that form tools give.
fn date(sheet: &Sheet, faults: &Faults<'_>) -> Option<usize> {
    let is = |at: &usize, name: &str| {
        let title = plain(&sheet.head[*at].text);
        title == name || title.strip_suffix(name).is_some_and(|code| code.ends_with(". "))
    };
    let name = DATES
        .iter()
        .find(|name| (0..sheet.head.len()).any(|at| is(&at, name)))?;
    let at = (0..sheet.head.len()).find(|at| is(at, name))?;
    find(sheet, faults, &sheet.head[at].text)
}

/// Reports a column that the office names and no file has.
fn named(form: &Form, sheets: &[(Faults<'_>, Sheet)], settings: &Faults<'_>, guessed: bool) {
    let asked = form
        .questions
        .iter()
        .flat_map(|question| &question.columns)
        .filter(|_| !guessed);
    for title in form.date.iter().chain(&form.group).chain(asked) {
        let wanted = plain(&title.value);
        let heads = || {
            sheets
                .iter()
                .flat_map(|(_, sheet)| &sheet.head)
                .map(|cell| cell.text.as_str())
        };
        if heads().any(|head| plain(head) == wanted) {
            continue;
        }
        // Most often a part of the title was copied, or its number left off.
        let part = || {
            heads().find(|head| !head.is_empty() && (plain(head).contains(&wanted) || wanted.contains(&plain(head))))
        };
        let help = match nearest(&title.value, heads()).or_else(part) {
            Some(head) => Words::new(format!("แก้ตรงนี้เป็น  \"{head}\""), format!("Write here  \"{head}\"")),
            None => Words::new(
                "คัดลอกหัวคอลัมน์จากบรรทัดแรกของแฟ้ม CSV มาวางตรงนี้ทั้งข้อความ",
                "Copy the title from the first line of the CSV, whole, to this place",
            ),
        };
        settings.add(
            Code::SurveyColumn,
            title.span,
            Words::new(
                "ไม่มีแฟ้ม CSV ใดใน records/survey/ มีหัวคอลัมน์นี้",
                "No CSV in records/survey/ has a column of this title",
            ),
            help,
        );
    }
}

/// Reports a sheet without a day or without a score.
fn missing(columns: &Columns, sheet: &Sheet, faults: &Faults<'_>) {
    let Some(first) = sheet.head.first() else { return };
    if columns.date.is_none() {
        let is_day = |at: usize| {
            let mut cells = sheet.column(at).filter(|cell| !cell.text.is_empty()).peekable();
            cells.peek().is_some() && cells.all(|cell| moment::read(&cell.text, None) != Moment::Unclear)
        };
        let likely = (0..sheet.head.len()).find(|at| is_day(*at));
        let title = likely.map_or("…", |at| sheet.head[at].text.as_str());
        faults.add(
            Code::SurveyColumn,
            first.span,
            Words::new(
                "ไม่รู้ว่าคอลัมน์ใดคือวันที่ตอบ",
                "Which column holds the day of the answer is not known",
            ),
            Words::new(
                format!("เขียน  date = \"{title}\"  ใน records/survey/survey.toml"),
                format!("Write  date = \"{title}\"  in records/survey/survey.toml"),
            ),
        );
    }
    if columns.scores.iter().all(Option::is_none) && !sheet.rows.is_empty() && !faults.lost() {
        faults.add(
            Code::SurveyColumn,
            first.span,
            Words::new("ไม่มีคอลัมน์ใดเป็นคะแนน 1 ถึง 5", "No column holds scores of 1 to 5"),
            Words::new(
                "เขียน  [[question]]  แล้ว  column = \"หัวคอลัมน์\"  ใน records/survey/survey.toml คำตอบเป็นคำใส่ใน [[scale]]",
                "Write  [[question]]  and  column = \"its title\"  in records/survey/survey.toml; answers in words go into [[scale]]",
            ),
        );
    }
}

/// Adds the columns that hold nothing but scores as questions.
fn guess(form: &mut Form, sheet: &Sheet, faults: &Faults<'_>) {
    for (at, head) in sheet.head.iter().enumerate() {
        let title = plain(&head.text);
        let taken = form
            .date
            .iter()
            .chain(&form.group)
            .any(|known| plain(&known.value) == title);
        let known = form
            .questions
            .iter()
            .any(|known| known.columns.iter().any(|column| plain(&column.value) == title));
        if taken || known || title.is_empty() || is_counter(&title, sheet, at) {
            continue;
        }
        let marks: Vec<Mark> = sheet.column(at).map(|cell| mark(&cell.text, &form.scale)).collect();
        let scores = marks.iter().filter(|one| matches!(one, Mark::Score(_))).count();
        let others = marks.iter().filter(|one| **one == Mark::Other).count();
        if scores > 0 && others == 0 {
            form.questions.push(Question {
                columns: vec![Placed {
                    value: head.text.clone(),
                    span: head.span,
                }],
                name: head.text.clone(),
                name_en: None,
            });
        } else if scores >= 3 && scores >= 2 * others {
            let odd = sheet
                .column(at)
                .find(|cell| mark(&cell.text, &form.scale) == Mark::Other);
            doubtful(odd.map_or(head.span, |cell| cell.span), &head.text, faults);
        }
    }
}

/// A column that is mostly scores is not left out in silence.
fn doubtful(span: Span, title: &str, faults: &Faults<'_>) {
    faults.lose();
    let message = Words::new(
        format!(
            "คอลัมน์ \"{}\" เกือบทั้งหมดเป็นคะแนน แต่ช่องนี้ไม่ใช่ จึงไม่ได้นับทั้งคอลัมน์",
            short(title)
        ),
        format!(
            "The column \"{}\" is nearly all scores, but this is none: the column is not counted",
            short(title)
        ),
    );
    let help = Words::new(
        "ถ้าเป็นคำถาม ให้แก้ช่องนี้เป็น 1 ถึง 5 หรือว่างไว้ หรือใส่คำนี้ใน [[scale]] ถ้าไม่ใช่ ให้เขียน [[question]] ของคำถามจริงใน records/survey/survey.toml",
        "If it is a question, write 1 to 5 here, leave it empty, or put the word into [[scale]]; if not, write [[question]] for the true ones in records/survey/survey.toml",
    );
    faults.push(Diagnostic::new(Code::SurveyScore, faults.source, span, message, help).weighing(Severity::Warning));
}

/// Whether a column counts rows: by its title, or 1, 2, 3 down the sheet.
fn is_counter(title: &str, sheet: &Sheet, at: usize) -> bool {
    let named = COUNTERS
        .iter()
        .any(|name| title == *name || title.ends_with(&format!(". {name}")));
    let quiz = ["points -", "คะแนน -", "คะแนน –"]
        .iter()
        .any(|start| title.starts_with(start));
    let counts = sheet.rows.len() > 2
        && sheet
            .column(at)
            .zip(1_usize..)
            .all(|(cell, number)| cell.text == number.to_string());
    named || quiz || counts
}

/// A title as a finding quotes it.
pub(super) fn short(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.chars().count() <= 40 {
        return title;
    }
    title.chars().take(39).chain(['…']).collect()
}

/// A file with everything covered but its titles and what is read. A column that is
/// taken for scores may hold comments: what is on no scale is covered too.
pub(super) fn cover(source: &Source, read: Option<(&Sheet, &Columns, &Form)>) -> Source {
    let mut kept: Vec<Span> = Vec::new();
    if let Some((sheet, columns, form)) = read {
        kept.extend(sheet.head.iter().map(|cell| cell.span));
        let cells = |at: usize| sheet.rows.iter().filter_map(move |row| row.get(at));
        let named = columns.date.into_iter().chain(columns.group).flat_map(cells);
        kept.extend(named.map(|cell| cell.span));
        let scores = columns.scores.iter().flatten().flat_map(|at| cells(*at));
        let scores = scores.filter(|cell| mark(&cell.text, &form.scale) != Mark::Other);
        kept.extend(scores.map(|cell| cell.span));
    }
    Source::new(&source.path, sheet::covered(&source.text, &kept))
}
