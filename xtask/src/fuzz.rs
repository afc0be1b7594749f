//! Random input for the reader of scenarios: `cargo xtask fuzz [MINUTES] [SEED]`.
//!
//! The files that ship and the refused ones are mutated, and the reader must answer each with a
//! scenario or with mistakes: no panic, no hang, little memory. What it accepts must resolve to a
//! text that it accepts, too, and that resolves to itself.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lab::scenario::{Changes, POLICIES, SCENARIOS, parse, starter};
use society::chance::{Chance, Purpose};
use society::units::Seed;

/// No input may take longer.
const SLOW: Duration = Duration::from_secs(2);

/// No run may hold more [MiB].
const MEMORY: u64 = 200;

/// Draws from one seed, one after another.
struct Dice {
    chance: Chance,
    rolled: u32,
}

impl Dice {
    fn roll(&mut self) -> u32 {
        self.rolled = self.rolled.wrapping_add(1);
        self.chance.draw(Purpose::Event, self.rolled, 0, 0, 0)[0]
    }

    /// A whole number below `below`, which is not 0.
    fn below(&mut self, below: usize) -> usize {
        ((u64::from(self.roll()) * below as u64) >> 32) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Fuzzes for so many minutes and tells how it went.
pub(crate) fn fuzz(minutes: &str, seed: &str) -> ExitCode {
    let (Ok(minutes), Ok(seed)) = (minutes.parse::<f64>(), seed.parse::<u64>()) else {
        eprintln!("minutes and seed are numbers: cargo xtask fuzz 30 1");
        return ExitCode::from(2);
    };
    let corpus = corpus();
    let mut dice = Dice { chance: Chance::new(Seed(seed)), rolled: 0 };
    let began = Instant::now();
    let (mut inputs, mut admitted, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    let mut wrong = Vec::new();
    // What panics is told of once, below, with the input kept.
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    while began.elapsed().as_secs_f64() < minutes * 60.0 && wrong.len() < 20 {
        let text = mutated(&corpus, &mut dice);
        let clock = Instant::now();
        let answer = catch_unwind(AssertUnwindSafe(|| judged(&text)));
        let took = clock.elapsed();
        inputs += 1;
        slowest = slowest.max(took);
        let why = match answer {
            Ok(Ok(is_admitted)) => {
                admitted += u64::from(is_admitted);
                (took > SLOW).then(|| format!("took {} ms", took.as_millis()))
            }
            Ok(Err(why)) => Some(why),
            Err(_) => Some("panicked".to_owned()),
        };
        if let Some(why) = why {
            wrong.push((why, text));
        }
    }
    std::panic::set_hook(loud);
    let seconds = began.elapsed().as_secs_f64();
    let memory = peak();
    let kept = keep(&wrong);
    println!(
        "{inputs} inputs in {:.1} minutes ({:.0} a second), {admitted} admitted",
        seconds / 60.0,
        inputs as f64 / seconds
    );
    println!("slowest {} ms, peak {memory} MB, {} wrong", slowest.as_millis(), wrong.len());
    kept.iter().for_each(|line| println!("{line}"));
    let holds = wrong.is_empty() && memory <= MEMORY;
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the reader makes of a text: whether it is admitted, or what is wrong with the reader.
fn judged(text: &str) -> Result<bool, String> {
    let read = |name: &str, text: &str| parse(name, text, &Changes::default());
    let asked = match read("it.toml", text) {
        Ok(asked) => asked,
        Err(mistakes) if mistakes.is_empty() => return Err("refused without a mistake".to_owned()),
        Err(mistakes) => {
            let told: usize = mistakes.iter().map(|mistake| mistake.to_string().len()).sum();
            return if told > 1 << 20 { Err("told too much".to_owned()) } else { Ok(false) };
        }
    };
    let again = read("resolved.toml", &asked.resolved)
        .map_err(|mistakes| format!("what it resolves to is refused: {}", mistakes[0]))?;
    if again.resolved != asked.resolved {
        return Err("what it resolves to resolves to something else".to_owned());
    }
    if again.scenario.society() != asked.scenario.society() {
        return Err("what it resolves to is another society".to_owned());
    }
    Ok(true)
}

/// The texts that mutation begins with.
fn corpus() -> Vec<String> {
    let mut all: Vec<String> = SCENARIOS.iter().map(|(_, text)| (*text).to_owned()).collect();
    all.extend(POLICIES.iter().filter_map(|(name, _)| starter("it", name).ok()));
    let refused = fs::read_dir("scenarios/refused").into_iter().flatten().flatten();
    all.extend(refused.filter_map(|entry| fs::read_to_string(entry.path()).ok()));
    all.push("schema = 1\nextends = \"as-reported\"\n".to_owned());
    all
}

/// A text of the corpus with one to eight mutations.
fn mutated(corpus: &[String], dice: &mut Dice) -> String {
    let mut text = corpus[dice.below(corpus.len())].clone();
    for _ in 0..=dice.below(8) {
        text = mutation(text, corpus, dice);
    }
    text
}

fn mutation(text: String, corpus: &[String], dice: &mut Dice) -> String {
    const NUMBERS: [&str; 12] = [
        "nan", "inf", "-inf", "1e400", "-0.0", "9e99", "0", "-1", "0x7fffffffffffffff", "1.5",
        "9223372036854775807", "1e-320",
    ];
    const ODD: [&str; 10] =
        ["\u{0}", "\u{feff}", "é", "\u{1f600}", "\"", "'''", "[[", "]]", "*", "."];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        lines.push(String::new());
    }
    let at = dice.below(lines.len());
    match dice.below(11) {
        // A character goes, or an odd one comes.
        0 | 1 => {
            let mut letters: Vec<char> = lines[at].chars().collect();
            let place = dice.below(letters.len() + 1);
            if dice.below(2) == 0 && place < letters.len() {
                letters.remove(place);
            } else {
                letters.splice(place..place, dice.pick(&ODD).chars());
            }
            lines[at] = letters.into_iter().collect();
        }
        // A number becomes another.
        2 | 3 => {
            let line = lines[at].clone();
            if let Some(start) = line.find(|c: char| c.is_ascii_digit()) {
                let rest = &line[start..];
                let end = rest.find(|c: char| !(c.is_ascii_digit() || "._e-".contains(c)));
                let end = start + end.unwrap_or(rest.len());
                lines[at] = format!("{}{}{}", &line[..start], dice.pick(&NUMBERS), &line[end..]);
            }
        }
        4 => {
            lines.remove(at);
        }
        5 => {
            let line = lines[at].clone();
            lines.insert(dice.below(lines.len()), line);
        }
        6 => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
        // The end of another file.
        7 => {
            let other = &corpus[dice.below(corpus.len())];
            let from = dice.below(other.lines().count().max(1));
            lines.truncate(at);
            lines.extend(other.lines().skip(from).map(str::to_owned));
        }
        // Deep nesting, in three ways.
        8 => {
            let deep = 1 << dice.below(14);
            let nested = match dice.below(3) {
                0 => format!("deep = {}{}", "[".repeat(deep), "]".repeat(deep)),
                1 => format!("{}a = 1", "a.".repeat(deep)),
                _ => format!("deep = {}1{}", "{ a = ".repeat(deep), " }".repeat(deep)),
            };
            lines.insert(at, nested);
        }
        // Very long words and very many keys.
        9 => {
            let many = 1 << dice.below(12);
            if dice.below(2) == 0 {
                lines.insert(at, format!("long = \"{}\"", "x".repeat(many * 16)));
            } else {
                lines.extend((0..many).map(|number| format!("key{number} = {number}")));
            }
        }
        // A change of a reform.
        _ => {
            let path = lines[at].split(['=', '[', ']', ' ']).find(|part| !part.is_empty());
            let path = path.unwrap_or("*").replace(['"', '\\'], "");
            let (to, day) = (dice.pick(&NUMBERS), dice.below(3) * 700);
            lines.push(format!(
                "[[change]]\npath = \"{path}\"\nto = {to}\nfrom_day = {day}\nwhy = \"fuzz\""
            ));
        }
    }
    lines.join("\n")
}

/// The most memory that the process has held [MB].
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kib.unwrap_or(0) / 1000
}

/// Keeps the inputs that something was wrong with, and says where.
fn keep(wrong: &[(String, String)]) -> Vec<String> {
    let folder = "target/fuzz";
    let made = wrong.is_empty() || fs::create_dir_all(folder).is_ok();
    let line = |(number, (why, text)): (usize, &(String, String))| {
        let path = format!("{folder}/{number}.toml");
        let kept = made && fs::write(&path, text).is_ok();
        format!("{path}: {why}{}", if kept { "" } else { " (not kept)" })
    };
    wrong.iter().enumerate().map(line).collect()
}
