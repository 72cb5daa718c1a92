//! The mail's part of a check-up: the route, the server, the mailbox, and one
//! test mail to the office itself where it is asked for.

use std::time::Duration;

use chrono::TimeDelta;

use super::super::args::DoctorArgs;
use super::super::desk::Desk;
use super::super::remind::send::{address, mailbox_of, smtp};
use crate::dispatch::checkup::{Check, Matter, mail};
use crate::dispatch::doors::{Parcel, Post, Sighting, Trouble, Verdict, Witness};
use crate::letter::{self, eml};
use crate::record::Office;
use crate::text::Words;
use crate::world::mailbox::Mailbox;
use crate::world::post::address::{Security, Server};
use crate::world::post::{Address, Folder};
use crate::world::{clock, settings};

/// How long to wait between two looks into the mailbox: at first, at most.
const FIRST_LOOK: Duration = Duration::from_millis(250);
const LAST_LOOK: Duration = Duration::from_secs(5);

/// Looks at everything that mails need.
pub(super) fn look(desk: &Desk, office: &Office, args: &DoctorArgs) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut post = open_post(&mut checks);
    let mut mailbox = open_mailbox(office, &mut checks);
    if args.test_mail {
        test(desk, office, args, post.as_deref_mut(), mailbox.as_mut(), &mut checks);
    } else {
        checks.push(Check::skipped(
            "test-mail",
            Words::new(
                "ไม่ได้สั่ง ลองส่งถึงสำนักงานเองได้ด้วย --test-mail",
                "not asked for; --test-mail sends one to the office itself",
            ),
        ));
    }
    if let Some(post) = &mut post {
        post.close();
    }
    checks
}

/// Finds the route and opens it as a run would.
fn open_post(checks: &mut Vec<Check>) -> Option<Box<dyn Post>> {
    let forms = Words::new(
        "ตั้งในสภาพแวดล้อม เช่น  DUEBOOK_SMTP_URL=smtps://ผู้ใช้:รหัสผ่าน@smtp.example.go.th:465  (@ : % ในรหัสผ่านเขียน %40 %3A %25)",
        "set in the environment, such as  DUEBOOK_SMTP_URL=smtps://user:password@smtp.example.go.th:465  (@ : % in a password are %40 %3A %25)",
    );
    let address = match address() {
        Ok(address) => address,
        Err(trouble) => {
            checks.push(Check::trouble("smtp-url", &trouble, forms));
            checks.push(unasked("smtp"));
            return None;
        }
    };
    match address {
        Address::Folder(path) => {
            let found = format!("file: {}", path.display());
            checks.push(Check::fine(
                "smtp-url",
                Words::new(format!("{found} (แฟ้มละฉบับ)"), format!("{found} (one file a mail)")),
            ));
            let mut folder = Folder::new(&path);
            let tried = folder.try_out();
            let mend = Words::new(
                "ให้สิทธิ์เขียนแก่บัญชีที่เรียก duebook หรือเลือกโฟลเดอร์อื่น",
                "let the account that runs duebook write there, or choose another folder",
            );
            checks.push(said("smtp", &tried, ("เขียนได้", "can be written"), mend));
            tried.ok()?;
            folder.open().ok()?;
            folder.close();
            Some(Box::new(folder))
        }
        Address::Server(server) => {
            checks.push(Check::fine("smtp-url", route(&server)));
            let mend = Words::new(
                "แก้ DUEBOOK_SMTP_URL (หรือ DUEBOOK_SMTP_TOKEN, DUEBOOK_MAIL_CA) ตามข้อความนี้ แล้วสั่ง duebook doctor อีกครั้ง",
                "correct DUEBOOK_SMTP_URL (or DUEBOOK_SMTP_TOKEN, DUEBOOK_MAIL_CA) as said, then duebook doctor again",
            );
            let opened = smtp(&server).and_then(|mut post| post.open().map(|()| post));
            let fine = match (server.security, &server.user) {
                (Security::None, None) => ("ติดต่อได้", "answers"),
                (Security::None, Some(_)) => ("ติดต่อและเข้าระบบได้", "answers, login accepted"),
                (_, None) => ("ติดต่อได้ ใบรับรองถูกต้อง", "answers, its certificate is verified"),
                (_, Some(_)) => (
                    "ติดต่อได้ ใบรับรองถูกต้อง เข้าระบบได้",
                    "answers, its certificate is verified, login accepted",
                ),
            };
            checks.push(said("smtp", &opened, fine, mend));
            opened.ok().map(|post| Box::new(post) as Box<dyn Post>)
        }
    }
}

fn unasked(name: &'static str) -> Check {
    Check::skipped(name, Words::new("ยังไม่รู้ว่าส่งทางไหน", "it is not known where mails go"))
}

fn said<T>(name: &'static str, tried: &Result<T, Trouble>, (th, en): (&str, &str), mend: Words) -> Check {
    match tried {
        Ok(_) => Check::fine(name, Words::new(th, en)),
        Err(trouble) => Check::trouble(name, trouble, mend),
    }
}

/// Where, how secured, how logged in; never who or with what.
fn route(server: &Server) -> Words {
    let (secured_th, secured_en) = match server.security {
        Security::Implicit => ("TLS ตั้งแต่ต้น", "TLS from the first byte"),
        Security::Required => ("STARTTLS บังคับ", "STARTTLS required"),
        Security::None => ("ไม่เข้ารหัส ในเครื่องนี้เท่านั้น", "plain, this machine only"),
    };
    let (login_th, login_en) = match (&server.user, settings::smtp_token()) {
        (None, _) => ("ไม่เข้าระบบ", "no login"),
        (Some(_), Some(_)) => ("เข้าระบบด้วย token (XOAUTH2)", "login by token (XOAUTH2)"),
        (Some(_), None) => ("เข้าระบบด้วยรหัสผ่าน", "login by password"),
    };
    let place = format!("{}:{}", server.host, server.port);
    Words::new(
        format!("{place} · {secured_th} · {login_th}"),
        format!("{place}, {secured_en}, {login_en}"),
    )
}

