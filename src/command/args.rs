//! What may be typed. Help is in Thai first, broken by hand: Thai has no
//! spaces at which a terminal could break it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::event::EventArgs;
use super::new::NewRecord;
use crate::record::shape::File;
use crate::text::Lang;

const AFTER: &str = "\
ตัวอย่าง · examples
  duebook run                        งานหลักของวัน: ตรวจ สร้างเว็บ ซ้อมแจ้งเตือน
  duebook status --state overdue     รายการเกินกำหนด
  duebook clear secretariat/2569/advance-0012 --date 2026-11-20 --vouchers 21350 --cash 3650
  duebook check --lang en --json     findings for a machine

ผลลัพธ์ · exit status
  0 เรียบร้อย   1 ระเบียนมีข้อผิดพลาด   2 คำสั่งหรือการตั้งค่าไม่ถูกต้อง
  0 fine        1 the records have errors  2 wrong usage or settings
  ส่งจริงและ doctor: 3 รอคำอนุมัติ  75 ลองใหม่ภายหลัง  78 การตั้งค่าอีเมลหรือ git
  remind --send, doctor: 3 waits for an approval  75 try later  78 mail or git settings";

/// ทะเบียนคุมเงินยืมและหลักประกันสัญญา จากแฟ้มข้อความใน git
/// A register of official advances and contract guarantees, from plain text in git
#[derive(Debug, Parser)]
#[command(name = "duebook", version, after_help = AFTER, verbatim_doc_comment, max_term_width = 100)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub options: Options,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that stand before or after any command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "ใช้ได้กับทุกคำสั่ง · with every command")]
pub struct Options {
    /// โฟลเดอร์ของสมุด · the book's folder [ค่าปกติ: โฟลเดอร์นี้หรือโฟลเดอร์แม่ที่มี records/]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// ถือว่าวันนี้คือวันที่นี้ (ค.ศ.) · as of this day [ค่าปกติ: วันนี้ที่กรุงเทพฯ]
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// ตามที่สมุดบันทึกไว้ ณ commit หรือวันที่ · as known at a commit or day
    #[arg(long, global = true, value_name = "REV|DATE")]
    pub at: Option<String>,
    /// ภาษาของข้อความ · language of messages
    #[arg(long, global = true, value_name = "th|en", default_value = "th")]
    pub lang: LangArg,
    /// ผลลัพธ์เป็น JSON · the answer as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// ไม่เล่าเรื่องระหว่างทำ · no story on standard error
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl Options {
    /// Returns the language of messages.
    #[must_use]
    pub fn lang(&self) -> Lang {
        match self.lang {
            LangArg::Th => Lang::Th,
            LangArg::En => Lang::En,
        }
    }
}

/// A language as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// ไทย
    Th,
    /// English
    En,
}

