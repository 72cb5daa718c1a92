//! What the statuses mean, how days are counted, what to bring.

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::status::{Status, Tag};
use crate::book::Flag;
use crate::press::PressFault;

#[derive(Serialize)]
struct View {
    advances: Vec<Meaning>,
    guarantees: Vec<Meaning>,
    flags: Vec<FlagMeaning>,
}

#[derive(Serialize)]
struct Meaning {
    tag: Tag,
    means: String,
}

#[derive(Serialize)]
struct FlagMeaning {
    words: String,
    means: String,
}

/// The statuses of an advance, with days as an example.
const ADVANCES: [Status; 12] = [
    Status::Overdue(12),
    Status::Today,
    Status::Soon(5),
    Status::Upcoming(19),
    Status::Later,
    Status::Undated,
    Status::Extended,
    Status::Review,
    Status::Approved,
    Status::Reimbursement,
    Status::Cleared,
    Status::Cancelled,
];

/// The statuses of a guarantee, with days as an example.
const GUARANTEES: [Status; 9] = [
    Status::Late(12),
    Status::Ready(2),
    Status::Ready(0),
    Status::Released,
    Status::Ending,
    Status::Held,
    Status::Expected,
    Status::Returned,
    Status::Forfeited,
];

/// Renders `help.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let soon = desk.register.book.office.due_soon_days.to_string();
    let meaning = |status: &Status| Meaning {
        tag: status.tag(voice),
        means: voice.fill(&format!("means.{}", status.name()), &[("soon", &soon)]),
    };
    let view = View {
        advances: ADVANCES.iter().map(meaning).collect(),
        guarantees: GUARANTEES.iter().map(meaning).collect(),
        flags: Flag::ALL
            .iter()
            .map(|(name, _)| FlagMeaning {
                words: voice.say(&format!("flag.{name}")).to_owned(),
                means: voice.say(&format!("flag-means.{name}")).to_owned(),
            })
            .collect(),
    };
    let title = voice.say("help.title").to_owned();
    let frame = Frame {
        path: "help.html".into(),
        description: voice.say("help.lede").to_owned(),
        menu: "help",
        crumbs: vec![Crumb::here((&title, None))],
        title,
        body: "",
        ..Frame::default()
    };
    desk.set("page/help.html", &frame, &view)
}
