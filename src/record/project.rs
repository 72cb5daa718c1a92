//! The progress report of a project (แบบแสดงรายงานความก้าวหน้าและข้อมูล
//! เกี่ยวกับโครงการ): the form's fields in the form's order.

use chrono::NaiveDate;

use super::id::RecordId;
use crate::money::Satang;
use crate::percent::Percent;
use crate::text::{Code, Faults, Placed, Span, Table, Words, table};
use crate::thai::date::medium;

/// A project and its reports.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its path.
    pub id: RecordId,
    /// ชื่อโครงการ/กิจกรรม.
    pub name: Placed<String>,
    /// รหัสโครงการ.
    pub code: Option<String>,
    /// ปีงบประมาณ พ.ศ.
    pub fiscal_year: Option<Placed<i64>>,
    /// เริ่มต้นโครงการ.
    pub start: Option<Placed<NaiveDate>>,
    /// สิ้นสุดโครงการ.
    pub end: Option<Placed<NaiveDate>>,
    /// งบประมาณที่ได้รับ.
    pub budget_received: Option<Placed<Satang>>,
    /// งบประมาณที่ใช้ไป.
    pub budget_used: Option<Placed<Satang>>,
    /// หน่วยงานที่รับผิดชอบ.
    pub agency_path: Option<String>,
    /// ชื่อผู้รับผิดชอบ.
    pub owner: Option<Owner>,
    /// ผู้ประสานงาน สยป.
    pub coordinator: Option<String>,
    /// หลักการและเหตุผล.
    pub rationale: Vec<String>,
    /// วัตถุประสงค์.
    pub objectives: Vec<String>,
    /// เป้าหมาย.
    pub targets: Vec<String>,
    /// สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี.
    pub strategy: Option<Strategy>,
    /// รายงานความก้าวหน้า, in the order written.
    pub reports: Vec<ProgressReport>,
    /// Evaluations by quarter.
    pub evaluations: Vec<Evaluation>,
}

/// Who answers for a project.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Name or position.
    pub name: String,
    /// Telephone extension.
    pub phone_ext: Option<String>,
}

/// Where a project stands in the twenty-year plan.
#[derive(Clone, Debug, Default)]
pub struct Strategy {
    /// ประเด็นยุทธศาสตร์.
    pub issue: Option<String>,
    /// ประเด็นยุทธศาสตร์ย่อย.
    pub sub_issue: Option<String>,
    /// เป้าหมายที่.
    pub goal: Option<String>,
    /// ตัวชี้วัด.
    pub indicator: Option<String>,
}

/// One report.
#[derive(Clone, Debug)]
pub struct ProgressReport {
    /// รายงานครั้งที่.
    pub seq: Placed<i64>,
    /// Its day.
    pub date: Placed<NaiveDate>,
    /// What was done, month by month.
    pub months: Vec<MonthDone>,
    /// Progress.
    pub percent: Placed<Percent>,
    /// งบประมาณที่เบิกใช้.
    pub spent: Option<Placed<Satang>>,
    /// เป็นไปตามแผน.
    pub plan_status: Option<String>,
    /// เป็นไปตามเป้าหมาย.
    pub target_status: Option<String>,
}

/// What was done in one month.
#[derive(Clone, Debug)]
pub struct MonthDone {
    /// The month.
    pub label: Option<String>,
    /// The things done.
    pub items: Vec<String>,
}

/// An evaluation of a quarter.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// ไตรมาสที่.
    pub quarter: i64,
    /// Score, of a hundred.
    pub score: Option<Percent>,
    /// Words.
    pub note: Option<String>,
}

