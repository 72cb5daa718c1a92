//! Filters for words, never for arithmetic.

use tera::{Kwargs, State, Tera, Value};

/// Registers the filters; Tera wants them before the templates.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("fill", fill);
    tera.register_filter("rich", rich);
    tera.register_filter("breaks", breaks);
    tera.register_filter("nb", nb);
    tera.register_filter("unbroken", unbroken);
}

/// `{{ t.home.share | fill(n=view.share) }}`: puts values into `{n}`.
fn fill(text: &str, slots: Kwargs, _: &State) -> String {
    filled(text, slots)
}

/// Takes the slots by value as Tera hands them over.
#[allow(clippy::needless_pass_by_value, reason = "Tera's filters own their arguments")]
fn filled(text: &str, slots: Kwargs) -> String {
    let mut out = text.to_owned();
    for (name, value) in slots.iter() {
        out = out.replace(&format!("{{{name}}}"), &value.to_string());
    }
    out
}

/// Like `fill`, and `**words**` become bold; everything else is escaped.
#[allow(clippy::needless_pass_by_value, reason = "Tera's filters own their arguments")]
fn rich(text: &str, slots: Kwargs, _: &State) -> Value {
    let text = escape(text);
    let mut parts = text.split("**");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (n, part) in parts.enumerate() {
        out.push_str(if n % 2 == 0 { "<b>" } else { "</b>" });
        out.push_str(part);
    }
    for (name, value) in slots.iter() {
        let shown = value.to_string();
        let shown = if value.is_safe() { shown } else { escape(&shown) };
        out = out.replace(&format!("{{{name}}}"), &shown);
    }
    Value::safe_string(&out)
}

/// Line breaks of a text become `<br>`; everything else is escaped.
fn breaks(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&escape(text.trim()).replace('\n', "<br>"))
}

/// The longest word that a phone's line holds beside a button.
const WHOLE: usize = 22;

/// Words of a name stay whole at the end of a line: each in its own span, but
/// for those that would not fit on a phone.
fn nb(text: &str, _: Kwargs, _: &State) -> Value {
    let whole = |word: &str| {
        let escaped = escape(word);
        let short = word.chars().count() <= WHOLE;
        if short {
            format!("<span class=\"nb\">{escaped}</span>")
        } else {
            escaped
        }
    };
    Value::safe_string(&text.split_whitespace().map(whole).collect::<Vec<_>>().join(" "))
}

/// A date stays whole at the end of a line in a mail: Outlook heeds the spaces,
/// others the style, which also holds `วันศุกร์ที่` together.
fn unbroken(text: &str, _: Kwargs, _: &State) -> Value {
    let escaped = escape(text).replace(' ', "\u{a0}");
    Value::safe_string(&format!("<span style=\"white-space:nowrap\">{escaped}</span>"))
}

/// Escapes a text for HTML, in content and in quoted attributes.
#[must_use]
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::press::Press;
    use crate::text::Lang;

    #[test]
    fn words_take_values_and_stay_text() {
        for (template, want) in [
            (r#"{{ "a {n} b" | fill(n="<1>") }}"#, "a &lt;1&gt; b"),
            (
                r#"{{ "15 ก.ย. 2566" | unbroken }}"#,
                "<span style=\"white-space:nowrap\">15\u{a0}ก.ย.\u{a0}2566</span>",
            ),
            (r#"{{ "**{n}** & c" | rich(n="<1>") }}"#, "<b>&lt;1&gt;</b> &amp; c"),
            (
                r#"{{ "a
<b>" | breaks }}"#,
                "a<br>&lt;b&gt;",
            ),
        ] {
            let own = BTreeMap::from([("page/try.html".to_owned(), template.to_owned())]);
            let press = Press::new(&own).expect("a readable template");
            let html = press
                .edition(Lang::En, &())
                .page("page/try.html", &(), &())
                .expect("a page");
            assert_eq!(String::from_utf8(html).expect("UTF-8"), want, "{template}");
        }
    }
}
