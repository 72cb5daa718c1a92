//! Keys that are missing, and keys that nobody asked for.

use super::shape::shape;
use super::{Entry, Table};
use crate::text::nearest::nearest;
use crate::text::words::write_line;
use crate::text::{Code, Span, Words};

/// Headers of events that carry money or a day.
const EVENTS: [&str; 5] = ["clearing", "disbursement", "refund", "forfeit", "inspection"];
/// Events that are voided rather than deleted.
const VOIDABLE: [&str; 10] = [
    "clearing",
    "disbursement",
    "extension",
    "objection",
    "reimbursement",
    "refund",
    "forfeit",
    "inspection",
    "notice",
    "replacement",
];

/// A required key that is absent: told when the table is read to its end, for
/// it may stand there misspelt.
pub(super) struct Missed {
    key: String,
    example: String,
}

impl Table<'_, '_> {
    /// Reports a required key as missing where it is not written. `example` is
    /// what to write.
    pub fn needs(&self, key: &'static str, example: &str) {
        if !self.has(key) {
            self.missing(key, example);
        }
    }

    /// Reports a required key that is absent. `example` is what to write.
    pub fn missing(&self, key: &str, example: &str) {
        if !self.faults.is_unread(key) {
            self.missed.borrow_mut().push(Missed {
                key: key.to_owned(),
                example: example.to_owned(),
            });
        }
    }

    fn report_missing(&self, missed: &Missed) {
        let Missed { key, example } = missed;
        // An event without its day, or voided without a reason, is none: what is reckoned
        // without it would be wrong as well. What the whole file lacks, its reader knows.
        if !self.span.is_empty() {
            self.lose(key);
        }
        let line = format!("{key} = {example}");
        let text = &self.faults.source.text;
        let events = text.lines().find(|line| line.trim_start().starts_with("[["));
        let help = if self.is_inline() {
            Words::new(
                format!("เพิ่ม  {line}  ใน {{ }}"),
                format!("Add  {line}  inside the braces"),
            )
        } else if let Some(first) = events.filter(|_| self.span.is_empty()) {
            let first = first.trim();
            Words::new(
                format!("เพิ่มบรรทัด  {line}  ไว้เหนือ {first} แรก"),
                format!("Add the line  {line}  above the first {first}"),
            )
        } else {
            Words::new(format!("เพิ่มบรรทัด  {line}"), format!("Add the line  {line}"))
        };
        self.faults.add(
            Code::MissingKey,
            self.span,
            Words::new(format!("ขาด `{key}`"), format!("`{key}` is missing")),
            help,
        );
    }

