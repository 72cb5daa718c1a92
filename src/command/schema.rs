//! `schema`: the book's files as JSON Schemas, for editors.

use super::args::{Options, SchemaArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::record::shape::File;
use crate::schema::{self, Words};
use crate::world::disk;

/// Runs `schema`. A book with mistakes has schemas too: they help to mend it.
pub(super) fn run(options: &Options, args: &SchemaArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    if args.print.is_none() && args.out.is_none() {
        desk.to_write()?;
    }
    let gathered = desk.gather()?;
    let press = desk.press()?;
    let words = Words {
        rules: &gathered.book.rules,
        press: &press,
    };
    if let Some(file) = args.print {
        desk::answer(schema::text(file, &words).trim_end());
        return Ok(Outcome::Fine);
    }
    let mut written = 0;
    for (_, file) in File::ALL {
        let name = schema::path(file);
        let target = match &args.out {
            Some(folder) => folder.join(name.trim_start_matches("schema/")),
            None => desk.root.join(&name),
        };
        let text = schema::text(file, &words);
        if disk::read_bytes(&target).is_ok_and(|old| old == text.as_bytes()) {
            continue;
        }
        disk::write(&target, text.as_bytes()).map_err(|error| Failure::disk(&target.display().to_string(), &error))?;
        written += 1;
        desk::answer(&target.display().to_string());
    }
    let total = File::ALL.len();
    desk.story(&match desk.lang {
        crate::text::Lang::Th => format!("เขียน schema {written} แฟ้ม จาก {total} แฟ้ม"),
        crate::text::Lang::En => format!("{written} of {total} schemas written"),
    });
    Ok(Outcome::Fine)
}
