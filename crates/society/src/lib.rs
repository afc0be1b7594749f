//! A synthetic society under a social scoring policy, simulated day by day.
//!
//! A [`scenario`] describes a [`scenario::Society`] and its twins, which differ in their policy
//! alone. From the seed of a world follow its [`population`] and, through addressed [`chance`], the
//! occasions of every citizen ([`conduct`]). Each day of each twin then runs one way: acts are
//! observed ([`observation`]) and charged ([`scoring`]), the score and the lists decide at gates
//! ([`standing`]), sanctions change livelihood and expectations ([`livelihood`], [`response`]) and
//! spread over [`ties`]; the [`measures`] count all of it, and a [`recorder`] receives the counts.
//!
//! The crate reads no file, clock or network, stores no generator, and sums integers only: equal
//! scenarios and seeds give equal bytes on every machine and any number of threads. Modules use
//! only modules above them in the list below; a test holds them to it.

mod compact;
pub mod units;
pub mod calendar;
pub mod chance;
pub mod scenario;
pub mod population;
pub mod census;
pub mod conduct;
pub mod observation;
pub mod scoring;
pub mod sparing;
pub mod standing;
pub mod livelihood;
pub mod stakes;
pub mod response;
pub mod ties;
pub mod measures;
pub mod recorder;
pub mod processes;
pub mod world;
pub mod twins;
