//! When occasions come: a citizen's day is a Poisson process whose first draw says whether
//! anything happens at all.

use super::occasions::{DayOccasions, Occasion, second};
use crate::chance::{Chance, Purpose, mark_under};
use crate::population::{Class, Population, Residents};
use crate::scenario::{Conduct, Eligible, Gate, OccasionRate, Society};

/// Something that comes up in a citizen's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OccasionKind {
    /// An occasion to keep or break a rule.
    Act(Conduct),
    /// A citizen at a gate.
    Visit(Gate),
    /// A meeting with a member of the circle.
    Meeting,
}

/// The number of something that can come up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KindCode(pub(super) u8);

impl KindCode {
    /// The number itself, from 0 on.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// Kinds of what can come up.
const KINDS: usize = 19;

impl OccasionKind {
    /// Everything that can come up, in the order of its number.
    pub(super) const ALL: [OccasionKind; KINDS] = [
        OccasionKind::Act(Conduct::Bills),
        OccasionKind::Act(Conduct::CourtDebt),
        OccasionKind::Act(Conduct::Charity),
        OccasionKind::Act(Conduct::Volunteering),
        OccasionKind::Act(Conduct::Recycling),
        OccasionKind::Act(Conduct::Crossing),
        OccasionKind::Act(Conduct::Driving),
        OccasionKind::Act(Conduct::Travel),
        OccasionKind::Act(Conduct::Appointment),
        OccasionKind::Act(Conduct::Taxes),
        OccasionKind::Act(Conduct::Speaking),
        OccasionKind::Act(Conduct::LateGaming),
        OccasionKind::Visit(Gate::Flight),
        OccasionKind::Visit(Gate::Rail),
        OccasionKind::Visit(Gate::School),
        OccasionKind::Visit(Gate::Hospital),
        OccasionKind::Visit(Gate::Venue),
        OccasionKind::Meeting,
        OccasionKind::Act(Conduct::Loan),
    ];

    /// Its number among all of them.
    #[must_use]
    pub fn kind(self) -> KindCode {
        let number = OccasionKind::ALL.iter().position(|&what| what == self);
        KindCode(number.unwrap_or(OccasionKind::ALL.len()) as u8)
    }

    fn occasion(self, society: &Society) -> &OccasionRate {
        match self {
            OccasionKind::Act(conduct) => &society.habit(conduct).occasion,
            OccasionKind::Visit(Gate::Flight) => &society.flights,
            OccasionKind::Visit(Gate::Rail) => &society.rail,
            OccasionKind::Visit(Gate::School) => &society.schooling,
            OccasionKind::Visit(Gate::Hospital) => &society.hospital,
            OccasionKind::Visit(_) => &society.venues,
            OccasionKind::Meeting => &society.meetings,
        }
    }
}

/// The rates at which occasions come, by class.
#[derive(Clone, Debug)]
pub struct OccasionSampler {
    /// Bounds for one, two, three and four occasions or more, by class.
    tails: [[u32; 4]; 256],
    /// Alias tables of what comes up, by class.
    slots: Vec<[Slot; 32]>,
    /// The upper halves of the bounds for one occasion or more, of the adults of each cast: what
    /// most citizens' days end with is read in a row.
    likely: Vec<Vec<u16>>,
    /// See [`OccasionSampler::is_busy`].
    is_busy: bool,
}

/// One slot of an alias table: the bound of a draw, in the upper 22 bits, under which the first
/// of two things comes up, and the numbers of the two, in five bits each.
#[derive(Clone, Copy, Debug)]
struct Slot(u32);

impl Slot {
    fn new(share: f64, first: usize, second: usize) -> Slot {
        let bound = libm::round(share * 4_194_303.0) as u32;
        Slot(bound << 10 | (first << 5 | second) as u32)
    }

