//! The press: template texts and one view become a page.
//!
//! Tera 2, wrapped. The built-in texts are part of the program; an office's
//! own text of the same name takes their place. A template formats and never
//! reckons: money and days reach it as finished words.

mod asset;
mod builtin;
pub mod emblem;
mod fault;
mod filters;
mod lexicon;
mod mail;
pub mod own;
pub mod sprite;
pub(crate) mod typeface;
mod wording;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

use crate::text::Lang;

pub use builtin::Asset;
pub use fault::PressFault;
pub(crate) use filters::escape;
pub use lexicon::Lexicon;
pub use mail::Facts;
pub use own::Own;

/// Templates and words, ready to be set.
#[derive(Debug)]
pub struct Press {
    tera: Tera,
    thai: Lexicon,
    english: Lexicon,
    assets: Vec<(String, Asset)>,
    pages: Vec<(String, String)>,
    own: BTreeMap<String, String>,
}

/// A press set for one language, with everything that all its pages share.
#[derive(Debug)]
pub struct Edition<'p> {
    /// The words.
    pub words: &'p Lexicon,
    tera: Tera,
    symbols: sprite::Symbols,
}

impl Press {
    /// Reads the built-in texts and an office's own. `overrides` are named as
    /// in `templates/`: `page/home.html`, `lang/th.toml`, `assets/site.css`.
    ///
    /// # Errors
    ///
    /// [`PressFault`] for a text that Tera or the words' reader cannot read.
    pub fn new(overrides: &BTreeMap<String, String>) -> Result<Press, PressFault> {
        let text = |name: &str, built_in: &'static str| -> String {
            overrides.get(name).cloned().unwrap_or_else(|| built_in.to_owned())
        };
        let mut tera = Tera::new();
        filters::register(&mut tera);
        let mut texts: BTreeMap<String, String> = builtin::TEMPLATES
            .iter()
            .chain(mail::TEMPLATES)
            .map(|(name, built_in)| ((*name).to_owned(), text(name, built_in)))
            .collect();
        let own = |name: &str| name.ends_with(".html") || name.ends_with(".txt") || name.ends_with(".xml");
        texts.extend(
            overrides
                .iter()
                .filter(|(name, _)| own(name) && !name.starts_with("assets/"))
                .map(|(name, text)| (name.clone(), text.clone())),
        );
        tera.add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| PressFault::of("templates", &error))?;
        let mut assets: Vec<(String, Asset)> = builtin::ASSETS
            .iter()
            .map(|(name, asset)| {
                let own = overrides.get(*name).map(|text| Asset::Own(text.clone().into_bytes()));
                ((*name).to_owned(), own.unwrap_or_else(|| asset.clone()))
            })
            .collect();
        let known: Vec<String> = assets.iter().map(|(name, _)| name.clone()).collect();
        assets.extend(
            overrides
                .iter()
                .filter(|(name, _)| name.starts_with("assets/") && !known.contains(name))
                .map(|(name, text)| (name.clone(), Asset::Own(text.clone().into_bytes()))),
        );
        Ok(Press {
            thai: Lexicon::of(overrides, Lang::Th)?,
            english: Lexicon::of(overrides, Lang::En)?,
            tera,
            assets,
            own: overrides.clone(),
            pages: overrides
                .iter()
                .filter_map(|(name, text)| Some((name.strip_prefix("pages/")?.to_owned(), text.clone())))
                .filter(|(name, _)| name.ends_with(".md"))
                .collect(),
        })
    }

    /// Reads the built-in texts and everything that is an office's own.
    ///
    /// # Errors
    ///
    /// [`PressFault`] for a text that Tera or the words' reader cannot read.
    pub fn of(own: &Own) -> Result<Press, PressFault> {
        let mut press = Press::new(&own.texts)?;
        for (name, bytes) in &own.pictures {
            let asset = Asset::Own(bytes.clone());
            match press.assets.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = asset,
                None => press.assets.push((name.clone(), asset)),
            }
        }
        Ok(press)
    }

    /// Returns the office's own texts; the others are the program's.
    pub fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Returns the office's hand-written pages, by their path in
    /// `templates/pages/`: name and Markdown.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pages.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Returns the words of a language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &Lexicon {
        match lang {
            Lang::Th => &self.thai,
            Lang::En => &self.english,
        }
    }

    /// Returns the files that every site has, by name: styles, scripts, the
    /// sheet that carries the fonts. The icons stand in the pages.
    #[must_use]
    pub fn shipped(&self) -> Vec<(String, Vec<u8>)> {
        let is_inside = |name: &str| name == "assets/icons.svg" || typeface::is_carried(name);
        let files = self.assets.iter().filter(|(name, _)| !is_inside(name));
        let mut shipped: Vec<(String, Vec<u8>)> = files
            .map(|(name, asset)| (name.clone(), asset.bytes().to_vec()))
            .collect();
        let faces = self.faces(&typeface::SITE);
        shipped.push(("assets/fonts.css".to_owned(), faces.into_bytes()));
        shipped
    }

    /// Returns the bytes of a file that goes out as it is.
    #[must_use]
    pub fn asset(&self, name: &str) -> Option<&[u8]> {
        let found = self.assets.iter().find(|(known, _)| known == name);
        found.map(|(_, asset)| asset.bytes())
    }

    /// Sets the press for a language. `shared` is what all pages have in
    /// common; it is turned into Tera's values once, not once a page. The
    /// words stand beside it as `t`.
    #[must_use]
    pub fn edition<S: Serialize>(&self, lang: Lang, shared: &S) -> Edition<'_> {
        let words = self.words(lang);
        let mut tera = self.tera.clone();
        let globals = tera.global_context();
        globals.insert_value("t", words.value().clone());
        globals.insert("site", shared);
        Edition {
            words,
            tera,
            symbols: sprite::Symbols::read(self.asset_text("assets/icons.svg")),
        }
    }

    fn asset_text(&self, name: &str) -> &str {
        self.assets
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, asset)| asset.text())
    }
}

impl Edition<'_> {
    /// Sets one page: `page` is its frame, `view` its facts.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template asks for what the view does not have.
    pub fn page<P: Serialize, V: Serialize>(&self, template: &str, page: &P, view: &V) -> Result<Vec<u8>, PressFault> {
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("view", view);
        let mut html = Vec::with_capacity(16 * 1024);
        self.tera
            .render_to(template, &context, &mut html)
            .map_err(|error| PressFault::of(template, &error))?;
        Ok(self.symbols.fill(html))
    }

    /// Sets a text that has no frame: a mail, a letter, a feed.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template asks for what the view does not have.
    pub fn text<V: Serialize>(&self, template: &str, view: &V) -> Result<String, PressFault> {
        let mut context = Context::new();
        context.insert("view", view);
        self.tera
            .render(template, &context)
            .map_err(|error| PressFault::of(template, &error))
    }
}
