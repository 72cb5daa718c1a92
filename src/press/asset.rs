//! Assets that go out as they are: nothing of them may run, and none may make
//! a reader's browser ask another host.

use roxmltree::{Document, Node, ParsingOptions};

use crate::text::{Code, Diagnostic, Source, Span, Words};

/// Elements that run, or show what another document says.
const FORBIDDEN: [&str; 8] = [
    "script",
    "foreignObject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
];

/// Judges a drawing: no script, no event, nothing from elsewhere.
#[must_use]
pub(super) fn drawing(source: &Source) -> Vec<Diagnostic> {
    // `icons.svg` is a list of symbols, set into pages; it has no root of its own.
    let (before, after) = if source.path.ends_with("/icons.svg") {
        ("<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\">", "</svg>")
    } else {
        ("", "")
    };
    let text = format!("{before}{}{after}", source.text);
    let document = match Document::parse_with_options(&text, ParsingOptions::default()) {
        Ok(document) => document,
        Err(error) => return vec![unreadable(source, &error)],
    };
    let place = |range: std::ops::Range<usize>| {
        let start = range.start.saturating_sub(before.len()).min(source.text.len());
        Span::from(start..range.end.saturating_sub(before.len()).clamp(start, source.text.len()))
    };
    let mut findings = Vec::new();
    // `<?xml-stylesheet?>` fetches before anything is drawn.
    for node in document.descendants().filter(Node::is_pi) {
        findings.push(refused(source, place(node.range()), "<?…?>"));
    }
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        if FORBIDDEN.iter().any(|bad| bad.eq_ignore_ascii_case(name)) {
            let start = node.range().start;
            let span = place(start..start + 1 + name.len());
            findings.push(refused(source, span, &format!("<{name}>")));
        }
        // What moves a link may move it anywhere.
        let moved = node.attributes().find(|attribute| attribute.name() == "attributeName");
        let moves = |attribute: &roxmltree::Attribute<'_, '_>| {
            let moved = attribute.value().trim().to_ascii_lowercase();
            let moved = moved.rsplit(':').next().unwrap_or_default();
            moved.starts_with("on") || ["href", "src", "style"].contains(&moved)
        };
        if let Some(attribute) = moved.filter(moves) {
            findings.push(refused(source, place(attribute.range()), attribute.value()));
        }
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            // What a drawing program notes for itself styles nothing: C:\Users.
            let hides = || attribute.namespace().is_none() && disguised(value).next().is_some();
            let outward = match key {
                "href" | "src" => !is_inside(value),
                _ => reaches_out(value) || hides(),
            };
            if key.to_ascii_lowercase().starts_with("on") || outward {
                findings.push(refused(source, place(attribute.range()), key));
            }
        }
        if name == "style" && is_wild(node) {
            let start = node.range().start;
            findings.push(refused(source, place(start..start + 6), "<style>"));
        }
    }
    findings
}

/// Whether a style within a drawing fetches or hides. Comments part its text; a browser
/// joins what stands in it, other readers also what stands in its elements.
fn is_wild(style: Node<'_, '_>) -> bool {
    let join = |nodes: &mut dyn Iterator<Item = Node<'_, '_>>| -> String {
        nodes.filter(Node::is_text).filter_map(|node| node.text()).collect()
    };
    let mut read = [join(&mut style.children()), join(&mut style.descendants())].into_iter();
    read.any(|words| {
        words.to_ascii_lowercase().contains("@import") || reaches_out(&words) || disguised(&words).next().is_some()
    })
}

