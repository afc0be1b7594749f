//! One policy over one society, worked out into the tables that a day is lived by.

use super::help::Help;
use crate::conduct::ChoiceModels;
use crate::livelihood::LivelihoodModel;
use crate::observation::{Detection, Sensors};
use crate::response::ResponseModel;
use crate::scenario::{
    Conduct, Gate, Informants, List, Nature, Policy, Register, Society, Stage, Watch,
};
use crate::scoring::Scale;
use crate::standing::{Gates, Lists};
use crate::ties::SpreadRates;
use crate::units::{Points, Score, Share, Threshold};

/// Everything that decides a day and does not change from day to day, but for a reform.
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
    /// What a breach of each conduct costs [1/1000 of a month's income].
    pub(super) fines: [i32; Conduct::COUNT],
    /// Days from a deed to its entry in each register [days].
    pub(super) delays: [u8; 3],
    /// Help that is asked for, if any is.
    pub(super) help: Option<Help>,
    pub(super) staged: Threshold,
    pub(super) cut: Threshold,
    /// Lens of each group before a camera that is sure to look.
    pub(super) faces: Vec<Detection>,
    pub(super) tells: Threshold,
    /// Chance that an adult makes up a report in a month.
    pub(super) lies: Threshold,
    /// What can be made up about someone.
    pub(super) slanders: Vec<Conduct>,
    /// Chances of an entry from nothing in a month, by register, one on top of another.
    pub(super) phantoms: [Threshold; 3],
    /// Monthly chances that a debt is paid, off the lists and on one.
    pub(super) repays: [f64; 2],
    /// Whether any citizen's month needs a second block of draws.
    pub(super) invents: bool,
    /// Days of the slowest register [days].
    pub(super) longest_delay: usize,
    pub(super) monthly: Vec<usize>,
    pub(super) yearly: Vec<usize>,
    pub(super) score_zones: ScoreZones,
    /// Lists with a rule about the score.
    pub(super) by_score: Vec<usize>,
    /// Lists with a rule about unpaid debts.
    pub(super) by_debt: Vec<usize>,
    /// Lists that debts lead to, or led to before a reform.
    indebted: Lists,
    /// The first day of these cameras, or of there being none [days].
    pub(super) filmed_from: u16,
    /// Lists that a charge for each conduct leads to.
    pub(super) by_charge: [Vec<usize>; Conduct::COUNT],
    /// Lists that those at home come onto while someone is on a blacklist, with what chance a month.
    pub(super) by_home: Vec<(usize, Threshold)>,
    /// Whether a citizen can suffer for those around them.
    pub(super) associates: bool,
}

/// What a society and a policy make of one conduct.
#[derive(Clone, Debug)]
pub(super) struct ConductRules {
    pub(super) conduct: Conduct,
    /// Share of occasions that others can see, of 65,536.
    pub(super) open: u32,
    pub(super) harm: u8,
    /// The gate before each occasion.
    pub(super) behind: Option<Gate>,
    /// Whether it is help.
    helps: bool,
    /// What looks at it, where the policy minds it.
    pub(super) watch: Option<Watch>,
    /// Whether keeping to the rule earns points.
    pub(super) earns: bool,
    /// Whether the policy minds it and players can only seem to do it.
    pub(super) is_staged: bool,
}

impl ConductRules {
    fn new(society: &Society, policy: &Policy, scale: &Scale, conduct: Conduct) -> ConductRules {
        let (habit, rule) = (society.habit(conduct), policy.rule(conduct));
        ConductRules {
            conduct,
            open: libm::round(habit.open.get() * 65_536.0) as u32,
            harm: habit.harm,
            behind: habit.behind,
            helps: society.helping.is_some_and(|helping| helping.by == conduct),
            watch: rule.map(|rule| rule.watch),
            earns: rule.is_some() && scale.kept(conduct) != Points::ZERO,
            is_staged: rule.is_some() && conduct.nature() == Nature::Virtue,
        }
    }

    /// Whether an occasion comes only where a gate serves or somebody asks.
    pub(super) fn is_asked_for(&self) -> bool {
        self.behind.is_some() || self.helps
    }
}

/// Scores among which one can move without any consequence.
#[derive(Clone, Debug)]
pub(super) struct ScoreZones {
    /// Zones between the borders of bands and lists, by whole points: 0 where a list has a say, or
    /// where there is a border within the point.
    zones: Box<[u8; ScoreZones::POINTS]>,
    cap: i32,
}

impl ScoreZones {
    const POINTS: usize = (u16::MAX as usize + 1) / Points::GRAINS as usize;

