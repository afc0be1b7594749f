//! The files that ship inside the program, by name.

/// A file that ships: its name, and its text.
pub type Shipped = (&'static str, &'static str);

/// The scenarios that ship.
pub const SCENARIOS: [Shipped; 8] = [
    ("as-reported", include_str!("../../../scenarios/as-reported.toml")),
    ("courts", include_str!("../../../scenarios/courts.toml")),
    ("lending", include_str!("../../../scenarios/lending.toml")),
    ("nation", include_str!("../../../scenarios/nation.toml")),
    ("strangers", include_str!("../../../scenarios/strangers.toml")),
    ("studies", include_str!("../../../scenarios/studies.toml")),
    ("twins", include_str!("../../../scenarios/twins.toml")),
    ("way-out", include_str!("../../../scenarios/way-out.toml")),
];

/// The policies that ship.
pub const POLICIES: [Shipped; 6] = [
    ("as-reported", include_str!("../../../policies/as-reported.toml")),
    ("city-points", include_str!("../../../policies/city-points.toml")),
    ("court-list", include_str!("../../../policies/court-list.toml")),
    ("fines-only", include_str!("../../../policies/fines-only.toml")),
    ("warnings-only", include_str!("../../../policies/warnings-only.toml")),
    ("none", include_str!("../../../policies/none.toml")),
];
