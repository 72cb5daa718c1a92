//! Mails and letters.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::options::fiscal_year;

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
    #[arg(long, value_name = "2570", value_parser = fiscal_year)]
    pub fiscal_year: Option<i32>,
    /// เขียนอีเมลที่ทำซ้ำได้เป็นแฟ้ม .eml ในโฟลเดอร์นี้ · write the mails as files
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
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
