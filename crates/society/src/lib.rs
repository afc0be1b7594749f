//! A synthetic society under a social scoring policy, simulated day by day.

mod compact;
pub mod units;
pub mod calendar;
pub mod chance;
pub mod scenario;
pub mod population;
pub mod conduct;
pub mod observation;
pub mod scoring;
pub mod standing;
pub mod livelihood;
pub mod response;
pub mod ties;
pub mod measures;
pub mod recorder;
pub mod ranks;
pub mod world;
pub mod twins;
