//! Sections of a policy file, read into a `Policy`.

use society::scenario::{
    Appeal, Band, Bounds, Cameras, CauseSet, Color, Conduct, Context, Effect, EffectKind,
    EffectTarget, EntryRule, ExitRule, Gate, Informants, List, Policy, Register, RegisterRules,
    Rule, ScoreRules, Spread, Update, Watch,
};
use society::units::{Points, Score, Share};

use super::document::Document;
use super::objection_section::objections;
use super::society_section::{per_year, rate_or_never, share};

const WATCH: [(&str, Watch); 5] = [
    ("cameras", Watch::Cameras),
    ("financial", Watch::Register(Register::Financial)),
    ("legal", Watch::Register(Register::Legal)),
    ("medical", Watch::Register(Register::Medical)),
    ("people", Watch::People),
];

const UPDATE: [(&str, Update); 4] = [
    ("real-time", Update::RealTime),
    ("daily", Update::Daily),
    ("monthly", Update::Monthly),
    ("yearly", Update::Yearly),
];

const FALLS_ON: [(&str, EffectTarget); 3] = [
    ("oneself", EffectTarget::Oneself),
    ("household", EffectTarget::Household),
    ("children", EffectTarget::Children),
];

/// The policy that a document describes, for a society with these groups.
pub(super) fn policy(from: &mut Document, name: &str, groups: &[String]) -> Policy {
    from.word("policy.title");
    from.word("policy.say");
    let bands = bands(from);
    let lists = from.names("list", Policy::LISTS);
    let band_names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
    Policy {
        name: name.to_owned(),
        cameras: cameras(from, groups),
        registers: Register::ALL.map(|register| register_rules(from, register, groups)),
        informants: informants(from),
        rules: Conduct::ALL.map(|conduct| rule(from, conduct)),
        score: score(from),
        effects: effects(from, &band_names, &lists),
        lists: lists.into_iter().map(|name| list(from, name)).collect(),
        everywhere: from.flag("policy.everywhere"),
        spread: spread(from),
        appeal: appeal(from),
        objections: objections(from),
        looked_up: Share::clamped(from.number_or("policy.looked_up", Bounds::SHARE, 0.0)),
        counted: CauseSet::ALL,
        bands,
    }
}

/// Whether a section is there and not switched off.
fn is_on(from: &mut Document, section: &str) -> bool {
    from.has(section) && from.flag(&format!("{section}.enabled"))
}

/// The score at an address, if there is one [points].
fn points(from: &mut Document, at: &str) -> Option<Score> {
    from.number_within(at, ScoreRules::POINTS).and_then(Score::from_points)
}

/// Factors for each group, 1 for those that the file leaves out.
fn by_group(from: &mut Document, at: &str, groups: &[String], bounds: Bounds) -> Vec<f64> {
    let factor = |group: &String| from.number_or(&format!("{at}.{group}"), bounds, 1.0);
    groups.iter().map(factor).collect()
}

fn cameras(from: &mut Document, groups: &[String]) -> Option<Cameras> {
    let enabled = is_on(from, "cameras");
    if !from.has("cameras") {
        return None;
    }
    let mut number = |key: &str, bounds| from.number(&format!("cameras.{key}"), bounds);
    let per_head = number("per_head", Cameras::PER_HEAD);
    let reach = number("reach", Cameras::REACH);
    let passes = number("passes", Cameras::PASSES);
    let gallery = number("gallery", Cameras::GALLERY) as u64;
    let quality = number("quality", Cameras::QUALITY);
    let unenrolled = number("unenrolled", Cameras::UNENROLLED);
    let missed = share(from, "cameras.missed");
    let factors = by_group(from, "cameras.missed_by_group", groups, Cameras::MISSED_BY_GROUP);
    let cameras = Cameras {
        per_head,
        reach,
        passes,
        gallery,
        false_match: share(from, "cameras.false_match"),
        false_match_by_group: by_group(
            from,
            "cameras.false_match_by_group",
            groups,
            Cameras::FALSE_MATCH_BY_GROUP,
        ),
        missed_by_group: factors
            .into_iter()
            .map(|factor| Share::clamped(missed.get() * factor))
            .collect(),
        quality,
        unenrolled,
        lookalikes_stick: from.flag("cameras.lookalikes_stick"),
        moved: Share::clamped(from.number_or("cameras.moved", Bounds::SHARE, 0.0)),
        weighed: from.flag_or("cameras.weighed", false),
    };
    enabled.then_some(cameras)
}

