//! The working set of one neighborhood's day under one policy.

use super::ledger::Ledger;
use super::rules::Rules;
use super::scratch::Scratch;

/// One neighborhood's day: the ledger that it changes, and buffers to work in.
///
/// Stages of the day take this; the ledger never sees it, so that a call from an account to a stage
/// does not compile.
pub(super) struct DayStep<'a> {
    /// Accounts, lists, debts and restrictions, with the rules to move them by.
    pub(super) ledger: Ledger<'a>,
    /// Buffers of the stage that runs.
    pub(super) scratch: &'a mut Scratch,
    /// The rules of yesterday, on the first day of new ones.
    pub(super) before: Option<&'a Rules>,
}
