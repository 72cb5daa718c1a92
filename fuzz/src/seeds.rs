//! What a run begins with: the small files of `seeds/<target>/`, and the files
//! that the tests of the program have anyway, made into inputs here so that the
//! repository holds nothing twice.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Orders to the pen, each given over every record of its kind.
const ORDERS: [(&str, &str); 12] = [
    ("advance", "set amount 25000"),
    ("advance", "set borrower.email a@example.org"),
    ("advance", "set received 1 ธ.ค. 2569"),
    ("advance", "set clearing/0/cash 12.50"),
    ("advance", "drop clearing/0/vouchers"),
    ("advance", "drop borrower.email"),
    ("advance", "append clearing"),
    ("guarantee", "set warranty.months 6"),
    ("guarantee", "drop warranty.years"),
    ("guarantee", "set notes หมายเหตุ"),
    ("project", "set targets ก; ข"),
    ("project", "append report"),
];

/// Returns the inputs that a target begins with.
///
/// # Panics
///
/// Where the repository's files cannot be read.
#[must_use]
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let tests = root.join("tests");
    let mut seeds: Vec<Vec<u8>> = files(&root.join("fuzz/seeds").join(target)).iter().map(read).collect();
    match target {
        "record" | "fmt" | "site" => seeds.extend(records(&tests).into_iter().map(|(path, text)| joined(&path, &text))),
        "pen" => {
            for (path, text) in records(&tests.join("office")) {
                let orders = ORDERS.iter().filter(|(kind, _)| path.contains(&format!("/{kind}-")));
                seeds.extend(orders.map(|(kind, order)| joined(&format!("{kind} {order}"), &text)));
            }
        }
        "seal" => {
            let journal = records(&tests).into_iter();
            let ours = journal.filter(|(path, _)| path.contains("/journal/") || path.contains("/approvals/"));
            seeds.extend(ours.map(|(path, text)| joined(&path, &text)));
        }
        "day" | "amount" => {
            let cases = read(tests.join("cases/typed.json"));
            let typed = cases.split(|byte| *byte == b'"').skip(1).step_by(2);
            seeds.extend(typed.map(<[u8]>::to_vec));
        }
        "sheet_csv" => {
            let answers = files(&tests).into_iter().filter(|path| ends(path, "csv"));
            seeds.extend(answers.map(|path| read(&path)));
        }
        "stamp" => {
            let replies = files(&tests.join("timestamps")).into_iter();
            seeds.extend(replies.filter(|path| ends(path, "tsr") || ends(path, "pem")).map(read));
        }
        "sheet_xls" => seeds.push(read(tests.join("workbooks/register.xls"))),
        "sheet_xlsx" => {
            for name in ["workbooks/register.xlsx", "workbooks/register.ods"] {
                let bytes = read(tests.join(name));
                seeds.push(parts(&bytes));
                seeds.push(bytes);
            }
        }
        _ => {}
    }
    seeds.sort();
    seeds.dedup();
    seeds
}

/// Every file of `records/` below a folder of tests: its path in its book, and
/// its text.
fn records(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let all = files(folder).into_iter();
    all.filter(|path| ends(path, "toml") || ends(path, "csv"))
        .filter_map(|path| {
            let shown = path.to_string_lossy().replace('\\', "/");
            let inside = shown.rfind("/records/")? + 1;
            Some((shown[inside..].to_owned(), read(&path)))
        })
        .collect()
}

fn ends(path: &Path, with: &str) -> bool {
    path.extension().is_some_and(|ending| ending == with)
}

fn joined(line: &str, text: &[u8]) -> Vec<u8> {
    [line.as_bytes(), b"\n", text].concat()
}

/// The parts of a workbook that are text, as `sheet_xlsx` packs them.
fn parts(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut out = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let mut body = String::new();
        let name = part.name().expect("a plain name").into_owned();
        if part.read_to_string(&mut body).is_ok() {
            out.push(format!("== {name}\n{body}"));
        }
    }
    out.join("\n").into_bytes()
}

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    let path = path.as_ref();
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder, in order; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}
