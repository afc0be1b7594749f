//! Scenarios drawn at random: every mechanism of a policy and of a society can be in one. A failure
//! shrinks to few sections and simple numbers, and is printed as a file.

use std::fmt::{self, Write as _};

use lab::scenario::{Asked, Changes, parse};
use proptest::prelude::*;

/// A share in twentieths.
fn share() -> impl Strategy<Value = f64> + Clone {
    (0u8..=20).prop_map(|parts| f64::from(parts) / 20.0)
}

/// A small share in hundredths: a rate of errors.
fn rare() -> impl Strategy<Value = f64> + Clone {
    (0u8..=20).prop_map(|parts| f64::from(parts) / 100.0)
}

/// A scenario file with one policy of its own.
#[derive(Clone)]
pub(crate) struct Drawn {
    pub(crate) citizens: u32,
    pub(crate) days: u16,
    seed: u32,
    society: People,
    policy: Rules,
}

#[derive(Clone, Debug)]
struct People {
    busy: u8,
    debts: f64,
    livelihood: bool,
    certainty: bool,
    chilling: bool,
    players: f64,
    cut: f64,
    repays: f64,
    kin: u8,
}

#[derive(Clone, Debug)]
struct Rules {
    cameras: Option<(f64, u8, [f64; 2], bool)>,
    registers: [Option<Register>; 3],
    informants: Option<(f64, f64)>,
    score: Option<Score>,
    rules: Vec<Rule>,
    lists: Vec<List>,
    effects: Vec<Effect>,
    spread: Option<[f64; 4]>,
    earned_too: bool,
    appeal: Option<(f64, u8, f64, f64)>,
    everywhere: bool,
    stake: f64,
}

#[derive(Clone, Debug)]
struct Register {
    delay: u8,
    missed: f64,
    false_link: f64,
    phantom: f64,
    weight: f64,
}

#[derive(Clone, Debug)]
struct Score {
    start: f64,
    width: u16,
    update: usize,
    half_life: Option<u16>,
    bands: Vec<f64>,
}

#[derive(Clone, Debug)]
struct Rule {
    conduct: usize,
    watch: usize,
    kept: u8,
    broken: u8,
    repeat: bool,
    cap: Option<u8>,
    fine: f64,
    warning: bool,
}

#[derive(Clone, Debug)]
struct List {
    red: bool,
    below: Option<f64>,
    from: Option<f64>,
    debt: Option<u8>,
    charge: Option<usize>,
    association: f64,
    after: Option<u8>,
    exit: Option<f64>,
    repair: bool,
    notice: u8,
}

#[derive(Clone, Debug)]
struct Effect {
    gate: usize,
    does: usize,
    size: f64,
    bands: Vec<usize>,
    lists: Vec<usize>,
    falls_on: usize,
}

const CONDUCTS: [&str; 12] = [
    "driving",
    "recycling",
    "bills",
    "speaking",
    "charity",
    "volunteering",
    "crossing",
    "court-debt",
    "travel",
    "appointment",
    "taxes",
    "late-gaming",
];
const WATCHES: [&str; 5] = ["cameras", "financial", "legal", "medical", "people"];
const REGISTERS: [&str; 3] = ["financial", "legal", "medical"];
const UPDATES: [&str; 4] = ["real-time", "daily", "monthly", "yearly"];
const GATES: [&str; 8] =
    ["flight", "rail", "school", "job", "hospital", "internet", "fare", "venue"];
const DOES: [&str; 7] = ["refuse", "slow", "hurry", "discount", "throttle", "fine", "admit"];
const FALLS: [&str; 3] = ["oneself", "household", "children"];

/// Scenarios of every kind.
pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    (60u32..500, 5u16..60, any::<u32>(), people(), rules()).prop_map(
        |(citizens, days, seed, society, policy)| Drawn { citizens, days, seed, society, policy },
    )
}

