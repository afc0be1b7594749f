//! Policies in which some causes of restriction count, and the causes that a policy has.

use super::conduct::{Conduct, Nature};
use super::policy::{
    CauseSet, Color, List, Policy, RegisterRules, RestrictionCause, Spread, Watch,
};
use super::register::Register;
use crate::units::{Points, Share};

impl Policy {
    /// Causes that can restrict anyone under this policy, or spare them; none where it restricts nobody.
    ///
    /// ```
    /// use society::scenario::{CauseSet, Policy, RestrictionCause};
    ///
    /// let causes = Policy::example().causes();
    /// assert!(causes.has(RestrictionCause::OwnBreaches));
    /// // It has no rule about speech, gaming or good deeds that costs a point.
    /// assert!(!causes.has(RestrictionCause::LawfulActs));
    /// assert_eq!(Policy::none().causes(), CauseSet::NONE);
    /// ```
    #[must_use]
    pub fn causes(&self) -> CauseSet {
        let restricts = self.effects.iter().any(|effect| effect.does.is_penalty())
            || self.lists.iter().any(|list| list.color == Color::Black);
        let acts = Conduct::ALL.into_iter().filter(|&conduct| restricts && self.costs(conduct));
        let of = |conduct: Conduct| match conduct.nature() {
            Nature::Duty => RestrictionCause::OwnBreaches,
            Nature::Virtue | Nature::Disfavored => RestrictionCause::LawfulActs,
        };
        let causes = acts.map(of).fold(CauseSet::NONE, CauseSet::with);
        // Without acts there is nothing to pass on, to accuse of, or to miss.
        let possible = if causes == CauseSet::NONE { [false; 3] } else { self.of_others() };
        let of_others = [
            RestrictionCause::OthersDeeds,
            RestrictionCause::FalseAccusations,
            RestrictionCause::Misses,
        ];
        of_others
            .into_iter()
            .zip(possible)
            .filter(|(_, is_possible)| *is_possible)
            .fold(causes, |causes, (cause, _)| causes.with(cause))
    }

    /// Whether a breach of `conduct` costs points, or leads to a list.
    fn costs(&self, conduct: Conduct) -> bool {
        let leads = |list: &List| {
            list.entry.charges.contains(&conduct)
                || (conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some())
        };
        let listed = self.lists.iter().any(leads);
        self.rule(conduct).is_some_and(|rule| listed || rule.broken != Points::ZERO)
    }

    /// Whether deeds pass over ties, whether anyone is accused falsely, whether a deed is missed.
    fn of_others(&self) -> [bool; 3] {
        let Spread { household, kin, circle, team, .. } = self.spread;
        let spreads =
            [household, kin, circle, team].iter().flatten().any(|&share| share > Share::NONE);
        let associates = |list: &List| {
            list.entry.association > Share::NONE || list.entry.association_monthly > Share::NONE
        };
        let watched = |watch| Conduct::ALL.iter().any(|&conduct| self.watches(watch, conduct));
        let registers = Register::ALL.into_iter().zip(&self.registers);
        let registers = registers.filter(|&(register, _)| watched(Watch::Register(register)));
        let registers: Vec<&RegisterRules> = registers.filter_map(|(_, it)| it.as_ref()).collect();
        let cameras = self.cameras.as_ref().filter(|_| watched(Watch::Cameras));
        let matches = cameras.is_some_and(|cameras| cameras.false_match > Share::NONE);
        let links = registers.iter().any(|it| it.false_link > Share::NONE);
        let spurious = registers.iter().any(|it| it.spurious.get() > 0.0);
        let lies = self.informants.is_some_and(|informants| informants.lies.get() > 0.0);
        let faces = cameras.is_some_and(|it| it.missed_by_group.iter().any(|&it| it > Share::NONE));
        let entries = registers.iter().any(|it| it.missed > Share::NONE);
        [
            spreads || self.lists.iter().any(associates),
            matches || links || spurious || lies,
            faces || entries || links,
        ]
    }

    /// The same policy where only `causes` count.
    ///
    /// Rules, gates and sensors stay as they are, and so do their stakes: people know the same policy.
    /// A breach that does not count leaves the record of its citizen alone, and passes over ties all
    /// the same; an accusation that does not count is never made; a deed that no sensor may miss is
    /// seen. Points earned always count, since they restrict nobody.
    ///
    /// ```
    /// use society::scenario::{CauseSet, Policy, RestrictionCause};
    ///
    /// let policy = Policy::example();
    /// assert_eq!(policy.counting(CauseSet::ALL), policy);
    /// let alone = policy.counting(CauseSet::ALL.without(RestrictionCause::OthersDeeds));
    /// assert!(alone.spread.household.is_none());
    /// ```
    #[must_use]
    pub fn counting(&self, causes: CauseSet) -> Policy {
        let mut policy = Policy { counted: causes, ..self.clone() };
        // By the settings and not at each charge: without shares and chances a day never looks at ties.
        if !causes.has(RestrictionCause::OthersDeeds) {
            policy.spread = Spread::default();
            for list in &mut policy.lists {
                list.entry.association = Share::NONE;
                list.entry.association_monthly = Share::NONE;
            }
        }
        policy
    }
}
