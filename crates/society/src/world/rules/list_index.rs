//! An index from events to the lists of a policy that they can lead to.

use crate::scenario::{Conduct, List, ListId, Policy};
use crate::standing::Lists;
use crate::units::{Share, Threshold};

/// Lists by the kind of event that can lead to them, each a number in [`Policy::lists`], ascending.
///
/// An event asks its own entry and no other list: most breaches lead to none, and end there. One
/// list can stand under several events.
#[derive(Clone, Debug)]
pub(crate) struct ListIndex {
    /// Lists with a bound of the score, for entry or exit.
    pub(crate) by_score: Vec<ListId>,
    /// Lists entered over debts left unpaid for some days.
    pub(crate) by_debt: Vec<ListId>,
    /// Lists that a charge leads to by itself, by [`Conduct`].
    pub(crate) by_charge: [Vec<ListId>; Conduct::COUNT],
    /// Lists entered by household members of a blacklisted citizen, with the monthly chance.
    pub(crate) by_home: Vec<(ListId, Threshold)>,
    /// Lists that debts lead to, or led to before a reform: a listing from then can still be paid
    /// off.
    debt_lists: Lists,
}

impl ListIndex {
    /// The index of the lists of `policy`.
    pub(crate) fn new(policy: &Policy) -> ListIndex {
        let by_debt = numbers(policy, |list| list.entry.debt_unpaid.is_some());
        let chance = |list| policy.list(list).entry.association_monthly;
        let monthly = numbers(policy, |list| list.entry.association_monthly > Share::NONE);
        ListIndex {
            by_score: numbers(policy, |list| enters_by_score(list) || list.exit.score.is_some()),
            by_charge: Conduct::ALL
                .map(|conduct| numbers(policy, |list| list.entry.charges.contains(&conduct))),
            by_home: monthly.into_iter().map(|list| (list, chance(list).threshold())).collect(),
            debt_lists: by_debt.iter().fold(Lists::default(), |all, &list| all.with(list)),
            by_debt,
        }
    }

    /// Adds the lists that debts led to under the rules `before`.
    pub(crate) fn add_debt_lists(&mut self, before: &ListIndex) {
        // Lists keep their numbers through a reform, so that bits can be joined.
        self.debt_lists.0 |= before.debt_lists.0;
    }

    /// Whether debts lead to a list, or once did.
    pub(crate) fn debts_lead_to(&self, list: ListId) -> bool {
        self.debt_lists.has(list)
    }

    /// Whether anybody can be listed because of another member of the household.
    pub(crate) fn associates(&self, policy: &Policy) -> bool {
        !self.by_home.is_empty()
            || policy.lists.iter().any(|list| list.entry.association > Share::NONE)
    }
}

/// The numbers of the lists that are `wanted`.
fn numbers(policy: &Policy, wanted: impl Fn(&List) -> bool) -> Vec<ListId> {
    let all = ListId::all(&policy.lists).zip(&policy.lists);
    all.filter(|(_, list)| wanted(list)).map(|(number, _)| number).collect()
}

/// Whether a list has a bound of the score for entry.
fn enters_by_score(list: &List) -> bool {
    list.entry.score_below.is_some() || list.entry.score_from.is_some()
}

/// Whether a list is entered by the score alone.
///
/// Where a reform ends the score, everyone on such a list leaves it: no other reason can have brought
/// them there.
pub(crate) fn rests_on_score(list: &List) -> bool {
    let entry = &list.entry;
    enters_by_score(list)
        && entry.debt_unpaid.is_none()
        && entry.charges.is_empty()
        && entry.association == Share::NONE
        && entry.association_monthly == Share::NONE
}
