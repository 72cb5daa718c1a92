//! The journal: whether somebody still sends, what waits for a person, and
//! what a run would do now.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Check, Matter, say};
use crate::book::journal::{Entry, Journal, Status};
use crate::book::plan::{Hold, Plan};
use crate::day::between;
use crate::dispatch::alarm::Gate;
use crate::dispatch::forecast::Forecast;
use crate::text::Words;
use crate::thai::date;

/// A delivery is late from so many days without one.
const LATE: i64 = 2;

/// The most keys that a line names.
const MOST: usize = 5;

/// Looks at the journal on a day.
#[must_use]
pub fn look(journal: &Journal, plan: &Plan<'_, '_>, forecast: &Forecast, today: NaiveDate) -> Vec<Check> {
    vec![heartbeat(journal, forecast, today), held(journal, plan), run(forecast)]
}

fn heartbeat(journal: &Journal, forecast: &Forecast, today: NaiveDate) -> Check {
    if let Some(count) = forecast.adopts {
        return Check::fine(
            "journal",
            Words::new(
                format!("ยังไม่เคยส่ง: การส่งครั้งแรกจะรับ {count} รายการตามที่เป็นอยู่และไม่ส่ง"),
                format!(
                    "nothing was ever sent: the first --send takes {count} reminders on as they stand and sends none"
                ),
            ),
        );
    }
    let Some(last) = journal.last_day() else {
        return Check::skipped("journal", say(("ไม่มีวันส่ง", "no day of a run")));
    };
    let how = journal.runs.last().map_or_else(String::new, |run| {
        format!(" {} ({}/{})", run.ended.format("%H:%M"), run.sent, run.planned)
    });
    let (th, en) = (
        format!("ส่งรอบล่าสุด {}{how}", date::medium(last)),
        format!("last run {last}{how}"),
    );
    let days = between(last, today);
    if days < 0 {
        return Check::wrong(
            "journal",
            Matter::Settings,
            Words::new(
                format!("{th} ซึ่งเป็นวันข้างหน้า จึงไม่ส่งอะไรจนถึงวันนั้น"),
                format!("{en}, a day to come: nothing is sent until then"),
            ),
            say((
                "ถ้ารอบนั้นผิดวัน (นาฬิกาผิด หรือซ้อม) ให้ git revert คอมมิต “แจ้งเตือน …” ของรอบนั้น",
                "if that day was wrong (a clock, a rehearsal), git revert the commits \"แจ้งเตือน …\" of that run",
            )),
        );
    }
    if days < LATE {
        return Check::fine("journal", Words::new(th, en));
    }
    Check::warning(
        "journal",
        Words::new(
            format!("{th} การแจ้งเตือนช้ามาแล้ว {days} วัน"),
            format!("{en}; reminders are {days} days late"),
        ),
        say((
            "ดูว่างานตามเวลายังเดินอยู่หรือไม่ (systemd, cron หรือ workflow ของ forge) แล้วสั่ง duebook remind --send",
            "see whether the schedule still runs (systemd, cron or the forge's workflow), then duebook remind --send",
        )),
    )
}

fn held(journal: &Journal, plan: &Plan<'_, '_>) -> Check {
    let count = |states: &[Status]| {
        journal
            .entries()
            .filter(|entry| entry.status().is_some_and(|state| states.contains(&state)))
            .count()
    };
    let (held, doubt) = (count(&[Status::Held]), count(&[Status::InDoubt, Status::Claimed]));
    let (refused, bounced) = (count(&[Status::Refused]), count(&[Status::Bounced]));
    let deferred = count(&[Status::Deferred]);
    let nowhere = plan.held.iter().filter(|held| held.hold == Hold::NoAddress).count();
    let found = Words::new(
        format!(
            "รอเจ้าหน้าที่ {held} ยังไม่รู้ผล {doubt} ปลายทางไม่รับ {refused} ตีกลับ {bounced} เซิร์ฟเวอร์ให้รอ {deferred} ไม่มีที่อยู่ {nowhere}"
        ),
        format!(
            "{held} wait for an officer, {doubt} in doubt, {refused} refused, {bounced} came back, {deferred} put off, {nowhere} without an address"
        ),
    );
    // What is held and has come to nothing since is in no plan any more, and
    // waits for its end all the same.
    let waiting = journal.entries().filter(|entry| entry.status() == Some(Status::Held));
    let decide: BTreeSet<String> = plan
        .held
        .iter()
        .filter(|held| matches!(held.hold, Hold::Officer | Hold::Refused))
        .map(|held| held.key.clone())
        .chain(waiting.map(Entry::key))
        .collect();
    if decide.is_empty() {
        return Check::fine("held", found);
    }
    let more = decide.len().saturating_sub(MOST);
    let mut keys = decide.into_iter().take(MOST).collect::<Vec<_>>().join(" ");
    if more > 0 {
        keys = format!("{keys} (+{more})");
    }
    Check::warning(
        "held",
        found,
        Words::new(
            format!("ดูเหตุผลและวิธีจาก duebook remind --plan แล้วแก้ที่อยู่ หรือสั่ง --release หรือ --write-off: {keys}"),
            format!("duebook remind --plan says why and how: correct the address, or --release or --write-off: {keys}"),
        ),
    )
}

fn run(forecast: &Forecast) -> Check {
    let sentences = forecast.sentences();
    let join = |of: fn(&Words) -> &str| sentences.iter().map(of).collect::<Vec<_>>().join(" · ");
    let found = Words::new(join(|words| &words.th), join(|words| &words.en));
    let stopped = forecast.paused || matches!(forecast.gate, Gate::Waits(_)) && forecast.adopts.is_none();
    if !stopped {
        return Check::fine("plan", found);
    }
    Check::warning(
        "plan",
        found,
        say((
            "ดูแผนทั้งหมดด้วย duebook remind --plan",
            "duebook remind --plan shows the whole plan",
        )),
    )
}
