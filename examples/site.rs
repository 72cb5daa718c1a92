//! Renders a book's site for a look at it: `site BOOK OUT TODAY public|internal`.
//! Stands in until `duebook build` exists.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use duebook::book::Register;
use duebook::book::gather::{Files, gather};
use duebook::press::Press;
use duebook::record::Audience;
use duebook::site::{self, Stamp};
use duebook::text::Source;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [book, out, today, audience] = &args[..] else {
        return Err("site BOOK OUT TODAY public|internal".into());
    };
    let mut files = Files::default();
    for entry in walkdir::WalkDir::new(Path::new(book).join("records")).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(book)?.to_string_lossy().into_owned();
            files
                .sources
                .push(Source::new(&path, std::fs::read_to_string(entry.path())?));
        }
    }
    let gathered = gather(files);
    eprintln!("{} findings", gathered.findings.len());
    let register = Register::new(&gathered.book, today.parse()?);
    let press = Press::new(&BTreeMap::new())?;
    let audience = if audience == "internal" {
        Audience::Internal
    } else {
        Audience::Public
    };
    let stamp = Stamp {
        commit: Some("7c1e9ab4d0f25b8e6a3c91d7f40b2e8856c3a1fd".into()),
        commit_time: Some("2026-11-19T16:05:00+07:00".into()),
    };
    let start = Instant::now();
    let pages = site::pages(&register, &press, audience, &stamp)?;
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    eprintln!("{} pages, {bytes} bytes in {:?}", pages.len(), start.elapsed());
    if audience == Audience::Public {
        let start = Instant::now();
        let leaks = site::leak::leaks(&gathered.book, &pages);
        eprintln!("{} leaks in {:?}", leaks.len(), start.elapsed());
        for leak in leaks.iter().take(20) {
            eprintln!("  {leak:?}");
        }
    }
    for page in pages {
        let path = Path::new(out).join(&page.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, page.bytes)?;
    }
    Ok(())
}
