use proptest::prelude::*;

use super::*;

/// What the replies of `tests/timestamps/make` are of.
const SEAL: &[u8] = b"a seal\n";

macro_rules! reply {
    ($name:literal) => {
        include_bytes!(concat!("../../tests/timestamps/", $name, ".tsr")).as_slice()
    };
}

fn authorities(pem: &str) -> Authorities {
    Authorities::read(pem.as_bytes()).expect("certificates")
}

fn ca() -> Authorities {
    authorities(include_str!("../../tests/timestamps/ca.pem"))
}

/// Judges a reply in every way that there is.
fn judge(reply: &[u8], ca: &Authorities) -> Result<Stamp, Fault> {
    let stamp = Stamp::read(reply)?;
    stamp.check_bytes(SEAL)?;
    stamp.check_signature()?;
    stamp.check_chain(ca)?;
    Ok(stamp)
}

#[test]
fn replies_are_judged_as_openssl_judges_them() {
    for (name, reply, want) in [
        ("P-256, named by SHA-1", reply!("p256"), Ok("p256")),
        (
            "P-384 by way of another certificate, with all that a token may say",
            reply!("p384"),
            Ok("p384"),
        ),
        ("RSA and SHA-256", reply!("rsa256"), Ok("rsa")),
        ("RSA and SHA-512", reply!("rsa512"), Ok("rsa")),
        ("of another seal", reply!("another"), Err(Fault::OtherBytes)),
        ("from another authority", reply!("stranger"), Err(Fault::Untrusted)),
        ("a certificate of before", reply!("expired"), Err(Fault::OutOfDate)),
        ("a server's certificate", reply!("server"), Err(Fault::OtherPurpose)),
        ("one for stamps and servers", reply!("mixed"), Err(Fault::OtherPurpose)),
        ("a refusal", reply!("rejected"), Err(Fault::Refused)),
        ("nothing", b"", Err(Fault::Unreadable)),
        ("a page", b"<!doctype html>", Err(Fault::Unreadable)),
    ] {
        let found = judge(reply, &ca()).map(|stamp| stamp.by);
        assert_eq!(found.as_deref().map_err(|fault| *fault), want, "{name}");
    }
    let other = authorities(include_str!("../../tests/timestamps/other.pem"));
    assert_eq!(judge(reply!("p256"), &other).map(|_| ()), Err(Fault::Untrusted));
    assert!(judge(reply!("stranger"), &other).is_ok());
}

#[test]
fn a_stamp_says_when_and_by_whom() {
    let stamp = judge(reply!("p384"), &ca()).expect("a stamp");
    assert_eq!(stamp.time.offset().local_minus_utc(), 7 * 3600);
    let day = format!("day = {}\n", stamp.time.date_naive());
    assert!(include_str!("../../tests/timestamps/now.toml").contains(&day), "{day}");
    assert_eq!(stamp.sha256, crate::digest::sha256(SEAL));
}

#[test]
fn a_changed_byte_is_never_a_good_stamp() {
    for reply in [reply!("p256"), reply!("rsa512")] {
        assert!(judge(reply, &ca()).is_ok());
        for place in 0..reply.len() {
            let mut changed = reply.to_vec();
            changed[place] ^= 1;
            let Ok(stamp) = judge(&changed, &ca()) else { continue };
            // What is not signed may differ: words of the status, the certificates
            // that the signer's does not need, who the signer is said to be.
            let sound = judge(reply, &ca()).expect("a stamp");
            assert_eq!((stamp.time, &stamp.by), (sound.time, &sound.by), "{place}");
        }
        for end in 0..reply.len() {
            assert!(judge(&reply[..end], &ca()).is_err(), "cut at {end}");
        }
        assert!(judge(&[reply, b"x"].concat(), &ca()).is_err());
    }
}

#[test]
fn authorities_are_read_from_pem_or_not_at_all() {
    let (ca_pem, other) = (
        include_str!("../../tests/timestamps/ca.pem"),
        include_str!("../../tests/timestamps/other.pem"),
    );
    let both = authorities(&format!("# two roots\n{ca_pem}\n{other}"));
    let names: Vec<&str> = both.known.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["ca", "other"]);
    assert!(both.known[0].until > judge(reply!("p256"), &both).expect("a stamp").time);
    assert!(judge(reply!("stranger"), &both).is_ok());
    for nothing in ["", "ca", &ca_pem.replace("MII", "MIJ"), &ca_pem[..200]] {
        assert!(Authorities::read(nothing.as_bytes()).is_none(), "{nothing}");
    }
}

#[test]
fn the_same_bytes_make_the_same_request() {
    let digest = "a3d83260eb96b00af20771ef13aae777c3ee038064189beeccfb df8538dd67ce".replace(' ', "");
    // What `openssl ts -query -data seal.txt -sha256 -cert -no_nonce` writes.
    let want = format!("30390201013031300d060960864801650304020105000420{digest}0101ff");
    assert_eq!(hex(&request(SEAL)), want);
}

proptest! {
    #[test]
    fn no_bytes_make_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in 0usize..1300) {
        let _ = judge(&bytes, &ca());
        let _ = Authorities::read(&bytes);
        let mut reply = reply!("p256").to_vec();
        let at = at.min(reply.len());
        reply.splice(at..(at + bytes.len()).min(reply.len()), bytes);
        if let Ok(stamp) = Stamp::read(&reply) {
            let _ = (stamp.check_signature(), stamp.check_chain(&ca()));
        }
    }
}
