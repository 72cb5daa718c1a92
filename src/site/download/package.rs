//! `datapackage.json`: every file to take away, described for programs
//! (Frictionless Data Package v2), each with its length and hash.

use serde::Serialize;

use super::columns::{COLUMNS, Column, Holds};
use super::{ALL, JSON, partition};
use crate::book::Register;
use crate::digest::hex;
use crate::press::Press;
use crate::record::{Audience, Kind, RecordId};
use crate::site::voice::Voice;
use crate::site::{Measure, Page, Stamp, survey};
use crate::text::Lang;

/// Where it stands.
pub const PATH: &str = "datapackage.json";

/// A file as it left: its length and hash are known once it is made.
#[derive(Clone, Debug)]
pub struct Shipped {
    path: String,
    measure: Measure,
}

impl Shipped {
    /// Takes down a file that was measured.
    #[must_use]
    pub fn of(file: &Page) -> Option<Shipped> {
        Some(Shipped {
            path: file.path.clone(),
            measure: file.trace?.measure?,
        })
    }
}

#[derive(Serialize)]
struct Package<'p> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: &'static str,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<&'p str>,
    version: String,
    created: String,
    contributors: [Contributor<'p>; 1],
    keywords: [&'static str; 4],
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Contributor<'p> {
    title: &'p str,
    roles: [&'static str; 1],
}

#[derive(Serialize)]
struct Resource {
    name: String,
    path: String,
    title: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    format: &'static str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    bytes: u64,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Dialect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Columns>,
}

/// How a table is written.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Dialect {
    Csv {
        header: bool,
        delimiter: &'static str,
        line_terminator: &'static str,
        quote_char: &'static str,
        double_quote: bool,
    },
    /// The first sheet, without the free row and the totals below its list.
    Workbook {
        sheet_number: usize,
        comment_rows: [usize; 2],
    },
}

/// What the columns of a table hold.
#[derive(Serialize)]
#[serde(untagged)]
enum Columns {
    /// Said here.
    Here(Schema),
    /// Said in the file of this path: hundreds of tables have the same columns.
    There(&'static str),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields_match: &'static str,
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: String,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal_char: Option<&'static str>,
    #[serde(skip_serializing_if = "Constraints::none")]
    constraints: Constraints,
}

#[derive(Default, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i32>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    names: Vec<&'static str>,
}

impl Constraints {
    fn none(&self) -> bool {
        self.required.is_none() && self.unique.is_none() && self.minimum.is_none() && self.names.is_empty()
    }
}

/// The words of both languages.
struct Voices<'p> {
    thai: Voice<'p>,
    english: Voice<'p>,
}

impl Voices<'_> {
    /// Returns a word in both languages: `ไทย · English`.
    fn both(&self, key: &str, slots: &[(&str, &str)]) -> String {
        format!("{} · {}", self.thai.fill(key, slots), self.english.fill(key, slots))
    }
}

