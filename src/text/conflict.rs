//! What git leaves in a file that two people changed: both texts, between
//! marks. Whatever else would be said of such a file is noise.

use super::code::Code;
use super::diagnostic::{Faults, Words};
use super::source::Span;

/// Reports the marks of a join that git could not make; returns whether there
/// are any. Nothing of the file is read then.
pub(super) fn told(faults: &Faults<'_>) -> bool {
    let text = &faults.source.text;
    // The mark is rare, the first letter of a line common.
    if !text.contains("<<<<<<< ") {
        return false;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            faults.lose_all();
            faults.add(
                Code::MergeConflict,
                Span::from(start..start + line.trim_end().len()),
                Words::new(
                    "สองคนเขียนแฟ้มนี้คนละแบบ git เก็บไว้ให้ทั้งสองชุด",
                    "Two people wrote this file differently; git has kept both texts",
                ),
                Words::new(
                    "ถ้าเป็นคนละสัญญา: เหลือชุดของอีกคนไว้ในแฟ้มนี้ แล้วบันทึกของตนใหม่ด้วย  duebook new  ซึ่งใช้เลขแฟ้มถัดไป  ถ้าเป็นสัญญาเดียวกัน: ก็เหลือชุดของอีกคน  แล้วบันทึกของตนใหม่ด้วยคำสั่งเดิม เช่น  duebook clear  ทั้งสองกรณีลบบรรทัดที่ขึ้นต้นด้วย <<<<<<< ======= >>>>>>>",
                    "Two contracts: leave the other's text here and enter your own again with  duebook new,  which takes the next number. One contract: leave the other's text too, and enter your own again, with  duebook clear  for one. In both cases delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
                ),
            );
            return true;
        }
        start += line.len();
    }
    false
}