fn people() -> impl Strategy<Value = People> {
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    (1u8..12, share(), switches, share(), share(), share(), 0u8..4).prop_map(
        |(busy, debts, (livelihood, certainty, chilling), players, cut, repays, kin)| People {
            busy,
            debts,
            livelihood,
            certainty,
            chilling,
            players,
            cut,
            repays,
            kin,
        },
    )
}

fn rules() -> impl Strategy<Value = Rules> {
    let register = || {
        let parts = (0u8..12, rare(), rare(), share(), share());
        let made = parts.prop_map(|(delay, missed, false_link, phantom, weight)| Register {
            delay,
            missed,
            false_link,
            phantom,
            weight,
        });
        proptest::option::of(made)
    };
    let seen = (
        proptest::option::of((share(), 0u8..8, [rare(), rare()], any::<bool>())),
        [register(), register(), register()],
        proptest::option::of((share(), share())),
    );
    let standing = (
        proptest::option::weighted(0.8, score()),
        proptest::collection::vec(rule(), 0..8),
        proptest::collection::vec(list(), 0..5),
        proptest::collection::vec(effect(), 0..7),
    );
    let rest = (
        proptest::option::of([rare(), rare(), rare(), rare()]),
        any::<bool>(),
        proptest::option::of((share(), 1u8..30, share(), share())),
        any::<bool>(),
        share(),
    );
    (seen, standing, rest).prop_map(
        |(
            (cameras, registers, informants),
            (score, rules, lists, effects),
            (spread, earned_too, appeal, everywhere, stake),
        )| Rules {
            cameras,
            registers,
            informants,
            score,
            rules,
            lists,
            effects,
            spread,
            earned_too,
            appeal,
            everywhere,
            stake,
        },
    )
}

fn score() -> impl Strategy<Value = Score> {
    let bands = proptest::collection::vec(share(), 0..3);
    (share(), 10u16..900, 0usize..4, proptest::option::of(10u16..400), bands).prop_map(
        |(start, width, update, half_life, bands)| Score { start, width, update, half_life, bands },
    )
}

fn rule() -> impl Strategy<Value = Rule> {
    let parts = (0usize..12, 0usize..5, 0u8..12, 0u8..60);
    let more = (any::<bool>(), proptest::option::of(0u8..4), rare(), any::<bool>());
    (parts, more).prop_map(|((conduct, watch, kept, broken), (repeat, cap, fine, warning))| Rule {
        conduct,
        watch,
        kept,
        broken,
        repeat,
        cap,
        fine,
        warning,
    })
}

fn list() -> impl Strategy<Value = List> {
    use proptest::option::of;
    let entry = (of(share()), of(share()), of(1u8..20), of(0usize..12), share());
    let exit = (of(1u8..30), of(share()), any::<bool>());
    (any::<bool>(), entry, exit, 0u8..6).prop_map(
        |(red, (below, from, debt, charge, association), (after, exit, repair), notice)| List {
            red,
            below,
            from,
            debt,
            charge,
            association,
            after,
            exit,
            repair,
            notice,
        },
    )
}

fn effect() -> impl Strategy<Value = Effect> {
    let some = || proptest::collection::vec(0usize..4, 0..3);
    (0usize..8, 0usize..7, share(), some(), some(), 0usize..3).prop_map(
        |(gate, does, size, bands, lists, falls_on)| Effect {
            gate,
            does,
            size,
            bands,
            lists,
            falls_on,
        },
    )
}

impl fmt::Debug for Drawn {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "\n{}", self.text())
    }
}

impl Drawn {
    /// The scenario as it is read; one that is refused is a mistake of the generator or the reader.
    pub(crate) fn asked(&self) -> Asked {
        let text = self.text();
        parse("drawn.toml", &text, &Changes::default()).unwrap_or_else(|mistakes| {
            let told: String = mistakes.iter().map(ToString::to_string).collect();
            panic!("{told}\n{text}")
        })
    }