    #[inline]
    fn pick(self, draw: u32) -> usize {
        let number = if draw >> 10 < self.0 >> 10 { self.0 >> 5 } else { self.0 };
        (number & 31) as usize
    }
}

/// Space that [`OccasionSampler::day`] works in, kept from call to call.
#[derive(Clone, Debug, Default)]
pub struct SamplerScratch {
    words: Vec<u32>,
    /// Whether anything happens, a bit for each citizen.
    hit_bits: Vec<u64>,
    /// Room for those to whom anything happens, and for the places among them of those to whom more
    /// than one thing does.
    hits: Vec<[u16; 2]>,
    multi_at: Vec<u16>,
    /// Those to whom more than one thing happens, and the draws of the second.
    multi_who: Vec<u16>,
    second: Vec<[u32; 4]>,
    rounds: [Round; MOST],
}

/// The most that comes up for one citizen in a day.
const MOST: usize = 4;

/// What comes first in the days of citizens, or second, or later: to whom, its draws, and its kind,
/// above which stands which of the citizen's draws it is.
#[derive(Clone, Debug, Default)]
struct Round {
    who: Vec<u16>,
    blocks: Vec<[u32; 4]>,
    kinds: Vec<u8>,
}

impl OccasionSampler {
    /// The agenda of the people of `society`.
    #[must_use]
    pub fn new(society: &Society, people: &Population) -> OccasionSampler {
        let classes = (0..Class::COUNT as u8).map(Class);
        let rates: Vec<[f64; KINDS]> = classes
            .map(|class| OccasionKind::ALL.map(|what| rate(society, what.occasion(society), class)))
            .collect();
        let tails: Vec<_> = rates.iter().map(|rates| tails(rates.iter().sum())).collect();
        let tails: [[u32; 4]; 256] =
            std::array::from_fn(|class| tails.get(class).copied().unwrap_or_default());
        let half = |class: &Class| (tails[usize::from(class.0)][0] >> 16) as u16;
        let likely = |residents: &Residents| {
            residents.class[..usize::from(residents.adults())].iter().map(half).collect()
        };
        let likely: Vec<Vec<u16>> = people.resident_sets().map(likely).collect();
        let adults = likely.iter().map(Vec::len).sum::<usize>() as u64;
        let all: u64 = likely.iter().flatten().map(|&bound| u64::from(bound)).sum();
        OccasionSampler {
            is_busy: all * 32 > adults << 16,
            likely,
            tails,
            slots: rates.iter().map(slots).collect(),
        }
    }

    /// Whether anything happens on a day to one adult of 32 at least, so that a day asks for most
    /// lines of memory that a column has.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Mean occasions a day of a citizen of `class` [1/day].
    #[must_use]
    pub fn mean(&self, class: Class) -> f64 {
        let none = 1.0 - f64::from(self.tails[usize::from(class.0)][0]) / 4_294_967_296.0;
        -libm::log(none)
    }

    /// What comes up on `day` in neighbourhood `number`.
    pub fn day(
        &self,
        chance: Chance,
        (people, number): (&Population, u32),
        day: u32,
        scratch: &mut SamplerScratch,
        today: &mut DayOccasions,
    ) {
        let (first, residents) = (people.first(number), people.residents(number));
        let likely = &self.likely[people.resident_set_of(number)];
        self.sweep(chance, (first, residents, likely), day, scratch);
        for at in 0..scratch.multi_at.len() {
            self.follow_up(chance, (first, residents), day, scratch, at);
        }
        today.clear();
        scratch
            .rounds
            .iter()
            .filter(|round| !round.who.is_empty())
            .for_each(|round| round.append_to(today));
    }