/// Reads a day in any Thai form that can mean only one day.
fn day(text: &str) -> Result<NaiveDate, String> {
    crate::text::typed::day(text).map_err(|words| format!("{} · {}", words.th, words.en))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// งานหลักของวัน: ตรวจ → สร้างเว็บ → ซ้อมแจ้งเตือน · the day's whole job
    Run(RunArgs),
    /// ตรวจสมุดทั้งเล่ม บอกทุกข้อผิดพลาดในครั้งเดียว · check the book
    Check(CheckArgs),
    /// สร้างเว็บแสดงสถานะ · render the status site
    Build(BuildArgs),
    /// การแจ้งเตือนของวัน: แผน หรือซ้อมเป็นแฟ้ม .eml ใน outbox/ · the day's reminders
    Remind(RemindArgs),
    /// อีเมลที่ส่งไปแล้ว: ทำซ้ำจากประวัติแล้วเทียบทุกไบต์ · mails that were sent
    Mail(MailArgs),
    /// ตรวจสมุด นาฬิกา git และอีเมล ก่อนส่งจริง · a check of settings; sends nothing unless asked
    Doctor(DoctorArgs),
    /// ตารางที่ครบกำหนดและเกินกำหนด แยกตามหน่วยงาน · what is due and overdue
    Status(StatusArgs),
    /// ประวัติของระเบียน: ใคร เมื่อใด แก้อะไรจากอะไรเป็นอะไร · a record's history in the field's words
    Log(LogArgs),
    /// สิ่งที่ผู้ตรวจสอบจะถามในช่วงเวลา พร้อมหลักฐาน และสุ่มตัวอย่าง · what an auditor asks, with evidence
    Audit(AuditArgs),
    /// ตรวจตราประจำวันว่าอดีตไม่ถูกแก้ หรือตรวจเว็บว่าตรงกับสมุด · the seals, or a site against its commit
    Verify(VerifyArgs),
    /// ตั้งสมุดของสำนักงานใหม่ ถามสิบข้อหรือรับค่าจากตัวเลือก · a new office's own book
    Init(Box<InitArgs>),
    /// เพิ่มระเบียนใหม่ ถามทีละข้อหรือรับค่าจากตัวเลือก · add a record
    New(NewArgs),
    /// บันทึกการส่งใช้เงินยืม · record a clearing of an advance
    Clear(EventArgs<0>),
    /// บันทึกการคืนหลักประกัน · record a refund of a guarantee
    Refund(EventArgs<1>),
    /// บันทึกการขยายเวลา · record an extension
    Extend(EventArgs<2>),
    /// บันทึกข้อทักท้วง หรือวันที่เรื่องยุติ · record an objection, or its end
    Object(EventArgs<3>),
    /// บันทึกการริบหลักประกัน · record a forfeiture
    Forfeit(EventArgs<4>),
    /// บันทึกผลตรวจความชำรุด · record an inspection for defects
    Inspect(EventArgs<5>),
    /// บันทึกหนังสือแจ้งที่ส่งนอกโปรแกรม · record a letter sent outside the program
    Notice(EventArgs<6>),
    /// บันทึกการจ่ายเงินเป็นงวด · record a pay-out in parts
    Pay(EventArgs<7>),
    /// บันทึกการจ่ายชดเชยผู้ยืม · record a reimbursement
    Reimburse(EventArgs<8>),
    /// บันทึกหนังสือค้ำประกันฉบับใหม่ · record a new letter of guarantee
    Replace(EventArgs<9>),
    /// พักการแจ้งเตือน · no reminders for a while
    Hold(EventArgs<10>),
    /// ยกเลิกสัญญาที่ไม่มีเงินค้าง · cancel a record with no money out
    Cancel(EventArgs<11>),
    /// ยกเลิกรายการที่บันทึกผิด ไม่ลบ · void an event that was entered by mistake
    Void(VoidArgs),
    /// แก้ข้อมูลหัวระเบียน เช่น returned=2026-10-21 · set keys of a record
    Set(SetArgs),
    /// จัดแฟ้มให้เป็นรูปแบบเดียวกัน คงหมายเหตุไว้ · bring files into canonical form
    Fmt(FmtArgs),
    /// นำสมุด Excel ของหน่วยงานเข้า: .xlsx .xls .ods .csv · bring an office's workbook in
    Import(ImportArgs),
    /// นำทะเบียนออกเป็น Excel ไปแก้แล้วนำกลับเข้ามา · the registers out, to edit and bring back
    Export(ExportArgs),
    /// หนังสือราชการถึงผู้ยืมหรือคู่สัญญา พร้อมพิมพ์ · the official letter, ready to print
    Letter(LetterArgs),
    /// ตัวอย่างเว็บสดในเครื่องนี้ เปลี่ยนเองเมื่อแก้แฟ้ม · live preview on this machine
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// แม่แบบที่มากับโปรแกรม: ดูรายชื่อ หรือคัดลอกมาแก้ · the built-in templates, to see or to copy
    Templates(TemplatesArgs),
    /// JSON Schema ให้โปรแกรมแก้ไขช่วยเติมและตรวจแฟ้ม · JSON Schemas for editors
    Schema(SchemaArgs),
    /// สคริปต์เติมคำสั่งของเชลล์ · completions for a shell
    Completions(CompletionsArgs),
    /// หน้าคู่มือ man · the manual page
    Man(ManArgs),
}

