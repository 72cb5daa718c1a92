//! An amount that somebody typed, and a number that a sheet holds.

use duebook::money::{LARGEST, Satang};
use duebook::text::typed;
use duebook::thai::{digits, words};
use duebook::workbook::grid;

use crate::text;

pub(crate) fn amount(data: &[u8]) {
    let typed_text = text(data);
    if let Ok(amount) = typed::read_amount(&typed_text) {
        assert!((Satang::ZERO..=LARGEST).contains(&amount));
        for form in [
            amount.to_string(),
            amount.grouped(),
            amount.as_record(),
            digits::to_thai(&amount.grouped()),
            format!("฿{} บาทถ้วน", amount.grouped()),
        ] {
            assert_eq!(typed::read_amount(&form), Ok(amount), "{form:?} reads back");
        }
        assert_eq!(Satang::parse(&amount.as_record()), Ok(amount));
        assert!(words::baht(amount).ends_with(if amount.0 % 100 == 0 {
            "บาทถ้วน"
        } else {
            "สตางค์"
        }));
        let _ = amount.grouped_baht();
    }
    if let Ok(amount) = Satang::parse(&typed_text) {
        assert_eq!(Satang::parse(&amount.to_string()), Ok(amount));
    }
    if let Some(bytes) = data.first_chunk() {
        let number = f64::from_le_bytes(*bytes);
        let shown = grid::decimal(number);
        if number.is_finite() {
            let back: f64 = shown.parse().expect("a plain decimal");
            // Fifteen digits are kept, as sheets do; the largest number of all is
            // rounded up to none.
            assert!(
                back.is_infinite() || (back - number).abs() <= number.abs() * 1e-14,
                "{number:e} became {shown}"
            );
        }
    }
}
