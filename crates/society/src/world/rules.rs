//! Compiled rules: one policy over one society, worked out into the tables that a day reads.
//!
//! A policy speaks of shares, rates and names. A day compares integers. Everything that can be
//! computed before the first day is computed here, once for each policy: thresholds of draws,
//! tariffs, the terms of every gate, and for each event the lists that it can lead to. A mechanism
//! that the policy does not have is an empty table, so that a day spends nothing on it.

mod conduct_rules;
mod help_rules;
mod list_index;
mod objection_rules;
mod score_zones;
mod travel_rules;
mod unfounded_rules;

pub(crate) use conduct_rules::ConductRules;
pub(crate) use help_rules::{COST, HelpRules};
pub(crate) use list_index::{ListIndex, rests_on_score};
pub(crate) use objection_rules::ObjectionRules;
pub(crate) use score_zones::ScoreZones;
pub(crate) use travel_rules::TravelRules;
pub(crate) use unfounded_rules::UnfoundedRules;

use crate::conduct::{ChoiceModels, RepaymentModel};
use crate::livelihood::LivelihoodModel;
use crate::observation::{Recognition, Sensors};
use crate::population::GroupId;
use crate::response::ResponseModel;
use crate::scenario::{Channel, Conduct, ListId, Policy, Society, Stage};
use crate::scoring::Scale;
use crate::stakes::worth_of_months;
use crate::standing::Gates;
use crate::ties::SpreadRates;
use crate::units::{Day, Quantile, Share, Thousandths, Threshold};

/// Everything that decides a day and changes only with a reform.
///
/// Read-only while a day runs: all threads share one copy. The one exception is the density of
/// cameras, which moves between two months; see [`Sensors`].
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// The policy as validated, for rules that are read too seldom to be compiled.
    pub(super) policy: Policy,
    /// Coefficients of each conduct's logit, in the chapter *Conduct* of the handbook.
    pub(super) choice_models: ChoiceModels,
    /// Cameras by place and registers by group, with their errors.
    pub(super) sensors: Sensors,
    /// The tariff, and the scale of the score with its schedule.
    pub(super) scale: Scale,
    /// Bands, and the terms of every gate by band and by list.
    pub(super) gates: Gates,
    /// Work, hardship and health; the same under every policy.
    pub(super) livelihood: LivelihoodModel,
    /// Certainty, stakes and resignation; switched off where nothing is at stake.
    pub(super) response: ResponseModel,
    /// Shares of a charge that pass over each tie [1/65536].
    pub(super) spread: SpreadRates,
    /// Visibility, harm and reward, by [`Conduct`].
    pub(super) conducts: [ConductRules; Conduct::COUNT],
    /// The fine for a breach, by [`Conduct`]; 0 for none [1/1000 of a month's income].
    pub(super) fines: [Thousandths; Conduct::COUNT],
    /// Delay from an act to its entry, by [`Register`](crate::scenario::Register), 0 to 255 [days].
    pub(super) register_delays: [u8; 3],
    /// Delay of the slowest register, 0 to 255 [days].
    pub(super) longest_delay: usize,
    /// Rules of help; `None` where the society has no requests for it.
    pub(super) help: Option<HelpRules>,
    /// Chance that a player stages a good deed in the open.
    pub(super) staged_chance: Threshold,
    /// Chance that a citizen cuts the tie to a shunned friend at a meeting.
    pub(super) cut_chance: Threshold,
    /// Chance that an onlooker reports an act in the open.
    pub(super) report_chance: Threshold,
    /// Recognition rates by group; empty without cameras.
    pub(super) recognition: Vec<Recognition>,
    /// Charges with no act behind them.
    pub(super) unfounded: UnfoundedRules,
    /// The worth of a month by standing, fines left out [1/1,000,000 months of income].
    pub(super) worth: Vec<i32>,
    /// The worth of a letter of warning, a loss [1/1,000,000 months of income].
    pub(super) letter: i32,
    /// Late payment of court debts, by those who can pay and by those who cannot.
    pub(super) repayment: RepaymentModel,
    /// Trips that a gate refuses.
    pub(super) travel: TravelRules,
    /// Slots of the counters reset each month: caps.
    pub(super) monthly_counters: Vec<usize>,
    /// Slots of the counters reset each year: repeats.
    pub(super) yearly_counters: Vec<usize>,
    /// Ranges of the score within which a move has no consequence.
    pub(super) score_zones: ScoreZones,
    /// The lists that each event can lead to.
    pub(super) list_index: ListIndex,
    /// The day on which sanctions through each channel were last announced: the first one of rules that use it,
    /// or put far more at stake through it [day].
    pub(super) announced: [Day; Channel::COUNT],
    /// The right to object to charges and bands, if there is one.
    pub(super) objections: Option<ObjectionRules>,
    /// First day that measures count: the day of the warm-up's end [day].
    pub(super) counts_from: Day,
    /// First day with these cameras, or without any: passers-by are counted from there [day].
    pub(super) filmed_from: Day,
    /// Whether a citizen can be penalized for people around them.
    pub(super) associates: bool,
}

