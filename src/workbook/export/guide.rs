//! The first sheet: how to edit the workbook and bring it back.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::Kept;
use super::look::Look;
use super::{GUIDE, MARK};

const LINES: [&str; 13] = [
    "แก้ในแผ่นงานอื่นของแฟ้มนี้ บันทึก แล้วนำกลับเข้าสมุดด้วย  duebook import แฟ้มนี้.xlsx --dry-run  ดูผลก่อน แล้วเรียกอีกครั้งโดยไม่ใส่ --dry-run",
    "ช่องที่ไม่แก้ ระเบียนไม่เปลี่ยน ช่องที่แก้ เปลี่ยนเฉพาะบรรทัดนั้น หมายเหตุและลำดับบรรทัดในแฟ้มระเบียนอยู่ครบ",
    "อย่าแก้คอลัมน์ ระเบียน และ ครั้งที่ สองคอลัมน์นี้บอกว่าแถวเป็นของแฟ้มใด เหตุการณ์ใด ชื่อคอลัมน์และชื่อแผ่นงานก็อย่าเปลี่ยน",
    "สัญญาใหม่: เติมแถวใหม่ในแผ่น เงินยืม หรือ หลักประกัน เว้นช่อง ระเบียน ให้ว่าง โปรแกรมให้เลขถัดไปเอง (สมุดที่มีหลายหน่วยงาน ใช้ duebook new)",
    "เหตุการณ์ใหม่ เช่น ส่งใช้เงินยืม: เติมแถวใหม่ในแผ่นของเหตุการณ์ ใส่ ระเบียน (หรือเลขที่สัญญาในวงเล็บ) เว้น ครั้งที่ ให้ว่าง",
    "ลบค่าในช่อง = ลบค่านั้นจากระเบียน ลบทั้งแถวหรือทั้งคอลัมน์ไม่มีผล เหตุการณ์ที่บันทึกผิดใช้ช่อง ยกเลิกรายการนี้ ไม่ลบทิ้ง",
    "วันที่แสดงเป็น พ.ศ. แต่เก็บเป็นวันที่ของ Excel พิมพ์วันที่ได้ทุกแบบ เช่น 8 พ.ค. 2566",
    "ช่องที่เขียนว่า ⟦แก้ในแฟ้ม · edit in the file⟧ มีข้อความที่ Excel เก็บไม่ครบ แก้ได้ในแฟ้มระเบียนเท่านั้น (รายชื่ออยู่ข้างล่าง)",
    "",
    "Edit the other sheets, save, and bring the file back with  duebook import FILE.xlsx --dry-run,  then again without --dry-run.",
    "Leave the columns ระเบียน (the record's path) and ครั้งที่ (the event's number), the titles and the names of sheets as they are.",
    "New rows: leave the path empty (a new record) or the number empty (a new event). An emptied cell takes the fact out; a deleted row does nothing.",
    "",
];

pub(super) fn write(sheet: &mut Worksheet, look: &Look, kept: &[Kept]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 60)?;
    sheet.set_column_width(1, 30)?;
    sheet.write_string_with_format(0, 0, MARK, &look.path)?;
    sheet.write_string_with_format(1, 0, GUIDE, &look.title)?;
    let mut row = 2;
    for line in LINES {
        row += 1;
        sheet.write_string(row, 0, line)?;
    }
    for one in kept.iter().take(10_000) {
        row += 1;
        sheet.write_string(row, 0, &one.path)?;
        sheet.write_string(row, 1, &one.label)?;
    }
    Ok(())
}