    /// Puts what comes up for someone to whom more than one thing happens into rounds, in the order of
    /// its seconds.
    fn follow_up(
        &self,
        chance: Chance,
        (first, residents): (u32, &Residents),
        day: u32,
        scratch: &mut SamplerScratch,
        at: usize,
    ) {
        let (who, place) = (scratch.multi_who[at], usize::from(scratch.multi_at[at]));
        let class = residents.class[usize::from(who)];
        let mut blocks = [scratch.rounds[0].blocks[place], scratch.second[at], [0; 4], [0; 4]];
        let times = self.times(class, scratch.words[usize::from(who)]);
        for (which, block) in (2..).zip(&mut blocks[2..times]) {
            *block = chance.draw(Purpose::Event, first + u32::from(who), 0, day, which);
        }
        let when = blocks.map(|block| second((block[1] >> 16) as u16));
        let mut order = [usize::from(when[1] < when[0]), usize::from(when[1] >= when[0]), 2, 3];
        if times > 2 {
            order[..times].sort_by_key(|&which| (when[which], which));
        }
        let kind = |which: usize| self.kind(class, blocks[which][0]) as u8 | (which as u8) << 5;
        let [early, later @ ..] = &mut scratch.rounds;
        (early.blocks[place], early.kinds[place]) = (blocks[order[0]], kind(order[0]));
        for (round, &which) in later.iter_mut().zip(&order[1..times]) {
            round.who.push(who);
            round.blocks.push(blocks[which]);
            round.kinds.push(kind(which));
        }
    }

    /// How often something happens to someone of `class` to whom anything does.
    #[inline]
    fn times(&self, class: Class, word: u32) -> usize {
        let [_, two, three, lane_index] = self.tails[usize::from(class.0)];
        1 + usize::from(word < two) + usize::from(word < three) + usize::from(word < lane_index)
    }

    /// Finds those to whom anything happens, and the draws of the first two things that do.
    fn sweep(
        &self,
        chance: Chance,
        (first, residents, likely): (u32, &Residents, &[u16]),
        day: u32,
        scratch: &mut SamplerScratch,
    ) {
        let size = likely.len();
        scratch.words.resize(size.next_multiple_of(Chance::RUN as usize), 0);
        chance.sweep(day, first, &mut scratch.words);
        scratch.hit_bits.resize(size.div_ceil(64), 0);
        mark_under(&scratch.words[..size], likely, &mut scratch.hit_bits);
        self.sort_out(&residents.class[..size], scratch);
        let draw = |which, who: &[u16], blocks: &mut Vec<[u32; 4]>| {
            chance.draw_each((Purpose::Event, which), day, (first, who), blocks);
        };
        let [early, later @ ..] = &mut scratch.rounds;
        draw(0, &early.who, &mut early.blocks);
        draw(1, &scratch.multi_who, &mut scratch.second);
        let drawn = early.who.iter().zip(&early.blocks);
        let kinds =
            drawn.map(|(&who, block)| self.kind(residents.class[usize::from(who)], block[0]) as u8);
        early.kinds.clear();
        early.kinds.extend(kinds);
        later.iter_mut().for_each(Round::clear);
    }

    /// Sorts those who are marked into those to whom anything happens, and of these those to whom more
    /// does, without a question whose answer a processor could not foresee.
    fn sort_out(&self, classes: &[Class], scratch: &mut SamplerScratch) {
        let words = &scratch.words[..classes.len()];
        let (mut any, mut more) = (0, 0);
        let hits = scratch.hits.len().max(classes.len() + 1);
        scratch.hits.resize(hits, [0; 2]);
        for (from, &hit_bits) in (0..).step_by(64).zip(&scratch.hit_bits) {
            let mut left = hit_bits;
            while left != 0 {
                let who = from + left.trailing_zeros() as u16;
                let word = words[usize::from(who)];
                let [one, two, ..] = self.tails[usize::from(classes[usize::from(who)].0)];
                (scratch.hits[any][0], scratch.hits[more][1]) = (who, any as u16);
                any += usize::from(word < one);
                more += usize::from(word < two);
                left &= left - 1;
            }
        }
        let who = &mut scratch.rounds[0].who;
        who.clear();
        who.extend(scratch.hits[..any].iter().map(|[who, _]| who));
        scratch.multi_at.clear();
        scratch.multi_at.extend(scratch.hits[..more].iter().map(|[_, place]| place));
        scratch.multi_who.clear();
        scratch.multi_who.extend(scratch.multi_at.iter().map(|&place| who[usize::from(place)]));
    }

    /// The number of what happens to someone of `class`.
    #[inline]
    fn kind(&self, class: Class, draw: u32) -> usize {
        self.slots[usize::from(class.0)][(draw >> 27) as usize].pick(draw << 5)
    }
}

impl Round {
    fn clear(&mut self) {
        self.who.clear();
        self.blocks.clear();
        self.kinds.clear();
    }

