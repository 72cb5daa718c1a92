//! Whole files, as form tools export them.

use super::*;

fn reading(settings: Option<&str>, files: &[&str]) -> Reading {
    let settings = settings.map(|text| Source::new("records/survey/survey.toml", text));
    let files: Vec<Source> = (1..)
        .zip(files)
        .map(|(number, text)| Source::new(&format!("records/survey/{number}.csv"), *text))
        .collect();
    read(settings.as_ref(), &files.iter().collect::<Vec<_>>())
}

fn codes(reading: &Reading) -> Vec<String> {
    let found = reading.findings.iter();
    found
        .map(|one| format!("{} {}:{}", one.code.name(), one.line, one.column))
        .collect()
}

fn titles(reading: &Reading) -> Vec<&str> {
    reading
        .survey
        .questions
        .iter()
        .map(|question| question.name.as_str())
        .collect()
}

const GOOGLE: &str = "ประทับเวลา,ท่านตอบในฐานะ,1. ความสะดวก,2. ความรวดเร็ว,ข้อเสนอแนะ\r\n\
    \"2026/11/02 9:15:00 ก่อนเที่ยง GMT+7\",คู่สัญญา,5,มาก,\"บริการดี\nเจ้าหน้าที่ใจดี\"\r\n\
    \"2026/11/03 2:03:22 หลังเที่ยง GMT+7\",หน่วยงาน,๔,ปานกลาง,\r\n";

#[test]
fn google_forms_needs_no_settings() {
    let reading = reading(None, &[GOOGLE]);
    assert_eq!(codes(&reading), Vec::<String>::new());
    assert_eq!(titles(&reading), ["1. ความสะดวก", "2. ความรวดเร็ว"]);
    let answers: Vec<(String, &[Option<u8>])> = reading
        .survey
        .answers
        .iter()
        .map(|one| (one.day.to_string(), &one.scores[..]))
        .collect();
    assert_eq!(
        answers,
        [
            ("2026-11-02".to_owned(), &[Some(5), Some(4)][..]),
            ("2026-11-03".to_owned(), &[Some(4), Some(3)][..])
        ]
    );
}

#[test]
fn what_people_wrote_and_who_they_are_stays_out() {
    let csv = "Timestamp,Email,Score,Comment\n2026-11-02 09:15:00,a@example.org,5,ฝากถึงคุณสมชาย\n2026-11-02 09:15:01,,x,นายลับ\n\
        2026-11-02 09:16:00,,4,\n2026-11-02 09:17:00,,4,\n";
    let reading = reading(Some("[[question]]\ncolumn = \"Score\"\n"), &[csv]);
    assert_eq!(codes(&reading), ["survey-personal 1:11", "survey-score 3:22"]);
    let kept = format!("{:?} {:?}", reading.covered, reading.survey);
    for word in ["example", "สมชาย", "ลับ"] {
        assert!(!kept.contains(word), "{word} is kept");
    }
    assert!(kept.contains("09:15:01") && kept.contains("Comment"));
}

#[test]
fn other_tools_name_their_columns_otherwise() {
    for (csv, questions) in [
        (
            "ID,Start time,Completion time,Email,Name,Ease,Speed\n1,11/2/69,2/11/2569 9:15:00,anonymous,,5,Strongly agree\n\
             2,11/2/69,3/11/2569 9:15:00,anonymous,,4,neutral\n",
            vec!["Ease", "Speed"],
        ),
        (
            "\"id. Response ID\";\"submitdate. Date submitted\";\"lastpage. Last page\";\"seed. Seed\";\"G1Q1. ความสะดวก [เวลา]\"\n\
             \"3\";\"2026-11-02 09:15:00\";\"2\";\"1\";\"5 - มากที่สุด\"\n\"4\";\"2026-11-03 09:15:00\";\"2\";\"4\";\"4 - มาก\"\n",
            vec!["G1Q1. ความสะดวก [เวลา]"],
        ),
        (
            "วันที่\tลำดับ\tจำนวนสัญญา\tความสะดวก\n2 พ.ย. 2569\t1\t12\tน้อยที่สุด\n3 พ.ย. 2569\t2\t3\t\n",
            vec!["ความสะดวก"],
        ),
    ] {
        let reading = reading(None, &[csv]);
        assert_eq!(codes(&reading), Vec::<String>::new(), "{csv}");
        assert_eq!(titles(&reading), questions);
        assert!(reading.survey.answers[0].day.to_string() == "2026-11-02", "{csv}");
    }
}

#[test]
fn the_office_names_columns_groups_and_words() {
    let settings = "date = \"วันที่\"\ngroup = \"ท่านตอบใน  ฐานะ\"\nmin_answers = 8\n\
        [[who]]\nanswer = \"คู่สัญญา\"\nname = \"คู่สัญญาของสำนักงาน\"\nname_en = \"Contractors\"\n\
        [[question]]\ncolumn = \"สะดวก\"\nname = \"ความสะดวก\"\n[[scale]]\nanswer = \"ดีเยี่ยม\"\nscore = 5\n";
    let csv = "ประทับเวลา,วันที่,ท่านตอบในฐานะ,ท่านตอบใน ฐานะ,สะดวก,อื่น\n,2026-11-02,x,คู่สัญญา,ดีเยี่ยม,5\n,2026-11-02,x,ผู้ยืม,3,5\n";
    let reading = reading(Some(settings), &[csv]);
    assert_eq!(codes(&reading), Vec::<String>::new());
    let survey = &reading.survey;
    assert_eq!(
        (survey.min_answers, survey.groups[0].name.as_str()),
        (8, "คู่สัญญาของสำนักงาน")
    );
    let got: Vec<_> = survey
        .answers
        .iter()
        .map(|one| (one.group, one.scores.clone()))
        .collect();
    assert_eq!(got, [(Some(0), vec![Some(5)]), (None, vec![Some(3)])]);
}

