//! What may be typed. Help is in Thai first, broken by hand: Thai has no
//! spaces at which a terminal could break it.

mod book;
mod evidence;
mod office;
mod options;
mod reminders;

use clap::{Parser, Subcommand};

pub(super) use book::{
    CheckArgs, ExportArgs, FmtArgs, Format, ImportArgs, NewArgs, NewWhat, SchemaArgs, SetArgs, VoidArgs,
};
pub(super) use evidence::{AuditArgs, LogArgs, VerifyArgs};
#[cfg(feature = "serve")]
pub(super) use office::ServeArgs;
pub(super) use office::{
    BuildArgs, By, CompletionsArgs, InitArgs, ManArgs, MergeArgs, RunArgs, StatusArgs, TemplatesArgs,
};
pub(super) use options::{AudienceArg, Options, whole};
pub(super) use reminders::{DoctorArgs, LetterArgs, MailArgs, MailCommand, MailVerifyArgs, RemindArgs};

use super::event::EventArgs;

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

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// งานหลักของวัน: ตรวจ → สร้างเว็บ → ซ้อมแจ้งเตือน · the day's whole job
    Run(RunArgs),
    /// ตรวจสมุดทั้งเล่ม บอกทุกข้อผิดพลาดในครั้งเดียว · check the book
    Check(CheckArgs),
    /// สร้างเว็บแสดงสถานะ · render the status site
    Build(BuildArgs),
    /// รวมส่วนของเว็บที่หลายเครื่องสร้าง (build --shard) · put the parts of a site together
    Merge(MergeArgs),
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
