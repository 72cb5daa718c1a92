//! Where in a book a path lies that a person typed.

use std::path::Path;

/// What a path means in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lies {
    /// A file or folder of the book: its path from the book's root, with `/`;
    /// empty for the root itself.
    Inside(String),
    /// A file or folder elsewhere.
    Outside,
    /// Nothing stands there.
    Nowhere,
}

/// Finds what was typed: from the book's root, from `records/` with or without
/// `.toml`, or from where the person is; also with `\`, with `..`, by way of
/// links, and whole.
#[must_use]
pub fn find(root: &Path, typed: &str) -> Lies {
    let typed = typed.replace('\\', "/");
    let records = root.join("records");
    let mut tries = vec![root.join(&typed), Path::new(&typed).to_owned()];
    // What leads upward is not meant from `records/`: `..` there is the book itself.
    if !typed.split('/').any(|part| part == "..") {
        let file = format!("{}.toml", typed.trim_end_matches('/'));
        tries.splice(1..1, [records.join(&typed), records.join(&file)]);
        tries.push(file.into());
    }
    let mut exists = false;
    for path in tries {
        let Ok(path) = path.canonicalize() else { continue };
        exists = true;
        // `records` may be a link to where the records are kept.
        for (home, name) in [(records.as_path(), Path::new("records")), (root, Path::new(""))] {
            let Ok(home) = home.canonicalize() else { continue };
            if let Ok(rest) = path.strip_prefix(&home) {
                let place = name.join(rest);
                let parts: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
                return Lies::Inside(parts.join("/"));
            }
        }
    }
    if exists { Lies::Outside } else { Lies::Nowhere }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_name_a_place_of_the_book_means_it() {
        let above = tempfile::tempdir().expect("a folder");
        let root = above.path().join("book");
        let folder = root.join("records/secretariat/2570");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("advance-0001.toml"), "").expect("a file");
        std::fs::create_dir(above.path().join("elsewhere")).expect("a folder");
        let whole = folder.to_string_lossy().into_owned();
        let inside = |path: &str| Lies::Inside(path.to_owned());
        for typed in [
            "records/secretariat/2570",
            "./records/secretariat/2570/",
            "records//secretariat/./2570",
            "records/secretariat/../secretariat/2570",
            "../book/records/secretariat/2570",
            r"records\secretariat\2570",
            r".\records\secretariat\2570\",
            "secretariat/2570",
            r"secretariat\2570",
            &whole,
        ] {
            assert_eq!(find(&root, typed), inside("records/secretariat/2570"), "{typed}");
        }
        for typed in ["secretariat/2570/advance-0001", "secretariat/2570/advance-0001.toml"] {
            assert_eq!(
                find(&root, typed),
                inside("records/secretariat/2570/advance-0001.toml"),
                "{typed}"
            );
        }
        assert_eq!(find(&root, "."), inside(""));
        assert_eq!(find(&root, ".."), Lies::Outside);
        assert_eq!(find(&root, "../elsewhere"), Lies::Outside);
        assert_eq!(find(&root, "secretariat/2571"), Lies::Nowhere);
    }

    #[cfg(unix)]
    #[test]
    fn a_book_behind_links_is_found() {
        let above = tempfile::tempdir().expect("a folder");
        let (root, kept) = (above.path().join("book"), above.path().join("kept"));
        std::fs::create_dir_all(kept.join("secretariat")).expect("a folder");
        std::fs::create_dir(&root).expect("a folder");
        std::os::unix::fs::symlink(&kept, root.join("records")).expect("a link");
        let want = Lies::Inside("records/secretariat".to_owned());
        assert_eq!(find(&root, "records/secretariat"), want);
        assert_eq!(find(&root, &kept.join("secretariat").to_string_lossy()), want);
    }
}
