//! Compiled rules: one policy over one society, worked out into the tables that a day reads.

mod conduct_rules;
mod help_rules;
mod score_zones;

pub(crate) use conduct_rules::ConductRules;
pub(crate) use help_rules::{COST, HelpRules};
pub(crate) use score_zones::ScoreZones;

use crate::conduct::ChoiceModels;
use crate::livelihood::LivelihoodModel;
use crate::observation::{Detection, Sensors};
use crate::response::ResponseModel;
use crate::scenario::{
    Conduct, Context, Informants, List, Nature, Policy, Register, Society, Stage,
};
use crate::scoring::Scale;
use crate::standing::{Gates, Lists};
use crate::ties::SpreadRates;
use crate::units::{Share, Threshold};

/// Everything that decides a day and changes only with a reform.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) policy: Policy,
    pub(super) choice_models: ChoiceModels,
    pub(super) sensors: Sensors,
    pub(super) scale: Scale,
    pub(super) gates: Gates,
    pub(super) livelihood: LivelihoodModel,
    pub(super) response: ResponseModel,
    pub(super) spread: SpreadRates,
    pub(super) conducts: [ConductRules; Conduct::COUNT],
    /// The fine for a breach, by conduct [1/1000 of a month's income].
    pub(super) fines: [i32; Conduct::COUNT],
    /// Delay from an act to its entry, by register [days].
    pub(super) delays: [u8; 3],
    /// Rules of help, where the society has any.
    pub(super) help: Option<HelpRules>,
    /// Chance that a good deed in the open is staged.
    pub(super) staged: Threshold,
    /// Chance that a citizen cuts the tie to a shunned friend on meeting them.
    pub(super) cut: Threshold,
    /// Recognition rates of each group before a camera that is sure to film.
    pub(super) faces: Vec<Detection>,
    /// Chance that an onlooker reports a breach in the open.
    pub(super) reports: Threshold,
    /// Monthly chance that an adult makes a false report.
    pub(super) false_reports: Threshold,
    /// Conducts that a false report can accuse of.
    pub(super) reportable: Vec<Conduct>,
    /// Monthly chances of a spurious entry, cumulative over the registers.
    pub(super) spurious: [Threshold; 3],
    /// Monthly chances that a debt is paid: off the blacklists, and on one.
    pub(super) repays: [f64; 2],
    /// Whether spurious entries or false reports occur at all.
    pub(super) has_unfounded: bool,
    /// Delay of the slowest register [days].
    pub(super) longest_delay: usize,
    /// Counters reset each month.
    pub(super) monthly: Vec<usize>,
    /// Counters reset each year.
    pub(super) yearly: Vec<usize>,
    pub(super) score_zones: ScoreZones,
    /// Lists with a rule about the score.
    pub(super) by_score: Vec<usize>,
    /// Lists with a rule about unpaid debts.
    pub(super) by_debt: Vec<usize>,
    /// Lists that debts lead to, or led to before a reform.
    debt_lists: Lists,
    /// First day with these cameras, or without any.
    pub(super) filmed_from: u16,
    /// Lists that a charge leads to, by conduct.
    pub(super) by_charge: [Vec<usize>; Conduct::COUNT],
    /// Lists entered by household members of a blacklisted citizen, with the monthly chance.
    pub(super) by_home: Vec<(usize, Threshold)>,
    /// Whether a citizen can be penalized for people around them.
    pub(super) associates: bool,
}

impl Rules {
    pub(super) fn new(society: &Society, policy: &Policy) -> Rules {
        let scale = Scale::new(policy);
        let (monthly, yearly) = scale.periods();
        let (reports, false_reports) = informants(policy.informants);
        let spurious = spurious(policy);
        let faces =
            |group| policy.cameras.as_ref().map(|cameras| Detection::before(cameras, group));
        let repayment = &society.response.repayment;
        let numbers = |wanted: fn(&List) -> bool| {
            let all = policy.lists.iter().enumerate();
            all.filter(|(_, list)| wanted(list)).map(|(number, _)| number).collect::<Vec<_>>()
        };
        let by_debt = numbers(|list| list.entry.debt_unpaid.is_some());
        let monthly_at_home = numbers(|list| list.entry.association_monthly > Share::NONE);
        let chance = |list: usize| policy.lists[list].entry.association_monthly.threshold();
        let by_home: Vec<_> = monthly_at_home.iter().map(|&list| (list, chance(list))).collect();
        Rules {
            choice_models: ChoiceModels::new(society, policy),
            sensors: Sensors::new(society, policy),
            gates: Gates::new(policy),
            livelihood: LivelihoodModel::new(society),
            response: ResponseModel::new(society, policy),
            spread: SpreadRates::new(&policy.spread),
            conducts: Conduct::ALL
                .map(|conduct| ConductRules::new(society, policy, &scale, conduct)),
            fines: Conduct::ALL.map(|conduct| {
                policy.rule(conduct).map_or(0, |rule| libm::round(rule.fine * 1000.0) as i32)
            }),
            delays: policy.registers.map(|rules| rules.map_or(0, |rules| rules.delay)),
            help: society.helping.map(|helping| HelpRules::new(&helping, policy)),
            staged: society.response.gaming.staged.threshold(),
            cut: society.response.cut.threshold(),
            faces: (0..society.population.groups.len()).filter_map(faces).collect(),
            reports,
            false_reports,
            reportable: reportable(policy),
            spurious,
            repays: [repayment.unlisted.get() / 12.0, repayment.listed.get() / 12.0],
            has_unfounded: false_reports.bound() > 0 || spurious[2].bound() > 0,
            longest_delay: longest_delay(policy),
            score_zones: ScoreZones::new(policy),
            monthly,
            yearly,
            by_score: numbers(|list| {
                list.entry.score_below.is_some()
                    || list.entry.score_from.is_some()
                    || list.exit.score.is_some()
            }),
            debt_lists: by_debt.iter().fold(Lists::default(), |all, &list| all.with(list)),
            by_debt,
            filmed_from: 0,
            associates: SpreadRates::new(&policy.spread).is_any()
                || !by_home.is_empty()
                || policy.lists.iter().any(|list| list.entry.association > Share::NONE),
            by_home,
            by_charge: Conduct::ALL.map(|conduct| {
                let all = policy.lists.iter().enumerate();
                let led = all.filter(|(_, list)| list.entry.charges.contains(&conduct));
                led.map(|(number, _)| number).collect()
            }),
            scale,
            policy: policy.clone(),
        }
    }

