//! Text that may stand in a page as it is: everything that came from a record
//! was escaped on its way in.
//!
//! Sentences of a page hold amounts and days in the middle, each with its own
//! element (`<time datetime>`, no-break spans). A template cannot put those
//! into a translated sentence, so sentences are finished here, by a type that
//! raw text cannot enter without being escaped.

use std::fmt;

use serde::Serialize;

use crate::press::escape;

/// A piece of finished HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Markup(String);

impl Markup {
    /// Returns a plain text, escaped.
    #[must_use]
    pub fn text(plain: &str) -> Markup {
        Markup(escape(plain))
    }

    /// Takes HTML that this program wrote itself.
    pub(in crate::site) fn trusted(html: String) -> Markup {
        Markup(html)
    }

    /// Returns a mail address that opens a letter.
    #[must_use]
    pub fn mail(address: &str) -> Markup {
        let address = escape(address);
        Markup(format!("<a href=\"mailto:{address}\">{address}</a>"))
    }

    /// Returns the text inside an element with a class; both are this
    /// program's own words, never a record's.
    #[must_use]
    pub(super) fn within(&self, element: &str, class: &str) -> Markup {
        if class.is_empty() {
            return Markup(format!("<{element}>{}</{element}>", self.0));
        }
        Markup(format!("<{element} class=\"{class}\">{}</{element}>", self.0))
    }

    /// Returns the text in bold.
    #[must_use]
    pub fn strong(&self) -> Markup {
        self.within("b", "")
    }

    /// Returns the text as one that does not break across lines.
    #[must_use]
    pub fn unbroken(&self) -> Markup {
        self.within("span", "nb")
    }

    /// Returns Thai text inside a page of another language, marked as such.
    #[must_use]
    pub fn thai(&self) -> Markup {
        Markup(format!("<span lang=\"th\">{}</span>", self.0))
    }

    /// Returns both texts, one after the other.
    #[must_use]
    pub fn then(&self, next: &Markup) -> Markup {
        Markup(format!("{}{}", self.0, next.0))
    }

    /// Returns whether nothing stands here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns an address if a page may link to it: the web, or mail.
///
/// A link is written by people into records; `javascript:` and its disguises
/// are refused by naming what is allowed, not what is forbidden.
#[must_use]
pub fn safe_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto").then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_text_cannot_enter() {
        let evil = Markup::text("<script>alert(\"x\")</script> & 'y'");
        assert_eq!(
            evil.as_str(),
            "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"
        );
        assert_eq!(Markup::text("a<b").strong().as_str(), "<b>a&lt;b</b>");
    }

    #[test]
    fn only_the_web_and_mail_are_linked() {
        for good in ["https://example.org/x", "HTTP://example.org", "mailto:a@example.org"] {
            assert!(safe_link(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:x",
            "data:text/html,x",
            "//host",
            "/etc",
            "x",
            "file:///etc",
            " vbscript:x",
        ] {
            assert!(safe_link(bad).is_none(), "{bad}");
        }
    }
}
