//! Sections of a scenario file: those of a policy, and those of a society.

/// The sections of a policy.
pub(super) const POLICY: [&str; 12] = [
    "policy",
    "cameras",
    "register",
    "informants",
    "rule",
    "score",
    "band",
    "list",
    "effect",
    "spread",
    "appeal",
    "objection",
];

/// The sections of a society.
pub(super) const SOCIETY: [&str; 9] = [
    "population",
    "group",
    "place",
    "conduct",
    "visit",
    "helping",
    "livelihood",
    "response",
    "source",
];

/// Whether an address is one of the policy's.
pub(super) fn is_of_policy(address: &str) -> bool {
    let first = address.split('.').next().unwrap_or("");
    POLICY.contains(&first) && address != "policy"
}
