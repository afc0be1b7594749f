//! A census: validation of the synthetic population against its published marginals.

use std::collections::BTreeSet;

use crate::population::{Decile, GroupId, Groups, Population, Sex};
use crate::scenario::Society;
use crate::units::{Citizen, Resident};

/// One row of the census: a statistic of the population and the range in which it is expected.
///
/// ```
/// use society::census::CensusRow;
///
/// let row = CensusRow { name: "share of men".to_owned(), expected: (0.50, 0.52), found: 0.515 };
/// assert!(row.holds());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CensusRow {
    /// The name of the statistic, with its unit where it has one.
    pub name: String,
    /// The expected range, both ends included.
    pub expected: (f64, f64),
    /// The value found.
    pub found: f64,
}

impl CensusRow {
    /// Whether the value lies in the range.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.expected.0..=self.expected.1).contains(&self.found)
    }
}

/// Citizens sampled for the clustering of ties [citizens].
const SAMPLE: u32 = 400;

/// The census of `population`, a realization of `society`.
///
/// Statistics met by quota are expected to the nearest citizen; drawn ones within four standard
/// errors, which a true population leaves once in 16,000 times; the layers of ties
/// and their clustering within their published ranges.
#[must_use]
pub fn census(society: &Society, population: &Population) -> Vec<CensusRow> {
    let mut rows = ages(society, population);
    rows.extend(homes(society, population));
    rows.push(workplaces(society, population));
    rows.extend(layers(population));
    rows.push(clustering(population));
    rows
}

/// The row of a statistic expected `within` so much of a value.
fn row(name: impl Into<String>, found: f64, expected: f64, within: f64) -> CensusRow {
    CensusRow { name: name.into(), expected: (expected - within, expected + within), found }
}

/// Shares of the three age groups of the marginals.
fn ages(society: &Society, population: &Population) -> Vec<CensusRow> {
    let mut counts = [0u32; 3];
    for number in population.neighborhoods() {
        for &age in &population.residents(number).age {
            counts[usize::from(age >= 15) + usize::from(age >= 60)] += 1;
        }
    }
    let all = f64::from(population.citizens());
    // A quota is met in each neighborhood, to the nearest citizen.
    let within = population.neighborhoods().len() as f64 / all;
    let names = ["0 to 14", "15 to 59", "60 and more"];
    let shares = society.population.ages.iter().zip(names).zip(counts);
    shares
        .map(|((share, name), count)| {
            row(format!("share aged {name}"), f64::from(count) / all, share.get(), within)
        })
        .collect()
}

/// Household size, by its Poisson law; sex ratio, groups and income deciles.
fn homes(society: &Society, population: &Population) -> Vec<CensusRow> {
    let people = &society.population;
    let (mut homes, mut men, mut first_group, mut poorest) = (0.0, 0.0, 0.0, 0.0);
    for number in population.neighborhoods() {
        let residents = population.residents(number);
        for members in residents.households.iter() {
            let cell = residents.cell[usize::from(members[0])];
            homes += 1.0;
            first_group += f64::from(u8::from(cell.group() == GroupId(0)));
            poorest += f64::from(u8::from(cell.decile() == Decile::POOREST));
        }
        men += residents.cell.iter().filter(|cell| cell.sex() == Sex::Man).count() as f64;
    }
    let all = f64::from(population.citizens());
    let share = people.groups[0].share.get();
    let men_share = people.sex_ratio / (100.0 + people.sex_ratio);
    // The variance of 1 + Poisson is its mean less one; seven is the most, which takes a little.
    let spread = libm::sqrt((people.household - 1.0) / homes);
    vec![
        row("mean household [citizens]", all / homes, people.household, 4.0 * spread + 0.01),
        row(
            "share of men",
            men / all,
            men_share,
            4.0 * libm::sqrt(men_share * (1.0 - men_share) / all),
        ),
        row(
            format!("share of households of {}", people.groups[0].name),
            first_group / homes,
            share,
            4.0 * libm::sqrt(share * (1.0 - share) / homes),
        ),
        row(
            "share of households in the poorest tenth",
            poorest / homes,
            0.1,
            population.neighborhoods().len() as f64 / homes,
        ),
    ]
}

/// The exponent of workplace sizes, from the share with ten or more at work.
fn workplaces(society: &Society, population: &Population) -> CensusRow {
    let (mut all, mut large) = (0.0, 0.0);
    for number in population.neighborhoods() {
        for size in population.residents(number).workplaces.iter().map(<[Resident]>::len) {
            all += 1.0;
            large += f64::from(u8::from(size >= 10));
        }
    }
    // P(size ≥ 10) = 10^−exponent, and the error of its logarithm by the delta method.
    let share: f64 = large / all;
    let exponent = -libm::log10(share);
    let error = libm::sqrt(share * (1.0 - share) / all) / share / std::f64::consts::LN_10;
    row("exponent of workplace sizes", exponent, society.population.zipf, 4.0 * error)
}

/// Mean ties of a citizen, cumulated over layers of falling closeness [citizens].
fn layers(population: &Population) -> Vec<CensusRow> {
    let mut sums = [0.0; 4];
    for number in population.neighborhoods() {
        let residents = population.residents(number);
        let others = |groups: &Groups, who| groups.around(who).len().saturating_sub(1) as f64;
        for who in residents.everyone() {
            let citizen = population.citizen(number, who);
            let kin =
                population.kinships().filter(|&which| population.kin(citizen, which).is_some());
            // Layers overlap: a colleague may be kin. The census counts ties, not people.
            sums[0] += others(&residents.households, who) + kin.count() as f64;
            sums[1] += others(&residents.circles, who);
            sums[2] += others(&residents.teams, who);
            sums[3] += others(&residents.acquaintances, who);
        }
    }
    let mut upto = 0.0;
    let names = [
        "household and kin",
        "with friends",
        "with colleagues and classmates",
        "with acquaintances",
    ];
    let published = [4.0, 11.0, 30.0, 129.0];
    let layer = |((sum, name), published): ((f64, &str), f64)| {
        upto += sum / f64::from(population.citizens());
        row(format!("ties: {name}"), upto, published, published / 5.0)
    };
    sums.into_iter().zip(names).zip(published).map(layer).collect()
}

/// The mean clustering coefficient: the share of pairs around a citizen that are tied to each other
/// (Watts and Strogatz 1998).
fn clustering(population: &Population) -> CensusRow {
    // Sets in order: an intersection must not depend on a hash.
    let around = |citizen: Citizen| -> BTreeSet<Citizen> {
        let (number, who) = population.locate(citizen);
        let residents = population.residents(number);
        let groups = [&residents.households, &residents.circles, &residents.teams];
        let near = groups
            .into_iter()
            .flat_map(|groups| groups.around(who))
            .map(|&one| population.citizen(number, one));
        let kin = population.kinships().filter_map(|which| population.kin(citizen, which));
        near.chain(kin).filter(|&other| other != citizen).collect()
    };
    // A sample at even steps needs no draw, and its neighborhoods cover the society.
    let step = (population.citizens() / SAMPLE).max(1) as usize;
    let (mut sum, mut count) = (0.0, 0.0);
    for citizen in (0..population.citizens()).step_by(step) {
        let mine = around(Citizen(citizen));
        if mine.len() > 1 {
            let tied: usize = mine.iter().map(|&one| around(one).intersection(&mine).count()).sum();
            sum += tied as f64 / (mine.len() * (mine.len() - 1)) as f64;
            count += 1.0;
        }
    }
    CensusRow { name: "clustering of ties".to_owned(), expected: (0.1, 0.5), found: sum / count }
}
