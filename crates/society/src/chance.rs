//! The only randomness: a pure function of the seed and of what is decided.
//!
//! A draw is addressed, never taken from a stream: two twins that face the same decision share
//! its draw, and no thread, shard or order of work can change one. The function is
//! Philox4x32-10 (Salmon et al. 2011), whose authors' test vectors are asserted below.

use multiversion::multiversion;
use rand_philox::philox4x32_10;

use crate::units::Seed;

/// What a draw is for. The numbers are kept for ever: a purpose that ends leaves a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Whether, and how often, anything happens to a citizen on a day.
    Opportunity = 0,
    /// What happens, when, and how it turns out.
    Event = 1,
    /// Who a sighting is taken for.
    Lookalike = 2,
    /// Whom a register's false link falls on.
    Collision = 3,
    // 4 was for informants, who now decide by the draw of the sighting.
    /// What happens at a gate.
    Gate = 5,
    /// Work found, debts repaid, what the month brings.
    Month = 6,
    /// Appeals, and how they end.
    Appeal = 7,
    /// Whom a citizen meets, and whether the tie is cut.
    Meeting = 8,
    /// Sightings of citizens who do nothing.
    Passing = 9,
    /// Who lives here.
    Population = 10,
    /// Who belongs to which household, circle and team.
    Grouping = 11,
    /// Kin who live elsewhere.
    Kin = 12,
    /// Entries in a register that no deed stands behind.
    Phantom = 13,
    /// What lies in the way of a list: notice, entry by association.
    Listing = 14,
    /// The seeds of the worlds of a run.
    World = 15,
}

/// The source of every draw of one world.
///
/// ```
/// use society::{chance::{Chance, Purpose}, units::Seed};
///
/// let chance = Chance::new(Seed(2031));
/// let again = Chance::new(Seed(2031));
/// assert_eq!(chance.draw(Purpose::Event, 7, 0, 3, 0), again.draw(Purpose::Event, 7, 0, 3, 0));
/// assert_ne!(chance.draw(Purpose::Event, 7, 0, 3, 0), chance.draw(Purpose::Event, 8, 0, 3, 0));
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

    /// Four independent uniform words that decide `purpose` on `day` between `who` and `whom`,
    /// for the `which`-th time (at most 65,535 times).
    #[inline]
    #[must_use]
    pub fn draw(self, purpose: Purpose, who: u32, whom: u32, day: u32, which: u16) -> [u32; 4] {
        philox4x32_10([who, whom, day, purpose as u32 | u32::from(which) << 16], self.key)
    }

    /// One word for each of the citizens `first..first + words.len()` on `day`: the draw that
    /// says whether anything happens to them.
    ///
    /// Sixteen blocks serve 64 citizens, so that a citizen costs a quarter of one: the word of
    /// citizen `c` is word `c / 16 % 4` of block `c / 64 · 16 + c % 16`. `first` and the length
    /// must be multiples of [`Chance::RUN`].
    pub fn sweep(self, day: u32, first: u32, words: &mut [u32]) {
        debug_assert!(first.is_multiple_of(64) && words.len().is_multiple_of(64));
        sweep(self.key, day, first / 4, words);
    }

    /// Citizens that share the blocks of a sweep [citizens].
    pub const RUN: u32 = 64;

    /// What [`Chance::draw`] gives for `purpose` on `day` for each citizen `first + who` with nobody
    /// as `whom`, for the `which`-th time, at a fraction of the cost.
    pub fn draw_each(
        self,
        (purpose, which): (Purpose, u16),
        day: u32,
        (first, who): (u32, &[u16]),
        blocks: &mut Vec<[u32; 4]>,
    ) {
        blocks.resize(who.len(), [0; 4]);
        each(self.key, purpose as u32 | u32::from(which) << 16, day, (first, who), blocks);
    }

    /// The seed of world `number` of a run that starts from this seed.
    #[must_use]
    pub fn world(self, number: u32) -> Seed {
        let [low, high, ..] = self.draw(Purpose::World, number, 0, 0, 0);
        Seed(u64::from(low) | u64::from(high) << 32)
    }
}

