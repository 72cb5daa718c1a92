//! The keys of a month's balances.

use super::advance::FUNDS;
use super::key::{Choice, Key, What, choice};

const ACCOUNTS: [Choice; 2] = [
    choice("debtors", "บัญชีลูกหนี้เงินยืม", "Debtors: advances not cleared"),
    choice(
        "off-budget-bank",
        "บัญชีเงินฝากธนาคารเงินนอกงบประมาณ",
        "Off-budget bank account: guarantees in money",
    ),
];

const FORMS: [Choice; 2] = [
    choice("cash", "เงินสด", "Cash"),
    choice("cashier-cheque", "แคชเชียร์เช็ค", "Cashier's cheque or draft"),
];

const SIDES: [Choice; 2] = [
    choice("higher", "บัญชีสูงกว่าทะเบียน", "The ledger is higher"),
    choice("lower", "บัญชีต่ำกว่าทะเบียน", "The ledger is lower"),
];

const ACCOUNT: Key = Key::new("account", What::Choice(&ACCOUNTS), "บัญชี", "Account").required();

const FUND: Key = Key::new("fund", What::Choice(&FUNDS), "ประเภทเงิน", "Fund").about(
    "เมื่อบัญชีแยกลูกหนี้ตามประเภทเงิน ไม่เขียนคือทุกประเภท",
    "Where the ledger has debtors by fund; without it, all",
);

const AGENCY: Key = Key::new("agency", What::Text, "ส่วนราชการ", "Agency")
    .about(
        "ชื่อโฟลเดอร์ เมื่อบัญชีแยกตามส่วนราชการ ไม่เขียนคือทุกแห่ง",
        "Its folder, where the ledger has agencies; without it, all",
    )
    .like("\"secretariat\"");

const BALANCE: [Key; 6] = [
    ACCOUNT,
    FUND,
    AGENCY,
    Key::new("amount", What::AmountOrZero, "ยอดตามบัญชี", "Balance")
        .required()
        .about(
            "ยอด ณ วันสุดท้ายของเดือน จากบัญชีแยกประเภทหรือใบแจ้งยอดธนาคาร",
            "As of the month's last day, by the ledger or the bank's statement",
        ),
    Key::new("forms", What::Choices(&FORMS), "หลักประกันที่ฝากไว้", "Guarantees in it")
        .about(
            "เฉพาะบัญชีเงินฝากธนาคาร ไม่เขียนคือเงินสด",
            "Of the bank account; without it, cash",
        )
        .like("[\"cash\", \"cashier-cheque\"]"),
    Key::new("source", What::Text, "ที่มาของยอด", "Source")
        .about(
            "เอกสารที่ยืนยันยอด ไม่ต้องเขียนเลขที่บัญชีธนาคาร",
            "The paper that says so; without the number of the bank account",
        )
        .like("\"ใบแจ้งยอดธนาคาร ต.ค. 2569\""),
];

const DIFFERENCE: [Key; 7] = [
    ACCOUNT,
    FUND,
    AGENCY,
    Key::new("amount", What::Amount, "จำนวนเงินที่ต่าง", "Amount").required(),
    Key::new("ledger", What::Choice(&SIDES), "บัญชีเทียบกับทะเบียน", "The ledger stands")
        .required()
        .about(
            "เพราะเรื่องนี้ ยอดบัญชีสูงหรือต่ำกว่าทะเบียน",
            "Whether for this the ledger says more or less than the register",
        ),
    Key::new("reason", What::Text, "สาเหตุ", "Reason").required(),
    Key::new("record", What::Text, "ระเบียนที่เกี่ยวข้อง", "Record").like("\"secretariat/2569/advance-0012\""),
];

pub(super) const KEYS: [Key; 2] = [
    Key::new("balance", What::Each(&BALANCE), "ยอดตามบัญชี", "Balances"),
    Key::new(
        "difference",
        What::Each(&DIFFERENCE),
        "ผลต่างที่อธิบายได้",
        "Explained differences",
    )
    .about(
        "บัญชี ประเภทเงิน และส่วนราชการต้องตรงกับยอดที่อธิบาย",
        "Account, fund and agency are those of the balance that it explains",
    ),
];
