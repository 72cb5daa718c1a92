//! What the answers come to: counts, means and shares, in whole hundredths,
//! and never so few answers that somebody could be recognised.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::day::fiscal_year;
use crate::record::Survey;
use crate::record::survey::Answer;

/// The highest score.
pub const MOST: usize = 5;

/// How often each score was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many gave 1, 2, 3, 4, 5.
    pub counts: [usize; MOST],
}

/// A mean in the words of Thai offices, by the usual bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 4.21 to 5.00, มากที่สุด.
    Highest,
    /// 3.41 to 4.20, มาก.
    High,
    /// 2.61 to 3.40, ปานกลาง.
    Moderate,
    /// 1.81 to 2.60, น้อย.
    Low,
    /// 1.00 to 1.80, น้อยที่สุด.
    Lowest,
}

impl Level {
    /// Every level with its lowest mean, in hundredths, from the top.
    pub const ALL: [(Level, u64); 5] = [
        (Level::Highest, 421),
        (Level::High, 341),
        (Level::Moderate, 261),
        (Level::Low, 181),
        (Level::Lowest, 100),
    ];

    /// Returns the level of a mean.
    #[must_use]
    pub fn of(mean: u64) -> Level {
        Level::ALL
            .iter()
            .find(|(_, from)| mean >= *from)
            .map_or(Level::Lowest, |(level, _)| *level)
    }

    /// Returns its name among the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Highest => "highest",
            Level::High => "high",
            Level::Moderate => "moderate",
            Level::Low => "low",
            Level::Lowest => "lowest",
        }
    }
}

impl Tally {
    /// Counts a score.
    pub fn add(&mut self, score: u8) {
        if let Some(count) = usize::from(score).checked_sub(1).and_then(|at| self.counts.get_mut(at)) {
            *count += 1;
        }
    }

    /// Counts the scores of another tally.
    pub fn join(&mut self, other: &Tally) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// Returns how many scores there are.
    #[must_use]
    pub fn scores(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the mean in hundredths, half rounded up; nothing without a score.
    #[must_use]
    pub fn mean(&self) -> Option<u64> {
        let sum: u64 = (1_u64..)
            .zip(self.counts)
            .map(|(score, count)| score * wide(count))
            .sum();
        let scores = wide(self.scores());
        (scores > 0).then(|| (sum * 200 + scores) / (scores * 2))
    }
}

/// Returns a mean as a percentage of the highest score, in hundredths of a
/// per cent: twenty times the mean that is shown, as offices work it out.
#[must_use]
pub fn percent(mean: u64) -> u64 {
    mean * 20
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A part of all answers: a group, a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nobody answered.
    Nobody,
    /// Enough answers to be shown: how many people, and their scores.
    Shown(usize, Tally),
    /// Fewer answers than may be shown by themselves.
    Few,
    /// Enough answers, kept back because the few could be worked out from it.
    KeptBack,
}

/// A quarter of a fiscal year: B.E. year and 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(pub i32, pub u32);

impl Quarter {
    /// Returns the quarter of a day; the first begins in October.
    #[must_use]
    pub fn of(day: NaiveDate) -> Quarter {
        Quarter(fiscal_year(day), (day.month() + 2) % 12 / 3 + 1)
    }

    fn next(self) -> Quarter {
        match self {
            Quarter(year, 4) => Quarter(year + 1, 1),
            Quarter(year, quarter) => Quarter(year, quarter + 1),
        }
    }
}

/// The survey as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How many answered.
    pub answers: usize,
    /// The first and the last day of an answer.
    pub span: (NaiveDate, NaiveDate),
    /// All scores of the questions that are shown; nothing where too few answered.
    pub all: Option<Tally>,
    /// Each question's scores, in its order; nothing where too few answered it.
    pub questions: Vec<Option<Tally>>,
    /// Each group, in the order of the office, and last those of none.
    pub groups: Vec<Part>,
    /// Each quarter from the first to the last.
    pub quarters: Vec<(Quarter, Part)>,
}

