//! The occasions of a neighborhood's day, sampled from a marked Poisson process.
//!
//! Occasions of a citizen come at a total rate that depends on the citizen's class alone. One word
//! decides their number *N* (0 to 4, against the Poisson tails of the class), and a block of four
//! words for each of them its kind, moment and outcome (by the alias table of the class): Poisson
//! superposition and thinning, which give each kind a Poisson process of its own.
//!
//! ```text
//! words           [u32]  one per adult                      | all adults, vectorized
//! candidate_bits  [u64]  N ≥ 1 by the upper 16 bits alone   |
//!                   │    a superset: exact test per bit
//!                   ▼
//! active          [u16]  citizens with N ≥ 1                | active adults only: one in
//! repeats         [u16]  places in `active` with N ≥ 2      | several per day
//!                   │
//!                   ▼
//! rounds[0]       who, block, kind of the first occasion    | in time order per citizen
//! rounds[1..4]    the same of second, third, fourth         |
//!                   │
//!                   ▼
//! DayOccasions    [Occasion] by round, then kind, then citizen
//! ```
//!
//! Most adults have no occasion on most days, so that their cost dominates: two bytes of bound
//! and four of word, compared on the vector unit, and no memory touched beyond that. From the bits
//! on, everything runs over the active alone, without a branch on a draw: each of those would be
//! mispredicted about as often as it is taken.

use super::kinds::{KINDS, OccasionKind, PackedKind};
use super::occasions::{DayOccasions, second};
use super::rounds::Round;
use crate::chance::distributions::{AliasTable, poisson_tails};
use crate::chance::{Address, Chance, Purpose, bits_within_bounds};
use crate::compact::{Compaction, ensure_slots};
use crate::population::{Class, Population, Residents};
use crate::scenario::Society;
use crate::units::{Citizen, Day, Draw, Neighborhood, PerYear, Resident};

/// The most occasions of one citizen in a day; the Poisson tail beyond is cut off.
const MOST: usize = 4;

/// The sampler of occasions: their rates by class, as tables of integer bounds.
///
/// Rates depend on the society and on no policy, so that every twin meets the same occasions.
#[derive(Clone, Debug)]
pub struct OccasionSampler {
    /// Bounds for one, two, three and four occasions or more, by class: 256 entries, so that no
    /// class needs a bounds check.
    tails: [[u32; MOST]; 256],
    /// Alias tables of the kinds, by class.
    kinds: Vec<AliasTable>,
    /// By resident set and adult, the upper half of the first tail: the only column that the
    /// decision of a citizen without occasions reads.
    first_bounds: Vec<Vec<u16>>,
    is_busy: bool,
}

/// Buffers of [`OccasionSampler::day`], kept from call to call; see the drawing above.
#[derive(Clone, Debug, Default)]
pub struct SamplerScratch {
    words: Vec<u32>,
    candidate_bits: Vec<u64>,
    /// Slots for the active, and for the places of the repeats.
    active_slots: Vec<Resident>,
    repeat_slots: Vec<u16>,
    /// The places, in the first round, of citizens with several occasions; these citizens; the
    /// draws of their second.
    repeats: Vec<u16>,
    repeat_who: Vec<Resident>,
    second_blocks: Vec<[Draw; 4]>,
    rounds: [Round; MOST],
}

/// One neighborhood on one day: the inputs of every step of the sampler.
#[derive(Clone, Copy)]
struct NeighborhoodDay<'a> {
    chance: Chance,
    day: Day,
    /// The first citizen of the neighborhood.
    first: Citizen,
    residents: &'a Residents,
    first_bounds: &'a [u16],
}

impl NeighborhoodDay<'_> {
    /// The address of draw `which` of the first citizen's occasions.
    fn draw(self, which: u16) -> Address {
        let (who, day) = (self.first.0, self.day.into());
        Address { who, day, which, ..Address::of(Purpose::Event) }
    }
}

