//! Whole numbers, percentages, yes or no.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::Table;
use crate::percent::Percent;
use crate::text::{Placed, Words};
use crate::thai::digits;

impl Table<'_, '_> {
    /// Reads an optional whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Integer(number) = value.get_ref()
            && number.radix() == 10
            && let Ok(value) = number.as_str().parse()
        {
            return Some(Placed { value, span });
        }
        let typed = digits::to_arabic(self.faults.source.slice(span));
        let typed = typed.trim_matches(['"', '\'', ' ']);
        let meant = typed
            .parse::<u32>()
            .map_or_else(|_| "…".to_owned(), |number| number.to_string());
        self.wrong(span, key, &Words::new("จำนวนเต็ม", "a whole number"), &meant);
        None
    }

    /// Reads an optional whole number that lies within a range.
    pub fn integer_within(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<Placed<i64>> {
        let number = self.integer(key)?;
        if range.contains(&number.value) {
            return Some(number);
        }
        let (least, most) = range.into_inner();
        self.wrong(
            number.span,
            key,
            &Words::new(
                format!("จำนวนเต็มตั้งแต่ {least} ถึง {most}"),
                format!("a whole number from {least} to {most}"),
            ),
            // Only where there is no choice is it known what was meant.
            &(if least == most {
                least.to_string()
            } else {
                "…".to_owned()
            }),
        );
        None
    }

    /// Reads an optional percentage, from its digits.
    pub fn percent(&mut self, key: &'static str) -> Option<Placed<Percent>> {
        let (value, span) = self.take(key)?;
        if matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_))
            && let Some(value) = Percent::parse(self.faults.source.slice(span))
        {
            return Some(Placed { value, span });
        }
        self.wrong(
            span,
            key,
            &Words::new("ร้อยละ ทศนิยมไม่เกินสองตำแหน่ง", "a percentage with at most two decimals"),
            "60.00",
        );
        None
    }

    /// Reads an optional yes or no.
    pub fn yes(&mut self, key: &'static str) -> Option<Placed<bool>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Boolean(value) = value.get_ref() {
            return Some(Placed { value: *value, span });
        }
        self.wrong(span, key, &Words::new(" true หรือ false", "true or false"), "true");
        None
    }
}