/// Counts the answers given until a day; nothing without any.
#[must_use]
pub fn outcome(survey: &Survey, today: NaiveDate) -> Option<Outcome> {
    let least = survey.min_answers;
    let answers: Vec<&Answer> = survey.answers.iter().filter(|answer| answer.day <= today).collect();
    let span = (
        answers.iter().map(|one| one.day).min()?,
        answers.iter().map(|one| one.day).max()?,
    );
    let questions: Vec<Option<Tally>> = (0..survey.questions.len())
        .map(|at| {
            let tally = tally(&answers, |answer| answer.scores.get(at).copied().flatten());
            (tally.scores() >= least).then_some(tally)
        })
        .collect();
    // A question that few answered is in no sum: it could be worked out.
    let shown: Vec<usize> = (0..questions.len()).filter(|at| questions[*at].is_some()).collect();
    let sum = |answers: &[&Answer]| {
        let mut sum = Tally::default();
        for at in &shown {
            sum.join(&tally(answers, |answer| answer.scores.get(*at).copied().flatten()));
        }
        sum
    };
    let of_group = |wanted: Option<usize>| -> Vec<&Answer> {
        answers
            .iter()
            .filter(|answer| answer.group == wanted)
            .copied()
            .collect()
    };
    let groups: Vec<Vec<&Answer>> = (0..survey.groups.len()).map(Some).chain([None]).map(of_group).collect();
    let mut by_quarter: BTreeMap<Quarter, Vec<&Answer>> = BTreeMap::new();
    let mut quarter = Quarter::of(span.0);
    while quarter <= Quarter::of(span.1) {
        by_quarter.insert(quarter, Vec::new());
        quarter = quarter.next();
    }
    for answer in &answers {
        by_quarter.entry(Quarter::of(answer.day)).or_default().push(answer);
    }
    let quarters: Vec<Vec<&Answer>> = by_quarter.values().cloned().collect();
    Some(Outcome {
        answers: answers.len(),
        span,
        all: (answers.len() >= least && !shown.is_empty()).then(|| sum(&answers)),
        groups: parts(&groups, least, &sum),
        quarters: by_quarter.keys().copied().zip(parts(&quarters, least, &sum)).collect(),
        questions,
    })
}

fn tally(answers: &[&Answer], score: impl Fn(&Answer) -> Option<u8>) -> Tally {
    let mut tally = Tally::default();
    for score in answers.iter().filter_map(|answer| score(answer)) {
        tally.add(score);
    }
    tally
}

