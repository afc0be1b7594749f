//! Attributes drawn citizen by citizen: group, income, sex, work, dispositions.
//!
//! Group and income belong to a household, and so does a part of conscientiousness: similarity
//! within a household is all the correlation that the population has beyond its ages.

use super::cell::{Cell, Class};
use super::demographics::{AgeBand, Decile, GroupId, MobilityQuarter, Sex};
use super::draws::{Attribute, Order, ResidentDraws};
use super::households::HouseholdSlots;
use crate::chance::distributions::normal;
use crate::scenario::{Group, Marginals, Society};
use crate::units::{Disposition, Draw, Quantile, Share};

/// Columns of attributes, by slot; see the columns of [`Residents`](super::Residents).
pub(super) struct Attributes {
    /// Group, income decile, sex and age band.
    pub(super) cell: Vec<Cell>,
    /// Rate class.
    pub(super) class: Vec<Class>,
    /// Conscientiousness [1/32 standard deviations].
    pub(super) disposition: Vec<Disposition>,
    /// Rank in awareness of sanctions.
    pub(super) awareness_rank: Vec<Quantile>,
    /// Rank in gaming the score.
    pub(super) gaming_rank: Vec<Quantile>,
}

/// The attributes that the members of a household share.
struct HouseholdTraits {
    group: GroupId,
    decile: Decile,
    /// The shared part of conscientiousness [standard deviations].
    disposition: f64,
    /// Whether a child of school age lives there.
    has_pupil: bool,
}

impl Attributes {
    /// The attributes of every slot, given its `age` [years].
    pub(super) fn new(
        marginals: &Marginals,
        draws: ResidentDraws,
        slots: &HouseholdSlots,
        age: &[u8],
    ) -> Attributes {
        let size = slots.size();
        let mut attributes = Attributes {
            cell: Vec::with_capacity(size),
            class: Vec::with_capacity(size),
            disposition: Vec::with_capacity(size),
            awareness_rank: Vec::with_capacity(size),
            gaming_rank: Vec::with_capacity(size),
        };
        let man = Share::clamped(marginals.sex_ratio / (100.0 + marginals.sex_ratio)).threshold();
        for (home, decile) in income_deciles(draws, slots.count()).into_iter().enumerate() {
            // Shared traits are drawn by the household's number, a member's own by their slot: one more
            // member changes nobody else's draws.
            let words = draws.of(home, Attribute::Household);
            let traits = HouseholdTraits {
                group: group(&marginals.groups, words[0]),
                decile,
                disposition: normal(words[1], words[2]),
                has_pupil: slots.members(home).any(|slot| is_pupil(age[slot])),
            };
            for slot in slots.members(home) {
                let words = draws.of(slot, Attribute::Person);
                let (sex, band) = (Sex::man_if(man.admits(words[0])), AgeBand::of(age[slot]));
                attributes.cell.push(Cell::of(traits.group, decile, sex, band));
                attributes.class.push(traits.class(band, slots.is_head(slot), words[1]));
                let own = normal(words[2], words[3]);
                attributes.disposition.push(traits.disposition(marginals.alike, own));
                let [awareness, gaming, ..] = draws.of(slot, Attribute::Ranks);
                attributes.awareness_rank.push(Quantile(awareness.0 as u8));
                attributes.gaming_rank.push(Quantile(gaming.0 as u8));
            }
        }
        attributes
    }
}

impl HouseholdTraits {
    /// The rate class of a member of age band `band`; children are neither heads nor parents.
    fn class(&self, band: AgeBand, is_head: bool, word: Draw) -> Class {
        let is_adult = band.is_adult();
        let is_parent = is_head && self.has_pupil && is_adult;
        Class::of(band, is_head && is_adult, is_parent, mobility(self.decile, word))
    }

    /// Conscientiousness of a member, of variance 1: the share `alike` of the variance comes from
    /// the household, the rest is the member's `own`.
    fn disposition(&self, alike: Share, own: f64) -> Disposition {
        // Square roots of the shares of variance: the sum of both parts has variance 1 again.
        let sum = libm::sqrt(alike.get()) * self.disposition + libm::sqrt(alike.rest().get()) * own;
        Disposition(libm::round(sum * 32.0).clamp(-127.0, 127.0) as i8)
    }
}

/// Whether someone of this age [years] goes to school.
pub(super) fn is_pupil(age: u8) -> bool {
    (6..18).contains(&age)
}

/// Whether each slot is in work on the first day: of those aged 18 to 59, the share to which losing
/// and finding work leads.
pub(super) fn employment(society: &Society, draws: ResidentDraws, age: &[u8]) -> Vec<bool> {
    let employed = society.livelihood.work.steady_share().threshold();
    let works = |(slot, &age): (usize, &u8)| {
        (18..60).contains(&age) && employed.admits(draws.of(slot, Attribute::Work)[0])
    };
    age.iter().enumerate().map(works).collect()
}

/// The income decile of each household: equal tenths of a random order.
fn income_deciles(draws: ResidentDraws, homes: usize) -> Vec<Decile> {
    let mut deciles = vec![Decile::POOREST; homes];
    for (rank, home) in draws.shuffled(0..homes, Order::Income).into_iter().enumerate() {
        // Quotas, not draws: each tenth is a tenth in every neighborhood.
        deciles[usize::from(home)] = Decile((rank * Decile::COUNT / homes) as u8);
    }
    deciles
}

/// The group of a household, by inversion of the cumulative shares; the last takes the rest
/// that rounding leaves.
fn group(groups: &[Group], word: Draw) -> GroupId {
    // Shares sum to 1 up to rounding: no word may fall behind the last.
    let mut upto = 0.0;
    let within = |group: &Group| {
        upto += group.share.get();
        word.unit() < upto
    };
    GroupId(groups.iter().position(within).unwrap_or(groups.len() - 1) as u8)
}

/// The quarter of mobility: for half of the citizens by income, for the others at random
/// (assumed).
fn mobility(decile: Decile, word: Draw) -> MobilityQuarter {
    // A second bit splits the deciles that lie across the border of two quarters.
    MobilityQuarter(if word.0 & 1 == 0 {
        (decile.0 * 2 + ((word.0 >> 1) & 1) as u8) / 5
    } else {
        word.below(4) as u8
    })
}
