//! In how many ways a person's name is written: with and without titles, and in
//! spellings that look the same.

/// Titles that may stand before a name. Those of rank, learning and family go before
/// one another (`ผศ. ดร.`, `พ.ต.อ. นพ.`).
const TITLES: [&str; 74] = [
    "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ร้อยตรี",
    "ว่าที่ร้อยโท",
    "ว่าที่ร้อยเอก",
    "ว่าที่พันตรี",
    "ว่าที่ ร.ต.หญิง",
    "ว่าที่ ร.ต.",
    "ว่าที่ ร.ท.",
    "ว่าที่ ร.อ.",
    "ว่าที่ร.ต.",
    "นางสาว",
    "นาง",
    "นาย",
    "น.ส.",
    "นส.",
    "ด.ร.",
    "ดร.",
    "คุณ",
    "พลตำรวจเอก",
    "พลตำรวจโท",
    "พลตำรวจตรี",
    "พันตำรวจเอก",
    "พันตำรวจโท",
    "พันตำรวจตรี",
    "ร้อยตำรวจเอก",
    "ร้อยตำรวจโท",
    "ร้อยตำรวจตรี",
    "ดาบตำรวจ",
    "จ่าสิบตำรวจ",
    "สิบตำรวจเอก",
    "พ.ต.อ.",
    "พ.ต.ท.",
    "พ.ต.ต.",
    "ร.ต.อ.",
    "ร.ต.ท.",
    "ร.ต.ต.",
    "ด.ต.",
    "จ.ส.ต.",
    "ส.ต.อ.",
    "พลเอก",
    "พลโท",
    "พลตรี",
    "พันเอก",
    "พันโท",
    "พันตรี",
    "ร้อยเอก",
    "ร้อยโท",
    "ร้อยตรี",
    "จ่าสิบเอก",
    "สิบเอก",
    "พ.อ.",
    "พ.ท.",
    "พ.ต.",
    "ร.อ.",
    "ร.ท.",
    "ร.ต.",
    "จ.ส.อ.",
    "ส.อ.",
    "ศาสตราจารย์",
    "รองศาสตราจารย์",
    "ผู้ช่วยศาสตราจารย์",
    "ศ.",
    "รศ.",
    "ผศ.",
    "นายแพทย์",
    "แพทย์หญิง",
    "นพ.",
    "พญ.",
    "ทพ.",
    "ทพญ.",
    "หม่อมหลวง",
    "หม่อมราชวงศ์",
    "ม.ล.",
    "ม.ร.ว.",
];

/// Latin titles may end in a stop or not.
const LATIN: [&str; 6] = ["Mrs", "Miss", "Mr", "Ms", "Dr", "Prof"];

/// Returns a name as it stands, without its titles where name and surname remain,
/// without what stands between brackets, and with the surname first.
pub(super) fn forms(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let has_surname = |rest: &str| rest.split_whitespace().count() > 1;
    let bare = bare(name);
    if bare != name && has_surname(bare) {
        forms.push(bare.to_owned());
    }
    for form in forms.clone() {
        if let Some((head, rest)) = form.split_once('(')
            && let Some((_, tail)) = rest.split_once(')')
        {
            let without = format!("{} {}", head.trim(), tail.trim()).trim().to_owned();
            if has_surname(&without) {
                forms.push(without);
            }
        }
    }
    if let Some(turned) = turned(forms.last().map_or(name, String::as_str)) {
        forms.push(turned);
    }
    forms
}

/// Returns a name without titles with its surname first, as lists have it: `Doe Jane`.
fn turned(name: &str) -> Option<String> {
    let (given, surname) = bare(name).split_once(char::is_whitespace)?;
    Some(format!("{} {given}", surname.trim_start()))
}

/// Takes titles off as long as there are any; of several the longest.
fn bare(name: &str) -> &str {
    let mut rest = name.trim();
    loop {
        let thai = TITLES.iter().filter_map(|title| rest.strip_prefix(title));
        let latin = LATIN.iter().filter_map(|title| {
            let rest = rest.strip_prefix(title)?;
            rest.strip_prefix('.').or_else(|| rest.strip_prefix(' '))
        });
        match thai.chain(latin).min_by_key(|rest| rest.len()) {
            Some(shorter) => rest = shorter.trim_start(),
            None => return rest,
        }
    }
}

/// Returns a name and such spellings of it as look the same, or differ in the case of
/// letters alone.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    for other in [one_vowel, two_vowels, tone_before, tone_behind, tone_first, tone_last] {
        for known in all.clone() {
            let written = other(&known);
            if !all.contains(&written) {
                all.push(written);
            }
        }
    }
    if !name.is_ascii() && name.chars().any(|c| c.is_lowercase() || c.is_uppercase()) {
        for written in [name.to_lowercase(), name.to_uppercase()] {
            if !all.contains(&written) {
                all.push(written);
            }
        }
    }
    all
}

