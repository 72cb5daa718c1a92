//! What a run would do if it began now: a plan held against everything that a
//! run holds it against, without claiming or sending.

use std::collections::BTreeSet;

use super::alarm::{self, Gate};
use super::day;
use super::doors::Moment;
use crate::book::journal::{Approval, Status};
use crate::book::{Plan, Register};
use crate::text::Words;
use crate::thai::date;

/// What a run would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The book says: nothing goes.
    pub paused: bool,
    /// The book has never sent: so many reminders would be taken on, none sent.
    pub adopts: Option<usize>,
    /// Whether the office has said who sends.
    pub has_sender: bool,
    /// Mails planned.
    pub planned: usize,
    /// The day.
    pub today: chrono::NaiveDate,
    /// The later day for which mails were sent already: none goes for this one.
    pub ahead: Option<chrono::NaiveDate>,
    /// Of the planned mails, what goes in one run.
    pub going: usize,
    /// Of these, what the pace leaves to later runs.
    pub later: usize,
    /// Of these, what a server asked to wait with, and until when the first one waits.
    pub waiting: Option<(usize, Moment)>,
    /// What the plan meets.
    pub gate: Gate,
    /// The plan's identity.
    pub fingerprint: String,
    /// Reminders held.
    pub held: usize,
    /// Mails sent for this day already.
    pub sent_today: usize,
    /// When the book was taken on, and how many reminders stood then.
    pub adopted: Option<(chrono::NaiveDate, usize)>,
}

/// Foresees a run on the register's day, at a moment.
#[must_use]
pub fn forecast(register: &Register<'_>, plan: &Plan<'_, '_>, now: Moment) -> Forecast {
    let (journal, mail) = (&register.book.journal, &register.book.office.mail);
    let orders = day::orders(plan, &register.book.journal, register.today);
    let ready = orders.iter().filter(|order| order.may_go(now)).count();
    let going = ready.min(usize::try_from(mail.pace).unwrap_or(usize::MAX));
    let waits = orders.iter().filter_map(|order| order.not_before);
    let first = waits.filter(|moment| *moment > now).min();
    let items = plan.messages.iter().map(|message| message.items.len()).sum::<usize>();
    let sent: BTreeSet<&str> = journal
        .entries()
        .filter(|entry| entry.status() == Some(Status::Sent))
        .filter(|entry| entry.claim().is_some_and(|claim| claim.today == Some(register.today)))
        .filter_map(|entry| entry.mail())
        .collect();
    Forecast {
        paused: mail.paused,
        adopts: journal.adopted_on().is_none().then_some(items),
        has_sender: mail.from.is_some(),
        planned: orders.len(),
        today: register.today,
        ahead: journal.last_day().filter(|last| register.today < *last),
        going,
        later: ready - going,
        waiting: first.map(|first| (orders.len() - ready, first)),
        gate: alarm::gate(
            &orders,
            day::open_records(register),
            mail.tripwire,
            journal,
            register.today,
        ),
        fingerprint: alarm::fingerprint(&orders),
        held: plan.held.len(),
        sent_today: sent.len(),
        adopted: journal.adopted_on().map(|on| (on, journal.adopted_count())),
    }
}

impl Forecast {
    /// Says what a run would do, one sentence a matter, what stops it first.
    #[must_use]
    pub fn sentences(&self) -> Vec<Words> {
        let mut said = Vec::new();
        let mut say = |th: String, en: String| said.push(Words::new(th, en));
        if let Some(ahead) = self.ahead {
            let Words { th, en } = day::past(self.today, ahead);
            say(th, en);
        } else if self.paused {
            say(
                "ไม่ส่งเลย เพราะ office.toml มี mail.paused = true จะส่งต่อเมื่อแก้เป็น false แล้ว commit".to_owned(),
                "nothing goes: office.toml says mail.paused = true; set it to false and commit to go on".to_owned(),
            );
        } else if let Some(count) = self.adopts {
            say(
                format!("เป็นการส่งครั้งแรก: จะรับสมุดตามที่เป็นอยู่ {count} รายการโดยไม่ส่ง ขั้นถัดไปของแต่ละรายการจึงเริ่มส่ง"),
                format!(
                    "this is the first delivery: it takes {count} reminders on as they stand and sends none; the next stage of each will be sent"
                ),
            );
        } else if !self.has_sender {
            say(
                "ส่งไม่ได้ ยังไม่มีผู้ส่ง: เขียน  [mail] from = \"…\"  ใน records/office.toml".to_owned(),
                "nothing can go, there is no sender: write  [mail] from = \"…\"  in records/office.toml".to_owned(),
            );
        } else {
            self.delivery(&mut say);
        }
        if self.sent_today > 0 {
            say(
                format!("ส่งของวันนี้แล้ว {} ฉบับ ไม่ส่งซ้ำ", self.sent_today),
                format!(
                    "{} mails were sent for this day already and do not go again",
                    self.sent_today
                ),
            );
        }
        if let Some((on, count)) = self.adopted.filter(|(_, count)| *count > 0) {
            say(
                format!(
                    "รายการที่ถึงขั้นอยู่แล้วเมื่อเริ่มใช้ ({}) {count} รายการ ไม่ส่งย้อนหลัง",
                    date::medium(on)
                ),
                format!("{count} reminders that stood when the book was taken on ({on}) are never sent"),
            );
        }
        said
    }

    fn delivery(&self, say: &mut dyn FnMut(String, String)) {
        match &self.gate {
            Gate::Open => {}
            Gate::Approved(expires) => say(
                format!("มากผิดปกติ แต่มีผู้อนุมัติแผนนี้แล้ว ใช้ได้ถึง {}", date::medium(*expires)),
                format!("more than usual, and a person has approved this plan until {expires}"),
            ),
            Gate::Waits(alarms) => {
                for alarm in alarms {
                    say(
                        format!("ไม่ส่งเลย เพราะผิดปกติ: {}", alarm.th),
                        format!("nothing goes, as this is unusual: {}", alarm.en),
                    );
                }
                let path = Approval::path(&self.fingerprint);
                return say(
                    format!(
                        "ถ้าตรวจแล้วถูกต้อง ผู้มีอำนาจ commit แฟ้ม {path} มีสามบรรทัด who = \"ชื่อ\" why = \"เหตุผล\" expires = วันที่ (ไม่เกิน 3 วัน)"
                    ),
                    format!(
                        "if it is right, a person in charge commits {path} with three lines: who = \"name\", why = \"reason\", expires = DATE (within 3 days)"
                    ),
                );
            }
        }
        if self.planned == 0 {
            return say("ไม่มีฉบับใดต้องส่ง".to_owned(), "no mail is due".to_owned());
        }
        say(
            format!("ส่ง {} จาก {} ฉบับ", self.going, self.planned),
            format!("{} of {} mails go", self.going, self.planned),
        );
        if self.later > 0 {
            say(
                format!("อีก {} ฉบับรอรอบถัดไป เพราะรอบหนึ่งส่งไม่เกิน mail.pace", self.later),
                format!(
                    "{} are left to the next runs, as one run sends no more than mail.pace",
                    self.later
                ),
            );
        }
        if let Some((count, first)) = self.waiting {
            let (day, time) = (first.date_naive(), first.format("%H:%M"));
            say(
                format!(
                    "อีก {count} ฉบับเซิร์ฟเวอร์ปลายทางขอให้รอ ลองใหม่ตั้งแต่ {} เวลา {time} น.",
                    date::medium(day)
                ),
                format!("{count} were put off by the server; the first is tried again from {day} {time}"),
            );
        }
    }
}
