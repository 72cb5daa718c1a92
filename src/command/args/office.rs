//! The day's job, the site, the office's own book.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::options::{AudienceArg, fiscal_year, whole};
use crate::site::Part;

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

/// `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// สำหรับใคร · for whom [ค่าปกติ: ตาม office.toml]
    #[arg(long, value_name = "public|internal")]
    pub audience: Option<AudienceArg>,
    /// โฟลเดอร์ของเว็บ · folder of the site [ค่าปกติ: site]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// เฉพาะส่วนที่ I จาก N ให้หลายเครื่องช่วยกัน แล้วรวมด้วย merge · one part of N, for several machines
    #[arg(long, value_name = "I/N", requires = "out", value_parser = part)]
    pub shard: Option<Part>,
}

/// `merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// โฟลเดอร์ของทุกส่วน · the folders of all parts
    #[arg(value_name = "DIR", required = true)]
    pub shards: Vec<PathBuf>,
    /// โฟลเดอร์ของเว็บที่รวมแล้ว · folder of the whole site
    #[arg(long, value_name = "DIR", default_value = "site")]
    pub out: PathBuf,
}

fn part(text: &str) -> Result<Part, String> {
    Part::read(text).ok_or_else(|| "เขียนเช่น 1/4 · write such as 1/4".to_owned())
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
    #[arg(long, value_name = "DAYS", value_parser = whole::<i64>)]
    pub due_within: Option<i64>,
    /// เฉพาะปีงบประมาณ พ.ศ. · fiscal year, B.E.
    #[arg(long, value_name = "2569", value_parser = fiscal_year)]
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