/// `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// ส่งอีเมลจริงด้วย แทนการซ้อม · deliver the mails instead of rehearsing
    #[arg(long)]
    pub send: bool,
    /// โฟลเดอร์ของเว็บ · folder of the site [ค่าปกติ: site]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// สำหรับใคร · for whom [ค่าปกติ: ตาม office.toml]
    #[arg(long, value_name = "public|internal")]
    pub audience: Option<AudienceArg>,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// แสดงเฉพาะแฟ้มหรือโฟลเดอร์เหล่านี้ · show only these files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// ตรวจการแก้ประวัติในช่วง commit ด้วย เช่น origin/main..HEAD · judge what these commits did to the past, too
    #[arg(long, value_name = "BASE..HEAD")]
    pub history: Option<String>,
    /// รูปแบบของผล: คนอ่าน หรือหมายเหตุบนบรรทัดของ forge · for people, or annotations
    #[arg(long, value_name = "human|github", default_value = "human")]
    pub format: Format,
}

/// The shape of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line and a caret.
    Human,
    /// Workflow commands that annotate lines.
    Github,
}

/// `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// สำหรับใคร · for whom [ค่าปกติ: ตาม office.toml]
    #[arg(long, value_name = "public|internal")]
    pub audience: Option<AudienceArg>,
    /// โฟลเดอร์ของเว็บ · folder of the site [ค่าปกติ: site]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `serve`.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// พอร์ตที่ 127.0.0.1 · port on the loopback (0 = ที่ว่าง · any free one)
    #[arg(long, value_name = "N", default_value_t = 8484)]
    pub port: u16,
    /// สำหรับใคร · for whom [ค่าปกติ: ตาม office.toml]
    #[arg(long, value_name = "public|internal")]
    pub audience: Option<AudienceArg>,
}

/// `templates`.
#[derive(Debug, Args)]
pub struct TemplatesArgs {
    /// คัดลอกไว้ใน templates/ ของสมุด เช่น page/home.html · copy these into the book's templates/
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub write: Vec<String>,
}

/// An audience as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AudienceArg {
    /// ทุกคน ไม่มีชื่อผู้ยืม
    Public,
    /// ภายในและผู้ตรวจสอบ
    Internal,
}

/// `remind`.
#[derive(Debug, Args)]
pub struct RemindArgs {
    /// พิมพ์ว่าใครได้รับอะไร เพราะอะไร · print who gets what and why
    #[arg(long)]
    pub plan: bool,
    /// ส่งจริง ครั้งเดียวต่อรายการ ตามที่ตั้งใน `DUEBOOK_SMTP_URL` · deliver, exactly once
    #[arg(long, conflicts_with_all = ["plan", "out"])]
    pub send: bool,
    /// โฟลเดอร์ของอีเมลที่ซ้อม · folder of the rehearsed mails [ค่าปกติ: outbox]
    #[arg(long, value_name = "DIR", conflicts_with = "plan")]
    pub out: Option<PathBuf>,
    /// ให้รายการที่รอ ส่งอีกครั้งในรอบถัดไป · let what is held go again (ต้องบอก --reason)
    #[arg(long, value_name = "KEY", num_args = 1.., group = "decision", requires = "reason", conflicts_with_all = ["plan", "send", "out"])]
    pub release: Vec<String>,
    /// ไม่ส่งรายการที่รอ ปิดเรื่อง · write off what is held (ต้องบอก --reason)
    #[arg(long, value_name = "KEY", num_args = 1.., group = "decision", requires = "reason", conflicts_with_all = ["plan", "send", "out"])]
    pub write_off: Vec<String>,
    /// ส่งฉบับที่สองของรายการที่ส่งแล้ว · send a second copy (ต้องบอก --reason)
    #[arg(long, value_name = "KEY", num_args = 1.., group = "decision", requires = "reason", conflicts_with_all = ["plan", "send", "out"])]
    pub again: Vec<String>,
    /// เหตุผลของการตัดสินใจ จดไว้ให้ผู้ตรวจสอบ · why, for the journal
    #[arg(long, value_name = "TEXT", requires = "decision")]
    pub reason: Option<String>,
    /// ใครตัดสินใจ · who decides [ค่าปกติ: ชื่อที่ตั้งใน git]
    #[arg(long, value_name = "NAME", requires = "decision")]
    pub by: Option<String>,
}

