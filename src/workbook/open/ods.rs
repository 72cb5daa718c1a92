//! An `.ods`: what `LibreOffice` writes.
//!
//! Read here and not by calamine, which tells neither merged blocks nor hidden
//! rows of this format and lays out every repeated empty row in memory: the
//! million that a click on a column's head makes would take gigabytes.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::grid::{Cell, Merge, Sheet, Value, Workbook};
use super::{Budget, LARGEST_UNPACKED, Unreadable, xlsx};

/// The end of a sheet, as `LibreOffice` has it.
const LAST_ROW: u32 = 1_048_576;

/// A value that is repeated downwards further than this is a frame's.
const MOST_REPEATS: u32 = 1000;

type Parts<'z> = ZipArchive<Cursor<&'z [u8]>>;

/// Reads every sheet.
///
/// # Errors
///
/// As [`super::open`] says.
pub(super) fn read(zip: &mut Parts<'_>) -> Result<Workbook, Unreadable> {
    let mut manifest = String::new();
    if let Ok(part) = zip.by_name("META-INF/manifest.xml") {
        let _ = part.take(1024 * 1024).read_to_string(&mut manifest);
    }
    if manifest.contains("encryption-data") {
        return Err(Unreadable::password());
    }
    let content = zip
        .by_name("content.xml")
        .map_err(|error| Unreadable::broken(&error.to_string()))?;
    // One byte more than may be: the end of a longer one is not its own.
    let mut content = content.take(LARGEST_UNPACKED + 1);
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, &mut content));
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    let mut state = State::default();
    let mut buffer = Vec::new();
    let outcome = loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => {
                break if state.ended {
                    Ok(())
                } else {
                    Err(Unreadable::broken("content.xml"))
                };
            }
            Ok(event) => {
                if let Err(reason) = state.take(&event) {
                    break Err(reason);
                }
            }
            Err(error) => break Err(Unreadable::broken(&error.to_string())),
        }
    };
    drop(reader);
    if content.limit() == 0 {
        return Err(Unreadable::too_large(
            "คลายออกแล้วเกิน 512 เมบิไบต์",
            "it unpacks to more than 512 MiB",
        ));
    }
    outcome?;
    for sheet in &mut state.workbook.sheets {
        sheet.settle(|text| state.budget.spend(text))?;
    }
    Ok(state.workbook)
}

/// Where the reading is.
#[derive(Default)]
struct State {
    workbook: Workbook,
    budget: Budget,
    /// Styles under which a sheet does not show.
    hidden: BTreeSet<String>,
    style: String,
    row: u32,
    row_repeats: u32,
    column: u32,
    cell: Option<Held>,
    paragraphs: u32,
    /// Inside a comment or a drawing, whose text is not the cell's.
    aside: u32,
    ended: bool,
}

/// A cell whose text may still come.
struct Held {
    value: Option<Value>,
    text: String,
    is_error: bool,
    formula: bool,
    repeats: u32,
}

