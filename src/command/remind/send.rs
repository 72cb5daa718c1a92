//! `remind --send`: the doors are opened, one run is made, and its report is
//! told in words, as JSON, and as an exit status.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::desk::{self, Desk};
use super::super::{Failure, Outcome};
use crate::book::gather::gather;
use crate::book::journal::Approval;
use crate::dispatch::day::Stop;
use crate::dispatch::doors::{Post, Store as _, Trouble, Verdict, Witness};
use crate::dispatch::report::Report;
use crate::dispatch::round::{Errand, run};
use crate::record::Archive;
use crate::record::office::Mail;
use crate::text::Words;
use crate::world::authority::Authority;
use crate::world::clock::{self, Clock};
use crate::world::diary::{Busy, Diary};
use crate::world::mailbox::{Mailbox, Secret};
use crate::world::post::address::Server;
use crate::world::post::{Address, Folder, Smtp};
use crate::world::store::Store;
use crate::world::{disk, git, settings};

/// Makes one run and returns its report.
///
/// # Errors
///
/// [`Failure`] where the run could not begin.
pub(in crate::command) fn send(desk: &Desk) -> Result<Report, Failure> {
    desk.to_write()?;
    let address = address().map_err(|trouble| failure(&trouble))?;
    let is_live = settings::is_today(desk.today);
    refuse_other_days(desk.today, &address)?;
    let mut store = Store::find(&desk.root).map_err(|trouble| failure(&trouble))?;
    let mut diary = Diary::open(&store.desk().map_err(|trouble| failure(&trouble))?).map_err(busy)?;
    store.mend().map_err(|trouble| failure(&trouble))?;
    if store.branch().is_some() && !git::is_clean(&desk.root) {
        desk.story(desk.say(
            "มีแฟ้มที่ยังไม่ commit: ส่งตามที่ commit แล้วเท่านั้น",
            "some edits are not committed: only what is committed counts",
        ));
    }
    let (mut post, mut witness): (Box<dyn Post>, Option<Box<dyn Witness>>) = match &address {
        Address::Folder(folder) => (Box::new(Folder::new(folder)), Some(Box::new(Folder::new(folder)))),
        Address::Server(server) => {
            refuse_branches(desk, &store)?;
            let mail = committed(&mut store)?;
            refuse_copies(desk, &store, mail.live.as_deref())?;
            refuse_rehearsals(desk.today, mail.live.as_deref())?;
            let post = smtp(server).map_err(|trouble| failure(&trouble))?;
            (Box::new(post), mailbox(mail.archive)?)
        }
    };
    let now = clock::now();
    let errand = Errand {
        clock: &Clock,
        store: &mut store,
        post: &mut *post,
        witness: witness.as_mut().map(|witness| &mut **witness as &mut dyn Witness),
        authority: &Authority::default(),
        diary: &mut diary,
        patience: settings::patience(),
        name: settings::run_name(now),
        today: desk.today,
        is_live,
        url: settings::run_url(),
    };
    run(errand).map_err(|stop| stopped(desk, stop))
}

/// Where mails go, as the environment says.
pub(in crate::command) fn address() -> Result<Address, Trouble> {
    let url = settings::smtp_url().ok_or_else(|| {
        Trouble::Settings(Words::new(
            "ยังไม่ได้บอกว่าส่งทางไหน: ตั้ง DUEBOOK_SMTP_URL เช่น smtps://ผู้ใช้:รหัสผ่าน@smtp.example.go.th:465 หรือ file:outbox-sent",
            "nothing says where mails go: set DUEBOOK_SMTP_URL, such as smtps://user:password@smtp.example.go.th:465 or file:sent",
        ))
    })?;
    Address::parse(&url)
}

/// Mails that speak of another day are for rehearsals: as files, and of a day
/// to come also to this very machine.
fn refuse_other_days(today: NaiveDate, address: &Address) -> Result<(), Failure> {
    let real = clock::today();
    if today == real || address.is_folder() || (today > real && address.is_loopback()) {
        return Ok(());
    }
    Err(other_day(today, real))
}

/// A server on this very machine may be a relay that sends to people: the book that
/// the office calls the live one does not rehearse with it.
fn refuse_rehearsals(today: NaiveDate, live: Option<&str>) -> Result<(), Failure> {
    let real = clock::today();
    if live.is_some() && today != real {
        return Err(other_day(today, real));
    }
    Ok(())
}

fn other_day(today: NaiveDate, real: NaiveDate) -> Failure {
    Failure::usage(Words::new(
        format!("อีเมลของวันที่ {today} ส่งจริงวันนี้ ({real}) ไม่ได้ ใช้ DUEBOOK_SMTP_URL=file:โฟลเดอร์"),
        format!("mails for {today} are not sent to people on {real}; use DUEBOOK_SMTP_URL=file:FOLDER"),
    ))
}

