//! Every mistake has its file in `scenarios/refused`, with the exact message beside it.
//!
//! `REFUSED=overwrite cargo test -p lab --test refused` writes the messages anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use reader::{Diagnostic, Overrides, Problem, SCENARIOS, parse};
use results::read;

const FOLDER: &str = "scenarios/refused";

/// Messages show files as they are named from the root of the project.
fn go_to_the_root() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::set_current_dir(root).expect("the root is there");
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it reads").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn told(mistakes: &[Diagnostic]) -> String {
    mistakes.iter().map(|mistake| format!("{mistake}\n")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_mistake_is_told_as_its_file_expects() {
    go_to_the_root();
    let files = files();
    assert!(files.len() >= 45, "{} files", files.len());
    let overwrite = std::env::var("REFUSED").is_ok_and(|wish| wish == "overwrite");
    let mut wrong = Vec::new();
    for file in &files {
        let name = file.to_str().expect("it is UTF-8");
        let Err(mistakes) = read(name, &Overrides::default()) else {
            wrong.push(format!("{name} is admitted"));
            continue;
        };
        mistakes.iter().for_each(|mistake| says_where_and_what_is_allowed(mistake));
        let (message, beside) = (told(&mistakes), file.with_extension("stderr"));
        if overwrite {
            fs::write(beside, message).expect("it can be written");
            continue;
        }
        let expected = fs::read_to_string(beside).unwrap_or_default();
        if message != expected {
            wrong.push(format!("== {name} is expected to say\n{expected}\n== but says\n{message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[track_caller]
fn says_where_and_what_is_allowed(mistake: &Diagnostic) {
    let is_of_the_file = matches!(
        mistake.wrong,
        Problem::Unreadable(_) | Problem::Missing { .. } | Problem::NoTables { .. }
    );
    assert!(mistake.line_and_column().is_some() || is_of_the_file, "{mistake}");
    let says_what = matches!(mistake.wrong, Problem::NotAllowed { .. } | Problem::Unreadable(_));
    assert!(says_what || mistake.wrong.hint().is_some(), "{mistake}");
}

/// The mistakes of a text, in a time that nobody minds.
#[track_caller]
fn mistakes(text: &str) -> Vec<Diagnostic> {
    let start = Instant::now();
    let mistakes = parse("my.toml", text, &Overrides::default()).expect_err("it has a mistake");
    // A second or two on an idle machine; minutes where anything is quadratic.
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    let message = told(&mistakes);
    assert!(message.len() < 100_000, "{} bytes", message.len());
    mistakes
}

#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let message = told(&mistakes(text));
    for part in expected {
        assert!(message.contains(part), "{part:?} is not in:\n{message}");
    }
}

#[test]
fn what_lies_too_deep_is_refused_without_going_there() {
    for depth in [60, 10_000, 400_000] {
        let dotted = vec!["a"; depth].join(".");
        let texts = [
            format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)),
            format!("a = {}", "[".repeat(depth)),
            format!("a = {}1{}", "{ a = ".repeat(depth), " }".repeat(depth)),
            format!("{dotted} = 1"),
            format!("[{dotted}]"),
            format!("[[{dotted}]]"),
        ];
        texts.iter().for_each(|text| refused(text, &["more than 16", "my.toml:1:"]));
    }
}

#[test]
fn a_hundred_thousand_unknown_settings_are_told_in_no_time() {
    let keys: String = (0..100_000).map(|number| format!("setting_{number} = 1\n")).collect();
    assert_eq!(mistakes(&keys).len(), 100);
    let in_policy = format!("{}\n[cameras]\n{keys}", SCENARIOS[0].1);
    assert_eq!(mistakes(&in_policy).len(), 100);
}

#[test]
fn a_text_of_five_megabytes_is_refused() {
    refused(&"# nothing\n".repeat(5 << 17), &["my.toml", "longer than 4 MiB"]);
    refused(&format!("a = [{}]", "1,".repeat(1 << 20)), &["more than 250_000 settings"]);
}

#[test]
fn long_names_and_words_are_shown_in_part() {
    let long = "x".repeat(1 << 20);
    refused(&format!("{long} = 1"), &["1 to 400 letters", "…"]);
    refused(&format!("schema = \"{long}\""), &["`schema` is \"xxx", "…", "but must be 1"]);
    refused(&format!("schema = 1 \n x = \"{long}\" ="), &["this is not TOML", "…"]);
    refused(&format!("policy = \"{long}\"\n[policies.{long}]"), &["1 to 400 letters"]);
}

#[test]
fn what_is_empty_lacks_the_schema() {
    for text in ["", "\u{feff}", "\r\n", "# nothing\n"] {
        refused(text, &["`schema` is missing"]);
    }
}

/// A scenario that reads but for what stands in `change`.
fn reform(change: &str) -> String {
    format!(
        "schema = 1\nextends = \"as-reported\"\n[reform]\nid = \"it\"\ntitle = \"It\"\nwhy = \"so\"\n{change}\n"
    )
}

#[test]
fn a_place_is_counted_in_letters_and_lines_however_they_are_written() {
    let marked = format!("\u{feff}{}", reform("[run]\nseed = true"));
    refused(&marked, &["my.toml:8:8", "8 | seed = true"]);
    refused(&marked.replace('\n', "\r\n"), &["my.toml:8:8", "8 | seed = true\n"]);
    refused("\u{feff}schema = 2", &["my.toml:1:10", "1 | schema = 2\n   |          ^\n"]);
    let letters = "run = { \"\u{e9}\u{1f600}\u{4e2d}\" = 1, seed = true }";
    refused(&format!("{letters}\n{}", reform("")), &["my.toml:1:9", "my.toml:1:27"]);
}

#[test]
fn letters_that_cannot_be_seen_do_not_reach_the_screen() {
    for letter in ['\0', '\u{1b}', '\u{202e}', '\u{7f}'] {
        let text = reform(&format!("x = \"{letter}\" # {letter}"));
        let message = told(&mistakes(&text));
        assert!(!message.contains(letter), "{message:?}");
    }
}

/// More of everything than there may be, of which each alone takes time.
#[test]
fn too_many_of_anything_are_refused_in_no_time() {
    let many = |one: &str| -> String {
        (0..10_000).map(|number| one.replace('#', &number.to_string())).collect()
    };
    let base = SCENARIOS[0].1;
    let twins = format!("{base}\n{}", many("[twins.t#]\nsay = \"x\"\n"));
    refused(&twins, &["one of at most 62"]);
    let groups = format!("{base}\n{}", many("[group.g#]\nshare = 0\n"));
    refused(&groups, &["one of at most 4"]);
    let changes = reform(&many("[[change]]\npath = \"score.cap\"\nto = 800\nfrom_day = 1#\n"));
    refused(&changes, &["`change.from_day`"]);
    let days: String = (1..60)
        .map(|day| format!("[[change]]\npath = \"score.cap\"\nto = 800\nfrom_day = {day}\n"))
        .collect();
    refused(&reform(&days), &["the 33th day"]);
    let own = base.replace("policy = \"as-reported\"", "policy = \"own\"");
    for section in ["band", "list"] {
        let own = format!("{own}\n{}", many(&format!("[policies.own.{section}.x#]\nfrom = 1\n")));
        refused(&own, &["one of at most"]);
    }
}

#[test]
fn a_setting_asked_for_besides_the_file_is_refused_like_any_other() {
    let ask = |key: &str, value: &str| {
        let set = vec![(key.to_owned(), value.to_owned())];
        let changes = Overrides { set, ..Overrides::default() };
        read("as-reported", &changes).map(|_| ()).map_err(|mistakes| told(&mistakes))
    };
    assert_eq!(ask("run.seed", "7"), Ok(()));
    assert_eq!(ask("register.*.missed", "0.05"), Ok(()));
    assert_eq!(ask("score.update", "daily"), Ok(()));
    assert_eq!(ask("policy", "fines-only"), Ok(()));
    for (key, value, expected) in [
        ("run.seed", "", "`run.seed` is \"\""),
        ("run.seed", "= 1", "`run.seed` is \"= 1\""),
        ("run.seed", "1\nrun.days = 2", "`run.seed` holds a letter that no line of text has"),
        ("run.seed", "1\n[[change]]", "`run.seed` holds a letter that no line of text has"),
        ("schema", "1", "`-s` is \"schema\", but must be a setting"),
        ("extends", "courts", "`-s` is \"extends\", but must be a setting"),
        ("society", "courts", "`-s` is \"society\", but must be a setting"),
        ("*", "5", "`-s` is \"*\", but must be a setting"),
        ("policy", "nope", "`policy` names \"nope\", which cannot be read"),
        ("run.seed", "{ a = 1 }", "`run.seed` is a table"),
        ("run.seed", "[1", "`run.seed` is \"[1\""),
        ("run.sed", "1", "did you mean `run.seed`?"),
        ("", "1", "-s"),
        ("a\nb", "1", "-s"),
        ("\"", "\"", "-s"),
        ("register.*.mised", "0", "did you mean `register.*.missed`?"),
    ] {
        let message = ask(key, value).expect_err("it is refused");
        assert!(message.replace('\u{fffd}', " ").contains(expected), "{expected:?}:\n{message}");
        assert_eq!(message.matches("error: ").count(), 1, "{message}");
    }
}

#[test]
fn files_that_are_no_text_are_refused_with_the_line() {
    go_to_the_root();
    let folder = Path::new("target/tmp/refused");
    fs::create_dir_all(folder).expect("it can be made");
    for (name, bytes, expected) in [
        ("latin.toml", &b"schema = 1\n# caf\xe9\n"[..], "line 2 is not text in UTF-8"),
        ("utf16.toml", &b"\xff\xfes\0c\0"[..], "line 1 is not text in UTF-8"),
        ("nul.toml", &b"schema = 1\n\0\n"[..], "this is not TOML"),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("it can be written");
        let name = path.to_str().expect("it is UTF-8");
        let message = told(&read(name, &Overrides::default()).expect_err("it is refused"));
        assert!(message.contains(expected) && message.contains(name), "{message}");
    }
    for (name, expected) in [("/dev/zero", "it is not a file"), ("target", "it is a folder")] {
        let message = told(&read(name, &Overrides::default()).expect_err("it is refused"));
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_retired_key_is_refused_with_its_present_name_as_the_hint() {
    for (key, meant) in [
        ("register.legal.phantom", "register.legal.spurious"),
        ("register.*.phantom", "register.*.spurious"),
    ] {
        let set = vec![(key.to_owned(), "0.1".to_owned())];
        let overrides = Overrides { set, ..Overrides::default() };
        let mistakes = read("as-reported", &overrides).expect_err("the key is retired");
        let hint = format!("did you mean `{meant}`?");
        assert!(mistakes.iter().any(|it| it.to_string().contains(&hint)), "{}", mistakes[0]);
    }
}

/// A number outside the range of its author is refused wherever it is set, and admitted where that is asked
/// for: then it is listed, and stays so in the spelled-out file.
#[test]
fn a_number_beyond_its_range_is_refused_or_listed() {
    let row = |to: &str, more: &str| {
        reform(&format!("[[change]]\npath = \"cameras.missed\"\nto = {to}\nwhy = \"so\"\n{more}"))
    };
    let society = |value: &str| reform(&format!("[conduct.taxes]\nrate = {value}"));
    let range = "must be within its author's range, 0 to 0.5";
    let texts = [
        (
            row("0.6", ""),
            "`cameras.missed` is 0.6, but",
            range,
            "cameras.missed = 0.6 (range: 0 to 0.5)",
        ),
        (
            row("0.6", "from_day = 100"),
            "my.toml:9:6",
            range,
            "cameras.missed = 0.6 from day 100 (range: 0 to 0.5)",
        ),
        (
            row("{ value = 0.8, range = [0, 0.7] }", ""),
            "my.toml:9:16",
            "0 to 0.7",
            "cameras.missed = 0.8 (range: 0 to 0.7)",
        ),
    ];
    let admitted = Overrides { beyond_range: true, ..Overrides::default() };
    for (text, place, range, listed) in texts {
        refused(&text, &[place, range, "hint: with --beyond-range"]);
        let once = parse("my.toml", &text, &admitted).expect("it is admitted");
        let lines: Vec<String> = once.beyond_range.iter().map(ToString::to_string).collect();
        assert_eq!(lines, [listed]);
        let again = parse("lock.toml", &once.resolved, &admitted).expect("it is admitted");
        assert_eq!(
            (again.beyond_range, again.resolved),
            (once.beyond_range, once.resolved.clone())
        );
        parse("lock.toml", &once.resolved, &Overrides::default())
            .expect_err("it is refused as well");
    }
    let own = row("{ value = 0.6, range = [0.5, 0.7] }", "");
    assert!(
        parse("my.toml", &own, &Overrides::default())
            .expect("it is its own")
            .beyond_range
            .is_empty()
    );
    refused(&society("5"), &["my.toml:8:8", "author's range"]);
    let inside = parse("my.toml", &society("1"), &Overrides::default()).expect("it is within");
    assert!(inside.settings["conduct.taxes.rate"].range.is_some(), "the range stays");
    let many = vec![("register.*.missed".to_owned(), "0.9".to_owned())];
    let mistakes = read("as-reported", &Overrides { set: many, ..Overrides::default() });
    let mistakes = mistakes.expect_err("it is refused");
    assert_eq!(mistakes.len(), 1, "{}", told(&mistakes));
    assert_eq!(mistakes[0].source.name, "-s");
}

/// A policy in place of a scenario is one mistake, by its text or by its name.
#[test]
fn a_policy_is_no_scenario() {
    go_to_the_root();
    for (name, said) in [
        ("policies/fines-only.toml", "this is a policy, and no scenario"),
        ("fines-only", "a policy has this name: nosedive policies fines-only"),
    ] {
        let mistakes = read(name, &Overrides::default()).expect_err("it is no scenario");
        assert_eq!(mistakes.len(), 1, "{}", told(&mistakes));
        assert!(told(&mistakes).contains(said), "{}", told(&mistakes));
    }
}

/// Settings asked for twice are refused, and both places are named; so is a title that fills a screen.
#[test]
fn what_is_set_twice_is_refused_with_both_places() {
    let set = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let twice = [
        (Some(2_000), set(&[("run.citizens", "3000")]), "by --citizens with 2000"),
        (None, set(&[("score.start", "500"), ("score.start", "510")]), "by -s with 500"),
    ];
    for (citizens, set, first) in twice {
        let asked = Overrides { citizens, set, ..Overrides::default() };
        let mistakes = read("as-reported", &asked).expect_err("it is set twice");
        let message = told(&mistakes);
        assert_eq!(mistakes.len(), 1, "{message}");
        assert!(message.contains("is set twice: here and") && message.contains(first), "{message}");
        assert!(message.contains("--> -s:1:"), "{message}");
    }
    let title = "x".repeat(201);
    refused(
        &format!("schema = 1\nextends = \"as-reported\"\n[scenario]\ntitle = \"{title}\"\n"),
        &["my.toml:4:9", "of at most 200 letters"],
    );
}

/// In the table of a twin, what is said of one setting holds before what is said of many, in any order.
#[test]
fn one_setting_of_a_twin_holds_before_a_pattern() {
    let [one, many] = ["\"register.legal.missed\" = 0.08", "\"register.*.missed\" = 0.01"];
    for set in [format!("{one}, {many}"), format!("{many}, {one}")] {
        let text = format!(
            "schema = 1\nextends = \"as-reported\"\nbaseline = \"no_scheme\"\n\
             [twins.a]\nsay = \"x\"\nset = {{ {set} }}\n"
        );
        let loaded = parse("my.toml", &text, &Overrides::default()).expect("it is valid");
        let missed = |register: &str| {
            loaded.settings[&format!("policies.a.register.{register}.missed")].number()
        };
        assert_eq!([missed("legal"), missed("financial")], [Some(0.08), Some(0.01)]);
    }
}