    /// Adds the round to `today`, kind by kind.
    fn append_to(&self, today: &mut DayOccasions) {
        let mut counts = [0; 32];
        for kind in &self.kinds {
            counts[usize::from(kind & 31)] += 1;
        }
        let mut places = today.reserve_kinds(&OccasionKind::ALL, counts);
        let drawn = self.who.iter().zip(&self.blocks);
        for (&kind, (&who, &block)) in self.kinds.iter().zip(drawn) {
            let place = &mut places[usize::from(kind & 31)];
            today.occasions[*place] = Occasion::of(KindCode(kind & 31), who, kind >> 5, block);
            *place += 1;
        }
    }
}

/// Occasions a day of one citizen of `class` [1/day].
fn rate(society: &Society, occasion: &OccasionRate, class: Class) -> f64 {
    let concerned = match occasion.who {
        Eligible::Adults => class.is_adult(),
        Eligible::Heads => class.is_head(),
        Eligible::Parents => class.is_parent(),
        Eligible::WorkingAge => class.is_adult() && class.band() < 4,
    };
    if !concerned || !class.is_adult() {
        return 0.0;
    }
    let mobility =
        if occasion.mobile { society.population.mobility[class.mobility()] } else { 1.0 };
    occasion.rate.a_day() * occasion.by_age[class.band() - 1] * mobility
}

/// Bounds of a draw for one, two, three and four Poisson events or more at this mean.
fn tails(mean: f64) -> [u32; 4] {
    let mut tail = 1.0;
    let mut term = libm::exp(-mean);
    let mut count = 0.0;
    [(); 4].map(|()| {
        tail -= term;
        count += 1.0;
        term *= mean / count;
        (tail.max(0.0) * 4_294_967_296.0) as u32
    })
}

/// Walker's alias table over 32 slots for these rates.
fn slots(rates: &[f64; KINDS]) -> [Slot; 32] {
    let total: f64 = rates.iter().sum();
    let mut left = [0.0; 32];
    if total > 0.0 {
        for (share, rate) in left.iter_mut().zip(rates) {
            *share = rate / total * 32.0;
        }
    }
    let number = |slot: usize| slot.min(OccasionKind::ALL.len() - 1);
    let mut table = [Slot::new(1.0, KINDS - 1, KINDS - 1); 32];
    let mut open = [true; 32];
    for _ in 0..32 {
        let waiting = |&slot: &usize| open[slot];
        let order = |a: &usize, b: &usize| left[*a].total_cmp(&left[*b]);
        let Some(poor) = (0..32).filter(waiting).min_by(order) else { break };
        let rich = (0..32).filter(waiting).max_by(order).unwrap_or(poor);
        open[poor] = false;
        table[poor] = Slot::new(left[poor].min(1.0), number(poor), number(rich));
        if rich != poor {
            left[rich] -= 1.0 - left[poor];
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_table_gives_each_thing_its_share() {
        let mut rates = [0.0; KINDS];
        rates[3] = 0.2;
        rates[17] = 0.6;
        let share = |wanted| {
            let one = |slot: &Slot| {
                let first = f64::from(slot.0 >> 10) / 4_194_303.0;
                let is = |number: u32| f64::from(u8::from(number & 31 == wanted));
                is(slot.0 >> 5) * first + is(slot.0) * (1.0 - first)
            };
            slots(&rates).iter().map(one).sum::<f64>() / 32.0
        };
        assert!((share(3) - 0.25).abs() < 1e-6);
        assert!((share(17) - 0.75).abs() < 1e-6);
        assert!(share(0) < 1e-6);
    }

    #[test]
    fn the_tails_of_a_poisson_day_are_those_of_the_closed_form() {
        let [one, two, ..] = tails(0.2);
        let of = |bound: u32| f64::from(bound) / 4_294_967_296.0;
        assert!((of(one) - (1.0 - libm::exp(-0.2))).abs() < 1e-9);
        assert!((of(two) - (1.0 - 1.2 * libm::exp(-0.2))).abs() < 1e-9);
    }
}
