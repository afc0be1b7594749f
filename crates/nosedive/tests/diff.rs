//! Differences of two scenarios: what differs in effect, and nothing else.

use assert_cmd::Command;

/// Output of `nosedive diff` about two scenarios.
fn diff(one: &str, other: &str) -> String {
    let run = Command::cargo_bin("nosedive")
        .expect("it is built")
        .args(["diff", one, other])
        .output()
        .expect("it runs");
    String::from_utf8(run.stdout).expect("it is text")
}

#[test]
fn a_default_that_is_spelled_out_is_no_difference() {
    let found = diff("as-reported", "twins");
    assert!(found.contains("run.citizens: 50000 -> 10000"), "{found}");
    assert!(!found.contains("warm_up"), "{found}");
    let warm = diff("twins", "studies");
    assert!(warm.contains("run.warm_up: 0 -> 730"), "{warm}");
}

#[test]
fn a_section_switched_off_is_the_same_as_none_and_one_switched_on_is_not() {
    let off = diff("strangers", "as-reported");
    assert!(off.contains("cameras.per_head: not set -> 0.43"), "{off}");
    assert!(!off.contains("appeal.") && !off.contains("objection."), "{off}");
    let on = diff("strangers", "way-out");
    assert!(on.contains("appeal.enabled = true from day 730"), "{on}");
}
