//! The ledger: accounts, scores, lists, debts, appeals, objections and restrictions of one neighborhood.
//!
//! Every charge, listing and restriction of a citizen is made here: that keeps the account of true
//! deeds in step with the one on record, and their comparison in one place. Stages prepare what no
//! comparison depends on: they reshape columns for a reform, reset counters, and take out paid debts.
//! A function of the ledger never sees a stage of the day. Its layers call downward only:
//!
//! 1. [`entries`]: the ways into the ledger (a charge, a release of points, decay, a timer, a payment,
//!    points over ties, a reform). Each ends in one comparison of the two accounts, [`restriction`]:
//!    between one move and the next they differ though nothing is wrong.
//! 2. [`corrections`], [`appeals`], [`carry_over`], [`debts`], [`accounts`]: the moves themselves.
//! 3. [`scores`], then [`lists`], then [`timers`]: their consequences, reported upward as a
//!    [`StandingChange`].
//! 4. [`restriction`], [`service`]: the present standing, and the answers of the gates to it.
//! 5. [`objecting`]: charges on file, and the objections to them.
//! 6. [`base`]: rules, state and tallies.
//!
//! A charge on its way down, under real-time updates:
//!
//! ```text
//! enter ── delay? ──> ring of late entries ──> enter_due, on the morning of the entry
//!   │
//! charge ── a court debt? ──> note_debt ──> timer: overdue
//!   ├─ charge_shadow ──> move_score ──> list_by_score ──> enter_list, leave_list
//!   ├─ charge_real ────> file_charge, then move_score ──> list_by_score ──> enter_list, leave_list
//!   │       └─ sanction: fine, warning, certainty, lists by charge; points for the evening
//!   └─ compare_after ──> update_restriction: restricted, wronged, spared
//! ```

mod base;
mod objecting;
mod timers;
mod restriction;
mod service;
mod lists;
mod scores;
mod accounts;
mod debts;
mod appeals;
mod corrections;
mod carry_over;
mod entries;

pub(super) use base::{Aside, Ledger};
pub(super) use timers::Listing;
