//! The effects of a policy, compiled from bands and lists into the terms of each gate.

use super::terms::{Lists, Standing, Terms};
use crate::scenario::{Color, Effect, EffectKind, EffectTarget, Gate, List, ListId, Policy};
use crate::units::{Share, Thousandths};

/// The blacklists among the lists of a policy.
fn blacklists(lists: &[List]) -> Lists {
    let black = ListId::all(lists).zip(lists).filter(|(_, list)| list.color == Color::Black);
    black.fold(Lists::default(), |all, (number, _)| all.with(number))
}

/// The effects of a policy, by the standing to which they apply.
pub(super) struct Effects<'a> {
    policy: &'a Policy,
    /// The blacklists among the lists of the policy.
    pub(super) black: Lists,
}

impl<'a> Effects<'a> {
    /// The effects of `policy`.
    pub(super) fn new(policy: &'a Policy) -> Effects<'a> {
        Effects { policy, black: blacklists(&policy.lists) }
    }

    /// All effects of any size.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a Effect> {
        self.policy.effects.iter().filter(|effect| !effect.does.is_nothing())
    }

    /// Effects of a standing on the citizen, or on children, without a standing of their own.
    pub(super) fn on_citizen(&self, at: Standing) -> Vec<&'a Effect> {
        let own = self.all().filter(|effect| effect.falls_on != EffectTarget::Household);
        own.filter(|effect| self.applies(effect, at)).collect()
    }

    /// Effects of a standing on everyone in the household.
    pub(super) fn on_household(&self, at: Standing) -> Vec<&'a Effect> {
        let shared = self.all().filter(|effect| effect.falls_on == EffectTarget::Household);
        shared.filter(|effect| self.applies(effect, at)).collect()
    }

    /// Whether any effect at `gate` falls on the household.
    pub(super) fn on_household_at(&self, gate: Gate) -> bool {
        let mut here = self.all().filter(|effect| effect.gate == gate);
        here.any(|effect| effect.falls_on == EffectTarget::Household)
    }

    /// Whether a standing includes any blacklist.
    pub(super) fn is_blacklisted(&self, at: Standing) -> bool {
        at.lists.0 & self.black.0 != 0
    }

    /// Whether `effect` applies to a standing: by its band, by a list, or by any blacklist under a
    /// policy with penalties everywhere.
    fn applies(&self, effect: &Effect, at: Standing) -> bool {
        let banded = !self.policy.bands.is_empty() && effect.bands.contains(&at.band);
        let listed = effect.lists.iter().any(|&list| at.lists.has(ListId(list)));
        let everywhere =
            self.policy.everywhere && effect.does.is_penalty() && self.is_blacklisted(at);
        banded || listed || everywhere
    }

    /// Whether any penalty applies to a standing.
    pub(super) fn penalize(&self, at: Standing) -> bool {
        self.all().any(|effect| effect.does.is_penalty() && self.applies(effect, at))
    }

    /// The terms of each gate by one's own standing.
    pub(super) fn own_terms(&self, at: Standing) -> [Terms; Gate::COUNT] {
        let here = self.on_citizen(at);
        closed(terms(&here), &here, &self.policy.effects)
    }

    /// Whether a standing changes anything for others in the household.
    pub(super) fn change_household(&self, at: Standing) -> bool {
        let terms = terms(&self.on_household(at));
        terms.iter().zip(Gate::ALL).any(|(terms, gate)| *terms != Terms::open(gate))
    }

    /// Whether a standing has monthly effects on the citizen.
    pub(super) fn change_month(&self, at: Standing) -> bool {
        let here = self.on_citizen(at);
        let terms = terms(&here);
        let differs = |&gate: &Gate| terms[gate as usize] != Terms::open(gate);
        fine(&here) > Thousandths(0) || [Gate::Internet, Gate::Fare].iter().any(differs)
    }
}

/// The terms of each gate under these effects.
pub(super) fn terms(here: &[&Effect]) -> [Terms; Gate::COUNT] {
    let mut terms = Gate::ALL.map(Terms::open);
    for effect in here {
        let gate = effect.gate as usize;
        terms[gate] = terms[gate].apply(effect);
    }
    terms
}

/// These terms, with every gate closed that is reserved by an effect of the policy and not opened
/// by one of those `here`.
fn closed(
    mut terms: [Terms; Gate::COUNT],
    here: &[&Effect],
    all: &[Effect],
) -> [Terms; Gate::COUNT] {
    let admits = |effect: &Effect, gate| effect.does == EffectKind::Admit && effect.gate == gate;
    for gate in Gate::ALL {
        let select = all.iter().any(|effect| admits(effect, gate));
        if select && !here.iter().any(|effect| admits(effect, gate)) {
            terms[gate as usize].refuse = Share::ALL.threshold();
        }
    }
    terms
}

/// The monthly fine of these effects [1/1000 of a month's income].
pub(super) fn fine(here: &[&Effect]) -> Thousandths {
    let share = |effect: &&Effect| match effect.does {
        EffectKind::Fine(share) => libm::round(share.get() * 1000.0) as i32,
        _ => 0,
    };
    Thousandths(here.iter().map(share).sum())
}