    /// The scenario as a file.
    pub(crate) fn text(&self) -> String {
        let People { busy, debts, livelihood, certainty, chilling, players, cut, repays, kin } =
            self.society;
        let mut text = format!(
            "schema = 1\nsociety = \"as-reported\"\npolicy = \"drawn\"\nbaseline = \"none\"\n\
             [scenario]\nid = \"drawn\"\ntitle = \"A scenario drawn at random\"\nquestion = \"Do the laws hold?\"\n\
             status = \"a check\"\nlicence = \"CC0-1.0\"\nnot_for = \"anything else\"\n\
             [run]\ncitizens = {}\ndays = {}\nseed = {}\n\
             [stop]\nmeasure = \"restricted.ever\"\nwithin = 0.05\nworlds = 1\n\
             [twins.none]\nsay = \"no scheme\"\npolicy = \"none\"\n\
             [population]\nkin = {kin}\n[livelihood]\nenabled = {livelihood}\n\
             [response]\nchilling = {chilling}\ncut = {cut}\n[response.certainty]\nenabled = {certainty}\n\
             [response.gaming]\nplayers = {players}\n[response.repayment]\nunlisted = {repays}\nlisted = {repays}\n\
             [conduct.court-debt]\nrate = {debts}\n[visit.meeting]\nrate = {busy}\n[visit.hospital]\nrate = {busy}\n\
             [visit.flight]\nrate = {busy}\n[conduct.driving]\nrate = {}\n[conduct.taxes]\nrate = {busy}\n\
             [conduct.charity]\nrate = {busy}\n",
            self.citizens,
            self.days,
            self.seed,
            3 * u32::from(busy),
        );
        self.policy.write(&mut text);
        text
    }
}

impl Rules {
    fn write(&self, text: &mut String) {
        let mut put = |section: &str, body: String| {
            let _ = write!(text, "[policies.drawn.{section}]\n{body}");
        };
        put(
            "policy",
            format!(
                "title = \"drawn\"\nsay = \"drawn\"\neverywhere = {}\nstake = {}\n",
                self.everywhere, self.stake
            ),
        );
        if let Some((per_head, gallery, [river, hill], stick)) = self.cameras {
            put(
                "cameras",
                format!(
                    "enabled = true\nper_head = {per_head}\nreach = 2\npasses = 3\ngallery = {}\nfalse_match = 1e-7\n\
                     quality = 1\nmissed = {river}\nlookalikes_stick = {stick}\n",
                    10u64.pow(gallery.into())
                ),
            );
            put("cameras.false_match_by_group", "hill = 3\n".to_owned());
            put("cameras.missed_by_group", format!("hill = {}\n", 1.0 + hill));
        }
        for (name, register) in REGISTERS.iter().zip(&self.registers) {
            if let Some(Register { delay, missed, false_link, phantom, weight }) = register {
                put(
                    &format!("register.{name}"),
                    format!(
                        "enabled = true\ndelay = {delay}\nmissed = {missed}\nfalse_link = {false_link}\n\
                         phantom = {phantom}\nweight = {weight}\n"
                    ),
                );
            }
        }
        if let Some((tells, lies)) = self.informants {
            put("informants", format!("enabled = true\ntells = {tells}\nlies = {lies}\n"));
        }
        let bands = self.score.as_ref().map_or_else(Vec::new, |score| score.write(&mut put));
        for (number, rule) in self.rules.iter().enumerate() {
            let earlier = &self.rules[..number];
            if earlier.iter().all(|one| one.conduct != rule.conduct) {
                put(&format!("rule.{}", CONDUCTS[rule.conduct]), rule.text(self.score.is_some()));
            }
        }
        for (number, list) in self.lists.iter().enumerate() {
            put(&format!("list.l{number}"), list.text(self.score.as_ref()));
        }
        for (number, effect) in self.effects.iter().enumerate() {
            put(&format!("effect.e{number}"), effect.text(bands.len(), self.lists.len()));
        }
        if let Some([household, kin, circle, team]) = self.spread {
            put(
                "spread",
                format!(
                    "household = {household}\nkin = {kin}\ncircle = {circle}\nteam = {team}\nearned_too = {}\n",
                    self.earned_too
                ),
            );
        }
        if let Some((lodged, delay, if_wrong, if_right)) = self.appeal {
            put(
                "appeal",
                format!(
                    "enabled = true\nlodged = {lodged}\ndelay = {delay}\nif_wrong = {if_wrong}\nif_right = {if_right}\n"
                ),
            );
        }
    }
}

