//! The people of one neighbourhood: households first, then ages within them, then who they are
//! and whom they know. Last they are numbered, adults first, so that what changes about adults
//! alone needs no place for children.

use super::{Cell, Class, Groups, band, prefetch};
use crate::chance::{Chance, Purpose};
use crate::scenario::{Marginals, Society};
use crate::units::Share;

/// The people of one neighbourhood, a column for each thing that never changes about them.
#[derive(Clone, Debug)]
pub struct Residents {
    /// Age [years].
    pub age: Vec<u8>,
    /// Group, income tenth, sex and age band.
    pub cell: Vec<Cell>,
    /// What decides how often anything happens to them.
    pub class: Vec<Class>,
    /// Conscientiousness [1/32 standard deviations].
    pub disposition: Vec<i8>,
    /// Rank, 0 to 255, in knowing of things: the lowest know first.
    pub awareness_rank: Vec<u8>,
    /// Rank, 0 to 255, in playing the system: the lowest play first.
    pub gaming_rank: Vec<u8>,
    /// Whether they are in work on the first day.
    pub works: Vec<bool>,
    /// Who live together.
    pub households: Groups,
    /// Circles of friends, alike in age.
    pub circles: Groups,
    /// Teams at work and classes at school.
    pub teams: Groups,
    /// Workplaces, each made of one team or several.
    pub workplaces: Groups,
    /// Those whom one knows by sight.
    pub acquaintances: Groups,
    /// Those alike to a machine, in the order of [`Cell::look`].
    alike: Vec<Vec<u16>>,
    adults: u16,
}

/// The rooms of a neighbourhood: who lives with whom, before anyone has an age.
struct HouseholdSlots {
    /// First citizen of each household, and one past the last.
    start: Vec<usize>,
    /// Place of each citizen in the household; 0 is its head.
    place: Vec<u8>,
}

/// The draws behind one cast: pure functions of its number.
#[derive(Clone, Copy)]
struct Draws {
    chance: Chance,
    residents: u32,
}

impl Draws {
    /// The words that decide `which` about `item`.
    fn of(self, item: usize, which: u16) -> [u32; 4] {
        self.chance.draw(Purpose::Population, self.residents, item as u32, 0, which)
    }

    /// `items` in a random order.
    fn order(self, items: impl Iterator<Item = usize>, which: u16) -> Vec<u16> {
        let keyed = |item: usize| {
            let [word, ..] =
                self.chance.draw(Purpose::Grouping, self.residents, item as u32, 0, which);
            (word, item as u16)
        };
        let mut keys: Vec<_> = items.map(keyed).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, item)| item).collect()
    }
}

/// A word as a number from 0 up to, and not including, 1.
fn unit(word: u32) -> f64 {
    f64::from(word) / 4_294_967_296.0
}

/// A word as a whole number from 0 up to, and not including, `below`.
fn below(word: u32, below: usize) -> usize {
    ((u64::from(word) * below as u64) >> 32) as usize
}

impl Residents {
    /// The cast with this number, of `size` citizens.
    #[must_use]
    pub fn of(
        marginals: &Marginals,
        society: &Society,
        chance: Chance,
        number: u32,
        size: u32,
    ) -> Residents {
        let draws = Draws { chance, residents: number };
        let size = size as usize;
        let rooms = rooms(marginals, draws, size);
        let age = ages(marginals, draws, &rooms);
        let works = works(society, draws, &age);
        let people = people(marginals, draws, &rooms, &age);
        let mut sizes =
            (0..rooms.start.len() - 1).map(|home| rooms.start[home + 1] - rooms.start[home]);
        let everyone: Vec<u16> = (0..size as u16).collect();
        let (workplaces, teams) = teams(marginals, draws, &age, &works);
        let acquaintances = draws.order(0..size, 3);
        let mut residents = Residents {
            households: Groups::runs(size, &everyone, || sizes.next().unwrap_or(1)),
            circles: circles(marginals, draws, &age),
            workplaces,
            teams,
            acquaintances: Groups::runs(size, &acquaintances, || {
                usize::from(marginals.acquaintances)
            }),
            alike: Vec::new(),
            adults: age.iter().filter(|&&age| band(age) > 0).count() as u16,
            cell: people.cell,
            class: people.class,
            disposition: people.disposition,
            awareness_rank: people.awareness_rank,
            gaming_rank: people.gaming_rank,
            works,
            age,
        };
        residents.number();
        residents.alike = alike(&residents.cell);
        residents
    }

