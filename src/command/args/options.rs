//! Options that every command takes, and what several share.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::day::FISCAL_YEARS;
use crate::text::Lang;

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
    /// บอกว่าแต่ละขั้นใช้เวลาเท่าใด · how long each step took
    #[arg(long, global = true)]
    pub timings: bool,
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

/// An audience as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AudienceArg {
    /// ทุกคน ไม่มีชื่อผู้ยืม
    Public,
    /// ภายในและผู้ตรวจสอบ
    Internal,
}

/// Reads a day in any Thai form that can mean only one day.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    crate::text::typed::day(text).map_err(|words| format!("{} · {}", words.th, words.en))
}

/// Reads a fiscal year, B.E.: of any other nothing would be found, in silence.
pub(super) fn fiscal_year(text: &str) -> Result<i32, String> {
    let year = whole(text)?;
    if FISCAL_YEARS.contains(&year) {
        return Ok(year);
    }
    Err("ต้องเป็นปีงบประมาณ พ.ศ. เช่น 2570 · a fiscal year, B.E., such as 2570".to_owned())
}

/// Reads a whole number, in Thai digits too.
pub(in crate::command) fn whole<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    let digits = crate::thai::digits::to_arabic(text);
    digits
        .trim()
        .parse()
        .map_err(|_| "ต้องเป็นจำนวนเต็ม เช่น 30 · a whole number, such as 30".to_owned())
}