/// Reads a project's file and checks its figures against each other.
#[must_use]
pub fn read(id: RecordId, faults: &Faults<'_>) -> Option<Project> {
    let mut root = table::read(faults.source, faults);
    let name = root.required_text("name", "\"โครงการ…\"");
    let list = |texts: Option<Placed<Vec<Placed<String>>>>| -> Vec<String> {
        texts
            .map(|list| list.value.into_iter().map(|text| text.value).collect())
            .unwrap_or_default()
    };
    let project = Project {
        id,
        name: name.clone().unwrap_or_else(|| Placed {
            value: String::new(),
            span: Span::default(),
        }),
        code: root.text("code").map(|text| text.value),
        fiscal_year: root.integer_within("fiscal_year", 2400..=2800),
        start: root.date("start"),
        end: root.date("end"),
        budget_received: root.amount_or_zero("budget_received"),
        budget_used: root.amount_or_zero("budget_used"),
        agency_path: root.text("agency_path").map(|text| text.value),
        owner: root.table("owner").and_then(|mut table| {
            let name = table.required_text("name", "\"…\"");
            let phone_ext = table.text("phone_ext").map(|text| text.value);
            table.finish();
            Some(Owner {
                name: name?.value,
                phone_ext,
            })
        }),
        coordinator: root.text("coordinator").map(|text| text.value),
        rationale: list(root.texts("rationale")),
        objectives: list(root.texts("objectives")),
        targets: list(root.texts("targets")),
        strategy: root.table("strategy").map(|mut table| {
            let strategy = Strategy {
                issue: table.text("issue").map(|text| text.value),
                sub_issue: table.text("sub_issue").map(|text| text.value),
                goal: table.text("goal").map(|text| text.value),
                indicator: table.text("indicator").map(|text| text.value),
            };
            table.finish();
            strategy
        }),
        reports: root.each("report").into_iter().filter_map(report).collect(),
        evaluations: root.each("evaluation").into_iter().filter_map(evaluation).collect(),
    };
    root.finish();
    name?;
    if faults.lost() {
        return None;
    }
    check(&project, faults);
    Some(project)
}

fn report(mut entry: Table<'_, '_>) -> Option<ProgressReport> {
    let seq = entry.integer("seq");
    entry.needs("seq", "1");
    let date = entry.required_date("date");
    let months = entry
        .each("month")
        .into_iter()
        .map(|mut month| {
            let label = month.text("label").map(|text| text.value);
            let items = month
                .texts("items")
                .map(|list| list.value.into_iter().map(|text| text.value).collect())
                .unwrap_or_default();
            month.finish();
            MonthDone { label, items }
        })
        .collect();
    let percent = entry.percent("percent");
    entry.needs("percent", "60.00");
    let spent = entry.amount_or_zero("spent");
    let plan_status = entry.text("plan_status").map(|text| text.value);
    let target_status = entry.text("target_status").map(|text| text.value);
    entry.finish();
    Some(ProgressReport {
        seq: seq?,
        date: date?,
        months,
        percent: percent?,
        spent,
        plan_status,
        target_status,
    })
}

fn evaluation(mut entry: Table<'_, '_>) -> Option<Evaluation> {
    let quarter = entry.integer_within("quarter", 1..=4);
    entry.needs("quarter", "1");
    let score = entry.percent("score");
    if let Some(score) = score {
        within_hundred(score, entry.faults());
    }
    let note = entry.text("note").map(|text| text.value);
    entry.finish();
    Some(Evaluation {
        quarter: quarter?.value,
        score: score.map(|score| score.value),
        note,
    })
}

/// Days after a project's end in which a last report still belongs to it.
const REPORT_GRACE_DAYS: i64 = 90;

/// The form's own arithmetic.
fn check(project: &Project, faults: &Faults<'_>) {
    let mut before: Option<&ProgressReport> = None;
    for (expected, report) in (1..).zip(&project.reports) {
        if report.seq.value != expected {
            faults.add(
                Code::ReportSequence,
                report.seq.span,
                Words::new(
                    format!("รายงานนี้ควรเป็นครั้งที่ {expected}"),
                    format!("This should be report {expected}"),
                ),
                Words::new(
                    format!("แก้บรรทัดนี้เป็น  seq = {expected}"),
                    format!("Write this line as  seq = {expected}"),
                ),
            );
        }
        check_report(project, before, report, faults);
        before = Some(report);
    }
    check_money(project, faults);
    if let (Some(start), Some(end)) = (project.start, project.end)
        && end.value < start.value
    {
        faults.add(
            Code::ProjectOrder,
            end.span,
            Words::new(
                format!("สิ้นสุด {} ก่อนเริ่มต้น {}", medium(*end), medium(*start)),
                format!("Ends on {}, before it starts on {}", *end, *start),
            ),
            Words::new("แก้ `start` หรือ `end`", "Mend `start` or `end`"),
        );
    }
}

