use super::vocabulary::{ADVANCE, GUARANTEE, Vocabulary};
use super::*;
use crate::workbook::grid::{Cell, Merge};

/// Rows and columns of a merged block, both ends included.
type Block = ((u32, u32), (u16, u16));

fn sheet(rows: &[&[&str]], merges: &[Block]) -> Sheet {
    let mut sheet = Sheet::default();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                let value = text.parse().map_or_else(|_| Value::Text((*text).into()), Value::Number);
                sheet.cells.push(Cell {
                    row,
                    column,
                    filled: false,
                    value,
                });
            }
        }
    }
    sheet.merges = merges
        .iter()
        .map(|(rows, columns)| Merge {
            rows: *rows,
            columns: *columns,
        })
        .collect();
    sheet.settle(|_| Ok::<(), ()>(())).expect("granted");
    sheet
}

#[test]
fn a_header_is_found_under_titles_and_over_three_rows() {
    let register = sheet(
        &[
            &["ทะเบียนคุมลูกหนี้เงินยืม"],
            &["ประจำปีงบประมาณ พ.ศ. 2566", "", "", "", "", "", "หน้า 1"],
            &[],
            &["ลำดับ", "ชื่อ-สกุลผู้ยืม", "เลขที่สัญญา\n(บย.)", "จำนวนเงินยืม", "", "", "วันที่ส่งใช้"],
            &["", "", "", "เบี้ยเลี้ยง", "ที่พัก", "อื่น ๆ"],
            &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            &["1", "นาย ก", "บย. 1/2566", "100", "", "20", "8 พ.ค. 2566"],
            &["", "รวม", "", "100", "", "20"],
            &["เดือน ตุลาคม"],
            &["ลำดับ", "ชื่อ-สกุลผู้ยืม", "เลขที่สัญญา (บย.)", "จำนวนเงินยืม"],
        ],
        &[
            ((0, 0), (0, 6)),
            ((3, 4), (0, 0)),
            ((3, 4), (1, 1)),
            ((3, 4), (2, 2)),
            ((3, 3), (3, 5)),
            ((3, 4), (6, 6)),
        ],
    );
    let header = find(&register, &[ADVANCE, GUARANTEE]).expect("a header");
    assert_eq!(header.last, 4);
    let titles: Vec<String> = header.columns.iter().map(Column::title).collect();
    assert_eq!(
        titles,
        [
            "ลำดับ",
            "ชื่อ-สกุลผู้ยืม",
            "เลขที่สัญญา (บย.)",
            "จำนวนเงินยืม · เบี้ยเลี้ยง",
            "จำนวนเงินยืม · ที่พัก",
            "จำนวนเงินยืม · อื่น ๆ",
            "วันที่ส่งใช้"
        ]
    );
    assert!(header.titles.contains(&"ทะเบียนคุมลูกหนี้เงินยืม".to_owned()));
    let words = Vocabulary::of(ADVANCE);
    let found: Vec<Option<&str>> = header
        .columns
        .iter()
        .map(|column| words.target(&column.parts))
        .collect();
    assert_eq!(
        found,
        [
            Some("-"),
            Some("borrower.name"),
            Some("contract"),
            Some("amount+"),
            Some("amount+"),
            Some("amount+"),
            Some("clearing.date")
        ]
    );
    let asides: Vec<(u32, Option<Aside>)> = register
        .rows()
        .filter(|row| row.number > header.last)
        .map(|row| (row.number, aside(&row, &header, &[1, 2, 3])))
        .collect();
    assert_eq!(
        asides,
        [
            (5, Some(Aside::Numbers)),
            (6, None),
            (7, Some(Aside::Total)),
            (8, Some(Aside::Remark)),
            (9, Some(Aside::Repeated))
        ]
    );
}

#[test]
fn the_columns_of_the_registers_are_known_by_their_words() {
    for (words, title, want) in [
        (ADVANCE, vec!["เลขที่สัญญา (บย.)"], Some("contract")),
        (ADVANCE, vec!["จำนวนเงินยืม"], Some("amount")),
        (ADVANCE, vec!["วันที่ยืม"], Some("contracted")),
        (ADVANCE, vec!["กำหนดส่งใช้"], Some("due_printed")),
        (ADVANCE, vec!["วันที่ส่งใช้"], Some("clearing.date")),
        (ADVANCE, vec!["คงค้าง"], Some("=outstanding")),
        (ADVANCE, vec!["เงินสด(เงินโอน)"], Some("clearing.cash")),
        (ADVANCE, vec!["ใบสำคัญเลขที่"], Some("clearing.receipt")),
        (ADVANCE, vec!["ใบเสร็จเล่มที่/เลขที่"], Some("clearing.receipt")),
        (ADVANCE, vec!["การส่งใช้เงินยืม", "ใบสำคัญ"], Some("clearing.vouchers")),
        (ADVANCE, vec!["การส่งใช้เงินยืม", "วันที่"], Some("clearing.date")),
        (ADVANCE, vec!["โครงการ/หลักสูตร"], Some("project")),
        (ADVANCE, vec!["วันที่โอนเงิน"], Some("received")),
        (ADVANCE, vec!["สัญญายืมเงิน", "เลขที่"], Some("contract")),
        (ADVANCE, vec!["สัญญายืมเงิน", "ลงวันที่"], Some("contracted")),
        (ADVANCE, vec!["ที่"], Some("-")),
        (ADVANCE, vec!["สีที่ชอบ"], None),
        (ADVANCE, vec!["วันที่ปฏิบัติราชการ", "สิ้นสุด"], None),
        (GUARANTEE, vec!["วันที่รับหลักประกัน"], Some("received")),
        (GUARANTEE, vec!["เล่มที่/เลขที่ใบเสร็จ/ใบรับหลักประกัน"], Some("receipt")),
        (GUARANTEE, vec!["ประเภท (เงินสด/เช็ค/เงินโอน)"], Some("form")),
        (GUARANTEE, vec!["ผู้ขาย/ผู้รับจ้าง"], Some("contractor.name")),
        (
            GUARANTEE,
            vec!["เริ่มต้น-ครบกำหนดการค้ำประกัน", "ครบกำหนด"],
            Some("released"),
        ),
        (GUARANTEE, vec!["LG", "วันสิ้นสุด"], Some("lg.valid_until")),
        (GUARANTEE, vec!["เลขที่ LG"], Some("lg.number")),
        (GUARANTEE, vec!["วงเงินตามสัญญา"], Some("contract_amount")),
        (GUARANTEE, vec!["วันคืน"], Some("refund.date")),
    ] {
        assert_eq!(Vocabulary::of(words).target(&title), want, "{title:?}");
    }
}

#[test]
fn a_sheet_of_something_else_has_no_header() {
    let other = sheet(&[&["งบดุล"], &["สินทรัพย์", "100"], &["หนี้สิน", "50"]], &[]);
    assert_eq!(find(&other, &[ADVANCE, GUARANTEE]), None);
}
