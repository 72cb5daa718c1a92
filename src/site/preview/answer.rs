//! Which request gets which answer. Files come from memory by their exact path,
//! so there is no folder to climb out of.

use super::{OWN, SCRIPT, STYLE, Shown, dressed};
use crate::text::{Lang, uri};

/// What a browser asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// `GET`, `HEAD` or another.
    pub method: &'r str,
    /// The name it asked for, from `Host`.
    pub host: Option<&'r str>,
    /// The path, as it came, with its escapes.
    pub path: &'r str,
}

/// What it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 200, 302, 404, …
    pub status: u16,
    /// What the body is.
    pub kind: &'static str,
    /// The body; `HEAD` gets its length alone.
    pub body: Vec<u8>,
    /// Where to look instead.
    pub location: Option<String>,
}

impl Answer {
    fn plain(status: u16, words: &str) -> Answer {
        Answer {
            status,
            kind: "text/plain; charset=utf-8",
            body: format!("{words}\n").into_bytes(),
            location: None,
        }
    }

    fn file(kind: &'static str, body: &[u8]) -> Answer {
        Answer {
            status: 200,
            kind,
            body: body.to_vec(),
            location: None,
        }
    }
}

impl Request<'_> {
    /// Refuses what a preview on this machine never gets from its own pages:
    /// other methods, and other hosts' names that were made to lead here.
    #[must_use]
    pub fn refusal(&self) -> Option<Answer> {
        if !self.host.is_some_and(is_here) {
            return Some(Answer::plain(
                421,
                "ตัวอย่างนี้เปิดได้ที่ http://127.0.0.1 หรือ http://localhost ในเครื่องนี้เท่านั้น\n\
                 This preview answers to http://127.0.0.1 or http://localhost on this machine alone",
            ));
        }
        if !matches!(self.method, "GET" | "HEAD") {
            return Some(Answer::plain(405, "GET, HEAD"));
        }
        None
    }

    /// Returns the state that a waiting page knows, where this is one.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.path == format!("/{OWN}/wait")
    }
}

/// Which file of the site a path asks for: its escapes taken out, once. Nothing
/// where an escape is none, or hides a slash that would part folders.
fn named(path: &str) -> Option<String> {
    let parts = path.split('/').map(uri::unescaped);
    let parts: Vec<String> = parts.collect::<Option<_>>()?;
    let hides_a_slash = parts.iter().any(|part| part.contains('/'));
    (!hides_a_slash).then(|| parts.join("/"))
}

