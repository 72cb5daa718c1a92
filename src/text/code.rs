//! The catalogue of mistakes: every finding has one stable code, a weight and
//! a title. `docs/errors.md` is made from this list and the broken files in
//! `tests/errors/`.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The book cannot be relied on; nothing is built or sent.
    Error,
    /// Worth an officer's look; nothing stops.
    Warning,
}

impl Severity {
    /// Returns the word that `--json` and annotations use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $th:literal $en:literal)*) => {
        /// A kind of finding. Its name is stable: pages, scripts and officers quote it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $en] $variant,)* }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Returns the stable name, such as `over-return`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Returns the usual weight of a finding with this code.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// Returns the title in Thai.
            #[must_use]
            pub fn title_th(self) -> &'static str {
                match self { $(Code::$variant => $th,)* }
            }

            /// Returns the title in English.
            #[must_use]
            pub fn title_en(self) -> &'static str {
                match self { $(Code::$variant => $en,)* }
            }
        }
    };
}

codes! {
    // Files and places
    UnreadableFile "unreadable-file" Error "อ่านแฟ้มไม่ได้" "A file that cannot be read"
    NotUtf8 "not-utf8" Error "แฟ้มไม่ได้บันทึกเป็น UTF-8" "A file that is not UTF-8"
    FileTooLarge "file-too-large" Error "แฟ้มใหญ่ผิดปกติ" "A file too large to be a record"
    Symlink "symlink" Error "ลิงก์แทนแฟ้มจริง" "A symbolic link in place of a file"
    NotAFile "not-a-file" Error "โฟลเดอร์ใช้ชื่อของระเบียน" "A folder with the name of a record"
    MisplacedFile "misplaced-file" Error "แฟ้มอยู่ผิดที่หรือชื่อผิดแบบ" "A file in the wrong place or with a wrong name"
    JournalFile "journal-file" Error "แฟ้มใน records/journal ที่โปรแกรมไม่ได้เขียน" "A file of the journal that the program did not write"
    LetterAltered "letter-altered" Error "หนังสือที่ส่งแล้วถูกแก้หรือหายไป" "A sent letter that was changed or is gone"
    ApprovalFile "approval-file" Error "คำอนุมัติผิดรูป" "A malformed approval"
    MissingOffice "missing-office" Error "ไม่มี records/office.toml" "No records/office.toml"
    NewerFormat "newer-format" Error "สมุดใหม่กว่าโปรแกรม" "A book newer than the program"
    UnknownAgency "unknown-agency" Error "โฟลเดอร์ที่ไม่มี agency.toml" "A folder without agency.toml"
    WrongFiscalYear "wrong-fiscal-year" Error "ปีงบประมาณของโฟลเดอร์ไม่ตรงกับวันที่" "A folder's fiscal year against the record's date"
    // Before TOML
    MergeConflict "merge-conflict" Error "สองคนแก้แฟ้มเดียวกัน git รวมให้ไม่ได้" "Two people changed one file, and git could not join them"
    // TOML and keys
    Syntax "syntax" Error "เขียนผิดรูปแบบ TOML" "Text that is not TOML"
    DuplicateKey "duplicate-key" Error "คีย์ซ้ำ" "A key written twice"
    UnknownKey "unknown-key" Error "คีย์ที่ไม่รู้จัก" "An unknown key"
    MissingKey "missing-key" Error "ขาดคีย์ที่ต้องมี" "A required key that is missing"
    WrongType "wrong-type" Error "ชนิดของค่าไม่ถูกต้อง" "A value of the wrong type"
    UnknownChoice "unknown-choice" Error "ค่าที่ไม่มีให้เลือก" "A value that is not among the choices"
    ControlCharacter "control-character" Error "ข้อความมีอักขระควบคุมที่มองไม่เห็น" "A text with a control character"
    EmptyText "empty-text" Error "ข้อความว่าง" "An empty text"
    // Dates
    BuddhistYear "buddhist-year" Error "ปีในวันที่ต้องเป็น ค.ศ." "A Buddhist-Era year in a date"
    QuotedDate "quoted-date" Error "วันที่อยู่ในเครื่องหมายคำพูดหรือผิดรูป" "A date in quotes or in another form"
    DateWithTime "date-with-time" Error "วันที่มีเวลาติดมา" "A date with a time of day"
    ImplausibleYear "implausible-year" Error "ปีที่เป็นไปไม่ได้" "A year that cannot be meant"
    // Amounts
    QuotedAmount "quoted-amount" Error "จำนวนเงินอยู่ในเครื่องหมายคำพูด" "An amount in quotes"
    BadAmount "bad-amount" Error "จำนวนเงินผิดรูป" "An amount in a wrong form"
    AmountNotPositive "amount-not-positive" Error "จำนวนเงินต้องมากกว่าศูนย์" "An amount that is not above zero"
    NoAmount "no-amount" Error "เหตุการณ์ทางการเงินไม่มีจำนวนเงิน" "A money event without an amount"
    // Addresses
    BadAddress "bad-address" Error "ที่อยู่อีเมลผิดรูป" "A malformed mail address"
    MissingAddress "missing-address" Warning "ไม่มีที่อยู่ให้แจ้งเตือน" "No address to remind"
    // Money events
    OverReturn "over-return" Error "ส่งใช้หรือคืนเกินยอดคงเหลือ" "More cleared or returned than is left"
    RepeatedReceipt "repeated-receipt" Warning "เลขที่ใบเสร็จหรือใบรับใบสำคัญซ้ำ" "A receipt number used twice"
    FarOverSpent "far-over-spent" Warning "ใบสำคัญเกินสองเท่าของยอดคงค้าง" "Vouchers more than twice what was outstanding"
    BeforePayout "before-payout" Error "เหตุการณ์ทางการเงินก่อนวันรับเงิน" "A money event before the pay-out"
    OverPayout "over-payout" Error "จ่ายเงินเกินจำนวนตามสัญญา" "Paid out more than the contract's amount"
    ReceivedDisagrees "received-disagrees" Error "วันรับเงินสองแห่งไม่ตรงกัน" "Two days of receipt that disagree"
    BeforeContract "before-contract" Error "วันที่ก่อนวันทำสัญญา" "A day before the contract"
    ReturnedBeforeContract "returned-before-contract" Error "วันกลับก่อนวันทำสัญญา" "A return before the contract"
    OverObjection "over-objection" Error "ทักท้วงเกินยอดที่ส่งใช้" "An objection above what was cleared"
    ObjectionOrder "objection-order" Error "วันแก้ข้อทักท้วงก่อนวันทักท้วง" "An objection resolved before it was raised"
    OverReimbursement "over-reimbursement" Error "จ่ายชดเชยเกินส่วนที่จ่ายเกิน" "Reimbursed more than was over-spent"
    VoidOrder "void-order" Error "ยกเลิกเหตุการณ์ก่อนวันที่เกิด" "An event voided before it happened"
    ExtensionOrder "extension-order" Error "วันครบกำหนดใหม่ไม่ต่อจากวันที่อนุมัติ" "An extension that does not extend"
    ExtensionShortens "extension-shortens" Warning "ขยายเวลาแล้ววันครบกำหนดไม่เลื่อนออกไป" "An extension that gives no more time"
    CancelledWithMoney "cancelled-with-money" Error "ยกเลิกทั้งที่ยังมีเงินค้าง" "Cancelled with money still out"
    CancelledBefore "cancelled-before-contract" Error "ยกเลิกก่อนวันทำสัญญา" "Cancelled before the contract"
    PrintedBeforeContract "printed-before-contract" Error "วันครบกำหนดตามสัญญาก่อนวันทำสัญญา" "A printed due date before the contract"
    PrintedDiffers "printed-differs" Warning "วันครบกำหนดตามสัญญาไม่ตรงกับที่คำนวณ" "The printed due date differs from the computed one"
    // Register
    DuplicateContract "duplicate-contract" Error "เลขที่สัญญาซ้ำ" "A contract number used twice"
    SecondLoan "second-loan" Warning "ยืมใหม่ทั้งที่ยังไม่ส่งใช้รายเก่า" "A new loan while an old one is open"
    MissingStartEvent "missing-start-event" Warning "ยังไม่มีวันที่ใช้เริ่มนับ" "No day to count from yet"
    LateWithoutReason "late-without-reason" Warning "ส่งใช้ช้าโดยไม่มีคำชี้แจง" "Cleared late without a reason"
    ImprestCeiling "imprest-ceiling" Error "เงินยืมทดรองค้างเกินวงเงิน" "An imprest float above its ceiling"
    // Rules and calendar
    UnknownPurpose "unknown-purpose" Error "วัตถุประสงค์ที่ไม่มีในระเบียบ" "A purpose that no rule defines"
    UnknownRule "unknown-rule" Error "ไม่มีระเบียบข้อนี้" "A rule that does not exist"
    WrongRule "wrong-rule" Error "ระเบียบข้อนี้ใช้กับระเบียนประเภทอื่น" "A rule for another kind of record"
    NoRuleInForce "no-rule-in-force" Error "ไม่มีระเบียบที่ใช้บังคับในวันนั้น" "No rule in force"
    UnfitRule "unfit-rule" Warning "ระเบียบที่ระบุไม่ตรงกับวัตถุประสงค์หรือวันที่" "A named rule that does not fit"
    DuplicateRule "duplicate-rule" Error "ชื่อข้อระเบียบซ้ำ" "A rule named twice"
    RulePeriod "rule-period" Error "ข้อระเบียบกำหนดเวลาไม่ถูกต้อง" "A rule whose period is unclear"
    NoHolidayTable "no-holiday-table" Error "ไม่มีตารางวันหยุดของปีนั้น" "A year without a holiday table"
    WrongHolidayYear "wrong-holiday-year" Error "วันหยุดอยู่ผิดแฟ้มปี" "A holiday in another year's file"
    DuplicateHoliday "duplicate-holiday" Error "วันหยุดซ้ำ" "A holiday listed twice"
    // Guarantees
    BelowFivePercent "below-five-percent" Warning "หลักประกันต่ำกว่าร้อยละ 5" "A guarantee under five per cent"
    AmountsDisagree "amounts-disagree" Error "จำนวนเงินสองแห่งขัดกัน" "Two amounts that disagree"
    PrivateNumber "private-number" Warning "เลขประจำตัวของบุคคลในระเบียน" "A person's number in a record"
    RefundBeforeRelease "refund-before-release" Warning "คืนก่อนพ้นข้อผูกพัน" "Refunded before the release"
    LgGap "lg-gap" Warning "หนังสือค้ำประกันหมดอายุก่อนพ้นข้อผูกพัน" "A letter of guarantee that ends too early"
    LgMissing "lg-missing" Warning "ไม่มีรายละเอียดหนังสือค้ำประกัน" "A letter of guarantee without its details"
    LgNoEnd "lg-no-end" Warning "หนังสือค้ำประกันไม่มีวันสิ้นสุด" "A letter of guarantee without its last day"
    LgUnexpected "lg-unexpected" Warning "หลักประกันชนิดนี้ไม่มีหนังสือค้ำประกัน" "Details of a letter where the form is none"
    InspectionOpen "inspection-open" Warning "ตรวจสอบความชำรุดบกพร่องโดยไม่มีผล" "An inspection without a result"
    WarrantyUnclear "warranty-unclear" Error "ระยะเวลารับประกันไม่ชัดเจน" "An unclear warranty period"
    NoticeMissing "notice-missing" Warning "ยังไม่มีหนังสือแจ้งให้มารับคืน" "No notice to the contractor"
    ReleasedBeforeReceived "released-before-received" Error "พ้นข้อผูกพันก่อนรับหลักประกัน" "Released before it was received"
    GuaranteeOrder "guarantee-order" Error "รายการของหลักประกันก่อนเวลาที่เป็นไปได้" "A guarantee's entry before its time"
    AcceptedBeforeContract "accepted-before-contract" Error "ตรวจรับก่อนวันทำสัญญา" "Accepted before the contract"
    // Reconciliation
    BalanceUnexplained "balance-unexplained" Warning "ทะเบียนกับบัญชีต่างกันโดยยังไม่มีคำอธิบาย" "A difference from the ledger that nothing explains"
    BalanceEarly "balance-early" Warning "ยอดบัญชีของเดือนที่ยังไม่สิ้น" "Balances of a month that has not ended"
    BalanceRepeated "balance-repeated" Error "ยอดของบัญชีเดียวกันเขียนสองครั้ง" "A balance written twice"
    BalancePart "balance-part" Error "ยอดที่บัญชีไม่ได้แยกไว้" "A part that the account does not have"
    DifferenceUnmatched "difference-unmatched" Error "คำอธิบายที่ไม่รู้ว่าของยอดหรือระเบียนใด" "An explanation of no balance or of no record"
    // Office
    UnknownText "unknown-text" Error "ไม่มีแม่แบบข้อความของขั้นเตือน" "A stage whose template is missing"
    StageName "stage-name" Error "ชื่อขั้นเตือนที่เป็นชื่อแฟ้มไม่ได้" "A stage's name that cannot be a file's"
    DuplicateStage "duplicate-stage" Error "ขั้นเตือนซ้ำ" "A reminder stage defined twice"
    WrongRecipient "wrong-recipient" Error "ผู้รับไม่เข้ากับประเภทระเบียน" "A recipient that this kind of record does not have"
    // Projects
    ReportSequence "report-sequence" Error "ลำดับรายงานไม่ต่อเนื่อง" "Reports out of sequence"
    ReportDates "report-dates" Error "วันที่รายงานไม่เรียงลำดับ" "Reports whose dates do not rise"
    PercentFalls "percent-falls" Error "ความก้าวหน้าลดลง" "Progress that falls"
    PercentAbove "percent-above-100" Error "ความก้าวหน้าเกินร้อยละ 100" "Progress above 100 per cent"
    SpentDisagrees "spent-disagrees" Error "ยอดเบิกใช้ไม่ตรงกับงบประมาณที่ใช้ไป" "Spending that does not add up"
    OverBudget "over-budget" Error "ใช้เกินงบประมาณที่ได้รับ" "Spending above the budget"
    ReportOutside "report-outside" Warning "วันที่รายงานอยู่นอกช่วงโครงการ" "A report outside the project's dates"
    ProjectOrder "project-order" Error "วันสิ้นสุดโครงการก่อนวันเริ่มต้น" "A project that ends before it starts"
    // The office's own look
    BrokenTemplate "broken-template" Error "แม่แบบเขียนผิด" "A template that cannot be read"
    UnknownTemplate "unknown-template" Warning "แฟ้มใน templates ที่ไม่มีใครใช้" "A file in templates that nothing reads"
    UnknownWord "unknown-word" Warning "คำใน templates/lang ที่ไม่มีหน้าใดใช้" "A word in templates/lang that no page uses"
    UnsafeAsset "unsafe-asset" Error "ภาพหรือรูปแบบที่ทำงานเองหรือเรียกที่อื่น" "A picture or style that runs or asks elsewhere"
    PageName "page-name" Error "ชื่อหน้าของสำนักงานที่ใช้ไม่ได้" "A hand-written page whose name cannot be used"
    PageTitle "page-title" Error "หน้าของสำนักงานไม่มีหัวเรื่อง" "A hand-written page without a title"
    // History
    HistoryRewritten "history-rewritten" Error "ประวัติเดิมถูกเขียนทับ" "History that was overwritten"
    RecordDeleted "record-deleted" Error "ระเบียนที่เคยบันทึกถูกลบ" "A record that was deleted"
    RecordMoved "record-moved" Error "ระเบียนถูกย้ายหรือเปลี่ยนเลข" "A record that was moved or renumbered"
    ChangedAfterPayment "changed-after-payment" Error "แก้สาระของสัญญาหลังจ่ายเงินแล้ว" "A contract changed after money was paid on it"
    CountingDayChanged "counting-day-changed" Warning "แก้วันที่ใช้นับวันครบกำหนดหลังจ่ายเงินแล้ว" "A day that the due date is counted from changed after payment"
    EventDeleted "event-deleted" Error "รายการที่เคยบันทึกหายไป แทนที่จะยกเลิก" "An entry deleted in place of being voided"
    EventChanged "event-changed" Error "แก้จำนวนเงินหรือวันที่ของรายการที่บันทึกแล้ว" "An entry whose amount or day was changed"
    ClosedYear "closed-year" Error "แก้ระเบียนของปีที่ปิดแล้วโดยไม่บอกเหตุผล" "A record of a closed year edited without a reason"
    RuleRewritten "rule-rewritten" Error "แก้ข้อของระเบียบที่สัญญาเดิมใช้อยู่" "A rule changed below the contracts made under it"
    SettingsChanged "settings-changed" Warning "แก้ค่าตั้งของสำนักงานหรือส่วนราชการ" "The office's or an agency's settings changed"
    TemplateChanged "template-changed" Warning "แก้แม่แบบของหน้าเว็บหรืออีเมล" "A template of pages or mails changed"
    RuleBackdated "rule-backdated" Warning "ข้อของระเบียบเริ่มหรือเลิกใช้ย้อนหลัง" "A rule that begins or ends in the past"
    HolidayBackdated "holiday-backdated" Warning "เพิ่มหรือลบวันหยุดของวันที่ผ่านไปแล้ว" "A closed day of the past added or taken out"
    ReferenceChanged "reference-changed" Warning "แก้เลขที่หลักฐานของรายการที่บันทึกแล้ว" "The evidence of an entry was changed"
    BalanceChanged "balance-changed" Warning "แก้ยอดตามบัญชีของเดือนที่บันทึกแล้ว" "A month's balance that was changed"
    PolicyWeakened "policy-weakened" Warning "ผ่อนการตรวจประวัติใน office.toml" "The policy for history was made weaker"
    LetterRewritten "letter-rewritten" Error "หนังสือที่ส่งแล้วถูกแก้หรือลบ" "A sent letter that was rewritten or deleted"
    JournalRewritten "journal-rewritten" Error "บันทึกการส่งถูกแก้หรือลบ" "The journal rewritten or deleted"
    JournalBackdated "journal-backdated" Warning "บันทึกการส่งลงเวลาไม่ตรงกับวันที่เขียน" "A page of the journal written on another day than it says"
    TrunkSwapped "trunk-swapped" Warning "กิ่งที่เผยแพร่ถูกรวมเป็นกิ่งรอง" "The published branch merged as a side branch"
    RootAdded "root-added" Error "ประวัติมีจุดเริ่มต้นเพิ่ม" "A second beginning of the history"
    CommitInFuture "commit-in-future" Error "commit ลงวันที่ในอนาคต" "A commit dated in the future"
    CommitBackward "commit-backward" Error "commit ลงเวลาย้อนหลัง" "A commit dated before the one it stands on"
    // Survey
    SurveyFile "survey-file" Error "แฟ้มคำตอบแบบสอบถามไม่เป็นตาราง" "Survey answers that are no table"
    SurveyColumn "survey-column" Error "ไม่พบคอลัมน์ที่ต้องใช้ในคำตอบแบบสอบถาม" "A column of the survey that is not there"
    SurveyDate "survey-date" Error "วันที่ตอบแบบสอบถามอ่านได้ไม่ชัด" "A survey answer whose day is not certain"
    SurveyScore "survey-score" Error "คำตอบนอกมาตรวัด 1 ถึง 5" "A survey answer outside the scale of 1 to 5"
    SurveyRepeated "survey-repeated" Error "คำตอบแบบสอบถามอยู่ในสองแฟ้ม" "Survey answers that stand in two files"
    SurveyPersonal "survey-personal" Warning "คำตอบแบบสอบถามมีข้อมูลส่วนบุคคล" "Personal data among survey answers"
    BadLink "bad-link" Error "ที่อยู่เว็บผิดรูป" "A malformed web address"
    SurveyLink "survey-link" Warning "ลิงก์แบบสอบถามที่ผูกกับบุคคล" "A survey link that could tell who answers"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_code_has_its_own_name() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
