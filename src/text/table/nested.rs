//! Tables within a table: in braces, or each below a header of its own.

use toml::de::DeValue;

use super::Table;
use super::shape::shape;
use crate::text::{Code, Span, Words};

impl<'s, 'f> Table<'s, 'f> {
    /// Reads an optional table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'s, 'f>> {
        self.table_or(key, Code::WrongType)
    }

    /// Reads an optional table; anything else is reported with a code of its own.
    pub fn table_or(&mut self, key: &'static str, code: Code) -> Option<Table<'s, 'f>> {
        let (value, span) = self.take(key)?;
        if let DeValue::Table(table) = value.into_inner() {
            return Some(Table::new(self.faults, table, span, Vec::new()));
        }
        let shape = shape(key, self.faults.source.slice(span));
        let want = Words::new("ค่าใน { }", "values in braces { }");
        self.wrong_as(code, span, key, &want, &shape);
        None
    }

    /// Reads a list of tables, `[[key]]`; none is an empty list.
    pub fn each(&mut self, key: &'static str) -> Vec<Table<'s, 'f>> {
        let Some((value, span)) = self.take(key) else {
            return Vec::new();
        };
        let mut tables = Vec::new();
        let DeValue::Array(items) = value.into_inner() else {
            self.each_wanted(span, key);
            return tables;
        };
        for item in items {
            let place = Span::from(item.span());
            match item.into_inner() {
                DeValue::Table(table) => {
                    let around = self.asked.borrow().clone();
                    tables.push(Table::new(self.faults, table, place, around));
                }
                _ if place.is_empty() => {}
                _ => self.each_wanted(place, key),
            }
        }
        tables
    }

    fn each_wanted(&self, span: Span, key: &str) {
        self.faults.lose();
        self.faults.add(
            Code::WrongType,
            span,
            Words::new(
                format!("`{key}` เขียนเป็นหัวตาราง [[{key}]]"),
                format!("`{key}` is written as [[{key}]]"),
            ),
            Words::new(
                format!("เขียน  [[{key}]]  ในบรรทัดของตน แล้วตามด้วยคีย์ของเหตุการณ์"),
                format!("Write  [[{key}]]  on its own line, then the keys of the event"),
            ),
        );
    }
}
