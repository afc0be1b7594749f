//! Objections under one policy: their chances and their price, by income.

use crate::population::Decile;
use crate::scenario::{ByIncome, Conduct, Objecting, Objections, Policy};
use crate::units::{Draw, Share, Thousandths, Threshold};

/// The right to object under one policy, compiled.
#[derive(Clone, Debug)]
pub(crate) struct ObjectionRules {
    /// Chances to contest a charge.
    pub(crate) charge: Option<ObjectingRules>,
    /// Chances to contest a band.
    pub(crate) band: Option<ObjectingRules>,
    /// Time for which a charge stays on file [days].
    pub(crate) window: u16,
    /// The shortest time until a decision [days].
    pub(crate) delay: u16,
    /// Decisions of the office; `None` for as many as there are objections [1/(1,000 adults · month)].
    capacity: Option<f64>,
    /// The cost of an objection, by income decile [1/1000 of a month's income].
    fee: [Thousandths; Decile::ALL.len()],
    /// Days that an objection takes [days].
    pub(crate) days_lost: i64,
    /// Chances of success: against a charge for a deed, and against another.
    success: [Threshold; 2],
    /// Whether a charge of no points has a consequence, by [`Conduct`].
    has_consequence: [bool; Conduct::COUNT],
}

/// The chances to be told and to object.
#[derive(Clone, Debug)]
pub(crate) struct ObjectingRules {
    told: Threshold,
    /// Objection of a citizen who is told, by income decile; to a charge for a deed, and to another.
    objects: [[Threshold; 2]; Decile::ALL.len()],
}

impl ObjectionRules {
    /// The parts of one day, in which the time of the office is kept.
    pub(crate) const PARTS_OF_A_DAY: u64 = 65_536;

    /// The right to object under `policy`, if there is one.
    pub(crate) fn new(policy: &Policy) -> Option<ObjectionRules> {
        let objections = policy.objections?;
        Some(ObjectionRules {
            charge: objections.charge.map(ObjectingRules::new),
            band: objections.band.map(ObjectingRules::new),
            window: objections.window,
            delay: objections.delay,
            capacity: objections.capacity,
            fee: by_decile(|tenth| thousandths(&objections, tenth)),
            days_lost: objections.days_lost.into(),
            success: [objections.if_right, objections.if_wrong].map(Share::threshold),
            has_consequence: Conduct::ALL.map(|conduct| has_consequence(policy, conduct)),
        })
    }

    /// Whether a charge of no points has a consequence that can be contested.
    pub(crate) fn has_consequence(&self, conduct: Conduct) -> bool {
        self.has_consequence[conduct as usize]
    }

    /// Whether an objection succeeds, by the truth of the charge.
    pub(crate) fn succeeds(&self, wrong: bool, draw: Draw) -> bool {
        self.success[usize::from(wrong)].admits(draw)
    }

    /// The cost of an objection to a citizen of this decile.
    pub(crate) fn fee(&self, decile: Decile) -> Thousandths {
        self.fee[usize::from(decile)]
    }

    /// The time that the office of a neighborhood with so many adults takes over one objection
    /// [1/65536 days]; none without a limit of its capacity.
    pub(crate) fn service(&self, adults: usize) -> u64 {
        // A month of 365/12 days, as everywhere: an office does not rest in a long one.
        let month = ObjectionRules::PARTS_OF_A_DAY as f64 * 365.0 / 12.0;
        self.capacity.map_or(0, |capacity| {
            libm::round(month / (capacity * adults.max(1) as f64 / 1000.0)) as u64
        })
    }
}

impl ObjectingRules {
    fn new(objecting: Objecting) -> ObjectingRules {
        let share = |by: ByIncome, tenth| Share::clamped(by.of_tenth(tenth)).threshold();
        ObjectingRules {
            told: objecting.told.threshold(),
            objects: by_decile(|tenth| {
                [share(objecting.right, tenth), share(objecting.wrong, tenth)]
            }),
        }
    }

    /// Whether a citizen is told and objects, by the truth of the charge and two draws.
    pub(crate) fn object(&self, decile: Decile, wrong: bool, [told, objects]: [Draw; 2]) -> bool {
        let chance = self.objects[usize::from(decile)][usize::from(wrong)];
        self.told.admits(told) && chance.admits(objects)
    }
}

/// A value for each income decile.
fn by_decile<T>(of_tenth: impl Fn(usize) -> T) -> [T; Decile::ALL.len()] {
    Decile::ALL.map(|decile| of_tenth(decile.into()))
}

/// The cost of an objection to one tenth [1/1000 of a month's income].
fn thousandths(objections: &Objections, tenth: usize) -> Thousandths {
    Thousandths(libm::round(1000.0 * objections.fee.of_tenth(tenth)) as i32)
}

/// Whether a breach of `conduct` brings a fine, a letter or a list, points aside.
fn has_consequence(policy: &Policy, conduct: Conduct) -> bool {
    let lists = policy.lists.iter().any(|list| {
        list.entry.charges.contains(&conduct)
            || conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some()
    });
    policy.rule(conduct).is_some_and(|rule| rule.fine > 0.0 || rule.warning) || lists
}
