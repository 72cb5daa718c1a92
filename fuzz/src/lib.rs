//! duebook under any bytes: one room a target, each a plain function that takes
//! bytes and panics where something is not as promised. cargo-fuzz drives them
//! (`targets/`), and so does a test on a stable toolchain (`replay`).

mod amount;
mod book;
mod bounce;
mod day;
mod fmt;
mod git_log;
mod note;
mod page;
mod pen;
mod record;
mod seal;
pub mod seeds;
mod sheet;
mod site;
mod stamp;

#[cfg(test)]
mod heavy;
#[cfg(test)]
mod replay;

/// A target: it takes any bytes.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 15] = [
    ("amount", amount::amount),
    ("bounce", bounce::bounce),
    ("day", day::day),
    ("fmt", fmt::fmt),
    ("git_log", git_log::git_log),
    ("note", note::note),
    ("page", page::page),
    ("pen", pen::pen),
    ("record", record::record),
    ("seal", seal::seal),
    ("sheet_csv", sheet::csv),
    ("sheet_xls", sheet::xls),
    ("sheet_xlsx", sheet::xlsx),
    ("site", site::site),
    ("stamp", stamp::stamp),
];

/// Finds a target.
///
/// # Panics
///
/// Where there is none of that name.
#[must_use]
pub fn target(name: &str) -> Target {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.expect("a target of TARGETS").1
}

/// Makes the program of a target.
#[macro_export]
macro_rules! main {
    ($name:literal) => {
        #[cfg(fuzzing)]
        ::libfuzzer_sys::fuzz_target!(init: $crate::ready(), |data: &[u8]| $crate::target($name)(data));

        /// Without cargo-fuzz: runs the files that are named.
        #[cfg(not(fuzzing))]
        fn main() {
            for path in std::env::args().skip(1) {
                let bytes = std::fs::read(&path).expect("a file that can be read");
                $crate::target($name)(&bytes);
            }
        }
    };
}

/// Lets panics that the program catches be caught: libFuzzer's own hook would
/// end the process at the first, before anybody could catch it. One that nobody
/// catches ends it all the same.
pub fn ready() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}

/// The first line of an input, and the rest as it is.
fn first_line(data: &[u8]) -> (&[u8], &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    (&data[..end], data.get(end + 1..).unwrap_or_default())
}

/// Bytes as text: what is no UTF-8 never gets beyond the disk's door.
fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}