    /// Numbers adults before children, both in the order of their rooms.
    fn number(&mut self) {
        let everyone = 0..self.size() as u16;
        let (mut rooms, children): (Vec<u16>, Vec<u16>) =
            everyone.partition(|&room| self.class[usize::from(room)].is_adult());
        rooms.extend(children);
        fn sorted<T: Copy>(column: &mut Vec<T>, rooms: &[u16]) {
            *column = rooms.iter().map(|&room| column[usize::from(room)]).collect();
        }
        sorted(&mut self.age, &rooms);
        sorted(&mut self.cell, &rooms);
        sorted(&mut self.class, &rooms);
        sorted(&mut self.disposition, &rooms);
        sorted(&mut self.awareness_rank, &rooms);
        sorted(&mut self.gaming_rank, &rooms);
        sorted(&mut self.works, &rooms);
        let mut numbers = vec![0; rooms.len()];
        for (number, &room) in (0..).zip(&rooms) {
            numbers[usize::from(room)] = number;
        }
        let ties = [&mut self.households, &mut self.circles, &mut self.teams];
        for groups in ties.into_iter().chain([&mut self.workplaces, &mut self.acquaintances]) {
            groups.renumber(&rooms, &numbers);
        }
    }

    /// Those who look like someone of `cell`: of the same group, sex and age band.
    #[must_use]
    pub fn alike(&self, cell: Cell) -> &[u16] {
        self.alike.get(cell.look()).map_or(&[], Vec::as_slice)
    }

    /// Citizens of the neighbourhood [citizens].
    #[must_use]
    pub fn size(&self) -> usize {
        self.age.len()
    }

    /// Adults of the neighbourhood, who have the numbers below this one [citizens].
    #[inline]
    #[must_use]
    pub fn adults(&self) -> u16 {
        self.adults
    }

    /// Fetches what a day asks of adults, on a `busy` day of most of them, and where they look `around`
    /// of those as well; see [`prefetch`].
    pub(crate) fn prefetch(&self, busy: bool, around: bool) {
        let adults = ..usize::from(self.adults);
        prefetch(&self.cell[adults]);
        if busy {
            prefetch(&self.class[adults]);
            prefetch(&self.disposition[adults]);
        }
        if around {
            prefetch(&self.gaming_rank[adults]);
            prefetch(&self.awareness_rank[adults]);
            for groups in [&self.households, &self.circles, &self.teams] {
                groups.prefetch();
            }
        }
    }

    /// Adults of each cell that any live in [citizens].
    pub fn adults_by_cell(&self) -> impl Iterator<Item = (Cell, u32)> {
        let cells = self.cell[..usize::from(self.adults)].iter().map(|cell| usize::from(cell.0));
        let mut counts = vec![0; cells.clone().max().map_or(0, |last| last + 1)];
        cells.for_each(|cell| counts[cell] += 1);
        (0..).map(Cell).zip(counts).filter(|&(_, count)| count > 0)
    }

    /// Whether a citizen of the neighbourhood is 18 or older.
    #[inline]
    #[must_use]
    pub fn is_adult(&self, who: u16) -> bool {
        who < self.adults
    }
}

fn alike(cells: &[Cell]) -> Vec<Vec<u16>> {
    let looks = cells.iter().map(|cell| cell.look() + 1).max().unwrap_or(0);
    let mut alike = vec![Vec::new(); looks];
    for (who, cell) in (0..).zip(cells) {
        alike[cell.look()].push(who);
    }
    alike
}

/// Households of 1 + Poisson(mean − 1) citizens, seven at most.
fn rooms(marginals: &Marginals, draws: Draws, size: usize) -> HouseholdSlots {
    let others = marginals.household - 1.0;
    let mut rooms = HouseholdSlots { start: vec![0], place: Vec::with_capacity(size) };
    while rooms.place.len() < size {
        let mut left = unit(draws.of(rooms.start.len(), 0)[0]);
        let mut chance = libm::exp(-others);
        let mut members = 1;
        while left >= chance && members < 7 {
            left -= chance;
            chance *= others / members as f64;
            members += 1;
        }
        let members = members.min(size - rooms.place.len());
        rooms.place.extend(0..members as u8);
        rooms.start.push(rooms.place.len());
    }
    rooms
}