/// Progress and scores end at a hundred per cent.
fn within_hundred(percent: Placed<Percent>, faults: &Faults<'_>) {
    if percent.value > Percent::WHOLE {
        let written = percent.value;
        faults.add(
            Code::PercentAbove,
            percent.span,
            Words::new(
                format!("{written} เกินร้อยละ 100"),
                format!("{written} is above 100 per cent"),
            ),
            Words::new("ใส่ค่า 0.00 ถึง 100.00", "Write a value from 0.00 to 100.00"),
        );
    }
}

fn check_report(project: &Project, before: Option<&ProgressReport>, report: &ProgressReport, faults: &Faults<'_>) {
    within_hundred(report.percent, faults);
    if let Some(before) = before {
        if report.percent.value < before.percent.value {
            faults.add(
                Code::PercentFalls,
                report.percent.span,
                Words::new(
                    format!("ความก้าวหน้าลดจาก {} เป็น {}", before.percent.value, report.percent.value),
                    format!(
                        "Progress falls from {} to {}",
                        before.percent.value, report.percent.value
                    ),
                ),
                Words::new(
                    "แก้ร้อยละของครั้งนี้หรือครั้งก่อน",
                    "Mend the percentage of this report or the one before",
                ),
            );
        }
        if report.date.value <= before.date.value {
            faults.add(
                Code::ReportDates,
                report.date.span,
                Words::new(
                    format!(
                        "วันที่ {} ไม่อยู่หลังรายงานก่อนหน้า {}",
                        medium(*report.date),
                        medium(*before.date)
                    ),
                    format!("{} is not after the report before, {}", *report.date, *before.date),
                ),
                Words::new("เรียงรายงานตามวันที่", "Put the reports in the order of their days"),
            );
        }
    }
    let early = project.start.is_some_and(|start| report.date.value < start.value);
    let late = project
        .end
        .is_some_and(|end| report.date.value > crate::day::shift(end.value, REPORT_GRACE_DAYS));
    if early || late {
        faults.add(
            Code::ReportOutside,
            report.date.span,
            Words::new(
                format!("รายงานวันที่ {} อยู่นอกช่วงโครงการ", medium(*report.date)),
                format!("The report of {} lies outside the project's dates", *report.date),
            ),
            Words::new(
                "ตรวจวันที่รายงาน หรือ `start` `end` ของโครงการ",
                "Check the report's day, or the project's `start` and `end`",
            ),
        );
    }
}

fn check_money(project: &Project, faults: &Faults<'_>) {
    let spent: Satang = project
        .reports
        .iter()
        .filter_map(|report| report.spent)
        .map(|spent| spent.value)
        .sum();
    let any_spent = project.reports.iter().any(|report| report.spent.is_some());
    if let Some(used) = project.budget_used
        && any_spent
        && used.value != spent
    {
        faults.add(
            Code::SpentDisagrees,
            used.span,
            Words::new(
                format!(
                    "งบประมาณที่ใช้ไป {} ไม่เท่ากับผลรวมของรายงาน {}",
                    used.grouped(),
                    spent.grouped()
                ),
                format!(
                    "The budget used, {}, is not the sum of the reports, {}",
                    used.grouped(),
                    spent.grouped()
                ),
            ),
            Words::new(
                format!("แก้บรรทัดนี้เป็น  budget_used = {}", spent.as_record()),
                format!("Write this line as  budget_used = {}", spent.as_record()),
            ),
        );
    }
    if let Some(received) = project.budget_received {
        let used = project.budget_used.map_or(spent, |used| used.value).max(spent);
        if used > received.value {
            let span: Span = project.budget_used.map_or(received.span, |used| used.span);
            faults.add(
                Code::OverBudget,
                span,
                Words::new(
                    format!("ใช้ไป {} เกินงบประมาณที่ได้รับ {}", used.grouped(), received.grouped()),
                    format!(
                        "{} used, above the budget received of {}",
                        used.grouped(),
                        received.grouped()
                    ),
                ),
                Words::new(
                    "ตรวจ `budget_received` และยอด `spent` ของรายงาน",
                    "Check `budget_received` and the reports' `spent`",
                ),
            );
        }
    }
}
