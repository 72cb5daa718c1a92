//! The ten questions. What an option has answered is not asked.

use super::super::ask::{Answer, ask, is_over};
use super::super::{Desk, Failure};
use super::given::{self, Given};
use crate::founding::answers::{self, Answers, Refused};
use crate::founding::{Home, Kind, home};
use crate::record::Audience;
use crate::text::Words;

/// A person at a desk, being asked.
pub(super) struct Talk<'d> {
    desk: &'d Desk,
}

impl Talk<'_> {
    pub(super) fn ask<T>(
        &self,
        question: (&str, &str),
        option: &str,
        answer: Answer,
        read: impl Fn(&str) -> Result<T, Refused>,
    ) -> Result<Option<T>, Failure> {
        ask(self.desk, question, option, answer, read)
    }

    /// Asks where nothing was given.
    fn or_ask<T>(
        &self,
        given: Option<T>,
        question: (&str, &str),
        option: &str,
        answer: Answer,
        read: impl Fn(&str) -> Result<T, Refused>,
    ) -> Result<Option<T>, Failure> {
        match given {
            Some(value) => Ok(Some(value)),
            None => self.ask(question, option, answer, read),
        }
    }

    /// Says what helps to answer the next question, while somebody answers.
    pub(super) fn note(&self, th: &str, en: &str) {
        if !is_over() {
            self.desk.story(&format!("   {}", self.desk.say(th, en)));
        }
    }

    pub(super) fn list(&self, at: usize, name: &str, th: &str, en: &str) {
        self.desk.story(&format!("  {at}  {name:28} {}", self.desk.say(th, en)));
    }
}