/// `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// ส่งอีเมลทดสอบหนึ่งฉบับถึงสำนักงานเอง · send one test mail to the office itself
    #[arg(long)]
    pub test_mail: bool,
    /// รอให้อีเมลทดสอบถึงกล่องที่ส่งไม่เกินกี่วินาที · how long to look for it in the mailbox
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "test_mail", value_parser = clap::value_parser!(u32).range(0..=3600))]
    pub wait: u32,
}

/// `mail`.
#[derive(Debug, Args)]
pub struct MailArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: MailCommand,
}

/// What can be done with mails that were sent.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// ทำอีเมลที่ส่งแล้วซ้ำจากประวัติของสมุด เทียบกับค่าตรวจสอบในบันทึก · make them again and compare
    Verify(MailVerifyArgs),
}

/// `mail verify`.
#[derive(Debug, Args)]
pub struct MailVerifyArgs {
    /// เฉพาะการแจ้งเตือนเหล่านี้ (ต้นชื่อก็ได้) เช่น 2570/secretariat-advance-0012 · only these
    #[arg(value_name = "KEY")]
    pub keys: Vec<String>,
    /// เฉพาะปีงบประมาณ พ.ศ. · fiscal year, B.E.
    #[arg(long, value_name = "2570")]
    pub fiscal_year: Option<i32>,
    /// เขียนอีเมลที่ทำซ้ำได้เป็นแฟ้ม .eml ในโฟลเดอร์นี้ · write the mails as files
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `status`.
#[derive(Debug, Default, Args)]
pub struct StatusArgs {
    /// เฉพาะหน่วยงาน (ชื่อโฟลเดอร์) · agency, by folder
    #[arg(long, value_name = "AGENCY")]
    pub agency: Vec<String>,
    /// เฉพาะประเภท · advance or guarantee
    #[arg(long, value_name = "advance|guarantee")]
    pub kind: Option<String>,
    /// เฉพาะสถานะ · state, such as overdue
    #[arg(long, value_name = "STATE")]
    pub state: Vec<String>,
    /// เฉพาะที่มีเครื่องหมาย · flag, such as enforce
    #[arg(long, value_name = "FLAG")]
    pub flag: Vec<String>,
    /// เฉพาะผู้ยืมหรือคู่สัญญา (บางส่วนของชื่อ) · part of a name
    #[arg(long, value_name = "NAME")]
    pub borrower: Option<String>,
    /// ครบกำหนดภายในกี่วันนับจากวันนี้ · due within so many days from today
    #[arg(long, value_name = "DAYS")]
    pub due_within: Option<i64>,
    /// เฉพาะปีงบประมาณ พ.ศ. · fiscal year, B.E.
    #[arg(long, value_name = "2569")]
    pub fiscal_year: Option<i32>,
    /// ยอดรวมตามหัวข้อ แทนรายการ · totals by a subject instead of records
    #[arg(long, value_name = "SUBJECT")]
    pub by: Option<By>,
    /// รวมรายการที่จบแล้ว · settled records too
    #[arg(long, short)]
    pub all: bool,
}

/// A subject of totals, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// หน่วยงาน
    Agency,
    /// ประเภทเงิน (เงินยืม)
    Fund,
    /// เงินยืมหรือหลักประกัน
    Kind,
    /// ปีงบประมาณของสัญญา
    FiscalYear,
    /// โครงการ
    Project,
    /// ผู้ยืมหรือคู่สัญญา
    Borrower,
    /// ยอดยกมา จ่าย ส่งใช้ ยอดยกไป ของแต่ละปีงบประมาณ
    YearEnd,
}

