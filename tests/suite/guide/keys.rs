//! The keys: their page is made from the catalogue that readers, forms and
//! questions go by.

use std::fmt::Write as _;
use std::fs;

use duebook::record::shape::{File, Key, What};

use crate::bench::here;

/// Holds a page to what it is made from; `BLESS=1` writes it.
pub(super) fn blessed(path: &str, page: &str) {
    let file = here().join("..").join(path);
    if std::env::var_os("BLESS").is_some_and(|value| !value.is_empty()) {
        fs::write(&file, page).expect("a file can be written");
        return;
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    let line = known.lines().zip(page.lines()).find(|(is, wanted)| is != wanted);
    assert!(
        known == page,
        "{path} is not of this program: {line:#?}\nread it, then BLESS=1"
    );
}

#[test]
fn the_page_of_keys_is_what_the_catalogue_says() {
    let mut page = String::from(
        "# ทุกคีย์ของทุกแฟ้ม · Every key of every file\n\n\
         [สารบัญ](../guide.th.md) · อ้างอิง · หน้านี้สร้างจากโปรแกรม อย่าแก้ด้วยมือ (`BLESS=1 cargo test --test suite guide`)\n\n\
         **✔** คือต้องมี ที่เหลือใส่เมื่อรู้ · คีย์ที่มีจุด เช่น `borrower.name` อยู่ใน `{ }` ของคีย์หน้าจุด · `[[…]]` คือเหตุการณ์ มีกี่อันก็ได้ ต่อท้ายแฟ้ม · `void` ต้องมีทั้ง `date` และ `reason` · \
         ตัวอย่างเป็นแฟ้มอยู่ใน[แฟ้มของสมุด](files.md)\n\n",
    );
    for (name, file) in File::ALL {
        let _ = writeln!(page, "- [{name}](#{name}) {} · {}", file.about().0, place(file));
    }
    for (name, file) in File::ALL {
        let (th, en) = file.about();
        let _ = write!(
            page,
            "\n## {name}\n\n**{th}** · {en} · {}\n\n| คีย์ · key | ✔ | คือ | is | ค่า · value |\n|---|---|---|---|---|\n",
            place(file)
        );
        rows(&mut page, file.keys(), "");
    }
    blessed("docs/guide/keys.md", &page);
}

/// Where such a file lies.
fn place(file: File) -> &'static str {
    match file {
        File::Advance => "`records/<หน่วยงาน>/<ปีงบประมาณ>/advance-0001.toml`",
        File::Guarantee => "`records/<หน่วยงาน>/<ปีงบประมาณ>/guarantee-0001.toml`",
        File::Project => "`records/<หน่วยงาน>/<ปีงบประมาณ>/project-0001.toml`",
        File::Agency => "`records/<หน่วยงาน>/agency.toml`",
        File::Office => "`records/office.toml`",
        File::Rules => "`records/rules/<ระเบียบ>.toml`",
        File::Holidays => "`records/holidays/<ปี พ.ศ.>.toml`",
        File::Balances => "`records/balances/<ปี พ.ศ.>-<เดือน>.toml`",
    }
}

fn rows(page: &mut String, keys: &[Key], before: &str) {
    for key in keys {
        let name = match key.what {
            What::Each(_) if before.is_empty() => format!("[[{}]]", key.name),
            _ => format!("{before}{}", key.name),
        };
        let told = |label: &str, about: &str| {
            if about.is_empty() {
                label.to_owned()
            } else {
                format!("**{label}** {about}")
            }
        };
        let _ = writeln!(
            page,
            "| `{name}` | {} | {} | {} | {} |",
            if key.required { "✔" } else { "" },
            told(key.label.0, key.about.0),
            told(key.label.1, key.about.1),
            value(key)
        );
        // The same everywhere, and its example has both of its keys.
        if key.name != "void" {
            rows(page, key.inside(), &format!("{before}{}.", key.name));
        }
    }
}

/// What may stand behind the `=`.
fn value(key: &Key) -> String {
    let choices = |names: &[duebook::record::shape::Choice]| {
        let named: Vec<String> = names
            .iter()
            .map(|one| format!("`\"{}\"` {}", one.name, one.th))
            .collect();
        named.join("<br>")
    };
    let kind = match &key.what {
        What::Text => "ข้อความ `\"…\"`".to_owned(),
        What::Prose => "หลายบรรทัดได้ `\"\"\"…\"\"\"`".to_owned(),
        What::Address => "อีเมล `\"…\"`".to_owned(),
        What::Link => "ลิงก์ `\"https://…\"`".to_owned(),
        What::Amount => "จำนวนเงิน มากกว่าศูนย์".to_owned(),
        What::AmountOrZero => "จำนวนเงิน ศูนย์ก็ได้".to_owned(),
        What::Day => "วันที่ ค.ศ. `2026-11-20`".to_owned(),
        What::Whole(range) => format!("จำนวนเต็ม {} ถึง {}", range.start(), range.end()),
        What::Percent => "0 ถึง 100".to_owned(),
        What::Yes => "`true` หรือ `false`".to_owned(),
        What::Choice(names) => choices(names),
        What::Choices(names) => format!("หลายค่าใน `[ ]`<br>{}", choices(names)),
        What::Purpose => "วัตถุประสงค์ที่มีในระเบียบ".to_owned(),
        What::Rule => "ข้อของระเบียบ `\"<ระเบียบ>/<ข้อ>\"`".to_owned(),
        What::Texts => "หลายข้อความ `[\"…\", \"…\"]`".to_owned(),
        What::Table(_) => "คีย์ข้างล่าง ใน `{ }`".to_owned(),
        What::Each(_) => "คีย์ข้างล่าง".to_owned(),
    };
    let example = key.example.replace('|', "\\|");
    if example.is_empty() {
        kind
    } else {
        format!("{kind} เช่น `{example}`")
    }
}