/// How the office sends, as a delivery of now reads it: what is not committed
/// counts for nothing.
fn committed(store: &mut Store) -> Result<Mail, Failure> {
    let snapshot = store.read().map_err(|trouble| failure(&trouble))?;
    Ok(gather(snapshot.files).book.office.mail)
}

fn refuse<T>(th: String, en: String) -> Result<T, Failure> {
    Err(failure(&Trouble::Settings(Words::new(th, en))))
}

/// Another branch than the main one writes to nobody.
fn refuse_branches(desk: &Desk, store: &Store) -> Result<(), Failure> {
    let Some(branch) = store.branch() else {
        return Ok(());
    };
    match branch.other_default(&desk.root) {
        None => Ok(()),
        Some(main) => refuse(
            format!("สาขา {} ไม่ใช่สาขาหลัก ส่งจริงได้จาก {main} เท่านั้น", branch.name),
            format!("{} is not the main branch; mails go from {main} only", branch.name),
        ),
    }
}

/// A fork or a laptop's copy writes to nobody, where the office says which book does.
fn refuse_copies(desk: &Desk, store: &Store, live: Option<&str>) -> Result<(), Failure> {
    let Some(live) = live else { return Ok(()) };
    let Some(branch) = store.branch() else {
        return refuse(
            format!("สมุดนี้ไม่ได้อยู่ใน git ส่งจริงได้จาก {live} เท่านั้น (mail.live)"),
            format!("this book is not in git; mails go from {live} only (mail.live)"),
        );
    };
    let (here, live) = (branch.place(&desk.root).unwrap_or_default(), git::branch::place(live));
    if here == live {
        return Ok(());
    }
    refuse(
        format!("นี่คือสำเนา ({here}) ส่งจริงได้จาก {live} เท่านั้น (mail.live)"),
        format!("this is a copy ({here}); mails go from {live} only (mail.live)"),
    )
}

/// The server that mails go to, with the authorities that are trusted.
pub(in crate::command) fn smtp(server: &Server) -> Result<Smtp, Trouble> {
    let smtp = Smtp::new(server.clone(), settings::smtp_token());
    match ca()? {
        Some(pem) => smtp.trust(&pem),
        None => Ok(smtp),
    }
}

/// The mailbox of `[mail.archive]`, where the office names one.
fn mailbox(archive: Option<Archive>) -> Result<Option<Box<dyn Witness>>, Failure> {
    let Some(archive) = archive else { return Ok(None) };
    let mailbox = mailbox_of(&archive).map_err(|trouble| failure(&trouble))?;
    Ok(Some(Box::new(mailbox)))
}

/// A mailbox with its secret and the authorities that are trusted.
pub(in crate::command) fn mailbox_of(archive: &Archive) -> Result<Mailbox, Trouble> {
    let secret = match (settings::imap_token(), settings::imap_password()) {
        (Some(token), _) => Secret::Token(token),
        (None, Some(password)) => Secret::Password(password),
        (None, None) => {
            return Err(Trouble::Settings(Words::new(
                "[mail.archive] ต้องมีรหัสผ่านใน DUEBOOK_IMAP_PASSWORD (หรือ DUEBOOK_IMAP_TOKEN)",
                "[mail.archive] needs a password in DUEBOOK_IMAP_PASSWORD (or DUEBOOK_IMAP_TOKEN)",
            )));
        }
    };
    Mailbox::new(archive, secret, ca()?.as_deref())
}

fn ca() -> Result<Option<Vec<u8>>, Trouble> {
    let Some(path) = settings::mail_ca() else {
        return Ok(None);
    };
    let bytes = disk::read_bytes(&path).map_err(|error| {
        Trouble::Settings(Words::new(
            format!("DUEBOOK_MAIL_CA: {}: {error}", path.display()),
            format!("DUEBOOK_MAIL_CA: {}: {error}", path.display()),
        ))
    })?;
    Ok(Some(bytes))
}

pub(super) fn busy(busy: Busy) -> Failure {
    failure(&Trouble::Later(match busy {
        Busy::Locked => Words::new(
            "มีการส่งของสมุดนี้อยู่แล้วในเครื่องนี้ รอให้เสร็จก่อน",
            "another delivery of this book is under way on this machine",
        ),
        Busy::Disk(error) => Words::new(
            format!("เปิดบันทึกการส่งไม่ได้: {error}"),
            format!("the diary of the delivery cannot be opened: {error}"),
        ),
    }))
}

pub(in crate::command) fn failure(trouble: &Trouble) -> Failure {
    let status = if matches!(trouble, Trouble::Later(_)) { 75 } else { 78 };
    Failure {
        status,
        words: trouble.words().clone(),
    }
}