// A plain loop over the scalar function is what LLVM vectorises best; integer arithmetic gives
// the same bits on every path.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn sweep(key: [u32; 2], day: u32, first: u32, words: &mut [u32]) {
    for (run, words) in words.as_chunks_mut::<64>().0.iter_mut().enumerate() {
        let block = first + run as u32 * 16;
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
fn each(
    key: [u32; 2],
    purpose: u32,
    day: u32,
    (first, who): (u32, &[u16]),
    blocks: &mut [[u32; 4]],
) {
    const LANES: usize = 16;
    let mut counters = [0; LANES];
    for (who, blocks) in who.chunks(LANES).zip(blocks.chunks_mut(LANES)) {
        for (counter, &who) in counters.iter_mut().zip(who) {
            *counter = first + u32::from(who);
        }
        // Word by word first: the compiler turns only such a loop into vectors.
        let mut words = [[0; LANES]; 4];
        for lane in 0..LANES {
            let [a, b, c, d] = philox4x32_10([counters[lane], 0, day, purpose], key);
            (words[0][lane], words[1][lane], words[2][lane], words[3][lane]) = (a, b, c, d);
        }
        for (lane, block) in blocks.iter_mut().enumerate() {
            *block = [words[0][lane], words[1][lane], words[2][lane], words[3][lane]];
        }
    }
}

/// Marks with a set bit each word whose upper half is not above its bound, 64 words to a mark.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
pub(crate) fn mark_under(words: &[u32], bounds: &[u16], marks: &mut [u64]) {
    for ((words, bounds), mark) in words.chunks(64).zip(bounds.chunks(64)).zip(marks) {
        let mut under = [0; 64];
        for ((word, bound), under) in words.iter().zip(bounds).zip(&mut under) {
            *under = u8::from((word >> 16) as u16 <= *bound);
        }
        // Eight bytes that are 0 or 1 into eight bits, by a product in which none meet.
        let bits =
            |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        *mark = under.as_chunks().0.iter().rev().fold(0, |mark, eight| mark << 8 | bits(eight));
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
    fn a_sweep_gives_each_citizen_the_word_of_its_own_block() {
        let chance = Chance::new(Seed(9));
        let mut words = [0; 192];
        chance.sweep(5, 128, &mut words);
        for (citizen, &word) in (128..).zip(&words) {
            let block = citizen / 64 * 16 + citizen % 16;
            let drawn = chance.draw(Purpose::Opportunity, block, 0, 5, 0);
            assert_eq!(word, drawn[citizen as usize / 16 % 4]);
        }
    }

    #[test]
    fn the_seed_of_a_world_is_the_first_two_words_of_its_draw() {
        let chance = Chance::new(Seed(2031));
        for number in [0, 1, 77] {
            let [low, high, ..] = chance.draw(Purpose::World, number, 0, 0, 0);
            let seed = chance.world(number).0;
            assert_eq!((seed as u32, (seed >> 32) as u32), (low, high));
        }
    }

    #[test]
    fn a_word_is_marked_up_to_its_bound() {
        let mut marks = [9; 2];
        let words = [100, 101, 0, 1, 0].map(|word| (word << 16) + 7);
        mark_under(&words, &[100, 100, 0, 0, 3], &mut marks);
        assert_eq!(marks, [0b10101, 9]);
        // Each of 64 lands on its own bit.
        for at in 0..64 {
            let mut words = [200 << 16; 64];
            words[at] = 50 << 16;
            mark_under(&words, &[100; 64], &mut marks);
            assert_eq!(marks[0], 1 << at);
        }
    }

    #[test]
    fn citizens_are_drawn_for_alike_one_by_one_and_together() {
        let chance = Chance::new(Seed(1 << 40));
        let (who, mut blocks) = ([3, 900, 41], Vec::new());
        chance.draw_each((Purpose::Event, 3), 7, (8_000, &who), &mut blocks);
        for (&who, block) in who.iter().zip(&blocks) {
            assert_eq!(*block, chance.draw(Purpose::Event, 8_000 + u32::from(who), 0, 7, 3));
        }
        assert_eq!(blocks.len(), who.len());
    }
}
