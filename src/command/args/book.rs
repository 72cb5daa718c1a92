//! Records entered, brought into form, in and out.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::options::{AudienceArg, day, fiscal_year, whole};
use crate::command::new::NewRecord;
use crate::record::shape::File;

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
    #[arg(long, value_name = "N", value_parser = whole::<usize>, requires = "event")]
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
    #[arg(long, value_name = "2569", value_parser = fiscal_year)]
    pub fiscal_year: Option<i32>,
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
