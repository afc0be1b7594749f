//! Drafts from which something is taken, as the laws ask for it.

use super::draft::*;

impl Draft {
    /// No error of cameras, registers or people, and nothing made up.
    pub(super) fn without_errors(&mut self) {
        if let Some(cameras) = &mut self.policy.cameras {
            (cameras.false_match, cameras.missed) = (0, 0);
        }
        for register in self.policy.registers.iter_mut().flatten() {
            (register.missed, register.false_link, register.phantom) = (0, 0, 0);
        }
        if let Some(informants) = &mut self.policy.informants {
            informants.lies = 0;
        }
        self.without_changes(|address| {
            let errors = ["false_match", "missed", "false_link", "phantom", "lies"];
            errors.iter().any(|error| address.ends_with(error))
        });
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
        self.policy.lists.iter_mut().for_each(|list| list.association = None);
        self.without_changes(|address| {
            address.starts_with("spread.") || address.ends_with("association")
        });
    }

    /// No listing is looked at again.
    pub(super) fn without_appeals(&mut self) {
        self.policy.appeal = None;
        self.without_changes(|address| address.starts_with("appeal."));
    }

    /// Nobody's day depends on that of anyone else.
    pub(super) fn apart(&mut self) {
        self.without_errors_for_others();
        self.without_ties();
        self.policy.effects.retain(|effect| {
            !effect.is_on_household() && !["hurry", "slow"].contains(&effect.does())
        });
        self.people.set("response", "cut", 0);
        self.people.set("response.certainty", "others", 0);
    }

    /// Nobody responds to anything: not to being scored, not to what a restriction does to them.
    pub(super) fn deaf(&mut self) {
        self.policy.stake = 0;
        self.people.off[2] = true;
        for key in ["unlisted", "listed"] {
            self.people.set("response.repayment", key, 12);
        }
    }

    /// All that can be switched off is, and what has no switch leads nowhere.
    pub(super) fn switched_off(&mut self) {
        let policy = &mut self.policy;
        policy.stake = 0;
        policy.cameras.iter_mut().for_each(|cameras| cameras.off = true);
        policy.registers.iter_mut().flatten().for_each(|register| register.off = true);
        policy.informants.iter_mut().for_each(|informants| informants.off = true);
        policy.score.iter_mut().for_each(|score| score.off = true);
        policy.appeal.iter_mut().for_each(|appeal| appeal.off = true);
        policy.lists.iter_mut().for_each(|list| list.debt_unpaid = None);
        policy.effects.retain(|effect| effect.does() != "admit");
        self.steps.clear();
    }
}
