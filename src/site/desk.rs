//! The desk at which pages of one language are made: the register, the words,
//! the edition, and how pages find each other.

use serde::Serialize;

use super::facts::Facts;
use super::kept::{Sum, Trace};
use super::own::{self, Link, OwnPage};
use super::qr::{self, Qr};
use super::stamp::Stamp;
use super::voice::Voice;
use super::{Body, Page};
use crate::book::survey::{self, Outcome};
use crate::book::{Entry, Register};
use crate::press::{Edition, Press, PressFault, own::STYLE};
use crate::record::{Agency, Audience, RecordId};
use crate::text::Lang;

/// Everything that the pages of one language are made from.
#[derive(Debug)]
pub struct Desk<'d> {
    /// The register as of the day.
    pub register: &'d Register<'d>,
    /// For whom.
    pub audience: Audience,
    /// In which words.
    pub voice: Voice<'d>,
    /// Of which commit.
    pub stamp: &'d Stamp,
    /// What the survey's answers come to, where there are any.
    pub survey: Option<Outcome>,
    /// The pages that the office wrote by hand.
    pub(super) own: Vec<OwnPage>,
    press: &'d Press,
    edition: Edition<'d>,
    /// The facts of this build, and what an earlier one left.
    facts: Option<&'d Facts<'d>>,
    /// The sum of the program, the templates, the words and what all pages share.
    edition_sum: Option<Sum>,
}

/// What a page has around its own facts.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The page's path within its language: `secretariat/index.html`.
    pub path: String,
    /// Its title, the state first.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The page's menu item, by key; nothing where it has none.
    pub menu: &'static str,
    /// The pages above it, home excepted; the last is the page itself.
    pub crumbs: Vec<Crumb>,
    /// Classes of `<body>`, for paper: `land`, `port`.
    pub body: &'static str,
    /// Whether it is printed and filed, and a code on the paper leads back to it.
    pub filed: bool,
}

/// A step of the way to a page.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// Its words.
    pub label: String,
    /// Its path within the language; nothing for the page itself.
    pub path: Option<String>,
    /// The language of the words where it is not the page's.
    pub lang: Option<&'static str>,
}

/// What `base.html` knows of a page.
#[derive(Serialize)]
struct Around<'f> {
    title: &'f str,
    description: &'f str,
    menu: &'static str,
    crumbs: &'f [Crumb],
    body: &'static str,
    /// The way to the language's home, `""` or `../`.
    root: &'f str,
    /// The way to the site's root, where the assets stand.
    base: &'f str,
    /// The same page in the other language.
    twin: &'f str,
    /// A code that leads to the page, where it is filed and the site has an address.
    qr: Option<Qr>,
}

/// What all pages of an edition share.
#[derive(Serialize)]
struct Shared<'d> {
    lang: &'static str,
    public: bool,
    office: &'d str,
    office_lang: Option<&'static str>,
    mailbox: Option<&'d str>,
    /// Whether there is a page of the survey to lead to.
    survey: bool,
    /// The office's emblem and style, by their path from the site's root.
    emblem: Option<&'static str>,
    style: Option<&'static str>,
    /// The pages that the office wrote by hand.
    pages: Vec<Link>,
    menu: Vec<MenuItem>,
}

#[derive(Serialize)]
struct MenuItem {
    key: &'static str,
    path: &'static str,
    label: String,
}

/// The menu: pages that exist, five at most, the short names first: on a
/// telephone they fill two rows, whichever font stands there.
const MENU: [(&str, &str); 5] = [
    ("home", "index.html"),
    ("calendar", "calendar.html"),
    ("search", super::search::PATH),
    ("reports", "reports.html"),
    ("help", "help.html"),
];

