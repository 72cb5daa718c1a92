//! What a row leaves unsaid and its register takes for granted: made whole
//! where there is one reading, asked for where there are two.

use super::super::draft::{DraftEvent, Fact, Site};
use super::super::value::Trouble;
use super::Desk;
use super::line::{Line, spot_number};
use crate::money::Satang;
use crate::pen::Value;
use crate::text::Words;

impl Desk<'_> {
    /// Makes a row whole.
    pub(super) fn complete(&self, line: &mut Line) {
        if self.fitted.map.exact {
            return;
        }
        self.parts(line);
        if self.fitted.map.event.is_none() {
            self.fixed_values(line);
        }
        let mut events = std::mem::take(&mut line.events);
        events.retain_mut(|event| self.event_whole(line, event));
        line.events = events;
    }

    /// Four columns make one amount; the split is kept in the notes.
    fn parts(&self, line: &mut Line) {
        if line.parts.is_empty() {
            return;
        }
        let sum: Satang = line.parts.iter().map(|(_, part)| *part).sum();
        let Some(spot) = self.spots.find("amount") else { return };
        let site = Site {
            column: line.parts[0].0,
            ..line.site
        };
        match line.fact(spot).cloned() {
            None => line.facts.push(Fact {
                spot: spot_number(spot),
                value: Value::Amount(sum),
                site,
            }),
            Some(fact) if fact.value == Value::Amount(sum) => {}
            Some(fact) => {
                let sum = sum.grouped();
                line.troubles.push((
                    fact.site,
                    Trouble::new(
                        (
                            format!("จำนวนเงินไม่เท่าผลรวมของช่องย่อย {sum}"),
                            format!("the amount is not the sum of its parts, {sum}"),
                        ),
                        ("แก้จำนวนเงิน หรือช่องย่อย ให้ตรงกัน", "mend the amount or its parts"),
                    ),
                ));
            }
        }
        let split: Vec<String> = line
            .parts
            .iter()
            .map(|(at, part)| {
                let column = self.fitted.header.columns.iter().find(|column| column.at == *at);
                let name = column
                    .and_then(|column| column.parts.last())
                    .cloned()
                    .unwrap_or_default();
                format!("{name} {}", part.grouped())
            })
            .collect();
        let split = split.join(" · ");
        let Some(notes) = self.spots.find("notes").map(spot_number) else {
            return;
        };
        match line.facts.iter_mut().find(|fact| fact.spot == notes) {
            Some(Fact {
                value: Value::Text(text),
                ..
            }) => *text = format!("{text}\n\n{split}"),
            _ => line.facts.push(Fact {
                spot: notes,
                value: Value::Text(split),
                site,
            }),
        }
    }

    fn fixed_values(&self, line: &mut Line) {
        if line.agency.is_none() {
            line.agency.clone_from(&self.agency);
        }
        let only_events = line.facts.is_empty();
        for (spot, value) in self.fixed.iter().filter(|_| !only_events) {
            if line.fact(*spot).is_none() {
                line.facts.push(Fact {
                    spot: spot_number(*spot),
                    value: value.clone(),
                    site: line.site,
                });
            }
        }
    }

    /// Makes an event whole; one that says nothing but noughts goes.
    fn event_whole(&self, line: &mut Line, event: &mut DraftEvent) -> bool {
        let of = |name: &str| self.spots.find(&format!("{}.{name}", event.name)).map(spot_number);
        let has = |event: &DraftEvent, name: &str| {
            of(name).is_some_and(|spot| event.facts.iter().any(|fact| fact.spot == spot))
        };
        if event.facts.is_empty() {
            return false;
        }
        if !has(event, "date") {
            // A receipt's number alone belongs to no event yet; money does.
            let money = event.facts.iter().any(|fact| matches!(fact.value, Value::Amount(_)));
            let site = event.facts[0].site;
            line.troubles.push((site, dateless(money)));
            return false;
        }
        match event.name {
            "clearing" if !["vouchers", "cash", "salary"].iter().any(|name| has(event, name)) => {
                self.cleared(line, event)
            }
            "refund" if !has(event, "amount") => self.refunded(line, event),
            _ => true,
        }
    }

    /// A day of clearing without amounts: what is not left was handed in, but as
    /// what only the office can say.
    fn cleared(&self, line: &mut Line, event: &mut DraftEvent) -> bool {
        let site = event.site;
        let amount = self
            .spots
            .find("amount")
            .and_then(|spot| line.fact(spot))
            .map(|fact| fact.value.clone());
        let (Some(way), Some(Value::Amount(amount))) = (&self.fitted.map.cleared_as, amount) else {
            line.troubles.push((
                site,
                Trouble::new(
                    (
                        "มีวันที่ส่งใช้ แต่ไม่มีจำนวนใบสำคัญหรือเงินสด",
                        "a day of clearing without an amount of vouchers or cash",
                    ),
                    (
                        "เติมคอลัมน์จำนวน หรือเติม cleared_as = \"vouchers\" (หรือ \"cash\") ในแผนผัง ถ้าทั้งแผ่นส่งใช้อย่างเดียว",
                        "add a column of amounts, or cleared_as = \"vouchers\" (or \"cash\") to the mapping where the whole sheet was cleared so",
                    ),
                ),
            ));
            return false;
        };
        let cleared = amount - line.left.map_or(Satang::ZERO, |(left, _)| left);
        if !cleared.is_positive() {
            return false;
        }
        if let Some(spot) = self.spots.find(&format!("clearing.{way}")) {
            event.facts.push(Fact {
                spot: spot_number(spot),
                value: Value::Amount(cleared),
                site,
            });
        }
        true
    }

    /// A day of return without an amount: the register means the whole.
    fn refunded(&self, line: &mut Line, event: &mut DraftEvent) -> bool {
        let amount = self.spots.find("amount").and_then(|spot| line.fact(spot)).cloned();
        let (Some(amount), Some(spot)) = (amount, self.spots.find("refund.amount")) else {
            return true;
        };
        event.facts.push(Fact {
            spot: spot_number(spot),
            value: amount.value,
            site: event.site,
        });
        line.notes.push((
            event.site,
            Words::new(
                "มีวันคืนแต่ไม่มีจำนวน อ่านเป็นคืนทั้งจำนวน",
                "a day of return without an amount was read as the whole",
            ),
        ));
        true
    }
}

fn dateless(money: bool) -> Trouble {
    if money {
        Trouble::new(
            ("มีจำนวนเงินแต่ไม่มีวันที่ของเหตุการณ์นี้", "an amount without the day of its event"),
            ("เติมวันที่ หรือลบจำนวนเงิน", "add the day, or delete the amount"),
        )
    } else {
        Trouble::new(
            ("เหตุการณ์นี้ไม่มีวันที่", "this event has no day"),
            ("เติมวันที่ หรือลบช่องนี้", "add the day, or empty this cell"),
        )
    }
}
