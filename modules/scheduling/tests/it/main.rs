//! The module `scheduling` through the engine, on each database there is.