impl<'d> Desk<'d> {
    /// Lays out the desk for a language.
    #[must_use]
    pub fn new(
        register: &'d Register<'d>,
        press: &'d Press,
        audience: Audience,
        lang: Lang,
        stamp: &'d Stamp,
    ) -> Desk<'d> {
        let voice = Voice::new(lang, press.words(lang));
        let office = &register.book.office;
        let (name, name_lang) = voice.name(&office.name, office.name_en.as_deref());
        let survey = survey::outcome(&register.book.survey, register.today);
        let own = own::list(press, lang);
        let shared = Shared {
            emblem: press.emblem().map(|emblem| emblem.path),
            style: press.asset(STYLE).map(|_| STYLE),
            pages: own::links(&own),
            survey: survey.is_some(),
            lang: voice.code(),
            public: audience == Audience::Public,
            office: name,
            office_lang: name_lang,
            mailbox: office.mailbox(),
            menu: MENU
                .iter()
                .map(|(key, path)| MenuItem {
                    key,
                    path,
                    label: voice.say(&format!("menu.{key}")).to_owned(),
                })
                .collect(),
        };
        Desk {
            register,
            audience,
            voice,
            stamp,
            survey,
            own,
            press,
            edition: press.edition(lang, &shared),
            facts: None,
            edition_sum: Sum::of_view(&shared),
        }
    }

    /// Keeps what an earlier build left and would come out the same.
    #[must_use]
    pub(super) fn keeping(self, facts: &'d Facts<'d>) -> Desk<'d> {
        let shared = self.edition_sum.map(|shared| {
            let own = self
                .press
                .own()
                .flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
            Sum::of([facts.kept.program.0.as_slice(), &shared.0].into_iter().chain(own))
        });
        Desk {
            facts: Some(facts),
            edition_sum: shared,
            ..self
        }
    }

    /// Returns the way to a page of the shelf of registers and reports.
    pub(super) fn shelved(&self, title: &str) -> Vec<Crumb> {
        vec![
            Crumb::to("reports.html".into(), (self.voice.say("reports.title"), None)),
            Crumb::here((title, None)),
        ]
    }

    /// Sets a page.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template cannot be set.
    pub fn set<V: Serialize>(&self, template: &str, frame: &Frame, view: &V) -> Result<Page, PressFault> {
        let depth = frame.path.matches('/').count();
        let root = "../".repeat(depth);
        let (base, twin) = match self.voice.lang {
            Lang::Th => (root.clone(), format!("{root}en/{}", frame.path)),
            Lang::En => (format!("../{root}"), format!("../{root}{}", frame.path)),
        };
        let filed = frame
            .filed
            .then(|| super::download::address(self, &self.path(&frame.path)))
            .flatten();
        let mut page = Around {
            title: &frame.title,
            description: &frame.description,
            menu: frame.menu,
            crumbs: &frame.crumbs,
            body: frame.body,
            root: &root,
            base: &base,
            twin: &twin,
            qr: None,
        };
        let path = self.path(&frame.path);
        let set = self.sum(template, &page, filed.as_deref(), view);
        let trace = Some(Trace {
            set,
            ..Trace::default()
        });
        let known = self.facts.and_then(|facts| facts.kept.trace(&path));
        let body = if set.is_some() && known.is_some_and(|known| known.set == set) {
            Body::Stands
        } else {
            page.qr = filed.and_then(qr::code);
            Body::Set(self.edition.page(template, &page, view)?)
        };
        Ok(Page { path, body, trace })
    }

    /// Sums up all that a record's page is made from; none where nothing is kept.
    pub(super) fn facts_of_record(&self, id: &RecordId) -> Option<Sum> {
        self.in_this_edition(self.facts?.record(id)?)
    }

    /// Sums up all that an agency's pages are made from; none where nothing is kept.
    pub(super) fn facts_of_agency(&self, slug: &str) -> Option<Sum> {
        self.in_this_edition(self.facts?.agency(slug))
    }

    fn in_this_edition(&self, facts: Sum) -> Option<Sum> {
        Some(Sum::of([&self.edition_sum?.0, &facts.0].map(<[u8; 16]>::as_slice)))
    }

    /// Returns what the file of a path from the site's root was made from, where it
    /// stands and that is what it would be made from now.
    pub(super) fn standing(&self, path: &str, facts: Option<Sum>) -> Option<Trace> {
        let known = self.facts?.kept.trace(path);
        known.filter(|trace| facts.is_some() && trace.facts == facts)
    }

    /// Returns the file of a path from the site's root: the one that stands, where it
    /// was made from these facts, else what `make` makes.
    pub(super) fn unless_it_stands(
        &self,
        path: String,
        facts: Option<Sum>,
        make: impl FnOnce() -> Result<Page, PressFault>,
    ) -> Result<Page, PressFault> {
        match self.standing(&path, facts) {
            Some(trace) => Ok(Page {
                path,
                body: Body::Stands,
                trace: Some(trace),
            }),
            None => Ok(make()?.of(facts)),
        }
    }

    /// The sum of all that a page is set from; none where nothing is kept. The
    /// code on it says the address, and nothing else.
    fn sum<V: Serialize>(&self, template: &str, page: &Around<'_>, filed: Option<&str>, view: &V) -> Option<Sum> {
        self.facts?;
        self.in_this_edition(Sum::of_view(&(template, page, filed, view))?)
    }

    /// Sets a text without a page around it: a feed.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template cannot be set.
    pub fn text<V: Serialize>(&self, template: &str, view: &V) -> Result<String, PressFault> {
        self.edition.text(template, view)
    }

    /// Returns where a page of this language stands in the site.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        match self.voice.lang {
            Lang::Th => path.to_owned(),
            Lang::En => format!("en/{path}"),
        }
    }

    /// Returns an agency's page within the language.
    #[must_use]
    pub fn agency_path(slug: &str) -> String {
        format!("{slug}/index.html")
    }

    /// Returns a record's page within the language.
    #[must_use]
    pub fn record_path(id: &RecordId) -> String {
        format!("{id}.html")
    }

    /// Returns an agency's name in this language, and `lang` where it is not.
    #[must_use]
    pub fn agency_name(&self, agency: &'d Agency) -> (&'d str, Option<&'static str>) {
        self.voice.name(&agency.name, agency.name_en.as_deref())
    }

    /// Returns the entries of an agency.
    pub fn entries_of<'s>(&'s self, slug: &'s str) -> impl Iterator<Item = &'s Entry<'d>> {
        let from = self
            .register
            .entries
            .partition_point(|entry| entry.id().agency.as_str() < slug);
        self.register.entries[from..]
            .iter()
            .take_while(move |entry| entry.id().agency == slug)
    }

    /// Returns the press, with the words of both languages.
    #[must_use]
    pub fn press(&self) -> &'d Press {
        self.press
    }

    /// Returns whether the pages are for everybody.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.audience == Audience::Public
    }
}

impl Crumb {
    /// A page above.
    #[must_use]
    pub fn to(path: String, (label, lang): (&str, Option<&'static str>)) -> Crumb {
        Crumb {
            label: label.to_owned(),
            path: Some(path),
            lang,
        }
    }

    /// The page itself.
    #[must_use]
    pub fn here((label, lang): (&str, Option<&'static str>)) -> Crumb {
        Crumb {
            label: label.to_owned(),
            path: None,
            lang,
        }
    }
}
