//! What an invoice may become: drafts are free, what is issued stays.

use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Record, RequestContext, Result, Value, is_one_of, keep_moment,
};

use crate::document::{ISSUED, freeze, name_if_empty};

const SETTLED: ErrorCode = ErrorCode::custom(
    "commerce.invoice_settled",
    ErrorKind::Conflict,
    "An invoice with payments or credit notes is not voided",
);

/// The name of an invoice that nobody gave one.
pub(super) const PLAIN_TITLE: &str = "Invoice";

/// What may change after issuing: where it stands, and what is for oneself.
const FREE: &[&str] = &[
    "title",
    "status",
    "tags",
    "owner",
    "due_date",
    "amount_paid",
    "amount_credited",
    "balance",
    "paid_at",
    "issued_at",
    "sent_at",
    "voided_at",
    "void_reason",
    "order",
    "work_order",
    "deal",
];

/// Rule of invoices.
pub(crate) fn keep(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    name_if_empty(after, "title", PLAIN_TITLE);
    check_own_amount(after)?;
    if let Some(before) = before.filter(|before| !is_one_of(before, "status", &["draft"])) {
        let number = before.text("number").unwrap_or_default();
        if is_one_of(after, "status", &["draft"]) {
            let message = format!(
                "invoice `{number}` is issued and does not become a draft again; credit it"
            );
            return Err(Error::field("status", ISSUED, message));
        }
        freeze(
            before,
            after,
            FREE,
            "invoice",
            "correct it with a credit note",
        )?;
        check_void(before, after)?;
    }
    if is_one_of(after, "status", &["draft"]) {
        after.set("issued_at", Value::Null);
    } else if after.get("issued_at").is_null() {
        after.set("issued_at", Value::Time(ctx.now()));
    }
    keep_moment(ctx, after, "status", &["paid"], "paid_at");
    keep_moment(ctx, after, "status", &["void"], "voided_at");
    Ok(())
}

fn check_void(before: &Record, after: &Record) -> Result<()> {
    let enters = is_one_of(after, "status", &["void"]) && !is_one_of(before, "status", &["void"]);
    let has = |field: &str| after.money(field).is_some_and(|money| money.minor != 0);
    if !enters || !has("amount_paid") && !has("amount_credited") {
        return Ok(());
    }
    let number = before.text("number").unwrap_or_default();
    let message = format!(
        "invoice `{number}` has payments or credit notes; credit what is left instead of voiding it"
    );
    Err(Error::field("status", SETTLED, message))
}

/// What was paid elsewhere is in the currency of the invoice.
fn check_own_amount(after: &Record) -> Result<()> {
    let (Some(paid), Some(total)) = (after.money("paid_before"), after.money("total")) else {
        return Ok(());
    };
    let message = if paid.minor < 0 {
        "must not be negative".to_owned()
    } else if paid.currency != total.currency && paid.minor != 0 {
        format!(
            "is in {}, the invoice is in {}",
            paid.currency, total.currency
        )
    } else {
        return Ok(());
    };
    Err(Error::field("paid_before", ErrorCode::INVALID, message))
}
