//! Sections of a society, read into a `Society`.

use society::scenario::{
    Certainty, Conduct, Eligible, Gaming, Gate, Group, Habit, Health, Helping, Livelihood,
    Marginals, Nature, OccasionRate, Place, Repayment, Response, Society, Work,
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
    Share::clamped(from.number(at, 0.0, 1.0))
}

pub(super) fn per_year(from: &mut Document, at: &str, most: f64) -> PerYear {
    PerYear::new(from.number(at, 0.0, most)).unwrap_or(PerYear::NEVER)
}

/// The society that a scenario describes.
pub(super) fn society(from: &mut Document, citizens: u32, days: u16) -> Society {
    Society {
        citizens,
        days,
        population: population(from),
        habits: Conduct::ALL.map(|conduct| habit(from, conduct)),
        flights: occasion(from, "visit.flight"),
        rail: occasion(from, "visit.rail"),
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
        benefit: from.number("helping.benefit", 0.0, 100.0),
        imitation: share(from, "helping.imitation"),
    };
    enabled.then_some(helping)
}

fn population(from: &mut Document) -> Marginals {
    let mut whole =
        |key: &str, low, high| from.whole(&format!("population.{key}"), low, high) as u16;
    let (circle, team) = (whole("circle", 2.0, 30.0), whole("team", 2.0, 100.0));
    let (class, workplace) = (whole("class", 2.0, 100.0), whole("workplace", 1.0, 4096.0));
    let (acquaintances, kin) = (whole("acquaintances", 2.0, 1000.0), whole("kin", 0.0, 8.0));
    let group = |from: &mut Document, name: String| {
        let share = share(from, &format!("group.{name}.share"));
        Group { name, share }
    };
    let place = |from: &mut Document, name: String| {
        let at = format!("place.{name}");
        let cameras = from.number(&format!("{at}.cameras"), 0.0, 100.0);
        Place { share: share(from, &format!("{at}.share")), name, cameras }
    };
    Marginals {
        ages: ["children", "working", "old"]
            .map(|age| share(from, &format!("population.ages.{age}"))),
        sex_ratio: from.number("population.sex_ratio", 1.0, 10_000.0),
        household: from.number("population.household", 1.0, 5.0),
        groups: from.names("group", 4).into_iter().map(|name| group(from, name)).collect(),
        // What a society below has, one above can leave out.
        places: from
            .names("place", 12)
            .into_iter()
            .map(|name| place(from, name))
            .filter(|place| place.share > Share::NONE)
            .collect(),
        alike: share(from, "population.alike"),
        circle,
        team,
        class,
        workplace,
        zipf: from.number("population.zipf", 0.5, 3.0),
        acquaintances,
        kin,
        mobility: ["least", "less", "more", "most"]
            .map(|quarter| from.number(&format!("population.mobility.{quarter}"), 0.0, 100.0)),
    }
}

fn occasion(from: &mut Document, at: &str) -> OccasionRate {
    let ages = ["18-29", "30-44", "45-59", "60+"];
    OccasionRate {
        rate: per_year(from, &format!("{at}.rate"), 365.0),
        who: from.one_of(&format!("{at}.who"), &WHO),
        mobile: from.flag(&format!("{at}.mobile")),
        by_age: ages.map(|age| from.number_or(&format!("{at}.by_age.{age}"), 0.0, 10.0, 1.0)),
    }
}

fn habit(from: &mut Document, conduct: Conduct) -> Habit {
    let at = format!("conduct.{}", conduct.name());
    let mut weight = |key: &str, most| from.number(&format!("{at}.{key}"), 0.0, most);
    let (disposition, certainty) = (weight("disposition", 4.0), weight("certainty", 8.0));
    let (severity, hardship) = (weight("severity", 8.0), weight("hardship", 8.0));
    let resignation = weight("resignation", 8.0);
    Habit {
        occasion: occasion(from, &at),
        breaks: share(from, &format!("{at}.breaks")),
        disposition,
        certainty,
        severity,
        hardship,
        resignation,
        harm: from.whole(&format!("{at}.harm"), 0.0, 100.0) as u8,
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
    let loss = per_year(from, "livelihood.work.loss", 12.0);
    let wait = from.whole("livelihood.health.wait", 1.0, 255.0) as u8;
    let mut share = |key: &str| share(from, &format!("livelihood.{key}"));
    Livelihood {
        enabled,
        work: Work {
            employed: share("work.employed"),
            loss,
            found: share("work.found"),
            offline: share("work.offline"),
        },
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

fn response(from: &mut Document) -> Response {
    let certainty = Certainty {
        enabled: from.flag("response.certainty.enabled"),
        aware: share(from, "response.certainty.aware"),
        announced: share(from, "response.certainty.announced"),
        own: share(from, "response.certainty.own"),
        others: share(from, "response.certainty.others"),
        fades: share(from, "response.certainty.fades"),
    };
    let gaming = Gaming {
        players: share(from, "response.gaming.players"),
        shift: from.number("response.gaming.shift", 0.0, 4.0),
        staged: share(from, "response.gaming.staged"),
    };
    let repayment = Repayment {
        unlisted: per_year(from, "response.repayment.unlisted", 12.0),
        listed: per_year(from, "response.repayment.listed", 12.0),
    };
    Response {
        certainty,
        near: from.number("response.near", 0.0, 2047.0),
        near_stake: from.number("response.near_stake", 1.0, 10.0),
        resignation: share(from, "response.resignation"),
        chilling: from.flag("response.chilling"),
        gaming,
        cut: share(from, "response.cut"),
        repayment,
    }
}