#[test]
fn a_form_that_was_reworded_goes_on_counting() {
    let settings = "group = \"ฐานะ\"\n[[who]]\nanswer = \"ผู้รับจ้าง\"\nname = \"คู่สัญญา\"\n[[who]]\nanswer = \"คู่สัญญา\"\n\
        [[question]]\ncolumn = \"สะดวก\"\n[[question]]\ncolumn = \"1. ความสะดวก\"\nname = \"สะดวก\"\n";
    let files = [
        "วันที่,ฐานะ,สะดวก\n2026-09-02,ผู้รับจ้าง,4\n",
        "วันที่,ฐานะ,1. ความสะดวก\n2026-11-02,คู่สัญญา,5\n",
    ];
    let reading = reading(Some(settings), &files);
    assert_eq!(codes(&reading), Vec::<String>::new());
    assert_eq!((titles(&reading), reading.survey.groups.len()), (vec!["สะดวก"], 1));
    let scores = reading.survey.answers.iter().map(|one| (one.group, one.scores.clone()));
    assert_eq!(
        scores.collect::<Vec<_>>(),
        [(Some(0), vec![Some(4)]), (Some(0), vec![Some(5)])]
    );
}

#[test]
fn what_would_be_a_guess_is_refused_at_its_cell() {
    let column = "[[question]]\ncolumn = \"q\"\n";
    for (settings, csv, want) in [
        (
            "",
            "date,q\n5/6/2026,5\n6/6/2026,5\n7/8/2026,4\n",
            vec!["survey-date 2:1"],
        ),
        ("", "date,q\n5/6/2026,5\n20/6/2026,5\n", vec![]),
        ("", "date,q\n5/6/2026,5\n6/20/2026,5\n", vec!["survey-date 2:1"]),
        ("", "date,q\n11/20/2026,5\n", vec!["survey-date 2:1"]),
        (
            "date_order = \"month-day\"\n",
            "date,q\n5/6/2026,5\n6/20/2026,5\n",
            vec![],
        ),
        (
            "date_order = \"day-month\"\n",
            "date,q\n5/6/2026,5\n6/20/2026,5\n",
            vec!["survey-date 3:1"],
        ),
        (
            "",
            "date,q\n30/2/2569,5\nเมื่อวาน,4\n",
            vec!["survey-date 2:1", "survey-date 3:1"],
        ),
        ("", "date,q\n,5\n,4\n2026-11-02,4\n", vec!["survey-date 2:1"]),
        ("", "when,q\n2026-11-02,4\n", vec!["survey-column 1:1"]),
        (
            "",
            "date,x\n2026-11-02,4\n",
            vec!["survey-column 2:10", "survey-column 1:1"],
        ),
        ("", "date,q,q\n2026-11-02,4,5\n", vec!["survey-column 1:8"]),
        ("group = \"who\"\n", "date,q\n2026-11-02,4\n", vec!["survey-column 1:9"]),
        ("", "date,q\n2026-11-02,7\n", vec!["survey-score 2:12"]),
        ("", "date,q\n2026-11-02,7,8\n", vec!["survey-file 2:14"]),
        ("min_answers = 1\n", "date,q\n2026-11-02,4\n", vec!["wrong-type 1:15"]),
    ] {
        let settings = format!("{settings}{column}");
        let got = codes(&reading(Some(&settings), &[csv]));
        let got: std::collections::BTreeSet<_> = got.iter().map(String::as_str).collect();
        assert_eq!(got, want.into_iter().collect(), "{settings}{csv}");
    }
}

#[test]
fn a_column_that_is_nearly_scores_is_not_left_out_in_silence() {
    let csv = "date,ก,ข\n2026-11-02,5,1\n2026-11-02,4,2\n2026-11-02,ดี,12\n2026-11-02,3,30\n";
    let reading = reading(None, &[csv]);
    assert_eq!(codes(&reading), ["survey-score 4:12"]);
    assert_eq!(reading.findings[0].severity, crate::text::Severity::Warning);
}

#[test]
fn the_same_answers_in_two_files_are_told_once() {
    let reading = reading(None, &[GOOGLE, GOOGLE]);
    assert_eq!(codes(&reading), ["survey-repeated 2:1"]);
    // People who agree on one day are not the same person.
    let daily = "วันที่,ข้อ 1\n2026-11-02,5\n2026-11-02,5\n";
    assert_eq!(codes(&self::reading(None, &[daily, daily])), Vec::<String>::new());
}

proptest::proptest! {
    /// No sheet panics, whatever the settings say of it.
    #[test]
    fn no_sheet_panics(csv in "[a,;\t\"\r\n 1-5๕/:ก@.]{0,80}", named in proptest::bool::ANY) {
        let csv = format!("date,q,อีเมล\n{csv}");
        let settings = named.then_some("date = \"date\"\n[[question]]\ncolumn = \"q\"\n");
        let reading = reading(settings, &[&csv]);
        let scores = reading.survey.answers.iter().flat_map(|one| one.scores.iter().flatten());
        proptest::prop_assert!(scores.into_iter().all(|score| (1..=5).contains(score)));
        proptest::prop_assert_eq!(reading.covered.len(), 1);
    }
}
