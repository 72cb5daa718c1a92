//! Time stamps of seals that lie in a book: what `verify`, `check --history` and
//! the audit pack make of them.

use std::fs;

use serde_json::{Value, json};

use crate::bench::{Bench, Said};
use crate::history::unpacked;
use crate::tsa::fixture;

const CA: &str = "records/stamp-ca.pem";

/// A book with one seal and its stamp, both made by `tests/timestamps/make`, and
/// the path of the seal without its ending.
fn stamped(name: &str) -> (Bench, String) {
    let bench = Bench::office();
    let seal = fixture(&format!("{name}.toml"));
    let text = String::from_utf8(seal.clone()).expect("a text");
    let day = text
        .lines()
        .find_map(|line| line.strip_prefix("day = "))
        .expect("a day");
    let day: chrono::NaiveDate = day.parse().expect("a day");
    let stem = format!("records/journal/seals/{}/{day}", duebook::day::fiscal_year(day));
    bench.bytes(&format!("{stem}.toml"), &seal);
    bench.bytes(&format!("{stem}.tsr"), &fixture(&format!("{name}.tsr")));
    bench.bytes(CA, &fixture("ca.pem"));
    // A seal is written together with the note of the day's run.
    let moment = format!("{day}T06:00:00+07:00");
    let run = format!(
        "# duebook เขียนแฟ้มนี้เอง ห้ามแก้ · written by duebook, not to be edited\n\n[[run]]\nname = \"run\"\n\
         today = {day}\nstarted = {moment}\nended = {moment}\nplanned = 0\nsent = 0\nrefused = 0\n\
         deferred = 0\nin_doubt = 0\nlater = 0\nheld = 0\n"
    );
    bench.file(&format!("{}.toml", stem.replace("/seals/", "/runs/")), &run);
    (bench, stem)
}

fn codes(said: &Said) -> Value {
    let answer = said.json();
    let faults = answer["faults"].as_array().expect("a list").iter();
    faults.map(|fault| fault["code"].clone()).collect()
}

#[test]
fn verify_tells_how_many_seals_are_stamped_and_by_whom() {
    let (bench, _) = stamped("now");
    bench.run(&["check", "--quiet"]).exits(0);
    bench
        .run(&["verify", "--lang", "en"])
        .exits(0)
        .answers("1 of 1 seals have a good time stamp (p256)")
        .answers("trusted authority ca (certificate SHA-256 ")
        .answers("the chain is whole");
    bench
        .run(&["verify"])
        .exits(0)
        .answers("ประทับเวลาโดยผู้อื่น 1 จาก 1 ฉบับ (p256)");
    let answer = bench.run(&["verify", "--json"]).exits(0).json();
    let stamps = &answer["stamps"];
    assert_eq!((&stamps["good"], &stamps["by"]), (&json!(1), &json!(["p256"])));
    assert_eq!(stamps["authorities"][0]["name"], "ca");
    assert_eq!(stamps["first"], stamps["last"]);
    // A seal without a stamp is no fault, and a book without stamps hears nothing of them.
    let (bare, stem) = stamped("now");
    bare.remove(&format!("{stem}.tsr"));
    let said = bare.run(&["verify", "--json"]).exits(0).json();
    assert!(said.get("stamps").is_none(), "{said}");
    bare.file(
        "records/office.toml",
        &format!(
            "stamp_url = \"http://127.0.0.1:9\"\n{}",
            bare.text("records/office.toml")
        ),
    );
    bare.run(&["verify", "--lang", "en"])
        .exits(0)
        .answers("0 of 1 seals have a good time stamp");
}

#[test]
fn whose_signature_it_is_needs_an_authority() {
    let (bench, stem) = stamped("now");
    bench.remove(CA);
    bench
        .run(&["verify", "--lang", "en"])
        .exits(0)
        .answers("whose signature it is was not judged")
        .answers(&format!("openssl ts -verify -data {stem}.toml -in {stem}.tsr -CAfile"));
    assert_eq!(
        bench.run(&["verify", "--json"]).json()["stamps"]["authorities"],
        Value::Null
    );
    // An auditor brings the authority's certificate along.
    let brought = |name: &str| {
        let path = bench.root().join("brought.pem");
        fs::write(&path, fixture(name)).expect("written");
        bench.run(&["verify", "--json", "--stamp-ca", &path.display().to_string()])
    };
    assert_eq!(codes(brought("ca.pem").exits(0)), json!([]));
    assert_eq!(codes(brought("other.pem").exits(1)), json!(["stamp-untrusted"]));
    assert_eq!(codes(brought("now.toml").exits(1)), json!(["stamp-authority"]));
    bench.run(&["verify", "--stamp-ca", "nowhere.pem"]).exits(2);
}