fn register_rules(
    from: &mut Document,
    register: Register,
    groups: &[String],
) -> Option<RegisterRules> {
    let at = format!("register.{}", register.name());
    if !from.has(&at) {
        return None;
    }
    let enabled = is_on(from, &at);
    let factors = by_group(
        from,
        &format!("{at}.false_link_by_group"),
        groups,
        RegisterRules::FALSE_LINK_BY_GROUP,
    );
    let rules = RegisterRules {
        delay: from.whole(&format!("{at}.delay"), RegisterRules::DELAY) as u8,
        missed: share(from, &format!("{at}.missed")),
        false_link: share(from, &format!("{at}.false_link")),
        false_link_by_group: std::array::from_fn(|group| {
            factors.get(group).copied().unwrap_or(1.0)
        }),
        spurious: per_year(from, &format!("{at}.spurious"), RegisterRules::SPURIOUS),
        spurious_of: spurious_of(from, &at),
        weight: from.number(&format!("{at}.weight"), RegisterRules::WEIGHT),
    };
    enabled.then_some(rules)
}

/// Weights of the conducts that entries without a deed accuse of, 0 for those left out; `None` where the
/// file gives none at all.
fn spurious_of(from: &mut Document, register: &str) -> Option<[f64; Conduct::COUNT]> {
    let mut weight = |conduct: Conduct| {
        let at = format!("{register}.spurious_of.{}", conduct.name());
        from.number_within(&at, RegisterRules::SPURIOUS_OF)
    };
    let weights = Conduct::ALL.map(&mut weight);
    let is_given = weights.iter().any(Option::is_some);
    is_given.then(|| weights.map(Option::unwrap_or_default))
}

fn informants(from: &mut Document) -> Option<Informants> {
    if !from.has("informants") {
        return None;
    }
    let enabled = is_on(from, "informants");
    let tells = share(from, "informants.tells");
    let lies = per_year(from, "informants.lies", Informants::LIES);
    enabled.then_some(Informants { tells, lies })
}

fn rule(from: &mut Document, conduct: Conduct) -> Option<Rule> {
    let at = format!("rule.{}", conduct.name());
    if !from.has(&at) {
        return None;
    }
    let cap = from.whole_within(&format!("{at}.monthly_cap"), Rule::MONTHLY_CAP);
    let mut number =
        |key: &str, bounds, default| from.number_or(&format!("{at}.{key}"), bounds, default);
    let kept = number("kept", Rule::KEPT, 0.0);
    let broken = number("broken", Rule::BROKEN, 0.0);
    let repeat = number("repeat", Rule::REPEAT, 1.0);
    let fine = number("fine", Rule::FINE, 0.0);
    Some(Rule {
        watch: from.one_of(&format!("{at}.watch"), &WATCH),
        kept: Points::from_points(kept),
        broken: Points::from_points(broken),
        repeat,
        monthly_cap: cap.map(|times| times as u8),
        fine,
        warning: from.flag_or(&format!("{at}.warning"), false),
    })
}

fn score(from: &mut Document) -> Option<ScoreRules> {
    if !from.has("score") {
        return None;
    }
    let enabled = is_on(from, "score");
    let mut points = |key: &str| {
        Score::from_points(from.number(&format!("score.{key}"), ScoreRules::POINTS))
            .unwrap_or_default()
    };
    let (start, floor, cap) = (points("start"), points("floor"), points("cap"));
    let half_life =
        from.whole_within("score.half_life", ScoreRules::HALF_LIFE).map(|days| days as u16);
    let update = from.one_of("score.update", &UPDATE);
    enabled.then_some(ScoreRules { start, floor, cap, update, half_life })
}

fn bands(from: &mut Document) -> Vec<Band> {
    let band = |from: &mut Document, name: String| {
        let at = format!("band.{name}.from");
        let points = from.number(&at, ScoreRules::POINTS);
        Band { name, from: Score::from_points(points).unwrap_or_default() }
    };
    let mut bands: Vec<Band> =
        from.names("band", Policy::BANDS).into_iter().map(|name| band(from, name)).collect();
    bands.sort_by_key(|band| band.from);
    bands
}

