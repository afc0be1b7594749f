//! Scenarios: one society, and the policies that it is simulated under in turn.
//!
//! These types hold what a scenario file *means*. A [`Scenario`] comes into being only through
//! [`Scenario::validated`], which looks at everything at once; past that door nothing can be
//! invalid, and nothing further in can fail. How a file is written, and where in it a mistake
//! stands, is the business of whoever reads the file.

mod validate;
mod policy;
mod society;
mod example;

pub use policy::{
    Appeal, Band, Cameras, Color, Effect, EffectKind, EffectTarget, EntryRule, ExitRule,
    Informants, List, Policy, RegisterRules, Rule, ScoreRules, Spread, Update, Watch,
};
pub use society::{
    Certainty, Eligible, Gaming, Group, Habit, Health, Helping, Livelihood, Marginals,
    OccasionRate, Place, Repayment, Response, Society, Work,
};
pub use validate::Violation;

use serde::{Deserialize, Serialize};

use crate::units::Seed;

/// The most citizens of a neighbourhood, the unit of memory and of work.
pub const NEIGHBORHOOD: u32 = 4096;

/// The conducts of citizens: rules to keep or break, good deeds, disfavored acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Conduct {
    /// Paying the month's bills.
    Bills,
    /// Paying what a court has ordered.
    CourtDebt,
    /// Giving to charity.
    Charity,
    /// Volunteering.
    Volunteering,
    /// Sorting the week's recycling.
    Recycling,
    /// Crossing the street by the law.
    Crossing,
    /// Driving by the law.
    Driving,
    /// Behaving on trains and planes.
    Travel,
    /// Keeping a medical appointment.
    Appointment,
    /// Filing taxes.
    Taxes,
    /// Speaking critically: lawful, disfavoured.
    Speaking,
    /// Gaming late at night: lawful, disfavoured.
    LateGaming,
    /// Paying back a loan.
    Loan,
}

/// The nature of a conduct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A rule that is kept or broken; breaking it is a transgression.
    Duty,
    /// A good deed that is done or left undone; nobody owes it.
    Virtue,
    /// A lawful act that the authorities would rather not see.
    Disfavored,
}

impl Conduct {
    /// How many there are.
    pub const COUNT: usize = 13;

    /// Every conduct, in the order of its number.
    pub const ALL: [Conduct; Conduct::COUNT] = [
        Conduct::Bills,
        Conduct::CourtDebt,
        Conduct::Charity,
        Conduct::Volunteering,
        Conduct::Recycling,
        Conduct::Crossing,
        Conduct::Driving,
        Conduct::Travel,
        Conduct::Appointment,
        Conduct::Taxes,
        Conduct::Speaking,
        Conduct::LateGaming,
        Conduct::Loan,
    ];

    /// The conduct's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Conduct::Bills => "bills",
            Conduct::CourtDebt => "court-debt",
            Conduct::Charity => "charity",
            Conduct::Volunteering => "volunteering",
            Conduct::Recycling => "recycling",
            Conduct::Crossing => "crossing",
            Conduct::Driving => "driving",
            Conduct::Travel => "travel",
            Conduct::Appointment => "appointment",
            Conduct::Taxes => "taxes",
            Conduct::Speaking => "speaking",
            Conduct::LateGaming => "late-gaming",
            Conduct::Loan => "loan",
        }
    }

    /// Whether the conduct is a duty, a virtue, or lawful and disfavoured.
    #[must_use]
    pub const fn nature(self) -> Nature {
        match self {
            Conduct::Charity | Conduct::Volunteering => Nature::Virtue,
            Conduct::Speaking | Conduct::LateGaming => Nature::Disfavored,
            _ => Nature::Duty,
        }
    }

    /// The part of life that the conduct belongs to.
    #[must_use]
    pub const fn context(self) -> Context {
        match self {
            Conduct::Bills | Conduct::CourtDebt | Conduct::Taxes | Conduct::Loan => Context::Money,
            Conduct::Charity | Conduct::Volunteering | Conduct::Recycling => Context::Civic,
            Conduct::Crossing | Conduct::Driving => Context::Road,
            Conduct::Travel => Context::Transport,
            Conduct::Appointment => Context::Health,
            Conduct::Speaking => Context::Speech,
            Conduct::LateGaming => Context::Leisure,
        }
    }
}

/// The services that look at a citizen's standing before they serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Gate {
    /// A plane ticket.
    Flight,
    /// A fast train, or business class on it.
    Rail,
    /// A school that charges fees, for a child.
    School,
    /// A post.
    Job,
    /// A hospital and its queue.
    Hospital,
    /// The internet line of the household.
    Internet,
    /// The monthly card of public transport.
    Fare,
    /// A venue for select guests.
    Venue,
    /// A loan.
    Loan,
}

impl Gate {
    /// How many there are.
    pub const COUNT: usize = 9;

    /// Every gate, in the order of its number.
    pub const ALL: [Gate; Gate::COUNT] = [
        Gate::Flight,
        Gate::Rail,
        Gate::School,
        Gate::Job,
        Gate::Hospital,
        Gate::Internet,
        Gate::Fare,
        Gate::Venue,
        Gate::Loan,
    ];

    /// The gate's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Gate::Flight => "flight",
            Gate::Rail => "rail",
            Gate::School => "school",
            Gate::Job => "job",
            Gate::Hospital => "hospital",
            Gate::Internet => "internet",
            Gate::Fare => "fare",
            Gate::Venue => "venue",
            Gate::Loan => "loan",
        }
    }

    /// The part of life that the gate opens or closes.
    #[must_use]
    pub const fn context(self) -> Context {
        match self {
            Gate::Flight | Gate::Rail | Gate::Fare => Context::Transport,
            Gate::School => Context::Education,
            Gate::Job => Context::Work,
            Gate::Hospital => Context::Health,
            Gate::Internet => Context::Communication,
            Gate::Venue => Context::Leisure,
            Gate::Loan => Context::Money,
        }
    }
}

