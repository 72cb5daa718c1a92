//! How cells look: the hues of the pages, days of the Buddhist Era.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Thai words, digits 0 to 9, the Buddhist Era: `20 พ.ย. 2569`. The value
/// stays a day like any other.
const BUDDHIST_DAY: &str = "[$-107041E]d mmm yyyy;@";

/// Text and tint of a hue on paper.
const HUES: [(&str, u32, u32); 6] = [
    ("late", 0x008c_1420, 0x00fd_eceb),
    ("now", 0x006a_4300, 0x00ff_f2cf),
    ("time", 0x000b_4a80, 0x00e6_f0fa),
    ("done", 0x000a_5548, 0x00e1_f3ee),
    ("hand", 0x004d_2f86, 0x00f0_eafa),
    ("wait", 0x003f_4b47, 0x00ee_f1f0),
];

/// The formats of a workbook.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) text: Format,
    pub(super) money: Format,
    pub(super) day: Format,
    pub(super) buddhist_day: Format,
    pub(super) count: Format,
    pub(super) total: Format,
    pub(super) total_money: Format,
    pub(super) total_count: Format,
    head_text: Format,
    head_number: Format,
    hues: [Format; HUES.len()],
}

impl Look {
    pub(super) fn new() -> Look {
        let cell = || Format::new().set_align(FormatAlign::VerticalCenter);
        let money = |format: Format| format.set_num_format("#,##0.00");
        let count = |format: Format| format.set_num_format("#,##0");
        let total = || {
            Format::new()
                .set_bold()
                .set_border_top(FormatBorder::Thin)
                .set_border_bottom(FormatBorder::Double)
        };
        let head = || {
            Format::new()
                .set_bold()
                .set_text_wrap()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x000c_4a41))
                .set_align(FormatAlign::VerticalCenter)
        };
        Look {
            title: Format::new().set_bold().set_font_size(14),
            text: cell().set_indent(1),
            money: money(cell()),
            day: cell()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left)
                .set_indent(1),
            buddhist_day: cell()
                .set_num_format(BUDDHIST_DAY)
                .set_align(FormatAlign::Left)
                .set_indent(1),
            count: count(cell()),
            total: total(),
            total_money: money(total()),
            total_count: count(total()),
            head_text: head().set_indent(1),
            head_number: head().set_align(FormatAlign::Right),
            hues: HUES.map(|(_, ink, tint)| {
                cell()
                    .set_indent(1)
                    .set_font_color(Color::RGB(ink))
                    .set_background_color(Color::RGB(tint))
            }),
        }
    }

    /// The head of a column, of numbers or of text.
    pub(super) fn head(&self, number: bool) -> &Format {
        if number { &self.head_number } else { &self.head_text }
    }

    /// A status in its hue.
    pub(super) fn status(&self, hue: &str) -> &Format {
        let at = HUES.iter().position(|(name, ..)| *name == hue);
        at.map_or(&self.text, |at| &self.hues[at])
    }
}
