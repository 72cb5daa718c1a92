//! The office's own addresses on the web; the survey's is the same for everybody, or
//! the answers have names.

use crate::text::{Code, Faults, Placed, Words};

/// Parameters by which form tools tell one recipient from another.
const KEYS: [&str; 14] = [
    "token",
    "email",
    "mail",
    "user",
    "userid",
    "uid",
    "username",
    "name",
    "recipient",
    "respondent",
    "contact",
    "contract",
    "rid",
    "invite",
];

/// Whether an address may stand in pages, mails and calendars: of the web, on one line.
/// Whatever else is reported.
pub(super) fn is_web(url: &Placed<String>, key: &str, faults: &Faults<'_>) -> bool {
    let lower = url.value.to_ascii_lowercase();
    let rest = ["https://", "http://"]
        .into_iter()
        .find_map(|start| lower.strip_prefix(start));
    let strange = |c: char| c.is_whitespace() || c.is_control() || c == '"' || c == '\\';
    let host = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    if rest.is_some_and(host) && !url.value.contains(strange) {
        return true;
    }
    faults.add(
        Code::BadLink,
        url.span,
        Words::new(
            format!("`{key}` ต้องเป็นที่อยู่เว็บที่ขึ้นต้นด้วย https:// ไม่มีช่องว่าง"),
            format!("`{key}` must be an address of the web that begins with https://, without spaces"),
        ),
        Words::new(
            format!("เขียนเป็น  {key} = \"https://www.example.go.th/…\""),
            format!("Write  {key} = \"https://www.example.go.th/…\""),
        ),
    );
    false
}

/// Reports a link that carries a placeholder, a token or an answer filled in
/// beforehand, with the link for everybody.
pub(super) fn check(url: &Placed<String>, faults: &Faults<'_>) {
    let help = |better: &str| {
        Words::new(
            format!("แก้บรรทัดนี้เป็น  survey_url = \"{better}\"  ลิงก์เดียวสำหรับทุกคน"),
            format!("Write this line as  survey_url = \"{better}\"  one link for everybody"),
        )
    };
    if has_place(&url.value) {
        let written = url.value.to_ascii_lowercase();
        let place = ["{", "<", "[[", "%7b"]
            .into_iter()
            .filter_map(|mark| written.find(mark))
            .min();
        let plain = &url.value[..place.unwrap_or(url.value.len())];
        let better = plain.rsplit_once('?').map_or(plain, |(plain, _)| plain);
        faults.add(
            Code::SurveyLink,
            url.span,
            Words::new(
                "ลิงก์มีช่องให้เติมค่า โปรแกรมไม่เติม เพราะลิงก์ต้องไม่บอกว่าผู้ตอบเป็นใคร",
                "The link has a place to fill in; it stays as it is, for a link must not tell who answers",
            ),
            help(better.trim_end_matches(['/', '=', '&'])),
        );
    } else if let Some(better) = impersonal(&url.value) {
        faults.add(
            Code::SurveyLink,
            url.span,
            Words::new(
                "ลิงก์มีรหัสหรือคำตอบที่กรอกไว้ให้ผู้ตอบคนหนึ่ง คำตอบจึงบอกได้ว่าเป็นของใคร",
                "The link carries a token or an answer filled in for one person: answers would tell whose they are",
            ),
            help(&better),
        );
    }
}

fn has_place(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.contains(['{', '}', '<', '>']) || url.contains("[[") || url.contains("%7b")
}

/// The link without what belongs to one person, where there is such a thing.
fn impersonal(url: &str) -> Option<String> {
    let (before, place) = url
        .split_once('#')
        .map_or((url, None), |(before, place)| (before, Some(place)));
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    // LimeSurvey writes the token as a folder too.
    let plain_path = path.split_once("/token/").map_or(path, |(plain, _)| plain);
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !is_personal(part))
        .collect();
    let all = query.split('&').filter(|part| !part.is_empty()).count();
    if plain_path == path && kept.len() == all {
        return None;
    }
    let mut better = plain_path.to_owned();
    if !kept.is_empty() {
        better.push('?');
        better.push_str(&kept.join("&"));
    }
    if let Some(place) = place {
        better.push('#');
        better.push_str(place);
    }
    Some(better)
}

