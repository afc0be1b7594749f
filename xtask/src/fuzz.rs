//! The reader of scenarios against inputs that nobody would write.
//!
//! Each input is a pure function of the seed and its number, so that a failure is found again by
//! both, even one that takes the whole process with it.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use reader::{LoadedScenario, Overrides, POLICIES, SCENARIOS, parse};
use society::chance::{Address, Chance, Purpose};
use society::scenario::{Scenario, Twin};
use society::units::Seed;

/// The slowest that the reader may be [s].
const SLOWEST: Duration = Duration::from_secs(2);

/// The most memory that the process may have held [KiB].
const MOST_MEMORY: u64 = 200 << 10;

/// Where inputs are kept that made something fail.
const FOLDER: &str = "target/fuzz";

/// Reads mutated scenarios for so many minutes.
pub(crate) fn run(minutes: &str, seed: &str) -> ExitCode {
    let (Ok(minutes), Ok(seed)) = (minutes.parse::<f64>(), seed.parse()) else {
        eprintln!("cargo xtask fuzz [MINUTES] [SEED]: both are numbers");
        return ExitCode::from(2);
    };
    if let Err(error) = fs::create_dir_all(FOLDER) {
        eprintln!("{FOLDER}: {error}");
        return ExitCode::FAILURE;
    }
    // A panic is counted and its input kept; its message would be told a thousand times.
    std::panic::set_hook(Box::new(|_| {}));
    let corpus = corpus();
    let end = Duration::from_secs_f64(minutes.clamp(0.0, 10_000.0) * 60.0);
    let mut tally = Tally::default();
    let start = Instant::now();
    while start.elapsed() < end {
        let input = Luck::new(seed, tally.inputs).input(&corpus);
        tally.read(&input);
    }
    tally.told(start.elapsed(), seed)
}

/// Every file that ships, some that are spelled out, and every one that is refused; those that are
/// admitted first.
fn corpus() -> Corpus {
    let shipped = SCENARIOS.iter().chain(&POLICIES).map(|(_, text)| (*text).to_owned());
    let refused = fs::read_dir("scenarios/refused").into_iter().flatten().flatten();
    let mut refused: Vec<_> = refused.map(|entry| entry.path()).collect();
    refused.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    refused.sort();
    let refused = refused.iter().filter_map(|path| fs::read_to_string(path).ok());
    let resolved = SCENARIOS
        .iter()
        .filter_map(|(name, text)| Some(parse(name, text, &Overrides::default()).ok()?.resolved));
    let files: Vec<String> = resolved.chain(shipped).chain(refused).collect();
    Corpus { files, admitted: 2 * SCENARIOS.len() }
}

/// The parts of inputs.
struct Corpus {
    files: Vec<String>,
    /// How many of them, from the first on, are admitted as they are.
    admitted: usize,
}

/// Findings so far.
#[derive(Default)]
struct Tally {
    inputs: u32,
    admitted: u32,
    failures: u32,
    slowest: Duration,
}

impl Tally {
    fn read(&mut self, input: &str) {
        let start = Instant::now();
        let found = catch_unwind(AssertUnwindSafe(|| survives(input)));
        let took = start.elapsed();
        match found {
            Err(_) => self.fails("panic", input),
            Ok(Err(why)) => self.fails(&why, input),
            Ok(Ok(_)) if took > SLOWEST => {
                self.fails(&format!("slow, {:.1} s", took.as_secs_f64()), input);
            }
            Ok(Ok(is_admitted)) => self.admitted += u32::from(is_admitted),
        }
        self.slowest = self.slowest.max(took);
        self.inputs += 1;
    }

    fn fails(&mut self, why: &str, input: &str) {
        let path = Path::new(FOLDER).join(format!("{}.toml", self.inputs));
        let kept = if fs::write(&path, input).is_ok() { "kept" } else { "not kept" };
        self.failures += 1;
        if self.failures <= 20 {
            println!("input {}, {kept}: {why}", self.inputs);
        }
    }

