//! The test mail: whether it went, and whether the mailbox that is asked after a
//! crash knows of it in time.

use chrono::TimeDelta;

use super::{Check, Matter, say};
use crate::dispatch::doors::Verdict;
use crate::text::Words;

/// Judges what became of the test mail.
#[must_use]
pub fn sent(verdict: &Verdict, to: &str, id: &str) -> Check {
    let said = |th: &str, en: &str, reply: &str| {
        Words::new(format!("ถึง {to}: {th} ({reply})"), format!("to {to}: {en} ({reply})"))
    };
    let later = say((
        "ลองใหม่ภายหลัง ถ้ายังไม่ได้ แจ้งผู้ดูแลเซิร์ฟเวอร์พร้อมข้อความในวงเล็บ",
        "try again later; if it stays so, tell whoever runs the server what stands in the brackets",
    ));
    match verdict {
        Verdict::Sent(reply) => {
            let mut found = said("เซิร์ฟเวอร์รับแล้ว", "the server took it", reply);
            for text in [&mut found.th, &mut found.en] {
                text.push_str(" · ");
                text.push_str(id);
            }
            Check::fine("test-mail", found)
        }
        Verdict::Refused(reply) => Check::wrong(
            "test-mail",
            Matter::Settings,
            said("เซิร์ฟเวอร์ไม่รับ", "the server refuses it", reply),
            say((
                "ตรวจ mail.from และ mail.reply_to ใน office.toml ว่าบัญชีนี้ส่งในชื่อนั้นได้และกล่องนั้นมีจริง",
                "check mail.from and mail.reply_to in office.toml: may this account send by that name, and is there such a mailbox?",
            )),
        ),
        Verdict::Deferred(reply) => Check::wrong(
            "test-mail",
            Matter::Later,
            said("เซิร์ฟเวอร์ให้รอ", "the server puts it off", reply),
            later,
        ),
        Verdict::NotSent(why) => Check::wrong(
            "test-mail",
            Matter::Later,
            said("ยังไม่ได้ส่ง", "it was not sent", why),
            later,
        ),
        Verdict::InDoubt(why) => Check::wrong(
            "test-mail",
            Matter::Later,
            said("ส่งออกไปแล้วไม่มีคำตอบ", "it left and no answer came", why),
            later,
        ),
    }
}

/// Judges how long the mailbox took to know of a mail, against the time after
/// which a run believes that a mail it does not know never left.
#[must_use]
pub fn found_again(took: Option<TimeDelta>, waited: TimeDelta, settle: TimeDelta) -> Check {
    let (limit, seconds) = (minutes(settle), waited.num_seconds());
    let Some(took) = took else {
        let late = waited >= settle;
        let found = Words::new(
            format!("รอ {seconds} วินาทีแล้วยังไม่พบในกล่องที่ส่ง"),
            format!("not in the folder of sent mails after {seconds} seconds"),
        );
        let help = Words::new(
            format!(
                "ลองรอนานขึ้นด้วย --wait {} ถ้าไม่พบภายใน {} หลังส่งที่ล้มกลางทาง โปรแกรมจะเชื่อว่ายังไม่ได้ส่งและส่งซ้ำ: ให้เซิร์ฟเวอร์เก็บสำเนาไว้ในกล่องที่ส่ง หรือลบ [mail.archive] (รายการที่ไม่แน่ใจจะรอเจ้าหน้าที่)",
                settle.num_seconds(),
                limit.th
            ),
            format!(
                "wait longer with --wait {}. What is not there within {} is taken for unsent after a crash and goes twice: have the server keep a copy in that folder, or remove [mail.archive] (then what is in doubt waits for a person)",
                settle.num_seconds(),
                limit.en
            ),
        );
        return if late {
            Check::wrong("found-again", Matter::Settings, found, help)
        } else {
            Check::warning("found-again", found, help)
        };
    };
    let (tenths, th_rest, en_rest) = (took.num_milliseconds() / 100, &limit.th, &limit.en);
    let took_text = format!("{}.{}", tenths / 10, tenths % 10);
    let found = Words::new(
        format!("พบในกล่องที่ส่งหลัง {took_text} วินาที โปรแกรมรอ {th_rest} ก่อนเชื่อว่าไม่มี"),
        format!(
            "in the folder of sent mails after {took_text} seconds; a run waits {en_rest} before it believes that one is not there"
        ),
    );
    if took * 3 < settle {
        return Check::fine("found-again", found);
    }
    Check::warning(
        "found-again",
        found,
        say((
            "กล่องนี้ตามไม่ทัน เสี่ยงส่งซ้ำหลังล้มกลางทาง: แจ้งผู้ดูแลเซิร์ฟเวอร์ หรือลบ [mail.archive] (รายการที่ไม่แน่ใจจะรอเจ้าหน้าที่)",
            "this mailbox lags: a mail might go twice after a crash. Tell whoever runs the server, or remove [mail.archive] (then what is in doubt waits for a person)",
        )),
    )
}

fn minutes(span: TimeDelta) -> Words {
    let seconds = span.num_seconds();
    if seconds < 60 {
        return Words::new(format!("{seconds} วินาที"), format!("{seconds} seconds"));
    }
    let minutes = seconds / 60;
    Words::new(format!("{minutes} นาที"), format!("{minutes} minutes"))
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_mailbox_is_trusted_by_how_fast_it_is() {
        let settle = TimeDelta::minutes(15);
        let seconds = TimeDelta::seconds;
        for (took, waited, want) in [
            (Some(seconds(3)), seconds(3), State::Fine),
            (Some(seconds(299)), seconds(299), State::Fine),
            (Some(seconds(300)), seconds(300), State::Warning),
            (None, seconds(60), State::Warning),
            (None, seconds(900), State::Wrong(Matter::Settings)),
        ] {
            let check = found_again(took, waited, settle);
            assert_eq!(check.state, want, "{check:?}");
            assert!(check.found.en.contains("15 minutes") || check.help.is_some());
        }
    }

    #[test]
    fn each_end_of_a_test_mail_has_its_status() {
        for (verdict, want) in [
            (Verdict::Sent("250 ok".into()), State::Fine),
            (Verdict::Refused("550 no".into()), State::Wrong(Matter::Settings)),
            (Verdict::Deferred("450 later".into()), State::Wrong(Matter::Later)),
            (Verdict::NotSent("gone".into()), State::Wrong(Matter::Later)),
            (Verdict::InDoubt("gone".into()), State::Wrong(Matter::Later)),
        ] {
            assert_eq!(sent(&verdict, "a@example.org", "<test@x>").state, want);
        }
    }
}
