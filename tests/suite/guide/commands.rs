//! The commands: their page is made from what the program says of itself, and
//! no page speaks of an option that it does not have.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};
use duebook::command::Cli;

use super::keys::blessed;
use super::pages::{self, Page};
use super::words;

/// Commands that the guide describes and this program does not have yet. A
/// name leaves the list with the branch that brings its command.
pub(super) const COMING: [&str; 0] = [];

/// Pages that are made from others, and so are nobody's example.
const MADE: [&str; 3] = ["docs/guide/commands.md", "docs/guide/keys.md", "docs/errors.md"];

fn program() -> Command {
    let mut command = Cli::command();
    command.build();
    command
}

/// Every command that can be typed, with its whole name.
fn all() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    let mut open = vec![("duebook".to_owned(), program())];
    while let Some((name, command)) = open.pop() {
        let below: Vec<_> = command
            .get_subcommands()
            .filter(|sub| sub.get_name() != "help" && !sub.is_hide_set())
            .map(|sub| (format!("{name} {}", sub.get_name()), sub.clone()))
            .collect();
        if below.is_empty() {
            found.push((name, command));
        }
        open.extend(below.into_iter().rev());
    }
    found
}

#[test]
fn what_is_coming_has_not_come() {
    let known = program();
    for name in COMING {
        assert!(
            known.find_subcommand(name).is_none(),
            "`duebook {name}` is there: take it off COMING, and BLESS=1"
        );
    }
}

#[test]
fn the_page_of_commands_is_what_the_program_says() {
    let pages = pages::guide();
    let mut page = String::from(
        "# ทุกคำสั่ง ทุกตัวเลือก\n\n\
         [สารบัญ](../guide.th.md) · อ้างอิง · หน้านี้สร้างจากโปรแกรม อย่าแก้ด้วยมือ (`BLESS=1 cargo test --test suite guide`)\n\n\
         เติม `--help` ท้ายคำสั่งใดก็ได้เพื่อดูข้อความเดียวกันในเทอร์มินัล\n\n\
         | คำสั่ง | ทำอะไร |\n|---|---|\n",
    );
    for (name, command) in all() {
        let anchor = name.replace(' ', "-");
        let _ = writeln!(page, "| [`{name}`](#{anchor}) | {} |", cell(&about(&command)));
    }
    page.push_str("\n## ใช้ได้กับทุกคำสั่ง\n\nก่อนหรือหลังชื่อคำสั่งก็ได้\n\n| ตัวเลือก | |\n|---|---|\n");
    let global = program();
    for arg in global.get_arguments().filter(|arg| arg.is_global_set()) {
        row(&mut page, arg);
    }
    page.push_str(EXITS);
    for (name, command) in all() {
        section(&mut page, &name, &command, &pages);
    }
    blessed("docs/guide/commands.md", &page);
}

const EXITS: &str = "\n## ผลลัพธ์\n\n\
    | สถานะ | |\n|---|---|\n\
    | `0` | เรียบร้อย (ข้อควรตรวจและรายการเกินกำหนดไม่ใช่ข้อผิดพลาด) |\n\
    | `1` | ระเบียนมีข้อผิดพลาด หรือคำสั่งไม่เขียนเพราะ `check` จะไม่ผ่าน · เมื่อส่งจริง: มีฉบับที่ปลายทางไม่รับ |\n\
    | `2` | คำสั่งหรือการตั้งค่าไม่ถูกต้อง |\n\
    | `3` | ส่งจริง: รอคำอนุมัติ |\n\
    | `75` | ส่งจริงและ `doctor`: ลองใหม่ภายหลัง |\n\
    | `78` | ส่งจริงและ `doctor`: การตั้งค่าอีเมลหรือ git ไม่ถูกต้อง |\n";

fn section(page: &mut String, name: &str, command: &Command, pages: &[Page]) {
    let _ = write!(page, "\n## `{name}`\n\n{}\n", about(command));
    let shown = |page: &&Page| {
        !MADE.contains(&page.path.as_str())
            && page.path != "docs/guide.en.md"
            && page.text.contains(&format!("{name} "))
    };
    let examples: Vec<String> = pages
        .iter()
        .filter(shown)
        .take(3)
        .map(|page| {
            format!(
                "[{}]({})",
                page.title(),
                page.path.rsplit('/').next().unwrap_or_default()
            )
        })
        .collect();
    if !examples.is_empty() {
        let _ = write!(page, "\nวิธีใช้: {}\n", examples.join(" · "));
    }
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && !arg.is_hide_set() && arg.get_id() != "help")
        .collect();
    if own.is_empty() {
        return;
    }
    page.push_str("\n| ตัวเลือก | |\n|---|---|\n");
    for arg in own {
        row(page, arg);
    }
}

