//! Addressed randomness: each draw is a pure function of the seed and of the decision it serves.
//!
//! No generator is stored, passed or advanced. Two twins that face the same decision share its draw
//! (common random numbers), and no thread, shard or order of work can change one. The function is
//! Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), with the
//! test vectors of its authors asserted below.
//!
//! ```text
//! key      seed, 64 bits
//! counter  | citizen | counterpart | day | purpose (16), repetition (16) |   32 bits each
//! block    | word 0  | word 1      | word 2 | word 3 |                       four uniform words
//! ```
//!
//! Hot paths draw many blocks at once, 16 lanes side by side: `Chance::opportunity_words` for every
//! adult of a neighborhood, `Chance::draw_each` for a list of citizens. Both give the words of
//! [`Chance::draw`], and tests hold them to it.

mod alias;
pub mod distributions;

use multiversion::multiversion;
use rand_philox::philox4x32_10;

use crate::units::{Draw, Resident, RunSeed, Seed, WorldId};

/// The purpose of a draw, a part of its address: draws for different purposes are independent.
///
/// The numbers are permanent: a purpose that ends leaves a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Whether, and how often, anything happens to a citizen on a day.
    Opportunity = 0,
    /// The kind of an occasion, its time, and its outcome.
    Event = 1,
    /// The lookalike of a false match.
    Lookalike = 2,
    /// The wrong citizen of a false link.
    Collision = 3,
    // 4 was for informants, who now decide by the draw of the sighting.
    // 5 was for gates, which now answer by the draw of the visit.
    /// Work found, debts repaid: the monthly update.
    Month = 6,
    /// Appeals and their outcome.
    Appeal = 7,
    /// Whether the tie is cut at a meeting.
    Meeting = 8,
    /// Sightings of passers-by.
    Passing = 9,
    /// Attributes of the synthetic population.
    Population = 10,
    /// Membership of households, circles and teams.
    Grouping = 11,
    /// Kin in other households.
    Kin = 12,
    /// Charges without any deed of the accused behind them.
    Spurious = 13,
    /// Entry to a list by association.
    Listing = 14,
    /// The seeds of the worlds of a run.
    World = 15,
    /// Notice of a charge or a band, whether it is contested, and the decision.
    Objection = 16,
}

/// The address of a draw: one decision about one citizen.
///
/// Fields that a decision does not need stay 0, as [`Address::of`] leaves them.
///
/// ```
/// use society::chance::{Address, Purpose};
///
/// let appeal = Address { who: 41, day: 12, ..Address::of(Purpose::Appeal) };
/// assert_eq!((appeal.whom, appeal.which), (0, 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The purpose.
    pub purpose: Purpose,
    /// The citizen that the decision is about, or another subject by its number.
    pub who: u32,
    /// The counterpart: another citizen, a list, a kind of decision.
    pub whom: u32,
    /// The day [days].
    pub day: u32,
    /// The repetition, 0 to 65,535: the first draw, the second.
    pub which: u16,
}

impl Address {
    /// The first draw for `purpose` about subject 0, on day 0, without a counterpart.
    #[must_use]
    pub const fn of(purpose: Purpose) -> Address {
        Address { purpose, who: 0, whom: 0, day: 0, which: 0 }
    }

    /// The counter of Philox: purpose and repetition share the last word, 16 bits each.
    #[inline]
    const fn counter(self) -> [u32; 4] {
        // Disjoint bits: no two pairs share an address, and purposes below 65,536 never overlap.
        [self.who, self.whom, self.day, self.purpose as u32 | (self.which as u32) << 16]
    }
}

/// The source of every draw of one world: its key, and nothing else.
///
/// ```
/// use society::{chance::{Address, Chance, Purpose}, units::Seed};
///
/// let (chance, again) = (Chance::new(Seed(2031)), Chance::new(Seed(2031)));
/// let one = Address { who: 7, day: 3, ..Address::of(Purpose::Event) };
/// assert_eq!(chance.draw(one), again.draw(one));
/// assert_ne!(chance.draw(one), chance.draw(Address { who: 8, ..one }));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    key: [u32; 2],
}

