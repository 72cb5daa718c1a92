//! What a release says of itself agrees with the program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn paper(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a paper")
}

/// Asks the script that the release workflow asks first.
#[cfg(unix)]
fn agreed(tag: &[&str]) -> Output {
    Command::new("bash")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["release/make", "version"])
        .args(tag)
        .env("SOURCE_DATE_EPOCH", "0")
        .output()
        .expect("bash")
}

#[test]
fn the_changelog_begins_with_the_version_that_is_built() {
    let changelog = paper("CHANGELOG.md");
    let first = changelog
        .lines()
        .find_map(|line| line.strip_prefix("## ["))
        .expect("a heading");
    assert!(first.starts_with(&format!("{VERSION}] – ")), "{first}");
    let upgrading = paper("docs/upgrading.md");
    assert!(
        upgrading.contains(&format!("**{VERSION}** ")),
        "nothing about moving to {VERSION}"
    );
}

#[test]
#[cfg(unix)]
fn a_tag_that_says_another_version_releases_nothing() {
    let fine = agreed(&[]);
    assert!(fine.status.success(), "{}", String::from_utf8_lossy(&fine.stderr));
    assert_eq!(String::from_utf8_lossy(&fine.stdout).trim(), VERSION);
    let other = agreed(&["v99.0.0"]);
    assert!(!other.status.success());
    assert!(String::from_utf8_lossy(&other.stderr).contains("the tag is v99.0.0"));
}