/// Whether a `Host` names this machine's loopback, with any port: a tunnel may
/// lead here from another one.
fn is_here(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

impl Shown {
    /// Answers a request that was not refused.
    #[must_use]
    pub fn answer(&self, request: &Request<'_>) -> Answer {
        let path = request.path.trim_start_matches('/');
        match path.strip_prefix(OWN) {
            Some("/wait") => return Answer::plain(200, &self.state).trimmed(),
            Some("/reload.js") => return Answer::file(kind("x.js"), SCRIPT.as_bytes()),
            Some("/overlay.css") => return Answer::file(kind("x.css"), STYLE.as_bytes()),
            _ => {}
        }
        let named = named(path);
        let english = named.as_deref().unwrap_or(path).starts_with("en/");
        let lang = if english { Lang::En } else { Lang::Th };
        named
            .and_then(|named| self.found(&named, lang))
            .unwrap_or_else(|| self.missing(lang))
    }

    /// The file that a path names, or the way to the folder that it names.
    fn found(&self, named: &str, lang: Lang) -> Option<Answer> {
        let inside = if named.is_empty() || named.ends_with('/') {
            format!("{named}index.html")
        } else {
            named.to_owned()
        };
        if let Some(bytes) = self.files.get(&inside) {
            let kind = kind(&inside);
            return Some(if inside.ends_with(".html") {
                Answer::file(kind, dressed(&String::from_utf8_lossy(bytes), self, lang).as_bytes())
            } else {
                Answer::file(kind, bytes)
            });
        }
        let is_folder = self.files.contains_key(&format!("{inside}/index.html"));
        is_folder.then(|| Answer {
            location: Some(format!("/{inside}/")),
            ..Answer::plain(302, "/")
        })
    }

    /// The page that stands where there is none.
    fn missing(&self, lang: Lang) -> Answer {
        let page = &self.fallback[usize::from(lang == Lang::En)];
        Answer {
            status: if self.is_ready { 404 } else { 503 },
            ..Answer::file(
                kind("x.html"),
                dressed(&String::from_utf8_lossy(page), self, lang).as_bytes(),
            )
        }
    }
}

impl Answer {
    fn trimmed(mut self) -> Answer {
        self.body.pop();
        self
    }
}

/// Returns what a file is, by its name.
fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::site::preview::{Notes, from_the_root};
    use crate::text::Words;

    fn shown(notes: Notes) -> Shown {
        let page = |words: &str| {
            format!(
                "<html><head><meta content=\"default-src 'none'; base-uri 'none'\"></head><body class=\"a\"><p>{words}</p></body></html>"
            )
            .into_bytes()
        };
        let files = BTreeMap::from([
            ("index.html".to_owned(), page("home")),
            ("pr/index.html".to_owned(), page("pr")),
            ("en/index.html".to_owned(), page("english")),
            ("assets/site.css".to_owned(), b"a{}".to_vec()),
            ("assets/ตรา.svg".to_owned(), b"<svg/>".to_vec()),
            (
                "downloads/records/agency=pr/fiscal_year=2569/records.csv".to_owned(),
                b"record,fund\r\n".to_vec(),
            ),
        ]);
        let files = files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
        Shown {
            state: "7-1".into(),
            files: Arc::new(files),
            notes,
            fallback: Arc::new([page("ไม่พบ"), page("missing")]),
            is_ready: true,
        }
    }

    fn get(path: &str) -> Request<'_> {
        Request {
            method: "GET",
            host: Some("127.0.0.1:8484"),
            path,
        }
    }

    #[test]
    fn files_are_found_by_their_exact_path_alone() {
        let shown = shown(Notes::default());
        for (path, status, part) in [
            ("/", 200, "home"),
            ("/index.html", 200, "home"),
            ("/pr/", 200, "pr"),
            ("/pr", 302, ""),
            ("/en/", 200, "english"),
            ("/assets/site.css", 200, "a{}"),
            ("/en/nothing.html", 404, "missing"),
            ("/../records/office.toml", 404, "ไม่พบ"),
            ("/assets/../../records/office.toml", 404, "ไม่พบ"),
            ("/%2e%2e/records/office.toml", 404, "ไม่พบ"),
            ("//etc/passwd", 404, "ไม่พบ"),
            ("/..\\records\\office.toml", 404, "ไม่พบ"),
            ("/.duebook/wait", 200, "7-1"),
            ("/.duebook/../index.html", 404, "ไม่พบ"),
        ] {
            let answer = shown.answer(&get(path));
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            assert_eq!(answer.status, status, "{path}");
            assert!(body.contains(part), "{path}: {body}");
        }
    }

    #[test]
    fn escapes_of_a_path_are_taken_out_once_and_part_no_folders() {
        let shown = shown(Notes::default());
        for (path, status, part) in [
            (
                "/downloads/records/agency=pr/fiscal_year=2569/records.csv",
                200,
                "record,fund",
            ),
            (
                "/downloads/records/agency%3Dpr/fiscal_year%3d2569/records.csv",
                200,
                "record,fund",
            ),
            (
                "/downloads/records/agency%253Dpr/fiscal_year=2569/records.csv",
                404,
                "ไม่พบ",
            ),
            ("/assets/%E0%B8%95%E0%B8%A3%E0%B8%B2.svg", 200, "<svg/>"),
            ("/%70r", 302, ""),
            ("/%70r/", 200, "pr"),
            ("/%65n/nothing.html", 404, "missing"),
            ("/pr%2Findex.html", 404, "ไม่พบ"),
            ("/pr/%2e%2e/index.html", 404, "ไม่พบ"),
            ("/%2e/index.html", 404, "ไม่พบ"),
            ("/index.html%00", 404, "ไม่พบ"),
            ("/%00", 404, "ไม่พบ"),
            ("/%zz", 404, "ไม่พบ"),
            ("/index.html%", 404, "ไม่พบ"),
            ("/%ff", 404, "ไม่พบ"),
            ("/%2fevil.example.org/", 404, "ไม่พบ"),
            ("/%2eduebook/wait", 404, "ไม่พบ"),
        ] {
            let answer = shown.answer(&get(path));
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            assert_eq!(answer.status, status, "{path}");
            assert!(body.contains(part), "{path}: {body}");
            let way = answer.location.as_deref();
            assert_eq!(way, (status == 302).then_some("/pr/"), "{path}");
        }
    }

    #[test]
    fn other_names_and_methods_are_refused() {
        for (method, host, status) in [
            ("GET", Some("127.0.0.1:8484"), None),
            ("HEAD", Some("localhost"), None),
            ("GET", Some("LOCALHOST:1"), None),
            ("POST", Some("localhost"), Some(405)),
            ("GET", None, Some(421)),
            ("GET", Some("evil.example.org"), Some(421)),
            ("GET", Some("127.0.0.1.evil.example.org:8484"), Some(421)),
            ("GET", Some("localhost.evil.example.org"), Some(421)),
            ("GET", Some("evil@127.0.0.1"), Some(421)),
            ("GET", Some("0.0.0.0:8484"), Some(421)),
        ] {
            let request = Request {
                method,
                host,
                path: "/",
            };
            assert_eq!(
                request.refusal().map(|answer| answer.status),
                status,
                "{method} {host:?}"
            );
        }
    }

    #[test]
    fn mistakes_stand_above_the_page_in_its_language_and_cannot_run() {
        let drawn = vec![Words::new("ผิดพลาด <script>", "error <script>")];
        let shown = shown(Notes { stops: true, drawn });
        let page = |path| String::from_utf8(shown.answer(&get(path)).body).expect("UTF-8");
        let (thai, english) = (page("/"), page("/en/"));
        assert!(
            thai.contains("<body class=\"a\">\n<div id=\"duebook-preview\""),
            "{thai}"
        );
        assert!(thai.contains("ผิดพลาด &lt;script&gt;") && english.contains("error &lt;script&gt;"));
        assert!(thai.contains("home") && thai.contains("connect-src 'self'; base-uri"));
        assert!(thai.contains("data-state=\"7-1\"") && !thai.contains("<script>"));
    }

    #[test]
    fn a_page_for_any_depth_links_from_the_root() {
        let html = "<a href=\"index.html\"><a href=\"#main\"><a href=\"mailto:a@b\"><img src=\"assets/a.svg\"><a href=\"../x.html\">";
        assert_eq!(
            from_the_root(html, Lang::Th),
            "<a href=\"/index.html\"><a href=\"#main\"><a href=\"mailto:a@b\"><img src=\"/assets/a.svg\"><a href=\"/x.html\">"
        );
        assert!(from_the_root(html, Lang::En).starts_with("<a href=\"/en/index.html\">"));
    }
}
