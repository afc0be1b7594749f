//! The one comparison of every number with its bounds.

use crate::scenario::bounds::Bounds;
use crate::scenario::violation::OutOfBounds;

/// Adds a violation where the number `found` lies outside its bounds.
pub(super) fn within<V: From<OutOfBounds>>(
    violations: &mut Vec<V>,
    key: impl Into<String>,
    found: f64,
    bounds: Bounds,
) {
    // Not `found < low || found > high`, which would let pass a value that is not a number.
    if !bounds.contains(found) {
        violations.push(OutOfBounds { key: key.into(), found, bounds }.into());
    }
}
