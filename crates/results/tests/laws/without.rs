//! Drafts from which something is taken, as the laws ask for it.

use society::scenario::Gate;

use super::draft::*;

impl Draft {
    /// No error of cameras, registers, people or appeals, and nothing made up.
    pub(super) fn without_errors(&mut self) {
        if let Some(cameras) = &mut self.policy.cameras {
            (cameras.false_match, cameras.missed) = (0, 0);
        }
        for register in self.policy.registers.iter_mut().flatten() {
            (register.missed, register.false_link, register.spurious) = (0, 0, 0);
        }
        if let Some(informants) = &mut self.policy.informants {
            informants.lies = 0;
        }
        // To let off one who is rightly on a list is an error too.
        if let Some(appeal) = &mut self.policy.appeal {
            appeal.if_right = 0;
        }
        if let Some(objection) = &mut self.policy.objection {
            objection.if_right = 0;
        }
        self.lasting.extend([
            "false_match",
            "missed",
            "false_link",
            "spurious",
            "lies",
            "if_right",
        ]);
    }

    /// No error falls on somebody else; what falls on oneself stays.
    pub(super) fn without_errors_for_others(&mut self) {
        if let Some(cameras) = &mut self.policy.cameras {
            cameras.false_match = 0;
        }
        for register in self.policy.registers.iter_mut().flatten() {
            register.false_link = 0;
        }
        if let Some(informants) = &mut self.policy.informants {
            informants.lies = 0;
        }
    }

    /// Nothing of a charge or a listing passes from one to another.
    pub(super) fn without_ties(&mut self) {
        self.policy.spread = None;
        for list in &mut self.policy.lists {
            (list.association, list.association_monthly) = (None, None);
        }
        self.lasting.extend(["spread.", "association"]);
    }

    /// No listing and no charge is looked at again.
    pub(super) fn without_appeals(&mut self) {
        (self.policy.appeal, self.policy.objection) = (None, None);
        self.lasting.push("appeal.");
    }

    /// Everyone wronged by a charge objects at once, before an office that is right the next day.
    pub(super) fn with_perfect_objections(&mut self) {
        // A granted appeal would settle charges that the office has not come to yet.
        self.without_appeals();
        self.policy.objection = Some(Objection {
            off: false,
            charge: Some(Objecting { told: 100, wrong: [100; 2], right: [0; 2] }),
            band: None,
            window: 0,
            delay: 1,
            capacity: None,
            fee: [0; 2],
            days_lost: 0,
            if_wrong: 100,
            if_right: 0,
        });
        self.lasting.push("objection.");
    }

    /// Everyone is lent to: who is refused a loan has nothing to pay back, and cannot fail to.
    pub(super) fn with_loans_for_everyone(&mut self) {
        self.policy.effects.retain(|effect| Gate::ALL[effect.gate] != Gate::Loan);
    }

    /// Cameras stay where they are, whatever they find.
    pub(super) fn with_cameras_that_stay(&mut self) {
        self.policy.cameras.iter_mut().for_each(|cameras| cameras.follows = None);
        self.lasting.push("moved");
    }

    /// Nobody's day depends on that of anyone else.
    pub(super) fn apart(&mut self) {
        self.with_cameras_that_stay();
        self.without_errors_for_others();
        self.without_ties();
        self.policy.effects.retain(|effect| {
            !effect.is_on_household() && !["hurry", "slow"].contains(&effect.does())
        });
        self.people.turned[3] = false;
        self.people.set("response", "cut", 0);
        self.people.set("response.certainty", "others", 0);
    }

    /// Nobody responds to anything: not to being scored, not to what a restriction does to them.
    pub(super) fn deaf(&mut self) {
        self.without_response();
        (self.people.turned[2], self.people.turned[3]) = (true, false);
        for key in ["unlisted", "listed"] {
            self.people.set("response.repayment", key, 12);
        }
    }

    /// Threats and promises of a policy move nobody.
    pub(super) fn without_response(&mut self) {
        self.people.turned[RESPONSE] = true;
    }

    /// All that can be switched off is, and what has no switch leads nowhere.
    pub(super) fn switched_off(&mut self) {
        self.without_response();
        let policy = &mut self.policy;
        policy.cameras.iter_mut().for_each(|cameras| cameras.off = true);
        policy.registers.iter_mut().flatten().for_each(|register| register.off = true);
        policy.informants.iter_mut().for_each(|informants| informants.off = true);
        policy.score.iter_mut().for_each(|score| score.off = true);
        policy.appeal.iter_mut().for_each(|appeal| appeal.off = true);
        policy.objection.iter_mut().for_each(|objection| objection.off = true);
        policy.lists.iter_mut().for_each(|list| list.debt_unpaid = None);
        policy.effects.retain(|effect| effect.does() != "admit");
        self.steps.clear();
    }
}

impl List {
    /// Takes away the way out by score where the way in by score can lead to the same place.
    pub(super) fn exit_score_where_nobody_enters(&mut self) {
        let Some(exit) = self.exit_score else { return };
        let meets = if self.red {
            self.enters_below.is_some() || self.enters_from.is_some_and(|from| from < exit)
        } else {
            self.enters_from.is_some() || self.enters_below.is_some_and(|below| below > exit)
        };
        if meets {
            self.exit_score = None;
        }
    }
}