/// `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// โฟลเดอร์ของสมุดใหม่: ว่าง หรือเป็นที่เก็บ git ที่ยังไม่มีระเบียน · folder of the new book
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// ชื่อหน่วยงานเจ้าของสมุด · the office's name
    #[arg(long)]
    pub name: Option<String>,
    /// ชื่อภาษาอังกฤษ · its English name
    #[arg(long)]
    pub name_en: Option<String>,
    /// อีเมลที่ใช้ส่ง · from whom mails come
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// อีเมลที่รับคำตอบ · where answers go [ค่าปกติ: ที่ใช้ส่ง]
    #[arg(long, value_name = "ADDRESS")]
    pub reply_to: Option<String>,
    /// ส่วนราชการ: all (เก้าแห่งของสำนักปลัด กทม.), ชื่อโฟลเดอร์, หรือ โฟลเดอร์=ชื่อ;ย่อ;รหัส · agencies, may be repeated
    #[arg(long, value_name = "FOLDER[=NAME;SHORT;CODE]")]
    pub agency: Vec<String>,
    /// กล่องจดหมายกลางของส่วนราชการ · an agency's mailbox, may be repeated
    #[arg(long, value_name = "FOLDER=ADDRESS")]
    pub mailbox: Vec<String>,
    /// ระเบียบที่ใช้กับเงินยืม · the regulation that advances follow
    #[arg(long, value_name = "bma-2555|mof-2562|moi-2566")]
    pub rules: Option<String>,
    /// หน้าเว็บที่สร้างเป็นแบบใด · for whom a site is built [ค่าปกติ: public]
    #[arg(long, value_name = "public|internal")]
    pub audience: Option<AudienceArg>,
    /// ที่อยู่ของที่เก็บสมุด · address of the book's repository
    #[arg(long, value_name = "URL")]
    pub repository: Option<String>,
    /// ชนิดของที่เก็บ · its kind [ค่าปกติ: ตามที่อยู่ ถ้ารู้จัก]
    #[arg(long, value_name = "github|gitlab|forgejo|gitea", requires = "repository")]
    pub forge: Option<String>,
    /// ที่อยู่ของหน้าเว็บที่เผยแพร่ · address of the published site
    #[arg(long, value_name = "URL")]
    pub site_url: Option<String>,
    /// ที่เก็บของโปรแกรม duebook ซึ่งงานอัตโนมัติใช้สร้างโปรแกรม · repository of the program
    #[arg(long, value_name = "URL")]
    pub program: Option<String>,
    /// บันทึกลง git ด้วย · commit it too
    #[arg(long)]
    pub commit: bool,
}

/// `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// อะไร · what
    #[command(subcommand)]
    pub what: NewWhat,
}

/// What to make.
#[derive(Debug, Subcommand)]
pub enum NewWhat {
    /// เงินยืม · an advance
    Advance(NewRecord<0>),
    /// หลักประกัน · a guarantee
    Guarantee(NewRecord<1>),
    /// แบบรายงานความก้าวหน้าของโครงการ · a project's progress report
    Project(NewRecord<2>),
}

/// `void`.
#[derive(Debug, Args)]
pub struct VoidArgs {
    /// ระเบียน เช่น secretariat/2569/advance-0012
    #[arg(value_name = "PATH")]
    pub path: String,
    /// เหตุการณ์ชนิดใด เช่น clearing · which kind of event
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
    /// ครั้งที่เท่าใด นับจาก 1 · which one of its kind, from 1
    #[arg(long, value_name = "N", requires = "event")]
    pub number: Option<usize>,
    /// เหตุผล · why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// วันที่ยกเลิก [ค่าปกติ: วันนี้]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<NaiveDate>,
    /// บันทึกลง git ด้วย · commit it too
    #[arg(long)]
    pub commit: bool,
}

