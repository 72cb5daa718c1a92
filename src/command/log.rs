//! `log`: a file's history in the field's words.

use serde::Serialize;

use super::args::{LogArgs, Options};
use super::desk::{self, Desk};
use super::entry::{self, RECORDS};
use super::{Failure, Outcome};
use crate::history::late::{self, Late};
use crate::history::story::{self, Deed};
use crate::history::{Ident, change, readable};
use crate::record::shape::File;
use crate::text::{Lang, Words};
use crate::thai;
use crate::world::git::past::{Past, Signature, signatures, texts};
use crate::world::within::{self, Lies};
use crate::world::{disk, git};

#[derive(Serialize)]
struct Answer<'d> {
    path: &'d str,
    shallow: bool,
    uncommitted: Vec<&'d str>,
    commits: Vec<Row<'d>>,
}

#[derive(Serialize)]
struct Row<'d> {
    commit: &'d str,
    time: String,
    author: Who<'d>,
    approver: Option<Approver<'d>>,
    signature: &'static str,
    message: &'d str,
    moved_from: Option<&'d str>,
    changes: Vec<String>,
    late: Vec<Gap>,
}

#[derive(Serialize)]
struct Who<'d> {
    name: &'d str,
    email: &'d str,
}

impl<'d> From<&'d Ident> for Who<'d> {
    fn from(ident: &'d Ident) -> Who<'d> {
        Who {
            name: &ident.name,
            email: &ident.email,
        }
    }
}

#[derive(Serialize)]
struct Approver<'d> {
    #[serde(flatten)]
    who: Who<'d>,
    time: String,
    commit: &'d str,
}

#[derive(Serialize)]
struct Gap {
    date: chrono::NaiveDate,
    days: i64,
}

/// Runs `log`.
pub(super) fn run(options: &Options, args: &LogArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let (name, path, file) = wanted(&desk, &args.path)?;
    let tip = desk.tip()?.ok_or_else(no_history)?;
    let past = Past::walk(&desk.root, &tip, desk.at.is_none()).map_err(|fault| desk::git_failure(&fault))?;
    let mut commits = past.of(&path);
    let fault = |fault| desk::git_failure(&fault);
    let objects = texts(&desk.root, story::objects(&path, &commits)).map_err(fault)?;
    let all = commits.clone();
    readable::look_through(&readable::doubtful(&all, &objects), &mut commits, &all, &objects);
    let signed = signatures(&desk.root, &commits).map_err(fault)?;
    let deeds = story::tell(&path, file, commits, &objects, |id| past.commit(id));
    let open = match desk.at {
        Some(_) => Vec::new(),
        None => uncommitted(&desk, &tip, &path, file)?,
    };
    if deeds.is_empty() && open.is_empty() {
        return Err(Failure::usage(Words::new(
            format!("ไม่มีประวัติของ {path} ตรวจชื่ออีกครั้ง เช่น secretariat/2570/advance-0003"),
            format!("there is no history of {path}; look at the name again, such as secretariat/2570/advance-0003"),
        )));
    }
    let state = |deed: &Deed| signed.get(&deed.commit.id).copied().unwrap_or(Signature::Missing);
    if desk.json {
        desk::answer_json(&Answer {
            path: &name,
            shallow: past.is_shallow,
            uncommitted: open.iter().map(|words| words.lang(desk.lang)).collect(),
            commits: deeds.iter().map(|deed| row(&desk, deed, file, state(deed))).collect(),
        });
        return Ok(Outcome::Fine);
    }
    desk::answer(&name);
    if !open.is_empty() {
        desk::answer("");
        desk::answer(desk.say("ยังไม่ลง git", "not committed yet"));
        for words in &open {
            desk::answer(&format!("  {}", words.lang(desk.lang)));
        }
    }
    for deed in &deeds {
        desk::answer("");
        desk::answer(&lines(&desk, deed, file, Some(state(deed))).join("\n"));
    }
    if past.is_shallow {
        desk::answer("");
        desk.story(desk.say(
            "คลังนี้เป็นสำเนาแบบตื้น ประวัติก่อนหน้านี้ไม่อยู่ในเครื่องนี้ ดึงให้ครบด้วย  git fetch --unshallow",
            "this is a shallow clone; what is older is not on this machine: git fetch --unshallow",
        ));
    }
    Ok(Outcome::Fine)
}

/// Which file is meant: its name as given back, its path, its kind.
fn wanted(desk: &Desk, typed: &str) -> Result<(String, String, File), Failure> {
    // What was deleted has a history too, and stands nowhere.
    let plain = typed.replace('\\', "/");
    let plain = plain.trim_start_matches("./");
    let named = format!("records/{}", plain.strip_prefix("records/").unwrap_or(plain));
    let stands = match within::find(&desk.root, typed) {
        Lies::Inside(path) => path,
        Lies::Outside | Lies::Nowhere => named.clone(),
    };
    for path in [named, stands] {
        if let Some(file) = File::at(&path).filter(|file| !file.is_record()) {
            return Ok((path.clone(), path, file));
        }
    }
    let id = entry::named(desk, typed, RECORDS)?.ok_or_else(|| {
        Failure::usage(Words::new(
            format!("\"{typed}\" ไม่ใช่ระเบียน เขียนเป็น secretariat/2569/advance-0012 หรือ rules/bma-2555.toml"),
            format!("\"{typed}\" is no record; write it as secretariat/2569/advance-0012, or rules/bma-2555.toml"),
        ))
    })?;
    Ok((id.to_string(), id.file(), File::from(id.kind)))
}