/// Renders `datapackage.json`, and what the tables for programs share of it.
#[must_use]
pub fn pages(
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    stamp: &Stamp,
    mut files: Vec<Shipped>,
) -> Vec<Page> {
    let [thai, english] = [Lang::Th, Lang::En].map(|lang| Voice::new(lang, press.words(lang)));
    let voices = Voices { thai, english };
    let office = &register.book.office;
    let today = register.today;
    let columns = Page::new(
        partition::SCHEMA,
        json(&schema(&voices, None, audience == Audience::Public)),
    );
    files.push(Shipped {
        path: columns.path.clone(),
        measure: Measure::of(columns.bytes()),
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let package = Package {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: "duebook",
        title: voices.both("site.name", &[]),
        description: voices.both("package.description", &[("day", &today.to_string())]),
        homepage: office.site_url.as_deref().filter(|url| url.starts_with("http")),
        version: today.to_string(),
        created: stamp
            .commit_time
            .clone()
            .unwrap_or_else(|| format!("{today}T00:00:00+07:00")),
        contributors: [Contributor {
            title: &office.name,
            roles: ["publisher"],
        }],
        keywords: ["เงินยืม", "หลักประกันสัญญา", "advances", "guarantees"],
        resources: files
            .into_iter()
            .map(|file| resource(&voices, register, audience, file))
            .collect(),
    };
    vec![Page::new(PATH, json(&package)), columns]
}

fn json(what: &impl Serialize) -> Vec<u8> {
    // Only maps with keys that are no text could fail, and there are none.
    let mut bytes = serde_json::to_vec_pretty(what).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn resource(voices: &Voices<'_>, register: &Register<'_>, audience: Audience, file: Shipped) -> Resource {
    let name = file.path.trim_start_matches("downloads/").replace(['/', '.', '='], "-");
    let lang = if file.path.ends_with(".en.csv") {
        Lang::En
    } else {
        Lang::Th
    };
    let survey = file.path == survey::sheet::path(&voices.thai) || file.path == survey::sheet::path(&voices.english);
    let ending = file.path.rsplit('.').next().unwrap_or_default();
    let (format, mediatype) = match ending {
        "csv" => ("csv", "text/csv"),
        "xlsx" => (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "ics" => ("ics", "text/calendar"),
        "json" => ("json", "application/json"),
        _ => ("xml", "application/atom+xml"),
    };
    let table = format == "csv";
    let dialect = match format {
        "csv" => Some(Dialect::Csv {
            header: true,
            delimiter: ",",
            line_terminator: "\r\n",
            quote_char: "\"",
            double_quote: true,
        }),
        "xlsx" => {
            let below = advances(register, slug(&file.path)) + 2;
            Some(Dialect::Workbook {
                sheet_number: 1,
                comment_rows: [below, below + 1],
            })
        }
        _ => None,
    };
    Resource {
        name,
        title: title(voices, register, &file.path, format, survey),
        format,
        mediatype,
        encoding: (format != "xlsx").then_some("utf-8"),
        bytes: file.measure.length,
        hash: format!("sha256:{}", hex(&file.measure.hash)),
        kind: dialect.is_some().then_some("table"),
        dialect,
        schema: table.then(|| {
            if partition::place(&file.path).is_some() {
                Columns::There(partition::SCHEMA)
            } else if survey {
                Columns::Here(survey_schema(voices, lang))
            } else {
                Columns::Here(schema(voices, Some(lang), audience == Audience::Public))
            }
        }),
        path: file.path,
    }
}

/// What a file is: its kind, and whose rows it holds.
fn title(voices: &Voices<'_>, register: &Register<'_>, path: &str, format: &str, survey: bool) -> String {
    if path == JSON {
        return voices.both("package.json", &[]);
    }
    if path == partition::SCHEMA {
        return voices.both("package.schema", &[]);
    }
    if survey {
        return voices.both("package.survey", &[]);
    }
    let name = |slug: &str| {
        let agency = register.book.agencies.get(slug);
        agency.map_or(register.book.office.name.as_str(), |agency| agency.name.as_str())
    };
    match partition::place(path) {
        Some((agency, year)) => {
            let what = voices.both("package.partition", &[("year", year)]);
            format!("{what} · {}", name(agency))
        }
        None => format!(
            "{} · {}",
            voices.both(&format!("package.{format}"), &[]),
            name(slug(path))
        ),
    }
}

/// The agency whose file it is, or [`ALL`].
fn slug(path: &str) -> &str {
    let inside = path.trim_start_matches("downloads/").trim_start_matches("en/");
    match inside.split(['.', '/']).next() {
        Some(slug) if inside != "feed.xml" => slug,
        _ => ALL,
    }
}

/// How many advances a workbook lists.
fn advances(register: &Register<'_>, slug: &str) -> usize {
    let listed = |id: &RecordId| id.kind == Kind::Advance && (slug == ALL || id.agency == slug);
    register.entries.iter().filter(|entry| listed(entry.id())).count()
}

/// The columns of a table in a language, or of one for programs.
fn schema(voices: &Voices<'_>, lang: Option<Lang>, public: bool) -> Schema {
    let named = |column: &Column| match lang {
        Some(Lang::Th) => Some(column.title(&voices.thai, public).to_owned()),
        Some(Lang::En) => Some(column.title(&voices.english, public).to_owned()),
        None => column.name(public).map(str::to_owned),
    };
    let words = lang.is_some();
    Schema {
        fields_match: "exact",
        fields: COLUMNS
            .iter()
            .filter_map(|column| Some(field(voices, named(column)?, column, words, public)))
            .collect(),
        missing_values: [""],
        primary_key: COLUMNS
            .iter()
            .filter(|column| column.holds == Holds::Path)
            .filter_map(named)
            .collect(),
    }
}

fn field(voices: &Voices<'_>, name: String, column: &Column, words: bool, public: bool) -> Field {
    let (thai, english) = (&voices.thai, &voices.english);
    let [title, description] = [
        [column.title(thai, public), column.title(english, public)],
        [column.note(thai, public), column.note(english, public)],
    ]
    .map(|both| both.join(" · "));
    let mut constraints = Constraints::default();
    match column.holds {
        Holds::Path => (constraints.required, constraints.unique) = (Some(true), Some(true)),
        Holds::Money | Holds::Count => (constraints.required, constraints.minimum) = (Some(true), Some(0)),
        Holds::Fund if words => {}
        Holds::Fund | Holds::State | Holds::Timing => {
            constraints.required = Some(true);
            constraints.names = column.codes();
        }
        Holds::Text | Holds::Day | Holds::BuddhistDay => {}
    }
    Field {
        name,
        title,
        description,
        kind: match column.holds {
            Holds::Money => "number",
            Holds::Count => "integer",
            Holds::Day => "date",
            _ => "string",
        },
        format: (column.holds == Holds::Day).then_some("default"),
        decimal_char: (column.holds == Holds::Money).then_some("."),
        constraints,
    }
}

fn survey_schema(voices: &Voices<'_>, lang: Lang) -> Schema {
    let (thai, english) = (
        survey::sheet::columns(&voices.thai),
        survey::sheet::columns(&voices.english),
    );
    let fields = thai.into_iter().zip(english).map(|((thai, kind), (english, _))| Field {
        title: format!("{thai} · {english}"),
        name: if lang == Lang::Th { thai } else { english },
        description: String::new(),
        kind,
        format: None,
        decimal_char: (kind == "number").then_some("."),
        constraints: Constraints::default(),
    });
    Schema {
        fields_match: "exact",
        fields: fields.collect(),
        missing_values: [""],
        primary_key: Vec::new(),
    }
}