/// Ages that meet the published shares to the last citizen, and make sense at home: children
/// have an adult, and the old live mostly with the old.
fn ages(marginals: &Marginals, draws: Draws, rooms: &HouseholdSlots) -> Vec<u8> {
    let size = rooms.place.len();
    let quota = |share: Share| libm::round(share.get() * size as f64) as usize;
    let (mut young, mut old) = (quota(marginals.ages[0]), quota(marginals.ages[2]));
    let mut age = vec![0u8; size];
    let mut child = vec![false; size];
    let rank = |wanted: std::ops::Range<u8>, which| {
        draws.order((0..size).filter(|&who| wanted.contains(&rooms.place[who])), which)
    };
    // A household of strangers to the shares: where rooms run out, second places take children.
    for who in rank(2..8, 10).into_iter().chain(rank(1..2, 11)) {
        if young > 0 {
            child[usize::from(who)] = true;
            age[usize::from(who)] = below(draws.of(who.into(), 1)[0], 15) as u8;
            young -= 1;
        }
    }
    let homes = draws.order(0..rooms.start.len() - 1, 12);
    let members = |home: u16| rooms.start[usize::from(home)]..rooms.start[usize::from(home) + 1];
    let childless = |home: &u16| !members(*home).any(|who| child[who]);
    // Seven in ten of the old live in a home without children (assumed); the rest with kin.
    let with_kin = old * 3 / 10;
    let couples = homes.iter().copied().filter(childless).flat_map(|home| members(home).take(2));
    let kin = rank(2..8, 13).into_iter().chain(rank(0..8, 14)).map(usize::from);
    for (who, reserve) in couples.map(|who| (who, with_kin)).chain(kin.map(|who| (who, 0))) {
        if old > reserve && age[who] == 0 && !child[who] {
            age[who] = elder(draws.of(who, 1)[0]);
            old -= 1;
        }
    }
    for who in 0..size {
        if age[who] == 0 && !child[who] {
            age[who] = adult(draws.of(who, 1), rooms, &age, &child, who);
        }
    }
    age
}

/// An age of 60 or more; the older, the fewer [years].
fn elder(word: u32) -> u8 {
    60 + (36.0 * (1.0 - libm::sqrt(1.0 - unit(word)))) as u8
}

/// An age of 15 to 59 that fits the home [years].
fn adult(words: [u32; 4], rooms: &HouseholdSlots, age: &[u8], child: &[bool], who: usize) -> u8 {
    let home = rooms.start.partition_point(|&start| start <= who) - 1;
    let members = rooms.start[home]..rooms.start[home + 1];
    let eldest = members.filter(|&other| child[other]).map(|other| age[other]).max();
    match (rooms.place[who], eldest) {
        // Parents are 22 to 40 years older than the eldest child.
        (0, Some(eldest)) => (eldest + 22 + below(words[1], 19) as u8).min(59),
        (0, None) => 18 + below(words[1], 42) as u8,
        // A partner is within five years of the head.
        (1, _) => {
            (age[rooms.start[home]] + below(words[1], 11) as u8).saturating_sub(5).clamp(18, 59)
        }
        // Grown-up children and other kin at home.
        _ => 15 + below(words[1], 25) as u8,
    }
}

/// Who of the working age is in work on the first day.
fn works(society: &Society, draws: Draws, age: &[u8]) -> Vec<bool> {
    let employed = society.livelihood.work.employed.threshold();
    let works =
        |(who, &age): (usize, &u8)| (18..60).contains(&age) && employed.admits(draws.of(who, 2)[0]);
    age.iter().enumerate().map(works).collect()
}

/// What is drawn person by person.
struct People {
    cell: Vec<Cell>,
    class: Vec<Class>,
    disposition: Vec<i8>,
    awareness_rank: Vec<u8>,
    gaming_rank: Vec<u8>,
}

