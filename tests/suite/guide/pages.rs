//! The pages: what belongs to the guide, and that every link in it leads somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::bench::{files_below, here};

/// A page of the project's papers.
pub(super) struct Page {
    /// From the project's folder.
    pub(super) path: String,
    pub(super) text: String,
}

/// A fenced block of a page.
pub(super) struct Block<'p> {
    pub(super) language: &'p str,
    /// What stands behind the language on the fence.
    pub(super) rest: &'p str,
    pub(super) text: &'p str,
}

impl Page {
    pub(super) fn read(path: &str) -> Page {
        let text = fs::read_to_string(here().join("..").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Page {
            path: path.to_owned(),
            text,
        }
    }

    /// The name that its first heading gives it.
    pub(super) fn title(&self) -> &str {
        let first = self.text.lines().find_map(|line| line.strip_prefix("# "));
        first.unwrap_or_else(|| panic!("{} has no heading", self.path))
    }

    /// The fenced blocks, in a list's item too, which is indented.
    pub(super) fn blocks(&self) -> Vec<Block<'_>> {
        let pieces: Vec<&str> = self.text.split("```").collect();
        assert!(pieces.len() % 2 == 1, "{}: a fence is not closed", self.path);
        let inside = pieces.into_iter().skip(1).step_by(2);
        inside
            .map(|block| {
                let (fence, text) = block.split_once('\n').expect("a block has lines");
                let (language, rest) = fence.split_once(' ').unwrap_or((fence, ""));
                Block {
                    language,
                    rest,
                    text: text.trim_end_matches(' '),
                }
            })
            .collect()
    }

    /// The text without its fenced blocks.
    fn prose(&self) -> String {
        self.text.split("```").step_by(2).collect()
    }

    /// Where its links lead, pictures too.
    fn links(&self) -> Vec<String> {
        let prose = self.prose();
        let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        targets.map(|(target, _)| target.to_owned()).collect()
    }

    /// The anchors of its headings, as GitHub and Forgejo make them.
    fn anchors(&self) -> BTreeSet<String> {
        let prose = self.prose();
        let headings = prose.lines().filter(|line| line.starts_with('#'));
        headings.map(|line| slug(line.trim_start_matches('#'))).collect()
    }
}

fn slug(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '\u{e31}'..='\u{e4e}');
    let heading = heading.trim().to_lowercase();
    heading
        .chars()
        .filter(kept)
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// The pages that the contents list, in their order.
pub(super) fn guide() -> Vec<Page> {
    let contents = Page::read("docs/guide.th.md");
    let mut paths: Vec<String> = Vec::new();
    for link in contents.links() {
        let path = link.split('#').next().unwrap_or_default();
        let path = format!("docs/{path}");
        if path.starts_with("docs/guide/") && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths.push("docs/guide.en.md".to_owned());
    let listed: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    for file in files_below(&here().join("../docs/guide")) {
        let path = format!("docs/guide/{}", file.file_name().unwrap_or_default().to_string_lossy());
        assert!(listed.contains(path.as_str()), "the contents do not list {path}");
    }
    paths.iter().map(|path| Page::read(path)).collect()
}

/// Every paper that people read.
pub(super) fn papers() -> Vec<Page> {
    let root = here().join("..");
    let mut papers = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "DECISIONS.md",
        "CHANGELOG.md",
        "THIRD-PARTY.md",
    ]
    .map(Page::read)
    .into_iter()
    .collect::<Vec<_>>();
    for file in files_below(&root.join("docs")) {
        if file.extension().is_some_and(|kind| kind == "md") {
            let inside = file.strip_prefix(&root).expect("a paper");
            papers.push(Page::read(&inside.to_string_lossy()));
        }
    }
    papers
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    let root = here().join("..");
    let (mut dead, mut seen) = (Vec::new(), 0);
    for page in papers() {
        let folder = Path::new(&page.path).parent().expect("a folder").to_owned();
        for link in page.links() {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            seen += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path = if file.is_empty() {
                page.path.clone()
            } else {
                folder.join(file).to_string_lossy().into_owned()
            };
            let is_there = root.join(&path).exists();
            let has_anchor = || anchor.is_empty() || Page::read(&path).anchors().contains(anchor);
            if !is_there || !has_anchor() {
                dead.push(format!("{}: {link}", page.path));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
    assert!(seen > 150, "{seen} links");
}

#[test]
fn pictures_are_small_and_say_in_words_what_they_show() {
    let mut seen = BTreeSet::new();
    for page in guide() {
        for picture in page.prose().split("![").skip(1) {
            let (words, rest) = picture.split_once("](").expect("a picture");
            let name = rest
                .split(')')
                .next()
                .and_then(|path| path.strip_prefix("../pictures/"));
            let name = name.unwrap_or_else(|| panic!("{}: a picture elsewhere", page.path));
            assert!(words.chars().count() > 20, "{}: {name} needs words", page.path);
            seen.insert(name.to_owned());
        }
    }
    for file in files_below(&here().join("../docs/pictures")) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("a picture");
        assert!(seen.remove(&name), "no page shows {name}");
        assert!(
            bytes.starts_with(b"\x89PNG") && bytes[25] == 3,
            "{name} is a PNG with a palette"
        );
        assert!(bytes.len() <= 80_000, "{name} has {} bytes", bytes.len());
    }
    assert!(seen.is_empty(), "missing: {seen:?}");
}

#[test]
fn a_page_is_short_enough_to_be_read() {
    // Tables and the settings' reference may be longer; work may not.
    let reference = ["files.md", "keys.md", "commands.md"];
    for page in guide() {
        let lines = page.text.lines().count();
        let is_reference = reference.iter().any(|name| page.path.ends_with(name));
        assert!(is_reference || lines <= 220, "{} has {lines} lines", page.path);
    }
}
