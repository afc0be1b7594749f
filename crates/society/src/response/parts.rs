//! Shares as integer parts of 256.

use crate::units::Share;

/// The nearest number of parts of a share [1/256].
pub(super) fn parts(share: Share) -> i32 {
    libm::round(share.get() * 256.0) as i32
}
