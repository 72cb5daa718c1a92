//! `remind --plan` for people: who gets what and why, what is held and what to
//! do about it, and what a run would make of it now.

use super::super::desk::{self, Desk};
use crate::book::plan::{self, Held, Plan};
use crate::book::{Entry, Journal, Message, Register};
use crate::dispatch::forecast::forecast;
use crate::letter::{Letter, eml};
use crate::text::Words;
use crate::thai::date;
use crate::world::{clock, settings};

/// Prints a plan.
pub(super) fn show(desk: &Desk, register: &Register<'_>, plan: &Plan<'_, '_>, letters: &[Letter]) {
    let (mails, held) = (plan.messages.len(), plan.held.len());
    say(
        desk,
        &format!(
            "แผนแจ้งเตือน {}: {mails} ฉบับ รอ {held} รายการ",
            date::with_weekday(desk.today)
        ),
        &format!("Reminders of {}: {mails} mails, {held} held", desk.today),
    );
    for (number, (message, letter)) in (1..).zip(plan.messages.iter().zip(letters)) {
        desk::answer("");
        mail(desk, &register.book.journal, number, message, letter);
    }
    if held > 0 {
        say(desk, "\nรอ ยังไม่ส่ง", "\nHeld");
    }
    for one in &plan.held {
        waits(desk, register, one);
    }
    // Another day than today is looked at from its morning.
    let now = if settings::is_today(desk.today) {
        clock::now()
    } else {
        eml::morning(desk.today)
    };
    say(
        desk,
        "\nถ้าส่งตอนนี้ (remind --send)",
        "\nIf it were sent now (remind --send)",
    );
    for sentence in forecast(register, plan, now).sentences() {
        desk::answer(&format!("  - {}", sentence.lang(desk.lang)));
    }
}

fn say(desk: &Desk, th: &str, en: &str) {
    desk::answer(desk.say(th, en));
}

fn mail(desk: &Desk, journal: &Journal, number: usize, message: &Message<'_, '_>, letter: &Letter) {
    let roles: Vec<String> = message
        .roles
        .iter()
        .map(|role| plan::role(*role).lang(desk.lang).to_owned())
        .collect();
    let to = desk.say("ถึง", "To");
    let and = desk.say(" และ", " and ");
    desk::answer(&format!("{number}. {to} {} ({})", message.to, roles.join(and)));
    desk::answer(&format!("   {} {}", desk.say("เรื่อง", "Subject:"), letter.subject));
    for item in message.shown() {
        desk::answer(&format!("   - {}", named(item.entry).lang(desk.lang)));
        desk::answer(&format!("     {}", plan::read_aloud(item, desk.today).lang(desk.lang)));
    }
    if message.digest.is_some() {
        say(
            desk,
            "   - สรุปของวันสำหรับฝ่ายการคลัง",
            "   - the day's digest of the finance office",
        );
    }
    if let Some(moment) = message.not_before(journal) {
        let (th, en) = (
            format!("   เซิร์ฟเวอร์ปลายทางขอให้รอ ไม่ส่งก่อน {}", moment.format("%Y-%m-%d %H:%M")),
            format!(
                "   put off by the server; not before {}",
                moment.format("%Y-%m-%d %H:%M")
            ),
        );
        say(desk, &th, &en);
    }
}

/// Names a record by paper, path and what is open.
fn named(entry: &Entry<'_>) -> Words {
    let (id, contract, amount) = (entry.id(), entry.contract(), entry.open_amount().grouped());
    let (th, en) = match entry {
        Entry::Advance(..) => ("เงินยืม", "advance"),
        Entry::Guarantee(..) => ("หลักประกัน", "guarantee"),
    };
    Words::new(
        format!("{th} {contract} · {amount} บาท · {id}"),
        format!("{en} {contract}, {amount} baht, {id}"),
    )
}

fn waits(desk: &Desk, register: &Register<'_>, held: &Held<'_>) {
    let named = register.get(held.id).map(named).unwrap_or_default();
    let (role, remedy) = (plan::role(held.role), held.remedy());
    let (th, en) = (
        format!(
            "- {} ถึง{}\n  เพราะ{}\n  รายการ {}\n  ทำอย่างไร: {}",
            named.th, role.th, held.why.th, held.key, remedy.th
        ),
        format!(
            "- {} to {}\n  Why: {}\n  Reminder {}\n  What to do: {}",
            named.en, role.en, held.why.en, held.key, remedy.en
        ),
    );
    say(desk, &th, &en);
    for command in held.commands() {
        desk::answer(&format!("    {command}"));
    }
}
