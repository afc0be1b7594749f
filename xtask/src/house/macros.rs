//! Paths as words, and the expressions inside macro calls.

use syn::punctuated::Punctuated;
use syn::{Expr, Macro, Path, Token};

/// The names of a path, without generic arguments.
pub(super) fn words(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// The arguments of a macro that takes expressions, as `assert!`, `format!` and `vec!` do; none of
/// one with a grammar of its own.
pub(super) fn arguments(it: &Macro) -> Vec<Expr> {
    let by_comma = it.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
    let by_semicolon = || it.parse_body_with(Punctuated::<Expr, Token![;]>::parse_terminated);
    by_comma
        .map(|all| all.into_iter().collect())
        .or_else(|_| by_semicolon().map(|all| all.into_iter().collect()))
        .unwrap_or_default()
}
