//! Makes a book of any size for measuring: `cargo run --release --example
//! generate -- 10000 FOLDER`. The same number gives the same bytes.
//!
//! Two thirds are advances, one third guarantees, spread over nine agencies
//! and six fiscal years; most are settled, as in an office.
#![allow(clippy::disallowed_methods, reason = "a tool that writes a folder")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use duebook::day::{fiscal_year, shift};
use duebook::money::Satang;

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
    let out = Path::new(&out);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("records");
    let agencies = frame(&sample, &out.join("records"))?;
    let mut dice = Dice(2569);
    let first: NaiveDate = "2020-10-05".parse()?;
    let span = 6 * 365 + 40;
    let mut numbers = std::collections::BTreeMap::new();
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
