//! A commit as git keeps it.

use chrono::{DateTime, NaiveDate, NaiveTime};

use crate::day::BANGKOK;

/// Who, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name that git was told.
    pub name: String,
    /// The address that git was told.
    pub email: String,
    /// Seconds since 1970 in UTC.
    pub seconds: i64,
    /// Minutes east of UTC, as the machine believed.
    pub minutes: i32,
}

impl Ident {
    /// Reads `Somying <somying@example.org> 1732557807 +0700`. What cannot be
    /// read of a forged line is empty or zero, never an error.
    #[must_use]
    pub fn parse(line: &str) -> Ident {
        let (who, when) = line.rsplit_once('>').unwrap_or((line, ""));
        let (name, email) = who.rsplit_once('<').unwrap_or((who, ""));
        let mut when = when.split_whitespace();
        let seconds = when.next().and_then(|text| text.parse().ok()).unwrap_or(0);
        let zone: i32 = when.next().and_then(|text| text.parse().ok()).unwrap_or(0);
        Ident {
            name: name.trim().to_owned(),
            email: email.trim().to_owned(),
            seconds,
            minutes: (zone / 100 * 60 + zone % 100).clamp(-24 * 60, 24 * 60),
        }
    }

    /// Returns the line as git writes it.
    #[must_use]
    pub fn line(&self) -> String {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.abs();
        format!(
            "{} <{}> {} {sign}{:02}{:02}",
            self.name,
            self.email,
            self.seconds,
            minutes / 60,
            minutes % 60
        )
    }

    /// Returns the moment in Bangkok, date and time of day. A time that no
    /// calendar holds is the calendar's end.
    #[must_use]
    pub fn moment(&self) -> (NaiveDate, NaiveTime) {
        let local = DateTime::from_timestamp(self.seconds.saturating_add(BANGKOK.local_minus_utc().into()), 0);
        let end = if self.seconds < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        };
        local.map_or((end, NaiveTime::MIN), |local| {
            let local = local.naive_utc();
            (local.date(), local.time())
        })
    }

    /// Returns the day in Bangkok.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.moment().0
    }

    /// Returns the moment as ISO 8601 in Bangkok's offset.
    #[must_use]
    pub fn iso(&self) -> String {
        DateTime::from_timestamp(self.seconds, 0).map_or_else(
            || self.seconds.to_string(),
            |at| at.with_timezone(&BANGKOK).format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        )
    }
}

/// A file that a commit touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its path from the repository's root.
    pub path: String,
    /// The object that stood there in the first parent; nothing for a new file.
    pub before: Option<String>,
    /// The object that stands there now; nothing where the file went.
    pub after: Option<String>,
}

impl Touched {
    /// Returns the objects that stood there before and stand there now.
    pub fn objects(&self) -> impl Iterator<Item = &str> {
        [&self.before, &self.after].into_iter().flatten().map(String::as_str)
    }
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its identity.
    pub id: String,
    /// The commits that it stands on; the first is the one it was made at.
    pub parents: Vec<String>,
    /// Who wrote the change, and when.
    pub author: Ident,
    /// Who made the commit, and when: the two differ where one was carried over.
    pub committer: Ident,
    /// Whether it carries a signature; whether that is good is git's to say.
    pub is_signed: bool,
    /// The whole message.
    pub message: String,
    /// The merge that brought it into the branch, where one did: whoever made
    /// that merge took the change on.
    pub via: Option<String>,
    /// What it touched of records and templates. Of a merge: only what is as in
    /// none of its parents.
    pub files: Vec<Touched>,
}

impl Commit {
    /// Returns the first line of the message.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// Returns what the message says beyond its first line.
    #[must_use]
    pub fn body(&self) -> &str {
        self.message
            .split_once('\n')
            .map(|(_, rest)| rest.trim())
            .unwrap_or_default()
    }

    /// Returns whether it joins branches.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// Returns the first ten digits of the identity.
    #[must_use]
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_git_is_read_and_written_again_and_a_forged_one_harms_nothing() {
        for line in [
            "สมหญิง ดี <somying@example.org> 1732557807 +0700",
            "A < B <a@b> 0 -0330",
            " <> 5 +0000",
        ] {
            assert_eq!(Ident::parse(line).line().trim(), line.trim());
        }
        for (line, day) in [
            // 23:30 in UTC is the next day in Bangkok.
            ("A <a> 1764113400 +0000", "2025-11-26"),
            ("A <a> 99999999999999999999 +0700", "1970-01-01"),
            ("A <a> -5 +0700", "1970-01-01"),
            ("A", "1970-01-01"),
        ] {
            assert_eq!(Ident::parse(line).day().to_string(), day, "{line}");
        }
        let far = Ident::parse("A <a> 9223372036854775807 +9999999");
        assert_eq!(far.day(), NaiveDate::MAX);
        assert_eq!(far.iso(), "9223372036854775807");
        assert_eq!(Ident::parse("A <a> 0 +0000").iso(), "1970-01-01T07:00:00+07:00");
    }
}