fn row(page: &mut String, arg: &Arg) {
    let takes = arg.get_action().takes_values();
    let value = arg.get_value_names().map(|names| names.join(" ")).unwrap_or_default();
    let name = match arg.get_long() {
        Some(long) if takes => format!("--{long} <{value}>"),
        Some(long) => format!("--{long}"),
        None => format!("<{value}>"),
    };
    let mut words = arg.get_help().map(ToString::to_string).unwrap_or_default();
    for one in arg.get_possible_values().iter().filter(|_| takes) {
        let _ = write!(words, " · `{}`", one.get_name());
        if let Some(help) = one.get_help() {
            let _ = write!(words, " {help}");
        }
    }
    for usual in arg.get_default_values().iter().filter(|_| takes) {
        let _ = write!(words, " [ค่าปกติ: {}]", usual.to_string_lossy());
    }
    let _ = writeln!(page, "| `{}` | {} |", cell(&name), cell(&words));
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

#[test]
fn every_command_is_in_the_guide() {
    let text: String = pages::guide()
        .iter()
        .filter(|page| !MADE.contains(&page.path.as_str()))
        .map(|page| page.text.clone())
        .collect();
    for (name, _) in all() {
        assert!(
            text.contains(&format!("{name} "))
                || text.contains(&format!("{name}`"))
                || text.contains(&format!("{name}\n")),
            "`{name}` is missing"
        );
    }
}

#[test]
fn no_page_speaks_of_a_command_or_an_option_that_does_not_exist() {
    let known: BTreeSet<String> = all().iter().flat_map(|(_, command)| options(command)).collect();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    let papers = pages::papers();
    for page in papers
        .iter()
        .filter(|page| !MADE.contains(&page.path.as_str()) && page.path != "CHANGELOG.md")
    {
        let comes = COMING.iter().any(|name| page.text.contains(&format!("duebook {name}")));
        // Pages of the guide alone; and there the style sheet's names look like options.
        let is_of_others = !page.path.starts_with("docs/guide") || page.path.ends_with("looks.md");
        for code in codes(page) {
            seen += 1;
            let fault = match code.trim().strip_prefix("duebook ") {
                Some(rest) => fault(rest),
                None if is_option(&code) && !comes && !is_of_others => {
                    let name = code.split([' ', '=']).next().unwrap_or_default();
                    (!known.contains(name)).then(|| format!("{name} is no option"))
                }
                None => None,
            };
            wrong.extend(fault.map(|fault| format!("{}: `{code}`: {fault}", page.path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 400, "{seen} pieces of code");
}

/// Whether a piece of code is an option by itself; `--rebase` is git's.
fn is_option(code: &str) -> bool {
    let name = code.strip_prefix("--").unwrap_or_default();
    name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name != "rebase"
}

/// What stands between backticks, and each line of a block of commands.
fn codes(page: &Page) -> Vec<String> {
    let mut codes = Vec::new();
    for (at, piece) in page.text.split("```").enumerate() {
        if at % 2 == 1 {
            codes.extend(piece.lines().skip(1).map(|line| line.trim().to_owned()));
        } else {
            codes.extend(piece.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    codes
}

fn options(command: &Command) -> Vec<String> {
    let long = command.get_arguments().filter_map(Arg::get_long);
    long.map(|name| format!("--{name}")).collect()
}

/// What is wrong with a command line, as far as names go.
fn fault(line: &str) -> Option<String> {
    let words = words(line.split('#').next().unwrap_or_default());
    let mut command = program();
    let mut takes_value = false;
    let mut at_end = false;
    for word in &words {
        if let Some(name) = word.strip_prefix("--") {
            let name = name.split('=').next().unwrap_or_default();
            let long = command.get_arguments().find(|arg| arg.get_long() == Some(name));
            let Some(arg) = long else {
                return Some(format!("--{name} is no option of {}", command.get_name()));
            };
            takes_value = arg.get_action().takes_values() && !word.contains('=');
        } else if std::mem::take(&mut takes_value) || at_end {
            // A value, or what the command works on.
        } else if COMING.contains(&word.as_str()) {
            return None;
        } else if let Some(sub) = command.find_subcommand(word).cloned() {
            command = sub;
        } else if command.has_subcommands() && word.is_ascii() {
            return Some(format!("{word} is no command"));
        } else {
            at_end = true;
        }
    }
    None
}
