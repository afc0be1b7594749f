//! The society of the example: a small town of round numbers.

use super::numbers::{rate, share};
use crate::scenario::{
    Barred, Certainty, Conduct, Eligible, Gaming, Gate, Group, Habit, Health, Livelihood, Losses,
    Marginals, OccasionRate, Place, Repayment, Response, Society, Work,
};

impl Society {
    /// 200 citizens over 60 days, with every mechanism but help at work.
    ///
    /// The fields are public, so that an example states only the settings it is about:
    ///
    /// ```
    /// use society::scenario::Society;
    ///
    /// let town = Society { citizens: 5_000, days: 365, ..Society::example() };
    /// assert_eq!(town.neighborhoods(), (2, 2_560));
    /// ```
    #[must_use]
    pub fn example() -> Society {
        Society {
            citizens: 200,
            days: 60,
            warm_up: 0,
            population: marginals(),
            habits: habits(),
            flights: occasions(0.5, Eligible::Adults),
            rail: occasions(3.0, Eligible::Adults),
            barred: Barred::default(),
            schooling: occasions(0.3, Eligible::Parents),
            hospital: occasions(2.0, Eligible::Adults),
            venues: occasions(4.0, Eligible::Adults),
            meetings: occasions(6.0, Eligible::Adults),
            livelihood: livelihood(),
            response: response(),
            helping: None,
        }
    }
}

fn occasions(per_year: f64, who: Eligible) -> OccasionRate {
    OccasionRate { rate: rate(per_year), who, mobile: false, by_age: [1.0; 4] }
}

fn marginals() -> Marginals {
    let group = |name: &str, part| Group { name: name.to_owned(), share: share(part) };
    let place =
        |name: &str, part, cameras| Place { name: name.to_owned(), share: share(part), cameras };
    Marginals {
        ages: [share(0.2), share(0.6), share(0.2)],
        sex_ratio: 100.0,
        household: 2.5,
        groups: vec![group("river", 0.75), group("hill", 0.25)],
        places: vec![place("city", 0.5, 1.5), place("country", 0.5, 0.5)],
        alike: share(0.3),
        circle: 8,
        team: 20,
        class: 30,
        workplace: 100,
        zipf: 1.0,
        acquaintances: 50,
        kin: 2,
        mobility: [0.5, 0.75, 1.25, 1.5],
    }
}

/// Habits by conduct: occasions a year, the share of breaches, and the harm of each.
fn habits() -> [Habit; Conduct::COUNT] {
    Conduct::ALL.map(|conduct| match conduct {
        Conduct::Bills => habit(12.0, 0.1, 2),
        Conduct::CourtDebt => habit(0.1, 0.25, 20),
        Conduct::Charity | Conduct::Volunteering => habit(2.0, 0.5, 0),
        Conduct::Recycling => habit(26.0, 0.3, 1),
        Conduct::Crossing => habit(50.0, 0.2, 1),
        Conduct::Driving => habit(20.0, 0.25, 4),
        Conduct::Travel | Conduct::Appointment => habit(3.0, 0.1, 2),
        Conduct::Taxes => habit(1.0, 0.05, 8),
        Conduct::Speaking | Conduct::LateGaming => habit(6.0, 0.5, 0),
        Conduct::Loan => Habit { behind: Some(Gate::Loan), ..habit(0.5, 0.1, 5) },
    })
}

fn habit(per_year: f64, breaks: f64, harm: u8) -> Habit {
    Habit {
        occasion: occasions(per_year, Eligible::Adults),
        breaks: share(breaks),
        disposition: 0.8,
        certainty: 0.75,
        hardship: 1.0,
        resignation: 0.5,
        harm,
        open: share(0.5),
        behind: None,
    }
}

fn livelihood() -> Livelihood {
    Livelihood {
        enabled: true,
        work: Work { loss: rate(0.1), found: share(0.15), offline: share(0.4) },
        poorest: share(0.4),
        richest: share(0.05),
        idle: share(0.25),
        recovery: share(0.1),
        fine: share(0.5),
        refusal: share(0.02),
        health: Health {
            start: share(0.9),
            wait: 5,
            waiting: share(0.002),
            hardship: share(0.01),
            recovery: share(0.1),
        },
    }
}

fn response() -> Response {
    Response {
        enabled: true,
        certainty: Certainty {
            enabled: true,
            aware: share(0.8),
            announced: share(0.3),
            own: share(0.3),
            learns_from_error: share(0.1),
            others: share(0.02),
            fades: share(0.05),
            wears_off: [share(0.0); 3],
            halo: share(0.2),
            seen: share(0.5),
            displaced: share(0.1),
        },
        losses: losses(),
        resignation: share(0.15),
        chilling: true,
        gaming: Gaming { players: share(0.1), shift: 0.5, staged: share(0.3) },
        cut: share(0.05),
        repayment: Repayment::of_the_able(rate(0.2), rate(0.4)),
    }
}

fn losses() -> Losses {
    Losses {
        warning: 0.0005,
        closed: [0.004, 0.005, 0.005, 0.05, 0.005, 0.02, 0.03, 0.005, 0.01],
        shunned: 0.01,
        horizon: 12.0,
        near: 2.5,
        studied: 0.05,
        severity: 0.18,
    }
}
