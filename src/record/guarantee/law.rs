//! Which day's law a guarantee goes by.

use chrono::NaiveDate;

use super::Guarantee;
use crate::text::Placed;

/// A key of a record and the day that stands there.
type Day = (&'static str, fn(&Guarantee) -> Option<Placed<NaiveDate>>);

/// The days that decide which regulation is in force for a guarantee, the
/// first known one alone: a contract goes by the law of its own day, and a
/// guarantee without one by that of the day on which it came in. Records from
/// before the book may know neither.
pub const LAW_DAYS: [Day; 4] = [
    ("contracted", |record| record.contracted),
    ("received", |record| record.received),
    ("accepted", |record| record.accepted),
    ("released", |record| record.released),
];

impl Guarantee {
    /// Returns the day whose law governs the guarantee, where its record names
    /// no rule.
    #[must_use]
    pub fn law_day(&self) -> Option<NaiveDate> {
        LAW_DAYS.iter().find_map(|(_, day)| day(self)).map(|day| day.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::guarantee::read;
    use crate::record::id;
    use crate::text::{Faults, Source};

    fn with(days: &[(&str, &str)]) -> Guarantee {
        let days: String = days.iter().map(|(key, day)| [key, " = ", day, "\n"].concat()).collect();
        let text = format!(
            "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"cash\"\namount = 5.00\n\
             contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\" }}\n{days}"
        );
        let source = Source::new("records/pr/2570/guarantee-0001.toml", text);
        let faults = Faults::new(&source);
        let id = id::parse("pr/2570/guarantee-0001").expect("an identity");
        read(id, &faults).expect("a guarantee")
    }

    #[test]
    fn a_guarantee_goes_by_the_law_of_the_first_day_that_is_known() {
        let (contracted, received) = (("contracted", "2026-09-01"), ("received", "2026-10-01"));
        let (accepted, released) = (("accepted", "2026-11-01"), ("released", "2026-12-01"));
        for (rule, days, want) in [
            (
                "a contract goes by the law of its own day, whenever the guarantee came in",
                vec![received, contracted, accepted, released],
                Some("2026-09-01"),
            ),
            (
                "the contract's day before the day of receipt, when it is the later one",
                vec![received, ("contracted", "2026-10-05")],
                Some("2026-10-05"),
            ),
            (
                "without a contract's day, by the day on which it came in",
                vec![received, accepted, released],
                Some("2026-10-01"),
            ),
            (
                "an old record, by the acceptance",
                vec![released, accepted],
                Some("2026-11-01"),
            ),
            ("an old record, by its release", vec![released], Some("2026-12-01")),
            ("none is known", vec![], None),
        ] {
            let got = with(&days).law_day().map(|day| day.to_string());
            assert_eq!(got.as_deref(), want, "{rule}");
        }
    }

    /// Whoever writes a record asks by key, whoever reads one by field.
    #[test]
    fn each_key_is_the_day_that_stands_under_it() {
        for (key, day) in LAW_DAYS {
            let record = with(&[(key, "2026-09-01")]);
            assert_eq!(
                day(&record).map(|day| day.value.to_string()).as_deref(),
                Some("2026-09-01"),
                "{key}"
            );
        }
    }
}