impl OccasionSampler {
    /// The sampler for the population of `society`.
    #[must_use]
    pub fn new(society: &Society, population: &Population) -> OccasionSampler {
        let rates: Vec<[f64; KINDS]> = Class::all()
            .map(|class| OccasionKind::ALL.map(|kind| kind.rate(society, class)))
            .collect();
        let mut tails = [[0; MOST]; 256];
        for (tails, rates) in tails.iter_mut().zip(&rates) {
            *tails = poisson_tails(rates.iter().sum());
        }
        let half = |class: &Class| (tails[usize::from(class.0)][0] >> 16) as u16;
        let bounds = |residents: &Residents| {
            residents.class[..residents.adults().len()].iter().map(half).collect()
        };
        let first_bounds: Vec<Vec<u16>> = population.resident_sets().map(bounds).collect();
        OccasionSampler {
            is_busy: is_busy(&first_bounds),
            first_bounds,
            tails,
            kinds: rates.iter().map(|rates| AliasTable::new(rates)).collect(),
        }
    }

    /// Whether one adult in 32 or more has an occasion on a day, so that a day touches most cache
    /// lines of a column.
    #[must_use]
    pub(crate) fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// The mean number of occasions of a citizen of `class`.
    #[must_use]
    pub fn mean(&self, class: Class) -> PerYear {
        let none = 1.0 - f64::from(self.tails[usize::from(class.0)][0]) / 4_294_967_296.0;
        // None of the tails reaches 1, so that the logarithm is finite.
        PerYear::new(-libm::log(none) * 365.0).unwrap_or(PerYear::NEVER)
    }

    /// Replaces `today` by the occasions of a neighborhood of `population` on `day`.
    pub fn day(
        &self,
        population: &Population,
        neighborhood: Neighborhood,
        day: Day,
        scratch: &mut SamplerScratch,
        today: &mut DayOccasions,
    ) {
        let home = NeighborhoodDay {
            chance: population.chance(),
            day,
            first: population.first(neighborhood),
            residents: population.residents(neighborhood),
            first_bounds: &self.first_bounds[population.resident_set_of(neighborhood)],
        };
        self.find_active(home, scratch);
        self.draw_first_two(home, scratch);
        // Second and later occasions are drawn for those few alone who have them: everyone else takes
        // two passes over flat arrays.
        for repeat in 0..scratch.repeats.len() {
            self.order_repeat(home, scratch, repeat);
        }
        today.clear();
        let rounds = scratch.rounds.iter().filter(|round| !round.who.is_empty());
        rounds.for_each(|round| round.append_to(today));
    }

    /// Lists the citizens with occasions as the first round, and those with several as `repeats`.
    fn find_active(&self, home: NeighborhoodDay<'_>, scratch: &mut SamplerScratch) {
        let size = home.first_bounds.len();
        // Whole runs of 64: the words beyond the last adult are drawn and not read.
        scratch.words.resize(size.next_multiple_of(Chance::RUN as usize), 0);
        home.chance.opportunity_words(home.day.into(), home.first.0, &mut scratch.words);
        scratch.candidate_bits.resize(size.div_ceil(64), 0);
        let words = &scratch.words[..size];
        bits_within_bounds(words, home.first_bounds, &mut scratch.candidate_bits);
        self.split_candidates(&home.residents.class[..size], scratch);
    }

    /// Applies the exact bounds to the candidates, and gathers the active and the repeats.
    fn split_candidates(&self, classes: &[Class], scratch: &mut SamplerScratch) {
        let words = &scratch.words[..classes.len()];
        ensure_slots(&mut scratch.active_slots, classes.len());
        ensure_slots(&mut scratch.repeat_slots, classes.len());
        let mut active = Compaction::new(&mut scratch.active_slots);
        let mut repeats = Compaction::new(&mut scratch.repeat_slots);
        for (base, &bits) in (0..).step_by(64).zip(&scratch.candidate_bits) {
            let mut left = bits;
            while left != 0 {
                let who = Resident(base + left.trailing_zeros() as u16);
                let word = words[usize::from(who)];
                let [one, two, ..] = self.tails[usize::from(classes[usize::from(who)].0)];
                // The bounds fall from one to two: a repeat is active, and its place is the next.
                repeats.push_if(word < two, active.len() as u16);
                active.push_if(word < one, who);
                left &= left - 1;
            }
        }
        // Copied out of the slots: the rounds have lengths that the loops over them can trust.
        let (active, repeats) = (active.len(), repeats.len());
        let who = &mut scratch.rounds[0].who;
        who.clear();
        who.extend_from_slice(&scratch.active_slots[..active]);
        scratch.repeats.clear();
        scratch.repeats.extend_from_slice(&scratch.repeat_slots[..repeats]);
        scratch.repeat_who.clear();
        scratch.repeat_who.extend(scratch.repeats.iter().map(|&place| who[usize::from(place)]));
    }

