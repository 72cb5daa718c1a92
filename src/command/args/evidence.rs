//! The past, and whether it stands.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::options::{AudienceArg, day};

/// `log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// ระเบียน เช่น secretariat/2569/advance-0012 หรือแฟ้มอื่นของสมุด เช่น rules/bma-2555.toml
    #[arg(value_name = "PATH")]
    pub path: String,
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