/// `set`.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// ระเบียน เช่น secretariat/2569/advance-0012
    #[arg(value_name = "PATH")]
    pub path: String,
    /// คีย์=ค่า เช่น returned="21 ต.ค. 2569" borrower.email=a@b.go.th ค่าว่างคือลบ · KEY=VALUE, empty to take it out
    #[arg(value_name = "KEY=VALUE", required = true)]
    pub facts: Vec<String>,
    /// บันทึกลง git ด้วย · commit it too
    #[arg(long)]
    pub commit: bool,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// โฟลเดอร์ของเว็บที่เผยแพร่ เทียบกับ commit ของเว็บนั้นทีละแฟ้ม ไม่ใส่คือตรวจตราประจำวัน · a published site
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// ตราที่พิมพ์บนกระดาษหรือหน้าเว็บ อย่างน้อยแปดตัวแรก ต้องอยู่ในสมุดนี้ · a seal from a page or paper
    #[arg(long, value_name = "HEX", conflicts_with = "dir")]
    pub seal: Option<String>,
    /// นับซ้ำเฉพาะตราล่าสุดกี่ฉบับ · count again what the newest so many seals say [ค่าปกติ: ทุกฉบับ]
    #[arg(long, value_name = "N", conflicts_with = "dir")]
    pub last: Option<usize>,
    /// ใบรับรองของผู้ประทับเวลา (PEM) แทน records/stamp-ca.pem · judge time stamps by this certificate [ค่าปกติ: ของสมุด]
    #[arg(long, value_name = "FILE", conflicts_with = "dir")]
    pub stamp_ca: Option<PathBuf>,
    /// เว็บสำหรับใคร · for whom the site is [ค่าปกติ: ตามที่เว็บบอก]
    #[arg(long, value_name = "public|internal", requires = "dir")]
    pub audience: Option<AudienceArg>,
}

/// `audit`.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// วันแรกของช่วง · the first day [ค่าปกติ: ต้นปีงบประมาณ]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// วันสุดท้ายของช่วง · the last day [ค่าปกติ: วันนี้]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// สุ่มตัวอย่างกี่รายการ ตามจำนวนเงิน · draw a sample of so many records, by money
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// ทำชุดหลักฐานเป็นแฟ้มเดียว: ทะเบียน ข้อพบ ประวัติ อีเมลที่ส่ง ตรา และวิธีตรวจเอง · everything for the auditor in one file
    #[arg(long, value_name = "FILE.zip")]
    pub pack: Option<PathBuf>,
    /// คำตั้งต้นของการสุ่ม คำเดิมได้รายการเดิม · the same seed draws the same records [ค่าปกติ: duebook]
    #[arg(long, value_name = "TEXT", requires = "sample")]
    pub seed: Option<String>,
}

/// `log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// ระเบียน เช่น secretariat/2569/advance-0012 หรือแฟ้มอื่นของสมุด เช่น rules/bma-2555.toml
    #[arg(value_name = "PATH")]
    pub path: String,
}

/// `fmt`.
#[derive(Debug, Args)]
pub struct FmtArgs {
    /// เฉพาะแฟ้มหรือโฟลเดอร์เหล่านี้ · only these files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// ตรวจอย่างเดียว ไม่เขียน · write nothing, end with 1 where a file would change
    #[arg(long)]
    pub check: bool,
}