    /// Reports every key that nobody asked for, with the line to write, and
    /// the required keys that are absent. Returns the keys that stand misspelt.
    pub fn finish(self) -> Vec<&'static str> {
        let asked = self.asked.borrow();
        let mut missed = self.missed.borrow_mut();
        let mut misspelt = Vec::new();
        // A slip stands in place of a key that is not written.
        let unwritten: Vec<&str> = asked
            .iter()
            .copied()
            .filter(|name| self.key_span(name).is_none())
            .collect();
        for entry in &self.entries {
            if asked.contains(&&*entry.key) {
                continue;
            }
            let plain = entry.key.to_ascii_lowercase().replace('-', "_");
            let meant = nearest(&plain, unwritten.iter().copied());
            // A key that stands here misspelt is one mistake, not two: it is
            // not missing, and what its absence would mean is not judged.
            if let Some(name) = meant {
                missed.retain(|one| one.key != name);
                self.lose(name);
                misspelt.push(name);
            }
            if self.faults.is_full(Code::UnknownKey.severity()) {
                continue;
            }
            self.faults.add(
                Code::UnknownKey,
                entry.key_span,
                Words::new(
                    format!("ไม่รู้จักคีย์ `{}`", entry.key),
                    format!("Unknown key `{}`", entry.key),
                ),
                self.instead_of(entry, meant, &asked),
            );
        }
        for one in &*missed {
            self.report_missing(one);
        }
        misspelt
    }

    /// What to write where a key was meant that is known.
    fn respelt(&self, entry: &Entry<'_>, name: &str) -> Words {
        let value = entry.value.as_ref().map(|value| Span::from(value.span()));
        let raw = value.map_or("", |span| self.faults.source.slice(span));
        let (_, line) = self.faults.source.line_at(entry.key_span.start as usize);
        // Only a value that stands there whole may be copied: what could not be
        // read has a finding, and a line to write, of its own.
        let rest = line.split_once('=').map_or("", |(_, rest)| rest.trim());
        let whole = rest
            .strip_prefix(raw)
            .is_some_and(|left| left.is_empty() || left.trim_start().starts_with('#'));
        let alone = line.trim_start().starts_with(&*entry.key) && !raw.is_empty() && !raw.starts_with('[') && whole;
        if alone && !raw.contains('\n') {
            write_line(&format!("{name} = {raw}"))
        } else {
            Words::new(format!("หมายถึง `{name}` ใช่หรือไม่"), format!("Did you mean `{name}`?"))
        }
    }

    /// What to do with a key that nobody asked for.
    fn instead_of(&self, entry: &Entry<'_>, meant: Option<&str>, asked: &[&str]) -> Words {
        if let Some(name) = meant {
            return self.respelt(entry, name);
        }
        if self.around.contains(&&*entry.key) {
            return Words::new(
                format!("`{}` เป็นของทั้งระเบียน ย้ายบรรทัดนี้ขึ้นไปเหนือหัว [[…]] แรก", entry.key),
                format!(
                    "`{}` belongs to the whole record: move this line above the first [[…]]",
                    entry.key
                ),
            );
        }
        let headers = |names: &[&str]| {
            let headers = asked.iter().filter(|key| names.contains(key));
            headers.map(|key| format!("[[{key}]]")).collect::<Vec<_>>()
        };
        // Voiding is a word about an event, and stands in it.
        let voidable = headers(&VOIDABLE);
        if entry.key == "void" && self.around.is_empty() && !voidable.is_empty() {
            let line = format!("void = {}", shape("void", ""));
            let voidable = voidable.join(" ");
            return Words::new(
                format!("ลบออก แล้วเพิ่มบรรทัด  {line}  ในรายการที่จะยกเลิก ({voidable})"),
                format!("Delete it, and add the line  {line}  to the event that is voided ({voidable})"),
            );
        }
        // Keys of an event at the root: its header has gone, not its meaning.
        let event = [
            "date",
            "vouchers",
            "cash",
            "salary",
            "receipt",
            "late_reason",
            "pending",
            "reference",
            "result",
        ];
        if self.around.is_empty() && event.contains(&&*entry.key) {
            let headers = headers(&EVENTS);
            if !headers.is_empty() {
                return Words::new(
                    format!("เพิ่มหัวของเหตุการณ์เหนือบรรทัดแรกของชุดนี้: {}", headers.join(" หรือ ")),
                    format!(
                        "Add the event's header above the first line of this group: {}",
                        headers.join(" or ")
                    ),
                );
            }
        }
        let known = asked.join(" ");
        if self.is_inline() {
            return Words::new(
                format!("ลบเฉพาะ  {} = …  กับจุลภาคข้างหน้า คีย์ที่มีคือ: {known}", entry.key),
                format!(
                    "Delete  {} = …  alone and the comma before it; the keys known here are: {known}",
                    entry.key
                ),
            );
        }
        Words::new(
            format!("ลบบรรทัดนี้ คีย์ที่มีคือ: {known}"),
            format!("Delete this line; the keys known here are: {known}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::text::diagnostic::tidy;
    use crate::text::table::read;
    use crate::text::{Code, Faults, Source};

    /// A mebibyte of keys that nobody asked for took minutes.
    #[test]
    fn of_twenty_thousand_unknown_keys_the_first_thousand_are_told() {
        let lines: Vec<String> = (0..20_000).map(|nth| format!("x{nth:06} = 1")).collect();
        let source = Source::new("x.toml", format!("{}\namuont = 1\n", lines.join("\n")));
        let faults = Faults::new(&source);
        let mut table = read(&source, &faults);
        for key in ["amount", "contract", "purpose", "borrower", "received"] {
            table.take(key);
        }
        assert_eq!(table.finish(), ["amount"]);
        let mut found = faults.into_list();
        assert!(found.len() <= 10_000, "{}", found.len());
        tidy(&mut found);
        let lines: Vec<usize> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, (1..=1_000).collect::<Vec<_>>());
        assert!(found.iter().all(|finding| finding.code == Code::UnknownKey));
    }
}