fn is_personal(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let (key, value) = part.split_once('=').unwrap_or((&part, ""));
    // Microsoft Forms fills in `r` and the question's identity.
    let filled = key.len() > 16 && key.starts_with('r') && key[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
    key.starts_with("entry.")
        || filled
        || KEYS.contains(&key)
        || key.ends_with("_token")
        || (key == "usp" && value == "pp_url")
        || value.contains('@')
        || value.contains("%40")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Span};

    fn said(url: &str) -> Option<String> {
        let source = Source::new("records/office.toml", url);
        let faults = Faults::new(&source);
        let url = Placed {
            value: url.to_owned(),
            span: Span::from(0..1),
        };
        check(&url, &faults);
        faults
            .into_list()
            .pop()
            .map(|finding| finding.help.en.split('"').nth(1).unwrap_or_default().to_owned())
    }

    #[test]
    fn an_address_is_of_the_web_and_on_one_line() {
        for (url, want) in [
            ("https://finance.example.go.th/duebook/", true),
            ("HTTP://intranet:8080/x?a=1&b={TOKEN}", true),
            ("https://การคลัง.ไทย/", true),
            ("https://[2001:db8::1]/", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("file:///srv/site", false),
            ("//example.org", false),
            ("https://", false),
            ("https:///x", false),
            ("https://e.org\nBEGIN:VALARM", false),
            ("https://e.org/a b", false),
            ("https://e.org/\"x", false),
        ] {
            let source = Source::new("records/office.toml", url);
            let faults = Faults::new(&source);
            let placed = Placed {
                value: url.to_owned(),
                span: Span::default(),
            };
            assert_eq!(is_web(&placed, "site_url", &faults), want, "{url}");
            assert_eq!(faults.into_list().len(), usize::from(!want), "{url}");
        }
    }

    #[test]
    fn a_link_is_the_same_for_everybody() {
        let google = "https://docs.google.com/forms/d/e/1FAIpQ/viewform";
        for (url, want) in [
            ("https://survey.example.org/duebook", None),
            ("https://forms.gle/Ab12", None),
            (google, None),
            (
                "https://forms.office.com/Pages/ResponsePage.aspx?id=DQSIkWdsW0yxEjajBLZtrQAAAA",
                None,
            ),
            ("https://survey.example.org/index.php/12345?lang=th&newtest=Y", None),
            (
                "https://survey.example.org/my%20form?id={TOKEN}",
                Some("https://survey.example.org/my%20form"),
            ),
            (
                "https://survey.example.org/my%20form/%7BTOKEN%7D",
                Some("https://survey.example.org/my%20form"),
            ),
            (&format!("{google}?usp=pp_url&entry.123=x"), Some(google)),
            (
                &format!("{google}?usp=sharing&entry.9=%E0"),
                Some("https://docs.google.com/forms/d/e/1FAIpQ/viewform?usp=sharing"),
            ),
            (
                "https://survey.example.org/12345?token=abc&lang=th#a",
                Some("https://survey.example.org/12345?lang=th#a"),
            ),
            (
                "https://survey.example.org/12345/token/abc",
                Some("https://survey.example.org/12345"),
            ),
            (
                "https://survey.example.org/?who=a@example.org",
                Some("https://survey.example.org/"),
            ),
            (
                "https://forms.office.com/r/Ab?id=1&r0123456789abcdef0123456789abcdef=%22x%22",
                Some("https://forms.office.com/r/Ab?id=1"),
            ),
            (
                "https://survey.example.org/{contract}",
                Some("https://survey.example.org"),
            ),
            (
                "https://survey.example.org/q?c=%7Bcontract%7D",
                Some("https://survey.example.org/q"),
            ),
        ] {
            assert_eq!(said(url).as_deref(), want, "{url}");
        }
    }
}
