//! What options say, judged all at once before the first question.

use super::super::Failure;
use super::super::args::{AudienceArg, InitArgs};
use crate::founding::answers::{self, Refused};
use crate::founding::{Agency, Kind, NINE, Regulation, agencies, home};
use crate::record::Audience;
use crate::text::Words;

/// Answers that were given as options.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) name: Option<String>,
    pub(super) name_en: Option<String>,
    pub(super) from: Option<String>,
    pub(super) reply_to: Option<String>,
    pub(super) agencies: Vec<Agency>,
    pub(super) regulation: Option<Regulation>,
    pub(super) audience: Option<Audience>,
    pub(super) repository: Option<home::Address>,
    pub(super) kind: Option<Kind>,
    pub(super) site_url: Option<String>,
    pub(super) program: Option<String>,
}

/// Collects what is wrong with options.
#[derive(Default)]
struct Judge {
    wrong: Vec<Words>,
}

impl Judge {
    fn take<T>(&mut self, option: &str, text: Option<&String>, read: impl Fn(&str) -> Result<T, Refused>) -> Option<T> {
        match read(text?) {
            Ok(value) => Some(value),
            Err(why) => {
                self.wrong.push(Words::new(
                    format!("{option}: {}", why.th),
                    format!("{option}: {}", why.en),
                ));
                None
            }
        }
    }
}

impl Judge {
    /// Reads agencies and their mailboxes.
    fn agencies(&mut self, names: &[String], mailboxes: &[String]) -> Vec<Agency> {
        let mut agencies: Vec<Agency> = Vec::new();
        for text in names {
            for one in self.take("--agency", Some(text), agency).unwrap_or_default() {
                if !agencies.iter().any(|known| known.slug == one.slug) {
                    agencies.push(one);
                }
            }
        }
        let known: Vec<String> = agencies.iter().map(|one| one.slug.clone()).collect();
        for text in mailboxes {
            let found = self.take("--mailbox", Some(text), |text| mailbox(text, &known));
            let Some((slug, address)) = found else { continue };
            for one in agencies.iter_mut().filter(|one| one.slug == slug) {
                one.email = Some(address.clone());
            }
        }
        agencies
    }
}

/// Reads the options.
///
/// # Errors
///
/// [`Failure`] with everything that cannot be taken.
pub(super) fn read(args: &InitArgs) -> Result<Given, Failure> {
    let mut judge = Judge::default();
    let mut given = Given {
        name: judge.take("--name", args.name.as_ref(), answers::line),
        name_en: judge.take("--name-en", args.name_en.as_ref(), answers::line),
        from: judge.take("--from", args.from.as_ref(), answers::address),
        reply_to: judge.take("--reply-to", args.reply_to.as_ref(), answers::address),
        agencies: Vec::new(),
        regulation: judge.take("--rules", args.rules.as_ref(), regulation),
        audience: args.audience.map(|audience| match audience {
            AudienceArg::Public => Audience::Public,
            AudienceArg::Internal => Audience::Internal,
        }),
        repository: judge.take("--repository", args.repository.as_ref(), home::address),
        kind: judge.take("--forge", args.forge.as_ref(), kind),
        site_url: judge.take("--site-url", args.site_url.as_ref(), answers::site),
        program: judge.take("--program", args.program.as_ref(), program),
    };
    given.agencies = judge.agencies(&args.agency, &args.mailbox);
    if judge.wrong.is_empty() {
        return Ok(given);
    }
    let join = |of: fn(&Words) -> &str| judge.wrong.iter().map(of).collect::<Vec<_>>().join("\n  ");
    Err(Failure::usage(Words::new(
        format!("ตัวเลือกเหล่านี้ใช้ไม่ได้ จึงยังไม่เขียนอะไร\n  {}", join(|words| &words.th)),
        format!(
            "these options cannot be taken, and nothing is written\n  {}",
            join(|words| &words.en)
        ),
    )))
}

/// Reads the name of a regulation.
pub(super) fn regulation(text: &str) -> Result<Regulation, Refused> {
    let names: Vec<&str> = Regulation::ALL.iter().map(|(name, _)| *name).collect();
    Regulation::named(text).ok_or_else(|| one_of(&names))
}

/// Reads the name of a kind of forge.
pub(super) fn kind(text: &str) -> Result<Kind, Refused> {
    let names: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
    Kind::named(text).ok_or_else(|| one_of(&names))
}

fn one_of(names: &[&str]) -> Refused {
    let names = names.join(" · ");
    Words::new(format!("เลือกหนึ่งใน {names}"), format!("choose one of {names}"))
}

/// Reads the address of the program's repository: a workflow fetches it without
/// a key, so over https.
pub(super) fn program(text: &str) -> Result<String, Refused> {
    let address = home::address(text)?;
    if address.remote.starts_with("https://") {
        Ok(format!("https://{}/{}", address.host, address.path))
    } else {
        Err(Words::new("ต้องขึ้นต้นด้วย https://", "it must begin with https://"))
    }
}

/// Reads agencies: `all`, a known folder, or `roads=กองโยธา;กย.;123`.
fn agency(text: &str) -> Result<Vec<Agency>, Refused> {
    if text.trim() == "all" {
        return Ok(NINE.iter().filter_map(|(slug, ..)| agencies::known(slug)).collect());
    }
    let (slug, rest) = text
        .split_once('=')
        .map_or((text, None), |(slug, rest)| (slug, Some(rest)));
    let slug = agencies::slug(slug)?;
    let Some(rest) = rest else {
        return agencies::known(&slug).map(|one| vec![one]).ok_or_else(|| {
            Words::new(
                format!("\"{slug}\" ต้องมีชื่อ เขียนเป็น  --agency \"{slug}=ชื่อส่วนราชการ;ชื่อย่อ;รหัส\""),
                format!("\"{slug}\" needs a name; write  --agency \"{slug}=NAME;SHORT;CODE\""),
            )
        });
    };
    let parts: Vec<&str> = rest.split(';').collect();
    let optional = |at: usize| match parts.get(at).map(|part| part.trim()) {
        None | Some("") => Ok(None),
        Some(part) => answers::line(part).map(Some),
    };
    if parts.len() > 3 {
        return Err(Words::new(
            "มีได้สามส่วน คือ ชื่อ;ชื่อย่อ;รหัส",
            "three parts at most: NAME;SHORT;CODE",
        ));
    }
    Ok(vec![Agency {
        name: answers::line(parts.first().copied().unwrap_or_default())?,
        short: optional(1)?,
        code: optional(2)?,
        slug,
        ..Agency::default()
    }])
}

fn mailbox(text: &str, known: &[String]) -> Result<(String, String), Refused> {
    let Some((slug, address)) = text.split_once('=') else {
        return Err(Words::new(
            "เขียนเป็น  --mailbox secretariat=saraban@example.go.th",
            "write  --mailbox secretariat=saraban@example.go.th",
        ));
    };
    let slug = slug.trim();
    if !known.iter().any(|one| one == slug) {
        return Err(Words::new(
            format!("ไม่มีส่วนราชการ \"{slug}\" ใน --agency"),
            format!("--agency names no \"{slug}\""),
        ));
    }
    Ok((slug.to_owned(), answers::address(address)?))
}
