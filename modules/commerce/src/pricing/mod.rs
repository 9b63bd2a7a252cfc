//! Prices: of a line that names a product and no price, and the price books they come from.

mod books;
mod choose;
mod fill;

pub(crate) use books::{check_currency, check_entry, one_default_book};

use rapport_module_kit::{Changed, ReactionFuture, Work};

/// Reaction to orders.
pub(crate) fn price_order(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { fill::fill(work, "order", &["draft", "cancelled"], &changed).await })
}

/// Reaction to invoices.
pub(crate) fn price_invoice(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { fill::fill(work, "invoice", &["draft"], &changed).await })
}

/// Reaction to estimates.
pub(crate) fn price_estimate(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        fill::fill(
            work,
            "estimate",
            &["draft", "rejected", "expired"],
            &changed,
        )
        .await
    })
}

/// Reaction to work orders, which may stay without prices until they are invoiced.
pub(crate) fn price_work_order(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { fill::fill(work, "work_order", &[], &changed).await })
}
