//! The reader of every kind of file, the checks, and how findings are drawn.
//! The first line is the path, the rest is the file.

use duebook::book::{Register, plan};

use crate::{book, first_line, text};

pub(crate) fn record(data: &[u8]) {
    let (path, rest) = first_line(data);
    let gathered = book::with(&text(path), &text(rest));
    let register = Register::new(&gathered.book, book::today());
    for finding in &book::findings(&gathered, &register) {
        book::draw(&gathered, finding);
    }
    let _ = plan::plan(&register);
    let _ = register.totals();
}
