//! What a release says of itself agrees with the program.

use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::path::PathBuf;
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

/// A place with one release, whose program is a line of shell, and a machine
/// that has none yet.
#[cfg(target_os = "linux")]
struct Mirror {
    folder: tempfile::TempDir,
    archive: PathBuf,
    sum: String,
}

#[cfg(target_os = "linux")]
impl Mirror {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let machine = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
        let name = format!("duebook-{VERSION}-{machine}");
        let release = folder.path().join(format!("releases/download/v{VERSION}"));
        let bin = folder.path().join(&name).join("bin");
        fs::create_dir_all(&release).expect("made");
        fs::create_dir_all(&bin).expect("made");
        fs::write(bin.join("duebook"), format!("#!/bin/sh\necho duebook {VERSION}\n")).expect("written");
        let archive = release.join(format!("{name}.tar.gz"));
        let mut mirror = Self {
            folder,
            archive,
            sum: String::new(),
        };
        mirror.packs(&name);
        let sums = fs::read_to_string(release.join("SHA256SUMS")).expect("sums");
        sums.split(' ').next().expect("a sum").clone_into(&mut mirror.sum);
        mirror
    }

    fn packs(&self, name: &str) {
        let script = "chmod +x $1/bin/duebook; tar -czf \"$2\" $1; cd \"${2%/*}\"; sha256sum *.tar.gz > SHA256SUMS";
        let status = Command::new("bash")
            .current_dir(self.folder.path())
            .args(["-euc", script, "-", name])
            .arg(&self.archive)
            .status()
            .expect("bash");
        assert!(status.success());
    }

    /// Runs what `init` writes as `.ci/program`, with a sum of one's own or none.
    fn brings(&self, sum: &str) -> Output {
        let script = paper("templates/book/ci/program")
            .replace("«version»", VERSION)
            .replace("«source»", &format!("'file://{}'", self.folder.path().display()))
            .replace("\nsha256=\n", &format!("\nsha256={sum}\n"));
        let path = self.folder.path().join("program");
        fs::write(&path, script).expect("written");
        Command::new("bash")
            .arg(path)
            .env("DUEBOOK_HOME", self.home())
            .env_remove("GH_TOKEN")
            .env_remove("GITHUB_PATH")
            .output()
            .expect("bash")
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_book_takes_the_released_archive_once() {
    let mirror = Mirror::new();
    for sum in ["", &mirror.sum] {
        let _ = fs::remove_dir_all(mirror.home());
        let brought = mirror.brings(sum);
        assert!(brought.status.success(), "{}", String::from_utf8_lossy(&brought.stderr));
        assert_eq!(String::from_utf8_lossy(&brought.stdout), format!("duebook {VERSION}\n"));
    }
    // What is there is not fetched again.
    fs::remove_file(&mirror.archive).expect("removed");
    assert!(mirror.brings("").status.success());
}

#[test]
#[cfg(target_os = "linux")]
fn an_archive_that_is_not_the_released_one_is_not_taken() {
    let mirror = Mirror::new();
    // One that the book did not mean, though the release's own list has its sum.
    let other = mirror.brings(&"0".repeat(64));
    assert!(!other.status.success());
    assert!(String::from_utf8_lossy(&other.stderr).contains("nothing was taken"));
    // One that was changed on the way; building instead would hide it.
    let mut bytes = fs::read(&mirror.archive).expect("an archive");
    bytes.push(0);
    fs::write(&mirror.archive, bytes).expect("written");
    let spoilt = mirror.brings("");
    assert!(!spoilt.status.success());
    assert!(String::from_utf8_lossy(&spoilt.stderr).contains("nothing was taken"));
    assert!(!mirror.home().exists());
}