/// Judges a style sheet: nothing from elsewhere.
#[must_use]
pub(super) fn style(source: &Source) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut refuse = |start: usize, end: usize| {
        findings.push(refused(source, Span::from(start..end), &source.text[start..end]));
    };
    let lower = source.text.to_ascii_lowercase();
    for (start, found) in lower.match_indices("@import") {
        refuse(start, start + found.len());
    }
    for hidden in disguised(&source.text) {
        refuse(hidden.start, hidden.end);
    }
    for function in ["url(", "image-set("] {
        for (start, _) in lower.match_indices(function) {
            let end = lower[start..].find(')').map_or(lower.len(), |at| start + at + 1);
            let whole = &lower[start..end];
            // A picture of a set may be a `url(…)` of its own, told already.
            if reaches_out(whole) && !whole[function.len()..].contains("url(") {
                refuse(start, end);
            }
        }
    }
    findings
}

/// Judges a picture by its first bytes: the emblem must be what its name says.
#[must_use]
pub(super) fn picture(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let wrong = path.ends_with(".png") && !bytes.starts_with(b"\x89PNG\r\n\x1a\n");
    wrong.then(|| {
        Diagnostic::of_file(
            Code::UnsafeAsset,
            &format!("templates/{path}"),
            Words::new(
                "ชื่อลงท้าย .png แต่เนื้อแฟ้มไม่ใช่ภาพ PNG",
                "The name ends in .png, but this is no PNG picture",
            ),
            Words::new(
                "บันทึกภาพใหม่เป็น PNG จากโปรแกรมภาพ (เปลี่ยนชื่อแฟ้มอย่างเดียวไม่พอ)",
                "Save it again as PNG from a picture program; renaming is not enough",
            ),
        )
    })
}

/// Whether a link stays in the drawing, or is a picture in the text itself.
fn is_inside(address: &str) -> bool {
    let address = address.trim();
    let picture = ["data:image/png", "data:image/jpeg", "data:image/webp"];
    address.starts_with('#') || picture.iter().any(|kind| address.starts_with(kind))
}

/// Whether a value asks another host: `url(https://…)`, `url(//…)`, or a name in
/// `image-set("https://…")`. CSS ignores the case of letters.
fn reaches_out(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let mut addresses = lower.split("url(").skip(1);
    let mut sets = lower.split("image-set(").skip(1);
    addresses.any(is_elsewhere)
        || sets.any(|set| {
            let inside = set.split(')').next().unwrap_or_default();
            inside.split(['"', '\'']).skip(1).step_by(2).any(is_elsewhere)
        })
}

/// Letters of the Latin alphabet that are written as escapes: `@\69mport` is
/// `@import`, and `u\rl(` is `url(`. Nobody writes them so who hides nothing.
fn disguised(style: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut passed = 0;
    style.match_indices('\\').filter_map(move |(start, _)| {
        // The second of two backslashes is escaped itself.
        if start < passed {
            return None;
        }
        let rest = &style[start + 1..];
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let letter = match digits {
            0 => rest.chars().next(),
            _ => u32::from_str_radix(&rest[..digits], 16).ok().and_then(char::from_u32),
        };
        let length = if digits == 0 {
            letter.map_or(0, char::len_utf8)
        } else {
            digits
        };
        passed = start + 1 + length;
        letter?.is_ascii_alphabetic().then_some(start..passed)
    })
}

/// Whether an address of a style sheet, quoted or not, is on another host.
fn is_elsewhere(text: &str) -> bool {
    let address = text.trim_start().trim_start_matches(['"', '\'']).trim_start();
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let other = scheme.is_some_and(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric()) && scheme != "data");
    other || address.starts_with("//")
}

fn refused(source: &Source, span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnsafeAsset,
        source,
        span,
        Words::new(
            format!("{what} ทำงานเอง หรือเรียกข้อมูลจากที่อื่น"),
            format!("{what} would run, or ask another host"),
        ),
        Words::new(
            "ลบส่วนนี้ ภาพและรูปแบบต้องอยู่ในแฟ้มครบ (โปรแกรมวาดภาพ: บันทึกเป็น SVG ธรรมดา ฝังภาพ)",
            "Remove it: drawings and styles must be whole in themselves (in a drawing program: save as plain SVG, pictures embedded)",
        ),
    )
}

