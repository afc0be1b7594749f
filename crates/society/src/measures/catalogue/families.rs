//! Families of measures: the subject, the purpose and the limits of each.

/// Subject of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Whether behavior improves.
    Benefit,
    /// Restrictions: their number, kind and length.
    Restriction,
    /// Restrictions without cause, and citizens spared.
    Wrongful,
    /// Whether anybody can be asked to look again, and with which result.
    Recourse,
    /// Whether there is a way back.
    LockIn,
    /// Effects that come over ties from other people.
    Contagion,
    /// Behavior for the sake of the score alone.
    Gaming,
    /// Lawful acts that people give up.
    Chilling,
    /// Work, money and health.
    Livelihood,
    /// Detection by cameras, registers and informants, and its errors.
    Sensors,
    /// The score itself.
    Score,
    /// Conditions that the law names.
    Law,
    /// The same citizens without the scheme.
    PairedDifference,
    /// The conduct behind restrictions, points and misses.
    Reasons,
    /// Gains and losses of the people, by income and group.
    Fairness,
}

impl Family {
    /// Every family, in the order of the catalogue.
    pub const ALL: [Family; 15] = [
        Family::Benefit,
        Family::Restriction,
        Family::Wrongful,
        Family::Recourse,
        Family::LockIn,
        Family::Contagion,
        Family::Gaming,
        Family::Chilling,
        Family::Livelihood,
        Family::Sensors,
        Family::Score,
        Family::Law,
        Family::PairedDifference,
        Family::Reasons,
        Family::Fairness,
    ];
}

