//! Writes a register of advances with as many rows as asked for, for measuring
//! `import`: `cargo run --release --example workbook -- 100000 register.xlsx`.
//!
//! Nine columns of an office's own register, a title, B.E. dates in words and
//! as cells, amounts as numbers and as text; one row in four was cleared.

use std::error::Error;

use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const HEAD: [&str; 11] = [
    "ลำดับ",
    "ชื่อ-สกุลผู้ยืม",
    "เลขที่สัญญา (บย.)",
    "วันที่ยืม",
    "วันที่รับเงิน",
    "จำนวนเงินยืม",
    "วัตถุประสงค์",
    "วันที่ส่งใช้",
    "ใบสำคัญ",
    "เงินสด",
    "หมายเหตุ",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let rows: u32 = words.next().ok_or("how many rows?")?.parse()?;
    let out = words.next().ok_or("into which file?")?;
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("d/m/yyyy");
    let sheet = book.add_worksheet();
    sheet.set_name("เงินยืมเงินทดรองราชการ")?;
    sheet.write(0, 0, "ทะเบียนคุมลูกหนี้เงินยืม สำนักงานเลขานุการปลัดกรุงเทพมหานคร")?;
    for (column, title) in (0u16..).zip(HEAD) {
        sheet.write(2, column, title)?;
    }
    let first = NaiveDate::from_ymd_opt(2016, 10, 3).ok_or("a day")?;
    for n in 0..rows {
        let row = n + 3;
        let date = first + Days::new(u64::from(n % 3600));
        let cell = ExcelDateTime::from_ymd(
            u16::try_from(date.year())?,
            u8::try_from(date.month())?,
            u8::try_from(date.day())?,
        )?;
        let amount = 1_000 + (n % 900) * 25;
        sheet.write(row, 0, n + 1)?;
        sheet.write(row, 1, format!("นางสาวสมมติ ตัวอย่าง{n}"))?;
        sheet.write(row, 2, format!("บย. {}/{}", n + 1, date.year() + 543))?;
        sheet.write_datetime_with_format(row, 3, &cell, &day)?;
        sheet.write(row, 4, duebook::thai::date::medium(date))?;
        if n % 2 == 0 {
            sheet.write(row, 5, amount)?;
        } else {
            sheet.write(row, 5, format!("{amount}.00"))?;
        }
        sheet.write(row, 6, format!("อบรมครั้งที่ {n}"))?;
        if n % 4 == 0 {
            sheet.write_datetime_with_format(row, 7, &cell, &day)?;
            sheet.write(row, 8, amount - 500)?;
            sheet.write(row, 9, 500)?;
        }
        if n % 10 == 0 {
            sheet.write(row, 10, "เอกสารครบ")?;
        }
    }
    book.save(&out)?;
    Ok(())
}