    fn told(&self, took: Duration, seed: u64) -> ExitCode {
        let Tally { inputs, admitted, failures, slowest } = self;
        let rate = f64::from(*inputs) / took.as_secs_f64();
        let peak = peak_memory();
        println!("seed {seed}: {inputs} inputs, {rate:.0} a second, {admitted} admitted");
        println!("slowest {:.0} ms, peak memory {} MiB", slowest.as_secs_f64() * 1e3, peak >> 10);
        println!("{failures} failures");
        if *failures == 0 && peak <= MOST_MEMORY { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// The most memory that this process has held [KiB]; nothing where the system does not say.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0)
}

/// Whether an input is admitted; an error where one that is does not survive being spelled out,
/// or where it is refused without a word or with too many.
fn survives(input: &str) -> Result<bool, String> {
    let read = |text: &str| parse("scenarios/fuzz.toml", text, &Overrides::default());
    let once = match read(input) {
        Ok(asked) => asked,
        Err(mistakes) => {
            let told: usize = mistakes.iter().map(|mistake| mistake.to_string().len()).sum();
            let is_fine = (1..200_000).contains(&told);
            return if is_fine { Ok(false) } else { Err(format!("{told} bytes of messages")) };
        }
    };
    let again = read(&once.resolved).map_err(|mistakes| {
        let first = mistakes.first().map_or_else(String::new, ToString::to_string);
        format!("what it resolves to is refused: {first}")
    })?;
    if again.resolved != once.resolved {
        return Err("what it resolves to resolves to something else".to_owned());
    }
    if nameless(&again) != nameless(&once) || again.stop != once.stop || again.id != once.id {
        return Err("what it resolves to means something else".to_owned());
    }
    Ok(true)
}

/// A scenario without the names of its policies, which spelling out changes.
fn nameless(asked: &LoadedScenario) -> Option<Scenario> {
    let twin = |twin: &Twin| {
        let mut twin = twin.clone();
        twin.policy.name.clear();
        twin.later.iter_mut().for_each(|stage| stage.policy.name.clear());
        twin
    };
    let of = &asked.scenario;
    let twins = of.twins().iter().map(twin).collect();
    Scenario::validated(of.society().clone(), twins, of.baseline(), of.seed()).ok()
}

/// Settings that changes are made of.
const PATHS: [&str; 23] = [
    "register.*.missed",
    "score.enabled",
    "appeal.enabled",
    "list.untrustworthy.exit_after",
    "effect.*.size",
    "population.kin",
    "scenario.title",
    "scenario.id",
    "twins.no_scheme.say",
    "policy.say",
    "*.*",
    "*",
    "",
    "policy",
    "baseline",
    "run.days",
    "score.update",
    "spread.kin",
    "band.warned.from",
    "rule.bills.monthly_cap",
    "source.x.title",
    "reform.id",
    "stop.worlds",
];

/// Values that settings are changed to.
const VALUES: [&str; 36] = [
    "nan",
    "inf",
    "-inf",
    "1e400",
    "-0",
    "-0.0",
    "9e99",
    "1e-320",
    "0",
    "1",
    "2",
    "30",
    "0.5",
    "-1",
    "0x7fffffffffffffff",
    "99999999999999999999",
    "true",
    "false",
    "\"\"",
    "[]",
    "{}",
    "[[]]",
    "\"\\n\\\"\"",
    "\"\\u0000\\u001b\"",
    "\"a.b\"",
    "\"daily\"",
    "1979-05-27",
    "\"as-reported\"",
    "\"none\"",
    "'''\na'''",
    "[1, 2]",
    "[\"warned\", \"a\\tb\"]",
    "{ value = 1 }",
    "{ value = 0.5, unit = \"x\" }",
    "{ value = 2, range = [2, 2], src = \"assumed\" }",
    "{ value = true, src = \"assumed\" }",
];

/// Letters that editors and terminals make something of.
const LETTERS: [&str; 7] =
    ["\u{feff}", "\u{0}", "\u{1f600}", "\u{202e}", "e\u{301}", "\r\n", "\u{85}"];

/// The draws of one input.
struct Luck {
    chance: Chance,
    input: u32,
    drawn: u32,
}

impl Luck {
    fn new(seed: u64, input: u32) -> Luck {
        Luck { chance: Chance::new(Seed(seed)), input, drawn: 0 }
    }

    /// A number below `end`; 0 where that is 0.
    fn below(&mut self, end: usize) -> usize {
        let [draw, ..] = self.chance.draw(Address {
            who: self.input,
            whom: self.drawn,
            ..Address::of(Purpose::Event)
        });
        self.drawn += 1;
        draw.below(end as u32) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A file of the corpus, changed a few times.
    fn input(&mut self, corpus: &Corpus) -> String {
        let is_tame = self.below(2) == 0;
        let from = if is_tame { corpus.admitted } else { corpus.files.len() };
        let mut bytes = corpus.files[self.below(from)].clone().into_bytes();
        for _ in 0..=self.below(4) {
            match self.below(4) {
                0..=2 if is_tame => self.nudge(&mut bytes),
                3 if is_tame => self.change_setting(&mut bytes),
                _ => self.mutate(&mut bytes, corpus),
            }
            bytes.truncate(1 << 20);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>, corpus: &Corpus) {
        match self.below(14) {
            0 => self.flip(bytes),
            1 => {
                let (start, end) = self.span(bytes, 40);
                bytes.drain(start..end);
            }
            2 => {
                let (start, end) = self.span(bytes, 400);
                let copied = bytes[start..end].to_vec();
                self.put(bytes, &copied);
            }
            3 => {
                let other = corpus.files[self.below(corpus.files.len())].as_bytes();
                let (cut, from) = (self.below(bytes.len() + 1), self.below(other.len() + 1));
                bytes.truncate(cut);
                bytes.extend(&other[from..]);
            }
            4 => self.swap_lines(bytes),
            5..=7 => self.replace_value(bytes),
            8 => self.repeat_line(bytes),
            9 => self.drop_line(bytes),
            10 => self.nest(bytes),
            11 => {
                let letter = self.of(&LETTERS);
                self.put(bytes, letter.as_bytes());
            }
            12 => self.borrow_line(bytes, corpus),
            _ => self.change_setting(bytes),
        }
    }

    fn span(&mut self, bytes: &[u8], longest: usize) -> (usize, usize) {
        let start = self.below(bytes.len() + 1);
        (start, (start + self.below(longest)).min(bytes.len()))
    }

    fn put(&mut self, bytes: &mut Vec<u8>, more: &[u8]) {
        let at = self.below(bytes.len() + 1);
        bytes.splice(at..at, more.iter().copied());
    }

    fn flip(&mut self, bytes: &mut [u8]) {
        if !bytes.is_empty() {
            let at = self.below(bytes.len());
            bytes[at] ^= 1 << self.below(8);
        }
    }

    /// Makes something else of the lines of a text; there is one at least.
    fn lines(&mut self, bytes: &mut Vec<u8>, make: impl Fn(&mut Luck, &mut Vec<Vec<u8>>)) {
        let lines = bytes.split(|byte| *byte == b'\n');
        let mut lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
        make(self, &mut lines);
        *bytes = lines.join(&b'\n');
    }

    fn swap_lines(&mut self, bytes: &mut Vec<u8>) {
        self.lines(bytes, |luck, lines| {
            let (one, other) = (luck.below(lines.len()), luck.below(lines.len()));
            lines.swap(one, other);
        });
    }

    fn repeat_line(&mut self, bytes: &mut Vec<u8>) {
        let times = self.of(&[1, 1, 2, 2000]);
        self.lines(bytes, |luck, lines| {
            let line = lines[luck.below(lines.len())].clone();
            let at = luck.below(lines.len());
            lines.splice(at..at, std::iter::repeat_n(line, times));
        });
    }

    fn drop_line(&mut self, bytes: &mut Vec<u8>) {
        self.lines(bytes, |luck, lines| {
            lines.remove(luck.below(lines.len()));
        });
    }

    fn borrow_line(&mut self, bytes: &mut Vec<u8>, corpus: &Corpus) {
        let other: Vec<&str> = corpus.files[self.below(corpus.files.len())].lines().collect();
        let Some(line) = other.get(self.below(other.len())) else { return };
        self.lines(bytes, |luck, lines| {
            let at = luck.below(lines.len());
            lines.insert(at, line.as_bytes().to_vec());
        });
    }

    /// Another value after one of the equals signs.
    fn replace_value(&mut self, bytes: &mut Vec<u8>) {
        let value = self.of(&VALUES);
        let signs: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'=').collect();
        let Some(&sign) = signs.get(self.below(signs.len())) else { return };
        let end = self.of(b",\n");
        let is_end = |byte: &u8| *byte == end || *byte == b'\n';
        let rest = &bytes[sign + 1..];
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        bytes.splice(sign + 1..sign + 1 + length, format!(" {value}").bytes());
    }

    /// Another value of a number within its range: an end, or the middle.
    fn nudge(&mut self, bytes: &mut Vec<u8>) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        *bytes = text.clone().into_bytes();
        let (which, line) = (self.below(3), self.below(text.len() + 1));
        let Some(found) = text.get(line..).and_then(|rest| rest.find("value = ")) else { return };
        let start = line + found + "value = ".len();
        let rest = text[start..].lines().next().unwrap_or("");
        let parts = rest.split_once(", range = [").and_then(|(value, rest)| {
            let (low, high) = rest.split_once(']')?.0.split_once(", ")?;
            let number = |text: &str| text.replace('_', "").parse::<f64>().ok();
            Some((value.len(), number(low)?, number(high)?))
        });
        let Some((length, low, high)) = parts else { return };
        let value = [low, high, (low + high) / 2.0][which];
        bytes.splice(start..start + length, value.to_string().bytes());
    }

    /// Much within much.
    fn nest(&mut self, bytes: &mut Vec<u8>) {
        let times = self.of(&[3, 15, 17, 70, 90, 3000]);
        let piece = self.of(&["[", "{a=", "a.", "[[", "\"a\".", "]", "}"]);
        self.put(bytes, piece.repeat(times).as_bytes());
    }

    /// One more change of a reform.
    fn change_setting(&mut self, bytes: &mut Vec<u8>) {
        let (path, value) = (self.of(&PATHS), self.of(&VALUES));
        let when = self.of(&["", "from_day = 1\n", "from_day = 700\n", "policy = \"none\"\n"]);
        let change = format!("\n[[change]]\npath = \"{path}\"\nto = {value}\n{when}");
        bytes.extend(change.bytes());
    }
}