/// The three registers whose entries are joined to citizens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Register {
    /// Banks, landlords, utilities, the tax office.
    Financial,
    /// Courts, police, transport operators.
    Legal,
    /// Hospitals and doctors.
    Medical,
}

impl Register {
    /// Every register, in the order of its number.
    pub const ALL: [Register; 3] = [Register::Financial, Register::Legal, Register::Medical];

    /// The register's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Register::Financial => "financial",
            Register::Legal => "legal",
            Register::Medical => "medical",
        }
    }

    /// The conduct that an entry made from nothing accuses a citizen of.
    #[must_use]
    pub const fn spurious(self) -> Conduct {
        match self {
            Register::Financial => Conduct::Bills,
            Register::Legal => Conduct::Driving,
            Register::Medical => Conduct::Appointment,
        }
    }
}

/// A part of life, so that a penalty far from its deed can be told apart and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Context {
    /// Bills, debts, taxes, fines.
    Money,
    /// Streets.
    Road,
    /// Trains, planes, buses.
    Transport,
    /// Doctors and hospitals.
    Health,
    /// Posts and pay.
    Work,
    /// Schools.
    Education,
    /// Charity, volunteering, recycling.
    Civic,
    /// The internet.
    Communication,
    /// Speech.
    Speech,
    /// Games and venues.
    Leisure,
}

impl Context {
    /// Every context, in the order of its number.
    pub const ALL: [Context; 10] = [
        Context::Money,
        Context::Road,
        Context::Transport,
        Context::Health,
        Context::Work,
        Context::Education,
        Context::Civic,
        Context::Communication,
        Context::Speech,
        Context::Leisure,
    ];

    /// The context's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Context::Money => "money",
            Context::Road => "road",
            Context::Transport => "transport",
            Context::Health => "health",
            Context::Work => "work",
            Context::Education => "education",
            Context::Civic => "civic",
            Context::Communication => "communication",
            Context::Speech => "speech",
            Context::Leisure => "leisure",
        }
    }
}

/// One named change of policy over the same people with the same luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The twin's name in tables and sentences.
    pub name: String,
    /// Its change, in one line.
    pub say: String,
    /// The policy it lives under, from the first day on.
    pub policy: Policy,
    /// The policies that follow it, in the order of their days; none for most twins.
    pub later: Vec<Stage>,
}

/// A reform: the policy that holds from the morning of a day on.
///
/// A reform can change all of a policy but which lists and which bands there are. Whole
/// mechanisms can come or go, the score included, whose bands go and come with it.
///
/// # What it does
///
/// Before the post of that morning:
///
/// - **What a citizen has stays**: the score, the lists, debts, hardship, certainty, ties cut.
///   A score outside a new scale comes to its nearest end, which counts as cut off there.
/// - **Gates, bands and penalties hold at once.** Everyone's restriction is compared anew.
/// - **Entries to a list reach forward only.** Nobody is put on one for a score that they have
///   or a debt that they owe already; the next fall, and the next debt, decide. A notice that
///   runs keeps its day, and so does the term of a debt, unless the new one is longer. Where no
///   debt leads to the list any more, none that runs does.
/// - **Exits hold at once** for those on a list. Whoever meets a new exit by score, or by
///   repair with nothing owed, leaves that morning. Where the length of a listing is another,
///   comes or goes, the term of everyone on the list begins anew.
/// - **Appeals.** Where an appeal comes into being, everyone on a blacklist can lodge one that
///   day; where it is abolished, none that is pending is decided. Else they keep their day.
/// - **Letters and late entries** on their way arrive as sent and are charged by the new rules.
/// - **Caps and repeats** count on where a conduct still has them, and begin at nothing where
///   they are new.
/// - **Charges that wait** are released that morning if the new rhythm is no longer one of
///   monthly or yearly turns.
/// - **The score.** Where it begins, everyone begins at its start. Where it ends, the points go,
///   and so does everyone on a list that by the policy before only a score leads to.
///
/// # Known limits
///
/// What comes once a month, such as a fine of one's standing, comes by the policy of that day.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The first day of the policy, 1 or later [days].
    pub day: u16,
    /// The policy from the morning of that day on.
    pub policy: Policy,
}

/// One society and the policies it lives under: all that a run needs besides its luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    society: Society,
    twins: Vec<Twin>,
    baseline: usize,
    seed: Seed,
}

impl Scenario {
    /// A scenario whose parts agree with one another.
    ///
    /// `twins` holds the policy under study first; `baseline` is the number of the twin that
    /// every other is compared with.
    ///
    /// # Errors
    ///
    /// Every rule that is broken, not the first alone; each names the key, what stands there
    /// and what may.
    pub fn validated(
        society: Society,
        twins: Vec<Twin>,
        baseline: usize,
        seed: Seed,
    ) -> Result<Scenario, Vec<Violation>> {
        let violations = validate::violations(&society, &twins, baseline);
        if violations.is_empty() {
            Ok(Scenario { society, twins, baseline, seed })
        } else {
            Err(violations)
        }
    }

    /// The society, the same in every twin.
    #[must_use]
    pub fn society(&self) -> &Society {
        &self.society
    }

    /// The policies, the one under study first.
    #[must_use]
    pub fn twins(&self) -> &[Twin] {
        &self.twins
    }

    /// The number of the twin that the others are compared with.
    #[must_use]
    pub fn baseline(&self) -> usize {
        self.baseline
    }

    /// The seed from which the seeds of the worlds are drawn.
    #[must_use]
    pub fn seed(&self) -> Seed {
        self.seed
    }
}
