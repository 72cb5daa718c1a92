//! What is published and sent of a book in which nothing is wrong: every page of
//! both editions, every mail. The first line is the path, the rest is the file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use duebook::book::{Register, plan};
use duebook::letter;
use duebook::press::Press;
use duebook::record::Audience;
use duebook::site::{self, Facts, Kept, Part, Stamp};
use duebook::text::diagnostic::any_error;

use crate::{book, first_line, text};

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(&BTreeMap::new()).expect("the built-in texts"));

pub(crate) fn site(data: &[u8]) {
    let (path, rest) = first_line(data);
    let gathered = book::with(&text(path), &text(rest));
    let register = Register::new(&gathered.book, book::today());
    if any_error(&book::findings(&gathered, &register)) {
        return;
    }
    let (stamp, kept) = (Stamp::default(), Kept::default());
    let facts = Facts::of(&register, &stamp.past, &kept);
    for audience in [Audience::Public, Audience::Internal] {
        let mut count = 0;
        let done = site::render(&register, &PRESS, audience, &stamp, &facts, Part::WHOLE, &mut |pages| {
            count += pages.len();
        });
        done.unwrap_or_else(|fault| panic!("{fault:?}"));
        assert!(count > 50);
    }
    let gate = letter::Gate::new(&register);
    for message in &plan::plan(&register).messages {
        let Ok(letter) = letter::write(message, &register, &PRESS) else {
            continue;
        };
        assert!(!letter.subject.contains(['\n', '\r']), "{:?}", letter.subject);
        let _ = gate.look(&letter, message);
    }
}
