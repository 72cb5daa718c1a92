//! What shells and manuals want: made from the list of commands itself.

use std::path::Path;

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::desk;
use super::{Failure, Outcome};
use crate::world::disk;

/// Runs `completions`.
#[allow(clippy::unnecessary_wraps, reason = "every command ends alike")]
pub(super) fn completions(args: &CompletionsArgs) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "duebook", &mut script);
    desk::answer(String::from_utf8_lossy(&script).trim_end());
    Ok(Outcome::Fine)
}

/// Runs `man`.
pub(super) fn man(args: &ManArgs) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    match &args.out {
        None => desk::answer(page(&command, "duebook")?.trim_end()),
        Some(folder) => {
            write(folder, &command, "duebook")?;
            for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
                write(folder, sub, &format!("duebook-{}", sub.get_name()))?;
            }
        }
    }
    Ok(Outcome::Fine)
}

fn write(folder: &Path, command: &clap::Command, name: &str) -> Result<(), Failure> {
    let file = folder.join(format!("{name}.1"));
    disk::write(&file, page(command, name)?.as_bytes())
        .map_err(|error| Failure::disk(&file.display().to_string(), &error))
}

fn page(command: &clap::Command, name: &str) -> Result<String, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone().name(name.to_owned()).disable_help_subcommand(true))
        .render(&mut text)
        .map_err(|error| Failure::disk(name, &error))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
