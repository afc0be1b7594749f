//! Spread over ties: shares of charges, word of sanctions, and ties that are cut.
//!
//! Ties are groups, not edges. A charge adds its share once to the sum of each group of the
//! citizen; each member then gets the sum less its own share and less the shares of members
//! with a cut tie. The work is proportional to the groups touched, never to the pairs in them,
//! and since sums are of integers no order matters. The share of each charge is rounded to a grain
//! by itself, halves away from zero: a share too small to reach anyone ends there.
//!
//! ```text
//! charges        (who, points) …         one per charge that reaches anyone
//!    │ sum_by_group
//! sums           [i32]  by group         zero between calls; `touched` lists the others
//!    │ distribute
//! Inflow.points  [i32]  by citizen       zero between calls
//! Inflow.whom    [u16]  0 … count − 1    citizens reached, some twice
//!    │ collect
//! arrivals       (who, points) …         adults with points, once each
//! ```
//!
//! Both columns of sums stay at zero between calls, so that a day clears only the entries it has
//! written.

use crate::compact::{Compaction, append_if, ensure_slots};
use crate::population::{Groups, Residents, TieGroup};
use crate::scenario::Spread;
use crate::units::{Points, Resident, Share};

/// A kind of tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Members of one household.
    Household,
    /// Friends.
    Circle,
    /// Colleagues and classmates.
    Team,
}

impl Tie {
    /// The kinds of tie within a neighborhood.
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

/// The shares of a charge that spread over each kind of tie [1/65536].
///
/// ```
/// use society::{scenario::Spread, ties::SpreadRates, units::{Points, Share}};
///
/// let spread = Spread { kin: Share::new(0.1), ..Spread::default() };
/// let rates = SpreadRates::new(&spread);
/// assert_eq!(rates.to_kin(Points::from_points(-100.0)), Points::from_points(-10.0));
/// // A tenth of four grains is less than half a grain, and deductions alone spread.
/// assert!(rates.reach(Points::from_grains(-5)) && !rates.reach(Points::from_grains(-4)));
/// assert!(!rates.reach(Points::from_points(100.0)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SpreadRates {
    local: [i32; 3],
    kin: i32,
    earned_too: bool,
    once: bool,
    /// The smallest charge with a share of half a grain or more over the closest tie [grains].
    smallest_charge: i32,
}

impl SpreadRates {
    /// The rates of a policy.
    #[must_use]
    pub fn new(spread: &Spread) -> SpreadRates {
        let fixed =
            |share: Option<Share>| libm::round(share.map_or(0.0, Share::get) * 65_536.0) as i32;
        let local = [fixed(spread.household), fixed(spread.circle), fixed(spread.team)];
        let kin = fixed(spread.kin);
        let most = local.into_iter().fold(kin, i32::max);
        SpreadRates {
            local,
            kin,
            earned_too: spread.earned_too,
            once: spread.once,
            smallest_charge: if most > 0 { (32_768 + most - 1) / most } else { i32::MAX },
        }
    }

    /// Whether a charge of `points` reaches anyone.
    #[inline]
    #[must_use]
    pub fn reach(&self, points: Points) -> bool {
        self.carries(points) && (self.earned_too || points.is_deduction())
    }

    /// Whether a charge of `points` that itself came over a tie reaches anyone.
    ///
    /// Whatever its sign: where rewards do not spread, points that come over ties are gains only through
    /// corrections, and these go as far as what they correct.
    #[inline]
    #[must_use]
    pub(crate) fn pass_on(&self, points: Points) -> bool {
        !self.once && self.carries(points)
    }

    /// Whether `points` are enough for a share of half a grain or more over the closest tie.
    #[inline]
    #[must_use]
    pub(crate) fn carries(&self, points: Points) -> bool {
        points.grains().abs() >= self.smallest_charge
    }

    /// Whether charges spread over ties within a neighborhood.
    #[must_use]
    pub(crate) fn is_local(&self) -> bool {
        self.local.iter().any(|&share| share > 0)
    }

    /// Whether charges spread over any ties at all.
    #[must_use]
    pub(crate) fn is_any(&self) -> bool {
        self.smallest_charge < i32::MAX
    }

    /// The part of a charge of `points` that reaches each of the kin.
    #[must_use]
    pub fn to_kin(&self, points: Points) -> Points {
        share_of(self.kin, points)
    }
}

/// The share [1/65536] of `points`, to the nearest grain, halves away from zero.
fn share_of(share: i32, points: Points) -> Points {
    let whole = i64::from(points.grains()) * i64::from(share);
    let rounded = (whole.abs() + 32_768) >> 16;
    Points::from_grains((rounded * whole.signum()) as i32)
}

/// Buffers of [`spread`], kept from evening to evening.
#[derive(Clone, Debug, Default)]
pub(crate) struct GroupSums {
    /// Sums by group, all zero between calls.
    sums: Vec<i32>,
    /// Groups with a sum, some twice.
    touched: Vec<TieGroup>,
    inflow: Inflow,
}

/// Sums of points by citizen, and the citizens reached.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inflow {
    /// By citizen, all zero between calls.
    points: Vec<i32>,
    /// Slots, of which the first `count` are in use.
    whom: Vec<Resident>,
    count: usize,
}

