//! The state of finished twins, as the laws compare it.

use reader::LoadedScenario;
use society::measures::{PairedDifference, Tallies, Tally};
use society::population::Cell;
use society::scenario::{Channel, PlaceId, TwinId};
use society::twins::Twins;
use society::units::{Day, Level, Neighborhood, Resident, Seed};
use society::world::{Digest, State, World};

/// The seed of the world that the laws look at.
pub(super) fn seed(asked: &LoadedScenario) -> Seed {
    Seed(asked.scenario.seed().0)
}

/// The first morning of every twin.
pub(super) fn born(asked: &LoadedScenario) -> Twins {
    Twins::new(&asked.scenario, seed(asked))
}

/// Every twin at the end of the last day.
pub(super) fn lived(asked: &LoadedScenario) -> Twins {
    let mut twins = born(asked);
    twins.run(&mut ());
    twins
}

/// Everything about a citizen that can be told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    pub(super) scores: [u16; 2],
    pub(super) lists: [u8; 2],
    pub(super) means: [Level; 6],
    pub(super) harm: u16,
    pub(super) waiting: i32,
    /// In work, restricted, wronged, spared, cut off.
    pub(super) marks: [bool; 5],
    pub(super) days: (u16, u16),
}

impl Person {
    /// Perceived certainty through one channel.
    pub(super) fn certainty(&self, channel: Channel) -> Level {
        self.means[2 + channel as usize]
    }
}

pub(super) fn person(state: &State, who: Resident, day: Day) -> Person {
    Person {
        scores: [state.score(who).0, state.shadow(who).0],
        lists: [state.lists(who).0, state.true_lists(who).0],
        means: [
            state.hardship(who),
            state.health(who),
            state.certainty(who, Channel::Cameras),
            state.certainty(who, Channel::Registers),
            state.certainty(who, Channel::Informants),
            state.resignation(who),
        ],
        harm: state.harm(who),
        waiting: state.waiting(who).grains(),
        marks: [
            state.works(who),
            state.is_restricted(who),
            state.is_wronged(who),
            state.is_spared(who),
            state.is_cut_off(who),
        ],
        days: state.restricted_days(who, day),
    }
}

/// Everyone of one twin.
pub(super) fn everyone(twins: &Twins, twin: usize) -> Vec<Person> {
    let (people, world) = (twins.population(), &twins.worlds()[twin]);
    let of = |number: Neighborhood| {
        let everyone = people.residents(number).everyone();
        everyone.map(move |who| person(world.state(number), who, world.next_day()))
    };
    people.neighborhoods().flat_map(of).collect()
}

/// All that one twin came to.
#[derive(Debug, PartialEq)]
pub(super) struct TwinState {
    digest: Digest,
    people: Vec<Person>,
    tallies: Tallies,
}

/// All that each twin came to, and how they differ from the baseline.
pub(super) fn lots(twins: &mut Twins) -> Vec<(TwinState, Vec<PairedDifference>)> {
    let lot = |twin: usize, twins: &mut Twins| {
        let world: &mut World = &mut twins.worlds_mut()[twin];
        let (digest, tallies) = (world.digest(), world.tallies().clone());
        (
            TwinState { digest, tallies, people: everyone(twins, twin) },
            twins.paired_differences(TwinId(twin)),
        )
    };
    (0..twins.worlds().len()).map(|twin| lot(twin, twins)).collect()
}

/// Whether a twin differs in nothing from the baseline.
pub(super) fn is_none(paired_differences: &[PairedDifference]) -> bool {
    let zero =
        |one: &PairedDifference| one.sums.iter().chain(&one.changed).flatten().all(|&sum| sum == 0);
    paired_differences.iter().all(zero)
}

/// Every place and cell of a book.
pub(super) fn cells(tallies: &Tallies) -> impl Iterator<Item = (PlaceId, Cell)> + use<> {
    let cells = tallies.cells();
    tallies.places().flat_map(move |place| cells.clone().map(move |cell| (place, cell)))
}

/// A count of one twin over everyone.
pub(super) fn total(twins: &mut Twins, twin: usize, tally: Tally) -> i64 {
    twins.worlds_mut()[twin].tallies().total(tally)
}
