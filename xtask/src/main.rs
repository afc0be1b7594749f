//! The one command of developers.
fn main() {}
