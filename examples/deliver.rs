//! Sends the mails of a book over and over, for measuring only: `cargo run
//! --release --example deliver -- BOOK COUNT CONNECTIONS PORT`.
//!
//! Each mail is written, searched by the leak gate and turned into bytes anew,
//! as `remind --send` does it, on all cores but one, and handed over to a server on this machine.
//! There is no journal: claims, diary and git are measured elsewhere. With no
//! connection, COUNT mails are made and none is sent: the bytes of every mail
//! of the book are written to the file PORT, each after its length, for a peer
//! that is given them ready.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a tool that measures, with threads and files of its own"
)]

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use duebook::book::gather::gather;
use duebook::book::{Message, Register, plan::plan};
use duebook::dispatch::doors::{Parcel, Post as _, Verdict};
use duebook::letter::{self, Gate, eml};
use duebook::press::Press;
use duebook::world::disk;
use duebook::world::post::{Address, Smtp};

/// A list of more records than this is no usual mail.
const LONGEST_LIST: usize = 10;

type Failed = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failed> {
    let mut args = std::env::args().skip(1);
    let mut next = |what: &'static str| args.next().ok_or(what);
    let book = next("which book?")?;
    let count: usize = next("how many mails?")?.parse()?;
    let connections: usize = next("how many connections?")?.parse()?;
    let port = next("which port, or file?")?;

    let gathered = gather(disk::read(Path::new(&book))?);
    let register = Register::new(&gathered.book, "2026-11-20".parse()?);
    let planned = plan(&register);
    let messages: Vec<&Message<'_, '_>> = planned
        .messages
        .iter()
        .filter(|message| !message.items.is_empty() && message.shown().len() <= LONGEST_LIST)
        .collect();
    if messages.is_empty() {
        return Err("no mails on that day".into());
    }
    let press = Press::new(&std::collections::BTreeMap::new()).map_err(|fault| fault.to_string())?;
    let gate = Gate::new(&register);
    let make = |number: usize| -> Result<Parcel, Failed> {
        let message = messages[number % messages.len()];
        let letter = letter::write(message, &register, &press).map_err(|broken| broken.to_string())?;
        if !gate.look(&letter, message).is_empty() {
            return Err("a leak".into());
        }
        let bytes = eml::bytes(&letter, eml::morning(register.today)).map_err(|broken| broken.to_string())?;
        Ok(Parcel {
            id: letter.id.clone(),
            message_id: letter.message_id(),
            from: letter.from,
            to: letter.to,
            bytes,
        })
    };

    if connections == 0 {
        let mut file = std::fs::File::create(port)?;
        for number in 0..count {
            keep(&mut file, &make(number)?, number < messages.len())?;
        }
        return Ok(());
    }
    let Address::Server(server) =
        Address::parse(&format!("smtp://127.0.0.1:{port}")).map_err(|trouble| trouble.words().en.clone())?
    else {
        return Err("no server".into());
    };
    let turn = AtomicUsize::new(0);
    let (ready, waiting) = sync_channel::<Parcel>(64);
    let waiting = Mutex::new(waiting);
    let build = &|ready: SyncSender<Parcel>| -> Result<(), Failed> {
        loop {
            let number = turn.fetch_add(1, Ordering::Relaxed);
            if number >= count || ready.send(make(number)?).is_err() {
                return Ok(());
            }
        }
    };
    let send = || -> Result<usize, Failed> {
        let mut post = Smtp::new(server.clone(), None);
        post.open().map_err(|trouble| trouble.words().en.clone())?;
        for sent in 0.. {
            let next = waiting.lock().map_err(|_| "a thread broke")?.recv();
            let Ok(parcel) = next else {
                post.close();
                return Ok(sent);
            };
            match post.hand_over(&parcel, &mut || Ok(())) {
                Verdict::Sent(_) => {}
                other => return Err(format!("{other:?}").into()),
            }
        }
        Ok(0)
    };
    let sent = std::thread::scope(|scope| -> Result<usize, Failed> {
        let senders: Vec<_> = (0..connections).map(|_| scope.spawn(send)).collect();
        // One core is left to the post and the server: with a writer on every
        // core each reply waits for one of them to make room.
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let builders: Vec<_> = (0..cores.saturating_sub(1).max(1))
            .map(|_| {
                let ready = ready.clone();
                scope.spawn(move || build(ready))
            })
            .collect();
        drop(ready);
        for builder in builders {
            builder.join().map_err(|_| "a thread broke")??;
        }
        let mut sent = 0;
        for sender in senders {
            sent += sender.join().map_err(|_| "a thread broke")??;
        }
        Ok(sent)
    })?;
    println!("{sent} mails");
    if sent == count {
        Ok(())
    } else {
        Err("some were lost".into())
    }
}

/// Writes a mail's bytes after their length and envelope, where it is new.
fn keep(file: &mut std::fs::File, parcel: &Parcel, is_new: bool) -> std::io::Result<()> {
    if !is_new {
        return Ok(());
    }
    writeln!(file, "{} {} {}", parcel.bytes.len(), parcel.from, parcel.to)?;
    file.write_all(&parcel.bytes)
}
