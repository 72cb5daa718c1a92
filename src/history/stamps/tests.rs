use super::*;

/// A seal and its stamp, both made by `tests/timestamps/make`.
macro_rules! pair {
    ($name:literal) => {
        (
            Seal::read(include_str!(concat!("../../../tests/timestamps/", $name, ".toml"))).expect("a seal"),
            include_bytes!(concat!("../../../tests/timestamps/", $name, ".tsr")).to_vec(),
        )
    };
}

fn trusted() -> Option<Authorities> {
    authorities(Some(include_bytes!("../../../tests/timestamps/ca.pem"))).expect("certificates")
}

fn found(seal: &Seal, reply: &[u8], authorities: Option<&Authorities>) -> Result<String, &'static str> {
    judge(seal, reply, authorities)
        .map(|stamp| stamp.by)
        .map_err(|fault| fault.what.name())
}

#[test]
fn a_stamp_is_of_its_seal_and_of_its_week() {
    let (now, reply) = pair!("now");
    let ca = trusted();
    assert_eq!(found(&now, &reply, ca.as_ref()), Ok("p256".to_owned()));
    let (late, reply_late) = pair!("late");
    assert_eq!(found(&late, &reply_late, ca.as_ref()), Err("stamp-time"));
    let (early, reply_early) = pair!("early");
    assert_eq!(found(&early, &reply_early, ca.as_ref()), Err("stamp-time"));
    assert_eq!(found(&now, &reply_late, ca.as_ref()), Err("stamp-of-other-bytes"));
    // A seal made anew with other sums is another one.
    let mut anew = now.clone();
    anew.holdings.files += 1;
    assert_eq!(found(&anew, &reply, ca.as_ref()), Err("stamp-of-other-bytes"));
}

#[test]
fn who_signed_is_open_without_an_authority_and_nothing_else() {
    let (now, reply) = pair!("now");
    let other = authorities(Some(include_bytes!("../../../tests/timestamps/other.pem"))).expect("certificates");
    assert_eq!(found(&now, &reply, other.as_ref()), Err("stamp-untrusted"));
    assert!(found(&now, &reply, None).is_ok());
    let mut forged = reply.clone();
    *forged.last_mut().expect("bytes") ^= 1;
    assert_eq!(found(&now, &forged, None), Err("stamp-forged"));
    assert!(authorities(None).is_ok_and(|known| known.is_none()));
    let broken = authorities(Some(b"no certificate")).expect_err("a fault");
    assert_eq!((broken.what.name(), &*broken.path), ("stamp-authority", STAMP_CA));
}

#[test]
fn good_stamps_are_counted_and_one_without_its_seal_is_told() {
    let (now, reply) = pair!("now");
    let (late, _) = pair!("late");
    let replies = BTreeMap::from([
        (now.stamp_path(), reply),
        ("records/journal/seals/2560/2017-01-01.tsr".to_owned(), vec![1]),
    ]);
    // A seal without a stamp is no fault.
    let stamps = look(&[&late, &now], &replies, trusted().as_ref());
    let (first, last) = stamps.span.expect("times");
    assert_eq!((stamps.good, first == last), (1, true));
    assert_eq!(stamps.by, BTreeSet::from(["p256".to_owned()]));
    let names: Vec<&str> = stamps.faults.iter().map(|fault| fault.what.name()).collect();
    assert_eq!(names, ["stamp-without-seal"]);
}