/// Decides what of a whole is shown. Whoever knows the total and all parts but
/// some knows these together: what is hidden is always enough answers, so of
/// the shown parts the smallest go with it where it is not.
fn parts(parts: &[Vec<&Answer>], least: usize, sum: &dyn Fn(&[&Answer]) -> Tally) -> Vec<Part> {
    let few = |count: usize| (1..least).contains(&count);
    let mut kept_back = vec![false; parts.len()];
    loop {
        let hidden = parts
            .iter()
            .zip(&kept_back)
            .filter(|(part, kept)| few(part.len()) || **kept);
        let hidden: usize = hidden.map(|(part, _)| part.len()).sum();
        if !few(hidden) {
            break;
        }
        let shown = (0..parts.len()).filter(|at| parts[*at].len() >= least && !kept_back[*at]);
        let Some(smallest) = shown.min_by_key(|at| parts[*at].len()) else {
            break;
        };
        kept_back[smallest] = true;
    }
    let part = |(answers, kept): (&Vec<&Answer>, bool)| match answers.len() {
        0 => Part::Nobody,
        count if few(count) => Part::Few,
        _ if kept => Part::KeptBack,
        count => Part::Shown(count, sum(answers)),
    };
    parts.iter().zip(kept_back).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::survey::{Group, Question};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn survey(answers: &[(&str, usize, [u8; 2])]) -> Survey {
        let name = |name: &str| name.to_owned();
        Survey {
            questions: ["ก", "ข"]
                .map(|column| Question {
                    columns: Vec::new(),
                    name: name(column),
                    name_en: None,
                })
                .into(),
            groups: ["คู่สัญญา", "หน่วยงาน"]
                .map(|answer| Group {
                    answers: Vec::new(),
                    name: name(answer),
                    name_en: None,
                })
                .into(),
            min_answers: 5,
            answers: answers
                .iter()
                .map(|(date, group, scores)| Answer {
                    day: day(date),
                    group: (*group < 2).then_some(*group),
                    scores: scores.map(|score| (score > 0).then_some(score)).into(),
                })
                .collect(),
        }
    }

    fn many(count: usize, answer: (&'static str, usize, [u8; 2])) -> Vec<(&'static str, usize, [u8; 2])> {
        vec![answer; count]
    }

    #[test]
    fn means_are_rounded_half_up() {
        for (counts, want) in [
            ([0, 0, 0, 0, 0], None),
            ([0, 0, 0, 0, 7], Some(500)),
            ([1, 0, 0, 0, 0], Some(100)),
            ([0, 0, 1, 1, 0], Some(350)),
            ([0, 0, 1, 2, 0], Some(367)),
            ([0, 0, 2, 1, 0], Some(333)),
            ([0, 0, 0, 7, 1], Some(413)),
            ([0, 0, 0, 199, 1], Some(401)),
            ([0, 0, 0, 201, 1], Some(400)),
        ] {
            assert_eq!(Tally { counts }.mean(), want, "{counts:?}");
        }
        assert_eq!((percent(432), percent(500), percent(367)), (8640, 10_000, 7340));
    }

    #[test]
    fn the_bands_meet_without_a_gap() {
        for (mean, want) in [
            (500, Level::Highest),
            (421, Level::Highest),
            (420, Level::High),
            (341, Level::High),
            (340, Level::Moderate),
            (261, Level::Moderate),
            (260, Level::Low),
            (181, Level::Low),
            (180, Level::Lowest),
            (100, Level::Lowest),
        ] {
            assert_eq!(Level::of(mean), want, "{mean}");
        }
    }

    #[test]
    fn quarters_are_the_fiscal_year_s() {
        for (date, want) in [
            ("2026-09-30", Quarter(2569, 4)),
            ("2026-10-01", Quarter(2570, 1)),
            ("2026-12-31", Quarter(2570, 1)),
            ("2027-01-01", Quarter(2570, 2)),
            ("2027-06-30", Quarter(2570, 3)),
            ("2027-07-01", Quarter(2570, 4)),
        ] {
            assert_eq!(Quarter::of(day(date)), want, "{date}");
        }
    }

    #[test]
    fn few_answers_are_never_shown_nor_to_be_worked_out() {
        let today = day("2026-11-20");
        assert_eq!(outcome(&survey(&[]), today), None);
        let four = outcome(&survey(&many(4, ("2026-11-02", 0, [5, 4]))), today).expect("answers");
        assert_eq!((four.answers, four.all, four.groups[0]), (4, None, Part::Few));
        assert!(four.questions.iter().all(Option::is_none));

        // Six, four and none: the four would be the total less the six.
        let mut list = many(6, ("2026-11-02", 0, [5, 4]));
        list.extend(many(4, ("2026-08-02", 1, [1, 2])));
        let two = outcome(&survey(&list), today).expect("answers");
        assert_eq!(two.groups, [Part::KeptBack, Part::Few, Part::Nobody]);
        assert_eq!(
            two.quarters,
            [(Quarter(2569, 4), Part::Few), (Quarter(2570, 1), Part::KeptBack)]
        );
        assert_eq!(two.all.map(|all| all.scores()), Some(20));

        // Two small parts hide each other once they are enough together.
        list.extend(many(3, ("2026-11-02", 2, [3, 3])));
        let three = outcome(&survey(&list), today).expect("answers");
        assert!(matches!(three.groups[..], [Part::Shown(6, _), Part::Few, Part::Few]));
    }

    #[test]
    fn a_question_that_few_answered_is_in_no_sum() {
        let mut list = many(6, ("2026-11-02", 0, [5, 0]));
        list.extend(many(2, ("2026-11-02", 0, [5, 1])));
        let outcome = outcome(&survey(&list), day("2026-11-20")).expect("answers");
        assert_eq!(outcome.questions[1], None);
        assert_eq!(outcome.all.and_then(|all| all.mean()), Some(500));
    }

    #[test]
    fn answers_after_the_day_do_not_count_and_empty_quarters_stand() {
        let mut list = many(5, ("2026-01-05", 0, [5, 4]));
        list.extend(many(5, ("2026-11-20", 0, [5, 4])));
        let survey = survey(&list);
        let before = outcome(&survey, day("2026-11-19")).expect("answers");
        assert_eq!((before.answers, before.quarters.len()), (5, 1));
        let after = outcome(&survey, day("2026-11-20")).expect("answers");
        let parts: Vec<bool> = after.quarters.iter().map(|(_, part)| *part == Part::Nobody).collect();
        assert_eq!(parts, [false, true, true, false]);
    }
}