fn list(from: &mut Document, name: String) -> List {
    let at = format!("list.{name}");
    let all = Conduct::ALL.map(|conduct| (conduct.name(), conduct));
    let colors = [Color::Black, Color::Red].map(|color| (color.name(), color));
    let days = |from: &mut Document, key: &str, bounds| {
        from.whole_within(&format!("{at}.{key}"), bounds).map(|days| days as u16)
    };
    let chance = |from: &mut Document, key: &str| {
        Share::clamped(from.number_or(&format!("{at}.{key}"), Bounds::SHARE, 0.0))
    };
    let entry = EntryRule {
        score_below: points(from, &format!("{at}.enters_below")),
        score_from: points(from, &format!("{at}.enters_from")),
        debt_unpaid: days(from, "debt_unpaid", EntryRule::DEBT_UNPAID),
        charges: from.some_of(&format!("{at}.charges"), &all),
        association: chance(from, "association"),
        association_monthly: chance(from, "association_monthly"),
    };
    let exit = ExitRule {
        after: days(from, "exit_after", ExitRule::AFTER),
        score: points(from, &format!("{at}.exit_score")),
        repair: from.flag_or(&format!("{at}.exit_repair"), false),
        settled: rate_or_never(from, &format!("{at}.exit_settled"), ExitRule::SETTLED),
    };
    List {
        color: from.one_of(&format!("{at}.color"), &colors),
        entry,
        exit,
        notice: from.whole_or(&format!("{at}.notice"), List::NOTICE, 0) as u16,
        name,
    }
}

fn effects(from: &mut Document, bands: &[&str], lists: &[String]) -> Vec<Effect> {
    let numbered = |names: &mut dyn Iterator<Item = &str>| -> Vec<(String, u8)> {
        (0..).zip(names).map(|(number, name)| (name.to_owned(), number)).collect()
    };
    let bands = numbered(&mut bands.iter().copied());
    let lists = numbered(&mut lists.iter().map(String::as_str));
    let names = from.names("effect", Policy::EFFECTS);
    names.into_iter().map(|name| effect(from, name, &bands, &lists)).collect()
}

/// The effect of a given kind and size.
type Doing = fn(Share) -> EffectKind;

fn effect(
    from: &mut Document,
    name: String,
    bands: &[(String, u8)],
    lists: &[(String, u8)],
) -> Effect {
    let at = format!("effect.{name}");
    let gates = Gate::ALL.map(|gate| (gate.name(), gate));
    let contexts = Context::ALL.map(|context| (context.name(), context));
    let does: [(&str, Doing); 7] = [
        ("refuse", EffectKind::Refuse),
        ("admit", |_| EffectKind::Admit),
        ("slow", EffectKind::Slow),
        ("hurry", EffectKind::Hurry),
        ("discount", EffectKind::Discount),
        ("fine", EffectKind::Fine),
        ("throttle", EffectKind::Throttle),
    ];
    let does = from.one_of(&format!("{at}.does"), &does);
    let size = Share::clamped(from.number_or(&format!("{at}.size"), Bounds::SHARE, 1.0));
    let is_fine = matches!(does(size), EffectKind::Fine(_));
    Effect {
        gate: if is_fine { Gate::Job } else { from.one_of(&format!("{at}.gate"), &gates) },
        bands: from.some_of(&format!("{at}.bands"), bands),
        lists: from.some_of(&format!("{at}.lists"), lists),
        does: does(size),
        context: from.one_of(&format!("{at}.context"), &contexts),
        falls_on: from.one_of_or(&format!("{at}.falls_on"), &FALLS_ON),
        name,
    }
}

fn spread(from: &mut Document) -> Spread {
    let share = |from: &mut Document, key: &str| {
        let found = from.number_or(&format!("spread.{key}"), Bounds::SHARE, 0.0);
        (found > 0.0).then_some(Share::clamped(found))
    };
    Spread {
        household: share(from, "household"),
        kin: share(from, "kin"),
        circle: share(from, "circle"),
        team: share(from, "team"),
        earned_too: from.flag_or("spread.earned_too", false),
        once: from.flag_or("spread.once", false),
    }
}

fn appeal(from: &mut Document) -> Option<Appeal> {
    if !from.has("appeal") {
        return None;
    }
    let enabled = is_on(from, "appeal");
    let delay = from.whole("appeal.delay", Appeal::DELAY) as u16;
    let mut share = |key: &str| share(from, &format!("appeal.{key}"));
    let appeal = Appeal {
        lodged: share("lodged"),
        delay,
        if_wrong: share("if_wrong"),
        if_right: share("if_right"),
    };
    enabled.then_some(appeal)
}
