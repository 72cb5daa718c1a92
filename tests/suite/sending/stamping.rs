//! Time stamps of the seals that a run makes: asked for, kept, and of no concern
//! to the mails when they do not come.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{FIRST, Sent, send_with};
use crate::bench::{Bench, Said, files_below};
#[cfg(target_os = "linux")]
use crate::smtp::Authority;
use crate::tsa::{Manner, Tsa, fixture, founded, openssl};

/// A book that asks an authority for stamps and knows its certificate.
fn asking(kind: &str, url: &str, ca: &[u8]) -> (Bench, Sent) {
    let (bench, sent) = (Bench::office(), Sent::new());
    let office = bench.text("records/office.toml");
    bench.file("records/office.toml", &format!("stamp_url = \"{url}\"\n{office}"));
    bench.bytes("records/stamp-ca.pem", ca);
    // What a book says of its journal must do a stamp no harm.
    bench.file(".gitattributes", "* text=auto\n/records/journal/** text eol=lf\n");
    if kind != "plain" {
        bench.repository("2026-11-01");
    }
    if kind == "remote" {
        let remote = sent.0.path().join("remote.git");
        bench.git(&["init", "--quiet", "--bare", &remote.display().to_string()]);
        bench.git(&["remote", "add", "origin", &remote.display().to_string()]);
        bench.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
    }
    (bench, sent)
}

/// Sends on a day that is today.
fn today(bench: &Bench, sent: &Sent, day: &str) -> Said {
    send_with(bench, sent, day, |command: &mut Command| {
        command
            .env("DUEBOOK_TEST_TODAY", day)
            .env("DUEBOOK_TEST_STAMP_MS", "400")
            .env("NO_PROXY", "127.0.0.1");
    })
}

fn stamps(bench: &Bench) -> Vec<PathBuf> {
    let all = files_below(&bench.root().join("records/journal"));
    all.into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "tsr"))
        .collect()
}

#[test]
fn an_authority_that_fails_is_told_and_stops_nothing() {
    for (manner, words) in [
        (
            Manner::Bytes(b"<!doctype html>".to_vec()),
            "is no reply of an authority",
        ),
        (Manner::Bytes(vec![0x30; 100_000]), ""),
        (Manner::Bytes(fixture("rejected.tsr")), "is the authority's refusal"),
        (Manner::Bytes(fixture("p256.tsr")), "is of another seal"),
        (Manner::Status(503), "it answers HTTP 503"),
        (Manner::Slow, "no answer in time"),
    ] {
        let tsa = Tsa::start(manner.clone());
        let (bench, sent) = asking("git", &tsa.url(), &fixture("ca.pem"));
        today(&bench, &sent, FIRST)
            .exits(0)
            .answers("took the book on with 12 reminders")
            .tells("the seal of 2026-11-22 has no time stamp yet; the next run asks again")
            .tells(words);
        assert_eq!(stamps(&bench), Vec::<PathBuf>::new(), "{manner:?}");
        assert_eq!(bench.git(&["status", "--porcelain"]), "");
        // It was asked for the SHA-256 of the seal's very bytes.
        let seal = fs::read(bench.root().join("records/journal/seals/2570/2026-11-22.toml")).expect("a seal");
        assert_eq!(tsa.asked(), [duebook::timestamp::request(&seal)]);
        // The next run asks again, of the next day for both days.
        tsa.becomes(Manner::Status(404));
        today(&bench, &sent, "2026-11-23").exits(0).tells("it answers HTTP 404");
        assert_eq!(tsa.asked().len(), 1, "the first failure is enough");
        bench.run(&["verify", "--lang", "en"]).exits(0).answers("0 of 2 seals");
    }
}

#[test]
fn nobody_is_asked_unasked_or_in_a_rehearsal() {
    let tsa = Tsa::start(Manner::Status(500));
    let (bench, sent) = asking("plain", &tsa.url(), &fixture("ca.pem"));
    // Another day than today: a rehearsal.
    super::send(&bench, &sent, FIRST).exits(0);
    assert_eq!(tsa.asked().len(), 0);
    // A certificate that cannot be read is told before anybody is asked.
    bench.file("records/stamp-ca.pem", "soon");
    today(&bench, &sent, FIRST).exits(0).tells("certificate cannot be read");
    assert_eq!(tsa.asked().len(), 0);
    // An address where nobody listens.
    bench.bytes("records/stamp-ca.pem", &fixture("ca.pem"));
    for url in ["http://127.0.0.1:1/", "nonsense"] {
        let office = bench.text("records/office.toml");
        let rest = office.split_once('\n').expect("lines").1;
        bench.file("records/office.toml", &format!("stamp_url = \"{url}\"\n{rest}"));
        today(&bench, &sent, FIRST).exits(0).tells("has no time stamp yet");
    }
}

