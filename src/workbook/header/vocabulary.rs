//! The words of the registers, and what each column is.
//!
//! Offices keep the two registers in many forms, and next year somebody will write
//! their titles a little differently. A column is known by
//! words that its title holds, the longest first; the last line of a title of
//! several rows weighs most.

use super::super::value::plain;

/// What a title may hold, all of it, and what the column then is.
pub type Words = [(&'static [&'static str], &'static str)];

/// Columns that are left out on purpose: known, and nothing to import.
pub const NOTHING: &str = "-";
/// A part of the amount: เบี้ยเลี้ยง, ที่พัก.
pub const PART: &str = "amount+";
/// What is left to clear, for comparison.
pub const LEFT: &str = "=outstanding";

/// The words of ทะเบียนคุมลูกหนี้เงินยืม.
pub const ADVANCE: &Words = &[
    (&["ลำดับ"], NOTHING),
    (&["ลำดับที่"], NOTHING),
    (&["ที่"], NOTHING),
    (&["no"], NOTHING),
    (&["ระเบียน"], "path"),
    (&["หน่วยงาน"], "agency"),
    (&["ส่วนราชการ"], "agency"),
    (&["สังกัด"], "agency"),
    (&["agency"], "agency"),
    (&["ชื่อสกุล"], "borrower.name"),
    (&["ชื่อนามสกุล"], "borrower.name"),
    (&["ชื่อผู้ยืม"], "borrower.name"),
    (&["ชื่อสกุลผู้ยืม"], "borrower.name"),
    (&["ผู้ยืม"], "borrower.name"),
    (&["ผู้ยืมเงิน"], "borrower.name"),
    (&["ลูกหนี้"], "borrower.name"),
    (&["ชื่อลูกหนี้"], "borrower.name"),
    (&["borrower"], "borrower.name"),
    (&["ตำแหน่ง"], "borrower.position"),
    (&["position"], "borrower.position"),
    (&["อีเมล"], "borrower.email"),
    (&["email"], "borrower.email"),
    (&["ไปรษณีย์อิเล็กทรอนิกส์"], "borrower.email"),
    (&["เลขที่สัญญา"], "contract"),
    (&["สัญญาเลขที่"], "contract"),
    (&["เลขสัญญา"], "contract"),
    (&["เลขที่ใบยืม"], "contract"),
    (&["ใบยืมเลขที่"], "contract"),
    (&["เลขที่บย"], "contract"),
    (&["บยเลขที่"], "contract"),
    (&["สัญญายืมเงินเลขที่"], "contract"),
    (&["เลขที่สัญญายืมเงิน"], "contract"),
    (&["เลขที่สัญญาการยืมเงิน"], "contract"),
    (&["contractno"], "contract"),
    (&["contractnumber"], "contract"),
    (&["วันที่ยืม"], "contracted"),
    (&["วันที่ยืมเงิน"], "contracted"),
    (&["วันเดือนปีที่ยืม"], "contracted"),
    (&["วันที่สัญญา"], "contracted"),
    (&["วันที่ทำสัญญา"], "contracted"),
    (&["วันทำสัญญา"], "contracted"),
    (&["วันที่ใบยืม"], "contracted"),
    (&["สัญญา", "ลงวันที่"], "contracted"),
    (&["dateofcontract"], "contracted"),
    (&["วันที่รับเงิน"], "received"),
    (&["วันรับเงิน"], "received"),
    (&["วันที่ได้รับเงิน"], "received"),
    (&["วันที่โอนเงิน"], "received"),
    (&["วันโอนเงิน"], "received"),
    (&["วันที่จ่ายเงิน"], "received"),
    (&["วันที่จ่าย"], "received"),
    (&["วันกลับ"], "returned"),
    (&["วันที่กลับ"], "returned"),
    (&["วันกลับมาถึง"], "returned"),
    (&["วันที่เดินทางกลับ"], "returned"),
    (&["กำหนดส่งใช้"], "due_printed"),
    (&["วันครบกำหนด"], "due_printed"),
    (&["ครบกำหนด"], "due_printed"),
    (&["วันที่ครบกำหนด"], "due_printed"),
    (&["กำหนดชดใช้"], "due_printed"),
    (&["กำหนดใช้คืน"], "due_printed"),
    (&["duedate"], "due_printed"),
    (&["จำนวนเงิน"], "amount"),
    (&["จำนวนเงินยืม"], "amount"),
    (&["จำนวนเงินที่ยืม"], "amount"),
    (&["ยอดเงินยืม"], "amount"),
    (&["เงินยืม"], "amount"),
    (&["ยอดยืม"], "amount"),
    (&["จำนวนเงิน", "รวม"], "amount"),
    (&["รวมเป็นเงิน"], "amount"),
    (&["amount"], "amount"),
    (&["เบี้ยเลี้ยง"], PART),
    (&["ค่าเบี้ยเลี้ยง"], PART),
    (&["ที่พัก"], PART),
    (&["ค่าที่พัก"], PART),
    (&["พาหนะ"], PART),
    (&["ค่าพาหนะ"], PART),
    (&["ค่าลงทะเบียน"], PART),
    (&["ค่าวิทยากร"], PART),
    (&["ค่าอาหาร"], PART),
    (&["จำนวนเงิน", "อื่นๆ"], PART),
    (&["เงินยืม", "อื่นๆ"], PART),
    (&["ค่าใช้จ่ายอื่น"], PART),
    (&["ประเภทเงิน"], "fund"),
    (&["ประเภทเงินยืม"], "fund"),
    (&["แหล่งเงิน"], "fund"),
    (&["fund"], "fund"),
    (&["วัตถุประสงค์"], "purpose"),
    (&["วัตถุประสงค์การยืม"], "purpose"),
    (&["purpose"], "purpose"),
    (&["โครงการ"], "project"),
    (&["โครงการกิจกรรม"], "project"),
    (&["โครงการหลักสูตร"], "project"),
    (&["หลักสูตร"], "project"),
    (&["รายการ"], "project"),
    (&["ยืมเพื่อ"], "project"),
    (&["project"], "project"),
    (&["หมวดรายจ่าย"], "category"),
    (&["หมวด"], "category"),
    (&["วันที่ส่งใช้"], "clearing.date"),
    (&["วันส่งใช้"], "clearing.date"),
    (&["วันที่ชดใช้"], "clearing.date"),
    (&["วันที่ล้างหนี้"], "clearing.date"),
    (&["วันที่คืนเงิน"], "clearing.date"),
    (&["ส่งใช้", "วันที่"], "clearing.date"),
    (&["ส่งใช้", "วันเดือนปี"], "clearing.date"),
    (&["ชดใช้", "วันที่"], "clearing.date"),
    (&["ใบสำคัญ"], "clearing.vouchers"),
    (&["ส่งใช้ใบสำคัญ"], "clearing.vouchers"),
    (&["จำนวนใบสำคัญ"], "clearing.vouchers"),
    (&["ใบสำคัญ", "จำนวนเงิน"], "clearing.vouchers"),
    (&["เงินสด"], "clearing.cash"),
    (&["เงินสดเงินโอน"], "clearing.cash"),
    (&["คืนเงินสด"], "clearing.cash"),
    (&["เงินสด", "จำนวนเงิน"], "clearing.cash"),
    (&["เงินเหลือจ่าย"], "clearing.cash"),
    (&["หักเงินเดือน"], "clearing.salary"),
    (&["ใบสำคัญเลขที่"], "clearing.receipt"),
    (&["ใบรับใบสำคัญ"], "clearing.receipt"),
    (&["ใบเสร็จ"], "clearing.receipt"),
    (&["เลขที่ใบเสร็จ"], "clearing.receipt"),
    (&["ใบเสร็จเล่มที่เลขที่"], "clearing.receipt"),
    (&["ใบเสร็จรับเงิน"], "clearing.receipt"),
    (&["เหตุที่ส่งช้า"], "clearing.late_reason"),
    (&["คงค้าง"], LEFT),
    (&["คงเหลือ"], LEFT),
    (&["ยอดคงค้าง"], LEFT),
    (&["outstanding"], LEFT),
    (&["หมายเหตุ"], "notes"),
    (&["notes"], "notes"),
    (&["remarks"], "notes"),
];

/// The words of ทะเบียนคุมหลักประกันสัญญา, cash and letters.
pub const GUARANTEE: &Words = &[
    (&["ลำดับ"], NOTHING),
    (&["ลำดับที่"], NOTHING),
    (&["ที่"], NOTHING),
    (&["no"], NOTHING),
    (&["ระเบียน"], "path"),
    (&["หน่วยงาน"], "agency"),
    (&["ส่วนราชการ"], "agency"),
    (&["agency"], "agency"),
    (&["วันที่รับ"], "received"),
    (&["วันที่รับหลักประกัน"], "received"),
    (&["วันรับหลักประกัน"], "received"),
    (&["วันเดือนปีที่รับ"], "received"),
    (&["dateofreceipt"], "received"),
    (&["รายการ"], "project"),
    (&["ชื่องาน"], "project"),
    (&["งานตามสัญญา"], "project"),
    (&["โครงการ"], "project"),
    (&["work"], "project"),
    (&["ใบเสร็จ"], "receipt"),
    (&["เล่มที่เลขที่ใบเสร็จ"], "receipt"),
    (&["เลขที่ใบเสร็จ"], "receipt"),
    (&["ใบรับหลักประกัน"], "receipt"),
    (&["เล่มที่เลขที่"], "receipt"),
    (&["ประเภท"], "form"),
    (&["ชนิดหลักประกัน"], "form"),
    (&["ประเภทหลักประกัน"], "form"),
    (&["form"], "form"),
    (&["หลักประกันเพื่อ"], "kind"),
    (&["จำนวนเงิน"], "amount"),
    (&["จำนวนเงินหลักประกัน"], "amount"),
    (&["วงเงินค้ำประกัน"], "amount"),
    (&["จำนวนเงินค้ำประกัน"], "amount"),
    (&["amount"], "amount"),
    (&["มูลค่าสัญญา"], "contract_amount"),
    (&["วงเงินตามสัญญา"], "contract_amount"),
    (&["จำนวนเงินตามสัญญา"], "contract_amount"),
    (&["วงเงินสัญญา"], "contract_amount"),
    (&["ราคาจ้าง"], "contract_amount"),
    (&["เลขที่สัญญา"], "contract"),
    (&["สัญญาเลขที่"], "contract"),
    (&["เลขสัญญา"], "contract"),
    (&["contractno"], "contract"),
    (&["contractnumber"], "contract"),
    (&["วันที่สัญญา"], "contracted"),
    (&["วันที่ทำสัญญา"], "contracted"),
    (&["วันทำสัญญา"], "contracted"),
    (&["สัญญา", "ลงวันที่"], "contracted"),
    (&["ผู้ขาย"], "contractor.name"),
    (&["ผู้รับจ้าง"], "contractor.name"),
    (&["ผู้ขายผู้รับจ้าง"], "contractor.name"),
    (&["คู่สัญญา"], "contractor.name"),
    (&["ชื่อคู่สัญญา"], "contractor.name"),
    (&["ผู้วางหลักประกัน"], "contractor.name"),
    (&["contractor"], "contractor.name"),
    (&["คู่สัญญาเป็น"], "contractor.kind"),
    (&["อีเมล"], "contractor.email"),
    (&["email"], "contractor.email"),
    (&["เลขประจำตัวผู้เสียภาษี"], "contractor.tax_id"),
    (&["วันตรวจรับ"], "accepted"),
    (&["วันที่ตรวจรับ"], "accepted"),
    (&["ระยะเวลารับประกัน"], "warranty"),
    (&["ระยะเวลาค้ำประกัน"], "warranty"),
    (&["รับประกันความชำรุด"], "warranty"),
    (&["วันพ้นข้อผูกพัน"], "released"),
    (&["พ้นภาระผูกพัน"], "released"),
    (&["ครบกำหนดการค้ำประกัน"], "released"),
    (&["ค้ำประกัน", "ครบกำหนด"], "released"),
    (&["ธนาคาร"], "lg.bank"),
    (&["bank"], "lg.bank"),
    (&["เลขที่lg"], "lg.number"),
    (&["lgเลขที่"], "lg.number"),
    (&["เลขที่หนังสือค้ำประกัน"], "lg.number"),
    (&["หนังสือค้ำประกันเลขที่"], "lg.number"),
    (&["วันสิ้นสุดlg"], "lg.valid_until"),
    (&["lg", "สิ้นสุด"], "lg.valid_until"),
    (&["หนังสือค้ำประกัน", "สิ้นสุด"], "lg.valid_until"),
    (&["validuntil"], "lg.valid_until"),
    (&["วันตรวจชำรุดบกพร่อง"], "inspection.date"),
    (&["วันที่ตรวจชำรุด"], "inspection.date"),
    (&["ผลการตรวจ"], "inspection.result"),
    (&["ผลตรวจ"], "inspection.result"),
    (&["วันแจ้ง"], "notice.date"),
    (&["วันที่แจ้ง"], "notice.date"),
    (&["เลขที่หนังสือแจ้ง"], "notice.number"),
    (&["วันคืน"], "refund.date"),
    (&["วันที่คืน"], "refund.date"),
    (&["วันที่คืนหลักประกัน"], "refund.date"),
    (&["จำนวนเงินที่คืน"], "refund.amount"),
    (&["คืน", "จำนวนเงิน"], "refund.amount"),
    (&["เลขที่ฎีกา"], "refund.reference"),
    (&["ฎีกา"], "refund.reference"),
    (&["เลขที่เช็ค"], "refund.reference"),
    (&["หมายเหตุ"], "notes"),
    (&["notes"], "notes"),
];

/// The longest title: what is longer is a text of its own, however many words of
/// the register stand in it.
const LONGEST: usize = 2_000;

/// Words of a register, ready to be looked for in many titles.
#[derive(Clone, Debug)]
pub struct Vocabulary(Vec<(Vec<String>, &'static str)>);

impl Vocabulary {
    /// Takes what people vary out of words, once for all titles.
    #[must_use]
    pub fn of(words: &Words) -> Vocabulary {
        let bare = |words: &[&str]| words.iter().map(|word| plain(word)).collect();
        Vocabulary(words.iter().map(|(needed, target)| (bare(needed), *target)).collect())
    }

    /// Returns what a column is by the lines of its title; nothing where no words
    /// of the register are in it.
    #[must_use]
    pub fn target(&self, parts: &[impl AsRef<str>]) -> Option<&'static str> {
        self.score(parts).map(|(_, target)| target)
    }

    /// As [`Vocabulary::target`], with how sure it is.
    #[must_use]
    pub fn score(&self, parts: &[impl AsRef<str>]) -> Option<(usize, &'static str)> {
        if parts.iter().map(|part| part.as_ref().len()).sum::<usize>() > LONGEST {
            return None;
        }
        let bare: Vec<String> = parts.iter().map(|part| plain(part.as_ref())).collect();
        let (own, whole) = (bare.last()?.as_str(), bare.concat());
        self.0
            .iter()
            .filter_map(|(needed, target)| {
                // A short word must be the whole line: "ที่" is in half of all titles.
                let within = |word: &String| {
                    if word.chars().count() < 4 {
                        own == word
                    } else {
                        whole.contains(word.as_str())
                    }
                };
                let spread = |word: &String| whole.contains(word.as_str());
                let held = if needed.len() > 1 {
                    needed.iter().all(spread)
                } else {
                    needed.iter().all(within)
                };
                let exact = if needed.iter().any(|word| word == own) { 100 } else { 0 };
                let ending = if needed.iter().any(|word| own.contains(word.as_str())) {
                    40
                } else {
                    0
                };
                let length: usize = needed.iter().map(|word| word.chars().count()).sum();
                held.then_some((exact + ending + length, *target))
            })
            .max_by_key(|(score, _)| *score)
    }
}
