//! Texts, lists of them, and names out of a list.

use toml::de::DeValue;

use super::Table;
use crate::text::nearest::nearest;
use crate::text::printable::is_command;
use crate::text::{Code, Placed, Span, Words};

impl Table<'_, '_> {
    /// Reads an optional text; an empty one is a mistake.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let (value, span) = self.take(key)?;
        if let DeValue::String(text) = value.into_inner() {
            return self.sound(key, text.into_owned(), span);
        }
        let raw = self.faults.source.slice(span);
        let raw = if raw.contains('\n') { "…" } else { raw };
        self.wrong(
            span,
            key,
            &Words::new("ข้อความใน \"…\"", "a text in \"…\""),
            &format!("\"{}\"", raw.replace('"', "")),
        );
        None
    }

    /// Judges a text: an empty one is a mistake, and so is one that a screen obeys.
    fn sound(&self, key: &str, text: String, span: Span) -> Option<Placed<String>> {
        if text.trim().is_empty() {
            self.faults.add(
                Code::EmptyText,
                span,
                Words::new(format!("`{key}` ว่างอยู่"), format!("`{key}` is empty")),
                if self.is_inline() {
                    Words::new(
                        format!("ใส่ข้อความ หรือลบเฉพาะ  {key} = \"\"  กับจุลภาคข้างหน้า"),
                        format!("Write a text, or delete  {key} = \"\"  alone and the comma before it"),
                    )
                } else {
                    Words::new("ใส่ข้อความ หรือลบทั้งบรรทัด", "Write a text, or delete the line")
                },
            );
            return None;
        }
        // A carriage return comes with lines from Windows; no page and no terminal obeys it.
        if text.contains(|letter| letter != '\r' && is_command(letter)) {
            self.faults.add(
                Code::ControlCharacter,
                span,
                Words::new(
                    format!("`{key}` มีอักขระควบคุมที่มองไม่เห็น ซึ่งลบหรือกลับลำดับตัวอักษรบนจอได้"),
                    format!("`{key}` holds a control character that can erase or turn around what a screen shows"),
                ),
                Words::new(
                    "พิมพ์ข้อความใหม่ด้วยมือ ไม่คัดลอกมาวาง",
                    "Type the text anew instead of pasting it",
                ),
            );
            return None;
        }
        Some(Placed { value: text, span })
    }

    /// Reads a required text.
    pub fn required_text(&mut self, key: &'static str, example: &str) -> Option<Placed<String>> {
        self.needs(key, example);
        self.text(key)
    }

    /// Reads an optional list of texts.
    pub fn texts(&mut self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        let (value, span) = self.take(key)?;
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(
                span,
                key,
                &Words::new("รายการข้อความใน [ ]", "a list of texts in [ ]"),
                "[\"…\"]",
            );
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            let place = Span::from(item.span());
            match item.into_inner() {
                DeValue::String(text) => texts.extend(self.sound(key, text.into_owned(), place)),
                _ if place.is_empty() => {}
                _ => self.wrong(
                    place,
                    key,
                    &Words::new("รายการข้อความใน [ ]", "a list of texts in [ ]"),
                    "[\"…\"]",
                ),
            }
        }
        Some(Placed { value: texts, span })
    }

    /// Reads an optional text that must be one of a list of names.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Placed<T>> {
        let text = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(Placed {
                value: *value,
                span: text.span,
            });
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        // A slip is taken for what it means, so that the rest is judged in the same run.
        let meant = nearest(&text.value, names.iter().copied());
        let help = match meant {
            Some(name) => self.write(key, &format!("\"{name}\"")),
            None => Words::new(
                format!("เลือกหนึ่งใน: {}", names.join(" · ")),
                format!("Choose one of: {}", names.join(" · ")),
            ),
        };
        self.faults.add(
            Code::UnknownChoice,
            text.span,
            Words::new(
                format!("`{key}` ไม่มีค่า \"{}\"", text.value),
                format!("`{key}` knows no \"{}\"", text.value),
            ),
            help,
        );
        let value = meant.and_then(|meant| choices.iter().find(|(name, _)| *name == meant));
        let Some((_, value)) = value else {
            self.lose(key);
            return None;
        };
        Some(Placed {
            value: *value,
            span: text.span,
        })
    }

    /// Reads a required text that must be one of a list of names.
    pub fn required_choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Placed<T>> {
        if !self.has(key) {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let first = names.first().map_or("", String::as_str);
            // A remark would end a line of braces before its brace.
            if self.is_inline() {
                self.missing(key, first);
            } else {
                let others = names.get(1..).unwrap_or_default().join(" · ");
                self.missing(key, &format!("{first}   # {others}"));
            }
        }
        self.choice(key, choices)
    }
}
