//! todo
#[must_use]
pub fn canonical(_keys: &[crate::record::shape::Key], text: &str) -> Option<String> {
    Some(text.to_owned())
}
