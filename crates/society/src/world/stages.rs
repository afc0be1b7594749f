//! Stages of a day, in their order; none calls another.

pub(super) mod reform;
pub(super) mod morning;
pub(super) mod month;
pub(super) mod acts;
pub(super) mod gates;
pub(super) mod evening;
