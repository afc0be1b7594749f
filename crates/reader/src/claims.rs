//! The claims of the press about the system, each with the measures that speak to it, as they ship.

use std::sync::OnceLock;

use serde::Deserialize;

/// A claim of the press, and what answers it.
///
/// ```
/// let claims = reader::claims::claims();
/// assert_eq!(claims.len(), 25);
/// assert!(claims.iter().all(|claim| !claim.figures.is_empty()));
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its name, C1 to C25.
    pub id: String,
    /// The claim, in one sentence.
    pub say: String,
    /// Names of the published figures that speak to it; empty where none was found.
    pub facts: Vec<String>,
    /// The weak point of the answer, in one sentence.
    pub weak: String,
    /// Figures of a run that answer it, at least one of them of the policy itself.
    pub figures: Vec<ClaimFigure>,
}

/// A figure that answers a claim.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimFigure {
    /// The figure in words.
    pub say: String,
    /// The measure; with [`ClaimParts::Bands`] with `{}` in place of the number of the band.
    pub measure: String,
    /// Parts of the society for which it is reported.
    #[serde(default)]
    pub by: ClaimParts,
    /// The twin that it is about, where that is not the policy of the run.
    pub twin: Option<String>,
    /// Whether it is relative to the baseline.
    #[serde(default)]
    pub change: bool,
}

/// Parts of the society for which a figure is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimParts {
    /// Everyone.
    #[default]
    Everyone,
    /// Each group.
    Groups,
    /// The poorest and the richest tenth.
    Tenths,
    /// Each band of the policy: a measure for each.
    Bands,
}

/// The file of claims.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    claim: Vec<Claim>,
}

/// Every claim, in its order.
pub fn claims() -> &'static [Claim] {
    static CLAIMS: OnceLock<Vec<Claim>> = OnceLock::new();
    // The file is part of the program; a test reads it whole.
    let read = || toml::from_str(include_str!("../../../facts/claims.toml"));
    CLAIMS.get_or_init(|| read().map_or_else(|_| Vec::new(), |file: File| file.claim))
}

#[cfg(test)]
mod tests {
    use society::measures::MeasureId;

    use super::*;
    use crate::facts::facts;

    #[test]
    fn every_claim_names_measures_and_published_figures_that_exist() {
        assert_eq!(claims().len(), 25);
        for (number, claim) in (1..).zip(claims()) {
            assert_eq!(claim.id, format!("C{number}"));
            for name in &claim.facts {
                assert!(facts().iter().any(|fact| fact.id == *name), "{}: {name}", claim.id);
            }
            for figure in &claim.figures {
                let name = figure.measure.replace("{}", "0");
                assert!(MeasureId::named(&name).is_some(), "{}: {name}", claim.id);
            }
            assert!(claim.figures.iter().any(|figure| figure.twin.is_none()), "{}", claim.id);
        }
    }
}
