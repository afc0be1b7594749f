//! Perception: a loss as it is perceived, which grows far more slowly than the loss itself.

use super::stake::Stake;
use crate::scenario::Losses;

/// The stake perceived in a loss, ln(1 + *x l*) / ln(1 + *x*) for *l* studied losses: nothing in no loss,
/// one full stake in the studied one.
///
/// Proportional while a loss is small, logarithmic once it is large (Weber and Fechner). Crime
/// responds to severity far less than to certainty (Chalfin and McCrary 2014): *x* is solved from
/// the ratio of both elasticities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Perception {
    /// The studied loss [months of income].
    studied: f64,
    /// The curvature *x*, in studied losses.
    curvature: f64,
}

impl Perception {
    pub(super) fn new(losses: &Losses) -> Perception {
        Perception { studied: losses.studied, curvature: curvature(losses.severity) }
    }

    /// The stake in a loss [months of income]; none in a gain.
    pub(super) fn stake(self, loss: f64) -> Stake {
        let perceived = libm::log1p(self.curvature * (loss.max(0.0) / self.studied));
        Stake::of(perceived / libm::log1p(self.curvature))
    }
}

/// The curvature *x* at which the elasticity of the stake in the studied loss, *x* / ((1 + *x*)
/// ln(1 + *x*)), is `elasticity`; by bisection of ln *x*.
fn curvature(elasticity: f64) -> f64 {
    // Elasticity falls as the curvature grows; a hundred halvings exhaust the digits of a double, so
    // that the result depends on no tolerance.
    let (mut low, mut high) = (-20.0, 40.0);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        let x = libm::exp(middle);
        if x / ((1.0 + x) * libm::log1p(x)) > elasticity { low = middle } else { high = middle }
    }
    libm::exp(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Society;

    fn perception(severity: f64) -> Perception {
        let losses = Society::example().response.losses;
        Perception::new(&Losses { severity, studied: 0.05, ..losses })
    }

    #[test]
    fn the_studied_loss_is_one_full_stake_and_no_loss_is_none() {
        for severity in [0.05, 0.18, 0.5, 1.0] {
            assert_eq!(perception(severity).stake(0.05), Stake::FULL);
            assert_eq!(perception(severity).stake(0.0), Stake::NONE);
            assert_eq!(perception(severity).stake(-1.0), Stake::NONE);
        }
    }

    #[test]
    fn one_percent_more_loss_is_severity_percent_more_stake() {
        for severity in [0.06, 0.18, 0.5, 0.9] {
            let x = curvature(severity);
            let perceived = |loss: f64| libm::log1p(x * loss) / libm::log1p(x);
            let elasticity = (perceived(1.001) - perceived(0.999)) / 0.002;
            assert!((elasticity - severity).abs() < 1e-4, "{elasticity} at {severity}");
        }
    }

    #[test]
    fn at_an_elasticity_of_one_the_stake_is_the_loss() {
        let linear = perception(1.0);
        for (loss, stake) in [(0.025, 32), (0.1, 128), (0.25, 320)] {
            assert_eq!(linear.stake(loss), Stake(stake));
        }
    }
}
