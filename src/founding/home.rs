//! Where a book will live: the forge, and its links.

use crate::text::Words;

/// The kinds of forges whose pages the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
    /// Forgejo, as Codeberg runs it.
    Forgejo,
    /// Gitea.
    Gitea,
}

impl Kind {
    /// Every kind, by its name.
    pub const ALL: [(&'static str, Kind); 4] = [
        ("github", Kind::Github),
        ("gitlab", Kind::Gitlab),
        ("forgejo", Kind::Forgejo),
        ("gitea", Kind::Gitea),
    ];

    /// Returns the kind that a name means.
    #[must_use]
    pub fn named(name: &str) -> Option<Kind> {
        let name = name.trim().to_ascii_lowercase();
        Kind::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| *kind)
    }

    /// Returns the folder of its workflows, where the program writes some.
    #[must_use]
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Kind::Github => Some(".github"),
            Kind::Forgejo => Some(".forgejo"),
            Kind::Gitea => Some(".gitea"),
            Kind::Gitlab => None,
        }
    }

    /// Returns where it looks for owners of folders.
    #[must_use]
    pub fn owners_file(self) -> &'static str {
        match self {
            Kind::Github => ".github/CODEOWNERS",
            _ => "CODEOWNERS",
        }
    }
}

/// A repository on a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// What kind of forge.
    pub kind: Kind,
    /// Its server, with a port where it has one.
    pub host: String,
    /// Owner and name: `finance/book`.
    pub path: String,
    /// The address that git is given.
    pub remote: String,
}

impl Home {
    /// Returns the page of the repository.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}/{}", self.host, self.path)
    }

    /// Returns the place that `mail.live` names.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}/{}", self.host, self.path).to_ascii_lowercase()
    }

    /// Returns who owns the repository, as `@` names it.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(owner, _)| owner)
    }

    /// Returns the links of `office.toml`: edit, new, commit.
    #[must_use]
    pub fn links(&self) -> [(&'static str, String); 3] {
        let page = self.url();
        let (edit, new, commit) = match self.kind {
            Kind::Github => (
                "edit/main/{path}",
                "new/main?filename={path}&value={text}",
                "commit/{commit}",
            ),
            // GitLab's page takes the name of a new file and no text.
            Kind::Gitlab => ("-/edit/main/{path}", "-/new/main?file_name={path}", "-/commit/{commit}"),
            Kind::Forgejo | Kind::Gitea => (
                "_edit/main/{path}",
                "_new/main?filename={path}&value={text}",
                "commit/{commit}",
            ),
        };
        [("edit", edit), ("new", new), ("commit", commit)].map(|(name, tail)| (name, format!("{page}/{tail}")))
    }
}

/// A repository's address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its server, with a port where its pages have one.
    pub host: String,
    /// Owner and name.
    pub path: String,
    /// The address that git is given.
    pub remote: String,
}

/// Takes a repository's address apart.
///
/// # Errors
///
/// What to write instead, for anything but a plain address of a repository.
pub fn address(text: &str) -> Result<Address, Words> {
    parts(text).ok_or_else(|| {
        Words::new(
            "ไม่ใช่ที่อยู่ของที่เก็บ เขียนเช่น https://git.example.go.th/finance/book",
            "no address of a repository; write such as https://git.example.go.th/finance/book",
        )
    })
}

fn parts(text: &str) -> Option<Address> {
    let text = text.trim().trim_end_matches('/');
    let (host, path) = if let Some((scheme, rest)) = text.split_once("://") {
        let rest = match scheme {
            "https" => rest,
            "ssh" => rest.strip_prefix("git@")?,
            _ => return None,
        };
        rest.split_once('/')?
    } else {
        text.strip_prefix("git@")?.split_once(':')?
    };
    let path = path.strip_suffix(".git").unwrap_or(path);
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
    let word = |text: &str, more: &str| {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let sound = is_port
        && name.split('.').all(|label| word(label, "-"))
        && path.split('/').count() >= 2
        && path.split('/').all(|part| word(part, "-._"));
    // An address for ssh has the port of ssh, which no page has.
    let host = if text.starts_with("https://") { host } else { name };
    let remote = if text.starts_with("https://") && !text.ends_with(".git") {
        format!("{text}.git")
    } else {
        text.to_owned()
    };
    sound.then(|| Address {
        host: host.to_owned(),
        path: path.to_owned(),
        remote,
    })
}

/// Guesses the kind of a forge by its server, where the server is well known.
#[must_use]
pub fn guess(host: &str) -> Option<Kind> {
    match host {
        "github.com" => Some(Kind::Github),
        "gitlab.com" => Some(Kind::Gitlab),
        "codeberg.org" => Some(Kind::Forgejo),
        "gitea.com" => Some(Kind::Gitea),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_server_and_a_path_of_plain_letters() {
        for (text, want) in [
            ("https://github.com/bma/book", Some(("github.com", "bma/book"))),
            (
                "https://git.example.go.th:3000/f/b.git/",
                Some(("git.example.go.th:3000", "f/b")),
            ),
            ("git@gitlab.com:a/b/c.git", Some(("gitlab.com", "a/b/c"))),
            (
                "ssh://git@git.example.go.th:2222/f/b",
                Some(("git.example.go.th", "f/b")),
            ),
            ("https://user:pass@github.com/a/b", None),
            ("http://github.com/a/b", None),
            ("https://github.com/a", None),
            ("https://github.com/a/b?x=1", None),
            ("https://github.com/a/b\"; rm -rf /", None),
            ("https://github.com/a/$(id)", None),
            ("https://github.com/../b", None),
            ("https://github.com:0/a/b", None),
            ("/home/me/book.git", None),
            ("", None),
        ] {
            let got = address(text).ok();
            let got = got.as_ref().map(|one| (one.host.as_str(), one.path.as_str()));
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn git_is_given_the_address_that_was_answered() {
        for (text, want) in [
            ("https://github.com/bma/book/", "https://github.com/bma/book.git"),
            ("https://github.com/bma/book.git", "https://github.com/bma/book.git"),
            ("git@github.com:bma/book.git", "git@github.com:bma/book.git"),
        ] {
            assert_eq!(address(text).map(|one| one.remote), Ok(want.to_owned()));
        }
    }

    #[test]
    fn each_forge_has_its_own_pages() {
        for (kind, new) in [
            (Kind::Github, "https://h/f/b/new/main?filename={path}&value={text}"),
            (Kind::Gitlab, "https://h/f/b/-/new/main?file_name={path}"),
            (Kind::Forgejo, "https://h/f/b/_new/main?filename={path}&value={text}"),
            (Kind::Gitea, "https://h/f/b/_new/main?filename={path}&value={text}"),
        ] {
            let home = Home {
                kind,
                host: "h".into(),
                path: "f/b".into(),
                remote: "https://h/f/b.git".into(),
            };
            assert_eq!(home.links()[1], ("new", new.to_owned()));
        }
    }
}
