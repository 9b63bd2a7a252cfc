//! Begins the estimate or quote of a deal: its customer, and one line over its amount to start from.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, Value, Work, json, money, taken_over,
};

/// Action `from_deal`.
pub(super) fn from_deal(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let Some(id) = action.input.link("deal") else {
            return Err(Error::field("deal", ErrorCode::REQUIRED, "is required"));
        };
        let deal = work.get("deal", id).await?;
        let mut estimate = taken_over(
            &deal,
            &[
                ("name", "title"),
                ("account", "account"),
                ("contact", "contact"),
                ("amount", "total"),
                ("owner", "owner"),
            ],
        )
        .with("deal", Value::Id(id.0))
        .with(
            "kind",
            Value::Text(action.input.text("kind").unwrap_or("quote").to_owned()),
        );
        if let Some(amount) = deal.money("amount") {
            let line = json!([{
                "description": deal.text("name").unwrap_or_default(),
                "quantity": 1,
                "unit_price": money::json_number(money::decimal(amount)),
            }]);
            estimate.set("lines", Value::Json(line));
        }
        let estimate = work.create("estimate", estimate).await?;
        Ok(json!({ "deal": id, "estimate": estimate }))
    })
}