impl Score {
    /// A score at this share of the scale.
    fn at(&self, share: f64) -> f64 {
        f64::from(self.width) * share
    }

    /// Writes the scale and its bands, and tells where the bands begin.
    fn write(&self, put: &mut impl FnMut(&str, String)) -> Vec<f64> {
        let half_life =
            self.half_life.map_or_else(String::new, |days| format!("half_life = {days}\n"));
        put(
            "score",
            format!(
                "enabled = true\nstart = {}\nfloor = 0\ncap = {}\nupdate = \"{}\"\n{half_life}",
                self.at(self.start),
                self.width,
                UPDATES[self.update]
            ),
        );
        let mut bands: Vec<f64> = self.bands.iter().map(|&share| self.at(share)).collect();
        bands.push(0.0);
        bands.sort_by(f64::total_cmp);
        bands.dedup();
        for (number, from) in bands.iter().enumerate() {
            put(&format!("band.b{number}"), format!("from = {from}\n"));
        }
        bands
    }
}

impl Rule {
    fn text(&self, scored: bool) -> String {
        let points = if scored {
            format!("kept = {}\nbroken = -{}\n", self.kept, self.broken)
        } else {
            String::new()
        };
        let cap = self.cap.map_or_else(String::new, |times| format!("monthly_cap = {times}\n"));
        format!(
            "watch = \"{}\"\n{points}repeat = {}\n{cap}fine = {}\nwarning = {}\n",
            WATCHES[self.watch],
            if self.repeat { 1.5 } else { 1.0 },
            self.fine,
            self.warning
        )
    }
}

impl List {
    fn text(&self, score: Option<&Score>) -> String {
        let mut text = format!(
            "color = \"{}\"\nassociation = {}\nexit_repair = {}\nnotice = {}\n",
            if self.red { "red" } else { "black" },
            self.association,
            self.repair,
            self.notice
        );
        if let Some(score) = score {
            for (key, share) in [
                ("enters_below", self.below),
                ("enters_from", self.from),
                ("exit_score", self.exit),
            ] {
                if let Some(share) = share {
                    let _ = writeln!(text, "{key} = {}", score.at(share));
                }
            }
        }
        if let Some(days) = self.debt {
            let _ = writeln!(text, "debt_unpaid = {days}");
        }
        if let Some(conduct) = self.charge {
            let _ = writeln!(text, "charges = [\"{}\"]", CONDUCTS[conduct]);
        }
        if let Some(days) = self.after {
            let _ = writeln!(text, "exit_after = {days}");
        }
        text
    }
}

impl Effect {
    fn text(&self, bands: usize, lists: usize) -> String {
        let named = |letter: char, of: &[usize], all: usize| {
            let names = of.iter().filter(|&&one| one < all).map(|one| format!("\"{letter}{one}\""));
            format!("[{}]", names.collect::<Vec<_>>().join(", "))
        };
        let does = DOES[self.does];
        // A fine and an admission have one addressee, and a fine no gate.
        let falls_on =
            if ["fine", "admit"].contains(&does) { FALLS[0] } else { FALLS[self.falls_on] };
        let gate = if does == "fine" {
            String::new()
        } else {
            format!("gate = \"{}\"\n", GATES[self.gate])
        };
        let size = if does == "admit" { String::new() } else { format!("size = {}\n", self.size) };
        format!(
            "{gate}bands = {}\nlists = {}\ndoes = \"{does}\"\n{size}context = \"health\"\nfalls_on = \"{falls_on}\"\n",
            named('b', &self.bands, bands),
            named('l', &self.lists, lists),
        )
    }
}
