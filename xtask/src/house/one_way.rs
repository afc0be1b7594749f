//! Files that use each other one way: no circle within a crate, neither by imports nor by calls.

use super::package::Package;
use super::source::Finding;
use super::{calls, imports};

/// Every arrow inside a circle of a crate.
pub(super) fn circles(packages: &[Package]) -> Vec<Finding> {
    let of_package = |package| {
        let by_imports = imports::imports(package).findings(package);
        let by_calls = calls::calls(package, packages).findings(package);
        by_imports.into_iter().chain(by_calls)
    };
    packages.iter().flat_map(of_package).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    #[test]
    fn a_circle_is_a_finding_by_imports_and_by_calls() {
        let root = ("lib.rs", "mod a; mod b;");
        let b = ("b.rs", "use crate::a::f; pub fn g() { f() }");
        let down = package(&[root, ("a.rs", "pub fn f() {}"), b]);
        let round = package(&[root, ("a.rs", "use crate::b::g; pub fn f() { g() }"), b]);
        assert!(circles(&[down]).is_empty());
        // Two arrows by imports, and two by calls.
        assert_eq!(circles(&[round]).len(), 4);
    }
}