pub(super) fn stopped(desk: &Desk, stop: Stop) -> Failure {
    match stop {
        Stop::Findings(gathered, findings) => {
            desk.complain(&gathered, &findings);
            desk.answer_findings(&findings);
            if desk::is_newer(&findings) {
                return Failure::usage(Words::new(
                    "ไม่ได้ส่ง เพราะสมุดใหม่กว่าโปรแกรม",
                    "nothing was sent: the book is newer than this program",
                ));
            }
            Failure {
                status: 1,
                words: Words::new(
                    "ไม่ได้ส่ง เพราะระเบียนมีข้อผิดพลาด",
                    "nothing was sent: the records have errors",
                ),
            }
        }
        Stop::Past(words) => Failure::usage(words),
        Stop::Settings(words) => Failure { status: 78, words },
        Stop::Leak(leaks) => {
            for leak in leaks {
                desk::talk(&leak);
            }
            Failure {
                status: 1,
                words: Words::new(
                    "หยุด: อีเมลฉบับหนึ่งมีข้อมูลของผู้อื่น ไม่มีฉบับใดถูกส่ง",
                    "stopped: a mail holds somebody else's data; none was sent",
                ),
            }
        }
    }
}

/// Tells the report: a line a mail as the story, one line as the answer.
pub(in crate::command) fn tell(desk: &Desk, report: &Report) -> Outcome {
    if desk.json {
        desk::answer_json(&answer(desk, report));
    } else {
        story(desk, report);
        desk::answer(&summary(desk, report));
    }
    Outcome::Ended(report.status())
}

fn story(desk: &Desk, report: &Report) {
    for (key, state) in &report.settled {
        desk.story(&format!(
            "{key}: {} {state}",
            desk.say("รายการค้างจากรอบก่อน", "left open before,")
        ));
    }
    for (id, verdict) in &report.mails {
        desk.story(&format!("{id}: {}", said(desk, verdict)));
    }
    if report.stamped > 0 {
        let (th, en) = (
            format!("ตราที่ได้ประทับเวลา {} ฉบับ", report.stamped),
            format!("{} seals were stamped with the time", report.stamped),
        );
        desk.story(desk.say(&th, &en));
    }
    for note in &report.notes {
        desk.story(note.lang(desk.lang));
    }
    if report.unsettled > 0 {
        let (th, en) = (
            format!(
                "ยังไม่รู้ผล {} รายการของรอบก่อน รอบถัดไปถามกล่องที่ส่งอีก ([mail.archive])",
                report.unsettled
            ),
            format!(
                "{} reminders of earlier runs are in doubt; the next run asks the mailbox of [mail.archive] again",
                report.unsettled
            ),
        );
        desk::talk(desk.say(&th, &en));
    }
    for (record, _, why) in &report.held {
        desk.story(&format!("{} {record}: {}", desk.say("รอ", "held"), why.lang(desk.lang)));
    }
    if let Some(tripped) = &report.tripped {
        for alarm in &tripped.alarms {
            desk.story(alarm.lang(desk.lang));
        }
        let path = Approval::path(&tripped.plan);
        let (th, en) = (
            format!(
                "ยังไม่ส่ง ถ้าถูกต้องแล้วให้ผู้มีอำนาจ commit แฟ้ม {path} มีสามบรรทัด who = \"ชื่อ\" why = \"เหตุผล\" expires = วันที่ (ไม่เกิน 3 วัน) ดูรายการด้วย duebook remind --plan"
            ),
            format!(
                "nothing was sent; if this is right, a person in charge commits {path} with three lines: who = \"name\", why = \"reason\", expires = DATE (within 3 days). See duebook remind --plan"
            ),
        );
        desk::talk(desk.say(&th, &en));
    }
    // What stopped the run is said to whoever asked for quiet, too.
    if let Some(trouble) = &report.trouble {
        desk::talk(trouble.words().lang(desk.lang));
    }
}

/// What the server said, without the address that it may repeat.
fn said(desk: &Desk, verdict: &Verdict) -> String {
    let code = |reply: &str| {
        let words: Vec<&str> = reply.split_whitespace().take(2).collect();
        words
            .join(" ")
            .chars()
            .filter(|c| c.is_ascii_digit() || " .".contains(*c))
            .collect::<String>()
    };
    match verdict {
        Verdict::Sent(_) => desk.say("ส่งแล้ว", "sent").to_owned(),
        Verdict::Refused(reply) => format!("{} {}", desk.say("ปลายทางไม่รับ", "refused"), code(reply)),
        Verdict::Deferred(reply) => format!("{} {}", desk.say("เซิร์ฟเวอร์ให้รอ", "put off"), code(reply)),
        Verdict::NotSent(_) => desk.say("ยังไม่ได้ส่ง", "not sent").to_owned(),
        Verdict::InDoubt(_) => desk.say("ส่งออกไปแล้ว ไม่มีคำตอบ", "left without an answer").to_owned(),
    }
}

