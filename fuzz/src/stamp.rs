//! What a time-stamp authority answers, and the certificates that an office trusts.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use duebook::timestamp::{Authorities, Fault, Stamp};

/// What the replies of `tests/timestamps/` are of.
const SEAL: &[u8] = b"a seal\n";

static CA: LazyLock<Authorities> = LazyLock::new(|| {
    let pem = include_bytes!("../../tests/timestamps/ca.pem");
    Authorities::read(pem).expect("certificates")
});

/// When the authority of the tests saw the seal: nobody else has its keys.
static TRUE_TIMES: LazyLock<Vec<DateTime<FixedOffset>>> = LazyLock::new(|| {
    let replies: [&[u8]; 4] = [
        include_bytes!("../../tests/timestamps/p256.tsr"),
        include_bytes!("../../tests/timestamps/p384.tsr"),
        include_bytes!("../../tests/timestamps/rsa256.tsr"),
        include_bytes!("../../tests/timestamps/rsa512.tsr"),
    ];
    replies.iter().filter_map(|reply| judged(reply).ok()).collect()
});

fn judged(reply: &[u8]) -> Result<DateTime<FixedOffset>, Fault> {
    let stamp = Stamp::read(reply)?;
    let bytes = stamp.check_bytes(SEAL);
    let signature = stamp.check_signature();
    let chain = stamp.check_chain(&CA);
    bytes.and(signature).and(chain).map(|()| stamp.time)
}

pub(crate) fn stamp(data: &[u8]) {
    if let Ok(time) = judged(data) {
        assert!(TRUE_TIMES.contains(&time), "a stamp of {time} that nobody gave");
    }
    if let (Some(authorities), Ok(stamp)) = (
        Authorities::read(data),
        Stamp::read(include_bytes!("../../tests/timestamps/p256.tsr")),
    ) {
        let _ = stamp.check_chain(&authorities);
    }
}