impl Family {
    /// The family in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Family::Benefit => "Benefit",
            Family::Restriction => "Restriction",
            Family::Wrongful => "Wrongful restriction",
            Family::Recourse => "Recourse",
            Family::LockIn => "Lock-in",
            Family::Contagion => "Contagion",
            Family::Gaming => "Gaming",
            Family::Chilling => "Chilling",
            Family::Livelihood => "Livelihood",
            Family::Sensors => "Detection",
            Family::Score => "Score",
            Family::Law => "Law",
            Family::PairedDifference => "Paired comparison",
            Family::Reasons => "Reasons",
            Family::Fairness => "Winners and losers",
        }
    }

    /// Why its measures matter.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Family::Benefit => {
                "A policy claims that people behave better. These count what people truly do, \
                 whether it is detected or not, so a policy cannot look good by watching less."
            }
            Family::Restriction => {
                "They say what a policy costs those whom it restricts: how many, from what, and \
                 for how long."
            }
            Family::Wrongful => {
                "A restriction that true deeds would not bring is an error of the policy by its \
                 own rules. So is its reverse: someone left free whom the same rules would restrict."
            }
            Family::Recourse => {
                "An error that can be contested is one thing and an error without anybody to ask is \
                 another. These say who can object, how long it takes, what it costs, and how often \
                 the answer is wrong."
            }
            Family::LockIn => {
                "A penalty that ends is one thing and a penalty that stays is another. These say \
                 whether there is a way back, and whether it leads round in a circle."
            }
            Family::Contagion => {
                "Where a charge reaches family and friends, people pay for what others did. \
                 These say how much of what is deducted came that way, and whether it dies out."
            }
            Family::Gaming => {
                "A score can rise because people behave better or because they show the right \
                 deeds. These hold what is done in the open against what is done unseen."
            }
            Family::Chilling => {
                "People may give up what is lawful because they feel watched. No rule is broken \
                 when they do, so no other measure would show it."
            }
            Family::Livelihood => {
                "Refusals, fines and waits reach into work, money and health, and hardship in \
                 turn makes rules harder to keep."
            }
            Family::Sensors => {
                "All information of a policy comes from cameras, registers and informants. \
                 These say how much each detects and how often each is wrong."
            }
            Family::Score => {
                "They show the score itself, where it comes from, and how it is spread over \
                 people."
            }
            Family::Law => {
                "The AI Act of the European Union asks whether people are treated badly in a part \
                 of life that has nothing to do with what they did."
            }
            Family::PairedDifference => {
                "They compare each citizen with the same citizen in the baseline, who has the \
                 same luck. Means can hide that some gain and others lose; these do not."
            }
            Family::Reasons => {
                "A policy is named after what it punishes, and restricts for much else. These say what \
                 restrictions and points are for, why others go free, and how fast a deed closes a gate."
            }
            Family::Fairness => {
                "The same rules cost one tenth of incomes what they bring another. These are best read by \
                 tenth, beside restricted days, fares saved, fines and hardship."
            }
        }
    }

    /// Limits of its measures.
    #[must_use]
    pub const fn limits(self) -> &'static str {
        match self {
            Family::Benefit => {
                "How strongly people respond is assumed for most conducts, so the size of a \
                 change is only as good as those weights. Occasions come as often under every \
                 policy. Harm is in the scenario's own weights. Debts that are still young pull \
                 the share repaid down."
            }
            Family::Restriction => {
                "Any penalty of a band or of a blacklist counts as a restriction, a small fine \
                 like a closed airport. Whoever is refused comes to the gate as often as before, \
                 so refusals are more than people who give up would meet. Barred from planes \
                 counts those who would be refused, whether they ask or not, and not those to \
                 whom the standing of somebody at home closes the gate. Nobody asks for the line \
                 or the monthly card, so their share of requests served has no value."
            }
            Family::Wrongful => {
                "Wrong means wrong by the policy's own rules: a rule that is unjust and free of \
                 error wrongs nobody here. Perfect detection uses the same cameras and the same \
                 registers, so a deed that nobody could have seen counts for neither side. Each \
                 wrongful restriction is put to one error, the one that took most. Wrong fines and \
                 letters are those for one act; what a band or a list takes each month is part of \
                 the restriction."
            }
            Family::Recourse => {
                "Who objects, and how often an office is right, is assumed: disputes over credit files \
                 are the nearest that anybody has counted. Nobody else objects for a citizen, and a \
                 rejected charge cannot be contested again. A fee is felt as hardship; days are \
                 counted and cost nothing."
            }
            Family::LockIn => {
                "What has not ended when the run ends counts as not ended, so a short run shows \
                 less of a way back than a long one. Restrictions of different weight count \
                 the same."
            }
            Family::Contagion => {
                "Shares are rounded to a 32nd of a point, and what rounds to nothing ends there. \
                 Ties are cut between friends alone. People form no new ties, and the layer of \
                 colleagues is a little smaller than the published one."
            }
            Family::Gaming => {
                "Players are an assumed share of adults, and the same people throughout. Harm done \
                 so far adds up over the run, while a score may forget. Measures of a score have \
                 no value where there is none."
            }
            Family::Chilling => {
                "Two lawful acts stand for all. How strongly people fall silent rests on how much \
                 less people read about terrorism after June 2013, which is another act in another \
                 place."
            }
            Family::Livelihood => {
                "There are no wages and no prices: hardship and health are scales from 0 to 1 \
                 that move by assumed steps. A mean at the end hides who was hit and recovered. Health \
                 is kept in 255ths and each wait is rounded to them, so changes of health below a \
                 thousandth can come from rounding alone."
            }
            Family::Sensors => {
                "Recognition is an error model with the rates that the policy names, not an \
                 algorithm, so these measures show what was put in as much as what came out. \
                 Sightings of people who merely pass are counted and fall on nobody."
            }
            Family::Score => {
                "Points that wait for their day are not in the score yet. Points by cause are as \
                 charged, before the ends of the scale cut anything off. Where there is no score it is \
                 reported as 0, and everyone is in the lowest band."
            }
            Family::Law => {
                "A number is no finding of law: the article asks for more than one element, and \
                 the parts of life are those that the policy file names. Only penalties that \
                 somebody under restriction felt are counted."
            }
            Family::PairedDifference => {
                "More and less count any difference, however small. There is no value where a \
                 twin is not compared with another, and all are 0 for the baseline itself."
            }
            Family::Reasons => {
                "The reason of a restriction is that of the last move before it, so small charges \
                 before it have no part. Points are as charged, also where an error put the act to the adult. \
                 An adult who goes free is put to the sensor that missed their last breach."
            }
            Family::Fairness => {
                "Hardship is a scale that moves by assumed steps, and so is its weight in a choice. Bands \
                 are few, and an adult can lose many points within one. Net and classes are of every \
                 sixteenth adult, by assumed weights, and by terms that few may have asked for."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_says_something_of_its_own() {
        for (number, family) in Family::ALL.into_iter().enumerate() {
            for text in [family.why(), family.limits()] {
                assert!(text.ends_with('.') && !text.contains("  "), "{text}");
            }
            for other in &Family::ALL[..number] {
                assert!(family.name() != other.name() && family.why() != other.why());
                assert!(family.limits() != other.limits());
            }
        }
    }
}
