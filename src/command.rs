//! The command line: what was typed, what it means, how it ends.

mod amend;
mod args;
mod ask;
mod audit;
mod build;
mod check;
mod desk;
mod doctor;
mod entry;
mod event;
mod export;
mod fields;
mod fmt;
mod import;
mod init;
mod letter;
mod log;
mod mail;
mod merge;
mod new;
mod paths;
mod remind;
mod run;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod status;
mod sums;
mod table;
mod templates;
mod timings;
mod usage;
mod verify;

use std::process::ExitCode;

use clap::Parser;

pub use args::{Cli, Command};
pub use desk::Desk;

use crate::text::Words;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All is well; warnings and overdue records are no findings.
    Fine,
    /// The records have errors.
    Findings,
    /// A delivery or a check-up ended with this status (0, 1, 2, 3, 75 or 78).
    Ended(u8),
}

/// Why a command could not run.
#[derive(Debug)]
pub struct Failure {
    /// The exit status: 2 for usage and settings.
    pub status: u8,
    /// What happened and what to do.
    pub words: Words,
}

impl Failure {
    /// A command used wrongly, or settings that cannot work.
    #[must_use]
    pub fn usage(words: Words) -> Failure {
        Failure { status: 2, words }
    }

    /// What should be read could not be.
    #[must_use]
    pub fn unread(what: &str, error: &std::io::Error) -> Failure {
        Failure::usage(Words::new(
            format!("อ่าน {what} ไม่ได้: {error} ตรวจว่าชื่อถูก มีอยู่จริง และเปิดอ่านได้"),
            format!(
                "{what} cannot be read: {error}. Check that the name is right, that it exists and that you may read it"
            ),
        ))
    }

    /// What should be written could not be.
    #[must_use]
    pub fn disk(what: &str, error: &std::io::Error) -> Failure {
        if error.kind() == std::io::ErrorKind::ResourceBusy {
            return Failure::usage(Words::new(
                format!("มีคำสั่งอื่นกำลังเขียนใน {what} อยู่ คำสั่งนี้จึงยังไม่ได้เขียนอะไร รอให้เสร็จแล้วเรียกใหม่"),
                format!(
                    "another command is writing into {what}, so this one has written nothing; run it again when that has ended"
                ),
            ));
        }
        Failure::usage(Words::new(
            format!("เขียน {what} ไม่ได้: {error} ตรวจสิทธิ์ของโฟลเดอร์และที่ว่างในดิสก์ แล้วเรียกซ้ำได้ ไม่มีแฟ้มใดค้างครึ่งเดียว"),
            format!(
                "{what} cannot be written: {error}. Check the folder's rights and the room on the disk; running again is safe, no file is left half-written"
            ),
        ))
    }
}

/// Runs the command line and returns the exit status.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            if let Some(words) = usage::thai(&error).filter(|_| !usage::wants_english(std::env::args_os())) {
                desk::talk(&format!("duebook: {words}"));
            }
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let lang = cli.options.lang();
    if cli.options.timings {
        timings::begin();
    }
    let result = match &cli.command {
        Command::Run(args) => run::run(&cli.options, args),
        Command::Check(args) => check::run(&cli.options, args),
        Command::Build(args) => build::run(&cli.options, args),
        Command::Merge(args) => merge::run(&cli.options, args),
        Command::Remind(args) => remind::run(&cli.options, args),
        Command::Mail(args) => mail::run(&cli.options, args),
        Command::Doctor(args) => doctor::run(&cli.options, args),
        Command::Status(args) => status::run(&cli.options, args),
        Command::Log(args) => log::run(&cli.options, args),
        Command::Audit(args) => audit::run(&cli.options, args),
        Command::Verify(args) => verify::run(&cli.options, args),
        Command::Init(args) => init::run(&cli.options, args),
        Command::New(args) => new::run(&cli.options, args),
        Command::Clear(args) => event::run(&cli.options, args),
        Command::Refund(args) => event::run(&cli.options, args),
        Command::Extend(args) => event::run(&cli.options, args),
        Command::Object(args) => event::run(&cli.options, args),
        Command::Forfeit(args) => event::run(&cli.options, args),
        Command::Inspect(args) => event::run(&cli.options, args),
        Command::Notice(args) => event::run(&cli.options, args),
        Command::Pay(args) => event::run(&cli.options, args),
        Command::Reimburse(args) => event::run(&cli.options, args),
        Command::Replace(args) => event::run(&cli.options, args),
        Command::Hold(args) => event::run(&cli.options, args),
        Command::Cancel(args) => event::run(&cli.options, args),
        Command::Void(args) => amend::void(&cli.options, args),
        Command::Set(args) => amend::set(&cli.options, args),
        Command::Fmt(args) => fmt::run(&cli.options, args),
        Command::Import(args) => import::run(&cli.options, args),
        Command::Export(args) => export::run(&cli.options, args),
        Command::Letter(args) => letter::run(&cli.options, args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&cli.options, args),
        Command::Templates(args) => templates::run(&cli.options, args),
        Command::Schema(args) => schema::run(&cli.options, args),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    };
    timings::tell(lang);
    match result.and_then(|outcome| desk::heard().map(|()| outcome)) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Ended(status)) => ExitCode::from(status),
        Err(failure) => {
            desk::talk(&format!("duebook: {}", failure.words.lang(lang)));
            ExitCode::from(failure.status)
        }
    }
}