#[test]
fn a_stamp_that_does_not_fit_is_told() {
    for (name, code) in [("late", "stamp-time"), ("early", "stamp-time")] {
        let (bench, _) = stamped(name);
        assert_eq!(
            codes(bench.run(&["verify", "--json"]).exits(1)),
            json!([code]),
            "{name}"
        );
    }
    let (bench, stem) = stamped("now");
    let seal = bench.text(&format!("{stem}.toml"));
    // A seal made anew, as whoever rewrites the past has to.
    bench.file(&format!("{stem}.toml"), &seal.replace("files = 1", "files = 2"));
    let said = bench.run(&["verify", "--json"]);
    assert_eq!(codes(said.exits(1)), json!(["stamp-of-other-bytes"]));
    bench.run(&["verify"]).exits(1).answers("ตราถูกทำใหม่หลังประทับเวลา");
    for (reply, code) in [
        ("stranger.tsr", "stamp-of-other-bytes"),
        ("rejected.tsr", "stamp-refused"),
        ("ca.pem", "stamp-unreadable"),
    ] {
        bench.bytes(&format!("{stem}.tsr"), &fixture(reply));
        assert_eq!(
            codes(bench.run(&["verify", "--json"]).exits(1)),
            json!([code]),
            "{reply}"
        );
    }
    let (bench, stem) = stamped("now");
    bench.remove(&format!("{stem}.toml"));
    assert_eq!(
        codes(bench.run(&["verify", "--json"]).exits(1)),
        json!(["stamp-without-seal"])
    );
}

#[test]
fn a_stamp_that_was_committed_stays_as_it_is() {
    let (bench, stem) = stamped("now");
    bench.file(".gitattributes", "/records/journal/** text eol=lf\n*.tsr binary\n");
    bench.repository("2026-11-01");
    let stamp = format!("{stem}.tsr");
    let judged = |what: &str, want: Value| {
        bench.commit("2026-11-02", what);
        let answer = bench.run(&["check", "--history", "HEAD~1..HEAD", "--json"]).json();
        let found: Vec<&Value> = answer["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|finding| finding["file"] == stamp.as_str())
            .map(|finding| &finding["code"])
            .collect();
        assert_eq!(json!(found), want, "{what}");
    };
    let reply = fixture("now.tsr");
    bench.bytes(&stamp, &[reply.as_slice(), b"x"].concat());
    judged("added to", json!(["journal-rewritten"]));
    bench.remove(&stamp);
    judged("deleted", json!(["journal-rewritten"]));
    bench.bytes(&stamp, &reply);
    judged("come", json!([]));
    assert_eq!(codes(bench.run(&["verify", "--json"]).exits(0)), json!([]));
    // The same from the commit as from the folder.
    assert_eq!(
        codes(bench.run(&["verify", "--json", "--at", "HEAD"]).exits(0)),
        json!([])
    );
}

#[test]
fn the_audit_pack_carries_stamps_and_says_how_to_check_one() {
    let (bench, stem) = stamped("now");
    bench.repository("2026-11-01");
    let pack = |name: &str| {
        let path = bench.root().join(name);
        let path = path.to_str().expect("a path");
        bench.run(&["audit", "--pack", path, "--quiet"]).exits(0);
        unpacked(path.as_ref())
    };
    let files = pack("with.zip");
    assert_eq!(files[&format!("{stem}.tsr")], fixture("now.tsr"));
    assert_eq!(files[CA], fixture("ca.pem"));
    let readme = String::from_utf8(files["README.txt"].clone()).expect("a text");
    let command = format!("openssl ts -verify -CAfile {CA} -data {stem}.toml -in {stem}.tsr");
    assert!(readme.contains(&command) && !readme.contains('{'), "{readme}");
    // Nothing of it where there are none.
    bench.remove(&format!("{stem}.tsr")).commit("2026-11-02", "gone");
    let readme = String::from_utf8(pack("without.zip")["README.txt"].clone()).expect("a text");
    assert!(!readme.contains("openssl") && !readme.contains('{'), "{readme}");
}

#[test]
fn the_guide_names_what_verify_may_find() {
    let guide = fs::read_to_string(crate::bench::here().join("../docs/guide/auditor.md")).expect("the guide");
    let others = ["stamp-time", "stamp-without-seal", "stamp-authority"];
    for name in duebook::timestamp::Fault::ALL
        .map(|(_, name)| name)
        .into_iter()
        .chain(others)
    {
        assert!(guide.contains(&format!("`{name}`")), "{name}");
    }
}