impl State {
    fn take(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(tag) => return self.start(tag),
            Event::End(tag) => return self.end(tag.name().as_ref()),
            Event::Text(text) if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.text.push_str(text);
                }
            }
            Event::GeneralRef(name) if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    let name: &str = name;
                    let resolved = quick_xml::escape::unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
                    cell.text.push_str(&resolved.unwrap_or_default());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        match tag.name().as_ref() {
            "style:style" => self.style = attribute(tag, "style:name").unwrap_or_default(),
            "style:table-properties" if attribute(tag, "table:display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table:table" => {
                let style = attribute(tag, "table:style-name").unwrap_or_default();
                self.workbook.sheets.push(Sheet {
                    name: attribute(tag, "table:name").unwrap_or_default(),
                    hidden: self.hidden.contains(&style),
                    ..Sheet::default()
                });
                self.row = 0;
            }
            "table:table-row" => return self.start_row(tag),
            "table:table-cell" | "table:covered-table-cell" => self.start_cell(tag),
            name if is_aside(name) => self.aside += 1,
            "text:p" if self.aside == 0 => {
                self.paragraphs += 1;
                if self.paragraphs > 1 {
                    return self.push('\n', 1);
                }
            }
            "text:s" => return self.push(' ', number(tag, "text:c").min(10_000)),
            "text:tab" => return self.push('\t', 1),
            "text:line-break" => return self.push('\n', 1),
            _ => {}
        }
        Ok(())
    }

    /// Adds letters to the cell; a few bytes of the file can stand for many.
    fn push(&mut self, letter: char, times: u32) -> Result<(), Unreadable> {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0) {
            self.budget.letters(times as usize)?;
            cell.text.push_str(&letter.to_string().repeat(times as usize));
        }
        Ok(())
    }

    fn start_row(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.row_repeats = number(tag, "table:number-rows-repeated").min(LAST_ROW);
        self.column = 0;
        if matches!(
            attribute(tag, "table:visibility").as_deref(),
            Some("collapse" | "filter")
        ) && let Some(sheet) = self.workbook.sheets.last_mut()
        {
            let last = self.row.saturating_add(self.row_repeats.min(MOST_REPEATS));
            for row in self.row..last {
                self.budget.spend(0)?;
                sheet.hidden_rows.push(row);
            }
        }
        Ok(())
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) {
        let repeats = number(tag, "table:number-columns-repeated");
        let (across, down) = (
            number(tag, "table:number-columns-spanned"),
            number(tag, "table:number-rows-spanned"),
        );
        if (across > 1 || down > 1)
            && let (Some(sheet), Ok(first), Ok(last)) = (
                self.workbook.sheets.last_mut(),
                u16::try_from(self.column),
                u16::try_from(self.column.saturating_add(across - 1)),
            )
        {
            sheet.merges.push(Merge {
                rows: (self.row, self.row.saturating_add(down - 1)),
                columns: (first, last),
            });
        }
        self.paragraphs = 0;
        self.cell = Some(Held {
            value: typed(tag),
            text: String::new(),
            is_error: attribute(tag, "calcext:value-type").as_deref() == Some("error"),
            formula: attribute(tag, "table:formula").is_some(),
            repeats,
        });
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "table:table-row" => self.row = self.row.saturating_add(self.row_repeats),
            name if is_aside(name) => self.aside = self.aside.saturating_sub(1),
            "office:document-content" => self.ended = true,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let Some(held) = self.cell.take() else { return Ok(()) };
        let from = self.column;
        self.column = self.column.saturating_add(held.repeats);
        let value = match held.value {
            _ if held.is_error => Some(Value::Fault(held.text.as_str().into())),
            Some(value) => Some(value),
            None if held.text.is_empty() && held.formula => Some(Value::Fault("=…".into())),
            None => xlsx::text_value(&held.text),
        };
        let (Some(value), Some(sheet)) = (value, self.workbook.sheets.last_mut()) else {
            return Ok(());
        };
        let length = value.length();
        for down in 0..self.row_repeats.min(MOST_REPEATS) {
            for across in 0..held.repeats.min(MOST_REPEATS) {
                self.budget.spend(length)?;
                if let Ok(column) = u16::try_from(from.saturating_add(across)) {
                    sheet.cells.push(Cell {
                        row: self.row.saturating_add(down),
                        column,
                        filled: false,
                        value: value.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// Whether an element's text is not its cell's: a comment, or a drawing of any
/// shape that is tied to the cell.
fn is_aside(name: &str) -> bool {
    matches!(name, "office:annotation" | "table:shapes") || name.starts_with("draw:")
}

/// The value that a cell's attributes give; of a text they give none.
fn typed(tag: &BytesStart<'_>) -> Option<Value> {
    let of = |key| attribute(tag, key);
    match of("office:value-type")?.as_str() {
        "float" | "currency" | "percentage" => Some(Value::Number(of("office:value")?.parse().ok()?)),
        "date" => Some(xlsx::iso(&of("office:date-value")?)),
        "boolean" => Some(Value::Yes(of("office:boolean-value")? == "true")),
        "string" => of("office:string-value").and_then(|text| xlsx::text_value(&text)),
        _ => None,
    }
}

fn attribute(tag: &BytesStart<'_>, key: &str) -> Option<String> {
    let found = tag.try_get_attribute(key).ok()??;
    let raw: &str = &found.value;
    quick_xml::escape::unescape(raw).ok().map(std::borrow::Cow::into_owned)
}

/// A count of repetitions or of cells spanned; one where none is written.
fn number(tag: &BytesStart<'_>, key: &str) -> u32 {
    attribute(tag, key)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
        .max(1)
}