/// `import`.
#[allow(clippy::struct_excessive_bools, reason = "each is an option as typed")]
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// แฟ้มของหน่วยงาน · the office's file
    #[arg(value_name = "FILE.xlsx|csv")]
    pub file: PathBuf,
    /// แผนผังคอลัมน์ · the mapping of columns [ค่าปกติ: records/import/; ไม่มีแฟ้มนี้: เขียนแผนผังที่เดาไว้]
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// ดูก่อนว่าจะเขียนอะไร ไม่เขียนระเบียน · show what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// เขียนรายการที่ผ่าน แม้มีบางรายการไม่รับ · write what is sound though some is refused
    #[arg(long)]
    pub skip_refused: bool,
    /// แจ้งเตือนรายการใหม่ที่ถึงขั้นเตือนแล้วด้วย · remind of new records that are in a stage already
    #[arg(long)]
    pub remind: bool,
    /// บันทึกลง git ด้วย · commit it too
    #[arg(long, conflicts_with = "dry_run")]
    pub commit: bool,
}

/// `export`.
#[allow(clippy::struct_excessive_bools, reason = "each is an option as typed")]
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// สมุด Excel สำหรับแก้แล้วนำกลับเข้ามา (ค่าปกติ) · a workbook to edit and bring back
    #[arg(long, group = "what")]
    pub xlsx: bool,
    /// ตาราง CSV ของสถานะ ตามเว็บ · the table of states, as on the site
    #[arg(long, group = "what")]
    pub csv: bool,
    /// ปฏิทินวันครบกำหนด ตามเว็บ · the calendar, as on the site
    #[arg(long, group = "what")]
    pub ics: bool,
    /// แฟ้มที่จะเขียน ( - คือทางจอ) · where to write [ค่าปกติ: duebook.xlsx สำหรับ --xlsx นอกนั้นทางจอ]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// สำหรับใคร (--csv --json --ics) · for whom [ค่าปกติ: ตาม office.toml]
    #[arg(long, value_name = "public|internal")]
    pub audience: Option<AudienceArg>,
    /// เฉพาะหน่วยงาน (ชื่อโฟลเดอร์) · agency, by folder
    #[arg(long, value_name = "AGENCY")]
    pub agency: Vec<String>,
    /// เฉพาะประเภท · advance, guarantee or project
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// เฉพาะปีงบประมาณ พ.ศ. · fiscal year, B.E.
    #[arg(long, value_name = "2569")]
    pub fiscal_year: Option<i32>,
}

/// `letter`.
#[derive(Debug, Args)]
pub struct LetterArgs {
    /// ระเบียน เช่น secretariat/2569/advance-0012
    #[arg(value_name = "PATH")]
    pub path: String,
    /// ขั้นเตือน เช่น after-7 · a stage that the record has reached
    #[arg(value_name = "STAGE")]
    pub stage: String,
    /// เลขที่หนังสือ เช่น "กท 0303/163" · the letter's number
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// โฟลเดอร์ของหนังสือ · folder of the letters [ค่าปกติ: outbox/letters]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// ส่งแล้ว เก็บฉบับนี้ไว้ในสมุด · it was sent: keep it in the book
    #[arg(long)]
    pub keep: bool,
    /// บันทึกลง git ด้วย · commit it too
    #[arg(long, requires = "keep")]
    pub commit: bool,
}

/// `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// โฟลเดอร์ของ schema · folder of the schemas [ค่าปกติ: schema]
    #[arg(long, value_name = "DIR", conflicts_with = "print")]
    pub out: Option<PathBuf>,
    /// พิมพ์ของแฟ้มชนิดเดียวออกมา ไม่เขียนแฟ้ม · print one kind, write nothing
    #[arg(long, value_name = "KIND", value_parser = kind_of_file)]
    pub print: Option<File>,
}

/// Reads a kind of file by its name.
fn kind_of_file(text: &str) -> Result<File, String> {
    let known = File::ALL.iter().find(|(name, _)| *name == text);
    known
        .map(|(_, file)| *file)
        .ok_or_else(|| File::ALL.map(|(name, _)| name).join(" · "))
}

/// `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// เชลล์ · shell
    pub shell: clap_complete::Shell,
}

/// `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// เขียนทุกหน้าลงโฟลเดอร์นี้ แทนหน้าหลักทางจอ · write all pages into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