    fn new(policy: &Policy) -> ScoreZones {
        let Some(score) = policy.score else {
            return ScoreZones { zones: Box::new([0; ScoreZones::POINTS]), cap: 0 };
        };
        let lists = &policy.lists;
        let bounds = |list: &List| [list.entry.score_below, list.entry.score_from, list.exit.score];
        let bands = policy.bands.iter().map(|band| band.from);
        let borders: Vec<Score> = bands.chain(lists.iter().flat_map(bounds).flatten()).collect();
        let zone = |point| {
            let first = point as u16 * Points::GRAINS as u16;
            let last = first + (Points::GRAINS as u16 - 1);
            let (from, upto) = (Score(first).max(score.floor), Score(last));
            let is_outside = from > upto || from > score.cap;
            let is_split = borders.iter().any(|&border| from < border && border <= upto);
            if is_outside || is_split || lists.iter().any(|list| has_a_say(list, from)) {
                return 0;
            }
            1 + borders.iter().filter(|&&border| border <= from).count() as u8
        };
        ScoreZones { zones: Box::new(std::array::from_fn(zone)), cap: score.cap.0.into() }
    }

    /// Whether nothing follows from a move `from` a score to that which is `wanted`, if the scale has
    /// it.
    #[inline]
    pub(super) fn holds(&self, from: u16, wanted: i32) -> bool {
        let zone = |score: u16| self.zones[usize::from(score) / Points::GRAINS as usize];
        let (here, there) = (zone(from), zone(wanted as u16));
        (here == there) & (here != 0) & (wanted.cast_unsigned() <= self.cap.cast_unsigned())
    }
}

/// Whether a list takes or leaves anyone whose score comes to lie at `now`.
fn has_a_say(list: &List, now: Score) -> bool {
    list.is_left_at(now)
        || list.entry.score_below.is_some_and(|bound| now < bound)
        || list.entry.score_from.is_some_and(|bound| now >= bound)
}

impl Rules {
    pub(super) fn new(society: &Society, policy: &Policy) -> Rules {
        let scale = Scale::new(policy);
        let (monthly, yearly) = scale.periods();
        let (tells, lies) = informants(policy.informants);
        let phantoms = phantoms(policy);
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
            help: society.helping.map(|helping| Help::new(&helping, policy)),
            staged: society.response.gaming.staged.threshold(),
            cut: society.response.cut.threshold(),
            faces: (0..society.population.groups.len()).filter_map(faces).collect(),
            tells,
            lies,
            slanders: slanders(policy),
            phantoms,
            repays: [repayment.unlisted.get() / 12.0, repayment.listed.get() / 12.0],
            invents: lies.bound() > 0 || phantoms[2].bound() > 0,
            longest_delay: longest_delay(policy),
            score_zones: ScoreZones::new(policy),
            monthly,
            yearly,
            by_score: numbers(|list| {
                list.entry.score_below.is_some()
                    || list.entry.score_from.is_some()
                    || list.exit.score.is_some()
            }),
            indebted: by_debt.iter().fold(Lists::default(), |all, &list| all.with(list)),
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

    /// The rules of the `stages` that follow these, with their first days, the next one last.
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

    /// These rules from `day` on, with what they have to know of those `before`.
    fn after(mut self, before: &Rules, day: u16) -> Rules {
        let same = self.policy.cameras == before.policy.cameras;
        self.filmed_from = if same { before.filmed_from } else { day };
        self.indebted.0 |= before.indebted.0;
        self
    }

    /// Whether someone of this rank of guile helps when asked, on the first day.
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

    /// Whether whoever owes nothing more leaves the list.
    pub(super) fn repairs(&self, list: usize) -> bool {
        self.indebted.has(list) && self.policy.lists[list].exit.repair
    }
}

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

fn phantoms(policy: &Policy) -> [Threshold; 3] {
    let mut upto = 0.0;
    Register::ALL.map(|register| {
        let minded = policy.rule(register.phantom()).is_some();
        let rules = policy.registers[register as usize].filter(|_| minded);
        upto += rules.map_or(0.0, |rules| rules.phantom.get() / 12.0);
        Share::clamped(upto).threshold()
    })
}

/// Breaches that the policy minds and that somebody could claim to have seen.
fn slanders(policy: &Policy) -> Vec<Conduct> {
    let could = |conduct: &Conduct| {
        conduct.nature() != Nature::Virtue
            && policy
                .rule(*conduct)
                .is_some_and(|rule| rule.broken.is_deduction() || rule.fine > 0.0 || rule.warning)
            && matches!(
                conduct.context(),
                crate::scenario::Context::Road
                    | crate::scenario::Context::Speech
                    | crate::scenario::Context::Transport
            )
    };
    Conduct::ALL.into_iter().filter(could).collect()
}
