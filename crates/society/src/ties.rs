//! What passes between people: shares of charges, word of sanctions, and ties that are cut.
//!
//! Ties are groups, not edges. A charge adds its share once to the sum of each group of the
//! citizen; each member then gets the sum less what is its own and less what comes over a tie
//! that was cut. The work follows the groups that were touched, never the pairs in them, and
//! since sums are of integers no order matters. The share is taken of each charge by itself and
//! rounded to a grain, halves away from zero: what is too small to reach anyone ends there.

use crate::population::{Cast, Groups};
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
    pub fn groups(self, cast: &Cast) -> &Groups {
        match self {
            Tie::Household => &cast.households,
            Tie::Circle => &cast.circles,
            Tie::Team => &cast.teams,
        }
    }
}

/// The shares of a charge that pass over each kind of tie [1/65536].
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    local: [i32; 3],
    kin: i32,
    earned_too: bool,
    least: i32,
}

impl Shares {
    /// The shares of a policy.
    #[must_use]
    pub fn new(spread: &Spread) -> Shares {
        let fixed = |share: Option<crate::units::Share>| {
            libm::round(share.map_or(0.0, crate::units::Share::get) * 65_536.0) as i32
        };
        let mut shares = Shares {
            local: [fixed(spread.household), fixed(spread.circle), fixed(spread.team)],
            kin: fixed(spread.kin),
            earned_too: spread.earned_too,
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

/// What reached one citizen of a neighbourhood over its ties today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The citizen.
    pub who: u16,
    /// Points of other people's charges.
    pub points: Points,
    /// Sanctions of other people that the citizen heard of.
    pub heard: u16,
}

/// Space that [`pass`] works in, kept from evening to evening.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    sums: Vec<(i32, i32)>,
    touched: Vec<u16>,
    points: Vec<i32>,
    heard: Vec<i32>,
    reached: Vec<u16>,
    is_reached: Vec<bool>,
}

/// What the charges and the sanctions of a day bring to those around, by citizen.
///
/// `charges` are the charges that [`Shares::reach`] someone; `sanctioned` the citizens on whom
/// a sanction fell, once for each; `cuts` the pairs whose tie of friendship is cut, both ways
/// round and sorted.
pub fn pass(
    (cast, shares): (&Cast, &Shares),
    (charges, sanctioned): (&[(u16, Points)], &[u16]),
    cuts: &[(u16, u16)],
    space: &mut Exchange,
    arrivals: &mut Vec<Arrival>,
) {
    space.points.resize(cast.size(), 0);
    space.heard.resize(cast.size(), 0);
    space.is_reached.resize(cast.size(), false);
    for (tie, &share) in Tie::ALL.iter().zip(&shares.local) {
        let groups = tie.groups(cast);
        let charges = charges.iter().map(|&(who, points)| (who, part(share, points).grains(), 0));
        let words = sanctioned.iter().map(|&who| (who, 0, 1));
        let all = charges.chain(words).filter(|&(_, points, word)| points != 0 || word != 0);
        space.gather(groups, all.clone());
        space.hand_out(groups);
        let cuts = if *tie == Tie::Circle { cuts } else { &[] };
        for (who, points, word) in all {
            space.take_back(groups, who, (points, word), cuts);
        }
    }
    arrivals.clear();
    space.reached.sort_unstable();
    for who in space.reached.drain(..) {
        let at = usize::from(who);
        let (points, heard) = (space.points[at], space.heard[at]);
        (space.points[at], space.heard[at], space.is_reached[at]) = (0, 0, false);
        if points != 0 || heard != 0 {
            let points = Points::from_grains(points);
            arrivals.push(Arrival { who, points, heard: heard as u16 });
        }
    }
}

impl Exchange {
    /// Sums what comes from the members of each group.
    fn gather(&mut self, groups: &Groups, all: impl Iterator<Item = (u16, i32, i32)>) {
        self.sums.resize(self.sums.len().max(groups.count()), (0, 0));
        for (who, points, word) in all {
            let group = groups.of(who);
            if group == Groups::NONE {
                continue;
            }
            let sum = &mut self.sums[usize::from(group)];
            if *sum == (0, 0) {
                self.touched.push(group);
            }
            *sum = (sum.0 + points, sum.1 + word);
        }
    }

    /// Gives each member of a touched group the group's sum, and leaves the sums at nothing.
    fn hand_out(&mut self, groups: &Groups) {
        for group in self.touched.drain(..) {
            let (points, words) = std::mem::take(&mut self.sums[usize::from(group)]);
            for &member in groups.members(group) {
                let at = usize::from(member);
                self.points[at] += points;
                self.heard[at] += words;
                if !self.is_reached[at] {
                    self.is_reached[at] = true;
                    self.reached.push(member);
                }
            }
        }
    }

    /// Takes back from a citizen what is its own, and from those whom it is cut off from.
    fn take_back(
        &mut self,
        groups: &Groups,
        who: u16,
        (points, word): (i32, i32),
        cuts: &[(u16, u16)],
    ) {
        if groups.of(who) == Groups::NONE {
            return;
        }
        let from = cuts.partition_point(|&(one, _)| one < who);
        let apart =
            cuts[from..].iter().take_while(|&&(one, _)| one == who).map(|&(_, other)| other);
        for other in std::iter::once(who).chain(apart) {
            self.points[usize::from(other)] -= points;
            self.heard[usize::from(other)] -= word;
        }
    }
}