fn no_history() -> Failure {
    Failure::usage(Words::new(
        "สมุดนี้ยังไม่มีประวัติใน git เริ่มด้วย  git init  แล้ว  git add records  และ  git commit",
        "this book has no history in git yet: git init, git add records, git commit",
    ))
}

/// What the file on the disk says that no commit has.
fn uncommitted(desk: &Desk, tip: &git::Commit, path: &str, file: File) -> Result<Vec<Words>, Failure> {
    let now = disk::read_file(&desk.root.join(path)).ok();
    let held = git::texts(&desk.root, tip, [path].into_iter()).map_err(|fault| desk::git_failure(&fault))?;
    let changes = change::between(file, held.get(path).map(String::as_str), now.as_deref());
    Ok(changes.iter().map(|change| change.words(file, false)).collect())
}

fn row<'d>(desk: &Desk, deed: &'d Deed, file: File, signature: Signature) -> Row<'d> {
    let commit = &deed.commit;
    Row {
        commit: &commit.id,
        time: commit.committer.iso(),
        author: Who::from(&commit.author),
        approver: deed.approval.as_ref().map(|merge| Approver {
            who: Who::from(&merge.committer),
            time: merge.committer.iso(),
            commit: &merge.id,
        }),
        signature: match signature {
            Signature::Missing => "none",
            Signature::Good => "good",
            Signature::Unknown => "unknown-key",
            Signature::Bad => "bad",
        },
        message: &commit.message,
        moved_from: deed.moved_from.as_deref(),
        changes: deed
            .changes
            .iter()
            .map(|change| change.words(file, false).lang(desk.lang).to_owned())
            .collect(),
        late: late(deed, file)
            .iter()
            .map(|late| Gap {
                date: late.day,
                days: late.gap,
            })
            .collect(),
    }
}

/// What of a deed came late; the days of a table of holidays are no events.
fn late(deed: &Deed, file: File) -> Vec<Late> {
    if file.is_record() { late::of(deed) } else { Vec::new() }
}

/// Tells a deed in lines: the head, what changed, why, who took it on. `signature`
/// where it was asked for.
pub(super) fn lines(desk: &Desk, deed: &Deed, file: File, signature: Option<Signature>) -> Vec<String> {
    let commit = &deed.commit;
    let mut head = format!(
        "{}  {}  {}",
        moment(desk, &commit.committer),
        commit.author.name,
        commit.short()
    );
    let state = match signature {
        None | Some(Signature::Missing) => None,
        Some(Signature::Good) => Some(("ลายมือชื่อถูกต้อง", "signature good")),
        Some(Signature::Unknown) => Some(("มีลายมือชื่อ แต่เครื่องนี้ไม่รู้จักกุญแจ", "signed, by a key unknown here")),
        Some(Signature::Bad) => Some(("▲ ลายมือชื่อไม่ถูกต้อง", "▲ bad signature")),
    };
    if let Some((th, en)) = state {
        head = format!("{head}  {}", desk.say(th, en));
    }
    let mut lines = vec![head];
    if let Some(from) = &deed.moved_from {
        lines.push(format!("  {} {from}", desk.say("ย้ายมาจาก", "moved from")));
    }
    let gaps = late(deed, file);
    for (place, change) in deed.changes.iter().enumerate() {
        let words = change.words(file, false);
        let gap = gaps.iter().find(|late| late.change == place).map(|late| {
            desk.say(
                &format!("  ▲ บันทึกหลังวันจริง {} วัน", late.gap),
                &format!("  ▲ entered {} days after", late.gap),
            )
            .to_owned()
        });
        lines.push(format!("  {}{}", words.lang(desk.lang), gap.unwrap_or_default()));
    }
    for (place, line) in commit.message.lines().filter(|line| !line.is_empty()).enumerate() {
        let label = desk.say("ข้อความ: ", "message: ");
        let label = if place == 0 { label } else { "         " };
        lines.push(format!("  {label}{line}"));
    }
    if let Some(approver) = deed.approver() {
        let when = moment(desk, approver);
        lines.push(format!(
            "  {} {} {when}",
            desk.say("รับเข้าโดย", "taken on by"),
            approver.name
        ));
    }
    lines
}

fn moment(desk: &Desk, ident: &Ident) -> String {
    let (day, time) = ident.moment();
    let time = time.format("%H:%M");
    match desk.lang {
        Lang::Th => format!("{} {time} น.", thai::date::medium(day)),
        Lang::En => format!("{day} {time}"),
    }
}
