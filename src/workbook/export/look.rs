//! How the cells of an export look.

use rust_xlsxwriter::{Color, Format, FormatAlign};

/// Days shown in the Buddhist Era: `20 พ.ย. 2569`. The value stays a day.
const BUDDHIST_DAY: &str = "[$-107041E]d mmm yyyy;@";

pub(super) struct Look {
    pub(super) head: Format,
    pub(super) path: Format,
    pub(super) text: Format,
    pub(super) quoted: Format,
    pub(super) lines: Format,
    pub(super) money: Format,
    pub(super) day: Format,
    pub(super) title: Format,
}

impl Look {
    pub(super) fn new() -> Look {
        let cell = || Format::new().set_align(FormatAlign::Top);
        let text = || cell().set_num_format("@");
        Look {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x000c_4a41))
                .set_align(FormatAlign::VerticalCenter),
            path: text()
                .set_font_color(Color::RGB(0x005b_6662))
                .set_background_color(Color::RGB(0x00ee_f1f0)),
            text: text(),
            quoted: text().set_quote_prefix(),
            lines: text().set_text_wrap(),
            money: cell().set_num_format("#,##0.00"),
            day: cell().set_num_format(BUDDHIST_DAY).set_align(FormatAlign::Left),
            title: Format::new().set_bold().set_font_size(14),
        }
    }
}
