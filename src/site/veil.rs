//! What the public does not see. Every page asks here, nowhere else.
//!
//! A borrower and a natural contractor are people under the personal data
//! law; free text may name people. The public edition does without their
//! columns and lines; it does not print blanks or stars in their place.

use crate::record::{Advance, Audience, Guarantee};

/// Returns the borrower's name, for whom it is.
#[must_use]
pub fn borrower(audience: Audience, advance: &Advance) -> Option<&str> {
    (audience == Audience::Internal).then_some(advance.borrower.name.value.as_str())
}

/// Returns the contractor's name: always of a company or partnership, of a
/// shop or person inside the office only.
#[must_use]
pub fn contractor(audience: Audience, guarantee: &Guarantee) -> Option<&str> {
    let shown = audience == Audience::Internal || !guarantee.contractor.kind.is_natural();
    shown.then_some(guarantee.contractor.name.value.as_str())
}

/// Returns a free text (notes, reasons, objections) inside the office only.
#[must_use]
pub fn free_text(audience: Audience, text: Option<&str>) -> Option<&str> {
    text.filter(|_| audience == Audience::Internal)
}

/// Returns the checksum of a record's file inside the office only. All but a name or
/// two of the file stands on the public page: whoever has a list of names could write
/// the file with each, and the checksum would say which is right.
#[must_use]
pub fn checksum(audience: Audience, sha256: Option<String>) -> Option<String> {
    sha256.filter(|_| audience == Audience::Internal)
}

/// Whether a deduction from salary is told as such: what is taken from somebody's
/// salary is that person's own affair. Elsewhere it is money paid back.
#[must_use]
pub fn tells_salary(audience: Audience) -> bool {
    audience == Audience::Internal
}

/// Returns an address or number of a person inside the office only.
#[must_use]
pub fn contact<T>(audience: Audience, contact: Option<T>) -> Option<T> {
    contact.filter(|_| audience == Audience::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_contacts_are_for_the_office_alone() {
        for (audience, shown) in [(Audience::Internal, true), (Audience::Public, false)] {
            assert_eq!(
                free_text(audience, Some("นาย ก ป่วย")),
                shown.then_some("นาย ก ป่วย"),
                "{audience:?}"
            );
            assert_eq!(free_text(audience, None), None);
            assert_eq!(
                contact(audience, Some("a@b.c")),
                shown.then_some("a@b.c"),
                "{audience:?}"
            );
        }
    }
}
