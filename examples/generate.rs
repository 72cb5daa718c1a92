//! Makes a book of any size for measuring: `cargo run --release --example
//! generate -- 10000 FOLDER [PAGES] [SEED]`. The same numbers give the same bytes.
//!
//! Two thirds are advances, one third guarantees, spread over nine agencies
//! and six fiscal years; most are settled, as in an office. PAGES is how many
//! reminders the journal says were sent, some after a server had put them off.
//! SEED, 2569 where none is given, makes other amounts and other late records.
#![allow(clippy::disallowed_methods, reason = "a tool that writes a folder")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use duebook::book::journal::{Entry, Status, Step};
use duebook::day::{fiscal_year, shift};
use duebook::digest::sha256;
use duebook::letter::eml;
use duebook::money::Satang;
use duebook::record::{Kind, RecordId, id};

const PROJECTS: [&str; 6] = [
    "โครงการฝึกอบรมเชิงปฏิบัติการพัฒนาบุคลากร",
    "จัดประชุมคณะกรรมการขับเคลื่อนแผน",
    "เดินทางไปราชการตรวจเยี่ยมพื้นที่",
    "จ้างเหมาบริการทำความสะอาดอาคาร",
    "จัดซื้อวัสดุสำนักงานและหมึกพิมพ์",
    "ประชาสัมพันธ์กิจกรรมวันสำคัญ",
];

/// A small generator of numbers (splitmix64): the same seed, the same book.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i64::try_from((z ^ (z >> 31)) % n).unwrap_or(0)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let count: usize = args.next().ok_or("how many records?")?.parse()?;
    let out = args.next().ok_or("into which folder?")?;
    let pages: usize = args.next().map_or(Ok(0), |pages| pages.parse())?;
    let seed: u64 = args.next().map_or(Ok(2569), |seed| seed.parse())?;
    let out = Path::new(&out);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("records");
    let agencies = frame(&sample, &out.join("records"))?;
    let mut dice = Dice(seed);
    let first: NaiveDate = "2020-10-05".parse()?;
    let span = 6 * 365 + 40;
    let mut numbers = std::collections::BTreeMap::new();
    let mut reminded = Vec::new();
    for i in 0..count {
        let agency = &agencies[i % agencies.len()];
        let day = shift(first, i64::try_from(i)? * span / i64::try_from(count)?);
        let kind = if i % 3 == 2 { "guarantee" } else { "advance" };
        let year = fiscal_year(day);
        let number = numbers.entry((agency.clone(), year, kind)).or_insert(0_u32);
        *number += 1;
        let text = if kind == "advance" {
            advance(&mut dice, i, day)
        } else {
            guarantee(&mut dice, i, day)
        };
        let folder = out.join("records").join(agency).join(year.to_string());
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{kind}-{number:04}.toml")), text)?;
        reminded.push((
            id::parse(&format!("{agency}/{year}/{kind}-{number:04}")).ok_or("no id")?,
            day,
            i,
        ));
    }
    journal(out, &reminded, pages)
}

/// Writes as many pages as asked for, each record's reminders one after the other.
fn journal(out: &Path, records: &[(RecordId, NaiveDate, usize)], pages: usize) -> Result<(), Box<dyn Error>> {
    let rounds = pages.div_ceil(records.len().max(1));
    let all = (0..rounds).flat_map(|round| records.iter().map(move |record| (round, record)));
    for (round, (record, day, i)) in all.take(pages) {
        // Past days' reminders: their due dates are no longer anybody's.
        let due = shift(*day, 30 + i64::try_from(round / 4)? * 30);
        let (stage, before) = [("before-7", -7), ("due", 0), ("after-7", 7), ("after-30", 30)][round % 4];
        let (role, letter) = match record.kind {
            Kind::Guarantee => ("contractor", 'c'),
            _ => ("borrower", 'b'),
        };
        let at = eml::morning(shift(due, before));
        let mut entry = Entry {
            record: Some(record.clone()),
            due,
            stage: stage.to_owned(),
            role: role.to_owned(),
            steps: Vec::new(),
        };
        let run = format!("{}-a1b2c3", at.format("%Y-%m-%dT%H%M%S"));
        let mail = entry.key().replace('/', ".");
        let claim = Step {
            today: Some(at.date_naive()),
            message_id: Some(format!("<{mail}@bma.example.org>")),
            mail: Some(mail),
            to: Some(format!("{letter}{i}@example.org")),
            subject: Some(format!("ครบกำหนดใน 7 วัน: ชดใช้เงินยืม ใบยืม บย. {i}")),
            date: Some(at),
            sha256: Some(sha256(&i.to_le_bytes())),
            book: Some(sha256(&round.to_le_bytes())[..40].to_owned()),
            ..Step::new(Status::Claimed, at, &run)
        };
        if i % 10 == 0 {
            entry.steps.push(claim.clone());
            let later = Step {
                next_try: Some(at),
                ..Step::new(Status::Deferred, at, &run).reply("450 4.2.0 greylisted")
            };
            entry.steps.push(later);
        }
        entry.steps.push(claim);
        entry
            .steps
            .push(Step::new(Status::Sent, at, &run).reply("250 2.0.0 Ok: queued as 4bTq1x0Zz9zF"));
        let path = out.join(entry.path());
        fs::create_dir_all(path.parent().unwrap_or(out))?;
        fs::write(path, entry.text())?;
    }
    Ok(())
}