fn unreadable(source: &Source, error: &roxmltree::Error) -> Diagnostic {
    let at = error.pos();
    let line_start: usize = source
        .text
        .split_inclusive('\n')
        .take(at.row.max(1) as usize - 1)
        .map(str::len)
        .sum();
    let column = source.text[line_start..].char_indices().nth(at.col.max(1) as usize - 1);
    let start = line_start + column.map_or(0, |(at, _)| at);
    let dtd = matches!(error, roxmltree::Error::DtdDetected);
    let end = source.text[start..]
        .find(['\n', '>'])
        .map_or(source.text.len(), |at| start + at);
    if dtd {
        let start = source.text.find("<!DOCTYPE").unwrap_or_default();
        let end = source.text[start..]
            .find('>')
            .map_or(source.text.len(), |at| start + at + 1);
        return Diagnostic::new(
            Code::UnsafeAsset,
            source,
            Span::from(start..end),
            Words::new("DOCTYPE ดึงแฟ้มอื่นเข้ามาได้", "A DOCTYPE can pull in other files"),
            Words::new(
                "ลบตั้งแต่ <!DOCTYPE ถึง > ภาพไม่เปลี่ยน",
                "Delete from <!DOCTYPE to its >; the drawing stays the same",
            ),
        );
    }
    Diagnostic::new(
        Code::UnsafeAsset,
        source,
        Span::from(start..end),
        Words::new(
            "อ่านต่อไม่ได้ แฟ้มนี้ไม่ใช่ SVG ที่ถูกต้อง",
            format!("This is no sound SVG: {error}"),
        ),
        Words::new(
            "บันทึกใหม่เป็น SVG ธรรมดาจากโปรแกรมวาดภาพ",
            "Save it again as plain SVG from a drawing program",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> Vec<Diagnostic> {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n{inside}\n</svg>"
        );
        drawing(&Source::new("templates/assets/emblem.svg", text))
    }

    #[test]
    fn a_drawing_may_draw() {
        for fine in [
            "<path d=\"M0 0h9\" fill=\"url(#g)\"/>",
            "<use xlink:href=\"#a\"/>",
            "<style>.a{fill:#f00}</style>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "<path><animate attributeName=\"opacity\" values=\"0;1\"/></path>",
            "<title>ตรา: สำนักงาน</title>",
            "<g xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" inkscape:export-filename=\"C:\\Users\\x.png\"/>",
        ] {
            assert_eq!(svg(fine), [], "{fine}");
        }
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        for evil in [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<path onload=\"alert(1)\"/>",
            "<path ONCLICK=\"alert(1)\"/>",
            "<foreignObject><p/></foreignObject>",
            "<use xlink:href=\"https://example.org/x.svg#a\"/>",
            "<image href=\"//example.org/a.png\"/>",
            "<image href=\"other.png\"/>",
            "<a xlink:href=\"javascript:alert(1)\"><path/></a>",
            "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<path style=\"fill:url( 'https://example.org/a')\"/>",
            "<style>@import 'https://example.org/a.css';</style>",
            "<style><!-- x -->@import 'https://example.org/a.css';</style>",
            "<style>@im<!-- x -->port 'https://example.org/a.css';</style>",
            "<style>.a{}<![CDATA[@import 'https://example.org/a.css';]]></style>",
            "<style>@im<g>x</g>port 'https://example.org/a.css';</style>",
            "<style><g>@import 'https://example.org/a.css';</g></style>",
            "<g><path fill=\"url(HTTPS://example.org)\"/></g>",
            "<path fill=\"URL(https://example.org)\"/>",
            "<style>@IMPORT 'https://example.org/a.css';</style>",
            "<style>a{background:Image-Set('https://example.org/a.png' 1x)}</style>",
            "<style>@\\69mport 'https://example.org/a.css';</style>",
            "<path style=\"fill:u\\72 l(https://example.org/a)\"/>",
            "<a href=\"#\"><set attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
            "<a href=\"#\"><animate attributeName=\" xlink:HREF \" values=\"javascript:alert(1)\"/></a>",
            "<g><set attributeName=\"onclick\" to=\"alert(1)\"/></g>",
            "<?xml-stylesheet href=\"https://example.org/a.css\"?>",
        ] {
            let found = svg(evil);
            assert!(found.len() == 1 && found[0].line == 2, "{evil}: {found:?}");
        }
        for broken in [
            "<svg><g></svg>",
            "PNG",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>",
            "",
        ] {
            let found = drawing(&Source::new("x.svg", broken));
            assert!(found.len() == 1, "{broken}: {found:?}");
        }
    }

    #[test]
    fn a_style_stays_at_home() {
        let found = style(&Source::new(
            "a.css",
            ":root{--brand:#123}\n.a{background:url(emblem.svg)}\n.b{background:url(\"https://example.org/a\")}\n@import \"x\";",
        ));
        let lines: Vec<usize> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [4, 3]);
    }

    #[test]
    fn the_case_of_letters_hides_nothing_in_a_style() {
        for (evil, said) in [
            ("@IMPORT \"https://example.org/a.css\";", "@IMPORT"),
            ("a{background:URL(https://example.org/a)}", "URL(https://example.org/a)"),
            (
                "a{background:-webkit-Image-Set(\"HTTPS://example.org/a\" 1x)}",
                "Image-Set(\"HTTPS://example.org/a\" 1x)",
            ),
            (
                "a{background:image-set(\"a.png\" 1x, \"//example.org/a\" 2x)}",
                "image-set(\"a.png\" 1x, \"//example.org/a\" 2x)",
            ),
            (
                "a{background:image-set(url(https://example.org/a) 1x)}",
                "url(https://example.org/a)",
            ),
        ] {
            let found = style(&Source::new("a.css", evil));
            assert_eq!(found.len(), 1, "{evil}: {found:?}");
            let (th, en) = (&found[0].message.th, &found[0].message.en);
            assert!(th.starts_with(said) && en.starts_with(said), "{evil}: {found:?}");
        }
        for fine in [
            "a{background:image-set(\"emblem.png\" 1x, url(\"data:image/png;base64,AA\") 2x)}",
            "a::after{content:\"https://example.org\"}",
        ] {
            assert_eq!(style(&Source::new("a.css", fine)), [], "{fine}");
        }
    }

    /// CSS Syntax 3, 4.3.7: a backslash with up to six hexadecimal digits, or with
    /// any other character, stands for one.
    #[test]
    fn no_word_is_disguised_by_escapes_in_a_style() {
        for (evil, said) in [
            ("@\\69mport \"https://example.org/a.css\";", "\\69"),
            ("@impo\\000072t \"https://example.org/a.css\";", "\\000072"),
            ("a{background:u\\rl(https://example.org/a)}", "\\r"),
            ("a{background:\\55 rl(https://example.org/a)}", "\\55"),
        ] {
            let found = style(&Source::new("a.css", evil));
            assert!(
                found.len() == 1 && found[0].message.en.starts_with(said),
                "{evil}: {found:?}"
            );
        }
        for fine in [
            "a::before{content:\"\\a \\201C\\e01\"}",
            "a::after{content:\"\\\\x\"}",
            ".\\31 st{color:red}",
            ".a\\:b{color:red}",
            "a{}\\",
        ] {
            assert_eq!(style(&Source::new("a.css", fine)), [], "{fine}");
        }
    }

    #[test]
    fn the_built_in_drawings_pass_their_own_gate() {
        for name in ["assets/icon.svg", "assets/icons.svg", "assets/site.css"] {
            let text = crate::press::own::builtin_text(name).expect("a built-in text");
            let source = Source::new(name, text);
            let found = if name.ends_with(".css") {
                style(&source)
            } else {
                drawing(&source)
            };
            assert_eq!(found, [], "{name}");
        }
    }
}
