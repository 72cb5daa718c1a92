//! `merge`: the parts of a site that several machines built, put together.

use std::path::Path;

use super::args::{MergeArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome, build};
use crate::digest::sha256;
use crate::site::part::{self, Mismatch, Shard};
use crate::text::Words;
use crate::world::disk;
use crate::world::publish::Publisher;

/// Runs `merge`.
pub(super) fn run(options: &Options, args: &MergeArgs) -> Result<Outcome, Failure> {
    let here = options.root.as_deref().unwrap_or(Path::new("."));
    let desk = Desk::blank(options, here);
    build::refuse_records(&desk, &args.out)?;
    let shards: Vec<Shard> = args
        .shards
        .iter()
        .map(|folder| read(folder))
        .collect::<Result<_, _>>()?;
    part::whole(&shards).map_err(|mismatch| told(&mismatch, args))?;
    let fault = |error: &std::io::Error| Failure::disk(&args.out.display().to_string(), error);
    let mut publisher = Publisher::begin(&args.out).map_err(|error| fault(&error))?;
    for (folder, shard) in args.shards.iter().zip(&shards) {
        for (path, sum) in &shard.files {
            let laid = page(folder, path, sum).and_then(|bytes| {
                let laid = publisher.stage(path, &bytes);
                laid.map_err(|error| fault(&error))
            });
            if let Err(failure) = laid {
                publisher.abandon().map_err(|error| fault(&error))?;
                return Err(failure);
            }
        }
    }
    let published = publisher.commit().map_err(|error| fault(&error))?;
    if desk.json {
        desk::answer_json(&serde_json::json!({
            "out": args.out, "shards": shards.len(),
            "written": published.written, "unchanged": published.unchanged, "removed": published.removed,
        }));
    } else {
        desk::answer(&args.out.join("index.html").display().to_string());
    }
    desk.story(&build::told(&desk, published));
    Ok(Outcome::Fine)
}

fn read(folder: &Path) -> Result<Shard, Failure> {
    let path = folder.join(Shard::FILE);
    let name = path.display().to_string();
    let text = disk::read_file(&path).map_err(|error| Failure::unread(&name, &error))?;
    Shard::read(&text).ok_or_else(|| {
        Failure::usage(Words::new(
            format!("{name} ไม่ใช่แฟ้มที่ duebook build --shard เขียน สร้างส่วนนี้ใหม่"),
            format!("{name} was not written by duebook build --shard; build this part again"),
        ))
    })
}

/// Reads one file of a part, as the part says that it is.
fn page(folder: &Path, path: &str, sum: &str) -> Result<Vec<u8>, Failure> {
    let name = folder.join(path).display().to_string();
    // A list from elsewhere may name anything; what is read and written lies inside.
    let inside = path.split('/').all(|name| !name.is_empty() && !name.starts_with('.'));
    if !inside || path.contains(['\\', ':']) || disk::is_link(&folder.join(path)) {
        return Err(Failure::usage(Words::new(
            format!("{name}: ชื่อแฟ้มนี้ไม่ใช่แฟ้มของเว็บ สร้างส่วนนี้ใหม่"),
            format!("{name} is no file of a site; build this part again"),
        )));
    }
    let bytes = disk::read_bytes(&folder.join(path)).map_err(|error| Failure::unread(&name, &error))?;
    if sha256(&bytes) == sum {
        return Ok(bytes);
    }
    Err(Failure::usage(Words::new(
        format!("{name} ไม่ตรงกับที่สร้างไว้ คัดลอกมาไม่ครบหรือถูกแก้ สร้างส่วนนี้ใหม่"),
        format!("{name} is not as it was built: copied in part, or edited; build this part again"),
    )))
}

fn told(mismatch: &Mismatch, args: &MergeArgs) -> Failure {
    let folder = |place: usize| args.shards[place].display().to_string();
    Failure::usage(match mismatch {
        Mismatch::Other(place) => Words::new(
            format!(
                "{} ไม่ได้สร้างจากสมุด วัน ผู้อ่าน จำนวนส่วน หรือรุ่นโปรแกรมเดียวกับ {} สร้างทุกส่วนใหม่จาก commit เดียวกัน",
                folder(*place),
                folder(0)
            ),
            format!(
                "{} is not of the same book, day, audience, number of parts or program as {}; build all parts again from one commit",
                folder(*place),
                folder(0)
            ),
        ),
        Mismatch::Twice(place) => Words::new(
            format!("{} เป็นส่วนที่มีแล้ว", folder(*place)),
            format!("{} is a part that is there already", folder(*place)),
        ),
        Mismatch::Missing(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            let numbers = numbers.join(", ");
            Words::new(
                format!("ยังขาดส่วนที่ {numbers} ไม่ได้รวม"),
                format!("not put together: part {numbers} is missing"),
            )
        }
    })
}
