//! What passes between people: shares of charges, word of sanctions, and ties that are cut.
//!
//! Ties are groups, not edges. A charge adds its share once to the sum of each group of the
//! citizen; each member then gets the sum less what is its own and less what comes over a tie
//! that was cut. The work follows the groups that were touched, never the pairs in them, and
//! since sums are of integers no order matters. The share is taken of each charge by itself and
//! rounded to a grain, halves away from zero: what is too small to reach anyone ends there.

use crate::population::{Groups, Residents};
use crate::scenario::Spread;
use crate::units::Points;

/// A kind of tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// People who live together.
    Household,
    /// Friends.
    Circle,
    /// Colleagues and classmates.
    Team,
}

impl Tie {
    /// The ties within a neighbourhood.
    pub const ALL: [Tie; 3] = [Tie::Household, Tie::Circle, Tie::Team];

    /// The groups that ties of this kind form.
    #[must_use]
    pub fn groups(self, residents: &Residents) -> &Groups {
        match self {
            Tie::Household => &residents.households,
            Tie::Circle => &residents.circles,
            Tie::Team => &residents.teams,
        }
    }
}

/// The shares of a charge that pass over each kind of tie [1/65536].
#[derive(Clone, Copy, Debug)]
pub struct SpreadRates {
    local: [i32; 3],
    kin: i32,
    earned_too: bool,
    once: bool,
    least: i32,
}

impl SpreadRates {
    /// The shares of a policy.
    #[must_use]
    pub fn new(spread: &Spread) -> SpreadRates {
        let fixed = |share: Option<crate::units::Share>| {
            libm::round(share.map_or(0.0, crate::units::Share::get) * 65_536.0) as i32
        };
        let mut shares = SpreadRates {
            local: [fixed(spread.household), fixed(spread.circle), fixed(spread.team)],
            kin: fixed(spread.kin),
            earned_too: spread.earned_too,
            once: spread.once,
            least: i32::MAX,
        };
        let most = shares.local.into_iter().fold(shares.kin, i32::max);
        if most > 0 {
            // The smallest charge of which half a grain or more passes over the closest tie.
            shares.least = (32_768 + most - 1) / most;
        }
        shares
    }

    /// Whether anything of a charge of `points` reaches anyone.
    #[inline]
    #[must_use]
    pub fn reach(&self, points: Points) -> bool {
        points.grains().abs() >= self.least && (self.earned_too || points.is_deduction())
    }

    /// Whether anything of a charge of `points` that came over a tie itself reaches anyone.
    #[inline]
    #[must_use]
    pub fn pass_on(&self, points: Points) -> bool {
        !self.once && self.reach(points)
    }

    /// Whether charges pass over ties within a neighborhood.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.local.iter().any(|&share| share > 0)
    }

    /// Whether charges pass over any ties at all.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.least < i32::MAX
    }

    /// What of a charge of `points` reaches each of the kin.
    #[must_use]
    pub fn to_kin(&self, points: Points) -> Points {
        part(self.kin, points)
    }
}

fn part(share: i32, points: Points) -> Points {
    let whole = i64::from(points.grains()) * i64::from(share);
    let rounded = (whole.abs() + 32_768) >> 16;
    Points::from_grains((rounded * whole.signum()) as i32)
}

/// Space that [`pass`] works in, kept from evening to evening.
#[derive(Clone, Debug, Default)]
pub struct GroupSums {
    /// By group, what comes from its members, and the groups that anything comes from.
    sums: Vec<i32>,
    touched: Vec<u16>,
    inflow: Inflow,
}

/// What has come to each citizen so far, and to whom anything has: the first so many of `whom`.
#[derive(Clone, Debug, Default)]
pub struct Inflow {
    points: Vec<i32>,
    whom: Vec<u16>,
    count: usize,
}

