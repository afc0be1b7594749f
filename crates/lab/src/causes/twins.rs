//! Twins of a policy in which some of its causes count: one for each subset.

use reader::LoadedScenario;
use society::scenario::{
    CauseSet, Policy, RestrictionCause, Scenario, Society, Stage, Twin, TwinId,
};

use crate::figures::studied;
use crate::layout::Layout;
use crate::study::{StopRule, Study};

/// The twins that tell the causes of restriction under a policy apart.
///
/// Twin 0 is the policy itself, to the bit. In twin `t`, cause `c` of [`CauseTwins::causes`] counts
/// where bit `c` of `t` is not set.
///
/// ```
/// use lab::causes::CauseTwins;
///
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// let twins = CauseTwins::of(&loaded).expect("its policy restricts");
/// assert_eq!((twins.causes().len(), twins.scenario().twins().len()), (5, 32));
/// assert_eq!(twins.scenario().twins()[0].policy, loaded.scenario.twins()[0].policy);
/// ```
#[derive(Clone, Debug)]
pub struct CauseTwins {
    scenario: Scenario,
    studied: TwinId,
    causes: Vec<RestrictionCause>,
}

impl CauseTwins {
    /// The twins of the policy under study, in a society of the size that the scenario asks for; `None` where
    /// the policy restricts nobody.
    ///
    /// # Panics
    ///
    /// Where a policy without some of its causes breaks a rule that the policy keeps, which none does.
    #[must_use]
    pub fn of(loaded: &LoadedScenario) -> Option<CauseTwins> {
        let scenario = &loaded.scenario;
        let studied = studied(scenario);
        let twin = scenario.twin(studied);
        let policies = std::iter::once(&twin.policy).chain(twin.later.iter().map(|it| &it.policy));
        // Causes that no stage of the policy has would double the twins for a share of 0.
        let possible: Vec<CauseSet> = policies.map(Policy::causes).collect();
        let is_possible = |&cause: &RestrictionCause| possible.iter().any(|set| set.has(cause));
        let causes: Vec<_> = RestrictionCause::ALL.into_iter().filter(is_possible).collect();
        if causes.is_empty() {
            return None;
        }
        let twins = (0..1 << causes.len()).map(|off| twin_without(twin, &causes, off)).collect();
        let citizens = loaded.causes.citizens;
        let society = Society { citizens, ..scenario.society().clone() };
        // The same rules without some of their effects: whatever holds for the policy holds for them.
        let scenario = Scenario::validated(society, twins, TwinId::STUDIED, scenario.seed())
            .unwrap_or_else(|broken| panic!("a policy without some of its causes: {broken:?}"));
        Some(CauseTwins { scenario, studied, causes })
    }

    /// The society under every subset of causes.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The policy under study, among the twins of its own scenario.
    #[must_use]
    pub fn studied(&self) -> TwinId {
        self.studied
    }

    /// Causes that the policy has, in the order of their numbers.
    #[must_use]
    pub fn causes(&self) -> &[RestrictionCause] {
        &self.causes
    }

    /// A study of worlds under all twins.
    #[must_use]
    pub fn study(&self, stop: StopRule) -> Study<'_> {
        let study = Study::new(&self.scenario, stop);
        study.with_layout(Layout::of_end(&self.scenario))
    }

    /// The twin in which exactly those of the policy's causes count that are in `counted`.
    pub(super) fn twin(&self, counted: CauseSet) -> TwinId {
        let off = self.causes.iter().enumerate().filter(|(_, cause)| !counted.has(**cause));
        TwinId(off.fold(0, |off, (place, _)| off | 1 << place))
    }
}

/// The twin without the causes whose bits are set in `off`.
fn twin_without(twin: &Twin, causes: &[RestrictionCause], off: usize) -> Twin {
    let places = causes.iter().enumerate().filter(|(place, _)| off >> place & 1 == 1);
    let without: Vec<RestrictionCause> = places.map(|(_, &cause)| cause).collect();
    let counted = without.iter().fold(CauseSet::ALL, |set, &cause| set.without(cause));
    let names: Vec<&str> = without.iter().map(|cause| cause.name()).collect();
    let stage = |stage: &Stage| Stage { day: stage.day, policy: stage.policy.counting(counted) };
    Twin {
        // Unlike every other: each subset has its own list of names.
        name: if off == 0 { twin.name.clone() } else { format!("without {}", names.join(", ")) },
        say: twin.say.clone(),
        policy: twin.policy.counting(counted),
        later: twin.later.iter().map(stage).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> LoadedScenario {
        reader::read(name, &reader::Overrides::default()).expect("it ships")
    }

    #[test]
    fn every_subset_has_its_own_twin() {
        let twins = CauseTwins::of(&read("as-reported")).expect("its policy restricts");
        for twin in twins.scenario().twin_ids() {
            let counted = twins.scenario().twin(twin).policy.counted;
            assert_eq!(twins.twin(counted), twin);
        }
        assert_eq!(twins.twin(CauseSet::ALL), TwinId::STUDIED);
    }

    #[test]
    fn a_policy_without_ties_and_lawful_rules_has_no_twins_for_them() {
        let twins = CauseTwins::of(&read("courts")).expect("its policy restricts");
        assert!(!twins.causes().contains(&RestrictionCause::OthersDeeds));
        assert!(!twins.causes().contains(&RestrictionCause::LawfulActs));
        assert_eq!(twins.scenario().twins().len(), 1 << twins.causes().len());
    }
}