    /// Draws the first occasion of every active citizen, and the second of those with several.
    fn draw_first_two(&self, home: NeighborhoodDay<'_>, scratch: &mut SamplerScratch) {
        // Second draws are made in one batch as well: the vector unit makes sixteen blocks side by
        // side, for the price of a few.
        let draw = |which, who: &[Resident], blocks: &mut Vec<[Draw; 4]>| {
            home.chance.draw_each(home.draw(which), who, blocks);
        };
        let [first, later @ ..] = &mut scratch.rounds;
        draw(0, &first.who, &mut first.blocks);
        draw(1, &scratch.repeat_who, &mut scratch.second_blocks);
        let drawn = first.who.iter().zip(&first.blocks);
        let kinds = drawn.map(|(&who, block)| {
            PackedKind::new(self.kind(home.residents.class[usize::from(who)], block[0]), 0)
        });
        first.kinds.clear();
        first.kinds.extend(kinds);
        later.iter_mut().for_each(Round::clear);
    }

    /// Distributes the occasions of one citizen with several over the rounds, in order of time.
    fn order_repeat(&self, home: NeighborhoodDay<'_>, scratch: &mut SamplerScratch, repeat: usize) {
        let who = scratch.repeat_who[repeat];
        let place = usize::from(scratch.repeats[repeat]);
        let class = home.residents.class[usize::from(who)];
        let [first, later @ ..] = &mut scratch.rounds;
        let none = [Draw(0); 4];
        let mut blocks = [first.blocks[place], scratch.second_blocks[repeat], none, none];
        let times = self.times(class, scratch.words[usize::from(who)]);
        // Third and fourth occasions are rare enough to be drawn one by one.
        for (which, block) in (2..).zip(&mut blocks[2..times]) {
            let citizen = home.first.0 + u32::from(who);
            *block = home.chance.draw(Address { who: citizen, ..home.draw(which) });
        }
        let order = order_of_time(&blocks, times);
        let packed =
            |which: usize| PackedKind::new(self.kind(class, blocks[which][0]), which as u8);
        (first.blocks[place], first.kinds[place]) = (blocks[order[0]], packed(order[0]));
        for (round, &which) in later.iter_mut().zip(&order[1..times]) {
            round.push(who, blocks[which], packed(which));
        }
    }

    /// The number of occasions of an active citizen of `class`, 1 to 4.
    #[inline]
    fn times(&self, class: Class, word: u32) -> usize {
        let [one, two, three, four] = self.tails[usize::from(class.0)];
        debug_assert!(word < one, "only the active have occasions");
        1 + usize::from(word < two) + usize::from(word < three) + usize::from(word < four)
    }

    /// The number of the kind of an occasion of `class`.
    #[inline]
    fn kind(&self, class: Class, word: Draw) -> u8 {
        self.kinds[usize::from(class.0)].pick(word)
    }
}

/// Whether adults with these bounds have an occasion more often than once in 32 days on average.
fn is_busy(first_bounds: &[Vec<u16>]) -> bool {
    let adults = first_bounds.iter().map(Vec::len).sum::<usize>() as u64;
    let all: u64 = first_bounds.iter().flatten().map(|&bound| u64::from(bound)).sum();
    all * 32 > adults << 16
}

/// The indices of the first `times` blocks in order of their moments; ties in order of the draws.
#[inline]
fn order_of_time(blocks: &[[Draw; 4]; MOST], times: usize) -> [usize; MOST] {
    debug_assert!((2..=MOST).contains(&times), "{times} occasions");
    let when = blocks.map(|block| second((block[1].0 >> 16) as u16));
    // Two is by far the most frequent number: its order is computed, not sorted.
    let mut order = [usize::from(when[1] < when[0]), usize::from(when[1] >= when[0]), 2, 3];
    if times > 2 {
        order[..times].sort_by_key(|&which| (when[which], which));
    }
    order
}
