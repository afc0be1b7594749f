//! The ledger of one neighborhood for one day: rules to read, state and tallies to write.
//!
//! Citizens go by their number in the neighborhood, 0 to 4,095, adults first. Addresses of draws and of
//! messages have the number in the society.

use crate::chance::{Address, Chance, Purpose};
use crate::conduct::Occasion;
use crate::measures::{Stock, Tallies, Tally};
use crate::population::{Cell, Population, Residents};
use crate::scenario::PlaceId;
use crate::scoring::Deed;
use crate::units::{Citizen, Day, Draw, Resident};
use crate::world::charge::Charge;
use crate::world::message::Message;
use crate::world::rules::Rules;
use crate::world::scratch::ForEvening;
use crate::world::state::State;

/// The ledger of one neighborhood for one day.
///
/// Shared references first: `rules` can be copied out of a `&mut Ledger` and read while the ledger
/// changes, since the rules outlive it.
pub(crate) struct Ledger<'a> {
    /// The rules in force today.
    pub(crate) rules: &'a Rules,
    /// Draws by address: the same in every twin.
    pub(crate) chance: Chance,
    /// The people of the whole society, for lookalikes and colliding identities.
    pub(crate) population: &'a Population,
    /// The fixed attributes and ties of the neighborhood's people.
    pub(crate) residents: &'a Residents,
    /// The kind of place that the neighborhood is, an index of the society's places.
    pub(crate) place: PlaceId,
    /// The first citizen of the neighborhood, by number in the society.
    pub(crate) first: Citizen,
    /// Today, from 0 [day].
    pub(crate) day: Day,
    /// Everything about the neighborhood's people that can change.
    pub(crate) state: &'a mut State,
    /// Counts of the thread that runs the neighborhood.
    pub(crate) tallies: &'a mut Tallies,
    /// Charges to citizens elsewhere, or here tomorrow.
    pub(crate) outbox: &'a mut Vec<Message>,
    /// Consequences of today that the evening deals with.
    pub(crate) evening: &'a mut ForEvening,
}

/// A change of a citizen's standing, with the reason behind it, or none.
///
/// Moves report it upward, and the entry point that made them compares the standings once. A flag in
/// the ledger would do the same and could be forgotten; this has to be used.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub(crate) struct StandingChange(Option<Deed>);

impl StandingChange {
    /// No change.
    pub(crate) const NONE: StandingChange = StandingChange(None);

    /// A change over `deed`.
    pub(crate) fn over(deed: Deed) -> StandingChange {
        StandingChange(Some(deed))
    }

    /// This change and a `later` one: the later one names the reason.
    pub(crate) fn then(self, later: StandingChange) -> StandingChange {
        StandingChange(later.0.or(self.0))
    }

    /// The same change, if there is one, for another reason.
    pub(crate) fn because_of(self, deed: Deed) -> StandingChange {
        StandingChange(self.0.map(|_| deed))
    }

    /// The reason behind it; `None` where nothing changed.
    pub(crate) fn deed(self) -> Option<Deed> {
        self.0
    }
}

/// A decision about an occasion beyond its act, by its number in the address of its draw.
///
/// The numbers are permanent, as those of [`Purpose`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Aside {
    /// Whether a player only shows the deed.
    Staging = 1,
    /// Whether the gate before the act serves.
    Gate = 2,
    /// The one who asks for help, and whether their standing is looked up.
    Help = 3,
    /// How many tickets are asked for in vain, and whether a slow train is taken instead.
    Ticket = 4,
}

impl Ledger<'_> {
    /// Whether a citizen of the neighborhood is 18 or older.
    #[inline]
    pub(crate) fn is_adult(&self, who: Resident) -> bool {
        self.residents.is_adult(who)
    }

    /// The cell that a citizen is counted in.
    #[inline]
    pub(crate) fn cell(&self, who: Resident) -> Cell {
        self.residents.cell[usize::from(who)]
    }

    /// The resident to whom a message is addressed.
    #[inline]
    pub(crate) fn addressee(&self, message: &Message) -> Resident {
        Resident((message.to.0 - self.first.0) as u16)
    }

    /// The citizen's number in the society.
    #[inline]
    pub(crate) fn citizen(&self, who: Resident) -> Citizen {
        Citizen(self.first.0 + u32::from(who))
    }

    /// Adds `by` to a tally, in the citizen's place and cell.
    #[inline]
    pub(crate) fn count(&mut self, who: Resident, tally: Tally, by: i64) {
        self.tallies.add(self.place, self.cell(who), tally, by);
    }

    /// Moves a stock by `by` citizens today: its level from today on, and so its citizen-days.
    pub(crate) fn shift_stock(&mut self, who: Resident, stock: Stock, by: i64) {
        self.tallies.shift(self.place, self.cell(who), stock, by, self.counted(self.day));
    }

    /// A day as measures number it, from the first that counts; that one for any day of the warm-up, whose
    /// counts are dropped.
    pub(crate) fn counted(&self, day: Day) -> Day {
        Day(day.0.saturating_sub(self.rules.counts_from.0))
    }

    /// The draws of one decision about a citizen today, and about `other`: a list, a relative, an
    /// occasion, so that no two decisions of a day share a draw.
    pub(crate) fn draw(&self, purpose: Purpose, who: Resident, other: u32) -> [Draw; 4] {
        let (who, day) = (self.citizen(who).0, self.day.into());
        self.chance.draw(Address { who, whom: other, day, ..Address::of(purpose) })
    }

    /// Draws that are the same on every day, for what lasts: those of day 0.
    pub(crate) fn lasting_draw(&self, purpose: Purpose, who: Resident, other: u32) -> [Draw; 4] {
        let who = self.citizen(who).0;
        self.chance.draw(Address { who, whom: other, ..Address::of(purpose) })
    }

    /// Draws of an occasion for a decision `aside`: its own words decide other things already.
    pub(crate) fn draw_aside(&self, occasion: &Occasion, aside: Aside) -> [Draw; 4] {
        let (who, day) = (self.citizen(occasion.who).0, self.day.into());
        let which = occasion.which.into();
        self.chance.draw(Address { who, whom: aside as u32, day, which, purpose: Purpose::Event })
    }

    /// The acquaintance that a draw falls on, evenly; `None` where that is the citizen or a child.
    ///
    /// Not drawn again until it fits: the number of draws would depend on the draws.
    pub(crate) fn acquaintance(&self, who: Resident, draw: Draw) -> Option<Resident> {
        let known = self.residents.acquaintances.around(who);
        let other = known[draw.below(known.len() as u32) as usize];
        (other != who && self.is_adult(other)).then_some(other)
    }

    /// Sends a charge to a citizen anywhere in the society, to be read the next morning.
    pub(crate) fn send(&mut self, to: Citizen, charge: Charge) {
        self.outbox.push(Message::with(to, charge));
    }
}
