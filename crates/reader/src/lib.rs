//! Scenario files: reading, checking and resolving them.
//!
//! A scenario describes a society, names a policy, and names its twins as changes of that policy. A
//! reform is a scenario that extends another and lists its changes, each with a reason and a first
//! day. Every number can have a range, a unit and a source; every error in a file is found at once,
//! with its place in it.

mod words;
mod retired;
mod shipped;
pub mod facts;
pub mod claims;
mod sections;
mod expected;
mod requirement;
mod diagnostic;
mod ordering;
mod size;
mod value;
mod settings;
mod entry;
mod document;
mod access;
mod writing;
mod unknown;
mod parsing;
mod merging;
mod units;
mod closing;
mod overrides;
mod loader;
mod load;
mod patterns;
mod society_section;
mod objection_section;
mod policy_section;
mod twins;
mod violations;
mod resolve;
mod beyond;
mod typed;
mod scenario_file;
mod meanings;
mod schema;
mod starter;

pub use beyond::BeyondRange;
pub use diagnostic::{Diagnostic, Problem, SourceFile};
pub use expected::Expected;
pub use loader::Loader;
pub use overrides::Overrides;
pub use patterns::{Denominator, Pattern, Use};
pub use requirement::Requirement;
pub use scenario_file::{CauseWorlds, LoadedScenario, ReformLine, Stop, parse, read, read_with};
pub use schema::schema;
pub use settings::{Setting, SettingValue};
pub use shipped::{POLICIES, SCENARIOS, Shipped};
pub use starter::starter;
pub use typed::{citizens, setting};
pub use value::Number;
pub use words::{nearest, visible};
