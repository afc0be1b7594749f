//! Sections of a society, read into a `Society`.

use society::scenario::{
    Barred, Bounds, Certainty, Channel, Conduct, Eligible, Gaming, Gate, Group, Habit, Health,
    Helping, Livelihood, Losses, Marginals, Nature, OccasionRate, Place, Repayment, Response,
    Society, Work,
};
use society::units::{PerYear, Share};

use super::document::Document;

const WHO: [(&str, Eligible); 4] = [
    ("adults", Eligible::Adults),
    ("heads", Eligible::Heads),
    ("parents", Eligible::Parents),
    ("working-age", Eligible::WorkingAge),
];

pub(super) fn share(from: &mut Document, at: &str) -> Share {
    Share::clamped(from.number(at, Bounds::SHARE))
}

pub(super) fn per_year(from: &mut Document, at: &str, bounds: Bounds) -> PerYear {
    PerYear::new(from.number(at, bounds)).unwrap_or(PerYear::NEVER)
}

/// A rate that may be left out; then it never happens.
pub(super) fn rate_or_never(from: &mut Document, at: &str, bounds: Bounds) -> PerYear {
    PerYear::new(from.number_or(at, bounds, 0.0)).unwrap_or(PerYear::NEVER)
}

/// The society that a scenario describes.
pub(super) fn society(from: &mut Document, citizens: u32, days: u16) -> Society {
    Society {
        citizens,
        days,
        warm_up: 0,
        population: population(from),
        habits: Conduct::ALL.map(|conduct| habit(from, conduct)),
        flights: occasion(from, "visit.flight"),
        rail: occasion(from, "visit.rail"),
        barred: barred(from),
        schooling: occasion(from, "visit.school"),
        hospital: occasion(from, "visit.hospital"),
        venues: occasion(from, "visit.venue"),
        meetings: occasion(from, "visit.meeting"),
        livelihood: livelihood(from),
        response: response(from),
        helping: helping(from),
    }
}

fn helping(from: &mut Document) -> Option<Helping> {
    if !from.has("helping") {
        return None;
    }
    let virtues = Conduct::ALL.iter().filter(|conduct| conduct.nature() == Nature::Virtue);
    let by: Vec<_> = virtues.map(|&conduct| (conduct.name(), conduct)).collect();
    let enabled = from.flag("helping.enabled");
    let helping = Helping {
        by: from.one_of("helping.by", &by),
        willing: share(from, "helping.willing"),
        benefit: from.number("helping.benefit", Helping::BENEFIT),
        imitation: share(from, "helping.imitation"),
    };
    enabled.then_some(helping)
}

fn population(from: &mut Document) -> Marginals {
    let mut whole = |key: &str, bounds| from.whole(&format!("population.{key}"), bounds) as u16;
    let circle = whole("circle", Marginals::CIRCLE);
    let team = whole("team", Marginals::TEAM);
    let class = whole("class", Marginals::CLASS);
    let workplace = whole("workplace", Marginals::WORKPLACE);
    let acquaintances = whole("acquaintances", Marginals::ACQUAINTANCES);
    let kin = whole("kin", Marginals::KIN);
    let group = |from: &mut Document, name: String| {
        let share = share(from, &format!("group.{name}.share"));
        Group { name, share }
    };
    let place = |from: &mut Document, name: String| {
        let at = format!("place.{name}");
        let cameras = from.number(&format!("{at}.cameras"), Place::CAMERAS);
        Place { share: share(from, &format!("{at}.share")), name, cameras }
    };
    Marginals {
        ages: ["children", "working", "old"]
            .map(|age| share(from, &format!("population.ages.{age}"))),
        sex_ratio: from.number("population.sex_ratio", Marginals::SEX_RATIO),
        household: from.number("population.household", Marginals::HOUSEHOLD),
        groups: from
            .names("group", Marginals::GROUPS)
            .into_iter()
            .map(|name| group(from, name))
            .collect(),
        // What a society below has, one above can leave out.
        places: from
            .names("place", Marginals::PLACES)
            .into_iter()
            .map(|name| place(from, name))
            .filter(|place| place.share > Share::NONE)
            .collect(),
        alike: share(from, "population.alike"),
        circle,
        team,
        class,
        workplace,
        zipf: from.number("population.zipf", Marginals::ZIPF),
        acquaintances,
        kin,
        mobility: ["least", "less", "more", "most"].map(|quarter| {
            from.number(&format!("population.mobility.{quarter}"), Marginals::MOBILITY)
        }),
    }
}

fn occasion(from: &mut Document, at: &str) -> OccasionRate {
    let ages = ["18-29", "30-44", "45-59", "60+"];
    OccasionRate {
        rate: per_year(from, &format!("{at}.rate"), OccasionRate::RATE),
        who: from.one_of(&format!("{at}.who"), &WHO),
        mobile: from.flag(&format!("{at}.mobile")),
        by_age: ages
            .map(|age| from.number_or(&format!("{at}.by_age.{age}"), OccasionRate::BY_AGE, 1.0)),
    }
}

