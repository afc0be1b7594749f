//! The section `[objection]` of a policy file, read into `Objections`.

use society::scenario::{Bounds, ByIncome, Objecting, Objections};

use super::document::Document;
use super::society_section::share;

/// The right to object, where the section is there and not switched off.
pub(super) fn objections(from: &mut Document) -> Option<Objections> {
    if !from.has("objection") {
        return None;
    }
    let enabled = from.flag("objection.enabled");
    let objections = Objections {
        charge: objecting(from, "objection.charge"),
        band: objecting(from, "objection.band"),
        window: from.whole("objection.window", Objections::WINDOW) as u16,
        delay: from.whole("objection.delay", Objections::DELAY) as u16,
        capacity: from.number_within("objection.capacity", Objections::CAPACITY),
        fee: by_income(from, "objection.fee", Objections::FEE),
        days_lost: from.whole("objection.days_lost", Objections::DAYS_LOST) as u16,
        if_wrong: share(from, "objection.if_wrong"),
        if_right: share(from, "objection.if_right"),
    };
    enabled.then_some(objections)
}

/// The citizens who object in one way, where the file has a section for it.
fn objecting(from: &mut Document, at: &str) -> Option<Objecting> {
    if !from.has(at) {
        return None;
    }
    Some(Objecting {
        told: share(from, &format!("{at}.told")),
        wrong: by_income(from, &format!("{at}.wrong"), Bounds::SHARE),
        right: by_income(from, &format!("{at}.right"), Bounds::SHARE),
    })
}

/// A number for the poorest tenth and one for the richest.
fn by_income(from: &mut Document, at: &str, bounds: Bounds) -> ByIncome {
    let mut of = |tenth: &str| from.number(&format!("{at}.{tenth}"), bounds);
    ByIncome { poorest: of("poorest"), richest: of("richest") }
}
