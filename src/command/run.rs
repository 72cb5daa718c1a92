//! `run`: the main job of a day, what a cron line or a CI job calls:
//! check, build, rehearse the reminders, report.

use super::args::{Options, RunArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome, build, check, remind};
use crate::book::{Register, plan};
use crate::letter;

/// Runs `run`.
pub(super) fn run(options: &Options, args: &RunArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let mut gathered = desk.gather()?;
    desk.look(&mut gathered)?;
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    let book = &gathered.book;
    let records = book.advances.len() + book.guarantees.len() + book.projects.len();
    let checked = check::summary(&desk, records, &findings);
    if desk.stops(&gathered, &findings) {
        if !desk.json {
            desk::answer(&checked);
            desk::answer(desk.say(
                "ไม่ได้สร้างเว็บและไม่ได้แจ้งเตือน เพราะระเบียนมีข้อผิดพลาด เว็บเดิมยังอยู่",
                "no site was built and nobody reminded: the records have errors; the old site stands",
            ));
        }
        return Ok(Outcome::Findings);
    }
    let press = desk.press()?;
    let site = build::folder(&desk, args.out.as_deref());
    let audience = build::audience(book, args.audience);
    let published = build::site(&desk, &register, &press, audience, &site)?;
    if args.send {
        let report = remind::send::send(&desk)?;
        if !desk.json {
            desk::answer(&checked);
            desk::answer(&format!(
                "{} ({})",
                site.join("index.html").display(),
                build::told(&desk, published)
            ));
        }
        return Ok(remind::send::tell(&desk, &report));
    }
    let plan = plan::plan(&register);
    let gate = letter::Gate::new(&register);
    let letters = remind::letters(&desk, &register, &plan, &press, &gate)?;
    let outbox = remind::folder(&desk, None);
    remind::rehearse(&desk, &plan, &letters, &gate, &outbox)?;
    if desk.json {
        desk::answer_json(&serde_json::json!({
            "today": desk.today, "records": records,
            "errors": 0, "warnings": findings.len(),
            "site": { "out": site, "audience": audience.name(), "written": published.written,
                "unchanged": published.unchanged, "removed": published.removed },
            "reminders": { "out": outbox, "mails": plan.messages.len(), "held": plan.held.len() },
        }));
        return Ok(Outcome::Fine);
    }
    let line =
        |th: &str, en: &str, text: &str| desk::answer(&format!("{}  {text}", super::table::left(desk.say(th, en), 10)));
    line("วันที่", "Day", &desk.today.to_string());
    line("ตรวจ", "Check", &checked);
    line(
        "เว็บ",
        "Site",
        &format!(
            "{} ({})",
            site.join("index.html").display(),
            build::told(&desk, published)
        ),
    );
    line(
        "แจ้งเตือน",
        "Reminders",
        &format!("{} ({})", outbox.display(), remind::told(&desk, &plan)),
    );
    Ok(Outcome::Fine)
}