/// Trips by plane and by fast train that are refused.
fn barred(from: &mut Document) -> Barred {
    Barred {
        tickets: ["flight", "rail"]
            .map(|gate| from.number_or(&format!("visit.{gate}.tickets"), Barred::TICKETS, 1.0)),
        slow_train: Share::clamped(from.number_or("visit.rail.slow_train", Bounds::SHARE, 0.0)),
        slower: from.whole_or("visit.rail.slower", Barred::SLOWER, 0) as u8,
    }
}

fn habit(from: &mut Document, conduct: Conduct) -> Habit {
    let at = format!("conduct.{}", conduct.name());
    let mut weight = |key: &str, bounds| from.number(&format!("{at}.{key}"), bounds);
    let disposition = weight("disposition", Habit::DISPOSITION);
    let certainty = weight("certainty", Habit::RESPONSE);
    let hardship = weight("hardship", Habit::RESPONSE);
    let resignation = weight("resignation", Habit::RESPONSE);
    Habit {
        occasion: occasion(from, &at),
        breaks: share(from, &format!("{at}.breaks")),
        disposition,
        certainty,
        hardship,
        resignation,
        harm: from.whole(&format!("{at}.harm"), Habit::HARM) as u8,
        open: share(from, &format!("{at}.open")),
        behind: from.one_of_or(&format!("{at}.behind"), &behind()),
    }
}

/// The gate before an occasion, or none.
fn behind() -> Vec<(&'static str, Option<Gate>)> {
    let gates = Gate::ALL.iter().map(|&gate| (gate.name(), Some(gate)));
    std::iter::once(("nothing", None)).chain(gates).collect()
}

fn livelihood(from: &mut Document) -> Livelihood {
    let enabled = from.flag("livelihood.enabled");
    let loss = per_year(from, "livelihood.work.loss", Work::LOSS);
    let wait = from.whole("livelihood.health.wait", Health::WAIT) as u8;
    let mut share = |key: &str| share(from, &format!("livelihood.{key}"));
    Livelihood {
        enabled,
        work: Work { loss, found: share("work.found"), offline: share("work.offline") },
        poorest: share("poorest"),
        richest: share("richest"),
        idle: share("idle"),
        recovery: share("recovery"),
        fine: share("fine"),
        refusal: share("refusal"),
        health: Health {
            start: share("health.start"),
            wait,
            waiting: share("health.waiting"),
            hardship: share("health.hardship"),
            recovery: share("health.recovery"),
        },
    }
}

fn losses(from: &mut Document) -> Losses {
    let mut number = |key: &str, bounds| from.number(&format!("response.losses.{key}"), bounds);
    Losses {
        warning: number("warning", Losses::WEIGHT),
        closed: Gate::ALL.map(|gate| number(gate.name(), Losses::WEIGHT)),
        shunned: number("shunned", Losses::WEIGHT),
        horizon: number("horizon", Losses::HORIZON),
        near: number("near", Losses::NEAR),
        studied: number("studied", Losses::STUDIED),
        severity: number("severity", Losses::SEVERITY),
    }
}

fn response(from: &mut Document) -> Response {
    let certainty = Certainty {
        enabled: from.flag("response.certainty.enabled"),
        aware: share(from, "response.certainty.aware"),
        announced: share(from, "response.certainty.announced"),
        own: share(from, "response.certainty.own"),
        learns_from_error: share(from, "response.certainty.learns_from_error"),
        others: share(from, "response.certainty.others"),
        fades: share(from, "response.certainty.fades"),
        wears_off: Channel::ALL.map(|channel| {
            share(from, &format!("response.certainty.wears_off.{}", channel.name()))
        }),
        seen: share(from, "response.certainty.seen"),
        halo: share(from, "response.certainty.halo"),
        displaced: share(from, "response.certainty.displaced"),
    };
    let gaming = Gaming {
        players: share(from, "response.gaming.players"),
        shift: from.number("response.gaming.shift", Gaming::SHIFT),
        staged: share(from, "response.gaming.staged"),
    };
    let repayment = Repayment {
        unlisted: per_year(from, "response.repayment.unlisted", Repayment::RATE),
        listed: per_year(from, "response.repayment.listed", Repayment::RATE),
        unable: Share::clamped(from.number_or("response.repayment.unable", Bounds::SHARE, 0.0)),
        hardship: from.number_or("response.repayment.hardship", Repayment::HARDSHIP, 0.0),
        recovers: rate_or_never(from, "response.repayment.recovers", Repayment::RATE),
    };
    Response {
        enabled: from.flag("response.enabled"),
        certainty,
        losses: losses(from),
        resignation: share(from, "response.resignation"),
        chilling: from.flag("response.chilling"),
        gaming,
        cut: share(from, "response.cut"),
        repayment,
    }
}
