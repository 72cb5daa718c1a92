//! People and their addresses, as far as a record needs them.

use super::part::stand_in;
use crate::text::{Code, Placed, Table, Words};

/// Somebody with a name, perhaps a position and an address.
#[derive(Clone, Debug)]
pub struct Person {
    /// Name as papers bear it.
    pub name: Placed<String>,
    /// ตำแหน่ง.
    pub position: Option<String>,
    /// Mail address.
    pub email: Option<Placed<String>>,
    /// Whether an address is written that is none: told already, and not missing too.
    pub email_told: bool,
}

/// Returns what stands for a person who is missing.
pub(super) fn nobody() -> Person {
    Person {
        name: stand_in(String::new()),
        position: None,
        email: None,
        email_told: true,
    }
}

/// Reads `{ name, position, email }`.
pub fn read(mut table: Table<'_, '_>) -> Option<Person> {
    let name = table.required_text("name", "\"…\"");
    let position = table.text("position").map(|text| text.value);
    let email = address(&mut table, "email");
    let email_told = email.is_none() && table.has("email");
    table.finish();
    Some(Person {
        name: name?,
        position,
        email,
        email_told,
    })
}

/// Reads an optional plain mail address.
pub fn address(table: &mut Table<'_, '_>, key: &'static str) -> Option<Placed<String>> {
    let text = table.text(key)?;
    if is_address(&text.value) {
        return Some(text);
    }
    table.faults().add(
        Code::BadAddress,
        text.span,
        Words::new(
            format!("\"{}\" ไม่ใช่ที่อยู่อีเมล", text.value),
            format!("\"{}\" is no mail address", text.value),
        ),
        Words::new(
            format!("เขียนเป็น  {key} = \"somchai@example.go.th\"  (ตัวอักษร a-z ไม่มีช่องว่าง ที่อยู่เดียว)"),
            format!("Write  {key} = \"somchai@example.go.th\"  (one address, no spaces)"),
        ),
    );
    None
}

/// Returns whether a text is one plain ASCII mail address.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
    let domain_ok = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
    local_ok && domain_ok
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_plain_mailbox() {
        for good in ["a@example.org", "somchai.j+loan@fin.example.go.th"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "a",
            "a@b",
            "ก@example.org",
            "a b@example.org",
            "a@example.org, b@example.org",
            "a@-x.org",
            ".a@example.org",
            "a@example.org\r\nBcc: x@example.org",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
