//! The catalogue, and the pipelines deals go.

use serde_json::json;

use super::{Key, Story, System};
use crate::words::offers::OFFERS;

/// A product of the story.
#[derive(Clone, Copy)]
pub(super) struct ProductFact {
    pub(super) key: Key,
    pub(super) name: &'static str,
    pub(super) price: i64,
    pub(super) is_service: bool,
}

pub(super) fn tell(story: &mut Story) {
    let first = story.calendar.at(0, 0);
    let sales = json!({
        "name": "Projects",
        "stages": ["qualification", "needs_analysis", "proposal", "negotiation", "won", "lost"],
        "description": "New systems, from the first survey to the contract.",
    });
    story.create(first, "pipeline", sales);
    story.with_system(&[("is_default", System::Yes)]);
    let service = json!({
        "name": "Service contracts",
        "stages": ["qualification", "needs_analysis", "proposal", "negotiation", "won", "lost"],
        "stage_settings": {
            "qualification": { "label": "Contract ends", "probability": 30 },
            "needs_analysis": { "label": "Site visit", "probability": 45 },
            "proposal": { "label": "Offer sent", "probability": 65 },
            "negotiation": { "label": "Terms agreed", "probability": 85 },
        },
        "description": "Maintenance plans and their renewal: a short way.",
    });
    story.create(first, "pipeline", service);
    for offer in OFFERS {
        let values = json!({
            "name": offer.name,
            "sku": offer.sku,
            "kind": offer.kind,
            "category": offer.category,
            "price": offer.price,
            "cost": offer.price * 62 / 100,
            "unit": offer.unit,
            "billing": offer.billing,
            "tax_percent": 19,
            "stock_quantity": if offer.kind == "service" { None } else { Some(story.chance.between(0, 40)) },
        });
        let key = story.create(first, "product", values);
        let is_service = offer.kind == "service";
        story.products.push(ProductFact {
            key,
            name: offer.name,
            price: offer.price,
            is_service,
        });
    }
    // One product was replaced by another and is sold no more.
    if let Some(oldest) = story.products.first().map(|product| product.key) {
        let at = story.calendar.at(240, 1);
        story.change(at, oldest, json!({ "status": "retired" }));
    }
}