fn people(marginals: &Marginals, draws: Draws, rooms: &HouseholdSlots, age: &[u8]) -> People {
    let size = age.len();
    let homes = rooms.start.len() - 1;
    let mut tenth = vec![0; homes];
    for (rank, home) in draws.order(0..homes, 4).into_iter().enumerate() {
        tenth[usize::from(home)] = rank * 10 / homes;
    }
    let man = Share::clamped(marginals.sex_ratio / (100.0 + marginals.sex_ratio)).threshold();
    let mut people = People {
        cell: Vec::with_capacity(size),
        class: Vec::with_capacity(size),
        disposition: Vec::with_capacity(size),
        awareness_rank: Vec::with_capacity(size),
        gaming_rank: Vec::with_capacity(size),
    };
    for (home, &tenth) in tenth.iter().enumerate() {
        let members = rooms.start[home]..rooms.start[home + 1];
        let ours = draws.of(home, 3);
        let group = group(marginals, ours[0]);
        let at_school = members.clone().any(|who| (6..18).contains(&age[who]));
        for who in members {
            let words = draws.of(who, 4);
            let more = draws.of(who, 5);
            let head = rooms.place[who] == 0;
            let band = band(age[who]);
            let sex = usize::from(man.admits(words[0]));
            people.cell.push(Cell::of(group, tenth, sex, band));
            let parent = head && at_school && band > 0;
            people.class.push(Class::of(band, head && band > 0, parent, mobility(tenth, words[1])));
            people.disposition.push(disposition(
                marginals.alike,
                normal(ours[1], ours[2]),
                normal(words[2], words[3]),
            ));
            people.awareness_rank.push(more[0] as u8);
            people.gaming_rank.push(more[1] as u8);
        }
    }
    people
}

fn group(marginals: &Marginals, word: u32) -> usize {
    let mut upto = 0.0;
    let within = |group: &crate::scenario::Group| {
        upto += group.share.get();
        unit(word) < upto
    };
    marginals.groups.iter().position(within).unwrap_or(marginals.groups.len() - 1)
}

/// The quarter of mobility: half of it follows income, half of it is the citizen's own
/// (assumed).
fn mobility(tenth: usize, word: u32) -> usize {
    // A second bit splits the tenths that lie across the border of two quarters.
    if word & 1 == 0 { (tenth * 2 + ((word >> 1) & 1) as usize) / 5 } else { below(word, 4) }
}

/// A standard normal number, by Box and Muller.
fn normal(first: u32, second: u32) -> f64 {
    let radius = libm::sqrt(-2.0 * libm::log(1.0 - unit(first)));
    radius * libm::cos(2.0 * std::f64::consts::PI * unit(second))
}

/// Conscientiousness with its shared part [1/32 standard deviations].
fn disposition(alike: Share, shared: f64, own: f64) -> i8 {
    let sum = libm::sqrt(alike.get()) * shared + libm::sqrt(alike.rest().get()) * own;
    libm::round(sum * 32.0).clamp(-127.0, 127.0) as i8
}

/// Circles of friends within an age band, of sizes around the mean.
fn circles(marginals: &Marginals, draws: Draws, age: &[u8]) -> Groups {
    let mut order = draws.order(0..age.len(), 5);
    order.sort_by_key(|&who| band(age[usize::from(who)]));
    let mean = usize::from(marginals.circle);
    let spread = mean / 3;
    let mut number = 0;
    Groups::runs(age.len(), &order, || {
        number += 1;
        mean - spread + below(draws.of(number, 6)[0], 2 * spread + 1)
    })
}

/// Workplaces, and the teams that they and the schools are made of.
fn teams(marginals: &Marginals, draws: Draws, age: &[u8], works: &[bool]) -> (Groups, Groups) {
    let workers = draws.order((0..age.len()).filter(|&who| works[who]), 7);
    let mut number = 0;
    let workplaces = Groups::runs(age.len(), &workers, || {
        number += 1;
        workplace(marginals, draws.of(number, 7)[0])
    });
    let mut sizes = Vec::new();
    for place in 0..workplaces.count() {
        let members = workplaces.members(place as u16).len();
        let parts = members.div_ceil(usize::from(marginals.team));
        sizes.extend((0..parts).map(|part| (part + 1) * members / parts - part * members / parts));
    }
    let mut pupils = draws.order((0..age.len()).filter(|&who| (6..18).contains(&age[who])), 8);
    pupils.sort_by_key(|&who| age[usize::from(who)]);
    let classes = pupils.len().div_ceil(usize::from(marginals.class)).max(1);
    sizes.extend(
        (0..classes)
            .map(|class| (class + 1) * pupils.len() / classes - class * pupils.len() / classes),
    );
    let order: Vec<u16> = workers.into_iter().chain(pupils).collect();
    let mut sizes = sizes.into_iter();
    (workplaces, Groups::runs(age.len(), &order, || sizes.next().unwrap_or(1)))
}

/// The size of a workplace, by Zipf's law up to the largest that fits [citizens].
fn workplace(marginals: &Marginals, word: u32) -> usize {
    let size = libm::pow(1.0 - unit(word), -1.0 / marginals.zipf);
    (size as usize).clamp(1, usize::from(marginals.workplace))
}