/// Copies office, rules, holidays and agencies of the sample book; the
/// ceilings are left out, for a float of any size must fit.
fn frame(sample: &Path, out: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut agencies = Vec::new();
    fs::create_dir_all(out)?;
    fs::copy(sample.join("office.toml"), out.join("office.toml"))?;
    for entry in walkdir::WalkDir::new(sample).sort_by_file_name() {
        let entry = entry?;
        let inside = entry.path().strip_prefix(sample)?;
        let name = inside.to_string_lossy().into_owned();
        if name.starts_with("rules/") || name.starts_with("holidays/") {
            fs::create_dir_all(out.join(inside).parent().unwrap_or(out))?;
            fs::copy(entry.path(), out.join(inside))?;
        } else if let Some(slug) = name.strip_suffix("/agency.toml") {
            let text = fs::read_to_string(entry.path())?;
            let text: String = text
                .split_inclusive('\n')
                .filter(|line| !line.starts_with("imprest_ceiling"))
                .collect();
            fs::create_dir_all(out.join(slug))?;
            fs::write(out.join(inside), text)?;
            agencies.push(slug.to_owned());
        }
    }
    Ok(agencies)
}

fn money(satang: i64) -> String {
    Satang(satang).as_record()
}

fn advance(dice: &mut Dice, i: usize, day: NaiveDate) -> String {
    let amount = (dice.below(900) + 30) * 10_000 + dice.below(4) * 2_550;
    let received = shift(day, 2 + dice.below(5));
    let travel = dice.below(3) == 0;
    let back = shift(received, 3 + dice.below(6));
    let purpose = if travel { "official-travel" } else { "other-duty" };
    let mut text = format!(
        "contract   = \"บย. {i}/{year}\"\nfund       = \"{}\"\npurpose    = \"{purpose}\"\nrule       = \"bma-2555/{purpose}\"\nproject    = \"{} ครั้งที่ {i}\"\ncategory   = \"ค่าใช้สอย\"\namount     = {}\nborrower   = {{ name = \"นางสาวตัวอย่าง คนที่{i}\", position = \"นักวิชาการเงินและบัญชีชำนาญการ\", email = \"b{i}@example.org\" }}\ncontracted = {day}\nreceived   = {received}\n",
        if dice.below(2) == 0 { "budget" } else { "imprest" },
        PROJECTS[i % PROJECTS.len()],
        money(amount),
        year = fiscal_year(day),
    );
    if travel {
        let _ = writeln!(text, "returned   = {back}");
    }
    let age = duebook::day::between(day, "2026-11-20".parse().unwrap_or_default());
    if age > 60 && dice.below(20) > 0 {
        let vouchers = amount - dice.below(20) * 5_000;
        let date = shift(if travel { back } else { received }, 5 + dice.below(9));
        let _ = write!(
            text,
            "\n[[clearing]]\ndate     = {date}\nvouchers = {}\n",
            money(vouchers)
        );
        if amount > vouchers {
            let _ = writeln!(text, "cash     = {}", money(amount - vouchers));
        }
        let _ = writeln!(text, "receipt  = \"บค. {i}/{}\"", fiscal_year(day));
    }
    text
}

fn guarantee(dice: &mut Dice, i: usize, day: NaiveDate) -> String {
    let contract = (dice.below(90) + 10) * 1_000_000;
    let accepted = shift(day, 60 + dice.below(60));
    let mut text = format!(
        "contract   = \"จ. {i}/{year}\"\nkind       = \"contract\"\nform       = \"cash\"\nproject    = \"{} งวดที่ {i}\"\ncontractor = {{ name = \"บริษัท ตัวอย่างที่ {i} จำกัด\", kind = \"company\", email = \"c{i}@example.org\" }}\namount     = {}\ncontract_amount = {}\ncontracted = {day}\nreceived   = {day}\naccepted   = {accepted}\nwarranty   = {{ years = 1 }}\n",
        PROJECTS[i % PROJECTS.len()],
        money(contract / 20),
        money(contract),
        year = fiscal_year(day),
    );
    let age = duebook::day::between(accepted, "2026-11-20".parse().unwrap_or_default());
    if age > 400 && dice.below(12) > 0 {
        let _ = write!(
            text,
            "\n[[inspection]]\ndate   = {}\nresult = \"clean\"\n\n[[refund]]\ndate      = {}\namount    = {}\nreference = \"ช. {i}\"\n",
            shift(accepted, 350),
            shift(accepted, 370),
            money(contract / 20)
        );
    }
    text
}
