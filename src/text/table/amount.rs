//! Amounts of money: a loose one is reported, and taken as what it means.

use toml::de::DeValue;

use super::Table;
use crate::money::{NotMoney, Satang};
use crate::text::diagnostic::Meant;
use crate::text::typed::loose_amount;
use crate::text::{Code, Diagnostic, Placed, Words};

impl Table<'_, '_> {
    /// Reads an optional amount of money, above zero.
    pub fn amount(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        let amount = self.amount_or_zero(key)?;
        if amount.is_positive() {
            return Some(amount);
        }
        self.lose(key);
        self.faults.add(
            Code::AmountNotPositive,
            amount.span,
            Words::new(format!("`{key}` ต้องมากกว่าศูนย์"), format!("`{key}` must be above zero")),
            Words::new("ใส่จำนวนเงินจริง หรือลบทั้งบรรทัด", "Write the amount, or delete the line"),
        );
        None
    }

    /// Reads an optional amount of money that may be nothing.
    pub fn amount_or_zero(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        let (value, span) = self.take(key)?;
        if let Some((span, meant)) = self.faults.meant(span.start) {
            let Meant::Amount(value) = meant else {
                self.lose(key);
                return None;
            };
            return Some(Placed { value, span });
        }
        let raw = self.faults.source.slice(span);
        let (code, message) = match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => match Satang::parse(raw) {
                Ok(value) => return Some(Placed { value, span }),
                Err(_) if raw.starts_with('-') => (
                    Code::AmountNotPositive,
                    Words::new(format!("`{key}` ต้องมากกว่าศูนย์"), format!("`{key}` must be above zero")),
                ),
                Err(NotMoney::Decimals) => (
                    Code::BadAmount,
                    Words::new("จำนวนเงินมีทศนิยมได้ไม่เกินสองตำแหน่ง", "An amount has at most two decimals"),
                ),
                Err(NotMoney::TooLarge) => (
                    Code::BadAmount,
                    Words::new("จำนวนเงินสูงเกินสิบล้านล้านบาท", "An amount above ten million million baht"),
                ),
                Err(NotMoney::Shape) => (
                    Code::BadAmount,
                    Words::new(
                        "จำนวนเงินเขียนด้วยเลข 0-9 และจุดทศนิยมเท่านั้น",
                        "An amount is written with digits 0-9 and one decimal point only",
                    ),
                ),
            },
            DeValue::String(_) => (
                Code::QuotedAmount,
                Words::new("จำนวนเงินไม่ใส่เครื่องหมายคำพูด", "An amount stands without quotes"),
            ),
            _ => {
                self.wrong(span, key, &Words::new("จำนวนเงิน", "an amount of money"), "25_000.00");
                return None;
            }
        };
        let meant = loose_amount(raw);
        let help = match meant {
            Some(amount) => self.write(key, &amount.as_record()),
            None => Words::new(
                "ตรวจกับเอกสาร แล้วเขียนจำนวนบาทด้วยเลข 0-9 ทศนิยมไม่เกินสองตำแหน่ง เช่น 12_345.50",
                "Look at the paper, and write the baht with digits 0-9 and at most two decimals, such as 12_345.50",
            ),
        };
        let mut finding = Diagnostic::new(code, self.faults.source, span, message, help);
        match meant {
            Some(amount) => finding = finding.rewriting(amount.as_record()),
            None => self.lose(key),
        }
        self.faults.push(finding);
        meant.map(|value| Placed { value, span })
    }

    /// Reads a required amount of money, above zero.
    pub fn required_amount(&mut self, key: &'static str) -> Option<Placed<Satang>> {
        self.needs(key, "0.00");
        self.amount(key)
    }
}