/// The one line in which a run's report ends.
pub(in crate::command) fn summary(desk: &Desk, report: &Report) -> String {
    if let Some(adopted) = report.adopted {
        let (th, en) = (
            format!("รับสมุดตามที่เป็นอยู่ {adopted} รายการ ไม่ส่งย้อนหลัง เริ่มส่งตั้งแต่รายการถัดไป"),
            format!("took the book on with {adopted} reminders as they stood; none was sent, the next ones will be"),
        );
        return desk.say(&th, &en).to_owned();
    }
    if report.paused {
        return desk
            .say(
                "หยุดส่งตาม mail.paused ใน office.toml",
                "paused by mail.paused in office.toml",
            )
            .to_owned();
    }
    let (planned, sent, refused) = (report.planned, report.sent(), report.refused());
    let (deferred, in_doubt, later, held) = (report.deferred(), report.in_doubt(), report.later, report.held.len());
    let (th, en) = (
        format!(
            "แผน {planned} ฉบับ: ส่งแล้ว {sent} ไม่รับ {refused} ให้รอ {deferred} ยังไม่รู้ผล {in_doubt} รอบถัดไป {later} · รอเจ้าหน้าที่ {held} รายการ"
        ),
        format!(
            "{planned} mails planned: {sent} sent, {refused} refused, {deferred} put off, {in_doubt} in doubt, {later} left for the next run; {held} reminders held"
        ),
    );
    desk.say(&th, &en).to_owned()
}

#[derive(Serialize)]
struct Answer<'r> {
    today: NaiveDate,
    status: u8,
    adopted: Option<usize>,
    paused: bool,
    planned: usize,
    sent: usize,
    refused: usize,
    deferred: usize,
    in_doubt: usize,
    later: usize,
    unsettled: usize,
    stamped: usize,
    notes: Vec<&'r str>,
    mails: Vec<MailAnswer<'r>>,
    settled: Vec<SettledAnswer<'r>>,
    held: Vec<HeldAnswer<'r>>,
    given_up: &'r [String],
    tripped: Option<TrippedAnswer<'r>>,
    trouble: Option<&'r str>,
}

#[derive(Serialize)]
struct MailAnswer<'r> {
    id: &'r str,
    state: &'static str,
    reply: &'r str,
}

#[derive(Serialize)]
struct SettledAnswer<'r> {
    key: &'r str,
    state: &'static str,
}

#[derive(Serialize)]
struct HeldAnswer<'r> {
    path: &'r str,
    key: &'r str,
    why: &'r str,
}

#[derive(Serialize)]
struct TrippedAnswer<'r> {
    plan: &'r str,
    approval: String,
    alarms: Vec<&'r str>,
}

fn answer<'r>(desk: &Desk, report: &'r Report) -> Answer<'r> {
    let mail = |(id, verdict): &'r (String, Verdict)| {
        let (state, reply) = match verdict {
            Verdict::Sent(reply) => ("sent", reply),
            Verdict::Refused(reply) => ("refused", reply),
            Verdict::Deferred(reply) => ("deferred", reply),
            Verdict::NotSent(why) => ("not-sent", why),
            Verdict::InDoubt(why) => ("in-doubt", why),
        };
        MailAnswer { id, state, reply }
    };
    let held = |(path, key, why): &'r (String, String, Words)| HeldAnswer {
        path,
        key,
        why: why.lang(desk.lang),
    };
    Answer {
        today: desk.today,
        status: report.status(),
        adopted: report.adopted,
        paused: report.paused,
        planned: report.planned,
        sent: report.sent(),
        refused: report.refused(),
        deferred: report.deferred(),
        in_doubt: report.in_doubt(),
        later: report.later,
        unsettled: report.unsettled,
        stamped: report.stamped,
        notes: report.notes.iter().map(|note| note.lang(desk.lang)).collect(),
        mails: report.mails.iter().map(mail).collect(),
        settled: report
            .settled
            .iter()
            .map(|(key, state)| SettledAnswer { key, state })
            .collect(),
        held: report.held.iter().map(held).collect(),
        given_up: &report.given_up,
        tripped: report.tripped.as_ref().map(|tripped| TrippedAnswer {
            plan: &tripped.plan,
            approval: Approval::path(&tripped.plan),
            alarms: tripped.alarms.iter().map(|alarm| alarm.lang(desk.lang)).collect(),
        }),
        trouble: report.trouble.as_ref().map(|trouble| trouble.words().lang(desk.lang)),
    }
}