impl Chance {
    /// All chance of the world with this seed.
    #[must_use]
    pub fn new(seed: Seed) -> Chance {
        Chance { key: [seed.0 as u32, (seed.0 >> 32) as u32] }
    }

    /// Four independent uniform 32-bit words for the decision with this address; equal addresses
    /// give equal words:
    ///
    /// ```
    /// use society::{chance::{Address, Chance, Purpose}, units::{Seed, Share}};
    ///
    /// let appeal = Address { who: 41, day: 12, ..Address::of(Purpose::Appeal) };
    /// let [word, ..] = Chance::new(Seed(1)).draw(appeal);
    /// let (half, most) = (Share::clamped(0.5).threshold(), Share::clamped(0.9).threshold());
    /// // On shared draws a larger share loses no event.
    /// assert!(!half.admits(word) || most.admits(word));
    /// ```
    #[inline]
    #[must_use]
    pub fn draw(self, address: Address) -> [Draw; 4] {
        philox4x32_10(address.counter(), self.key).map(Draw)
    }

    /// Fills `words` with one uniform word for each of the citizens `first..first + words.len()` on
    /// `day`: the draw for the number of their occasions.
    ///
    /// Sixteen blocks serve 64 citizens, so that a citizen costs a quarter of one: the word of
    /// citizen `c` is word `c / 16 % 4` of block `c / 64 · 16 + c % 16`. `first` and the length
    /// must be multiples of `Chance::RUN`.
    pub(crate) fn opportunity_words(self, day: u32, first: u32, words: &mut [u32]) {
        debug_assert!(first.is_multiple_of(Chance::RUN), "citizen {first} begins no run");
        debug_assert!(words.len().is_multiple_of(Chance::RUN as usize), "{} words", words.len());
        fill_opportunity_words(self.key, day, first / 4, words);
    }

    /// Citizens that share sixteen blocks of `Chance::opportunity_words` [citizens].
    pub(crate) const RUN: u32 = 64;

    /// The blocks of [`Chance::draw`] for a list of residents, at a fraction of the cost; `blocks`
    /// gets one for each, in order.
    ///
    /// `first` is the address of the first citizen of the neighborhood, from whom residents count.
    pub(crate) fn draw_each(
        self,
        first: Address,
        residents: &[Resident],
        blocks: &mut Vec<[Draw; 4]>,
    ) {
        // Shrinks and grows: every block left is overwritten, so that nothing is cleared first.
        blocks.resize(residents.len(), [Draw(0); 4]);
        fill_blocks(self.key, first.counter(), residents, blocks);
    }
}

impl RunSeed {
    /// The seed of a world of this run.
    #[must_use]
    pub fn world(self, world: WorldId) -> Seed {
        // The key of a world of the same number: a run draws seeds alone, by a purpose of their own.
        let run = Chance::new(Seed(self.0));
        let [low, high, ..] = run.draw(Address { who: world.0, ..Address::of(Purpose::World) });
        Seed(u64::from(low.0) | u64::from(high.0) << 32)
    }
}

// A plain loop over the scalar function is what LLVM vectorizes best; integer arithmetic gives
// the same bits on every path.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn fill_opportunity_words(key: [u32; 2], day: u32, first_block: u32, words: &mut [u32]) {
    for (run, words) in words.as_chunks_mut::<64>().0.iter_mut().enumerate() {
        let block = first_block + run as u32 * 16;
        // Word w of lane l goes to place 16w + l: four unit-stride stores of a vector each, where
        // block by block would scatter.
        for lane in 0..16 {
            let counter = [block + lane as u32, 0, day, Purpose::Opportunity as u32];
            let [a, b, c, d] = philox4x32_10(counter, key);
            (words[lane], words[lane + 16], words[lane + 32], words[lane + 48]) = (a, b, c, d);
        }
    }
}