/// What the charges of a day bring to those around, by citizen.
///
/// `charges` are the charges that [`SpreadRates::reach`] someone; `cuts` the pairs whose tie of
/// friendship is cut, both ways round and sorted. Each citizen is reached once, in an order
/// that means nothing.
pub fn spread(
    (residents, shares): (&Residents, &SpreadRates),
    charges: &[(u16, Points)],
    cuts: &[(u16, u16)],
    scratch: &mut GroupSums,
    arrivals: &mut Vec<(u16, Points)>,
) {
    scratch.open(residents, 0);
    for (tie, &share) in Tie::ALL.iter().zip(&shares.local).filter(|(_, share)| **share != 0) {
        let groups = tie.groups(residents);
        let cuts = if *tie == Tie::Circle { cuts } else { &[] };
        scratch.gather(groups, share, charges, cuts);
        scratch.hand_out(groups);
    }
    scratch.inflow.collect(residents, arrivals);
}

/// The pairs of `cuts` that cut `who` off from somebody, who is the second of the two.
#[must_use]
pub fn apart(cuts: &[(u16, u16)], who: u16) -> &[(u16, u16)] {
    if cuts.is_empty() {
        return cuts;
    }
    let cuts = &cuts[cuts.partition_point(|&(one, _)| one < who)..];
    &cuts[..cuts.partition_point(|&(one, _)| one == who)]
}

impl GroupSums {
    /// Opens the sums of what comes to each citizen, with room for so many additions.
    pub fn open(&mut self, residents: &Residents, additions: usize) -> &mut Inflow {
        self.inflow.points.resize(residents.size(), 0);
        self.inflow.make_room(additions);
        &mut self.inflow
    }

    /// Sums what comes from the members of each group, less what goes past its senders and those
    /// whose tie is cut.
    fn gather(
        &mut self,
        groups: &Groups,
        share: i32,
        charges: &[(u16, Points)],
        cuts: &[(u16, u16)],
    ) {
        self.sums.resize(self.sums.len().max(groups.count()), 0);
        for &(who, points) in charges {
            let (part, group) = (part(share, points).grains(), groups.of(who));
            if part == 0 || group == Groups::NONE {
                continue;
            }
            let sum = &mut self.sums[usize::from(group)];
            if *sum == 0 {
                self.touched.push(group);
            }
            *sum += part;
            self.inflow.give(&[who], Points::from_grains(-part));
            for &(_, other) in apart(cuts, who) {
                self.inflow.give(&[other], Points::from_grains(-part));
            }
        }
    }

    /// Gives each member of a touched group the group's sum, and leaves the sums at nothing.
    fn hand_out(&mut self, groups: &Groups) {
        for group in self.touched.drain(..) {
            // A group whose sum came back to nothing on the way is listed twice and empty once.
            let points = std::mem::take(&mut self.sums[usize::from(group)]);
            self.inflow.give(groups.members(group), Points::from_grains(points));
        }
    }
}

impl Inflow {
    fn make_room(&mut self, additions: usize) {
        let room = self.whom.len().max(self.count + additions);
        self.whom.resize(room, 0);
    }

    /// Adds to the points of each of these citizens.
    #[inline]
    fn give(&mut self, whom: &[u16], points: Points) {
        self.make_room(whom.len());
        whom.iter().for_each(|&who| self.add(who, points));
    }

    /// Adds to the points of a citizen; there must be room for it.
    #[inline]
    pub fn add(&mut self, who: u16, points: Points) {
        let sum = &mut self.points[usize::from(who)];
        self.whom[self.count] = who;
        self.count += usize::from(*sum == 0);
        *sum += points.grains();
    }

    /// Takes out what has come to each adult, and leaves nothing: nobody charges a child.
    pub fn collect(&mut self, residents: &Residents, arrivals: &mut Vec<(u16, Points)>) {
        arrivals.resize(self.count, (0, Points::ZERO));
        let mut count = 0;
        for &who in &self.whom[..std::mem::take(&mut self.count)] {
            // Whose points came back to nothing on the way is listed twice, and has nothing once.
            let points = std::mem::take(&mut self.points[usize::from(who)]);
            arrivals[count] = (who, Points::from_grains(points));
            count += usize::from((points != 0) & residents.is_adult(who));
        }
        arrivals.truncate(count);
    }
}
