//! Societies: the people, their habits and their livelihood, the same in every twin.

use super::{Conduct, Gate, NEIGHBORHOOD};
use crate::chance::Chance;
use crate::units::{PerYear, Share};

/// A society: population, conduct, livelihood, response, ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// Citizens, 2 to 1,400,000,000.
    pub citizens: u32,
    /// Days lived, 1 to 36,500 [days].
    pub days: u16,
    /// The people.
    pub population: Marginals,
    /// How citizens behave, by conduct.
    pub habits: [Habit; Conduct::COUNT],
    /// Trips by air.
    pub flights: OccasionRate,
    /// Trips by fast train.
    pub rail: OccasionRate,
    /// Applications to a school, by a parent for a child.
    pub schooling: OccasionRate,
    /// Visits to a hospital.
    pub hospital: OccasionRate,
    /// Visits to a venue for select guests.
    pub venues: OccasionRate,
    /// Meetings with a member of one's circle at which a tie may be cut.
    pub meetings: OccasionRate,
    /// Work, money and health.
    pub livelihood: Livelihood,
    /// The response of citizens to being scored.
    pub response: Response,
    /// Help that is asked for, if any is.
    pub helping: Option<Helping>,
}

/// The published marginals that the population is computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginals {
    /// Shares of citizens aged 0 to 14, 15 to 59, and 60 or more; they sum to 1.
    pub ages: [Share; 3],
    /// Men for each 100 women [men].
    pub sex_ratio: f64,
    /// Mean citizens of a household, 1 to 5 [citizens].
    pub household: f64,
    /// Invented groups with their shares, one to four; the shares sum to 1.
    pub groups: Vec<Group>,
    /// Kinds of place, one to four; the shares of neighbourhoods sum to 1.
    pub places: Vec<Place>,
    /// Share of the variance of conscientiousness that a household has in common.
    pub alike: Share,
    /// Citizens of a circle of friends, oneself included, 2 to 30 [citizens].
    pub circle: u16,
    /// The largest team at work, oneself included, 2 to 100 [citizens].
    pub team: u16,
    /// Pupils of a school class, 2 to 100 [citizens].
    pub class: u16,
    /// The largest workplace that a neighbourhood holds, 1 to 4,096 [citizens].
    pub workplace: u16,
    /// The exponent of the sizes of workplaces: P(size > s) falls as s to this power, 0.5 to 3.
    pub zipf: f64,
    /// Acquaintances, oneself included, 2 to 1,000 [citizens].
    pub acquaintances: u16,
    /// Relatives who live elsewhere, 0 to 8 [citizens].
    pub kin: u16,
    /// How much a citizen is out and about, relative to the mean, for four equal quarters of
    /// each age from the least mobile up.
    pub mobility: [f64; 4],
}

/// An invented group: a word and a share, never an ethnicity or a creed.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The word.
    pub name: String,
    /// Its share of households.
    pub share: Share,
}

/// A kind of place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The word.
    pub name: String,
    /// Its share of neighbourhoods.
    pub share: Share,
    /// Cameras per head here, relative to the mean of the society.
    pub cameras: f64,
}

/// The citizens that an occasion can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eligible {
    /// Every adult.
    Adults,
    /// The head of each household alone.
    Heads,
    /// The head of each household with a child of school age.
    Parents,
    /// Adults under 60.
    WorkingAge,
}

/// How often an occasion comes, and to whom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OccasionRate {
    /// Occasions of one whom they can come to [1/year].
    pub rate: PerYear,
    /// The citizens that they can come to.
    pub who: Eligible,
    /// Whether they grow with mobility.
    pub mobile: bool,
    /// Factors for the ages 18 to 29, 30 to 44, 45 to 59, and 60 or more.
    pub by_age: [f64; 4],
}

/// How citizens behave in one conduct.
///
/// At each occasion a citizen breaks the rule (leaves the good deed undone, does the
/// disfavoured act) with a probability whose logit falls with conscientiousness, perceived
/// certainty and severity, and rises with hardship and resignation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habit {
    /// When the choice comes up.
    pub occasion: OccasionRate,
    /// Share of occasions broken where nothing is scored, strictly between 0 and 1.
    pub breaks: Share,
    /// Fall of the logit with one standard deviation of conscientiousness, 0 to 4.
    pub disposition: f64,
    /// Fall of the logit when a sanction is certain and one unit is at stake, 0 to 8.
    pub certainty: f64,
    /// Fall of the logit with the severity of the sanction, 0 to 8.
    pub severity: f64,
    /// Rise of the logit from no hardship to full hardship, 0 to 8.
    pub hardship: f64,
    /// Rise of the logit from no resignation to full resignation, 0 to 8.
    pub resignation: f64,
    /// Harm of one breach in the scenario's own weights, 0 to 100 [harm].
    pub harm: u8,
    /// Share of occasions at which others can see what the citizen does.
    pub open: Share,
    /// The gate that the citizen has to pass first: where it refuses, the occasion does not come.
    pub behind: Option<Gate>,
}