impl SpreadRates {
    /// Replaces `arrivals` by the points that the charges of a day bring to others, by citizen.
    ///
    /// `charges` are those that [`SpreadRates::reach`] someone; `cuts` the pairs with a cut tie of
    /// friendship, both ways round and sorted. Each citizen is reached once, in no meaningful
    /// order.
    pub(crate) fn spread(
        &self,
        residents: &Residents,
        charges: &[(Resident, Points)],
        cuts: &[(Resident, Resident)],
        scratch: &mut GroupSums,
        arrivals: &mut Vec<(Resident, Points)>,
    ) {
        debug_assert!(cuts.is_sorted());
        scratch.open(residents, 0);
        for (tie, &share) in Tie::ALL.iter().zip(&self.local).filter(|(_, share)| **share != 0) {
            let groups = tie.groups(residents);
            let cuts = if *tie == Tie::Circle { cuts } else { &[] };
            scratch.sum_by_group(groups, share, charges, cuts);
            scratch.distribute(groups);
        }
        scratch.inflow.collect(residents, arrivals);
    }
}

/// The pairs of `cuts`, sorted, with this citizen as the first of the two.
///
/// ```
/// use society::ties::apart;
/// use society::units::Resident;
///
/// let cuts = [(1, 4), (4, 1), (4, 7), (7, 4)].map(|(one, other)| (Resident(one), Resident(other)));
/// assert_eq!(apart(&cuts, Resident(4)), &cuts[1..3]);
/// assert!(apart(&cuts, Resident(2)).is_empty());
/// ```
#[must_use]
pub fn apart(cuts: &[(Resident, Resident)], who: Resident) -> &[(Resident, Resident)] {
    debug_assert!(cuts.is_sorted());
    // Most neighborhoods have no cut tie: spare them two searches.
    if cuts.is_empty() {
        return cuts;
    }
    let cuts = &cuts[cuts.partition_point(|&(one, _)| one < who)..];
    &cuts[..cuts.partition_point(|&(one, _)| one == who)]
}

impl GroupSums {
    /// The sums by citizen, with slots for so many calls of [`Inflow::add`].
    pub(crate) fn open(&mut self, residents: &Residents, additions: usize) -> &mut Inflow {
        self.inflow.points.resize(residents.everyone().len(), 0);
        self.inflow.reserve(additions);
        &mut self.inflow
    }

    /// Sums the shares of `charges` by group, and takes from each citizen its own share and those
    /// of citizens it is cut off from.
    fn sum_by_group(
        &mut self,
        groups: &Groups,
        share: i32,
        charges: &[(Resident, Points)],
        cuts: &[(Resident, Resident)],
    ) {
        ensure_slots(&mut self.sums, groups.iter().len());
        // No branch on a draw: its outcome follows from policy and ties, much the same each time.
        for &(who, points) in charges {
            let (part, group) = (share_of(share, points), groups.of(who));
            if part == Points::ZERO || group == TieGroup::NONE {
                continue;
            }
            let sum = &mut self.sums[usize::from(group)];
            if *sum == 0 {
                self.touched.push(group);
            }
            *sum += part.grains();
            // Taken off the citizen rather than left out of the group: one subtraction instead of a
            // comparison for every member.
            let own = Points::from_grains(-part.grains());
            self.inflow.add_to_each(&[who], own);
            for &(_, other) in apart(cuts, who) {
                self.inflow.add_to_each(&[other], own);
            }
        }
    }

    /// Adds the sum of each touched group to its members, and resets it to zero.
    fn distribute(&mut self, groups: &Groups) {
        for group in self.touched.drain(..) {
            // A group whose sum came back to zero on the way is listed twice, and zero once.
            let points = std::mem::take(&mut self.sums[usize::from(group)]);
            self.inflow.add_to_each(groups.members(group), Points::from_grains(points));
        }
        debug_assert!(self.sums.iter().all(|&sum| sum == 0), "zero between calls");
    }
}

impl Inflow {
    fn reserve(&mut self, additions: usize) {
        ensure_slots(&mut self.whom, self.count + additions);
    }

    /// Adds to the points of each of these citizens.
    #[inline]
    fn add_to_each(&mut self, whom: &[Resident], points: Points) {
        self.reserve(whom.len());
        whom.iter().for_each(|&who| self.add(who, points));
    }

    /// Adds to the points of a citizen; there must be a slot for it, see [`GroupSums::open`].
    #[inline]
    pub(crate) fn add(&mut self, who: Resident, points: Points) {
        debug_assert!(self.count < self.whom.len(), "no slot for {who:?}");
        let sum = &mut self.points[usize::from(who)];
        // Listed only when the sum leaves zero, so that a citizen reached ten times is listed once.
        append_if(&mut self.whom, &mut self.count, *sum == 0, who);
        *sum += points.grains();
    }

    /// Replaces `arrivals` by the sum of each adult, and resets all sums to zero: nobody charges a
    /// child.
    pub(crate) fn collect(
        &mut self,
        residents: &Residents,
        arrivals: &mut Vec<(Resident, Points)>,
    ) {
        arrivals.resize(self.count, (Resident(0), Points::ZERO));
        let mut adults = Compaction::new(arrivals);
        for &who in &self.whom[..std::mem::take(&mut self.count)] {
            // A citizen whose points came back to zero on the way is listed twice, and zero once.
            let points = std::mem::take(&mut self.points[usize::from(who)]);
            // Both conditions are evaluated: `&&` would branch on the first.
            let keep = (points != 0) & residents.is_adult(who);
            adults.push_if(keep, (who, Points::from_grains(points)));
        }
        let count = adults.len();
        arrivals.truncate(count);
        debug_assert!(self.points.iter().all(|&sum| sum == 0), "zero between calls");
    }
}
