//! The read side on both databases, against plain evaluators in memory.

mod aggregates;
mod data;
mod filters;
mod naive;
mod pages;
mod searches;
mod speed;
mod wire;