/// Work, money and health; switched off, all three stay as they begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Livelihood {
    /// The switch.
    pub enabled: bool,
    /// Work.
    pub work: Work,
    /// Hardship of the poorest tenth in work.
    pub poorest: Share,
    /// Hardship of the richest tenth in work.
    pub richest: Share,
    /// Hardship added while out of work.
    pub idle: Share,
    /// Share of the way back to its usual level that hardship goes in a month.
    pub recovery: Share,
    /// Hardship added by a fine of one month's income.
    pub fine: Share,
    /// Hardship added by one refused trip or school.
    pub refusal: Share,
    /// Health.
    pub health: Health,
}

/// Getting and losing work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// Share of those of working age in work on the first day.
    pub employed: Share,
    /// Losses of work of one in work [1/year].
    pub loss: PerYear,
    /// Chance that a month's search ends in a post when every gate is open.
    pub found: Share,
    /// Share of that chance lost on a line throttled to nothing.
    pub offline: Share,
}

/// Health, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Health {
    /// Health on the first day.
    pub start: Share,
    /// Days that a patient waits at the hospital when nobody is hurried [days], 1 to 255.
    pub wait: u8,
    /// Health lost for each day waited.
    pub waiting: Share,
    /// Health lost in a month at full hardship.
    pub hardship: Share,
    /// Share of the way back to full health that a month brings.
    pub recovery: Share,
}

/// The response of citizens to being scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// How sure a sanction seems.
    pub certainty: Certainty,
    /// Distance from a threshold within which more is at stake [points], 0 or more.
    pub near: f64,
    /// How many times as much is at stake there, 1 to 10.
    pub near_stake: f64,
    /// Share of the way to full resignation that a month without a way back brings.
    pub resignation: Share,
    /// Whether the certainty of being watched keeps citizens from lawful, disfavoured acts.
    pub chilling: bool,
    /// Playing the system.
    pub gaming: Gaming,
    /// Chance that a tie to someone in the worst band or on a blacklist is cut at a meeting.
    pub cut: Share,
    /// Paying a court debt after all.
    pub repayment: Repayment,
}

/// Help that acquaintances ask each other for, which some give and some never do. Whoever did better
/// in a month is taken after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Helping {
    /// The good deed that consists in helping whoever asks.
    pub by: Conduct,
    /// Share of adults who help when asked, on the first day.
    pub willing: Share,
    /// Benefit of help to the receiver, 0 to 100 [costs of giving it].
    pub benefit: f64,
    /// Chance in a month to take after an acquaintance, for each cost by which they did better.
    pub imitation: Share,
}

/// How soon a court debt is paid after all, by one without hardship.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repayment {
    /// Rate of one who is on no blacklist [1/year].
    pub unlisted: PerYear,
    /// Rate of one who is on a blacklist [1/year].
    pub listed: PerYear,
}

/// How perceived certainty begins and moves; switched off, it stays at nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certainty {
    /// The switch.
    pub enabled: bool,
    /// Share of adults who know of the scheme on the first day.
    pub aware: Share,
    /// The certainty that those expect before anything has happened.
    pub announced: Share,
    /// Share of the way to full certainty that a sanction of one's own goes.
    pub own: Share,
    /// The same for a sanction of someone in the household, the circle or the team.
    pub others: Share,
    /// Share of the way back to what was expected that a month goes.
    pub fades: Share,
}

/// Effort moved from where nobody looks to where it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaming {
    /// Share of adults who play the system.
    pub players: Share,
    /// How far the logit moves, down where others see and up where they do not, 0 to 4.
    pub shift: f64,
    /// Share of a player's good deeds in the open that are staged: seen, and not done.
    pub staged: Share,
}

impl Society {
    /// How many neighbourhoods there are, and how many citizens live in each but the last.
    #[must_use]
    pub fn neighborhoods(&self) -> (u32, u32) {
        let count = self.citizens.div_ceil(NEIGHBORHOOD);
        let size = self.citizens.div_ceil(count).next_multiple_of(Chance::RUN);
        (self.citizens.div_ceil(size), size)
    }

    /// The kind of place that the neighbourhood of this `rank` is, of all that there are.
    pub(crate) fn place(&self, rank: u32) -> usize {
        let places = &self.population.places;
        let at = (f64::from(rank) + 0.5) / f64::from(self.neighborhoods().0);
        let mut upto = 0.0;
        let within = |place: &Place| {
            upto += place.share.get();
            at < upto
        };
        places.iter().position(within).unwrap_or(places.len() - 1)
    }

    /// Share of the neighbourhoods that each kind of place has: as near to the shares of the
    /// places as whole numbers allow.
    #[must_use]
    pub fn homes(&self) -> Vec<f64> {
        let (count, _) = self.neighborhoods();
        let mut dealt = vec![0u32; self.population.places.len()];
        (0..count).for_each(|rank| dealt[self.place(rank)] += 1);
        dealt.into_iter().map(|dealt| f64::from(dealt) / f64::from(count)).collect()
    }

    /// How citizens behave in `conduct`.
    #[must_use]
    pub fn habit(&self, conduct: Conduct) -> &Habit {
        &self.habits[conduct as usize]
    }
}
