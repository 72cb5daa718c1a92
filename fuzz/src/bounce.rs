//! A stranger's delivery report.

use duebook::dispatch::bounce as reports;

pub(crate) fn bounce(data: &[u8]) {
    let Some(bounce) = reports::read(data, "example.org") else {
        return;
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    assert!(
        !bounce.mail.is_empty() && bounce.mail.bytes().all(plain),
        "{:?}",
        bounce.mail
    );
    assert!(bounce.status.chars().count() <= 16);
    assert!(bounce.diagnostic.chars().count() <= 300);
    let texts = [
        Some(&bounce.status),
        Some(&bounce.diagnostic),
        bounce.recipient.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        assert!(!text.contains(char::is_control), "one plain line: {text:?}");
    }
}