/// Opens the mailbox that is asked after a crash.
fn open_mailbox(office: &Office, checks: &mut Vec<Check>) -> Option<Mailbox> {
    let Some(archive) = &office.mail.archive else {
        let (th, en) = if office.mail.resend_in_doubt {
            ("ส่งซ้ำตาม in_doubt = \"resend\"", "goes again, by in_doubt = \"resend\"")
        } else {
            ("รอเจ้าหน้าที่", "waits for a person")
        };
        checks.push(Check::skipped(
            "mailbox",
            Words::new(
                format!("ไม่มี [mail.archive] ให้ถามหลังล้มกลางทาง รายการที่ไม่แน่ใจ{th}"),
                format!("there is no [mail.archive] to ask after a crash; what is in doubt {en}"),
            ),
        ));
        return None;
    };
    let mend = Words::new(
        "แก้ [mail.archive] ใน office.toml หรือ DUEBOOK_IMAP_PASSWORD / DUEBOOK_IMAP_TOKEN ตามข้อความนี้",
        "correct [mail.archive] in office.toml, or DUEBOOK_IMAP_PASSWORD / DUEBOOK_IMAP_TOKEN, as said",
    );
    let tried = mailbox_of(archive).and_then(|mut mailbox| mailbox.try_out().map(|()| mailbox));
    let place = format!("{}:{}", archive.host, archive.port);
    let folders = format!("{} · {}", archive.folder, archive.bounces);
    let (th, en) = (
        format!("{place} เข้าระบบได้ เปิดกล่องได้ ({folders})"),
        format!("{place}, login accepted, folders open ({folders})"),
    );
    checks.push(said("mailbox", &tried, (&th, &en), mend));
    tried.ok()
}

/// Sends the test mail and looks for it.
fn test(
    desk: &Desk,
    office: &Office,
    args: &DoctorArgs,
    post: Option<&mut (dyn Post + '_)>,
    mailbox: Option<&mut Mailbox>,
    checks: &mut Vec<Check>,
) {
    let Some(post) = post else {
        checks.push(Check::skipped(
            "test-mail",
            Words::new("ทางส่งยังใช้ไม่ได้", "the route does not work yet"),
        ));
        return;
    };
    let parcel = match parcel(desk, office) {
        Ok(Some(parcel)) => parcel,
        Ok(None) => {
            checks.push(Check::skipped(
                "test-mail",
                Words::new("ยังไม่มีผู้ส่ง (mail.from)", "there is no sender (mail.from)"),
            ));
            return;
        }
        Err(why) => {
            checks.push(Check::wrong(
                "test-mail",
                Matter::Settings,
                why,
                Words::new(
                    "แก้แม่แบบ templates/mail/trial.txt หรือลบเพื่อใช้ของเดิม",
                    "mend templates/mail/trial.txt, or remove it to use the built-in one",
                ),
            ));
            return;
        }
    };
    // The line may have broken while the mailbox was tried.
    let verdict = match if post.is_open() { Ok(()) } else { post.open() } {
        Ok(()) => post.hand_over(&parcel, &mut || Ok(())),
        Err(trouble) => Verdict::NotSent(trouble.words().lang(desk.lang).to_owned()),
    };
    checks.push(mail::sent(&verdict, &parcel.to, &parcel.message_id));
    if let (Verdict::Sent(_), Some(mailbox)) = (&verdict, mailbox) {
        checks.push(search(mailbox, &parcel.message_id, args.wait));
    }
}

fn parcel(desk: &Desk, office: &Office) -> Result<Option<Parcel>, Words> {
    let press = desk.press().map_err(|failure| failure.words)?;
    let now = clock::now();
    let name = settings::run_name(now);
    let mark = name.rsplit('-').next().unwrap_or_default();
    let letter = letter::trial(office, &press, now, mark).map_err(|broken| broken.words())?;
    let Some(letter) = letter else { return Ok(None) };
    let bytes = eml::bytes(&letter, now).map_err(|broken| broken.words())?;
    Ok(Some(Parcel {
        id: letter.id.clone(),
        message_id: letter.message_id(),
        from: letter.from.clone(),
        to: letter.to.clone(),
        bytes,
    }))
}

/// Looks for the test mail in the folder of sent mails, until it is there or
/// the patience is over.
fn search(mailbox: &mut Mailbox, message_id: &str, wait: u32) -> Check {
    let patience = settings::patience();
    let (started, limit) = (clock::now(), TimeDelta::seconds(i64::from(wait)));
    let mut pause = FIRST_LOOK;
    loop {
        let answer = mailbox.look(message_id);
        let passed = clock::now() - started;
        match answer {
            Ok(Sighting::There) => return mail::found_again(Some(passed), passed, patience.settle),
            Ok(_) if passed >= limit => return mail::found_again(None, passed, patience.settle),
            Ok(_) => {}
            Err(words) => {
                return Check::wrong(
                    "found-again",
                    Matter::Later,
                    words,
                    Words::new(
                        "ลองใหม่ภายหลัง ด้วย duebook doctor --test-mail",
                        "try again later, with duebook doctor --test-mail",
                    ),
                );
            }
        }
        let left = (limit - passed).to_std().unwrap_or_default();
        clock::sleep(pause.min(left));
        pause = (pause * 2).min(LAST_LOOK);
    }
}