/// Returns all answers, asking for those that no option gave.
///
/// # Errors
///
/// [`Failure`] where nobody answers what is needed: the option to give instead.
pub(super) fn answer(desk: &Desk, given: Given) -> Result<Answers, Failure> {
    let talk = Talk { desk };
    if given.name.is_none() {
        let folder = desk.root.display();
        let (th, en) = (
            format!("ตั้งสมุดใหม่ที่ {folder}: สิบข้อ กด Enter ข้ามข้อที่ว่างได้ ยังไม่เขียนอะไรจนตอบครบ"),
            format!(
                "a new book in {folder}: ten questions; Enter skips what may stay empty, nothing is written before the last"
            ),
        );
        desk.story(desk.say(&th, &en));
    }
    let name = talk.name(given.name)?;
    let name_en = talk.name_en(given.name_en)?;
    let from = talk.from(given.from)?;
    let reply_to = talk.reply_to(given.reply_to)?;
    let agencies = if given.agencies.is_empty() {
        talk.agencies()?
    } else {
        given.agencies
    };
    let regulation = match given.regulation {
        Some(regulation) => regulation,
        None => talk.regulation()?,
    };
    let audience = talk.audience(given.audience)?;
    let home = talk.home(given.repository, given.kind)?;
    let site_url = talk.site_url(given.site_url)?;
    let program = talk.program(given.program, home.as_ref())?;
    if is_over() {
        let (folders, rules) = (agencies.len(), regulation.name());
        let (th, en) = (
            format!(
                "ไม่มีผู้ตอบ ข้อที่ไม่ได้บอกจึงเป็นค่าปกติ: ชื่อ \"{name}\" ส่วนราชการ {folders} แห่ง ระเบียบ {rules} แก้ได้ใน records/office.toml"
            ),
            format!(
                "nobody answered, so what was not given is as usual: name \"{name}\", {folders} agencies, regulation {rules}; to be changed in records/office.toml"
            ),
        );
        desk.story(desk.say(&th, &en));
    }
    Ok(Answers {
        name,
        name_en,
        from,
        reply_to,
        audience,
        site_url,
        home,
        regulation,
        agencies,
        program,
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// The questions that one line answers.
impl Talk<'_> {
    /// The name of the book's folder: an office's until it says another.
    fn folder(&self) -> String {
        let whole = std::path::absolute(&self.desk.root).unwrap_or_else(|_| self.desk.root.clone());
        let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
        name.and_then(|name| answers::line(&name).ok())
            .unwrap_or_else(|| "สมุด".to_owned())
    }

    fn name(&self, given: Option<String>) -> Result<String, Failure> {
        let question = ("1/10 ชื่อหน่วยงานเจ้าของสมุด", "1/10 The office's name");
        match given {
            Some(name) => Ok(name),
            None => {
                let typed = self.ask(question, "--name", Answer::Wanted, answers::line)?;
                Ok(typed.unwrap_or_else(|| self.folder()))
            }
        }
    }

    fn name_en(&self, given: Option<String>) -> Result<Option<String>, Failure> {
        let question = ("2/10 ชื่อภาษาอังกฤษ", "2/10 Its English name");
        self.or_ask(given, question, "--name-en", Answer::Open, answers::line)
    }

    fn from(&self, given: Option<String>) -> Result<Option<String>, Failure> {
        let question = ("3/10 อีเมลที่ใช้ส่งการแจ้งเตือน", "3/10 Address that reminders come from");
        self.or_ask(given, question, "--from", Answer::Open, answers::address)
    }

    fn reply_to(&self, given: Option<String>) -> Result<Option<String>, Failure> {
        let question = ("4/10 อีเมลที่รับคำตอบ", "4/10 Address for answers");
        self.or_ask(
            given,
            question,
            "--reply-to",
            Answer::Usual("ที่เดียวกัน", "the same"),
            answers::address,
        )
    }

    fn audience(&self, given: Option<Audience>) -> Result<Audience, Failure> {
        if given.is_none() {
            self.note(
                "public ไม่มีชื่อผู้ยืม เผยแพร่ได้ · internal มีทุกอย่าง",
                "public has no borrower's name and may be published; internal has everything",
            );
        }
        let question = (
            "7/10 หน้าเว็บที่สร้าง public หรือ internal",
            "7/10 The site: public or internal",
        );
        let found = self.or_ask(
            given,
            question,
            "--audience",
            Answer::Usual("public", "public"),
            audience,
        )?;
        Ok(found.unwrap_or(Audience::Public))
    }

    fn site_url(&self, given: Option<String>) -> Result<Option<String>, Failure> {
        let question = ("9/10 ที่อยู่ของหน้าเว็บที่จะเผยแพร่", "9/10 Address of the published site");
        self.or_ask(given, question, "--site-url", Answer::Open, answers::site)
    }
}

/// Reads the name of an audience.
fn audience(text: &str) -> Result<Audience, Refused> {
    match text {
        "public" => Ok(Audience::Public),
        "internal" => Ok(Audience::Internal),
        _ => Err(Words::new("พิมพ์ public หรือ internal", "type public or internal")),
    }
}

impl Talk<'_> {
    fn home(&self, repository: Option<home::Address>, kind: Option<Kind>) -> Result<Option<Home>, Failure> {
        if repository.is_none() {
            self.note(
                "เช่น https://git.example.go.th/finance/book ต้องเป็นที่เก็บส่วนตัว",
                "such as https://git.example.go.th/finance/book; it must be private",
            );
        }
        let question = ("8/10 ที่อยู่ของที่เก็บสมุด", "8/10 Address of the book's repository");
        let Some(address) = self.or_ask(repository, question, "--repository", Answer::Open, home::address)? else {
            return Ok(None);
        };
        let kind = match kind.or_else(|| home::guess(&address.host)) {
            Some(kind) => kind,
            None => {
                let question = (
                    "   ที่เก็บนี้คือ github, gitlab, forgejo หรือ gitea",
                    "   It is a github, gitlab, forgejo or gitea",
                );
                let Some(kind) = self.ask(question, "--forge", Answer::Needed, given::kind)? else {
                    return Ok(None);
                };
                kind
            }
        };
        Ok(Some(Home {
            kind,
            host: address.host,
            path: address.path,
            remote: address.remote,
        }))
    }

    /// Only workflows fetch the program by themselves.
    fn program(&self, given: Option<String>, home: Option<&Home>) -> Result<Option<String>, Failure> {
        let known = env!("CARGO_PKG_REPOSITORY");
        let given = given.or_else(|| (!known.is_empty()).then(|| known.to_owned()));
        if home.is_none_or(|home| home.kind.folder().is_none()) {
            return Ok(given);
        }
        if given.is_none() {
            self.note(
                "งานอัตโนมัติสร้างโปรแกรมจากที่นี่ ใส่ทีหลังใน .ci/program ก็ได้",
                "workflows build the program from there; it may be written into .ci/program later",
            );
        }
        let question = (
            "10/10 ที่อยู่ของที่เก็บโปรแกรม duebook",
            "10/10 Address of duebook's own repository",
        );
        self.or_ask(given, question, "--program", Answer::Open, given::program)
    }
}
