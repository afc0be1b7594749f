//! Series of names over which a row of the catalogue repeats.

use crate::scenario::{Channel, Conduct, Gate, ListId, Nature, Register};
use crate::scoring::{Cause, Deed, WRONGS};
use crate::sparing::Sparing;

/// A series of names, each with the number of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// Conducts of one nature.
    Conducts(Nature),
    /// Conducts whose good deeds can be done for show: the virtues, and recycling.
    Showable,
    /// Every conduct.
    AllConducts,
    /// Reasons for a restriction.
    Deeds,
    /// Causes of being free despite true deeds.
    Sparings,
    /// Classes of losers and winners.
    Classes,
    /// Every gate.
    Gates,
    /// Every register.
    Registers,
    /// Every channel of observation.
    Channels,
    /// The lists of a policy, by their order.
    Lists,
    /// The bands of a score, from the lowest.
    Bands,
    /// Causes of charges.
    Causes,
    /// Causes of wrongful restriction.
    Errors,
}

impl Names {
    /// The names in their order: the number of the column, and the name.
    pub(super) fn all(self) -> Vec<(usize, &'static str)> {
        match self {
            Names::Conducts(nature) => conducts(nature).collect(),
            Names::Showable => {
                let recycling = (Conduct::Recycling as usize, Conduct::Recycling.name());
                conducts(Nature::Virtue).chain([recycling]).collect()
            }
            Names::AllConducts => Conduct::ALL.map(|it| (it as usize, it.name())).to_vec(),
            Names::Deeds => Deed::all().map(|it| (it.number(), it.name())).collect(),
            Names::Sparings => counted(Sparing::ALL.map(Sparing::name)),
            Names::Classes => {
                counted(["big-losers", "losers", "untouched", "winners", "big-winners"])
            }
            Names::Gates => Gate::ALL.map(|gate| (gate as usize, gate.name())).to_vec(),
            Names::Registers => Register::ALL.map(|it| (it as usize, it.name())).to_vec(),
            Names::Channels => Channel::ALL.map(|it| (it as usize, it.name())).to_vec(),
            Names::Lists => counted(ListId::WORDS),
            Names::Bands => counted(["0", "1", "2", "3", "4", "5", "6", "7"]),
            Names::Causes => Cause::ALL.map(|cause| (cause as usize, cause.name())).to_vec(),
            Names::Errors => counted(WRONGS.map(Cause::name)),
        }
    }
}

/// Conducts of one nature.
pub(super) fn conducts(nature: Nature) -> impl Iterator<Item = (usize, &'static str)> {
    let all = Conduct::ALL.into_iter().filter(move |conduct| conduct.nature() == nature);
    all.map(|conduct| (conduct as usize, conduct.name()))
}

fn counted<const N: usize>(names: [&'static str; N]) -> Vec<(usize, &'static str)> {
    names.into_iter().enumerate().collect()
}