#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn fill_blocks(
    key: [u32; 2],
    [first, whom, day, address]: [u32; 4],
    residents: &[Resident],
    blocks: &mut [[Draw; 4]],
) {
    // Sixteen lanes of 32 bits fill a vector of AVX-512, and two of AVX2.
    const LANES: usize = 16;
    let mut counters = [0; LANES];
    for (residents, blocks) in residents.chunks(LANES).zip(blocks.chunks_mut(LANES)) {
        // Lanes beyond a short last chunk keep counters of the chunk before: drawn, and not stored.
        for (counter, &who) in counters.iter_mut().zip(residents) {
            *counter = first + u32::from(who);
        }
        // Word by word first: the compiler turns only such a loop into vectors.
        let mut words = [[0; LANES]; 4];
        for lane in 0..LANES {
            let [a, b, c, d] = philox4x32_10([counters[lane], whom, day, address], key);
            (words[0][lane], words[1][lane], words[2][lane], words[3][lane]) = (a, b, c, d);
        }
        for (lane, block) in blocks.iter_mut().enumerate() {
            *block = [words[0][lane], words[1][lane], words[2][lane], words[3][lane]].map(Draw);
        }
    }
}

/// Sets bit `i % 64` of `bits[i / 64]` where the upper half of word `i` is at most bound `i`, and
/// clears the other bits up to the end of the bounds.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
pub(crate) fn bits_within_bounds(words: &[u32], bounds: &[u16], bits: &mut [u64]) {
    debug_assert!(words.len() == bounds.len() && bits.len() >= bounds.len().div_ceil(64));
    for ((words, bounds), bits) in words.chunks(64).zip(bounds.chunks(64)).zip(bits) {
        // Bytes first: a comparison into bytes vectorizes, one into bits of a word does not.
        let mut within = [0; 64];
        for ((word, bound), within) in words.iter().zip(bounds).zip(&mut within) {
            *within = u8::from((word >> 16) as u16 <= *bound);
        }
        // Eight bytes that are 0 or 1 into eight bits, by a product in which none meet.
        let pack =
            |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        *bits = within.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | pack(eight));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that the authors of Philox publish with Random123.
    #[test]
    fn philox_gives_the_known_answers_of_its_authors() {
        let ones = u32::MAX;
        assert_eq!(
            philox4x32_10([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox4x32_10([ones; 4], [ones; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox4x32_10(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn each_citizen_gets_the_opportunity_word_of_its_own_block() {
        let chance = Chance::new(Seed(9));
        let mut words = [0; 192];
        chance.opportunity_words(5, 128, &mut words);
        for (citizen, &word) in (128..).zip(&words) {
            let block = citizen / 64 * 16 + citizen % 16;
            let drawn =
                chance.draw(Address { who: block, day: 5, ..Address::of(Purpose::Opportunity) });
            assert_eq!(Draw(word), drawn[citizen as usize / 16 % 4]);
        }
    }

    #[test]
    fn the_seed_of_a_world_is_the_first_two_words_of_its_draw() {
        let chance = Chance::new(Seed(2031));
        for number in [0, 1, 77] {
            let [low, high, ..] =
                chance.draw(Address { who: number, ..Address::of(Purpose::World) });
            let seed = RunSeed(2031).world(WorldId(number)).0;
            assert_eq!((Draw(seed as u32), Draw((seed >> 32) as u32)), (low, high));
        }
    }

    #[test]
    fn a_word_sets_its_bit_up_to_its_bound() {
        let mut bits = [9; 2];
        let words = [100, 101, 0, 1, 0].map(|word| (word << 16) + 7);
        bits_within_bounds(&words, &[100, 100, 0, 0, 3], &mut bits);
        assert_eq!(bits, [0b10101, 9]);
        // Each of 64 lands on its own bit.
        for at in 0..64 {
            let mut words = [200 << 16; 64];
            words[at] = 50 << 16;
            bits_within_bounds(&words, &[100; 64], &mut bits);
            assert_eq!(bits[0], 1 << at);
        }
    }

    #[test]
    fn blocks_are_the_same_one_by_one_and_together() {
        let chance = Chance::new(Seed(1 << 40));
        let (who, mut blocks) = ([3, 900, 41].map(Resident), Vec::new());
        let first = Address { who: 8_000, day: 7, which: 3, ..Address::of(Purpose::Event) };
        chance.draw_each(first, &who, &mut blocks);
        for (&who, block) in who.iter().zip(&blocks) {
            assert_eq!(*block, chance.draw(Address { who: 8_000 + u32::from(who), ..first }));
        }
        assert_eq!(blocks.len(), who.len());
    }
}