impl Rules {
    /// The rules of `policy` over `society`, in force from the first day.
    pub(super) fn new(society: &Society, policy: &Policy) -> Rules {
        let scale = Scale::new(policy);
        let (monthly_counters, yearly_counters) = scale.periods();
        let spread = SpreadRates::new(&policy.spread);
        let list_index = ListIndex::new(policy);
        let choice_models = ChoiceModels::new(society, policy);
        let compiled = |conduct| ConductRules::new(society, policy, &scale, conduct);
        Rules {
            sensors: Sensors::new(society, policy),
            gates: Gates::new(policy),
            livelihood: LivelihoodModel::new(society),
            response: ResponseModel::new(society, policy),
            conducts: Conduct::ALL.map(compiled),
            fines: Conduct::ALL.map(|conduct| fine(policy, conduct)),
            register_delays: policy.registers.map(|rules| rules.map_or(0, |rules| rules.delay)),
            longest_delay: longest_delay(policy),
            help: society.helping.map(|helping| HelpRules::new(&helping, policy)),
            staged_chance: society.response.gaming.staged.threshold(),
            cut_chance: society.response.cut.threshold(),
            report_chance: report_chance(policy),
            recognition: recognition(society, policy),
            unfounded: UnfoundedRules::new(society, policy),
            worth: worth_of_months(society, policy),
            letter: -libm::round(society.response.losses.warning * 1e6) as i32,
            repayment: choice_models.repayment(society, policy),
            travel: TravelRules::new(&society.barred),
            monthly_counters,
            yearly_counters,
            score_zones: ScoreZones::new(policy),
            announced: [Day::FIRST; Channel::COUNT],
            objections: ObjectionRules::new(policy),
            counts_from: society.counts_from(),
            filmed_from: Day::FIRST,
            // Scores over ties and lists by association both make a friend's restriction a cost.
            associates: spread.is_any() || list_index.associates(policy),
            spread,
            list_index,
            choice_models,
            scale,
            policy: policy.clone(),
        }
    }

    /// The rules of the `stages` that follow, with their first days, the next one last.
    ///
    /// Last, so that the rules of a reform leave the vector by a pop when their day comes.
    pub(super) fn followed_by(&self, society: &Society, stages: &[Stage]) -> Vec<(Day, Rules)> {
        let mut later: Vec<(Day, Rules)> = Vec::with_capacity(stages.len());
        for stage in stages {
            let before = later.last().map_or(self, |(_, rules)| rules);
            // Each after the one before it: the past of a list goes through all reforms in between.
            // Reforms are dated from the first day that counts.
            let day = stage.day.after(society.warm_up);
            let rules = Rules::new(society, &stage.policy).after(before, day);
            later.push((day, rules));
        }
        later.reverse();
        later
    }

    /// These rules from `day` on, with the past of those `before`: cameras that stay have filmed
    /// since their own first day, and a list that debts once led to is still left by payment.
    fn after(mut self, before: &Rules, day: Day) -> Rules {
        let same = self.policy.cameras == before.policy.cameras;
        self.filmed_from = if same { before.filmed_from } else { day };
        for channel in Channel::ALL {
            // News is a channel that is new or takes far more than before, and no reform that takes less.
            let uses = |rules: &Rules| rules.response.certainty().uses(channel);
            let is_new = uses(&self) && !uses(before);
            let is_news = is_new || self.response.threatens_more(&before.response, channel);
            let then = before.announced[channel as usize];
            self.announced[channel as usize] = if is_news { day } else { then };
        }
        self.list_index.add_debt_lists(&before.list_index);
        self
    }

    /// Whether a citizen of this gaming rank helps when asked, on the first day.
    pub(super) fn helps(&self, gaming_rank: Quantile) -> bool {
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

    /// Whether paying every debt ends a listing on this list, here or under earlier rules entered by
    /// a debt.
    pub(super) fn repairs(&self, list: ListId) -> bool {
        self.list_index.debts_lead_to(list) && self.policy.list(list).exit.repair
    }
}

/// The fine for a breach, 0 without a rule [1/1000 of a month's income].
fn fine(policy: &Policy, conduct: Conduct) -> Thousandths {
    Thousandths(policy.rule(conduct).map_or(0, |rule| libm::round(rule.fine * 1000.0) as i32))
}

/// The delay of the slowest register, 0 without any [days].
fn longest_delay(policy: &Policy) -> usize {
    policy.registers.iter().flatten().map(|rules| usize::from(rules.delay)).max().unwrap_or(0)
}

/// The chance that an onlooker reports an act, never where informants are not heard.
fn report_chance(policy: &Policy) -> Threshold {
    policy.informants.map_or(Share::NONE, |informants| informants.tells).threshold()
}

/// Recognition rates by group, none without cameras.
fn recognition(society: &Society, policy: &Policy) -> Vec<Recognition> {
    let rates = |group| policy.cameras.as_ref().map(|cameras| Recognition::new(cameras, group));
    GroupId::all(&society.population.groups).filter_map(rates).collect()
}