/// Where the system's own store cannot be named by a variable there is nothing to try.
#[cfg(target_os = "linux")]
#[test]
fn an_address_of_https_is_asked_where_the_machine_trusts_it() {
    let authority = Authority::new("authority of the test");
    let tsa = Tsa::secure(Manner::Status(503), authority.server("localhost", 2100));
    let pem = tempfile::NamedTempFile::new().expect("a file");
    fs::write(pem.path(), authority.pem()).expect("written");
    let url = format!("https://localhost:{}/tsa", tsa.port);
    for (trusted, words) in [(true, "it answers HTTP 503"), (false, "certificate")] {
        let (bench, sent) = asking("plain", &url, &fixture("ca.pem"));
        let said = send_with(&bench, &sent, FIRST, |command| {
            command.env("DUEBOOK_TEST_TODAY", FIRST).env("NO_PROXY", "localhost");
            if trusted {
                command.env("SSL_CERT_FILE", pem.path());
            }
        });
        said.exits(0).tells("has no time stamp yet").tells(words);
        assert_eq!(tsa.asked().len(), usize::from(trusted));
    }
}

fn verified(bench: &Bench, ca: &Path, stamp: &Path) {
    let seal = stamp.with_extension("toml");
    let path = |path: &Path| path.display().to_string();
    let words = ["-data", &path(&seal), "-in", &path(stamp), "-CAfile", &path(ca)];
    let said = openssl(bench.root(), &[&["ts", "-verify"], words.as_slice()].concat());
    assert!(said.contains("Verification: OK"), "{said}");
}

#[test]
#[ignore = "needs OpenSSL: bash .ci/stamp"]
fn openssl_stamps_a_real_run_and_says_that_it_did() {
    let authority = founded();
    let ca = authority.path().join("ca.pem");
    // The authority has no other clock than the machine's.
    let now = chrono::Utc::now() + chrono::TimeDelta::hours(7);
    let day = now.date_naive().to_string();
    for kind in ["plain", "git", "remote"] {
        let tsa = Tsa::start(Manner::Status(503));
        let (bench, sent) = asking(kind, &tsa.url(), &fs::read(&ca).expect("a certificate"));
        today(&bench, &sent, &day).exits(0).tells("it answers HTTP 503");
        assert_eq!(stamps(&bench).len(), 0, "{kind}");
        // The next run makes up for it.
        tsa.becomes(Manner::OpenSsl(authority.path().to_owned()));
        tsa.asked();
        today(&bench, &sent, &day).exits(0).tells("1 seals were stamped");
        let made = stamps(&bench);
        assert_eq!((made.len(), tsa.asked().len()), (1, 1), "{kind}");
        verified(&bench, &ca, &made[0]);
        // Once is enough.
        today(&bench, &sent, &day).exits(0);
        assert_eq!((stamps(&bench), tsa.asked().len()), (made.clone(), 0), "{kind}");
        bench
            .run(&["verify", "--lang", "en", "--today", &day])
            .exits(0)
            .answers("1 of 1 seals have a good time stamp (authority-of-the-test)");
        bench.run(&["check", "--quiet", "--today", &day]).exits(0);
        let doctor = bench.run(&["doctor", "--json", "--today", &day]).json();
        let checks = doctor["checks"].as_array().expect("checks").iter();
        let found: Vec<&str> = checks
            .filter(|check| check["name"] == "stamps")
            .filter_map(|check| check["found"].as_str())
            .collect();
        assert!(
            found[0].contains("was stamped at") || found[0].contains("ประทับเวลาแล้ว"),
            "{found:?}"
        );
        if kind != "plain" {
            assert_eq!(bench.git(&["status", "--porcelain"]), "", "{kind}");
            let path = made[0]
                .strip_prefix(bench.root())
                .expect("inside")
                .display()
                .to_string();
            let said = bench.git(&["check-attr", "text", &path]);
            assert!(said.ends_with("unset"), "{said}");
        }
        if kind == "remote" {
            let (here, there) = (["rev-parse", "HEAD"], ["rev-parse", "origin/main"]);
            assert_eq!(bench.git(&here), bench.git(&there));
        }
    }
}