    /// The rules of the `stages` that follow, with their first days, the next one last.
    pub(super) fn followed_by(&self, society: &Society, stages: &[Stage]) -> Vec<(u16, Rules)> {
        let mut later: Vec<(u16, Rules)> = Vec::with_capacity(stages.len());
        for stage in stages {
            let before = later.last().map_or(self, |(_, rules)| rules);
            let rules = Rules::new(society, &stage.policy).after(before, stage.day);
            later.push((stage.day, rules));
        }
        later.reverse();
        later
    }

    /// These rules from `day` on, with the past of those `before`.
    fn after(mut self, before: &Rules, day: u16) -> Rules {
        let same = self.policy.cameras == before.policy.cameras;
        self.filmed_from = if same { before.filmed_from } else { day };
        self.debt_lists.0 |= before.debt_lists.0;
        self
    }

    /// Whether a citizen of this gaming rank helps when asked, on the first day.
    pub(super) fn helps(&self, gaming_rank: u8) -> bool {
        self.help.as_ref().is_some_and(|help| help.helps(gaming_rank))
    }

    /// Whether a breach of anything does harm.
    pub(super) fn does_harm(&self) -> bool {
        self.conducts.iter().any(|conduct_rules| conduct_rules.harm > 0)
    }

    /// Whether keeping to anything earns points.
    pub(super) fn rewards(&self) -> bool {
        self.conducts.iter().any(|conduct_rules| conduct_rules.earns)
    }

    /// Whether there was a score under the rules `before`, and is none any more.
    pub(super) fn end_score_of(&self, before: &Rules) -> bool {
        before.scale.rules().is_some() && self.scale.rules().is_none()
    }

    /// Whether anyone can appeal against a blacklisting.
    pub(super) fn allow_appeals(&self) -> bool {
        self.policy.appeal.is_some_and(|appeal| appeal.lodged > Share::NONE)
    }

    /// Whether paying every debt ends a listing on this list.
    pub(super) fn repairs(&self, list: usize) -> bool {
        self.debt_lists.has(list) && self.policy.lists[list].exit.repair
    }
}

/// Chances of a true report of a breach, and of a false report in a month.
fn informants(informants: Option<Informants>) -> (Threshold, Threshold) {
    let month = |informants: Informants| Share::clamped(informants.lies.get() / 12.0);
    (
        informants.map_or(Share::NONE, |informants| informants.tells).threshold(),
        informants.map_or(Share::NONE, month).threshold(),
    )
}

fn longest_delay(policy: &Policy) -> usize {
    policy.registers.iter().flatten().map(|rules| usize::from(rules.delay)).max().unwrap_or(0)
}

/// Monthly chances of a spurious entry, cumulative over the registers that lead anywhere.
fn spurious(policy: &Policy) -> [Threshold; 3] {
    let mut upto = 0.0;
    Register::ALL.map(|register| {
        let minded = policy.rule(register.phantom()).is_some();
        let rules = policy.registers[register as usize].filter(|_| minded);
        upto += rules.map_or(0.0, |rules| rules.phantom.get() / 12.0);
        Share::clamped(upto).threshold()
    })
}

/// Breaches with a consequence that an onlooker could claim to have seen.
fn reportable(policy: &Policy) -> Vec<Conduct> {
    let could = |conduct: &Conduct| {
        conduct.nature() != Nature::Virtue
            && policy
                .rule(*conduct)
                .is_some_and(|rule| rule.broken.is_deduction() || rule.fine > 0.0 || rule.warning)
            && matches!(conduct.context(), Context::Road | Context::Speech | Context::Transport)
    };
    Conduct::ALL.into_iter().filter(could).collect()
}

/// Whether a list is entered by the score alone.
pub(super) fn rests_on_score(list: &List) -> bool {
    let entry = &list.entry;
    (entry.score_below.is_some() || entry.score_from.is_some())
        && entry.debt_unpaid.is_none()
        && entry.charges.is_empty()
        && entry.association == Share::NONE
        && entry.association_monthly == Share::NONE
}