/// Sara ae in one letter.
fn one_vowel(name: &str) -> String {
    name.replace("เเ", "แ")
}

/// Sara ae as sara e twice.
fn two_vowels(name: &str) -> String {
    name.replace('แ', "เเ")
}

fn is_tone(c: char) -> bool {
    ('\u{e48}'..='\u{e4b}').contains(&c)
}

fn is_vowel_above_or_below(c: char) -> bool {
    c == '\u{e31}' || ('\u{e34}'..='\u{e39}').contains(&c)
}

/// Sara am behind a tone mark, in one letter: น้ำ.
fn tone_before(name: &str) -> String {
    swapped(name, |a, b, c| {
        (a == '\u{e4d}' && is_tone(b) && c == '\u{e32}').then_some([b, '\u{e33}', '\0'])
    })
}

/// The same, nikhahit before the tone mark: นํ้า.
fn tone_behind(name: &str) -> String {
    let split = name.replace('\u{e33}', "\u{e4d}\u{e32}");
    swapped(&split, |a, b, c| {
        (is_tone(a) && b == '\u{e4d}' && c == '\u{e32}').then_some([b, a, c])
    })
}

/// A tone mark before the vowel above or below the same consonant.
fn tone_first(name: &str) -> String {
    swapped(name, |a, b, c| {
        (is_vowel_above_or_below(a) && is_tone(b)).then_some([b, a, c])
    })
}

/// The vowel first, as Thai is typed.
fn tone_last(name: &str) -> String {
    swapped(name, |a, b, c| {
        (is_tone(a) && is_vowel_above_or_below(b)).then_some([b, a, c])
    })
}

/// Puts other letters in place of three; none where one is `\0`.
fn swapped(name: &str, other: impl Fn(char, char, char) -> Option<[char; 3]>) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.push('\0');
    for at in 0..letters.len().saturating_sub(2) {
        if let Some(instead) = other(letters[at], letters[at + 1], letters[at + 2]) {
            letters[at..at + 3].copy_from_slice(&instead);
        }
    }
    letters.into_iter().filter(|letter| *letter != '\0').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_brackets_come_off_where_name_and_surname_remain() {
        let turned = "แก้วงาม วิไล";
        for (name, want) in [
            ("วิไล แก้วงามยิ่ง", vec!["วิไล แก้วงามยิ่ง", "แก้วงามยิ่ง วิไล"]),
            ("นางสาววิไล แก้วงาม", vec!["นางสาววิไล แก้วงาม", "วิไล แก้วงาม", turned]),
            ("พ.ต.อ.หญิง", vec!["พ.ต.อ.หญิง"]),
            (
                "พันตำรวจเอก วิไล แก้วงาม",
                vec!["พันตำรวจเอก วิไล แก้วงาม", "วิไล แก้วงาม", turned],
            ),
            ("ผศ. ดร.วิไล แก้วงาม", vec!["ผศ. ดร.วิไล แก้วงาม", "วิไล แก้วงาม", turned]),
            ("Dr. Jane Doe", vec!["Dr. Jane Doe", "Jane Doe", "Doe Jane"]),
            ("Mrs Jane Doe", vec!["Mrs Jane Doe", "Jane Doe", "Doe Jane"]),
            ("นายแพทย์ วิไล แก้วงาม", vec!["นายแพทย์ วิไล แก้วงาม", "วิไล แก้วงาม", turned]),
            ("วิไล แก้วงาม (สุขใจ)", vec!["วิไล แก้วงาม (สุขใจ)", "วิไล แก้วงาม", turned]),
            (
                "นายวิไล ณ แก้วงาม",
                vec!["นายวิไล ณ แก้วงาม", "วิไล ณ แก้วงาม", "ณ แก้วงาม วิไล"],
            ),
            ("นาย ก", vec!["นาย ก"]),
        ] {
            assert_eq!(forms(name), want, "{name}");
        }
    }

    #[test]
    fn what_looks_the_same_is_one_name() {
        for (name, other) in [
            ("แก้วงาม", "เเก้วงาม"),
            ("เเก้วงาม", "แก้วงาม"),
            ("น้ำฝน", "น\u{e4d}\u{e49}\u{e32}ฝน"),
            ("น\u{e4d}\u{e49}\u{e32}ฝน", "น้ำฝน"),
            ("ก\u{e35}\u{e49}", "ก\u{e49}\u{e35}"),
            ("ก\u{e49}\u{e35}", "ก\u{e35}\u{e49}"),
            ("José", "JOSÉ"),
        ] {
            assert!(
                spellings(name).contains(&other.to_owned()),
                "{name}: {:?}",
                spellings(name)
            );
        }
        assert_eq!(spellings("วิไล"), ["วิไล"]);
    }
}
