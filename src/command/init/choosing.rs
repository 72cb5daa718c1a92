//! Questions whose answer is on a list: agencies, the regulation.

use super::super::Failure;
use super::super::ask::Answer;
use super::given;
use super::questions::Talk;
use crate::founding::answers::{self, Refused};
use crate::founding::{Agency, NINE, Regulation, agencies};
use crate::text::Words;
use crate::thai;

/// Why somebody would choose which regulation.
const REGULATIONS: [(&str, &str, &str); 3] = [
    ("bma-2555", "กรุงเทพมหานคร พ.ศ. 2555", "Bangkok, B.E. 2555"),
    (
        "mof-2562",
        "กระทรวงการคลัง พ.ศ. 2562 (ราชการส่วนกลาง)",
        "Ministry of Finance, B.E. 2562",
    ),
    (
        "moi-2566",
        "กระทรวงมหาดไทย พ.ศ. 2566 (ท้องถิ่น)",
        "Ministry of Interior, B.E. 2566",
    ),
];
/// A number of a list, in Thai digits too, from 1.
fn number(text: &str, most: usize) -> Option<usize> {
    let at: usize = thai::digits::to_arabic(text).parse().ok()?;
    (1..=most).contains(&at).then(|| at - 1)
}

/// Reads a choice of agencies: numbers, known folders, folders of one's own.
fn chosen(text: &str) -> Result<Vec<String>, Refused> {
    let mut slugs: Vec<String> = Vec::new();
    for word in text.split([',', ' ', '\u{3000}']).filter(|word| !word.is_empty()) {
        let more = match number(word, NINE.len()) {
            Some(at) => vec![NINE[at].0.to_owned()],
            None if word == "all" || word == "ทั้งหมด" => {
                NINE.iter().map(|one| one.0.to_owned()).collect()
            }
            None if thai::digits::to_arabic(word).bytes().all(|b| b.is_ascii_digit()) => {
                return Err(Words::new(
                    format!("ไม่มีเลข {word} ในรายการ"),
                    format!("there is no {word} in the list"),
                ));
            }
            None => vec![agencies::slug(word)?],
        };
        for slug in more {
            if !slugs.contains(&slug) {
                slugs.push(slug);
            }
        }
    }
    if slugs.is_empty() {
        return Err(Words::new("ต้องมีอย่างน้อยหนึ่งแห่ง", "at least one is needed"));
    }
    Ok(slugs)
}

impl Talk<'_> {
    pub(super) fn agencies(&self) -> Result<Vec<Agency>, Failure> {
        for (at, (slug, th, en, ..)) in (1..).zip(NINE) {
            self.list(at, slug, th, en);
        }
        self.note(
            "เลขคั่นด้วยจุลภาค, all คือทั้งหมด, หรือชื่อโฟลเดอร์ใหม่ a-z เช่น roads",
            "numbers with commas, all, or names of new folders, such as roads",
        );
        let question = ("5/10 ส่วนราชการ", "5/10 Agencies");
        let all = || NINE.iter().map(|one| one.0.to_owned()).collect();
        let slugs = self
            .ask(question, "--agency", Answer::Wanted, chosen)?
            .unwrap_or_else(all);
        slugs.iter().map(|slug| self.agency(slug)).collect()
    }

    fn agency(&self, slug: &str) -> Result<Agency, Failure> {
        let own = |th: &str, en: &str| (format!("   {slug}: {th}"), format!("   {slug}: {en}"));
        let mut agency = match agencies::known(slug) {
            Some(agency) => agency,
            None => {
                let (th, en) = own("ชื่อส่วนราชการ", "its name");
                let name = self.ask((&th, &en), "--agency", Answer::Needed, answers::line)?;
                let (th, en) = own("ชื่อย่อ", "short name");
                let short = self.ask((&th, &en), "--agency", Answer::Open, answers::line)?;
                let (th, en) = own("รหัสหน่วยงาน", "unit code");
                let code = self.ask((&th, &en), "--agency", Answer::Open, answers::line)?;
                Agency {
                    slug: slug.to_owned(),
                    name: name.unwrap_or_default(),
                    short,
                    code,
                    ..Agency::default()
                }
            }
        };
        let (th, en) = own("กล่องจดหมายกลาง", "announced mailbox");
        agency.email = self.ask((&th, &en), "--mailbox", Answer::Open, answers::address)?;
        Ok(agency)
    }

    pub(super) fn regulation(&self) -> Result<Regulation, Failure> {
        for (at, (name, th, en)) in (1..).zip(REGULATIONS) {
            self.list(at, name, th, en);
        }
        let read = |text: &str| match number(text, REGULATIONS.len()) {
            Some(at) => given::regulation(REGULATIONS[at].0),
            None => given::regulation(text),
        };
        let question = (
            "6/10 ระเบียบของเงินยืม (เลขหรือชื่อ)",
            "6/10 Regulation of advances (number or name)",
        );
        let found = self.ask(question, "--rules", Answer::Wanted, read)?;
        Ok(found.unwrap_or(Regulation::Bma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_chosen_by_number_name_or_all() {
        for (text, want) in [
            ("1", Some(vec!["secretariat"])),
            ("๓, 1", Some(vec!["internal-audit", "secretariat"])),
            ("1,1,secretariat", Some(vec!["secretariat"])),
            ("personnel roads", Some(vec!["personnel", "roads"])),
            ("10", None),
            ("0", None),
            ("กองคลัง", None),
            ("rules", None),
            ("", None),
        ] {
            let got = chosen(text).ok();
            let want = want.map(|list| list.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(got, want, "{text}");
        }
        assert_eq!(chosen("ทั้งหมด").map(|list| list.len()), Ok(9));
    }
}
