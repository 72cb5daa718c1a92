//! A day that somebody typed: what is read, is printed in every form and read
//! again.

use chrono::Datelike;
use duebook::day::{MEANT, buddhist_year, fiscal_year};
use duebook::text::typed;
use duebook::thai::{date, digits};

use crate::text;

pub(crate) fn day(data: &[u8]) {
    let typed_text = text(data);
    let read = date::read(&typed_text);
    assert_eq!(date::parse(&typed_text), read.ok());
    let Ok(day) = typed::day(&typed_text) else { return };
    assert_eq!(Ok(day), read);
    assert!(MEANT.contains(&day.year()));
    let printed = [
        day.to_string(),
        date::long(day),
        digits::to_thai(&date::long(day)),
        date::medium(day),
        date::slash(day),
        date::with_weekday(day),
        format!("{}-{:02}-{:02}", buddhist_year(day), day.month(), day.day()),
    ];
    for form in printed {
        assert_eq!(date::parse(&form), Some(day), "{form:?} reads back");
    }
    // Two digits are read where they can only be of the Buddhist Era.
    if (2533..2600).contains(&buddhist_year(day)) {
        let short = format!(
            "{} {} {:02}",
            day.day(),
            date::month_short(day.month()),
            buddhist_year(day) % 100
        );
        assert_eq!(date::parse(&short), Some(day), "{short:?} reads back");
    }
    let _ = (fiscal_year(day), date::day_month(day));
}
