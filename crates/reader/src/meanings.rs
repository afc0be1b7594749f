//! Meanings of the settings, in words: for editors, and for the page of settings.

/// Settings by their address, with `*` for a name, and the meaning of each.
pub(super) const MEANINGS: &[(&str, &str)] = &[
    ("schema", "The version of the grammar of files: 1."),
    ("extends", "The scenario that this file changes: one that ships, or a file."),
    ("society", "The scenario that gives the society, where this file has none of its own."),
    ("policy", "The policy under study: one that ships, a file, or a section of this file."),
    ("baseline", "The twin that every other is compared with."),
    ("scenario.id", "The name of the scenario, and the start of the name of its results."),
    ("scenario.title", "What the scenario is, in one line."),
    ("scenario.question", "What the scenario asks."),
    ("scenario.status", "What kind of thing it is: an archetype, a calibration, a lesson."),
    ("scenario.license", "The terms under which the file may be used."),
    ("scenario.not_for", "What the scenario must not be used for."),
    ("reform.id", "The name of the reform, and of its twin."),
    ("reform.title", "What the reform is, in one line."),
    ("reform.why", "What the reform asks."),
    ("reform.author", "Who proposes it. May be left out."),
    ("reform.date", "When it was proposed. May be left out."),
    (
        "change.path",
        "The setting that is changed, by its address; a star in it stands for any name.",
    ),
    ("change.to", "What the setting is changed to."),
    ("change.why", "The reason for the change."),
    ("change.src", "The source of the change."),
    (
        "change.from_day",
        "The day from whose morning on the change holds, counted from 0 after any warm-up: 0 is the first day, 1 the second. Left out: 0.",
    ),
    (
        "change.made",
        "Whether the settings of the file hold the change already, so that it is only reported: as in a spelled-out scenario. Left out: no.",
    ),
    (
        "change.asked",
        "Whether the change was asked for on the command line, as in a spelled-out scenario. Left out: no.",
    ),
    ("change.was", "The value before the change, as in a spelled-out scenario."),
    ("change.policy", "The policy that is changed, where it is not the one under study."),
    ("run.citizens", "How many citizens there are."),
    ("run.days", "How many days are simulated; a year has 365."),
    (
        "run.warm_up",
        "How many days are simulated before those that measures count, in whole years; left out: none.",
    ),
    ("run.seed", "The seed of the run. The same seed gives the same bytes."),
    ("stop.measure", "The measure that has to be known before the run ends."),
    (
        "stop.within",
        "Half the width of the 95 % interval of that measure, as a share of its mean, that is narrow enough.",
    ),
    ("stop.worlds", "The fewest and the most worlds, or just so many."),
    (
        "causes.worlds",
        "Worlds in which restriction is told apart by cause, each under up to 32 twins. Left out: none.",
    ),
    (
        "causes.citizens",
        "How many citizens each of those worlds has, at most as many as the run. Left out: as many.",
    ),
    ("pattern", "The published figures that the scenario is compared with."),
    ("pattern.*.id", "The name of a published figure that the scenario is compared with."),
    (
        "pattern.*.use",
        "Whether the scenario was set so as to meet the figure; if it was, meeting it is no evidence.",
    ),
    ("pattern.*.say", "What the figure is, in one line."),
    ("pattern.*.measure", "The measure that is compared with it."),
    ("pattern.*.over", "A measure that it is divided by."),
    ("pattern.*.twin", "The twin that it is about. Left out: the policy under study."),
    ("pattern.*.less", "A twin that it is relative to, as a change."),
    (
        "pattern.*.months",
        "The month, or the first and the last, over which the measure is averaged. Left out: the end.",
    ),
    (
        "pattern.*.over_months",
        "The same for the measure that it is divided by. Left out: the same months.",
    ),
    (
        "pattern.*.of",
        "The people among whom the figure is counted: adults, citizens with children included, or \
         those of 15 to 59. Left out: adults.",
    ),
    (
        "pattern.*.published",
        "The figure as published; its range is what agrees with it, and a tenth either way where none is given.",
    ),
    ("pattern.*.facts", "The rows of facts that the figure rests on, by their names."),
    ("twins.*.say", "What the twin is, in one line."),
    ("twins.*.policy", "The policy of the twin; left out: the one under study."),
    ("twins.*.set", "Settings of its policy that are changed, by address."),
    ("population.ages.children", "Share of citizens aged 0 to 14."),
    ("population.ages.working", "Share of citizens aged 15 to 59."),
    ("population.ages.old", "Share of citizens aged 60 or more. The three shares sum to 1."),
    ("population.sex_ratio", "Men for each 100 women."),
    ("population.household", "Mean number of people who live together; seven is the most."),
    (
        "population.alike",
        "How much of the variance of conscientiousness a household has in common.",
    ),
    ("population.circle", "Mean size of a circle of friends, oneself included."),
    ("population.team", "Largest team at work, oneself included."),
    ("population.class", "Pupils of a school class."),
    ("population.workplace", "Largest workplace that a neighborhood holds."),
    ("population.zipf", "How fast large workplaces get rare: the exponent of their sizes."),
    ("population.acquaintances", "Acquaintances, oneself included: false reports are about them."),
    ("population.kin", "Relatives who live elsewhere."),
    ("population.mobility.least", "How much the quarter that is least out and about is out."),
    ("population.mobility.less", "How much the second quarter is out and about."),
    ("population.mobility.more", "How much the third quarter is out and about."),
    ("population.mobility.most", "How much the quarter that is most out and about is out."),
    ("group.*.share", "Share of households in this invented group. The shares sum to 1."),
    (
        "place.*.share",
        "Share of neighborhoods that are of this kind. The shares sum to 1; a kind with a share of 0 is left out.",
    ),
    ("place.*.cameras", "Cameras a head in such a place."),
    (
        "conduct.*.rate",
        "How often the occasion comes to an eligible citizen. No policy changes it.",
    ),
    (
        "conduct.*.who",
        "The eligible: adults, heads of households, parents of pupils, adults under 60.",
    ),
    ("conduct.*.mobile", "Whether it comes more often to those who are more out and about."),
    ("conduct.*.by_age.*", "Factor on the rate for this age. Left out: 1."),
    ("conduct.*.breaks", "Share of occasions at which the rule is broken where nothing is scored."),
    ("conduct.*.disposition", "How far conscientiousness lowers the chance to break the rule."),
    (
        "conduct.*.certainty",
        "How far a sanction that is sure lowers the chance to break the rule, with a full stake.",
    ),
    ("conduct.*.hardship", "How far hardship raises the chance to break the rule."),
    ("conduct.*.resignation", "How far resignation raises the chance to break the rule."),
    ("conduct.*.harm", "Harm of one breach, in the scenario's own weights."),
    ("conduct.*.open", "Share of occasions at which others can see what one does."),
    (
        "conduct.*.behind",
        "The gate that one has to pass first: where it refuses, the occasion does not come. Left out: nothing.",
    ),
    ("visit.*.rate", "How often the visit comes to an eligible citizen. No policy changes it."),
    ("visit.*.who", "The eligible, as of a conduct."),
    ("visit.*.mobile", "Whether it comes more often to those who are more out and about."),
    ("visit.*.by_age.*", "Factor on the rate for this age. Left out: 1."),
    (
        "visit.*.tickets",
        "Tickets asked for on a trip that is refused, the mean; below 1, since one who is barred \
         knows it. Left out: 1.",
    ),
    (
        "visit.rail.slow_train",
        "Share of refused trips that a slow train makes instead. Left out: none.",
    ),
    ("visit.rail.slower", "Time that a slow train takes longer. Left out: 0."),
    ("helping.enabled", "Whether acquaintances ask each other for help."),
    ("helping.by", "The good deed that consists in helping whoever asks."),
    (
        "helping.willing",
        "Share of adults who help when asked, on the first day; the others never do.",
    ),
    ("helping.benefit", "What help is worth to whoever gets it, in what it costs to give."),
    (
        "helping.imitation",
        "Chance in a month to take after an acquaintance, for each cost by which they did better.",
    ),
    ("livelihood.enabled", "Whether work, hardship and health move at all."),
    ("livelihood.poorest", "Usual hardship of the poorest tenth in work."),
    ("livelihood.richest", "Usual hardship of the richest tenth in work."),
    ("livelihood.idle", "Hardship that comes on top while out of work."),
    (
        "livelihood.recovery",
        "Share of the way back to its usual level that hardship goes in a month.",
    ),
    ("livelihood.fine", "Hardship that a fine of one month's income adds."),
    ("livelihood.refusal", "Hardship that one refused trip or school adds."),
    ("livelihood.work.loss", "How often one in work loses it."),
    ("livelihood.work.found", "Chance that a month's search ends in a post, with every gate open."),
    ("livelihood.work.offline", "Share of that chance lost on a line throttled to nothing."),
    ("livelihood.health.start", "Health without strain and waits: the level to which it returns."),
    ("livelihood.health.wait", "Days that a patient waits at the hospital when nobody is hurried."),
    ("livelihood.health.waiting", "Health lost for each day waited."),
    ("livelihood.health.hardship", "Health lost in a month at full hardship."),
    ("livelihood.health.recovery", "Share of the way back that health goes in a month."),
    ("response.enabled", "Whether citizens respond to a policy at all."),
    ("response.losses.warning", "How much a letter of warning is minded."),
    ("response.losses.flight", "How much a month without planes is minded."),
    ("response.losses.rail", "How much a month without fast trains is minded."),
    ("response.losses.school", "How much a month is minded in which no school takes the children."),
    ("response.losses.job", "How much a month without a chance of a post is minded."),
    ("response.losses.hospital", "How much a month of waits twice as long is minded."),
    ("response.losses.internet", "How much a month on a line throttled to nothing is minded."),
    ("response.losses.fare", "What the fares of a month cost in full."),
    ("response.losses.venue", "How much a month without select venues is minded."),
    ("response.losses.loan", "How much a month without a chance of a loan is minded."),
    ("response.losses.shunned", "How much a month is minded in which friends turn away."),
    ("response.losses.horizon", "Time over which a loss to come shrinks to 1/e of its weight."),
    (
        "response.losses.near",
        "Distance from a threshold over which the fear of crossing it grows, in charges of the policy on the mean: the width of a logistic function.",
    ),
    (
        "response.losses.studied",
        "The loss threatened in the studies behind `certainty`: one full stake.",
    ),
    (
        "response.losses.severity",
        "By how many percent the stake grows with one percent more to lose, at the studied loss.",
    ),
    (
        "response.resignation",
        "Share of the way to full resignation that a month without a way back goes.",
    ),
    ("response.chilling", "Whether the certainty of a sanction keeps people from lawful acts."),
    ("response.cut", "Chance that a friend turns away from someone shunned at a meeting."),
    ("response.certainty.enabled", "Whether perceived certainty counts at all."),
    ("response.certainty.aware", "Share of adults who know of the scheme on the first day."),
    (
        "response.certainty.announced",
        "How sure a sanction seems, by any channel in use, to those who know of the scheme, before anything has happened.",
    ),
    (
        "response.certainty.own",
        "How far a sanction for one's own deed moves perceived certainty toward the full, in the channel that saw it.",
    ),
    (
        "response.certainty.learns_from_error",
        "How far a sanction for a deed of somebody else, or of nobody, moves perceived certainty down.",
    ),
    (
        "response.certainty.others",
        "How far word of such a sanction nearby moves perceived certainty toward the full.",
    ),
    ("response.certainty.fades", "How far a month moves perceived certainty to what is expected."),
    (
        "response.certainty.wears_off.*",
        "How far a month moves what is expected of this channel from the announced level down to nothing.",
    ),
    (
        "response.certainty.seen",
        "How far the sight of a camera moves certainty toward the full, for whoever expects any sanction of cameras.",
    ),
    (
        "response.certainty.halo",
        "Share of certainty that counts where no camera is known: 1 is the same everywhere.",
    ),
    (
        "response.certainty.displaced",
        "Share of what known cameras prevent that is made up for where none is known.",
    ),
    ("response.gaming.players", "Share of adults who play the system."),
    ("response.gaming.shift", "How far players shift from where nobody sees to where others see."),
    (
        "response.gaming.staged",
        "Share of players' good deeds in the open that are seen and not done.",
    ),
    (
        "response.repayment.unlisted",
        "How often a debtor on no blacklist who can pay does; the mean of those who can.",
    ),
    (
        "response.repayment.listed",
        "How often a debtor on a blacklist, or told of one, who can pay does; the mean of those \
         who can.",
    ),
    ("response.repayment.unable", "Share of debtors who cannot pay. Left out: none."),
    (
        "response.repayment.hardship",
        "How far hardship decides who cannot pay: by so much a full one raises the logit. Left \
         out: 0.",
    ),
    (
        "response.repayment.recovers",
        "How often a debtor who cannot pay recovers the means. Left out: never.",
    ),
    ("policy.title", "What the policy is, in one line."),
    ("policy.say", "What the policy does, in one sentence."),
    ("policy.everywhere", "Whether one who is on any blacklist bears every penalty of the policy."),
    (
        "policy.looked_up",
        "Chance that someone who is asked for help looks up the standing of whoever asks. Left out: 0.",
    ),
    ("cameras.enabled", "Whether there are cameras."),
    ("cameras.per_head", "Cameras a citizen."),
    (
        "cameras.reach",
        "How much of public places a camera covers: e to the minus this stays unfilmed at one camera a head.",
    ),
    ("cameras.passes", "How often an adult passes before a camera."),
    ("cameras.gallery", "Faces that each sighting is compared with; all citizens are among them."),
    (
        "cameras.false_match",
        "Chance that one comparison with a wrong face matches, where the right one is not found.",
    ),
    ("cameras.false_match_by_group.*", "Factor on false matches for this group. Left out: 1."),
    ("cameras.missed", "Chance that the right face is not found."),
    ("cameras.missed_by_group.*", "Factor on missed faces for this group. Left out: 1."),
    ("cameras.quality", "Factor on false matches for how poor the pictures are."),
    (
        "cameras.unenrolled",
        "People before the cameras who are not in the gallery, for each one who is.",
    ),
    ("cameras.lookalikes_stick", "Whether errors return to the same lookalikes."),
    (
        "cameras.moved",
        "Share of the cameras that move each month to the places where breaches were found. Left out: 0.",
    ),
    (
        "cameras.weighed",
        "Whether what is found in a place is divided by the cameras that found it. Left out: no.",
    ),
    ("register.*.enabled", "Whether the policy has this register."),
    ("register.*.delay", "Days from the deed to the entry."),
    ("register.*.missed", "Share of entries linked to nobody."),
    ("register.*.false_link", "Share of entries linked to the wrong citizen."),
    ("register.*.false_link_by_group.*", "Factor on false links for this group. Left out: 1."),
    ("register.*.spurious", "How often an entry about an adult has no deed behind it."),
    (
        "register.*.spurious_of.*",
        "Weight of this conduct among such entries. Left out: 0; without any, all that the register watches, as often as it is broken.",
    ),
    ("register.*.weight", "Factor on the points of every entry of this register."),
    ("informants.enabled", "Whether reports by people count."),
    (
        "informants.tells",
        "Chance that a deed in the open that nothing else has caught is reported.",
    ),
    ("informants.lies", "How often an adult makes a false report about an acquaintance."),
    ("rule.*.watch", "By what the conduct is seen: cameras, one register, or people alone."),
    ("rule.*.kept", "Points for keeping to the rule or for the good deed. Left out: 0."),
    ("rule.*.broken", "Points for breaking it or for the disfavored act, 0 or less. Left out: 0."),
    (
        "rule.*.repeat",
        "Factor on the deduction for each earlier breach of the same year. Left out: 1.",
    ),
    (
        "rule.*.monthly_cap",
        "How often in a month keeping to it earns points. Left out: as often as it happens.",
    ),
    ("rule.*.fine", "Fine for breaking it. Left out: none."),
    ("rule.*.warning", "Whether breaking it brings a letter. Left out: no."),
    ("score.enabled", "Whether there is a score."),
    ("score.start", "The score of every adult on the first day."),
    ("score.floor", "The lowest score."),
    ("score.cap", "The highest score."),
    ("score.update", "When charges become score: at once, in the evening, each month, each year."),
    (
        "score.half_life",
        "Time in which the distance to the start halves by itself. Left out: nothing is forgotten.",
    ),
    ("band.*.from", "The lowest score of the band. One band begins at the floor."),
    ("list.*.color", "Whether the list harms (black) or favors (red)."),
    (
        "list.*.enters_below",
        "Whoever's score falls below this comes onto the list. Left out: nobody for a score.",
    ),
    (
        "list.*.enters_from",
        "Whoever's score rises to this comes onto the list. Left out: nobody for a score.",
    ),
    (
        "list.*.debt_unpaid",
        "Time after which an unpaid court debt leads to the list. Left out: it never does.",
    ),
    ("list.*.charges", "Conducts of which one charge leads to the list. Left out: none."),
    (
        "list.*.association",
        "Chance that a listing on another blacklist takes along each other adult at home. Left out: 0.",
    ),
    (
        "list.*.association_monthly",
        "The same in each month that someone at home is on any blacklist. Left out: 0.",
    ),
    ("list.*.exit_after", "Time after which a listing ends. Left out: it does not end by itself."),
    ("list.*.exit_score", "Score that ends a listing. Left out: no score does."),
    ("list.*.exit_repair", "Whether paying what one owes ends a listing. Left out: no."),
    (
        "list.*.exit_settled",
        "How often a debtor on the list who cannot pay settles with the court, which counts as \
         payment. Left out: never.",
    ),
    ("list.*.notice", "Days of notice before a listing takes effect. Left out: 0."),
    ("effect.*.gate", "The service that looks at standing. A fine has none."),
    ("effect.*.bands", "The bands that it applies to."),
    ("effect.*.lists", "The lists that it applies to."),
    ("effect.*.does", "What the gate does."),
    ("effect.*.size", "How much or how likely. Left out: 1."),
    ("effect.*.context", "The part of life that it touches."),
    ("effect.*.falls_on", "The citizens that it affects. Left out: oneself."),
    (
        "spread.household",
        "Share of each charge that passes to each member of the household. Left out: 0.",
    ),
    ("spread.kin", "Share of each charge that passes to each of the kin elsewhere. Left out: 0."),
    (
        "spread.circle",
        "Share of each charge that passes to each friend of the circle. Left out: 0.",
    ),
    ("spread.team", "Share of each charge that passes to each colleague of the team. Left out: 0."),
    ("spread.earned_too", "Whether points that are earned pass too. Left out: no."),
    (
        "spread.once",
        "Whether a charge stops where one tie has brought it, and does not pass on from there. Left out: no.",
    ),
    ("appeal.enabled", "Whether a listing can be appealed."),
    ("appeal.lodged", "Chance that one who comes onto a blacklist appeals."),
    ("appeal.delay", "Days until the decision."),
    ("appeal.if_wrong", "Chance of success where the listing is wrongful."),
    ("appeal.if_right", "Chance of success where it is not."),
    ("objection.enabled", "Whether charges and bands can be contested before an office."),
    (
        "objection.window",
        "Days for which a charge stays on file: after them it is not contested any more.",
    ),
    ("objection.delay", "Days until the decision, where nobody waits before."),
    (
        "objection.capacity",
        "Decisions that the office makes a month, for 1,000 adults of its neighborhood. Left out: as many as there are objections.",
    ),
    (
        "objection.fee.poorest",
        "What an objection costs a citizen of the poorest tenth, in months' income. It is felt as a fine is.",
    ),
    (
        "objection.fee.richest",
        "What it costs one of the richest tenth; in between it changes evenly.",
    ),
    ("objection.days_lost", "Days that an objection takes of a citizen's life; they are counted."),
    ("objection.if_wrong", "Chance of success against a charge for what the citizen did not do."),
    ("objection.if_right", "Chance of success against a charge for what the citizen did."),
    ("objection.charge.told", "Share of those charged with a breach who are told."),
    (
        "objection.charge.wrong.poorest",
        "Share of these who object where the charge is for what they did not do, in the poorest tenth.",
    ),
    (
        "objection.charge.wrong.richest",
        "The same in the richest tenth; in between it changes evenly.",
    ),
    (
        "objection.charge.right.poorest",
        "Share of these who object where the charge is for what they did, in the poorest tenth.",
    ),
    (
        "objection.charge.right.richest",
        "The same in the richest tenth; in between it changes evenly.",
    ),
    ("objection.band.told", "Share of those who come into a restricting band who are told."),
    (
        "objection.band.wrong.poorest",
        "Share of these who object where the gravest charge behind the band is for what they did not do, in the poorest tenth.",
    ),
    (
        "objection.band.wrong.richest",
        "The same in the richest tenth; in between it changes evenly.",
    ),
    (
        "objection.band.right.poorest",
        "Share of these who object where the gravest charge behind the band is for what they did, in the poorest tenth.",
    ),
    (
        "objection.band.right.richest",
        "The same in the richest tenth; in between it changes evenly.",
    ),
    ("source.*.title", "What the source is and what it says."),
    ("source.*.grade", "How sure the source is."),
    ("source.*.url", "Where it can be read. May be left out."),
    ("source.*.seen", "When it was read. May be left out."),
];

/// The meaning of the setting at an address, if it is one.
pub(super) fn of(address: &str) -> Option<&'static str> {
    let fits = |pattern: &str| {
        let (mut pattern, mut address) = (pattern.split('.'), address.split('.'));
        loop {
            match (pattern.next(), address.next()) {
                (None, None) => return true,
                (Some("*"), Some(_)) => {}
                (Some(one), Some(other)) if one == other => {}
                _ => return false,
            }
        }
    };
    MEANINGS.iter().find(|(pattern, _)| fits(pattern)).map(|(_, meaning)| *meaning)
}
