//! Rapport: placeholder until the first slice.
fn main() {}
