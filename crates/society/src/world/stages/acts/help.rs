//! Help: a request by an acquaintance, met or refused, and its cost and benefit.
//!
//! Indirect reciprocity by image scoring, with the scheme's standing as the image; see the chapter
//! *Help* of the handbook.

use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::units::Resident;
use crate::world::ledger::{Aside, Ledger};
use crate::world::rules::{COST, HelpRules};

/// A request for help.
#[derive(Clone, Copy)]
pub(super) struct Request {
    /// The acquaintance in need of help, an adult.
    pub(super) asker: Resident,
    /// Whether the citizen is ready to help, before any occasion to think better of it.
    pub(super) is_met: bool,
}

/// The request on an occasion to help; `None` where the draw falls on the citizen or on a child.
///
/// The standing of the asker is looked up by chance, and only by the willing: the others would refuse
/// anyone. A refusal for the standing alone is counted, for the asker.
pub(super) fn request(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    help: &HelpRules,
) -> Option<Request> {
    let who = occasion.who;
    let [acquaintance, sight, ..] = ledger.draw_aside(occasion, Aside::Help);
    let asker = ledger.acquaintance(who, acquaintance)?;
    // Before any look at the asker: a refusal of the unwilling says nothing about standing.
    if !ledger.state.is_willing(who) {
        return Some(Request { asker, is_met: false });
    }
    let standing = ledger.state.standing(ledger.rules, asker);
    let denied = help.looked_up.admits(sight) && ledger.rules.gates.shuns(standing);
    ledger.count(asker, Tally::DENIED, i64::from(denied));
    Some(Request { asker, is_met: !denied })
}

/// Books the cost of help to its giver and its benefit to the asker [1/16 costs]. Help moves neither
/// hardship nor score by itself.
pub(super) fn give(ledger: &mut Ledger<'_>, who: Resident, asker: Resident, help: &HelpRules) {
    let gains = &mut ledger.state.gains;
    for (one, gain) in [(who, -COST), (asker, help.benefit)] {
        let sum = &mut gains[usize::from(one)][0];
        *sum = sum.saturating_add(gain);
    }
}
