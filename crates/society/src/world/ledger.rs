//! The ledger: accounts, scores, lists, debts, appeals and restrictions of one neighborhood.
//!
//! Everything that a policy holds about a citizen moves here, and nowhere else. A function of the
//! ledger never sees a stage of the day. Its layers call downward only:
//!
//! 1. [`entries`]: the ways into the ledger (a charge, a release of points, a timer, a payment, points
//!    over ties, a reform). Each moves both accounts of a citizen and ends in one comparison of the
//!    two, [`restriction`]: between one move and the next they differ though nothing is wrong.
//! 2. [`appeals`], [`carry_over`], [`debts`], [`accounts`]: the moves themselves.
//! 3. [`scores`], then [`lists`], then [`timers`]: their consequences, reported upward as a
//!    [`StandingChange`].
//! 4. [`restriction`], [`service`]: the present standing, and the answers of the gates to it.
//! 5. [`base`]: rules, state and tallies.

mod base;
mod timers;
mod restriction;
mod service;
mod lists;
mod scores;
mod accounts;
mod debts;
mod appeals;
mod carry_over;
mod entries;

pub(super) use base::Ledger;
pub(super) use timers::Listing;
