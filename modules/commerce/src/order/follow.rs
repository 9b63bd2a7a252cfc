//! What an order takes from its customer.

use rapport_module_kit::{Changed, ReactionFuture, Work};

use crate::document::{Taken, take_from_customer};

const TAKEN: &[Taken] = &[
    Taken {
        field: "billing_address",
        account: "billing_address",
        contact: "address",
    },
    Taken {
        field: "shipping_address",
        account: "shipping_address",
        contact: "other_address",
    },
    Taken {
        field: "terms",
        account: "payment_terms",
        contact: "",
    },
];

/// Reaction to orders.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { take_from_customer(work, "order", &changed, TAKEN).await })
}
